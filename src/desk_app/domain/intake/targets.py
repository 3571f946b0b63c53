"""What a column can be taken for, in the words that stand above it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from desk_app.domain.employers import Employer
from desk_app.domain.fields import Field, Kind, fields_of
from desk_app.domain.finding import masked
from desk_app.domain.forms.registry import form_fields
from desk_app.domain.intake.rows import Noun
from desk_app.domain.intake.words import NEVER_BY_HEADING
from desk_app.domain.posts import Post
from desk_app.domain.projects import Project
from desk_app.domain.seekers import Seeker

KEPT, IGNORED = "", "ignored"
NOUN_WORDS: Mapping[Noun, str] = {
    "seekers": "人员名单",
    "posts": "岗位名单",
    "employers": "单位名单",
    "projects": "项目名单",
}
_KEPT_WORDS = {KEPT: "保留原栏", IGNORED: "不用"}
_SPECIAL: Mapping[Noun, Mapping[str, str]] = {
    "seekers": {"group": "人员类别", "relation": "与户主关系", "head": "户主"},
    "posts": {"limits": "年龄、性别等限制", "own_code": "岗位代码"},
    "employers": {"total": "用工总人数", "part": "分工种人数"},
    "projects": {"builder": "施工、用工单位", "part": "分工种人数"},
}
_RECORDS: Mapping[Noun, tuple[tuple[type, str], ...]] = {
    "seekers": ((Seeker, ""),),
    "posts": ((Post, ""), (Employer, "employer.")),
    "employers": ((Employer, "employer."),),
    "projects": ((Project, ""), (Employer, "employer.")),
}


def targets(noun: Noun, own: Mapping[str, Field]) -> Mapping[str, str]:
    """Every target a column of such a list can have, with its words; keeping and not using it first.

    `own` are the fields that the office added itself to such records.
    """
    return {**_shipped(noun), **{name: field.label for name, field in own.items()}}


@cache
def _shipped(noun: Noun) -> Mapping[str, str]:
    found = dict(_KEPT_WORDS)
    for record, prefix in _RECORDS[noun]:
        for field in fields_of(record).values():
            if field.name not in NEVER_BY_HEADING and field.kind not in (Kind.KEY, Kind.LINK, Kind.DATA):
                label = (
                    field.label if not prefix or "单位" in field.label or noun == "employers" else f"单位{field.label}"
                )
                found[prefix + field.name] = label
    forms = {target: field.label for target, field in form_fields().items()} if noun == "seekers" else {}
    return {**found, **forms, **_SPECIAL[noun]}


def target_words(noun: Noun | None, target: str, own: Mapping[str, Field]) -> str:
    """What stands above a column that was taken for `target`."""
    known = targets(noun, own) if noun else _KEPT_WORDS
    return known.get(target, _KEPT_WORDS[KEPT])


NUMBERS = frozenset({"id_no", "mobile", "second_phone"})
"""Targets whose cells hold a number of a person."""
_NUMBER = re.compile(r"[0-9A-Za-z]{7,}")


def masked_cell(text: str, target: str) -> str:
    """A cell as the screen shows it where nobody asks about its number: IDs and phones masked."""
    return _NUMBER.sub(lambda found: masked(found[0]), text) if target in NUMBERS else text
