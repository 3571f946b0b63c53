"""用工监测: reports of the sample of firms, period by period; who has not reported; the register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desk_app.domain import labour_reports
from desk_app.domain.actor import Actor
from desk_app.domain.changes import insert, update
from desk_app.domain.codes import CodeLists
from desk_app.domain.employer_rules import EmployerRules
from desk_app.domain.employers import Employer
from desk_app.domain.employers_papers import Monitored, labour_register, labour_sheet, register_table
from desk_app.domain.entry import NotEntered
from desk_app.domain.fields import fields_of
from desk_app.domain.labour_reports import LabourReport
from desk_app.domain.office import Office
from desk_app.storage.database import Database
from desk_app.storage.files import staged
from desk_app.storage.repository import Reader
from desk_app.storage.unit_of_work import UnitOfWork

_OFFERED = 4  # periods back from the current one


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodLine:
    """One firm of the sample in one period."""

    uid: str  # of the employer
    employer: str
    phone: str
    report: LabourReport | None
    late: bool  # not reported, and the last day is past


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A report to be filled in, the one before it, and whether it is on file already."""

    report: LabourReport
    last: LabourReport | None
    known: bool


class Labour:
    """用工监测."""

    def __init__(self, database: Database, codes: CodeLists, rules: EmployerRules) -> None:
        self._database = database
        self._codes = codes
        self._rules = rules

    def current(self, actor: Actor) -> str:
        """The period that is reported now."""
        return labour_reports.current(actor.today(), self._rules)

    def due(self, period: str) -> date:
        """Until when it is reported."""
        return labour_reports.period_due(period, self._rules)

    def periods(self, actor: Actor) -> tuple[str, ...]:
        """The last four periods and all others that have a report, newest first."""
        kept = self._database.read(lambda read: {period for (period,) in read.values(LabourReport, "period")})
        period = self.current(actor)
        for _ in range(_OFFERED):
            kept.add(period)
            period = labour_reports.before(period)
        return tuple(sorted(kept, key=_newest, reverse=True))

    def lines(self, actor: Actor, period: str) -> tuple[PeriodLine, ...]:
        """The firms of the sample and all others that reported, those that have not reported first."""
        late = self.due(period) < actor.today()
        firms = self._database.read(lambda read: _sample(read, period))
        lines = [
            PeriodLine(
                uid=one.employer.uid,
                employer=one.employer.name,
                phone=one.employer.phone,
                report=one.report,
                late=late and one.report is None,
            )
            for one in firms
        ]
        return tuple(sorted(lines, key=lambda one: one.report is not None))

    def of_firm(self, actor: Actor, employer: str) -> tuple[LabourReport, ...]:
        """The reports of one firm, newest period first."""
        found = self._database.read(lambda read: read.all(LabourReport, employer_uid=employer))
        return tuple(sorted(found, key=lambda one: _newest(one.period), reverse=True))

    def start(self, actor: Actor, employer: str, period: str) -> Started:
        """The firm's report of a period as it is on file, or a new one begun from the last."""
        reports = self.of_firm(actor, employer)
        known = next((one for one in reports if one.period == period), None)
        last = next((one for one in reports if _newest(one.period) < _newest(period)), None)
        report = known or labour_reports.next_report(employer, period, last, actor.today())
        return Started(report=report, last=last, known=known is not None)

    def save(self, actor: Actor, employer: str, period: str, typed: Mapping[str, str]) -> tuple[str, ...]:
        """Keep the firm's report of a period, from what was typed by field; returns what looks odd, in words.

        Raises NotEntered with a sentence for each field: 期末 must be 期初 + 新招 − 流失.
        """
        begun = self.start(actor, employer, period)
        found = labour_reports.reported(begun.report, typed, self._codes, actor.today(), begun.last)
        if found.errors:
            raise NotEntered(found.errors)

        def work(unit: UnitOfWork) -> None:
            firm = unit.one(Employer, employer)
            before = unit.first(LabourReport, employer_uid=employer, period=found.report.period)
            words = labour_reports.period_words(found.report.period)
            unit.why = f"登记{firm.name}{words}用工监测"
            if before is None:
                unit.apply(insert(found.report))
            elif before.uid != found.report.uid:
                raise NotEntered({"period": f"{words}已经报过，请打开那一份修改。"}, before.uid)
            else:
                names = fields_of(LabourReport)
                unit.apply(update(before, **{name: getattr(found.report, name) for name in names}))
            unit.keep_draft(f"labour/{employer}/{period}", {})

        self._database.write(actor, "登记用工监测", work)
        return found.doubts

    def choose(self, actor: Actor, employer: str, *, key: bool) -> None:
        """Take a firm into the sample of 重点监测企业, or out of it."""

        def work(unit: UnitOfWork) -> None:
            firm = unit.one(Employer, employer)
            unit.why = f"{firm.name}{'列入' if key else '退出'}重点监测"
            unit.apply(update(firm, key_firm=key))

        self._database.write(actor, "重点监测", work)

    def register(self, actor: Actor, period: str) -> bytes:
        """The register of a period as a PDF, landscape."""
        from desk_app.documents.paper import draw  # drawing is only needed here: 0.2 s of every other start

        office, firms = self._database.read(lambda read: (_office(read), _sample(read, period)))
        return draw(labour_register(period, firms, self._codes), office, actor.clock.now())

    def sheet(self, actor: Actor, employer: str, period: str) -> bytes:
        """One firm's sheet as a PDF: filled in, or blank to be handed out."""
        from desk_app.documents.paper import draw  # as above

        def work(read: Reader) -> tuple[str, Monitored]:
            firm = read.one(Employer, employer)
            report = read.first(LabourReport, employer_uid=employer, period=period)
            return _office(read), Monitored(firm, report)

        office, one = self._database.read(work)
        return draw(labour_sheet(one, period, self._codes), office, actor.clock.now())

    def export(self, actor: Actor, period: str, out: Path) -> int:
        """Write the period's register as a workbook; returns how many firms. It holds firms, no persons."""
        from desk_app.spreadsheets.writer import book

        firms = self._database.read(lambda read: _sample(read, period))
        with staged(out, book([register_table(period, firms, self._codes)])):
            pass
        return len(firms)


def _sample(read: Reader, period: str) -> list[Monitored]:
    reports = {one.employer_uid: one for one in read.all(LabourReport, period=period)}
    firms = (*read.all(Employer, key_firm=True), *read.among(Employer, "uid", reports))
    return [Monitored(one, reports.get(one.uid)) for one in {one.uid: one for one in firms}.values()]


def _newest(period: str) -> tuple[date, str]:
    return labour_reports.ends_on(period), period


def _office(read: Reader) -> str:
    office = read.first(Office)
    return office.name if office else ""
