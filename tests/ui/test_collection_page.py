"""岗位征集 by keyboard: calls noted, posts typed, forms saved, projects with their plan, progress that opens names."""

from __future__ import annotations

from pathlib import Path
from typing import cast
from urllib.parse import quote

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.ui.kit.page import Room
from desk_app.ui.pages.collection import CollectionPage
from desk_app.ui.pages.collection.charges import read_charges
from desk_app.ui.pages.collection.page import PROGRESS, PROJECTS, TASKS
from tests.kit.asked import Asked
from tests.kit.firms import new_firms
from tests.ui.conftest import OpenPage, settle

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(open_page: OpenPage, bare_room: Room, tmp_path: Path) -> CollectionPage:
    """The page over four firms of a registration list."""
    desk = bare_room.desk
    desk.intake.take(desk.actor, new_firms(tmp_path, 4))
    opened = cast("CollectionPage", open_page(CollectionPage, bare_room))
    opened.tasks.setFocus()
    return opened


def press(
    page: CollectionPage,
    qtbot: QtBot,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    QTest.keyClick(QApplication.focusWidget() or page, key, modifier)
    settle(qtbot, page.room)


def write(text: str) -> None:
    """Type where the cursor is, as an input method does."""
    where = QApplication.focusWidget()
    assert where is not None
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(where, event)


def standings(page: CollectionPage) -> list[str]:
    desk = page.room.desk
    return [line.standing for line in desk.collection.lines(desk.actor)]


def test_a_call_is_noted_in_four_keys_and_a_note(page: CollectionPage, qtbot: QtBot, asked: Asked) -> None:
    assert page.tasks.count == 4
    assert page.header.count.text() == "4 项 · 4 项待联系"
    side = page.details.task
    assert page.details.currentWidget() is side
    assert "不收单位的钱" in side.said.text()
    assert "8　" in side.asked.text()
    press(page, qtbot, Qt.Key.Key_L)
    press(page, qtbot, Qt.Key.Key_1, ALT)
    write("要缝纫工五个")
    press(page, qtbot, Qt.Key.Key_Return)
    assert sorted(standings(page)) == ["contacted", "waiting", "waiting", "waiting"]
    assert asked.said == ["已登记联系 1 项任务。"]
    assert page.tasks.hasFocus()
    assert side.contact.typed() == {}


def test_a_firm_that_wants_nobody_rests_until_a_day(page: CollectionPage, qtbot: QtBot) -> None:
    uid = str(page.tasks.current())
    press(page, qtbot, Qt.Key.Key_Return)
    press(page, qtbot, Qt.Key.Key_3, ALT)
    contact = page.details.task.contact
    assert contact.until.isVisible()
    assert contact.until.text() == "2026-12-24"
    assert contact.until.hasFocus()
    contact.until.selectAll()
    write("+10")
    press(page, qtbot, Qt.Key.Key_Return)
    press(page, qtbot, Qt.Key.Key_Return)
    desk = page.room.desk
    task = desk.collection.task(desk.actor, uid).task
    assert (task.state, str(task.until)) == ("none", "2026-12-04")


def test_what_is_missing_is_said_below_the_line_and_nothing_is_lost(page: CollectionPage, qtbot: QtBot) -> None:
    press(page, qtbot, Qt.Key.Key_L)
    press(page, qtbot, Qt.Key.Key_Return)
    write("还没有选结果")
    press(page, qtbot, Qt.Key.Key_Return)
    contact = page.details.task.contact
    assert "请选联系结果" in contact.words.text()
    press(page, qtbot, Qt.Key.Key_Escape)
    assert page.tasks.hasFocus()
    first = page.tasks.current()
    press(page, qtbot, Qt.Key.Key_Down)
    assert page.tasks.current() != first
    assert contact.note.text() == ""
    press(page, qtbot, Qt.Key.Key_Up)
    assert contact.note.text() == "还没有选结果"
    assert standings(page) == ["waiting"] * 4


def test_one_word_for_many(page: CollectionPage, qtbot: QtBot, asked: Asked) -> None:
    press(page, qtbot, Qt.Key.Key_A, CTRL)
    press(page, qtbot, Qt.Key.Key_L)
    assert page.details.task.contact.button.text() == "给 4 项记下"
    press(page, qtbot, Qt.Key.Key_2, ALT)
    press(page, qtbot, Qt.Key.Key_Return)
    assert standings(page) == ["contacted"] * 4
    asked.answers = ["+7", "春节后再打"]
    page.tasks.setFocus()
    press(page, qtbot, Qt.Key.Key_A, CTRL)
    press(page, qtbot, Qt.Key.Key_D)
    assert asked.said[-1] == "已改到 12-01 4 项任务。"
    desk = page.room.desk
    asked.answers = [desk.actor.name]
    press(page, qtbot, Qt.Key.Key_H)
    assert asked.said[-1] == f"已转交{desk.actor.name} 4 项任务。"
    press(page, qtbot, Qt.Key.Key_U)
    assert "4 项没有记为无法联系" in asked.warned[-1]


def test_p_goes_to_type_a_post_of_the_firm_and_the_task_is_done_by_it(
    page: CollectionPage, qtbot: QtBot, asked: Asked
) -> None:
    line = page.task_source.lines[str(page.tasks.current())]
    press(page, qtbot, Qt.Key.Key_R)
    assert "还没有登记岗位" in asked.warned[-1]
    press(page, qtbot, Qt.Key.Key_P)
    assert asked.went[-1] == ("posts", f"?new={quote(line.firm)}")
    desk = page.room.desk
    offer = {"employer": line.firm, "title": "缝纫工", "headcount": "5", "place": "青禾镇", "pay_text": "4k-5k"}
    post = desk.posts.save(desk.actor, None, offer).uid
    settle(qtbot, page.room)
    page.show_record(line.uid)
    settle(qtbot, page.room)
    side = page.details.task
    assert (side.title.text(), side.tabs.tabText(1)) == (line.subject, "岗位 1")
    side.tabs.setCurrentIndex(1)
    side.posts.setFocus()
    press(page, qtbot, Qt.Key.Key_Return)
    assert asked.went[-1] == ("posts", post)


def test_the_form_is_printed_and_saved(page: CollectionPage, qtbot: QtBot, asked: Asked, tmp_path: Path) -> None:
    asked.answers = [tmp_path / "表.xlsx"]
    press(page, qtbot, Qt.Key.Key_S)
    assert (tmp_path / "表.xlsx").exists()
    asked.answers = ["save", tmp_path / "表.pdf"]
    press(page, qtbot, Qt.Key.Key_W)
    assert (tmp_path / "表.pdf").read_bytes().startswith(b"%PDF")
    asked.answers = ["save", tmp_path / "空白.pdf"]
    page.blank.run()
    settle(qtbot, page.room)
    assert (tmp_path / "空白.pdf").exists()


def test_a_project_is_typed_with_its_plan(page: CollectionPage, qtbot: QtBot, asked: Asked) -> None:
    press(page, qtbot, Qt.Key.Key_N, CTRL)
    write("演练县服装产业园")
    page.form.form.put(
        {"owner_firm": "演练县新星制衣厂", "starts_on": "20261208", "need0_occupation": "缝纫工", "need0_headcount": ""}
    )
    press(page, qtbot, Qt.Key.Key_Return, CTRL)
    assert page.projects.count == 0
    page.form.form.put({"need0_headcount": "30"})
    press(page, qtbot, Qt.Key.Key_Return, CTRL)
    assert asked.said[-1].startswith("已新增项目，征集任务分给")
    assert "一并登记了演练县新星制衣厂" in asked.said[-1]
    assert page.views.currentIndex() == PROJECTS
    assert page.projects.count == 1
    side = page.details.project
    assert (side.title.text(), side.needs.text()) == ("演练县服装产业园", "缝纫工 30 人")
    page.projects.setFocus()
    press(page, qtbot, Qt.Key.Key_E)
    page.form.form.put({"need1_occupation": "保安", "need1_headcount": "3"})
    press(page, qtbot, Qt.Key.Key_Return, CTRL)
    assert page.details.project.needs.text() == "缝纫工 30 人\n保安 3 人"
    page.projects.setFocus()
    press(page, qtbot, Qt.Key.Key_T)
    assert page.views.currentIndex() == TASKS
    assert page.details.task.title.text() == "演练县服装产业园"


def test_a_project_shows_who_waits_for_its_work(open_page: OpenPage, room: Room, qtbot: QtBot, asked: Asked) -> None:
    page = cast("CollectionPage", open_page(CollectionPage, room))
    desk = room.desk
    trade = next(word for line in desk.posts.lines(desk.actor) if (word := line.title))
    page.new.run()
    settle(qtbot, room)
    page.form.form.put({"name": "演练县服装产业园", "need0_occupation": trade, "need0_headcount": "9"})
    press(page, qtbot, Qt.Key.Key_Return, CTRL)
    side = page.details.project
    expected = desk.who_waits.waiting_for_typed(desk.actor, {"title": trade, "headcount": "9"})
    assert expected.count > 0
    assert f"{trade}：{expected.sentence()}" in side.waits.text()
    assert f"有 {expected.count} 人次在等" in asked.said[-1]
    assert side.tabs.tabText(1) == f"谁在等 {expected.count}"
    side.tabs.setCurrentIndex(1)
    side.persons.setFocus()
    press(page, qtbot, Qt.Key.Key_Return)
    assert asked.went[-1] == ("seekers", expected.persons[0].seeker_uid)


def test_a_project_that_is_left_comes_back(page: CollectionPage, qtbot: QtBot, asked: Asked) -> None:
    press(page, qtbot, Qt.Key.Key_N, CTRL)
    write("半截项目")
    asked.answers = ["keep"]
    press(page, qtbot, Qt.Key.Key_Escape)
    page.form.leave()
    settle(qtbot, page.room)
    page.new.run()
    settle(qtbot, page.room)
    assert page.form.form.text("name") == "半截项目"
    asked.answers = ["drop"]
    page.form.leave()
    settle(qtbot, page.room)


def test_each_figure_opens_its_names(page: CollectionPage, qtbot: QtBot) -> None:
    press(page, qtbot, Qt.Key.Key_J, CTRL)
    press(page, qtbot, Qt.Key.Key_J, CTRL)
    assert page.views.currentIndex() == PROGRESS
    names = page.details.names
    assert page.details.currentWidget() is names
    assert [names.tabs.tabText(number) for number in range(4)] == ["下达 4", "联系 0", "岗位 0", "逾期 0"]
    assert names.tables["opened"].count == 4
    press(page, qtbot, Qt.Key.Key_B)
    assert page.progress.by == "area"
    assert page.progress.table.count == 2
    names.tables["opened"].setFocus()
    uid = names.tables["opened"].current()
    press(page, qtbot, Qt.Key.Key_Return)
    assert page.views.currentIndex() == TASKS
    assert page.details.task.uid == uid


def test_nothing_overdue_is_hidden_by_a_search_and_the_search_finds_by_initials(
    page: CollectionPage, qtbot: QtBot
) -> None:
    assert page.header.search is not None
    page.header.search.setText("001")
    settle(qtbot, page.room)
    assert page.tasks.count == 1
    page.filters.choose({"standing": ("registered",)})
    settle(qtbot, page.room)
    assert page.tasks.count == 0
    assert page.header.count.text() == "0 / 4 项 · 4 项待联系"
    page.show_record(next(iter(page.task_source.lines)))
    settle(qtbot, page.room)
    assert page.tasks.count == 4


def test_an_empty_page_says_where_tasks_come_from(open_page: OpenPage, bare_room: Room, asked: Asked) -> None:
    page = cast("CollectionPage", open_page(CollectionPage, bare_room))
    assert page.empty.isVisible()
    page.empty.button.click()
    assert asked.went == [("intake", "")]


def test_a_firm_that_was_asked_long_ago_is_asked_again_by_name(
    page: CollectionPage, qtbot: QtBot, asked: Asked
) -> None:
    desk = page.room.desk
    desk.employers.save(desk.actor, None, {"name": "演练县老字号酱园", "registered_on": "20100101"})
    settle(qtbot, page.room)
    assert page.tasks.count == 4
    asked.answers = ["lzh"]
    press(page, qtbot, Qt.Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert asked.said == ["已下达 1 项任务。"]
    assert page.tasks.count == 5
    asked.answers = ["没有的单位"]
    page.ask_firm.run()
    settle(qtbot, page.room)
    assert "没有找到" in asked.warned[-1]


def test_areas_are_read_line_by_line() -> None:
    assert read_charges("柳树村 张某\n\n产业园，李某") == ({"柳树村": "张某", "产业园": "李某"}, "")
    assert read_charges("柳树村")[1] == "第 1 行要写成：村名 责任人。"
