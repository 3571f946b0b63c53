"""Undo: act by act, in words, over a restart; it refuses rather than overwrite, and never frees a number."""

from __future__ import annotations

import contextlib
import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from desk_app.bootstrap import Desk, open_desk
from desk_app.domain.actor import Actor, Role
from desk_app.domain.changes import insert, new_uid, remove, update
from desk_app.domain.errors import Refused
from desk_app.domain.posts import Post
from desk_app.domain.referrals import Letter
from desk_app.domain.seekers import Membership, Seeker
from desk_app.paths import Folders
from desk_app.storage import history, schema
from desk_app.storage.unit_of_work import UnitOfWork
from tests.kit.listed import lines, listed
from tests.kit.office import PASSWORD, FixedClock, founded
from tests.kit.small_office import furnish
from tests.kit.workday import number_of


def name_of(order: int) -> str:
    """A name for the order-th invented person of a list."""
    surnames, given = "赵钱孙李周吴郑王冯陈", "安平秀兰国强建军桂英"
    return surnames[order % 10] + given[order // 10 % 10] + given[order // 100 % 10]


def sheet(folder: Path, first: int, count: int) -> Path:
    rows = ["姓名,身份证号,文化程度,所属村（社区）,联系电话"]
    orders = range(first, first + count)
    rows += [f"{name_of(order)},{number_of(order)},高中,白杨岭村,154{order:08d}" for order in orders]
    file = folder / f"名单{first}.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("furnished")
    folders, _ = founded(home)
    with open_desk(folders, PASSWORD, FixedClock()) as opened:
        furnish(opened)
        listed(opened)
    return home


@contextlib.contextmanager
def copied(furnished: Path, clock: FixedClock) -> Iterator[Desk]:
    """The furnished office on the day after, so that nothing of its making can be taken back."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(furnished, Path(folder) / "office")
        with open_desk(Folders(Path(folder) / "office"), PASSWORD, clock) as desk:
            yield desk


@pytest.fixture
def clock() -> FixedClock:
    clock = FixedClock()
    clock.forward(days=1)
    return clock


@pytest.fixture
def desk(furnished: Path, clock: FixedClock) -> Iterator[Desk]:
    with copied(furnished, clock) as opened:
        yield opened


def dump(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """Every living record as the office knows it."""

    def work(unit: UnitOfWork) -> dict[str, list[tuple[Any, ...]]]:
        return {
            noun: sorted(tuple(map(repr, history.differences(_made(one)).items())) for one in unit.all(kind))
            for noun, kind in schema.RECORDS.items()
        }

    return desk.database.write(desk.actor, "看", work)[0]


def _made(record: Any) -> Any:
    return insert(record).changes[0]


def change(desk: Desk, kind: type, uid: str, **new: object) -> None:
    desk.database.write(desk.actor, "改一处", lambda unit: unit.apply(update(unit.first(kind, uid=uid), **new)))


def seekers(desk: Desk) -> tuple[Seeker, ...]:
    return desk.database.read(lambda read: read.all(Seeker))


def refusal(desk: Desk, act: str = "") -> Refused:
    with pytest.raises(Refused) as refused:
        desk.undo.undo(desk.actor, act)
    return refused.value


def test_the_last_act_is_offered_in_words_and_taken_back(desk: Desk) -> None:
    line = lines(desk, "ask")[0]
    before = dump(desk)
    assert desk.undo.last(desk.actor) == ""
    desk.proposals.answer_one(desk.actor, line.seeker_no, "willing", phone_consent=True)
    assert desk.undo.last(desk.actor) == f"撤销：登记本人意见 {line.who}：愿意"
    assert desk.undo.undo(desk.actor) == f"已撤销：登记本人意见 {line.who}：愿意。"
    assert dump(desk) == before
    assert refusal(desk).code == "nothing_to_undo"


def test_undone_acts_are_done_again_in_their_order_until_something_new_is_done(desk: Desk) -> None:
    one, two, three, *_ = lines(desk, "ask")
    states = [dump(desk)]
    for line in (one, two):
        desk.proposals.answer_one(desk.actor, line.seeker_no, "considering")
        states.append(dump(desk))
    desk.undo.undo(desk.actor)
    desk.undo.undo(desk.actor)
    assert dump(desk) == states[0]
    assert desk.undo.last_undone(desk.actor) == f"重做：登记本人意见 {one.who}：考虑中"
    desk.undo.redo(desk.actor)
    assert dump(desk) == states[1]
    desk.undo.redo(desk.actor)
    assert dump(desk) == states[2]
    with pytest.raises(Refused):
        desk.undo.redo(desk.actor)
    desk.undo.undo(desk.actor)
    assert dump(desk) == states[1], "what was done again can be taken back again"
    desk.followups.missed(desk.actor, three.seeker_uid)
    assert desk.undo.last_undone(desk.actor) == ""


def test_the_list_of_acts_survives_a_restart_until_the_day_ends(desk: Desk, clock: FixedClock) -> None:
    home = desk.folders.home
    line = lines(desk, "ask")[0]
    desk.followups.missed(desk.actor, line.seeker_uid)
    desk.close()
    with open_desk(Folders(home), PASSWORD, clock) as again:
        (offer,) = again.undo.acts(again.actor)
        assert (offer.at, offer.sentence) == ("2026-11-25T09:30:00+08:00", f"登记{line.who}没有联系上")
        clock.forward(hours=15)
        assert again.undo.acts(again.actor) == ()
        clock.forward(hours=-15)
        again.undo.undo(again.actor)


def test_fifty_acts_can_be_taken_back(desk: Desk) -> None:
    uid = seekers(desk)[0].uid
    before = dump(desk)
    for turn in range(55):
        change(desk, Seeker, uid, remark=f"第 {turn} 次")
    assert len(desk.undo.acts(desk.actor)) == 50
    for _ in range(55):
        desk.undo.undo(desk.actor)
    assert dump(desk) == before


def test_a_record_changed_since_is_named_and_nothing_is_touched(desk: Desk) -> None:
    person = seekers(desk)[0]
    change(desk, Seeker, person.uid, mobile="15400000001")
    first = desk.undo.acts(desk.actor)[0].uid
    change(desk, Seeker, person.uid, remark="另一处")
    change(desk, Seeker, person.uid, mobile="15400000002")
    before = dump(desk)
    refused = refusal(desk, first)
    assert refused.code == "stale"
    assert f"求职人员{person.name}" in refused.message
    assert dump(desk) == before
    desk.undo.undo(desk.actor)
    desk.undo.undo(desk.actor, first)  # the remark stands in no field that this act touched
    now = seekers(desk)[0]
    assert (now.mobile, now.remark) == (person.mobile, "另一处")


def test_what_later_records_rest_on_stays(desk: Desk) -> None:
    person = Seeker(uid=new_uid(), seeker_no="T900", name="练习新人")
    desk.database.write(desk.actor, "登记练习新人", lambda unit: unit.apply(insert(person)))
    act = desk.undo.acts(desk.actor)[0].uid
    member = Membership(uid=new_uid(), seeker_uid=person.uid, group="returnee")
    desk.database.write(desk.actor, "登记类别", lambda unit: unit.apply(insert(member)))
    refused = refusal(desk, act)
    assert (refused.code, "人员类别" in refused.message) == ("used_since", True)
    desk.undo.undo(desk.actor)
    desk.undo.undo(desk.actor)
    assert person.uid not in {one.uid for one in seekers(desk)}


def test_a_buried_record_comes_back_as_it_was_unless_its_place_is_taken(desk: Desk) -> None:
    person = Seeker(uid=new_uid(), seeker_no="T901", name="练习旧人", remark="原样")
    other = Seeker(uid=new_uid(), seeker_no="T901", name="练习占位")
    desk.database.write(desk.actor, "登记", lambda unit: unit.apply(insert(person)))
    desk.database.write(desk.actor, "删除练习旧人", lambda unit: unit.apply(remove(person)))
    act = desk.undo.acts(desk.actor)[0].uid
    desk.database.write(desk.actor, "登记", lambda unit: unit.apply(insert(other)))
    assert refusal(desk, act).code == "used_since"
    desk.undo.undo(desk.actor)
    desk.undo.undo(desk.actor)
    assert person in seekers(desk)


def test_issued_letters_stay_and_what_came_before_them_is_offered(desk: Desk, tmp_path: Path) -> None:
    line = lines(desk, "ask")[-1]
    desk.followups.missed(desk.actor, line.seeker_uid)
    desk.referrals.issue(desk.actor, tmp_path / "letters.pdf", limit=1)
    assert desk.undo.last(desk.actor) == f"撤销：登记{line.who}没有联系上（之后的“开具推荐信 1 封”不能撤销）"
    told = desk.undo.undo(desk.actor)
    assert told.startswith(f"已撤销：登记{line.who}没有联系上。“开具推荐信 1 封”没有撤销：推荐信已经编号")
    assert "作废" in refusal(desk).message
    assert len(desk.database.read(lambda read: read.all(Letter))) == 5


def test_an_import_is_taken_back_whole_and_its_numbers_are_not_given_again(desk: Desk, tmp_path: Path) -> None:
    before = dump(desk)
    desk.intake.take(desk.actor, sheet(tmp_path, 0, 12), noun="seekers")
    taken = {one.seeker_no for one in seekers(desk)}
    assert "12" in desk.undo.last(desk.actor)
    desk.undo.undo(desk.actor)
    assert dump(desk) == before
    desk.intake.take(desk.actor, sheet(tmp_path, 40, 12), noun="seekers")
    new = {one.seeker_no for one in seekers(desk)} - {one["seeker_no"] for one in map(_plain, before["seekers"])}
    assert len(new) == 12
    assert not new & taken


def _plain(row: tuple[str, ...]) -> dict[str, Any]:
    return {name: pair[1] for name, pair in map(eval, row)}  # our own repr


def test_an_import_with_a_person_changed_since_stays_whole(desk: Desk, tmp_path: Path) -> None:
    desk.intake.take(desk.actor, sheet(tmp_path, 0, 5), noun="seekers")
    act = desk.undo.acts(desk.actor)[0].uid
    change(desk, Seeker, seekers(desk)[-1].uid, mobile="15400009999")
    count = len(seekers(desk))
    assert refusal(desk, act).code == "stale"
    assert len(seekers(desk)) == count


def test_another_clerks_acts_are_his_own_or_the_supervisors(desk: Desk, clock: FixedClock) -> None:
    line = lines(desk, "ask")[0]
    desk.followups.missed(desk.actor, line.seeker_uid)
    act = desk.undo.acts(desk.actor)[0].uid
    other = Actor(name="另一位", role=Role.CLERK, desk="2", clock=clock)
    assert desk.undo.last(other) == ""
    with pytest.raises(Refused) as refused:
        desk.undo.undo(other, act)
    assert refused.value.code == "not_allowed"
    head = Actor(name="主管", role=Role.SUPERVISOR, desk="2", clock=clock)
    assert desk.undo.undo(head, act).startswith("已撤销")


def test_every_act_has_its_own_uid_and_the_chain_holds_over_undo_and_redo(desk: Desk) -> None:
    for line in lines(desk, "ask")[:3]:
        desk.followups.missed(desk.actor, line.seeker_uid)
    desk.undo.undo(desk.actor)
    desk.undo.redo(desk.actor)
    rows = desk.database.submit(
        lambda connection: connection.execute(select(schema.changes.c.batch, schema.changes.c.undoes)).all()
    ).result()
    assert all(row.batch for row in rows)
    assert len({row.batch for row in rows if row.undoes}) == 2
    assert desk.database.submit(history.broken_at).result() is None


def act_at_random(desk: Desk, dice: random.Random, folder: Path, turn: int) -> None:
    """One thing that a clerk may do; what the rules refuse is simply not done."""
    person = dice.choice(seekers(desk))
    asked, due = lines(desk, "ask"), lines(desk, "visit")
    line = dice.choice(asked) if asked else None
    posts = [one.post_no for one in desk.database.read(lambda read: read.all(Post))]
    year = desk.actor.today().year
    doings = [
        lambda: change(desk, Seeker, person.uid, mobile=f"154{turn:08d}", job_wishes=("保洁", "普工")[: turn % 3]),
        lambda: desk.followups.missed(desk.actor, person.uid),
        lambda: desk.posts.confirm(desk.actor, f"练习员{turn}", "visit"),
        lambda: desk.matching.decide(
            desk.actor, dice.choice(("lock", "ban")), person.seeker_no, dice.choice(posts), "试"
        ),
        lambda: desk.intake.take(desk.actor, sheet(folder, 100 + 5 * turn, 3), noun="seekers"),
        lambda: desk.referrals.take_receipt(
            desk.actor, f"{year}-{dice.choice((3, 4))}", dice.choice(("hired", "overdue"))
        ),
        lambda: desk.referrals.void(desk.actor, f"{year}-{dice.choice((3, 4))}", "写错"),
    ]
    if line:
        until = desk.actor.today().replace(day=30)
        answer = dice.choice(("willing", "unwilling", "considering"))
        doings += [
            lambda: desk.proposals.answer_one(desk.actor, line.seeker_no, answer, reason="远", phone_consent=True),
            lambda: desk.followups.snooze(desk.actor, line.uid, line.who, until, f"第 {turn} 次"),
        ]
    if due:
        doings += [
            lambda: desk.followups.in_post(desk.actor, due[0].uid),
            lambda: desk.followups.left(desk.actor, due[0].letter_uid, "family"),
        ]
    with contextlib.suppress(Refused):
        dice.choice(doings)()


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000), turns=st.integers(1, 25))
def test_random_acts_all_undone_leave_the_office_as_it_was(
    furnished: Path, tmp_path_factory: pytest.TempPathFactory, seed: int, turns: int
) -> None:
    clock = FixedClock()
    clock.forward(days=31)
    dice = random.Random(seed)
    folder = tmp_path_factory.mktemp("lists")
    with copied(furnished, clock) as desk:
        states = [dump(desk)]
        for turn in range(turns):
            act_at_random(desk, dice, folder, turn)
            if dump(desk) != states[-1]:
                states.append(dump(desk))
        after = states[-1]
        while desk.undo.last(desk.actor):
            desk.undo.undo(desk.actor)
            states.pop()
            assert dump(desk) == states[-1]
        assert len(states) == 1
        while desk.undo.last_undone(desk.actor):
            desk.undo.redo(desk.actor)
        assert dump(desk) == after
        assert [finding.sentence for finding in desk.upkeep.check()] == []
