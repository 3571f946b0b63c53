"""期限与标准: figures that ship with the program and that the office sets otherwise from a day on, with its document.

A figure is named by its file and its place in it: `clocks.post_valid_days`, `hardship.terms.notice_days`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Annotated, Any

from desk_app.domain.changes import ChangeSet, insert, new_uid, remove, together, update
from desk_app.domain.codes import CodeLists
from desk_app.domain.entry import NotEntered, read_all
from desk_app.domain.errors import Refused
from desk_app.domain.fields import Extra, Field, Raw, Uid, day, fields_of, text

_NUMBER = re.compile(r"\d{1,7}")
_SEPARATORS = re.compile(r"[、,，;；\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnStandard:
    """本单位的期限或标准: one figure, from when to when, by which document."""

    uid: Uid
    name: Annotated[str, text("名称", needed=True)] = ""
    value: Annotated[str, text("改为", needed=True)] = ""
    region: Annotated[str, text("适用地区")] = ""
    doc_no: Annotated[str, text("文号")] = ""
    source: Annotated[str, text("依据", needed=True)] = ""
    valid_from: Annotated[date | None, day("从哪天起", needed=True)] = None
    valid_to: Annotated[date | None, day("到哪天止")] = None
    reviewed_on: Annotated[date | None, day("核对日期")] = None
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)

    def holds_on(self, when: date) -> bool:
        """Whether it is in force on that day."""
        return (self.valid_from is None or self.valid_from <= when) and (self.valid_to is None or when <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What a shipped figure is called and what it may be (`resources/policies/standards.toml`).

    `several`: it is a row of figures that grow, like the days of the follow-ups.
    """

    name: str
    group: str
    label: str
    unit: str
    least: int
    most: int
    several: bool = False


Figures = Mapping[str, Figure]

DEFINING: Mapping[str, Field] = {
    name: one
    for name, one in fields_of(OwnStandard).items()
    if name in ("value", "region", "doc_no", "source", "valid_from", "valid_to")
}
"""What the form of a figure asks."""


def read_figures(raw: Mapping[str, Mapping[str, Any]]) -> Figures:
    """Read the shape of `resources/policies/standards.toml`."""
    return {name: Figure(name=name, **part) for name, part in raw.items()}


def shipped_value(raw: Mapping[str, Any], place: str) -> tuple[str, str]:
    """What ships at a place of a policy file, and its source; the figure stands there alone or with a source."""
    found: Any = raw
    for part in place.split("."):
        found = found[part]
    source = ""
    if isinstance(found, Mapping):
        found, source = found["value"], found.get("source", "")
    return "、".join(map(str, found)) if isinstance(found, list) else str(found), source


def with_own(raw: Mapping[str, Any], file: str, own: Iterable[OwnStandard], today: date) -> dict[str, Any]:
    """The contents of a policy file with the office's figures that are in force."""
    found = dict(raw)
    for one in in_force(own, today).values():
        of_file, _, place = one.name.partition(".")
        if of_file == file:
            found = _set(found, place.split("."), one)
    return found


def _set(raw: Mapping[str, Any], place: list[str], one: OwnStandard) -> dict[str, Any]:
    first, *rest = place
    if first not in raw:  # a figure of a newer or older program: it has no place here
        return dict(raw)
    before = raw[first]
    if rest:
        return {**raw, first: _set(before, rest, one)}
    if isinstance(before, Mapping):
        bare = before["value"]
        return {**raw, first: {**before, "value": _as(bare, one.value), "source": words_of_source(one)}}
    return {**raw, first: _as(before, one.value)}


def _as(before: Any, value: str) -> Any:
    numbers = [int(part) for part in value.split("、")]
    return numbers if isinstance(before, list) else numbers[0]


def in_force(own: Iterable[OwnStandard], today: date) -> Mapping[str, OwnStandard]:
    """By name, the office's figure of that day: of several the one that began last."""
    found: dict[str, OwnStandard] = {}
    for one in sorted(own, key=lambda one: one.valid_from or date.min):
        if one.holds_on(today):
            found[one.name] = one
    return found


def words_of_source(one: OwnStandard) -> str:
    """On what the figure rests, in words."""
    return " ".join(filter(None, (one.source, one.doc_no)))


def defined(
    figure: Figure, typed: Mapping[str, str], own: Iterable[OwnStandard], codes: CodeLists, today: date
) -> ChangeSet:
    """The office's figure as typed; one that began on the same day is corrected by it.

    Raises NotEntered with a sentence for each field that is wrong.
    """
    values, errors = read_all(DEFINING, typed, codes, today)
    after = OwnStandard(uid=new_uid(), name=figure.name, reviewed_on=today, **values)
    number, sentence = _value(figure, after.value)
    if sentence:
        errors.setdefault("value", sentence)
    if not after.source:
        errors.setdefault("source", "请写依据，例如文件名称、会议或本单位决定。")
    if after.valid_from is None and "valid_from" not in errors:
        errors["valid_from"] = "请写从哪天起。"
    if after.valid_from and after.valid_to and after.valid_to < after.valid_from:
        errors["valid_to"] = "止日早于起日，请核对。"
    if errors:
        raise NotEntered(errors)
    after = replace(after, value=number)
    same = next((one for one in own if (one.name, one.valid_from) == (figure.name, after.valid_from)), None)
    return update(same, **_values(after)) if same else insert(after)


def _values(one: OwnStandard) -> dict[str, Any]:
    return {name: getattr(one, name) for name in (*DEFINING, "reviewed_on")}


def _value(figure: Figure, typed: str) -> tuple[str, str]:
    """The figure in its kept form, or what is wrong with it."""
    parts = [part.rstrip(figure.unit) for part in _SEPARATORS.split(typed.strip()) if part]
    example = "30、90、180" if figure.several else str(figure.least)
    if not parts or not all(map(_NUMBER.fullmatch, parts)) or (len(parts) > 1 and not figure.several):
        return "", f"请写整数，例如 {example}。"
    numbers = [int(part) for part in parts]
    if not all(figure.least <= one <= figure.most for one in numbers):
        return "", f"应在 {figure.least} 到 {figure.most} {figure.unit}之间。"
    if numbers != sorted(set(numbers)):
        return "", "几个数要从小到大，不重复。"
    return "、".join(map(str, numbers)), ""


def dropped(name: str, own: Iterable[OwnStandard], today: date) -> ChangeSet:
    """The shipped figure counts again from today on; what held until yesterday stays on record."""
    mine = [one for one in own if one.name == name and (one.valid_to is None or one.valid_to >= today)]
    if not mine:
        raise Refused("not_own", "这一项本来就是随程序的值。")
    return together(
        update(one, valid_to=today - timedelta(days=1)) if one.valid_from and one.valid_from < today else remove(one)
        for one in mine
    )
