"""面向人群: posts that are kept for certain groups by law or policy; membership lets in, it never gives points.

公益性岗位 go to persons in hardship first (就业促进法第53条), 见习岗位 to graduates and registered unemployed youth.
"""

from __future__ import annotations

import numpy as np

from desk_app.domain.matching.criterion import Criterion, Judgement, Verdict
from desk_app.domain.matching.pool import Flags, Opening, Person, Pool, Side, Whole

_OF_KIND = {"public_welfare": ("HARD", "ZEROFAM"), "internship": ("GRAD", "YOUTH")}


def _targets(opening: Opening) -> frozenset[str]:
    return frozenset(opening.post.target_groups or _OF_KIND.get(opening.post.kind, ()))


def _fits(people: Side, posts: Side) -> Flags:
    open_to_all = posts.flags(lambda opening: not _targets(opening))[None, :]
    good = np.broadcast_to(open_to_all, (len(people), len(posts))).copy()
    for group in {group for row in posts.rows for group in _targets(row)}:
        member = people.flags(lambda person, group=group: group in person.groups)  # type: ignore[misc]
        wanted = posts.flags(lambda opening, group=group: group in _targets(opening))  # type: ignore[misc]
        good |= member[:, None] & wanted[None, :]
    return good


def _points(people: Side, posts: Side) -> Whole:
    return np.zeros((len(people), len(posts)), dtype=np.int64)


def _judge(person: Person, opening: Opening, pool: Pool) -> Judgement:
    targets = _targets(opening)
    if not targets:
        return Judgement(Verdict.OK, 0, "面向所有人", "")
    left = f"面向{'、'.join(pool.codes['group'].label(code) for code in sorted(targets))}"
    inside = bool(targets & set(person.groups))
    return Judgement(Verdict.OK if inside else Verdict.NO, 0, left, "本人符合" if inside else "本人不属于")


TARGET = Criterion(name="target", label="面向人群", fits=_fits, points=_points, judge=_judge)
