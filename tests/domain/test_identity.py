"""Numbers of people and employers: verdicts, what is read from them, and ages."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from desk_app.domain.identity import (
    PRACTICE_REGION,
    age_on,
    credit_code,
    identify,
    is_mobile,
    is_practice_mobile,
    is_under,
    normalise_number,
)

TODAY = date(2026, 11, 20)
VERDICTS = {True: "valid", False: "invalid", "warn": "warn", "old15": "warn"}
REGIONS = ("110101", "310101", "410100", "440100", "650102")  # in force in every year of the table


def number_of(region: str, birth: date, order: int) -> str:
    body = f"{region}{birth:%Y%m%d}{order:03d}"
    return body + ric.calc_check_digit(body + "0")


def is_flagged(number: str) -> bool:
    found = identify(number, TODAY)
    return found.verdict != "valid" and found.causes != ("practice",)


births = st.dates(date(1930, 1, 1), TODAY)
orders = st.integers(1, 999)
numbers = st.builds(number_of, st.sampled_from(REGIONS), births, orders)


def test_vectors_of_resident_numbers(cases: Path) -> None:
    vectors = json.loads((cases / "ids" / "resident_id_vectors.json").read_text(encoding="utf-8"))["vectors"]
    wrong = []
    for vector in vectors:
        found = identify(vector["number"], TODAY)
        as_said = (
            found.verdict == VERDICTS[vector["valid"]]
            and found.upgraded == vector.get("upgrade", found.upgraded)
            and str(found.birth_date) == vector.get("birth", str(found.birth_date))
            and found.number == vector.get("normal", found.number)
            and found.sex == {"male": "1", "female": "2"}.get(vector.get("sex", ""), found.sex)
        )
        if not as_said:
            wrong.append((vector["number"], found.verdict, found.causes))
    assert vectors
    assert not wrong


def test_vectors_of_credit_codes(cases: Path) -> None:
    vectors = json.loads((cases / "ids" / "uscc_vectors.json").read_text(encoding="utf-8"))["vectors"]
    for vector in vectors:
        found = identify(vector["number"], TODAY)
        if vector["valid"] is False:
            assert found.verdict != "valid", vector
        else:
            assert (found.kind, found.verdict) == ("credit_code", "valid"), vector


@given(numbers)
def test_no_false_alarm(number: str) -> None:
    found = identify(number, TODAY)
    assert (found.verdict, found.causes, found.why, found.kind) == ("valid", (), "", "resident")
    assert number[6:14] == f"{found.birth_date:%Y%m%d}"
    assert found.sex == ("1" if int(number[16]) % 2 else "2")
    assert found.region


@given(births, orders)
def test_practice_number_is_a_hint(birth: date, order: int) -> None:
    found = identify(number_of(PRACTICE_REGION, birth, order), TODAY)
    assert (found.verdict, found.causes) == ("warn", ("practice",))
    assert found.birth_date == birth


@given(st.one_of(numbers, st.builds(number_of, st.just(PRACTICE_REGION), births, orders)))
def test_every_single_wrong_character_is_flagged(number: str) -> None:
    for place in range(18):
        for other in "0123456789X":
            if other != number[place]:
                changed = number[:place] + other + number[place + 1 :]
                assert is_flagged(changed), changed


@given(st.one_of(numbers, st.builds(number_of, st.just(PRACTICE_REGION), births, orders)))
def test_every_swap_of_neighbours_is_flagged(number: str) -> None:
    for place in range(17):
        changed = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        if changed != number:
            assert is_flagged(changed), changed


@given(st.integers(0, 10**9 - 1), st.sampled_from(("91", "92", "93", "52", "11")))
def test_credit_codes(order: int, kind: str) -> None:
    body = f"{kind}350100M{order % 10**8:08d}"
    code = body + uscc.calc_check_digit(body)
    assert identify(code, TODAY).kind == "credit_code"
    assert identify(code, TODAY).verdict == "valid"
    other = "0" if code[-1] != "0" else "1"
    assert (credit_code(body + other).verdict, credit_code(body + other).causes) == ("warn", ("checksum",))
    assert credit_code(code.replace("M", "O")).causes == ("letter",)
    assert credit_code(code[:-1]).verdict == "invalid"


def test_credit_code_of_the_practice_county_and_old_number() -> None:
    body = "91410099MA1234567"
    assert credit_code(body + uscc.calc_check_digit(body)).causes == ("practice",)
    old = credit_code("410099600012345")
    assert (old.kind, old.verdict) == ("register_no", "warn")


@pytest.mark.parametrize(
    ("number", "kind", "verdict", "causes"),
    [
        ("34052419800101001X", "resident", "valid", ()),
        ("810000199408230021", "hk_macau_tw", "valid", ()),
        ("820000199101010018", "hk_macau_tw", "valid", ()),
        ("830000198505050048", "hk_macau_tw", "valid", ()),
        ("911124199001150012", "foreigner", "valid", ()),
        ("990426199112010074", "resident", "invalid", ("region",)),
        ("ABC123456789012", "foreigner", "valid", ()),
        ("H12345678", "travel_permit", "valid", ()),
        ("98765432", "travel_permit", "warn", ("length",)),
        ("19900115", "resident", "invalid", ("length",)),
        ("E12345678", "passport", "valid", ()),
        ("91110000600037341L", "credit_code", "valid", ()),
        ("111111111111111", "old15", "warn", ("filler",)),
        ("", "unknown", "invalid", ("length",)),
        ("无", "unknown", "invalid", ("letter",)),
        ("4100992003****0419", "unknown", "invalid", ("letter",)),
        (number_of("110101", date(2027, 1, 1), 1), "resident", "invalid", ("future",)),
        (number_of("110111", date(1980, 12, 1), 7), "resident", "warn", ("region_later",)),
        (number_of("362324", date(2005, 1, 1), 1), "resident", "warn", ("region",)),
    ],
)
def test_kinds(number: str, kind: str, verdict: str, causes: tuple[str, ...]) -> None:
    found = identify(number, TODAY)
    assert (found.kind, found.verdict, found.causes) == (kind, verdict, causes)
    assert bool(found.why) == (verdict != "valid")


def test_old_number_gives_a_candidate_for_look_up() -> None:
    found = identify("410102620927691", TODAY)
    assert (found.kind, found.verdict, found.causes) == ("old15", "warn", ("old15",))
    assert found.upgraded == number_of("410102", date(1962, 9, 27), 691)
    assert identify("410102620231691", TODAY).verdict == "invalid"


def test_name_of_the_region_is_that_of_the_birth() -> None:
    assert identify("120110198012010073", TODAY).region == "天津市东郊区"
    assert identify(number_of("120110", date(1995, 1, 1), 7), TODAY).region == "天津市东丽区"


@pytest.mark.parametrize("written", ["'{}", "\uff07{}", "{} ", "\u200b{}\ufeff", "\t{}\r\n"])
@given(number=numbers)
def test_dress_of_a_number_does_not_matter(written: str, number: str) -> None:
    full_width = number.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789X"})
    spaced = "-".join((number[:6], number[6:14], number[14:]))
    for dressed in (written.format(number.lower()), written.format(full_width), written.format(spaced)):
        assert normalise_number(dressed) == number
    assert normalise_number(number.replace("X", "×")) == number


def test_mobiles() -> None:
    assert is_practice_mobile("15412345678")
    assert is_mobile("13912345678")
    assert not is_practice_mobile("13912345678")
    assert not any(is_mobile(text) for text in ("1541234567", "12912345678", "１５４12345678", "0371-1234567", ""))


@given(births, st.integers(14, 70))
def test_a_year_of_age_is_full_from_the_day_after_the_birthday(birth: date, years: int) -> None:
    first_full = next(
        birth + timedelta(days=days)
        for days in range(int(years * 365.2), years * 367)
        if not is_under(birth, years, birth + timedelta(days=days))
    )
    birthday = first_full - timedelta(days=1)
    assert (birthday.month, birthday.day) in {(birth.month, birth.day), (2, 28)}
    assert birthday.year == birth.year + years
    assert age_on(birth, birthday) == years
    assert age_on(birth, birthday - timedelta(days=1)) == years - 1
