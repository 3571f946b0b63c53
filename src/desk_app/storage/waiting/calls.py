"""Calls that were agreed upon and not made yet."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection, and_, exists, func

from desk_app.domain.agenda.calls import Agreed, lines
from desk_app.domain.agenda.item import Due
from desk_app.domain.clocks import Clocks
from desk_app.domain.seekers import Seeker
from desk_app.domain.service_log import FAILED, ServiceEntry
from desk_app.storage.repository import Reader
from desk_app.storage.schema import TABLES
from desk_app.storage.waiting.counting import by_uid, some


def due(connection: Connection, today: date, clocks: Clocks) -> Due:
    """The agreed calls, as long as the person was not reached since."""
    log = TABLES["service_log"]
    later = log.alias()
    since = exists().where(
        and_(
            later.c.seeker_uid == log.c.seeker_uid,
            later.c.deleted_at.is_(None),
            later.c.id > log.c.id,
            func.coalesce(later.c.result, "").not_in(FAILED),
        )
    )
    ahead = today + timedelta(days=clocks.look_ahead_days)
    found, more = some(connection, ServiceEntry, log.c.next_on <= ahead, ~since, order=log.c.next_on)
    seekers = by_uid(Reader(connection), Seeker, [one.seeker_uid for one in found])
    agreed = [Agreed(entry=one, seeker=seekers[one.seeker_uid]) for one in found if one.seeker_uid in seekers]
    return Due(items=tuple(lines(agreed)), more={"call": more} if more else {})
