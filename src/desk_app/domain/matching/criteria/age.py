"""年龄: a range in a post counts only with a lawful reason recorded; it never gives points (就业促进法第3条)."""

from __future__ import annotations

from datetime import date

import numpy as np

from desk_app.domain.identity import age_on
from desk_app.domain.matching.criterion import Criterion, Judgement, Verdict
from desk_app.domain.matching.pool import Flags, Opening, Person, Pool, Side, Whole

_UNKNOWN = -1
_NO_LIMIT = 200


def _age(person: Person, today: date) -> int:
    return age_on(person.seeker.birth_date, today) if person.seeker.birth_date else _UNKNOWN


def _limits(opening: Opening) -> tuple[int, int]:
    post = opening.post
    return (post.age_min or 0, post.age_max or _NO_LIMIT) if post.age_reason.strip() else (0, _NO_LIMIT)


def _fits(people: Side, posts: Side) -> Flags:
    age = people.whole(lambda person: _age(person, people.pool.today))[:, None]
    least = posts.whole(lambda opening: _limits(opening)[0])[None, :]
    most = posts.whole(lambda opening: _limits(opening)[1])[None, :]
    return np.asarray((age == _UNKNOWN) | ((age >= least) & (age <= most)))


def _points(people: Side, posts: Side) -> Whole:
    return np.zeros((len(people), len(posts)), dtype=np.int64)


def _judge(person: Person, opening: Opening, pool: Pool) -> Judgement:
    age, (least, most) = _age(person, pool.today), _limits(opening)
    if (least, most) == (0, _NO_LIMIT):
        return Judgement(Verdict.OK, 0, "年龄不限", "")
    left = f"{least}至{most}周岁（{opening.post.age_reason}）"
    if age == _UNKNOWN:
        return Judgement(Verdict.UNKNOWN, 0, left, "本人出生日期未登记")
    return Judgement(Verdict.OK if least <= age <= most else Verdict.NO, 0, left, f"本人{age}周岁")


AGE = Criterion(name="age", label="年龄", fits=_fits, points=_points, judge=_judge)
