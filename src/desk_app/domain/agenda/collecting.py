"""Firms and projects that are to be asked for their posts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desk_app.domain.agenda.item import Item, line, short
from desk_app.domain.collection.records import Collection
from desk_app.domain.collection.states import due
from desk_app.domain.employers import Employer
from desk_app.domain.projects import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A task with whom it is about; `tries` are the failed contacts since somebody was last reached."""

    task: Collection
    employer: Employer | None
    project: Project | None
    tries: int


def lines(waiting: Iterable[Asked]) -> Iterable[Item]:
    """A line for each task."""
    for one in waiting:
        task, firm, project = one.task, one.employer, one.project
        day = due(task)
        if day is None or (firm is None and project is None):
            continue
        who = project.name if project else firm.name if firm else ""
        phone = (project.phone if project else "") or (firm.phone if firm else "")
        yield line("collect", task.uid, day, _why(one), who=who, phone=phone, target=task.uid, village=task.area)


def _why(one: Asked) -> str:
    task, project = one.task, one.project
    if task.state == "none":
        return f"暂无用工，说好 {short(task.until)} 再问（{task.owner or '未分责任人'}）"
    start = f"，{short(project.starts_on)} 开工" if project and project.starts_on else ""
    what = f"新项目{start}" if project else "新登记的单位"
    step = "已联系，岗位还没有登记" if task.state == "contacted" else "还没有问过岗位"
    tried = f"，{one.tries} 次没有联系上" if one.tries else ""
    return f"{what}，{step}{tried}（{task.owner or '未分责任人'}）"
