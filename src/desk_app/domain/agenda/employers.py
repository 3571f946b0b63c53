"""Problems of employers that somebody has to see to, and firms of the sample that have not reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from desk_app.domain.agenda.item import Item, line
from desk_app.domain.employer_rules import EmployerRules
from desk_app.domain.employers import Employer
from desk_app.domain.labour_reports import period_due, period_words
from desk_app.domain.problems import Problem, due_of

_STEP: Mapping[str, tuple[str, str]] = {
    "collected": ("还没有交办", "交办"),
    "assigned": ("已交办{unit}", "问进展"),
    "working": ("{unit}办理中", "问进展"),
    "returned": ("企业不满意，要重新办", "交办"),
    "finished": ("已办结，等企业评价", "问评价"),
}
_NAMED = 12  # characters of what troubles the employer


@dataclass(frozen=True, slots=True, kw_only=True)
class Troubled:
    """An open problem with its employer."""

    problem: Problem
    employer: Employer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreported:
    """A period that has ended, and how many firms of the sample have not reported it."""

    period: str
    firms: int


def lines(
    troubled: Iterable[Troubled], unreported: Unreported | None, rules: EmployerRules, today: date, look_ahead_days: int
) -> Iterable[Item]:
    """A line for each problem whose day is near, and one for the reports that are missing."""
    ahead = today + timedelta(days=look_ahead_days)
    for one in troubled:
        problem, firm = one.problem, one.employer
        day = due_of(problem, rules)
        if day is None or day > ahead:
            continue
        words, verb = _STEP[problem.state]
        told = problem.description[:_NAMED] + ("…" if len(problem.description) > _NAMED else "")
        why = f"{told}：{words.format(unit=problem.unit)}"
        who, phone = (firm.name, firm.phone) if firm else (problem.problem_no, "")
        yield line("problem", problem.uid, day, why, who=who, phone=phone, target=problem.uid, verb=verb)
    if unreported and unreported.firms:
        day = period_due(unreported.period, rules)
        if day <= ahead:
            why = f"{period_words(unreported.period)}还有 {unreported.firms} 家没有报"
            uid = f"labour-{unreported.period}"
            yield line("labour", uid, day, why, who="重点企业用工监测", target="?list=labour")
