"""What forms are read from: the person's file around a form, in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from desk_app.domain.actor import Actor
from desk_app.domain.employers import Employer
from desk_app.domain.errors import Refused
from desk_app.domain.forms.circle import Circle, Hire
from desk_app.domain.forms.kinds import Filled, FormKind
from desk_app.domain.forms.registry import FORMS
from desk_app.domain.forms.standing import EmploymentRegistration, UnemploymentRegistration
from desk_app.domain.posts import Post
from desk_app.domain.referrals import Letter
from desk_app.domain.seekers import Membership, Seeker
from desk_app.storage.repository import Reader


def kind_of(name: str) -> FormKind:
    """The kind of form. Raises Refused for a name that is none."""
    if name not in FORMS:
        raise Refused("no_such_form", f"没有“{name}”这种表。")
    return FORMS[name]


def forms_of(read: Reader, kind: FormKind, seeker_uid: str) -> tuple[Filled, ...]:
    """All forms of that kind of a person, oldest first, with their lines."""
    records: tuple[Any, ...] = read.all(kind.record, seeker_uid=seeker_uid)
    return _with_rows(read, kind, records)


def form_of(read: Reader, kind: FormKind, uid: str) -> Filled:
    """One form with its lines. Raises Refused where it is gone."""
    record: Any = read.first(kind.record, uid=uid)
    if record is None:
        raise Refused("no_such_form", f"没有找到这份{kind.title}，可能已被撤销，请刷新。")
    return _with_rows(read, kind, (record,))[0]


def _with_rows(read: Reader, kind: FormKind, records: Sequence[Any]) -> tuple[Filled, ...]:
    uids = [record.uid for record in records]
    lines: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for row in kind.rows:
        found: tuple[Any, ...] = read.among(row.record, "form_uid", uids)
        for line in sorted(found, key=lambda one: one.place):
            lines[line.form_uid][row.name].append(line)
    return tuple(
        Filled(record, {row.name: tuple(lines[record.uid][row.name]) for row in kind.rows}) for record in records
    )


def circle_of(read: Reader, actor: Actor, person: Seeker) -> Circle:
    """What a form of this person is filled beside."""
    return Circle(
        person=person,
        today=actor.today(),
        memberships=read.all(Membership, seeker_uid=person.uid),
        seeking=forms_of(read, FORMS["seeking"], person.uid),
        unemployment=_by_day(read.all(UnemploymentRegistration, seeker_uid=person.uid), "registered_on"),
        employment=_by_day(read.all(EmploymentRegistration, seeker_uid=person.uid), "work_started_on"),
        hire=_last_hire(read, person.uid),
    )


def _by_day(records: Sequence[Any], name: str) -> tuple[Any, ...]:
    return tuple(sorted(records, key=lambda one: getattr(one, name) or date.min))


def _last_hire(read: Reader, seeker_uid: str) -> Hire | None:
    """The newest letter that led to a hire which still stands."""
    hired = [one for one in read.all(Letter, seeker_uid=seeker_uid, state="hired") if one.left_on is None]
    if not hired:
        return None
    letter = max(hired, key=lambda one: (one.start_date or date.min, one.issued_on or date.min))
    post, employer = read.first(Post, uid=letter.post_uid), read.first(Employer, uid=letter.employer_uid)
    return Hire(letter=letter, post=post, employer=employer) if post and employer else None
