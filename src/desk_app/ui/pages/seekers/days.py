"""Asking for a day in the forms in which clerks type one."""

from __future__ import annotations

from datetime import date

from desk_app.domain.entry import Misread, understood
from desk_app.domain.fields import fields_of
from desk_app.domain.seekers import Membership
from desk_app.ui.kit.page import Room


def ask_day(room: Room, title: str, verb: str) -> date | None:
    """The day that the clerk types, beginning with today; None if called off, left empty or no day (which is said)."""
    desk, ask = room.desk, room.ask
    typed = ask.line(title, "哪一天？例如 20251231、3.15", verb, needed=False, initial=desk.actor.today().isoformat())
    if not typed:
        return None
    try:
        found = understood(fields_of(Membership)["started_on"], typed, desk.codes, desk.actor.today())
    except Misread as error:
        ask.warn(str(error))
        return None
    return found if isinstance(found, date) else None
