"""到岗与回访: what the office learns after a hire, and the steps that follow (domain.md §3.3, §3.4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from desk_app.domain.actor import Actor
from desk_app.domain.changes import ChangeSet, insert, together, update
from desk_app.domain.clocks import Clocks
from desk_app.domain.errors import Refused
from desk_app.domain.followups import FollowUp
from desk_app.domain.referrals import Letter
from desk_app.domain.seekers import Seeker
from desk_app.domain.service_log import FAILED, Said, ServiceEntry, entry

OPEN_RESULTS = ("", "not_reached")
"""A visit with one of these is still to be made."""

_AT_WORK = ("hired", "in_post", "stable", "lost")
_OTHER_JOB = "other_job"


def started(letter: Letter, seeker: Seeker, visits: Iterable[FollowUp], on: date, actor: Actor) -> ChangeSet:
    """That the person came to work on that day: 已录用待到岗 → 在岗; the visits count from that day."""
    if letter.state != "hired" or seeker.state != "hired":
        raise Refused("wrong_step", f"{seeker.name}现在不是“已录用待到岗”，没有登记到岗。")
    if on > actor.today():
        raise Refused("start_in_future", "到岗日期还没有到，到了那天再登记。")
    if letter.issued_on and on < letter.issued_on:
        raise Refused("start_before_letter", "到岗日期早于推荐信开具日期，请核对。")
    dated = (
        update(one, due_on=on + timedelta(days=one.after_days or 0)) for one in visits if one.result in OPEN_RESULTS
    )
    return together((update(letter, start_date=on), update(seeker, state="in_post"), *dated)) + insert(
        _entry(seeker, "in_post", "window", "到岗", actor)
    )


def in_post(
    visit: FollowUp, seeker: Seeker, visits: Iterable[FollowUp], how: str, actor: Actor, clocks: Clocks
) -> ChangeSet:
    """That the person was found in post when a visit was due; after the last one that is 稳定就业.

    Visits that were due before and never made become 未回访: unknown, never a success.
    """
    _check_open(visit)
    if seeker.state not in _AT_WORK:
        raise Refused("wrong_step", f"{seeker.name}现在不在录用或在岗的状态，不能登记在岗。")
    today = actor.today()
    if visit.due_on is None or visit.due_on > today:
        raise Refused("too_early", f"到岗还不满 {visit.after_days} 天，到期后再登记在岗。")
    missed = (
        update(one, result="unknown")
        for one in visits
        if one.uid != visit.uid and one.result in OPEN_RESULTS and one.due_on and one.due_on < visit.due_on
    )
    state = "stable" if visit.after_days == max(clocks.follow_up_days) else "in_post"
    state = "stable" if seeker.state == "stable" else state
    return together((update(visit, result="in_post", done_on=today), update(seeker, state=state), *missed)) + insert(
        _entry(seeker, "in_post", how, f"{visit.after_days} 天", actor)
    )


def left(
    letter: Letter, seeker: Seeker, visits: Iterable[FollowUp], reason: str, on: date, how: str, actor: Actor
) -> ChangeSet:
    """That the person left the post (or never came): he or she waits again, unless another job was the reason.

    `reason` is a code of `leave_reason`. What was due before that day and never asked stays unknown.
    """
    if letter.state != "hired" or letter.left_on:
        raise Refused("wrong_step", f"推荐信 {letter.short_no} 没有在岗的记录，不能登记离岗。")
    if on > actor.today():
        raise Refused("left_in_future", "离岗日期还没有到，请核对。")
    if letter.start_date and on < letter.start_date:
        raise Refused("left_before_start", "离岗日期早于到岗日期，请核对。")
    closed = (
        update(one, result="left", done_on=actor.today())
        if one.due_on and one.due_on >= on
        else update(one, result="unknown")
        for one in visits
        if one.result in OPEN_RESULTS
    )
    state = "in_post" if reason == _OTHER_JOB else "willing"
    return together((update(letter, left_on=on, leave_reason=reason), update(seeker, state=state), *closed)) + insert(
        _entry(seeker, "left", how, reason, actor)
    )


def not_reached(visit: FollowUp, seeker: Seeker, how: str, actor: Actor) -> ChangeSet:
    """That nobody was reached: the visit stays due."""
    _check_open(visit)
    return update(visit, result="not_reached") + missed(seeker, how, actor, kind="follow_up")


def missed(seeker: Seeker, how: str, actor: Actor, kind: str = "contact") -> ChangeSet:
    """A call or visit that reached nobody."""
    return insert(_entry(seeker, "not_reached", how, "", actor, kind))


def failed_contacts(entries: Sequence[ServiceEntry]) -> tuple[date, ...]:
    """The days of the contacts in a row, up to the last one, that reached nobody (entries oldest first)."""
    days: list[date] = []
    for one in reversed(entries):
        if one.result not in FAILED:
            break
        days.append(date.fromisoformat(one.at[:10]))
    return tuple(reversed(days))


def may_be_lost(entries: Sequence[ServiceEntry], clocks: Clocks) -> bool:
    """Whether somebody was tried often enough, on enough days, to be noted as 失联."""
    days = failed_contacts(entries)
    return len(days) >= clocks.lost_calls and len(set(days)) >= clocks.lost_days


def lost(seeker: Seeker, entries: Sequence[ServiceEntry], clocks: Clocks) -> ChangeSet:
    """Note 失联. Raises Refused where the tries do not suffice."""
    if not may_be_lost(entries, clocks):
        raise Refused(
            "not_lost_yet",
            f"记为失联要在不同的 {clocks.lost_days} 天里至少 {clocks.lost_calls} 次没有联系上，{seeker.name}还不够。",
        )
    return update(seeker, state="lost")


def _check_open(visit: FollowUp) -> None:
    if visit.result not in OPEN_RESULTS:
        raise Refused("wrong_step", "这次回访已经登记过结果，没有改动。")


def _entry(seeker: Seeker, result: str, how: str, note: str, actor: Actor, kind: str = "follow_up") -> ServiceEntry:
    return entry(Said(kind=kind, how=how, result=result, note=note), seeker, actor)
