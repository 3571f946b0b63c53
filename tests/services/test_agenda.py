"""Today's work: every thing that waits stands there once, with who, why and when; nothing overdue is hidden."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from desk_app.bootstrap import Desk, open_desk
from desk_app.domain.agenda.item import Bucket, Item
from desk_app.domain.changes import insert, new_uid, update
from desk_app.domain.errors import Refused
from desk_app.domain.followups import FollowUp
from desk_app.domain.intake.batches import Batch, Question
from desk_app.domain.posts import Post
from desk_app.domain.proposals import Run
from desk_app.domain.referrals import Letter
from desk_app.domain.seekers import Seeker
from desk_app.domain.service_log import Said
from desk_app.storage import schema
from desk_app.storage.waiting import counting
from tests.kit.listed import lines, listed
from tests.kit.office import PASSWORD, FixedClock, founded


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """The furnished office with all proposals on the list of those to be asked."""
    listed(desk)
    return desk


def seeker(desk: Desk, uid: str) -> Seeker:
    found = desk.database.read(lambda read: read.first(Seeker, uid=uid))
    assert found is not None
    return found


def visits(desk: Desk) -> list[FollowUp]:
    return sorted(desk.database.read(lambda read: read.all(FollowUp)), key=lambda one: one.after_days or 0)


def test_who_is_to_be_asked_stands_there_with_post_and_phone(desk: Desk) -> None:
    asked = lines(desk, "ask")
    assert len(asked) == 21
    assert all(item.phone and item.seeker_no and "问本人" in item.why for item in asked)
    assert {item.due for item in asked} == {desk.actor.today() + timedelta(days=3)}


def test_an_answer_takes_the_line_away_and_a_maybe_comes_back_later(desk: Desk, clock: FixedClock) -> None:
    first, second, third, *_ = lines(desk, "ask")
    told = desk.proposals.answer_one(desk.actor, first.seeker_no, "willing", phone_consent=True)
    assert told == f"{first.who}：愿意"
    desk.proposals.answer_one(desk.actor, second.seeker_no, "unwilling", reason="离家远")
    desk.proposals.answer_one(desk.actor, third.seeker_no, "considering")
    assert len(lines(desk, "ask")) == 18
    assert first.who in [item.who for item in lines(desk, "letter")]
    again = next(item for item in lines(desk, "ask_again") if item.who == third.who)
    assert (again.due, again.last_contact) == (date(2026, 11, 27), "11-24 电话 考虑中")


def test_a_no_without_a_reason_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        desk.proposals.answer_one(desk.actor, lines(desk, "ask")[0].seeker_no, "unwilling")
    assert refused.value.code == "reason_missing"


def test_a_yes_without_consent_to_give_the_phone_is_a_gap(desk: Desk) -> None:
    first = lines(desk, "ask")[0]
    desk.proposals.answer_one(desk.actor, first.seeker_no, "willing", phone_consent=False)
    gap = next(item for item in lines(desk, "gap") if item.who == first.who)
    assert "没有同意把电话提供" in gap.why


def test_receipts_turn_overdue_and_say_since_when(desk: Desk, clock: FixedClock) -> None:
    before = lines(desk, "receipt")
    assert [item.bucket(desk.actor.today()) for item in before] == [Bucket.LATER] * 2
    clock.forward(days=12)
    late = lines(desk, "receipt")
    assert [item.bucket(desk.actor.today()) for item in late] == [Bucket.OVERDUE] * 2
    assert all("已逾期 2 天" in item.why for item in late)


def test_weeks_end_on_sunday(desk: Desk) -> None:
    item = lines(desk, "ask")[0]  # due on Friday 2026-11-27
    buckets = [item.bucket(date(2026, 11, day)) for day in (20, 22, 23, 26, 27, 28)]
    assert buckets == [Bucket.LATER, Bucket.LATER, Bucket.WEEK, Bucket.WEEK, Bucket.TODAY, Bucket.OVERDUE]


def test_posts_of_the_plan_that_end_or_lost_their_word_are_called(desk: Desk, clock: FixedClock) -> None:
    assert lines(desk, "post") == []
    in_plan = next(item for item in lines(desk, "ask"))
    posts = {one.uid: one for one in desk.database.read(lambda read: read.all(Post))}
    post = next(one for one in posts.values() if f"“{one.title}”" in in_plan.why)
    ended = date(2026, 11, 20)
    desk.database.write(desk.actor, "改有效期", lambda unit: unit.apply(update(post, valid_until=ended)))
    line = lines(desk, "post")[0]
    assert (line.due, line.target, line.page) == (ended, post.uid, "posts")
    assert line.bucket(desk.actor.today()) is Bucket.OVERDUE
    desk.database.write(
        desk.actor,
        "撤核实",
        lambda unit: unit.apply(update(unit.first(Post, uid=post.uid), verified_by="", verified_on=None)),
    )
    assert "还没有核实" in lines(desk, "post")[0].why


def test_rows_of_an_import_wait_as_one_line(desk: Desk) -> None:
    batch = Batch(uid=new_uid(), file="名单.xlsx", at=desk.actor.moment(), by="练习员")
    asked = [Question(uid=new_uid(), batch_uid=batch.uid, row=row, kind="id") for row in (3, 9)]
    desk.database.write(desk.actor, "导入", lambda unit: unit.apply(insert(batch, *asked)))
    line = lines(desk, "question")[0]
    assert (line.who, line.why, line.target, line.page) == (
        "名单.xlsx",
        "2 行有疑问，问清了才会写入",
        batch.uid,
        "intake",
    )


def test_visits_come_at_thirty_ninety_and_hundred_eighty_days_and_end_in_a_stable_job(
    desk: Desk, clock: FixedClock
) -> None:
    states = []
    for days in (30, 60, 90):
        clock.forward(days=days)
        visit = lines(desk, "visit")[0]
        noted = desk.followups.in_post(desk.actor, visit.uid)
        states.append((noted.sentence.split("：")[1], seeker(desk, visit.seeker_uid).state))
    assert states == [("满 30 天在岗", "in_post"), ("满 90 天在岗", "in_post"), ("满 180 天在岗，稳定就业", "stable")]
    assert lines(desk, "visit") == []


def test_a_visit_cannot_be_noted_before_its_day_or_twice(desk: Desk, clock: FixedClock) -> None:
    first = visits(desk)[0]
    with pytest.raises(Refused) as early:
        desk.followups.in_post(desk.actor, first.uid)
    clock.forward(days=30)
    desk.followups.in_post(desk.actor, first.uid)
    with pytest.raises(Refused) as twice:
        desk.followups.in_post(desk.actor, first.uid)
    assert (early.value.code, twice.value.code) == ("too_early", "wrong_step")


def test_a_visit_that_was_never_made_stays_overdue_and_becomes_unknown_never_a_success(
    desk: Desk, clock: FixedClock
) -> None:
    clock.forward(days=95)
    due = lines(desk, "visit")
    assert [item.bucket(desk.actor.today()) for item in due] == [Bucket.OVERDUE] * 2
    desk.followups.in_post(desk.actor, due[1].uid)
    assert [(one.after_days, one.result) for one in visits(desk)] == [(30, "unknown"), (90, "in_post"), (180, "")]


def test_who_left_waits_again_and_the_later_visits_are_closed(desk: Desk, clock: FixedClock) -> None:
    clock.forward(days=40)
    visit = lines(desk, "visit")[0]
    noted = desk.followups.left(desk.actor, visit.letter_uid, "pay", on=date(2026, 12, 30))
    assert noted.sentence == f"{visit.who}：离岗（工资待遇）"
    assert [one.result for one in visits(desk)] == ["unknown", "left", "left"]
    assert seeker(desk, visit.seeker_uid).state == "willing"
    letter = desk.database.read(lambda read: read.first(Letter, uid=visit.letter_uid))
    assert letter is not None
    assert (letter.left_on, letter.leave_reason, letter.state) == (date(2026, 12, 30), "pay", "hired")
    with pytest.raises(Refused):
        desk.followups.left(desk.actor, visit.letter_uid, "pay")


@pytest.mark.parametrize(
    ("on", "code"), [(date(2026, 11, 1), "left_before_start"), (date(2027, 11, 1), "left_in_future")]
)
def test_a_leaving_day_must_be_possible(desk: Desk, on: date, code: str) -> None:
    with pytest.raises(Refused) as refused:
        desk.followups.left(desk.actor, visits(desk)[0].letter_uid, "pay", on=on)
    assert refused.value.code == code


def test_leaving_needs_a_known_reason(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        desk.followups.left(desk.actor, visits(desk)[0].letter_uid, "")
    assert refused.value.code == "wrong_reason"


def test_a_hire_without_a_start_is_asked_after_and_its_visits_count_from_the_start(
    desk: Desk, clock: FixedClock
) -> None:
    desk.referrals.take_receipt(desk.actor, "2026-3", "hired")
    line = lines(desk, "start")[0]
    assert line.due == date(2026, 12, 1)
    clock.forward(days=10)
    desk.followups.started(desk.actor, line.letter_uid, date(2026, 12, 2))
    assert seeker(desk, line.seeker_uid).state == "in_post"
    due = [one.due_on for one in visits(desk) if one.letter_uid == line.letter_uid]
    assert due == [date(2026, 12, 2) + timedelta(days=after) for after in (30, 90, 180)]
    with pytest.raises(Refused):
        desk.followups.started(desk.actor, line.letter_uid)


def test_three_failed_calls_on_two_days_may_be_noted_as_lost(desk: Desk, clock: FixedClock) -> None:
    line = lines(desk, "ask")[0]
    with pytest.raises(Refused):
        desk.followups.mark_lost(desk.actor, line.seeker_uid)
    tries = [desk.followups.missed(desk.actor, line.seeker_uid).may_be_lost for _ in range(3)]
    assert lines(desk, "ask")[-1].who == line.who, "who was tried today stands last"
    clock.forward(days=1)
    tries.append(desk.followups.missed(desk.actor, line.seeker_uid).may_be_lost)
    assert tries == [False, False, False, True]
    desk.followups.mark_lost(desk.actor, line.seeker_uid)
    assert seeker(desk, line.seeker_uid).state == "lost"


def test_a_visit_that_reached_nobody_stays_due(desk: Desk, clock: FixedClock) -> None:
    clock.forward(days=31)
    line = lines(desk, "visit")[0]
    desk.followups.not_reached(desk.actor, line.uid)
    again = lines(desk, "visit")[0]
    assert again.uid == line.uid
    assert again.why.endswith("上次没有联系上")
    assert again.bucket(desk.actor.today()) is Bucket.OVERDUE


def test_snoozing_moves_a_line_with_its_reason_and_never_hides_it(desk: Desk, clock: FixedClock) -> None:
    clock.forward(days=12)
    line = lines(desk, "receipt")[0]
    today = desk.actor.today()
    for until, reason in ((today, "忙"), (today + timedelta(days=2), "  ")):
        with pytest.raises(Refused):
            desk.followups.snooze(desk.actor, line.uid, line.who, until, reason)
    desk.followups.snooze(desk.actor, line.uid, line.who, today + timedelta(days=30), "单位放假")
    desk.followups.snooze(desk.actor, line.uid, line.who, today + timedelta(days=40), "还在放假")
    moved = next(one for one in lines(desk, "receipt") if one.uid == line.uid)
    assert (moved.bucket(today), moved.until_reason) == (Bucket.LATER, "还在放假")
    assert len(lines(desk, "receipt")) == 2
    clock.forward(days=41)
    assert next(o for o in lines(desk, "receipt") if o.uid == line.uid).bucket(desk.actor.today()) is Bucket.OVERDUE


def test_figures_agree_with_the_plan_and_say_where_there_is_no_week_before(desk: Desk, clock: FixedClock) -> None:
    today = desk.agenda.today(desk.actor)
    run = desk.database.read(lambda read: read.first(Run))
    assert run is not None
    assert today.before is None
    assert (today.figures.waiting, today.figures.placed) == (37, 24)
    clock.forward(days=8)
    later = desk.agenda.today(desk.actor)
    assert later.before is not None
    assert (later.before.waiting, later.before.placed, later.before_on) == (run.persons, run.placed, date(2026, 11, 24))
    clock.forward(days=8)
    assert desk.agenda.today(desk.actor).before is None, "a plan of three weeks ago is not last week"


def test_seats_against_people_add_up(desk: Desk) -> None:
    bars = desk.agenda.balance(desk.actor)
    figures = desk.agenda.today(desk.actor).figures
    assert sum(bar.persons for bar in bars) == figures.waiting
    assert sum(bar.seats for bar in bars) == figures.seats
    assert [bar.named for bar in bars[-2:]] == [True, False]


def test_a_call_list_is_registered_once(desk: Desk) -> None:
    desk.agenda.call_list_shown(desk.actor, 21)
    rows = desk.database.submit(
        lambda connection: connection.execute(
            select(schema.looks.c.persons, schema.looks.c.by).where(schema.looks.c.kind == "call_list")
        ).all()
    ).result()
    assert [tuple(row) for row in rows] == [(21, "练习员")]


def test_an_agreed_call_stands_there_until_the_person_was_reached(desk: Desk, clock: FixedClock) -> None:
    person = desk.database.read(lambda read: read.first(Seeker, state="willing"))
    assert person is not None

    def call() -> list[Item]:
        return [item for item in desk.agenda.today(desk.actor).items if item.kind == "call"]

    day = desk.actor.today() + timedelta(days=3)
    desk.seekers.log(desk.actor, (person.uid,), Said(result="reached", note="月底才回来", next_on=day))
    (line,) = call()
    assert (line.who, line.due, line.phone) == (person.name, day, person.mobile)
    assert "月底才回来" in line.why
    clock.forward(days=5)
    assert call()[0].bucket(desk.actor.today()) is Bucket.OVERDUE
    desk.seekers.log(desk.actor, (person.uid,), Said(result="not_reached"))
    assert call()[0].tried_today
    desk.seekers.log(desk.actor, (person.uid,), Said(result="reached"))
    assert call() == []


def test_what_is_not_listed_is_counted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "LINES", 5)
    today = desk.agenda.today(desk.actor)
    assert sum(item.kind == "ask" for item in today.items) == 5
    assert today.more == {"ask": 16}


def test_an_empty_office_is_told_what_to_do_next(tmp_path: Path) -> None:
    folders, _ = founded(tmp_path / "bare")
    with open_desk(folders, PASSWORD, FixedClock()) as bare:
        today = bare.agenda.today(bare.actor)
        assert today.items == ()
        assert today.next_step()[1:] == ("导入名单", "intake")
        assert bare.agenda.balance(bare.actor) == ()
