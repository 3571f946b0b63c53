"""Each block of a paper as pieces: labelled boxes, lists, ticks, opinions, running text, lines to sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desk_app.documents.page import MM
from desk_app.documents.paper.cells import (
    ENDLESS,
    NO_TEXT,
    PAD,
    TEXT_PT,
    Cell,
    Piece,
    Word,
    needed,
    row,
    set_text,
)
from desk_app.documents.paper.measure import PHOTO_CELL, SHARE, Measure, shares
from desk_app.documents.paper.ticks import ticks_piece
from desk_app.documents.setting import Paragraph, Setting, fit, fit_line, wrap
from desk_app.domain.paper import Block, Issued, Opinion, Pair, Pairs, Prose, Rows, Signing, Ticks

PHOTO = (25.0, 35.0)
"""The picture of a person on a form: width, height."""

_WIDE = 70.0  # from here on text begins at the left of its box
_HANDWRITING = 8.0  # the least height of a row that somebody fills in by hand
_HEAD_ROW = 8.0
_TITLE_ROW = 8.5
_LINE = 7.0  # each further line to write on
_SIGN_RULE = 38.0
_SEAL_ROOM = 14.0  # white above office and day, on which the seal sits


def pieces(block: Block, at: Measure) -> list[Piece]:
    """The pieces of a block, from its top."""
    match block:
        case Pairs():
            return [*_titled(block.title, at), *_of_pairs(block, at)]
        case Rows():
            return _of_rows(block, at)
        case Ticks():
            return [ticks_piece(block, at)]
        case Opinion():
            return [_of_opinion(block, at)]
        case Prose():
            return _of_prose(block, at)
        case Signing():
            return [_of_signing(block, at)]
        case Issued():
            return [_of_issued(block, at)]


def _titled(title: str, at: Measure) -> list[Piece]:
    """The title of a grid as its first row."""
    if not title:
        return []
    setting = fit([Paragraph(title)], at.faces.title, at.width * MM, ENDLESS, ((11, 14),))
    lines = tuple(replace(line, spread_pt=0.0) for line in setting.lines)
    cell = Cell(0, at.width, 0, replace(setting, lines=lines), centre=True, titled=True)
    return [row([cell], _TITLE_ROW, keep=True)]


# Labelled boxes


def _of_pairs(block: Pairs, at: Measure) -> list[Piece]:
    if not block.photo:
        return [_pair_row(line, [at.width * share for share in shares(line)], at) for line in block.rows]
    narrow = at.width - PHOTO_CELL[0]
    base = sum(pair.weight for pair in block.rows[0]) if block.rows else 1
    beside: list[Piece] = []
    below: list[Piece] = []
    for line in block.rows:
        piece = _pair_row(line, [narrow * share for share in shares(line)], at)
        if not below and piece.height < PHOTO_CELL[1] and sum(one.height for one in beside) < PHOTO_CELL[1]:
            beside.append(piece)
        else:
            below.append(_pair_row(line, _below_photo(line, base, narrow, at.width), at))
    return [_with_photo(beside, narrow, at), *below]


def _below_photo(line: Sequence[Pair], base: int, narrow: float, width: float) -> list[float]:
    """Below the photo the columns go on, the last as far as the right edge; rows of another measure use all width."""
    whole = sum(pair.weight for pair in line)
    if whole % base and base % whole:
        return [width * share for share in shares(line)]
    widths = [narrow * share for share in shares(line)]
    return [*widths[:-1], widths[-1] + width - narrow]


def _pair_row(line: Sequence[Pair], widths: Sequence[float], at: Measure) -> Piece:
    label = min(at.label, min(widths) * SHARE)
    height = at.density.row + (max(pair.lines for pair in line) - 1) * _LINE
    cells: list[Cell] = []
    left = 0.0
    for pair, width in zip(line, widths, strict=True):
        named = label if pair.label else 0.0
        if pair.label:
            words = set_text(pair.label, at.faces.body, label, height, centre=True)
            cells.append(Cell(left, label, 0, words, centre=True))
        cells.append(_value(pair, left + named, width - named, height, at))
        left += width
    return row(cells, height)


def _value(pair: Pair, left: float, width: float, height: float, at: Measure) -> Cell:
    """Short words stand in the middle of a narrow box, longer ones begin at its left."""
    text = set_text(pair.value, at.faces.body, width, height, centre=True)
    if width < _WIDE and len(text.lines) <= 2 and "\n" not in pair.value:
        return Cell(left, width, 0, text, centre=True)
    text = set_text(pair.value, at.faces.body, width, height)
    return Cell(left, width, 0, text, middle=pair.lines == 1)


def _with_photo(beside: Sequence[Piece], narrow: float, at: Measure) -> Piece:
    """Rows and the photo at their right as one piece."""
    high = max(sum(piece.height for piece in beside), PHOTO_CELL[1])
    stretch = (high - sum(piece.height for piece in beside)) / max(len(beside), 1)
    cells: list[Cell] = []
    top = 0.0
    for piece in beside:
        cells += (replace(cell, top=top, height=piece.height + stretch) for cell in piece.cells)
        top += piece.height + stretch
    width = at.width - narrow
    words = set_text("照片", at.faces.body, width, high, centre=True)
    across, down = PHOTO
    inner = Cell(narrow + (width - across) / 2, across, down, words, top=(high - down) / 2, centre=True, faint=True)
    return Piece((*cells, Cell(narrow, width, high, NO_TEXT), inner), high)


# Lists


def _of_rows(block: Rows, at: Measure) -> list[Piece]:
    widths = _column_widths(block, at)
    names = [
        set_text(one.title, at.faces.body, w, _HEAD_ROW, centre=True)
        for one, w in zip(block.columns, widths, strict=True)
    ]
    head = replace(row(_cells(names, widths, [True] * len(widths)), _HEAD_ROW), keep=True)
    title = _titled(block.title, at)
    empty = max(block.least - len(block.rows), 0)
    lines = [*block.rows, *([""] * len(block.columns) for _ in range(empty))]
    by_hand = not block.read_only and (empty or any(not any(line[n] for line in lines) for n in range(len(widths))))
    height = max(_HANDWRITING, at.density.row) if by_hand else at.density.list_row
    texts = [
        [set_text(text, at.faces.body, width, height, centre=True) for text, width in zip(line, widths, strict=True)]
        for line in lines
    ]
    centred = [all(len(line[n].lines) <= 1 for line in texts) for n in range(len(widths))]
    above = (*title, head)
    body = []
    for line, words in zip(lines, texts, strict=True):
        chosen = [
            one if middle else set_text(text, at.faces.body, width, height)
            for one, text, width, middle in zip(words, line, widths, centred, strict=True)
        ]
        body.append(replace(row(_cells(chosen, widths, centred), height), head=above))
    return [*above, *body]


def _column_widths(block: Rows, at: Measure) -> list[float]:
    whole = sum(column.weight for column in block.columns)
    return [at.width * column.weight / whole for column in block.columns]


def _cells(texts: Sequence[Setting], widths: Sequence[float], centred: Sequence[bool]) -> list[Cell]:
    lefts = [sum(widths[:n]) for n in range(len(widths))]
    return [
        Cell(left, width, 0, text, centre=middle)
        for left, width, text, middle in zip(lefts, widths, texts, centred, strict=True)
    ]


# Opinions and signatures


def _of_opinion(block: Opinion, at: Measure) -> Piece:
    """The word at the top; below it who signs at the left, seal and date at the right, the seal's place white."""
    inner = at.width - at.label
    face = at.faces.body
    text = set_text(block.text, face, inner, at.density.opinion - 16)
    height = max(at.density.opinion, needed(text, 0) + 18)
    names = [name if "：" in name else f"{name}：" for name in block.signers]
    date_width = face.width(block.date, TEXT_PT) / MM
    foot = height - 3 - TEXT_PT / MM
    right = inner - 2 * PAD
    words = [
        Word(block.date, right, foot, right=True),
        Word(block.seal, right - date_width / 2 - face.width(block.seal, TEXT_PT) / MM / 2, foot - 7.5),
    ]
    share = (right - date_width - 4) / max(len(names), 1)
    for number, name in enumerate(names):
        size = fit_line(name, face, (share - 2) * MM, TEXT_PT, 5)
        words.append(Word(name, PAD + number * share, foot, size))
    label = set_text(block.title, face, at.label, height, centre=True)
    box = Cell(at.label, inner, height, text, middle=False, words=tuple(words))
    return Piece((Cell(0, at.label, height, label, centre=True), box), height)


def _of_signing(block: Signing, at: Measure) -> Piece:
    face = at.faces.body
    words = block.label if block.label.endswith("：") else f"{block.label}："
    date = face.width(block.date, TEXT_PT) / MM
    size = fit_line(words, face, (at.width - date - _SIGN_RULE - 3) * MM, TEXT_PT, 5)
    label = face.width(words, size) / MM
    start = at.width - date - _SIGN_RULE - label - 3
    foot = 12 - TEXT_PT / MM - 2
    texts = (Word(words, start, foot, size), Word(block.date, at.width, foot, right=True))
    rule = (start + label, start + label + _SIGN_RULE, 12 - 1.6)
    return Piece((Cell(0, at.width, 12, NO_TEXT, boxed=False, words=texts, rules=(rule,)),), 12, framed=False)


def _of_issued(block: Issued, at: Measure) -> Piece:
    """The office above the day, both about the same middle, four characters from the right edge."""
    face, (size, leading) = at.faces.body, at.density.prose
    size = fit_line(block.by, face, (at.width * MM - 2 * size), size, 5)
    wide = max(face.width(text, size) / MM for text in (block.by, block.day))
    middle = at.width - min(4 * size / MM, at.width - wide) - wide / 2
    words = tuple(
        Word(text, middle - face.width(text, size) / MM / 2, _SEAL_ROOM + line * leading / MM, size)
        for line, text in enumerate((block.by, block.day))
    )
    high = _SEAL_ROOM + 2 * leading / MM
    return Piece((Cell(0, at.width, high, NO_TEXT, boxed=False, words=words),), high, framed=False)


# Running text


def _of_prose(block: Prose, at: Measure) -> list[Piece]:
    """Line by line, so that a page may end between any two; not after the first nor before the last of a paragraph."""
    size, leading = at.density.prose
    found: list[Piece] = []
    if block.heading:
        heading = fit([Paragraph(block.heading)], at.faces.title, at.width * MM, ENDLESS, ((size, leading),))
        high = (heading.height_pt - size + leading) / MM
        found.append(
            Piece((Cell(0, at.width, high, heading, boxed=False, titled=True),), high, framed=False, keep=True)
        )
    for number, text in enumerate(block.paragraphs):
        indent = 0 if not block.indent or (number == 0 and text.endswith("：") and not block.heading) else 2
        lines = wrap(Paragraph(text, first_indent=indent), at.faces.body, size, at.width * MM)
        for count, line in enumerate(lines):
            keep = len(lines) > 1 and count in (0, len(lines) - 2)
            cell = Cell(0, at.width, leading / MM, Setting((line,), size, leading), boxed=False)
            found.append(Piece((cell,), leading / MM, framed=False, keep=keep))
    return found
