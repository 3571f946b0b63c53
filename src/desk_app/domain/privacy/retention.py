"""保存期限 (retention): how long a person's data are kept, who is due, and the register of what was erased."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any

from desk_app.domain.actor import Actor, Role
from desk_app.domain.changes import new_uid
from desk_app.domain.errors import Refused
from desk_app.domain.fields import Extra, Raw, Uid, data, moment, text, whole
from desk_app.domain.finding import by_pinyin


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """期限: how many years after the last event; for persons of these groups, or of whom there are such records.

    A rule without groups and records holds for everybody.
    """

    name: str
    label: str
    years: int
    groups: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()


def read_terms(raw: Mapping[str, Any]) -> tuple[Rule, ...]:
    """Read the shape of `resources/policies/retention.toml`. Raises ValueError for a term below the legal least."""
    rules = tuple(
        Rule(
            name=one["name"],
            label=one["label"],
            years=one["years"],
            groups=tuple(one.get("groups", ())),
            nouns=tuple(one.get("nouns", ())),
        )
        for one in raw["rules"]
    )
    if any(rule.years < raw["least_years"] for rule in rules):
        raise ValueError("a term of retention is shorter than the law allows")
    return rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is known of one person: the last day on which anything happened, groups ever, kinds of records."""

    uid: str
    name: str
    village: str
    last: date
    groups: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A person whose term is over: the rule, the last event, and since when."""

    held: Held
    rule: Rule
    since: date

    @property
    def reason(self) -> str:
        """Why, in words."""
        return f"{self.rule.label}：保存 {self.rule.years} 年"


def due(persons: Iterable[Held], rules: Collection[Rule], today: date) -> tuple[Due, ...]:
    """The persons whose term is over today, longest ago first."""
    found = []
    for one in persons:
        rule = next(rule for rule in rules if _holds(rule, one))
        since = _after(one.last, rule.years)
        if since <= today:
            found.append(Due(held=one, rule=rule, since=since))
    return tuple(sorted(found, key=lambda one: (one.since, by_pinyin(one.held.name))))


def _holds(rule: Rule, person: Held) -> bool:
    everybody = not rule.groups and not rule.nouns
    return everybody or bool(person.groups & set(rule.groups) or person.nouns & set(rule.nouns))


def _after(day: date, years: int) -> date:
    last = calendar.monthrange(day.year + years, day.month)[1]
    return day.replace(year=day.year + years, day=min(day.day, last))


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """删除登记: how many persons were erased, when, by whom, why, and how many records of each kind. No names."""

    uid: Uid
    at: Annotated[str, moment("时间")] = ""
    by: Annotated[str, text("经办人")] = ""
    reason: Annotated[str, text("原因")] = ""
    persons: Annotated[int | None, whole("人数")] = None
    records: Annotated[Mapping[str, int], data("各类条数")] = field(default_factory=dict)
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)


def erasure(actor: Actor, asked: Collection[str], allowed: Collection[str], reason: str) -> Erasure:
    """The entry of the register. Raises Refused for a clerk, without a reason, and where somebody is not due."""
    if actor.role is not Role.SUPERVISOR:
        raise Refused("not_allowed", "到期删除要由主管来做。")
    if not reason.strip():
        raise Refused("reason_missing", "请写删除的原因，例如“保存期满，已报批”。")
    early = set(asked) - set(allowed)
    if early or not asked:
        told = f"有 {len(early)} 人还没有到期" if early else "没有选中到期的人"
        raise Refused("not_due", f"{told}，没有删除。请刷新后重选。")
    return Erasure(uid=new_uid(), at=actor.moment(), by=actor.name, reason=reason.strip(), persons=len(asked))
