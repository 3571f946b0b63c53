"""The plan is the best there is, proves it, explains itself, and depends on content only."""

from __future__ import annotations

import dataclasses
import itertools
import json
import random
from collections import Counter
from collections.abc import Iterator
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kit.checker import accepts
from tests.kit.town import opening, pool, pools, practice_pool, seeker

from desk_app.domain.matching import walls
from desk_app.domain.matching.criteria.pay import monthly
from desk_app.domain.matching.criterion import Verdict
from desk_app.domain.matching.explain import CLASSES
from desk_app.domain.matching.flow import Town, everything, network, placing_costs, tie_costs
from desk_app.domain.matching.listing import CRITERIA
from desk_app.domain.matching.pool import Person, Pool
from desk_app.domain.matching.proof import Solution, check, check_stage
from desk_app.domain.matching.run import Outcome, Problem, finish, first_come, fit, for_checker, prepare
from desk_app.domain.matching.suggestions import suggestions
from desk_app.domain.proposals import Decision
from desk_app.solving.flow import solve


def planned(town: Pool, seed: int = 1) -> tuple[Problem, Solution, Outcome]:
    problem = prepare(town, seed)
    solution = solve(problem.town)
    return problem, solution, finish(problem, solution)


def every_plan(problem: Problem) -> Iterator[dict[int, int]]:
    """All plans of a small town, person by person."""
    choices = [[None, *np.flatnonzero(row)] for row in problem.allowed]
    for taken in itertools.product(*choices):
        used = Counter(post for post in taken if post is not None)
        if all(count <= problem.town.seats[post] for post, count in used.items()):
            yield {row: int(post) for row, post in enumerate(taken) if post is not None}


def value(problem: Problem, plan: dict[int, int]) -> tuple[int, ...]:
    """What the plan is worth, first things first: placed of each priority, fit, kept."""
    points = fit(problem.people, problem.posts)
    groups = [sum(problem.town.priority[row] == group for row in plan) for group in range(problem.town.groups)]
    kept = sum(problem.people.rows[row].current_post == problem.posts.rows[post].post.uid for row, post in plan.items())
    return (*map(int, groups), int(sum(points[row, post] for row, post in plan.items())), kept)


@settings(max_examples=60)
@given(town=pools(most_persons=5, most_posts=4), data=st.data())
def test_no_plan_is_better(town: Pool, data: st.DataObject) -> None:
    current = data.draw(
        st.lists(st.sampled_from((None, "p0", "p1")), min_size=len(town.persons), max_size=len(town.persons))
    )
    town = dataclasses.replace(
        town,
        persons=tuple(dataclasses.replace(p, current_post=c) for p, c in zip(town.persons, current, strict=True)),
    )
    problem, _, outcome = planned(town)
    row = {person.seeker.uid: index for index, person in enumerate(problem.people.rows)}
    column = {post.post.uid: index for index, post in enumerate(problem.posts.rows)}
    found = {row[pair.seeker_uid]: column[pair.post_uid] for pair in outcome.pairs}
    assert value(problem, found) == max(value(problem, plan) for plan in every_plan(problem))
    assert outcome.proof["optimal"]


@settings(max_examples=50)
@given(town=pools(), order=st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(town: Pool, order: random.Random) -> None:
    shuffled = dataclasses.replace(
        town,
        persons=tuple(order.sample(town.persons, len(town.persons))),
        openings=tuple(order.sample(town.openings, len(town.openings))),
    )
    assert pairs(planned(town)[2]) == pairs(planned(shuffled)[2])


def test_a_practice_town_is_planned_the_same_in_any_order_and_beats_first_come() -> None:
    town = practice_pool("S")
    problem, _, outcome = planned(town)
    rng = random.Random(3)
    shuffled = dataclasses.replace(
        town, persons=tuple(rng.sample(town.persons, 500)), openings=tuple(rng.sample(town.openings, 120))
    )
    assert pairs(planned(shuffled)[2]) == pairs(outcome)
    assert outcome.proof["optimal"]
    assert outcome.placed > len(first_come(problem)) * 1.1
    assert outcome.placed + len(outcome.unplaced) == outcome.persons == 500


def test_another_seed_decides_ties_otherwise_but_never_the_value() -> None:
    twins = tuple(Person(seeker=seeker(n, name=f"甲{n}")) for n in range(6))
    town = pool(twins, (opening(0, free=3),))
    outcomes = [planned(town, seed)[2] for seed in range(10)]
    assert {(one.placed, one.fit) for one in outcomes} == {(3, outcomes[0].fit)}
    assert len({frozenset(pairs(one)) for one in outcomes}) > 1


@settings(max_examples=50)
@given(town=pools(most_persons=6))
def test_seats_are_never_overfilled_and_no_pair_breaks_a_condition(town: Pool) -> None:
    _, _, outcome = planned(town)
    free = {post.post.uid: post.free for post in town.openings}
    assert all(count <= free[uid] for uid, count in Counter(pair.post_uid for pair in outcome.pairs).items())
    assert all(reason["verdict"] != "no" for pair in outcome.pairs for reason in pair.reasons)


@settings(max_examples=60)
@given(town=pools(most_persons=6, most_posts=4))
def test_every_suggested_change_places_the_person(town: Pool) -> None:
    problem, solution, outcome = planned(town)
    rows = [i for i, person in enumerate(problem.people.rows) if person.seeker.uid in outcome.unplaced]
    told = suggestions(town, problem.people, problem.posts, problem.town, solution.placing_flow, rows)
    for row, changes in told.items():
        person = problem.people.rows[row]
        assert len(changes) <= 3
        for one in changes:
            changed = dataclasses.replace(person, seeker=dataclasses.replace(person.seeker, **one.change))
            others = tuple(other for other in town.persons if other is not person)
            after = planned(dataclasses.replace(town, persons=(*others, changed)))[2]
            assert person.seeker.uid in {pair.seeker_uid for pair in after.pairs}, one.sentence


def single_changes(person: Person, town: Pool) -> Iterator[dict[str, object]]:
    """Every single change of pay, place, what the person cannot do, lodging and exclusions."""
    one = person.seeker
    ladder = town.codes["place"]
    if one.expected_pay:
        pays = {monthly(post) for post in town.openings}
        yield from ({"expected_pay": pay} for pay in pays if 0 < pay < one.expected_pay)
    rank = ladder.rank(one.furthest_place)
    yield from ({"furthest_place": step.code} for step in ladder if rank and step.rank > rank)
    yield from ({"cannot": tuple(code for code in one.cannot if code != gone)} for gone in one.cannot)
    yield from ({"refused_jobs": ()} for _ in one.refused_jobs)
    if one.needs_lodging:
        yield {"needs_lodging": False}


@settings(max_examples=40)
@given(town=pools(most_persons=4, most_posts=3))
def test_where_one_change_would_help_one_is_told(town: Pool) -> None:
    problem, solution, outcome = planned(town)
    rows = [i for i, person in enumerate(problem.people.rows) if person.seeker.uid in outcome.unplaced]
    told = suggestions(town, problem.people, problem.posts, problem.town, solution.placing_flow, rows)
    for row in rows:
        if not told[row]:
            person = problem.people.rows[row]
            others = tuple(other for other in town.persons if other is not person)
            for change in single_changes(person, town):
                changed = dataclasses.replace(person, seeker=dataclasses.replace(person.seeker, **change))
                after = prepare(dataclasses.replace(town, persons=(*others, changed)), 1)
                assert best_groups(after) <= best_groups(problem), change


def best_groups(problem: Problem) -> tuple[int, ...]:
    """How many of each priority the best plan places, found by trying all plans."""
    return max(value(problem, plan)[: problem.town.groups] for plan in every_plan(problem))


@settings(max_examples=60)
@given(town=pools(most_persons=6), seed=st.integers(0, 99))
def test_everybody_without_a_post_has_exactly_one_class_and_it_is_true(town: Pool, seed: int) -> None:
    _, _, outcome = planned(town, seed)
    placed = {pair.seeker_uid for pair in outcome.pairs}
    without = {one.seeker.uid: true_class(one, town) for one in town.persons if one.seeker.uid not in placed}
    assert {uid: reason.kind for uid, reason in outcome.unplaced.items()} == without
    assert all(reason.kind in CLASSES and reason.facts for reason in outcome.unplaced.values())
    assert sum(outcome.class_counts.values()) == len(outcome.unplaced)


def true_class(person: Person, town: Pool) -> str:
    """The class from the words of the single criteria, post by post."""
    failing = []
    for post in town.openings:
        no = {one.name for one in CRITERIA if one.judge(person, post, town).verdict is Verdict.NO}
        failing.append(no | ({"law"} if walls.between(person, post, town.today) else set()))
    if walls.too_young(person.seeker, town.today):
        return "walled"
    if set() in failing:
        return "seats_taken"
    if {"earlier"} in failing:
        return "excluded"
    if not person.seeker.certificates and {"certificates"} in failing:
        return "data_missing"
    return "no_fit"


@settings(max_examples=50)
@given(town=pools(most_persons=6), data=st.data())
def test_locks_hold_and_bans_and_children_never_match(town: Pool, data: st.DataObject) -> None:
    pairs_of = st.tuples(st.integers(0, len(town.persons) - 1), st.integers(0, len(town.openings) - 1))
    drawn = data.draw(st.dictionaries(pairs_of, st.sampled_from(("lock", "place", "ban")), max_size=4))
    willing = dataclasses.replace(town.persons[0], current_post="p0", agreed=True)
    town = dataclasses.replace(
        town,
        persons=(willing, *town.persons[1:]),
        decisions=tuple(decided(kind, *pair) for pair, kind in drawn.items()),
    )
    found = pairs(planned(town)[2])
    assert not {(f"s{person}", f"p{post}") for (person, post), kind in drawn.items() if kind == "ban"} & found
    assert not {uid for uid, _ in found} & {
        one.seeker.uid for one in town.persons if walls.too_young(one.seeker, town.today)
    }
    locked = {(f"s{person}", f"p{post}") for (person, post), kind in drawn.items() if kind != "ban"}
    free = {post.post.uid: post.free for post in town.openings}
    if len(locked) == 1:  # one lock alone has its seat, unless the law or another person's yes stands before it
        ((person, post),) = locked
        lawful = walls.between(town.persons[int(person[1:])], town.openings[int(post[1:])], town.today) is None
        others_yes = int(post == "p0" and person != "s0")
        if lawful and free[post] > others_yes and person != "s0":
            assert (person, post) in found


def test_a_ban_is_stronger_than_a_yes_and_a_lock() -> None:
    willing = Person(seeker=seeker(0), current_post="p0", agreed=True)
    town = pool((willing, Person(seeker=seeker(1))), (opening(0, free=2),))
    decisions = (decided("ban", 0, 0), decided("ban", 1, 0), decided("lock", 1, 0))
    assert pairs(planned(dataclasses.replace(town, decisions=decisions))[2]) == set()


FREE_OF_AGE = {"hazards": (), "age_reason": ""}


@settings(max_examples=50)
@given(
    town=pools(most_persons=6),
    sex=st.sampled_from(("", "1", "2")),
    hukou=st.sampled_from(("", "urban", "rural")),
    ethnicity=st.sampled_from(("", "01", "08")),
    id_no=st.sampled_from(("", "410099199001010014", "410099199001010022", "650099199001010019")),
    born=st.dates(date(1977, 11, 25), date(2008, 11, 23)),
)
def test_what_the_law_forbids_to_look_at_changes_no_plan(
    town: Pool, sex: str, hukou: str, ethnicity: str, id_no: str, born: date
) -> None:
    posts = tuple(dataclasses.replace(one, post=dataclasses.replace(one.post, **FREE_OF_AGE)) for one in town.openings)
    facts = {"birth_date": date(1990, 1, 1)}
    other = {"sex": sex, "hukou_type": hukou, "ethnicity": ethnicity, "id_no": id_no, "birth_date": born}
    plans = []
    for new in (facts, other):
        people = tuple(dataclasses.replace(one, seeker=dataclasses.replace(one.seeker, **new)) for one in town.persons)
        plans.append(pairs(planned(pool(people, posts))[2]))
    assert plans[0] == plans[1]


def test_a_plan_as_good_that_the_seed_did_not_draw_is_rejected() -> None:
    twins = tuple(Person(seeker=seeker(n, name=f"甲{n}")) for n in range(2))
    problem, solution, _ = planned(pool(twins, (opening(0),)))
    swapped = solution.flow.copy()
    swapped[[0, 1, 2, 3]] = swapped[[1, 0, 3, 2]]  # the two pairs, then the two ways to no post
    told = check(problem.town, dataclasses.replace(solution, flow=swapped))
    assert [stage["value"] == stage["bound"] for stage in told["stages"]] == [True, True, False]
    assert not told["optimal"]


@settings(max_examples=40)
@given(town=pools(most_persons=6), data=st.data())
def test_a_checker_without_our_code_accepts_the_plan_and_no_other(town: Pool, data: st.DataObject) -> None:
    _, _, outcome = planned(town)
    kept = json.loads(json.dumps(for_checker(outcome.instance)))
    number = {one.seeker.uid: one.seeker.seeker_no for one in town.persons}
    number |= {one.post.uid: one.post.post_no for one in town.openings}
    plan = {(number[person], number[post]) for person, post in pairs(outcome)}
    assert accepts(kept, plan)
    if plan and kept["arcs"]:
        gone = data.draw(st.sampled_from(sorted(plan)))
        person, post = data.draw(st.sampled_from([(arc[0], arc[1]) for arc in kept["arcs"]]))
        other = (plan - {gone}) | {(kept["persons"][person], kept["posts"][post])}
        assert accepts(kept, other) == (other == plan)
        assert not accepts(kept, plan - {gone})


def test_hashes_of_a_later_turn_are_drawn_anew() -> None:
    town = prepare(practice_pool("S"), 1).town
    left = everything(network(town))
    first, second = tie_costs(town, left, 0), tie_costs(town, left, 1)
    assert first.min() >= 0
    assert first.max() < 2**40
    assert (first != second)[: len(town.person)].mean() > 0.999
    assert not first[len(town.person) :].any()


def decided(kind: str, person: int, post: int) -> Decision:
    return Decision(uid=f"{kind}{person}", kind=kind, seeker_uid=f"s{person}", post_uid=f"p{post}", reason="练习")


def test_locks_bans_and_hand_placements_hold() -> None:
    people = tuple(Person(seeker=seeker(n)) for n in range(3))
    posts = (opening(0), opening(1, title="会计", education_min="20"), opening(2))
    town = pool(people, posts, (decided("lock", 0, 0), decided("place", 1, 1), decided("ban", 2, 2)))
    found = pairs(planned(town)[2])
    assert ("s0", "p0") in found
    assert ("s1", "p1") in found
    assert ("s2", "p2") not in found


def test_a_promise_that_cannot_hold_is_told() -> None:
    people = (Person(seeker=seeker(0), current_post="p9", agreed=True), Person(seeker=seeker(1)))
    town = pool(people, (opening(0),), (decided("lock", 1, 9),))
    assert planned(town)[2].let_go == ("S00000", "S00001")


def test_a_yes_stays_though_another_would_fit_better() -> None:
    weak = Person(seeker=seeker(0, job_wishes=("仓管",)), current_post="p0", agreed=True)
    strong = Person(seeker=seeker(1, job_wishes=("普工",)), groups=("HARD",))
    assert ("s0", "p0") in pairs(planned(pool((weak, strong), (opening(0),)))[2])


def test_priority_groups_come_first_and_cost_nobody_more_than_needed() -> None:
    hardship = Person(seeker=seeker(0), groups=("HARD",))
    other = Person(seeker=seeker(1, job_wishes=("普工",)))
    outcome = planned(pool((hardship, other), (opening(0),)))[2]
    assert pairs(outcome) == {("s0", "p0")}
    assert outcome.unplaced["s1"].kind == "seats_taken"


def test_what_was_refused_is_not_offered_again() -> None:
    person = Person(seeker=seeker(0), barred_posts=frozenset({"p0"}))
    outcome = planned(pool((person,), (opening(0),)))[2]
    assert outcome.unplaced["s0"].kind == "excluded"


@settings(max_examples=50)
@given(town=pools(most_persons=6), data=st.data())
def test_a_tampered_plan_or_price_is_rejected(town: Pool, data: st.DataObject) -> None:
    problem, solution, _ = planned(town)
    if not len(problem.town.person):
        return
    which = data.draw(st.integers(0, len(problem.town.person) - 1))
    flow = solution.flow.copy()
    flow[which] = 1 - flow[which]
    assert not check(problem.town, dataclasses.replace(solution, flow=flow))["optimal"]
    node = data.draw(st.integers(0, len(solution.prices) - 1))
    net, cost = network(problem.town), placing_costs(problem.town)
    prices = solution.placing_prices.copy()
    prices[node] += data.draw(st.integers(1, 9)) * (1 if data.draw(st.booleans()) else -1)
    told = check_stage(net, cost, solution.placing_flow, prices)
    assert told.bound <= told.value  # whatever the prices, the bound never lies


def pairs(outcome: Outcome) -> set[tuple[str, str]]:
    return {(pair.seeker_uid, pair.post_uid) for pair in outcome.pairs}


@pytest.mark.parametrize("size", [0, 1])
def test_a_town_without_persons_or_posts_is_planned_in_words(size: int) -> None:
    people = tuple(Person(seeker=seeker(n)) for n in range(size))
    outcome = planned(pool(people, ()))[2]
    assert outcome.placed == 0
    assert len(outcome.unplaced) == size
    assert isinstance(prepare(pool((), (opening(0),)), 1).town, Town)
