"""What would become of each row, as a clerk reads it: status, findings by cell, what changes from what to what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from desk_app.domain.codes import CodeLists
from desk_app.domain.fields import OWN, Field, Kind, fields_of
from desk_app.domain.intake.compare import Altered, Comparison
from desk_app.domain.intake.kinds import KINDS
from desk_app.domain.intake.replies import Slip, suggestion
from desk_app.domain.intake.rows import Draft, Finding, IntakeContext, RowResult

Shown = Callable[[Field, Any, CodeLists], str]
Status = Literal["new", "changed", "same", "refused", "question", "skipped", "dropped"]
STATUS_WORDS: Mapping[Status, str] = {
    "new": "新增",
    "changed": "更新",
    "same": "相同",
    "refused": "不能导入",
    "question": "待问清",
    "skipped": "不是数据",
    "dropped": "不导入",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that changes."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Problem:
    """All findings of one kind, in the order of the rows."""

    kind: str
    meaning: str
    status: Status
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What would become of one row, with all that a clerk needs to judge it.

    `hints` are what would most likely be typed, one for each finding; `other` is the person or employer that the row
    was held against; `differences` what a changed row changes.
    """

    status: Status
    slip: Slip
    findings: tuple[Finding, ...] = ()
    hints: tuple[str, ...] = ()
    other: Any = None
    differences: tuple[Difference, ...] = ()


def outcome(found: Comparison, slip: Slip, context: IntakeContext, shown: Shown) -> Outcome:
    """What the comparison says about the row of the slip; `shown` puts a value into words."""
    at = (slip.sheet, slip.row)
    said = findings(found).get(at, ())
    altered = next((one for one in found.changed if (one.draft.sheet, one.draft.row) == at), None)
    return Outcome(
        status=statuses(found)[at],
        slip=slip,
        findings=said,
        hints=tuple(suggestion(slip, one, context) for one in said),
        other=found.others.get(at),
        differences=differences(altered, context.codes, shown, context.own.get(slip.noun, {})) if altered else (),
    )


def statuses(found: Comparison) -> dict[tuple[str, int], Status]:
    """The status of every row, by sheet and row."""
    parts: tuple[tuple[Status, Iterator[Any]], ...] = (
        ("new", iter(found.created)),
        ("changed", (one.draft for one in found.changed)),
        ("same", iter(found.same)),
        ("refused", iter(found.refused)),
        ("question", iter(found.questions)),
        ("skipped", iter(found.skipped)),
        ("dropped", iter(found.dropped)),
    )
    return {(one.sheet, one.row): status for status, rows in parts for one in rows}


def findings(found: Comparison) -> dict[tuple[str, int], tuple[Finding, ...]]:
    """The findings of every row that has some."""
    rows: tuple[RowResult, ...] = (*found.refused, *found.questions, *found.skipped)
    return {(row.sheet, row.row): row.findings for row in rows}


def problems(found: Comparison) -> tuple[Problem, ...]:
    """What is wrong with refused and doubtful rows, grouped by kind: refusals first, the most frequent first."""
    groups: dict[str, list[Finding]] = {}
    for row in (*found.refused, *found.questions):
        for finding in row.findings:
            groups.setdefault(finding.kind, []).append(finding)
    made = [Problem(kind, KINDS[kind].meaning, KINDS[kind].status, tuple(group)) for kind, group in groups.items()]
    return tuple(sorted(made, key=lambda one: (one.status != "refused", -len(one.findings))))


def counts_sentence(read: int, counts: Mapping[Status, int], *, brief: bool = False) -> str:
    """What was read and what becomes of it, in one sentence; `brief` leaves out what does not occur."""
    always: tuple[Status, ...] = ("new", "changed", "same", "refused", "question")
    parts = [f"{STATUS_WORDS[one]} {counts.get(one, 0)}" for one in always if counts.get(one) or not brief]
    if counts.get("dropped"):
        parts.append(f"{STATUS_WORDS['dropped']} {counts['dropped']}")
    return f"读到 {read} 行：{'，'.join(parts)}"


def differences(altered: Altered, codes: CodeLists, shown: Shown, own: Mapping[str, Field]) -> tuple[Difference, ...]:
    """Which fields of the record a row changes, from what to what; groups that are added.

    `own`: the fields that the office added itself.
    """
    found: list[Difference] = []
    for name, field in fields_of(type(altered.after)).items():
        old, new = getattr(altered.before, name), getattr(altered.after, name)
        if old == new or field.kind in (Kind.KEY, Kind.LINK):
            continue
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            if name == "extra":
                found += [
                    _kept(key, old.get(key), new[key], own.get(OWN + key), codes)
                    for key in new
                    if old.get(key) != new[key]
                ]
            continue
        found.append(Difference(field.label, shown(field, old, codes), shown(field, new, codes)))
    found += _of_forms(altered, codes, shown)
    return (*found, *_joined(altered.draft, codes)) if not found else tuple(found)


def _of_forms(altered: Altered, codes: CodeLists, shown: Shown) -> Iterator[Difference]:
    for form in altered.forms:
        for name, field in fields_of(type(form.after)).items():
            old, new = getattr(form.before, name, None), getattr(form.after, name)
            if old != new and field.kind not in (Kind.KEY, Kind.LINK, Kind.DATA) and new not in (None, "", ()):
                yield Difference(field.label, shown(field, old, codes), shown(field, new, codes))


def _kept(key: str, old: Any, new: Any, field: Field | None, codes: CodeLists) -> Difference:
    """A column that is kept under its heading, or a field that the office added itself."""
    before, after = (str(one or "") for one in (old, new))
    if field is None or field.codes not in codes:
        return Difference(field.label if field else key, before, after)
    listed = codes[field.codes]
    return Difference(field.label, listed.in_words(before), listed.in_words(after))


def _joined(draft: Draft, codes: CodeLists) -> Iterator[Difference]:
    for membership in draft.memberships:
        yield Difference("人员类别", "", codes["group"].label(membership.group))
