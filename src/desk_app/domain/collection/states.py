"""征集任务的状态: 待联系 → 已联系 → 已登记岗位 / 暂无用工（到某日）/ 无法联系, and what each step asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from desk_app.domain.actor import Actor
from desk_app.domain.changes import ChangeSet, insert, new_uid, update
from desk_app.domain.collection.records import Collection, CollectionContact
from desk_app.domain.collection.rules import CollectionRules
from desk_app.domain.errors import Refused

CLOSED = ("registered", "unreachable")
"""States in which nothing is to be done any more, unless the task is taken up again."""
FAILED = ("not_reached", "wrong_number")
"""Outcomes that reached nobody."""


def standing(task: Collection, today: date) -> str:
    """The state today: a firm that wanted nobody until a day waits to be called again from that day on."""
    return "waiting" if task.state == "none" and task.until is not None and task.until <= today else task.state


def due(task: Collection) -> date | None:
    """The day by which something is to be done; None where the task is closed."""
    if task.state in CLOSED:
        return None
    return task.until if task.state == "none" else task.due_on


def is_overdue(task: Collection, put_off: date | None, today: date) -> bool:
    """Whether that day is past, and a later one it was put off to as well."""
    last = due(task)
    return last is not None and max(last, put_off or last) < today


def tries(contacts: Iterable[CollectionContact]) -> tuple[int, int]:
    """How many contacts failed since somebody was last reached, and on how many different days."""
    failed: list[CollectionContact] = []
    for one in sorted(contacts, key=lambda one: one.at):
        failed = [*failed, one] if one.outcome in FAILED else []
    return len(failed), len({one.day for one in failed})


def may_be_unreachable(contacts: Iterable[CollectionContact], rules: CollectionRules) -> bool:
    """Whether enough tries failed on enough days."""
    count, days = tries(contacts)
    return count >= rules.lost_tries and days >= rules.lost_days


def contact(
    task: Collection, outcome: str, how: str, actor: Actor, *, note: str = "", until: date | None = None
) -> ChangeSet:
    """Note one contact and what follows from it.

    Who is reached is 已联系; 暂无用工 needs a day after today (`until`) on which it is asked again; who is not reached
    stays as it was. What comes after 已登记岗位 is noted and changes no state. Raises Refused.
    """
    today = actor.today()
    if outcome == "none" and (until is None or until <= today):
        raise Refused("until_missing", "暂无用工要写明哪一天再问，日期应在今天之后。")
    entry = CollectionContact(
        uid=new_uid(),
        collection_uid=task.uid,
        at=actor.moment(),
        by=actor.name,
        how=how,
        outcome=outcome,
        note=note.strip(),
    )
    new: dict[str, object] = {}
    if task.state != "registered" and outcome not in FAILED:
        wants = outcome != "none"
        new = {
            "state": "contacted" if wants else "none",
            "until": None if wants else until,
            "closed_on": None,
            "due_on": _due_again(task, today) if wants else task.due_on,
        }
    return insert(entry) + update(task, **new)


def _due_again(task: Collection, today: date) -> date | None:
    """A task that comes back from 暂无用工 or 无法联系 is due from today on, not from long ago."""
    back = task.state in ("none", "unreachable")
    return max(today, task.due_on or today) if back else task.due_on


def register(task: Collection, posts: int, today: date) -> ChangeSet:
    """已登记岗位. Raises Refused where the firm has no post on file (`posts`: those not withdrawn)."""
    if posts < 1:
        raise Refused("no_post", "这个单位还没有登记岗位，先登记岗位。")
    return update(task, state="registered", closed_on=task.closed_on or today, until=None)


def unreachable(
    task: Collection, contacts: Sequence[CollectionContact], rules: CollectionRules, today: date
) -> ChangeSet:
    """无法联系. Raises Refused where too few tries failed, or the task is closed already."""
    _open(task)
    if not may_be_unreachable(contacts, rules):
        count, days = tries(contacts)
        raise Refused(
            "too_few_tries",
            f"无法联系要在不同的 {rules.lost_days} 天里至少联系 {rules.lost_tries} 次没有联系上，"
            f"现在是 {days} 天 {count} 次。",
        )
    return update(task, state="unreachable", closed_on=today, until=None)


def reopen(task: Collection, rules: CollectionRules, today: date) -> ChangeSet:
    """Take a closed or resting task up again: 待联系, due anew. Raises Refused where it is open anyway."""
    if task.state not in (*CLOSED, "none"):
        raise Refused("wrong_step", "这项任务还没有办结，不用重新征集。")
    due_on = today + timedelta(days=rules.firm_due_days)
    return update(task, state="waiting", closed_on=None, until=None, due_on=due_on)


def hand_over(task: Collection, to: str, staff: Sequence[str]) -> ChangeSet:
    """Another responsible person. Raises Refused for somebody who is not of the office."""
    if to not in staff:
        raise Refused("no_such_staff", f"机构里没有叫“{to}”的经办人，请从名单里选。")
    return update(task, owner=to)


def _open(task: Collection) -> None:
    if task.state in CLOSED:
        raise Refused("wrong_step", "这项任务已经办结，要再征集请先重新征集。")
