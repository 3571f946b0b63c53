"""Certifications with all that they are judged by, and what speaks for ending those in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desk_app.domain.hardship import leaving
from desk_app.domain.hardship.policy import HardshipPolicy
from desk_app.domain.hardship.records import Certification, CertificationStep, Family, FamilyMember
from desk_app.domain.hardship.refusing import Refusal, refusals
from desk_app.domain.hardship.steps import Case
from desk_app.domain.posts import Post
from desk_app.domain.proposals import Answer
from desk_app.domain.referrals import Letter
from desk_app.domain.retirement import Tracks
from desk_app.domain.seekers import Membership, Seeker
from desk_app.domain.service_log import ServiceEntry
from desk_app.storage.repository import Reader


def cases_of(read: Reader, certifications: Sequence[Certification]) -> list[Case]:
    """The certifications with all that their steps are judged by, in the same order."""
    persons = {one.uid: one for one in read.among(Seeker, "uid", {c.seeker_uid for c in certifications})}
    steps = _by(
        read.among(CertificationStep, "certification_uid", [c.uid for c in certifications]), "certification_uid"
    )
    memberships = _by(read.among(Membership, "seeker_uid", persons), "seeker_uid")
    families = {one.uid: one for one in read.among(Family, "uid", {c.family_uid for c in certifications} - {""})}
    members = _by(read.among(FamilyMember, "family_uid", families), "family_uid")
    return [
        Case(
            certification=one,
            seeker=persons[one.seeker_uid],
            steps=steps[one.uid],
            memberships=memberships[one.seeker_uid],
            family=families.get(one.family_uid),
            members=members[one.family_uid],
        )
        for one in certifications
        if one.seeker_uid in persons
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """What speaks for ending the help of one case, and the refusals that were counted."""

    case: Case
    proposals: tuple[leaving.Proposal, ...]
    refused: tuple[Refusal, ...]


def leaving_cases(read: Reader, today: date, policy: HardshipPolicy, tracks: Tracks) -> list[Speaking]:
    """The certifications in force that something speaks against, with what does."""
    likely = read.likely_to_leave(today, policy, tracks)
    cases = cases_of(read, read.among(Certification, "uid", sorted(likely.certifications)))
    return [
        one for one in speaking(read, cases, today, policy, tracks, told_by_log=likely.told_by_log) if one.proposals
    ]


def speaking(
    read: Reader,
    cases: Sequence[Case],
    today: date,
    policy: HardshipPolicy,
    tracks: Tracks,
    *,
    told_by_log: frozenset[str] | None = None,
) -> list[Speaking]:
    """Of each case what speaks for leaving; answers, letters and log are read of these persons only (None: of all)."""
    persons = [one.seeker.uid for one in cases if told_by_log is None or one.seeker.uid in told_by_log]
    answers = _by(read.among(Answer, "seeker_uid", persons), "seeker_uid")
    letters = _by(read.among(Letter, "seeker_uid", persons), "seeker_uid")
    log = _by(read.among(ServiceEntry, "seeker_uid", persons), "seeker_uid")
    posts = {a.post_uid for said in answers.values() for a in said if a.answer == "unwilling"}
    places = {one.uid: f"“{one.title}”" for one in read.among(Post, "uid", posts)}
    found = []
    for case in cases:
        uid = case.seeker.uid
        refused = refusals(answers[uid], letters[uid], log[uid], today, policy, places)
        speaks = leaving.proposals(case, refused, log[uid], today, policy, tracks)
        found.append(Speaking(case=case, proposals=speaks, refused=refused))
    return found


def _by(records: Iterable[Any], name: str) -> Mapping[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        found[getattr(record, name)].append(record)
    return found
