"""Open problems of employers, and the sample's reports that are missing."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from desk_app import resources
from desk_app.domain.agenda.employers import Troubled, Unreported, lines
from desk_app.domain.agenda.item import Due
from desk_app.domain.clocks import Clocks
from desk_app.domain.employer_rules import EmployerRules
from desk_app.domain.employers import Employer
from desk_app.domain.labour_reports import LabourReport, current
from desk_app.domain.own.standards import OwnStandard, with_own
from desk_app.domain.problems import OPEN, Problem
from desk_app.storage.repository import Reader
from desk_app.storage.schema import TABLES
from desk_app.storage.waiting.counting import by_uid, some


def due(connection: Connection, today: date, clocks: Clocks) -> Due:
    """Everything of the room; of the problems the first lines, and how many more."""
    read, one = Reader(connection), TABLES["problems"].c
    rules = EmployerRules(**with_own(resources.policy("employers"), "employers", read.all(OwnStandard), today))
    found, more = some(connection, Problem, one.state.in_(OPEN), order=one.due_on)
    firms = by_uid(read, Employer, [problem.employer_uid for problem in found])
    troubled = [Troubled(problem=problem, employer=firms.get(problem.employer_uid)) for problem in found]
    items = tuple(lines(troubled, _unreported(read, today, rules), rules, today, clocks.look_ahead_days))
    return Due(items=items, more={"problem": more} if more else {})


def _unreported(read: Reader, today: date, rules: EmployerRules) -> Unreported:
    period = current(today, rules)
    reported = {uid for (uid,) in read.values(LabourReport, "employer_uid", period=period)}
    sample = {uid for (uid,) in read.values(Employer, "uid", key_firm=True)}
    return Unreported(period=period, firms=len(sample - reported))
