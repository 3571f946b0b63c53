"""One person's file, read in one transaction and made ready to be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desk_app.domain.actor import Actor
from desk_app.domain.answers import OPEN_STATES as OPEN_PROPOSALS
from desk_app.domain.codes import CodeLists
from desk_app.domain.employers import Employer
from desk_app.domain.entry import masked
from desk_app.domain.fields import Field, Kind, Sensitivity, fields_of, gaps
from desk_app.domain.followups import FollowUp
from desk_app.domain.identity import age_on
from desk_app.domain.matching.walls import too_young
from desk_app.domain.own.fields import OwnField, masked_words, to_read
from desk_app.domain.person_file import Event, Kept, Proposed, timeline
from desk_app.domain.posts import Post
from desk_app.domain.privacy.consents import Consent, Word, standing
from desk_app.domain.privacy.recipients import shown_groups
from desk_app.domain.proposals import Answer, Proposal, Run
from desk_app.domain.referrals import Letter
from desk_app.domain.registration import RETIRED, retired
from desk_app.domain.retirement import Tracks
from desk_app.domain.seeker_states import steps
from desk_app.domain.seekers import Membership, Seeker
from desk_app.domain.service_log import ServiceEntry
from desk_app.storage.repository import Reader

_SHOWN = tuple(name for name, field in fields_of(Seeker).items() if field.kind not in (Kind.KEY, Kind.DATA))


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """A group of a person: its word, from when to when, on what evidence, and whether it is in force today.

    `guarded`: the word names no group; the real one is asked for with `Seekers.reveal_group`.
    """

    uid: str
    group: str
    word: str
    sub_type: str
    since: str
    until: str
    evidence: str
    holds: bool
    guarded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFile:
    """一人一档, ready to be shown: `facts` by field in words, personal numbers and addresses masked.

    `state` is the code and `steps` the codes that may follow by hand; `missing` labels what must still be asked;
    `own` are the fields that the office added itself, whose values stand among the facts.
    """

    uid: str
    name: str
    state: str
    facts: Mapping[str, str]
    age: int | None
    groups: tuple[Belonging, ...]
    consents: tuple[Word, ...]
    proposed: tuple[Proposed, ...]
    events: tuple[Event, ...]
    notices: tuple[str, ...]
    missing: tuple[str, ...]
    steps: tuple[str, ...]
    may_be_revealed: frozenset[str]
    own: Mapping[str, Field]


def file_of(read: Reader, actor: Actor, uid: str, codes: CodeLists, tracks: Tracks) -> PersonFile:
    """Everything known of a person. Raises Refused where there is no such person (any more)."""
    seeker = read.one(Seeker, uid)
    today, fields = actor.today(), fields_of(Seeker)
    kept = kept_of(read, actor, uid)
    own = to_read(read.all(OwnField, noun="seekers"), "seekers", seeker.extra)
    of_office = masked_words(own, seeker.extra, codes)
    personal = {n for n in _SHOWN if fields[n].sensitivity is Sensitivity.PERSONAL and getattr(seeker, n)}
    personal |= {n for n in own if own[n].sensitivity is Sensitivity.PERSONAL and of_office[n]}
    return PersonFile(
        uid=uid,
        name=seeker.name,
        state=seeker.state,
        facts={name: masked(fields[name], getattr(seeker, name), codes) for name in _SHOWN} | of_office,
        age=age_on(seeker.birth_date, today) if seeker.birth_date else None,
        groups=tuple(_belonging(one, today, codes) for one in kept.memberships),
        consents=standing(read.all(Consent, seeker_uid=uid), kept.answers),
        proposed=tuple(kept.proposed),
        events=timeline(kept, codes),
        notices=_notices(seeker, today, tracks),
        missing=tuple(field.label for field in gaps(seeker)),
        steps=steps(seeker.state),
        may_be_revealed=frozenset(personal),
        own=own,
    )


def kept_of(read: Reader, actor: Actor, uid: str) -> Kept:
    """All records and history lines of a person that the timeline is made from."""
    memberships = read.all(Membership, seeker_uid=uid)
    answers, letters = read.all(Answer, seeker_uid=uid), read.all(Letter, seeker_uid=uid)
    visits, log = read.all(FollowUp, seeker_uid=uid), read.all(ServiceEntry, seeker_uid=uid)
    proposals = _worth_telling(read.all(Proposal, seeker_uid=uid), answers)
    posts = read.among(Post, "uid", {one.post_uid for group in (proposals, answers, letters) for one in group})
    employers = {one.uid: one for one in read.among(Employer, "uid", {post.employer_uid for post in posts})}
    proposed = _proposed(read, proposals, {post.uid: post for post in posts}, employers)
    return Kept(
        traces=read.traces(
            actor.clock.now(), uid, *(one.uid for kind in (memberships, answers, letters, log) for one in kind)
        ),
        memberships=memberships,
        proposed=proposed,
        answers=answers,
        letters=letters,
        visits=visits,
        log=log,
        places={post.uid: f"{post.title}（{employers[post.employer_uid].name}）" for post in posts},
        own=read.all(OwnField, noun="seekers"),
    )


def _belonging(one: Membership, today: date, codes: CodeLists) -> Belonging:
    guarded = one.group not in shown_groups(codes["group"])
    return Belonging(
        uid=one.uid,
        group=one.group,
        word=codes["group"].plain(one.group),
        sub_type="" if guarded else one.sub_type,
        since=one.started_on.isoformat() if one.started_on else "",
        until=one.ended_on.isoformat() if one.ended_on else "",
        evidence="" if guarded else one.evidence,
        holds=one.holds_on(today),
        guarded=guarded,
    )


def _notices(seeker: Seeker, today: date, tracks: Tracks) -> tuple[str, ...]:
    young = too_young(seeker, today)
    if young:
        return (f"{young.sentence}（{young.law}）",)
    return (RETIRED,) if retired(seeker, today, tracks) else ()


def _worth_telling(proposals: Sequence[Proposal], answers: Sequence[Answer]) -> tuple[Proposal, ...]:
    """Proposals that are open or that somebody was asked about; plans that came to nothing are left out."""
    asked = {answer.proposal_uid for answer in answers}
    wanted = (*OPEN_PROPOSALS, "lettered")
    return tuple(one for one in proposals if one.state in wanted or one.uid in asked)


def _proposed(
    read: Reader, proposals: Sequence[Proposal], posts: Mapping[str, Post], employers: Mapping[str, Employer]
) -> tuple[Proposed, ...]:
    """Newest first."""
    runs = {run.uid: run for run in read.among(Run, "uid", {one.run_uid for one in proposals})}
    found = [
        Proposed(
            proposal=one,
            post=posts[one.post_uid],
            employer=employers[posts[one.post_uid].employer_uid].name,
            run_no=runs[one.run_uid].run_no or 0,
            at=runs[one.run_uid].made_at,
        )
        for one in proposals
    ]
    return tuple(reversed(found))
