"""Setting Chinese text in lines, and the one rule by which text that is too long becomes smaller.

Lines follow GB/T 15834-2011 (5.1): no closing mark begins a line, no opening mark ends one. A number, a foreign
word, a word with its box to tick, or a line to write on is not torn.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desk_app.documents.typeface import Typeface
from desk_app.domain.errors import Refused

NOT_FIRST = frozenset("，。、；：？！）》〉】〕”’…·％%),.;:!?]}－—～")
NOT_LAST = frozenset("（《〈【〔“‘([{")
_ATOM = re.compile(r"[0-9A-Za-z][0-9A-Za-z@_./:+\-]*|□[^\s□]*|[_\uff3f]+|.", re.DOTALL)
_LOOSEST = 0.095  # em between characters; wider gaps are taken for spaces when the text is copied


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text with the indent of its first line and of its other lines, in characters."""

    text: str
    first_indent: float = 0
    next_indent: float = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is drawn."""

    text: str
    indent_pt: float
    width_pt: float  # as the glyphs stand, without the spread
    spread_pt: float  # added behind every character to fill the measure


@dataclass(frozen=True, slots=True)
class Setting:
    """Lines at the size at which they fit."""

    lines: tuple[Line, ...]
    size_pt: float
    leading_pt: float

    @property
    def height_pt(self) -> float:
        """From the top of the first line's characters to the bottom of the last's."""
        return (len(self.lines) - 1) * self.leading_pt + self.size_pt if self.lines else 0.0


Steps = Sequence[tuple[float, float]]
"""(size, leading) in points from the wished to the smallest: the first at which all text fits is taken."""


def fit(paragraphs: Sequence[Paragraph], face: Typeface, width_pt: float, height_pt: float, steps: Steps) -> Setting:
    """Set paragraphs in the first step at which they fit; raises Refused where even the smallest is too large."""
    for size, leading in steps:
        lines = tuple(line for p in paragraphs for line in wrap(p, face, size, width_pt))
        setting = Setting(lines, size, leading)
        widest = max((line.indent_pt + line.width_pt for line in lines), default=0.0)
        if setting.height_pt <= height_pt + 0.01 and widest <= width_pt + 0.01:
            return setting
    start = next((p.text for p in paragraphs if len(p.text) > 20), paragraphs[0].text)[:5]
    raise Refused("too_long", f"以“{start}…”开头的文字太长，最小字号也印不下，请把它改短。")


def fit_line(text: str, face: Typeface, width_pt: float, largest_pt: float, smallest_pt: float = 6) -> float:
    """The size at which text fits on one line, in steps of half a point; raises Refused where none does."""
    size = largest_pt
    while face.width(text, size) > width_pt + 0.01:
        size -= 0.5
        if size < smallest_pt:
            raise Refused("too_long", f"以“{text[:5]}…”开头的文字太长，最小字号也印不下，请把它改短。")
    return size


def even(text: str, face: Typeface, width_pt: float, height_pt: float, steps: Steps) -> Setting:
    """Set a text in as few lines as `fit` needs, the lines about equally long."""
    setting = fit([Paragraph(text)], face, width_pt, height_pt, steps)
    wanted, size = len(setting.lines), setting.size_pt
    narrow = face.width(text, size) / wanted
    while narrow < width_pt:
        lines = wrap(Paragraph(text), face, size, narrow)
        if len(lines) <= wanted:
            return Setting(tuple(Line(line.text, 0, line.width_pt, 0) for line in lines), size, setting.leading_pt)
        narrow += size / 4
    return setting


def wrap(paragraph: Paragraph, face: Typeface, size_pt: float, width_pt: float) -> list[Line]:
    """Break a paragraph into lines of at most `width_pt`; all but the last fill it. An empty text gives no line.

    One or two characters alone on the last line are joined by others where that costs no line.
    """
    lines = _broken(paragraph, face, size_pt, width_pt, width_pt)
    for narrower in (1, 2):
        if len(lines) < 2 or len(lines[-1].text) > 2:
            break
        other = _broken(paragraph, face, size_pt, width_pt - narrower * size_pt, width_pt)
        lines = other if len(other) == len(lines) else lines
    return lines


def _broken(paragraph: Paragraph, face: Typeface, size_pt: float, break_pt: float, measure_pt: float) -> list[Line]:
    """Lines broken at `break_pt` and spread to `measure_pt`."""
    atoms = _ATOM.findall(paragraph.text)
    lines: list[Line] = []
    while atoms:
        indent = (paragraph.next_indent if lines else paragraph.first_indent) * size_pt
        count, atoms = _fill(atoms, face, size_pt, break_pt - indent)
        text = "".join(atoms[:count]).rstrip()
        atoms = atoms[count:]
        while atoms and atoms[0].isspace():
            atoms = atoms[1:]
        lines.append(_line(text, face, size_pt, indent, measure_pt - indent if atoms else 0.0))
    return lines


def _fill(atoms: list[str], face: Typeface, size_pt: float, width_pt: float) -> tuple[int, list[str]]:
    """How many atoms go on the next line; a foreign word longer than a line is cut into characters first."""
    if len(atoms[0]) > 1 and face.width(atoms[0], size_pt) > width_pt:
        atoms = [*atoms[0], *atoms[1:]]
    used, count = 0.0, 0
    while count < len(atoms) and (count == 0 or used + face.width(atoms[count], size_pt) <= width_pt + 0.001):
        used += face.width(atoms[count], size_pt)
        count += 1
    if count == len(atoms):
        return count, atoms
    for end in range(count, 0, -1):
        if atoms[end][0] not in NOT_FIRST and atoms[end - 1][-1] not in NOT_LAST:
            return end, atoms
    return count, atoms


def _line(text: str, face: Typeface, size_pt: float, indent_pt: float, measure_pt: float) -> Line:
    width = face.width(text, size_pt)
    spread = (measure_pt - width) / max(len(text) - 1, 1) if measure_pt else 0.0
    return Line(text, indent_pt, width, spread if 0 < spread <= _LOOSEST * size_pt else 0.0)
