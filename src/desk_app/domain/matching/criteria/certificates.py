"""证书: certificates asked for by name; the health certificate is got within days and only talked about."""

from __future__ import annotations

import numpy as np

from desk_app.domain.matching.criterion import Criterion, Judgement, Verdict, share
from desk_app.domain.matching.pool import Flags, Opening, Person, Pool, Side, Whole, by_kind

NAME = "certificates"
_SOON = "健康证"


def _missing(has: tuple[str, ...], asks: tuple[str, ...]) -> tuple[str, ...]:
    own = "、".join(has)
    return tuple(word for word in asks if word.removesuffix("证").removesuffix("资格") not in own)


def _grade(has: tuple[str, ...], asks: tuple[str, ...]) -> int:
    """Quarters of the weight, −1 for a pair that does not fit."""
    if not asks:
        return 2
    missing = _missing(has, asks)
    if not missing:
        return 4
    return 1 if all(_SOON in word for word in missing) else -1


def _fits(people: Side, posts: Side) -> Flags:
    return np.asarray(
        by_kind(people, posts, lambda p: p.seeker.certificates, lambda o: o.post.certificates, _grade) >= 0
    )


def _points(people: Side, posts: Side) -> Whole:
    weight = people.pool.settings.weights[NAME]
    return by_kind(
        people,
        posts,
        lambda p: p.seeker.certificates,
        lambda o: o.post.certificates,
        lambda has, asks: share(weight, max(_grade(has, asks), 0), 4),
    )


def _judge(person: Person, opening: Opening, pool: Pool) -> Judgement:
    has, asks = person.seeker.certificates, opening.post.certificates
    grade = _grade(has, asks)
    verdict = Verdict.NO if grade < 0 else Verdict.RESERVATION if grade == 1 else Verdict.OK
    left = f"要求{'、'.join(asks)}" if asks else "不要求证书"
    right = f"本人有{'、'.join(has)}" if has else "本人未登记证书"
    return Judgement(verdict, share(pool.settings.weights[NAME], max(grade, 0), 4), left, right)


CERTIFICATES = Criterion(name=NAME, label="证书", fits=_fits, points=_points, judge=_judge)
