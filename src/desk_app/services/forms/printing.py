"""The papers of the forms: one person's, a blank one, the list of a group on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from desk_app import resources
from desk_app.documents.paper import draw
from desk_app.domain.actor import Actor
from desk_app.domain.clocks import Clocks
from desk_app.domain.codes import CodeLists
from desk_app.domain.entry import shown
from desk_app.domain.forms import papers
from desk_app.domain.forms.beginning import begun
from desk_app.domain.forms.kinds import FormKind
from desk_app.domain.forms.memberships import holding
from desk_app.domain.forms.registry import form_of as form_of_group
from desk_app.domain.forms.seeking import JobRegistration
from desk_app.domain.identity import age_on
from desk_app.domain.office import Office
from desk_app.domain.own import fields as own_fields
from desk_app.domain.own.fields import OwnField
from desk_app.domain.paper import Paper
from desk_app.domain.seekers import Membership, Seeker
from desk_app.services.forms.groups import may_list
from desk_app.services.forms.reading import circle_of, form_of, forms_of, kind_of
from desk_app.storage.database import Database
from desk_app.storage.repository import Reader


class Papers:
    """Forms on paper. That somebody's data was printed is registered."""

    def __init__(self, database: Database, codes: CodeLists, clocks: Clocks) -> None:
        self._database = database
        self._clocks = clocks
        self._words = papers.Words(codes=codes, shown=shown, **resources.form_words())

    def blank(self, actor: Actor, kind_name: str) -> bytes:
        """The form to be filled in by hand, as PDF."""
        kind = kind_of(kind_name)
        office, own = self._database.read(lambda read: (_office(read), self._own(read, kind, None)))
        return draw(papers.paper(kind, None, None, self._words, own), office, actor.clock.now())

    def filled(self, actor: Actor, kind_name: str, seeker_uid: str, uid: str = "") -> bytes:
        """A person's form as PDF: that one, or ("") the newest, or where there is none what the office knows."""

        def work(read: Reader) -> tuple[str, Paper]:
            return _office(read), self.paper_of(read, actor, kind_of(kind_name), seeker_uid, uid)

        office, paper = self._database.read(work)
        pdf = draw(paper, office, actor.clock.now())
        self._registered(actor, seeker_uid, 1, f"打印{paper.title}")
        return pdf

    def paper_of(self, read: Reader, actor: Actor, kind: FormKind, seeker_uid: str, uid: str = "") -> Paper:
        """The description of such a paper, for those who print several in one."""
        person = read.one(Seeker, seeker_uid)
        filled = form_of(read, kind, uid) if uid else next(reversed(forms_of(read, kind, seeker_uid)), None)
        filled = filled or begun(kind, circle_of(read, actor, person), self._clocks)
        return papers.paper(kind, filled, person, self._words, self._own(read, kind, person))

    def _own(self, read: Reader, kind: FormKind, person: Seeker | None) -> list[tuple[str, str]]:
        """The office's own fields of persons, on the form that registers them."""
        if kind.record is not JobRegistration:
            return []
        fields = own_fields.declared(read.all(OwnField, noun="seekers"), "seekers")
        said = own_fields.words(fields, person.extra if person else {}, self._words.codes)
        return [(one.label, said[name]) for name, one in fields.items()]

    def register(self, actor: Actor, group: str, day: date) -> bytes:
        """台账 of a group: all who belonged to it on that day, as PDF across. Raises Refused like `Groups.on`."""
        may_list(self._words.codes, actor, group)
        kind = form_of_group(group)
        label = self._words.codes["group"].label(group)

        def work(read: Reader) -> tuple[str, list[papers.Line]]:
            uids = [one.seeker_uid for one in holding(read.all(Membership, group=group), day)]
            records: tuple[Any, ...] = read.among(kind.record, "seeker_uid", uids)
            newest = {record.seeker_uid: record for record in records}
            people = sorted(read.among(Seeker, "uid", set(uids)), key=lambda one: (one.village, one.seeker_no))
            return _office(read), [
                papers.Line(
                    person=one,
                    age=age_on(one.birth_date, day) if one.birth_date else None,
                    form=newest.get(one.uid),
                )
                for one in people
            ]

        office, lines = self._database.read(work)
        pdf = draw(papers.register(kind, f"{label}台账", day, lines, self._words), office, actor.clock.now())
        self._registered(actor, group, len(lines), f"打印{label}台账")
        return pdf

    def _registered(self, actor: Actor, subject: str, persons: int, purpose: str) -> None:
        self._database.write(actor, purpose, lambda unit: unit.looked("print", subject, persons, purpose))


def _office(read: Reader) -> str:
    office = read.first(Office)
    return office.name if office else ""
