"""改动的代价: what a clerk's decision does to the best plan, before it is made.

The plan is solved twice on the same people and posts, without and with the decision; the cost is the difference of the
two. Nothing is estimated.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desk_app.domain.errors import Refused
from desk_app.domain.matching import walls
from desk_app.domain.matching.pool import Opening, Person, Pool
from desk_app.domain.proposals import Decision

PLACING = ("lock", "place")
"""Decisions that hold a person to one post."""

Assigned = Mapping[str, tuple[str, int]]
"""A plan without its reasons: seeker uid → post uid and points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Somebody whose post a decision changes; None = without a post."""

    seeker_uid: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """The best plan with a decision against the best plan without it."""

    placed: int  # how many more (fewer: negative) have a post
    fit: int  # how much higher (lower: negative) the sum of all points is
    moved: tuple[Moved, ...]  # everybody else whose post changes

    def sentence(self, kind: str) -> str:
        """The cost in words: "改派后少安排 1 人，总匹配分 −12，另有 2 人跟着变动。"."""
        verb = {"lock": "锁定", "ban": "禁配", "place": "改派"}[kind]
        told = []
        if self.placed:
            told.append(f"{'多' if self.placed > 0 else '少'}安排 {abs(self.placed)} 人")
        if self.fit:
            told.append(f"总匹配分 {'+' if self.fit > 0 else '−'}{abs(self.fit)}")
        if self.moved:
            told.append(f"另有 {len(self.moved)} 人跟着变动")
        return f"{verb}后{'，'.join(told)}。" if told else f"{verb}不影响方案：安排人数和总匹配分都不变。"


def replaced(decisions: Iterable[Decision], new: Decision) -> tuple[Decision, ...]:
    """The earlier decisions that the new one takes the place of.

    One word on each pair; and one person is held to one post, so a new lock or placement ends the old one.
    """
    return tuple(
        old
        for old in decisions
        if old.seeker_uid == new.seeker_uid
        and (old.post_uid == new.post_uid or (new.kind in PLACING and old.kind in PLACING))
    )


def with_decision(pool: Pool, new: Decision) -> Pool:
    """The same people and posts with the decision added. Raises Refused in words where it cannot be kept.

    A lock or placement is refused through a wall of the law, into a post without a free seat, and against a yes that
    the person gave to another post: that yes is the person's own and goes before the clerk's hand.
    """
    gone = replaced(pool.decisions, new)
    if new.kind in PLACING:
        person = next((one for one in pool.persons if one.seeker.uid == new.seeker_uid), None)
        opening = next((one for one in pool.openings if one.post.uid == new.post_uid), None)
        if person is None:
            raise Refused("not_waiting", "本人现在不在待安排的人员里（已推荐、已就业或不找工作），不能锁定或改派。")
        if opening is None:
            raise Refused("no_seat", "这个岗位没有空名额，不能锁定或改派到这里。")
        barred = obstacle_to_placing(pool, person, opening, promised_to_others(pool, person))
        if barred:
            raise Refused("cannot_hold", barred)
    kept = tuple(old for old in pool.decisions if old not in gone)
    return dataclasses.replace(pool, decisions=(*kept, new))


def obstacle_to_placing(pool: Pool, person: Person, opening: Opening, promised: Mapping[str, int]) -> str:
    """The sentence that forbids to hold this person to this post by hand; "" where nothing does."""
    wall = walls.between(person, opening, pool.today)
    if wall:
        return f"不能安排：{wall.sentence}（{wall.law}）"
    if person.agreed and person.current_post != opening.post.uid:
        return "本人已同意去另一个岗位。本人改变主意的，请先登记新的意见，再改派。"
    if promised.get(opening.post.uid, 0) >= opening.free:
        return "这个岗位的名额都已留给本人同意的、锁定的或手工安排的人，不能再安排。"
    return ""


def promised_to_others(pool: Pool, person: Person) -> Mapping[str, int]:
    """Post uid → how many of its seats others hold for certain: by their own yes, or by a lock or placement."""
    held = {one.seeker_uid: one.post_uid for one in pool.decisions if one.kind in PLACING}
    others = (one for one in pool.persons if one.seeker.uid != person.seeker.uid)
    return Counter((one.current_post if one.agreed else held.get(one.seeker.uid)) or "" for one in others)


def difference(before: Assigned, after: Assigned, seeker_uid: str) -> Cost:
    """The cost from the two plans; the person of the decision is not counted among those who move."""
    moved = tuple(
        Moved(seeker_uid=uid, before=_post(before, uid), after=_post(after, uid))
        for uid in sorted({*before, *after} - {seeker_uid})
        if _post(before, uid) != _post(after, uid)
    )
    return Cost(placed=len(after) - len(before), fit=_fit(after) - _fit(before), moved=moved)


def _post(plan: Assigned, uid: str) -> str | None:
    return plan[uid][0] if uid in plan else None


def _fit(plan: Assigned) -> int:
    return sum(points for _, points in plan.values())
