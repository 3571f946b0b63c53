"""The statutory retirement age: 国务院关于渐进式延迟法定退休年龄的办法, in force since 2025-01-01."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One of the three tables of the decision; the values ship in `resources/policies/retirement.toml`.

    Every `step_months` of birth months from `first_birth` on add one month to `base_months` of age, at most
    `most_months`.
    """

    first_birth: date
    base_months: int
    step_months: int
    most_months: int


Tracks = Mapping[str, Track]
"""By name: M60 (men), F55 and F50 (women)."""


def retirement_month(birth: date, track: Track) -> date:
    """The first day of the month in which somebody reaches the statutory age."""
    since = _months(birth) - _months(track.first_birth)
    delay = 0 if since < 0 else min(track.most_months, since // track.step_months + 1)
    year, month = divmod(_months(birth) + track.base_months + delay, 12)
    return date(year, month + 1, 1)


def past_retirement(sex: str, female_track: str, birth: date, day: date, tracks: Tracks) -> bool:
    """Whether the month of retirement has come; for a woman whose track is not known, whether the later one has."""
    if sex == "1":
        names: tuple[str, ...] = ("M60",)
    else:
        names = (female_track,) if female_track in tracks else ("F55", "F50")
    return all(retirement_month(birth, tracks[name]) <= day for name in names)


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1
