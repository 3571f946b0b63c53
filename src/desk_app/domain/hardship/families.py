"""零就业家庭: the clock of a family, who may clear it, and what is entered for its members."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from desk_app.domain.actor import Actor
from desk_app.domain.changes import ChangeSet, update
from desk_app.domain.entry import NotEntered
from desk_app.domain.errors import Refused
from desk_app.domain.hardship.policy import HardshipPolicy
from desk_app.domain.hardship.records import Family, FamilyMember
from desk_app.domain.identity import is_under
from desk_app.domain.intake.papers import parse_person_number
from desk_app.domain.intake.sheet import TEXT
from desk_app.domain.matching.walls import FLOOR
from desk_app.domain.seekers import Seeker

AT_WORK = ("in_post", "stable")
"""States of a person by which his or her family may be cleared."""
PLACED = ("employed", "flexible", "self_employed", "welfare_post")
"""Ways of clearing that put a member to work; the others only end the case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """How a family stands against its deadline: open, half (the warning), overdue or cleared; days left (< 0: over)."""

    state: str
    days_left: int
    half: date | None


def clock(family: Family, today: date) -> Clock | None:
    """The clock of a 零就业家庭; None for a household that is none."""
    if family.certified_on is None or family.deadline is None:
        return None
    half = family.certified_on + (family.deadline - family.certified_on) / 2
    left = (family.deadline - today).days
    if family.cleared_on:
        return Clock(state="cleared", days_left=left, half=half)
    state = "overdue" if left < 0 else "half" if today >= half else "open"
    return Clock(state=state, days_left=left, half=half)


def all_clear(families: Iterable[Family], today: date) -> bool:
    """动态清零: no open family is past its clock."""
    return not any((c := clock(family, today)) and c.state == "overdue" for family in families)


def may_clear(family: Family, members: Sequence[FamilyMember], seekers: Mapping[str, Seeker]) -> tuple[str, ...]:
    """The names of the members who are at work as far as the file knows: proposed to the clerk, who confirms."""
    if family.certified_on is None or family.cleared_on:
        return ()
    linked = (seekers.get(one.seeker_uid) for one in members)
    return tuple(one.name for one in linked if one and one.state in AT_WORK)


def clear(family: Family, member: str, how: str, on: date | None, actor: Actor) -> ChangeSet:
    """销号: the clerk confirms that somebody is at work, or why the case ends otherwise."""
    if family.certified_on is None:
        raise Refused("no_zerofam", f"{family.head}家不是零就业家庭，不用销号。")
    if family.cleared_on:
        raise Refused("cleared", f"{family.head}家已于 {family.cleared_on} 销号。")
    errors = {}
    if on is None or on > actor.today() or on < family.certified_on:
        errors["cleared_on"] = f"销号日期应在认定日期 {family.certified_on} 之后，不晚于今天。"
    if not how:
        errors["cleared_how"] = "请选销号方式。"
    elif how in PLACED and not member.strip():
        errors["cleared_member"] = "请写明是哪一位家庭成员就业。"
    if errors:
        raise NotEntered(errors)
    return update(family, cleared_on=on, cleared_how=how, cleared_member=member.strip(), cleared_by=actor.name)


def started(family: Family, policy: HardshipPolicy) -> Family:
    """The family with the deadline that follows from its certification, where none was set by hand."""
    if family.certified_on is None:
        return family
    return replace(family, deadline=family.deadline or family.certified_on + timedelta(policy.zerofam_days.value))


def faults_of_family(family: Family, today: date) -> dict[str, str]:
    """What is wrong with what was entered for a family, by field."""
    errors = {}
    if not family.head:
        errors["head"] = "请填户主姓名。"
    if family.certified_on and family.certified_on > today:
        errors["certified_on"] = "认定日期还没有到，请核对。"
    if family.deadline and (family.certified_on is None or family.deadline < family.certified_on):
        errors["deadline"] = "清零期限早于认定日期，请核对。"
    return errors


def read_member(member: FamilyMember, today: date, *, practice: bool) -> tuple[FamilyMember, dict[str, str]]:
    """The member with what follows from the number (sex, birth date), and what is wrong by field."""
    errors = {}
    if not member.name:
        errors["name"] = "请填姓名。"
    if not member.relation:
        errors["relation"] = "请填与户主的关系。"
    values: dict[str, Any] = {}
    if member.id_no:
        found = parse_person_number(member.id_no, TEXT, today, practice=practice)
        if found.problem:
            errors["id_no"] = f"{found.why}。"
        elif found.identified and found.identified.birth_date:
            values = {"id_no": found.number, "sex": found.identified.sex, "birth_date": found.identified.birth_date}
    made = replace(member, **values)
    if made.birth_date and made.birth_date > today:
        errors["birth_date"] = "出生日期晚于今天，请核对。"
    if made.seeker_uid and made.birth_date and is_under(made.birth_date, FLOOR, today):
        made = replace(made, seeker_uid="")  # nobody under 16 is a job seeker
    return made, errors
