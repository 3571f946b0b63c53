"""What can be due today, asked by small indexes, so that it does not grow with the number of persons."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, String, func, or_, select, type_coerce

from desk_app.domain.agenda import Figures, PostWaiting, Rows, Waiting
from desk_app.domain.answers import OPEN_STATES as OPEN_PROPOSALS
from desk_app.domain.clocks import Clocks
from desk_app.domain.employers import Employer
from desk_app.domain.followups import FollowUp
from desk_app.domain.posts import Post
from desk_app.domain.proposals import Answer, Proposal
from desk_app.domain.referrals import OPEN_STATES as OPEN_LETTERS
from desk_app.domain.referrals import SEAT_STATES, Letter
from desk_app.domain.seekers import Seeker
from desk_app.domain.service_log import ServiceEntry
from desk_app.domain.snoozes import Snooze
from desk_app.storage.columns import record_of
from desk_app.storage.repository import Reader
from desk_app.storage.schema import NOUNS, TABLES

R = TypeVar("R")
LINES = 200
"""Lines of a kind that are listed; of the rest the number is said."""

_WAITING_STATES = ("unverified", "willing")
_PROPOSALS = (("proposed", "ask"), ("considering", "ask_again"), ("agreed", "letter"))


def waiting(connection: Connection, today: date, clocks: Clocks) -> Waiting:
    """Everything from which today's work is made."""
    read = Reader(connection)
    ahead = today + timedelta(days=clocks.look_ahead_days)
    proposals, letters, visits, seekers = (TABLES[n].c for n in ("proposals", "letters", "follow_ups", "seekers"))
    more: dict[str, int] = {}
    asked: list[Proposal] = []
    for state, kind in _PROPOSALS:
        found, more[kind] = _some(connection, Proposal, proposals.state == state, order=proposals.id)
        asked += found
    open_letters, more["receipt"] = _some(
        connection, Letter, letters.state.in_(OPEN_LETTERS), letters.receipt_due <= ahead, order=letters.receipt_due
    )
    open_visits, more["visit"] = _some(
        connection,
        FollowUp,
        visits.due_on <= ahead,
        or_(visits.result.is_(None), visits.result == "not_reached"),
        order=visits.due_on,
    )
    hired, more["start"] = _some(connection, Seeker, seekers.state == "hired", order=seekers.id)
    to_start = [one for one in read.among(Letter, "seeker_uid", [s.uid for s in hired]) if one.state == "hired"]
    visited = read.among(Letter, "uid", {one.letter_uid for one in open_visits})
    in_plan = _posts_in_trouble(connection, today, clocks)
    rows = _rows(connection)
    going = [*open_letters, *to_start, *visited]
    pairs: list[Proposal | Letter] = [*asked, *going]
    post_of = _by_uid(read, Post, [one.post_uid for one in pairs])
    persons = {one.seeker_uid for one in pairs}
    listed = [one.post for one in in_plan]
    firms = [post.employer_uid for post in (*post_of.values(), *listed)]
    answered = [one.uid for one in asked if one.state != "proposed"]
    subjects = [one.uid for one in pairs] + [one.uid for one in open_visits] + [one.uid for one in listed]
    subjects += [one.batch_uid for one in rows]
    return Waiting(
        proposals=tuple(asked),
        letters=tuple(open_letters),
        hired=tuple(to_start),
        visits=tuple(open_visits),
        posts=in_plan,
        rows=rows,
        seekers=_by_uid(read, Seeker, persons),
        post_of=post_of,
        employers=_by_uid(read, Employer, firms),
        letter_of={one.uid: one for one in visited},
        answers={one.proposal_uid: one for one in read.among(Answer, "proposal_uid", answered)},
        made_on=_made_on(connection, {one.run_uid for one in asked}),
        contacts={one.seeker_uid: one for one in read.among(ServiceEntry, "seeker_uid", persons)},
        taken=_taken(connection, {one.post_uid for one in asked if one.state == "agreed"}),
        snoozes={one.subject: one for one in read.among(Snooze, "subject", subjects)},
        more={kind: number for kind, number in more.items() if number},
    )


def figures(connection: Connection, today: date) -> Figures:
    """The figures of now."""
    seekers, proposals = TABLES["seekers"], TABLES["proposals"]
    return Figures(
        waiting=_count(connection, seekers, seekers.c.state.in_(_WAITING_STATES)),
        placed=_count(connection, proposals, proposals.c.state.in_(OPEN_PROPOSALS)),
        seats=sum(free for _, free in free_seats(connection, today)),
    )


def free_seats(connection: Connection, today: date) -> list[tuple[str, int]]:
    """Title and free seats of each post that may be offered today: verified, open, in time, employer not blocked."""
    posts, employers = TABLES["posts"], TABLES["employers"]
    query = (
        select(posts.c.uid, posts.c.title, posts.c.headcount)
        .join(employers, employers.c.uid == posts.c.employer_uid)
        .where(
            posts.c.deleted_at.is_(None),
            posts.c.state == "open",
            posts.c.verified_by.is_not(None),
            posts.c.verified_on.is_not(None),
            posts.c.valid_until >= today,
            employers.c.blocked_reason.is_(None),
        )
    )
    taken = _taken(connection)
    rows = [(title or "", (headcount or 0) - taken.get(uid, 0)) for uid, title, headcount in connection.execute(query)]
    return [(title, free) for title, free in rows if free > 0]


def wishes(connection: Connection) -> list[tuple[tuple[str, ...], int]]:
    """The job wishes of the persons who wait, each combination once with the number of persons."""
    table = TABLES["seekers"]
    wish = type_coerce(table.c.job_wishes, String)
    query = select(wish, func.count()).where(table.c.deleted_at.is_(None), table.c.state.in_(_WAITING_STATES))
    return [(tuple(json.loads(words or "[]")), count) for words, count in connection.execute(query.group_by(wish))]


def figures_before(connection: Connection, first: date, last: date) -> tuple[date, Figures] | None:
    """What the newest plan made between the two days counted, and its day; None if none was made."""
    table = TABLES["runs"]
    query = (
        select(table.c.made_at, table.c.persons, table.c.placed, table.c.seats)
        .where(table.c.deleted_at.is_(None), table.c.made_at >= first.isoformat())
        .where(table.c.made_at < (last + timedelta(days=1)).isoformat())
        .order_by(table.c.made_at.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    return date.fromisoformat(row[0][:10]), Figures(waiting=row[1] or 0, placed=row[2] or 0, seats=row[3] or 0)


def _some(
    connection: Connection, record_type: type[R], *where: ColumnElement[bool], order: ColumnElement[Any]
) -> tuple[list[R], int]:
    """The first living records in that order, and how many more there are."""
    table = TABLES[NOUNS[record_type]]
    query = select(table).where(table.c.deleted_at.is_(None), *where).order_by(order, table.c.id).limit(LINES)
    found = [record_of(record_type, row) for row in connection.execute(query).mappings()]
    return found, _count(connection, table, *where) - LINES if len(found) == LINES else 0


def _count(connection: Connection, table: Any, *where: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(table).where(table.c.deleted_at.is_(None), *where)
    return int(connection.execute(query).scalar_one())


def _by_uid(read: Reader, record_type: type[R], uids: Iterable[str]) -> Mapping[str, R]:
    return {one.uid: one for one in read.among(record_type, "uid", dict.fromkeys(uids))}  # type: ignore[attr-defined]  # each record has one


def _posts_in_trouble(connection: Connection, today: date, clocks: Clocks) -> tuple[PostWaiting, ...]:
    """The posts of open proposals that are not verified, not open, or end soon, with the persons who count on them."""
    proposals, posts = TABLES["proposals"], TABLES["posts"]
    persons = (
        select(proposals.c.post_uid, func.count().label("persons"))
        .where(proposals.c.deleted_at.is_(None), proposals.c.state.in_(OPEN_PROPOSALS))
        .group_by(proposals.c.post_uid)
        .subquery()
    )
    soon = today + timedelta(days=clocks.post_ends_soon_days)
    query = (
        select(posts, persons.c.persons)
        .join(persons, persons.c.post_uid == posts.c.uid)
        .where(
            posts.c.deleted_at.is_(None),
            or_(
                posts.c.verified_on.is_(None),
                posts.c.verified_by.is_(None),
                posts.c.state != "open",
                posts.c.valid_until.is_(None),
                posts.c.valid_until <= soon,
            ),
        )
        .order_by(posts.c.id)
    )
    return tuple(
        PostWaiting(post=record_of(Post, row), persons=row["persons"]) for row in connection.execute(query).mappings()
    )


def _rows(connection: Connection) -> tuple[Rows, ...]:
    questions, batches = TABLES["questions"], TABLES["batches"]
    query = (
        select(batches.c.uid, batches.c.file, batches.c.at, func.count())
        .join(questions, questions.c.batch_uid == batches.c.uid)
        .where(questions.c.deleted_at.is_(None), questions.c.state == "open", batches.c.deleted_at.is_(None))
        .group_by(batches.c.uid)
    )
    return tuple(
        Rows(batch_uid=uid, file=file or "", at=at or "", rows=count)
        for uid, file, at, count in connection.execute(query)
    )


def _made_on(connection: Connection, runs: set[str]) -> dict[str, date]:
    table = TABLES["runs"]
    query = select(table.c.uid, table.c.made_at).where(table.c.uid.in_(runs))
    return {uid: date.fromisoformat(made[:10]) for uid, made in connection.execute(query)}


def _taken(connection: Connection, posts: Iterable[str] | None = None) -> dict[str, int]:
    """Seats held by letters, by post."""
    table = TABLES["letters"]
    query = select(table.c.post_uid, func.count()).where(table.c.deleted_at.is_(None), table.c.state.in_(SEAT_STATES))
    if posts is not None:
        query = query.where(table.c.post_uid.in_(list(posts)))
    return {row[0]: row[1] for row in connection.execute(query.group_by(table.c.post_uid))}
