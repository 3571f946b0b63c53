"""Which certifications in force something may speak against: asked by small indexes, whatever the log holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, literal_column, or_, select

from desk_app.domain.hardship.leaving import CLEAR_STATES
from desk_app.domain.hardship.policy import HardshipPolicy
from desk_app.domain.hardship.refusing import months_before
from desk_app.domain.hardship.steps import REFUSED as NOT_AGREED
from desk_app.domain.retirement import Tracks, past_retirement
from desk_app.domain.service_log import REFUSED
from desk_app.storage.schema import TABLES

_EARLIEST = 50  # years of the earliest retirement, before which nobody need be looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """What `domain.hardship.leaving` should look at; of all other certifications nothing speaks."""

    certifications: frozenset[str]
    told_by_log: frozenset[str]  # persons of whom answers, letters and log must be read: who refused often, who is lost


def likely(connection: Connection, today: date, policy: HardshipPolicy, tracks: Tracks) -> Likely:
    """The certifications in force that something may speak against."""
    one, person = TABLES["certifications"].c, TABLES["seekers"].c
    family, step = TABLES["families"].c, TABLES["certification_steps"].c
    in_force = select(one.uid, one.seeker_uid).where(one.deleted_at.is_(None), one.state == "certified")
    often = _refusers(connection, months_before(today, policy.refusal_months.value), policy.refusals.value)
    old = months_before(today, _EARLIEST * 12)
    persons = (
        select(one.uid, one.seeker_uid, person.state, person.sex, person.female_track, person.birth_date)
        .join(TABLES["seekers"], person.uid == one.seeker_uid)
        .where(one.deleted_at.is_(None), one.state == "certified")
        .where(or_(person.state.in_(CLEAR_STATES), person.birth_date <= old))
    )
    found, told = set(), set(often)
    for uid, seeker, state, sex, track, birth in connection.execute(persons):
        retired = bool(birth and sex) and past_retirement(sex, track or "", birth, today, tracks)
        if state in CLEAR_STATES or retired:
            found.add(uid)
        if state == "lost":
            told.add(seeker)
    families = select(family.uid).where(family.cleared_on.is_not(None))
    checked = select(step.certification_uid).where(
        step.step == "annual", step.result == NOT_AGREED, step.deleted_at.is_(None)
    )
    found |= {
        uid for uid, _ in connection.execute(in_force.where(or_(one.family_uid.in_(families), one.uid.in_(checked))))
    }
    if often:
        found |= {uid for uid, seeker in connection.execute(in_force) if seeker in often}
    return Likely(certifications=frozenset(found), told_by_log=frozenset(told))


def _refusers(connection: Connection, since: date, least: int) -> frozenset[str]:
    """The persons who may have refused so often since that day; `domain.hardship.refusing` counts exactly."""
    answers, letters, log = TABLES["answers"].c, TABLES["letters"].c, TABLES["service_log"].c
    moment = since.isoformat()
    # A bound value would keep SQLite from the indexes that hold refusals alone.
    no: ColumnElement[str] = literal_column("'unwilling'")
    refused: ColumnElement[str] = literal_column(f"'{REFUSED}'")
    counted: Counter[str] = Counter()
    for query in (
        select(answers.seeker_uid).where(answers.answer == no, answers.deleted_at.is_(None), answers.at >= moment),
        select(letters.seeker_uid).where(
            letters.state == "declined", letters.deleted_at.is_(None), letters.received_on >= since
        ),
        select(log.seeker_uid).where(log.result == refused, log.deleted_at.is_(None), log.at >= moment),
    ):
        counted.update(connection.execute(query).scalars())
    return frozenset(uid for uid, count in counted.items() if count >= least)
