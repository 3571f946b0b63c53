"""为什么没有岗: every person without a post gets one class of reason, its facts, and the changes that would help.

A change is shown only if it is proven to place the person: after it, the best plan is strictly better, and since
without it the old plan was best, every best plan must then place exactly this person.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from desk_app.domain.matching import walls
from desk_app.domain.matching.criteria.pay import monthly
from desk_app.domain.matching.criterion import Verdict
from desk_app.domain.matching.flow import LARGEST, Town, network, placing_costs, to_sink
from desk_app.domain.matching.listing import CRITERIA
from desk_app.domain.matching.pool import Flags, Opening, Person, Pool, Side, Whole

CLASSES: Mapping[str, str] = {
    "walled": "法律不允许介绍就业",
    "excluded": "合适的岗位都已拒绝、试过或被禁配",
    "data_missing": "缺少资料，补齐后可能有岗",
    "no_fit": "没有一个招聘中的岗位合适",
    "seats_taken": "有合适岗位，但名额已安排给其他人",
}
"""Classes in the order in which they are tried; each person without a post has exactly one."""

_NEAREST = 3
_MOST_CHANGES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """The class of a person without a post and the facts behind it, in Chinese."""

    kind: str
    facts: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """For the kept run and for programs."""
        return {"class": self.kind, "sentence": CLASSES[self.kind] + "。", "facts": list(self.facts)}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One change that is proven to place the person, and where it then fits."""

    sentence: str
    change: Mapping[str, Any]  # attribute of the seeker → new value


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
        wall = walls.may_start(person.seeker, posts.rows[0].post, pool.today) if len(posts) else None
        if wall == walls.UNDER_16:
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


def suggestions(
    pool: Pool, people: Side, posts: Side, town: Town, placing_flow: Whole, rows: Sequence[int]
) -> dict[int, tuple[Suggestion, ...]]:
    """For each row of `people` up to three single changes, each proven to place the person."""
    net = network(town)
    way_out = to_sink(net, placing_costs(town), placing_flow)
    cost_of_post = way_out[town.persons : town.persons + town.posts]
    found = {}
    for row in rows:
        worth = town.groups - int(town.priority[row])
        helps = (cost_of_post < worth) & (cost_of_post < LARGEST)
        found[row] = tuple(_proven(pool, people.rows[row], posts, helps))[:_MOST_CHANGES]
    return found


def _proven(pool: Pool, person: Person, posts: Side, helps: Flags) -> Iterator[Suggestion]:
    """Changes after which the person may take a post whose taking makes the best plan better."""
    useful = Side(tuple(posts.rows[column] for column in np.flatnonzero(helps)), pool)
    if not len(useful):
        return
    seen: set[str] = set()
    for sentence, change in _changes(pool, person, useful):
        (what,) = change
        if what in seen:
            continue  # a smaller change of the same thing was enough
        changed = dataclasses.replace(person, seeker=dataclasses.replace(person.seeker, **change))
        alone = Side((changed,), pool)
        good = walls.passes(alone, useful)
        for criterion in CRITERIA:
            good = good & criterion.fits(alone, useful)
        good = good[0] & np.array([not _banned(pool, person, one) for one in useful.rows], dtype=bool)
        if good.any():
            seen.add(what)
            target = useful.rows[int(np.flatnonzero(good)[0])]
            yield Suggestion(f"{sentence}，就能安排到{_name(target)}", change)


def _changes(pool: Pool, person: Person, posts: Side) -> Iterator[tuple[str, dict[str, Any]]]:
    """Single changes that a person could make, the smallest of each kind first."""
    seeker = person.seeker
    if seeker.expected_pay:
        lower = sorted({pay for one in posts.rows if 0 < (pay := monthly(one)) < seeker.expected_pay}, reverse=True)
        for pay in lower[:_NEAREST]:
            yield f"期望月薪从{seeker.expected_pay}元放到{pay}元", {"expected_pay": pay}
    ladder = pool.codes["place"]
    rank = ladder.rank(seeker.furthest_place)
    for item in ladder:
        if rank and item.rank > rank:
            yield f"地点从{ladder.label(seeker.furthest_place)}放到{item.label}", {"furthest_place": item.code}
    for code in seeker.cannot:
        rest = tuple(one for one in seeker.cannot if one != code)
        yield f"如果不再“{pool.codes['cannot'].label(code)}”", {"cannot": rest}
    if seeker.needs_lodging:
        yield "如果不需要住宿", {"needs_lodging": False}
    known = pool.settings.occupations
    families = Counter(family for one in posts.rows if (family := known.family(one.post.title)))
    if seeker.job_wishes:
        for family, _ in families.most_common():
            label = known.families[family].label
            word = known.families[family].words[0]
            yield f"愿意再考虑{label}", {"job_wishes": (*seeker.job_wishes, word)}
    asked = Counter(one.post.certificates for one in posts.rows if one.post.certificates)
    for certificates, _ in asked.most_common():
        yield f"取得{'、'.join(certificates)}", {"certificates": (*seeker.certificates, *certificates)}


def _banned(pool: Pool, person: Person, opening: Opening) -> bool:
    return any(
        one.kind == "ban" and one.seeker_uid == person.seeker.uid and one.post_uid == opening.post.uid
        for one in pool.decisions
    )


def _name(opening: Opening) -> str:
    return f"{opening.employer.name}的{opening.post.title}"
