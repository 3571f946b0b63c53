"""Papers on A4: forms, lists and notices (`domain/paper.py`) set on sheets with margins to file them by.

Portrait keeps the binding edge of GB/T 9704 at the left (28 mm), landscape has it at the top. Of several densities the
roomiest is taken that needs no more sheets than the densest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from desk_app.documents.page import MM, Sheets, refuse_missing
from desk_app.documents.paper.blocks import pieces
from desk_app.documents.paper.cells import ENDLESS, NO_TEXT, Cell, Piece, Word, draw_piece, pieces_of
from desk_app.documents.paper.measure import Density, Measure, label_width
from desk_app.documents.setting import Paragraph, even, fit, fit_line
from desk_app.documents.typeface import Typefaces, machine_typefaces
from desk_app.domain.paper import Issued, Paper, Prose, Signing, strings
from desk_app.domain.progress import Progress

__all__ = ["LYING", "STANDING", "Format", "draw"]


@dataclass(frozen=True, slots=True)
class Format:
    """The type area of a sheet in mm from its upper left corner, and where the foot begins below it."""

    left: float
    right: float
    top: float
    bottom: float
    foot: float


STANDING = Format(left=28, right=184, top=22, bottom=274, foot=279)
LYING = Format(left=22, right=275, top=28, bottom=188, foot=193)

_DENSITIES = (
    Density(row=10.5, list_row=6.6, opinion=44, prose=(12, 21)),
    Density(row=9.6, list_row=6.6, opinion=40, prose=(12, 20)),
    Density(row=8.8, list_row=6.6, opinion=36, prose=(11, 18)),
    Density(row=8, list_row=6.6, opinion=32, prose=(10.5, 16)),
)
_READING = tuple(
    replace(_DENSITIES[1], list_row=9, prose=step)
    for step in ((16, 29), (15, 27), (14, 25), (13, 23), (12, 20), (11, 18))
)
"""For papers that are read, not filled in: 三号 as GB/T 9704 has it, where it fits."""

_TITLES = ((20, 28), (18, 25), (16, 22), (14, 20), (12, 17), (10.5, 14))
_SUBTITLE_PT = 10.5
_NOTE_STEP = (9, 12.5)
_FOOT_PT = 9
_GAP = 3.0  # between what belongs to a grid and what does not
_FRAME_PT = 1.0
_TOUCHING = 0.01


def draw(
    papers: Paper | Sequence[Paper],
    office_name: str,
    at: datetime,
    faces: Typefaces | None = None,
    progress: Progress | None = None,
) -> bytes:
    """One PDF with these papers, each beginning on a sheet of its own and counting its own sheets.

    `at` is the moment of printing that stands at the foot. The same input gives the same bytes on the same machine.
    Raises Refused, naming the paper, for characters that no font has, and Cancelled when `progress` was asked to stop.
    """
    wanted = (papers,) if isinstance(papers, Paper) else tuple(papers)
    faces = faces or machine_typefaces()
    refuse_missing(((paper.title, (office_name, *strings(paper))) for paper in wanted), faces.body)
    sheets = Sheets(wanted[0].title if wanted else "", faces)
    for done, paper in enumerate(wanted):
        if progress:
            progress.step("生成材料", done, len(wanted))
        form = LYING if paper.landscape else STANDING
        pages = _best(paper, form, faces)
        for number, page in enumerate(pages, start=1):
            sheets.turn(lying=paper.landscape)
            _draw_page(sheets, page, form)
            _draw_foot(sheets, form, f"{office_name}　{paper.title}", f"第 {number} 页，共 {len(pages)} 页", at)
            sheets.next_page()
    return sheets.finish()


Page = list[tuple[float, Piece]]
"""Pieces and how far down the sheet they stand."""


def _best(paper: Paper, form: Format, faces: Typefaces) -> list[Page]:
    densities = _READING if paper.is_read else _DENSITIES
    fewest = len(_pages(paper, form, faces, densities[-1]))
    tries = (_pages(paper, form, faces, density) for density in densities)
    return next(pages for pages in tries if len(pages) <= fewest)


def _pages(paper: Paper, form: Format, faces: Typefaces, density: Density) -> list[Page]:
    width = form.right - form.left
    at = Measure(width, label_width(paper, width, faces), density, faces)
    found = _head(paper, at)
    for block in paper.blocks:
        if isinstance(block, Signing | Issued):  # nobody signs a sheet without a word of what is signed
            found[-1] = replace(found[-1], keep=True)
        found += pieces(block, at)
    if paper.note:
        found[-1] = replace(found[-1], keep=True)
        found.append(_note(paper.note, at))
    room = form.bottom - form.top
    return _flow([part for piece in found for part in pieces_of(piece, room - sum(h.height for h in piece.head))], form)


def _head(paper: Paper, at: Measure) -> list[Piece]:
    """Title and the line below it."""
    title = even(paper.title, at.faces.title, at.width * MM, 60, _TITLES)
    high = title.height_pt / MM + (4 if paper.subtitle else 7)
    cell = Cell(0, at.width, high, title, centre=True, middle=False, boxed=False, titled=True)
    lines = [Cell(0, at.width, 6, NO_TEXT, boxed=False, words=words) for words in _subtitle(paper.subtitle, at)]
    if lines and paper.blocks and isinstance(paper.blocks[0], Prose):  # a grid would keep its distance
        lines[-1] = replace(lines[-1], height=6 + _GAP)
    return [Piece((one,), one.height, framed=False, keep=True) for one in (cell, *lines)]


def _subtitle(parts: Sequence[str], at: Measure) -> Iterator[tuple[Word, ...]]:
    """The parts spread over the width: the first at the left, the last at the right; more lines where they need it."""
    face, size = at.faces.body, _SUBTITLE_PT
    widths = [face.width(part, size) / MM for part in parts]
    if parts and sum(widths) + 4 * (len(parts) - 1) > at.width:
        if len(parts) == 1:
            yield (Word(parts[0], 0, 1, fit_line(parts[0], face, at.width * MM, size, 5)),)
            return
        half = (len(parts) + 1) // 2
        yield from (*_subtitle(parts[:half], at), *_subtitle(parts[half:], at))
    elif parts:
        gap = (at.width - sum(widths)) / (len(parts) - 1) if len(parts) > 1 else 0.0
        yield tuple(Word(part, sum(widths[:n]) + n * gap, 1, size) for n, part in enumerate(parts))


def _note(note: str, at: Measure) -> Piece:
    text = fit([Paragraph(line) for line in note.split("\n")], at.faces.body, at.width * MM, ENDLESS, (_NOTE_STEP,))
    high = text.height_pt / MM + 2
    return Piece((Cell(0, at.width, high, text, middle=False, boxed=False),), high, framed=False)


def _flow(found: Sequence[Piece], form: Format) -> list[Page]:
    """Pieces on sheets: what is to be kept together goes to the next sheet together, below the head of its list."""
    pages: list[Page] = [[]]
    y, framed = form.top, False
    for chain in _chains(found):
        high = sum(piece.height for piece in chain)
        for piece in chain:
            gap = _GAP if pages[-1] and piece.framed != framed else 0.0
            wanted = high if piece is chain[0] and high <= form.bottom - form.top else piece.height
            if pages[-1] and y + gap + wanted > form.bottom + 0.01:
                pages.append([])
                y, gap = form.top, 0.0
                for head in piece.head:
                    pages[-1].append((y, head))
                    y += head.height
            pages[-1].append((y + gap, piece))
            y, framed = y + gap + piece.height, piece.framed
    return pages


def _chains(found: Sequence[Piece]) -> Iterator[list[Piece]]:
    """What must stay with what follows, and that."""
    chain: list[Piece] = []
    for piece in found:
        chain.append(piece)
        if not piece.keep:
            yield chain
            chain = []
    if chain:
        yield chain


def _draw_page(sheets: Sheets, page: Page, form: Format) -> None:
    for top, piece in page:
        draw_piece(sheets, piece, form.left, top)
    for top, bottom in _frames(page):
        sheets.box(form.left, top, form.right - form.left, bottom - top, width_pt=_FRAME_PT)


def _frames(page: Page) -> list[tuple[float, float]]:
    """Top and bottom of each grid: pieces that touch share one frame."""
    frames: list[tuple[float, float]] = []
    for top, piece in page:
        if not piece.framed:
            continue
        if frames and abs(frames[-1][1] - top) < _TOUCHING:
            frames[-1] = (frames[-1][0], top + piece.height)
        else:
            frames.append((top, top + piece.height))
    return frames


def _draw_foot(sheets: Sheets, form: Format, left: str, count: str, at: datetime) -> None:
    """What every printed sheet says: whose it is, which of how many, when."""
    face = sheets.faces.body
    right = f"{count}　打印时间 {at:%Y-%m-%d %H:%M}"
    room = (form.right - form.left - 4) * MM - face.width(right, _FOOT_PT)
    sheets.rule(form.left, form.foot, form.right, form.foot, width_pt=0.4)
    sheets.text(left, form.left, form.foot + 2, fit_line(left, face, room, _FOOT_PT, 4))
    sheets.text(right, form.right, form.foot + 2, _FOOT_PT, align="right")
