"""Rows of imported files that wait for an answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from desk_app.domain.agenda.item import Item, day_of, line
from desk_app.domain.clocks import Clocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Rows of an imported file that wait for an answer."""

    batch_uid: str
    file: str
    at: str
    rows: int


def lines(waiting: Iterable[Rows], clocks: Clocks) -> Iterable[Item]:
    """A line for each file."""
    for one in waiting:
        day = day_of(one.at)
        if day is not None:
            why = f"{one.rows} 行有疑问，问清了才会写入"
            due = day + timedelta(days=clocks.question_within_days)
            yield line("question", one.batch_uid, due, why, who=one.file, target=one.batch_uid)
