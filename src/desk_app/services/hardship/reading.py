"""What is kept of certifications and families, read in one transaction and made ready to be judged and shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desk_app.domain.codes import CodeLists
from desk_app.domain.entry import masked
from desk_app.domain.errors import Refused
from desk_app.domain.fields import Sensitivity, fields_of
from desk_app.domain.hardship.entering import MEMBER
from desk_app.domain.hardship.families import Clock, clock
from desk_app.domain.hardship.records import Certification, Family, FamilyMember
from desk_app.storage.repository import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """A member as the screen shows it: values in words by field, numbers masked."""

    uid: str
    seeker_uid: str
    facts: Mapping[str, str]
    child: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyFile:
    """A family with its clock, its members, and who of them is at work as far as the file knows."""

    family: Family
    clock: Clock | None
    members: tuple[MemberRow, ...]
    at_work: tuple[str, ...]
    cases: tuple[str, ...]  # certifications of its members


def certification_of(read: Reader, uid: str) -> Certification:
    """The certification; raises Refused where there is none (any more)."""
    found = read.first(Certification, uid=uid)
    if found is None:
        raise Refused("no_such_certification", "没有找到这份认定，可能已被撤销，请刷新。")
    return found


def family_of(read: Reader, uid: str) -> Family:
    """The family; raises Refused where there is none (any more)."""
    found = read.first(Family, uid=uid)
    if found is None:
        raise Refused("no_such_family", "没有找到这个家庭，可能已被撤销，请刷新。")
    return found


def family_file(read: Reader, family: Family, today: date, codes: CodeLists, at_work: tuple[str, ...]) -> FamilyFile:
    """A family made ready to be shown."""
    members = read.all(FamilyMember, family_uid=family.uid)
    return FamilyFile(
        family=family,
        clock=clock(family, today),
        members=tuple(member_row(one, today, codes) for one in members),
        at_work=at_work,
        cases=tuple(one.uid for one in read.all(Certification, family_uid=family.uid)),
    )


def member_row(one: FamilyMember, today: date, codes: CodeLists) -> MemberRow:
    """A member in words."""
    facts = {name: masked(field, getattr(one, name), codes) for name, field in MEMBER.items()}
    return MemberRow(uid=one.uid, seeker_uid=one.seeker_uid, facts=facts, child=one.is_child(today))


def facts_of(record: Any, codes: CodeLists) -> dict[str, str]:
    """The fields of a record in words, personal ones masked."""
    fields = fields_of(type(record))
    return {n: masked(f, getattr(record, n), codes) for n, f in fields.items() if n not in ("uid", "extra", "raw")}


PERSONAL = {
    record: frozenset(n for n, f in fields_of(record).items() if f.sensitivity is Sensitivity.PERSONAL)
    - {"extra", "raw"}
    for record in (Certification, Family, FamilyMember)
}
"""The fields of each record that are shown masked."""
