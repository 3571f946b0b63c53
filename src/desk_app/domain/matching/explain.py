"""为什么没有岗: every person without a post gets exactly one class of reason, with the facts behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from desk_app.domain.matching import walls
from desk_app.domain.matching.criterion import Verdict
from desk_app.domain.matching.listing import CRITERIA
from desk_app.domain.matching.pool import Flags, Opening, Person, Pool, Side

CLASSES: Mapping[str, str] = {
    "walled": "法律不允许介绍就业",
    "excluded": "合适的岗位都已拒绝、试过或被禁配",
    "data_missing": "缺少资料，补齐后可能有岗",
    "no_fit": "没有一个招聘中的岗位合适",
    "seats_taken": "有合适岗位，但名额已安排给其他人",
}
"""Classes in the order in which they are tried; each person without a post has exactly one."""

_NEAREST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """The class of a person without a post and the facts behind it, in Chinese."""

    kind: str
    facts: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """For the kept run and for programs."""
        return {"class": self.kind, "sentence": CLASSES[self.kind] + "。", "facts": list(self.facts)}


def classify(pool: Pool, people: Side, posts: Side, allowed: Flags) -> dict[str, Unplaced]:
    """The class of each person of `people`, all of whom the plan leaves without a post; by seeker uid."""
    law = walls.passes(people, posts)
    fits = {criterion.name: criterion.fits(people, posts) for criterion in CRITERIA}
    without_past = law.copy()
    for name, good in fits.items():
        if name != "earlier":
            without_past &= good
    found = {}
    for row, person in enumerate(people.rows):
        wall = walls.too_young(person.seeker, pool.today)
        if wall:
            reason = Unplaced(kind="walled", facts=(f"{wall.sentence}（{wall.law}）",))
        elif allowed[row].any():
            reason = Unplaced(kind="seats_taken", facts=_taken(posts, allowed[row]))
        elif without_past[row].any():
            names = [_name(posts.rows[column]) for column in np.flatnonzero(without_past[row])[:_NEAREST]]
            reason = Unplaced(kind="excluded", facts=(f"条件合适但已拒绝、试过或被禁配的：{'、'.join(names)}",))
        elif missing := _missing(person, posts, law[row], fits, row):
            reason = Unplaced(kind="data_missing", facts=missing)
        else:
            reason = Unplaced(kind="no_fit", facts=_blocked(pool, person, posts, law[row], fits, row))
        found[person.seeker.uid] = reason
    return found


def _taken(posts: Side, allowed: Flags) -> tuple[str, ...]:
    names = [f"{_name(posts.rows[column])}（{posts.rows[column].free}个名额）" for column in np.flatnonzero(allowed)]
    shown = "、".join(names[:_NEAREST])
    more = f"等{len(names)}个岗位" if len(names) > _NEAREST else ""
    return (f"合适的岗位：{shown}{more}，名额都安排给了优先或更匹配的人",)


def _missing(person: Person, posts: Side, law: Flags, fits: Mapping[str, Flags], row: int) -> tuple[str, ...]:
    """If certificates that are simply not registered are all that stands in the way: say so."""
    if person.seeker.certificates:
        return ()
    rest = law.copy()
    for name, good in fits.items():
        if name != "certificates":
            rest &= good[row]
    names = [posts.rows[column] for column in np.flatnonzero(rest)[:_NEAREST]]
    return tuple(f"没有登记证书：{_name(one)}要求{'、'.join(one.post.certificates)}" for one in names)


def _blocked(
    pool: Pool, person: Person, posts: Side, law: Flags, fits: Mapping[str, Flags], row: int
) -> tuple[str, ...]:
    """How many posts each condition blocks, then the nearest posts with the conditions that fail."""
    if not len(posts):
        return ("现在没有招聘中且有空名额的岗位",)
    blocks = {criterion.label: int((~fits[criterion.name][row]).sum()) for criterion in CRITERIA}
    blocks["法律规定"] = int((~law).sum())
    counted = [f"{label}{count}个" for label, count in sorted(blocks.items(), key=lambda item: -item[1]) if count]
    failing = np.stack([~fits[criterion.name][row] for criterion in CRITERIA]).sum(axis=0) + ~law * len(CRITERIA)
    nearest = sorted(range(len(posts)), key=lambda column: (failing[column], column))[:_NEAREST]
    facts = [f"挡住的条件：{'、'.join(counted)}（共{len(posts)}个岗位）"]
    for column in nearest:
        opening = posts.rows[column]
        said = [criterion.judge(person, opening, pool) for criterion in CRITERIA]
        why = "；".join(f"{one.left}，{one.right}" for one in said if one.verdict is Verdict.NO)
        wall = walls.between(person, opening, pool.today)
        facts.append(f"最接近的岗位 {_name(opening)}：{why or (wall.sentence if wall else '')}")
    return tuple(facts)


def _name(opening: Opening) -> str:
    return f"{opening.employer.name}的{opening.post.title}"
