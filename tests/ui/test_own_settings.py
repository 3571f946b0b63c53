"""自设栏目、代码与原因、期限与标准、村（社区） in the settings, by keyboard; what is set shows on the pages."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk_app.bootstrap import Desk
from desk_app.domain.changes import insert, new_uid, update
from desk_app.domain.finding import Query
from desk_app.domain.own.fields import NOUNS
from desk_app.domain.seekers import Seeker
from desk_app.ui.kit.page import Room
from desk_app.ui.look import dress, look
from desk_app.ui.pages.employers import EmployersPage
from desk_app.ui.pages.posts import PostsPage
from desk_app.ui.pages.seekers import SeekersPage
from desk_app.ui.pages.settings import SettingsPage
from desk_app.ui.pages.settings.owncodes import CodesSection
from desk_app.ui.pages.settings.ownfields import FieldsSection
from desk_app.ui.pages.settings.standards import StandardsSection
from desk_app.ui.pages.settings.villages import VillagesSection
from tests.kit.asked import Asked
from tests.kit.measure import cut_texts
from tests.ui.conftest import MakeRoom, OpenPage, settle


@pytest.fixture
def page(bare_room: Room, open_page: OpenPage) -> SettingsPage:
    made = open_page(SettingsPage, bare_room)
    assert isinstance(made, SettingsPage)
    return made


def go(page: SettingsPage, section: type, qtbot: QtBot) -> Any:
    page.list.setFocus()
    titles = [one.title for one in page.sections]
    wanted = titles.index(section.title)
    while page.list.currentRow() != wanted:
        key = Qt.Key.Key_Down if page.list.currentRow() < wanted else Qt.Key.Key_Up
        qtbot.keyClick(page.list, key)
    settle(qtbot, page.room)
    page.section.table.setFocus()
    return page.section


def here() -> QWidget:
    """Where the keys go."""
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


def write(text: str) -> None:
    """Type Chinese into the line that has the focus, as an input method does."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(here(), event)


def write_line(qtbot: QtBot, text: str) -> None:
    """The same, and go on; an open list of suggestions is left by Enter too."""
    write(text)
    popup = QApplication.activePopupWidget()
    qtbot.keyClick(popup or here(), Qt.Key.Key_Return)


def save(qtbot: QtBot, room: Room) -> None:
    qtbot.keyClick(here(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, room)


def people(desk: Desk, *names: str, village: str = "", **extra: str) -> list[Seeker]:
    made = [
        Seeker(uid=new_uid(), seeker_no=f"S{at}", name=n, mobile=f"1540000000{at}", village=village, extra=extra)
        for at, n in enumerate(names)
    ]
    desk.database.write(desk.actor, "试", lambda unit: unit.apply(insert(*made)))
    return made


def test_a_field_is_added_by_keyboard_and_stands_in_the_form_of_a_person(
    page: SettingsPage, qtbot: QtBot, asked: Asked, bare_desk: Desk, open_page: OpenPage
) -> None:
    (one,) = people(bare_desk, "张某", 驾照="C1")
    seekers = open_page(SeekersPage, page.room)
    assert isinstance(seekers, SeekersPage)
    page.activateWindow()
    section = go(page, FieldsSection, qtbot)
    qtbot.keyClick(section.table, Qt.Key.Key_Insert)
    settle(qtbot, page.room)
    assert here() is section.form.form._lines["label"].editor
    write("驾照")
    assert "已有 1 人有这一栏" in section.form.form._lines["label"].words.text()
    qtbot.keyClick(here(), Qt.Key.Key_Return)
    section.form.form.put({"kind": ""})
    write_line(qtbot, "从选项里选一项")
    write_line(qtbot, "C1、C2、B2")
    save(qtbot, page.room)
    assert asked.said[-1] == "已添加自设栏目“驾照”。已有 1 条记录带来过这一栏，直接作为它的内容。"
    assert section.stack.currentWidget() is section.listing

    # It stands in the open forms and the lists of the other page at once, and nothing else was touched.
    seekers.show_record(one.uid)
    settle(qtbot, page.room)
    assert seekers.detail.file is not None
    assert seekers.detail.file.facts["extra.驾照"] == "C1"
    seekers.detail.open_form()
    settle(qtbot, page.room)
    assert seekers.detail.form.form.text("extra.驾照") == "C1"
    assert "extra.驾照" in seekers.form.form._lines
    assert "extra.驾照" in dict(seekers.filters._chips)
    seekers.detail.form.form.put({"extra.驾照": "B2"})
    seekers.detail.form.save()
    settle(qtbot, page.room)
    assert bare_desk.seekers.file(bare_desk.actor, one.uid).facts["extra.驾照"] == "B2"


def test_what_is_wrong_stands_beside_its_line_and_nothing_is_lost(
    page: SettingsPage, qtbot: QtBot, asked: Asked
) -> None:
    section = go(page, FieldsSection, qtbot)
    qtbot.keyClick(section.table, Qt.Key.Key_Insert)
    settle(qtbot, page.room)
    write("学历")
    save(qtbot, page.room)
    line = section.form.form._lines["label"]
    assert line.wrong
    assert "已经认作“文化程度”" in line.words.text()
    asked.answers = ["keep"]
    qtbot.keyClick(here(), Qt.Key.Key_Escape)
    settle(qtbot, page.room)
    assert section.stack.currentWidget() is section.listing
    qtbot.keyClick(section.table, Qt.Key.Key_Insert)
    settle(qtbot, page.room)
    assert section.form.form.text("label") == "学历"
    asked.answers = ["drop"]
    assert page.may_leave()
    settle(qtbot, page.room)


def test_a_column_that_lists_brought_becomes_a_field(
    page: SettingsPage, qtbot: QtBot, asked: Asked, bare_desk: Desk
) -> None:
    people(bare_desk, "张某", "李某", 三轮车="有")
    section = go(page, FieldsSection, qtbot)
    asked.answers = ["seekers/三轮车"]
    next(one for one in section.bar.buttons if one.action_value.id == "field-adopt").click()
    settle(qtbot, page.room)
    section.form.form.put({"kind": "是或否"})
    save(qtbot, page.room)
    assert [line.used for line in bare_desk.own.fields(bare_desk.actor)] == [2]


def test_giving_up_a_field_says_how_many_it_touches(
    page: SettingsPage, qtbot: QtBot, asked: Asked, bare_desk: Desk
) -> None:
    people(bare_desk, "张某", 驾照="C1")
    bare_desk.own.save_field(bare_desk.actor, None, {"noun": "求职人员", "label": "驾照", "kind": "文字"})
    section = go(page, FieldsSection, qtbot)
    settle(qtbot, page.room)
    asked.answers = [True]
    qtbot.keyClick(section.table, Qt.Key.Key_Delete)
    settle(qtbot, page.room)
    assert "已登记的 1 条还在" in asked.questions[-1]
    assert bare_desk.own_fields("seekers") == {}
    qtbot.keyClick(section.table, Qt.Key.Key_Delete)
    settle(qtbot, page.room)
    assert list(bare_desk.own_fields("seekers")) == ["extra.驾照"]


def test_a_field_moves_up_by_key(page: SettingsPage, qtbot: QtBot, bare_desk: Desk) -> None:
    for label in ("甲", "乙"):
        bare_desk.own.save_field(bare_desk.actor, None, {"noun": "求职人员", "label": label, "kind": "文字"})
    section = go(page, FieldsSection, qtbot)
    section.table.choose(bare_desk.own.fields(bare_desk.actor)[1].field.uid)
    qtbot.keyClick(section.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, page.room)
    assert list(bare_desk.own_fields("seekers")) == ["extra.乙", "extra.甲"]


def test_a_reason_is_added_and_another_hidden_by_keyboard(
    page: SettingsPage, qtbot: QtBot, asked: Asked, bare_desk: Desk
) -> None:
    section = go(page, CodesSection, qtbot)
    section.lists.setCurrentIndex(section.lists.findData("decline_reason"))
    settle(qtbot, page.room)
    section.table.setFocus()
    qtbot.keyClick(section.table, Qt.Key.Key_Insert)
    settle(qtbot, page.room)
    write_line(qtbot, "要照顾老人")
    save(qtbot, page.room)
    assert asked.said[-1] == "已添加不愿意的原因“要照顾老人”。"
    assert section.of_list == "decline_reason"
    asked.answers = [True]
    section.table.choose("pay")
    qtbot.keyClick(section.table, Qt.Key.Key_Delete)
    settle(qtbot, page.room)
    offered = [one.label for one in bare_desk.codes["decline_reason"].offered]
    assert "工资低" not in offered
    assert "要照顾老人" in offered
    section.table.choose("distance")
    qtbot.keyClick(section.table, Qt.Key.Key_Return)
    assert "不能改" in asked.said[-1]


def test_a_figure_is_set_and_given_back_by_keyboard(
    page: SettingsPage, qtbot: QtBot, asked: Asked, bare_desk: Desk
) -> None:
    section = go(page, StandardsSection, qtbot)
    section.table.choose("clocks.receipt_grace_days")
    qtbot.keyClick(section.table, Qt.Key.Key_F2)
    settle(qtbot, page.room)
    assert "随程序的是 3 天；可以是 0 到 30 天" in section.form.form._lines["value"].words.text()
    write_line(qtbot, "40")
    write_line(qtbot, "县局会议")
    save(qtbot, page.room)
    assert section.form.form._lines["value"].words.text() == "应在 0 到 30 天之间。"
    section.form.form.go_to("value")
    section.form.form.put({"value": ""})
    write_line(qtbot, "5")
    save(qtbot, page.room)
    assert bare_desk.clocks.receipt_grace_days == 5
    row = section.table.row_of("clocks.receipt_grace_days")
    assert (row["value"], row["source"], row["since"]) == ("5 天", "县局会议", "2026-11-24")
    asked.answers = [True]
    qtbot.keyClick(section.table, Qt.Key.Key_Delete)
    settle(qtbot, page.room)
    assert bare_desk.clocks.receipt_grace_days == 3


def test_two_villages_become_one_and_one_is_given_up(
    page: SettingsPage, qtbot: QtBot, asked: Asked, bare_desk: Desk
) -> None:
    bare_desk.villages.add(bare_desk.actor, "柳河村，柳河\n东风社区\n青山村")
    (one,) = people(bare_desk, "张某", village="柳河村")
    section = go(page, VillagesSection, qtbot)
    lines = {line.name: line for line in bare_desk.villages.lines(bare_desk.actor)}
    assert lines["柳河村"].persons == 1
    section.table.choose(lines["柳河村"].uid)
    merge = next(button for button in section.bar.buttons if button.action_value.id == "village-merge")
    asked.answers = ["没有的村"]
    merge.click()
    assert "没有合并" in asked.warned[-1]
    asked.answers = ["东风社区", True]
    merge.click()
    settle(qtbot, page.room)
    assert "1 名求职人员改到东风社区" in asked.questions[-1]
    after = {line.name: line for line in bare_desk.villages.lines(bare_desk.actor)}
    assert set(after) == {"东风社区", "青山村"}
    assert (after["东风社区"].aliases, after["东风社区"].persons) == (("柳河村", "柳河"), 1)
    assert bare_desk.seekers.file(bare_desk.actor, one.uid).facts["village"] == "东风社区"
    asked.answers = [True]
    section.table.choose(after["青山村"].uid)
    next(button for button in section.bar.buttons if button.action_value.id == "village-retire").click()
    settle(qtbot, page.room)
    assert bare_desk.seekers.villages(bare_desk.actor) == ("东风社区",)
    bare_desk.undo.undo(bare_desk.actor)
    bare_desk.undo.undo(bare_desk.actor)
    assert {line.name for line in bare_desk.villages.lines(bare_desk.actor)} == {"柳河村", "东风社区", "青山村"}
    assert bare_desk.seekers.file(bare_desk.actor, one.uid).facts["village"] == "柳河村"


def test_further_columns_are_chosen_and_remembered(
    bare_desk: Desk, make_room: MakeRoom, open_page: OpenPage, qtbot: QtBot
) -> None:
    people(bare_desk, "张某", 驾照="C1")
    bare_desk.own.save_field(
        bare_desk.actor, None, {"noun": "求职人员", "label": "驾照", "kind": "文字", "in_list": "是"}
    )
    room = make_room(bare_desk)
    seekers = open_page(SeekersPage, room)
    assert isinstance(seekers, SeekersPage)
    model = seekers.table.model()
    before = model.columnCount()
    seekers.columns.choose(("extra.驾照", "sex"))
    seekers.columns.ticked.emit()
    settle(qtbot, room)
    titles = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    assert titles[before:] == ["性别", "驾照"]
    assert model.index(0, before + 1).data() == "C1"
    seekers.table.sort_by("extra.驾照")
    settle(qtbot, room)
    again = open_page(SeekersPage, room)
    assert isinstance(again, SeekersPage)
    assert again.table.model().columnCount() == before + 2
    again.columns.choose(())
    again.columns.ticked.emit()
    settle(qtbot, room)
    assert again.table.model().columnCount() == before
    assert again.table.query.sort == ""
    assert again.table.query == Query()


@pytest.mark.parametrize(
    ("kind", "noun", "word"), [(PostsPage, "posts", "岗位"), (EmployersPage, "employers", "用人单位")]
)
def test_posts_and_employers_show_their_own_columns(
    kind: type[PostsPage | EmployersPage],
    noun: str,
    word: str,
    desk: Desk,
    make_room: MakeRoom,
    open_page: OpenPage,
    qtbot: QtBot,
) -> None:
    desk.own.save_field(desk.actor, None, {"noun": word, "label": "园区", "kind": "文字", "in_list": "是"})
    record = desk.database.read(lambda read: read.all(NOUNS[noun]))[0]
    desk.database.write(desk.actor, "试", lambda unit: unit.apply(update(record, extra={"园区": "东区"})))
    room = make_room(desk)
    page = open_page(kind, room)
    assert isinstance(page, (PostsPage, EmployersPage))
    table = page.posts if isinstance(page, PostsPage) else page.lists.tables[0]
    last = table.model().columnCount()
    page.columns.choose(("extra.园区",))
    page.columns.ticked.emit()
    settle(qtbot, room)
    model = table.model()
    assert model.headerData(last, Qt.Orientation.Horizontal) == "园区"
    rows = {model.index(row, last).data() for row in range(model.rowCount())}
    assert "东区" in rows


@pytest.mark.parametrize("large", [False, True])
def test_no_word_is_cut_on_a_small_screen(
    large: bool, bare_desk: Desk, make_room: MakeRoom, open_page: OpenPage, qtbot: QtBot, qapp: QApplication
) -> None:
    made = look(large=large)
    dress(qapp, made)
    try:
        bare_desk.own.save_field(
            bare_desk.actor, None, {"noun": "求职人员", "label": "驾照", "kind": "从选项里选一项", "items": "C1、C2"}
        )
        room = make_room(bare_desk)
        page = open_page(SettingsPage, room)
        assert isinstance(page, SettingsPage)
        for section in (FieldsSection, CodesSection, StandardsSection, VillagesSection):
            go(page, section, qtbot)
            assert not cut_texts(page)
        part = go(page, FieldsSection, qtbot)
        part.form_new()
        part.form.form.put({"kind": "从选项里选一项"})
        settle(qtbot, room)
        assert not cut_texts(page)
        part.form.finish()
    finally:
        dress(qapp, look())
