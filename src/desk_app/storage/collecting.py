"""What is stored that must be known before a collection task is opened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from desk_app import resources
from desk_app.domain.collection.opening import Board
from desk_app.domain.collection.records import Charge, Collection
from desk_app.domain.collection.rules import CollectionRules, read_rules
from desk_app.domain.collection.states import CLOSED
from desk_app.domain.office import Staff, Village
from desk_app.domain.own.standards import OwnStandard, with_own
from desk_app.domain.posts import Post
from desk_app.storage.repository import Reader


def board(read: Reader) -> Board:
    """The staff, their areas, the villages, all tasks so far, and the firms that offer posts."""
    return Board(
        staff=tuple(one.name for one in read.all(Staff)),
        charges=read.all(Charge),
        villages=villages(read),
        tasks=read.all(Collection),
        offering=offering(read),
    )


def rules(read: Reader, today: date) -> CollectionRules:
    """The rules of that day: as shipped, with what the office has set otherwise."""
    return read_rules(with_own(resources.policy("collection"), "collection", read.all(OwnStandard), today))


def villages(read: Reader) -> dict[str, tuple[str, ...]]:
    """The villages with their other spellings."""
    return {one.name: one.aliases for one in read.all(Village)}


def offering(read: Reader) -> frozenset[str]:
    """The firms that have a post which is not withdrawn."""
    return frozenset(uid for uid, state in read.values(Post, "employer_uid", "state") if uid and state != "withdrawn")


def open_tasks(read: Reader, employers: Iterable[str]) -> tuple[Collection, ...]:
    """The tasks of these firms that are not closed."""
    return tuple(one for one in read.among(Collection, "employer_uid", employers) if one.state not in CLOSED)
