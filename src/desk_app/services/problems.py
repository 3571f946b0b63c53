"""企业问题清零: collecting, assigning, following up and closing what troubles employers; the ledger on paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desk_app.domain import problems
from desk_app.domain.actor import Actor
from desk_app.domain.changes import ChangeSet, new_uid, update
from desk_app.domain.codes import CodeLists
from desk_app.domain.employer_rules import EmployerRules
from desk_app.domain.employers import Employer
from desk_app.domain.employers_papers import problem_ledger
from desk_app.domain.entry import Misread, NotEntered, read_all, understood
from desk_app.domain.errors import Refused
from desk_app.domain.fields import fields_of
from desk_app.domain.office import Office
from desk_app.domain.problems import Light, Problem, ProblemStep
from desk_app.storage.database import Database
from desk_app.storage.repository import Reader
from desk_app.storage.unit_of_work import UnitOfWork

NUMBERS = "problem"
"""The row of gapless numbers that problems are taken from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemLine:
    """A problem as one line of the ledger."""

    uid: str
    problem: Problem
    employer: str
    light: Light
    due: date | None  # when the next thing is to be done about it


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemFile:
    """One problem with all that was done about it, oldest first, and what may be done now."""

    line: ProblemLine
    steps: tuple[ProblemStep, ...]
    may: tuple[str, ...]  # codes of problem_step


class Problems:
    """企业问题."""

    def __init__(self, database: Database, codes: CodeLists, rules: EmployerRules) -> None:
        self._database = database
        self._codes = codes
        self._rules = rules

    def lines(self, actor: Actor, employer: str | None = None) -> tuple[ProblemLine, ...]:
        """All problems, of one employer or of all: what is late first, settled ones last."""

        def work(read: Reader) -> tuple[ProblemLine, ...]:
            only = {} if employer is None else {"employer_uid": employer}
            found = read.all(Problem, **only)
            names = {
                one.uid: one.name for one in read.among(Employer, "uid", {problem.employer_uid for problem in found})
            }
            return tuple(self._line(one, names.get(one.employer_uid, ""), actor) for one in found)

        lines = self._database.read(work)
        return tuple(sorted(lines, key=lambda one: (one.due is None, one.due or date.max, one.problem.problem_no)))

    def file(self, actor: Actor, uid: str) -> ProblemFile:
        """One problem. Raises Refused where there is none."""

        def work(read: Reader) -> ProblemFile:
            problem = read.one(Problem, uid)
            return ProblemFile(
                line=self._line(problem, _name(read, problem), actor),
                steps=read.all(ProblemStep, problem_uid=uid),
                may=problems.steps_of(problem.state),
            )

        return self._database.read(work)

    def collect(self, actor: Actor, employer: str, typed: Mapping[str, str]) -> str:
        """收集: a new problem of an employer, from what was typed by field; returns its uid.

        Raises NotEntered with a sentence for each field.
        """
        values, errors = read_all(fields_of(Problem), typed, self._codes, actor.today())
        if not values.get("description") and "description" not in errors:
            errors["description"] = "请写明企业遇到什么问题。"
        if errors:
            raise NotEntered(errors)

        def work(unit: UnitOfWork) -> str:
            if unit.first(Employer, uid=employer) is None:
                raise Refused("no_such_employer", "这个单位已经不在了，请刷新。")
            year = actor.today().year
            number = unit.numbers(NUMBERS, year, desk="")[0]
            problem = replace(
                Problem(
                    uid=new_uid(),
                    employer_uid=employer,
                    problem_no=problems.problem_no(year, number),
                    raised_on=actor.today(),
                ),
                **values,
            )
            unit.why = f"收集企业问题 {problem.problem_no}"
            unit.apply(problems.collected(problem, actor))
            unit.keep_draft(f"problems/{employer}", {})
            return problem.uid

        return self._database.write(actor, "收集企业问题", work)[0]

    def change(self, actor: Actor, uid: str, typed: Mapping[str, str]) -> None:
        """Another source, category, scope or wording. Raises NotEntered."""
        values, errors = read_all(fields_of(Problem), typed, self._codes, actor.today())
        if "description" in values and not values["description"]:
            errors["description"] = "请写明企业遇到什么问题。"
        if errors:
            raise NotEntered(errors)

        def work(unit: UnitOfWork) -> None:
            problem = unit.one(Problem, uid)
            unit.why = f"修改企业问题 {problem.problem_no}"
            unit.apply(update(problem, **values))

        self._database.write(actor, "修改企业问题", work)

    def assign(self, actor: Actor, uid: str, unit: str, due: str) -> None:
        """交办 to a unit until a day as typed ("" = the usual time). Raises Refused."""
        last = self._day(due, actor)
        self._step(actor, uid, "交办", lambda one: problems.assign(one, unit, last, actor, self._rules))

    def progress(self, actor: Actor, uid: str, words: str) -> None:
        """登记进展. Raises Refused."""
        self._step(actor, uid, "登记进展", lambda one: problems.progress(one, words, actor))

    def finish(self, actor: Actor, uid: str, outcome: str) -> None:
        """办结. Raises Refused."""
        self._step(actor, uid, "办结", lambda one: problems.finish(one, outcome, actor))

    def rate(self, actor: Actor, uid: str, satisfaction: str, words: str = "") -> None:
        """企业评价: closes it, or gives it back. Raises Refused."""
        self._step(actor, uid, "登记评价", lambda one: problems.rate(one, satisfaction, words, actor))

    def report_up(self, actor: Actor, uid: str, recipient: str) -> None:
        """上报. Raises Refused."""
        self._step(actor, uid, "上报", lambda one: problems.report_up(one, recipient, actor))

    def _step(self, actor: Actor, uid: str, verb: str, step: Callable[[Problem], ChangeSet]) -> None:
        def work(unit: UnitOfWork) -> None:
            problem = unit.one(Problem, uid)
            unit.why = f"{verb}企业问题 {problem.problem_no}"
            unit.apply(step(problem))

        self._database.write(actor, verb, work)

    def _day(self, typed: str, actor: Actor) -> date | None:
        try:
            found = understood(fields_of(Problem)["due_on"], typed, self._codes, actor.today())
        except Misread as error:
            raise Refused("wrong_day", str(error)) from None
        return found if isinstance(found, date) else None

    def _line(self, problem: Problem, employer: str, actor: Actor) -> ProblemLine:
        return ProblemLine(
            uid=problem.uid,
            problem=problem,
            employer=employer,
            light=problems.light(problem, self._rules, actor.today()),
            due=problems.due_of(problem, self._rules),
        )

    def ledger(self, actor: Actor, uids: Sequence[str]) -> bytes:
        """The ledger of these problems as a PDF, in the order given."""
        from desk_app.documents.paper import draw  # drawing is only needed here: 0.2 s of every other start

        def work(read: Reader) -> tuple[list[tuple[Problem, str]], Mapping[str, list[ProblemStep]], str]:
            found = {one.uid: one for one in read.among(Problem, "uid", uids)}
            steps: dict[str, list[ProblemStep]] = defaultdict(list)
            for step in read.among(ProblemStep, "problem_uid", uids):
                steps[step.problem_uid].append(step)
            rows = [(found[uid], _name(read, found[uid])) for uid in uids if uid in found]
            return rows, steps, _office(read)

        rows, steps, office = self._database.read(work)
        sheet = problem_ledger(rows, steps, self._codes, actor.today())
        return draw(sheet, office, actor.clock.now())


def _name(read: Reader, problem: Problem) -> str:
    employer = read.first(Employer, uid=problem.employer_uid)
    return employer.name if employer else ""


def _office(read: Reader) -> str:
    office = read.first(Office)
    return office.name if office else ""
