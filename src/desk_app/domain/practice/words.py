"""The words and weights an invented township is made of; they ship in `db/seed/practice.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desk_app.domain.codes import CodeLists


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """A kind of work: `pay` in yuan a month (low, high), `wished` and `offered` as weights."""

    title: str
    education: str  # the label of the lowest education, "" = none asked
    pay: tuple[int, int]
    wished: int
    offered: int
    shifts: tuple[str, ...]
    duties: str
    hazards: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
    lodging: float = 0.0  # the share of such posts with lodging


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """A kind of employer and the trades it has."""

    industry: str
    nature: str
    ending: str
    weight: int
    trades: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A main group of people: share of all, ages (from, to), share of men, share registered at the window."""

    code: str
    share: float
    ages: tuple[int, int]
    men: float
    registered: float
    education: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All words and weights; `phrases` and `weights` are the plain lists and tables by their name in the file."""

    county: str
    town: str
    sizes: Mapping[str, tuple[int, int]]  # people, posts
    villages: tuple[tuple[str, ...], ...]
    groups: tuple[Group, ...]
    firms: tuple[Firm, ...]
    trades: tuple[Trade, ...]
    phrases: Mapping[str, tuple[str, ...]]
    weights: Mapping[str, Mapping[str, float]]
    swaps: Mapping[str, Mapping[str, str]]
    columns: Mapping[str, tuple[tuple[str, str], ...]]  # by list: field and heading of each column
    cannot_share: float
    codes: CodeLists

    def trade(self, title: str) -> Trade:
        """The trade of that title."""
        return next(trade for trade in self.trades if trade.title == title)


def read_words(raw: Mapping[str, Any], codes: CodeLists) -> Words:
    """Read the shape of `db/seed/practice.toml`."""
    lists = {
        name: tuple(value)
        for name, value in raw.items()
        if isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) for one in value))
    }
    return Words(
        county=raw["county"],
        town=raw["town"],
        sizes={name: (people, posts) for name, (people, posts) in raw["sizes"].items()},
        villages=tuple(tuple(spellings) for spellings in raw["villages"]),
        groups=tuple(Group(**{**one, "ages": tuple(one["ages"])}) for one in raw["groups"]),
        firms=tuple(Firm(**{**one, "trades": tuple(one["trades"])}) for one in raw["firms"]),
        trades=tuple(Trade(**{key: _frozen(value) for key, value in one.items()}) for one in raw["trades"]),
        phrases=lists,
        weights={name: raw[name] for name in ("furthest", "post_places", "cannot")},
        swaps={name: raw[name] for name in ("homophones", "traditional")},
        columns={name: tuple((of, heading) for of, heading in value) for name, value in raw["columns"].items()},
        cannot_share=raw["cannot_share"],
        codes=codes,
    )


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
