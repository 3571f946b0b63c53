"""Employers as lines and as files: what they offer, what is lacking, what troubles them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from desk_app.domain.actor import Actor
from desk_app.domain.employer_papers import Checked, EmployerPaper, checklist, lacking
from desk_app.domain.employer_rules import EmployerRules
from desk_app.domain.employers import Employer
from desk_app.domain.person_file import Event
from desk_app.domain.post_file import seats
from desk_app.domain.posts import Post, standing
from desk_app.domain.problems import OPEN, Problem
from desk_app.domain.referrals import Letter
from desk_app.storage.repository import Reader

R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerLine:
    """An employer as one line: who it is, what it offers, what is lacking."""

    uid: str
    name: str
    credit_code: str
    nature: str
    industry: str
    firm_kind: str
    phone: str
    blocked_reason: str
    key_firm: bool
    lacking: int  # papers that are missing or past their last day
    problems: int  # that are not settled
    posts: int  # that are not withdrawn
    open: int  # posts that take people today
    free: int  # seats of these
    hired: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerFile:
    """One employer as the page shows it."""

    employer: Employer
    line: EmployerLine
    parent: str  # name of the employer it belongs to
    branches: tuple[tuple[str, str], ...]  # uid and name of those that belong to it
    posts: tuple[tuple[str, str, str, str], ...]  # uid, title, seats in words, code of the state today
    papers: tuple[Checked, ...]
    missing: tuple[str, ...]  # labels of facts that are not known yet
    letters: int  # that went out to it
    events: tuple[Event, ...]


Rows = list[tuple[Any, ...]]
_SHOWN = ("uid", "name", "credit_code", "nature", "industry", "firm_kind", "phone", "blocked_reason")
_FLAGS = ("key_firm", "is_agency")
_COUNTED = ("uid", "employer_uid", "headcount", "valid_until", "state")
_PAPER = ("uid", "employer_uid", "kind", "seen_by", "seen_on", "valid_until")
"""What the list needs of each kind of record: only these attributes are read of all."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows from which all lines are made; records are made of them outside the transaction."""

    employers: Rows
    posts: Rows
    papers: Rows
    states: Mapping[str, list[str]]
    problems: Counter[str]


def kept(read: Reader) -> Kept:
    """Read them."""
    return Kept(
        read.values(Employer, *_SHOWN, *_FLAGS),
        read.values(Post, *_COUNTED),
        read.values(EmployerPaper, *_PAPER),
        letter_states(read),
        open_problems(read),
    )


def all_lines(found: Kept, actor: Actor, rules: EmployerRules) -> tuple[EmployerLine, ...]:
    """All employers as lines."""
    return lines(
        _records(Employer, (*_SHOWN, *_FLAGS), found.employers),
        _records(Post, _COUNTED, found.posts),
        _records(EmployerPaper, _PAPER, found.papers),
        (found.states, found.problems),
        actor,
        rules,
    )


def lines(
    employers: Iterable[Employer],
    posts: Iterable[Post],
    papers: Iterable[EmployerPaper],
    counted: tuple[Mapping[str, Sequence[str]], Mapping[str, int]],
    actor: Actor,
    rules: EmployerRules,
) -> tuple[EmployerLine, ...]:
    """These employers as lines; `counted`: the states of the letters by post, the open problems by employer."""
    states, problems = counted
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for post in posts:
        taken, count = seats(post, states.get(post.uid, ())), counts[post.employer_uid]
        now = standing(post, taken.free, actor.today())
        count["posts"] += now != "withdrawn"
        count["open"] += now == "open"
        count["free"] += taken.free if now == "open" else 0
        count["hired"] += taken.hired
    shown: dict[str, list[EmployerPaper]] = defaultdict(list)
    for paper in papers:
        shown[paper.employer_uid].append(paper)
    today, soon = actor.today(), rules.paper_ends_soon_days
    return tuple(
        EmployerLine(
            uid=one.uid,
            name=one.name,
            credit_code=one.credit_code,
            nature=one.nature,
            industry=one.industry,
            firm_kind=one.firm_kind,
            phone=one.phone,
            blocked_reason=one.blocked_reason,
            key_firm=bool(one.key_firm),
            lacking=len(lacking(checklist(one, shown[one.uid], today, soon))),
            problems=problems.get(one.uid, 0),
            posts=counts[one.uid]["posts"],
            open=counts[one.uid]["open"],
            free=counts[one.uid]["free"],
            hired=counts[one.uid]["hired"],
        )
        for one in employers
    )


def post_words(post: Post, states: Sequence[str], actor: Actor) -> tuple[str, str, str, str]:
    """A post in the file of its employer: uid, title, seats in words, code of the state today."""
    taken = seats(post, states)
    return post.uid, post.title, taken.sentence(), standing(post, taken.free, actor.today())


def letter_states(read: Reader, employer: str | None = None) -> Mapping[str, list[str]]:
    """The states of the letters of each post; `employer`: only of this one's."""
    states: dict[str, list[str]] = defaultdict(list)
    only = {} if employer is None else {"employer_uid": employer}
    for post_uid, state in read.values(Letter, "post_uid", "state", **only):
        states[post_uid].append(state)
    return states


def open_problems(read: Reader, employer: str | None = None) -> Counter[str]:
    """How many problems of each employer are not settled."""
    only = {} if employer is None else {"employer_uid": employer}
    return Counter(uid for uid, state in read.values(Problem, "employer_uid", "state", **only) if state in OPEN)


def _records(record_type: type[R], names: tuple[str, ...], rows: Rows) -> Iterator[R]:
    """Records of which only these attributes are known."""
    return (record_type(**{n: v for n, v in zip(names, row, strict=True) if v is not None}) for row in rows)
