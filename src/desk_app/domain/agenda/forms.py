"""Registrations of persons that run out or whose days are to be kept: 求职登记, 就业登记."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desk_app.domain.agenda.item import Item, line
from desk_app.domain.clocks import Clocks
from desk_app.domain.forms.seeking import JobRegistration
from desk_app.domain.forms.standing import EmploymentRegistration
from desk_app.domain.seekers import Seeker


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A registration and whose it is."""

    record: JobRegistration | EmploymentRegistration
    seeker: Seeker


def lines(waiting: Iterable[Registered], clocks: Clocks) -> Iterable[Item]:
    """A line for each that has a day to be kept."""
    for one in waiting:
        record = one.record
        if isinstance(record, JobRegistration):
            if record.valid_until:
                why = f"求职登记 {record.number} 有效期至 {record.valid_until}，续期或归档"
                yield line("renew", record.uid, record.valid_until, why, one.seeker)
        elif due := record.due(clocks):
            what = f"{record.ended_on} 终止就业" if record.ended_on else f"{record.work_started_on} 起就业"
            yield line("register", record.uid, due, f"{what}，还没有登记", one.seeker)
