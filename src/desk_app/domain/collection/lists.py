"""The lists of the page 岗位征集: tasks and projects as lines, and one task with all that is known of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desk_app.domain.codes import CodeLists
from desk_app.domain.collection.records import Collection, CollectionContact
from desk_app.domain.collection.script import Script
from desk_app.domain.collection.states import due, is_overdue, standing, tries
from desk_app.domain.employers import Employer
from desk_app.domain.person_file import Event
from desk_app.domain.posts import Post
from desk_app.domain.projects import LabourNeed, Project
from desk_app.domain.snoozes import Snooze


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is stored of the tasks and around them."""

    tasks: tuple[Collection, ...]
    contacts: Mapping[str, Sequence[CollectionContact]]  # by task, oldest first
    employers: Mapping[str, Employer]
    projects: Mapping[str, Project]
    posts: Mapping[str, Sequence[Post]]  # not withdrawn, by firm
    snoozes: Mapping[str, Snooze]  # by task


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """One task: whom to ask, by when, by whom, and how far it has come."""

    uid: str
    subject: str  # name of the project, else of the firm
    firm: str
    employer_uid: str
    project_uid: str
    contact: str
    phone: str
    owner: str
    area: str
    trigger: str
    standing: str  # a code of collection_state: what it is today
    opened_on: date | None
    due: date | None  # None where nothing is to be done any more
    put_off: date | None
    put_off_reason: str
    overdue: bool
    last_contact: str
    tries: int  # failed ones since somebody was last reached
    posts: int
    seats: int

    @property
    def month(self) -> str:
        """The month in which it was opened, 2026-11."""
        return self.opened_on.isoformat()[:7] if self.opened_on else ""

    @property
    def day(self) -> date | None:
        """When something is to be done: due, or put off to."""
        return max(self.due, self.put_off or self.due) if self.due else None


def by_task(contacts: Iterable[CollectionContact]) -> dict[str, list[CollectionContact]]:
    """The contacts of each task, oldest first."""
    found: dict[str, list[CollectionContact]] = defaultdict(list)
    for one in sorted(contacts, key=lambda one: one.at):
        found[one.collection_uid].append(one)
    return dict(found)


_NO_DAY = date.max
_CLOSED_LAST = ("waiting", "contacted", "none", "registered", "unreachable")


def lines(kept: Kept, codes: CodeLists, today: date) -> tuple[TaskLine, ...]:
    """All tasks: what is overdue first, then by the day on which something is to be done, closed ones last."""
    found = [_line(task, kept, codes, today) for task in kept.tasks]
    found.sort(key=lambda one: (one.day or _NO_DAY, _CLOSED_LAST.index(one.standing), one.subject))
    return tuple(found)


def _line(task: Collection, kept: Kept, codes: CodeLists, today: date) -> TaskLine:
    employer, project = kept.employers.get(task.employer_uid), kept.projects.get(task.project_uid)
    contacts, posts = kept.contacts.get(task.uid, ()), kept.posts.get(task.employer_uid, ())
    snooze = kept.snoozes.get(task.uid)
    put_off = snooze.until if snooze and snooze.until and snooze.until >= today else None
    return TaskLine(
        uid=task.uid,
        subject=project.name if project else employer.name if employer else "（单位已不在）",
        firm=employer.name if employer else "",
        employer_uid=task.employer_uid,
        project_uid=task.project_uid,
        contact=(project.contact if project else "") or (employer.contact if employer else ""),
        phone=(project.phone if project else "") or (employer.phone if employer else ""),
        owner=task.owner,
        area=task.area,
        trigger=task.trigger,
        standing=standing(task, today),
        opened_on=task.opened_on,
        due=due(task),
        put_off=put_off,
        put_off_reason=snooze.reason if snooze and put_off else "",
        overdue=is_overdue(task, put_off, today),
        last_contact=contact_words(contacts[-1], codes) if contacts else "",
        tries=tries(contacts)[0],
        posts=len(posts),
        seats=sum(post.headcount or 0 for post in posts),
    )


def contact_words(one: CollectionContact, codes: CodeLists) -> str:
    """A contact in one short line: 11-20 没人接."""
    return f"{one.day:%m-%d} {codes['collection_outcome'].label(one.outcome)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFile:
    """One task as the page shows it."""

    task: Collection
    line: TaskLine
    employer: Employer | None
    project: Project | None
    needs: tuple[LabourNeed, ...]
    contacts: tuple[CollectionContact, ...]  # newest first
    posts: tuple[tuple[str, str, str, str], ...]  # uid, title, seats in words, code of the state
    script: Script
    may_be_unreachable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectLine:
    """One project with how far its posts have been asked for."""

    uid: str
    name: str
    kind: str
    firm: str
    place: str
    starts_on: date | None
    headcount: int
    trades: str  # 普工 20、电焊工 10
    state: str
    owner: str
    standing: str  # of its task, "" without one
    task_uid: str
    posts: int
    seats: int


def trades_words(needs: Iterable[LabourNeed]) -> str:
    """普工 20、电焊工 10."""
    return "、".join(f"{one.occupation} {one.headcount or '？'}" for one in needs)


def project_lines(kept: Kept, needs: Mapping[str, Sequence[LabourNeed]], today: date) -> tuple[ProjectLine, ...]:
    """All projects, those that start soonest first; running and stopped ones last."""
    tasks = {task.project_uid: task for task in kept.tasks if task.project_uid}
    found = []
    for project in kept.projects.values():
        firm, task = kept.employers.get(project.wants), tasks.get(project.uid)
        posts = kept.posts.get(project.wants, ()) if project.wants else ()
        plan = needs.get(project.uid, ())
        line = ProjectLine(
            uid=project.uid,
            name=project.name,
            kind=project.kind,
            firm=firm.name if firm else "",
            place=project.place,
            starts_on=project.starts_on,
            headcount=project.headcount or sum(one.headcount or 0 for one in plan),
            trades=trades_words(plan),
            state=project.state,
            owner=task.owner if task else project.owner,
            standing=standing(task, today) if task else "",
            task_uid=task.uid if task else "",
            posts=len(posts),
            seats=sum(post.headcount or 0 for post in posts),
        )
        found.append(line)
    done = ("running", "stopped")
    return tuple(sorted(found, key=lambda one: (one.state in done, one.starts_on or _NO_DAY, one.name)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFile:
    """One project with its labour plan, its firms and its task."""

    project: Project
    line: ProjectLine
    needs: tuple[LabourNeed, ...]
    owner: str  # name of the owner (业主)
    builder: str  # name of whoever takes the people on
    events: tuple[Event, ...]
