"""招聘用语: wording that the law does not allow as a condition, where it stands, and what to write instead.

就业促进法 art. 3, 26–31; 妇女权益保障法 art. 43; 人力资源市场暂行条例 art. 11, 24; 劳动合同法 art. 9 (domain.md §7.1,
§7.8). What is found is shown and kept; it never filters anybody.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from desk_app.domain.scanning import one_of, scan

BARS_WOMEN, AGE_REASON, INTERNSHIP = "bars_women", "age_reason", "internship"
"""Circumstances of a post in which the law allows what is unlawful elsewhere (domain.md §7.3, §7.1 (d))."""


@dataclass(frozen=True, slots=True)
class Advice:
    """A way of writing something unlawful, and what to write instead ("" = leave it out)."""

    pattern: re.Pattern[str]
    instead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One ground on which the law forbids to choose."""

    name: str
    what: str  # what the words do: 限制性别
    law: str
    question: str  # the kind of finding that an import asks about; "" = not asked
    lawful: re.Pattern[str] | None  # what looks alike and is lawful
    lawful_in: Mapping[str, re.Pattern[str]]  # the same, by circumstance
    advice: tuple[Advice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlawful:
    """Words of a text that limit unlawfully: `text[start : start + length]`."""

    ground: Ground
    words: str
    start: int
    length: int
    instead: str


def unlawful(text: str, grounds: tuple[Ground, ...], circumstances: Collection[str] = ()) -> tuple[Unlawful, ...]:
    """Everything in a text that limits unlawfully, as it stands there; lawful sentences do not count."""
    scanned = scan(text)
    found: list[Unlawful] = []
    for ground in grounds:
        rest = scanned.without(ground.lawful)
        for circumstance in circumstances:
            rest = rest.without(ground.lawful_in.get(circumstance))
        spans = [(start, end, one.instead) for one in ground.advice for start, end in rest.find(one.pattern)]
        last = 0
        for start, end, instead in sorted(spans, key=lambda span: (span[0], -span[1])):
            if start >= last:
                last = end
                found.append(
                    Unlawful(ground=ground, words=text[start:end], start=start, length=end - start, instead=instead)
                )
    return tuple(sorted(found, key=lambda one: one.start))


def rewritten(text: str, found: Unlawful) -> str:
    """The text with what to write instead in the place of the words, set off by commas, no punctuation left over."""
    before, after = text[: found.start], text[found.start + found.length :]
    if not found.instead or found.instead in before + after:
        joined = before.rstrip(_BREAKS) and after
        return before.rstrip(_BREAKS) + after if joined else before.rstrip(_BREAKS) + after.lstrip(_BREAKS + "。")
    left = "，" if before and before[-1].isalnum() else ""
    right = "，" if after and after[0].isalnum() else ""
    return before + left + found.instead + right + after


_BREAKS = "，,、；; "


def read_grounds(raw: Mapping[str, Any]) -> tuple[Ground, ...]:
    """Read the shape of `resources/posts/wording.toml`."""
    parts = raw["parts"]
    return tuple(
        Ground(
            name=one["name"],
            what=one["what"],
            law=one["law"],
            question=one["question"],
            lawful=one_of(one["lawful"], parts),
            lawful_in={
                name: pattern for name, some in one.get("lawful_in", {}).items() if (pattern := one_of(some, parts))
            },
            advice=tuple(
                Advice(pattern, rule["instead"])
                for rule in one["rules"]
                if (pattern := one_of(rule["patterns"], parts))
            ),
        )
        for one in raw["ground"]
    )
