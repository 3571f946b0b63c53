"""企业问题清零: the state machine, by properties."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kit.office import actor

from desk_app import resources
from desk_app.domain import problems
from desk_app.domain.changes import ChangeSet
from desk_app.domain.errors import Refused
from desk_app.domain.problems import OPEN, STEPS, Problem, ProblemStep, common, due_of, light, steps_of

ACTOR = actor()
TODAY = ACTOR.today()
RULES = resources.employer_rules()
CODES = resources.codes()
NEW = Problem(uid="q", employer_uid="e", problem_no="2026-001", raised_on=TODAY, description="招不到电工")


def take(problem: Problem, step: str, *, good: bool = True) -> ChangeSet:
    match step:
        case "assign":
            return problems.assign(problem, "县人社局", None, ACTOR, RULES)
        case "progress":
            return problems.progress(problem, "已联系技校", ACTOR)
        case "finish":
            return problems.finish(problem, "推荐 3 名电工", ACTOR)
        case "rate":
            return problems.rate(problem, "satisfied" if good else "dissatisfied", "只来了一个", ACTOR)
        case _:
            return problems.report_up(problem, "县企业服务办", ACTOR)


def after(problem: Problem, changes: ChangeSet) -> Problem:
    found = [one.after for one in changes.changes if isinstance(one.after, Problem)]
    return found[0] if found else problem


@given(st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.booleans()), max_size=30))
def test_every_step_is_lawful_and_leaves_an_entry_or_is_refused_and_changes_nothing(
    steps: list[tuple[str, bool]],
) -> None:
    problem, entries, taken = NEW, 0, 0
    for step, good in steps:
        lawful = step in steps_of(problem.state)
        try:
            changes = take(problem, step, good=good)
        except Refused:
            assert not lawful
            continue
        assert lawful
        taken += 1
        entries += sum(isinstance(one.after, ProblemStep) for one in changes.changes)
        problem = after(problem, changes)
        assert CODES["problem_state"].item(problem.state)
        # Closed for good only with the employer's word, and then never without the day on which it was done.
        assert (problem.state == "archived") == (
            problem.satisfaction in ("satisfied", "fair") and not steps_of(problem.state)
        )
        assert (problem.closed_on is not None) == (problem.state in ("finished", "archived"))
        assert (light(problem, RULES, TODAY) == "none") == (problem.state not in OPEN)
    assert entries == taken


def test_the_usual_way_and_the_way_back() -> None:
    problem = NEW
    for step, state in (("assign", "assigned"), ("progress", "working"), ("finish", "finished")):
        problem = after(problem, take(problem, step))
        assert problem.state == state
    back = after(problem, take(problem, "rate", good=False))
    assert (back.state, back.satisfaction, back.closed_on) == ("returned", "dissatisfied", None)
    again = after(back, take(back, "assign"))
    done = after(again, take(again, "finish"))
    closed = after(done, take(done, "rate"))
    assert (closed.state, closed.closed_on) == ("archived", TODAY)
    with pytest.raises(Refused, match="满意归档"):
        take(closed, "progress")


@pytest.mark.parametrize("state", sorted({one.code for one in CODES["problem_state"]}))
@pytest.mark.parametrize("step", sorted(STEPS))
def test_each_step_from_each_state(state: str, step: str) -> None:
    problem = replace(NEW, state=state, due_on=TODAY, closed_on=TODAY, rated_on=TODAY)
    if state in STEPS[step]:
        assert take(problem, step)
    else:
        with pytest.raises(Refused):
            take(problem, step)


def test_nothing_is_taken_without_what_it_needs() -> None:
    assigned = after(NEW, take(NEW, "assign"))
    finished = after(assigned, take(assigned, "finish"))
    for wrong in (
        lambda: problems.collected(replace(NEW, description=" "), ACTOR),
        lambda: problems.collected(replace(NEW, raised_on=TODAY + timedelta(days=1)), ACTOR),
        lambda: problems.assign(NEW, " ", None, ACTOR, RULES),
        lambda: problems.assign(NEW, "县人社局", TODAY - timedelta(days=1), ACTOR, RULES),
        lambda: problems.progress(assigned, "", ACTOR),
        lambda: problems.finish(assigned, "", ACTOR),
        lambda: problems.rate(finished, "dissatisfied", "", ACTOR),
        lambda: problems.rate(finished, "", "", ACTOR),
        lambda: problems.report_up(NEW, "", ACTOR),
    ):
        with pytest.raises(Refused):
            wrong()


@given(days=st.integers(-60, 60))
def test_the_light_follows_the_day(days: int) -> None:
    problem = replace(after(NEW, take(NEW, "assign")), due_on=TODAY + timedelta(days=days))
    expected = "red" if days < 0 else "yellow" if days <= RULES.problem_soon_days else "green"
    assert light(problem, RULES, TODAY) == expected


def test_a_collected_problem_that_nobody_gets_turns_red_too() -> None:
    assert due_of(NEW, RULES) == TODAY + timedelta(days=RULES.problem_assign_days)
    assert light(NEW, RULES, TODAY + timedelta(days=RULES.problem_assign_days + 1)) == "red"


def test_common_problems_are_counted_by_employers() -> None:
    def one(firm: str, *kinds: str, state: str = "assigned") -> Problem:
        return Problem(uid=firm, employer_uid=firm, categories=kinds, state=state)

    counted = common(
        [one("a", "labour", "finance"), one("a", "labour"), one("b", "labour"), one("c", "tax", state="archived")]
    )
    assert counted == {"labour": 2, "finance": 1}
