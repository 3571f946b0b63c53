"""就业状态: which steps a clerk may take by hand, and what must be so before (domain.md §3.4).

推荐中, 已录用待到岗, 稳定就业 follow from letters, receipts and visits and are not among them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desk_app.domain.actor import Actor, Role
from desk_app.domain.answers import OPEN_STATES as OPEN_PROPOSALS
from desk_app.domain.changes import ChangeSet, insert, new_uid, together, update
from desk_app.domain.clocks import Clocks
from desk_app.domain.errors import Refused
from desk_app.domain.matching.waiting import WAITING_STATES
from desk_app.domain.proposals import Proposal
from desk_app.domain.referrals import OPEN_STATES as OPEN_LETTERS
from desk_app.domain.referrals import Letter
from desk_app.domain.seekers import Membership, Seeker
from desk_app.domain.service_log import FAILED, ServiceEntry
from desk_app.domain.visits import lost

_ACTIVITIES = ("training", "internship", "starting_up")
_BY_HAND: Mapping[str, tuple[str, ...]] = {
    "unverified": ("willing", "unwilling", "in_post", "out_of_scope"),
    "willing": ("unwilling", "in_post", *_ACTIVITIES, "out_of_scope"),
    "unwilling": ("willing", "in_post", *_ACTIVITIES, "out_of_scope"),
    "referred": (),
    "hired": (),
    "in_post": ("willing", "out_of_scope"),
    "stable": ("willing", "out_of_scope"),
    "training": ("willing", "unwilling", "in_post", "out_of_scope"),
    "internship": ("willing", "unwilling", "in_post", "out_of_scope"),
    "starting_up": ("willing", "unwilling", "in_post", "out_of_scope"),
    "lost": ("willing", "unwilling", "in_post", "out_of_scope"),
    "out_of_scope": ("willing", "unwilling"),
    "archived": ("willing", "unwilling"),
}
_REASONED = ("out_of_scope", "archived")
_ARCHIVED, _LOST = "archived", "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A person with what a decision depends on: groups, the service log oldest first, letters, proposals."""

    seeker: Seeker
    memberships: Sequence[Membership]
    log: Sequence[ServiceEntry]
    letters: Sequence[Letter]
    proposals: Sequence[Proposal]


def steps(state: str) -> tuple[str, ...]:
    """The states that may follow by hand, in the order in which they are offered."""
    always = () if state == _ARCHIVED else (*(() if state == _LOST else (_LOST,)), _ARCHIVED)
    return (*_BY_HAND.get(state, ()), *always)


def step(case: Case, to: str, actor: Actor, clocks: Clocks, *, reason: str = "", how: str = "") -> ChangeSet:
    """Take a step; `how` (a code of the list `how`) says that the person was just asked, which is logged.

    Somebody who no longer waits is no longer proposed. Raises Refused, naming the person, where the step is not open.
    """
    _check(case, to, actor, reason, how)
    seeker = case.seeker
    moved = lost(seeker, case.log, clocks) if to == _LOST else update(seeker, state=to)
    closed = (
        update(one, state="closed")
        for one in case.proposals
        if one.state in OPEN_PROPOSALS and to not in WAITING_STATES
    )
    entry = ServiceEntry(
        uid=new_uid(),
        seeker_uid=seeker.uid,
        kind="contact",
        how=how,
        at=actor.moment(),
        by=actor.name,
        result=to,
        note=reason.strip(),
    )
    return together((moved, *closed)) + (insert(entry) if how or reason.strip() else ChangeSet())


def _check(case: Case, to: str, actor: Actor, reason: str, how: str) -> None:
    name, state = case.seeker.name, case.seeker.state
    if to not in steps(state):
        raise Refused("wrong_step", f"{name}现在的状态不能直接改成这一项。")
    if to in _REASONED and not reason.strip():
        raise Refused("reason_missing", "改为不在范围或归档要写明原因。")
    if state == _ARCHIVED and actor.role is not Role.SUPERVISOR:
        raise Refused("not_allowed", f"{name}已归档，要由主管恢复。")
    if to != _LOST and any(letter.state in OPEN_LETTERS for letter in case.letters):
        raise Refused("open_letter", f"{name}有一封推荐信还没有回执，请先登记回执或作废。")
    if any(letter.state == "hired" and letter.left_on is None for letter in case.letters) and to == "willing":
        raise Refused("still_hired", f"{name}是凭推荐信录用的，请在推荐信里登记离岗和原因。")
    if state == "unverified" and to not in (_LOST, _ARCHIVED) and not how and not _reached(case.log):
        raise Refused("no_contact", f"{name}还没有联系过，请写明这次是怎么联系的。")


def _reached(log: Sequence[ServiceEntry]) -> bool:
    return any(entry.result not in FAILED for entry in log)
