"""The first of what is due, and how many more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, func, select

from desk_app.storage.columns import record_of
from desk_app.storage.repository import Reader
from desk_app.storage.schema import NOUNS, TABLES

R = TypeVar("R")
LINES = 200
"""Lines of a kind that are listed; of the rest the number is said."""


def some(
    connection: Connection, record_type: type[R], *where: ColumnElement[bool], order: ColumnElement[Any]
) -> tuple[list[R], int]:
    """The first living records in that order, and how many more there are."""
    table = TABLES[NOUNS[record_type]]
    query = select(table).where(table.c.deleted_at.is_(None), *where).order_by(order, table.c.id).limit(LINES)
    found = [record_of(record_type, row) for row in connection.execute(query).mappings()]
    return found, count(connection, table, *where) - LINES if len(found) == LINES else 0


def count(connection: Connection, table: Any, *where: ColumnElement[bool]) -> int:
    """How many living records."""
    query = select(func.count()).select_from(table).where(table.c.deleted_at.is_(None), *where)
    return int(connection.execute(query).scalar_one())


def by_uid(read: Reader, record_type: type[R], uids: Iterable[str]) -> Mapping[str, R]:
    """Records by uid, each read once."""
    return {one.uid: one for one in read.among(record_type, "uid", dict.fromkeys(uids))}  # type: ignore[attr-defined]  # each record has one
