"""零就业家庭 and households: families, their members as rows, and the clerk's word that one is cleared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from desk_app.domain.actor import Actor
from desk_app.domain.changes import insert, new_uid, remove, together, update
from desk_app.domain.codes import CodeLists
from desk_app.domain.entry import NotEntered, read_all, shown
from desk_app.domain.errors import Refused
from desk_app.domain.fields import fields_of
from desk_app.domain.hardship import entering
from desk_app.domain.hardship.families import (
    Clock,
    all_clear,
    clear,
    clock,
    faults_of_family,
    read_member,
    started,
)
from desk_app.domain.hardship.policy import HardshipPolicy
from desk_app.domain.hardship.records import Certification, Family, FamilyMember
from desk_app.domain.identity import is_under
from desk_app.domain.matching.walls import FLOOR
from desk_app.domain.office import Office
from desk_app.domain.seekers import Seeker
from desk_app.services.hardship.reading import FamilyFile, at_work, family_file, family_of
from desk_app.storage.database import Database
from desk_app.storage.repository import Reader
from desk_app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyRow:
    """One 零就业家庭 in the list; `state` is that of its clock (open, half, overdue, cleared), undated without one."""

    uid: str
    head: str
    village: str
    members: int
    certified_on: date | None
    deadline: date | None
    days_left: int
    state: str
    owner: str
    at_work: tuple[str, ...]
    cleared_on: date | None


class Families:
    """零就业家庭."""

    def __init__(self, database: Database, codes: CodeLists, policy: HardshipPolicy) -> None:
        self._database = database
        self._codes = codes
        self._policy = policy

    def listed(self, actor: Actor) -> tuple[FamilyRow, ...]:
        """All families that are or were certified, the nearest deadline first, the cleared ones last."""
        today = actor.today()

        def work(read: Reader) -> tuple[FamilyRow, ...]:
            families = [one for one in read.all(Family) if one.certified_on or one.basis]
            counted: dict[str, int] = {}
            for member in read.among(FamilyMember, "family_uid", [one.uid for one in families]):
                counted[member.family_uid] = counted.get(member.family_uid, 0) + 1
            rows = [self._row(read, one, counted.get(one.uid, 0), clock(one, today)) for one in families]
            return tuple(sorted(rows, key=lambda row: (row.state == "cleared", row.deadline or date.max)))

        return self._database.read(work)

    def _row(self, read: Reader, one: Family, members: int, ticking: Clock | None) -> FamilyRow:
        return FamilyRow(
            uid=one.uid,
            head=one.head,
            village=one.village,
            members=members,
            certified_on=one.certified_on,
            deadline=one.deadline,
            days_left=ticking.days_left if ticking else 0,
            state=ticking.state if ticking else "undated",
            owner=one.owner,
            at_work=() if one.cleared_on else at_work(read, one),
            cleared_on=one.cleared_on,
        )

    def all_clear(self, actor: Actor) -> bool:
        """动态清零: whether no open family is past its clock."""
        return all_clear(self._database.read(lambda read: read.all(Family)), actor.today())

    def file(self, actor: Actor, uid: str) -> FamilyFile:
        """One family with its members. Raises Refused where there is none (any more)."""

        def work(read: Reader) -> FamilyFile:
            family = family_of(read, uid)
            return family_file(read, family, actor.today(), self._codes)

        return self._database.read(work)

    def save(self, actor: Actor, uid: str | None, typed: Mapping[str, str]) -> tuple[str, str]:
        """Keep a family; the deadline follows from the day of certification where none is typed. Returns uid, words."""

        def work(unit: UnitOfWork) -> tuple[str, str]:
            before = family_of(unit, uid) if uid else None
            values, errors = read_all(entering.FAMILY, typed, self._codes, actor.today())
            now = before or Family(uid=new_uid())
            # Another day of certification moves the deadline with it, unless one is typed too.
            if values.get("certified_on", now.certified_on) != now.certified_on and "deadline" not in values:
                values["deadline"] = None
            after = started(replace(now, **values), self._policy)
            errors = {**faults_of_family(after, actor.today()), **errors}
            if errors:
                raise NotEntered(errors)
            unit.why = f"{'修改' if before else '登记'}{after.head}家的家庭情况"
            unit.apply(insert(after) if before is None else update(before, **_values(after)))
            unit.keep_draft(f"hardship/family/{uid or 'new'}", {})
            return after.uid, f"已{unit.why}。"

        return self._database.write(actor, "保存家庭", work)[0]

    def save_member(self, actor: Actor, family_uid: str, uid: str | None, typed: Mapping[str, str]) -> str:
        """Keep a member; whoever is on file under the same number is linked. Returns what was done, in words."""

        def work(unit: UnitOfWork) -> str:
            family = family_of(unit, family_uid)
            before = unit.first(FamilyMember, uid=uid) if uid else None
            values, errors = read_all(entering.MEMBER, typed, self._codes, actor.today())
            now = before or FamilyMember(uid=new_uid(), family_uid=family_uid)
            office = unit.first(Office)
            after, faults = read_member(
                replace(now, **values), actor.today(), practice=bool(office and office.practice)
            )
            others = [one for one in unit.all(FamilyMember, family_uid=family_uid) if one.uid != now.uid]
            if after.id_no and any(one.id_no == after.id_no for one in others):
                faults.setdefault("id_no", "这个家庭里已经有同一个证件号码的成员。")
            if errors := {**faults, **errors}:
                raise NotEntered(errors)
            after = replace(after, seeker_uid=_on_file(unit, after, actor.today()) or after.seeker_uid)
            unit.why = f"{'修改' if before else '登记'}{family.head}家的成员{after.name}"
            values = {name: getattr(after, name) for name in fields_of(FamilyMember) if name != "uid"}
            unit.apply(insert(after) if before is None else update(before, **values))
            unit.keep_draft(f"hardship/member/{uid or family_uid}", {})
            return f"已{unit.why}。"

        return self._database.write(actor, "保存家庭成员", work)[0]

    def remove_member(self, actor: Actor, uid: str) -> str:
        """Take a member out of the family; a person on file stays on file."""

        def work(unit: UnitOfWork) -> str:
            member = unit.one(FamilyMember, uid)
            unit.why = f"删除家庭成员{member.name}"
            unit.apply(remove(member))
            return f"已{unit.why}。"

        return self._database.write(actor, "删除家庭成员", work)[0]

    def remove(self, actor: Actor, uid: str) -> str:
        """Delete a family that was entered by mistake. Raises Refused where a certification belongs to it."""

        def work(unit: UnitOfWork) -> str:
            family = family_of(unit, uid)
            if unit.count(Certification, family_uid=uid):
                raise Refused("in_use", f"{family.head}家有成员的困难认定，不能删除。")
            unit.why = f"删除{family.head}家"
            unit.apply(together(remove(one) for one in (*unit.all(FamilyMember, family_uid=uid), family)))
            return f"已{unit.why}。"

        return self._database.write(actor, "删除家庭", work)[0]

    def clear(self, actor: Actor, uid: str, typed: Mapping[str, str]) -> str:
        """销号, confirmed by the clerk. Raises NotEntered by field."""

        def work(unit: UnitOfWork) -> str:
            family = family_of(unit, uid)
            values, errors = read_all(entering.CLEARING, typed, self._codes, actor.today())
            if errors:
                raise NotEntered(errors)
            unit.why = f"{family.head}家零就业销号"
            unit.apply(
                clear(
                    family,
                    values.get("cleared_member", ""),
                    values.get("cleared_how", ""),
                    values.get("cleared_on"),
                    actor,
                )
            )
            unit.keep_draft(f"hardship/clear/{uid}", {})
            return f"已登记{unit.why}。"

        return self._database.write(actor, "零就业家庭销号", work)[0]

    def reveal(self, actor: Actor, record: str, uid: str, field: str) -> str:
        """A masked value of a "family" or a "member" in clear; it is registered who looked at what."""
        kind: type[Family | FamilyMember] = Family if record == "family" else FamilyMember

        def work(unit: UnitOfWork) -> str:
            found = unit.one(kind, uid)
            declared = fields_of(kind)[field]
            unit.looked("reveal", uid, 1, f"查看{declared.label}")
            return shown(declared, getattr(found, field), self._codes)

        return self._database.write(actor, "查看", work)[0]


def _values(family: Family) -> dict[str, object]:
    return {name: getattr(family, name) for name in fields_of(Family) if name != "uid"}


def _on_file(unit: UnitOfWork, member: FamilyMember, today: date) -> str:
    """The person on file with the member's number; nobody under 16 is one."""
    if not member.id_no or (member.birth_date and is_under(member.birth_date, FLOOR, today)):
        return ""
    found = unit.first(Seeker, id_no=member.id_no)
    return found.uid if found else ""
