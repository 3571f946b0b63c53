"""工资: what the post pays a month against what the person expects; a wish above the most it pays is a no.

A wish above the middle of what it pays is something to talk about. Pay above the wish gives points up to a cap: plans
sorted by pay would send everybody to the same few posts.
"""

from __future__ import annotations

import numpy as np

from desk_app.domain.matching.criterion import Criterion, Judgement, Verdict
from desk_app.domain.matching.pool import Flags, Opening, Person, Pool, Side, Whole, by_kind

NAME = "pay"
_A_MONTH = {"month": 1.0, "day": 26.0, "hour": 208.0, "year": 1 / 12}  # 26 days of 8 hours
_STEP = 200  # yuan above the wish that one more point stands for


def monthly(opening: Opening) -> int:
    """The most the post pays, in yuan a month; 0 = not known (piece work, by agreement)."""
    return _a_month(opening, opening.post.pay_max or opening.post.pay_min)


def _least(opening: Opening) -> int:
    return min(_a_month(opening, opening.post.pay_min), monthly(opening)) or monthly(opening)


def _a_month(opening: Opening, amount: int | None) -> int:
    factor = _A_MONTH.get(opening.post.pay_unit or "month")
    return int(amount * factor) if amount and factor else 0


def _wish(person: Person) -> int:
    return person.seeker.expected_pay or 0


def _grade(weight: int, wish: int, pays: int) -> int:
    """Points, −1 for a pair that does not fit."""
    if not wish or not pays:
        return weight // 2
    return weight // 2 + min((pays - wish) // _STEP, weight - weight // 2) if pays >= wish else -1


def _grades(people: Side, posts: Side) -> Whole:
    weight = people.pool.settings.weights[NAME]
    return by_kind(people, posts, _wish, monthly, lambda wish, pays: _grade(weight, wish, pays))


def _fits(people: Side, posts: Side) -> Flags:
    return np.asarray(_grades(people, posts) >= 0)


def _points(people: Side, posts: Side) -> Whole:
    return _grades(people, posts).clip(0)


def _judge(person: Person, opening: Opening, pool: Pool) -> Judgement:
    wish, pays, least = _wish(person), monthly(opening), _least(opening)
    grade = _grade(pool.settings.weights[NAME], wish, pays)
    left = f"每月最高{pays}元" if pays else f"工资{opening.post.pay_text or '未写明'}"
    right = f"本人期望{wish}元" if wish else "本人未提工资要求"
    if grade < 0:
        return Judgement(Verdict.NO, 0, left, right)
    if wish and pays and wish > (least + pays) // 2:
        return Judgement(Verdict.RESERVATION, grade, f"每月{least}至{pays}元" if least < pays else left, right)
    return Judgement(Verdict.UNKNOWN if wish and not pays else Verdict.OK, grade, left, right)


PAY = Criterion(name=NAME, label="工资", fits=_fits, points=_points, judge=_judge)
