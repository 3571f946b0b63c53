"""Working days by the Chinese calendar, with the days that are swapped for holidays (调休).

The State Council announces a year's days in the autumn before; what is not announced yet counts as Monday to Friday
and is marked as uncertain. The days come from the package chinesecalendar (MIT), which takes them from the notices.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar

_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Reached:
    """A day that was counted to; `years` are those whose holidays were not known on the way."""

    day: date
    years: tuple[int, ...] = ()

    @property
    def notice(self) -> str:
        """What the clerk should know of the counting; "" if the calendar knows all of it."""
        if not self.years:
            return ""
        return f"{'、'.join(map(str, self.years))} 年的放假安排还没有收录，按周一到周五算，遇节假日请顺延。"


def is_workday(day: date) -> tuple[bool, bool]:
    """Whether one works on that day, and whether the calendar of its year is known."""
    try:
        return bool(chinese_calendar.is_workday(day)), True
    except NotImplementedError:
        return day.weekday() <= _FRIDAY, False


def after(start: date, days: int) -> Reached:
    """The day on which so many working days are full; the day of the start is not counted (民法典 art. 201)."""
    day, years = start, set()
    while days > 0:
        day += timedelta(days=1)
        works, known = is_workday(day)
        days -= works
        if not known:
            years.add(day.year)
    return Reached(day, tuple(sorted(years)))


def between(start: date, end: date) -> int:
    """How many working days lie after `start` up to and with `end`."""
    return sum(is_workday(start + timedelta(days=n))[0] for n in range(1, (end - start).days + 1))
