"""What a form is filled beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desk_app.domain.employers import Employer
from desk_app.domain.forms.kinds import Filled
from desk_app.domain.forms.standing import EmploymentRegistration, UnemploymentRegistration
from desk_app.domain.posts import Post
from desk_app.domain.referrals import Letter
from desk_app.domain.seekers import Membership, Seeker


@dataclass(frozen=True, slots=True, kw_only=True)
class Hire:
    """A letter whose person was hired, with the post and the employer."""

    letter: Letter
    post: Post
    employer: Employer


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """What a form is filled beside: the person, the groups, the other registrations, the last hire."""

    person: Seeker
    today: date
    memberships: Sequence[Membership] = ()
    seeking: Sequence[Filled] = ()
    unemployment: Sequence[UnemploymentRegistration] = ()
    employment: Sequence[EmploymentRegistration] = ()
    hire: Hire | None = None

    def groups(self) -> tuple[str, ...]:
        """The groups to which the person belongs today."""
        return tuple(one.group for one in self.memberships if one.holds_on(self.today))
