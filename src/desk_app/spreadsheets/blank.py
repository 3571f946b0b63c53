"""Workbooks to be filled in by others and read again by the import: texts, words to choose from, a page of help."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

_MADE = datetime(2000, 1, 1)  # noqa: DTZ001  # a fixed moment: the same form gives the same bytes
_A4 = 9
_MARGIN = 0.4  # inches
_LINE = {"border": 1, "border_color": "#999999", "valign": "vcenter"}
_WIDE, _USUAL = 26, 13  # columns on screen
_LONGEST_LIST = 255  # characters in one list of choices: Excel's limit


def blank(
    *,
    title: str,
    pairs: Sequence[tuple[str, str]],
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    empty: int,
    choices: Mapping[str, Sequence[str]],
    help: Sequence[str],  # noqa: A002  # the word of the form
    wide: Sequence[str] = (),
) -> bytes:
    """The bytes of an .xlsx: title, labelled cells, a table with `empty` rows to write in, and a sheet of help.

    Every cell to be filled is in the text format, so that no number loses digits; `choices` are drop-downs by column.
    """
    from xlsxwriter import Workbook

    written = io.BytesIO()
    with Workbook(written, {"in_memory": True}) as book:
        book.set_properties({"author": "desk_app", "created": _MADE})
        heading = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
        label = book.add_format({**_LINE, "bold": True, "bg_color": "#F5F6F8"})
        header = book.add_format({**_LINE, "bold": True, "bg_color": "#E9F1FB", "align": "center", "text_wrap": True})
        text = book.add_format({**_LINE, "num_format": "@", "text_wrap": True})
        sheet = book.add_worksheet(title)
        last = len(columns) - 1
        sheet.merge_range(0, 0, 0, last, title, heading)
        sheet.set_row(0, 30)
        for row, (name, value) in enumerate(pairs, 1):
            sheet.write_string(row, 0, name, label)
            sheet.merge_range(row, 1, row, min(4, last), "", text)
            sheet.write_string(row, 1, value, text)
        top = len(pairs) + 1
        _table(sheet, top, columns, [*rows, *([[""] * len(columns)] * empty)], header, text)
        for column, name in enumerate(columns):
            sheet.set_column(column, column, _WIDE if name in wide else max(_USUAL, 2 * len(name) + 2))
            words = list(choices.get(name, ()))
            if words and len(",".join(words)) <= _LONGEST_LIST:
                sheet.data_validation(
                    top + 1, column, top + len(rows) + empty, column, {"validate": "list", "source": words}
                )
        sheet.freeze_panes(top + 1, 1)
        _print_as(sheet)
        told = book.add_worksheet("填写说明")
        told.set_column(0, 0, 100)
        lines = book.add_format({"text_wrap": True, "valign": "top"})
        for row, line in enumerate(help):
            told.write_string(row, 0, f"{row + 1}. {line}", lines)
        sheet.activate()
    return written.getvalue()


def _table(sheet: Any, top: int, columns: Sequence[str], rows: Sequence[Sequence[str]], header: Any, text: Any) -> None:
    for column, name in enumerate(columns):
        sheet.write_string(top, column, name, header)
    for row, values in enumerate(rows, top + 1):
        for column, value in enumerate(values):
            if value:
                sheet.write_string(row, column, value, text)
            else:
                sheet.write_blank(row, column, None, text)


def _print_as(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(_MARGIN, _MARGIN, 2 * _MARGIN, 2 * _MARGIN)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页，共 &N 页")
