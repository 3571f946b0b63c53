"""项目: the list, one with its labour plan, entering and changing; a new one opens its collection task at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from desk_app import resources
from desk_app.domain.actor import Actor
from desk_app.domain.changes import ChangeSet, insert, new_uid, update
from desk_app.domain.codes import CodeLists
from desk_app.domain.collection.entering import planned
from desk_app.domain.collection.lists import ProjectFile, ProjectLine, project_lines
from desk_app.domain.collection.opening import Opening
from desk_app.domain.collection.records import Collection
from desk_app.domain.collection.rules import CollectionRules, area_of, place_of
from desk_app.domain.collection.states import CLOSED
from desk_app.domain.employers import Employer
from desk_app.domain.entry import NotEntered
from desk_app.domain.intake.words import plain
from desk_app.domain.office import Office
from desk_app.domain.own.fields import OwnField
from desk_app.domain.post_file import events
from desk_app.domain.projects import Project
from desk_app.domain.vacancies import Circumstances, circumstances
from desk_app.services.collection import reading
from desk_app.storage import collecting
from desk_app.storage.database import Database
from desk_app.storage.repository import Reader
from desk_app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A project that was kept: its task, who answers for it and until when; the firms that were filed with it."""

    uid: str
    task_uid: str
    owner: str
    due_on: date | None
    new_firms: tuple[str, ...]


class Projects:
    """项目."""

    def __init__(self, database: Database, codes: CodeLists, rules: CollectionRules) -> None:
        self._database = database
        self._codes = codes
        self._rules = rules

    def lines(self, actor: Actor) -> tuple[ProjectLine, ...]:
        """All projects, those that start soonest first."""
        kept, plans = self._database.read(lambda read: (reading.kept(read), reading.plans(read)))
        return project_lines(kept, plans, actor.today())

    def file(self, actor: Actor, uid: str) -> ProjectFile:
        """One project. Raises Refused where it is gone."""

        def work(read: Reader) -> ProjectFile:
            project, kept, plans = reading.project(read, uid), reading.kept(read), reading.plans(read, uid)
            line = next(one for one in project_lines(kept, plans, actor.today()) if one.uid == uid)
            named = {name: one.name for name, one in kept.employers.items()}
            return ProjectFile(
                project=project,
                line=line,
                needs=tuple(plans.get(uid, ())),
                owner=named.get(project.employer_uid, ""),
                builder=named.get(project.builder_uid, ""),
                events=events(read.traces(actor.clock.now(), uid), self._codes, Project, read.all(OwnField)),
            )

        return self._database.read(work)

    def circumstances(self, actor: Actor) -> tuple[Circumstances, tuple[str, ...], tuple[str, ...]]:
        """By what an entry is judged, the names of the firms on file, the names of the office."""
        words = resources.intake_words()

        def work(read: Reader) -> tuple[Circumstances, tuple[str, ...], tuple[str, ...]]:
            office, days, own = read.first(Office), resources.clocks().post_valid_days, read.all(OwnField)
            at = circumstances(office, actor.today(), self._codes, words, days, own=own)
            firms = tuple(str(name) for (name,) in read.values(Employer, "name") if name)
            return at, firms, reading.staff(read)

        return self._database.read(work)

    def save(self, actor: Actor, uid: str | None, typed: Mapping[str, str]) -> Saved:
        """Keep a new project (`uid` None) or a changed one with its labour plan, from what was typed by field.

        A firm that is not on file is filed with its name alone. A new project opens its task in the same act. Raises
        NotEntered with a sentence for each field.
        """
        at, _, staff = self.circumstances(actor)

        def work(unit: UnitOfWork) -> Saved:
            before = reading.project(unit, uid) if uid else None
            plan = reading.plans(unit, uid).get(uid, ()) if uid else ()
            found = planned(before, plan, typed, at, staff)
            same = None if before else _same(unit, found.project.name)
            errors = dict(found.errors)
            if same:
                errors["name"] = f"已有项目“{same.name}”，请打开它修改。"
            if errors:
                raise NotEntered(errors, same.uid if same else "")
            firms = _Firms(unit)
            project = replace(
                found.project,
                employer_uid=firms.uid(found.owner_firm, found.project.employer_uid),
                builder_uid=firms.uid(found.builder_firm, found.project.builder_uid),
            )
            unit.why = f"{'修改' if before else '新增'}项目{project.name}"
            kept = _changed(before, project) if before else insert(project)
            tasks = self._tasks(unit, before, project, firms, actor.today())
            unit.apply(firms.changes + kept + found.needs + tasks)
            unit.keep_draft(f"projects/{uid or 'new'}", {})
            task = unit.first(Collection, project_uid=project.uid)
            return Saved(
                uid=project.uid,
                task_uid=task.uid if task else "",
                owner=task.owner if task else "",
                due_on=task.due_on if task else None,
                new_firms=firms.made,
            )

        return self._database.write(actor, "登记项目", work)[0]

    def _tasks(
        self, unit: UnitOfWork, before: Project | None, project: Project, firms: _Firms, today: date
    ) -> ChangeSet:
        """A new project's task; an open one goes to the firm and person that the project now names."""
        rules = self._rules
        if before is None:
            return Opening(collecting.board(unit), rules, today).project(project, firms.get(project.wants))
        task = unit.first(Collection, project_uid=project.uid)
        if task is None or task.state in CLOSED:
            return ChangeSet()
        due_on = task.due_on
        if before.starts_on != project.starts_on:
            due_on = rules.due_of_project(task.opened_on or today, project.starts_on)
        owner = project.owner if project.owner != before.owner and project.owner else task.owner
        area = area_of(place_of(firms.get(project.wants), project), collecting.villages(unit))
        return update(task, employer_uid=project.wants, owner=owner, due_on=due_on, area=area)


class _Firms:
    """Firms by the name that was typed; one that is not on file is made, once."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._new: dict[str, Employer] = {}
        self.changes = ChangeSet()

    @property
    def made(self) -> tuple[str, ...]:
        """The names of the firms that were made."""
        return tuple(one.name for one in self._new.values())

    def uid(self, typed: str | None, before: str) -> str:
        """The uid for what was typed: None leaves what was, "" means none."""
        if typed is None:
            return before
        name = typed.strip()
        if not name:
            return ""
        known = self._new.get(name) or reading.firm_named(self._unit, name)
        if known is None:
            known = self._new[name] = Employer(uid=new_uid(), name=name, source="项目登记")
            self.changes += insert(known)
        return known.uid

    def get(self, uid: str) -> Employer | None:
        """A firm by uid, also one that is just being made."""
        if not uid:
            return None
        return next((one for one in self._new.values() if one.uid == uid), None) or self._unit.first(Employer, uid=uid)


def _changed(before: Project, after: Project) -> ChangeSet:
    return update(before, **{name: getattr(after, name) for name in after.__dataclass_fields__})


def _same(read: Reader, name: str) -> Project | None:
    wanted = plain(name)
    return next((one for one in read.all(Project) if plain(one.name) == wanted), None) if wanted else None
