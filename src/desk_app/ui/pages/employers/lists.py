"""Where the three tables of the page get their rows."""

from __future__ import annotations

from collections.abc import Callable

from desk_app.bootstrap import Desk
from desk_app.domain.codes import CodeLists
from desk_app.domain.labour_reports import LabourReport, period_words, shortage_words
from desk_app.services.employers import EmployerLine
from desk_app.services.labour import PeriodLine
from desk_app.services.problems import ProblemLine
from desk_app.ui.kit.listing import LineSource
from desk_app.ui.kit.tables import Row
from desk_app.ui.kit.tags import Tag
from desk_app.ui.pages.employers.layout import LIGHT_ORDER, LIGHT_TONES

YES, NO = "yes", "no"
"""The keys of filters that ask whether something is there."""
_FIGURES = ("start_staff", "hired", "left", "end_staff", "lacking")


def employer_source(desk: Desk) -> LineSource[EmployerLine]:
    """The employers, those with free seats first."""
    return LineSource(
        lambda: sorted(desk.employers.lines(desk.actor), key=lambda line: (-line.free, -line.posts)),
        lambda text: desk.finding.employers(desk.actor, text),
        lambda line: _employer_row(line, desk.codes),
        lambda uids: desk.own.cells(desk.actor, "employers", uids),
    )


def labour_source(desk: Desk, period: Callable[[], str]) -> LineSource[PeriodLine]:
    """The firms of the sample in the period that is looked at, those that have not reported first."""
    return LineSource(
        lambda: desk.labour.lines(desk.actor, period()),
        lambda text: desk.finding.employers(desk.actor, text),
        lambda line: _period_row(line, desk.codes),
    )


def problem_source(desk: Desk) -> LineSource[ProblemLine]:
    """The problems, what is late first; words are looked for in the employer, its number and what is said."""
    found: dict[str, str] = {}

    def read() -> tuple[ProblemLine, ...]:
        lines = desk.problems.lines(desk.actor)
        found.clear()
        found.update(
            {one.uid: " ".join((one.problem.problem_no, one.problem.description, one.problem.unit)) for one in lines}
        )
        firms.update({one.uid: one.problem.employer_uid for one in lines})
        return lines

    firms: dict[str, str] = {}

    def find(text: str) -> list[str]:
        named = set(desk.finding.employers(desk.actor, text))
        return [uid for uid, words in found.items() if text.casefold() in words.casefold() or firms[uid] in named]

    return LineSource(read, find, lambda line: problem_row(line, desk.codes))


def problem_row(line: ProblemLine, codes: CodeLists) -> Row:
    """A problem in the ledger, or in the file of its employer."""
    one = line.problem
    return {
        "uid": line.uid,
        "no": one.problem_no,
        "light": (Tag(light_words(line), LIGHT_TONES[line.light]),),
        "light_key": LIGHT_ORDER.index(line.light),
        "employer": line.employer,
        "categories": "、".join(codes["problem_category"].label(name) for name in one.categories),
        "description": one.description,
        "state": codes["problem_state"].label(one.state),
        "unit": one.unit,
        "state_code": one.state,
        "light_code": line.light,
        "scope": one.scope,
    }


def light_words(line: ProblemLine) -> str:
    """The light in words: 逾期 11-20, 11-30, 已归档."""
    if line.due is None:
        return "已归档"
    return f"逾期 {line.due:%m-%d}" if line.light == "red" else f"{line.due:%m-%d} 前"


def report_row(report: LabourReport) -> Row:
    """A report in the file of its firm."""
    return {
        "uid": report.uid,
        "period": period_words(report.period),
        "change": f"+{report.hired or 0} −{report.left}",
        **{name: _figure(report, name) for name in _FIGURES},
    }


def _figure(report: LabourReport, name: str) -> str:
    value = getattr(report, name)
    return "" if value is None else str(value)


def _employer_row(line: EmployerLine, codes: CodeLists) -> Row:
    counts = {name: getattr(line, name) for name in ("open", "free")}
    return {
        "uid": line.uid,
        "name": line.name,
        "tags": tags_of(line, codes),
        "papers": f"差 {line.lacking} 项" if line.lacking else "齐",
        "papers_key": line.lacking,
        "phone": line.phone,
        "industry_code": line.industry,
        "nature": line.nature,
        "kind": line.firm_kind,
        "key_firm": YES if line.key_firm else NO,
        "lacking": YES if line.lacking else NO,
        "problem": YES if line.problems else NO,
        "blocked": YES if line.blocked_reason else NO,
        **{name: str(count or "") for name, count in counts.items()},
        **{f"{name}_key": count for name, count in counts.items()},
    }


def tags_of(line: EmployerLine, codes: CodeLists) -> tuple[Tag, ...]:
    """What is to be known of an employer at a glance, the gravest first."""
    tags = []
    if line.blocked_reason:
        tags.append(Tag("停止推荐", "danger"))
    if line.problems:
        tags.append(Tag(f"问题 {line.problems}", "caution"))
    if line.firm_kind and line.firm_kind != "steady":
        tags.append(Tag(codes["firm_kind"].short(line.firm_kind), "accent"))
    if line.key_firm:
        tags.append(Tag("重点监测"))
    return tuple(tags)


def _period_row(line: PeriodLine, codes: CodeLists) -> Row:
    report = line.report
    state = ("已报", "good") if report else ("逾期未报", "danger") if line.late else ("未报", "caution")
    figures = {name: _figure(report, name) for name in _FIGURES} if report else {}
    return {
        "uid": line.uid,
        "name": line.employer,
        "state": (Tag(state[0], state[1]),),  # type: ignore[arg-type]  # tones all
        "shortages": shortage_words(report.shortages, codes) if report else "",
        "phone": line.phone,
        "reported": YES if report else NO,
        **figures,
        **{f"{name}_key": int(words) for name, words in figures.items() if words},
    }
