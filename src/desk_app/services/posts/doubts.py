"""What keeps a post from being verified by one person alone: signs of fraud or abuse, pay below the minimum."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desk_app import resources
from desk_app.domain.employers import Employer
from desk_app.domain.matching.occupations import Occupations
from desk_app.domain.office import Office
from desk_app.domain.posts import Post
from desk_app.domain.signs import Doubt, doubts, need_second_look, usual_pay
from desk_app.domain.wages import minimum, too_little
from desk_app.storage.repository import Reader

_PAY = ("uid", "title", "pay_min", "pay_max", "pay_unit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What posts are judged against, as read: the pay of the open posts, the names of the employers, the office."""

    pay: list[tuple[Any, ...]]
    firms: Mapping[str, str]
    region: str


def around(read: Reader) -> Around:
    """Read it; judging is done off the database's thread."""
    office = read.first(Office)
    return Around(
        pay=read.values(Post, *_PAY, state="open"),
        firms={uid: name or "" for uid, name in read.values(Employer, "uid", "name")},
        region=office.region if office else "",
    )


def not_yet(posts: Iterable[Post], known: Around, today: date) -> dict[str, str]:
    """By uid, the sentence about each post that cannot be verified yet."""
    occupations, signs = resources.occupations(), resources.signs()
    usual, wage = _usual(known.pay, occupations), minimum(resources.minimum_wages(), known.region, today)
    found = {}
    for post in posts:
        if post.is_employment and (sentence := too_little(post, wage)):
            found[post.uid] = f"工资{sentence}"
        elif not post.second_look_by:
            seen = doubts(
                post, known.firms.get(post.employer_uid, ""), signs, usual.get(occupations.family(post.title))
            )
            if need_second_look(seen):
                found[post.uid] = f"有疑点（{'、'.join(one.label for one in seen)}），要先由另一人复看（按 K）。"
    return found


def all_usual(read: Reader, occupations: Occupations) -> Mapping[str, float]:
    """What each family of work usually pays a month among the posts that are open."""
    return _usual(read.values(Post, *_PAY, state="open"), occupations)


def doubts_of(
    read: Reader, post: Post, employer: str, occupations: Occupations, usual: Mapping[str, float] | None = None
) -> tuple[Doubt, ...]:
    """The signs in one post of the employer with that name; `usual` where it was read already."""
    known = all_usual(read, occupations) if usual is None else usual
    return doubts(post, employer, resources.signs(), known.get(occupations.family(post.title)))


def _usual(rows: Iterable[tuple[Any, ...]], occupations: Occupations) -> Mapping[str, float]:
    posts = (Post(**{n: v for n, v in zip(_PAY, row, strict=True) if v is not None}) for row in rows)
    return usual_pay(posts, occupations, resources.signs())
