"""What is stored already, looked up by what identifies it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from desk_app.domain.employers import Employer
from desk_app.domain.intake.names import normal_employer
from desk_app.domain.intake.words import plain
from desk_app.domain.posts import Post
from desk_app.domain.projects import LabourNeed, Project
from desk_app.domain.seekers import Membership, Seeker

OWN_NUMBER = "求职登记号"
"""The heading under which the office's own lists come back: the number of the registration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The stored records by their identity; empty for a new office."""

    seekers: Mapping[tuple[str, str], Seeker] = field(default_factory=dict)  # document and number
    same_name_and_mobile: Mapping[tuple[str, str], Seeker] = field(default_factory=dict)
    by_own_number: Mapping[str, Seeker] = field(default_factory=dict)  # of those whose document number is known
    memberships: Mapping[str, tuple[Membership, ...]] = field(default_factory=dict)  # by seeker
    forms: Mapping[tuple[str, type], tuple[Any, ...]] = field(default_factory=dict)  # by seeker and kind of record
    employers_by_code: Mapping[str, Employer] = field(default_factory=dict)
    employers_by_name: Mapping[str, Employer] = field(default_factory=dict)
    posts: Mapping[tuple[str, str], tuple[Post, ...]] = field(default_factory=dict)  # employer and plain title
    projects: Mapping[str, tuple[Project, ...]] = field(default_factory=dict)  # plain name
    needs: Mapping[str, tuple[LabourNeed, ...]] = field(default_factory=dict)  # by project


def register(
    seekers: Iterable[Seeker] = (),
    memberships: Iterable[Membership] = (),
    employers: Iterable[Employer] = (),
    posts: Iterable[Post] = (),
    projects: Iterable[Project] = (),
    needs: Iterable[LabourNeed] = (),
    forms: Iterable[Any] = (),
) -> Register:
    """Index the stored records."""
    people, firms = tuple(seekers), tuple(employers)
    groups: dict[str, list[Membership]] = {}
    for membership in memberships:
        groups.setdefault(membership.seeker_uid, []).append(membership)
    kept: dict[tuple[str, type], list[Any]] = {}
    for form in forms:
        kept.setdefault((form.seeker_uid, type(form)), []).append(form)
    offers: dict[tuple[str, str], list[Post]] = {}
    for post in posts:
        offers.setdefault((post.employer_uid, plain(post.title)), []).append(post)
    sites: dict[str, list[Project]] = {}
    for project in projects:
        sites.setdefault(plain(project.name), []).append(project)
    plans: dict[str, list[LabourNeed]] = {}
    for need in needs:
        plans.setdefault(need.project_uid, []).append(need)
    return Register(
        seekers={(one.id_doc_type, one.id_no): one for one in people if one.id_no},
        by_own_number={one.seeker_no: one for one in people if one.seeker_no and one.id_no},
        same_name_and_mobile={(one.name, one.mobile): one for one in people if one.name and one.mobile},
        memberships={uid: tuple(found) for uid, found in groups.items()},
        forms={at: tuple(found) for at, found in kept.items()},
        employers_by_code={one.credit_code: one for one in firms if one.credit_code},
        employers_by_name={normal_employer(one.name): one for one in firms if one.name},
        posts={at: tuple(found) for at, found in offers.items()},
        projects={name: tuple(found) for name, found in sites.items()},
        needs={uid: tuple(found) for uid, found in plans.items()},
    )
