"""Code lists: official codes with the words that offices really write for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One entry of a code list."""

    code: str
    label: str
    aliases: tuple[str, ...] = ()
    short: str = ""  # for a tag, where the label is long
    rank: int = 0  # place on a ladder (education, place); 0 where the list has no order
    restricted: bool = False  # names hardship, disability …: never told to an employer or a village
    guarded: bool = False  # on the office's own screens only on demand, which is registered
    neutral: str = ""  # the word for readers who may not know it
    offered: bool = True  # may be chosen; what was entered under one that is offered no more stays valid


@dataclass(frozen=True)
class CodeList:
    """An ordered list of codes under one name."""

    name: str
    title: str
    source: str
    items: tuple[Code, ...]
    open: bool = False  # whether the office may add entries and hide shipped ones; no rule rests on such a list
    _by_code: Mapping[str, Code] = field(init=False, repr=False, compare=False)
    _by_word: Mapping[str, Code] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        ordered = sorted(self.items, key=lambda item: item.offered)  # of one word, the entry that is offered is meant
        by_word = {word: item for item in ordered for word in (*item.aliases, item.label, item.code)}
        object.__setattr__(self, "_by_code", {item.code: item for item in self.items})
        object.__setattr__(self, "_by_word", by_word)

    def __iter__(self) -> Iterator[Code]:
        return iter(self.items)

    @property
    def offered(self) -> tuple[Code, ...]:
        """The entries that may be chosen."""
        return tuple(item for item in self.items if item.offered)

    def find(self, word: str) -> Code | None:
        """The entry meant by exactly this code, label or alias; None where the list does not know the word."""
        return self._by_word.get(word.strip())

    def item(self, code: str) -> Code | None:
        """The entry with this code; None where the list does not have it."""
        return self._by_code.get(code)

    def plain(self, code: str) -> str:
        """The word for sentences and the names of acts, which everybody at the counter may read."""
        item = self._by_code.get(code)
        return "指定类别" if item and item.guarded else self.label(code)

    def label(self, code: str) -> str:
        """The Chinese word for a code; the code itself where the list does not have it (never a guess)."""
        item = self._by_code.get(code)
        return item.label if item else code

    def in_words(self, text: str) -> str:
        """A code or word, or several between 、, each by its label; what is no entry stands as it came."""
        found = self.find(text)
        if found:
            return found.label
        return "、".join(known.label if (known := self.find(part)) else part for part in text.split("、"))

    def short(self, code: str) -> str:
        """The word for a tag: short where the list has a short one, else the label."""
        item = self._by_code.get(code)
        return item.short or item.label if item else code

    def rank(self, code: str) -> int:
        """The place on the list's ladder; 0 for an unknown code."""
        item = self._by_code.get(code)
        return item.rank if item else 0


CodeLists = Mapping[str, CodeList]


def code_lists(raw: Mapping[str, Mapping[str, object]]) -> CodeLists:
    """Read the shape of `db/seed/codes.toml`."""
    return {
        name: CodeList(
            name, str(part["title"]), str(part["source"]), _items(part["items"]), open=bool(part.get("open", False))
        )
        for name, part in raw.items()
    }


def _items(rows: object) -> tuple[Code, ...]:
    if not isinstance(rows, Iterable):
        raise TypeError("a code list needs items")
    return tuple(
        Code(
            code=row["code"],
            label=row["label"],
            aliases=tuple(row.get("aliases", ())),
            short=row.get("short", ""),
            rank=row.get("rank", 0),
            restricted=row.get("restricted", False),
            guarded=row.get("guarded", False),
            neutral=row.get("neutral", ""),
        )
        for row in rows
    )
