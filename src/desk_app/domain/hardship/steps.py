"""困难认定 as a state machine: 申请 → 村（社区）初审 → 公示 → 乡镇复核 → 报县 → 已认定 | 退回 → 年审 → 退出.

Nothing here happens by itself: each step is somebody's, with the day and the opinion. Whatever speaks for leaving is
only proposed (`leaving.py`); the head decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from desk_app.domain.actor import Actor, Role
from desk_app.domain.changes import ChangeSet, insert, new_uid, update
from desk_app.domain.entry import NotEntered
from desk_app.domain.errors import Refused
from desk_app.domain.hardship import workdays
from desk_app.domain.hardship.policy import HardshipPolicy
from desk_app.domain.hardship.records import Certification, CertificationStep, Family, FamilyMember
from desk_app.domain.identity import is_under
from desk_app.domain.matching.walls import FLOOR, UNDER_16
from desk_app.domain.seekers import Membership, Seeker

AGREED, REFUSED = "agreed", "refused"
CLOSED = ("returned", "left")
"""A certification in one of these is over; the person may have another one."""

STEPS: Mapping[str, tuple[str, ...]] = {
    "applied": ("review",),
    "reviewed": ("notice",),
    "noticed": ("recheck",),
    "rechecked": ("report",),
    "reported": ("certify",),
    "certified": ("annual", "exit"),
    "returned": ("resubmit",),
    "left": (),
}
"""The steps that may follow a state; the first is the one that falls due."""

_AFTER = {
    "review": "reviewed", "notice": "noticed", "recheck": "rechecked", "report": "reported", "certify": "certified",
    "annual": "certified", "exit": "left", "resubmit": "applied",
}  # fmt: skip
RETURNING = ("review", "recheck", "certify")
"""Steps that may end in a return; a notice that met an objection is returned at 复核."""

WORKING = ("hired", "in_post", "stable")
"""States of a person in which nobody is registered as unemployed."""

ZEROFAM = "ZEROFAM"
"""零就业家庭成员 in the code list `group`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A certification with what its steps are judged by; `steps` oldest first."""

    certification: Certification
    seeker: Seeker
    steps: Sequence[CertificationStep] = ()
    memberships: Sequence[Membership] = ()
    family: Family | None = None
    members: Sequence[FamilyMember] = ()

    @property
    def notice_until(self) -> date | None:
        """The last day of the notice of this round; None where none was put up since the last (re)application."""
        for one in reversed(self.steps):
            if one.step in ("apply", "resubmit"):
                return None
            if one.step == "notice":
                return one.until
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A step as somebody enters it."""

    step: str
    result: str = AGREED
    on: date | None = None
    until: date | None = None
    opinion: str = ""
    signer: str = ""
    reason: str = ""
    basis: str = ""
    org: str = ""


def apply(certification: Certification, seeker: Seeker, actor: Actor, policy: HardshipPolicy) -> ChangeSet:
    """The application of somebody registered as unemployed; raises NotEntered for what is wrong with it."""
    errors = faults_of(certification, seeker, actor.today())
    if errors:
        raise NotEntered(errors)
    on = certification.applied_on
    assert on is not None  # `faults_of` asks for it
    made = CertificationStep(
        uid=new_uid(), certification_uid=certification.uid, step="apply", result=AGREED, on=on, by=actor.name
    )
    due = workdays.after(on, policy.within["applied"].value).day
    return insert(replace(certification, state="applied", since=on, due_on=due), made)


def faults_of(one: Certification, seeker: Seeker, today: date) -> dict[str, str]:
    """What forbids an application, by field: the law's age, registered unemployment, days that cannot be."""
    errors: dict[str, str] = {}
    if not one.category:
        errors["category"] = "请选困难类别。"
    if one.applied_on is None:
        errors["applied_on"] = "请填申请日期。"
    elif one.applied_on > today:
        errors["applied_on"] = "申请日期还没有到，请核对。"
    if one.unemployed_on is None:
        errors["unemployed_on"] = "申请认定要先办失业登记，请填登记失业时间。"
    elif one.unemployed_on > (one.applied_on or today):
        errors["unemployed_on"] = "登记失业时间晚于申请日期，请核对。"
    if seeker.birth_date and is_under(seeker.birth_date, FLOOR, today):
        errors["applied_on"] = f"{UNDER_16.sentence}（{UNDER_16.law}）"
    elif seeker.state in WORKING:
        errors["unemployed_on"] = f"{seeker.name}在档案里已经就业，不是登记失业人员。先核实就业状态再申请。"
    return errors


def next_step(state: str) -> str:
    """The step that falls due after this state; "" where the case is over."""
    return STEPS[state][0] if state in STEPS and STEPS[state] and state != "returned" else ""


def take(case: Case, entry: Entry, actor: Actor, policy: HardshipPolicy) -> ChangeSet:
    """Take a step: its record, the new state, and what follows from it (a group that begins or ends, a clock).

    Raises Refused where the step is not open or not this person's to take, NotEntered for what is wrong in it.
    """
    one = case.certification
    if entry.step not in STEPS.get(one.state, ()):
        raise Refused("wrong_step", f"{case.seeker.name}的认定现在不能办这一步，请刷新后再看。")
    if entry.step == "exit" and actor.role is not Role.SUPERVISOR:
        raise Refused("not_allowed", f"让{case.seeker.name}退出要由主管决定，请主管来办。")
    errors = _faults(case, entry, actor.today(), policy)
    if errors or entry.on is None:
        raise NotEntered(errors)
    until = (entry.until or notice_end(entry.on, policy).day) if entry.step == "notice" else None
    returned = entry.step in RETURNING and entry.result == REFUSED
    state = "returned" if returned else _AFTER[entry.step]
    values: dict[str, Any] = {"state": state, "due_on": _due(one, entry.step, state, until or entry.on, policy)}
    if entry.step != "annual":
        values["since"] = entry.on
    follows = ChangeSet()
    if state == "certified" and entry.step == "certify":
        follows, more = _certified(case, entry.on, policy)
        values |= {"certified_on": entry.on, **more}
    elif entry.step == "exit":
        follows = _left(case, entry.on)
        values |= {"ended_on": entry.on, "exit_reason": entry.reason}
    made = CertificationStep(
        uid=new_uid(),
        certification_uid=one.uid,
        step=entry.step,
        result=entry.result,
        on=entry.on,
        until=until,
        opinion=entry.opinion.strip(),
        signer=entry.signer.strip(),
        by=actor.name,
        org=entry.org.strip(),
        reason=entry.reason,
        basis=entry.basis.strip(),
    )
    return follows + update(one, **values) + insert(made)


def notice_end(on: date, policy: HardshipPolicy) -> workdays.Reached:
    """The last day of a notice that was put up on that day."""
    return workdays.after(on, policy.notice_days.value)


def _certified(case: Case, on: date, policy: HardshipPolicy) -> tuple[ChangeSet, dict[str, str]]:
    """The group begins, or one that a list brought gets its proof; a family of the kind gets its clock.

    Also returned: what the certification is linked with from now on.
    """
    one, group = case.certification, policy.group_of(case.certification.category)
    evidence = f"{on} 县级认定"
    held = next((m for m in case.memberships if m.group == group and m.holds_on(on)), None)
    if held:
        uid, changes = held.uid, update(held, evidence=evidence, started_on=held.started_on or on)
    else:
        new = Membership(uid=new_uid(), seeker_uid=one.seeker_uid, group=group, started_on=on, evidence=evidence)
        uid, changes = new.uid, insert(new)
    links = {"membership_uid": uid}
    if group == ZEROFAM and case.family and not (case.family.certified_on and not case.family.cleared_on):
        clock = {"certified_on": on, "deadline": deadline(on, policy), "basis": evidence, "cleared_on": None}
        changes += update(case.family, **clock, cleared_how="", cleared_member="", cleared_by="")
    return changes, links


def deadline(on: date, policy: HardshipPolicy) -> date:
    """The day by which a family certified on that day must have somebody at work."""
    return date.fromordinal(on.toordinal() + policy.zerofam_days.value)


def _left(case: Case, on: date) -> ChangeSet:
    """The group that the certification began ends on that day."""
    uid = case.certification.membership_uid
    held = next((m for m in case.memberships if m.uid == uid and m.ended_on is None), None)
    return update(held, ended_on=max(on, held.started_on or on)) if held else ChangeSet()


def _faults(case: Case, entry: Entry, today: date, policy: HardshipPolicy) -> dict[str, str]:
    errors: dict[str, str] = {}
    latest = max((step.on for step in case.steps if step.on), default=None)
    if entry.on is None:
        errors["on"] = "请填办这一步的日期。"
    elif entry.on > today:
        errors["on"] = "日期还没有到，到了那天再登记。"
    elif latest and entry.on < latest:
        errors["on"] = f"日期早于上一步（{latest}），请核对。"
    if entry.result == REFUSED and not entry.opinion.strip():
        errors["opinion"] = "不同意的要写明原因，申请人看得到。"
    if entry.on and "on" not in errors:
        errors |= _against_rules(case, entry, entry.on, policy)
    return errors


def _against_rules(case: Case, entry: Entry, on: date, policy: HardshipPolicy) -> dict[str, str]:
    """What one step asks for beyond a day."""
    if entry.step == "notice":
        least = notice_end(on, policy).day
        if entry.until and entry.until < least:
            return {"until": f"公示要满 {policy.notice_days.value} 个工作日，最早到 {least}。"}
    elif entry.step == "recheck" and entry.result == AGREED:
        until = case.notice_until
        if until is None or on <= until:
            return {"on": f"公示到 {until} 期满，期满后的第二天起才能复核。"}
    elif entry.step == "certify" and entry.result == AGREED:
        errors = faults_of(case.certification, case.seeker, on)
        if errors:
            return {"on": next(iter(errors.values()))}
        if policy.group_of(case.certification.category) == ZEROFAM:
            return _too_few(case, policy)
    elif entry.step == "exit":
        missing = {} if entry.reason else {"reason": "请选退出原因。"}
        return missing | ({} if entry.basis.strip() else {"basis": "请写明退出的依据，例如核实记录、证明材料。"})
    return {}


def _too_few(case: Case, policy: HardshipPolicy) -> dict[str, str]:
    least = policy.zerofam_least_members.value
    if len(case.members) >= least:
        return {}
    return {"on": f"零就业家庭要登记至少 {least} 名家庭成员（现有 {len(case.members)} 名），请先补齐家庭成员。"}


def _due(one: Certification, step: str, state: str, on: date, policy: HardshipPolicy) -> date | None:
    if state == "certified":
        return policy.recheck_due(max(on, one.due_on) if step == "annual" and one.due_on else on)
    return workdays.after(on, policy.within[state].value).day if state in policy.within else None
