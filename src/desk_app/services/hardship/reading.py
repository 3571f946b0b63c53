"""What is kept of certifications and families, read in one transaction and made ready to be judged and shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desk_app.domain.codes import CodeLists
from desk_app.domain.entry import masked
from desk_app.domain.fields import Sensitivity, fields_of
from desk_app.domain.hardship import steps
from desk_app.domain.hardship.entering import MEMBER
from desk_app.domain.hardship.families import Clock, clock, may_clear
from desk_app.domain.hardship.leaving import Proposal
from desk_app.domain.hardship.policy import HardshipPolicy
from desk_app.domain.hardship.records import Certification, CertificationStep, Family, FamilyMember
from desk_app.domain.hardship.refusing import Refusal
from desk_app.domain.identity import age_on
from desk_app.domain.registration import RETIRED, retired
from desk_app.domain.retirement import Tracks
from desk_app.domain.seekers import Seeker
from desk_app.storage.certified import cases_of, speaking
from desk_app.storage.repository import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """A member as the screen shows it: values in words by field, numbers masked."""

    uid: str
    seeker_uid: str
    facts: Mapping[str, str]
    child: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyFile:
    """A family with its clock, its members, and who of them is at work as far as the file knows."""

    family: Family
    clock: Clock | None
    members: tuple[MemberRow, ...]
    at_work: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One line of the list. `late`: days past the due day of the next step; 0 where there is time."""

    uid: str
    seeker_uid: str
    name: str
    sex: str
    age: int | None
    village: str
    category: str
    state: str
    since: date | None
    due_on: date | None
    late: int
    notice_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """One reason that speaks for ending somebody's help: for the head."""

    case: Listed
    proposal: Proposal

    @property
    def uid(self) -> str:
        """Of the line: a person may have several."""
        return f"{self.case.uid}/{self.proposal.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """One certification with its steps, the family, and what may be done next. Numbers are masked in `facts`."""

    listed: Listed
    facts: Mapping[str, str]
    id_no: str
    mobile: str
    steps: tuple[CertificationStep, ...]
    next: str  # the step that falls due; "" where none does
    may: tuple[str, ...]  # the steps that may be taken
    proposals: tuple[Proposal, ...]  # what speaks for leaving
    refused: tuple[Refusal, ...]
    notices: tuple[str, ...]
    family: FamilyFile | None


def listed_in(read: Reader, today: date) -> tuple[Listed, ...]:
    """All certifications: what is overdue first, then by due day, those that are over last."""
    certifications = read.all(Certification)
    persons = {one.uid: one for one in read.among(Seeker, "uid", {one.seeker_uid for one in certifications})}
    up = [one.uid for one in certifications if one.state == "noticed"]
    notices = {
        one.certification_uid: one.until
        for one in read.among(CertificationStep, "certification_uid", up)
        if one.step == "notice"
    }
    found = [
        line_of(one, persons[one.seeker_uid], notices.get(one.uid), today)
        for one in certifications
        if one.seeker_uid in persons
    ]
    return tuple(sorted(found, key=_order))


def case_file(
    read: Reader, uid: str, today: date, codes: CodeLists, policy: HardshipPolicy, tracks: Tracks
) -> CaseFile:
    """One certification. Raises Refused where there is none (any more)."""
    (one,) = speaking(read, cases_of(read, [read.one(Certification, uid)]), today, policy, tracks)
    case, fields = one.case, fields_of(Seeker)
    state = case.certification.state
    notices = [RETIRED] if retired(case.seeker, today, tracks) else []
    if state == "reviewed" and (told := steps.notice_end(today, policy).notice):
        notices.append(told)
    return CaseFile(
        listed=line_of(case.certification, case.seeker, case.notice_until, today),
        facts=facts_of(case.certification, codes),
        id_no=masked(fields["id_no"], case.seeker.id_no, codes),
        mobile=masked(fields["mobile"], case.seeker.mobile, codes),
        steps=tuple(case.steps),
        next=steps.next_step(state),
        may=steps.STEPS[state],
        proposals=one.proposals,
        refused=one.refused,
        notices=tuple(notices),
        family=family_file(read, case.family, today, codes) if case.family else None,
    )


def line_of(one: Certification, seeker: Seeker, notice_until: date | None, today: date) -> Listed:
    """A certification as a line of the list."""
    return Listed(
        uid=one.uid,
        seeker_uid=seeker.uid,
        name=seeker.name,
        sex=seeker.sex,
        age=age_on(seeker.birth_date, today) if seeker.birth_date else None,
        village=seeker.village,
        category=one.category,
        state=one.state,
        since=one.since,
        due_on=one.due_on,
        late=max(0, (today - one.due_on).days) if one.due_on else 0,
        notice_until=notice_until if one.state == "noticed" else None,
    )


def _order(one: Listed) -> tuple[bool, date]:
    return (one.due_on is None, one.due_on or one.since or date.min)


def family_of(read: Reader, uid: str) -> Family:
    """The family; raises Refused where there is none (any more)."""
    return read.one(Family, uid)


def family_file(read: Reader, family: Family, today: date, codes: CodeLists) -> FamilyFile:
    """A family made ready to be shown."""
    members = read.all(FamilyMember, family_uid=family.uid)
    return FamilyFile(
        family=family,
        clock=clock(family, today),
        members=tuple(member_row(one, today, codes) for one in members),
        at_work=at_work(read, family),
    )


def at_work(read: Reader, family: Family) -> tuple[str, ...]:
    """The members who are at work as far as the file knows."""
    members = read.all(FamilyMember, family_uid=family.uid)
    linked = read.among(Seeker, "uid", {one.seeker_uid for one in members} - {""})
    return may_clear(family, members, {one.uid: one for one in linked})


def member_row(one: FamilyMember, today: date, codes: CodeLists) -> MemberRow:
    """A member in words."""
    facts = {name: masked(field, getattr(one, name), codes) for name, field in MEMBER.items()}
    return MemberRow(uid=one.uid, seeker_uid=one.seeker_uid, facts=facts, child=one.is_child(today))


def facts_of(record: Any, codes: CodeLists) -> dict[str, str]:
    """The fields of a record in words, personal ones masked."""
    fields = fields_of(type(record))
    return {n: masked(f, getattr(record, n), codes) for n, f in fields.items() if n not in ("uid", "extra", "raw")}


PERSONAL = {
    record: frozenset(n for n, f in fields_of(record).items() if f.sensitivity is Sensitivity.PERSONAL)
    - {"extra", "raw"}
    for record in (Certification, Family, FamilyMember)
}
"""The fields of each record that are shown masked."""
