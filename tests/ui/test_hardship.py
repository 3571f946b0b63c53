"""困难认定 by keyboard: from the application to the printed notice, families, returns, the head's exit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk_app.domain.hardship.records import Family, FamilyMember
from desk_app.domain.service_log import Said
from desk_app.ui.kit import printing
from desk_app.ui.kit.lines import TextEditor
from desk_app.ui.kit.page import Room
from desk_app.ui.pages.hardship import HardshipPage
from desk_app.ui.pages.hardship.entries import StepEntry
from tests.kit.asked import Asked
from tests.kit.measure import cut_texts
from tests.kit.office import FixedClock
from tests.ui.conftest import OpenPage, settle

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
N, P, T, A, H, R, X = (getattr(Qt.Key, f"Key_{letter}") for letter in "NPTAHRX")


@pytest.fixture
def page(bare_room: Room, open_page: OpenPage, qtbot: QtBot) -> Iterator[HardshipPage]:
    """The page of an office with three persons and no certification."""
    desk = bare_room.desk
    for order, name in enumerate(("周小满", "赵大河", "孙小雨")):
        typed = {"name": name, "mobile": f"1540000{order:04}", "birth_date": "1980-05-06", "sex": "女"}
        desk.seekers.save(desk.actor, None, {**typed, "village": "上柳村"})
    shown = open_page(HardshipPage, bare_room)
    assert isinstance(shown, HardshipPage)
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow, timeout=2000)
    yield shown
    shown.hide()
    settle(qtbot, bare_room)


@pytest.fixture
def room(bare_room: Room) -> Room:
    return bare_room


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(qtbot: QtBot, *keys: Qt.Key, ctrl: bool = False) -> None:
    for key in keys:
        if QApplication.activePopupWidget() is None:
            focus().activateWindow()  # without a screen a list that closes does not give the window back
        popup = QApplication.activePopupWidget()
        modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
        qtbot.keyClick(popup or focus(), key, modifier)


def type_in(text: str) -> None:
    line = focus()
    assert isinstance(line, TextEditor)
    line.selectAll()
    line.insert(text)  # as an input method does
    line.textEdited.emit(line.text())


def apply_for(page: HardshipPage, qtbot: QtBot, room: Room, initials: str = "zxm") -> None:
    """By keys: Ctrl+N, the person by initials, the application."""
    press(qtbot, N, ctrl=True)
    qtbot.keyClicks(focus(), initials)
    settle(qtbot, room)
    press(qtbot, ENTER)
    settle(qtbot, room)
    type_in("7")
    press(qtbot, ENTER, ENTER)  # the list's marked entry, then over the day of the application
    type_in("2026-03-02")
    press(qtbot, ENTER, ctrl=True)
    settle(qtbot, room)


def take_step(qtbot: QtBot, room: Room, *typed: str) -> None:
    """N, the fields one after the other, Ctrl+Enter."""
    press(qtbot, N)
    settle(qtbot, room)
    for number, text in enumerate(typed):
        press(qtbot, *([ENTER] if number else []))
        if text:
            type_in(text)
    press(qtbot, ENTER, ctrl=True)
    settle(qtbot, room)


def states(room: Room) -> list[str]:
    return [one.state for one in room.desk.hardship.listed(room.desk.actor)]


class Printer:
    """What stands in for the system's printer."""


def test_from_the_application_to_the_printed_notice_by_keyboard(
    page: HardshipPage, room: Room, asked: Asked, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page._left.currentWidget() is page.empty
    page.setFocus()
    apply_for(page, qtbot, room)
    assert states(room) == ["applied"]
    assert page.board.table.hasFocus()
    take_step(qtbot, room, "", "王某", "上柳村委会", "情况属实")
    assert states(room) == ["reviewed"]
    take_step(qtbot, room)
    assert states(room) == ["noticed"]
    given: list[bytes] = []

    def paint(printer: object, pdf: bytes, *args: object) -> None:
        given.append(pdf)
        sent: Callable[[int], object] = args[-1]  # type: ignore[assignment]
        sent(0)

    monkeypatch.setattr(printing, "paint", paint)
    monkeypatch.setattr(printing, "_in_range", lambda printer, pages: pages)
    asked.answers += ["notice", "print", Printer()]
    press(qtbot, P)
    settle(qtbot, room)
    assert asked.warned == []
    assert len(given) == 1
    assert given[0].startswith(b"%PDF")
    assert asked.said[-1] == "已把 1 页送到打印机。"
    assert room.desk.database.read(lambda read: read.last_look("print"))


def test_too_early_is_said_beside_the_day(page: HardshipPage, room: Room, qtbot: QtBot, clock: FixedClock) -> None:
    page.setFocus()
    apply_for(page, qtbot, room)
    take_step(qtbot, room)
    take_step(qtbot, room)
    take_step(qtbot, room)
    entry = page.forms.entry
    assert isinstance(entry, StepEntry)
    assert "期满" in entry.form._lines["on"].words.text()
    assert states(room) == ["noticed"]
    press(qtbot, ESC)  # only the day that the program typed stands there: nothing to ask
    settle(qtbot, room)
    assert page.forms.entry is None
    assert page.board.table.hasFocus()


def test_a_return_needs_its_reason(page: HardshipPage, room: Room, qtbot: QtBot) -> None:
    page.setFocus()
    apply_for(page, qtbot, room)
    press(qtbot, T)
    settle(qtbot, room)
    press(qtbot, ENTER, ctrl=True)
    settle(qtbot, room)
    assert states(room) == ["applied"]
    type_in("材料不全")
    press(qtbot, ENTER, ctrl=True)
    settle(qtbot, room)
    assert states(room) == ["returned"]
    assert page.case.file is not None
    assert page.case.file.may == ("resubmit",)


def test_what_was_typed_and_not_saved_comes_back(page: HardshipPage, room: Room, asked: Asked, qtbot: QtBot) -> None:
    page.setFocus()
    apply_for(page, qtbot, room)
    press(qtbot, N)
    settle(qtbot, room)
    press(qtbot, ENTER)
    type_in("王某")
    asked.answers.append("keep")
    press(qtbot, ESC)
    settle(qtbot, room)
    press(qtbot, N)
    settle(qtbot, room)
    entry = page.forms.entry
    assert entry is not None
    assert entry.form.text("signer") == "王某"
    asked.answers.append("drop")
    press(qtbot, ESC)
    settle(qtbot, room)


def test_members_by_keyboard_and_children_hidden(page: HardshipPage, room: Room, asked: Asked, qtbot: QtBot) -> None:
    page.setFocus()
    apply_for(page, qtbot, room)
    page.case.tabs.setCurrentIndex(1)
    table = page.case.members.table
    for name, relation, born in (("王大年", "配偶", "1979-01-02"), ("周小宝", "女儿", "2018-03-04")):
        table.setFocus()
        press(qtbot, A)
        settle(qtbot, room)
        for text in (name, relation, "", "", born):
            if text:
                type_in(text)
            press(qtbot, ENTER)
        press(qtbot, ENTER, ctrl=True)
        settle(qtbot, room)
    assert table.count == 2
    assert "1 名未满 16 周岁" in page.case.members.hidden.text()
    table.setFocus()
    press(qtbot, H)
    settle(qtbot, room)
    assert table.count == 3
    names = [one.name for one in room.desk.database.read(lambda read: read.all(FamilyMember))]
    assert names == ["周小满", "王大年", "周小宝"]
    asked.answers.append(True)
    table.choose(page.case.members._all[1].uid)
    table.setFocus()
    press(qtbot, Qt.Key.Key_Delete)
    settle(qtbot, room)
    assert room.desk.database.read(lambda read: read.count(FamilyMember)) == 2


def test_a_family_is_entered_cleared_and_deleted_by_keyboard(
    page: HardshipPage, room: Room, asked: Asked, qtbot: QtBot
) -> None:
    page.setFocus()
    qtbot.keyClick(focus(), N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle(qtbot, room)
    type_in("周大年")
    press(qtbot, ENTER, ENTER, ENTER, ENTER, ENTER)
    type_in("今天")
    press(qtbot, ENTER, ctrl=True)
    settle(qtbot, room)
    (family,) = room.desk.database.read(lambda read: read.all(Family))
    assert family.deadline == room.desk.actor.today() + timedelta(30)
    assert page.board.table is page.board.families
    assert page.family.file is not None
    press(qtbot, R)
    settle(qtbot, room)
    type_in("dwjy")  # 单位就业
    press(qtbot, ENTER)
    type_in("周大年")
    press(qtbot, ENTER, ctrl=True)
    settle(qtbot, room)
    assert room.desk.hardship.families.listed(room.desk.actor)[0].state == "cleared"
    assert page.header.count.text() == "零就业动态清零"
    asked.answers.append(True)
    page.board.families.setFocus()
    press(qtbot, Qt.Key.Key_Delete)
    settle(qtbot, room)
    assert room.desk.database.read(lambda read: read.count(Family)) == 0


def test_the_head_takes_over_what_is_proposed(page: HardshipPage, room: Room, qtbot: QtBot, clock: FixedClock) -> None:
    page.setFocus()
    apply_for(page, qtbot, room)
    desk, hardship = room.desk, room.desk.hardship
    (line,) = hardship.listed(desk.actor)
    while (file := hardship.file(desk.actor, line.uid)).listed.state != "certified":
        if file.listed.notice_until:
            clock.forward(days=(file.listed.notice_until - desk.actor.today()).days + 1)
        hardship.take(desk.actor, [line.uid], file.next, {"on": "今天"})
    for day in range(3):
        clock.forward(days=1)
        said = Said(result="拒绝服务", reason="推荐了不去", note=f"第 {day} 次")
        desk.seekers.log(desk.actor, [line.seeker_uid], said)
    settle(qtbot, room)
    page.board.open(2)
    settle(qtbot, room)
    assert page.board.exits.count == 1
    page.board.exits.setFocus()
    press(qtbot, X)
    settle(qtbot, room)
    entry = page.forms.entry
    assert entry is not None
    assert "3 次拒绝服务" in entry.form.text("basis")
    press(qtbot, ENTER, ctrl=True)
    settle(qtbot, room)
    assert states(room) == ["left"]
    assert page.board.exits.count == 0


def test_a_person_of_today_opens_the_case_or_a_new_application(page: HardshipPage, room: Room, qtbot: QtBot) -> None:
    page.setFocus()
    apply_for(page, qtbot, room)
    (line,) = room.desk.hardship.listed(room.desk.actor)
    page.show_record(line.seeker_uid)
    settle(qtbot, room)
    assert page.board.current == line.uid
    other = room.desk.finding.anywhere(room.desk.actor, "赵大河")[0].uid
    page.show_record(other)
    settle(qtbot, room)
    assert page.forms.entry is not None
    assert page.forms.entry.heading.text() == "赵大河的困难认定申请"
    page.forms.entry.leave()
    settle(qtbot, room)


def test_a_notice_says_how_long_it_must_hang(page: HardshipPage, room: Room, qtbot: QtBot) -> None:
    page.setFocus()
    apply_for(page, qtbot, room)
    take_step(qtbot, room)
    press(qtbot, N)
    settle(qtbot, room)
    entry = page.forms.entry
    assert entry is not None
    assert "2026-12-03" in entry.form._lines["until"].words.text()  # seven working days after 2026-11-24
    press(qtbot, ESC)


@pytest.mark.parametrize(("width", "height"), [(1198, 700), (1752, 1012)])
def test_no_words_are_cut(page: HardshipPage, room: Room, qtbot: QtBot, width: int, height: int) -> None:
    page.setFocus()
    apply_for(page, qtbot, room)
    page.resize(width, height)
    for open_tab in range(3):
        page.case.tabs.setCurrentIndex(open_tab)
        settle(qtbot, room)
        assert cut_texts(page) == []
    press(qtbot, N)
    settle(qtbot, room)
    assert cut_texts(page) == []
    page.may_leave()
    settle(qtbot, room)
