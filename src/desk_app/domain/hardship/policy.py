"""The clocks and standards of 困难认定, as data (`resources/policies/hardship.toml`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One figure with where it comes from; `local` says that places set it themselves."""

    value: int
    source: str
    local: bool = True

    def words(self, unit: str) -> str:
        """7 个工作日（山西的认定程序；各地不同）."""
        return f"{self.value} {unit}（{self.source}{'；各地不同' if self.local else ''}）"


@dataclass(frozen=True, slots=True, kw_only=True)
class HardshipPolicy:
    """How long each step may take, how long the notice runs, when a family must be cleared, what proposes an exit.

    `within` has, by the state a certification is in, the working days in which the next step is due.
    """

    within: Mapping[str, Term]
    notice_days: Term  # working days
    zerofam_days: Term  # calendar days
    zerofam_least_members: Term
    refusals: Term
    refusal_months: Term
    lost_months: Term
    recheck_month: int  # 年审: the month of each year by whose last day it is due …
    recheck_spared_days: int  # … unless the certification is younger than this at that day
    excused: tuple[str, ...]  # words of a refusal that is none: 已经上班
    groups: Mapping[str, str]  # category → group; HARD where none is named
    stable: tuple[str, ...]  # the standard of stable employment, one sentence each
    stable_source: str
    undertaking: tuple[str, ...]  # 承诺书: its paragraphs

    def group_of(self, category: str) -> str:
        """The group that a person of this category belongs to."""
        return self.groups.get(category, "HARD")

    def recheck_due(self, since: date) -> date:
        """The day by which somebody certified (or checked) on `since` is checked again."""
        year = since.year
        while (due := _last_day(year, self.recheck_month)).toordinal() - since.toordinal() < self.recheck_spared_days:
            year += 1
        return due


def read_policy(raw: Mapping[str, Any]) -> HardshipPolicy:
    """Read the shape of `hardship.toml`."""
    terms = {name: Term(**values) for name, values in raw["terms"].items()}
    return HardshipPolicy(
        within={state: Term(**values) for state, values in raw["within"].items()},
        **terms,
        recheck_month=raw["recheck"]["month"],
        recheck_spared_days=raw["recheck"]["spared_days"],
        excused=tuple(raw["refusing"]["excused"]),
        groups=raw["groups"],
        stable=tuple(raw["stable"]["standard"]),
        stable_source=raw["stable"]["source"],
        undertaking=tuple(raw["undertaking"]["paragraphs"]),
    )


def _last_day(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
