"""What understanding a workbook yields: rows with their drafts and findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from desk_app.domain.codes import CodeLists
from desk_app.domain.employers import Employer
from desk_app.domain.fields import Field
from desk_app.domain.intake.batches import Layout
from desk_app.domain.intake.kinds import KINDS
from desk_app.domain.intake.words import IntakeWords
from desk_app.domain.places import Places
from desk_app.domain.posts import Post
from desk_app.domain.projects import LabourNeed, Project
from desk_app.domain.seekers import Membership, Seeker

Noun = Literal["seekers", "employers", "posts", "projects"]
RowStatus = Literal["ready", "question", "refused", "skipped"]
Record = Seeker | Employer | Post | Project


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeContext:
    """What must be known beside the file itself.

    `villages` gives the other spellings of each village of the township, `places` the names around the office; `as_`
    forces the kind of list, `layouts` are the header rows whose columns a clerk has named; the first that fits counts;
    `own` are the fields that the office added itself, by kind of list.
    """

    today: date
    practice: bool
    codes: CodeLists
    words: IntakeWords
    villages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: Places = field(default_factory=Places)
    as_: Noun | None = None
    layouts: tuple[Layout, ...] = ()
    own: Mapping[str, Mapping[str, Field]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say about one cell; `cause` is a Chinese sentence without personal numbers."""

    sheet: str
    row: int  # from 1
    cell: str  # like D7
    kind: str  # a name in KINDS
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What one row says, as records without identity (uid ""): the comparison gives them one."""

    sheet: str
    row: int
    record: Record
    memberships: tuple[Membership, ...] = ()
    forms: tuple[Any, ...] = ()  # of a person: see `ledgers`
    employer: Employer | None = None  # of a post; the owner of a project
    builder: Employer | None = None  # of a project
    needs: tuple[LabourNeed, ...] = ()  # of a project
    own_code: str = ""  # the list's own code of a post, which tells posts of equal names apart
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RowResult:
    """One row of the file and what becomes of it.

    `table` counts the tables of the file from 0; `filled` gives the cells that repeat one above; `label` is the group
    name that stands above the row.
    """

    sheet: str
    row: int
    status: RowStatus
    draft: Draft | None = None
    findings: tuple[Finding, ...] = ()
    table: int = -1
    filled: tuple[tuple[int, str], ...] = ()
    label: str = ""

    @property
    def summary(self) -> Finding:
        """The findings of the row as one: kind and cell of the gravest, all causes."""
        first = self.findings[0]
        causes = "；".join(dict.fromkeys(one.cause.rstrip("。") for one in self.findings))
        return Finding(self.sheet, self.row, first.cell, first.kind, causes + "。")


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenTable:
    """One table of a file and what it was taken for; `noun` None: for nothing, its rows are left aside.

    `form` gives the labelled values above it with row and column. Columns count from 1.
    """

    sheet: str
    header_rows: tuple[int, ...]
    noun: Noun | None
    headings: Mapping[int, tuple[str, ...]]  # the stacked parts
    targets: Mapping[int, str]
    titles: tuple[str, ...]
    form: Mapping[str, tuple[str, int, int]]

    def heading(self, column: int) -> str:
        """The whole heading of a column."""
        return " / ".join(self.headings.get(column, ())) or f"第{column}列"


@dataclass(frozen=True, slots=True)
class Column:
    """Which column was taken for which field; `target` "" = kept under its heading."""

    sheet: str
    number: int  # from 1
    heading: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A whole file understood: every row is in `rows` once (blank ones left out)."""

    file: str
    as_: Noun | None  # the kind of most rows, None without rows
    rows: tuple[RowResult, ...]
    columns: tuple[Column, ...]
    notes: tuple[str, ...]
    tables: tuple[TakenTable, ...] = ()

    @property
    def read(self) -> int:
        """How many rows are data."""
        return sum(row.status != "skipped" for row in self.rows)


def row_result(draft: Draft) -> RowResult:
    """What becomes of a row, by the gravest of its findings."""
    findings = tuple(sorted(draft.findings, key=lambda one: KINDS[one.kind].status != "refused"))
    status: RowStatus = KINDS[findings[0].kind].status if findings else "ready"
    return RowResult(sheet=draft.sheet, row=draft.row, status=status, draft=draft, findings=findings)


def skipped(sheet: str, row: int, kind: str, cause: str) -> RowResult:
    """A row that is no data, and why."""
    finding = Finding(sheet, row, f"A{row}", kind, cause)
    return RowResult(sheet=sheet, row=row, status="skipped", findings=(finding,))


def letters(column: int) -> str:
    """The letters of a column (1 = A, 27 = AA)."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found
