"""A file as it was looked at: what would become of every row, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from desk_app.domain.intake.batches import Layout
from desk_app.domain.intake.cells import PackedBook
from desk_app.domain.intake.compare import Comparison
from desk_app.domain.intake.outcome import Status, counts_sentence
from desk_app.domain.intake.replies import (
    Replies,
    Slip,
    column_of,
    slip_of,
)
from desk_app.domain.intake.rows import Finding, IntakeContext, Noun, RowResult, Understood
from desk_app.domain.intake.targets import NUMBERS, targets
from desk_app.domain.seekers import Seeker

_LINKS = 8  # new persons that are named after an import


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A file read and understood.

    `replies` are those of an earlier import of the very same file, None if there was none; `renamed` the header rows
    whose columns the clerk has just named.
    """

    digest: str
    book: PackedBook
    understood: Understood
    context: IntakeContext
    replies: Replies | None
    renamed: tuple[Layout, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """An opened file held against what is stored: what would become of every row. Nothing is written yet."""

    opened: Opened
    found: Comparison
    statuses: Mapping[tuple[str, int], Status]
    findings: Mapping[tuple[str, int], tuple[Finding, ...]]

    def asks_for_number(self, place: tuple[str, int]) -> bool:
        """Whether a doubt about this row (sheet, row) marks a cell that holds a person's number."""
        tables = [one for one in self.opened.understood.tables if one.sheet == place[0]]
        columns = {column_of(one.cell) for one in self.findings.get(place, ())}
        return self.statuses.get(place) in ("question", "refused") and any(
            one.targets.get(column) in NUMBERS for one in tables for column in columns
        )

    def targets(self, noun: Noun) -> Mapping[str, str]:
        """Every target a column of such a list can have, with its words."""
        return targets(noun, self.opened.context.own.get(noun, {}))

    @property
    def counts(self) -> Mapping[Status, int]:
        """How many rows there are of each status."""
        return Counter(self.statuses.values())

    @property
    def sentence(self) -> str:
        """The counts in one sentence."""
        return counts_sentence(self.found.read, self.counts)

    def row(self, at: tuple[str, int]) -> RowResult:
        """One row by sheet and row number."""
        return next(row for row in self.opened.understood.rows if (row.sheet, row.row) == at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of a file: read = created + changed + same + refused + questions + dropped; `skipped` is no data."""

    file: str
    noun: Noun | None
    read: int
    created: int
    changed: int
    same: int
    refused: tuple[Finding, ...]
    questions: tuple[Finding, ...]
    skipped: tuple[Finding, ...]
    notes: tuple[str, ...]
    dropped: int = 0
    batch: str = ""  # uid, "" where nothing was written
    people: tuple[tuple[str, str], ...] = ()  # uid and name of the first new persons
    tasks: int = 0  # collection tasks that it opened (岗位征集)


def slip(opened: Opened, row: RowResult) -> Slip:
    """One row of the file with all that is needed to read it again later."""
    table = opened.understood.tables[row.table]
    texts, kinds = opened.book.sheet(row.sheet).row(row.row)
    return slip_of(opened.book.file, table, row, texts, kinds)


def taken(look: Look) -> Taken:
    """What becomes of the file as it was looked at."""
    understood, found = look.opened.understood, look.found
    new = (change.after for change in found.changes.changes if change.before is None)
    return Taken(
        file=understood.file,
        noun=understood.as_,
        read=found.read,
        created=len(found.created),
        changed=len(found.changed),
        same=len(found.same),
        refused=tuple(row.summary for row in found.refused),
        questions=tuple(row.summary for row in found.questions),
        skipped=tuple(row.summary for row in found.skipped),
        notes=understood.notes,
        dropped=len(found.dropped),
        people=tuple(islice(((one.uid, one.name) for one in new if isinstance(one, Seeker)), _LINKS)),
    )
