"""Posts that must be looked at again, asked about again, or kept for somebody, through the use cases on a real file."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desk_app.bootstrap import Desk
from desk_app.domain.actor import Role
from desk_app.domain.changes import ChangeSet, insert, new_uid, update
from desk_app.domain.errors import Refused
from desk_app.domain.followups import FollowUp
from desk_app.domain.posts import Post
from desk_app.domain.progress import Progress
from desk_app.domain.referrals import Letter
from desk_app.domain.seekers import Membership, Seeker
from desk_app.services.referrals import Pair
from tests.kit.office import FixedClock

FIRM = {"name": "演练县新星制衣厂", "phone": "15400000001"}
OFFER = {"employer": FIRM["name"], "title": "缝纫工", "headcount": "5", "place": "青禾镇", "pay_text": "4k-5k"}


def offer(desk: Desk, **more: str) -> str:
    desk.employers.save(desk.actor, None, FIRM)
    return desk.posts.save(desk.actor, None, {**OFFER, **more}).uid


def write(desk: Desk, change: ChangeSet) -> None:
    desk.database.write(desk.actor, "测试", lambda unit: unit.apply(change))


def ready_pair(desk: Desk) -> Pair:
    return desk.referrals.waiting(desk.actor).ready[0]


def test_a_post_with_signs_of_fraud_is_verified_only_after_somebody_else_looked(desk: Desk) -> None:
    uid = offer(desk, duties="先交服装费300元，加微信详聊")
    done = desk.posts.verify(desk.actor, [uid], desk.actor.name, "phone")
    assert (done.count, len(done.left)) == (0, 1)
    assert "先收钱" in done.left[0][1]
    assert "按 K" in desk.posts.board(desk.actor, uid).second_look_words()
    desk.posts.look_again(desk.actor, uid, "李复看", "去单位看过，不再收")
    assert desk.posts.verify(desk.actor, [uid], desk.actor.name, "phone").count == 1
    assert "李复看" in desk.posts.board(desk.actor, uid).second_look_words()
    desk.posts.save(desk.actor, uid, {"duties": "先交培训费500元"})
    changed = desk.posts.board(desk.actor, uid).post
    assert (changed.is_verified(), changed.second_look_by) == (False, "")


def test_whoever_is_alone_writes_what_was_checked(desk: Desk) -> None:
    uid = offer(desk, duties="扣押身份证")
    clerk = dataclasses.replace(desk.actor, role=Role.CLERK)
    with pytest.raises(Refused, match="写明查了什么"):
        desk.posts.look_again(clerk, uid, clerk.name, " ")
    desk.posts.look_again(clerk, uid, clerk.name, "打座机核对，已改为当场归还")
    assert desk.posts.verify(clerk, [uid], clerk.name, "visit").count == 1


def test_verifying_all_leaves_doubtful_posts_out_and_a_number_refuses(desk: Desk) -> None:
    uid = offer(desk, duties="扣押身份证")
    others = len(desk.posts.lines(desk.actor)) - 1
    assert desk.posts.confirm(desk.actor, "王核实", "phone") == others
    number = desk.posts.board(desk.actor, uid).post.post_no
    with pytest.raises(Refused, match=number):
        desk.posts.confirm(desk.actor, "王核实", "phone", [number])


def test_pay_below_the_minimum_is_not_verified_either(desk: Desk) -> None:
    uid = offer(desk)
    write(desk, update(desk.posts.board(desk.actor, uid).post, pay_min=900, pay_max=1100))
    done = desk.posts.verify(desk.actor, [uid], "王核实", "phone")
    assert (done.count, "最低工资" in done.left[0][1]) == (0, True)
    write(desk, update(desk.posts.board(desk.actor, uid).post, kind="internship"))
    assert desk.posts.verify(desk.actor, [uid], "王核实", "phone").count == 1
    assert "认定或批准依据" in desk.posts.board(desk.actor, uid).missing


def test_a_held_seat_says_until_when(desk: Desk) -> None:
    uid = next(line.uid for line in desk.posts.lines(desk.actor) if line.seats.held)
    board = desk.posts.board(desk.actor, uid)
    assert f"最早到 {board.held_until}" in board.seats_words()


def test_an_old_word_stops_letters_and_proposals_until_it_is_asked_for_again(desk: Desk, clock: FixedClock) -> None:
    uids = [line.uid for line in desk.posts.lines(desk.actor)]
    desk.posts.extend(desk.actor, uids, date(2027, 6, 30))
    pair = ready_pair(desk)
    clock.forward(days=31)
    assert {line.standing for line in desk.posts.lines(desk.actor)} <= {"stale", "full"}
    hindered = {one.seeker.uid: cause.kind for one, cause in desk.referrals.waiting(desk.actor).hindered}
    assert hindered[pair.seeker.uid] == "post_stale"
    accepted = desk.plans.accept(desk.actor)
    assert (accepted.count, accepted.stale > 0) == (0, True)
    assert "先复核" in accepted.sentence()
    lines = [item for item in desk.agenda.today(desk.actor).items if item.kind == "post"]
    assert any("用前要复核" in item.why for item in lines)
    assert desk.posts.verify(desk.actor, uids, "王核实", "phone").count == len(uids)
    assert {line.standing for line in desk.posts.lines(desk.actor)} <= {"open", "full"}
    assert desk.plans.accept(desk.actor).count == accepted.stale


def test_a_kept_post_gives_no_letter_to_whoever_is_not_in_the_group_on_the_day(desk: Desk) -> None:
    pair = ready_pair(desk)
    write(desk, update(pair.post, kind="public_welfare"))
    causes = {one.seeker.uid: cause for one, cause in desk.referrals.waiting(desk.actor).hindered}
    assert causes[pair.seeker.uid].kind == "not_in_group"
    assert "困难" not in causes[pair.seeker.uid].sentence
    ended = Membership(uid=new_uid(), seeker_uid=pair.seeker.uid, group="HARD", ended_on=date(2026, 11, 23))
    write(desk, insert(ended))
    assert pair.seeker.uid in {one.seeker.uid for one, _ in desk.referrals.waiting(desk.actor).hindered}
    write(desk, update(ended, ended_on=None))
    assert pair.seeker.uid in {one.seeker.uid for one in desk.referrals.waiting(desk.actor).ready}


def test_a_trainee_is_no_employee_in_letter_receipt_and_report(desk: Desk, tmp_path: Path) -> None:
    pair = ready_pair(desk)
    write(desk, update(pair.post, kind="internship"))
    write(desk, insert(Membership(uid=new_uid(), seeker_uid=pair.seeker.uid, group="GRAD")))
    [letter], refused = desk.referrals.issue_to(desk.actor, [pair.seeker.uid], Progress())
    assert refused == ()
    assert letter.printed["internship"] is True
    told = desk.referrals.take_receipt(desk.actor, letter.short_no, "hired", start=desk.actor.today())
    assert told["follow_ups"] == []
    seeker, visits = desk.database.read(
        lambda read: (read.first(Seeker, uid=pair.seeker.uid), read.all(FollowUp, letter_uid=letter.uid))
    )
    assert seeker is not None
    assert (seeker.state, visits) == ("internship", ())
    path = tmp_path / "花名册.xlsx"
    desk.exchange.roster(desk.actor, path, plain=True, reason="试", password=None)
    sheets = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(path)}
    row = next(row for row in sheets["推荐信"] if letter.letter_no in row)
    assert "接收见习" in row
    of_post = next(row for row in sheets["岗位"] if pair.post.post_no in row)
    heads = next(row for row in sheets["岗位"] if "已录用" in row)
    hired = list(desk.database.read(lambda read: read.all(Letter, post_uid=pair.post.uid, state="hired")))
    assert (of_post[heads.index("已录用")], len(hired)) == (0, 1)


def test_a_blocked_employer_is_offered_to_nobody_and_the_file_says_who_and_why(desk: Desk) -> None:
    pair = ready_pair(desk)
    desk.employers.block(desk.actor, pair.employer.uid, "收押金")
    causes = {one.seeker.uid: cause.kind for one, cause in desk.referrals.waiting(desk.actor).hindered}
    assert causes[pair.seeker.uid] == "employer_blocked"
    desk.matching.match(desk.actor, 2)
    posts = {post.post_no for post in desk.database.read(lambda read: read.all(Post, employer_uid=pair.employer.uid))}
    assert posts.isdisjoint(str(one["post_no"]) for one in desk.matching.plan())
    event = desk.employers.file(desk.actor, pair.employer.uid).events[0]
    assert (event.by, "收押金" in event.text) == (desk.actor.name, True)


def test_who_waits_for_a_post_that_is_only_typed(desk: Desk) -> None:
    assert "填了岗位名称" in desk.who_waits.waiting_for_typed(desk.actor, {}).sentence()
    found = desk.who_waits.waiting_for_typed(desk.actor, {"title": "缝纫工", "headcount": "2"}, limit=3)
    assert found.count >= len(found.persons) > 0
    assert f"{found.count} 人" in found.sentence()
    assert all(one.why for one in found.persons)
    waiting = desk.database.read(lambda read: {one.uid: one.state for one in read.all(Seeker)})
    assert {waiting[one.seeker_uid] for one in found.persons} <= {"unverified", "willing"}
    hard = desk.database.read(
        lambda read: {m.seeker_uid for m in read.all(Membership) if m.group in ("HARD", "ZEROFAM")}
    )
    kept = desk.who_waits.waiting_for(desk.actor, Post(uid="", title="保洁", kind="public_welfare"), limit=99)
    assert {one.seeker_uid for one in kept.persons} <= hard


def test_who_waits_is_read_anew_after_something_was_written(desk: Desk) -> None:
    before = desk.who_waits.waiting_for_typed(desk.actor, {"title": "普工"}, limit=99)
    gone = before.persons[0].seeker_uid
    write(desk, update(desk.database.read(lambda read: read.first(Seeker, uid=gone)), state="in_post"))
    after = desk.who_waits.waiting_for_typed(desk.actor, {"title": "普工"}, limit=99)
    assert gone not in {one.seeker_uid for one in after.persons}
    assert after.count == before.count - 1
