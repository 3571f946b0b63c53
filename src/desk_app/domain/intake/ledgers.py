"""Columns that belong to a form of the person: 入伍时间, 返乡原因, 失业登记时间 … become fields of that form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from desk_app.domain.changes import Change, new_uid
from desk_app.domain.fields import Field, Kind
from desk_app.domain.forms.filling import membership_of
from desk_app.domain.forms.kinds import FormKind
from desk_app.domain.forms.registry import LISTED, form_fields, form_of
from desk_app.domain.forms.standing import UnemploymentRegistration
from desk_app.domain.intake.dates import looks_like_date, parse_date
from desk_app.domain.intake.merging import newer
from desk_app.domain.intake.reading import FLAGS
from desk_app.domain.intake.rows import IntakeContext
from desk_app.domain.seekers import Membership

_PARTS = re.compile(r"[、,，;；/／|\n]+")
_WHOLE = re.compile(r"(\d{1,9})(?:\.0+)?\s*(?:元|个?月|人|天)?")
_UNEMPLOYMENT = "unemployment"
_EMPTY = (None, "", ())
_OWN = frozenset({"uid", "seeker_uid", "extra", "raw"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that may belong to a form: where it stands, what its column was taken for, what it says."""

    column: int
    target: str  # veteran.enlisted_in
    heading: str
    text: str


def kinds_for(groups: Iterable[str]) -> tuple[FormKind, ...]:
    """The forms in which somebody of these groups is kept."""
    found = dict.fromkeys(form_of(group).name for group in groups)
    return tuple(LISTED[name] for name in found if name in LISTED)


_BESIDE: Mapping[tuple[str, str], str] = {
    ("group", "困难类"): "graduate.hardships",
    ("group", "户"): "migrant.household_kind",
    ("state", "去向"): "graduate.destination",
    ("head", "户主"): "migrant.household_head",
    ("", "户主姓名"): "migrant.household_head",
    ("relation", "户主"): "migrant.relation",
}
"""Columns that are something else and, under such a heading, a field of a form too."""


def target_of_form(target: str, heading: str) -> str:
    """The field of a form that a column brings, by itself or beside what else it is."""
    if target in form_fields():
        return target
    return next((form for (of, word), form in _BESIDE.items() if of == target and word in heading), "")


def place_of(cell: Cell, kinds: Sequence[FormKind]) -> tuple[FormKind, Field] | None:
    """The form and field that a cell belongs to; None where nobody of these groups has such a form.

    A registration of unemployment is one by its own day, whatever list tells it.
    """
    name, _, attribute = cell.target.partition(".")
    wanted = LISTED[name]
    if wanted in kinds or wanted.record is UnemploymentRegistration:
        return wanted, form_fields()[cell.target]
    for kind in kinds:
        field = form_fields().get(f"{kind.name}.{attribute}")
        if field and field.kind is form_fields()[cell.target].kind:
            return kind, field
    return None


@dataclass(frozen=True, slots=True)
class Told:
    """What a cell says: the value of its field ("" or None = cannot be taken), whether it is a date that cannot be."""

    value: Any
    impossible: bool = False


def told(field: Field, text: str, code: Callable[[str, str], str], today: date) -> Told:
    """Read a cell for a field of a form; `code` finds the entry of a code list that a word means."""
    match field.kind:
        case Kind.DATE | Kind.MONTH:
            parsed = parse_date(text, today)
            if parsed is None:
                return Told("" if field.kind is Kind.MONTH else None, impossible=looks_like_date(text))
            if field.kind is Kind.DATE:
                return Told(parsed.whole())
            return Told(parsed.iso()[:7] if parsed.month else "")
        case Kind.CODE:
            return Told(code(field.codes, text))
        case Kind.CODES:
            found = (code(field.codes, part.strip()) for part in _PARTS.split(text))
            return Told(tuple(dict.fromkeys(filter(None, found))))
        case Kind.TEXTS:
            return Told(tuple(dict.fromkeys(filter(None, (part.strip() for part in _PARTS.split(text))))))
        case Kind.FLAG:
            return Told(FLAGS.get(text))
        case Kind.WHOLE:
            number = _WHOLE.fullmatch(text.replace(",", ""))
            return Told(int(number[1]) if number else None)
        case _:
            return Told(" ".join(text.split()))


_INSTEAD: Mapping[tuple[str, str], Callable[[str], Mapping[str, Any]]] = {
    ("migrant", "training_wish"): lambda text: {"training_wish": True, "training_item": text},
    ("veteran", "training_wish"): lambda text: {"training_wish": True, "training_first": text},
    ("migrant", "whereabouts"): lambda text: {"work_place": text},
}
"""What is meant where the cell is no yes or no (培训意愿：焊工) or no step of the ladder of places (务工地点：东莞)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The forms of a row without identity, the cells that belong to none, those whose date cannot be."""

    forms: tuple[Any, ...]
    left: tuple[Cell, ...]
    impossible: tuple[Cell, ...]


def filled(
    cells: Iterable[Cell], groups: Iterable[str], code: Callable[[str, str], str], context: IntakeContext
) -> Found:
    """The forms that the cells of a row fill for somebody of these groups.

    A registration of unemployment without its day is none: its cells belong to no form.
    """
    kinds = kinds_for(groups)
    taken: dict[str, list[Cell]] = {}
    values: dict[str, dict[str, Any]] = {}
    raw: dict[str, dict[str, str]] = {}
    left, impossible = [], []
    for cell in cells:
        place = place_of(cell, kinds)
        if place is None:
            left.append(cell)
            continue
        kind, field = place
        taken.setdefault(kind.name, []).append(cell)
        said = told(field, cell.text, code, context.today)
        if said.impossible:
            impossible.append(cell)
        known = said.value not in _EMPTY
        values.setdefault(kind.name, {}).update({field.name: said.value} if known else {})
        if not known and not said.impossible and (kind.name, field.name) in _INSTEAD:
            values[kind.name] |= _INSTEAD[kind.name, field.name](" ".join(cell.text.split()))
        elif not known or (field.kind is Kind.CODE and context.codes[field.codes].label(said.value) != cell.text):
            raw.setdefault(kind.name, {})[field.name] = cell.text
    if "registered_on" not in values.get(_UNEMPLOYMENT, {"registered_on": None}):
        left += [cell for cell in taken[_UNEMPLOYMENT] if cell not in impossible]
        del values[_UNEMPLOYMENT]
    return Found(
        forms=tuple(LISTED[name].record(uid="", **values[name], raw=raw.get(name, {})) for name in values),
        left=tuple(left),
        impossible=tuple(impossible),
    )


def held(
    new: Any, seeker_uid: str, known: Sequence[Any], memberships: Sequence[Membership]
) -> tuple[Change | None, Change | None]:
    """The change that a form of a row makes beside what is kept of the person, and that of the membership with it."""
    if isinstance(new, UnemploymentRegistration):
        return _registered(replace(new, seeker_uid=seeker_uid), known, memberships)
    before = known[-1] if known else None
    if before is None:
        return Change(None, replace(new, uid=new_uid(), seeker_uid=seeker_uid)), None
    taken = newer(before, new, _OWN)
    raw = {name: text for name, text in new.raw.items() if name in taken or getattr(before, name, None) in _EMPTY}
    after = replace(before, **taken, raw={**before.raw, **raw})
    return (Change(before, after) if after != before else None), None


def _registered(
    new: UnemploymentRegistration, known: Sequence[UnemploymentRegistration], memberships: Sequence[Membership]
) -> tuple[Change | None, Change | None]:
    """What the office registered itself counts; a list fills its gaps, and tells of one that is newer than the last."""
    before = next((one for one in known if one.registered_on == new.registered_on or one.ended_on is None), None)
    if before is not None:
        gaps = {name: value for name, value in newer(before, new, _OWN).items() if getattr(before, name) in _EMPTY}
        return (Change(before, replace(before, **gaps)) if gaps else None), None
    last = max((one.ended_on for one in known if one.ended_on), default=date.min)
    if new.registered_on is None or new.registered_on < last:
        return None, None
    record, groups = membership_of(replace(new, uid=new_uid()), memberships)
    return Change(None, record), next(iter(groups.changes), None)
