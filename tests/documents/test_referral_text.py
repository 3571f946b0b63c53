"""The words of a letter: tokens, optional parts, what is refused before printing."""

from __future__ import annotations

import copy
import dataclasses
import tomllib
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.documents.wording import shipped_wording
from desk_app.domain.errors import Refused
from desk_app.domain.referral_text import as_data, compose, from_data, strings, wording
from desk_app.resources import codes, resource
from tests.documents.sample import CONTENT, LONGEST, content

WORDING = shipped_wording()


@pytest.fixture
def raw() -> dict[str, Any]:
    return copy.deepcopy(tomllib.loads(resource("letters", "referral_letter.toml").read_text(encoding="utf-8")))


def test_the_shipped_wording_says_who_goes_where_and_until_when() -> None:
    text = compose(CONTENT, shipped_wording(), "0123456789")
    assert text.letter.salutation == "清河县宏达服装有限公司："
    assert text.letter.body == (
        "兹推荐求职人员张晓燕（联系电话：15400001234）到贵单位应聘缝纫工岗位，请予接洽面试，"
        "并将结果填入下方回执，于2026年12月4日前反馈我所。"
    )
    assert text.letter.validity == "有效期：自开具之日起7日内有效（至2026年12月1日）"
    assert text.letter.signed_on == "2026年11月24日"
    assert text.letter.check_code == "核验码 0123456789"
    assert text.stub.id_tail.text == "123X"
    assert text.receipt.intro.startswith("清河县柳林镇人力资源和社会保障所：贵单位推荐的张晓燕同志（应聘缝纫工岗位）")
    assert text.cut == "清人社荐字〔2026〕第0001号（骑缝章）"


def test_a_part_in_brackets_goes_when_a_fact_in_it_is_not_known() -> None:
    bare = content(seeker_phone="", interview="", employer_address="", employer_contact="", complaint_phone="")
    letter = compose(bare, shipped_wording(), "").letter
    assert letter.body.startswith("兹推荐求职人员张晓燕到贵单位应聘")
    assert letter.details == ("电话：0379-5550123",)
    assert letter.foot == ("公共就业服务免费，不收取任何费用。",)


def test_facts_are_never_read_as_tokens() -> None:
    odd = content(post_title="[{seeker_name}]{no}", employer_name="]{[")
    letter = compose(odd, shipped_wording(), "").letter
    assert "应聘[{seeker_name}]{no}岗位" in letter.body
    assert letter.salutation == "]{[："


def test_minor_and_practice_are_said_only_where_they_are_true() -> None:
    shipped = shipped_wording()
    assert compose(content(minor_notice=True), shipped, "").letter.minor == "未成年工须办理登记。"
    assert compose(content(minor_notice=False), shipped, "").letter.minor == ""
    assert compose(content(practice=False), shipped, "").practice == ""
    assert "练习" not in "".join(strings(compose(content(practice=False), shipped, "")))


def test_what_the_employer_must_not_see_stands_on_the_stub_alone() -> None:
    marked = content(sex="〈性别〉", education="〈文化〉", id_tail="〈尾号〉")
    text = compose(marked, shipped_wording(), "")
    stub, others = strings(text.stub), (*strings(text.letter), *strings(text.receipt), text.cut)
    for mark in ("〈性别〉", "〈文化〉", "〈尾号〉"):
        assert mark in stub
        assert not any(mark in line for line in others)


def test_the_reasons_on_the_receipt_are_the_reasons_that_can_be_recorded() -> None:
    printed = compose(CONTENT, shipped_wording(), "").receipt.reasons
    known = codes()["receipt_reason"]
    assert [reason[1:] for reason in printed] == [entry.label for entry in known]
    assert [entry.aliases[0] for entry in known] == [str("①②③④⑤⑥⑦⑧".index(reason[0]) + 1) for reason in printed]


@pytest.mark.parametrize(
    ("part", "name", "text", "code"),
    [
        ("letter", "body", "兹推荐{seeker}", "unknown_token"),
        ("letter", "body", "兹推荐{seeker_name}（{sex}）", "unknown_token"),
        ("letter", "details", ["证件尾号{id_tail}"], "unknown_token"),
        ("receipt", "intro", "{education}", "unknown_token"),
        ("stub", "foot", "{}", "unknown_token"),
        ("stub", "foot", "[{clerk}", "open_bracket"),
        ("stub", "foot", "{clerk", "open_bracket"),
        ("stub", "foot", "[a[{clerk}]]", "open_bracket"),
        ("stub", "foot", 5, "wrong_wording"),
        ("letter", "details", "一行", "wrong_wording"),
        ("letter", "colour", "红", "wrong_wording"),
        ("stub", "name", "姓名", "wrong_wording"),
    ],
)
def test_a_wrong_wording_is_refused_before_printing(
    raw: dict[str, Any], part: str, name: str, text: object, code: str
) -> None:
    raw[part][name] = text
    with pytest.raises(Refused) as refused:
        wording(raw)
    assert refused.value.code == code


def test_a_missing_entry_is_refused_by_its_name(raw: dict[str, Any]) -> None:
    del raw["letter"]["foot"]
    with pytest.raises(Refused, match="foot"):
        wording(raw)


def test_white_space_and_invisible_characters_do_not_reach_the_paper() -> None:
    text = compose(content(seeker_name=" 张\u200b晓\n燕\ufeff "), shipped_wording(), "")
    assert text.stub.name.text == "张晓 燕"
    with pytest.raises(Refused, match="控制字符"):
        compose(content(seeker_name="张\x00燕"), shipped_wording(), "")


def test_facts_survive_being_kept() -> None:
    for facts in (CONTENT, LONGEST, content(practice=False, seeker_phone="")):
        assert from_data(as_data(facts)) == facts
    assert "practice" not in as_data(content(practice=False))


@pytest.mark.parametrize("change", [{"issued_on": "昨天"}, {"issued_on": 5}, {"newer": "x"}])
def test_data_of_a_newer_program_or_none_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(Refused):
        from_data(as_data(CONTENT) | change)


@given(st.sampled_from(["seeker_name", "employer_name", "post_title", "interview"]), st.text(max_size=40))
def test_any_text_is_printed_once_cleaned_or_refused(name: str, value: str) -> None:
    facts = content(**{name: value})
    if any(unicodedata.category(char) == "Cc" and not char.isspace() for char in value):
        with pytest.raises(Refused, match="控制字符"):
            compose(facts, WORDING, "")
    else:
        assert all(line == line.strip() for line in strings(compose(facts, WORDING, "")))


def test_a_trainee_is_introduced_for_an_internship_and_nowhere_as_hired() -> None:
    texts = compose(dataclasses.replace(CONTENT, internship=True), WORDING, "码")
    told = "".join(strings(texts))
    assert "到贵单位见习" in texts.letter.body
    assert any("就业见习" in line for line in texts.letter.details)
    assert "每月生活费" in texts.receipt.hired
    assert not any(word in told for word in ("应聘", "同意录用", "未录用", "月工资", "合同期限"))
