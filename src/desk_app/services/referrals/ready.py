"""Which pairs may have a letter now, and what stands in the way of the others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from desk_app.domain.actor import Actor
from desk_app.domain.answers import OPEN_STATES as OPEN_PROPOSALS
from desk_app.domain.employer_papers import ART_26, EmployerPaper, checklist, lacking
from desk_app.domain.employer_rules import EmployerRules
from desk_app.domain.employers import Employer
from desk_app.domain.errors import Refused
from desk_app.domain.matching.walls import may_start
from desk_app.domain.office import Office
from desk_app.domain.post_kinds import PostKinds, admits
from desk_app.domain.posts import Post
from desk_app.domain.privacy.consents import Consent, with_later_word
from desk_app.domain.proposals import Answer, Proposal
from desk_app.domain.referrals import OPEN_STATES, SEAT_STATES, Cause, Letter, obstacle
from desk_app.domain.seekers import Membership, Seeker
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
    groups: tuple[str, ...] = ()  # codes of the person's memberships in force on the day


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
    rules: EmployerRules,
    kinds: PostKinds,
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
    pairs = _pairs(read, states, chosen, actor.today())
    posts, persons = {pair.post.uid for pair in pairs}, {pair.seeker.uid for pair in pairs}
    taken = Counter(one.post_uid for one in read.among(Letter, "post_uid", posts) if one.state in SEAT_STATES)
    holding = {one.seeker_uid for one in read.among(Letter, "seeker_uid", persons) if one.state in OPEN_STATES}
    barred = _without_papers(read, pairs, rules, actor.today())
    good: list[Pair] = []
    refused: list[tuple[Pair, Cause]] = []
    for pair in pairs:
        free = (pair.post.headcount or 0) - taken[pair.post.uid]
        cause = _obstacle(pair, free, actor.today(), holding, barred)
        if cause is None and not admits(pair.post, pair.seeker, pair.groups, actor.today(), kinds):
            cause = _NOT_IN_GROUP
        if cause:
            refused.append((pair, cause))
        elif limit is None or len(good) < limit:
            good.append(pair)
            taken[pair.post.uid] += 1
            holding.add(pair.seeker.uid)
    last = read.last_number(NUMBERS, actor.desk, actor.today().year)
    return Ready(office=office, pairs=tuple(good), refused=tuple(refused), last_number=last)


def _without_papers(read: Reader, pairs: Collection[Pair], rules: EmployerRules, today: date) -> Collection[str]:
    """The employers that get no letter because papers are lacking; none where the office's rule is only to warn."""
    if not rules.papers_block_letters:
        return ()
    employers = {pair.employer.uid: pair.employer for pair in pairs}
    papers: dict[str, list[EmployerPaper]] = defaultdict(list)
    for paper in read.among(EmployerPaper, "employer_uid", employers):
        papers[paper.employer_uid].append(paper)
    return {uid for uid, one in employers.items() if lacking(checklist(one, papers[uid], today, soon_days=0))}


def _obstacle(pair: Pair, free: int, today: date, holding: Collection[str], barred: Collection[str]) -> Cause | None:
    if pair.seeker.uid in holding:
        return Cause("open_letter", "本人还有一封推荐信没有收到回执，不能再开。")
    if pair.employer.blocked_reason:
        return Cause("employer_blocked", "用人单位已停止推荐。")
    if pair.employer.uid in barred:
        return Cause("papers_lacking", f"用人单位的材料没有查验齐（{ART_26}），请先到“用人单位”页登记查验。")
    wall = may_start(pair.seeker, pair.post, today)
    return Cause(wall.code, wall.sentence) if wall else obstacle(pair.proposal, pair.answer, pair.post, free, today)


_NOT_IN_GROUP = Cause("not_in_group", "这个岗位只面向指定的人员，本人今天不在其中，请核对人员类别和起止日期。")


def _pairs(read: Reader, states: Collection[str], chosen: Collection[str] | None, today: date) -> tuple[Pair, ...]:
    """The proposals with their newest answers, in the order of villages and names in which letters are handed out."""
    proposals = read.among(Proposal, "state", states)
    if chosen is not None:
        proposals = tuple(one for one in proposals if one.seeker_uid in chosen)
    seekers: Mapping[str, Seeker] = {
        one.uid: one for one in read.among(Seeker, "uid", {p.seeker_uid for p in proposals})
    }
    posts: Mapping[str, Post] = {one.uid: one for one in read.among(Post, "uid", {p.post_uid for p in proposals})}
    employers = {one.uid: one for one in read.among(Employer, "uid", {post.employer_uid for post in posts.values()})}
    groups: dict[str, list[str]] = defaultdict(list)
    for membership in read.among(Membership, "seeker_uid", seekers):
        if membership.holds_on(today):
            groups[membership.seeker_uid].append(membership.group)
    consents: dict[str, list[Consent]] = defaultdict(list)
    for consent in read.among(Consent, "seeker_uid", seekers):
        consents[consent.seeker_uid].append(consent)
    answers = {
        (one.seeker_uid, one.post_uid): with_later_word(one, consents[one.seeker_uid])
        for one in read.among(Answer, "seeker_uid", seekers)
    }
    pairs = [
        Pair(
            proposal=one,
            seeker=seekers[one.seeker_uid],
            post=posts[one.post_uid],
            employer=employers[posts[one.post_uid].employer_uid],
            answer=answers.get((one.seeker_uid, one.post_uid)),
            groups=tuple(groups[one.seeker_uid]),
        )
        for one in proposals
    ]
    return tuple(sorted(pairs, key=lambda pair: (pair.seeker.village, pair.seeker.name, pair.seeker.seeker_no)))
