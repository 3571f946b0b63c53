"""用人单位 by keyboard."""

from __future__ import annotations

from typing import cast
from urllib.parse import quote

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.ui.kit.page import Room
from desk_app.ui.pages.employers import EmployersPage
from tests.kit.asked import Asked
from tests.ui.conftest import OpenPage, settle

FIRM = "演练县新星制衣厂"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(open_page: OpenPage, room: Room) -> EmployersPage:
    opened = cast("EmployersPage", open_page(EmployersPage, room))
    opened.table.setFocus()
    return opened


def press(
    page: EmployersPage, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(QApplication.focusWidget() or page, key, modifier)
    settle(qtbot, page.room)


def test_an_employer_is_shown_blocked_and_unblocked(page: EmployersPage, qtbot: QtBot, asked: Asked) -> None:
    press(page, qtbot, Qt.Key.Key_Home)
    file = page.side.file
    assert file is not None
    assert page.side.title.text() == file.employer.name
    asked.answers = ["拖欠工资"]
    press(page, qtbot, Qt.Key.Key_B)
    assert "拖欠工资" in page.side.notice.text()
    press(page, qtbot, Qt.Key.Key_B)
    assert "拖欠工资" not in page.side.notice.text()


def test_the_employer_of_a_waiting_post_is_entered_and_the_post_goes_on(
    page: EmployersPage, qtbot: QtBot, asked: Asked
) -> None:
    page.show_list(f"first={quote(FIRM)}")
    settle(qtbot, page.room)
    assert page.form.form.text("name") == FIRM
    press(page, qtbot, Qt.Key.Key_Return, CTRL)
    assert asked.went == [("posts", f"?resume={quote(FIRM)}")]
    assert FIRM in page.room.desk.employers.names()


def test_p_begins_a_post_of_the_employer(page: EmployersPage, qtbot: QtBot, asked: Asked) -> None:
    press(page, qtbot, Qt.Key.Key_Home)
    press(page, qtbot, Qt.Key.Key_P)
    assert page.side.file is not None
    assert asked.went == [("posts", f"?new={quote(page.side.file.employer.name)}")]
