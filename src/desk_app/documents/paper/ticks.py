"""Words with boxes to tick."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from desk_app.documents.page import MM
from desk_app.documents.paper.cells import NO_TEXT, PAD, SQUARE, TEXT_PT, Cell, Piece, Square, Word, needed, set_text
from desk_app.documents.paper.measure import Measure
from desk_app.documents.setting import fit_line
from desk_app.domain.paper import Ticks

_WORD_GAP = 4.5  # between options
_SQUARE_ROOM = SQUARE + 1.2
_OPTION_ROW = 6.2
_MOST_COLUMNS = 8

Option = tuple[float, str, bool, float]
"""Where an option stands in its line (mm), its words, whether it is ticked, and its size (pt)."""


def ticks_piece(block: Ticks, at: Measure) -> Piece:
    """Options below each other in columns, in the middle of their box."""
    label = at.label if block.label else 0.0
    lines = _laid(block, at.width - label - 2 * PAD, at)
    name = set_text(block.label, at.faces.body, at.label, at.density.row, centre=True)
    high = TEXT_PT / MM
    height = max(needed(name, at.density.row), len(lines) * _OPTION_ROW + 2)
    top = (height - (len(lines) - 1) * _OPTION_ROW - high) / 2
    words: list[Word] = []
    squares: list[Square] = []
    for down, line in enumerate(lines):
        for left, option, ticked, size in line:
            y = top + down * _OPTION_ROW
            squares.append(Square(PAD + left, y + (high - SQUARE) / 2, ticked))
            words.append(Word(option, PAD + left + _SQUARE_ROOM, y + (high - size / MM) / 2, size))
    box = Cell(label, at.width - label, height, NO_TEXT, words=tuple(words), squares=tuple(squares))
    return Piece((Cell(0, label, height, name, centre=True), box) if label else (box,), height)


def _laid(block: Ticks, width: float, at: Measure) -> list[list[Option]]:
    """The options line by line.

    As many columns as hold one option each, where that costs at most one line more than the tightest way, in which a
    long option takes several columns.
    """
    face = at.faces.body
    sizes = [fit_line(option, face, (width - _SQUARE_ROOM) * MM, TEXT_PT, 5) for option, _ in block.options]
    widths = [
        face.width(option, size) / MM + _SQUARE_ROOM + _WORD_GAP
        for (option, _), size in zip(block.options, sizes, strict=True)
    ]
    room = width + _WORD_GAP  # the last of a line needs no gap behind it
    even = max(1, min(int(room / max(widths, default=room)), _MOST_COLUMNS))
    tight = min(range(1, _MOST_COLUMNS + 1), key=lambda n: (_count(widths, room / n, n), n))
    columns = even if _count(widths, room / even, even) <= _count(widths, room / tight, tight) + 1 else tight
    step = room / columns
    lines: list[list[Option]] = [[]]
    used = 0
    for (option, ticked), size, wide in zip(block.options, sizes, widths, strict=True):
        taken = min(ceil(wide / step), columns)
        if used + taken > columns:
            lines.append([])
            used = 0
        lines[-1].append((used * step, option, ticked, size))
        used += taken
    return lines


def _count(widths: Sequence[float], step: float, columns: int) -> int:
    """How many lines the options take in columns of this width."""
    lines, used = 1, 0
    for wide in widths:
        taken = min(ceil(wide / step), columns)
        lines, used = (lines + 1, taken) if used + taken > columns else (lines, used + taken)
    return lines
