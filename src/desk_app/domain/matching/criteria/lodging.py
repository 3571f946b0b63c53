"""食宿: a person who needs a bed against a post that says it has none."""

from __future__ import annotations

import numpy as np

from desk_app.domain.matching.criterion import Criterion, Judgement, Verdict, share
from desk_app.domain.matching.pool import Flags, Opening, Person, Pool, Side, Whole, by_kind

NAME = "lodging"


def _grade(needs: bool | None, offers: bool | None) -> int:
    """Quarters of the weight, −1 for a pair that does not fit."""
    if not needs:
        return 2
    return {True: 4, None: 1, False: -1}[offers]


def _fits(people: Side, posts: Side) -> Flags:
    return np.asarray(by_kind(people, posts, lambda p: p.seeker.needs_lodging, lambda o: o.post.lodging, _grade) >= 0)


def _points(people: Side, posts: Side) -> Whole:
    weight = people.pool.settings.weights[NAME]
    return by_kind(
        people,
        posts,
        lambda p: p.seeker.needs_lodging,
        lambda o: o.post.lodging,
        lambda has, asks: share(weight, max(_grade(has, asks), 0), 4),
    )


_VERDICTS = {-1: Verdict.NO, 1: Verdict.UNKNOWN}


def _judge(person: Person, opening: Opening, pool: Pool) -> Judgement:
    grade = _grade(person.seeker.needs_lodging, opening.post.lodging)
    left = {True: "提供住宿", False: "不提供住宿", None: "住宿未写明"}[opening.post.lodging]
    right = "本人需要住宿" if person.seeker.needs_lodging else "本人不需要住宿"
    return Judgement(
        _VERDICTS.get(grade, Verdict.OK), share(pool.settings.weights[NAME], max(grade, 0), 4), left, right
    )


LODGING = Criterion(name=NAME, label="食宿", fits=_fits, points=_points, judge=_judge)
