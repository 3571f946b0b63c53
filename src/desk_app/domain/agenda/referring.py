"""From the plan to the post: who is to be asked, what letters, starts and visits wait for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from desk_app.domain.agenda.item import Item, day_of, line, short
from desk_app.domain.clocks import Clocks
from desk_app.domain.employers import Employer
from desk_app.domain.followups import FollowUp
from desk_app.domain.matching.walls import may_start
from desk_app.domain.posts import Post
from desk_app.domain.proposals import Answer, Proposal
from desk_app.domain.referrals import Letter, obstacle
from desk_app.domain.seekers import Seeker


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """The records from which today's work is made: only those that can be due."""

    proposals: tuple[Proposal, ...] = ()
    letters: tuple[Letter, ...] = ()  # open ones, receipt due soon or past
    hired: tuple[Letter, ...] = ()  # of persons who are hired and not yet in post
    visits: tuple[FollowUp, ...] = ()
    seekers: Mapping[str, Seeker] = field(default_factory=dict)
    post_of: Mapping[str, Post] = field(default_factory=dict)
    employers: Mapping[str, Employer] = field(default_factory=dict)
    letter_of: Mapping[str, Letter] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)  # the newest of each proposal
    made_on: Mapping[str, date] = field(default_factory=dict)  # run uid → day of the plan
    taken: Mapping[str, int] = field(default_factory=dict)  # seats held by letters, of the posts agreed to


def lines(waiting: Waiting, clocks: Clocks, today: date) -> Iterable[Item]:
    """All of them."""
    yield from _proposals(waiting, clocks, today)
    yield from _receipts(waiting, today)
    yield from _starts(waiting, clocks, today)
    yield from _visits(waiting)


def _proposals(waiting: Waiting, clocks: Clocks, today: date) -> Iterable[Item]:
    taken = Counter(waiting.taken)
    for one in waiting.proposals:
        seeker, post = waiting.seekers.get(one.seeker_uid), waiting.post_of.get(one.post_uid)
        if seeker is None or post is None or seeker.state not in ("unverified", "willing"):
            continue
        where = _where(post, waiting)
        answer = waiting.answers.get(one.uid)
        said = day_of(answer.at) if answer else None
        made = waiting.made_on.get(one.run_uid, today)
        if one.state == "proposed":
            due = made + timedelta(days=clocks.ask_within_days)
            yield line("ask", one.uid, due, f"方案安排到{where}，问本人愿不愿意", seeker)
        elif one.state == "considering":
            due = (said or made) + timedelta(days=clocks.ask_again_days)
            yield line("ask_again", one.uid, due, f"{short(said)} 说考虑{where}，再问一次", seeker)
        else:
            due = (said or made) + timedelta(days=clocks.letter_within_days)
            wall = may_start(seeker, post, today)
            free = (post.headcount or 0) - taken[post.uid]
            cause = obstacle(one, answer, post, free, today)
            sentence = wall.sentence if wall else cause.sentence if cause else ""
            if sentence:
                at_post = cause is not None and cause.kind.startswith("post_")
                place = {"page": "posts", "target": post.uid} if at_post else {}
                yield line("gap", one.uid, due, f"愿意去{where}，但{sentence}", seeker, **place)
            else:
                taken[post.uid] += 1
                yield line("letter", one.uid, due, f"愿意去{where}，可以开推荐信", seeker, target=one.uid)


def _receipts(waiting: Waiting, today: date) -> Iterable[Item]:
    for letter in waiting.letters:
        seeker = waiting.seekers.get(letter.seeker_uid)
        if seeker is None or letter.receipt_due is None:
            continue
        employer = waiting.employers.get(letter.employer_uid)
        late = (today - letter.receipt_due).days
        due = f"回执已逾期 {late} 天" if late > 0 else f"回执应在 {short(letter.receipt_due)} 前交回"
        at = f"{employer.name}（{employer.phone or '无电话'}）" if employer else ""
        why = f"推荐信 {letter.short_no} 去{at}，{due}"
        yield line("receipt", letter.uid, letter.receipt_due, why, seeker, target=letter.uid, letter_uid=letter.uid)


def _starts(waiting: Waiting, clocks: Clocks, today: date) -> Iterable[Item]:
    for letter in waiting.hired:
        seeker, post = waiting.seekers.get(letter.seeker_uid), waiting.post_of.get(letter.post_uid)
        if seeker is None or post is None:
            continue
        asked = (letter.received_on or today) + timedelta(days=clocks.start_asked_days)
        when = f"约定 {short(letter.start_date)} 到岗" if letter.start_date else "没有写明到岗日期"
        why = f"已被{_where(post, waiting)}录用，{when}，问是否已上班"
        yield line("start", letter.uid, letter.start_date or asked, why, seeker, letter_uid=letter.uid)


def _visits(waiting: Waiting) -> Iterable[Item]:
    for visit in waiting.visits:
        seeker, letter = waiting.seekers.get(visit.seeker_uid), waiting.letter_of.get(visit.letter_uid)
        post = waiting.post_of.get(letter.post_uid) if letter else None
        if seeker is None or letter is None or post is None or visit.due_on is None or seeker.state == "hired":
            continue
        again = "，上次没有联系上" if visit.result == "not_reached" else ""
        why = f"在{_where(post, waiting)}到岗满 {visit.after_days} 天，问是否还在岗{again}"
        yield line("visit", visit.uid, visit.due_on, why, seeker, letter_uid=letter.uid)


def _where(post: Post, waiting: Waiting) -> str:
    employer = waiting.employers.get(post.employer_uid)
    return f"{employer.name}的“{post.title}”" if employer else f"“{post.title}”"
