"""企业问题清零 (issue clearance): what an employer is troubled by, who sees to it until when, and what it says then.

收集 → 交办（单位，期限）→ 办理中 → 办结待评价 → 满意归档 | 不满意退回 (domain.md §3.4). A returned problem is assigned
anew or worked on. Every step leaves an entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Annotated, Literal

from desk_app.domain.actor import Actor
from desk_app.domain.changes import ChangeSet, insert, new_uid, update
from desk_app.domain.employer_rules import EmployerRules
from desk_app.domain.errors import Refused
from desk_app.domain.fields import Extra, Raw, Uid, code, codes, day, link, moment, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """企业问题: one line of the ledger."""

    uid: Uid
    problem_no: Annotated[str, text("问题编号")] = ""
    employer_uid: Annotated[str, link("用人单位", "employers")] = ""
    raised_on: Annotated[date | None, day("收集日期", needed=True)] = None
    source: Annotated[str, code("问题来源", "problem_source")] = ""
    categories: Annotated[tuple[str, ...], codes("问题类别", "problem_category")] = ()
    scope: Annotated[str, code("个性或共性", "problem_scope")] = "single"
    description: Annotated[str, text("问题描述", "困难与诉求", needed=True)] = ""
    unit: Annotated[str, text("责任单位")] = ""
    due_on: Annotated[date | None, day("办理期限")] = None
    state: Annotated[str, code("问题状态", "problem_state")] = "collected"
    closed_on: Annotated[date | None, day("办结日期")] = None
    outcome: Annotated[str, text("办理结果")] = ""
    satisfaction: Annotated[str, code("企业评价", "satisfaction")] = ""
    rated_on: Annotated[date | None, day("评价日期")] = None
    reported_on: Annotated[date | None, day("上报日期")] = None
    reported_to: Annotated[str, text("上报到")] = ""
    remark: Annotated[str, text("备注")] = ""
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemStep:
    """办理记录: what was done about a problem, by whom, when."""

    uid: Uid
    problem_uid: Annotated[str, link("企业问题", "problems")] = ""
    at: Annotated[str, moment("时间")] = ""
    by: Annotated[str, text("经办人")] = ""
    step: Annotated[str, code("步骤", "problem_step")] = ""
    text: Annotated[str, text("进展")] = ""
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)


STEPS: Mapping[str, frozenset[str]] = {
    "assign": frozenset({"collected", "assigned", "working", "returned"}),
    "progress": frozenset({"assigned", "working", "returned"}),
    "finish": frozenset({"assigned", "working", "returned"}),
    "rate": frozenset({"finished"}),
    "report": frozenset({"collected", "assigned", "working", "returned"}),
}
"""Each step and the states it may be taken from. Assigning again is another unit or another last day."""

OPEN = frozenset({"collected", "assigned", "working", "finished", "returned"})
"""States in which somebody still has something to do."""

_WHY_NOT: Mapping[str, str] = {
    "assign": "已经办结，不用再交办；企业不满意的，先登记评价退回。",
    "progress": "先交办给责任单位，再登记进展。",
    "finish": "先交办给责任单位，再登记办结。",
    "rate": "还没有办结，办结后再请企业评价。",
    "report": "已经办结，不用再上报。",
}
Light = Literal["red", "yellow", "green", "none"]


def steps_of(state: str) -> tuple[str, ...]:
    """The steps that may be taken now, the likeliest first."""
    return tuple(step for step, states in STEPS.items() if state in states)


def collected(problem: Problem, actor: Actor) -> ChangeSet:
    """收集: a new line of the ledger. Raises Refused where nothing is said or the day has not come."""
    if not problem.description.strip():
        raise Refused("no_description", "请写明企业遇到什么问题。")
    if problem.raised_on is None or problem.raised_on > actor.today():
        raise Refused("wrong_day", "收集日期不能晚于今天。")
    return insert(problem, _entry(problem, "collect", problem.description, actor))


def assign(problem: Problem, unit: str, due_on: date | None, actor: Actor, rules: EmployerRules) -> ChangeSet:
    """交办: `unit` sees to it until `due_on` (None: the usual time). Raises Refused."""
    _may(problem, "assign")
    today = actor.today()
    if not unit.strip():
        raise Refused("no_unit", "请写责任单位，例如：县人社局、镇经济发展办。")
    due = due_on or today + timedelta(days=rules.problem_due_days)
    if due < today:
        raise Refused("due_past", "办理期限不能早于今天。")
    words = f"交办给{unit.strip()}，{due} 前办结"
    return update(problem, state="assigned", unit=unit.strip(), due_on=due) + insert(
        _entry(problem, "assign", words, actor)
    )


def progress(problem: Problem, words: str, actor: Actor) -> ChangeSet:
    """办理中: what has been done so far. Raises Refused without words."""
    _may(problem, "progress")
    if not words.strip():
        raise Refused("no_progress", "请写明进展：做了什么，下一步做什么。")
    return update(problem, state="working") + insert(_entry(problem, "progress", words.strip(), actor))


def finish(problem: Problem, outcome: str, actor: Actor) -> ChangeSet:
    """办结: the unit says it is done; the employer has not spoken yet. Raises Refused without the outcome."""
    _may(problem, "finish")
    if not outcome.strip():
        raise Refused("no_outcome", "请写明怎么解决的。")
    changed = update(problem, state="finished", outcome=outcome.strip(), closed_on=actor.today(), satisfaction="")
    return changed + insert(_entry(problem, "finish", outcome.strip(), actor))


def rate(problem: Problem, satisfaction: str, words: str, actor: Actor) -> ChangeSet:
    """评价: satisfied (also 基本满意) closes it for good, dissatisfied gives it back with the employer's reason."""
    _may(problem, "rate")
    if satisfaction == "dissatisfied" and not words.strip():
        raise Refused("no_reason", "企业不满意的，请写明为什么不满意，好重新办理。")
    if satisfaction not in ("satisfied", "fair", "dissatisfied"):
        raise Refused("no_rating", "请选企业评价：满意、基本满意或不满意。")
    back = satisfaction == "dissatisfied"
    changed = update(
        problem,
        state="returned" if back else "archived",
        satisfaction=satisfaction,
        rated_on=actor.today(),
        closed_on=None if back else problem.closed_on,
    )
    return changed + insert(_entry(problem, "return" if back else "rate", words.strip(), actor))


def report_up(problem: Problem, recipient: str, actor: Actor) -> ChangeSet:
    """上报: what the township cannot settle goes up; the line stays open here. Raises Refused without a recipient."""
    _may(problem, "report")
    if not recipient.strip():
        raise Refused("no_recipient", "请写上报到哪里，例如：县企业服务办。")
    changed = update(problem, reported_on=actor.today(), reported_to=recipient.strip())
    return changed + insert(_entry(problem, "report", f"上报{recipient.strip()}", actor))


def due_of(problem: Problem, rules: EmployerRules) -> date | None:
    """When the next thing is to be done about it; None where nothing is."""
    if problem.state in ("collected", "returned"):
        since = problem.rated_on if problem.state == "returned" else problem.raised_on
        return since + timedelta(days=rules.problem_assign_days) if since else None
    if problem.state == "finished":
        return problem.closed_on + timedelta(days=rules.problem_rate_days) if problem.closed_on else None
    return problem.due_on if problem.state in OPEN else None


def light(problem: Problem, rules: EmployerRules, today: date) -> Light:
    """红: past its day; 黄: its day is near; 绿: in time; none: settled."""
    due = due_of(problem, rules)
    if due is None:
        return "none"
    if due < today:
        return "red"
    return "yellow" if due <= today + timedelta(days=rules.problem_soon_days) else "green"


def common(problems: Iterable[Problem]) -> Mapping[str, int]:
    """How many employers are troubled by each category, among the open problems (共性问题 show here)."""
    firms: dict[str, set[str]] = {}
    for one in problems:
        if one.state in OPEN:
            for category in one.categories:
                firms.setdefault(category, set()).add(one.employer_uid)
    return {category: len(found) for category, found in firms.items()}


def problem_no(year: int, number: int) -> str:
    """2026-003."""
    return f"{year}-{number:03d}"


def _may(problem: Problem, step: str) -> None:
    if problem.state not in STEPS[step]:
        sentence = "已经满意归档，不能再改；有新问题请新登记。" if problem.state == "archived" else _WHY_NOT[step]
        raise Refused("wrong_step", sentence)


def _entry(problem: Problem, step: str, words: str, actor: Actor) -> ProblemStep:
    return ProblemStep(uid=new_uid(), problem_uid=problem.uid, at=actor.moment(), by=actor.name, step=step, text=words)
