"""学历: at least what the post asks; unknown never filters; far above it counts less."""

from __future__ import annotations

import numpy as np

from desk_app.domain.matching.criterion import Criterion, Judgement, Verdict, share
from desk_app.domain.matching.pool import Flags, Opening, Person, Pool, Side, Whole

NAME = "education"
_FAR_ABOVE = 2  # ranks


def _ranks(people: Side, posts: Side) -> tuple[Whole, Whole]:
    ladder = people.pool.codes["education"]
    has = people.whole(lambda person: ladder.rank(person.seeker.education))
    asks = posts.whole(lambda opening: ladder.rank(opening.post.education_min))
    return has[:, None], asks[None, :]


def _fits(people: Side, posts: Side) -> Flags:
    has, asks = _ranks(people, posts)
    return np.asarray((asks == 0) | (has == 0) | (has >= asks))


def _points(people: Side, posts: Side) -> Whole:
    has, asks = _ranks(people, posts)
    weight = people.pool.settings.weights[NAME]
    over = (asks > 0) & (has - asks >= _FAR_ABOVE)
    return np.where((has == 0) & (asks > 0), share(weight, 1, 4), np.where(over, share(weight, 1, 2), weight))


def _judge(person: Person, opening: Opening, pool: Pool) -> Judgement:
    ladder, weight = pool.codes["education"], pool.settings.weights[NAME]
    has, asks = ladder.rank(person.seeker.education), ladder.rank(opening.post.education_min)
    left = f"要求{ladder.label(opening.post.education_min)}及以上" if asks else "学历不限"
    right = f"本人{ladder.label(person.seeker.education)}" if has else "本人学历未登记"
    if not asks:
        return Judgement(Verdict.OK, weight, left, right)
    if not has:
        return Judgement(Verdict.UNKNOWN, share(weight, 1, 4), left, right)
    if has < asks:
        return Judgement(Verdict.NO, 0, left, right)
    return Judgement(Verdict.OK, share(weight, 1, 2) if has - asks >= _FAR_ABOVE else weight, left, right)


EDUCATION = Criterion(name=NAME, label="学历", fits=_fits, points=_points, judge=_judge)
