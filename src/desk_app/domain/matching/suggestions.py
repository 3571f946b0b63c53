"""改一项就有岗: the smallest single changes that are proven to place a person whom the plan leaves without a post.

A post helps if giving it to the person makes the best plan strictly better (an exact question to the residual network).
A change is shown only if it opens such a post: then every best plan places the person, since without the person
nothing better than the old plan exists.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from desk_app.domain.matching import walls
from desk_app.domain.matching.criteria.pay import monthly
from desk_app.domain.matching.criterion import Verdict
from desk_app.domain.matching.flow import Town, network, placing_costs, to_sink
from desk_app.domain.matching.listing import CRITERIA
from desk_app.domain.matching.pool import Flags, Opening, Person, Pool, Side, Whole
from desk_app.domain.seekers import Seeker

_MOST = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One change that is proven to place the person, and where it then fits."""

    sentence: str
    change: Mapping[str, Any]  # attribute of the seeker → new value


@dataclass(frozen=True, slots=True)
class Near:
    """A person and the helpful posts that only one criterion keeps away."""

    seeker: Seeker
    openings: tuple[Opening, ...]
    pool: Pool


Idea = tuple[str, Mapping[str, Any]]


def suggestions(
    pool: Pool, people: Side, posts: Side, town: Town, placing_flow: Whole, rows: Sequence[int]
) -> dict[int, tuple[Suggestion, ...]]:
    """For each row of `people` up to three single changes, each proven to place the person."""
    way_out = to_sink(network(town), placing_costs(town), placing_flow)
    cost_of_post = way_out[town.persons : town.persons + town.posts]
    found = {}
    for row in rows:
        helps = cost_of_post < town.groups - town.priority[row]
        found[row] = tuple(islice(_proven(pool, people.rows[row], posts, helps), _MOST))
    return found


def _proven(pool: Pool, person: Person, posts: Side, helps: Flags) -> Iterator[Suggestion]:
    useful = Side(tuple(posts.rows[column] for column in np.flatnonzero(helps)), pool)
    banned = {one.post_uid for one in pool.decisions if one.kind == "ban" and one.seeker_uid == person.seeker.uid}
    alone = Side((person,), pool)
    lawful = walls.passes(alone, useful)[0] & ~useful.flags(lambda opening: opening.post.uid in banned)
    fits = {criterion.name: criterion.fits(alone, useful)[0] for criterion in CRITERIA}
    for name, ideas in _IDEAS.items():
        others = np.logical_and.reduce([lawful, ~fits[name], *(good for other, good in fits.items() if other != name)])
        near = Near(person.seeker, tuple(useful.rows[column] for column in np.flatnonzero(others)), pool)
        for sentence, change in ideas(near) if near.openings else ():
            changed = dataclasses.replace(person, seeker=dataclasses.replace(person.seeker, **change))
            target = next((opening for opening in near.openings if _fits(changed, opening, pool)), None)
            if target:
                yield Suggestion(f"{sentence}，就能安排到{target.employer.name}的{target.post.title}", change)


def _fits(person: Person, opening: Opening, pool: Pool) -> bool:
    return all(criterion.judge(person, opening, pool).verdict is not Verdict.NO for criterion in CRITERIA)


# One function for each criterion that a person can do something about; the smallest change comes first.


def _pay(near: Near) -> Iterator[Idea]:
    pays = max(monthly(opening) for opening in near.openings)
    yield f"期望月薪从{near.seeker.expected_pay}元放到{pays}元", {"expected_pay": pays}


def _place(near: Near) -> Iterator[Idea]:
    ladder = near.pool.codes["place"]
    nearest = min((opening.post.place_level for opening in near.openings), key=ladder.rank)
    now = ladder.label(near.seeker.furthest_place)
    yield f"地点从{now}放到{ladder.label(nearest)}", {"furthest_place": nearest}


def _cannot(near: Near) -> Iterator[Idea]:
    for code in near.seeker.cannot:
        rest = tuple(one for one in near.seeker.cannot if one != code)
        yield f"如果不再“{near.pool.codes['cannot'].label(code)}”", {"cannot": rest}


def _lodging(near: Near) -> Iterator[Idea]:
    if near.seeker.needs_lodging:
        yield "如果不需要住宿", {"needs_lodging": False}
    yield from _cannot(near)


def _occupation(near: Near) -> Iterator[Idea]:
    seeker, known = near.seeker, near.pool.settings.occupations
    for word in seeker.refused_jobs:
        yield f"如果不再排除{word}", {"refused_jobs": tuple(one for one in seeker.refused_jobs if one != word)}
    seats: Counter[str] = Counter()
    for opening in near.openings:
        seats[known.family(opening.post.title)] += opening.free
    for name, _ in seats.most_common() if seeker.job_wishes else ():
        if name:
            family = known.families[name]
            yield f"愿意再考虑{family.label}", {"job_wishes": (*seeker.job_wishes, family.words[0])}


def _certificates(near: Near) -> Iterator[Idea]:
    asked = Counter(opening.post.certificates for opening in near.openings)
    for papers, _ in sorted(asked.items(), key=lambda item: (len(item[0]), -item[1], item[0])):
        yield f"取得{'、'.join(papers)}", {"certificates": (*near.seeker.certificates, *papers)}


_IDEAS: Mapping[str, Callable[[Near], Iterator[Idea]]] = {
    "pay": _pay,
    "place": _place,
    "occupation": _occupation,
    "shift": _cannot,
    "lodging": _lodging,
    "certificates": _certificates,
}
