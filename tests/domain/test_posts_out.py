"""Posts that go out: lawful, without anybody's phone or name, and only those that may be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app import resources
from desk_app.domain.employers import Employer
from desk_app.domain.errors import Refused
from desk_app.domain.office import Office
from desk_app.domain.posts import Post
from desk_app.domain.posts_out import GoingOut, Opening, chat_text, going_out

TODAY = date(2026, 11, 24)
CODES, GROUNDS = resources.codes(), resources.intake_words().unlawful
OFFICE = Office(uid="o", name="柳河湾镇人社所", phone="0399-1234567", address="镇政府大厅3号窗口")
FIRM = Employer(uid="e", name="河口制衣有限公司", contact="王丽", legal_person="赵大海", phone="15400000009")
POST = Post(
    uid="p",
    employer_uid="e",
    title="缝纫工",
    headcount=10,
    place="柳河湾镇工业园区二号厂房",
    pay_text="4000-5500元/月",
    education_min="20",
    experience_years=1,
    requirements="能吃苦",
    welfare="五险，包吃",
    lodging=True,
    state="open",
    verified_by="练习员",
    verified_on=date(2026, 11, 20),
    valid_until=date(2026, 12, 20),
)


def opening(post: Post = POST, employer: Employer = FIRM, free: int = 4, *, doubtful: bool = False) -> Opening:
    return Opening(post=post, employer=employer, free=free, doubtful=doubtful)


def out(*openings: Opening) -> GoingOut:
    return going_out(openings, CODES, GROUNDS, TODAY)


def text(*openings: Opening) -> str:
    return chat_text(out(*openings).offers, OFFICE, TODAY)


def test_short_lines_say_what_work_where_and_for_how_much() -> None:
    assert text(opening()).splitlines() == [
        "【柳河湾镇人社所招聘信息】11月24日",
        "",
        "1. 河口制衣有限公司　招缝纫工4人",
        "待遇：4000-5500元/月，提供住宿，五险，包吃",
        "地点：柳河湾镇工业园区二号厂房",
        f"要求：{CODES['education'].label('20')}及以上；有 1 年以上经验；能吃苦",
        "",
        "报名咨询：柳河湾镇人社所，电话 0399-1234567，镇政府大厅3号窗口",
        "公共就业服务免费，不收取任何费用。",
    ]
    assert out(opening()).sentence() == ""


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (opening(replace(POST, state="unverified", verified_on=None)), "还没有核实"),
        (opening(replace(POST, recheck_on=date(2026, 11, 1))), "再向单位确认"),
        (opening(replace(POST, state="paused")), "已暂停"),
        (opening(replace(POST, valid_until=date(2026, 11, 23))), "已过有效期"),
        (opening(replace(POST, state="withdrawn")), "已撤销"),
        (opening(free=0), "名额已满"),
        (opening(employer=replace(FIRM, blocked_reason="欠薪")), "单位已停止推荐"),
        (opening(doubtful=True), "还没有人复看"),
        (opening(replace(POST, title="男焊工")), "请先改名称"),
        (opening(replace(POST, title="联系王丽")), "请先改名称"),
    ],
)
def test_what_must_not_be_told_is_left_out_and_named(one: Opening, why: str) -> None:
    found = out(one, opening(replace(POST, uid="q", title="保洁")))
    assert [offer.title for offer in found.offers] == ["保洁"]
    assert f"1 个岗位没有发：{one.post.title}（" in found.sentence()
    assert why in found.sentence()
    with pytest.raises(Refused, match=why):
        out(one)


def test_of_many_that_are_left_out_a_few_are_named() -> None:
    paused = [opening(replace(POST, uid=str(number), state="paused")) for number in range(300)]
    sentence = out(*paused, opening()).sentence()
    assert sentence.startswith("300 个岗位没有发：")
    assert sentence.endswith("；还有 292 处。")


def test_why_an_employer_is_blocked_is_told_to_nobody() -> None:
    with pytest.raises(Refused) as caught:
        out(opening(employer=replace(FIRM, blocked_reason="拖欠工资被查")))
    assert "拖欠" not in caught.value.message


@pytest.mark.parametrize("words", ["限男性", "女性优先", "18-35岁", "已婚已育", "本地户口优先", "交押金500元"])
def test_unlawful_words_are_not_passed_on_but_named_for_the_talk(words: str) -> None:
    found = out(opening(replace(POST, requirements=f"能吃苦，{words}，会踩电车")))
    (offer,) = found.offers
    assert "能吃苦" in offer.needs
    assert "会踩电车" in offer.needs
    assert words not in offer.needs
    assert "下面的字句没有发，请向单位说明：缝纫工：“" in found.sentence()


def test_an_age_is_told_only_with_its_legal_reason() -> None:
    post = replace(POST, age_min=18, age_max=47)
    assert "47" not in text(opening(post))
    assert "18—47 岁（特种作业年满 18 周岁）" in text(opening(replace(post, age_reason="特种作业年满 18 周岁")))


PHONES = ["15400000009", "154 0000 0009", "154-0000-0009", "0399-7654321", "7654321"]


@pytest.mark.parametrize("field", ["requirements", "welfare", "place", "title", "pay_text"])
@pytest.mark.parametrize("contact", [*PHONES, "微信wl9", "联系王丽", "找赵大海面试"])
def test_nobody_is_named_and_no_phone_but_the_offices_is_told(field: str, contact: str) -> None:
    told = text(opening(replace(POST, **{field: f"{getattr(POST, field)}，{contact}"})))
    for words in (contact, "王丽", "赵大海", *PHONES):
        assert words not in told
    assert "0399-1234567" in told


@given(st.text("能吃苦会电脑，。；0123456789-微信王丽男女限", max_size=40))
def test_whatever_an_employer_wrote_no_mobile_goes_out(words: str) -> None:
    told = text(opening(replace(POST, requirements=f"{words}，15400000009")))
    assert "15400000009" not in told


def test_pay_looks_like_a_number_and_stays() -> None:
    for pay in ("4000-5500元/月", "180元/天", "3000—8000", "10000-15000元/月", "年薪100000-150000元"):
        assert f"待遇：{pay}" in text(opening(replace(POST, pay_text=pay)))


def test_bare_numbers_get_their_unit() -> None:
    assert "待遇：3700～4100元/月" in text(opening(replace(POST, pay_text="3700～4100")))
    assert "待遇：180元/日" in text(opening(replace(POST, pay_text="", pay_min=180, pay_unit="day")))


def test_special_kinds_are_named() -> None:
    post = replace(POST, kind="internship")
    assert f"（{CODES['post_kind'].label('internship')}）" in text(opening(post))
