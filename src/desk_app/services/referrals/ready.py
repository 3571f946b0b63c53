"""Which pairs may have a letter now, and what stands in the way of the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from desk_app.domain.actor import Actor
from desk_app.domain.answers import OPEN_STATES as OPEN_PROPOSALS
from desk_app.domain.employers import Employer
from desk_app.domain.errors import Refused
from desk_app.domain.matching.walls import may_start
from desk_app.domain.office import Office
from desk_app.domain.posts import Post
from desk_app.domain.proposals import Answer, Proposal
from desk_app.domain.referrals import OPEN_STATES, SEAT_STATES, Cause, Letter, obstacle
from desk_app.domain.seekers import Seeker
from desk_app.storage.repository import Reader

NUMBERS = "letter"
"""The row of gapless numbers that letters are taken from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A proposal with all that its letter is made from."""

    proposal: Proposal
    seeker: Seeker
    post: Post
    employer: Employer
    answer: Answer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """The pairs that may have a letter, those that may not with the cause, and where the numbers stand."""

    office: Office
    pairs: tuple[Pair, ...]
    refused: tuple[tuple[Pair, Cause], ...]
    last_number: int


def ready(
    read: Reader,
    actor: Actor,
    *,
    states: Collection[str] = OPEN_PROPOSALS,
    chosen: Collection[str] | None = None,
    limit: int | None = None,
) -> Ready:
    """Look at the proposals in these states; `chosen`: only those of these persons. Raises Refused without an office.

    A seat goes to the first who asks for it, so somebody behind the limit or behind the last seat has to wait.
    """
    office = read.first(Office)
    if office is None:
        raise Refused("no_office", "还没有建立机构。")
    pairs = _pairs(read, states, chosen)
    posts, persons = {pair.post.uid for pair in pairs}, {pair.seeker.uid for pair in pairs}
    taken = Counter(one.post_uid for one in read.among(Letter, "post_uid", posts) if one.state in SEAT_STATES)
    holding = {one.seeker_uid for one in read.among(Letter, "seeker_uid", persons) if one.state in OPEN_STATES}
    good: list[Pair] = []
    refused: list[tuple[Pair, Cause]] = []
    for pair in pairs:
        free = (pair.post.headcount or 0) - taken[pair.post.uid]
        cause = _obstacle(pair, free, actor.today(), holding)
        if cause:
            refused.append((pair, cause))
        elif limit is None or len(good) < limit:
            good.append(pair)
            taken[pair.post.uid] += 1
            holding.add(pair.seeker.uid)
    last = read.last_number(NUMBERS, actor.desk, actor.today().year)
    return Ready(office=office, pairs=tuple(good), refused=tuple(refused), last_number=last)


def _obstacle(pair: Pair, free: int, today: date, holding: set[str]) -> Cause | None:
    if pair.seeker.uid in holding:
        return Cause("open_letter", "本人还有一封推荐信没有收到回执，不能再开。")
    if pair.employer.blocked_reason:
        return Cause("employer_blocked", "用人单位已停止推荐。")
    wall = may_start(pair.seeker, pair.post, today)
    return Cause(wall.code, wall.sentence) if wall else obstacle(pair.proposal, pair.answer, pair.post, free, today)


def _pairs(read: Reader, states: Collection[str], chosen: Collection[str] | None) -> tuple[Pair, ...]:
    """The proposals with their newest answers, in the order of villages and names in which letters are handed out."""
    proposals = read.among(Proposal, "state", states)
    if chosen is not None:
        proposals = tuple(one for one in proposals if one.seeker_uid in chosen)
    seekers: Mapping[str, Seeker] = {
        one.uid: one for one in read.among(Seeker, "uid", {p.seeker_uid for p in proposals})
    }
    posts: Mapping[str, Post] = {one.uid: one for one in read.among(Post, "uid", {p.post_uid for p in proposals})}
    employers = {one.uid: one for one in read.among(Employer, "uid", {post.employer_uid for post in posts.values()})}
    answers = {(one.seeker_uid, one.post_uid): one for one in read.among(Answer, "seeker_uid", seekers)}
    pairs = [
        Pair(
            proposal=one,
            seeker=seekers[one.seeker_uid],
            post=posts[one.post_uid],
            employer=employers[posts[one.post_uid].employer_uid],
            answer=answers.get((one.seeker_uid, one.post_uid)),
        )
        for one in proposals
    ]
    return tuple(sorted(pairs, key=lambda pair: (pair.seeker.village, pair.seeker.name, pair.seeker.seeker_no)))
