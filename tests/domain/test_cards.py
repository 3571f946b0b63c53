"""What a card reader types: the number alone, or the whole card in whatever order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app import resources
from desk_app.domain.cards import read_card

NUMBER = "410099199003071234"


@pytest.mark.parametrize(
    "typed",
    [
        f"石小满,男,汉,19900307,河口县柳河湾镇石窑村12号,{NUMBER},柳河湾公安局,20200101-20400101",
        f"{NUMBER}|石小满|男|汉族|1990-03-07|河口县柳河湾镇石窑村12号",
        f"石小满 男 汉 1990年03月07日 河口县柳河湾镇石窑村12号 {NUMBER.lower()}",
    ],
)
def test_each_part_is_known_by_what_it_looks_like(typed: str) -> None:
    assert read_card(typed, resources.codes()) == {
        "id_no": NUMBER,
        "name": "石小满",
        "ethnicity": "汉族",
        "hukou_address": "河口县柳河湾镇石窑村12号",
    }


@pytest.mark.parametrize("typed", ["", NUMBER, "石小满", f"{NUMBER} {NUMBER}", "石小满,男,汉"])
def test_a_number_or_a_name_alone_is_no_card(typed: str) -> None:
    assert read_card(typed, resources.codes()) == {}


@given(st.text(max_size=80))
def test_any_text_is_read(typed: str) -> None:
    assert set(read_card(typed, resources.codes())) <= {"id_no", "name", "ethnicity", "hukou_address"}
