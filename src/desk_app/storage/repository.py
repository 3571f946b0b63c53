"""Reading records: frozen values that may leave the transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from sqlalchemy import Connection, func, select

from desk_app.storage import history, schema
from desk_app.storage.columns import record_of
from desk_app.storage.schema import NOUNS, TABLES

R = TypeVar("R")
_AT_ONCE = 500  # values in one IN (…): well below SQLite's limit of bound parameters


class Reader:
    """What a use case may ask of the file inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self, record_type: type[R], **equal: Any) -> tuple[R, ...]:
        """All living records of a kind whose attributes equal the given values, in the order of their making."""
        table = TABLES[NOUNS[record_type]]
        query = select(table).where(table.c.deleted_at.is_(None)).order_by(table.c.id)
        for name, value in equal.items():
            query = query.where(table.c[name] == value)
        return tuple(record_of(record_type, row) for row in self._connection.execute(query).mappings())

    def first(self, record_type: type[R], **equal: Any) -> R | None:
        """The first such record, or None."""
        found = self.all(record_type, **equal)
        return found[0] if found else None

    def among(self, record_type: type[R], name: str, values: Iterable[Any]) -> tuple[R, ...]:
        """All living records whose attribute is one of the values."""
        table = TABLES[NOUNS[record_type]]
        wanted = list(values)
        found: list[R] = []
        for start in range(0, len(wanted), _AT_ONCE):
            query = select(table).where(
                table.c.deleted_at.is_(None), table.c[name].in_(wanted[start : start + _AT_ONCE])
            )
            found += [
                record_of(record_type, row) for row in self._connection.execute(query.order_by(table.c.id)).mappings()
            ]
        return tuple(found)

    def by_uid(self, record_type: type[R]) -> Mapping[str, R]:
        """All living records of a kind by uid."""
        return {record.uid: record for record in self.all(record_type)}  # type: ignore[attr-defined]  # each record has one

    def count(self, record_type: type, **equal: Any) -> int:
        """How many living records there are."""
        table = TABLES[NOUNS[record_type]]
        query = select(func.count()).select_from(table).where(table.c.deleted_at.is_(None))
        for name, value in equal.items():
            query = query.where(table.c[name] == value)
        return int(self._connection.execute(query).scalar_one())

    def history(self, uid: str) -> tuple[history.Line, ...]:
        """The change lines of one record, oldest first."""
        return history.lines_of(self._connection, uid)

    def document(self, sha256: str) -> tuple[str, bytes]:
        """Encoding and kept bytes of a document; KeyError if there is none."""
        table = schema.documents
        row = self._connection.execute(select(table).where(table.c.sha256 == sha256)).mappings().one_or_none()
        if row is None:
            raise KeyError(sha256)
        return row["encoding"], row["content"]

    def last_number(self, kind: str, desk: str, year: int) -> int:
        """The last number handed out; 0 if none was."""
        table = schema.numbers
        query = select(table.c.last).where(table.c.kind == kind, table.c.desk == desk, table.c.year == year)
        return int(self._connection.execute(query).scalar_one_or_none() or 0)
