"""Writing workbooks that the district can open: texts stay texts, nothing is hidden, nothing computes."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from desk_app.domain.reports.report import Table, Value

_MADE = datetime(2000, 1, 1)  # noqa: DTZ001  # a fixed moment: the same tables give the same bytes
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no XML holds them
_WIDEST, _NARROWEST = 40, 6
_MARGIN = 0.4  # inches
_TITLE, _NOTE, _HEADER = 0, 1, 2  # rows, from 0
_A4 = 9
_MIDDLE = {"align": "center", "valign": "vcenter"}
_LINE = {"border": 1, "border_color": "#999999"}


def book(tables: Sequence[Table]) -> bytes:
    """The bytes of an .xlsx with one sheet a table: title, note, header, rows; A4 landscape, one page wide.

    Every text is written as a string cell in the text format, whatever it begins with, so that no cell becomes a
    formula and no ID number a number.
    """
    from xlsxwriter import Workbook

    written = io.BytesIO()
    with Workbook(written, {"in_memory": True}) as workbook:
        workbook.set_properties({"author": "desk_app", "created": _MADE})
        formats = {
            "title": workbook.add_format({"bold": True, "font_size": 16, "align": "center"}),
            "note": workbook.add_format({"font_size": 10}),
            "header": workbook.add_format(
                {
                    **_LINE,
                    "bold": True,
                    "bg_color": "#E9F1FB",
                    "align": "center",
                    "valign": "vcenter",
                    "text_wrap": True,
                }
            ),
            "text": workbook.add_format({**_LINE, "num_format": "@"}),
            "number": workbook.add_format(_LINE),
        }
        for table in tables:
            _fill(workbook.add_worksheet(table.name), table, formats)
    return written.getvalue()


def _fill(sheet: Any, table: Table, formats: dict[str, Any]) -> None:
    last = len(table.columns) - 1
    for row, text, name in ((_TITLE, table.title, "title"), (_NOTE, table.note, "note")):
        if last:
            sheet.merge_range(row, 0, row, last, "", formats[name])
        sheet.write_string(row, 0, _clean(text), formats[name])
    for column, heading in enumerate(table.columns):
        sheet.write_string(_HEADER, column, heading, formats["header"])
        longest = max((_width(row[column]) for row in table.rows), default=0)
        sheet.set_column(column, column, min(max(_NARROWEST, _width(heading), longest) + 2, _WIDEST))
    for number, values in enumerate(table.rows, start=_HEADER + 1):
        for column, value in enumerate(values):
            if isinstance(value, int):
                sheet.write_number(number, column, value, formats["number"])
            else:
                sheet.write_string(number, column, _clean(value), formats["text"])
    sheet.freeze_panes(_HEADER + 1, 0)
    sheet.repeat_rows(_HEADER)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(_MARGIN, _MARGIN, 2 * _MARGIN, 2 * _MARGIN)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("", text)


def _width(value: Value) -> int:
    """Columns on screen: a Chinese character takes two."""
    return sum(2 if ord(char) > 0x2E80 else 1 for char in str(value))


def encrypt(content: bytes, password: str) -> bytes:
    """The workbook behind a password (ECMA-376 Agile, as Excel and WPS write it)."""
    from msoffcrypto.format.ooxml import OOXMLFile

    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(password, locked)
    return locked.getvalue()
