"""Rows of imported files that wait for an answer."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, func, select

from desk_app.domain.agenda.item import Due
from desk_app.domain.agenda.rows import Rows, lines
from desk_app.domain.clocks import Clocks
from desk_app.storage.schema import TABLES


def due(connection: Connection, _today: date, clocks: Clocks) -> Due:
    """The files with open questions."""
    questions, batches = TABLES["questions"], TABLES["batches"]
    query = (
        select(batches.c.uid, batches.c.file, batches.c.at, func.count())
        .join(questions, questions.c.batch_uid == batches.c.uid)
        .where(questions.c.deleted_at.is_(None), questions.c.state == "open", batches.c.deleted_at.is_(None))
        .group_by(batches.c.uid)
    )
    waiting = [
        Rows(batch_uid=uid, file=file or "", at=at or "", rows=count)
        for uid, file, at, count in connection.execute(query)
    ]
    return Due(items=tuple(lines(waiting, clocks)))
