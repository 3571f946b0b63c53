"""The letters of the window: who waits, issuing to chosen people, the kept pages, prints, search, voiding."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk_app.bootstrap import Desk, open_desk
from desk_app.documents.picture import page_sizes, picture
from desk_app.domain.changes import update
from desk_app.domain.errors import Cancelled, Refused
from desk_app.domain.finding import Query
from desk_app.domain.progress import Progress
from desk_app.domain.referrals import Letter, parse_short_no, reprint_warning
from desk_app.domain.seekers import Seeker
from tests.kit.office import PASSWORD, FixedClock, founded
from tests.kit.workday import answer, workday


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    """An office with a plan in which four people said yes."""
    folders, _ = founded(tmp_path / "home", clock)
    with open_desk(folders, PASSWORD, clock) as opened:
        day = workday(opened, tmp_path, clock)
        for _ in range(3):
            next(day)()
        for pair in opened.matching.plan()[:4]:
            opened.proposals.answer_file(opened.actor, answer(pair["seeker_no"]))
        yield opened


def issue(desk: Desk, seekers: set[str] | None = None) -> tuple[Letter, ...]:
    return desk.referrals.issue_to(desk.actor, seekers, Progress())[0]


def test_who_said_yes_waits_and_who_cannot_is_named_with_the_cause(desk: Desk) -> None:
    before = desk.referrals.waiting(desk.actor)
    assert (len(before.ready), before.hindered) == (4, ())
    post = before.ready[0].post
    there = [pair.seeker.uid for pair in before.ready if pair.post.uid == post.uid]
    desk.database.write(desk.actor, "测试", lambda unit: unit.apply(update(post, state="paused")))
    after = desk.referrals.waiting(desk.actor)
    assert [pair.seeker.uid for pair, _ in after.hindered] == there
    assert {cause.sentence for _, cause in after.hindered} == {"岗位已不在招聘中或已过有效期，请向用人单位确认。"}
    assert len(after.ready) == 4 - len(there)


def test_letters_go_to_the_chosen_people_only_and_need_no_file(desk: Desk) -> None:
    waiting = desk.referrals.waiting(desk.actor).ready
    chosen = {pair.seeker.uid for pair in waiting[1:3]}
    letters = issue(desk, chosen)
    assert {letter.seeker_uid for letter in letters} == chosen
    assert [letter.short_no for letter in letters] == ["2026-1", "2026-2"]
    assert {pair.seeker.uid for pair in desk.referrals.waiting(desk.actor).ready}.isdisjoint(chosen)
    assert issue(desk, chosen) == ()
    assert [letter.short_no for letter in issue(desk)] == ["2026-3", "2026-4"]
    assert desk.upkeep.check() == ()


def test_called_off_in_the_middle_nothing_is_issued_and_no_number_lost(desk: Desk) -> None:
    progress = Progress(lambda _what, done, _of: progress.cancel() if done else None)
    with pytest.raises(Cancelled):
        desk.referrals.issue_to(desk.actor, None, progress)
    assert desk.database.read(lambda read: read.all(Letter)) == ()
    assert [letter.sequence for letter in issue(desk)] == [1, 2, 3, 4]


def test_a_kept_page_is_the_letter_alone_and_always_the_same(desk: Desk, tmp_path: Path) -> None:
    issued, _ = desk.referrals.issue(desk.actor, tmp_path / "all.pdf")
    file = (tmp_path / "all.pdf").read_bytes()
    cabinet, letters = desk.referrals.cabinet, desk.database.read(lambda read: read.all(Letter))
    assert cabinet.pages(desk.actor, [letter.uid for letter in letters]) == file
    for number, letter in enumerate(letters):
        page = cabinet.page(desk.actor, letter.uid)
        assert len(page_sizes(page)) == 1
        assert picture(page, 0, 60) == picture(file, number, 60)
    turned = cabinet.pages(desk.actor, [letters[2].uid, letters[0].uid])
    assert [picture(turned, page, 60) for page in (0, 1)] == [picture(file, page, 60) for page in (2, 0)]
    assert len(issued) == 4


def test_prints_are_counted_and_registered(desk: Desk) -> None:
    first, second, *_ = issue(desk)
    cabinet, uids = desk.referrals.cabinet, [first.uid, second.uid]
    assert cabinet.prints(desk.actor, uids) == {first.uid: 0, second.uid: 0}
    cabinet.printed(desk.actor, uids)
    cabinet.printed(desk.actor, [first.uid])
    assert cabinet.prints(desk.actor, uids) == {first.uid: 2, second.uid: 1}
    assert desk.database.read(lambda read: read.last_look("print")) == desk.actor.moment()


@pytest.mark.parametrize(
    ("prints", "words"),
    [
        ({"a": 0}, ""),
        ({"a": 1}, "这封推荐信已经打印过，编号不会变，本次是第 2 次打印。"),
        ({"a": 0, "b": 2}, "这 2 封里有 1 封已经打印过，编号不会变，最多的一封本次是第 3 次打印。"),
    ],
)
def test_who_prints_again_is_told(prints: dict[str, int], words: str) -> None:
    assert reprint_warning(prints) == words


def test_after_a_jam_the_rest_of_the_batch_is_named(desk: Desk) -> None:
    letters = issue(desk)
    rest = desk.referrals.cabinet.rest_of_batch(desk.actor, letters[2].uid)
    assert rest == (letters[2].uid, letters[3].uid)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-15", ("1", 2026, 15)),
        ("2026-2-15", ("2", 2026, 15)),
        (" １５ ", ("3", 2027, 15)),
        ("2-15", ("2", 2027, 15)),
        ("2026-", None),
        ("柳人社荐字〔2026〕第0015号", None),
    ],
)
def test_short_numbers_are_read(typed: str, meant: tuple[str, int, int] | None) -> None:
    assert parse_short_no(typed, "3", 2027) == meant


def test_a_letter_is_found_by_number_sequence_and_code(desk: Desk) -> None:
    letter = issue(desk)[1]
    for typed in (letter.letter_no, "2026-2", "2", letter.signature.lower()):
        assert desk.referrals.cabinet.find(desk.actor, typed).uid == letter.uid
    with pytest.raises(Refused):
        desk.referrals.cabinet.find(desk.actor, "2026-99")


def test_the_list_is_searched_filtered_and_sorted(desk: Desk, clock: FixedClock) -> None:
    letters = issue(desk)
    cabinet, actor = desk.referrals.cabinet, desk.actor
    people = {one.uid: one for one in desk.database.read(lambda read: read.all(Seeker))}
    newest_first = tuple(letter.uid for letter in reversed(letters))
    assert cabinet.found(actor, Query()) == newest_first
    name = people[letters[1].seeker_uid].name
    assert letters[1].uid in cabinet.found(actor, Query(text=name))
    assert cabinet.found(actor, Query(text="2026-3")) == (letters[2].uid,)
    assert cabinet.found(actor, Query(text="没有这个人")) == ()
    assert cabinet.found(actor, Query(sort="number")) == tuple(letter.uid for letter in letters)
    assert cabinet.found(actor, Query(sort="number", descending=True)) == newest_first
    cabinet.printed(actor, [letters[0].uid])
    assert set(cabinet.found(actor, Query(filters={"print": ("never",)}))) == {one.uid for one in letters[1:]}
    desk.referrals.take_receipt(actor, "2026-1", "declined")
    assert cabinet.found(actor, Query(filters={"state": ("declined", "void")})) == (letters[0].uid,)
    assert cabinet.found(actor, Query(filters={"due": ("soon", "late")})) == ()
    clock.forward(days=8)
    assert len(cabinet.found(actor, Query(filters={"due": ("soon",)}))) == 3
    clock.forward(days=8)
    assert len(cabinet.found(actor, Query(filters={"due": ("late",)}))) == 3
    assert cabinet.tally(actor).late == 3


@pytest.mark.parametrize("sort", ["number", "person", "employer", "post", "issued", "valid", "due", "state", "clerk"])
def test_every_column_can_be_sorted(desk: Desk, sort: str) -> None:
    letters = issue(desk)
    up, down = (desk.referrals.cabinet.found(desk.actor, Query(sort=sort, descending=turn)) for turn in (False, True))
    assert set(up) == set(down) == {letter.uid for letter in letters}


def test_several_are_voided_together_or_not_at_all(desk: Desk) -> None:
    letters = issue(desk)
    desk.referrals.take_receipt(desk.actor, "2026-2", "hired")
    with pytest.raises(Refused) as refused:
        desk.referrals.void_all(desk.actor, [letter.uid for letter in letters[:2]], "单位改名")
    assert refused.value.code == "wrong_step"
    assert desk.database.read(lambda read: read.count(Letter, state="void")) == 0
    assert desk.referrals.void_all(desk.actor, [letters[0].uid, letters[2].uid], "单位改名") == 2
    voided = desk.database.read(lambda read: read.all(Letter, state="void"))
    assert {(one.short_no, one.void_reason) for one in voided} == {("2026-1", "单位改名"), ("2026-3", "单位改名")}
