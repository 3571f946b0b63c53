"""What a paper is laid out in: pieces that stand below each other, each a row of boxes with text in them.

Places and sizes are millimetres from the left edge of the type area and the top of the piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desk_app.documents.page import MM, Sheets
from desk_app.documents.setting import Paragraph, Setting, even, fit
from desk_app.documents.typeface import Typeface

TEXT_PT = 10.5
"""五号: the size of words in boxes."""

PAD = 1.5
"""Between a box's line and its text, at the sides."""

NO_TEXT = Setting((), TEXT_PT, 13.5)

ENDLESS = 1e9
"""Points: a height that every text fits in."""

_AIR = 1.0  # the least between a box's line and its text, above and below
_STEPS = ((10.5, 13.5), (10, 12.4), (9.5, 11.4), (9, 10.6))
_GROWN = (10, 13.2)  # where nothing fits, the row grows instead
_ONE_WORD = (10.5, 10, 9.5, 9, 8.5, 8, 7.5)  # a number or address stays whole down to here
_LAST = 8.0  # the least height of what is left of a row on the next sheet
_WORD = re.compile(r"[0-9A-Za-z*@_./:+\-]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A short text at its own place; `top` is the upper edge of its characters."""

    text: str
    left: float
    top: float
    size_pt: float = TEXT_PT
    right: bool = False  # `left` is its right end


@dataclass(frozen=True, slots=True)
class Square:
    """A box to tick."""

    left: float
    top: float
    ticked: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """Text in a box, and what else stands at a place of its own in it."""

    left: float
    width: float
    height: float
    text: Setting
    top: float = 0.0
    centre: bool = False
    middle: bool = True  # in the middle of the height, else at the top
    boxed: bool = True
    faint: bool = False  # its box thin and grey: a place for something, not a line of the grid
    titled: bool = False  # in the title face
    words: tuple[Word, ...] = ()
    squares: tuple[Square, ...] = ()
    rules: tuple[tuple[float, float, float], ...] = ()  # from, to, how far down


@dataclass(frozen=True, slots=True)
class Piece:
    """What is not torn between two sheets unless it is higher than a sheet."""

    cells: tuple[Cell, ...]
    height: float
    framed: bool = True  # belongs to a grid; grids that touch share their lines
    keep: bool = False  # not the last on a sheet
    head: tuple[Piece, ...] = ()  # stands above it again on a new sheet


SQUARE = 3.2
"""The side of a box to tick."""


def set_text(text: str, face: Typeface, width: float, height: float, *, centre: bool = False) -> Setting:
    """Text for a box of this width: smaller where it does not fit into the height, then as high as it needs.

    A text that is one number or address stays on one line as far as that can be read.
    """
    room = max((width - 2 * PAD) * MM, TEXT_PT)  # one character at least
    if _WORD.fullmatch(text):
        for size in _ONE_WORD:
            if face.width(text, size) <= room:
                return fit([Paragraph(text)], face, room, ENDLESS, ((size, size * 1.25),))
    paragraphs = [Paragraph(line) for line in text.split("\n")] if text else []
    for step in (*_STEPS, _GROWN):
        if centre and len(paragraphs) == 1:
            setting = even(text, face, room, ENDLESS, (step,))
        else:
            setting = fit(paragraphs, face, room, ENDLESS, (step,))
        if setting.height_pt <= (height - 2 * _AIR) * MM:
            break
    return setting


def needed(setting: Setting, least: float) -> float:
    """The height of a box for this text."""
    high = setting.height_pt / MM + 2 * _AIR
    return least if high <= least else high + 0.8


def row(cells: Sequence[Cell], height: float, *, keep: bool = False) -> Piece:
    """Boxes beside each other, as high as the highest of them needs and at least `height`."""
    high = max(needed(cell.text, height) for cell in cells)
    return Piece(tuple(replace(cell, height=high) for cell in cells), high, keep=keep)


def pieces_of(piece: Piece, most: float) -> Iterator[Piece]:
    """A piece that is higher than a sheet has room, in parts: the lines of each box go on in the next part.

    What stands at places of its own stands at the bottom of the last part.
    """
    rest = piece
    while rest.height > most and any(cell.text.lines for cell in rest.cells):
        yield _first(rest, most)
        rest = _rest(rest, most)
    yield rest


def _first(piece: Piece, most: float) -> Piece:
    cells = tuple(replace(c, height=most, words=(), text=_lines(c, slice(_fitting(c, most)))) for c in piece.cells)
    return replace(piece, cells=cells, height=most)


def _rest(piece: Piece, most: float) -> Piece:
    texts = [_lines(cell, slice(_fitting(cell, most), None)) for cell in piece.cells]
    tail = max(piece.height - most + 2 * _AIR, _LAST, *(needed(text, 0) for text in texts))
    cells = tuple(
        replace(c, height=tail, text=text, words=tuple(replace(w, top=w.top + tail - c.height) for w in c.words))
        for c, text in zip(piece.cells, texts, strict=True)
    )
    return replace(piece, cells=cells, height=tail)


def _fitting(cell: Cell, height: float) -> int:
    """How many lines of a box go into this height; one at least, so that it comes to an end."""
    return max(1, int(((height - 2 * _AIR - 0.8) * MM - cell.text.size_pt) // cell.text.leading_pt) + 1)


def _lines(cell: Cell, part: slice) -> Setting:
    return replace(cell.text, lines=cell.text.lines[part])


def draw_piece(sheets: Sheets, piece: Piece, left: float, top: float) -> None:
    """Draw a piece with its upper left corner there."""
    for cell in piece.cells:
        _draw_cell(sheets, cell, left + cell.left, top + cell.top)


def _draw_cell(sheets: Sheets, cell: Cell, x: float, y: float) -> None:
    if cell.faint:
        sheets.box(x, y, cell.width, cell.height, width_pt=0.3, grey=0.5)
    elif cell.boxed:
        sheets.box(x, y, cell.width, cell.height)
    high = cell.text.height_pt / MM
    down = (cell.height - high) / 2 if cell.middle else _AIR + 0.8
    face = sheets.faces.title if cell.titled else sheets.faces.body
    across = cell.width / 2 if cell.centre else (PAD if cell.boxed else 0.0)
    sheets.lines(cell.text, x + across, y + down, centre=cell.centre, face=face)
    for word in cell.words:
        sheets.text(word.text, x + word.left, y + word.top, word.size_pt, align="right" if word.right else "left")
    for start, end, down in cell.rules:
        sheets.rule(x + start, y + down, x + end, y + down, width_pt=0.5)
    for square in cell.squares:
        _draw_square(sheets, square, x + square.left, y + square.top)


def _draw_square(sheets: Sheets, square: Square, x: float, y: float) -> None:
    sheets.box(x, y, SQUARE, SQUARE, width_pt=0.7)
    if square.ticked:
        corner = (x + 1.3, y + SQUARE - 0.6)
        sheets.rule(x + 0.5, y + 1.6, *corner, width_pt=1.1)
        sheets.rule(*corner, x + SQUARE - 0.3, y + 0.5, width_pt=1.1)
