"""地点: how far away the post is, on the ladder from village to abroad, against how far the person goes."""

from __future__ import annotations

import numpy as np

from desk_app.domain.matching.criterion import Criterion, Judgement, Verdict, share
from desk_app.domain.matching.pool import Flags, Opening, Person, Pool, Side, Whole

NAME = "place"


def _ranks(people: Side, posts: Side) -> tuple[Whole, Whole]:
    ladder = people.pool.codes["place"]
    goes = people.whole(lambda person: ladder.rank(person.seeker.furthest_place))
    lies = posts.whole(lambda opening: ladder.rank(opening.post.place_level))
    return goes[:, None], lies[None, :]


def _steps(pool: Pool) -> int:
    return max(item.rank for item in pool.codes["place"])


def _fits(people: Side, posts: Side) -> Flags:
    goes, lies = _ranks(people, posts)
    return np.asarray((goes == 0) | (lies == 0) | (lies <= goes))


def _points(people: Side, posts: Side) -> Whole:
    lies = _ranks(people, posts)[1]
    weight, steps = people.pool.settings.weights[NAME], _steps(people.pool)
    row = np.where(lies == 0, share(weight, 1, 2), weight * (steps - lies) // (steps - 1))
    return np.broadcast_to(row, (len(people), len(posts)))


def _judge(person: Person, opening: Opening, pool: Pool) -> Judgement:
    ladder, weight, steps = pool.codes["place"], pool.settings.weights[NAME], _steps(pool)
    goes, lies = ladder.rank(person.seeker.furthest_place), ladder.rank(opening.post.place_level)
    left = f"在{ladder.label(opening.post.place_level)}" if lies else f"地点{opening.post.place or '未写明'}"
    right = f"本人最远到{ladder.label(person.seeker.furthest_place)}" if goes else "本人未提地点要求"
    if not lies:
        return Judgement(Verdict.UNKNOWN, share(weight, 1, 2), left, right)
    if goes and lies > goes:
        return Judgement(Verdict.NO, 0, left, right)
    return Judgement(Verdict.OK, weight * (steps - lies) // (steps - 1), left, right)


PLACE = Criterion(name=NAME, label="地点", fits=_fits, points=_points, judge=_judge)
