"""The lock: when it comes, what it covers, what re-opens it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desk_app.domain.errors import Refused
from desk_app.ui.door.lock import Cover, Lock
from desk_app.ui.kit.asking import Sheet
from desk_app.ui.kit.memory import Memory
from desk_app.ui.kit.session import Session
from desk_app.ui.kit.tasks import Tasks
from desk_app.ui.look import look
from tests.kit.asked import Asked

RIGHT = "practice-2026"


class Hands:
    """A clock that a test puts forward."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "memory.ini", "练习员")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.setWindowTitle("张某的档案")
    column = QVBoxLayout(window)
    column.addWidget(QLabel("张某 154…", window))
    line = QLineEdit(window)
    line.setObjectName("typing")
    column.addWidget(line)
    window.resize(600, 400)
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def lock(window: QWidget, memory: Memory, hands: Hands, tmp_path: Path) -> Iterator[Lock]:
    session = Session(memory, clock_s=hands)
    tasks = Tasks(Asked().warn, tmp_path)
    made = Lock(window, session, look(), tasks, lambda typed: typed == RIGHT)
    made.session = session
    yield made
    made.end()
    tasks.close()


def covered(widget: QWidget) -> bool:
    covers = widget.findChildren(Cover, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return any(cover.isVisible() and cover.geometry() == widget.rect() for cover in covers)


def enter(qtbot: QtBot, lock: Lock, typed: str) -> None:
    assert lock.panel
    lock.panel.line.setText(typed)
    qtbot.keyClick(lock.panel.line, Qt.Key.Key_Return)


def test_it_locks_after_fifteen_minutes_without_a_touch(qtbot: QtBot, lock: Lock, hands: Hands) -> None:
    hands.at += 15 * 60 - 1
    lock.session.look()
    assert not lock.is_locked
    hands.at += 1
    lock.session.look()
    assert lock.is_locked


def test_a_key_in_the_window_is_a_touch(qtbot: QtBot, lock: Lock, window: QWidget, hands: Hands) -> None:
    lock.session._watch(window.windowHandle())
    hands.at += 14 * 60
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_A)
    hands.at += 14 * 60
    lock.session.look()
    assert not lock.is_locked


def test_other_minutes_hold_at_once_and_next_time(lock: Lock, memory: Memory, hands: Hands) -> None:
    lock.session.set_minutes(2)
    hands.at += 120
    lock.session.look()
    assert lock.is_locked
    assert Session(memory).minutes == 2


def test_everything_is_covered_and_the_typing_is_still_there_afterwards(
    qtbot: QtBot, lock: Lock, window: QWidget
) -> None:
    line = window.findChild(QLineEdit, "typing")
    line.setText("没有保存的")
    sheet = Sheet(window, look(), "改张某的电话", "154…", "保存")
    qtbot.addWidget(sheet)
    sheet.open()
    lock.lock()
    assert covered(window)
    assert covered(sheet)
    assert "张某" not in window.windowTitle() + sheet.windowTitle()
    window.resize(800, 500)
    qtbot.waitUntil(lambda: covered(window))
    panel = lock.panel
    assert panel
    assert not any("张" in label.text() for label in panel.findChildren(QLabel))
    enter(qtbot, lock, RIGHT)
    qtbot.waitUntil(lambda: not lock.is_locked)
    assert not covered(window)
    assert (window.windowTitle(), sheet.windowTitle()) == ("张某的档案", "改张某的电话")
    assert sheet.isVisible()
    assert line.text() == "没有保存的"


def test_neither_escape_nor_closing_opens_it(qtbot: QtBot, lock: Lock, window: QWidget) -> None:
    lock.lock()
    assert lock.panel
    qtbot.keyClick(lock.panel, Qt.Key.Key_Escape)
    lock.panel.close()
    assert lock.is_locked
    assert lock.panel.isVisible()
    assert QApplication.activeModalWidget() is lock.panel


def test_a_wrong_password_is_told_and_can_be_tried_again(qtbot: QtBot, lock: Lock) -> None:
    lock.lock()
    enter(qtbot, lock, "wrong-horse")
    panel = lock.panel
    assert panel
    qtbot.waitUntil(lambda: "密码不对" in panel.field.words.text())
    enter(qtbot, lock, RIGHT)
    qtbot.waitUntil(lambda: not lock.is_locked)


def test_the_pin_opens_three_wrong_ones_end_it(qtbot: QtBot, lock: Lock) -> None:
    lock.session.set_pin("2580")
    lock.lock()
    enter(qtbot, lock, "1111")
    enter(qtbot, lock, "2580")
    assert not lock.is_locked
    lock.lock()
    for _ in range(3):
        enter(qtbot, lock, "1111")
    panel = lock.panel
    assert panel
    assert "已经作废" in panel.field.words.text()
    assert panel.field.label.text() == "密码"
    assert not lock.session.has_pin
    enter(qtbot, lock, "2580")
    qtbot.waitUntil(lambda: "密码不对" in panel.field.words.text())
    assert lock.is_locked


def test_the_pin_is_kept_nowhere_and_ends_with_the_session(memory: Memory, tmp_path: Path) -> None:
    session = Session(memory)
    session.set_pin("739104")
    memory.close()
    assert b"739104" not in b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert "739104" not in repr(vars(session))
    assert not Session(memory).has_pin
    session.end()
    assert not session.try_pin("739104")


def test_a_plain_pin_is_refused(memory: Memory) -> None:
    session = Session(memory)
    with pytest.raises(Refused):
        session.set_pin("1234")
    assert not session.has_pin


def test_the_key_locks(qtbot: QtBot, lock: Lock, window: QWidget) -> None:
    window.activateWindow()
    qtbot.waitActive(window)
    qtbot.keyClick(
        window.findChild(QLineEdit, "typing"),
        Qt.Key.Key_L,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier,
    )
    assert lock.is_locked
