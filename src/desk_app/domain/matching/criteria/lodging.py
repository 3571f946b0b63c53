"""食宿班车: a person who needs a bed, or cannot stay away over night, against lodging, bus and distance of the post."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from desk_app.domain.matching.criterion import Criterion, Judgement, Verdict, share
from desk_app.domain.matching.pool import Flags, Opening, Person, Pool, Side, Whole, by_kind

NAME = "lodging"
_DAILY = "county"  # up to here people come home every day


class Needs(NamedTuple):
    """What the person says about the nights."""

    bed: bool | None
    home: bool  # cannot stay away over night


class Offers(NamedTuple):
    """What the post says about bed and way."""

    bed: bool | None
    bus: bool | None
    away: bool  # too far to come home every day


def _needs(person: Person) -> Needs:
    return Needs(person.seeker.needs_lodging, "lodging" in person.seeker.cannot)


def _offers(opening: Opening, pool: Pool) -> Offers:
    ladder, post = pool.codes["place"], opening.post
    return Offers(post.lodging, post.bus, not post.bus and ladder.rank(post.place_level) > ladder.rank(_DAILY))


def _grade(needs: Needs, offers: Offers) -> int:
    """Quarters of the weight, −1 for a pair that does not fit."""
    if needs.home and offers.away:
        return -1
    if needs.bed:
        return {True: 4, None: 1, False: -1}[offers.bed]
    return 3 if offers.bus else 2


def _fits(people: Side, posts: Side) -> Flags:
    return np.asarray(by_kind(people, posts, _needs, lambda one: _offers(one, posts.pool), _grade) >= 0)


def _points(people: Side, posts: Side) -> Whole:
    weight = people.pool.settings.weights[NAME]
    return by_kind(
        people,
        posts,
        _needs,
        lambda one: _offers(one, posts.pool),
        lambda needs, offers: share(weight, max(_grade(needs, offers), 0), 4),
    )


def _judge(person: Person, opening: Opening, pool: Pool) -> Judgement:
    needs, offers = _needs(person), _offers(opening, pool)
    grade = _grade(needs, offers)
    left = {True: "提供住宿", False: "不提供住宿", None: "住宿未写明"}[offers.bed] + ("，有班车" if offers.bus else "")
    right = {True: "本人需要住宿", False: "本人不需要住宿", None: "本人未提住宿要求"}[needs.bed]
    if needs.home and offers.away:
        left, right = f"在{pool.codes['place'].label(opening.post.place_level)}，当天不能往返", "本人不能住宿在外"
    verdict = Verdict.NO if grade < 0 else Verdict.UNKNOWN if needs.bed and offers.bed is None else Verdict.OK
    return Judgement(verdict, share(pool.settings.weights[NAME], max(grade, 0), 4), left, right)


LODGING = Criterion(name=NAME, label="食宿班车", fits=_fits, points=_points, judge=_judge)
