"""告知与同意 in a person's file, 协管员名单, and the sections 数据去向 and 保存期限 of the settings."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from pytestqt.qtbot import QtBot

from desk_app.domain.actor import Role
from desk_app.domain.office import Export
from desk_app.domain.seekers import Seeker
from desk_app.ui.kit.facts import MaskedValue
from desk_app.ui.kit.page import Room
from desk_app.ui.pages.seekers import SeekersPage
from desk_app.ui.pages.seekers.helper_list import HelperSheet
from desk_app.ui.pages.settings import SettingsPage
from desk_app.ui.pages.settings.exports import ExportsSection
from desk_app.ui.pages.settings.retention import RetentionSection
from tests.kit.asked import Asked
from tests.kit.measure import cut_texts
from tests.kit.office import FixedClock
from tests.ui.conftest import OpenPage, settle


def someone(room: Room) -> Seeker:
    return room.desk.referrals.waiting(room.desk.actor).ready[0].seeker


def shown(page: SeekersPage, room: Room, qtbot: QtBot, uid: str) -> SeekersPage:
    page.show_record(uid)
    settle(qtbot, room)
    return page


def section(page: SettingsPage, kind: type, room: Room, qtbot: QtBot) -> object:
    (number,) = [number for number, one in enumerate(page.sections) if isinstance(one, kind)]
    page.open(number)
    settle(qtbot, room)
    return page.sections[number]


def test_the_file_says_what_was_signed_and_agreed_and_a_word_is_taken_back(
    room: Room, open_page: OpenPage, qtbot: QtBot, asked: Asked, clock: FixedClock
) -> None:
    seeker = someone(room)
    page = open_page(SeekersPage, room)
    assert isinstance(page, SeekersPage)
    consents = shown(page, room, qtbot, seeker.uid).detail.consents
    assert "还没有签" in consents.notice.text()
    assert "同意" in consents.phone.text()
    asked.answers = ["2026年第3册"]
    consents.sign()
    settle(qtbot, room)
    assert "已签" in consents.notice.text()
    clock.forward(minutes=5)
    asked.answers = ["phone"]
    consents.take_back()
    settle(qtbot, room)
    assert "不同意" in consents.phone.text()
    assert not consents.take_button.isVisibleTo(consents)
    assert any("撤回同意" in sentence for sentence in asked.said)
    assert room.desk.referrals.waiting(room.desk.actor).ready[0].seeker.uid != seeker.uid
    assert cut_texts(page) == []


def test_a_helper_list_is_written_from_the_page(
    room: Room, open_page: OpenPage, qtbot: QtBot, asked: Asked, tmp_path: Path
) -> None:
    page = open_page(SeekersPage, room)
    assert isinstance(page, SeekersPage)
    page.hand_out()
    settle(qtbot, room)
    (sheet,) = page.findChildren(HelperSheet)
    assert cut_texts(sheet) == []
    sheet.questions.put("")
    sheet.questions.edited.emit()
    assert not sheet.yes.isEnabled()
    sheet.questions.put("备注")
    sheet.questions.edited.emit()
    asked.answers = [tmp_path / "名单"]
    sheet.yes.click()
    settle(qtbot, room)
    assert (tmp_path / "名单.xlsx").exists()
    assert any("人的名单" in sentence for sentence in asked.said)
    assert room.desk.database.read(lambda read: read.first(Export, kind="helper_sheet")) is not None


def test_the_register_of_exports_is_searched(room: Room, open_page: OpenPage, qtbot: QtBot, tmp_path: Path) -> None:
    desk = room.desk
    desk.exchange.roster(desk.actor, tmp_path / "花名册.xlsx", plain=False, reason="月报", password="abc123")
    page = open_page(SettingsPage, room)
    assert isinstance(page, SettingsPage)
    register = section(page, ExportsSection, room, qtbot)
    assert isinstance(register, ExportsSection)
    before = register.table.count
    assert before > 1  # the letters of the furnished office were printed
    assert register.count.text().startswith(f"{before} 次")
    assert cut_texts(page) == []
    register.search.setText("花名册 月报")
    settle(qtbot, room)
    assert register.table.count == 1


def test_due_persons_are_erased_by_the_supervisor_with_a_reason(
    room: Room, open_page: OpenPage, qtbot: QtBot, asked: Asked, clock: FixedClock
) -> None:
    clock.forward(days=366 * 11)
    page = open_page(SettingsPage, room)
    assert isinstance(page, SettingsPage)
    terms = section(page, RetentionSection, room, qtbot)
    assert isinstance(terms, RetentionSection)
    before = terms.table.count
    assert f"到期 {before} 人" in terms.outlook.text()
    assert cut_texts(page) == []
    terms.table.selectRow(0)
    assert terms.erase.enabled()
    asked.answers = ["保存期满，已报批", True]
    terms.erase.run()
    settle(qtbot, room)
    assert terms.table.count == before - 1
    assert "保存期满，已报批" in terms.done.text()
    assert any("求职人员 1" in question for question in asked.questions)  # told before, counted


def test_a_clerk_sees_what_is_due_and_erases_nothing(
    room: Room, open_page: OpenPage, qtbot: QtBot, clock: FixedClock
) -> None:
    clock.forward(days=366 * 11)
    room.desk.actor = dataclasses.replace(room.desk.actor, role=Role.CLERK)
    page = open_page(SettingsPage, room)
    assert isinstance(page, SettingsPage)
    terms = section(page, RetentionSection, room, qtbot)
    assert isinstance(terms, RetentionSection)
    terms.table.selectRow(0)
    assert terms.table.count > 0
    assert not terms.erase.enabled()


def test_a_guarded_group_is_read_with_its_eye(room: Room, open_page: OpenPage, qtbot: QtBot) -> None:
    seeker = someone(room)
    room.desk.seekers.add_group(room.desk.actor, [seeker.uid], "RELEASED")
    page = open_page(SeekersPage, room)
    assert isinstance(page, SeekersPage)
    detail = shown(page, room, qtbot, seeker.uid).detail
    assert "回归" not in detail.tags.accessibleName()
    (value,) = [one for one in detail.groups.findChildren(MaskedValue) if one.words.text() == "指定类别"]
    value.toggle()
    settle(qtbot, room)
    assert "回归社会人员" in value.words.text()
    value.toggle()
    assert value.words.text() == "指定类别"
