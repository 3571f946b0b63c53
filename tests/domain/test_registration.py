"""What may be entered for a person, and the steps that a clerk may take by hand."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date

import pytest
from stdnum.cn import ric
from tests.kit.office import actor

from desk_app import resources
from desk_app.domain.actor import Role
from desk_app.domain.errors import Refused
from desk_app.domain.proposals import Proposal
from desk_app.domain.referrals import Letter
from desk_app.domain.registration import Circumstances, Registered, enrol, read_from_number, registered
from desk_app.domain.seeker_states import Case, step, steps
from desk_app.domain.seekers import Seeker
from desk_app.domain.service_log import ServiceEntry

TODAY = date(2026, 11, 24)
AT = Circumstances(
    today=TODAY,
    practice=True,
    codes=resources.codes(),
    words=resources.intake_words(),
    tracks=resources.retirement(),
)
CLOCKS = resources.clocks()


def number(birth: str, order: int = 1) -> str:
    body = f"410099{birth}{order:03d}"
    return body + str(ric.calc_check_digit(body + "0"))


def enter(before: Seeker | None = None, at: Circumstances = AT, **typed: str) -> Registered:
    return registered(before, typed, at)


def test_sex_birth_date_and_paper_follow_from_the_number() -> None:
    found = enter(name="周小明", id_no=number("19900101", 2).lower())
    assert found.errors == {}
    assert found.seeker.sex == "2"
    assert found.seeker.birth_date == date(1990, 1, 1)
    assert found.seeker.id_doc_type == "01"
    assert found.seeker.state == "willing"
    assert found.seeker.registered_on == TODAY
    assert read_from_number(number("19900101"), AT)["sex"] == "1"
    assert read_from_number("4100991990", AT) == {}


def test_sex_against_the_number_is_told() -> None:
    assert "不符" in enter(name="周小明", id_no=number("19900101"), sex="女").errors["sex"]
    kept = enter(name="周小明", id_no=number("19900101")).seeker
    assert "不符" in enter(kept, birth_date="19910101").errors["birth_date"]
    assert enter(kept, birth_date="19900101").errors == {}


def test_only_what_was_typed_changes_and_the_raw_word_goes_with_it() -> None:
    before = Seeker(uid="s", name="周小明", mobile="15400000001", education="60", raw={"education": "高中肄业"})
    after = enter(before, education="大专").seeker
    assert after == dataclasses.replace(before, education="30", raw={})
    assert enter(before, village="双桥村").seeker.raw == before.raw


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({}, "name", "请填姓名"),
        ({"name": "周小明"}, "id_no", "先填联系电话"),
        ({"name": "周", "mobile": "15400000001"}, "name", "2 到 30 个字"),
        ({"name": "周小明1", "mobile": "15400000001"}, "name", "不带数字"),
        ({"name": "周小明", "mobile": "1540000"}, "mobile", "11 位"),
        ({"name": "周小明", "mobile": "15400000001、15400000002"}, "mobile", "只填一个"),
        ({"name": "周小明", "id_no": "410099199001010012"}, "id_no", "校验码不对"),
        ({"name": "周小明", "id_no": "410099900101001"}, "id_no", "15位旧号码"),
        ({"name": "周小明", "mobile": "15400000001", "birth_date": "20270101"}, "birth_date", "晚于今天"),
        ({"name": "周小明", "mobile": "15400000001", "education": "很高"}, "education", "请从列表里选"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(typed: Mapping[str, str], field: str, words: str) -> None:
    assert words in enter(**typed).errors[field]


def test_practice_numbers_stay_out_of_a_real_office() -> None:
    real = dataclasses.replace(AT, practice=False)
    errors = enter(at=real, name="周小明", id_no=number("19900101"), mobile="15400000001").errors
    assert set(errors) == {"id_no", "mobile"}


def test_nobody_under_16_is_registered() -> None:
    day_before = number("20101124")  # 16 from the day after the birthday on
    assert "未满十六周岁" in enter(name="周小明", id_no=day_before).errors["id_no"]
    assert enter(name="周小明", id_no=number("20101123")).errors == {}
    assert "未满十六周岁" in enter(name="周小明", mobile="15400000001", birth_date="20120101").errors["birth_date"]
    kept = Seeker(uid="s", name="周小明", mobile="15400000001", birth_date=date(2012, 1, 1))
    found = enter(kept, village="双桥村")
    assert found.errors == {}
    assert "未满十六周岁" in found.notices[0]


def test_past_the_retirement_age_is_only_told() -> None:
    found = enter(name="周大爷", id_no=number("19600101"))
    assert found.errors == {}
    assert "退休年龄" in found.notices[0]
    assert enter(name="周大叔", id_no=number("19700101")).notices == ()


def test_a_new_person_comes_with_groups_and_the_first_line_of_the_log() -> None:
    found = enter(name="周小明", mobile="15400000001", groups="退役军人、农村劳动力")
    kinds = [type(change.after).__name__ for change in enrol(found.seeker, found.groups, actor()).changes]
    assert kinds == ["Seeker", "Membership", "Membership", "ServiceEntry"]


# Steps


def case(state: str, *, log: tuple[str, ...] = (), letter: str = "", proposal: str = "") -> Case:
    return Case(
        seeker=Seeker(uid="s", name="周小明", state=state),
        memberships=(),
        log=[
            ServiceEntry(
                uid=str(n), seeker_uid="s", kind="contact", result=result, at=f"2026-11-{n + 1:02d}T09:00:00+08:00"
            )
            for n, result in enumerate(log)
        ],
        letters=[Letter(uid="l", seeker_uid="s", state=letter)] if letter else [],
        proposals=[Proposal(uid="p", seeker_uid="s", state=proposal)] if proposal else [],
    )


def refusal(one: Case, to: str, role: Role = Role.CLERK, **how: str) -> str:
    with pytest.raises(Refused) as caught:
        step(one, to, actor(role=role), CLOCKS, **how)
    return caught.value.code


def test_somebody_not_verified_needs_a_contact_first() -> None:
    assert refusal(case("unverified"), "willing") == "no_contact"
    assert refusal(case("unverified", log=("not_reached",)), "willing") == "no_contact"
    assert len(step(case("unverified", log=("",)), "willing", actor(), CLOCKS).changes) == 1
    written = step(case("unverified"), "unwilling", actor(), CLOCKS, how="phone").changes
    assert [type(one.after).__name__ for one in written] == ["Seeker", "ServiceEntry"]
    assert written[1].after.result == "unwilling"


def test_who_no_longer_waits_is_no_longer_proposed() -> None:
    changes = step(case("willing", proposal="agreed"), "training", actor(), CLOCKS).changes
    assert [one.after.state for one in changes] == ["training", "closed"]
    assert len(step(case("unwilling", proposal="agreed"), "willing", actor(), CLOCKS).changes) == 1


def test_steps_that_are_not_open() -> None:
    assert refusal(case("referred"), "willing") == "wrong_step"
    assert refusal(case("willing"), "archived") == "reason_missing"
    assert refusal(case("willing", letter="issued"), "unwilling") == "open_letter"
    assert refusal(case("in_post", letter="hired"), "willing") == "still_hired"
    assert refusal(case("archived"), "willing") == "not_allowed"
    assert refusal(case("willing"), "lost") == "not_lost_yet"


def test_steps_that_are_open() -> None:
    assert step(case("archived"), "willing", actor(role=Role.SUPERVISOR), CLOCKS)
    assert step(case("willing", log=("not_reached",) * 3), "lost", actor(), CLOCKS).changes[0].after.state == "lost"
    closed = step(case("willing"), "archived", actor(), CLOCKS, reason="迁出").changes
    assert closed[1].after.note == "迁出"
    assert steps("willing")[-2:] == ("lost", "archived")
    assert "lost" not in steps("lost")
    assert steps("archived") == ("willing", "unwilling")
