"""The cost of a decision equals the difference of two real plans; what cannot hold is refused in words."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kit.town import decision, opening, pool, pools, seeker

from desk_app.domain.errors import Refused
from desk_app.domain.matching.pool import Person, Pool
from desk_app.domain.matching.run import Outcome, finish, prepare
from desk_app.domain.matching.weighing import Cost, Moved, replaced, with_decision
from desk_app.solving.flow import solve
from desk_app.solving.plan import weigh


def outcome(town: Pool, seed: int) -> Outcome:
    problem = prepare(town, seed)
    return finish(problem, solve(problem.town))


@given(pools(), st.sampled_from(("lock", "ban", "place")), st.integers(0, 99), st.integers(0, 99), st.integers(0, 3))
def test_the_cost_is_the_difference_of_two_real_plans(town: Pool, kind: str, who: int, where: int, seed: int) -> None:
    person = town.persons[who % len(town.persons)]
    post = town.openings[where % len(town.openings)]
    asked = decision(kind, person.seeker.uid, post.post.uid)
    try:
        decided = with_decision(town, asked)
    except Refused:
        return  # its sentences are asked for below
    before, after = outcome(town, seed), outcome(decided, seed)
    cost = weigh(town, seed, asked)
    assert (cost.placed, cost.fit) == (after.placed - before.placed, after.fit - before.fit)
    pairs = {(one.seeker_uid, one.post_uid) for one in after.pairs}
    assert ((person.seeker.uid, post.post.uid) in pairs) == (kind != "ban")
    old = {one.seeker_uid: one.post_uid for one in before.pairs}
    new = {one.seeker_uid: one.post_uid for one in after.pairs}
    others = {uid for uid in {*old, *new} if old.get(uid) != new.get(uid)} - {person.seeker.uid}
    assert {one.seeker_uid for one in cost.moved} == others


def two_people_one_seat() -> Pool:
    first, second = Person(seeker=seeker(1)), Person(seeker=seeker(2))
    return pool((first, second), (opening(1), opening(2)))


def test_a_move_through_a_wall_is_refused_in_words() -> None:
    child = Person(seeker=seeker(1, birth_date=date(2014, 1, 1)))
    town = pool((child,), (opening(1),))
    with pytest.raises(Refused, match="未满十六周岁"):
        with_decision(town, decision("place", "s1", "p1"))
    unverified = pool((Person(seeker=seeker(1)),), (opening(1, verified_by=""),))
    with pytest.raises(Refused, match="岗位还没有核实"):
        with_decision(unverified, decision("lock", "s1", "p1"))


def test_a_move_against_the_persons_own_yes_is_refused() -> None:
    agreed = Person(seeker=seeker(1), current_post="p1", agreed=True)
    town = pool((agreed,), (opening(1), opening(2)))
    with pytest.raises(Refused, match="已同意去另一个岗位"):
        with_decision(town, decision("place", "s1", "p2"))
    assert with_decision(town, decision("lock", "s1", "p1")).decisions


def test_a_seat_that_is_promised_is_not_promised_twice() -> None:
    town = dataclasses.replace(two_people_one_seat(), decisions=(decision("lock", "s1", "p1"),))
    with pytest.raises(Refused, match="名额都已留给"):
        with_decision(town, decision("place", "s2", "p1"))
    with pytest.raises(Refused, match="没有空名额"):
        with_decision(town, decision("place", "s2", "p9"))
    with pytest.raises(Refused, match="不在待安排的人员里"):
        with_decision(town, decision("place", "s9", "p2"))


def test_a_new_word_takes_the_place_of_the_old_one() -> None:
    lock, ban, other = decision("lock", "s1", "p1"), decision("ban", "s1", "p2"), decision("ban", "s2", "p1")
    held = (lock, ban, other)
    assert replaced(held, decision("place", "s1", "p2")) == (lock, ban)
    assert replaced(held, decision("ban", "s1", "p1")) == (lock,)
    assert replaced(held, decision("ban", "s1", "p3")) == ()


def test_the_cost_in_words() -> None:
    assert Cost(placed=-1, fit=-12, moved=()).sentence("place") == "改派后少安排 1 人，总匹配分 −12。"
    moved = (Moved(seeker_uid="s2", before="p1", after=None),)
    assert Cost(placed=0, fit=5, moved=moved).sentence("ban") == "禁配后总匹配分 +5，另有 1 人跟着变动。"
    assert "不影响" in Cost(placed=0, fit=0, moved=()).sentence("lock")
