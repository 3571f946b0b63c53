"""表册 in a person's file by keyboard: filling in, all errors beside their fields, drafts, groups by day, printing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desk_app.domain.forms.seeking import JobRegistration
from desk_app.domain.forms.veterans import VeteranForm
from desk_app.domain.seekers import Membership, Seeker
from desk_app.ui.kit.actions import ActionButton
from desk_app.ui.kit.page import Room
from desk_app.ui.pages.seekers import SeekersPage
from tests.kit.asked import Asked
from tests.kit.measure import cut_texts
from tests.ui.conftest import OpenPage, settle

ENTER = Qt.Key.Key_Return


@pytest.fixture
def page(room: Room, open_page: OpenPage, qtbot: QtBot) -> Iterator[SeekersPage]:
    shown = open_page(SeekersPage, room)
    assert isinstance(shown, SeekersPage)
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow, timeout=2000)
    veteran = next(one.seeker_uid for one in room.desk.database.read(lambda read: read.all(Membership, group="VET")))
    shown.show_record(veteran)
    settle(qtbot, room)
    shown.table.setFocus()
    yield shown
    shown.hide()
    settle(qtbot, room)


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(qtbot: QtBot, key: Qt.Key, *, ctrl: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(QApplication.activePopupWidget() or focus(), key, modifier)


def words_of(page: SeekersPage) -> list[str]:
    return [label.text() for label in page.detail.forms.findChildren(QLabel) if label.isVisible()]


def button(page: SeekersPage, name: str) -> ActionButton:
    found = page.detail.forms.findChildren(ActionButton)
    return next(one for one in found if one.accessibleName() == name or one.text() == name)


def veteran(room: Room) -> tuple[VeteranForm, ...]:
    return room.desk.database.read(lambda read: read.all(VeteranForm))


def test_a_form_is_filled_in_by_keyboard(page: SeekersPage, room: Room, qtbot: QtBot, asked: Asked) -> None:
    press(qtbot, Qt.Key.Key_F)
    assert focus().text() == "填写"  # type: ignore[attr-defined]  # a button
    assert "还没有登记" in words_of(page)
    button(page, "填写退役军人就业登记表").setFocus()
    press(qtbot, Qt.Key.Key_Space)
    settle(qtbot, room)
    form = page.detail.pane.form
    assert form is not None
    form.put({"enlisted_in": "2012.9", "settlement": "自主就业", "work_started_on": "+3", "training_wish": "是"})
    press(qtbot, ENTER, ctrl=True)
    settle(qtbot, room)
    assert veteran(room) == ()
    assert "“就业时间”晚于今天，请核对。" in [label.text() for label in form.findChildren(QLabel)]
    form.put({"work_started_on": ""})
    press(qtbot, ENTER, ctrl=True)
    settle(qtbot, room)
    (kept,) = veteran(room)
    assert (kept.enlisted_in, kept.settlement, kept.training_wish) == ("2012-09", "self", True)
    assert asked.said[-1].startswith("已登记")
    assert "还缺：" in asked.said[-1]
    assert not page.detail.editing
    assert any(words.startswith("还缺：入伍地、退役时间") for words in words_of(page))
    room.desk.undo.undo(room.desk.actor)
    settle(qtbot, room)
    assert button(page, "填写退役军人就业登记表")


def test_what_is_typed_and_left_comes_back(page: SeekersPage, room: Room, qtbot: QtBot, asked: Asked) -> None:
    press(qtbot, Qt.Key.Key_F)
    press(qtbot, Qt.Key.Key_Space)
    settle(qtbot, room)
    pane = page.detail.pane
    assert pane.form is not None
    pane.form.put({"languages": "英语四级"})
    asked.answers.append("keep")
    press(qtbot, Qt.Key.Key_Escape)
    settle(qtbot, room)
    assert not page.detail.editing
    page.detail.open_paper("seeking", "")
    settle(qtbot, room)
    assert pane.form.text("languages") == "英语四级"
    assert "已放回" in pane.words.text()
    press(qtbot, ENTER, ctrl=True)
    settle(qtbot, room)
    (kept,) = room.desk.database.read(lambda read: read.all(JobRegistration))
    assert kept.languages == "英语四级"


def test_a_form_is_ended_and_printed(page: SeekersPage, room: Room, qtbot: QtBot, asked: Asked) -> None:
    desk = room.desk
    uid = page.detail.file.uid if page.detail.file else ""
    desk.forms.save(desk.actor, "seeking", uid, "", {})
    page.detail.go_to_forms()
    settle(qtbot, room)
    asked.answers += ["hired", "今天"]
    button(page, "归档求职登记表").click()
    settle(qtbot, room)
    assert any("归档（已就业）" in words for words in words_of(page))
    button(page, "恢复求职登记表").click()
    settle(qtbot, room)
    assert not any("归档（已就业）" in words for words in words_of(page))


def test_groups_have_days_that_can_be_put_right(page: SeekersPage, room: Room, qtbot: QtBot, asked: Asked) -> None:
    uid = page.detail.file.uid if page.detail.file else ""
    page.detail.go_to_forms()
    button(page, "改退役军人").click()
    settle(qtbot, room)
    form = page.detail.pane.form
    assert form is not None
    form.put({"started_on": "2025-01-01", "ended_on": "2025-06-30", "evidence": "退役证"})
    press(qtbot, ENTER, ctrl=True)
    settle(qtbot, room)
    assert any("2025-01-01 起，到 2025-06-30 止（不在册）" in words for words in words_of(page))
    asked.answers.append("20250315")
    button(page, "某日属于哪些类别…").click()
    settle(qtbot, room)
    assert asked.said[-1] == "2025-03-15 属于：退役军人。"
    kept = room.desk.database.read(lambda read: read.first(Seeker, uid=uid))
    assert kept is not None


def test_nothing_is_cut(page: SeekersPage, room: Room, qtbot: QtBot) -> None:
    page.detail.go_to_forms()
    settle(qtbot, room)
    assert cut_texts(page.detail.forms) == []
    for kind in ("veteran", "seeking"):
        page.detail.open_paper(kind, "")
        settle(qtbot, room)
        assert cut_texts(page.detail.pane) == []
        page.detail.pane.close_form()


def test_the_list_shows_who_belonged_on_a_day(page: SeekersPage, room: Room, qtbot: QtBot, asked: Asked) -> None:
    desk = room.desk
    everybody = page.table.count
    uid = page.detail.file.uid if page.detail.file else ""
    line = next(one for one in desk.forms.of(desk.actor, uid).groups if one.group == "VET")
    desk.forms.groups.save(desk.actor, uid, line.uid, {"started_on": "2019-01-01", "ended_on": "2019-12-31"})
    page.filters.choose({"group": ("VET",)})
    settle(qtbot, room)
    without = page.table.count
    asked.answers.append("20190630")
    page.choose_day()
    settle(qtbot, room)
    assert page.table.count == 1
    assert page.header.count.text() == f"1 人（2019-06-30 在册） / 共 {everybody} 人"
    asked.answers.append("")
    page.choose_day()
    settle(qtbot, room)
    assert page.table.count == without


def test_a_register_and_a_filled_form_are_handed_out(
    page: SeekersPage, room: Room, qtbot: QtBot, asked: Asked, tmp_path: Path
) -> None:
    asked.answers += ["VET", "今天", "save", tmp_path / "台账.pdf"]
    page.print_register.try_run()
    settle(qtbot, room)
    assert (tmp_path / "台账.pdf").read_bytes().startswith(b"%PDF")
    page.detail.go_to_forms()
    asked.answers += ["save", tmp_path / "登记表.pdf"]
    button(page, "打印求职登记表").click()
    settle(qtbot, room)
    assert (tmp_path / "登记表.pdf").read_bytes().startswith(b"%PDF")
