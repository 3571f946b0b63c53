"""The vocabulary in which a record is declared: once here, read by every floor.

A record is a frozen dataclass whose attributes are `Annotated[type, field]`. Column, form line, import header, blank
template, export and history follow from the declaration by one translator a floor.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache
from typing import Annotated, Any, get_type_hints


class Kind(Enum):
    """How a value looks. The Python type that stands for it in a record is given behind each."""

    KEY = "key"  # str, a UUIDv7: the global identity of the record
    TEXT = "text"  # str, "" = not known
    CODE = "code"  # str, an entry of the code list `codes`; "" = not known
    WHOLE = "whole"  # int | None
    FLAG = "flag"  # bool | None: yes, no, not asked
    DATE = "date"  # datetime.date | None
    MONTH = "month"  # str "2026-07", "" = not known
    MOMENT = "moment"  # str, ISO 8601 with offset
    TEXTS = "texts"  # tuple[str, ...]
    CODES = "codes"  # tuple[str, ...], entries of the code list `codes`
    LINK = "link"  # str, the uid of a record of the noun `of`
    DATA = "data"  # a JSON value: what no form shows as one line


class Sensitivity(StrEnum):
    """Who may see a value (Personal Information Protection Law, art. 6, 28, 34)."""

    OPEN = "open"
    PERSONAL = "personal"  # masked on screen, never in logs
    RESTRICTED = "restricted"  # hardship, disability …: never to an employer


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One attribute of a record, as all floors see it."""

    kind: Kind
    label: str  # the Chinese name a clerk sees
    aliases: tuple[str, ...] = ()  # other headings under which lists bring it
    codes: str = ""  # name of the code list (CODE, CODES)
    of: str = ""  # table name of the other record (LINK)
    needed: bool = False  # must be known before the record is used; a gap otherwise
    sensitivity: Sensitivity = Sensitivity.OPEN
    name: str = ""  # the attribute, filled in by `fields_of`


def key() -> Field:
    """The identity of a record."""
    return Field(kind=Kind.KEY, label="标识")


def text(label: str, *aliases: str, needed: bool = False, sensitivity: Sensitivity = Sensitivity.OPEN) -> Field:
    """One line of text."""
    return Field(kind=Kind.TEXT, label=label, aliases=aliases, needed=needed, sensitivity=sensitivity)


def code(
    label: str, codes: str, *aliases: str, needed: bool = False, sensitivity: Sensitivity = Sensitivity.OPEN
) -> Field:
    """One entry of a code list."""
    return Field(kind=Kind.CODE, label=label, codes=codes, aliases=aliases, needed=needed, sensitivity=sensitivity)


def whole(label: str, *aliases: str, needed: bool = False, sensitivity: Sensitivity = Sensitivity.OPEN) -> Field:
    """A whole number; its unit stands in the attribute's name."""
    return Field(kind=Kind.WHOLE, label=label, aliases=aliases, needed=needed, sensitivity=sensitivity)


def flag(label: str, *aliases: str, sensitivity: Sensitivity = Sensitivity.OPEN) -> Field:
    """Yes, no or not asked."""
    return Field(kind=Kind.FLAG, label=label, aliases=aliases, sensitivity=sensitivity)


def day(label: str, *aliases: str, needed: bool = False, sensitivity: Sensitivity = Sensitivity.OPEN) -> Field:
    """A calendar date."""
    return Field(kind=Kind.DATE, label=label, aliases=aliases, needed=needed, sensitivity=sensitivity)


def month(label: str, *aliases: str, needed: bool = False) -> Field:
    """A month of a year."""
    return Field(kind=Kind.MONTH, label=label, aliases=aliases, needed=needed)


def moment(label: str) -> Field:
    """A point in time."""
    return Field(kind=Kind.MOMENT, label=label)


def texts(label: str, *aliases: str, needed: bool = False) -> Field:
    """Several short texts in order."""
    return Field(kind=Kind.TEXTS, label=label, aliases=aliases, needed=needed)


def codes(
    label: str, of_list: str, *aliases: str, needed: bool = False, sensitivity: Sensitivity = Sensitivity.OPEN
) -> Field:
    """Several entries of a code list."""
    return Field(kind=Kind.CODES, label=label, codes=of_list, aliases=aliases, needed=needed, sensitivity=sensitivity)


def link(label: str, of: str) -> Field:
    """The uid of another record."""
    return Field(kind=Kind.LINK, label=label, of=of)


def data(label: str, sensitivity: Sensitivity = Sensitivity.OPEN) -> Field:
    """A JSON value."""
    return Field(kind=Kind.DATA, label=label, sensitivity=sensitivity)


OWN = "extra."
"""Before the heading of a field that the office added itself, its value under that heading in `extra`: its name."""

Uid = Annotated[str, key()]
Extra = Annotated[Mapping[str, Any], data("其他栏目", Sensitivity.PERSONAL)]
"""The office's own fields, unknown columns of imports, unknown fields of newer packages: kept as they came."""
Raw = Annotated[Mapping[str, str], data("原文", Sensitivity.PERSONAL)]
"""Beside each coded or parsed field, what the list really said, where that differs."""


def fields_of(record_type: type) -> Mapping[str, Field]:
    """The declared fields of a record type by attribute name, in the order of declaration."""
    return _declared(record_type)


@cache
def _declared(record_type: type) -> Mapping[str, Field]:
    hints = get_type_hints(record_type, include_extras=True)
    found: dict[str, Field] = {}
    for attribute in dataclasses.fields(record_type):
        declared = [m for m in getattr(hints[attribute.name], "__metadata__", ()) if isinstance(m, Field)]
        if len(declared) != 1:
            raise TypeError(f"{record_type.__name__}.{attribute.name} needs exactly one Field in Annotated[…]")
        found[attribute.name] = dataclasses.replace(declared[0], name=attribute.name)
    return found


def gaps(record: Any) -> tuple[Field, ...]:
    """The fields that must be known before the record is used and are not."""
    return tuple(f for f in fields_of(type(record)).values() if f.needed and getattr(record, f.name) in (None, "", ()))
