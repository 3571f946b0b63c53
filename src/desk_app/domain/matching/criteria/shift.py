"""班次与劳动强度: what the person says he or she cannot do (never a diagnosis) against shifts and load of the post."""

from __future__ import annotations

import numpy as np

from desk_app.domain.matching.criterion import Criterion, Judgement, Verdict
from desk_app.domain.matching.pool import Flags, Opening, Person, Pool, Side, Whole

NAME = "shift"
# What a post's shift or hazard asks of a person who cannot …
_OF_SHIFT = {"night": ("night",), "three": ("night", "shifts"), "two": ("night", "shifts")}
_OF_HAZARD = {
    "heavy": "heavy",
    "class4": "heavy",
    "height": "height",
    "standing": "standing",
    "dust": "dust",
    "travel": "travel",
}


def _demands(opening: Opening) -> frozenset[str]:
    hazards = [_OF_HAZARD[hazard] for hazard in opening.post.hazards if hazard in _OF_HAZARD]
    return frozenset((*_OF_SHIFT.get(opening.post.shift, ()), *hazards))


def _clash(person: Person, opening: Opening) -> frozenset[str]:
    return _demands(opening) & set(person.seeker.cannot)


def _fits(people: Side, posts: Side) -> Flags:
    good = np.ones((len(people), len(posts)), dtype=bool)
    for code in {code for row in people.rows for code in row.seeker.cannot}:
        cannot = people.flags(lambda person, code=code: code in person.seeker.cannot)  # type: ignore[misc]
        asks = posts.flags(lambda opening, code=code: code in _demands(opening))  # type: ignore[misc]
        good &= ~(cannot[:, None] & asks[None, :])
    return good


def _points(people: Side, posts: Side) -> Whole:
    weight = people.pool.settings.weights[NAME]
    row = posts.whole(lambda opening: weight if opening.post.shift == "day" else weight // 2)
    return np.broadcast_to(row[None, :], (len(people), len(posts)))


def _judge(person: Person, opening: Opening, pool: Pool) -> Judgement:
    post, weight = opening.post, pool.settings.weights[NAME]
    asks = [pool.codes["shift"].label(post.shift)] if post.shift else []
    asks += [pool.codes["hazard"].label(code) for code in post.hazards if code in _OF_HAZARD]
    left = f"岗位{'、'.join(asks)}" if asks else "班次未写明"
    clash = _clash(person, opening)
    words = pool.codes["cannot"]
    if clash:
        named = "、".join(words.label(code) for code in sorted(clash))
        return Judgement(Verdict.NO, 0, left, f"本人{named}")
    own = "、".join(words.label(code) for code in person.seeker.cannot)
    right = f"本人{own}，与岗位不冲突" if own else "本人未提限制"
    verdict = Verdict.OK if post.shift or not own else Verdict.UNKNOWN
    return Judgement(verdict, weight if post.shift == "day" else weight // 2, left, right)


SHIFT = Criterion(name=NAME, label="班次强度", fits=_fits, points=_points, judge=_judge)
