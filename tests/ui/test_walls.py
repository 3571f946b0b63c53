"""What the window shows, says, remembers and leaves behind: no personal number in clear that nobody asked for."""

from __future__ import annotations

import dataclasses
import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desk_app import logs
from desk_app.bootstrap import Desk
from desk_app.domain.actor import Role
from desk_app.domain.referrals import Letter
from desk_app.domain.seekers import Membership
from desk_app.ui.kit.memory import Memory
from desk_app.ui.kit.page import Page
from desk_app.ui.look import look
from desk_app.ui.pages import PAGES
from desk_app.ui.pages.seekers import SeekersPage
from desk_app.ui.pages.settings import SettingsPage
from desk_app.ui.window import Window
from tests.kit.asked import Asked
from tests.ui.conftest import settle
from tests.walls.world import World, flat, planted

_WORDS: tuple[tuple[type[QWidget], tuple[str, ...]], ...] = (
    (QLabel, ("text",)),
    (QAbstractButton, ("text",)),
    (QLineEdit, ("text", "placeholderText")),
    (QComboBox, ("currentText",)),
    (QGroupBox, ("title",)),
    (QTextEdit, ("toPlainText",)),
    (QPlainTextEdit, ("toPlainText",)),
)
_SHOWN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
_PHONES_SHOWN = ("home", "collection")
"""Pages that are lists of calls: the phones stand there, and that they were shown is registered."""


@pytest.fixture
def world(desk: Desk) -> World:
    """The canary office, with a clerk at the keyboard."""
    made = planted(desk)
    desk.actor = dataclasses.replace(desk.actor, role=Role.CLERK)
    return made


@pytest.fixture
def window(
    world: World, tmp_path: Path, qtbot: QtBot, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Window]:
    """The real window on it; temporary files, log and memory stand where the test looks."""
    for folder in ("tmp", "log"):
        (tmp_path / folder).mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    logs.start(tmp_path / "log")
    desk = world.desk
    made = Window(desk, look(), Memory(tmp_path / "window.ini", desk.actor.name), ask=asked)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.go("home", "")
    settle(qtbot, made.room)
    yield made
    made.close()
    logging.getLogger("desk_app").handlers = []


def words_of(window: Window) -> str:
    """Every text that window and open page show or say: also hidden tabs, tool tips, what a screen reader reads out."""
    found: list[str] = []
    elsewhere = [page for page in window.findChildren(Page) if page is not window.current]
    for widget in (window, *window.findChildren(QWidget)):
        if any(page is widget or page.isAncestorOf(widget) for page in elsewhere):
            continue
        if isinstance(widget, QCheckBox) and not widget.isChecked():
            continue  # an entry of a code list that may be ticked says nothing of anybody
        found += [widget.windowTitle(), widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        found += [str(getattr(widget, name)()) for kind, names in _WORDS if isinstance(widget, kind) for name in names]
        found += [action.text() for action in widget.actions()]
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            found += _cells(widget)
    return "\n".join(found)


def _cells(view: QAbstractItemView) -> list[str]:
    model, found = view.model(), []
    # A list model keeps its number of columns to itself.
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    for row in range(model.rowCount(QModelIndex())):
        for column in range(columns):
            index = model.index(row, column)
            found += [str(value) for role in _SHOWN if (value := index.data(role)) is not None]
            tags = index.data(Qt.ItemDataRole.UserRole)
            found += [getattr(tag, "word", str(tag)) for tag in tags] if isinstance(tags, tuple) else []
    return found


def everywhere(window: Window, world: World, qtbot: QtBot) -> Iterator[tuple[str, str]]:
    """Each page, opened at what is kept of the person."""
    letter = world.desk.database.read(lambda read: read.all(Letter))[0]
    at = {"seekers": world.seeker.uid, "referrals": letter.uid, "hardship": world.made["certifications"][0]}
    for page in PAGES:
        window.go(page.name, at.get(page.name, ""))
        settle(qtbot, window.room)
        assert window.current is not None
        if isinstance(window.current, SettingsPage):
            for number in range(len(window.current.sections)):
                window.current.open(number)
                settle(qtbot, window.room)
        yield page.name, words_of(window)


def test_no_page_shows_a_number_or_a_guarded_group_that_nobody_asked_for(
    window: Window, world: World, qtbot: QtBot
) -> None:
    seen: dict[str, str] = dict(everywhere(window, world, qtbot))
    open_ = {name: world.open_on_screen(text, phones=name in _PHONES_SHOWN) for name, text in seen.items()}
    assert {name: found for name, found in open_.items() if found} == {}
    guarded = [item.label for item in world.desk.codes["group"] if item.guarded]
    shown = [(name, word) for name, text in seen.items() for word in guarded if word in text]
    assert [(name, word) for name, word in shown if name != "settings"] == []  # there the code lists themselves stand
    # The check can fail: the name, the masked number and the tags of hardship do stand there.
    text = seen["seekers"]
    assert world.seeker.name in text
    assert f"{world.seeker.id_no[:6]}********{world.seeker.id_no[-4:]}" in text
    assert "就业困难人员" in text
    assert world.seeker.care_duty in text


def test_a_guarded_group_is_shown_on_demand_and_that_is_registered(window: Window, world: World, qtbot: QtBot) -> None:
    desk = world.desk
    before = desk.database.read(lambda read: read.last_look("reveal"))
    assert before == ""
    (released,) = desk.database.read(lambda read: read.all(Membership, seeker_uid=world.seeker.uid, group="RELEASED"))
    assert "回归社会人员" in desk.seekers.reveal_group(desk.actor, released.uid)
    assert desk.database.read(lambda read: read.last_look("reveal")) != ""


def test_the_palette_masks_what_it_finds(window: Window, world: World, qtbot: QtBot) -> None:
    for typed in (world.seeker.name, world.seeker.id_no, world.seeker.mobile):
        window.palette_line.open()
        window.palette_line.line.setText(typed)
        settle(qtbot, window.room)
        offers = [window.palette_line.list.item(row) for row in range(window.palette_line.list.count())]
        shown = "\n".join(f"{offer.text()} {offer.data(Qt.ItemDataRole.UserRole)}" for offer in offers)
        assert world.seeker.name in shown
        assert world.open_on_screen(shown) == []
        window.palette_line.line.clear()
        window.palette_line.hide()


def test_nothing_is_left_in_log_report_memory_temporary_files_or_clipboard(
    window: Window, world: World, qtbot: QtBot, tmp_path: Path
) -> None:
    person, desk = world.seeker, world.desk
    window.go("seekers", person.uid)
    assert isinstance(window.current, SeekersPage)
    page = window.current
    assert page.header.search is not None
    page.header.search.setText(person.name)
    settle(qtbot, window.room)
    page.edit_current()
    settle(qtbot, window.room)
    logging.getLogger("desk_app.test").warning("person %s %s", person.id_no, person.mobile)

    def fails(_: object) -> None:
        raise ValueError(f"{person.name} {person.id_no} {person.mobile} {person.care_duty}")

    window.room.tasks.run(fails, lambda _: None, owner=window, what="出错")
    settle(qtbot, window.room)
    window.room.memory.keep("looked", 1)
    window.room.memory.close()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {"desk_app.log", "window.ini", "office.db"} <= {path.name for path in files}
    assert any(path.name.startswith("crash-") for path in files)
    left = []
    for path in files:
        text = path.read_bytes().decode("utf-8", errors="ignore")
        secrets = (person.id_no, person.mobile, person.name, person.care_duty)
        left += [(path.name, secret) for secret in secrets if secret in text]
    assert left == []
    assert world.open_on_screen(QGuiApplication.clipboard().text()) == []
    told = flat("\n".join((*window.room.ask.said, *window.room.ask.warned)))
    assert world.open_on_screen(told) == []
    desk.drafts.keep(desk.actor, f"seekers/{person.uid}", {})
