"""一人一档 on paper: read in one transaction, drawn outside of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desk_app import resources
from desk_app.domain.actor import Actor
from desk_app.domain.codes import CodeLists
from desk_app.domain.forms.kinds import FormKind
from desk_app.domain.forms.registry import FORMS
from desk_app.domain.hardship.records import Certification
from desk_app.domain.office import Office
from desk_app.domain.paper import Paper
from desk_app.domain.person_paper import COPY_WORDS, TITLE, Copy, Filed, person_paper
from desk_app.domain.privacy.consents import Consent
from desk_app.domain.progress import Progress
from desk_app.domain.seekers import Seeker
from desk_app.services.seekers.file import kept_of
from desk_app.storage.database import Database
from desk_app.storage.repository import Reader
from desk_app.storage.unit_of_work import UnitOfWork


def files_pdf(
    database: Database, actor: Actor, uids: Sequence[str], copy: Copy, codes: CodeLists, progress: Progress
) -> bytes:
    """The files of these persons as one PDF. Raises Refused for a person who is not there (any more)."""
    from desk_app.documents.paper import draw  # reportlab: 0.1 s that every start saves

    recipients = resources.recipients()

    def work(read: Reader) -> tuple[str, list[Paper]]:
        office = read.first(Office)
        papers = [
            person_paper(
                read.one(Seeker, uid),
                kept_of(read, actor, uid),
                _filed(read, uid),
                copy,
                recipients,
                codes,
                actor.today(),
            )
            for uid in uids
        ]
        return office.name if office else "", papers

    office, papers = database.read(work)
    return draw(papers, office, actor.clock.now(), progress=progress)


def _filed(read: Reader, uid: str) -> Filed:
    forms: list[tuple[FormKind, Any]] = []
    for kind in FORMS.values():
        records: tuple[Any, ...] = read.all(kind.record, seeker_uid=uid)
        forms += ((kind, one) for one in records)
    return Filed(
        forms=forms,
        certifications=read.all(Certification, seeker_uid=uid),
        consents=read.all(Consent, seeker_uid=uid),
    )


def register_files(database: Database, actor: Actor, uids: Sequence[str], copy: Copy) -> None:
    """Register that these files were given out."""

    def work(unit: UnitOfWork) -> None:
        for uid in uids:
            unit.looked("print", uid, 1, f"打印{TITLE}（{COPY_WORDS[copy]}）", _RECIPIENTS[copy])

    database.write(actor, f"打印{TITLE}", work)


_RECIPIENTS = {Copy.PERSON: "本人", Copy.CABINET: "本机构"}
