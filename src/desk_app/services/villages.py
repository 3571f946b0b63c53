"""村（社区）: the list by which the office knows its villages, and what becomes of the persons when it changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from desk_app.domain import village_list
from desk_app.domain.actor import Actor
from desk_app.domain.changes import Change, ChangeSet, remove, together, update
from desk_app.domain.errors import Refused
from desk_app.domain.fields import fields_of
from desk_app.domain.office import Village
from desk_app.domain.seekers import Seeker
from desk_app.domain.village_list import Understood
from desk_app.storage.database import Database
from desk_app.storage.repository import Reader
from desk_app.storage.schema import RECORDS
from desk_app.storage.unit_of_work import UnitOfWork

_LIVED_IN = tuple(record for record in RECORDS.values() if "village" in fields_of(record))
"""The kinds of records that name a village."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageLine:
    """One village with how many persons are registered there; `known`: it stands in the office's list."""

    uid: str
    name: str
    aliases: tuple[str, ...]
    persons: int
    retired: bool


class Villages:
    """村（社区）. Everybody may keep the list."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, actor: Actor) -> tuple[Village, ...]:
        """The villages of the list."""
        return self._database.read(lambda read: read.all(Village))

    def lines(self, actor: Actor) -> tuple[VillageLine, ...]:
        """The villages with how many persons live in each; those given up last."""

        def work(read: Reader) -> tuple[VillageLine, ...]:
            counts = read.counts(Seeker, "village")
            villages = sorted(read.all(Village), key=lambda one: one.retired_on is not None)
            return tuple(
                VillageLine(
                    uid=one.uid,
                    name=one.name,
                    aliases=one.aliases,
                    persons=counts.get(one.name, 0),
                    retired=one.retired_on is not None,
                )
                for one in villages
            )

        return self._database.read(work)

    def understand(self, actor: Actor, text: str) -> tuple[Understood, ...]:
        """What a pasted list says; nothing is written."""
        return village_list.read_list(text, self.all(actor))

    def add(self, actor: Actor, text: str) -> int:
        """Write a pasted list; returns how many villages are new."""

        def work(unit: UnitOfWork) -> int:
            present = unit.all(Village)
            changes = village_list.add(village_list.read_list(text, present), present)
            unit.apply(changes)
            return sum(change.operation == "i" for change in changes.changes)

        return self._database.write(actor, "添加村（社区）", work)[0]

    def change(self, actor: Actor, uid: str, name: str, aliases: Iterable[str]) -> int:
        """Rename a village or give it other spellings; returns how many persons moved along with the name."""

        def work(unit: UnitOfWork) -> int:
            village = _one(unit, uid)
            after = village_list.changed(village, name, aliases, unit.all(Village))
            changes = ChangeSet((Change(village, after),)) if after != village else ChangeSet()
            moving, persons = _moved(unit, village.name, after.name)
            unit.apply(changes + moving)
            return persons

        return self._database.write(actor, "改村（社区）", work)[0]

    def merge(self, actor: Actor, uid: str, into: str) -> int:
        """Make two villages one: its persons and spellings go over to the other; returns how many persons moved."""

        def work(unit: UnitOfWork) -> int:
            village, other = _one(unit, uid), _one(unit, into)
            unit.why = f"把{village.name}并入{other.name}"
            moving, persons = _moved(unit, village.name, other.name)
            unit.apply(village_list.merged(village, other) + moving)
            return persons

        return self._database.write(actor, "合并村（社区）", work)[0]

    def retire(self, actor: Actor, uid: str) -> None:
        """Offer the village no more; lists and files that name it are still understood."""

        def work(unit: UnitOfWork) -> None:
            village = _one(unit, uid)
            unit.why = f"停用{village.name}"
            unit.apply(update(village, retired_on=actor.today()))

        self._database.write(actor, "停用村（社区）", work)

    def restore(self, actor: Actor, uid: str) -> None:
        """Offer the village again."""

        def work(unit: UnitOfWork) -> None:
            village = _one(unit, uid)
            unit.why = f"重新启用{village.name}"
            unit.apply(update(village, retired_on=None))

        self._database.write(actor, "启用村（社区）", work)

    def drop(self, actor: Actor, uid: str) -> None:
        """Take a village off the list; refused while persons live there."""

        def work(unit: UnitOfWork) -> None:
            village = _one(unit, uid)
            persons = unit.count(Seeker, village=village.name)
            if persons:
                raise Refused(
                    "village_in_use", f"{village.name}还有 {persons} 名求职人员，没有删除；可以改名、合并或停用。"
                )
            unit.apply(remove(village))

        self._database.write(actor, "删除村（社区）", work)


def _one(read: Reader, uid: str) -> Village:
    found = read.first(Village, uid=uid)
    if found is None:
        raise Refused("gone", "这一条已经不在了，可能刚被删除。请刷新后再看。")
    return found


def _moved(read: Reader, old: str, new: str) -> tuple[ChangeSet, int]:
    """All that names the one village names the other, and how many persons that are."""
    if old == new:
        return ChangeSet(), 0
    living: list[Any] = []
    for record in _LIVED_IN:
        living += read.all(record, village=old)
    persons = sum(isinstance(one, Seeker) for one in living)
    return together(update(one, village=new) for one in living), persons
