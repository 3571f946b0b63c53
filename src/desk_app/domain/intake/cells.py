"""The cells of a file, packed: drawn and sent piece by piece, without millions of texts in memory."""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from desk_app.domain.intake.sheet import Book, Sheet

PIECE = 256  # rows in one piece
_FLAT = 2  # the marshal version that does not search for repeated values


Cells = tuple[tuple[tuple[str, ...], ...], tuple[bytes, ...]]


@lru_cache(maxsize=8)
def _cells(piece: bytes) -> Cells:
    texts, kinds = marshal.loads(piece)  # noqa: S302  # packed by this program
    return texts, kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedSheet:
    """One sheet; piece n holds the texts and kinds of the rows from n × PIECE + 1 on."""

    name: str
    hidden: bool
    height: int
    width: int
    pieces: tuple[bytes, ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    def piece(self, number: int) -> Cells:
        """The texts and the kinds of the cells of one piece."""
        return _cells(self.pieces[number])

    def row(self, row: int) -> tuple[tuple[str, ...], bytes]:
        """The texts and the kinds of one row, counted from 1; nothing outside."""
        if not 0 < row <= self.height:
            return (), b""
        texts, kinds = self.piece((row - 1) // PIECE)
        return texts[(row - 1) % PIECE], kinds[(row - 1) % PIECE]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedBook:
    """A file as it was read, packed."""

    file: str
    sheets: tuple[PackedSheet, ...]
    notes: tuple[str, ...] = ()

    def sheet(self, name: str) -> PackedSheet:
        """The sheet of that name."""
        return next(sheet for sheet in self.sheets if sheet.name == name)


def pieces_of(sheet: Sheet) -> Iterator[bytes]:
    """The pieces of a sheet in order."""
    for start in range(0, len(sheet.rows), PIECE):
        yield marshal.dumps((sheet.rows[start : start + PIECE], sheet.kinds[start : start + PIECE]), _FLAT)


def packed(sheet: Sheet, pieces: tuple[bytes, ...]) -> PackedSheet:
    """The sheet with its pieces in the place of its cells."""
    return PackedSheet(
        name=sheet.name,
        hidden=sheet.hidden,
        height=len(sheet.rows),
        width=max(map(len, sheet.rows), default=0),
        pieces=pieces,
        merged=sheet.merged,
        hidden_rows=sheet.hidden_rows,
        hidden_columns=sheet.hidden_columns,
    )


def unpacked(book: PackedBook) -> Book:
    """The book with all its cells."""
    return Book(file=book.file, notes=book.notes, sheets=tuple(map(_unpacked, book.sheets)))


def _unpacked(sheet: PackedSheet) -> Sheet:
    parts = [sheet.piece(number) for number in range(len(sheet.pieces))]
    return Sheet(
        name=sheet.name,
        hidden=sheet.hidden,
        rows=tuple(row for texts, _ in parts for row in texts),
        kinds=tuple(row for _, kinds in parts for row in kinds),
        merged=sheet.merged,
        hidden_rows=sheet.hidden_rows,
        hidden_columns=sheet.hidden_columns,
    )
