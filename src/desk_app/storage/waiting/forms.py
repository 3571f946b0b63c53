"""Registrations of persons whose day comes soon or is past."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection, and_, or_

from desk_app.domain.agenda.forms import Registered, lines
from desk_app.domain.agenda.item import Due
from desk_app.domain.clocks import Clocks
from desk_app.domain.forms.seeking import JobRegistration
from desk_app.domain.forms.standing import EmploymentRegistration
from desk_app.domain.seekers import Seeker
from desk_app.storage.repository import Reader
from desk_app.storage.schema import TABLES
from desk_app.storage.waiting.counting import by_uid, some


def due(connection: Connection, today: date, clocks: Clocks) -> Due:
    """What is to be renewed, filed or registered."""
    ahead = today + timedelta(days=clocks.look_ahead_days)
    seeking, work = TABLES["job_registrations"].c, TABLES["employment_registrations"].c
    running_out, more = some(
        connection,
        JobRegistration,
        and_(seeking.ended_on.is_(None), seeking.valid_until <= ahead),
        order=seeking.valid_until,
    )
    begun = ahead - timedelta(days=clocks.employment_register_days)
    ended = ahead - timedelta(days=clocks.employment_end_days)
    unregistered, more_work = some(
        connection,
        EmploymentRegistration,
        or_(
            and_(work.ended_on.is_(None), work.registered_on.is_(None), work.work_started_on <= begun),
            and_(work.ended_on <= ended, work.end_told_on.is_(None)),
        ),
        order=work.work_started_on,
    )
    found: list[JobRegistration | EmploymentRegistration] = [*running_out, *unregistered]
    people = by_uid(Reader(connection), Seeker, [one.seeker_uid for one in found])
    waiting = [Registered(record=one, seeker=people[one.seeker_uid]) for one in found if one.seeker_uid in people]
    counts = {"renew": more, "register": more_work}
    return Due(items=tuple(lines(waiting, clocks)), more={kind: count for kind, count in counts.items() if count})
