"""Word documents (.docx), by python-docx: each table becomes a sheet, what is written above it its title."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from desk_app.domain.errors import DeskError, Refused
from desk_app.domain.intake.sheet import EMPTY, TEXT, Book, Sheet
from desk_app.spreadsheets import preflight

if TYPE_CHECKING:
    from docx.table import Table

MAIN = "word/document.xml"
_TOLD = 40  # characters of a paragraph that stand in a note


def is_document(content: bytes) -> bool:
    """Whether the bytes are a Word document."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return MAIN in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def read(content: bytes, name: str) -> Book:
    """The tables of a document. Raises Refused where it has none, or is damaged or dangerous."""
    from docx import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    preflight.inspect(content)
    sheets: list[Sheet] = []
    above: list[str] = []
    outside: list[str] = []
    try:
        for block in Document(io.BytesIO(content)).iter_inner_content():
            if isinstance(block, Paragraph) and block.text.strip():
                above.append(" ".join(block.text.split()))
                outside.append(above[-1])
            elif isinstance(block, Table):
                sheets.append(_sheet(block, f"table{len(sheets) + 1}", tuple(above)))
                above = []
    except (MemoryError, RecursionError, DeskError):
        raise
    except Exception as error:  # the library fails on damaged documents in every way that XML knows
        raise preflight.DAMAGED from error
    if not sheets:
        raise Refused("no_table", "Word 文件里没有表格。是招工信息的，复制文字到“岗位”页的“粘贴招工信息”里。")
    notes = tuple(f"表格外的文字：{text[:_TOLD]}{'…' if len(text) > _TOLD else ''}" for text in outside)
    return Book(file=name, sheets=tuple(sheets), notes=notes)


def _sheet(table: Table, name: str, above: tuple[str, ...]) -> Sheet:
    """The cells of a table; one that spans several columns or rows stands in its first place only, as in a workbook."""
    seen: set[object] = set()
    merged: dict[object, list[int]] = {}
    rows: list[tuple[str, ...]] = []
    for at, row in enumerate(table.rows, start=1):
        texts = [""] * row.grid_cols_before
        for cell in row.cells:
            place = merged.setdefault(cell._tc, [at, len(texts) + 1, at, len(texts) + 1])
            place[2], place[3] = max(place[2], at), max(place[3], len(texts) + 1)
            texts.append("" if cell._tc in seen else cell.text.strip())
            seen.add(cell._tc)
        rows.append(tuple(texts))
    spans = ((top, left, bottom, right) for top, left, bottom, right in merged.values())
    return Sheet(
        name=name,
        hidden=False,
        rows=tuple(rows),
        kinds=tuple(bytes(TEXT if text else EMPTY for text in row) for row in rows),
        merged=tuple(span for span in spans if span[:2] != span[2:]),
        above=above,
    )
