"""The posts as the list shows them: only what a line needs is read of all."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from desk_app.domain.employers import Employer
from desk_app.domain.post_file import Seats, seats
from desk_app.domain.posts import Post, standing
from desk_app.domain.referrals import Letter
from desk_app.storage.repository import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class PostLine:
    """A post as one line of the list."""

    uid: str
    post_no: str
    title: str
    employer_uid: str
    employer: str
    blocked: bool  # nobody is recommended to this employer
    place: str
    pay: str
    seats: Seats
    valid_until: date | None
    standing: str  # a code of post_state: what it is today
    kind: str
    verified_by: str
    verified_how: str


_SHOWN = (
    *("uid", "post_no", "title", "employer_uid", "place", "pay_text", "pay_min", "pay_max", "headcount"),
    *("valid_until", "state", "kind", "verified_by", "verified_on", "verified_how", "recheck_on"),
)
"""What the list shows of a post: only these are read of all."""

Rows = list[tuple[Any, ...]]


def rows(read: Reader) -> tuple[Rows, Rows, Rows]:
    """What the lines are made from: posts, employers, letters."""
    return (
        read.values(Post, *_SHOWN),
        read.values(Employer, "uid", "name", "blocked_reason"),
        read.values(Letter, "post_uid", "state"),
    )


def lines(posts: Rows, firms: Rows, letters: Rows, today: date) -> tuple[PostLine, ...]:
    """The lines of the list, newest first; made off the database's thread."""
    employers = {uid: (name or "", bool(blocked)) for uid, name, blocked in firms}
    states: dict[str, list[str]] = defaultdict(list)
    for post_uid, state in letters:
        states[post_uid].append(state)
    known = (Post(**{n: v for n, v in zip(_SHOWN, row, strict=True) if v is not None}) for row in reversed(posts))
    return tuple(_line(post, employers.get(post.employer_uid, ("", False)), states[post.uid], today) for post in known)


def _line(post: Post, employer: tuple[str, bool], states: list[str], today: date) -> PostLine:
    taken = seats(post, states)
    return PostLine(
        uid=post.uid,
        post_no=post.post_no,
        title=post.title,
        employer_uid=post.employer_uid,
        employer=employer[0],
        blocked=employer[1],
        place=post.place,
        pay=post.pay_words,
        seats=taken,
        valid_until=post.valid_until,
        standing=standing(post, taken.free, today),
        kind=post.kind,
        verified_by=post.verified_by,
        verified_how=post.verified_how,
    )
