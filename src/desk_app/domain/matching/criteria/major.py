"""专业: what was studied against what the post asks; talked about, never a filter."""

from __future__ import annotations

import re

import numpy as np

from desk_app.domain.matching.criterion import Criterion, Judgement, Verdict, share
from desk_app.domain.matching.pool import Flags, Opening, Person, Pool, Side, Whole, by_kind

NAME = "major"
_ANY = re.compile("不限|无要求")
_PARTS = re.compile(r"[，,、；;。\s/（）()：:]+")
_TAIL = re.compile("(?:类|学|专业|技术|与技术)+$")


def _relation(has: str, asks: str) -> str:
    if not asks or _ANY.search(asks):
        return "open"
    if not has:
        return "unknown"
    parts = [_TAIL.sub("", part) for part in _PARTS.split(asks) if part]
    own = _TAIL.sub("", has)
    alike = any(part and own and (part in has or own in part) for part in parts)
    return "same" if alike else "other"


# Quarters of the weight.
_QUARTERS = {"open": 2, "unknown": 1, "same": 4, "other": 0}
_VERDICTS = {"open": Verdict.OK, "unknown": Verdict.UNKNOWN, "same": Verdict.OK, "other": Verdict.RESERVATION}


def _points(people: Side, posts: Side) -> Whole:
    weight = people.pool.settings.weights[NAME]
    return by_kind(
        people,
        posts,
        lambda person: person.seeker.major,
        lambda opening: opening.post.major,
        lambda has, asks: share(weight, _QUARTERS[_relation(has, asks)], 4),
    )


def _fits(people: Side, posts: Side) -> Flags:
    return np.ones((len(people), len(posts)), dtype=bool)


def _judge(person: Person, opening: Opening, pool: Pool) -> Judgement:
    how = _relation(person.seeker.major, opening.post.major)
    left = f"专业要求{opening.post.major}" if how != "open" else "专业不限"
    right = f"本人学{person.seeker.major}" if person.seeker.major else "本人专业未登记"
    return Judgement(_VERDICTS[how], share(pool.settings.weights[NAME], _QUARTERS[how], 4), left, right)


MAJOR = Criterion(name=NAME, label="专业", fits=_fits, points=_points, judge=_judge)
