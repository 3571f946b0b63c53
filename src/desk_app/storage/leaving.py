"""Which certifications in force something may speak against: asked by small indexes, whatever the log holds."""

from __future__ import annotations

from collections import Counter
from datetime import date

from sqlalchemy import Connection, literal_column, or_, select

from desk_app.domain.hardship.leaving import CLEAR_STATES
from desk_app.domain.hardship.policy import HardshipPolicy
from desk_app.domain.hardship.refusing import months_before
from desk_app.domain.hardship.steps import REFUSED as NOT_AGREED
from desk_app.domain.service_log import REFUSED
from desk_app.storage.schema import TABLES

_EARLIEST_RETIREMENT = 50  # years; the domain counts exactly


def likely(connection: Connection, today: date, policy: HardshipPolicy) -> frozenset[str]:
    """The uids of certifications that `domain.hardship.leaving` should look at; of all others nothing speaks."""
    one, person = TABLES["certifications"].c, TABLES["seekers"].c
    family, step = TABLES["families"].c, TABLES["certification_steps"].c
    often = _refusers(connection, months_before(today, policy.refusal_months.value), policy.refusals.value)
    old = months_before(today, _EARLIEST_RETIREMENT * 12)
    persons = select(person.uid).where(or_(person.state.in_(CLEAR_STATES), person.birth_date <= old))
    families = select(family.uid).where(family.cleared_on.is_not(None))
    checked = select(step.certification_uid).where(
        step.step == "annual", step.result == NOT_AGREED, step.deleted_at.is_(None)
    )
    query = select(one.uid, one.seeker_uid).where(one.deleted_at.is_(None), one.state == "certified")
    speaks = query.where(or_(one.seeker_uid.in_(persons), one.family_uid.in_(families), one.uid.in_(checked)))
    found = {uid for uid, _ in connection.execute(speaks)}
    if often:
        found |= {uid for uid, seeker in connection.execute(query) if seeker in often}
    return frozenset(found)


def _refusers(connection: Connection, since: date, least: int) -> frozenset[str]:
    """The persons who may have refused so often since that day; `domain.hardship.refusing` counts exactly."""
    answers, letters, log = TABLES["answers"].c, TABLES["letters"].c, TABLES["service_log"].c
    moment = since.isoformat()
    # A bound value would keep SQLite from the indexes that hold refusals alone.
    counted: Counter[str] = Counter()
    for query in (
        select(answers.seeker_uid).where(
            answers.answer == literal_column("'unwilling'"), answers.deleted_at.is_(None), answers.at >= moment
        ),
        select(letters.seeker_uid).where(
            letters.state == "declined", letters.deleted_at.is_(None), letters.received_on >= since
        ),
        select(log.seeker_uid).where(
            log.result == literal_column(f"'{REFUSED}'"), log.deleted_at.is_(None), log.at >= moment
        ),
    ):
        counted.update(connection.execute(query).scalars())
    return frozenset(uid for uid, count in counted.items() if count >= least)
