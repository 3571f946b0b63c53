"""What a criterion is: one question about a pair, with three faces that always agree.

`fits` and `points` answer for all pairs at once over arrays, `judge` for one pair in words. The property test of each
criterion holds the three equal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from desk_app.domain.matching.pool import Flags, Opening, Person, Pool, Side, Whole


class Verdict(StrEnum):
    """What a criterion says of a pair."""

    OK = "ok"
    RESERVATION = "reservation"  # fits, with something to talk about
    NO = "no"
    UNKNOWN = "unknown"  # a fact is missing; never filters


@dataclass(frozen=True, slots=True)
class Judgement:
    """Verdict and points, with what the post asks (`left`) and what the person brings (`right`), in Chinese."""

    verdict: Verdict
    points: int
    left: str
    right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One question. Its weight is the most points it can give (0 = it only lets through or not)."""

    name: str
    label: str
    fits: Callable[[Side, Side], Flags]  # persons × posts
    points: Callable[[Side, Side], Whole]  # persons × posts, 0 … weight; read only where the pair fits
    judge: Callable[[Person, Opening, Pool], Judgement]


def share(weight: int, part: int, of: int) -> int:
    """`part`/`of` of the weight in whole points, rounded down: the same in both faces."""
    return weight * part // of
