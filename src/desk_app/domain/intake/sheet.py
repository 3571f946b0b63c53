"""What stands in a workbook, before anybody says what it means."""

from __future__ import annotations

from dataclasses import dataclass

# How a cell was typed, one byte a cell: the difference between an ID kept as text and one destroyed as a number.
EMPTY, TEXT, NUMBER, DATE, FLAG, ERROR = b" tndbe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: `rows[i][j]` is the text of the cell in row i+1, column j+1; `kinds[i][j]` says how it was typed.

    Rows may be shorter than others (trailing empty cells left out). A whole number reads without a point, a date as
    yyyy-mm-dd (with hh:mm:ss where there is a time), an error as its Excel word (#DIV/0!).
    """

    name: str
    hidden: bool
    rows: tuple[tuple[str, ...], ...]
    kinds: tuple[bytes, ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()  # first row, first column, last row, last column, from 1
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    above: tuple[str, ...] = ()  # in a document, the paragraphs before the table

    def cell(self, row: int, column: int) -> str:
        """The text at (row, column), counted from 1; "" outside."""
        cells = self.rows[row - 1] if 0 < row <= len(self.rows) else ()
        return cells[column - 1] if 0 < column <= len(cells) else ""

    def kind(self, row: int, column: int) -> int:
        """How the cell was typed (EMPTY, TEXT, NUMBER, DATE, FLAG, ERROR)."""
        kinds = self.kinds[row - 1] if 0 < row <= len(self.kinds) else b""
        return kinds[column - 1] if 0 < column <= len(kinds) else EMPTY


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A file as it was read: its sheets in order, and in Chinese what was left aside (macros, links, formulas …)."""

    file: str  # the name without its folder
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()
