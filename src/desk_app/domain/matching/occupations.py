"""Occupations in a township's real words: which family a title or a wish belongs to, and how near two are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

SAME, NEAR, FAR, UNKNOWN = "same", "near", "far", "unknown"
_ALIKE = 75.0  # how alike (0–100) two spellings must be where no word of a family stands in the title


@dataclass(frozen=True, slots=True)
class Family:
    """A family of work: its label, the words that show it, the families close to it."""

    name: str
    label: str
    words: tuple[str, ...]
    near: frozenset[str]


@dataclass(frozen=True)
class Occupations:
    """All families; frozen and hashable by identity, so that look-ups are remembered with it."""

    families: Mapping[str, Family]
    open_words: tuple[str, ...]  # a wish that holds one of them takes any work

    def __hash__(self) -> int:
        return id(self)

    def family(self, title: str) -> str:
        """The family of a title or wish: the longest word found in it decides, else the most alike word; "" = none."""
        return _family(self, title.strip())

    def is_open(self, wish: str) -> bool:
        """Whether the wish says that any work will do."""
        return any(word in wish for word in self.open_words)

    def nearness(self, wish: str, title: str) -> str:
        """How near a post's title is to a wish: same, near, far, or unknown where a word says nothing."""
        return _nearness(self, wish, title)


def read_occupations(raw: Mapping[str, Any]) -> Occupations:
    """Read the shape of `resources/matching/occupations.toml`."""
    families = {
        name: Family(name, part["label"], tuple(part["words"]), frozenset(part["near"]))
        for name, part in raw["family"].items()
    }
    unknown = {near for family in families.values() for near in family.near} - set(families)
    if unknown:
        raise ValueError(f"near to families that are not there: {sorted(unknown)}")
    return Occupations(families, tuple(raw["any"]["words"]))


@lru_cache(maxsize=20_000)
def _family(known: Occupations, title: str) -> str:
    found = [(len(word), family.name) for family in known.families.values() for word in family.words if word in title]
    if found:
        return max(found)[1]
    from rapidfuzz import fuzz  # imported here: the start of the program does not need it

    best = max((fuzz.ratio(word, title), family.name) for family in known.families.values() for word in family.words)
    return best[1] if best[0] >= _ALIKE and title else ""


@lru_cache(maxsize=200_000)
def _nearness(known: Occupations, wish: str, title: str) -> str:
    if wish and wish in title:
        return SAME
    left, right = known.family(wish), known.family(title)
    if not left or not right:
        return UNKNOWN
    if left == right:
        return SAME
    close = right in known.families[left].near or left in known.families[right].near
    return NEAR if close else FAR
