"""Small invented lists for the tests of the import: sheets built by hand, people with practice numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from desk_app import resources
from desk_app.domain.forms.registry import LISTED
from desk_app.domain.intake.compare import Comparison, compare
from desk_app.domain.intake.register import Register, register
from desk_app.domain.intake.rows import IntakeContext, RowResult, Understood
from desk_app.domain.intake.sheet import Book, Sheet
from desk_app.domain.intake.understand import understand

TODAY = date(2026, 11, 20)
VILLAGES = {"柳树村": ("柳树", "柳树村委会"), "东桥社区": ("东桥", "东桥居委会"), "后洼村": ("后洼",)}
Cell = str | int | float | date | None


def context(*, practice: bool = True, villages: dict[str, tuple[str, ...]] | None = None, as_=None) -> IntakeContext:
    return IntakeContext(
        today=TODAY,
        practice=practice,
        codes=resources.codes(),
        words=resources.intake_words(),
        villages=VILLAGES if villages is None else villages,
        as_=as_,
    )


def number(birth: str, sequence: int) -> str:
    """A practice number (county 410099) with its check digit, ISO 7064 MOD 11-2."""
    body = f"410099{birth}{sequence:03}"
    check = (12 - sum(int(digit) * 2 ** (17 - at) for at, digit in enumerate(body))) % 11
    return body + "0123456789X"[check]


def sheet(rows: Iterable[Sequence[Cell]], name: str = "表", **more) -> Sheet:
    """A sheet whose cells are typed as Python typed them."""
    texts, kinds = [], []
    for row in rows:
        cells = [_cell(value) for value in row]
        while cells and not cells[-1][0]:
            cells.pop()
        texts.append(tuple(text for text, _ in cells))
        kinds.append(b"".join(kind for _, kind in cells))
    return Sheet(name=name, hidden=more.pop("hidden", False), rows=tuple(texts), kinds=tuple(kinds), **more)


def _cell(value: Cell) -> tuple[str, bytes]:
    if value is None or value == "":
        return "", b" "
    if isinstance(value, str):
        return value, b"t"
    if isinstance(value, date):
        return value.isoformat(), b"d"
    return str(value), b"n"


def book(*sheets: Sheet, file: str = "名单.xlsx") -> Book:
    return Book(file=file, sheets=sheets)


def understood(*rows: Sequence[Cell], file: str = "名单.xlsx", practice: bool = True, **more) -> Understood:
    """One sheet, understood."""
    return understand(book(sheet(rows, **more), file=file), context(practice=practice))


def data(found: Understood) -> list[RowResult]:
    return [row for row in found.rows if row.status != "skipped"]


def kinds(row: RowResult) -> set[str]:
    return {finding.kind for finding in row.findings}


def compared(found: Understood, known: Register | None = None) -> Comparison:
    return compare(found, known or register(), resources.intake_words())


def stored(*comparisons: Comparison) -> Register:
    """The register after the changes of the comparisons were written in order."""
    records = {}
    for comparison in comparisons:
        for change in comparison.changes.changes:
            records[change.record.uid] = change.after
    kinds = ("Seeker", "Membership", "Employer", "Post", "Project", "LabourNeed")
    by_type: dict[str, list] = {kind: [] for kind in kinds}
    for record in records.values():
        by_type.setdefault(type(record).__name__, []).append(record)
    forms = [record for record in records.values() if type(record) in (kind.record for kind in LISTED.values())]
    return register(*(by_type[kind] for kind in kinds), forms=forms)
