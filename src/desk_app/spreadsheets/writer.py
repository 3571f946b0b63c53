"""Writing workbooks that the district can open: texts stay texts, nothing is hidden, nothing computes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from desk_app.domain.reports.report import Table, Value

_MADE = datetime(2000, 1, 1, tzinfo=UTC)  # a fixed moment: the same tables give the same bytes
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # by XML 1.0
_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_WIDEST, _NARROWEST = 40, 6
_MARGIN = 0.4  # inches
_TITLE, _NOTE, _HEADER = 1, 2, 3  # rows


def book(tables: Sequence[Table]) -> bytes:
    """The bytes of an .xlsx with one sheet a table: title, note, header, rows; A4 landscape, one page wide.

    Every text is written as a string cell in the text format, whatever it begins with, so that no cell becomes a
    formula and no ID number a number.
    """
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.creator = "desk_app"
    for table in tables:
        _fill(workbook.create_sheet(table.name), table)
    return _packed(workbook)


def _fill(sheet: Any, table: Table) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    line = Side(style="thin", color="999999")
    frame = Border(left=line, right=line, top=line, bottom=line)
    last = get_column_letter(len(table.columns))
    for row, text, font in ((_TITLE, table.title, Font(bold=True, size=16)), (_NOTE, table.note, Font(size=10))):
        _put(sheet.cell(row, 1), text)
        sheet.cell(row, 1).font = font
        sheet.merge_cells(f"A{row}:{last}{row}")
    sheet.cell(_TITLE, 1).alignment = Alignment(horizontal="center")
    for column, heading in enumerate(table.columns, start=1):
        cell = sheet.cell(_HEADER, column)
        _put(cell, heading)
        cell.font, cell.border, cell.fill = Font(bold=True), frame, PatternFill("solid", fgColor="E9F1FB")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    for number, values in enumerate(table.rows, start=_HEADER + 1):
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(number, column)
            _put(cell, value)
            cell.border = frame
    for column, heading in enumerate(table.columns, start=1):
        longest = max((_width(row[column - 1]) for row in table.rows), default=0)
        wanted = max(_NARROWEST, _width(heading), longest) + 2
        sheet.column_dimensions[get_column_letter(column)].width = min(wanted, _WIDEST)
    sheet.freeze_panes = sheet.cell(_HEADER + 1, 1)
    sheet.print_title_rows = f"{_HEADER}:{_HEADER}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_margins.left = sheet.page_margins.right = _MARGIN
    sheet.page_margins.top = sheet.page_margins.bottom = 2 * _MARGIN
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


def _put(cell: Any, value: Value) -> None:
    if isinstance(value, int):
        cell.value = value
        return
    # Excel reads _x000D_ as one character (ECMA-376 part 1, §22.9.2.19): such a text needs its underscore escaped.
    cell.value = _LIKE_AN_ESCAPE.sub("_x005F_", _UNWRITABLE.sub("", value)).replace("\r", "_x000D_")
    cell.data_type = "s"  # openpyxl takes a leading = for a formula
    cell.number_format = "@"


def _width(value: Value) -> int:
    """Columns on screen: a Chinese character takes two."""
    return sum(2 if ord(char) > 0x2E80 else 1 for char in str(value))


def _packed(workbook: Any) -> bytes:
    workbook.properties.created = workbook.properties.modified = _MADE.replace(tzinfo=None)
    written, packed = io.BytesIO(), io.BytesIO()
    workbook.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2000-01-01T00:00:00Z", content)
            target.writestr(zipfile.ZipInfo(name, _MADE.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def encrypt(content: bytes, password: str) -> bytes:
    """The workbook behind a password (ECMA-376 Agile, as Excel and WPS write it)."""
    from msoffcrypto.format.ooxml import OOXMLFile

    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(password, locked)
    return locked.getvalue()
