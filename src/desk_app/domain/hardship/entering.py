"""What a clerk types for a certification, a step, a family and its members, and how it becomes records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from desk_app.domain.codes import CodeLists
from desk_app.domain.entry import NotEntered, read_all
from desk_app.domain.fields import Field, fields_of
from desk_app.domain.hardship.records import Certification, CertificationStep, Family, FamilyMember
from desk_app.domain.hardship.steps import AGREED, Entry

_UNTYPED = frozenset(("uid", "extra", "raw"))


def _typed(record: type, *others: str) -> Mapping[str, Field]:
    return {name: field for name, field in fields_of(record).items() if name not in _UNTYPED | set(others)}


APPLICATION = _typed(
    Certification,
    *("seeker_uid", "family_uid", "membership_uid"),
    *("state", "since", "due_on", "certified_on", "ended_on", "exit_reason"),
)
"""What is asked at an application; the rest follows from the steps."""
STEP = _typed(CertificationStep, "certification_uid", "step", "result", "by")
CLEARING = {name: fields_of(Family)[name] for name in ("cleared_on", "cleared_how", "cleared_member")}
FAMILY = _typed(Family, *CLEARING, "cleared_by")
MEMBER = _typed(FamilyMember, "family_uid", "seeker_uid")

_BEFORE_NOTICE = ("applied", "reviewed", "returned")


def application(before: Certification, typed: Mapping[str, str], codes: CodeLists, today: date) -> Certification:
    """The application with what was typed. Raises NotEntered; a category that hangs on the wall stays as it is."""
    values, errors = read_all(APPLICATION, typed, codes, today)
    if values.get("category", before.category) != before.category and before.state not in _BEFORE_NOTICE:
        errors["category"] = "公示以后不能改类别。类别不对的，先退回，改好再重报。"
    if errors:
        raise NotEntered(errors)
    return replace(before, **values)


def step(name: str, typed: Mapping[str, str], codes: CodeLists, today: date, result: str = AGREED) -> Entry:
    """A step with what was typed. Raises NotEntered."""
    values, errors = read_all(STEP, typed, codes, today)
    if errors:
        raise NotEntered(errors)
    return Entry(step=name, result=result or AGREED, **values)
