"""Who waits for a post and which posts may take somebody: from the records to the pool of a plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desk_app.domain.codes import CodeLists
from desk_app.domain.employers import Employer
from desk_app.domain.matching.pool import MatchSettings, Opening, Person, Pool
from desk_app.domain.posts import Post
from desk_app.domain.proposals import Answer, Decision, Proposal
from desk_app.domain.referrals import OPEN_STATES as OPEN_LETTERS
from desk_app.domain.referrals import SEAT_STATES, Letter
from desk_app.domain.seekers import Membership, Seeker

WAITING_STATES = ("unverified", "willing")
"""Persons in these states wait for a post."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What the plan is made from, read in one transaction."""

    seekers: tuple[Seeker, ...]
    memberships: tuple[Membership, ...]
    posts: tuple[Post, ...]
    employers: Mapping[str, Employer]
    letters: tuple[Letter, ...]
    proposals: tuple[Proposal, ...]  # the open ones
    answers: tuple[Answer, ...]
    decisions: tuple[Decision, ...]


def pool_of(snapshot: Snapshot, today: date, codes: CodeLists, settings: MatchSettings) -> Pool:
    """Persons who wait and posts that may take somebody."""
    groups: dict[str, list[str]] = defaultdict(list)
    for membership in snapshot.memberships:
        if membership.holds_on(today):
            groups[membership.seeker_uid].append(membership.group)
    barred: dict[str, set[str]] = defaultdict(set)
    for said in snapshot.answers:
        if said.answer == "unwilling":
            barred[said.seeker_uid].add(said.post_uid)
    for tried in snapshot.letters:
        if tried.state in ("not_hired", "declined") or tried.left_on:
            barred[tried.seeker_uid].add(tried.post_uid)
    busy = {letter.seeker_uid for letter in snapshot.letters if letter.state in OPEN_LETTERS}
    current = {p.seeker_uid: p.post_uid for p in snapshot.proposals}
    agreed = {p.seeker_uid: p.post_uid for p in snapshot.proposals if p.state == "agreed"}
    taken: dict[str, int] = defaultdict(int)
    for letter in snapshot.letters:
        taken[letter.post_uid] += letter.state in SEAT_STATES
    persons = tuple(
        Person(
            seeker=seeker,
            groups=tuple(sorted(set(groups[seeker.uid]))),
            barred_posts=frozenset(barred[seeker.uid]),
            current_post=current.get(seeker.uid),
            agreed=seeker.uid in agreed,
        )
        for seeker in snapshot.seekers
        if seeker.state in WAITING_STATES and seeker.uid not in busy
    )
    openings = tuple(
        Opening(post=post, employer=snapshot.employers[post.employer_uid], free=(post.headcount or 0) - taken[post.uid])
        for post in snapshot.posts
        if (post.headcount or 0) > taken[post.uid]
    )
    return Pool(
        persons=persons, openings=openings, decisions=snapshot.decisions, today=today, codes=codes, settings=settings
    )
