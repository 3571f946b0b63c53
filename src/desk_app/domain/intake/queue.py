"""待问清: rows that wait for an answer, as records and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from desk_app.domain.changes import new_uid
from desk_app.domain.fields import fields_of
from desk_app.domain.intake.batches import Batch, Question
from desk_app.domain.intake.outcome import Outcome
from desk_app.domain.intake.replies import Reply, Slip, as_json
from desk_app.domain.intake.rows import Finding, RowResult

State = Literal["open", "settled", "dropped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A row that waits, with all that a clerk needs to answer it."""

    uid: str
    batch: str  # uid of the import
    file: str
    at: str  # when it was taken in, ISO 8601
    outcome: Outcome


def question(batch: Batch, row: RowResult, slip: Slip, reply: Reply, state: State) -> Question:
    """The row as it is kept: waiting, or with the reply that settled it, so that the same file asks nothing twice."""
    first = row.findings[0].kind if row.findings else ""
    return Question(
        uid=new_uid(),
        batch_uid=batch.uid,
        sheet=row.sheet,
        row=row.row,
        kind=first,
        findings=tuple(asdict(finding) for finding in row.findings),
        draft=_draft(row),
        slip=as_json(slip),
        reply=as_json(reply),
        state=state,
    )


def findings_of(question: Question) -> tuple[Finding, ...]:
    """What was asked."""
    return tuple(Finding(**finding) for finding in question.findings)


def _draft(row: RowResult) -> Mapping[str, Any]:
    """What the row said, for whoever looks at the record."""
    if row.draft is None:
        return {}
    parts: dict[str, Any] = {"record": row.draft.record, "employer": row.draft.employer}
    shown = {name: _filled(part) for name, part in parts.items() if part is not None}
    groups = [membership.group for membership in row.draft.memberships]
    return {**shown, "groups": groups} if groups else shown


def _filled(record: Any) -> dict[str, Any]:
    found = {}
    for name in fields_of(type(record)):
        value = getattr(record, name)
        if value not in (None, "", (), {}):
            found[name] = list(value) if isinstance(value, tuple) else value
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in found.items()}
