"""人员类别 with their days: entering, ending, putting right, and who belonged to what on any day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from desk_app.domain.actor import Actor
from desk_app.domain.changes import insert, new_uid, remove, update
from desk_app.domain.codes import CodeLists
from desk_app.domain.entry import NotEntered, masked, read_all
from desk_app.domain.errors import Refused
from desk_app.domain.fields import Kind, fields_of
from desk_app.domain.forms.memberships import OF_A_REGISTRATION, faults, holding
from desk_app.domain.forms.standing import UnemploymentRegistration
from desk_app.domain.privacy.recipients import groups_asked, shown_groups
from desk_app.domain.seekers import Membership, Seeker
from desk_app.storage.database import Database
from desk_app.storage.repository import Reader
from desk_app.storage.unit_of_work import UnitOfWork

_FIELDS = fields_of(Membership)
_OWN_DAYS = ("group", "started_on", "ended_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """One membership as it is shown: its values in words by field (numbers masked), whether it is in force.

    Of a guarded group `values` names neither the group nor what tells it; `Seekers.reveal_group` does.
    """

    uid: str
    values: Mapping[str, str]
    group: str  # code
    holds: bool
    guarded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody who belonged to groups on a day."""

    uid: str
    name: str
    village: str
    groups: tuple[str, ...]  # codes


class Groups:
    """人员类别 of a person and of all, by day."""

    def __init__(self, database: Database, codes: CodeLists) -> None:
        self._database = database
        self._codes = codes

    def on(self, actor: Actor, day: date, group: str = "") -> tuple[Member, ...]:
        """Who belonged to the group (to any) on that day, in the order in which that was entered.

        Raises Refused for a guarded group where it is not the supervisor who asks; of all groups, a clerk is not told
        of those.
        """
        asked = may_list(self._codes, actor, group)

        def work(read: Reader) -> tuple[Member, ...]:
            found: dict[str, list[str]] = defaultdict(list)
            equal = {"group": group} if group else {}
            names = ("uid", "seeker_uid", "group", "started_on", "ended_on")
            kept = (
                Membership(uid=uid, seeker_uid=seeker, group=code, started_on=start, ended_on=end)
                for uid, seeker, code, start, end in read.values(Membership, *names, **equal)
            )
            for one in holding(kept, day):
                if one.group in asked:
                    found[one.seeker_uid].append(one.group)
            people = {one.uid: one for one in read.among(Seeker, "uid", found)}
            return tuple(
                Member(uid=uid, name=people[uid].name, village=people[uid].village, groups=tuple(codes))
                for uid, codes in found.items()
                if uid in people
            )

        return self._database.read(work)

    def of_person_on(self, actor: Actor, seeker_uid: str, day: date) -> tuple[GroupLine, ...]:
        """The groups of a person that were in force on that day."""
        del actor
        return self._database.read(
            lambda read: group_lines(holding(read.all(Membership, seeker_uid=seeker_uid), day), day, self._codes)
        )

    def save(self, actor: Actor, seeker_uid: str, uid: str, typed: Mapping[str, str]) -> tuple[str, str]:
        """Enter a membership ("") or put one right; its uid and what was done in words.

        Raises NotEntered with a sentence by field; Refused where its days come from a registration of unemployment.
        """

        def work(unit: UnitOfWork) -> tuple[str, str]:
            person = unit.one(Seeker, seeker_uid)
            others = unit.all(Membership, seeker_uid=seeker_uid)
            known = next((one for one in others if one.uid == uid), None)
            if uid and known is None:
                raise Refused("no_such_membership", "没有找到这个人员类别，请刷新后再试。")
            values, errors = read_all(_FIELDS, typed, self._codes, actor.today())
            begun = known or Membership(uid=new_uid(), seeker_uid=seeker_uid, started_on=actor.today())
            after = replace(begun, **values)
            errors = {**faults(after, others), **errors}
            if errors:
                raise NotEntered(errors)
            if known and any(getattr(known, name) != getattr(after, name) for name in _OWN_DAYS):
                _not_of_a_registration(unit, known)
            label = self._codes["group"].plain(after.group)
            unit.why = f"改正{person.name}的{label}" if known else f"{person.name}加入{label}"
            unit.keep_draft(membership_key(seeker_uid, uid), {})
            unit.apply(update(known, **values) if known else insert(after))
            return after.uid, f"已{'改正' if known else '登记'}：{person.name}，{label}。"

        return self._database.write(actor, "保存人员类别", work)[0]

    def remove(self, actor: Actor, uid: str) -> str:
        """Take out a membership that never was; in words what was done. Raises Refused like `save`."""

        def work(unit: UnitOfWork) -> str:
            known = unit.one(Membership, uid)
            _not_of_a_registration(unit, known)
            person = unit.one(Seeker, known.seeker_uid)
            unit.why = f"删除{person.name}的{self._codes['group'].plain(known.group)}"
            unit.apply(remove(known))
            return f"已{unit.why}。"

        return self._database.write(actor, "删除人员类别", work)[0]

    def reveal(self, actor: Actor, uid: str) -> str:
        """The document number of a membership in clear; it is registered who looked."""

        def work(unit: UnitOfWork) -> str:
            known = unit.first(Membership, uid=uid)
            if known is None:
                return ""
            unit.looked("reveal", known.seeker_uid, 1, f"查看{_FIELDS['document_no'].label}")
            return known.document_no

        return self._database.write(actor, "查看", work)[0]


def membership_key(seeker_uid: str, uid: str = "") -> str:
    """The name under which an unsaved membership of a person ("" = a new one) is kept."""
    return f"memberships/{seeker_uid}/{uid or 'new'}"


def may_list(codes: CodeLists, actor: Actor, group: str) -> frozenset[str]:
    """The groups by which the actor may list persons. Raises Refused where the one asked for is not among them."""
    asked = frozenset(one.code for one in groups_asked(codes, actor))
    if group and group not in asked:
        raise Refused("guarded_group", "按这个人员类别列名单要由主管来做。")
    return asked


def group_lines(memberships: Iterable[Membership], day: date, codes: CodeLists) -> tuple[GroupLine, ...]:
    """Memberships as they are shown, those in force first, then the newest."""
    open_ones = shown_groups(codes["group"])
    lines = [
        GroupLine(
            uid=one.uid,
            values=_words(one, codes, guarded=one.group not in open_ones),
            group=one.group,
            holds=one.holds_on(day),
            guarded=one.group not in open_ones,
        )
        for one in sorted(memberships, key=lambda one: one.started_on or date.min, reverse=True)
    ]
    return tuple(sorted(lines, key=lambda one: not one.holds))


_DAYS = ("started_on", "ended_on")


def _words(one: Membership, codes: CodeLists, *, guarded: bool) -> dict[str, str]:
    found = {
        name: masked(field, getattr(one, name), codes)
        for name, field in _FIELDS.items()
        if field.kind not in (Kind.KEY, Kind.LINK, Kind.DATA) and (not guarded or name in _DAYS)
    }
    return found | {"group": codes["group"].plain(one.group)}


def _not_of_a_registration(read: Reader, membership: Membership) -> None:
    if read.first(UnemploymentRegistration, membership_uid=membership.uid):
        raise Refused("of_registration", OF_A_REGISTRATION)
