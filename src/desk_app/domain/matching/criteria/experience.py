"""经验: years asked against years worked; talked about, never a filter."""

from __future__ import annotations

import numpy as np

from desk_app.domain.matching.criterion import Criterion, Judgement, Verdict, share
from desk_app.domain.matching.pool import Flags, Opening, Person, Pool, Side, Whole

NAME = "experience"
_UNKNOWN = -1


def _years(person: Person) -> int:
    years = person.seeker.experience_years
    return _UNKNOWN if years is None else years


def _asked(opening: Opening) -> int:
    return opening.post.experience_years or 0


def _fits(people: Side, posts: Side) -> Flags:
    return np.ones((len(people), len(posts)), dtype=bool)


def _points(people: Side, posts: Side) -> Whole:
    weight = people.pool.settings.weights[NAME]
    has, asks = people.whole(_years)[:, None], posts.whole(_asked)[None, :]
    enough = (asks == 0) | (has >= asks)
    return np.where(enough, weight, np.where(has == _UNKNOWN, share(weight, 1, 2), 0))


def _judge(person: Person, opening: Opening, pool: Pool) -> Judgement:
    weight, has, asks = pool.settings.weights[NAME], _years(person), _asked(opening)
    left = f"要求{asks}年经验" if asks else "经验不限"
    right = "本人从业年限未登记" if has == _UNKNOWN else f"本人从业{has}年"
    if asks == 0 or has >= asks:
        return Judgement(Verdict.OK, weight, left, right)
    if has == _UNKNOWN:
        return Judgement(Verdict.UNKNOWN, share(weight, 1, 2), left, right)
    return Judgement(Verdict.RESERVATION, 0, left, right)


EXPERIENCE = Criterion(name=NAME, label="经验", fits=_fits, points=_points, judge=_judge)
