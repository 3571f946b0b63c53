"""The frame: pages by key, help, what runs, undo, remembered place."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QTextBrowser
from pytestqt.qtbot import QtBot

from desk_app.bootstrap import Desk
from desk_app.domain.progress import Progress
from desk_app.ui.kit.memory import Memory
from desk_app.ui.look import look
from desk_app.ui.pages import PAGES
from desk_app.ui.window import Window, ago
from tests.kit.asked import Asked
from tests.ui.conftest import settle


@pytest.fixture
def window(desk: Desk, tmp_path: Path, qtbot: QtBot, asked: Asked) -> Iterator[Window]:
    """The real window on the furnished office."""
    made = Window(desk, look(), Memory(tmp_path / "window.ini", desk.actor.name), ask=asked)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    made.go("home", "")
    settle(qtbot, made.room)
    yield made
    made.close()


def test_every_page_opens_by_its_key_and_says_its_name(window: Window, qtbot: QtBot) -> None:
    for page in PAGES:
        focus = QApplication.focusWidget() or window
        qtbot.keyClick(focus, Qt.Key(ord(page.shortcut[-1])), Qt.KeyboardModifier.ControlModifier)
        settle(qtbot, window.room)
        assert window.current is not None
        assert window.current.name == page.name
        assert window.rail.buttons[page.name].isChecked()
        assert window.current.header.title.text() == window.current.title


def test_help_names_every_key_of_the_page(window: Window, qtbot: QtBot) -> None:
    seen: list[str] = []

    def read() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        (text,) = dialog.findChildren(QTextBrowser)
        seen.append(text.toPlainText())
        dialog.reject()

    for page in PAGES:
        window.go(page.name, "")
        settle(qtbot, window.room)
        QTimer.singleShot(50, window, read)
        window.show_help()
        assert "按键" in seen[-1]
        assert len(seen[-1].split("按键")[0].strip()) > 20, f"{page.name} has no help of its own"
        for action in window.actions_now():
            assert action.title in seen[-1] or not action.shortcut


def test_undo_says_what_it_takes_back(window: Window, desk: Desk, qtbot: QtBot, asked: Asked) -> None:
    posts = desk.finding.posts(desk.actor)
    desk.posts.pause(desk.actor, [posts[0]])
    qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window.room)
    assert asked.said[-1].startswith("已撤销")


def test_the_list_of_acts_says_what_undo_and_redo_would_do(window: Window, desk: Desk, qtbot: QtBot) -> None:
    posts = desk.finding.posts(desk.actor)
    desk.posts.pause(desk.actor, [posts[0]])
    desk.posts.pause(desk.actor, [posts[1]])
    desk.undo.undo(desk.actor)
    seen: list[str] = []

    def read() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        seen.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.reject()

    QTimer.singleShot(600, window, read)
    window.show_undo()
    settle(qtbot, window.room)
    said = "\n".join(seen)
    assert "撤销：暂停" in said
    assert "重做：暂停" in said
    assert "（Ctrl+Y）" in said


def test_a_quiet_sentence_stands_over_the_lower_edge_with_its_undo(window: Window) -> None:
    window.toast.say("已暂停 1 个岗位。", True)
    assert window.toast.isVisible()
    assert window.toast.button.isVisible()
    assert window.rect().contains(window.toast.geometry())
    window.toast.hide()


def test_long_work_shows_a_line_then_words_with_cancel_and_the_window_stays_usable(
    window: Window, qtbot: QtBot
) -> None:
    gate = threading.Event()

    def work(progress: Progress) -> None:
        while not gate.wait(0.01):
            progress.step("辨认", 3, 9)

    window.tasks.run(work, lambda _: None, owner=window, what="读取名单")
    qtbot.waitUntil(window.line.isVisible, timeout=3000)
    qtbot.waitUntil(lambda: window.status.running.text() == "读取名单：辨认 3/9", timeout=3000)
    window.go("posts", "")
    assert window.current is not None
    assert window.current.name == "posts"
    qtbot.mouseClick(window.status.cancel, Qt.MouseButton.LeftButton)
    settle(qtbot, window.room)
    assert not window.line.isVisible()
    gate.set()


def test_what_was_saved_is_said_only_after_the_commit(window: Window, desk: Desk, qtbot: QtBot) -> None:
    assert window.status.saved.text() == ""
    posts = desk.finding.posts(desk.actor)
    desk.posts.pause(desk.actor, [posts[0]])
    settle(qtbot, window.room)
    assert window.status.saved.text() == "已保存 09:30"
    assert "柳河湾镇人社所（练习） · 练习员" in window.status.who.text()


def test_the_title_names_the_office_and_no_person(window: Window) -> None:
    assert window.windowTitle() == "一人一岗 · 柳河湾镇人社所"


def test_days_are_said_in_words() -> None:
    from datetime import date

    today = date(2026, 11, 24)
    assert ago("", today) == "还没有"
    assert ago("2026-11-24T08:00:00+08:00", today) == "今天"
    assert ago("2026-11-23T23:00:00+08:00", today) == "昨天"
    assert ago("2026-11-21T23:00:00+08:00", today) == "3 天前"


def test_closing_frees_the_window_and_all_its_pages(desk: Desk, tmp_path: Path, qtbot: QtBot, asked: Asked) -> None:
    made = Window(desk, look(), Memory(tmp_path / "window.ini", desk.actor.name), ask=asked)
    made.show()
    for page in PAGES:
        made.go(page.name, "")
    settle(qtbot, made.room)
    made.close()
    made.deleteLater()
    qtbot.waitUntil(lambda: not shiboken6.isValid(made), timeout=5000)
