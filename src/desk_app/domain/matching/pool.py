"""What a plan is made from: persons who wait, posts with free seats, and the same as column arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from desk_app.domain.codes import CodeLists
from desk_app.domain.employers import Employer
from desk_app.domain.matching.occupations import Occupations
from desk_app.domain.post_kinds import PostKinds
from desk_app.domain.posts import Post
from desk_app.domain.proposals import Decision
from desk_app.domain.retirement import Tracks
from desk_app.domain.seekers import Seeker

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]
Left = TypeVar("Left")
Right = TypeVar("Right")


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchSettings:
    """What is data: the most points of each criterion, families of occupations, retirement ages, kinds of posts."""

    weights: Mapping[str, int]
    occupations: Occupations
    tracks: Tracks
    post_kinds: PostKinds


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A seeker with what the plan must know of his or her past."""

    seeker: Seeker
    groups: tuple[str, ...] = ()  # codes of the memberships in force today
    barred_posts: frozenset[str] = frozenset()  # refused, or tried without success
    current_post: str | None = None  # of an earlier plan; kept where nothing is lost by it
    agreed: bool = False  # the person said yes to `current_post`: it stays


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A post with its employer and the seats that nobody holds."""

    post: Post
    employer: Employer
    free: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Everything that decides a plan. The order of persons and openings decides nothing."""

    persons: tuple[Person, ...]
    openings: tuple[Opening, ...]
    decisions: tuple[Decision, ...] = ()
    today: date
    codes: CodeLists
    settings: MatchSettings


@dataclass(frozen=True)
class Side:
    """Some persons, or some openings, as columns: each criterion asks for the columns it needs."""

    rows: tuple[Any, ...]
    pool: Pool

    def __len__(self) -> int:
        return len(self.rows)

    def whole(self, value: Callable[[Any], int]) -> Whole:
        """One whole number a row."""
        return np.fromiter((value(row) for row in self.rows), dtype=np.int64, count=len(self.rows))

    def flags(self, value: Callable[[Any], bool]) -> Flags:
        """One yes or no a row."""
        return np.fromiter((value(row) for row in self.rows), dtype=np.bool_, count=len(self.rows))


def by_kind(
    people: Side,
    posts: Side,
    left: Callable[[Person], Left],
    right: Callable[[Opening], Right],
    value: Callable[[Left, Right], int],
) -> Whole:
    """A matrix persons × posts from a function of two kinds: computed once for each pair of kinds that occur.

    Few kinds stand for many rows (titles, wishes, majors), so the slow part runs over kinds only.
    """
    return by_row(people, posts, left, right, lambda kind, kinds: [value(kind, other) for other in kinds])


def by_row(
    people: Side,
    posts: Side,
    left: Callable[[Person], Left],
    right: Callable[[Opening], Right],
    row: Callable[[Left, tuple[Right, ...]], Sequence[int]],
) -> Whole:
    """The same where one kind of persons is answered for all kinds of posts at once."""
    of_people, kinds_of_people = _kinds(left(one) for one in people.rows)
    of_posts, kinds_of_posts = _kinds(right(one) for one in posts.rows)
    table = np.array([row(kind, kinds_of_posts) for kind in kinds_of_people], dtype=np.int64)
    table = table.reshape(len(kinds_of_people), len(kinds_of_posts))
    return table[np.ix_(of_people, of_posts)]


def _kinds(values: Iterable[Left]) -> tuple[Whole, tuple[Left, ...]]:
    numbers: dict[Left, int] = {}
    of_rows = [numbers.setdefault(value, len(numbers)) for value in values]
    return np.array(of_rows, dtype=np.int64), tuple(numbers)
