"""From a declared field to a column, and from a record to a row and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Integer, String, Text
from sqlalchemy.types import TypeEngine

from desk_app.domain.fields import Field, Kind, fields_of

_TYPES: Mapping[Kind, type[TypeEngine[Any]]] = {
    Kind.TEXT: Text,
    Kind.CODE: String,
    Kind.WHOLE: Integer,
    Kind.FLAG: Boolean,
    Kind.DATE: Date,
    Kind.MONTH: String,
    Kind.MOMENT: String,
    Kind.TEXTS: JSON,
    Kind.CODES: JSON,
    Kind.DATA: JSON,
}


def column(field: Field) -> Column[Any]:
    """The column in which the field is kept; "not known" is NULL."""
    if field.kind is Kind.KEY:
        return Column(field.name, String(36), nullable=False, unique=True)
    if field.kind is Kind.LINK:
        # Deferred, so that a change set may bring both records in any order.
        target = ForeignKey(f"{field.of}.uid", deferrable=True, initially="DEFERRED")
        return Column(field.name, String(36), target, nullable=True, index=True)
    kind = _TYPES[field.kind]
    return Column(field.name, kind(none_as_null=True) if kind is JSON else kind(), nullable=True)


def plain(value: Any) -> Any:
    """A record's value as JSON and SQL know it; None where it is not known."""
    if value is None or value == "" or value == () or value == {}:
        return None
    if isinstance(value, tuple):
        return [dict(part) if isinstance(part, Mapping) else part for part in value]
    return dict(value) if isinstance(value, Mapping) else value


def json_value(value: Any) -> Any:
    """The value as it stands in the history line (dates as ISO text)."""
    return value.isoformat() if isinstance(value, date) else plain(value)


def row_of(record: Any) -> dict[str, Any]:
    """The record as a row."""
    return {name: plain(getattr(record, name)) for name in fields_of(type(record))}


def record_of(record_type: type, row: Mapping[Any, Any]) -> Any:
    """The row as a record; what is NULL takes the record's own default."""
    known = {name: row[name] for name in fields_of(record_type) if row[name] is not None}
    return record_type(**{name: tuple(value) if isinstance(value, list) else value for name, value in known.items()})
