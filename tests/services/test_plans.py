"""A plan as the window shows it, on a real file: strip, rows, reasons, accepting, deciding, comparing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk_app.bootstrap import Desk, open_desk
from desk_app.domain.errors import Refused
from desk_app.domain.matching.overview import is_pending
from desk_app.domain.proposals import Answer, Decision, Proposal
from desk_app.domain.seekers import Seeker
from tests.kit.office import PASSWORD, FixedClock, founded
from tests.kit.workday import answer, workday


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def bare(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    """An office in which nothing has been entered."""
    folders, _ = founded(tmp_path / "bare", clock)
    with open_desk(folders, PASSWORD, clock) as opened:
        yield opened


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    """An office with people, verified posts and a plan; a minute has gone by since."""
    folders, _ = founded(tmp_path / "home", clock)
    with open_desk(folders, PASSWORD, clock) as opened:
        day = workday(opened, tmp_path, clock)
        for _ in range(3):
            next(day)()
        clock.forward(minutes=1)
        yield opened


def states(desk: Desk) -> dict[str, int]:
    return dict(desk.plans.overview(desk.actor).states)


def test_before_the_first_plan_the_page_is_told_what_is_missing(bare: Desk, tmp_path: Path, clock: FixedClock) -> None:
    assert bare.plans.overview(bare.actor).lack == "persons"
    assert bare.plans.rows(bare.actor) == ()
    assert bare.plans.unplaced(bare.actor) == ()
    assert bare.plans.compare(bare.actor).sentence == ""
    day = workday(bare, tmp_path, clock)
    next(day)()
    before = bare.plans.overview(bare.actor)
    assert (before.run_no, before.lack) == (0, "verified")
    assert "60 人待就业" in before.sentence
    next(day)()
    ready = bare.plans.overview(bare.actor)
    assert ready.lack == ""
    assert "可以做匹配" in ready.sentence
    with pytest.raises(Refused, match="还没有匹配方案"):
        bare.plans.accept(bare.actor)


def test_the_strip_says_the_plan_in_one_sentence(desk: Desk) -> None:
    told = desk.plans.overview(desk.actor)
    rows, without = desk.plans.rows(desk.actor), desk.plans.unplaced(desk.actor)
    assert told.sentence.startswith(f"{len(rows) + len(without)} 人待就业，")
    assert f"方案安排 {len(rows)} 人，{len(without)} 人无岗，已验证为最优" in told.sentence
    assert (told.placed, told.unplaced, told.note) == (len(rows), len(without), "")


def test_the_points_of_the_reason_lines_add_up_to_those_of_the_pair(desk: Desk) -> None:
    for row in desk.plans.rows(desk.actor):
        lines = desk.plans.reasons(desk.actor, row.seeker_uid)
        assert sum(line.points for line in lines) == row.points
        assert all(line.line().startswith(("✔ ", "？ ", "！ ")) and "：" in line.text for line in lines)
    (first, *_) = desk.plans.unplaced(desk.actor)
    assert desk.plans.reasons(desk.actor, first.seeker_uid) == ()


def test_why_somebody_has_no_post_says_the_same_as_a_fresh_plan(desk: Desk) -> None:
    without = desk.plans.unplaced(desk.actor)
    fresh = {one["seeker_no"]: one for one in desk.matching.explain(desk.actor, [row.seeker_no for row in without])}
    for row in without:
        told, again = desk.plans.nearest(desk.actor, row.seeker_uid), fresh[row.seeker_no]
        assert (told.sentence, list(told.facts)) == (again["sentence"], again["facts"])
        assert list(told.changes) == [change["sentence"] for change in again["changes"]]


def test_pairs_are_put_to_the_people_one_some_or_all(desk: Desk) -> None:
    rows = desk.plans.rows(desk.actor)
    assert states(desk) == {"planned": len(rows)}
    assert desk.plans.accept(desk.actor, [rows[0].uid]).count == 1
    assert desk.plans.accept(desk.actor, [row.uid for row in rows[:3]]).count == 2
    assert states(desk) == {"planned": len(rows) - 3, "proposed": 3}
    told = desk.plans.accept(desk.actor)
    assert (told.count, told.sentence()) == (len(rows) - 3, f"已将 {len(rows) - 3} 人列入待征询。")
    assert desk.plans.accept(desk.actor).count == 0


def test_putting_all_to_the_people_is_taken_back_in_one_step(desk: Desk) -> None:
    desk.plans.accept(desk.actor)
    desk.undo.undo(desk.actor)
    assert set(states(desk)) == {"planned"}


def test_an_answer_may_come_before_the_pair_was_put_to_the_person(desk: Desk) -> None:
    row = desk.plans.rows(desk.actor)[0]
    desk.proposals.answer_file(desk.actor, answer(row.seeker_no))
    assert states(desk)["agreed"] == 1
    assert desk.database.read(lambda read: read.count(Answer)) == 1


def test_who_was_asked_is_not_asked_anew_by_a_new_plan(desk: Desk) -> None:
    rows = desk.plans.rows(desk.actor)
    desk.plans.accept(desk.actor, [rows[0].uid])
    desk.matching.match(desk.actor, 1)
    again = {row.seeker_uid: row for row in desk.plans.rows(desk.actor)}
    assert again[rows[0].seeker_uid].state == "proposed"
    assert sum(row.state == "planned" for row in again.values()) == len(rows) - 1


def test_a_banned_pair_is_held_back_until_the_next_plan(desk: Desk, clock: FixedClock) -> None:
    row = desk.plans.rows(desk.actor)[0]
    desk.matching.decide_on(desk.actor, "ban", row.seeker_uid, row.post_uid, "本人与单位有纠纷")
    told = desk.plans.overview(desk.actor)
    assert (told.pending, told.note) == (1, "1 项人工决定还没有算进方案，重新匹配后生效。")
    shown = next(one for one in desk.plans.rows(desk.actor) if one.uid == row.uid)
    assert (shown.decision, shown.pending) == ("ban", True)
    accepted = desk.plans.accept(desk.actor)
    assert (accepted.held_back, states(desk)["planned"]) == (1, 1)
    assert "1 人有人工决定" in accepted.sentence()
    clock.forward(minutes=1)
    desk.matching.match(desk.actor, 1)
    assert desk.plans.overview(desk.actor).pending == 0
    assert (row.seeker_uid, row.post_uid) not in {(o.seeker_uid, o.post_uid) for o in desk.plans.rows(desk.actor)}


def test_a_decision_is_listed_and_can_be_lifted(desk: Desk) -> None:
    row = desk.plans.rows(desk.actor)[0]
    desk.matching.decide_on(desk.actor, "lock", row.seeker_uid, row.post_uid, "单位指名要")
    (told,) = desk.plans.decisions(desk.actor)
    assert (told.label, told.name, told.reason, told.by, told.pending) == (
        "锁定",
        row.name,
        "单位指名要",
        "练习员",
        False,
    )
    assert desk.matching.reasons_used(desk.actor, "lock") == ("单位指名要",)
    desk.matching.lift(desk.actor, told.uid)
    assert desk.plans.decisions(desk.actor) == ()
    with pytest.raises(Refused, match="已经不在了"):
        desk.matching.lift(desk.actor, told.uid)


def test_the_cost_before_a_move_is_what_the_next_plan_then_shows(desk: Desk, clock: FixedClock) -> None:
    before = {row.seeker_uid: row for row in desk.plans.rows(desk.actor)}
    moved = 0
    for row in list(before.values())[:6]:
        target = next(
            (c for c in desk.matching.candidates(desk.actor, row.seeker_uid) if not c.barred and not c.current), None
        )
        if target is None:
            continue
        cost = desk.matching.cost(desk.actor, "place", row.seeker_uid, target.post_uid)
        desk.matching.decide_on(desk.actor, "place", row.seeker_uid, target.post_uid, "本人要求")
        clock.forward(minutes=1)
        old = desk.plans.overview(desk.actor)
        points = sum(one.points for one in desk.plans.rows(desk.actor))
        desk.matching.match(desk.actor, 1)
        new = {one.seeker_uid: one for one in desk.plans.rows(desk.actor)}
        assert new[row.seeker_uid].post_uid == target.post_uid
        assert desk.plans.overview(desk.actor).placed - old.placed == cost.placed
        assert sum(one.points for one in new.values()) - points == cost.fit
        moved += 1
    assert moved


def test_candidates_say_what_fails_and_what_is_forbidden(desk: Desk) -> None:
    row = desk.plans.rows(desk.actor)[0]
    found = desk.matching.candidates(desk.actor, row.seeker_uid)
    assert [one.post_uid for one in found if one.current] == [row.post_uid]
    assert next(one for one in found if one.current).points == row.points
    order = [(bool(one.barred), len(one.failing), -one.points) for one in found]
    assert order == sorted(order)
    assert all(one.fits == (not one.failing) for one in found)
    assert any(one.failing for one in found)


def test_a_move_through_a_wall_is_refused_and_writes_nothing(desk: Desk) -> None:
    row = desk.plans.rows(desk.actor)[0]
    desk.posts.confirm(desk.actor, "练习员", "phone")

    def close(unit: object) -> None:
        from desk_app.domain.changes import update
        from desk_app.domain.posts import Post

        unit.apply(update(unit.first(Post, uid=row.post_uid), state="suspended"))  # type: ignore[attr-defined]

    desk.database.write(desk.actor, "停招", close)
    with pytest.raises(Refused, match="岗位不在招聘中"):
        desk.matching.cost(desk.actor, "place", row.seeker_uid, row.post_uid)
    with pytest.raises(Refused, match="岗位不在招聘中"):
        desk.matching.decide_on(desk.actor, "place", row.seeker_uid, row.post_uid, "试试")
    assert desk.database.read(lambda read: read.count(Decision)) == 0


def test_two_plans_are_compared_with_the_reason_of_each_difference(desk: Desk, clock: FixedClock) -> None:
    assert "只有一个方案" in desk.plans.compare(desk.actor).sentence
    refuses, banned, *_ = desk.plans.rows(desk.actor)
    content = f"seeker_no,answer,reason\n{refuses.seeker_no},unwilling,离家太远\n".encode()
    desk.proposals.answer_file(desk.actor, content)
    desk.matching.decide_on(desk.actor, "ban", banned.seeker_uid, banned.post_uid, "本人与单位有纠纷")
    clock.forward(minutes=1)
    desk.matching.match(desk.actor, 1)
    told = desk.plans.compare(desk.actor)
    why = {row.seeker_no: row.why for row in told.rows}
    assert told.sentence.startswith("与第 1 号方案比：")
    assert why[refuses.seeker_no] == "本人不愿意去原岗位：离家太远"
    assert why[banned.seeker_no] == "禁配：本人与单位有纠纷"
    assert all(row.why and row.before != row.after for row in told.rows)


def test_newcomers_are_said_to_be_missing_from_the_plan(desk: Desk) -> None:
    from desk_app.domain.changes import insert, new_uid

    newcomer = Seeker(uid=new_uid(), seeker_no="T900", name="甲新", state="willing")
    desk.database.write(desk.actor, "登记", lambda unit: unit.apply(insert(newcomer)))
    assert desk.plans.overview(desk.actor).note == "1 名新的待就业人员还没有算进方案，重新匹配后生效。"
    assert "之后才进入" in desk.plans.nearest(desk.actor, newcomer.uid).sentence


def test_a_decision_that_could_not_hold_is_not_promised_for_the_next_plan() -> None:
    held = Decision(uid="d", kind="lock", seeker_uid="s", post_uid="p", at="2026-11-24T09:00:00+08:00")
    assert is_pending(held, {}, "2026-11-24T08:00:00+08:00")
    assert not is_pending(held, {}, "2026-11-24T10:00:00+08:00")


def test_a_plan_is_written_for_the_newest_run_only(desk: Desk) -> None:
    desk.matching.match(desk.actor, 2)
    rows = desk.plans.rows(desk.actor)
    uids = {one.uid for one in desk.database.read(lambda read: read.all(Proposal))}
    assert {row.uid for row in rows} < uids
    assert desk.plans.overview(desk.actor).seed == 2
