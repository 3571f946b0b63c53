"""What a clerk types becomes a value, and a value reads as what is typed."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kit.office import FixedClock

from desk_app import resources
from desk_app.domain.entry import (
    TYPED,
    Misread,
    NotEntered,
    candidates,
    like,
    masked,
    moment_words,
    read_all,
    reading,
    shown,
    trouble,
    understood,
)
from desk_app.domain.fields import Field, Kind, Sensitivity, fields_of
from desk_app.domain.posts import Post
from desk_app.domain.seekers import Seeker

CODES = resources.codes()
TODAY = date(2026, 11, 24)
FIELDS = {
    f"{record.__name__}.{name}": field
    for record in (Seeker, Post)
    for name, field in fields_of(record).items()
    if field.kind in TYPED
}
LETTERS = st.text("甲乙丙丁戊ABC123·", min_size=1, max_size=8)


def values(field: Field) -> st.SearchStrategy[Any]:
    """Any value that a field may hold, also nothing."""
    code = st.sampled_from([one.code for one in CODES[field.codes]]) if field.codes else st.nothing()
    return {
        Kind.TEXT: st.just("") | LETTERS,
        Kind.CODE: st.just("") | code,
        Kind.CODES: st.lists(code, unique=True, max_size=4).map(tuple),
        Kind.TEXTS: st.lists(LETTERS, unique=True, max_size=4).map(tuple),
        Kind.WHOLE: st.none() | st.integers(0, 999_999_999),
        Kind.FLAG: st.sampled_from((None, True, False)),
        Kind.DATE: st.none() | st.dates(date(1900, 1, 1), date(2100, 12, 31)),
        Kind.MONTH: st.just("") | st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(lambda day: day.isoformat()[:7]),
    }[field.kind]


@given(st.sampled_from(sorted(FIELDS)), st.data())
def test_what_is_shown_is_understood_as_the_same_value(name: str, data: st.DataObject) -> None:
    field = FIELDS[name]
    value = data.draw(values(field))
    assert understood(field, shown(field, value, CODES), CODES, TODAY) == value


@given(st.sampled_from(sorted(FIELDS)), st.text(max_size=20))
def test_anything_typed_is_a_value_or_a_sentence(name: str, typed: str) -> None:
    field = FIELDS[name]
    sentence = trouble(field, typed, CODES, TODAY)
    if sentence:
        assert sentence.endswith("。")
        with pytest.raises(Misread):
            understood(field, typed, CODES, TODAY)
    else:
        value = understood(field, typed, CODES, TODAY)
        assert understood(field, shown(field, value, CODES), CODES, TODAY) == value


DAY = Field(kind=Kind.DATE, label="登记日期", name="registered_on")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("20260315", date(2026, 3, 15)),
        ("2026.3.15", date(2026, 3, 15)),
        ("2026-3-15", date(2026, 3, 15)),
        ("2026年3月15日", date(2026, 3, 15)),
        ("3.15", date(2026, 3, 15)),
        ("3月15日", date(2026, 3, 15)),
        ("3.5", date(2026, 3, 5)),
        ("１２．１", date(2026, 12, 1)),
        ("今天", TODAY),
        ("昨天", date(2026, 11, 23)),
        ("+7", date(2026, 12, 1)),
        ("-1", date(2026, 11, 23)),
        ("", None),
    ],
)
def test_dates_are_typed_as_clerks_type_them(typed: str, value: date | None) -> None:
    assert understood(DAY, typed, CODES, TODAY) == value


@pytest.mark.parametrize("typed", ["2.30", "13.1", "2026", "2026-07", "下周", "20261345"])
def test_what_is_no_day_is_told(typed: str) -> None:
    assert trouble(DAY, typed, CODES, TODAY).startswith("“登记日期”")


def test_a_date_is_shown_as_it_is_taken() -> None:
    assert reading(DAY, "3.15", CODES, TODAY) == "2026-03-15 星期日"
    assert reading(DAY, "3.", CODES, TODAY) == ""
    assert reading(FIELDS["Seeker.graduated_on"], "2026年7月", CODES, TODAY) == "2026-07"
    assert reading(FIELDS["Seeker.name"], "20260315", CODES, TODAY) == ""


def test_codes_by_label_alias_and_code() -> None:
    education = FIELDS["Seeker.education"]
    assert [understood(education, typed, CODES, TODAY) for typed in ("本科", "20")] == ["20", "20"]
    assert "没有“大本大专”" in trouble(education, "大本大专", CODES, TODAY)


@pytest.mark.parametrize(
    ("typed", "number"), [("3000", 3000), ("3,000元", 3000), ("３０００", 3000), ("三千", 3000), ("5年", 5)]
)
def test_whole_numbers(typed: str, number: int) -> None:
    assert understood(FIELDS["Seeker.expected_pay"], typed, CODES, TODAY) == number


@pytest.mark.parametrize("typed", ["-5", "3.5", "很多", "9999999999"])
def test_what_is_no_whole_number_is_told(typed: str) -> None:
    assert "应填整数" in trouble(FIELDS["Seeker.expected_pay"], typed, CODES, TODAY)


def test_a_few_letters_find_an_entry_of_a_list() -> None:
    assert candidates(CODES["education"], "bk")[0].label == "本科"
    assert candidates(CODES["education"], "20")[0].label == "本科"
    assert len(candidates(CODES["sex"], "")) == 2
    assert not candidates(CODES["sex"], "zzz")
    assert like(("河口村", "双桥村", "和平社区"), "h") == ["河口村", "和平社区"]
    assert like(("河口村", "双桥村"), "桥") == ["双桥村"]


def test_all_errors_come_at_once() -> None:
    fields = fields_of(Seeker)
    found, errors = read_all(fields, {"expected_pay": "x", "registered_on": "y", "name": "甲"}, CODES, TODAY)
    assert found == {"name": "甲"}
    assert set(errors) == {"expected_pay", "registered_on"}
    error = NotEntered(errors, same="uid")
    assert error.message.startswith("没有保存：有 2 处要改。")
    assert error.same == "uid"


def test_keys_and_data_are_not_typed() -> None:
    with pytest.raises(TypeError):
        understood(fields_of(Seeker)["uid"], "x", CODES, TODAY)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("mobile", "15412345678", "154****5678"),
        ("id_no", "410099199001011234", "410099********1234"),
        ("birth_date", date(1990, 1, 1), "1990-**-**"),
        ("hukou_address", "柳河湾镇双桥村三组", "柳河湾******"),
        ("village", "双桥村", "双桥村"),
        ("mobile", "", ""),
    ],
)
def test_personal_values_show_only_a_part(name: str, value: Any, words: str) -> None:
    field = fields_of(Seeker)[name]
    assert masked(field, value, CODES) == words
    assert masked(dataclasses.replace(field, sensitivity=Sensitivity.OPEN), value, CODES) == shown(field, value, CODES)


def test_moments_read_shortly() -> None:
    now = FixedClock().now()
    assert moment_words(now.isoformat(), now) == "09:30"
    assert moment_words((now - timedelta(days=3)).isoformat(), now) == "11-21 09:30"
    assert moment_words((now - timedelta(days=400)).isoformat(), now) == "2025-10-20"
