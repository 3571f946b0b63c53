"""What fields of the office's own need counted: columns kept in `extra`, their values, uses of an entry."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, func, select, true
from sqlalchemy.sql.expression import FromClause

from desk_app.domain.fields import Kind, fields_of
from desk_app.storage.schema import NOUNS, RECORDS, TABLES


def columns(connection: Connection, record_type: type) -> Mapping[str, int]:
    """The columns that records of a kind keep in `extra`, with how many have each."""
    table = TABLES[NOUNS[record_type]]
    pair = func.json_each(table.c.extra).table_valued("key")
    query = select(pair.c.key, func.count()).select_from(table).join(pair, true())
    rows = connection.execute(query.where(table.c.deleted_at.is_(None)).group_by(pair.c.key))
    return {row[0]: row[1] for row in rows}


def values(connection: Connection, record_type: type, key: str) -> Mapping[str, int]:
    """How many living records say what under one of these columns."""
    table = TABLES[NOUNS[record_type]]
    said = table.c.extra[key].as_string()
    query = select(said, func.count()).where(table.c.deleted_at.is_(None), said.is_not(None)).group_by(said)
    return {str(row[0]): row[1] for row in connection.execute(query)}


def having(connection: Connection, record_type: type, keys: tuple[str, ...]) -> list[str]:
    """The uids of living records that have one of these columns."""
    table = TABLES[NOUNS[record_type]]
    pair = func.json_each(table.c.extra).table_valued("key")
    query = select(table.c.uid).distinct().select_from(table).join(pair, true())
    return list(connection.execute(query.where(table.c.deleted_at.is_(None), pair.c.key.in_(keys))).scalars())


def uses(connection: Connection, of_list: str) -> Mapping[str, int]:
    """How often each code of a list stands in a living record, in all kinds of records."""
    found: dict[str, int] = {}
    for noun, record_type in RECORDS.items():
        for name, field in fields_of(record_type).items():
            if field.codes == of_list:
                for code, count in _coded(connection, TABLES[noun], name, field.kind).items():
                    found[code] = found.get(code, 0) + count
    return found


def _coded(connection: Connection, table: FromClause, name: str, kind: Kind) -> Mapping[str, int]:
    living = table.c.deleted_at.is_(None)
    if kind is Kind.CODES:
        each = func.json_each(table.c[name]).table_valued("value")
        query = select(each.c.value, func.count()).select_from(table).join(each, true()).where(living)
        rows = connection.execute(query.group_by(each.c.value))
    else:
        one = table.c[name]
        rows = connection.execute(select(one, func.count()).where(living, one.is_not(None)).group_by(one))
    return {str(row[0]): row[1] for row in rows}
