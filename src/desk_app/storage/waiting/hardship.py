"""Steps of 困难认定 that are due, open 零就业家庭, and what the head is to decide."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from sqlalchemy import Connection

from desk_app import resources
from desk_app.domain.agenda.hardship import FamilyWaiting, Hardship, lines
from desk_app.domain.agenda.item import Due
from desk_app.domain.clocks import Clocks
from desk_app.domain.hardship.families import may_clear
from desk_app.domain.hardship.policy import read_policy
from desk_app.domain.hardship.records import Certification, Family, FamilyMember
from desk_app.domain.own.standards import OwnStandard, with_own
from desk_app.domain.seekers import Seeker
from desk_app.storage.certified import cases_of, leaving_cases
from desk_app.storage.repository import Reader
from desk_app.storage.schema import TABLES
from desk_app.storage.waiting.counting import LINES, by_uid, some


def due(connection: Connection, today: date, clocks: Clocks) -> Due:
    """Everything of the room; of each kind the first lines, and how many more."""
    read = Reader(connection)
    policy = read_policy(with_own(resources.policy("hardship"), "hardship", read.all(OwnStandard), today))
    ahead = today + timedelta(days=clocks.look_ahead_days)
    one, family = TABLES["certifications"].c, TABLES["families"].c
    soon, cases_more = some(connection, Certification, one.due_on <= ahead, order=one.due_on)
    open_, families_more = some(
        connection, Family, family.certified_on.is_not(None), family.cleared_on.is_(None), order=family.deadline
    )
    spoken = [(found.case, found.proposals) for found in leaving_cases(read, today, policy, resources.retirement())]
    waiting = Hardship(
        cases=tuple(cases_of(read, soon)), families=_families(read, open_), leaving=tuple(spoken[:LINES])
    )
    more = {"certify": cases_more, "family": families_more, "exit": max(0, len(spoken) - LINES)}
    items = tuple(lines(waiting, resources.codes(), today))
    return Due(items=items, more={kind: count for kind, count in more.items() if count})


def _families(read: Reader, families: list[Family]) -> tuple[FamilyWaiting, ...]:
    members: dict[str, list[FamilyMember]] = defaultdict(list)
    for member in read.among(FamilyMember, "family_uid", [one.uid for one in families]):
        members[member.family_uid].append(member)
    linked = {one.seeker_uid for rows in members.values() for one in rows} - {""}
    seekers = by_uid(read, Seeker, linked)
    return tuple(FamilyWaiting(family=one, at_work=may_clear(one, members[one.uid], seekers)) for one in families)
