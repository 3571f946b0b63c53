"""Tasks, filters, actions and the measure itself."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desk_app.domain.errors import Refused
from desk_app.domain.progress import Progress
from desk_app.ui.kit.actions import Action, bind
from desk_app.ui.kit.asking import Sheet
from desk_app.ui.kit.button import Button
from desk_app.ui.kit.filters import FilterRow
from desk_app.ui.kit.memory import Memory
from desk_app.ui.kit.page import Page, Room
from desk_app.ui.kit.tags import Tag, TagRow
from desk_app.ui.look import look
from tests.kit.asked import Asked
from tests.kit.measure import cut_texts
from tests.ui.conftest import OpenPage, settle


def test_a_result_comes_back_on_the_gui_thread(room: Room, qtbot: QtBot) -> None:
    here: list[tuple[str, threading.Thread]] = []
    worked: list[threading.Thread] = []

    def work(_: Progress) -> str:
        worked.append(threading.current_thread())
        return "done"

    room.tasks.run(work, lambda value: here.append((value, threading.current_thread())), owner=room.feed)
    qtbot.waitUntil(lambda: bool(here), timeout=5000)
    assert here == [("done", threading.main_thread())]
    assert worked[0] is not threading.main_thread()


def test_a_refusal_is_told_and_a_bug_leaves_a_report_without_its_text(
    room: Room, asked: Asked, qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(_: Progress) -> None:
        raise Refused("no", "这样不行。")

    def bug(_: Progress) -> None:
        raise ValueError("secret 15412345678")

    room.tasks.run(refuse, print, owner=room.feed)
    qtbot.waitUntil(lambda: asked.warned == ["这样不行。"], timeout=5000)
    room.tasks.run(bug, print, owner=room.feed)
    qtbot.waitUntil(lambda: len(asked.warned) == 2, timeout=5000)
    (report,) = (tmp_path / "log").glob("crash-*.txt")
    assert "secret" not in report.read_text()
    assert report.name in asked.warned[1]
    caplog.clear()


def test_only_the_newest_of_one_key_is_shown_and_a_dead_owner_gets_nothing(room: Room, qtbot: QtBot) -> None:
    shown: list[int] = []
    gate = threading.Event()

    def slow(_: Progress) -> int:
        gate.wait(5)
        return 1

    owner = QObject()
    room.tasks.run(slow, shown.append, owner=room.feed, key="list")
    room.tasks.run(lambda _: 2, shown.append, owner=room.feed, key="list")
    room.tasks.run(slow, shown.append, owner=owner)
    shiboken6.delete(owner)
    gate.set()
    settle(qtbot, room)
    assert shown == [2]


def test_work_that_takes_long_says_what_it_does_and_can_be_cancelled(room: Room, qtbot: QtBot) -> None:
    shown: list[str] = []
    room.tasks.showing.connect(lambda _, words: words and shown.append(words.sentence()))
    ended: list[str] = []

    def long(progress: Progress) -> None:
        try:
            for row in range(10_000):
                progress.step("辨认", row, 10_000)
                threading.Event().wait(0.005)
        finally:
            ended.append("ended")

    task = room.tasks.run(long, lambda _: ended.append("shown"), owner=room.feed, what="读取名单")
    qtbot.waitUntil(lambda: bool(shown), timeout=5000)
    assert shown[0].startswith("读取名单：辨认 ")
    task.cancel()
    settle(qtbot, room)
    assert ended == ["ended"]


def test_filters_are_remembered_and_cleared(tmp_path: Path, qtbot: QtBot) -> None:
    memory = Memory(tmp_path / "memory.ini", "练习员")

    def row() -> FilterRow:
        made = FilterRow(look(), memory, "seekers")
        qtbot.addWidget(made)
        made.add("state", "状态", [("willing", "有意愿未就业"), ("lost", "失联")])
        return made

    first = row()
    with qtbot.waitSignal(first.changed, timeout=1000):
        first.choose({"state": ["lost"]})
    assert row().chosen() == {"state": ("lost",)}
    first.add("state", "状态", [("lost", "失联"), ("in_post", "在岗")])
    assert first.chosen() == {"state": ("lost",)}, "renewing the options keeps what is chosen"
    first.clear()
    assert row().chosen() == {}


def test_a_single_letter_works_on_its_table_only(qtbot: QtBot) -> None:
    page, table, line = QWidget(), QPushButton(), QLineEdit()
    column = QVBoxLayout(page)
    column.addWidget(table)
    column.addWidget(line)
    qtbot.addWidget(page)
    done: list[str] = []
    bind(Action(id="lock", title="锁定", run=lambda: done.append("lock"), shortcut="L", on=table), page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow, timeout=2000)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_L)
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_L)
    assert done == ["lock"]
    assert line.text().lower() == "l"


def test_a_page_reads_when_shown_and_again_when_something_it_shows_was_changed(
    room: Room, open_page: OpenPage, qtbot: QtBot
) -> None:
    class Counting(Page):
        name, title, icon, nouns = "counting", "计数", "users", frozenset({"seekers"})
        times = 0

        def refresh(self) -> None:
            self.times += 1

    page = open_page(Counting, room)
    assert isinstance(page, Counting)
    assert page.times == 1
    room.feed.tell(frozenset({"letters"}))
    settle(qtbot, room)
    assert page.times == 1
    for _ in range(5):
        room.feed.tell(frozenset({"seekers"}))
    settle(qtbot, room)
    assert page.times == 2, "a burst is one refresh"
    page.hide()
    room.feed.tell(frozenset({"seekers"}))
    settle(qtbot, room)
    assert page.times == 2
    page.show()
    assert page.times == 3


def test_standard_buttons_speak_chinese(qapp: QApplication) -> None:
    assert qapp.translate("QPlatformTheme", "Cancel") == "取消"
    assert qapp.translate("QLineEdit", "&Paste").startswith("粘贴")


def test_a_sheet_refuses_with_words_and_keeps_what_was_typed(qtbot: QtBot) -> None:
    sheet = Sheet(None, look(), "作废推荐信", "编号不会再用。", "作废")
    qtbot.addWidget(sheet)
    line = QLineEdit("写错了", sheet)
    sheet.body.addWidget(line)
    sheet.say("要写明原因。")
    sheet.show()
    assert sheet.trouble.isVisible()
    assert line.text() == "写错了"


def test_the_measure_sees_a_cut_word_and_leaves_a_whole_one_alone(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    label, button = QLabel("一人一岗"), QPushButton("开具推荐信")
    tags = TagRow(look(), [Tag("毕业生"), Tag("退役军人", "good")])
    for widget in (label, button, tags):
        column.addWidget(widget)
    page.resize(400, 200)
    page.show()
    assert cut_texts(page) == []
    button.setFixedWidth(30)
    label.setFixedWidth(20)
    QApplication.sendPostedEvents()
    assert len(cut_texts(page)) == 2


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_press_a_button_outside_of_dialogs(qtbot: QtBot, key: Qt.Key) -> None:
    button = Button("下一步")
    qtbot.addWidget(button)
    button.show()
    with qtbot.waitSignal(button.clicked, timeout=1000):
        qtbot.keyClick(button, key)
