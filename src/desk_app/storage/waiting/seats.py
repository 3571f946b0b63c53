"""Seats held by letters."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from desk_app.domain.referrals import SEAT_STATES
from desk_app.storage.schema import TABLES


def taken(connection: Connection, posts: Iterable[str] | None = None) -> dict[str, int]:
    """Seats held by letters, by post."""
    table = TABLES["letters"]
    query = select(table.c.post_uid, func.count()).where(table.c.deleted_at.is_(None), table.c.state.in_(SEAT_STATES))
    if posts is not None:
        query = query.where(table.c.post_uid.in_(list(posts)))
    return {row[0]: row[1] for row in connection.execute(query.group_by(table.c.post_uid))}
