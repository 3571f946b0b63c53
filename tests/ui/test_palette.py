"""Ctrl+K: anything by name or initials, with the keyboard only."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desk_app.domain.finding import Query
from desk_app.ui.kit.actions import Action
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.palette import Offer, Palette
from tests.kit.asked import Asked
from tests.kit.measure import cut_texts
from tests.ui.conftest import settle

PAGES = (("seekers", "求职人员"), ("referrals", "推荐信"))


@pytest.fixture
def ran() -> list[str]:
    return []


@pytest.fixture
def palette(room: Room, qtbot: QtBot, ran: list[str]) -> Iterator[Palette]:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    window.field = QLineEdit(window)  # type: ignore[attr-defined]
    column.addWidget(window.field)  # type: ignore[attr-defined]
    window.resize(1000, 640)
    actions = (
        Action(id="issue", title="开具推荐信", run=lambda: ran.append("issue"), shortcut="Ctrl+P"),
        Action(id="never", title="不能做的事", run=lambda: ran.append("never"), enabled=lambda: False),
        Action(id="go-seekers", title="去求职人员", run=lambda: ran.append("twice")),
    )
    made = Palette(room, PAGES, lambda: actions, window)
    window.show()
    window.field.setFocus()  # type: ignore[attr-defined]
    made.open()
    settle(qtbot, room)
    yield made
    settle(qtbot, room)


def lines(palette: Palette) -> list[tuple[str, str]]:
    items = (palette.list.item(number) for number in range(palette.list.count()))
    offers: list[Offer] = [item.data(Qt.ItemDataRole.UserRole) for item in items]
    return [(offer.kind, offer.title) for offer in offers]


def test_it_opens_with_pages_and_what_can_be_done_here(palette: Palette) -> None:
    assert lines(palette) == [("页面", "求职人员"), ("页面", "推荐信"), ("操作", "开具推荐信")]
    assert palette.line.hasFocus()
    assert not cut_texts(palette)


def test_a_person_by_initials_and_enter(palette: Palette, room: Room, asked: Asked, qtbot: QtBot) -> None:
    uid = room.desk.finding.seekers(room.desk.actor, Query())[0]
    row = room.desk.finding.seeker_rows(room.desk.actor, [uid])[0]
    qtbot.keyClicks(palette.line, str(row["seeker_no"]))
    settle(qtbot, room)
    assert lines(palette) == [("人员", row["name"])]
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert asked.went == [("seekers", uid)]
    assert not palette.isVisible()


def test_pages_and_actions_by_initials(
    palette: Palette, room: Room, asked: Asked, ran: list[str], qtbot: QtBot
) -> None:
    qtbot.keyClicks(palette.line, "tjx")
    settle(qtbot, room)
    assert lines(palette)[-2:] == [("页面", "推荐信"), ("操作", "开具推荐信")]
    for _ in range(palette.list.count()):
        qtbot.keyClick(palette.line, Qt.Key.Key_Down)  # stays on the last line
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert ran == ["issue"]
    assert asked.went == []


def test_escape_gives_the_focus_back(palette: Palette, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.line, "x")
    qtbot.keyClick(palette.line, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert palette.window().field.hasFocus()  # type: ignore[attr-defined]


def test_nothing_found_says_so(palette: Palette, room: Room, ran: list[str], qtbot: QtBot) -> None:
    palette.line.setText("没有这个人")
    settle(qtbot, room)
    assert lines(palette) == []
    assert palette.words.text().startswith("没有找到")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert palette.isVisible()
    assert ran == []
