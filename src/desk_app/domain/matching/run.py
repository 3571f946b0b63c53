"""From the pool to numbers, and from the solved numbers back to pairs with their reasons."""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desk_app.domain.matching import walls
from desk_app.domain.matching.explain import CLASSES, Unplaced, classify
from desk_app.domain.matching.flow import Town
from desk_app.domain.matching.listing import CRITERIA
from desk_app.domain.matching.notices import notices
from desk_app.domain.matching.pool import Flags, Opening, Person, Pool, Side, Whole
from desk_app.domain.matching.proof import Solution, check, chosen, turns
from desk_app.domain.posts import Post
from desk_app.domain.proposals import Decision

_NO_CONTENT = ("uid", "employer_uid", "post_no", "extra", "raw")
_POST_CONTENT = tuple(one.name for one in dataclasses.fields(Post) if one.name not in _NO_CONTENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A pool made ready: who is fixed, who may go where with which fit, in an order that only content decides."""

    pool: Pool
    people: Side  # without the fixed
    posts: Side
    fixed: tuple[tuple[Person, Opening], ...]
    allowed: Flags  # people × posts
    points: Whole  # people × posts, the sum of the visible points
    town: Town


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One person, one post, and why: the points of the reasons add up to the points of the pair."""

    seeker_uid: str
    post_uid: str
    points: int
    reasons: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A plan with its figures, its proof and the class of everybody without a post."""

    pairs: tuple[Pair, ...]
    unplaced: Mapping[str, Unplaced]  # by seeker uid
    let_go: tuple[str, ...]  # seeker numbers whose yes, lock or placement could not hold: seat gone, post shut, a wall
    persons: int
    seats: int
    placed: int
    fit: int
    class_counts: Mapping[str, int]
    class_labels: Mapping[str, str]
    proof: Mapping[str, Any]
    instance: Mapping[str, Whole | tuple[str, ...]]


def prepare(pool: Pool, seed: int) -> Problem:
    """Judge all pairs and lay out the flow. The order of rows in the pool has no influence."""
    persons = tuple(sorted(pool.persons, key=_person_key))
    openings = tuple(sorted((one for one in pool.openings if _offered(one, pool)), key=_opening_key))
    fixed, seats = _fixed(pool, persons, openings)
    held = {id(person) for person, _ in fixed}
    people = Side(tuple(person for person in persons if id(person) not in held), pool)
    posts = Side(openings, pool)
    allowed = allowed_pairs(people, posts) & _not_banned(people, posts, pool.decisions)
    points = fit(people, posts)
    rows, columns = np.nonzero(allowed)
    number = {opening.post.uid: index for index, opening in enumerate(openings)}
    current = people.whole(lambda person: number.get(person.current_post or "", -1))
    town = Town(
        person=rows,
        post=columns,
        fit=points[rows, columns],
        kept=current[rows] == columns,
        tie=_hashes(map(_person_name, people.rows), f"person:{seed}")[rows]
        ^ _hashes(map(_opening_name, posts.rows), f"post:{seed}")[columns],
        seats=np.array(seats, dtype=np.int64),
        priority=_priorities(people),
    )
    return Problem(pool=pool, people=people, posts=posts, fixed=fixed, allowed=allowed, points=points, town=town)


def finish(problem: Problem, solution: Solution) -> Outcome:
    """Turn the solved flow into pairs with reasons, check the proof, and give everybody without a post a class."""
    people, posts = problem.people, problem.posts
    pairs = tuple(pair(person, opening, problem.pool) for person, opening in planned(problem, solution))
    placed = {one.seeker_uid for one in pairs}
    without = [index for index, person in enumerate(people.rows) if person.seeker.uid not in placed]
    unplaced = classify(
        problem.pool, Side(tuple(people.rows[i] for i in without), problem.pool), posts, problem.allowed[without]
    )
    counts = Counter(reason.kind for reason in unplaced.values())
    made = {(one.seeker_uid, one.post_uid) for one in pairs}
    promised = _promised(problem.pool, problem.pool.persons)
    return Outcome(
        pairs=pairs,
        unplaced=unplaced,
        let_go=tuple(sorted(p.seeker.seeker_no for p, post_uid in promised if (p.seeker.uid, post_uid) not in made)),
        persons=len(problem.pool.persons),
        seats=sum(opening.free for opening in posts.rows),
        placed=len(pairs),
        fit=sum(one.points for one in pairs),
        class_counts={kind: counts[kind] for kind in CLASSES if counts[kind]},
        class_labels=CLASSES,
        proof={**check(problem.town, solution), "first_come": len(first_come(problem))},
        instance=instance(problem, solution),
    )


def planned(problem: Problem, solution: Solution) -> tuple[tuple[Person, Opening], ...]:
    """Who goes where: the fixed pairs first, then those that the flow takes."""
    town = problem.town
    took = chosen(town, solution.flow)
    return (
        *problem.fixed,
        *(
            (problem.people.rows[row], problem.posts.rows[column])
            for row, column in zip(town.person[took], town.post[took], strict=True)
        ),
    )


def assigned(problem: Problem, solution: Solution) -> dict[str, tuple[str, int]]:
    """The plan without its reasons: seeker uid → post uid and points."""
    return {
        person.seeker.uid: (opening.post.uid, points_of(person, opening, problem.pool))
        for person, opening in planned(problem, solution)
    }


def allowed_pairs(people: Side, posts: Side) -> Flags:
    """Which pairs the law and every criterion let through."""
    good = walls.passes(people, posts)
    for criterion in CRITERIA:
        good = good & criterion.fits(people, posts)
    return good


def fit(people: Side, posts: Side) -> Whole:
    """The sum of the visible points of all pairs."""
    total = np.zeros((len(people), len(posts)), dtype=np.int64)
    for criterion in CRITERIA:
        total += criterion.points(people, posts)
    return total


def pair(person: Person, opening: Opening, pool: Pool) -> Pair:
    """The pair with its reasons in words; notices of the law stand among them without points."""
    reasons: list[Mapping[str, Any]] = []
    total = 0
    for criterion in CRITERIA:
        said = criterion.judge(person, opening, pool)
        total += said.points
        reasons.append(
            {
                "criterion": criterion.label,
                "verdict": said.verdict.value,
                "points": said.points,
                "left": said.left,
                "right": said.right,
            }
        )
    for notice in notices(person, opening, pool):
        told = {"criterion": notice.criterion, "left": notice.left, "right": notice.right}
        reasons.append({**told, "verdict": "notice", "points": 0})
    return Pair(seeker_uid=person.seeker.uid, post_uid=opening.post.uid, points=total, reasons=tuple(reasons))


def points_of(person: Person, opening: Opening, pool: Pool) -> int:
    """The visible points of one pair."""
    return sum(criterion.judge(person, opening, pool).points for criterion in CRITERIA)


def first_come(problem: Problem) -> dict[int, int]:
    """What first come, first served would place: each person in order of registration takes the fittest free post."""
    seats = problem.town.seats.copy()
    value = np.where(problem.allowed, problem.points, -1)
    order = sorted(range(len(problem.people)), key=lambda i: (problem.people.rows[i].seeker.seeker_no, i))
    taken: dict[int, int] = {}
    for row in order:
        open_values = np.where(seats > 0, value[row], -1)
        best = int(open_values.argmax()) if len(open_values) else -1
        if best >= 0 and open_values[best] >= 0:
            taken[row] = best
            seats[best] -= 1
    return taken


def _offered(opening: Opening, pool: Pool) -> bool:
    return opening.free > 0 and walls.may_offer(opening, pool.today) is None


def _person_name(person: Person) -> tuple[str, ...]:
    """What ties are decided by: nothing that the law forbids to look at, so no ID number (it holds sex and origin)."""
    return person.seeker.name, person.seeker.mobile


def _person_key(person: Person) -> tuple[str, ...]:
    seeker = person.seeker
    return *_person_name(person), seeker.village, seeker.id_doc_type, seeker.id_no, seeker.seeker_no


def _opening_name(opening: Opening) -> tuple[str, ...]:
    return opening.employer.name, opening.post.title, opening.post.place


def _opening_key(opening: Opening) -> tuple[str, ...]:
    content = (str(getattr(opening.post, name)) for name in _POST_CONTENT)
    return *_opening_name(opening), opening.employer.credit_code, *content, str(opening.free), opening.post.post_no


def _fixed(
    pool: Pool, persons: Sequence[Person], openings: Sequence[Opening]
) -> tuple[tuple[tuple[Person, Opening], ...], list[int]]:
    """Pairs that stay whatever the flow says: agreed by the person, locked or placed by hand; and the seats left.

    The law's walls and the clerk's bans hold here too. Where seats do not suffice, a person's own yes goes before the
    clerk's hand.
    """
    banned = {(d.seeker_uid, d.post_uid) for d in pool.decisions if d.kind == "ban"}
    index = {opening.post.uid: number for number, opening in enumerate(openings)}
    seats = [opening.free for opening in openings]
    fixed = []
    for person, post_uid in _promised(pool, persons):
        number = index.get(post_uid)
        if number is None or not seats[number] or (person.seeker.uid, post_uid) in banned:
            continue
        if walls.between(person, openings[number], pool.today):
            continue
        seats[number] -= 1
        fixed.append((person, openings[number]))
    return tuple(fixed), seats


def _promised(pool: Pool, persons: Sequence[Person]) -> list[tuple[Person, str]]:
    """Who should keep or get which post: those who said yes first, then those whom a clerk locked or placed."""
    held = {d.seeker_uid: d.post_uid for d in pool.decisions if d.kind in ("lock", "place")}
    agreed = [(person, person.current_post or "") for person in persons if person.agreed]
    return agreed + [(p, held[p.seeker.uid]) for p in persons if not p.agreed and p.seeker.uid in held]


def _not_banned(people: Side, posts: Side, decisions: Iterable[Decision]) -> Flags:
    row = {person.seeker.uid: index for index, person in enumerate(people.rows)}
    column = {opening.post.uid: index for index, opening in enumerate(posts.rows)}
    good = np.ones((len(people), len(posts)), dtype=bool)
    for one in decisions:
        if one.kind == "ban" and one.seeker_uid in row and one.post_uid in column:
            good[row[one.seeker_uid], column[one.post_uid]] = False
    return good


def _priorities(people: Side) -> Whole:
    """The best rank of each person's groups, closed up so that 0, 1, 2 … all occur; nobody's group = last."""
    ranks = people.pool.codes["group"]
    last = max(item.rank for item in ranks) + 1
    best = people.whole(lambda person: min((ranks.rank(group) or last for group in person.groups), default=last))
    return np.asarray(np.unique(best, return_inverse=True)[1], dtype=np.int64)


def _hashes(keys: Iterable[tuple[str, ...]], salt: str) -> NDArray[np.uint64]:
    """64 bits of each key; twins are told apart by their count, in the order of all their content."""
    seen: Counter[tuple[str, ...]] = Counter()
    found = []
    for key in keys:
        seen[key] += 1
        said = "\x1f".join((salt, *key, str(seen[key])))
        found.append(int.from_bytes(hashlib.blake2b(said.encode(), digest_size=8).digest(), "big"))
    return np.array(found, dtype=np.uint64)


def instance(problem: Problem, solution: Solution) -> dict[str, Whole | tuple[str, ...]]:
    """What a checker needs that trusts nobody, as columns: pairs, fit, kept, seats, priorities, prices, names.

    Hashes stand only where a pair is left to choose in the first turn (`tie_pairs`), one row of `tie_costs` a turn.
    """
    town = problem.town
    told = list(turns(town, solution))
    tie_pairs = told[0].left.arcs[told[0].left.arcs < len(town.person)]
    tie_costs = np.zeros((len(told), len(tie_pairs)), dtype=np.int64)
    for row, turn in enumerate(told):
        inside = turn.left.arcs < len(town.person)
        tie_costs[row, np.searchsorted(tie_pairs, turn.left.arcs[inside])] = turn.cost[inside]
    return {
        "person": town.person,
        "post": town.post,
        "fit": town.fit,
        "kept": town.kept.astype(np.int64),
        "seats": town.seats,
        "priority": town.priority,
        "placing_prices": solution.placing_prices,
        "fitting_prices": solution.prices,
        "tie_pairs": tie_pairs,
        "tie_costs": tie_costs,
        "tie_prices": np.stack(solution.tie_prices),
        "persons": tuple(person.seeker.seeker_no for person in problem.people.rows),
        "posts": tuple(opening.post.post_no for opening in problem.posts.rows),
        "fixed_persons": tuple(person.seeker.seeker_no for person, _ in problem.fixed),
        "fixed_posts": tuple(opening.post.post_no for _, opening in problem.fixed),
    }


def for_checker(kept: Mapping[str, Any]) -> dict[str, Any]:
    """The kept instance as one readable JSON value: arcs, integer costs, capacities, and the prices of each stage."""
    columns = [np.asarray(kept[name]).tolist() for name in ("person", "post", "fit", "kept")]
    return {
        "format": 1,
        "persons": list(kept["persons"]),
        "posts": list(kept["posts"]),
        "priority": np.asarray(kept["priority"]).tolist(),
        "capacities": np.asarray(kept["seats"]).tolist(),
        "arc_columns": ["person", "post", "fit", "kept"],
        "arcs": [list(arc) for arc in zip(*columns, strict=True)],
        "stages": [
            {
                "goal": "placed",
                "cost": "of a person without a post: number of priorities − priority",
                "prices": np.asarray(kept["placing_prices"]).tolist(),
            },
            {
                "goal": "fit",
                "cost": "of a pair: (best fit − fit)·(persons + 1) + (1 if not kept); unplaced of each priority fixed",
                "prices": np.asarray(kept["fitting_prices"]).tolist(),
            },
            *(
                {
                    "goal": "tie",
                    "cost": "of the pairs `arcs`: hashes; arcs of positive or negative reduced cost before are fixed",
                    "arcs": np.asarray(kept["tie_pairs"]).tolist(),
                    "costs": costs,
                    "prices": prices,
                }
                for costs, prices in zip(
                    np.asarray(kept["tie_costs"]).tolist(), np.asarray(kept["tie_prices"]).tolist(), strict=True
                )
            ),
        ],
        "nodes": "persons, then posts, then one for each priority, then the sink",
        "fixed": [list(pair) for pair in zip(kept["fixed_persons"], kept["fixed_posts"], strict=True)],
    }
