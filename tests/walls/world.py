"""An office in which every fact of one person, and of everything kept of him or her, is an unmistakable word.

Each text of each record is a canary of its own (雀017), so that a leak names the field it comes from. A record or a
field that is added later is planted by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from desk_app.bootstrap import Desk
from desk_app.domain.changes import Change, ChangeSet, new_uid, update
from desk_app.domain.fields import Field, Kind, Sensitivity, fields_of
from desk_app.domain.privacy.recipients import Recipient, Sight, seen_by
from desk_app.domain.seekers import Membership, Seeker
from desk_app.storage.schema import RECORDS

BIRD = "雀"
_CANARY = re.compile(rf"{BIRD}(\d{{3}})")
_UNTOUCHED = frozenset({"seekers", "memberships", "answers", "letters", "proposals"})
"""What the use cases made of the person themselves; the rest is planted."""
_PLAIN = frozenset({"seeker_no", "name", "village", "village_group", "id_no", "mobile"})
"""Facts of the person that are known as they are."""


@dataclass
class World:
    """The office, the person, and which field each canary stands for."""

    desk: Desk
    seeker: Seeker
    planted: dict[str, tuple[str, Field]] = field(default_factory=dict)
    made: dict[str, list[str]] = field(default_factory=dict)
    guarded: set[str] = field(default_factory=set)  # canaries of a group that is shown on demand only

    def mark(self, noun: str, declared: Field) -> str:
        """A new canary for a field."""
        sign = f"{BIRD}{len(self.planted) + 1:03d}"
        self.planted[sign] = (noun, declared)
        return sign

    def leaks(self, text: str, recipient: Recipient, *, groups_named: bool = False) -> list[str]:
        """What stands in the text and must not reach this reader.

        `groups_named`: the paper's own words name restricted groups (a form to tick, a notice by law).
        """
        found = []
        for sign in {match[0] for match in _CANARY.finditer(flat(text))}:
            noun, declared = self.planted[sign]
            if seen_by(recipient, noun, declared) is not Sight.CLEAR:
                found.append(f"{noun}.{declared.name}")
        fields = fields_of(Seeker)
        for name, value in (("id_no", self.seeker.id_no), ("mobile", self.seeker.mobile)):
            if value in flat(text) and seen_by(recipient, "seekers", fields[name]) not in (Sight.CLEAR, Sight.CONSENT):
                found.append(f"seekers.{name}")
        if not recipient.restricted and not groups_named:
            found += [f"group {word}" for word in self.group_words() if word in flat(text)]
        return sorted(found)

    def group_words(self) -> set[str]:
        """The words that name a restricted group."""
        groups = [one for one in self.desk.codes["group"] if one.restricted]
        return {word for one in groups for word in (one.label, one.short, *one.aliases) if len(word) > 1}

    def open_on_screen(self, text: str, *, phones: bool = False) -> list[str]:
        """What a screen shows without being asked: personal values in clear, a guarded group or its facts.

        `phones`: the person's phone may stand there (the list of calls, which is registered).
        """
        found = []
        for sign in {match[0] for match in _CANARY.finditer(flat(text))}:
            noun, declared = self.planted[sign]
            if declared.sensitivity is Sensitivity.PERSONAL or sign in self.guarded:
                found.append(f"{noun}.{declared.name}")
        numbers = {"id_no": self.seeker.id_no} | ({} if phones else {"mobile": self.seeker.mobile})
        found += [f"seekers.{name}" for name, value in numbers.items() if value in flat(text)]
        return sorted(found)


def flat(text: str) -> str:
    """The text without white space: what is broken into lines stays one word."""
    return re.sub(r"\s+", "", text)


def planted(desk: Desk) -> World:
    """Choose a person who has said yes and has no letter yet, and plant a canary in all that is kept of him or her."""
    seeker = desk.referrals.waiting(desk.actor).ready[0].seeker
    world = World(desk=desk, seeker=seeker)
    signs = {
        name: world.mark("seekers", declared)
        for name, declared in fields_of(Seeker).items()
        if declared.kind is Kind.TEXT and name not in _PLAIN
    }
    desk.database.write(desk.actor, "埋标记", lambda unit: unit.apply(update(seeker, **signs)))
    records = [Change(None, one) for one in _records(world)]
    desk.database.write(desk.actor, "埋标记", lambda unit: unit.apply(ChangeSet(tuple(records))))
    world.seeker = desk.database.read(lambda read: read.first(Seeker, uid=seeker.uid)) or seeker
    return world


def _records(world: World) -> Iterator[Any]:
    fields = fields_of(Membership)
    for item in world.desk.codes["group"]:
        if item.restricted:
            sub_type, evidence = (world.mark("memberships", fields[name]) for name in ("sub_type", "evidence"))
            world.guarded |= {sub_type, evidence} if item.guarded else set()
            yield Membership(
                uid=new_uid(),
                seeker_uid=world.seeker.uid,
                group=item.code,
                sub_type=sub_type,
                started_on=world.desk.actor.today(),
                evidence=evidence,
            )
    pair = world.desk.referrals.waiting(world.desk.actor).ready[0]
    uids = {"seekers": world.seeker.uid, "employers": pair.employer.uid, "posts": pair.post.uid}
    personal = {"seekers"}
    for noun, record_type in RECORDS.items():
        of = {one.of for one in fields_of(record_type).values() if one.kind is Kind.LINK}
        if noun in _UNTOUCHED or not of & set(uids):
            continue
        if of & personal:
            personal.add(noun)
        values = {
            name: _value(world, noun, one, uids, noun in personal) for name, one in fields_of(record_type).items()
        }
        record = record_type(**(values | _FITTING.get(noun, {})))
        uids[noun] = record.uid
        world.made[noun] = [record.uid]
        yield record


_FITTING: dict[str, dict[str, Any]] = {"certification_steps": {"step": "notice"}}
"""What a paper needs to be printed at all."""


def _value(world: World, noun: str, one: Field, uids: dict[str, str], personal: bool) -> Any:
    today = world.desk.actor.today()
    match one.kind:
        case Kind.KEY:
            return new_uid()
        case Kind.LINK:
            return uids.get(one.of, "")
        case Kind.TEXT:
            return world.mark(noun, one) if personal else "公开"
        case Kind.TEXTS:
            return (world.mark(noun, one),) if personal else ("公开",)
        case Kind.CODE:
            return next(iter(world.desk.codes[one.codes])).code
        case Kind.CODES:
            return (next(iter(world.desk.codes[one.codes])).code,)
        case Kind.WHOLE:
            return 1
        case Kind.FLAG:
            return True
        case Kind.DATE:
            return today
        case Kind.MONTH:
            return f"{today:%Y-%m}"
        case Kind.MOMENT:
            return world.desk.actor.moment()
        case _:
            return {}
