"""The home page: what waits, dealt with by one to three keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desk_app.bootstrap import Desk
from desk_app.domain.agenda.item import Bucket, Item
from desk_app.domain.followups import FollowUp
from desk_app.domain.proposals import Answer
from desk_app.domain.seekers import Seeker
from desk_app.ui.kit.page import Room
from desk_app.ui.pages.home.page import STEPS, HomePage
from desk_app.ui.pages.seekers import SeekersPage
from tests.kit.asked import Asked
from tests.kit.listed import listed
from tests.kit.office import FixedClock
from tests.ui.conftest import OpenPage, settle


@pytest.fixture
def page(desk: Desk, room: Room, open_page: OpenPage) -> HomePage:
    listed(desk)
    shown = open_page(HomePage, room)
    assert isinstance(shown, HomePage)
    shown.list.setFocus()
    return shown


def choose(page: HomePage, kind: str) -> Item:
    """Go with the arrow to the first line of a kind."""
    rows = page.list.lines.rows
    row = next(number for number, one in enumerate(rows) if isinstance(one, Item) and one.kind == kind)
    page.list.setCurrentIndex(page.list.lines.index(row))
    item = page.list.current()
    assert item is not None
    return item


def type_keys(qtbot: QtBot, page: HomePage, keys: str) -> None:
    for key in keys:
        qtbot.keyClick(page.list, key)


def answers(desk: Desk, item: Item) -> Sequence[Answer]:
    return desk.database.read(lambda read: read.all(Answer, seeker_uid=item.seeker_uid))


def test_lines_stand_under_their_headings_with_who_why_and_phone(page: HomePage) -> None:
    rows = page.list.lines.rows
    assert rows[0] == "本周　24 件"
    assert isinstance(rows[1], Item)
    words = str(page.list.lines.index(1).data())
    assert rows[1].who in words
    assert rows[1].why in words
    assert rows[1].phone in words
    assert page.header.count.text() == "本周 24 · 以后 2"
    QAbstractItemModelTester(page.list.lines, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_a_filter_never_hides_what_is_overdue(
    page: HomePage, room: Room, clock: FixedClock, asked: Asked, qtbot: QtBot
) -> None:
    page.filters.choose({"kind": ("letter",)})
    assert {row.kind for row in page.list.lines.rows if isinstance(row, Item)} == {"letter"}
    clock.forward(days=6)
    page.refresh()
    settle(qtbot, room)
    shown = [row for row in page.list.lines.rows if isinstance(row, Item)]
    today = room.desk.actor.today()
    overdue = [item for item in room.desk.agenda.today(room.desk.actor).items if item.bucket(today) is Bucket.OVERDUE]
    assert overdue
    assert {item.uid for item in overdue} <= {item.uid for item in shown}
    assert "逾期的照样显示" in page.header.count.text()


def test_filters_are_kept_under_a_name_and_used_again(page: HomePage, room: Room, asked: Asked, qtbot: QtBot) -> None:
    view = next(action for action in page.actions_here if action.id == "views")
    view.try_run()
    settle(qtbot, room)
    assert asked.warned[-1].startswith("还没有视图")
    page.filters.choose({"kind": ("letter",)})
    asked.answers = ["save", "要开信的"]
    view.try_run()
    settle(qtbot, room)
    assert asked.said[-1] == "已存为视图“要开信的”。"
    page.filters.clear()
    (kept,) = room.desk.views.of(room.desk.actor, "home")
    asked.answers = [kept.uid]
    view.try_run()
    settle(qtbot, room)
    assert page.filters.chosen() == {"kind": ("letter",)}
    asked.answers = ["drop", kept.uid]
    view.try_run()
    settle(qtbot, room)
    assert room.desk.views.of(room.desk.actor, "home") == ()


def test_arrows_skip_the_headings(page: HomePage, qtbot: QtBot) -> None:
    rows = page.list.lines.rows
    heading = next(number for number in range(1, len(rows)) if isinstance(rows[number], str))
    page.list.setCurrentIndex(page.list.lines.index(heading - 1))
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.list.currentIndex().row() == heading + 1
    qtbot.keyClick(page.list, Qt.Key.Key_Up)
    assert page.list.currentIndex().row() == heading - 1


def test_a_yes_asks_for_the_consent_and_goes_on_to_the_next(
    page: HomePage, desk: Desk, room: Room, asked: Asked, qtbot: QtBot
) -> None:
    first = choose(page, "ask")
    asked.answers = ["yes"]
    type_keys(qtbot, page, "y")
    second = page.list.current()
    assert second is not None
    assert second != first, "the next line is there before the first is written"
    asked.answers = ["离家远"]
    type_keys(qtbot, page, "n")
    third = page.list.current()
    assert third is not None
    type_keys(qtbot, page, "k")
    settle(qtbot, room)
    said = [answers(desk, item)[-1] for item in (first, second, third)]
    assert [(one.answer, one.reason, one.phone_consent) for one in said] == [
        ("willing", "", True),
        ("unwilling", "离家远", None),
        ("considering", "", None),
    ]
    assert asked.said == [f"{first.who}：愿意", f"{second.who}：不愿意", f"{third.who}：考虑中"]
    assert "同意把电话提供给用人单位吗" in asked.questions[0]
    listed_now = [one for one in page.list.lines.rows if isinstance(one, Item)]
    assert first.seeker_uid in [one.seeker_uid for one in listed_now if one.kind == "letter"]
    assert second.seeker_uid not in [one.seeker_uid for one in listed_now]


def test_what_is_called_off_records_nothing(page: HomePage, desk: Desk, room: Room, qtbot: QtBot) -> None:
    item = choose(page, "ask")
    type_keys(qtbot, page, "yn")
    settle(qtbot, room)
    assert page.list.current() == item
    assert answers(desk, item) == ()


def test_a_reason_of_its_own_can_be_typed(page: HomePage, desk: Desk, room: Room, asked: Asked, qtbot: QtBot) -> None:
    item = choose(page, "ask")
    asked.answers = ["other", "要照看孙子"]
    type_keys(qtbot, page, "n")
    settle(qtbot, room)
    assert answers(desk, item)[0].reason == "要照看孙子"


def test_enter_opens_the_answers_in_place_or_the_page_of_the_thing(
    page: HomePage, desk: Desk, room: Room, asked: Asked, qtbot: QtBot
) -> None:
    item = choose(page, "ask")
    asked.answers = ["K"]
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    settle(qtbot, room)
    assert answers(desk, item)[0].answer == "considering"
    letter = choose(page, "receipt")
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    type_keys(qtbot, page, "o")
    assert asked.went == [("referrals", letter.uid), ("seekers", letter.seeker_uid)]


def test_a_visit_takes_one_key(page: HomePage, desk: Desk, room: Room, clock: FixedClock, qtbot: QtBot) -> None:
    clock.forward(days=31)
    page.refresh()
    settle(qtbot, room)
    item = choose(page, "visit")
    type_keys(qtbot, page, "1")
    settle(qtbot, room)
    visit = desk.database.read(lambda read: read.first(FollowUp, uid=item.uid))
    assert visit is not None
    assert visit.result == "in_post"


def test_who_left_is_asked_for_reason_and_day(
    page: HomePage, desk: Desk, room: Room, asked: Asked, clock: FixedClock, qtbot: QtBot
) -> None:
    clock.forward(days=31)
    page.refresh()
    settle(qtbot, room)
    item = choose(page, "visit")
    asked.answers = ["pay", "不是日期"]
    type_keys(qtbot, page, "2")
    assert "看不懂这个日期" in asked.warned[0]
    asked.answers = ["pay", "2026-12-20"]
    type_keys(qtbot, page, "2")
    settle(qtbot, room)
    person = desk.database.read(lambda read: read.first(Seeker, uid=item.seeker_uid))
    assert person is not None
    assert person.state == "willing"


def test_a_refusal_is_told_and_brings_the_line_back(
    page: HomePage, desk: Desk, room: Room, asked: Asked, clock: FixedClock, qtbot: QtBot
) -> None:
    clock.forward(days=25)
    page.refresh()
    settle(qtbot, room)
    item = choose(page, "visit")
    type_keys(qtbot, page, "1")
    settle(qtbot, room)
    assert "不满 30 天" in asked.warned[0]
    assert item in page.list.lines.rows


def test_a_line_is_put_off_with_day_and_reason(
    page: HomePage, desk: Desk, room: Room, asked: Asked, qtbot: QtBot
) -> None:
    item = choose(page, "ask")
    asked.answers = ["14", "本人在外地"]
    type_keys(qtbot, page, "s")
    settle(qtbot, room)
    moved = next(one for one in page.list.lines.rows if isinstance(one, Item) and one.uid == item.uid)
    assert (moved.until_reason, str(moved.until)) == ("本人在外地", "2026-12-08")
    assert "本人在外地" in str(page.list.lines.index(page.list.lines.rows.index(moved)).data())


def test_only_the_keys_of_the_line_are_offered(page: HomePage) -> None:
    for kind in ("ask", "letter", "receipt"):
        item = choose(page, kind)
        shown = {button.text() for button in page.findChildren(QPushButton) if button.isVisible()}
        words = {f"{word} {key}" for key, word in STEPS.get(kind, ())}
        assert words <= shown
        assert (f"{item.verb} Enter" in shown) == (not STEPS.get(kind, ()))


def test_phones_in_clear_are_registered_once_for_a_list(page: HomePage, desk: Desk, room: Room, qtbot: QtBot) -> None:
    page.refresh()
    settle(qtbot, room)
    rows = desk.database.raw(
        lambda connection: connection.execute("SELECT persons FROM looks WHERE kind = 'call_list'").fetchall()
    )
    assert [row[0] for row in rows] == [26]


def test_figures_open_the_list_behind_them(page: HomePage, asked: Asked, qtbot: QtBot) -> None:
    figures = page.side.figures
    assert [figures[name].number.text() for name in ("waiting", "placed", "seats", "unplaced")] == [
        "37",
        "24",
        "41",
        "13",
    ]
    assert figures["waiting"].trend.text() == "无上周数据"
    for figure in figures.values():
        qtbot.mouseClick(figure, Qt.MouseButton.LeftButton)
    assert [name for name, _ in asked.went] == ["seekers", "matching", "posts", "matching"]


def test_an_empty_office_says_what_to_do_next(bare_room: Room, open_page: OpenPage, asked: Asked, qtbot: QtBot) -> None:
    page = open_page(HomePage, bare_room)
    assert isinstance(page, HomePage)
    assert not page.list.isVisible()
    button = next(one for one in page.findChildren(QPushButton) if one.text() == "导入名单")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked.went == [("intake", "")]


def test_forty_answers_need_no_more_than_three_keys_each(
    page: HomePage, desk: Desk, room: Room, asked: Asked, qtbot: QtBot
) -> None:
    """Each answer is one letter and at most one choice (a digit); the arrow is not needed in between."""
    waiting = sum(isinstance(one, Item) and one.kind == "ask" for one in page.list.lines.rows)
    choose(page, "ask")
    for turn in range(waiting):
        asked.answers = ["yes"] if turn % 2 else ["离家远"]
        type_keys(qtbot, page, "y" if turn % 2 else "n")
    settle(qtbot, room)
    assert waiting == len(asked.questions) == len(asked.said) == 21
    assert not [one for one in page.list.lines.rows if isinstance(one, Item) and one.kind == "ask"]


def test_the_list_behind_a_figure_is_filtered_even_where_the_page_was_never_open(
    room: Room, open_page: OpenPage, qtbot: QtBot
) -> None:
    page = SeekersPage(room)
    qtbot.addWidget(page)
    page.show_list("state=unverified,willing")
    page.show()
    settle(qtbot, room)
    assert page.filters.chosen() == {"state": ("unverified", "willing")}


def test_whoever_stands_on_the_first_line_stands_there_when_something_more_urgent_comes(
    page: HomePage, qtbot: QtBot
) -> None:
    agenda = page.room.desk.agenda.today(page.room.desk.actor)
    late = replace(agenda, items=agenda.items[1:])
    page.list.show_agenda(late)
    qtbot.keyClick(page.list, Qt.Key.Key_Home)
    assert page.list.current() == late.items[0]
    page.list.show_agenda(agenda)
    assert page.list.current() == agenda.items[0]
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    second = page.list.current()
    page.list.show_agenda(agenda)
    assert page.list.current() == second
