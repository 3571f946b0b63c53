"""What may be entered for a post and an employer, and what the law says to its words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desk_app import resources
from desk_app.domain.employers import Employer
from desk_app.domain.entry import Misread
from desk_app.domain.errors import Refused
from desk_app.domain.office import Office
from desk_app.domain.post_file import missing, people, script, seats
from desk_app.domain.posts import Post, extend, pause, reopen, standing, withdraw
from desk_app.domain.proposals import Proposal
from desk_app.domain.referrals import Letter
from desk_app.domain.seekers import Seeker
from desk_app.domain.vacancies import (
    Circumstances,
    circumstances,
    code_trouble,
    marks,
    offered,
    pay_words,
    phone_trouble,
    until,
)

TODAY = date(2026, 11, 24)
TYPED = {"title": "缝纫工", "headcount": "三名", "place": "柳河湾镇工业园", "pay_text": "4k-5k", "duties": "缝制校服"}


def at(*, practice: bool = True) -> Circumstances:
    office = Office(uid="o", name="平泽县柳河湾镇人社所", short_name="柳河湾镇", region="410122", practice=practice)
    return circumstances(office, TODAY, resources.codes(), resources.intake_words(), 60)


def verified(**more: object) -> Post:
    values: dict[str, object] = {
        "uid": "p", "employer_uid": "e", "title": "缝纫工", "headcount": 3, "place": "柳河湾镇", "state": "open",
        "verified_by": "王核实", "verified_on": TODAY, "verified_how": "phone", "valid_until": date(2026, 12, 31),
    }  # fmt: skip
    return Post(**{**values, **more})  # type: ignore[arg-type]


def test_a_new_post_reads_pay_place_and_last_day() -> None:
    found = offered(None, "e", TYPED, at())
    post = found.post
    assert found.errors == {}
    assert (post.headcount, post.pay_min, post.pay_max, post.pay_unit) == (3, 4000, 5000, "month")
    assert (post.place_level, post.state, post.valid_until) == ("township", "unverified", TODAY + timedelta(days=60))


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("title", ""),
        ("headcount", "0"),
        ("headcount", "若干"),
        ("place", ""),
        ("pay_text", "看着给"),
        ("valid_until", "2026-11-01"),
        ("valid_until", "明年"),
        ("age_min", "15"),
        ("education_min", "很高"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(field: str, typed: str) -> None:
    assert set(offered(None, "e", {**TYPED, field: typed}, at()).errors) == {field}


def test_a_post_needs_an_employer_and_ages_in_order() -> None:
    found = offered(None, "", {**TYPED, "age_min": "50", "age_max": "40"}, at())
    assert set(found.errors) == {"employer", "age_max"}


@pytest.mark.parametrize(
    ("words", "law"),
    [
        ("限女", "就业促进法第二十七条"),
        ("未婚优先", "妇女权益保障法第四十三条"),
        ("本地户口", "人力资源市场暂行条例第十一条"),
        ("少数民族勿扰", "就业促进法第三条"),
        ("五官端正", "就业促进法第三条"),
        ("交押金500元", "劳动合同法第九条"),
        ("35岁以下", "法定理由"),
    ],
)
def test_unlawful_words_are_marked_with_the_law_and_kept(words: str, law: str) -> None:
    found = offered(None, "e", {**TYPED, "requirements": words}, at())
    assert found.errors == {}
    assert found.post.requirements == words
    assert [(mark.field, law in mark.sentence, words[:2] in mark.sentence) for mark in found.marks] == [
        ("requirements", True, True)
    ]


def test_an_age_with_its_lawful_reason_is_not_marked() -> None:
    shown = {"requirements": "35岁以下", "age_max": "35", "age_reason": "矿山井下作业规定"}
    assert marks(shown, at()) == ()
    assert {mark.field for mark in marks({**shown, "age_reason": ""}, at())} == {"requirements", "age_reason"}


def test_lawful_words_are_not_marked() -> None:
    assert marks({"requirements": "男女不限，年满18周岁，有责任心", "welfare": "包住，五险"}, at()) == ()


def test_pay_that_looks_mistyped_is_marked_not_forbidden() -> None:
    found = offered(None, "e", {**TYPED, "pay_text": "400-500元/月"}, at())
    assert found.errors == {}
    assert [mark.field for mark in found.marks] == ["pay_text"]


def test_the_pay_is_shown_as_it_is_read() -> None:
    assert pay_words("4k-5k", at()) == "读作 4000—5000 元/月"
    assert pay_words("180元/天", at()) == "读作 180 元/日"
    assert pay_words("面议", at()) == "读作面议"
    assert pay_words("看着给", at()) == ""


def test_a_changed_term_takes_the_word_of_the_employer_away() -> None:
    assert offered(verified(), "e", {"remark": "已去电"}, at()).post.is_verified()
    changed = offered(verified(), "e", {"headcount": "5"}, at()).post
    assert (changed.is_verified(), changed.state) == (False, "unverified")
    paused = offered(verified(state="paused"), "e", {"headcount": "5"}, at()).post
    assert (paused.is_verified(), paused.state) == (False, "paused")


def test_dangers_named_in_the_texts_protect_young_people_and_women() -> None:
    assert offered(None, "e", {**TYPED, "duties": "高空安装"}, at()).post.hazards == ("height",)


def test_the_state_of_today_follows_from_day_and_seats() -> None:
    assert standing(verified(), 1, TODAY) == "open"
    assert standing(verified(), 0, TODAY) == "full"
    assert standing(verified(valid_until=date(2026, 11, 23)), 1, TODAY) == "expired"
    assert standing(verified(state="paused", valid_until=date(2026, 11, 23)), 1, TODAY) == "paused"


def test_steps_of_a_post_and_those_that_are_refused() -> None:
    post = verified()
    paused = pause(post).changes[0].after
    assert (paused.state, reopen(paused).changes[0].after.state) == ("paused", "open")
    gone = withdraw(post, "单位停产").changes[0].after
    assert (gone.state, gone.remark) == ("withdrawn", "撤销：单位停产")
    for step in (
        lambda: reopen(post),
        lambda: pause(paused),
        lambda: pause(gone),
        lambda: withdraw(post, " "),
        lambda: withdraw(gone, "再撤"),
        lambda: extend(gone, TODAY, TODAY),
        lambda: extend(post, date(2026, 11, 1), TODAY),
    ):
        with pytest.raises(Refused):
            step()


def test_a_post_that_was_past_must_be_verified_anew_when_it_is_extended() -> None:
    longer = extend(verified(), date(2027, 1, 31), TODAY).changes[0].after
    assert (longer.valid_until, longer.is_verified()) == (date(2027, 1, 31), True)
    past = extend(verified(valid_until=date(2026, 11, 1)), date(2027, 1, 31), TODAY).changes[0].after
    assert (past.is_verified(), past.state) == (False, "unverified")


def test_a_typed_last_day() -> None:
    assert until("+30", resources.codes(), TODAY) == date(2026, 12, 24)
    for typed in ("", "很久"):
        with pytest.raises(Misread):
            until(typed, resources.codes(), TODAY)


def test_seats_count_down_with_letters_and_never_below_nothing() -> None:
    assert seats(verified(), ["issued", "overdue", "hired", "void", "not_hired"]).free == 0
    assert seats(verified(headcount=1), ["issued", "hired"]).free == 0
    assert seats(verified(), ["hired", "not_hired"]).sentence() == "招 3 人：已录用 1，推荐信占用 0，空 2"
    assert seats(verified(headcount=None), []).sentence() == "招聘人数还没有问清"


def test_each_person_on_a_post_stands_there_once_without_phone_number_or_group() -> None:
    seekers = {uid: Seeker(uid=uid, name=f"甲{uid}", mobile="15400000001", village="东村") for uid in "abc"}
    proposals = [
        Proposal(uid="1", seeker_uid="a", state="lettered"),
        Proposal(uid="2", seeker_uid="b", state="considering"),
        Proposal(uid="3", seeker_uid="c", state="superseded"),
    ]
    letters = [
        Letter(uid="4", seeker_uid="a", desk="1", year=2026, sequence=7, receipt_due=date(2026, 12, 4)),
        Letter(uid="5", seeker_uid="c", state="void"),
    ]
    found = people(letters, proposals, seekers, resources.codes())
    assert [(one.name, one.words) for one in found] == [
        ("甲a", "推荐信 2026-7，12-04 前回执"),
        ("甲b", "考虑中"),
    ]
    assert "15400000001" not in repr(found)


def test_the_call_asks_for_each_fact_that_is_not_known() -> None:
    bare = "\n".join(
        script(Post(uid="p", title="普工"), Employer(uid="e"), "柳河湾镇人社所", "张某", resources.codes())
    )
    full = verified(pay_text="4000-5000元/月", shift="day", lodging=True, duties="缝制", education_min="70")
    known = "\n".join(
        script(full, Employer(uid="e", credit_code="91410099MA8141081Q"), "柳河湾镇人社所", "张某", resources.codes())
    )
    for asked in ("一共招几个人", "在哪里上班", "工资多少", "具体做什么", "管不管住", "统一社会信用代码", "招到哪一天"):
        assert asked in bare
        assert asked not in known
    assert "招 3 人，对吗" in known


def test_facts_that_a_vacancy_must_name() -> None:
    assert missing(Post(uid="p", title="普工")) == ("招聘人数", "工作内容", "工作地点", "工资待遇")
    assert missing(verified(duties="缝制", pay_unit="negotiable")) == ()


def test_practice_numbers_have_no_place_in_a_real_office() -> None:
    assert "演练" in code_trouble("91410099MA8141081Q", at(practice=False))
    assert "演练" in phone_trouble("15400000001", at(practice=False))
    assert code_trouble("91410099MA8141081Q", at()) == phone_trouble("15400000001", at()) == ""
