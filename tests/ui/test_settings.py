"""设置: each section does what it says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.bootstrap import Desk, open_desk
from desk_app.ui.kit.page import Room
from desk_app.ui.look import dress, look
from desk_app.ui.pages.settings import SettingsPage
from desk_app.ui.pages.settings.facts import LettersSection, OfficeSection
from desk_app.ui.pages.settings.safety import LockSection, LookSection, SafetySection
from desk_app.ui.pages.settings.staff import CodePanel, PasswordPanel, PlacePanel, StaffSection
from desk_app.ui.pages.settings.villages import VillagesSection
from tests.kit.asked import Asked
from tests.kit.measure import cut_texts
from tests.kit.office import CHEAP, PASSWORD, FixedClock
from tests.ui.conftest import MakeRoom, OpenPage, settle

NEW = "green-kite-over-7"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desk_app.storage.vault.calibrated", lambda: CHEAP)


@pytest.fixture
def page(bare_room: Room, open_page: OpenPage, qtbot: QtBot) -> SettingsPage:
    made = open_page(SettingsPage, bare_room)
    assert isinstance(made, SettingsPage)
    return made


def go(page: SettingsPage, section: type, qtbot: QtBot) -> object:
    page.open(next(n for n, one in enumerate(page.sections) if isinstance(one, section)))
    settle(qtbot, page.room)
    return page.section


def test_facts_are_saved_and_errors_stand_beside_their_field(
    page: SettingsPage, qtbot: QtBot, asked: Asked, bare_desk: Desk
) -> None:
    section = go(page, OfficeSection, qtbot)
    assert isinstance(section, OfficeSection)
    section.form.put({"phone": "0379-0000001", "region": "41"})
    section.form.submit()
    settle(qtbot, page.room)
    assert section.form._lines["region"].wrong
    assert bare_desk.office.facts(bare_desk.actor).phone == ""
    section.form.put({"region": "410122"})
    section.form.submit()
    settle(qtbot, page.room)
    assert bare_desk.office.facts(bare_desk.actor).phone == "0379-0000001"
    assert asked.said == ["已保存机构信息。"]
    assert "中牟县" in section.form._lines["region"].words.text()


def test_leaving_with_changes_asks(page: SettingsPage, qtbot: QtBot, asked: Asked, bare_desk: Desk) -> None:
    section = go(page, OfficeSection, qtbot)
    assert isinstance(section, OfficeSection)
    section.form.put({"phone": "0379-0000001"})
    asked.answers = ["stay"]
    page.open(4)
    assert page.section is section
    assert section.form.text("phone") == "0379-0000001"
    asked.answers = ["drop"]
    page.open(4)
    assert page.section is not section
    assert bare_desk.office.facts(bare_desk.actor).phone == ""


def test_the_pattern_is_shown_filled_while_it_is_typed(page: SettingsPage, qtbot: QtBot) -> None:
    section = go(page, LettersSection, qtbot)
    assert isinstance(section, LettersSection)
    assert "柳河湾镇人社荐字〔2026〕第0001号" in section.sample.text()
    line = section.form._lines["letter_pattern"].editor
    line.setFocus()
    line.clear()
    qtbot.keyClicks(line, "{year}-{number}")
    qtbot.waitUntil(lambda: "不认识" in section.sample.text(), timeout=5_000)


def test_villages_are_pasted_renamed_and_dropped(
    page: SettingsPage, qtbot: QtBot, asked: Asked, bare_desk: Desk
) -> None:
    section = go(page, VillagesSection, qtbot)
    assert isinstance(section, VillagesSection)
    section.paste.text.setPlainText("柳河村，柳河\n东风社区")
    qtbot.waitUntil(section.add.isEnabled, timeout=5_000)
    assert section.paste.preview.topLevelItemCount() == 2
    section.add.click()
    settle(qtbot, page.room)
    assert section.table.count == 2
    page.activateWindow()
    qtbot.waitActive(page)
    section.table.setFocus()
    section.table.choose(bare_desk.villages.all(bare_desk.actor)[0].uid)
    asked.answers = ["新柳河村，柳河、柳河村委会"]
    qtbot.keyClick(section.table, Qt.Key.Key_F2)
    settle(qtbot, page.room)
    assert bare_desk.villages.all(bare_desk.actor)[0].aliases == ("柳河", "柳河村委会", "柳河村")
    section.table.choose(bare_desk.villages.all(bare_desk.actor)[1].uid)
    asked.answers = [True]
    qtbot.keyClick(section.table, Qt.Key.Key_Delete)
    settle(qtbot, page.room)
    assert [one.name for one in bare_desk.villages.all(bare_desk.actor)] == ["新柳河村"]
    assert asked.said[0] == "已写入，新增 2 个村（社区）。"


def test_a_clerk_is_added_gets_another_password_and_goes(
    page: SettingsPage, qtbot: QtBot, asked: Asked, bare_desk: Desk
) -> None:
    section = go(page, StaffSection, qtbot)
    assert isinstance(section, StaffSection)
    section._add()
    panel = section.panel
    assert isinstance(panel, PlacePanel)
    panel.go.click()
    assert panel.name_line.wrong
    panel.name.setText("李某")
    panel.password.first.setText(PASSWORD)
    panel.password.second.setText(PASSWORD)
    panel.go.click()
    qtbot.waitUntil(lambda: "凭密码认人" in panel.trouble.text(), timeout=5_000)
    panel.password.first.setText(NEW)
    panel.password.second.setText(NEW)
    panel.go.click()
    settle(qtbot, page.room)
    assert section.panel is None
    added = next(one for one in bare_desk.office.staff(bare_desk.actor) if one.name == "李某")
    section.table.choose(added.uid)
    section._reset()
    assert isinstance(section.panel, PasswordPanel)
    section.panel.password.first.setText("another-horse-7")
    section.panel.password.second.setText("another-horse-7")
    section.panel.go.click()
    settle(qtbot, page.room)
    section.table.choose(added.uid)
    asked.answers = [True]
    section._drop()
    settle(qtbot, page.room)
    assert [one.name for one in bare_desk.office.staff(bare_desk.actor)] == ["练习员"]
    assert asked.said == ["已添加李某，可以登录了。", "已重设李某的密码，旧密码作废。", "已停用李某。"]


def test_the_own_password_needs_the_old_one(page: SettingsPage, qtbot: QtBot, bare_desk: Desk) -> None:
    section = go(page, StaffSection, qtbot)
    assert isinstance(section, StaffSection)
    section._own()
    panel = section.panel
    assert isinstance(panel, PasswordPanel)
    panel.password.first.setText(NEW)
    panel.password.second.setText(NEW)
    panel.old.setText("wrong-horse")
    panel.go.click()
    qtbot.waitUntil(lambda: "原来的密码不对" in panel.trouble.text(), timeout=5_000)
    panel.old.setText(PASSWORD)
    panel.go.click()
    settle(qtbot, page.room)
    bare_desk.close()
    open_desk(bare_desk.folders, NEW, FixedClock()).close()


def test_a_new_recovery_code_must_be_on_paper_before_the_page_is_left(
    page: SettingsPage, qtbot: QtBot, asked: Asked
) -> None:
    section = go(page, StaffSection, qtbot)
    assert isinstance(section, StaffSection)
    asked.answers = [True]
    section._new_code()
    settle(qtbot, page.room)
    panel = section.panel
    assert isinstance(panel, CodePanel)
    asked.answers = [False]
    assert not page.may_leave()
    assert not panel.go.isEnabled()
    qtbot.keyClicks(panel.code.line, panel.code._last)
    assert page.may_leave()
    panel.go.click()
    assert section.panel is None


@pytest.fixture
def clerk_room(bare_desk: Desk, make_room: MakeRoom) -> Iterator[Room]:
    bare_desk.office.add_staff(bare_desk.actor, "李某", "clerk", "1", NEW)
    bare_desk.close()
    with open_desk(bare_desk.folders, NEW, FixedClock()) as desk:
        yield make_room(desk)


def test_a_clerk_sees_and_may_only_change_the_own_password(clerk_room: Room, open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page(SettingsPage, clerk_room)
    assert isinstance(page, SettingsPage)
    office = go(page, OfficeSection, qtbot)
    assert isinstance(office, OfficeSection)
    assert not office.form.isEnabled()
    staff = go(page, StaffSection, qtbot)
    assert isinstance(staff, StaffSection)
    assert [action.title for action in staff.actions_here] == ["改我的密码"]


def test_minutes_pin_and_lock(page: SettingsPage, qtbot: QtBot, asked: Asked, bare_room: Room) -> None:
    section = go(page, LockSection, qtbot)
    assert isinstance(section, LockSection)
    section.minutes.setValue(5)
    assert bare_room.session.minutes == 5
    section.pin.setText("1111")
    qtbot.keyClick(section.pin, Qt.Key.Key_Return)
    assert section.field.wrong
    section.pin.setText("2580")
    qtbot.keyClick(section.pin, Qt.Key.Key_Return)
    assert bare_room.session.has_pin
    assert section.pin.text() == ""
    section.forget.click()
    assert not bare_room.session.has_pin


def test_large_text_is_wished_at_once(page: SettingsPage, qtbot: QtBot, asked: Asked) -> None:
    section = go(page, LookSection, qtbot)
    assert isinstance(section, LookSection)
    section.large.click()
    assert ("large", "True") in asked.went


def test_backup_and_check_say_what_they_found(page: SettingsPage, qtbot: QtBot, asked: Asked, tmp_path: Path) -> None:
    section = go(page, SafetySection, qtbot)
    assert isinstance(section, SafetySection)
    asked.answers = [tmp_path / "office"]
    section._backup()
    settle(qtbot, page.room)
    assert (tmp_path / "office.rxb").exists()
    assert "读出来核对过" in section.outcome.text()
    section._check()
    settle(qtbot, page.room)
    assert section.outcome.text().startswith("都好")


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
def test_no_word_of_a_panel_is_cut(
    bare_desk: Desk, make_room: MakeRoom, open_page: OpenPage, qtbot: QtBot, qapp: QApplication, large: bool
) -> None:
    dress(qapp, look(large=large))
    try:
        room = make_room(bare_desk)
        page = open_page(SettingsPage, room)
        assert isinstance(page, SettingsPage)
        for number in range(len(page.sections)):
            page.open(number)
            qtbot.waitUntil(lambda: not room.tasks.busy and cut_texts(page) == [])
        section = go(page, StaffSection, qtbot)
        assert isinstance(section, StaffSection)
        for panel in (section._add, section._own):
            panel()
            qtbot.waitUntil(lambda: cut_texts(page) == [])
        section.close_panel()
    finally:
        dress(qapp, look())
