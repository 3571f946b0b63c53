"""The walls of the law hold on every path, and only they do."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kit.town import TODAY, opening, pool, pools, seeker

from desk_app.domain.matching import walls
from desk_app.domain.matching.pool import Person, Pool, Side
from desk_app.domain.matching.run import finish, prepare
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


def test_past_retirement_age_is_no_wall() -> None:
    assert walls.may_start(seeker(0, birth_date=date(1950, 1, 1)), opening(0).post, TODAY) is None


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
