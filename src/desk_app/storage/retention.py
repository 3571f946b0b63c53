"""When something last happened to each person, asked of every table that points to persons."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from desk_app.domain.fields import Field, Kind, Sensitivity, fields_of
from desk_app.storage.history import COUNTER_BITS
from desk_app.storage.schema import RECORDS, TABLES, changes

_PERSON = "seekers"


def links(noun: str) -> tuple[str, ...]:
    """The fields by which a record of this kind points to a person."""
    return tuple(one.name for one in fields_of(RECORDS[noun]).values() if one.kind is Kind.LINK and one.of == _PERSON)


def last_days(connection: Connection, persons: Collection[str]) -> dict[str, str]:
    """By person: the newest day (ISO) that stands in anything kept of him or her, or on which it was changed.

    Birth dates are no events.
    """
    newest = dict.fromkeys(persons, "")
    wanted = list(persons)
    for noun, record_type in RECORDS.items():
        table = TABLES[noun]
        days = [table.c[one.name] for one in fields_of(record_type).values() if _is_event(one)]
        for key in ("uid",) if noun == _PERSON else links(noun):
            mine = table.c[key].in_(wanted)
            query = select(table.c[key], *map(func.max, days)).where(mine).group_by(table.c[key])
            for uid, *found in connection.execute(query) if days else ():
                newest[uid] = max((newest[uid], *(str(day)[:10] for day in found if day is not None)))
    query = select(changes.c.uid, func.max(changes.c.hlc)).where(changes.c.uid.in_(wanted)).group_by(changes.c.uid)
    for uid, clock in connection.execute(query):
        day = datetime.fromtimestamp((clock >> COUNTER_BITS) / 1000, UTC).date()
        newest[uid] = max(newest[uid], day.isoformat())
    return newest


def _is_event(field: Field) -> bool:
    return field.kind in (Kind.DATE, Kind.MOMENT) and field.sensitivity is not Sensitivity.PERSONAL


def having(connection: Connection, noun: str, persons: Collection[str], **equal: Any) -> set[str]:
    """Those of the persons of whom there ever was such a record, also a buried one."""
    table = TABLES[noun]
    same = [table.c[name] == value for name, value in equal.items()]
    return {
        uid
        for key in links(noun)
        for (uid,) in connection.execute(select(table.c[key]).where(table.c[key].in_(list(persons)), *same).distinct())
    }
