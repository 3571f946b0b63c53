"""What a kind of form declares: its record, where its fields stand, whom it is for, when what must be known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from desk_app.domain.fields import Field, fields_of
from desk_app.domain.forms.layout import Section, names_in
from desk_app.domain.seekers import Seeker

_OF_A_ROW = ("uid", "form_uid", "place")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowKind:
    """A short list inside a form: each line is a record of its own that bears `form_uid` and its `place` from 1."""

    name: str
    title: str
    record: type
    most: int

    @property
    def columns(self) -> Mapping[str, Field]:
        """The fields of a line that are typed."""
        return {name: one for name, one in fields_of(self.record).items() if name not in _OF_A_ROW}

    def names(self, place: int) -> dict[str, str]:
        """The field names of one line in the form, by column: wishes.2.trade."""
        return {column: f"{self.name}.{place}.{column}" for column in self.columns}


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Fields that must be known under a condition; `of_person` names those of the person instead of the form."""

    test: Callable[[Any], bool]
    names: tuple[str, ...] = ()
    of_person: tuple[str, ...] = ()


def always(record: Any) -> bool:
    """The condition of what must be known in any case, though the record begins without it."""
    return record is not None


@dataclass(frozen=True, kw_only=True, eq=False)
class FormKind:
    """One form of a person.

    `about` are the rows of the person's own fields that the paper prints and the screen shows: they are not kept a
    second time. `groups`: whose form it is by membership, () = whoever asks for it. A form with `several` may be filled
    again when the one before has ended. `order`: days or months of which the first may not lie behind the second;
    `past`: those that may not lie ahead. `register`: the columns of a list of many (台账).
    """

    name: str
    noun: str  # the table of its records
    title: str
    record: type
    sections: Sequence[Section]
    about: Sequence[tuple[str, ...]]
    groups: tuple[str, ...] = ()
    several: bool = False
    rows: tuple[RowKind, ...] = ()
    whens: tuple[When, ...] = ()
    order: tuple[tuple[str, str], ...] = ()
    past: tuple[str, ...] = ()
    register: tuple[str, ...] = ()
    day: str = ""  # the field that says from when the form counts
    photo: bool = False
    ends: str = ""  # the code list of the reasons for which it ends; "" = it does not
    end_word: str = ""  # the verb of the end: 归档, 注销
    log: str = ""  # the kind of service that filling it is, for the service log
    signers: tuple[str, ...] = ("本人签字", "经办人")
    needed_of_person: tuple[str, ...] = field(default=("name", "id_no", "mobile"))

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """All that can be typed into the form: its own fields and those of its lines."""
        own = fields_of(self.record)
        found: dict[str, Field] = {}
        for name in names_in(self.sections):
            found[name] = own[name] if name in own else self._of_row(name)
        return found

    def _of_row(self, name: str) -> Field:
        row_name, place, column = name.split(".")
        row = next(one for one in self.rows if one.name == row_name)
        declared = row.columns[column]
        return replace(declared, name=name, label=f"{declared.label} {place}")

    def is_for(self, groups: Sequence[str]) -> bool:
        """Whether it is the form of somebody who belongs to these groups."""
        return bool(set(self.groups) & set(groups))

    def ended(self, record: Any) -> bool:
        """Whether the form is one of the past."""
        return bool(self.ends and record.ended_on)


ABOUT = (
    ("name", "sex", "birth_date"),
    ("id_no", "ethnicity"),
    ("mobile", "second_phone"),
    ("village", "hukou_type"),
    ("education", "skill_level", "politics"),
)
ADDRESSES = (("hukou_address",), ("residence_address",))
SCHOOL = (("school", "major", "graduated_on"),)
WISHES = (("job_wishes",), ("expected_pay", "furthest_place"))

_EMPTY = (None, "", ())


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it is filled: its record, and the records of its lines by the name of the list."""

    record: Any
    rows: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)

    def value(self, name: str) -> Any:
        """What stands in a field of the form, its own or one of a line; "" where there is no such line."""
        if "." not in name:
            return getattr(self.record, name)
        row, place, column = name.split(".")
        line = next((one for one in self.rows.get(row, ()) if one.place == int(place)), None)
        return "" if line is None else getattr(line, column)


def gaps(kind: FormKind, filled: Filled, person: Seeker) -> tuple[Field, ...]:
    """What is still to be asked, of the person first."""
    wanted_of_person = list(kind.needed_of_person)
    wanted = [name for name, one in kind.fields.items() if one.needed]
    for when in kind.whens:
        if when.test(filled.record):
            wanted += when.names
            wanted_of_person += when.of_person
    own = fields_of(Seeker)
    missing = [own[name] for name in dict.fromkeys(wanted_of_person) if getattr(person, name) in _EMPTY]
    return (*missing, *(kind.fields[name] for name in dict.fromkeys(wanted) if filled.value(name) in _EMPTY))
