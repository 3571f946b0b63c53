"""下达征集任务: a new firm or project opens a task at once, and never two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from desk_app.domain.changes import ChangeSet, insert, new_uid, together
from desk_app.domain.collection.records import Charge, Collection
from desk_app.domain.collection.rules import CollectionRules, Owners, area_of, place_of
from desk_app.domain.collection.states import CLOSED, register
from desk_app.domain.employers import Employer
from desk_app.domain.posts import Post
from desk_app.domain.projects import Project

Trigger = Literal["new_firm", "project", "clerk"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """What must be known before a task is opened: who works here, who has which area, what was opened already."""

    staff: tuple[str, ...] = ()
    charges: tuple[Charge, ...] = ()
    villages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tasks: tuple[Collection, ...] = ()
    offering: frozenset[str] = frozenset()  # uids of firms that have a post which is not withdrawn

    @property
    def asked(self) -> frozenset[str]:
        """The firms that were ever asked for their own sake."""
        return frozenset(one.employer_uid for one in self.tasks if not one.project_uid)

    @property
    def projects(self) -> frozenset[str]:
        """The projects that have a task."""
        return frozenset(one.project_uid for one in self.tasks if one.project_uid)


class Opening:
    """Opens tasks one after the other, so that the work is shared evenly."""

    def __init__(self, board: Board, rules: CollectionRules, today: date) -> None:
        self._board, self._rules, self._today = board, rules, today
        self._asked, self._projects = set(board.asked), set(board.projects)
        owners = (one.owner for one in board.tasks if one.state not in CLOSED)
        self._owners = Owners(board.staff, board.charges, owners)

    def firm(self, employer: Employer, trigger: Trigger = "new_firm") -> ChangeSet:
        """The task of a firm; nothing where it was asked before or offers posts already."""
        if employer.uid in self._asked or (trigger != "clerk" and employer.uid in self._board.offering):
            return ChangeSet()
        self._asked.add(employer.uid)
        return insert(self._task(trigger, employer, None))

    def project(self, project: Project, firm: Employer | None) -> ChangeSet:
        """The task of a project; nothing where it has one. `firm` is whoever takes the people on."""
        if project.uid in self._projects:
            return ChangeSet()
        self._projects.add(project.uid)
        return insert(self._task("project", firm, project))

    def _task(self, trigger: Trigger, employer: Employer | None, project: Project | None) -> Collection:
        place = place_of(employer, project)
        area = area_of(place, self._board.villages)
        named = project.owner if project and project.owner in self._board.staff else ""
        today, rules = self._today, self._rules
        return Collection(
            uid=new_uid(),
            employer_uid=employer.uid if employer else "",
            project_uid=project.uid if project else "",
            owner=named or self._owners.next(place, area),
            area=area,
            opened_on=today,
            due_on=rules.due_of_project(today, project.starts_on) if project else rules.due_of_firm(today),
            trigger=trigger,
        )


def typed(employer: Employer, board: Board, rules: CollectionRules, today: date) -> ChangeSet:
    """The task of a firm that was just typed in: nothing where it was registered long ago."""
    new = employer.registered_on is None or rules.is_new(employer.registered_on, today)
    return Opening(board, rules, today).firm(employer) if new else ChangeSet()


def for_list(
    changes: ChangeSet,
    seen: Sequence[Employer],
    new_list: bool,
    board: Board,
    rules: CollectionRules,
    today: date,
    stored: Iterable[Employer] = (),
) -> ChangeSet:
    """The tasks that a list of firms or projects opens.

    Each project of it; each firm of the list itself (`seen`, as it stands after the list) that was registered lately,
    or is new to the office in a list that calls itself one of newly registered firms (`new_list`). `stored` are firms
    of the projects that were on file before.
    """
    opening = Opening(board, rules, today)
    created = {change.after.uid for change in changes.changes if change.before is None}
    firms = {one.uid: one for one in stored}
    firms |= {change.after.uid: change.after for change in changes.changes if isinstance(change.after, Employer)}
    projects = [one.after for one in changes.changes if one.before is None and isinstance(one.after, Project)]
    asked = [one for one in seen if rules.is_new(one.registered_on, today) or (new_list and one.uid in created)]
    of_projects = [opening.project(one, firms.get(one.wants)) for one in projects]
    return together(of_projects + [opening.firm(one) for one in asked])


def answered(posts: Iterable[Post], tasks: Iterable[Collection], today: date) -> ChangeSet:
    """Open tasks of firms whose posts have just come in are 已登记岗位; `posts` are the new ones."""
    offered = {post.employer_uid for post in posts}
    open_tasks = (one for one in tasks if one.employer_uid in offered and one.state not in CLOSED)
    return together(register(task, 1, today) for task in open_tasks)
