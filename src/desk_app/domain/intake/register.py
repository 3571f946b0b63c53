"""What is stored already, looked up by what identifies it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from desk_app.domain.employers import Employer
from desk_app.domain.intake.names import normal_employer
from desk_app.domain.intake.words import plain
from desk_app.domain.posts import Post
from desk_app.domain.seekers import Membership, Seeker


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The stored records by their identity; empty for a new office."""

    seekers: Mapping[tuple[str, str], Seeker] = field(default_factory=dict)  # document and number
    same_name_and_mobile: Mapping[tuple[str, str], Seeker] = field(default_factory=dict)
    memberships: Mapping[str, tuple[Membership, ...]] = field(default_factory=dict)  # by seeker
    employers_by_code: Mapping[str, Employer] = field(default_factory=dict)
    employers_by_name: Mapping[str, Employer] = field(default_factory=dict)
    posts: Mapping[tuple[str, str], tuple[Post, ...]] = field(default_factory=dict)  # employer and plain title


def register(
    seekers: Iterable[Seeker] = (),
    memberships: Iterable[Membership] = (),
    employers: Iterable[Employer] = (),
    posts: Iterable[Post] = (),
) -> Register:
    """Index the stored records."""
    people, firms = tuple(seekers), tuple(employers)
    groups: dict[str, list[Membership]] = {}
    for membership in memberships:
        groups.setdefault(membership.seeker_uid, []).append(membership)
    offers: dict[tuple[str, str], list[Post]] = {}
    for post in posts:
        offers.setdefault((post.employer_uid, plain(post.title)), []).append(post)
    return Register(
        seekers={(one.id_doc_type, one.id_no): one for one in people if one.id_no},
        same_name_and_mobile={(one.name, one.mobile): one for one in people if one.name and one.mobile},
        memberships={uid: tuple(found) for uid, found in groups.items()},
        employers_by_code={one.credit_code: one for one in firms if one.credit_code},
        employers_by_name={normal_employer(one.name): one for one in firms if one.name},
        posts={at: tuple(found) for at, found in offers.items()},
    )
