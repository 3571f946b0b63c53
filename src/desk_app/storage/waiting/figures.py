"""The figures of the home page, counted by small indexes."""

from __future__ import annotations

import json
from datetime import date, timedelta

from sqlalchemy import Connection, String, func, select, type_coerce

from desk_app.domain.agenda.figures import Figures
from desk_app.domain.answers import OPEN_STATES as OPEN_PROPOSALS
from desk_app.storage.schema import TABLES
from desk_app.storage.waiting.counting import count
from desk_app.storage.waiting.seats import taken

_WAITING_STATES = ("unverified", "willing")


def figures(connection: Connection, today: date) -> Figures:
    """The figures of now."""
    seekers, proposals = TABLES["seekers"], TABLES["proposals"]
    return Figures(
        waiting=count(connection, seekers, seekers.c.state.in_(_WAITING_STATES)),
        placed=count(connection, proposals, proposals.c.state.in_(OPEN_PROPOSALS)),
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
    held = taken(connection)
    rows = [(title or "", (headcount or 0) - held.get(uid, 0)) for uid, title, headcount in connection.execute(query)]
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
