"""Where the tables of a sheet stand: titles, headers of one to three rows, stacked tables, forms above a table."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from desk_app.domain.intake.sheet import EMPTY, Sheet
from desk_app.domain.intake.words import IntakeWords, plain, without_brackets

_DATA = re.compile(r"\d{6,}|^-?[\d.,]+$|^\d{4}[-/.年]\d")
_HEADER_DEPTH = 3
_TITLE_DEPTH = 12
_PAIR = re.compile(r"^([^：:]{2,12})[：:]\s*(\S.*)$", re.DOTALL)
_BIGGEST_MERGE = 5000  # cells; a larger merged area is decoration


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of a sheet. Rows and columns count from 1.

    `parts` gives the stacked headings of each column from the top; `body` the rows below the header, data or not;
    `above` the rows that belong to it as title or form; `form` the labelled values found there with row and column.
    """

    sheet: Sheet
    header_rows: tuple[int, ...]
    parts: Mapping[int, tuple[str, ...]]
    body: range
    above: tuple[int, ...] = ()
    form: Mapping[str, tuple[str, int, int]] = field(default_factory=dict)  # plain label: (value, row, column)
    form_rows: frozenset[int] = frozenset()

    @property
    def titles(self) -> tuple[str, ...]:
        """The texts above the header that are no form, in a document also those above the table."""
        return self.sheet.above + tuple(
            text.strip()
            for row in self.above
            if row not in self.form_rows
            for text in self.sheet.rows[row - 1]
            if text.strip()
        )

    def heading(self, column: int) -> str:
        """The whole heading of a column, its parts joined by " / "."""
        return " / ".join(self.parts.get(column, ())) or f"第{column}列"


def header_rows(sheet: Sheet, words: IntakeWords) -> tuple[int, ...]:
    """The header rows of the first table, () where the sheet has no table with a header."""
    found = tables(sheet, words)
    return found[0].header_rows if found else ()


def tables(sheet: Sheet, words: IntakeWords) -> tuple[Table, ...]:
    """All tables of a sheet from top to bottom; () where no header is found."""
    finder = _Finder(sheet, words)
    starts = finder.headers()
    found: list[Table] = []
    done = 0  # the last row that belongs to an earlier table or its title
    for at, header in enumerate(starts):
        above = finder.above(header[0], done + 1, first=not found)
        end = len(sheet.rows) + 1
        if at + 1 < len(starts):
            end = min((*finder.above(starts[at + 1][0], header[-1] + 1, first=False), starts[at + 1][0]))
        form, form_rows = finder.form(above)
        found.append(
            Table(
                sheet=sheet,
                header_rows=header,
                parts=finder.parts(header),
                body=range(header[-1] + 1, end),
                above=above,
                form=form,
                form_rows=form_rows,
            )
        )
        done = end - 1
    return tuple(found)


class _Finder:
    """The search through one sheet."""

    def __init__(self, sheet: Sheet, words: IntakeWords) -> None:
        self._sheet = sheet
        self._known = words.known
        self._memo: dict[str, str] = {}
        self._across: dict[int, list[tuple[int, int, int]]] = {}  # first row: (first column, last column, last row)
        for top, left, bottom, right in sheet.merged:
            if bottom - top < _HEADER_DEPTH and (bottom - top + 1) * (right - left + 1) <= _BIGGEST_MERGE:
                self._across.setdefault(top, []).append((left, right, bottom))

    def headers(self) -> list[tuple[int, ...]]:
        """Each header that starts a table; repeated ones are left to the body."""
        found: list[tuple[int, ...]] = []
        last: frozenset[str] = frozenset()
        row = 1
        while row <= len(self._sheet.rows):
            if not self._starts(row, surely=bool(found)):
                row += 1
                continue
            header = self._grown(row)
            names = frozenset(plain(text) for at in header for text in self._sheet.rows[at - 1] if text)
            if names != last and not (last and names <= last):
                found.append(header)
                last = names
            row = header[-1] + 1
        return found

    def _known_heading(self, text: str) -> str:
        """The plain heading if the word lists know it, else ""."""
        if len(text) > 24:
            return ""
        found = self._memo.get(text)
        if found is None:
            whole = plain(text)
            bare = without_brackets(whole)
            found = whole if whole in self._known else bare if bare in self._known else ""
            self._memo[text] = found
        return found

    def _starts(self, row: int, *, surely: bool) -> bool:
        """Whether a header starts here; below another table `surely`, or a row of data could pass as one."""
        cells = [text for text in self._sheet.rows[row - 1] if text]
        if len(cells) < 2:
            return False
        known = {name for name in map(self._known_heading, cells[:8]) if name}
        if not known:
            return False
        known |= {name for name in map(self._known_heading, cells[8:]) if name}
        if len(known) < 2 or any(_DATA.search(text) for text in cells if len(text) <= 24):
            return False
        if surely:
            return len(known) > 2 and len(known) * 2 >= len(cells) and not self._is_form(row)
        return (len(known) * 3 >= len(cells) or len(known) > 3) and not self._is_form(row)

    def _is_form(self, row: int) -> bool:
        """Label, value, label, value: unknown words between known ones, as in a form, and few of them."""
        cells = [text for text in self._sheet.rows[row - 1] if text]
        known = [bool(self._known_heading(text)) for text in cells]
        columns = [at for at, text in enumerate(self._sheet.rows[row - 1]) if text]
        if len(cells) == 2 and all(known) and columns[1] - columns[0] > 1:
            return True  # two labels whose values were left empty
        return len(cells) <= 6 and len(cells) % 2 == 0 and known == [True, False] * (len(cells) // 2)

    def _grown(self, row: int) -> tuple[int, ...]:
        """The header rows around a row that surely is one."""
        first = last = row
        while first > 1 and last - first + 1 < _HEADER_DEPTH and self._belongs(first - 1, first):
            first -= 1
        while last < len(self._sheet.rows) and last - first + 1 < _HEADER_DEPTH and self._belongs(last, last + 1):
            last += 1
        return tuple(range(first, last + 1))

    def _belongs(self, upper: int, lower: int) -> bool:
        """Whether the lower row continues the headings of the upper one."""
        above, below = self._cells(upper), self._cells(lower)
        if not above or not below or any(_DATA.search(text) for text in (*above.values(), *below.values())):
            return False
        if any(bottom >= lower for _, _, bottom in self._across.get(upper, ())):
            return True
        spans = [(left, right) for left, right, _ in self._across.get(upper, ()) if right > left]
        width = max(*above, *below)
        for column in below:
            grouped = any(left <= column <= right for left, right in spans)
            if column in above and not grouped and (column + 1 in above or column == width or column + 1 not in below):
                return False
        return len(above) > 1 and any(column not in below for column in above) and len(below) > 1

    def _cells(self, row: int) -> dict[int, str]:
        return {at: text for at, text in enumerate(self._sheet.rows[row - 1], 1) if text.strip()}

    def parts(self, header: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """The stacked headings of each column, a merged heading standing over all its columns."""
        found: dict[int, list[str]] = defaultdict(list)
        for row in header:
            texts = self._spread(row, last=row == header[-1], lower=header)
            for column, text in texts.items():
                if text and text not in found[column][-1:]:
                    found[column].append(text)
        return {column: tuple(found[column]) for column in sorted(found)}

    def _spread(self, row: int, *, last: bool, lower: Sequence[int]) -> dict[int, str]:
        cells = {at: plain(text) for at, text in self._cells(row).items()}
        merged = self._across.get(row, ())
        for left, right, _ in merged:
            if left in cells:
                cells |= dict.fromkeys(range(left, right + 1), cells[left])
        if last or any(right > left for left, right, _ in merged):
            return cells
        below = {at for other in lower if other > row for at in self._cells(other)}
        current = ""
        for column in sorted(below | cells.keys()):
            current = cells.get(column, current if column in below else "")
            if current:
                cells[column] = current
        return cells

    def above(self, header: int, first_allowed: int, *, first: bool) -> tuple[int, ...]:
        """The rows above a header that are its titles or form; all of them above the first table."""
        if first:
            return tuple(row for row in range(1, header) if self._cells(row))
        found: list[int] = []
        for row in range(header - 1, max(first_allowed, header - _TITLE_DEPTH) - 1, -1):
            cells = self._cells(row)
            if not cells:
                continue
            if len(cells) > 1 and not (self._is_form(row) or any(_PAIR.match(text) for text in cells.values())):
                break
            found.append(row)
        return tuple(reversed(found))

    def form(self, rows: Iterable[int]) -> tuple[dict[str, tuple[str, int, int]], frozenset[int]]:
        """Labelled values above a table ("单位名称 | 某公司", "联系人：某某") and the rows they stand in."""
        found: dict[str, tuple[str, int, int]] = {}
        used: set[int] = set()
        for row in rows:
            cells = sorted(self._cells(row).items())
            for at, (column, text) in enumerate(cells):
                pair = _PAIR.match(text.strip())
                label = self._known_heading(pair[1] if pair else text)
                value, place = (pair[2], column) if pair else ("", column)
                if label and not pair and at + 1 < len(cells) and not self._known_heading(cells[at + 1][1]):
                    place, value = cells[at + 1]
                if label and value:
                    found.setdefault(label, (value.strip(), row, place))
                    used.add(row)
        return found, frozenset(used)


def fills(sheet: Sheet, body: range, ditto: frozenset[str]) -> dict[int, dict[int, str]]:
    """What empty cells of the body mean: cells merged down, and marks that repeat the cell above.

    The value per row and column; only cells whose own text is empty or a mark are in it.
    """
    found: dict[int, dict[int, str]] = {}
    for top, left, bottom, _ in sheet.merged:
        if bottom == top or top not in body:
            continue
        value = sheet.cell(top, left)
        if value:
            for row in range(top + 1, min(bottom, len(sheet.rows)) + 1):
                if sheet.kind(row, left) == EMPTY:
                    found.setdefault(row, {})[left] = value
    above: tuple[str, ...] = ()
    for row in body:
        cells = sheet.rows[row - 1]
        if not cells:
            continue
        if not ditto.isdisjoint(cells):
            for at, text in enumerate(cells):
                if text in ditto and at < len(above) and above[at]:
                    found.setdefault(row, {})[at + 1] = above[at]
        patch = found.get(row)
        above = tuple(patch.get(at, text) for at, text in enumerate(cells, 1)) if patch else cells
    return found
