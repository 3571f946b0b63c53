"""岗位征集: the tasks with their contacts, projects with their labour plans, forms to hand out, progress."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from desk_app import resources
from desk_app.domain.actor import Actor
from desk_app.domain.changes import ChangeSet, insert, new_uid, remove, together
from desk_app.domain.codes import CodeLists
from desk_app.domain.collection import states
from desk_app.domain.collection.figures import By, Figure, Row, names, progress
from desk_app.domain.collection.lists import TaskFile, TaskLine, lines
from desk_app.domain.collection.opening import Opening
from desk_app.domain.collection.records import Charge, Collection, CollectionContact
from desk_app.domain.collection.rules import CollectionRules
from desk_app.domain.collection.script import script
from desk_app.domain.employers import Employer
from desk_app.domain.errors import Refused
from desk_app.domain.office import Office
from desk_app.domain.post_file import seats
from desk_app.domain.posts import standing
from desk_app.domain.referrals import Letter
from desk_app.domain.snoozes import Snooze, put_off
from desk_app.services.collection import reading
from desk_app.services.collection.forms import Forms
from desk_app.services.collection.projects import Projects
from desk_app.storage import collecting
from desk_app.storage.database import Database
from desk_app.storage.repository import Reader
from desk_app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What became of a step for many: how many it was done for, subject and sentence of those it was not."""

    count: int
    left: tuple[tuple[str, str], ...] = field(default=())


class Collections:
    """岗位征集."""

    def __init__(self, database: Database, codes: CodeLists, rules: CollectionRules) -> None:
        """`rules`: due days, tries, words of lists."""
        self._database = database
        self._codes = codes
        self.rules = rules
        self.projects = Projects(database, codes, rules)
        self.forms = Forms(database, codes)

    # Reading

    def lines(self, actor: Actor) -> tuple[TaskLine, ...]:
        """All tasks, overdue ones first, closed ones last."""
        return lines(self._database.read(reading.kept), self._codes, actor.today())

    def task(self, actor: Actor, uid: str) -> TaskFile:
        """One task with firm, project, contacts, posts so far and the call script. Raises Refused where it is gone."""

        def work(read: Reader) -> TaskFile:
            kept = reading.kept(read, uid)
            task = kept.tasks[0]
            line = lines(kept, self._codes, actor.today())[0]
            contacts = kept.contacts.get(uid, ())
            office = read.first(Office)
            states_of = _letter_states(read, task.employer_uid)
            project = kept.projects.get(task.project_uid)
            offers = []
            for post in kept.posts.get(task.employer_uid, ()):
                taken = seats(post, states_of.get(post.uid, ()))
                offers.append((post.uid, post.title, taken.sentence(), standing(post, taken.free, actor.today())))
            return TaskFile(
                task=task,
                line=line,
                employer=kept.employers.get(task.employer_uid),
                project=project,
                needs=tuple(reading.plans(read, task.project_uid).get(task.project_uid, ())) if project else (),
                contacts=tuple(reversed(contacts)),
                posts=tuple(offers),
                script=script(
                    resources.collection_words(),
                    office.name if office else "",
                    actor.name,
                    line.firm,
                    project.name if project else "",
                ),
                may_be_unreachable=states.may_be_unreachable(contacts, self.rules),
            )

        return self._database.read(work)

    def firms_like(self, actor: Actor, text: str) -> tuple[tuple[str, str], ...]:
        """The first firms that the words find: uid and name."""
        del actor  # everybody of the office may see them

        def work(read: Reader) -> tuple[tuple[str, str], ...]:
            uids = read.named(Employer, text, _OFFERED)
            named = {one.uid: one.name for one in read.among(Employer, "uid", uids)}
            return tuple((uid, named[uid]) for uid in uids if uid in named)

        return self._database.read(work)

    def staff(self) -> tuple[str, ...]:
        """The names of the office, to whom a task can be handed over."""
        return self._database.read(reading.staff)

    def progress(self, actor: Actor, by: By, month: str = "") -> tuple[Row, ...]:
        """Tasks and posts counted by person, place or month; each figure holds the uids it counts."""
        return progress(self._database.read(reading.kept), by, month, actor.today())

    def behind(self, actor: Actor, row: Row) -> Mapping[Figure, tuple[tuple[str, str, str], ...]]:
        """The names behind the figures of one line: uid of a task or a post, name, and words."""
        kept = self._database.read(reading.kept)
        return names(kept, row, self._codes, actor.today())

    # Steps

    def note(
        self,
        actor: Actor,
        uids: Sequence[str],
        outcome: str,
        how: str = "phone",
        *,
        note: str = "",
        until: date | None = None,
    ) -> Done:
        """Note the same contact for one or several tasks; 暂无用工 needs the day on which it is asked again."""
        found, way = self._codes["collection_outcome"].find(outcome), self._codes["how"].find(how)
        if found is None or way is None:
            raise Refused("wrong_outcome", "请选联系方式和结果。")

        def step(_: UnitOfWork, task: Collection) -> ChangeSet:
            return states.contact(task, found.code, way.code, actor, note=note, until=until)

        return self._do(actor, uids, f"登记联系{{}}：{found.label}", step)

    def register(self, actor: Actor, uids: Sequence[str]) -> Done:
        """已登记岗位: the firm has at least one post on file."""

        def step(unit: UnitOfWork, task: Collection) -> ChangeSet:
            offered = reading.posts(unit, {task.employer_uid}).get(task.employer_uid, ()) if task.employer_uid else ()
            return states.register(task, len(offered), actor.today())

        return self._do(actor, uids, "{}已登记岗位", step)

    def unreachable(self, actor: Actor, uids: Sequence[str]) -> Done:
        """无法联系: enough tries failed on enough days."""

        def step(unit: UnitOfWork, task: Collection) -> ChangeSet:
            contacts = unit.all(CollectionContact, collection_uid=task.uid)
            return states.unreachable(task, contacts, self.rules, actor.today())

        return self._do(actor, uids, "{}无法联系", step)

    def reopen(self, actor: Actor, uids: Sequence[str]) -> Done:
        """Take closed or resting tasks up again."""
        return self._do(actor, uids, "重新征集{}", lambda _unit, task: states.reopen(task, self.rules, actor.today()))

    def hand_over(self, actor: Actor, uids: Sequence[str], to: str) -> Done:
        """Give tasks to another member of the office."""

        def step(unit: UnitOfWork, task: Collection) -> ChangeSet:
            return states.hand_over(task, to, reading.staff(unit))

        return self._do(actor, uids, f"{{}}转交{to}", step)

    def postpone(self, actor: Actor, uids: Sequence[str], until: date, reason: str) -> Done:
        """Put tasks off to a later day, with the reason; the first day stays written."""

        def step(unit: UnitOfWork, task: Collection) -> ChangeSet:
            if task.state in states.CLOSED:
                raise Refused("wrong_step", "这项任务已经办结，不用改期。")
            return put_off(task.uid, unit.all(Snooze, subject=task.uid), until, reason, actor)

        return self._do(actor, uids, f"{{}}改到 {until:%m-%d} 再联系", step)

    def ask_firms(self, actor: Actor, employer_uids: Iterable[str]) -> Done:
        """Open a task for firms by hand; one that was asked before is taken up again."""

        def work(unit: UnitOfWork) -> Done:
            opening = Opening(collecting.board(unit), self.rules, actor.today())
            names, changes, left = [], [], []
            for employer in unit.among(Employer, "uid", list(employer_uids)):
                change = opening.firm(employer, "clerk") or _again(unit, employer, self.rules, actor.today())
                if change:
                    names.append(employer.name)
                    changes.append(change)
                else:
                    left.append((employer.name, "已有没办结的征集任务。"))
            unit.why = f"下达征集任务：{_named(names)}"
            unit.apply(together(changes))
            return Done(count=len(names), left=tuple(left))

        return self._database.write(actor, "下达征集任务", work)[0]

    def _do(
        self,
        actor: Actor,
        uids: Sequence[str],
        why: str,
        step: Callable[[UnitOfWork, Collection], ChangeSet],
    ) -> Done:
        """One act for all tasks; what it cannot be done for is named. A single refusal is raised."""

        def work(unit: UnitOfWork) -> Done:
            names, changes, left = [], [], []
            for uid in uids:
                task = unit.one(Collection, uid)
                name = reading.subject(unit, task)
                try:
                    changes.append(step(unit, task))
                    names.append(name)
                except Refused as error:
                    if len(uids) == 1:
                        raise
                    left.append((name, error.message))
            unit.why = why.format(_named(names))
            unit.apply(together(changes))
            return Done(count=len(names), left=tuple(left))

        return self._database.write(actor, "岗位征集", work)[0]

    # Who answers for which area

    def charges(self) -> tuple[tuple[str, str], ...]:
        """The areas that are given to somebody: (word of the address, name)."""
        return self._database.read(lambda read: tuple((one.area, one.owner) for one in read.all(Charge)))

    def set_charges(self, actor: Actor, wanted: Mapping[str, str]) -> None:
        """Give areas to members of the office, in place of what stood before. Raises Refused for a stranger."""

        def work(unit: UnitOfWork) -> None:
            known = reading.staff(unit)
            stranger = next((owner for owner in wanted.values() if owner not in known), "")
            if stranger:
                raise Refused("no_such_staff", f"机构里没有叫“{stranger}”的经办人，请核对。")
            before = {one.area: one for one in unit.all(Charge)}
            gone = [remove(one) for area, one in before.items() if wanted.get(area) != one.owner]
            new = [
                insert(Charge(uid=new_uid(), area=area, owner=owner))
                for area, owner in wanted.items()
                if area not in before or before[area].owner != owner
            ]
            unit.apply(together(gone + new))

        self._database.write(actor, "设置征集分工", work)


_NAMED = 3  # subjects named in the words of an act
_OFFERED = 8  # firms that a few characters may mean


def _named(names: Sequence[str]) -> str:
    more = f"等 {len(names)} 家" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more


def _again(unit: UnitOfWork, employer: Employer, rules: CollectionRules, today: date) -> ChangeSet:
    """The firm's own task, taken up again where it is closed or rests."""
    asked = [one for one in unit.all(Collection, employer_uid=employer.uid) if not one.project_uid]
    resting = [one for one in asked if one.state in (*states.CLOSED, "none")]
    return states.reopen(resting[-1], rules, today) if resting and len(resting) == len(asked) else ChangeSet()


def _letter_states(read: Reader, employer_uid: str) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    if employer_uid:
        for post_uid, state in read.values(Letter, "post_uid", "state", employer_uid=employer_uid):
            found.setdefault(post_uid, []).append(state)
    return found
