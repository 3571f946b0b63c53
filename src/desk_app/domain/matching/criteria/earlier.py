"""以前的结果: a post that the person refused, or that did not take the person, is not offered again."""

from __future__ import annotations

import numpy as np

from desk_app.domain.matching.criterion import Criterion, Judgement, Verdict
from desk_app.domain.matching.pool import Flags, Opening, Person, Pool, Side, Whole


def _fits(people: Side, posts: Side) -> Flags:
    good = np.ones((len(people), len(posts)), dtype=bool)
    column = {opening.post.uid: index for index, opening in enumerate(posts.rows)}
    for row, person in enumerate(people.rows):
        for uid in person.barred_posts & column.keys():
            good[row, column[uid]] = False
    return good


def _points(people: Side, posts: Side) -> Whole:
    return np.zeros((len(people), len(posts)), dtype=np.int64)


def _judge(person: Person, opening: Opening, pool: Pool) -> Judgement:
    if opening.post.uid in person.barred_posts:
        return Judgement(Verdict.NO, 0, "这个岗位以前推荐过", "本人没有接受或未被录用")
    return Judgement(Verdict.OK, 0, "以前没有推荐过", "")


EARLIER = Criterion(name="earlier", label="以前的结果", fits=_fits, points=_points, judge=_judge)
