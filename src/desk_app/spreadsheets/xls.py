"""The old binary workbooks (BIFF5 to 8, as .xls or .et), by xlrd; calamine where xlrd cannot."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from desk_app.domain.errors import DeskError
from desk_app.domain.intake.sheet import DATE, EMPTY, ERROR, FLAG, NUMBER, TEXT, Book, Sheet
from desk_app.spreadsheets.preflight import DAMAGED, ENCRYPTED, LAST_COLUMN, LAST_ROW, NOT_A_WORKBOOK, TOO_BIG
from desk_app.spreadsheets.xlsx import as_text, by_calamine

_HALF = "文件可能有损坏，换了一种方法读取，隐藏的行列没有标出；请核对行数。"


def read(content: bytes, name: str) -> Book:
    """The book in the bytes of an .xls file."""
    import xlrd

    try:
        # With formats the hidden rows, columns and merges are told; some files only open without them.
        try:
            workbook = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO())
        except (xlrd.XLRDError, NotImplementedError, AssertionError, IndexError, KeyError, ValueError):
            workbook = xlrd.open_workbook(file_contents=content, logfile=io.StringIO())
        sheets = tuple(_sheet(workbook, workbook.sheet_by_index(index)) for index in range(workbook.nsheets))
    except (MemoryError, RecursionError, DeskError):
        raise
    except Exception as error:  # xlrd fails on damaged files in every way that Python knows
        if "Can't find workbook" in str(error):
            raise NOT_A_WORKBOOK from error  # a Word document, a mail …
        if "encrypted" in str(error):
            raise ENCRYPTED from error
        return by_calamine(content, name, {}, (_HALF,))
    if not sheets:
        raise DAMAGED
    notes = (
        ("这是 Excel 97–2003 格式；如有宏，没有运行。",)
        if b"_VBA_PROJECT".decode().encode("utf-16-le") in content
        else ()
    )
    return Book(file=name, sheets=sheets, notes=notes)


def _sheet(workbook: Any, source: Any) -> Sheet:
    if source.nrows > LAST_ROW or source.ncols > LAST_COLUMN:
        raise TOO_BIG
    rows, kinds = [], []
    for index in range(source.nrows):
        texts, kind = _row(source.row(index), workbook.datemode)
        width = len(kind.rstrip(bytes([EMPTY])))
        rows.append(texts[:width])
        kinds.append(kind[:width])
    while rows and not rows[-1]:
        rows.pop()
        kinds.pop()
    merged = ((top + 1, left + 1, bottom, right) for top, bottom, left, right in source.merged_cells)
    return Sheet(
        name=source.name,
        hidden=source.visibility != 0,
        rows=tuple(rows),
        kinds=tuple(kinds),
        merged=tuple(merged),
        hidden_rows=frozenset(_hidden(source.rowinfo_map)),
        hidden_columns=frozenset(_hidden(source.colinfo_map)),
    )


def _hidden(info: Any) -> Iterator[int]:
    return (index + 1 for index, one in info.items() if one.hidden)


def _row(cells: Any, datemode: int) -> tuple[tuple[str, ...], bytes]:
    texts, kinds = [], bytearray()
    for cell in cells:
        text, kind = _cell(cell, datemode)
        texts.append(text)
        kinds.append(kind if text else EMPTY)
    return tuple(texts), bytes(kinds)


def _cell(cell: Any, datemode: int) -> tuple[str, int]:
    import xlrd

    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return cell.value, TEXT
        case xlrd.XL_CELL_NUMBER:
            return as_text(cell.value), NUMBER
        case xlrd.XL_CELL_BOOLEAN:
            return as_text(bool(cell.value)), FLAG
        case xlrd.XL_CELL_ERROR:
            return xlrd.error_text_from_code.get(cell.value, "#ERROR"), ERROR
        case xlrd.XL_CELL_DATE:
            try:
                moment: datetime = xlrd.xldate.xldate_as_datetime(cell.value, datemode)
            except (ValueError, OverflowError):
                return as_text(cell.value), NUMBER
            return (as_text(moment) if cell.value >= 1 else as_text(moment.time())), DATE
    return "", EMPTY
