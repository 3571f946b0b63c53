"""An invented township: its people, employers and posts, as they truly are.

Everything follows from a seed. Numbers are such as nobody has: county 410099, phones 154…, credit codes of 410099.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import TypeVar

from desk_app.domain.employers import Employer
from desk_app.domain.errors import Refused
from desk_app.domain.posts import Post
from desk_app.domain.practice.draw import Draw
from desk_app.domain.practice.market import market
from desk_app.domain.practice.people import people
from desk_app.domain.practice.words import Words
from desk_app.domain.seekers import Membership, Seeker

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Township:
    """The true people, employers and posts; `new_firms` have no posts yet."""

    size: str
    seed: int
    today: date
    words: Words
    seekers: tuple[Seeker, ...]
    memberships: tuple[Membership, ...]
    employers: tuple[Employer, ...]
    posts: tuple[Post, ...]
    new_firms: tuple[Employer, ...]

    @property
    def seats(self) -> int:
        """Seats over all posts."""
        return sum(post.headcount or 0 for post in self.posts)


def township(size: str, seed: int, today: date, words: Words) -> Township:
    """The township of that size (S, M, L) that belongs to the seed."""
    if size not in words.sizes:
        raise Refused("practice_size", f"没有这种规模的练习数据，请在 {'、'.join(words.sizes)} 中选一种。")
    persons, posts = words.sizes[size]
    draw = Draw(Random(f"{size}:{seed}"), words)
    seekers, memberships = people(draw, persons, today)
    offers = market(draw, posts, persons, today)
    return Township(
        size=size,
        seed=seed,
        today=today,
        words=words,
        seekers=seekers,
        memberships=memberships,
        employers=offers.employers,
        posts=offers.posts,
        new_firms=offers.new_firms,
    )
