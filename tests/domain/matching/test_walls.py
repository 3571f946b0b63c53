"""The walls of the law hold on every path, and only they do."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kit.town import TODAY, opening, pool, pools, seeker

from desk_app.domain.matching import walls
from desk_app.domain.matching.pool import Opening, Person, Pool, Side
from desk_app.domain.matching.run import Pair, finish, prepare
from desk_app.domain.proposals import Decision
from desk_app.solving.flow import solve


@given(town=pools())
def test_arrays_and_single_pairs_agree(town: Pool) -> None:
    passes = walls.passes(Side(town.persons, town), Side(town.openings, town))
    for row, person in enumerate(town.persons):
        for column, post in enumerate(town.openings):
            assert bool(passes[row, column]) == (walls.between(person, post, TODAY) is None)


@given(days=st.integers(-40, 40))
def test_nobody_starts_before_the_day_after_the_sixteenth_birthday(days: int) -> None:
    birthday = date(2010, 11, 24)
    day = date(2026, 11, 24) + timedelta(days=days)
    wall = walls.may_start(seeker(0, birth_date=birthday), opening(0).post, day)
    assert (wall == walls.UNDER_16) == (days <= 0)  # the year is full on the day after the birthday


@pytest.mark.parametrize("kind", ["lock", "place"])
def test_no_hand_lifts_a_wall(kind: str) -> None:
    child = Person(seeker=seeker(0, birth_date=date(2012, 1, 1)))
    post = opening(0)
    by_hand = Decision(uid="d", kind=kind, seeker_uid="s0", post_uid="p0", reason="领导交办")
    problem = prepare(pool((child,), (post,), (by_hand,)), 1)
    outcome = finish(problem, solve(problem.town))
    assert outcome.pairs == ()
    assert outcome.unplaced["s0"].kind == "walled"


@pytest.mark.parametrize("hazard", ["mine", "toxic", "class4", "heavy", "height"])
def test_sixteen_and_seventeen_keep_away_from_dangerous_work(hazard: str) -> None:
    post = opening(0, hazards=(hazard,)).post
    assert walls.may_start(seeker(0, birth_date=date(2009, 6, 1)), post, TODAY) == walls.MINOR
    assert walls.may_start(seeker(0, birth_date=date(2000, 6, 1)), post, TODAY) is None


def test_past_retirement_age_is_a_notice_and_no_wall() -> None:
    retired = Person(seeker=seeker(0, sex="1", birth_date=date(1950, 1, 1)))
    problem = prepare(pool((retired,), (opening(0),)), 1)
    (pair,) = finish(problem, solve(problem.town)).pairs
    told = [reason for reason in pair.reasons if reason["verdict"] == "notice"]
    assert [(one["criterion"], one["points"]) for one in told] == [("退休年龄", 0)]
    assert "劳务" in told[0]["left"]


def test_sixteen_and_seventeen_are_told_with_what_the_employer_must_do() -> None:
    young = Person(seeker=seeker(0, birth_date=date(2009, 6, 1)))
    problem = prepare(pool((young,), (opening(0),)), 1)
    (pair,) = finish(problem, solve(problem.town)).pairs
    assert "未成年工" in {reason["criterion"] for reason in pair.reasons}


@pytest.mark.parametrize(
    "values",
    [
        {"verified_by": ""},
        {"state": "paused"},
        {"state": "unverified"},
        {"valid_until": date(2026, 11, 23)},
        {"valid_until": None},
    ],
)
def test_unverified_closed_or_expired_posts_are_offered_to_nobody(values: dict[str, object]) -> None:
    assert walls.may_offer(opening(0, **values), TODAY) is not None


def test_nobody_of_unknown_age_is_sent_anywhere() -> None:
    assert walls.may_start(seeker(0, birth_date=None), opening(0).post, TODAY) == walls.AGE_UNKNOWN
    assert walls.between(Person(seeker=seeker(0, birth_date=None)), opening(0), TODAY) is None


def test_a_child_is_told_so_though_no_post_is_open() -> None:
    problem = prepare(pool((Person(seeker=seeker(0, birth_date=date(2012, 1, 1))),), ()), 1)
    assert finish(problem, solve(problem.town)).unplaced["s0"].kind == "walled"


def test_what_has_to_be_asked_before_somebody_is_sent() -> None:
    unknown = Person(seeker=seeker(0, birth_date=None))
    (pair,) = made(unknown, opening(0, hazards=("mine",)))
    told = {reason["criterion"] for reason in pair.reasons if reason["verdict"] == "notice"}
    assert told == {"年龄", "女职工保护"}


@pytest.mark.parametrize("sex", ["", "1", "2"])
def test_the_age_of_retirement_is_that_of_the_sex_or_of_both(sex: str) -> None:
    (pair,) = made(Person(seeker=seeker(0, sex=sex, birth_date=date(1950, 1, 1))), opening(0))
    assert any(reason["criterion"] == "退休年龄" for reason in pair.reasons)
    (pair,) = made(Person(seeker=seeker(0, sex=sex, birth_date=date(1967, 6, 1))), opening(0))
    assert any(reason["criterion"] == "退休年龄" for reason in pair.reasons) == (sex == "2")


def made(person: Person, post: Opening) -> tuple[Pair, ...]:
    problem = prepare(pool((person,), (post,)), 1)
    return finish(problem, solve(problem.town)).pairs
