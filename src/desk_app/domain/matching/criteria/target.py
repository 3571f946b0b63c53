"""面向人群: posts that are kept for certain groups by law or policy; membership lets in, it never gives points.

公益性岗位 go to persons in hardship (就业促进法第53条), 见习岗位 to graduates and registered unemployed youth.
"""

from __future__ import annotations

import numpy as np

from desk_app.domain.matching.criterion import Criterion, Judgement, Verdict
from desk_app.domain.matching.pool import Flags, Opening, Person, Pool, Side, Whole
from desk_app.domain.post_kinds import admits, asked, rules


def _fits(people: Side, posts: Side) -> Flags:
    good = np.ones((len(people), len(posts)), dtype=bool)
    columns: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for column, opening in enumerate(posts.rows):
        if opening.post.target_groups or rules(opening.post, people.pool.settings.post_kinds).open_to:
            columns.setdefault((opening.post.kind, opening.post.target_groups), []).append(column)
    for same in columns.values():
        first = posts.rows[same[0]]
        good[:, same] = people.flags(lambda person, first=first: _is_inside(person, first, people.pool))[:, None]  # type: ignore[misc]
    return good


def _points(people: Side, posts: Side) -> Whole:
    return np.zeros((len(people), len(posts)), dtype=np.int64)


def _judge(person: Person, opening: Opening, pool: Pool) -> Judgement:
    wanted = asked(opening.post, pool.settings.post_kinds, pool.codes)
    if not wanted:
        return Judgement(Verdict.OK, 0, "面向所有人", "")
    inside = _is_inside(person, opening, pool)
    return Judgement(Verdict.OK if inside else Verdict.NO, 0, f"面向{wanted}", "本人符合" if inside else "本人不属于")


def _is_inside(person: Person, opening: Opening, pool: Pool) -> bool:
    return admits(opening.post, person.seeker, person.groups, pool.today, pool.settings.post_kinds)


TARGET = Criterion(name="target", label="面向人群", fits=_fits, points=_points, judge=_judge)
