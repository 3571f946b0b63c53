"""A list as an office gets it, before it becomes a file: cells with types, merges, hidden rows, and the truth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

Value = str | int | float | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeSheet:
    """One sheet: `rows[i][j]` stands in row i+1, column j+1; ranges and cells by their name in the sheet (B2:D2)."""

    name: str
    rows: tuple[tuple[Value, ...], ...]
    merges: tuple[str, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[str, ...] = ()
    comments: Mapping[str, str] = field(default_factory=dict)
    filtered: str = ""  # the range of the filter that hides rows


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeFile:
    """One file and what is true about it (rows as canonical records, planted faults, expected counts)."""

    file: str
    format: Literal["xlsx", "csv"]
    sheets: tuple[PracticeSheet, ...]
    truth: Mapping[str, Any]


@dataclass(slots=True)
class Entry:
    """One row in the making: what is written by field, what is true, which faults were planted."""

    cells: dict[str, Value]
    record: dict[str, Any]
    faults: list[dict[str, Any]] = field(default_factory=list)

    def plant(
        self, of: str, kind: str, action: str, written: Value, *, expect: Any = None, note: str = "", **known: Any
    ) -> None:
        """Write something wrong into a field, and remember it; `known` goes into the true record."""
        self.cells[of] = written
        self.record.update(known)
        fault = {"field": of, "kind": kind, "raw": as_text(written), "action": action, "expect": expect, "note": note}
        self.faults.append({key: value for key, value in fault.items() if value not in (None, "") or key == "raw"})

    def has_fault(self, of: str) -> bool:
        """Whether something wrong stands in the field."""
        return any(fault["field"] == of for fault in self.faults)


Columns = Sequence[tuple[str, str]]
"""(field, heading) from the left; " / " in a heading divides the lines of a header of several rows."""


class Page:
    """A sheet in the making."""

    def __init__(self, name: str, columns: Columns, role: str = "data") -> None:
        self.name = name
        self.columns = columns
        self.role = role
        self.rows: list[list[Value]] = []
        self.merges: list[str] = []
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[str] = []
        self.comments: dict[str, str] = {}
        self.filtered = ""
        self.header_rows: list[int] = []
        self.not_data: list[dict[str, Any]] = []
        self.records: list[dict[str, Any]] = []
        self.faults: list[dict[str, Any]] = []
        self.form: dict[str, Any] = {}

    @property
    def last(self) -> int:
        """The number of the last row written."""
        return len(self.rows)

    def line(self, *values: Value) -> int:
        """Write the next row from column A on; its number."""
        self.rows.append(list(values))
        return self.last

    def aside(self, kind: str, *values: Value) -> int:
        """Write a row that is no data (title, subtotal, total, footer, repeated header)."""
        number = self.line(*values)
        text = " ".join(as_text(value) for value in values if value is not None)
        self.not_data.append({"row": number, "kind": kind, "text": text})
        return number

    def title(self, *lines: str) -> None:
        """Title lines, each merged over the whole width."""
        for line in lines:
            number = self.aside("title", line)
            self.merge(number, 0, number, len(self.columns) - 1)

    def header(self) -> None:
        """The headings; those with " / " in several rows, equal neighbours and empty rows below merged."""
        parts = [heading.split(" / ") for _, heading in self.columns]
        depth = max(len(one) for one in parts)
        top = self.last + 1
        for level in range(depth):
            line = [
                one[level] if level < len(one) and (at == 0 or parts[at - 1][: level + 1] != one[: level + 1]) else None
                for at, one in enumerate(parts)
            ]
            self.header_rows.append(self.line(*line))
        for at, one in enumerate(parts):
            if len(one) < depth:
                self.merge(top + len(one) - 1, at, top + depth - 1, at)
            for level in range(len(one) - 1):
                wide = sum(1 for other in parts[at:] if other[: level + 1] == one[: level + 1])
                if wide > 1 and (at == 0 or parts[at - 1][: level + 1] != one[: level + 1]):
                    self.merge(top + level, at, top + level, at + wide - 1)

    def entry(self, entry: Entry) -> int:
        """Write a row of data and book its record and faults under the row's number."""
        number = self.line(*(entry.cells.get(of) for of, _ in self.columns))
        asked = any(fault["action"] in ("ask", "refuse") for fault in entry.faults)
        self.records.append({"row": number, **entry.record, "status": "question" if asked else "good"})
        places = {of: column(at) for at, (of, _) in enumerate(self.columns)}
        self.faults += [
            {**fault, "sheet": self.name, "row": number, "col": places[fault["field"]]} for fault in entry.faults
        ]
        return number

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Merge cells; rows from 1, columns from 0."""
        if (top, left) != (bottom, right):
            self.merges.append(f"{column(left)}{top}:{column(right)}{bottom}")

    def sheet(self) -> PracticeSheet:
        """The finished sheet."""
        return PracticeSheet(
            name=self.name,
            rows=tuple(tuple(row) for row in self.rows),
            merges=tuple(self.merges),
            hidden_rows=tuple(self.hidden_rows),
            hidden_columns=tuple(self.hidden_columns),
            comments=dict(self.comments),
            filtered=self.filtered,
        )


def column(at: int) -> str:
    """The letters of a column, counted from 0."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def as_text(value: Value) -> str:
    """A cell as one would read it aloud: a number without a point, a date as yyyy-mm-dd."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(Decimal(f"{value:.15g}")))  # a spreadsheet keeps fifteen digits
    return str(value)
