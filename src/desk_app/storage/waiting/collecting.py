"""Firms and projects that are to be asked for their posts."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection, and_, or_

from desk_app.domain.agenda.collecting import Asked, lines
from desk_app.domain.agenda.item import Due
from desk_app.domain.clocks import Clocks
from desk_app.domain.collection.lists import by_task
from desk_app.domain.collection.records import Collection, CollectionContact
from desk_app.domain.collection.states import tries
from desk_app.domain.employers import Employer
from desk_app.domain.projects import Project
from desk_app.storage.repository import Reader
from desk_app.storage.schema import TABLES
from desk_app.storage.waiting.counting import by_uid, some


def due(connection: Connection, today: date, clocks: Clocks) -> Due:
    """The tasks whose day comes soon or is past."""
    task = TABLES["collections"].c
    ahead = today + timedelta(days=clocks.look_ahead_days)
    open_now = and_(task.state.in_(("waiting", "contacted")), task.due_on <= ahead)
    again = and_(task.state == "none", task.until <= ahead)
    found, more = some(connection, Collection, or_(open_now, again), order=task.due_on)
    read = Reader(connection)
    employers = by_uid(read, Employer, [one.employer_uid for one in found])
    projects = by_uid(read, Project, [one.project_uid for one in found])
    contacts = by_task(read.among(CollectionContact, "collection_uid", [one.uid for one in found]))
    asked = [
        Asked(
            task=one,
            employer=employers.get(one.employer_uid),
            project=projects.get(one.project_uid),
            tries=tries(contacts.get(one.uid, ()))[0],
        )
        for one in found
    ]
    return Due(items=tuple(lines(asked)), more={"collect": more} if more else {})
