"""The words by which lists are understood, read once from shipped data."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from desk_app.domain.employers import CONDITIONS, OWN_BLOCKS, Employer
from desk_app.domain.fields import Field, fields_of
from desk_app.domain.forms.registry import form_fields
from desk_app.domain.posts import Post
from desk_app.domain.projects import Project
from desk_app.domain.seekers import Seeker
from desk_app.domain.wording import Ground, read_grounds

_BLANK = re.compile(r"(?:_x000D_|[\s\u200b-\u200f\u2060\ufeff])+")
_MARKS = re.compile(r"[：:*＊★☆]+$|^[*＊★☆]+|（必填）|（选填）|\(必填\)|\(选填\)|必填$")
_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
NEVER_BY_HEADING = frozenset(
    {
        "uid",
        "seeker_no",
        "post_no",
        "employer_uid",
        "builder_uid",
        "id_doc_type",
        "verified_by",
        "verified_on",
        "verified_how",
    }
    | {"recheck_on", "second_look_by", "second_look_on", "second_look_note", "piece_floor"}
    | {"age_reason", "extra", "raw", "blocked_reason", "source", "female_track", "pay_min", "pay_max", "place_level"}
    | OWN_BLOCKS
)
"""Fields that no heading of a list may fill: they are this office's own, or come from another column."""


@dataclass(frozen=True, slots=True)
class Headings:
    """How headings of one kind of list lead to fields."""

    same: Mapping[str, str]
    within: tuple[tuple[str, str], ...]
    never: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Category:
    """A group code and the words that mean it, perhaps only under certain headings."""

    code: str
    words: tuple[str, ...]
    only_under: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeWords:
    """All word lists of the import. `lists` and `pay` keep the names of the shipped file."""

    headings: Mapping[str, Headings]
    marks: Mapping[str, frozenset[str]]
    names: Mapping[str, Any]
    traditional: Mapping[str, str]
    groups: tuple[Category, ...]
    categories: tuple[Category, ...]
    education: Mapping[str, tuple[str, ...]]
    village_endings: tuple[str, ...]
    posts: Mapping[str, Any]
    pay: Mapping[str, int]
    unlawful: tuple[Ground, ...]
    known: frozenset[str]


def plain(text: str) -> str:
    """A heading or word without blanks, line breaks, width and end marks."""
    return _MARKS.sub("", _BLANK.sub("", unicodedata.normalize("NFKC", text)))


def without_brackets(text: str) -> str:
    """The plain text outside brackets."""
    return _BRACKETS.sub("", text)


def read_words(headings: Mapping[str, Any], words: Mapping[str, Any], wording: Mapping[str, Any]) -> IntakeWords:
    """Build the word lists from the shapes of `resources/imports/{headings,words}.toml` and `posts/wording.toml`."""
    by_noun = {noun: _headings(noun, part) for noun, part in headings.items()}
    traditional = "".join(words["names"]["traditional"].split())
    pairs = zip(traditional[::2], traditional[1::2], strict=True)
    return IntakeWords(
        headings=by_noun,
        marks={name: frozenset(found) for name, found in words["marks"].items()},
        names={name: tuple(found) for name, found in words["names"].items() if name != "traditional"},
        traditional={old: new for old, new in pairs if old != new},
        groups=_categories(words["groups"]),
        categories=_categories(words["categories"]),
        education={name: tuple(found) for name, found in words["education"].items()},
        village_endings=tuple(words["villages"]["endings"]),
        posts=words["posts"],
        pay=words["pay"],
        unlawful=read_grounds(wording),
        known=frozenset(word for one in by_noun.values() for word in one.same if "/" not in word),
    )


def with_own(words: IntakeWords, own: Mapping[str, Mapping[str, Field]]) -> IntakeWords:
    """The words with the headings of the fields that the office added itself, given by kind of list."""
    headings = dict(words.headings)
    for noun, fields in own.items():
        more = {plain(name): field.name for field in fields.values() for name in (field.label, *field.aliases)}
        headings[noun] = replace(headings[noun], same={**more, **headings[noun].same})
    known = {plain(name) for fields in own.values() for one in fields.values() for name in (one.label, *one.aliases)}
    return replace(words, headings=headings, known=words.known | known)


def _categories(rows: list[dict[str, Any]]) -> tuple[Category, ...]:
    return tuple(Category(one["code"], tuple(one["words"]), tuple(one.get("only_under", ()))) for one in rows)


def _headings(noun: str, part: Mapping[str, Any]) -> Headings:
    same: dict[str, str] = {}
    for target, names in part["same"].items():
        same.update({plain(name): target for name in names})
    records: tuple[tuple[type, str], ...] = {
        "seekers": ((Seeker, ""),),
        "employers": ((Employer, "employer."),),
        "posts": ((Post, ""), (Employer, "employer.")),
        "projects": ((Project, ""), (Employer, "employer.")),
    }[noun]
    for record, prefix in records:
        for field in fields_of(record).values():
            if field.name not in NEVER_BY_HEADING and not (noun == "posts" and prefix and field.name in CONDITIONS):
                for name in (field.label, *field.aliases):
                    same.setdefault(plain(name), prefix + field.name)
    for target, field in form_fields().items() if noun == "seekers" else ():
        for name in (field.label, *field.aliases):
            same.setdefault(plain(name), target)
    return Headings(same, tuple(part["within"].items()), tuple(part["never"]["words"]))
