"""征集进度: tasks and posts counted by person, place and month; each figure knows the names behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from desk_app.domain.codes import CodeLists
from desk_app.domain.collection.lists import Kept, lines
from desk_app.domain.collection.records import Collection
from desk_app.domain.collection.states import FAILED, due, is_overdue
from desk_app.domain.posts import Post

By = Literal["owner", "area", "month"]
Figure = Literal["opened", "contacted", "posts", "overdue"]
DEFINITIONS: Mapping[Figure, str] = {
    "opened": "新下达：当月下达的任务",
    "contacted": "已联系：任务第一次联系上人在当月",
    "posts": "核实岗位：任务单位的岗位，任务下达后核实、核实日期在当月，没有撤销（条数 / 招聘人数）",
    "overdue": "逾期：今天还没有办结、期限（改期的按改后的日期）已过，期限在当月",
}
"""What each figure counts (domain.md §5.2 岗位征集数: posts verified in the period, as number and as people)."""
NOBODY = "未分"


@dataclass(slots=True)
class Row:
    """One line of the progress table: uids of tasks, uids of posts; `seats` are the people that the posts want."""

    label: str
    opened: list[str] = field(default_factory=list)
    contacted: list[str] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)
    overdue: list[str] = field(default_factory=list)
    seats: int = 0

    def names(self, figure: Figure) -> tuple[str, ...]:
        """Who stands behind a figure."""
        return tuple(getattr(self, figure))


def progress(kept: Kept, by: By, month: str, today: date) -> tuple[Row, ...]:
    """The table by person, by place or by month; `month` like 2026-11 counts that month alone, "" all."""
    rows: dict[str, Row] = {}

    def add(figure: Figure, uid: str, task: Collection, on: date | None, seats: int = 0) -> None:
        if on is None or (month and on.isoformat()[:7] != month):
            return
        label = on.isoformat()[:7] if by == "month" else getattr(task, by) or NOBODY
        row = rows.setdefault(label, Row(label))
        getattr(row, figure).append(uid)
        row.seats += seats

    for task in kept.tasks:
        add("opened", task.uid, task, task.opened_on)
        reached = (one.day for one in kept.contacts.get(task.uid, ()) if one.outcome not in FAILED)
        add("contacted", task.uid, task, min(reached, default=None))
        snooze = kept.snoozes.get(task.uid)
        put_off, last = snooze.until if snooze else None, due(task)
        if last is not None and is_overdue(task, put_off, today):
            add("overdue", task.uid, task, max(last, put_off or last))
    for post, asked in _answers(kept):
        add("posts", post.uid, asked, post.verified_on, post.headcount or 0)
    order = sorted(rows, key=lambda label: (label == NOBODY, label), reverse=False)
    return tuple(rows[label] for label in (reversed(order) if by == "month" else order))


def _answers(kept: Kept) -> list[tuple[Post, Collection]]:
    """Each verified post of a firm that was asked, once, with the newest task that was open before it was verified."""
    tasks: dict[str, list[Collection]] = defaultdict(list)
    for task in kept.tasks:
        if task.employer_uid and task.opened_on:
            tasks[task.employer_uid].append(task)
    found = []
    for uid, asked in tasks.items():
        for post in kept.posts.get(uid, ()):
            on = post.verified_on
            if on is None or not post.is_verified():
                continue
            before = [task for task in asked if task.opened_on and task.opened_on <= on]
            if before:
                found.append((post, max(before, key=lambda task: (task.opened_on or on, task.uid))))
    return found


def total(rows: Sequence[Row]) -> Row:
    """All lines together."""
    whole = Row("合计")
    for row in rows:
        for figure in DEFINITIONS:
            getattr(whole, figure).extend(getattr(row, figure))
        whole.seats += row.seats
    return whole


def names(kept: Kept, row: Row, codes: CodeLists, today: date) -> Mapping[Figure, tuple[tuple[str, str, str], ...]]:
    """The names behind the figures of a line: uid of a task or a post, its name, and how it stands."""
    tasks = {line.uid: line for line in lines(kept, codes, today)}
    posts = {post.uid: post for offered in kept.posts.values() for post in offered}
    found: dict[Figure, tuple[tuple[str, str, str], ...]] = {}
    for figure in DEFINITIONS:
        told = []
        for uid in row.names(figure):
            if uid in tasks:
                line = tasks[uid]
                told.append((uid, line.subject, f"{codes['collection_state'].label(line.standing)} · {line.owner}"))
            elif uid in posts:
                post = posts[uid]
                firm = kept.employers[post.employer_uid].name
                told.append((uid, f"{post.title} {post.headcount or 0} 人", firm))
        found[figure] = tuple(told)
    return found
