"""What is stored that a list is held against, fetched in many short jobs: the counter goes in between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TypeVar

from desk_app.domain.employers import Employer
from desk_app.domain.intake.register import OWN_NUMBER, Register, register
from desk_app.domain.intake.rows import RowResult
from desk_app.domain.posts import Post
from desk_app.domain.progress import Progress
from desk_app.domain.projects import LabourNeed, Project
from desk_app.domain.seekers import Membership, Seeker
from desk_app.storage.database import BATCH, Database

R = TypeVar("R")
_AT_ONCE = 500  # records: some ten milliseconds of the database's thread


def known_to(database: Database, rows: Iterable[RowResult], progress: Progress) -> Register:
    """What these rows may mean: persons by number or by name and mobile, all employers, their posts, projects."""
    numbers, calls, own, work, sites = set(), set(), set(), False, False
    kinds: set[type] = set()
    for row in rows:
        record = row.draft.record if row.draft else None
        if row.draft and isinstance(record, Seeker):
            numbers.add((record.id_doc_type, record.id_no))
            calls.add((record.name, record.mobile))
            own.add(record.extra.get(OWN_NUMBER, ""))
            kinds.update(type(form) for form in row.draft.forms)
        else:
            work = work or record is not None
            sites = sites or isinstance(record, Project)
    people: list[str] = []
    if numbers:
        keys = database.read(
            lambda read: read.values(Seeker, "uid", "id_doc_type", "id_no", "name", "mobile", "seeker_no"),
            priority=BATCH,
        )
        people = [
            uid
            for uid, document, number, name, mobile, seeker_no in keys
            if (number and (document, number) in numbers)
            or (name and mobile and (name, mobile) in calls)
            or (seeker_no and seeker_no in own)
        ]
    return register(
        seekers=_among(database, Seeker, "uid", people, progress),
        memberships=_among(database, Membership, "seeker_uid", people, progress),
        employers=database.read(lambda read: read.all(Employer), priority=BATCH) if work else (),
        posts=_among(database, Post, "uid", _posts(database), progress) if work else (),
        projects=database.read(lambda read: read.all(Project), priority=BATCH) if sites else (),
        needs=database.read(lambda read: read.all(LabourNeed), priority=BATCH) if sites else (),
        forms=chain.from_iterable(_among(database, kind, "seeker_uid", people, progress) for kind in kinds),
    )


def _posts(database: Database) -> list[str]:
    return [uid for (uid,) in database.read(lambda read: read.values(Post, "uid"), priority=BATCH)]


def _among(database: Database, record_type: type[R], name: str, values: list[str], progress: Progress) -> Iterator[R]:
    for start in range(0, len(values), _AT_ONCE):
        progress.step("查找已登记的", start, len(values))
        part = values[start : start + _AT_ONCE]
        yield from database.read(lambda read, part=part: read.among(record_type, name, part), priority=BATCH)  # type: ignore[misc]  # the part is bound at once
