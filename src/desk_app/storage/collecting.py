"""What is stored that must be known before a collection task is opened."""

from __future__ import annotations

from collections.abc import Iterable

from desk_app.domain.collection.opening import Board
from desk_app.domain.collection.records import Charge, Collection
from desk_app.domain.collection.states import CLOSED
from desk_app.domain.office import Staff, Village
from desk_app.domain.posts import Post
from desk_app.storage.repository import Reader


def board(read: Reader) -> Board:
    """The staff, their areas, the villages, all tasks so far, and the firms that offer posts."""
    return Board(
        staff=tuple(one.name for one in read.all(Staff)),
        charges=read.all(Charge),
        villages={one.name: one.aliases for one in read.all(Village)},
        tasks=read.all(Collection),
        offering=offering(read),
    )


def offering(read: Reader) -> frozenset[str]:
    """The firms that have a post which is not withdrawn."""
    return frozenset(uid for uid, state in read.values(Post, "employer_uid", "state") if uid and state != "withdrawn")


def open_tasks(read: Reader, employers: Iterable[str]) -> tuple[Collection, ...]:
    """The tasks of these firms that are not closed."""
    return tuple(one for one in read.among(Collection, "employer_uid", employers) if one.state not in CLOSED)
