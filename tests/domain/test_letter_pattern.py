"""The pattern of letter numbers: what can be filled, and never the same number twice."""

from __future__ import annotations

import pytest

from desk_app.domain.errors import Refused
from desk_app.domain.office import Office, check_pattern
from desk_app.services.setup import PATTERN, PATTERN_WITH_DESK


def test_the_shipped_patterns_hold() -> None:
    check_pattern(PATTERN, 1)
    check_pattern(PATTERN_WITH_DESK, 3)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("荐字{year}第{number}号", "{number}"),
        ("荐字{year}第{}号", "{}"),
        ("荐字{year}第{sequence号", "大括号"),
        ("荐字{year}第{sequence.__class__}号", "不认识"),
        ("荐字{year}第{sequence[0]}号", "不认识"),
        ("荐字{year!r}第{sequence}号", "写法不能用"),
        ("荐字{year}第{sequence:>400}号", "写法不能用"),
        ("荐字{year}号", "缺少 {sequence}"),
        ("荐字第{sequence}号", "缺少 {year}"),
    ],
)
def test_others_are_refused_in_words(pattern: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        check_pattern(pattern, 1)
    assert said in refused.value.message


def test_several_desks_need_their_number_in_it() -> None:
    with pytest.raises(Refused, match="desk"):
        check_pattern(PATTERN, 2)


@pytest.mark.parametrize("form", ["", ":d", ":4d", ":04d"])
def test_every_form_that_is_taken_can_be_filled(form: str) -> None:
    pattern = "{short}荐〔{year}〕{sequence" + form + "}号"
    check_pattern(pattern, 1)
    office = Office(uid="1", short_name="柳河湾镇", letter_pattern=pattern)
    assert office.letter_no("1", 2026, 17).startswith("柳河湾镇荐〔2026〕")
