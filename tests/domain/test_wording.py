"""Unlawful wording: what is found, where exactly, and that the advice leaves nothing unlawful behind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.wording_sentences import LAWFUL, UNLAWFUL

from desk_app import resources
from desk_app.domain.wording import AGE_REASON, BARS_WOMEN, INTERNSHIP, rewritten, unlawful

GROUNDS = resources.intake_words().unlawful
SENTENCES = [(ground, text) for ground, texts in UNLAWFUL.items() for text in texts]


def names(text: str, *circumstances: str) -> list[str]:
    return [one.ground.name for one in unlawful(text, GROUNDS, circumstances)]


@pytest.mark.parametrize(("ground", "text"), SENTENCES)
def test_each_ground_is_found_and_the_words_stand_where_it_says(ground: str, text: str) -> None:
    found = unlawful(text, GROUNDS)
    assert ground in [one.ground.name for one in found]
    for one in found:
        assert text[one.start : one.start + one.length] == one.words


@pytest.mark.parametrize("text", LAWFUL)
def test_what_looks_alike_and_is_lawful_is_left_alone(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(("ground", "text"), SENTENCES)
def test_the_advice_leaves_nothing_unlawful_behind(ground: str, text: str) -> None:
    now = f"招工，{text}，待遇按规定"
    for _ in range(8):
        found = unlawful(now, GROUNDS)
        if not found:
            break
        now = rewritten(now, found[0])
    assert unlawful(now, GROUNDS) == (), ground
    assert now.startswith("招工")
    assert "，，" not in now


@given(
    st.lists(st.sampled_from(LAWFUL), min_size=1, max_size=3),
    st.sampled_from(SENTENCES),
    st.sampled_from(("，", "；\n", " ， ", "、")),
)
def test_wherever_it_stands_in_a_text_and_whatever_its_blanks(
    around: list[str], unlawful_one: tuple[str, str], sign: str
) -> None:
    ground, text = unlawful_one
    whole = sign.join((*around, text))
    found = [one for one in unlawful(whole, GROUNDS) if one.ground.name == ground]
    assert found
    for one in found:
        assert whole[one.start : one.start + one.length] == one.words


@given(st.text(max_size=60))
def test_any_text_can_be_looked_at(text: str) -> None:
    for one in unlawful(text, GROUNDS):
        assert text[one.start : one.start + one.length] == one.words
        rewritten(text, one)


def test_full_width_and_blanks_do_not_hide_anything() -> None:
    [found] = unlawful("要求 ３５ 岁 以 下", GROUNDS)
    assert found.words == "要求 ３５ 岁 以 下"


def test_work_closed_to_women_may_say_so() -> None:
    assert names("井下采掘，限男性") == ["sex"]
    assert names("井下采掘，限男性", BARS_WOMEN) == []
    assert names("限女性", BARS_WOMEN) == ["sex"]


def test_an_age_with_its_reason_and_the_ages_of_trainees_are_lawful() -> None:
    assert names("35岁以下", AGE_REASON) == []
    assert names("16至24岁") == ["age"]
    assert names("16至24岁", INTERNSHIP) == []
    assert names("18-30岁", INTERNSHIP) == ["age"]


def test_the_same_advice_is_not_written_twice() -> None:
    now = "限男，男性优先"
    while found := unlawful(now, GROUNDS):
        now = rewritten(now, found[0])
    assert now == "男女不限"
