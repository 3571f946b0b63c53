"""Villages as lists write them: short forms, old endings, wrong characters, addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from desk_app.domain.intake.words import plain

_GROUP = re.compile(r"第?([0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:村民)?(?:小)?[组队]")
_COMMUNITY = ("居民委员会", "社区居委会", "居委会", "社区")
_TOWNSHIP = re.compile(r"^.*(?:镇|乡|街道(?:办事处)?|办事处)")


@dataclass(frozen=True, slots=True)
class Place:
    """The village a text names, the group in it, and whether the name is only close to a known one."""

    village: str
    group: str = ""
    near: str = ""


class Villages:
    """The villages of the township; without any, only endings are made alike."""

    def __init__(self, villages: Mapping[str, tuple[str, ...]], endings: tuple[str, ...]) -> None:
        self._endings = endings
        self._by_name: dict[str, str] = {}
        for name, others in villages.items():
            for spelling in (*others, name):
                self._by_name[plain(spelling)] = name
                self._by_name.setdefault(self._stem(plain(spelling)), name)
        self._memo: dict[str, Place] = {}

    def find(self, text: str) -> Place:
        """Read the cell of a village column."""
        known = self._memo.get(text)
        if known is None:
            known = self._memo[text] = self._find(plain(text))
        return known

    def in_address(self, text: str) -> Place:
        """The village an address names; empty where it names none of those known."""
        bare = _TOWNSHIP.sub("", plain(text))
        group = _GROUP.search(bare)
        bare = _GROUP.sub("", bare)
        name = self._by_name.get(bare) or self._by_name.get(self._stem(bare), "")
        if not name:
            name = next((name for word, name in self._by_name.items() if len(word) > 2 and word in bare), "")
        if not name and not self._by_name and bare.endswith(("村", "社区")) and 2 < len(bare) < 12:
            name = bare
        return Place(name, group[1] if group else "")

    def _find(self, text: str) -> Place:
        group = _GROUP.search(text)
        bare = _GROUP.sub("", _TOWNSHIP.sub("", text)) or text
        name = self._by_name.get(bare) or self._by_name.get(self._stem(bare))
        number = group[1] if group else ""
        if name:
            return Place(name, number)
        if self._by_name:
            stem = self._stem(bare)
            known = ((word, name) for word, name in self._by_name.items() if len(word) > 1)
            near = {name for word, name in known if Levenshtein.distance(word, stem) == 1}
            return Place(bare, number, min(near) if near else "")
        return Place(self._alike(bare), number)

    def _stem(self, name: str) -> str:
        ending = next((ending for ending in self._endings if name.endswith(ending) and len(name) > len(ending) + 1), "")
        return name.removesuffix(ending)

    def _alike(self, name: str) -> str:
        """The name with 村委会, 行政村 … written as 村, 居委会 as 社区; one without ending stays."""
        stem = self._stem(name)
        if stem == name:
            return name
        return stem + ("社区" if name.endswith(_COMMUNITY) else "村")


def village_group(text: str) -> str:
    """The number of a village group: 4, 4组, 第4组."""
    found = _GROUP.search(plain(text))
    return found[1] if found else plain(text)
