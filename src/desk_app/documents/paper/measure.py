"""What all blocks of one paper share: width, column of labels, density."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from desk_app.documents.page import MM
from desk_app.documents.paper.cells import PAD, TEXT_PT
from desk_app.documents.typeface import Typefaces
from desk_app.domain.paper import Block, Opinion, Pair, Pairs, Paper, Ticks

PHOTO_CELL = (28.0, 38.0)
"""The box around a photo: width, height."""

SHARE = 0.46
"""Of a box: the most that its label takes."""

_FEWEST, _MOST = 4, 8  # characters: the narrowest and widest column of labels
_ONE_LINE = 5  # characters; longer labels stand in two lines
_NARROWEST = 30.0  # boxes narrower than this do not decide how wide the labels of all are


@dataclass(frozen=True, slots=True)
class Density:
    """How roomy a paper is laid out: height (mm) of a row of a form, of a list, of an opinion; running text (pt)."""

    row: float
    list_row: float
    opinion: float
    prose: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Measure:
    """What all blocks of one paper share: the width, the column of labels, the density."""

    width: float
    label: float
    density: Density
    faces: Typefaces


def label_width(paper: Paper, width: float, faces: Typefaces) -> float:
    """One column of labels for all grids of a paper, so that their lines meet; `width` is that of the type area."""
    labels = [label for block in paper.blocks for label in _labels(block)]
    chars = max((len(one) if len(one) <= _ONE_LINE else ceil(len(one) / 2) for one in labels), default=0)
    wished = min(max(chars, _FEWEST), _MOST) * faces.body.width("字", TEXT_PT) / MM + 2 * PAD + 0.4
    narrowest = sorted(
        min(shares(line)) * (width - (PHOTO_CELL[0] if block.photo else 0))
        for block in paper.blocks
        if isinstance(block, Pairs)
        for line in block.rows
        if len(line) > 1
    )
    # The narrower rows decide, but not a single odd one among many.
    decides = narrowest[len(narrowest) // 4] if narrowest else width
    return min(wished, max(decides, _NARROWEST) * SHARE)


def _labels(block: Block) -> Iterator[str]:
    if isinstance(block, Pairs):
        yield from (pair.label for line in block.rows for pair in line)
    elif isinstance(block, Ticks):
        yield block.label
    elif isinstance(block, Opinion):
        yield block.title


def shares(line: Sequence[Pair]) -> list[float]:
    """What part of a row each box takes."""
    whole = sum(pair.weight for pair in line)
    return [pair.weight / whole for pair in line]
