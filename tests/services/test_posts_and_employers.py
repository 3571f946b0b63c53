"""Posts, their employers and what goes to the district, through the use cases on a real file."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from desk_app.bootstrap import Desk
from desk_app.domain.entry import NotEntered
from desk_app.domain.errors import Refused
from desk_app.domain.posts import Post
from tests.kit.office import FixedClock

FIRM = {"name": "演练县新星制衣厂", "phone": "15400000001"}
OFFER = {"employer": FIRM["name"], "title": "缝纫工", "headcount": "5", "place": "青禾镇", "pay_text": "4k-5k"}


def post(desk: Desk, uid: str) -> Post:
    return desk.posts.board(desk.actor, uid).post


def offer(desk: Desk, **more: str) -> str:
    if not any(line.name == FIRM["name"] for line in desk.employers.lines(desk.actor)):
        desk.employers.save(desk.actor, None, FIRM)
    return desk.posts.save(desk.actor, None, {**OFFER, **more}).uid


def test_a_new_post_gets_the_next_number_and_waits_for_the_word_of_its_employer(desk: Desk) -> None:
    uid = offer(desk)
    board = desk.posts.board(desk.actor, uid)
    assert (board.post.post_no, board.standing, board.employer.name) == ("P2026100001", "unverified", FIRM["name"])
    assert board.seats.free == 5
    assert desk.posts.verify(desk.actor, [uid], "王核实", "phone").count == 1
    verified = post(desk, uid)
    assert (verified.state, verified.verified_by, verified.verified_how) == ("open", "王核实", "phone")
    assert uid in desk.finding.posts(desk.actor, "fengren")


def test_what_is_wrong_is_said_by_field_and_nothing_is_written(desk: Desk) -> None:
    before = len(desk.posts.lines(desk.actor))
    with pytest.raises(NotEntered) as error:
        desk.posts.save(desk.actor, None, {**OFFER, "employer": "没有的厂", "headcount": "0"})
    assert set(error.value.errors) == {"employer", "headcount"}
    assert len(desk.posts.lines(desk.actor)) == before


def test_the_same_post_is_not_entered_twice(desk: Desk) -> None:
    uid = offer(desk)
    with pytest.raises(NotEntered) as error:
        offer(desk)
    assert error.value.same == uid
    offer(desk, place="县城")


def test_an_employer_is_known_by_code_and_by_name(desk: Desk) -> None:
    known = desk.employers.lines(desk.actor)[0]
    for typed, field in (
        ({"name": "另一家", "credit_code": known.credit_code}, "credit_code"),
        ({"name": f" {known.name} "}, "name"),
    ):
        with pytest.raises(NotEntered) as error:
            desk.employers.save(desk.actor, None, typed)
        assert (set(error.value.errors), error.value.same) == ({field}, known.uid)


def test_fewer_seats_than_are_taken_are_refused(desk: Desk) -> None:
    line = next(line for line in desk.posts.lines(desk.actor) if line.seats.hired + line.seats.held)
    desk.posts.save(desk.actor, line.uid, {"headcount": "9"})
    assert post(desk, line.uid).state == "unverified"
    with pytest.raises(NotEntered) as error:
        desk.posts.save(desk.actor, line.uid, {"headcount": "0"})
    assert set(error.value.errors) == {"headcount"}


def test_steps_for_many_tell_what_they_could_not_do(desk: Desk, clock: FixedClock) -> None:
    first, second, third = [line.uid for line in desk.posts.lines(desk.actor)][:3]
    desk.posts.withdraw(desk.actor, [first], "单位停产")
    done = desk.posts.pause(desk.actor, [first, second, third])
    assert (done.count, [why for _, why in done.left]) == (2, ["岗位已撤销，不能再改；还招人的请新增岗位。"])
    assert desk.posts.reopen(desk.actor, [second]).count == 1
    assert [post(desk, uid).state for uid in (first, second, third)] == ["withdrawn", "open", "paused"]
    assert desk.posts.verify(desk.actor, [third], "练习员", "visit").count == 1
    assert post(desk, third).state == "paused"
    with pytest.raises(Refused):
        desk.posts.withdraw(desk.actor, [second], "")


def test_an_expired_post_is_extended_and_verified_anew(desk: Desk, clock: FixedClock) -> None:
    uid = offer(desk, valid_until="+1")
    desk.posts.verify(desk.actor, [uid], "练习员", "phone")
    clock.forward(days=3)
    assert desk.posts.board(desk.actor, uid).standing == "expired"
    left = desk.posts.verify(desk.actor, [uid], "练习员", "phone").left
    assert left == (("缝纫工", "已过有效期，请先延长有效期。"),)
    desk.posts.extend(desk.actor, [uid], desk.actor.today() + timedelta(days=30))
    assert desk.posts.board(desk.actor, uid).standing == "unverified"


def test_a_step_for_many_is_taken_back_as_one(desk: Desk) -> None:
    uids = [line.uid for line in desk.posts.lines(desk.actor)]
    desk.posts.pause(desk.actor, uids)
    assert {line.standing for line in desk.posts.lines(desk.actor)} == {"paused"}
    desk.undo.undo(desk.actor)
    assert "paused" not in {line.standing for line in desk.posts.lines(desk.actor)}


def test_an_employer_who_is_blocked_gets_no_new_post_until_it_is_unblocked(desk: Desk) -> None:
    offer(desk)
    firm = next(line for line in desk.employers.lines(desk.actor) if line.name == FIRM["name"])
    with pytest.raises(Refused):
        desk.employers.block(desk.actor, firm.uid, " ")
    desk.employers.block(desk.actor, firm.uid, "拖欠工资")
    file = desk.employers.file(desk.actor, firm.uid)
    assert (file.employer.blocked_reason, file.line.posts, file.events[0].title) == (
        "拖欠工资",
        1,
        f"停止推荐到{FIRM['name']}",
    )
    with pytest.raises(NotEntered):
        offer(desk, title="裁剪工")
    desk.employers.unblock(desk.actor, firm.uid)
    offer(desk, title="裁剪工")


def test_a_board_tells_who_is_on_the_way_and_no_hardship(desk: Desk) -> None:
    boards = [desk.posts.board(desk.actor, line.uid) for line in desk.posts.lines(desk.actor)]
    words = [one.words for board in boards for one in board.people]
    assert any(word.startswith("已录用") for word in words)
    assert any(word.startswith("推荐信 2026-") for word in words)
    assert not any("困难" in repr(board.people) for board in boards)
    assert boards[0].events[-1].title == "登记"


def test_what_goes_to_the_district_and_what_went(desk: Desk, tmp_path: Path, clock: FixedClock) -> None:
    empty = desk.exchange.outlook(desk.actor)
    assert (empty.last, empty.days, empty.past, empty.persons) == (None, None, (), 40)
    with pytest.raises(Refused) as error:
        desk.exchange.roster(desk.actor, tmp_path / "a.xlsx", plain=False, reason="", password="12345")
    assert error.value.code == "weak_file_password"
    desk.exchange.roster(desk.actor, tmp_path / empty.name, plain=False, reason="", password="123456")
    clock.forward(days=3)
    offer(desk)
    now = desk.exchange.outlook(desk.actor)
    assert (now.days, now.news) == (3, (("新岗位", 1),))
    assert now.last is not None
    assert (now.last.persons, now.last.file, now.last.encrypted) == (
        40,
        "柳河湾镇一人一岗花名册20261124.xlsx",
        True,
    )
