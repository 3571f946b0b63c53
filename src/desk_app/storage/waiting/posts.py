"""Posts of the plan with trouble ahead."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection, func, or_, select

from desk_app.domain.agenda.item import Due
from desk_app.domain.agenda.posts import PostWaiting, lines
from desk_app.domain.answers import OPEN_STATES as OPEN_PROPOSALS
from desk_app.domain.clocks import Clocks
from desk_app.domain.employers import Employer
from desk_app.domain.posts import Post
from desk_app.storage.columns import record_of
from desk_app.storage.repository import Reader
from desk_app.storage.schema import TABLES
from desk_app.storage.waiting.counting import by_uid


def due(connection: Connection, today: date, clocks: Clocks) -> Due:
    """The posts of open proposals that are not (or no longer) verified, not open, or end soon, with who waits."""
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
                posts.c.recheck_on < today,
            ),
        )
        .order_by(posts.c.id)
    )
    found = [(record_of(Post, row), row["persons"]) for row in connection.execute(query).mappings()]
    firms = by_uid(Reader(connection), Employer, [post.employer_uid for post, _ in found])
    waiting = [PostWaiting(post=post, persons=n, employer=firms.get(post.employer_uid)) for post, n in found]
    return Due(items=tuple(lines(waiting, clocks, today)))
