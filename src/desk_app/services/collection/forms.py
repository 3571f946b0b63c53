"""岗位征集表 to hand out: on paper and as a workbook, with what is known of the firm or project filled in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desk_app import resources
from desk_app.documents.paper import draw
from desk_app.domain.actor import Actor
from desk_app.domain.codes import CodeLists
from desk_app.domain.collection.form import Known, file_name, paper, workbook
from desk_app.domain.collection.records import Collection
from desk_app.domain.employers import Employer
from desk_app.domain.errors import Refused
from desk_app.domain.office import Office
from desk_app.domain.projects import Project
from desk_app.services.collection import reading
from desk_app.spreadsheets.blank import blank
from desk_app.storage.database import Database
from desk_app.storage.files import write_whole
from desk_app.storage.repository import Reader


class Forms:
    """岗位征集表."""

    def __init__(self, database: Database, codes: CodeLists) -> None:
        self._database = database
        self._codes = codes

    def pdf(self, actor: Actor, uids: Sequence[str] = ()) -> bytes:
        """The forms of these tasks in one document; without tasks one blank form."""
        office, known = self._known(actor, uids)
        words = resources.collection_words()
        papers = [paper(one, words, self._codes) for one in known]
        return draw(papers, office.name, actor.clock.now())

    def name(self, actor: Actor, uid: str = "") -> str:
        """The file name proposed for one form, without an ending."""
        return file_name(self._known(actor, (uid,) if uid else ())[1][0])

    def save_workbook(self, actor: Actor, uid: str, file: Path) -> None:
        """Write the form of a task ("" = a blank one) as .xlsx. Raises StorageFault in words."""
        _, (known, *_rest) = self._known(actor, (uid,) if uid else ())
        form = workbook(known, resources.collection_words(), self._codes)
        write_whole(
            file,
            blank(
                title=form.title,
                pairs=form.pairs,
                columns=form.columns,
                rows=form.rows,
                empty=form.empty,
                choices=form.choices,
                help=form.help,
                wide=("工作内容", "岗位要求", "工作地点"),
            ),
        )

    def _known(self, actor: Actor, uids: Sequence[str]) -> tuple[Office, list[Known]]:
        def work(read: Reader) -> tuple[Office, list[Known]]:
            office = read.first(Office)
            if office is None:
                raise Refused("no_office", "还没有建立机构。")
            found = [_of_task(read, uid, office, actor) for uid in uids]
            return office, found or [Known(office=office, today=actor.today())]

        return self._database.read(work)


def _of_task(read: Reader, uid: str, office: Office, actor: Actor) -> Known:
    task = read.one(Collection, uid)
    plans = reading.plans(read, task.project_uid).get(task.project_uid, ()) if task.project_uid else ()
    return Known(
        office=office,
        employer=read.first(Employer, uid=task.employer_uid) if task.employer_uid else None,
        project=read.first(Project, uid=task.project_uid) if task.project_uid else None,
        needs=plans,
        today=actor.today(),
    )
