"""Calls that were agreed upon: somebody was told when the office would call again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desk_app.domain.agenda.item import Item, day_of, line, short
from desk_app.domain.seekers import Seeker
from desk_app.domain.service_log import ServiceEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """The newest contact of a person, in which a day for the next one was named."""

    entry: ServiceEntry
    seeker: Seeker


def lines(waiting: Iterable[Agreed]) -> Iterable[Item]:
    """A line for each agreed call."""
    for one in waiting:
        if one.entry.next_on is not None:
            said = f"：{one.entry.note}" if one.entry.note else ""
            why = f"{short(day_of(one.entry.at))} 约好 {short(one.entry.next_on)} 再联系{said}"
            yield line("call", one.entry.uid, one.entry.next_on, why, one.seeker)
