"""Before a workbook is parsed: is it whole, harmless and of a size that a township's list can have?

Everything is counted on the real bytes; what a file declares about itself is not believed.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from desk_app.domain.errors import Refused

LARGEST_FILE = 100 << 20
LARGEST_MEMBER = 400 << 20
LARGEST_TOTAL = 600 << 20
LARGEST_RATIO = 150  # unpacked to packed, for members above a megabyte
LAST_ROW = 200_000
LAST_COLUMN = 300

_CHUNK = 1 << 20
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_DANGER = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_STRICT = b"http://purl.oclc.org/ooxml/"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)

DAMAGED = Refused("damaged", "文件已损坏，打不开。请向报送单位重新要一份，或在原电脑上打开后另存为 .xlsx 再导入。")
TOO_BIG = Refused("too_big", "文件展开后大得不正常，没有读取。请在表格软件里只留下名单，另存为新文件再导入。")
NOT_A_WORKBOOK = Refused(
    "not_a_workbook", "这不是表格文件。可以导入 .xlsx、.xls、.csv（以及 .et、.ods、.xlsb 和网页导出的 .xls）。"
)


def inspect(content: bytes) -> None:
    """Raise Refused in words for a zipped workbook that must not be parsed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            names = [member.filename for member in members]
            if len({name.lower() for name in names}) != len(names):
                raise Refused("ambiguous_zip", "文件内部有重名的部分，内容不可信，没有读取。请另存为新文件再导入。")
            if not _has_workbook(names):
                raise NOT_A_WORKBOOK
            total = 0
            for member in members:
                total += _inspect_member(archive, member)
                if total > LARGEST_TOTAL:
                    raise TOO_BIG
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        raise DAMAGED from error


def _has_workbook(names: list[str]) -> bool:
    return bool(set(names) & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"})


def _inspect_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> int:
    """Read a member once, in pieces; returns its real size."""
    size, xml = 0, member.filename.lower().endswith((".xml", ".rels"))
    limits = _SheetLimits() if _SHEET.fullmatch(member.filename) else None
    for chunk, seam in _pieces(archive, member):
        size += len(chunk) - seam
        if size > LARGEST_MEMBER or (size > _CHUNK and size > LARGEST_RATIO * max(member.compress_size, 1)):
            raise TOO_BIG
        if xml and _DANGER.search(chunk):
            raise Refused("entities", "文件里藏有会自我膨胀的内容（DTD），没有读取。请另存为新文件再导入。")
        if xml and _STRICT in chunk and member.filename.lower() == "xl/workbook.xml":
            raise Refused("strict", "这是“Strict Open XML”格式，读不全。请另存为普通的“Excel 工作簿（.xlsx）”再导入。")
        if limits:
            limits.look(chunk, seam)
    return size


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[tuple[bytes, int]]:
    """The member in pieces, each beginning with the last bytes of the one before, so that no mark is cut in two."""
    seam = b""
    with archive.open(member) as source:
        while piece := source.read(_CHUNK):
            yield seam + piece, len(seam)
            seam = piece[-64:]


class _SheetLimits:
    """Counts rows and finds the farthest cell of a sheet."""

    def __init__(self) -> None:
        self._rows = 0

    def look(self, chunk: bytes, seam: int) -> None:
        """Raise Refused when the sheet is higher or wider than a list can be."""
        self._rows += sum(1 for found in _ROW.finditer(chunk) if found.end() > seam)
        if self._rows > LAST_ROW:
            raise Refused("too_many_rows", f"表格超过 {LAST_ROW} 行，没有读取。请删去空行，或分成几个文件再导入。")
        for letters in set(re.findall(rb'\br="([A-Z]{1,3})\d', chunk)):
            if _column(letters) > LAST_COLUMN and _filled(chunk, letters):
                raise Refused("far_cell", f"表格在第 {_column(letters)} 列还有内容，没有读取。请删去右边的空列再导入。")
        if re.search(rb'\br="(?:[A-Z]{1,3})?(?:[2-9]\d{5}|[1-9]\d{6,})"', chunk):
            raise Refused("far_cell", f"表格在第 {LAST_ROW} 行以下还有内容，没有读取。请删去下面的空行再导入。")


def _filled(chunk: bytes, letters: bytes) -> bool:
    """Whether a cell of that column holds something (a style alone does not count)."""
    cell = rb'<(?:\w+:)?c\b[^>]*\br="' + letters + rb'\d+"[^>]*[^/]>\s*<(?:\w+:)?(?:v|is|f)\b'
    return re.search(cell, chunk) is not None


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
