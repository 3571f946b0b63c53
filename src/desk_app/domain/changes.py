"""What a decision wants written: inserts, updates and tombstones of records, as values.

The domain returns change sets; the storage applies them and writes the history line. Nothing else writes.
"""

from __future__ import annotations

import dataclasses
import random
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

# Seeded once by the system: to ask it for each of thousands of uids would keep other threads from their turn.
_chance = random.Random(secrets.randbits(256))


def new_uid() -> str:
    """A UUIDv7 (RFC 9562): unique everywhere, sorted by time of making, telling nothing about the person."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | _chance.getrandbits(80)
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    digits = f"{value:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after. `before` is None for an insert, `after` None for a tombstone."""

    before: Any
    after: Any

    @property
    def operation(self) -> Literal["i", "u", "d"]:
        """i(nsert), u(pdate) or d(elete)."""
        if self.before is None:
            return "i"
        return "d" if self.after is None else "u"

    @property
    def record(self) -> Any:
        """The record the change is about, in its newest form."""
        return self.before if self.after is None else self.after


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Several changes that happen together or not at all; sets add up with `+`."""

    changes: tuple[Change, ...] = ()

    def __add__(self, other: ChangeSet) -> ChangeSet:
        return ChangeSet(self.changes + other.changes)

    def __bool__(self) -> bool:
        return bool(self.changes)


def insert(*records: Any) -> ChangeSet:
    """New records."""
    return ChangeSet(tuple(Change(None, record) for record in records))


def update(before: Any, **new: Any) -> ChangeSet:
    """The record with some attributes changed; empty if nothing differs."""
    after = dataclasses.replace(before, **new)
    return ChangeSet(() if after == before else (Change(before, after),))


def remove(record: Any) -> ChangeSet:
    """A tombstone: the row stays, marked as deleted."""
    return ChangeSet((Change(record, None),))


def together(sets: Iterable[ChangeSet]) -> ChangeSet:
    """The sum of many change sets."""
    return ChangeSet(tuple(change for one in sets for change in one.changes))
