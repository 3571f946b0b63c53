"""The signs of fraud or abuse in a post, against what such work usually pays in this office's file."""

from __future__ import annotations

from collections.abc import Mapping

from desk_app import resources
from desk_app.domain.matching.occupations import Occupations
from desk_app.domain.posts import Post
from desk_app.domain.signs import Doubt, doubts, usual_pay
from desk_app.storage.repository import Reader

_PAY = ("uid", "title", "pay_min", "pay_max", "pay_unit")


def all_usual(read: Reader, occupations: Occupations) -> Mapping[str, float]:
    """What each family of work usually pays a month among the posts that are open."""
    rows = read.values(Post, *_PAY, state="open")
    posts = (Post(**{n: v for n, v in zip(_PAY, row, strict=True) if v is not None}) for row in rows)
    return usual_pay(posts, occupations, resources.signs())


def doubts_of(
    read: Reader, post: Post, employer: str, occupations: Occupations, usual: Mapping[str, float] | None = None
) -> tuple[Doubt, ...]:
    """The signs in one post of the employer with that name; `usual` where it was read already."""
    known = all_usual(read, occupations) if usual is None else usual
    return doubts(post, employer, resources.signs(), known.get(occupations.family(post.title)))
