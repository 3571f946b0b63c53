"""Lists as plain text: separated values and web pages saved under the name of a workbook."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from html.parser import HTMLParser

from desk_app.domain.errors import Refused
from desk_app.domain.intake.sheet import EMPTY, TEXT, Book, Sheet
from desk_app.spreadsheets.preflight import LAST_COLUMN, LAST_ROW, TOO_BIG

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_HTML = re.compile(r"<(?:!doctype html|html|table|meta)\b", re.IGNORECASE)
_SEPARATORS = ",\t;|"
Area = tuple[int, int, int, int]  # as in Sheet.merged
_SEEN = 50  # lines looked at to find the separator


def decode(content: bytes) -> str:
    """Text from bytes: by byte order mark, else strict UTF-8, else GB18030, over the whole; no byte is replaced."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strict(content, encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _strict(content, "gb18030")


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Refused(
            "unreadable_text", f"第 {line} 行附近有认不出的文字编码，没有读取。请另存为 .xlsx 再导入。"
        ) from None


def is_page(text: str) -> bool:
    """Whether the text is a web page rather than separated values."""
    return _HTML.search(text[:2000]) is not None and "<table" in text.lower()


def has_columns(text: str) -> bool:
    """Whether any line has something that separates values."""
    return any(mark in text for mark in _SEPARATORS)


def read_separated(text: str, name: str) -> Book:
    """The book in separated values; every cell is text."""
    if "\0" in text:
        raise Refused("not_a_workbook", "这不是表格文件。可以导入 .xlsx、.xls、.csv 等。")
    lines = text.splitlines()[:_SEEN]
    separator = max(_SEPARATORS, key=lambda mark: _regular(lines, mark))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        raise Refused("damaged", "文本表格里有一格过长或引号没有配对，没有读取。请另存为 .xlsx 再导入。") from None
    return Book(file=name, sheets=(_sheet("csv", rows),))


def _regular(lines: Sequence[str], separator: str) -> int:
    """How many lines have the commonest number (above zero) of this separator."""
    counts = [line.count(separator) for line in lines if separator in line]
    return max((counts.count(one) * min(one, 5) for one in set(counts)), default=0)


def read_page(text: str, name: str) -> Book:
    """The tables of a web page saved as a workbook, one sheet each."""
    tables = _Tables()
    tables.feed(text)
    tables.close()
    found = [(rows, merged) for rows, merged in zip(tables.tables, tables.merged, strict=True) if rows]
    if not found:
        raise Refused("no_table", "这是一个网页，里面没有表格。请向报送单位要 .xlsx 文件。")
    sheets = (
        _sheet("html" if number == 1 else f"html-{number}", rows, merged)
        for number, (rows, merged) in enumerate(found, 1)
    )
    return Book(file=name, sheets=tuple(sheets), notes=("这是网页另存的表格，按表格读取。",))


def _sheet(name: str, rows: Sequence[Sequence[str]], merged: Sequence[Area] = ()) -> Sheet:
    if len(rows) > LAST_ROW or max(map(len, rows), default=0) > LAST_COLUMN:
        raise TOO_BIG
    trimmed = [_trimmed(row) for row in rows]
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    kinds = tuple(bytes(TEXT if text else EMPTY for text in row) for row in trimmed)
    return Sheet(name=name, hidden=False, rows=tuple(trimmed), kinds=kinds, merged=tuple(merged))


def _trimmed(row: Sequence[str]) -> tuple[str, ...]:
    width = len(row)
    while width and not row[width - 1].strip():
        width -= 1
    return tuple(row[:width])


class _Tables(HTMLParser):
    """Collects the texts of table cells; a cell over several columns or rows stands in the first of them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self.merged: list[list[Area]] = []  # of each table
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._covered: dict[int, int] = {}  # column, from 0 → the last row, from 1, that a cell from above covers

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._end_cell()
            self.tables.append([])
            self.merged.append([])
            self._covered = {}
        elif tag == "tr" and self.tables:
            self._end_cell()
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables and self.tables[-1]:
            self._end_cell()
            said = dict(attrs)
            self._span = (_count(said.get("colspan")), _count(said.get("rowspan")))
            self._skip_covered()
            self._cell = []
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _skip_covered(self) -> None:
        row, here = self.tables[-1][-1], len(self.tables[-1])
        while self._covered.get(len(row), 0) >= here:
            row.append("")

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        row = self.tables[-1][-1]
        columns, rows = self._span
        top, left = len(self.tables[-1]), len(row) + 1
        if columns > 1 or rows > 1:
            self.merged[-1].append((top, left, top + rows - 1, left + columns - 1))
        for offset in range(columns):
            self._covered[len(row)] = top + rows - 1
            row.append("".join(self._cell).strip() if not offset else "")
        self._cell = None


def _count(said: str | None) -> int:
    return min(int(said), LAST_COLUMN) if said and said.isdigit() and int(said) > 0 else 1
