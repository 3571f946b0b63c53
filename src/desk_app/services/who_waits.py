"""谁在等: the waiting persons who fit a post that is only just being typed, or that a project will need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from desk_app import resources
from desk_app.domain.actor import Actor
from desk_app.domain.answers import OPEN_STATES as OPEN_PROPOSALS
from desk_app.domain.codes import CodeLists
from desk_app.domain.employers import Employer
from desk_app.domain.matching.pool import MatchSettings, Opening, Person, Pool, Side
from desk_app.domain.matching.run import allowed_pairs, fit, pair
from desk_app.domain.matching.waiting import WAITING_STATES
from desk_app.domain.office import Office
from desk_app.domain.post_kinds import rules
from desk_app.domain.posts import Post
from desk_app.domain.proposals import Proposal
from desk_app.domain.referrals import OPEN_STATES as OPEN_LETTERS
from desk_app.domain.referrals import Letter
from desk_app.domain.seekers import Membership, Seeker
from desk_app.domain.vacancies import EMPLOYER, circumstances, offered
from desk_app.storage.database import Database
from desk_app.storage.repository import Reader

_SEEN = (
    *("uid", "seeker_no", "name", "village", "birth_date", "sex", "education", "major", "graduated_on", "certificates"),
    *("experience_years", "job_wishes", "refused_jobs", "expected_pay", "furthest_place", "cannot", "needs_lodging"),
    *("female_track",),
)
"""What the criteria ask of a person: only these are read of all who wait."""

_REASONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """Somebody who waits and would fit."""

    seeker_uid: str
    seeker_no: str
    name: str
    village: str
    points: int
    planned: bool  # stands in the plan for some other post already
    why: tuple[str, ...]  # what the person brings that speaks for it most: 想做缝纫工


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoWaits:
    """How many wait and fit, how many of them are in no plan yet, and the first of them, best fit first."""

    count: int
    without_plan: int
    persons: tuple[Waits, ...]
    lack: str = ""  # what must be typed before anybody can be named

    def sentence(self) -> str:
        """有 23 人在等这样的岗位，其中 5 人还没有安排。"""
        if self.lack:
            return self.lack
        if not self.count:
            return "现在没有人等这样的岗位。"
        return f"有 {self.count} 人在等这样的岗位，其中 {self.without_plan} 人还没有安排。"


class Waiting:
    """谁在等."""

    def __init__(self, database: Database, codes: CodeLists, settings: MatchSettings) -> None:
        self._database = database
        self._codes = codes
        self._settings = settings
        self._known: _Known | None = None  # kept while a post is being typed

    def forget(self) -> None:
        """The form is closed: let go of what was read for it."""
        self._known = None

    def waiting_for(self, actor: Actor, draft: Post, limit: int = 20) -> WhoWaits:
        """Who waits for a post like this, as if it were verified and open: the law's walls and all conditions hold."""
        if not draft.title:
            return WhoWaits(count=0, without_plan=0, persons=(), lack="填了岗位名称，这里就列出谁在等这样的岗位。")
        return self._looked(actor, draft, limit)

    def waiting_for_typed(self, actor: Actor, typed: Mapping[str, str], limit: int = 20) -> WhoWaits:
        """The same from what stands in the form of a post, wrong and unfinished fields left out."""
        office = self._database.read(lambda read: read.first(Office))
        at = circumstances(office, actor.today(), self._codes, resources.intake_words(), 0)
        own = {name: text for name, text in typed.items() if name != EMPLOYER and text.strip()}
        return self.waiting_for(actor, offered(None, "", own, at).post, limit)

    def _looked(self, actor: Actor, draft: Post, limit: int) -> WhoWaits:
        today = actor.today()
        kept = bool(draft.target_groups or rules(draft, self._settings.post_kinds).open_to)
        shown = replace(
            draft, verified_by=actor.name, verified_on=today, recheck_on=None, state="open", valid_until=today
        )
        opening = Opening(post=shown, employer=Employer(uid=""), free=draft.headcount or 1)
        pool = Pool(
            persons=self._persons(today, with_groups=kept),
            openings=(opening,),
            today=today,
            codes=self._codes,
            settings=self._settings,
        )
        people, posts = Side(pool.persons, pool), Side(pool.openings, pool)
        rows = np.flatnonzero(allowed_pairs(people, posts)[:, 0])
        fitting = Side(tuple(pool.persons[row] for row in rows), pool)
        points = fit(fitting, posts)[:, 0]
        planned = fitting.flags(lambda person: person.current_post is not None)
        order = np.lexsort((np.arange(len(points)), -points, planned))[:limit]
        return WhoWaits(
            count=len(fitting),
            without_plan=int((~planned).sum()),
            persons=tuple(_waits(fitting.rows[row], opening, pool) for row in order),
        )

    def _persons(self, today: date, *, with_groups: bool) -> tuple[Person, ...]:
        """Everybody who waits; read anew only after something was written. Groups only where the post asks for them."""

        def work(read: Reader) -> _Snapshot | int:
            newest, known = read.newest_change(), self._known
            if known and known.stands(newest, today) and (known.with_groups or not with_groups):
                return newest
            return _snapshot(read, newest, with_groups=with_groups)

        found, known = self._database.read(work), self._known
        if isinstance(found, _Snapshot):
            known = _Known(newest=found.newest, day=today, with_groups=with_groups, persons=_persons(found, today))
            self._known = known
        return known.persons if known else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """The persons as they were at a change of the file, on a day."""

    newest: int
    day: date
    with_groups: bool
    persons: tuple[Person, ...]

    def stands(self, newest: int, day: date) -> bool:
        """Whether nothing was written since, and it is the same day."""
        return (self.newest, self.day) == (newest, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Snapshot:
    """What is read, as rows."""

    newest: int
    seekers: list[tuple[Any, ...]]
    memberships: list[tuple[Any, ...]]
    busy: frozenset[str]  # with a letter out
    planned: Mapping[str, str]  # seeker → post of an open proposal


def _snapshot(read: Reader, newest: int, *, with_groups: bool) -> _Snapshot:
    return _Snapshot(
        newest=newest,
        seekers=[row for state in WAITING_STATES for row in read.values(Seeker, *_SEEN, state=state)],
        memberships=read.values(Membership, "seeker_uid", "group", "started_on", "ended_on") if with_groups else [],
        busy=frozenset(uid for state in OPEN_LETTERS for (uid,) in read.values(Letter, "seeker_uid", state=state)),
        planned={
            seeker: post
            for state in OPEN_PROPOSALS
            for seeker, post in read.values(Proposal, "seeker_uid", "post_uid", state=state)
        },
    )


def _persons(found: _Snapshot, today: date) -> tuple[Person, ...]:
    groups: dict[str, list[str]] = defaultdict(list)
    for uid, group, begun, ended in found.memberships:
        if (begun is None or begun <= today) and (ended is None or today <= ended):
            groups[uid].append(group or "")
    return tuple(
        Person(
            seeker=_seeker(row),
            groups=tuple(sorted(set(groups.get(row[0], ())))),
            current_post=found.planned.get(row[0]),
        )
        for row in found.seekers
        if row[0] not in found.busy
    )


def _seeker(row: tuple[Any, ...]) -> Seeker:
    told = ((name, value) for name, value in zip(_SEEN, row, strict=True) if value is not None)
    known: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in told}
    return Seeker(**known)


def _waits(person: Person, opening: Opening, pool: Pool) -> Waits:
    told = pair(person, opening, pool)
    best = sorted((one for one in told.reasons if one["points"]), key=lambda one: -one["points"])[:_REASONS]
    return Waits(
        seeker_uid=person.seeker.uid,
        seeker_no=person.seeker.seeker_no,
        name=person.seeker.name,
        village=person.seeker.village,
        points=told.points,
        planned=person.current_post is not None,
        why=tuple(dict.fromkeys(str(one["right"]).removeprefix("本人") for one in best if one["right"])),
    )
