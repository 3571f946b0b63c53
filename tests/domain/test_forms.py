"""表册: declarations that hold together, rules of filling, groups by day, papers."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk_app import resources
from desk_app.domain.entry import read_all, shown
from desk_app.domain.fields import Kind, Sensitivity, fields_of
from desk_app.domain.forms import filling, papers
from desk_app.domain.forms.beginning import begun
from desk_app.domain.forms.circle import Circle
from desk_app.domain.forms.kinds import FormKind, gaps
from desk_app.domain.forms.layout import names_in
from desk_app.domain.forms.memberships import faults, holding
from desk_app.domain.forms.registry import FORMS, form_of
from desk_app.domain.forms.standing import EmploymentRegistration, UnemploymentRegistration
from desk_app.domain.paper import Pairs, Rows, Ticks, strings
from desk_app.domain.seekers import Membership, Seeker

TODAY = date(2026, 11, 24)
CODES, CLOCKS = resources.codes(), resources.clocks()
WORDS = papers.Words(codes=CODES, shown=shown, **resources.form_words())
PERSON = Seeker(uid="p", name="周小明", job_wishes=("电焊工",), cannot=("night", "dust"), expected_pay=4000)
EVERY = pytest.mark.parametrize("kind", FORMS.values(), ids=lambda one: one.name)
_OF_THE_PROGRAM = {
    "uid",
    "seeker_uid",
    "membership_uid",
    "letter_uid",
    "number",
    "ended_on",
    "end_reason",
    "extra",
    "raw",
}


@EVERY
def test_each_fact_is_declared_once_and_stands_on_the_form(kind: FormKind) -> None:
    own = set(fields_of(kind.record))
    assert own - _OF_THE_PROGRAM <= set(names_in(kind.sections))
    assert own & set(fields_of(Seeker)) <= {"uid", "extra", "raw", "registered_on"}
    assert {name for row in kind.about for name in row} <= set(fields_of(Seeker))
    named = {*kind.past, *kind.register, *(name for pair in kind.order for name in pair), kind.day} - {""}
    assert named <= own
    assert {name for when in kind.whens for name in when.names} <= set(kind.fields)
    assert {name for when in kind.whens for name in when.of_person} <= set(fields_of(Seeker))


@EVERY
def test_code_lists_and_their_sources_are_there(kind: FormKind) -> None:
    records = (kind.record, *(row.record for row in kind.rows))
    for field in (field for record in records for field in fields_of(record).values()):
        if field.kind in (Kind.CODE, Kind.CODES):
            assert CODES[field.codes].source
    assert not kind.ends or kind.end_word


def test_what_an_employer_must_not_see_is_declared_so() -> None:
    restricted = {
        (kind.name, name)
        for kind in FORMS.values()
        for name, field in fields_of(kind.record).items()
        if field.sensitivity is Sensitivity.RESTRICTED
    }
    assert {
        ("graduate", "hardships"), ("migrant", "household_kind"), ("unemployment", "kind"),
        ("veteran", "family_income_yuan"), ("hire", "marital"), ("hire", "group_before"),
        ("unemployment", "end_reason"),
    } <= restricted  # fmt: skip


def known(value: Any) -> Any:
    """The value; nothing known is alike in all kinds of fields."""
    return None if value in ("", ()) else value


def value_for(field: Any) -> st.SearchStrategy[str]:
    """Something that can be typed into a field."""
    match field.kind:
        case Kind.CODE:
            return st.sampled_from([one.label for one in CODES[field.codes]])
        case Kind.CODES:
            return st.lists(st.sampled_from([one.label for one in CODES[field.codes]]), max_size=3).map("、".join)
        case Kind.DATE:
            return st.dates(date(2000, 1, 1), TODAY).map(date.isoformat)
        case Kind.MONTH:
            return st.dates(date(2000, 1, 1), TODAY).map(lambda day: day.isoformat()[:7])
        case Kind.WHOLE:
            return st.integers(0, 90_000).map(str)
        case Kind.FLAG:
            return st.sampled_from(["是", "否", ""])
        case _:
            return st.sampled_from(["电焊工", "河口制衣公司", "本县", ""])


@EVERY
@settings(max_examples=30)
@given(data=st.data())
def test_what_is_typed_stands_in_the_form_and_typing_nothing_changes_nothing(
    kind: FormKind, data: st.DataObject
) -> None:
    names = data.draw(st.sets(st.sampled_from(sorted(kind.fields)), max_size=8))
    typed = {name: data.draw(value_for(kind.fields[name])) for name in sorted(names)}
    start = begun(kind, Circle(person=PERSON, today=TODAY), CLOCKS)
    values, errors = read_all(kind.fields, typed, CODES, TODAY)
    assert not errors
    after = filling.with_values(kind, start, values)
    assert {name: known(after.value(name)) for name in typed} == {name: known(values[name]) for name in typed}
    assert all(known(after.value(name)) == known(start.value(name)) for name in kind.fields if name not in typed)
    assert not filling.changes(after, filling.with_values(kind, after, {}))
    missing = {field.name for field in gaps(kind, after, PERSON)}
    assert all(after.value(name) in (None, "", ()) for name in missing & set(kind.fields))
    paper = papers.paper(kind, after, PERSON, WORDS)
    told = "".join(strings(paper))
    assert all(
        shown(kind.fields[name], after.value(name), CODES) in told
        for name in typed
        if kind.fields[name].kind is not Kind.CODES
    )


@EVERY
def test_the_blank_paper_has_every_field_and_nothing_of_a_person(kind: FormKind) -> None:
    blank = papers.paper(kind, None, None, WORDS)
    pairs = [pair for block in blank.blocks if isinstance(block, Pairs) for row in block.rows for pair in row]
    columns = {one.title for block in blank.blocks if isinstance(block, Rows) for one in block.columns}
    ticks = {block.label for block in blank.blocks if isinstance(block, Ticks)}
    on_paper = {pair.label for pair in pairs} | ticks
    head = "".join(blank.subtitle)
    for name, field in kind.fields.items():
        told = field.label in on_paper or (field.label[:-2] in columns if "." in name else field.label[:2] in head)
        assert told or name in ("registered_on", "valid_until", "filed_on"), name
    assert all(not pair.value or "□" in pair.value for pair in pairs)
    assert any(block.photo for block in blank.blocks if isinstance(block, Pairs)) == kind.photo


def test_a_list_of_a_group_has_a_form() -> None:
    assert form_of("VET").name == "veteran"
    assert form_of("POVERTY").name == "migrant"
    assert form_of("HARD").name == "seeking"


def test_refusals_of_the_registration_are_those_of_the_person() -> None:
    kind = FORMS["seeking"]
    circle = Circle(person=PERSON, today=TODAY)
    start = begun(kind, circle, CLOCKS)
    assert (start.record.accepts_nights, start.record.accepts_shifts) == (False, None)
    after = filling.with_values(
        kind, start, {"accepts_nights": True, "accepts_travel": False, "wishes.1.pay_min": 3800}
    )
    (change,) = filling.followed(after, circle)[1].changes
    assert (change.after.cannot, change.after.expected_pay) == (("dust", "travel"), 3800)


def test_clocks_of_work() -> None:
    work = EmploymentRegistration(uid="e", work_started_on=date(2026, 11, 1))
    assert work.due(CLOCKS) == date(2026, 12, 1)
    assert replace(work, registered_on=TODAY).due(CLOCKS) is None
    ended = replace(work, registered_on=TODAY, ended_on=date(2026, 11, 20))
    assert ended.due(CLOCKS) == date(2026, 12, 5)
    assert replace(ended, end_told_on=TODAY).due(CLOCKS) is None


DAYS = st.integers(0, 419).map(lambda days: date(2025, 11, 1) + timedelta(days=days))
ENDS = tuple(date(2025 + (month > 12), (month - 1) % 12 + 1, 1) for month in range(12, 24))
MONTH_ENDS = tuple(day.replace(day=calendar.monthrange(day.year, day.month)[1]) for day in ENDS)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(("add", "end", "correct", "remove")),
        st.sampled_from(("VET", "RURAL", "UNEMP")),
        DAYS | st.none(),
        DAYS | st.none(),
    ),
    max_size=14,
)


@given(steps=STEPS)
def test_the_membership_of_twelve_month_ends_is_that_of_a_plain_model(steps: list[tuple[str, str, Any, Any]]) -> None:
    """Whatever is entered, ended, put right or taken out later: a past day is answered by what is true of that day."""
    kept: list[Membership] = []
    model: list[tuple[str, date, date]] = []
    for number, (what, group, start, end) in enumerate(steps):
        of_group = [one for one in kept if one.group == group]
        if what == "add":
            new = Membership(uid=str(number), group=group, started_on=start, ended_on=end)
        elif not of_group:
            continue
        elif what == "end":
            new = replace(of_group[-1], ended_on=end)
        elif what == "correct":
            new = replace(of_group[0], started_on=start, ended_on=end)
        else:
            kept.remove(of_group[0])
            model = [one for one in model if one != interval(of_group[0])]
            continue
        before = next((one for one in kept if one.uid == new.uid), None)
        clash = any(
            one[0] == group and one != (before and interval(before)) and crosses(one, interval(new)) for one in model
        )
        wrong = clash or interval(new)[1] > interval(new)[2]
        assert bool(faults(new, kept)) == wrong
        if wrong:
            continue
        kept = [one for one in kept if one.uid != new.uid] + [new]
        model = [one for one in model if one != (before and interval(before))] + [interval(new)]
    for day in MONTH_ENDS:
        told = sorted(one.group for one in holding(kept, day))
        assert told == sorted(group for group, first, last in model if first <= day <= last)
        assert len(told) == len(set(told))
        assert [one.group for one in holding(kept, day, "VET")] == [one for one in told if one == "VET"]


def interval(one: Membership) -> tuple[str, date, date]:
    return one.group, one.started_on or date.min, one.ended_on or date.max


def crosses(one: tuple[str, date, date], other: tuple[str, date, date]) -> bool:
    return max(one[1], other[1]) <= min(one[2], other[2])


@given(start=DAYS, end=DAYS, list_since=DAYS | st.none())
def test_the_group_of_the_unemployed_runs_as_the_registration_does(
    start: date, end: date, list_since: date | None
) -> None:
    listed = () if list_since is None else (Membership(uid="m", group="UNEMP", started_on=list_since, evidence="名单"),)
    circle = Circle(person=PERSON, today=TODAY, memberships=listed)
    form = filling.Filled(UnemploymentRegistration(uid="u", seeker_uid="p", registered_on=start))
    record, groups = filling.followed(form, circle)
    members = tuple(change.after for change in groups.changes) or listed
    assert [one.uid for one in members] == [record.membership_uid]
    assert all(one.holds_on(start) and not one.holds_on(start - timedelta(days=1)) for one in members)
    ended, more = filling.followed(filling.Filled(replace(record, ended_on=end)), replace(circle, memberships=members))
    after = next((change.after for change in more.changes), members[0])
    assert (ended.membership_uid, after.started_on, after.ended_on) == (record.membership_uid, start, end)
