"""疑点: signs of fraud or abuse in a post. They prove nothing; they ask for a second look before the post is used.

人力资源市场暂行条例 art. 29: whoever publishes vacancies checks that they are true and lawful (domain.md §7.8).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from desk_app.domain.matching.occupations import Occupations
from desk_app.domain.posts import Post
from desk_app.domain.scanning import one_of, scan

_ENOUGH = 2
_MONTH = {
    "month": 1.0,
    "day": 21.75,
    "hour": 174.0,
    "year": 1 / 12,
}  # 劳社部发〔2008〕3号: 21.75 days, 174 hours a month
_TOLD = re.compile(r"(?:月薪|月入|月收入|工资|薪资|底薪|收入|待遇|薪|资)\D{0,4}?(\d+(?:\.\d+)?)(万|千|[kKwW])?")
_TIMES = {"万": 10_000, "w": 10_000, "千": 1_000, "k": 1_000}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One sign, how much it weighs, and what to ask."""

    name: str
    label: str
    weight: int
    check: str
    pattern: re.Pattern[str] | None
    cleared: re.Pattern[str] | None
    only_high: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """All signs, and from where on pay is high (yuan a month) or far above the usual (times)."""

    signs: tuple[Sign, ...]
    high_pay: int
    far_above: float
    least_posts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A sign that stands in a post: its words (or what was compared), what to ask, how much it weighs."""

    name: str
    label: str
    words: str
    check: str
    weight: int

    def sentence(self) -> str:
        """先收钱（“交押金300元”）：问单位为什么收钱……"""
        return f"{self.label}（{self.words}）：{self.check}"


def doubts(post: Post, employer: str, known: Signs, usual: float | None = None) -> tuple[Doubt, ...]:
    """The signs in a post of the employer with that name; `usual`: what such work pays a month here, None = unknown."""
    said = "，".join(
        filter(None, (post.title, post.duties, post.requirements, post.welfare, post.pay_text, post.place))
    )
    told, firm = scan(said), scan(employer)
    pay = monthly(post) or _told(said)
    found = []
    for sign in known.signs:
        if sign.pattern is None or (sign.only_high and pay < known.high_pay):
            continue
        for scanned in (told, firm) if sign.name == "agency" else (told,):
            span = next(iter(scanned.without(sign.cleared).find(sign.pattern)), None)
            if span:
                words = f"“{scanned.text[span[0] : span[1]]}”"
                found.append(Doubt(name=sign.name, label=sign.label, words=words, check=sign.check, weight=sign.weight))
                break
    if usual and pay >= known.far_above * usual:
        found.append(
            Doubt(
                name="pay_too_high",
                label="工资远高于当地同类岗位",
                words=f"每月约 {round(pay)} 元，当地同类一般 {round(usual)} 元",
                check="问工资怎么算到这个数，要看工资条或劳动合同样本。",
                weight=2,
            )
        )
    return tuple(found)


def need_second_look(found: Iterable[Doubt]) -> bool:
    """Whether what was found suffices to ask somebody else to look, too."""
    return sum(one.weight for one in found) >= _ENOUGH


def monthly(post: Post) -> float:
    """The most that the post pays, in yuan a month; 0 where that is not known."""
    return (post.pay_max or post.pay_min or 0) * _MONTH.get(post.pay_unit or "month", 0.0)


def usual_pay(posts: Iterable[Post], occupations: Occupations, known: Signs) -> Mapping[str, float]:
    """What each family of work usually pays a month: the median of the posts, where there are enough of them."""
    pays: dict[str, list[float]] = defaultdict(list)
    for post in posts:
        family, pay = occupations.family(post.title), monthly(post)
        if family and pay:
            pays[family].append(pay)
    return {family: median(of) for family, of in pays.items() if len(of) >= known.least_posts}


def read_signs(raw: Mapping[str, Any]) -> Signs:
    """Read the shape of `resources/posts/signs.toml`."""
    parts = raw["parts"]
    return Signs(
        signs=tuple(
            Sign(
                name=one["name"],
                label=one["label"],
                weight=one["weight"],
                check=one["check"],
                pattern=one_of(one["patterns"], parts),
                cleared=one_of(one["cleared"], parts),
                only_high=one.get("only_high", False),
            )
            for one in raw["sign"]
        ),
        high_pay=raw["pay"]["high_pay"],
        far_above=raw["pay"]["far_above"],
        least_posts=raw["pay"]["least_posts"],
    )


def _told(text: str) -> float:
    """The highest monthly pay that a text speaks of; 0 if none."""
    return max((float(number) * _TIMES.get(unit.lower(), 1) for number, unit in _TOLD.findall(text)), default=0.0)
