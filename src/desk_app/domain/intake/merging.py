"""A known record and what a newer list says: never empty over known, both phones kept, identity never overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from desk_app.domain.employers import Employer
from desk_app.domain.fields import Kind, fields_of
from desk_app.domain.intake.words import plain
from desk_app.domain.posts import TERMS, Post, unverified
from desk_app.domain.projects import Project
from desk_app.domain.seekers import Seeker

_OWN = frozenset({"uid", "source", "extra", "raw", "remark", "state", "post_no", "seeker_no", "employer_uid", "kind"})
_IDENTITY = frozenset({"name", "id_no", "id_doc_type", "sex", "birth_date"})
_SEEKER_KEPT = _OWN | _IDENTITY | {"mobile", "second_phone", "registered_on", "village", "female_track"}
_POST_KEPT = _OWN | {"age_reason", "title", *unverified(Post(uid=""))}
_TOGETHER = (("pay_text", ("pay_min", "pay_max", "pay_unit")),)
"""A text and what was read from it change together."""
_PLACE_ENDINGS = ("村民委员会", "村委会", "行政村", "居委会", "社区", "村委", "村")
_EMPTY = ("", None, ())


def contradicts(known: Seeker, new: Seeker) -> bool:
    """Whether sex or birth date, known on both sides, differ."""
    return any(
        getattr(known, name) not in _EMPTY
        and getattr(new, name) not in _EMPTY
        and getattr(known, name) != getattr(new, name)
        for name in ("sex", "birth_date")
    )


def merged_seeker(known: Seeker, new: Seeker) -> Seeker:
    """The known person with what the newer list adds or changes."""
    taken = newer(known, new, _SEEKER_KEPT)
    for name in ("sex", "birth_date", "registered_on"):
        if getattr(known, name) in _EMPTY and getattr(new, name) not in _EMPTY:
            taken[name] = getattr(new, name)
    if new.village and _stem(new.village) != _stem(known.village):
        taken["village"] = new.village
    if known.state == "unverified" and new.state != "unverified":
        taken["state"] = new.state
    if new.name != known.name and not known.former_name and known.name == new.former_name:
        taken |= {"name": new.name, "former_name": known.name}
    taken |= _phones(known, new)
    return replace(known, **taken, **_texts(known, new, taken))


def _phones(known: Seeker, new: Seeker) -> dict[str, Any]:
    numbers = dict.fromkeys(
        filter(None, (known.mobile, *known.second_phone.split("、"), new.mobile, *new.second_phone.split("、")))
    )
    first, *others = numbers or [""]
    return {"mobile": first, "second_phone": "、".join(others)}


def merged_employer(known: Employer, new: Employer, *, gaps_only: bool) -> Employer:
    """The known employer with what the newer list adds; with `gaps_only` nothing known changes but more phones."""
    taken = newer(known, new, _OWN | {"name", "phone"})
    if gaps_only:
        taken = {name: value for name, value in taken.items() if getattr(known, name) in _EMPTY}
    numbers = dict.fromkeys(filter(None, (*known.phone.split("、"), *new.phone.split("、"))))
    taken["phone"] = "、".join(numbers)
    return replace(known, **taken, **_texts(known, new, taken))


def merged_post(known: Post, new: Post) -> Post:
    """The known post with what the newer list says; new terms must be verified anew (条例 art. 29)."""
    taken = newer(known, new, _POST_KEPT)
    for text, read in _TOGETHER:
        if text in taken:
            taken |= {name: getattr(new, name) for name in read}
        else:
            taken = {name: value for name, value in taken.items() if name not in read}
    if taken.keys() & TERMS and known.is_verified():
        taken |= unverified(known)
    return replace(known, **taken, **_texts(known, new, taken))


def merged_project(known: Project, new: Project) -> Project:
    """The known project with what the newer list says; its name, state and responsible person are the office's."""
    taken = newer(known, new, _OWN | {"name", "owner"})
    for name in ("kind", "employer_uid", "builder_uid"):
        if not getattr(known, name) and getattr(new, name):
            taken[name] = getattr(new, name)
    return replace(known, **taken, **_texts(known, new, taken))


def newer(known: Any, new: Any, kept: frozenset[str]) -> dict[str, Any]:
    """The fields, beside those kept, in which the new record says something else; lists grow."""
    taken: dict[str, Any] = {}
    record: type = type(known)
    for name, field in fields_of(record).items():
        old, value = getattr(known, name), getattr(new, name)
        if name in kept or value in _EMPTY or value == old:
            continue
        if field.kind in (Kind.TEXTS, Kind.CODES):
            value = tuple(dict.fromkeys((*old, *value)))
            if value == old:
                continue
        taken[name] = value
    return taken


def _texts(known: Any, new: Any, taken: Mapping[str, Any]) -> dict[str, Any]:
    """Remark, extra columns and raw wording of the merged record."""
    parts = dict.fromkeys(filter(None, (*known.remark.split("；"), *new.remark.split("；"))))
    raw = {
        name: text
        for name, text in new.raw.items()
        if name in taken or getattr(known, name, "") in (*_EMPTY, "unverified")
    }
    return {"remark": "；".join(parts), "extra": {**known.extra, **new.extra}, "raw": {**known.raw, **raw}}


def _stem(village: str) -> str:
    name = plain(village)
    ending = next((ending for ending in _PLACE_ENDINGS if name.endswith(ending) and len(name) > len(ending)), "")
    return name.removesuffix(ending)
