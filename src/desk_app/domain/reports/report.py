"""What a report is."""

from __future__ import annotations

from dataclasses import dataclass

Value = str | int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One sheet of a report: a title, columns, rows of texts and whole numbers, and what to know when reading it."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""
