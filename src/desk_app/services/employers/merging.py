"""Two records that are one employer become one: all that hangs on the second goes to the first."""

from __future__ import annotations

from typing import Any

from desk_app.domain.changes import ChangeSet, remove, together, update
from desk_app.domain.employer_papers import EmployerPaper
from desk_app.domain.employers import Employer
from desk_app.domain.fields import Kind, fields_of
from desk_app.domain.labour_reports import LabourReport
from desk_app.storage.repository import Reader
from desk_app.storage.schema import RECORDS

_ONE_EACH = {EmployerPaper: "kind", LabourReport: "period"}
"""Records of which an employer has one for each value of an attribute."""
_EMPTY: tuple[object, ...] = (None, "", (), {})
_NEVER = frozenset({"uid", "name", "credit_code", "source", "extra", "raw"})


def merged(read: Reader, keep: Employer, other: Employer) -> ChangeSet:
    """What becomes of both: `keep` gets what it did not know, `other` is taken off the list.

    A record that `keep` has already (a paper, a report of the same period) stays as it stands there.
    """
    names = [name for name in fields_of(Employer) if name not in _NEVER]
    known = {name: getattr(other, name) for name in names if getattr(keep, name) in _EMPTY}
    known |= {"extra": {**other.extra, **keep.extra}, "credit_code": keep.credit_code or other.credit_code}
    parent = other.parent_uid if keep.parent_uid in ("", other.uid) else keep.parent_uid
    known["parent_uid"] = "" if parent == keep.uid else parent
    moved = together(
        _moved(read, record_type, name, keep, other)
        for record_type in RECORDS.values()
        for name, field in fields_of(record_type).items()
        if field.kind is Kind.LINK and field.of == "employers"
    )
    return moved + remove(other) + update(keep, **known)


def _moved(read: Reader, record_type: type[Any], name: str, keep: Employer, other: Employer) -> ChangeSet:
    own = _ONE_EACH.get(record_type)
    there = {getattr(one, own) for one in read.all(record_type, **{name: keep.uid})} if own else set()
    changes = []
    for one in read.all(record_type, **{name: other.uid}):
        if one.uid == keep.uid:
            continue  # the record that stays is changed once, with all it gains
        if own and getattr(one, own) in there:
            changes.append(remove(one))
        else:
            changes.append(update(one, **{name: keep.uid}))
    return together(changes)
