"""困难认定 and 零就业家庭: steps that are due, notices that have run out, clocks, and what the head is to decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desk_app.domain.agenda.item import Item, line, short
from desk_app.domain.codes import CodeLists
from desk_app.domain.hardship.families import clock
from desk_app.domain.hardship.leaving import Proposal
from desk_app.domain.hardship.records import Family
from desk_app.domain.hardship.steps import Case, next_step


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyWaiting:
    """A family that is not cleared, and who of it is at work as far as the file knows."""

    family: Family
    at_work: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hardship:
    """What is under way: certifications whose next step is due soon, open families, proposals by certification."""

    cases: tuple[Case, ...] = ()
    families: tuple[FamilyWaiting, ...] = ()
    leaving: tuple[tuple[Case, tuple[Proposal, ...]], ...] = ()


def lines(waiting: Hardship, codes: CodeLists, today: date) -> Iterable[Item]:
    """The lines of the room."""
    for case in waiting.cases:
        yield from _of_case(case, codes, today)
    for one in waiting.families:
        yield from _of_family(one, today)
    for case, proposals in waiting.leaving:
        why = f"{'；'.join(one.words for one in proposals)}，是否退出请主管决定"
        uid = case.certification.uid
        yield line("exit", f"{uid}/exit", today, why, case.seeker, target=uid)


def _of_case(case: Case, codes: CodeLists, today: date) -> Iterable[Item]:
    one, until = case.certification, case.notice_until
    step = next_step(one.state)
    if one.due_on is None or not step:
        return
    due = short(one.due_on)
    if one.state == "noticed":
        if until and until < today:
            why = f"公示 {short(until)} 期满，{due} 前复核"
            yield line("notice", one.uid, one.due_on if one.due_on < today else today, why, case.seeker, target=one.uid)
        return
    why = f"{codes['hardship_step'].label(step)}，{due} 前办好"
    yield line("certify", one.uid, one.due_on, why, case.seeker, target=one.uid)


def _of_family(one: FamilyWaiting, today: date) -> Iterable[Item]:
    family, ticking = one.family, clock(one.family, today)
    if ticking is None or family.deadline is None or ticking.state == "cleared":
        return
    if one.at_work:
        why = f"{'、'.join(one.at_work)}已在岗，核实后销号"
    elif ticking.state == "overdue":
        why = f"零就业已超期 {-ticking.days_left} 天，至少要有一人就业"
    elif ticking.state == "half":
        why = f"零就业清零时间过半，还剩 {ticking.days_left} 天（到 {short(family.deadline)}）"
    else:
        return
    due = family.deadline if ticking.state == "overdue" else today
    yield line(
        "family",
        family.uid,
        due,
        why,
        who=f"{family.head}家",
        phone=family.phone,
        target=family.uid,
        village=family.village,
    )
