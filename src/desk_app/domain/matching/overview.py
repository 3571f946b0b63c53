"""What a plan says in one sentence, its reasons as lines, and what is missing before there can be one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from desk_app.domain.matching.criterion import Verdict
from desk_app.domain.proposals import Decision, Run

Lack = Literal["", "persons", "posts", "verified"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The newest plan and what has happened to it; without a plan, what one could be made from."""

    run_no: int  # 0 = no plan yet
    seed: int
    made_at: str
    sentence: str  # the strip
    note: str  # what is not in the plan yet; "" where nothing is
    states: Mapping[str, int]  # how many pairs are in each state
    placed: int
    unplaced: int
    decisions: int  # of a clerk that are in force
    pending: int  # of these, not in the plan yet
    lack: Lack  # what is missing before a plan can be made


def strip(run: Run) -> str:
    """The strip: 482 人待就业，499 个名额；方案安排 476 人，6 人无岗，已验证为最优；先来先得只能安排 427 人."""
    persons, placed = run.persons or 0, run.placed or 0
    none = f"{persons - placed} 人无岗" if persons > placed else "人人有岗"
    proven = "，已验证为最优" if run.proof.get("optimal") else ""
    first = int(run.proof.get("first_come", placed))
    less = f"；先来先得只能安排 {first} 人" if first < placed else ""
    return f"{persons} 人待就业，{run.seats or 0} 个名额；方案安排 {placed} 人，{none}{proven}{less}"


def note(pending: int, newcomers: int) -> str:
    """What the plan does not know yet."""
    told = [f"{pending} 项人工决定"] if pending else []
    told += [f"{newcomers} 名新的待就业人员"] if newcomers else []
    return f"{'、'.join(told)}还没有算进方案，重新匹配后生效。" if told else ""


def start(persons: int, posts: int, verified: int, seats: int) -> tuple[str, Lack]:
    """What stands before the first plan: in one sentence, and what is missing."""
    if not persons:
        return "还没有待就业的人员。先导入求职人员名单。", "persons"
    if not posts:
        return f"已有 {persons} 人待就业，还没有岗位。先导入岗位表。", "posts"
    if not verified:
        return (
            f"已有 {persons} 人待就业、{posts} 个岗位，但岗位都还没有核实。先打电话或走访核实，核实过的才能推荐。",
            "verified",
        )
    return f"{persons} 人待就业，{verified} 个已核实的岗位共 {seats} 个名额。可以做匹配了。", ""


def is_pending(decision: Decision, plan: Mapping[str, str], made_at: str) -> bool:
    """Whether the plan (seeker uid → post uid) does not keep to the decision because it was made before it."""
    together = plan.get(decision.seeker_uid) == decision.post_uid
    return decision.at >= made_at and (together if decision.kind == "ban" else not together)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonLine:
    """One criterion of a pair as a line: a sign with a word's meaning, both values, the points."""

    sign: str
    verdict: str  # ok, reservation, no, unknown, notice
    text: str
    points: int

    def line(self) -> str:
        """In one piece: ✔ 学历：要求高中，本人大专 +8."""
        return f"{self.sign} {self.text}" + (f" +{self.points}" if self.points else "")


_SIGNS: Mapping[str, tuple[str, str]] = {
    Verdict.OK: ("✔", ""),
    Verdict.RESERVATION: ("✔", "（可再商量）"),
    Verdict.NO: ("✘", ""),
    Verdict.UNKNOWN: ("？", "（资料不全）"),
    "notice": ("！", ""),
}


def reason_line(reason: Mapping[str, Any]) -> ReasonLine:
    """The line of a reason as it is kept with a pair."""
    sign, hint = _SIGNS[reason["verdict"]]
    values = "，".join(part for part in (reason["left"], reason["right"]) if part)
    return ReasonLine(
        sign=sign,
        verdict=str(reason["verdict"]),
        text=f"{reason['criterion']}：{values}{hint}",
        points=reason["points"],
    )


def reason_lines(reasons: Iterable[Mapping[str, Any]]) -> tuple[ReasonLine, ...]:
    """All lines of a pair: first what fails and what the law wants said, then what speaks for it, most points first."""
    lines = map(reason_line, reasons)
    return tuple(sorted(lines, key=lambda one: (one.verdict not in (Verdict.NO, "notice"), -one.points)))
