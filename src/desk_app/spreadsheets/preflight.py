"""Before a workbook is parsed: is it whole, harmless and of a size that a township's list can have?

Every byte is unpacked and looked at. What a file declares about its sizes is believed only when it condemns the file.
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

_CHUNK = 1 << 18  # small enough for the processor's cache
_SEAM = 1024  # longer than any mark looked for
_SMALL = 1 << 20  # below this a member may be packed as tightly as it likes
_STRICT = b"http://purl.oclc.org/ooxml/"
# Every cell of a sheet is looked at, so the first look is a cheap one: a column above KN or a number of six digits.
_PERHAPS_FAR = re.compile(rb' r="(?:K[O-Z]|[L-Z][A-Z]|[A-Z]{3}|[A-Z]{0,3}(?:[2-9]\d{5}|[1-9]\d{6}))')
# A style alone does not count, nor does a row's height. Runs are bounded: an endless tag must not take endless time.
_OPEN = rb"(?:[^<>]{0,200}[^/<>])?>\s{0,9}"
_FILLED = _OPEN + rb"<(?:\w{1,9}:)?(?:v|is|f)\b"
_FILLED_CELL = re.compile(rb'<(?:\w{1,9}:)?c\b[^<>]{0,200}? r="([A-Z]{1,3})(\d{1,9})"' + _FILLED)
_FILLED_ROW = re.compile(rb'<(?:\w{1,9}:)?row\b[^<>]{0,200}? r="(\d{6,9})"' + _OPEN + rb"<(?:\w{1,9}:)?c\b" + _FILLED)
# OpenDocument: one filled cell, or a row with one, that says it stands there so many times.
_REPEATED = re.compile(
    rb'-repeated="(\d{6,9})\d*"' + _OPEN + rb"(?:<(?:\w{1,9}:)?table-cell\b" + _OPEN + rb")?<(?:\w{1,9}:)?p\b"
)

DAMAGED = Refused("damaged", "文件已损坏，打不开。请向报送单位重新要一份，或在原电脑上打开后另存为 .xlsx 再导入。")
TOO_BIG = Refused("too_big", "文件展开后大得不正常，没有读取。请在表格软件里只留下名单，另存为新文件再导入。")
ENCRYPTED = Refused("encrypted", "文件有密码，没有读取。请在表格软件里“另存为”并清除密码后再导入，或输入文件密码。")
NOT_A_WORKBOOK = Refused(
    "not_a_workbook",
    "这不是表格文件。可以导入 .xlsx、.xls、.csv（以及 .et、.ods、.xlsb、网页导出的 .xls 和带表格的 .docx）。",
)


def inspect(content: bytes) -> None:
    """Raise Refused in words for a zipped workbook that must not be parsed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            names = {member.filename.replace("\\", "/") for member in members}
            if len({name.lower() for name in names}) != len(members):
                raise Refused("ambiguous_zip", "文件内部有重名的部分，内容不可信，没有读取。请另存为新文件再导入。")
            if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml", "word/document.xml"}:
                raise NOT_A_WORKBOOK
            # No more than the declared size is ever read below, and one that is too small fails the checksum there.
            if sum(member.file_size for member in members) > LARGEST_TOTAL:
                raise TOO_BIG
            for member in members:
                _inspect_member(archive, member)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        raise DAMAGED from error


def plain_name(member: str) -> str:
    """A member's name as Excel compares it: some programs write other case or backslashes."""
    return member.replace("\\", "/").lower()


def _inspect_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Read a member once, in pieces."""
    if member.file_size > LARGEST_MEMBER or (
        member.file_size > _SMALL and member.file_size > LARGEST_RATIO * max(member.compress_size, 1)
    ):
        raise TOO_BIG
    name = plain_name(member.filename)
    xml = name.endswith((".xml", ".rels"))
    limits = _SheetLimits() if xml and name.startswith("xl/") else None
    for chunk, seam in _pieces(archive, member):
        if xml and (b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk):
            raise Refused("entities", "文件里藏有会自我膨胀的内容（DTD），没有读取。请另存为新文件再导入。")
        if name == "xl/workbook.xml" and _STRICT in chunk:
            raise Refused("strict", "这是“Strict Open XML”格式，读不全。请另存为普通的“Excel 工作簿（.xlsx）”再导入。")
        if name == "meta-inf/manifest.xml" and b"encryption-data" in chunk:
            raise ENCRYPTED  # OpenDocument keeps its password there
        if name == "content.xml" and any(int(times) > LAST_ROW for times in _REPEATED.findall(chunk)):
            raise TOO_BIG
        if limits:
            limits.look(chunk, seam)


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[tuple[bytes, int]]:
    """The member in pieces, each beginning with the last bytes of the one before, so that no mark is cut in two."""
    seam = b""
    with archive.open(member) as source:
        while piece := source.read(_CHUNK):
            yield seam + piece, len(seam)
            seam = piece[-_SEAM:]


class _SheetLimits:
    """Counts rows and finds the farthest cell of a sheet, under whatever name the sheet lies in the file."""

    def __init__(self) -> None:
        self._rows = 0
        self._is_sheet = False

    def look(self, chunk: bytes, seam: int) -> None:
        """Raise Refused when the sheet is higher or wider than a list can be."""
        self._is_sheet = self._is_sheet or b"sheetData" in chunk
        if not self._is_sheet:
            return
        # Marks that lie wholly in the seam were counted with the piece before.
        self._rows += sum(chunk.count(mark) - chunk.count(mark, 0, seam) for mark in (b"<row", b":row"))
        if self._rows > LAST_ROW:
            raise Refused("too_many_rows", f"表格超过 {LAST_ROW} 行，没有读取。请删去空行，或分成几个文件再导入。")
        if not _PERHAPS_FAR.search(chunk):
            return
        for letters, row in _FILLED_CELL.findall(chunk):
            if column_number(letters) > LAST_COLUMN:
                where = f"第 {column_number(letters)} 列"
                raise Refused("far_cell", f"表格在{where}还有内容，没有读取。请删去右边的空列再导入。")
            self._refuse_below(row)
        for row in _FILLED_ROW.findall(chunk):
            self._refuse_below(row)

    def _refuse_below(self, row: bytes) -> None:
        if int(row) > LAST_ROW:
            raise Refused("far_cell", f"表格在第 {LAST_ROW} 行以下还有内容，没有读取。请删去下面的空行再导入。")


def column_number(letters: bytes) -> int:
    """Column A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
