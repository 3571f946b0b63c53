"""Drafts: what was typed into a form and not saved yet, one for each clerk and form."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from desk_app.storage.schema import drafts as table


def fetch(connection: Connection, user: str, key: str) -> tuple[str, Mapping[str, str]] | None:
    """When it was kept, and the typed text by field; None if there is none."""
    row = connection.execute(select(table.c.at, table.c.typed).where(table.c.user == user, table.c.key == key)).first()
    return None if row is None else (row.at, json.loads(row.typed))


def keep(connection: Connection, user: str, key: str, at: str, typed: Mapping[str, str]) -> None:
    """Keep it in place of what was kept before."""
    drop(connection, user, key)
    text = json.dumps(dict(typed), ensure_ascii=False)
    connection.execute(insert(table).values(user=user, key=key, at=at, typed=text))


def drop(connection: Connection, user: str, key: str) -> None:
    """Forget it."""
    connection.execute(delete(table).where(table.c.user == user, table.c.key == key))
