"""What holds for every list, whatever stands in it."""

from __future__ import annotations

import copy
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.intake.lists import TODAY, book, compared, context, number, sheet, stored

from desk_app.domain.identity import identify
from desk_app.domain.intake.kinds import KINDS
from desk_app.domain.intake.understand import understand

BIRTHS = st.dates(date(1950, 1, 1), date(2008, 12, 31)).map(lambda day: f"{day:%Y%m%d}")
GOOD = st.builds(number, BIRTHS, st.integers(0, 999))
DAMAGED = st.one_of(
    GOOD.map(lambda text: int(float(text[:17] + "0"))),  # stored as a number
    GOOD.map(lambda text: text[:15] + "000"),
    GOOD.map(lambda text: text[:17]),
    GOOD.map(lambda text: text + "1"),
    GOOD.map(lambda text: f"{float(text[:17] + '0'):.5E}"),
)
NAMES = st.text(st.sampled_from("张王李赵丰海芳强丽军"), min_size=2, max_size=3)
MOBILES = st.integers(0, 10**8 - 1).map(lambda tail: f"154{tail:08}")
ROWS = st.lists(st.tuples(NAMES, st.one_of(GOOD, DAMAGED, st.just("")), MOBILES), min_size=1, max_size=12)
HEAD = ("姓名", "身份证号", "联系电话")
NOISE = st.one_of(
    st.just(()),
    st.just(("小计：3人",)),
    st.just(HEAD),
    st.text(max_size=6).map(lambda text: (text,)),
    st.just(("", "", "备注")),
)
ANY_CELL = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["姓名", "身份证号", "岗位名称", "人数", "单位名称", "合计", "〃"]),
    st.integers(),
    st.just(""),
)


def took(rows, head=HEAD):
    return understand(book(sheet([head, *rows])), context())


@given(ROWS)
def test_every_row_is_accounted_for(rows):
    found = took(rows)
    outcome = compared(found)
    parts = (outcome.created, outcome.changed, outcome.same, outcome.refused, outcome.questions)
    assert found.read == outcome.read == sum(map(len, parts)) == len(rows)


@given(st.lists(st.lists(ANY_CELL, max_size=5), max_size=12))
def test_no_row_of_any_sheet_is_lost_or_told_twice(rows):
    found = understand(book(sheet(rows)), context())
    told = [row.row for row in found.rows]
    assert len(told) == len(set(told))
    headers = len([row for row in rows if any(str(cell).strip() for cell in row)]) - len(told)
    assert 0 <= headers <= 3 * max(1, len(rows))
    outcome = compared(found)
    assert outcome.read + len(outcome.skipped) == len(found.rows)
    assert all(finding.kind in KINDS for row in found.rows for finding in row.findings)


@given(ROWS, st.lists(st.tuples(st.integers(0, 11), NOISE), max_size=4))
def test_noise_between_the_rows_takes_no_row_away(rows, noise):
    mixed = list(rows)
    for at, row in noise:
        mixed.insert(at, row)
    names = [row.draft.record.name for row in took(mixed).rows if row.draft]
    for name, *_ in rows:
        assert names.count(name) >= sum(one == name for one, *_ in rows)


@given(ROWS)
def test_a_damaged_number_is_never_ready(rows):
    for result in took(rows).rows:
        record = result.draft.record
        if result.status == "ready":
            assert identify(record.id_no, TODAY).verdict != "invalid"
            assert record.id_no in [row[1] for row in rows if isinstance(row[1], str)]
        assert not record.id_no or record.id_no in [row[1] for row in rows]


@settings(max_examples=50)
@given(ROWS, ROWS)
def test_the_same_list_twice_changes_nothing_the_second_time(first, second):
    one, other = took(first), took(second)
    before = compared(one)
    after = compared(other, stored(before))
    again = compared(other, stored(before, after))
    assert not again.changes
    assert not again.created
    assert again.read == after.read


@given(ROWS)
def test_understanding_changes_nothing_it_was_given(rows):
    given_book = book(sheet([HEAD, *rows]))
    kept = copy.deepcopy(given_book)
    assert understand(given_book, context()) == understand(given_book, context())
    assert given_book == kept


@given(st.permutations(["姓名", "身份证号", "联系电话", "备注", "村"]))
def test_the_order_of_columns_does_not_matter(order):
    values = {
        "姓名": "张三丰",
        "身份证号": number("19900101", 11),
        "联系电话": "15411110001",
        "备注": "甲",
        "村": "柳树",
    }
    (row,) = took([[values[name] for name in order]], order).rows
    person = row.draft.record
    assert (row.status, person.name, person.village, person.mobile) == ("ready", "张三丰", "柳树村", "15411110001")
