"""A list without any header: people known by what stands in the columns."""

from __future__ import annotations

import re

from desk_app.domain.identity import normalise_number
from desk_app.domain.intake.layout import Table
from desk_app.domain.intake.sheet import Sheet

_NUMBER = re.compile(r"\d{17}[\dX]|\d{15}")
_LOOK = 200


def headless_table(sheet: Sheet) -> tuple[Table, ...]:
    """One table from the first row with a person's number on; () where the sheet has none."""
    first = next((row for row in range(1, min(len(sheet.rows), _LOOK) + 1) if _has_number(sheet, row)), 0)
    if not first:
        return ()
    width = max(map(len, sheet.rows))
    above = tuple(row for row in range(1, first) if any(text.strip() for text in sheet.rows[row - 1]))
    return (
        Table(
            sheet=sheet,
            header_rows=(),
            parts=dict.fromkeys(range(1, width + 1), ()),
            body=range(first, len(sheet.rows) + 1),
            above=above,
        ),
    )


def _has_number(sheet: Sheet, row: int) -> bool:
    return any(_NUMBER.fullmatch(normalise_number(text)) for text in sheet.rows[row - 1] if 15 <= len(text) <= 24)
