"""去向 (recipients): what a village, an employer, the district, the person, the public may see of each field.

One question for every output: `seen_by`. A field for which nothing was decided is withheld from everybody outside the
office, so that a new field never leaves by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from desk_app.domain.actor import Actor, Role
from desk_app.domain.codes import Code, CodeList, CodeLists
from desk_app.domain.entry import masked, shown
from desk_app.domain.fields import Field, Kind, Sensitivity

ALL = "*"
OFFICE, PERSON, VILLAGE, EMPLOYER, DISTRICT, PUBLIC = "office", "person", "village", "employer", "district", "public"


class Sight(StrEnum):
    """How a value appears to somebody."""

    CLEAR = "clear"
    MASKED = "masked"
    CONSENT = "consent"  # in clear where the person's yes is recorded, else withheld
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """去向: one kind of reader, as `resources/policies/recipients.toml` describes it. Fields are named by record."""

    name: str
    title: str
    why: str = ""
    all: bool = False  # the office itself
    restricted: bool = False  # may see restricted facts and groups
    encrypted: bool = False  # only in an encrypted file
    clear: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    masked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    consent: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    withheld: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by_law: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


Recipients = Mapping[str, Recipient]


def read_recipients(raw: Mapping[str, Mapping[str, Any]]) -> Recipients:
    """Read the shape of `resources/policies/recipients.toml`; an unknown entry is an error."""
    return {name: Recipient(name=name, **_read(part)) for name, part in raw.items()}


def _read(part: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: {noun: tuple(fields) for noun, fields in value.items()} if isinstance(value, Mapping) else value
        for key, value in part.items()
    }


def seen_by(recipient: Recipient, noun: str, declared: Field) -> Sight:
    """How this reader sees a field of a record."""
    if recipient.all or declared.name in recipient.by_law.get(noun, ()):
        return Sight.CLEAR
    if declared.sensitivity is Sensitivity.RESTRICTED and not recipient.restricted:
        return Sight.WITHHELD
    if declared.name in recipient.withheld.get(noun, ()):
        return Sight.WITHHELD
    decided = ((Sight.CLEAR, recipient.clear), (Sight.MASKED, recipient.masked), (Sight.CONSENT, recipient.consent))
    for sight, named in decided:
        if declared.name in named.get(noun, ()):
            return sight
    # "*" is a decision for what a person reads as one line; keys and JSON are for programs.
    lines = declared.kind not in (Kind.KEY, Kind.LINK, Kind.DATA)
    return Sight.CLEAR if lines and ALL in recipient.clear.get(noun, ()) else Sight.WITHHELD


def value_for(
    recipient: Recipient, noun: str, declared: Field, value: Any, codes: CodeLists, *, consent: bool = False
) -> str:
    """The value as this reader gets it, in words; "" where it is withheld. `consent`: the person's yes is recorded."""
    sight = seen_by(recipient, noun, declared)
    if sight is Sight.MASKED:
        return masked(declared, value, codes)
    return shown(declared, value, codes) if sight is Sight.CLEAR or (sight is Sight.CONSENT and consent) else ""


def group_for(recipient: Recipient, groups: CodeList, group: str) -> str:
    """The word for a person's group: a restricted group has a neutral word for readers who may not know of it."""
    item = groups.item(group)
    if item is None:
        return ""  # never a raw code: it may name what the word would have hidden
    return item.label if recipient.restricted or not item.restricted else item.neutral


def groups_asked(codes: CodeLists, actor: Actor) -> tuple[Code, ...]:
    """The groups by which somebody may list persons: a list of a guarded group is a matter of the supervisor."""
    return tuple(one for one in codes["group"] if not one.guarded or actor.role is Role.SUPERVISOR)


def shown_groups(groups: CodeList) -> frozenset[str]:
    """The groups that may stand on the office's screens without being asked for."""
    return frozenset(item.code for item in groups if not item.guarded)
