"""All lines of today's work, room by room, with last contact and postponement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection

from desk_app.domain.agenda.item import Item
from desk_app.domain.agenda.today import ordered
from desk_app.domain.clocks import Clocks
from desk_app.domain.codes import CodeLists
from desk_app.domain.service_log import ServiceEntry
from desk_app.domain.snoozes import Snooze
from desk_app.storage.repository import Reader
from desk_app.storage.waiting import calls, collecting, employers, forms, hardship, posts, referring, rows

_ROOMS = (referring.due, calls.due, posts.due, collecting.due, employers.due, rows.due, hardship.due, forms.due)


def lines(
    connection: Connection, today: date, clocks: Clocks, codes: CodeLists
) -> tuple[tuple[Item, ...], Mapping[str, int]]:
    """What is due, in order, and by kind how many more than are listed."""
    found = [room(connection, today, clocks) for room in _ROOMS]
    items = [item for due in found for item in due.items]
    read = Reader(connection)
    persons = dict.fromkeys(item.seeker_uid for item in items if item.seeker_uid)
    contacts = {one.seeker_uid: one for one in read.among(ServiceEntry, "seeker_uid", persons)}
    snoozes = {one.subject: one for one in read.among(Snooze, "subject", dict.fromkeys(item.uid for item in items))}
    more = {kind: number for due in found for kind, number in due.more.items()}
    return ordered(items, contacts, snoozes, codes, today), more
