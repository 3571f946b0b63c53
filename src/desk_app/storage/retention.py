"""When something last happened to each person, asked of every table that points to persons."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from desk_app.domain.fields import Field, Kind, Sensitivity, fields_of
from desk_app.storage.history import COUNTER_BITS
from desk_app.storage.schema import RECORDS, TABLES, changes

_PERSON = "seekers"


def links(noun: str) -> tuple[str, ...]:
    """The fields by which a record of this kind points to a person."""
    return tuple(one.name for one in fields_of(RECORDS[noun]).values() if one.kind is Kind.LINK and one.of == _PERSON)


def last_days(connection: Connection) -> dict[str, str]:
    """By person: the newest day (ISO) that stands in anything kept of him or her, or on which it was changed.

    Birth dates are no events.
    """
    newest: dict[str, str] = defaultdict(str)

    def note(uid: str | None, day: Any) -> None:
        if uid and day is not None:
            newest[uid] = max(newest[uid], str(day)[:10])

    for noun, record_type in RECORDS.items():
        table = TABLES[noun]
        days = [table.c[one.name] for one in fields_of(record_type).values() if _is_event(one)]
        for key in ("uid",) if noun == _PERSON else links(noun):
            newest_of = [func.max(column) for column in days]
            query = select(table.c[key], *newest_of).where(table.c.deleted_at.is_(None)).group_by(table.c[key])
            for uid, *found in connection.execute(query) if days else ():
                for day in found:
                    note(uid, day)
    own = changes.c.noun == _PERSON
    for uid, clock in connection.execute(
        select(changes.c.uid, func.max(changes.c.hlc)).where(own).group_by(changes.c.uid)
    ):
        note(uid, datetime.fromtimestamp((clock >> COUNTER_BITS) / 1000, UTC).date())
    return newest


def _is_event(field: Field) -> bool:
    return field.kind in (Kind.DATE, Kind.MOMENT) and field.sensitivity is not Sensitivity.PERSONAL


def having(connection: Connection, noun: str, *where: ColumnElement[bool]) -> set[str]:
    """The persons of whom there ever was such a record, also a buried one."""
    table = TABLES[noun]
    return {uid for key in links(noun) for (uid,) in connection.execute(select(table.c[key]).where(*where)) if uid}
