"""Acts: the lines that one unit of work wrote, and the changes that would take them back."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from desk_app.domain.changes import Change, ChangeSet
from desk_app.domain.fields import Kind, fields_of
from desk_app.storage.columns import json_value, record_of, row_of
from desk_app.storage.history import COUNTER_BITS, said
from desk_app.storage.schema import NOUNS, RECORDS, TABLES, changes, replica

_SHOWN = ("id", "epoch", "hlc", "batch", "by", "why", "undoes")
_AT_ONCE = 500  # values in one IN (…)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What one unit of work did, as its lines tell: when (milliseconds since 1970), who, why, what it took back."""

    uid: str
    at_ms: int
    by: str
    why: str
    undoes: str | None


@dataclass(frozen=True, slots=True)
class Net:
    """What became of one record in one act: fields before and after, None where the record was not there."""

    noun: str
    uid: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


def newest_first(connection: Connection, since: datetime) -> Iterator[Act]:
    """The acts of the present epoch since that moment, newest first. To be used up inside the transaction.

    The lines of an act lie together (one transaction writes at a time), so each step is two looks into an index.
    """
    epoch = connection.execute(select(replica.c.epoch)).scalar_one()
    bound = int(since.timestamp() * 1000) << COUNTER_BITS
    below: int | None = None
    while True:
        query = select(*(changes.c[name] for name in _SHOWN)).order_by(changes.c.id.desc()).limit(1)
        row = connection.execute(query if below is None else query.where(changes.c.id < below)).mappings().first()
        if row is None or row["epoch"] != epoch or row["hlc"] < bound:
            return
        yield _act(row)
        below = connection.execute(select(func.min(changes.c.id)).where(changes.c.batch == row["batch"])).scalar_one()


def _act(row: Mapping[Any, Any]) -> Act:
    return Act(
        uid=row["batch"], at_ms=row["hlc"] >> COUNTER_BITS, by=row["by"], why=said(row["why"]), undoes=row["undoes"]
    )


def find(connection: Connection, act: str) -> Act | None:
    """An act by its uid, of any day."""
    query = select(*(changes.c[name] for name in _SHOWN)).where(changes.c.batch == act).limit(1)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else _act(row)


def touches(connection: Connection, act: str, nouns: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Which of these nouns the act touched, with the operation (i, u, d)."""
    query = select(changes.c.noun, changes.c.operation).where(changes.c.batch == act, changes.c.noun.in_(nouns))
    return frozenset((noun, operation) for noun, operation in connection.execute(query.distinct()))


def net(connection: Connection, act: str) -> tuple[Net, ...]:
    """What the act did to each record in the end, last touched first: the order in which it is taken back."""
    query = select(changes.c.noun, changes.c.uid, changes.c.operation, changes.c.fields, changes.c.salt)
    found: dict[str, Net] = {}
    lines = connection.execute(query.where(changes.c.batch == act).order_by(changes.c.id))
    for noun, uid, operation, text, salt in lines:
        if not salt:
            raise Hindered(by_noun="erasures")  # what it did is erased: nothing is known to go back to
        pairs = json.loads(text)
        old = {name: pair[0] for name, pair in pairs.items()}
        new = {name: pair[1] for name, pair in pairs.items()}
        last = found.pop(uid, None)
        before = None if operation == "i" else old
        if last is not None:
            before = None if last.before is None else {**old, **last.before}
            new = {**(last.after or {}), **new}
        found[uid] = Net(noun, uid, before, None if operation == "d" else new)
    return tuple(reversed(found.values()))


class Hindered(Exception):
    """Why an act cannot be taken back: records that were changed since, or later records that rest on it."""

    def __init__(self, moved: Sequence[tuple[str, Any]] = (), by_noun: str = "") -> None:
        super().__init__(len(moved), by_noun)
        self.moved = tuple(moved)  # (noun, record as it is now; as the act left it where it is gone)
        self.by_noun = by_noun


def inverse(wanted: Sequence[Net], present: Mapping[str, Any]) -> ChangeSet:
    """The changes that take the act back. Raises Hindered where something else stands in the touched fields by now.

    `present`: the living records by uid. A record that the act made must still be exactly as it was made.
    """
    made: list[Change] = []
    moved: list[tuple[str, Any]] = []
    for one in wanted:
        if one.before is None and one.after is None:
            continue  # made and buried in the same act
        record = present.get(one.uid)
        if (record is None) != (one.after is None) or (record is not None and not _as_left(one, record)):
            moved.append((one.noun, record or _record(one.noun, one.after or one.before or {}, None)))
            continue
        before = None if one.before is None else _record(one.noun, one.before, record)
        if before != record:
            made.append(Change(record, before))
    if moved:
        raise Hindered(moved)
    return ChangeSet(tuple(made))


def _as_left(one: Net, record: Any) -> bool:
    after = one.after or {}
    # Of a record that the act made, what has no line was empty.
    names = fields_of(type(record)) if one.before is None else after
    return all(json_value(getattr(record, name)) == after.get(name) for name in names)


def _record(noun: str, values: Mapping[str, Any], record: Any) -> Any:
    """The record with these values from history lines over those that it has now."""
    record_type = RECORDS[noun]
    fields = fields_of(record_type)
    now = dict.fromkeys(fields) if record is None else row_of(record)
    then = {
        name: date.fromisoformat(value) if value is not None and fields[name].kind is Kind.DATE else value
        for name, value in values.items()
        if name in fields
    }
    return record_of(record_type, {**now, **then})


def torn(connection: Connection, made: ChangeSet) -> str | None:
    """After `made` was written: a noun whose living records point to a buried one through what was written."""
    buried: dict[str, list[str]] = defaultdict(list)
    named: dict[str, set[str]] = defaultdict(set)
    for change in made.changes:
        if change.after is None:
            buried[NOUNS[type(change.record)]].append(change.record.uid)
            continue
        for name, field in fields_of(type(change.after)).items():
            if field.kind is Kind.LINK and getattr(change.after, name):
                named[field.of].add(getattr(change.after, name))
    for noun, record_type in RECORDS.items():
        for name, field in fields_of(record_type).items():
            if field.kind is Kind.LINK and _living(connection, noun, name, buried[field.of]):
                return noun
    return next((noun for noun, uids in named.items() if _living(connection, noun, "uid", uids) != len(uids)), None)


def _living(connection: Connection, noun: str, column: str, values: Sequence[str] | set[str]) -> int:
    """How many living records have one of the values there."""
    table, wanted, found = TABLES[noun], list(values), 0
    for start in range(0, len(wanted), _AT_ONCE):
        among = table.c[column].in_(wanted[start : start + _AT_ONCE])
        query = select(func.count()).select_from(table).where(table.c.deleted_at.is_(None), among)
        found += connection.execute(query).scalar_one()
    return found
