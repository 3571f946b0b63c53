"""What became of every row of a list that was held against what is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from desk_app.domain.changes import Change, ChangeSet
from desk_app.domain.employers import Employer
from desk_app.domain.intake.replies import Replies
from desk_app.domain.intake.rows import Draft, RowResult


@dataclass(frozen=True, slots=True)
class Altered:
    """A row that changes a record: the draft, the record as it was before the row, and after it.

    `forms`: what the row changes in forms of the person, each before (None: there was none) and after.
    """

    draft: Draft
    before: Any
    after: Any
    forms: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Every row of the list in exactly one of the lists; `changes` is what would be written."""

    created: tuple[Draft, ...]
    changed: tuple[Altered, ...]
    same: tuple[Draft, ...]
    refused: tuple[RowResult, ...]
    questions: tuple[RowResult, ...]
    skipped: tuple[RowResult, ...]
    changes: ChangeSet
    dropped: tuple[RowResult, ...] = ()  # questions to which a clerk said: not this row
    others: Mapping[tuple[str, int], Any] = field(default_factory=dict)  # whom the row of a question was held against
    firms: tuple[Employer, ...] = ()  # whom the rows of a list of employers are about, as they stand after it

    @property
    def read(self) -> int:
        """How many rows are data."""
        parts = (self.created, self.changed, self.same, self.refused, self.questions, self.dropped)
        return sum(map(len, parts))

    def repeated(self, replies: Replies | None = None) -> Comparison:
        """The same for a file that was taken in before: what came later is newer than it, so it changes nothing.

        Only rows that a clerk has just replied to do.
        """
        said = replies or {}
        kept = tuple(one for one in self.changed if (one.draft.sheet, one.draft.row) in said)
        touched = {one.after.uid for one in kept} | {form.after.uid for one in kept for form in one.forms}
        return replace(
            self,
            changed=kept,
            same=self.same + tuple(one.draft for one in self.changed if one not in kept),
            changes=ChangeSet(
                tuple(one for one in self.changes.changes if one.before is None or one.after.uid in touched)
            ),
        )
