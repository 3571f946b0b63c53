"""Families from a list of applicants with their relatives below them: one row a member, under the row of the head."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desk_app.domain.changes import ChangeSet, insert, new_uid, together
from desk_app.domain.hardship.records import Family, FamilyMember
from desk_app.domain.identity import is_under
from desk_app.domain.matching.walls import FLOOR

_HEADS = ("本人", "户主", "申请人", "自己")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of such a list: the member as read, and of the head what the family is known by."""

    sheet: str
    member: FamilyMember
    village: str
    address: str
    phone: str
    zerofam: bool


def families(rows: Iterable[Row], known: Mapping[str, Sequence[FamilyMember]], file: str, today: date) -> ChangeSet:
    """The families of a list and their members; those already on file get the members that they lack.

    `known` has the members of a family by the uid of each person in it who is on file. The day of certification is not
    invented: where the list is one of 零就业家庭 only the list is named as the basis, and the day is asked for.
    """
    return together(_family(one, known, file, today) for one in _grouped(rows))


def _grouped(rows: Iterable[Row]) -> list[list[Row]]:
    """The rows of each family, the head first. Rows before the first head belong to nobody."""
    found: list[list[Row]] = []
    sheet = None
    for row in rows:
        if any(word in row.member.relation for word in _HEADS):
            found.append([row])
            sheet = row.sheet
        elif found and row.sheet == sheet:
            found[-1].append(row)
    return found


def _family(rows: Sequence[Row], known: Mapping[str, Sequence[FamilyMember]], file: str, today: date) -> ChangeSet:
    head, zerofam = rows[0], any(row.zerofam for row in rows)
    if len(rows) == 1 and not zerofam:
        return ChangeSet()
    members = [_member(row.member, today) for row in rows]
    kept = next((known[one.seeker_uid] for one in members if one.seeker_uid in known), ())
    if kept:
        new = [one for one in members if not any(_same(one, other) for other in kept)]
        return insert(*(replace(one, uid=new_uid(), family_uid=kept[0].family_uid) for one in new))
    family = Family(
        uid=new_uid(),
        head=head.member.name,
        village=head.village,
        address=head.address,
        phone=head.phone,
        basis=f"名册：{file}" if zerofam else "",
    )
    return insert(family, *(replace(one, uid=new_uid(), family_uid=family.uid) for one in members))


def _member(one: FamilyMember, today: date) -> FamilyMember:
    """Nobody under 16 is linked as a job seeker."""
    child = one.birth_date is not None and is_under(one.birth_date, FLOOR, today)
    return replace(one, seeker_uid="") if child else one


def _same(one: FamilyMember, other: FamilyMember) -> bool:
    if one.id_no and other.id_no:
        return one.id_no == other.id_no
    return one.name == other.name
