"""困难认定 as a state machine: whatever is tried, in whatever order, the law's order is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kit.office import FixedClock, actor

from desk_app import resources
from desk_app.domain.actor import Actor, Role
from desk_app.domain.changes import ChangeSet
from desk_app.domain.entry import NotEntered
from desk_app.domain.errors import Refused
from desk_app.domain.hardship import workdays
from desk_app.domain.hardship.policy import read_policy
from desk_app.domain.hardship.records import Certification, CertificationStep, Family, FamilyMember
from desk_app.domain.hardship.steps import AGREED, REFUSED, STEPS, Case, Entry, apply, faults_of, notice_end, take
from desk_app.domain.seekers import Membership, Seeker

POLICY = read_policy(resources.policy("hardship"))
START = date(2026, 9, 1)
PERSON = Seeker(uid="p", name="周小满", sex="2", birth_date=date(1980, 5, 6), state="willing", village="上柳村")
HEAD = actor()
CLERK = actor(role=Role.CLERK)


def applied(category: str = "7", on: date = START) -> Case:
    one = Certification(
        uid="c", seeker_uid="p", family_uid="f", category=category, applied_on=on, unemployed_on=on - timedelta(90)
    )
    return after(Case(certification=one, seeker=PERSON), apply(one, PERSON, HEAD, POLICY))


def after(case: Case, changes: ChangeSet) -> Case:
    """The case as it stands when the changes are written."""
    for change in changes.changes:
        record = change.after
        match record:
            case Certification():
                case = replace(case, certification=record)
            case CertificationStep():
                case = replace(case, steps=(*case.steps, record))
            case Membership():
                kept = [one for one in case.memberships if one.uid != record.uid]
                case = replace(case, memberships=(*kept, record))
            case Family():
                case = replace(case, family=record)
    return case


def through(case: Case, until: str, on: date = START) -> Case:
    """Agree to each step in its order until the state is reached, one day after the other."""
    while case.certification.state != until:
        state = case.certification.state
        on = (case.notice_until or on) + timedelta(1) if state == "noticed" else on + timedelta(1)
        case = after(case, take(case, Entry(step=STEPS[state][0], on=on), HEAD, POLICY))
    return case


ENTRIES = st.builds(
    Entry,
    step=st.sampled_from(("review", "notice", "recheck", "report", "certify", "annual", "exit", "resubmit")),
    result=st.sampled_from((AGREED, AGREED, REFUSED)),
    on=st.integers(0, 80).map(lambda days: START + timedelta(days)),
    until=st.none() | st.integers(0, 80).map(lambda days: START + timedelta(days)),
    opinion=st.sampled_from(("", "材料不全")),
    reason=st.sampled_from(("", "employed")),
    basis=st.sampled_from(("", "社保记录")),
)


TRIES = st.lists(st.tuples(st.booleans(), ENTRIES), max_size=30)
"""Steps by day; those marked are turned into the one that is open just then, so that long ways are walked too."""


def walked(tried: list[tuple[bool, Entry]]) -> Iterator[Case]:
    """The case after each step that was let through."""
    case = applied()
    for open_one, entry in sorted(tried, key=lambda one: one[1].on or START):
        steps = STEPS[case.certification.state]
        wanted = replace(entry, step=steps[0]) if open_one and steps else entry
        try:
            case = after(case, take(case, wanted, HEAD, POLICY))
        except Refused:
            continue
        yield case


@given(TRIES)
def test_nobody_is_certified_without_a_notice_that_ran(tried: list[tuple[bool, Entry]]) -> None:
    for case in walked(tried):
        if case.certification.state in ("rechecked", "reported", "certified"):
            steps = list(case.steps)
            begun = max(n for n, one in enumerate(steps) if one.step in ("apply", "resubmit"))
            notice = next(one for one in steps[begun:] if one.step == "notice")
            recheck = next(one for one in steps[begun:] if one.step == "recheck")
            assert notice.until < recheck.on  # type: ignore[operator]  # each has its day
            assert workdays.between(notice.on, notice.until) >= 7  # type: ignore[arg-type]


@given(TRIES)
def test_what_is_in_force_follows_from_the_steps(tried: list[tuple[bool, Entry]]) -> None:
    """A membership is open exactly while somebody is certified, and something is due exactly while the case runs."""
    for case in walked(tried):
        one = case.certification
        assert any(m.ended_on is None for m in case.memberships) == (one.state == "certified")
        assert (one.due_on is None) == (one.state in ("returned", "left"))
        if one.state == "left":
            assert one.exit_reason
            assert case.steps[-1].basis


def test_the_whole_way_begins_a_membership_with_its_proof() -> None:
    case = through(applied(), "certified")
    certified_on = case.certification.certified_on
    assert [step.step for step in case.steps] == ["apply", "review", "notice", "recheck", "report", "certify"]
    assert [(m.group, m.started_on, m.evidence) for m in case.memberships] == [
        ("HARD", certified_on, f"{certified_on} 县级认定")
    ]
    assert case.certification.membership_uid == case.memberships[0].uid


def test_a_group_that_a_list_brought_gets_its_proof_and_no_twin() -> None:
    listed = Membership(uid="m", seeker_uid="p", group="HARD", evidence="名册.xlsx")
    case = through(replace(applied(), memberships=(listed,)), "certified")
    assert [(m.uid, m.evidence[-4:]) for m in case.memberships] == [("m", "县级认定")]


def test_a_certified_family_gets_its_clock() -> None:
    members = (FamilyMember(uid="1", family_uid="f", name="甲"), FamilyMember(uid="2", family_uid="f", name="乙"))
    case = replace(applied("4"), family=Family(uid="f", head="周小满"), members=members)
    done = through(case, "certified")
    assert done.memberships[0].group == "ZEROFAM"
    assert done.family is not None
    assert done.family.certified_on == done.certification.certified_on
    assert done.family.deadline is not None
    assert (done.family.deadline - done.certification.certified_on).days == POLICY.zerofam_days.value  # type: ignore[operator]


def test_a_family_of_one_is_no_family() -> None:
    alone = replace(applied("4"), family=Family(uid="f", head="周小满"), members=(FamilyMember(uid="1", name="甲"),))
    case = through(alone, "reported")
    with pytest.raises(NotEntered, match="家庭成员"):
        take(case, Entry(step="certify", on=case.certification.since), HEAD, POLICY)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"unemployed_on": None}, "unemployed_on"),
        ({"unemployed_on": START + timedelta(1)}, "unemployed_on"),
        ({"category": ""}, "category"),
        ({"applied_on": None}, "applied_on"),
    ],
)
def test_an_application_needs_registered_unemployment(change: dict[str, object], field: str) -> None:
    one = replace(applied().certification, **change)  # type: ignore[arg-type]
    assert field in faults_of(one, PERSON, START)


def test_a_child_or_somebody_at_work_cannot_apply() -> None:
    one = applied().certification
    child = replace(PERSON, birth_date=date(2011, 1, 1))
    assert "未满十六周岁" in faults_of(one, child, START)["applied_on"]
    assert "已经就业" in faults_of(one, replace(PERSON, state="in_post"), START)["unemployed_on"]
    assert faults_of(one, replace(PERSON, birth_date=date(1950, 1, 1)), START) == {}  # past retirement: only told


def test_only_the_head_ends_it_and_only_with_reason_and_basis() -> None:
    case = through(applied(), "certified")
    on = case.certification.certified_on
    with pytest.raises(Refused, match="主管"):
        take(case, Entry(step="exit", on=on, reason="employed", basis="劳动合同"), CLERK, POLICY)
    with pytest.raises(NotEntered) as refused:
        take(case, Entry(step="exit", on=on), HEAD, POLICY)
    assert set(refused.value.errors) == {"reason", "basis"}
    left = after(case, take(case, Entry(step="exit", on=on, reason="employed", basis="劳动合同"), HEAD, POLICY))
    assert left.certification.state == "left"
    assert left.memberships[0].ended_on == on


def test_a_return_says_why_and_a_new_round_needs_a_new_notice() -> None:
    case = through(applied(), "noticed")
    on = case.notice_until
    assert on is not None
    with pytest.raises(NotEntered):
        take(case, Entry(step="recheck", result=REFUSED, on=on), HEAD, POLICY)
    case = after(case, take(case, Entry(step="recheck", result=REFUSED, on=on, opinion="公示有异议"), HEAD, POLICY))
    assert case.certification.state == "returned"
    case = after(case, take(case, Entry(step="resubmit", on=on), HEAD, POLICY))
    assert case.notice_until is None
    assert case.certification.state == "applied"


def test_annual_checks_move_the_due_day_by_a_year() -> None:
    case = through(applied(), "certified")
    assert case.certification.due_on == date(2027, 12, 31) or case.certification.due_on == date(2026, 12, 31)
    due = case.certification.due_on
    assert due is not None
    late = Actor(name="练习员", role=Role.SUPERVISOR, desk="1", clock=_at(due))
    case = after(case, take(case, Entry(step="annual", on=due), late, POLICY))
    assert case.certification.due_on == date(due.year + 1, 12, 31)
    assert case.certification.since == case.certification.certified_on


def _at(day: date) -> FixedClock:
    clock = FixedClock()
    clock.forward(days=(day - clock.at.date()).days)
    return clock


# Working days


def test_the_notice_counts_working_days_over_national_day() -> None:
    """2026: 1 to 7 October are holidays, Saturday the 10th is worked."""
    assert notice_end(date(2026, 9, 28), POLICY).day == date(2026, 10, 13)
    assert workdays.is_workday(date(2026, 10, 10)) == (True, True)
    assert workdays.is_workday(date(2026, 10, 7)) == (False, True)


def test_a_year_without_a_calendar_counts_monday_to_friday_and_says_so() -> None:
    unknown = 2090
    reached = workdays.after(date(unknown, 1, 2), 5)  # a Monday
    assert reached.day == date(unknown, 1, 9)
    assert reached.years == (unknown,)
    assert str(unknown) in reached.notice
    assert workdays.after(date(2026, 3, 2), 5).notice == ""


@given(st.dates(date(2010, 1, 1), date(2040, 1, 1)), st.integers(0, 30))
def test_counting_forth_and_back_agree(start: date, days: int) -> None:
    reached = workdays.after(start, days).day
    assert workdays.between(start, reached) == days
    assert days == 0 or workdays.is_workday(reached)[0]
