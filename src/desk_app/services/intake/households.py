"""The families that a list of applicants and their relatives brings along."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from desk_app.domain.changes import ChangeSet
from desk_app.domain.hardship.listing import Row, families
from desk_app.domain.hardship.records import FamilyMember
from desk_app.domain.intake.rows import Draft, Understood
from desk_app.domain.seekers import Seeker
from desk_app.storage.unit_of_work import UnitOfWork

_ZEROFAM = "ZEROFAM"
_GROUPS = frozenset((_ZEROFAM, "HARD"))


def households(unit: UnitOfWork, read: Understood, changes: ChangeSet) -> ChangeSet:
    """Families of a list that names relations; none of any other list."""
    headings = {one.sheet: one.heading for one in read.columns if one.target == "relation"}
    drafts = [row.draft for row in read.rows if row.draft and isinstance(row.draft.record, Seeker)]
    if not headings or not any(one.group in _GROUPS for draft in drafts for one in draft.memberships):
        return ChangeSet()
    numbers = {draft.record.id_no for draft in drafts if isinstance(draft.record, Seeker)} - {""}
    persons = {one.id_no: one.uid for one in unit.among(Seeker, "id_no", numbers)}
    persons |= {c.after.id_no: c.after.uid for c in changes.changes if isinstance(c.after, Seeker) and c.after.id_no}
    rows = [row for draft in drafts if (row := _row(draft, headings, persons))]
    return families(rows, _known(unit, set(persons.values())), read.file, unit.actor.today())


def _row(draft: Draft, headings: Mapping[str, str], persons: Mapping[str, str]) -> Row | None:
    person = draft.record
    assert isinstance(person, Seeker)
    relation = str(person.extra.get(headings.get(draft.sheet, ""), ""))
    if not relation or not person.name:
        return None
    member = FamilyMember(
        uid="",
        seeker_uid=persons.get(person.id_no, "") if person.id_no else "",
        name=person.name,
        relation=relation,
        sex=person.sex,
        id_no=person.id_no,
        birth_date=person.birth_date,
        education=person.education,
        state=person.raw.get("state", ""),
    )
    return Row(
        sheet=draft.sheet,
        member=member,
        village=person.village,
        address=person.residence_address or person.hukou_address,
        phone=person.mobile,
        zerofam=any(one.group == _ZEROFAM for one in draft.memberships),
    )


def _known(unit: UnitOfWork, persons: set[str]) -> Mapping[str, list[FamilyMember]]:
    """The members of the families of these persons, by person."""
    own = {one.seeker_uid: one.family_uid for one in unit.among(FamilyMember, "seeker_uid", persons)}
    members: dict[str, list[FamilyMember]] = defaultdict(list)
    for one in unit.among(FamilyMember, "family_uid", set(own.values())):
        members[one.family_uid].append(one)
    return {person: members[family] for person, family in own.items()}
