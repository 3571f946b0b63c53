"""A room on a small practice office, a clerk's answers in place of dialogs, and a watch for what is left behind."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.bootstrap import Desk
from desk_app.ui.kit.feed import Feed
from desk_app.ui.kit.memory import Memory
from desk_app.ui.kit.page import Page, Room
from desk_app.ui.kit.session import Session
from desk_app.ui.kit.tasks import Tasks
from desk_app.ui.look import dress, look
from tests.kit.asked import Asked


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> QApplication:
    """Our fonts and style, as in the program."""
    dress(qapp, look())
    return qapp


@pytest.fixture(autouse=True)
def nothing_left(qtbot: QtBot) -> Iterator[None]:
    """No thread and no running timer outlives a test."""
    before = set(threading.enumerate())
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [thread.name for thread in threading.enumerate() if thread not in before]
    assert not left, f"threads left running: {left}"
    timers = [
        timer.parent()
        for widget in QApplication.topLevelWidgets()
        for timer in widget.findChildren(QTimer)
        if timer.isActive()
    ]
    assert not timers, f"timers left running: {timers}"


@pytest.fixture
def asked() -> Asked:
    """What the program would have asked; a test lays the answers ready."""
    return Asked()


MakeRoom = Callable[[Desk], Room]


@pytest.fixture
def make_room(asked: Asked, tmp_path: Path, qtbot: QtBot) -> Iterator[MakeRoom]:
    """Makes the room that a page is given."""
    made: list[Room] = []

    def make(desk: Desk) -> Room:
        feed = Feed()
        desk.listen(feed.tell)
        memory = Memory(tmp_path / "memory.ini", desk.actor.name)
        room = Room(
            desk=desk,
            tasks=Tasks(asked.warn, tmp_path / "log"),
            ask=asked,
            feed=feed,
            look=look(),
            memory=memory,
            session=Session(memory),
            go=lambda name, uid: asked.went.append((name, uid)),
            set_large=lambda large: asked.went.append(("large", str(large))),
        )
        made.append(room)
        return room

    yield make
    for room in made:
        room.tasks.close()
        room.tasks.deleteLater()


@pytest.fixture
def room(desk: Desk, make_room: MakeRoom) -> Room:
    """A room on the furnished office."""
    return make_room(desk)


@pytest.fixture
def bare_room(bare_desk: Desk, make_room: MakeRoom) -> Room:
    """A room on an office in which nothing has been entered."""
    return make_room(bare_desk)


_SHORT = 1000  # milliseconds: a longer timer is a toast or a lock and nothing to wait for


def settle(qtbot: QtBot, room: Room) -> None:
    """Wait until nothing runs and no short timer ticks any more (a page waits a moment before it asks again)."""

    def resting() -> bool:
        QCoreApplication.processEvents()
        return not room.tasks.busy and not any(
            timer.isActive() and timer.isSingleShot() and timer.interval() <= _SHORT
            for widget in QApplication.topLevelWidgets()
            for timer in widget.findChildren(QTimer)
        )

    for _ in range(2):
        qtbot.waitUntil(resting, timeout=30_000)


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(qtbot: QtBot) -> OpenPage:
    """Shows a page at the size of a small screen and waits until it has read what it shows."""

    def show(page_type: type[Page], room: Room, width: int = 1198, height: int = 728) -> Page:
        page = page_type(room)
        qtbot.addWidget(page)
        page.resize(width, height)
        page.show()
        settle(qtbot, room)
        return page

    return show
