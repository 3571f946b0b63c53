"""岗位 by keyboard: verifying, entering, pausing, extending, withdrawing."""

from __future__ import annotations

from typing import cast
from urllib.parse import quote

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.ui.kit.page import Room
from desk_app.ui.pages.posts import PostsPage
from tests.kit.asked import Asked
from tests.ui.conftest import OpenPage, settle

FIRM = "演练县新星制衣厂"


@pytest.fixture
def page(open_page: OpenPage, room: Room) -> PostsPage:
    opened = cast("PostsPage", open_page(PostsPage, room))
    opened.posts.setFocus()
    return opened


def press(
    page: PostsPage, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(QApplication.focusWidget() or page, key, modifier)
    settle(qtbot, page.room)


def write(text: str) -> None:
    """Type Chinese where the cursor is, as an input method does."""
    where = QApplication.focusWidget()
    assert where is not None
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(where, event)


def standing(page: PostsPage, uid: str) -> str:
    desk = page.room.desk
    return desk.posts.board(desk.actor, uid).standing


def type_into(page: PostsPage, **typed: str) -> None:
    page.post_form.form.put(typed)


def test_the_list_shows_posts_and_the_detail_of_the_current_one(page: PostsPage, qtbot: QtBot) -> None:
    assert page.posts.count == 12
    page.posts.setFocus()
    press(page, qtbot, Qt.Key.Key_Home)
    board = page.details.post.board
    assert board is not None
    assert page.details.currentWidget() is page.details.post
    assert page.details.post.title.text() == board.post.title
    assert board.seats.sentence() in page.details.post.strip.text()
    press(page, qtbot, Qt.Key.Key_Return)
    assert page.details.post.tabs.tabBar().hasFocus()


def test_c_verifies_all_that_are_selected(page: PostsPage, qtbot: QtBot, asked: Asked) -> None:
    desk = page.room.desk
    uids = [line.uid for line in desk.posts.lines(desk.actor)]
    desk.posts.save(desk.actor, uids[0], {"headcount": "9"})
    settle(qtbot, page.room)
    assert standing(page, uids[0]) == "unverified"
    press(page, qtbot, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    asked.answers = ["other", "王核实", "visit"]
    press(page, qtbot, Qt.Key.Key_C)
    assert standing(page, uids[0]) == "open"
    assert {line.verified_by for line in desk.posts.lines(desk.actor)} == {"王核实"}
    assert asked.said == ["已核实 12 个岗位。"]


def test_after_a_call_the_next_post_that_waits_is_shown(page: PostsPage, qtbot: QtBot, asked: Asked) -> None:
    desk = page.room.desk
    for line in desk.posts.lines(desk.actor)[:3]:
        desk.posts.save(desk.actor, line.uid, {"duties": "另有安排"})
    settle(qtbot, page.room)
    first, second, third = page.post_source.shown[:3]
    press(page, qtbot, Qt.Key.Key_Home)
    for uid, following in ((first, second), (second, third)):
        assert page.posts.current() == uid
        asked.answers = ["phone"]
        press(page, qtbot, Qt.Key.Key_C)
        assert (standing(page, uid), page.posts.current()) == ("open", following)


def test_x_pauses_and_opens_again(page: PostsPage, qtbot: QtBot) -> None:
    press(page, qtbot, Qt.Key.Key_Home)
    uid = page.posts.current()
    press(page, qtbot, Qt.Key.Key_X)
    assert standing(page, uid) == "paused"
    assert page.posts.current() == uid
    press(page, qtbot, Qt.Key.Key_X)
    assert standing(page, uid) == "open"


def test_d_extends_and_a_wrong_day_is_told(page: PostsPage, qtbot: QtBot, asked: Asked) -> None:
    press(page, qtbot, Qt.Key.Key_Home)
    uid, desk = page.posts.current(), page.room.desk
    asked.answers = ["很久"]
    press(page, qtbot, Qt.Key.Key_D)
    assert "不是一个日期" in asked.warned[0]
    asked.answers = ["20270331"]
    press(page, qtbot, Qt.Key.Key_D)
    assert str(desk.posts.board(desk.actor, uid).post.valid_until) == "2027-03-31"


def test_delete_withdraws_with_a_reason_only(page: PostsPage, qtbot: QtBot, asked: Asked) -> None:
    press(page, qtbot, Qt.Key.Key_Home)
    uid = page.posts.current()
    press(page, qtbot, Qt.Key.Key_Delete)
    assert standing(page, uid) == "open"
    asked.answers = ["单位停产"]
    press(page, qtbot, Qt.Key.Key_Delete)
    assert standing(page, uid) == "withdrawn"
    asked.answers = ["phone"]
    page.posts.choose(uid)
    press(page, qtbot, Qt.Key.Key_C)
    assert "没有核实" in asked.warned[-1]


def test_a_post_waits_for_its_employer_who_is_entered_elsewhere(page: PostsPage, qtbot: QtBot, asked: Asked) -> None:
    press(page, qtbot, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.left.currentWidget() is page.post_form
    write(FIRM)
    press(page, qtbot, Qt.Key.Key_Return)
    write("缝纫工")
    press(page, qtbot, Qt.Key.Key_Return)
    write("5")
    press(page, qtbot, Qt.Key.Key_Return)
    type_into(page, pay_text="4k-5k", place="青禾镇东街")
    asked.answers = [True]
    press(page, qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked.went == [("employers", f"?name={quote(FIRM)}")]
    assert page.may_leave()  # what was typed waits here
    page.show_list("resume=")
    assert page.post_form.form.text("title") == "缝纫工"
    page.post_form.drafts.drop()
    page.post_form.finish()


def test_unlawful_words_are_marked_beside_the_field_while_they_are_typed(page: PostsPage, qtbot: QtBot) -> None:
    press(page, qtbot, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    type_into(page, requirements="限女，35岁以下", pay_text="4k-5k")
    page.post_form.form.edited.emit()
    settle(qtbot, page.room)
    qtbot.waitUntil(lambda: "就业促进法第二十七条" in _below(page, "requirements"))
    assert _below(page, "pay_text") == "读作 4000—5000 元/月。"


def _below(page: PostsPage, name: str) -> str:
    return page.post_form.form._lines[name].words.text()


def test_what_is_typed_is_not_lost_when_the_form_is_left(page: PostsPage, qtbot: QtBot, asked: Asked) -> None:
    press(page, qtbot, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    type_into(page, title="电焊工")
    assert page.may_leave() is False
    asked.answers = ["keep"]
    assert page.may_leave() is True
    settle(qtbot, page.room)
    press(page, qtbot, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.post_form.form.text("title") == "电焊工"
    asked.answers = ["drop"]
    assert page.may_leave() is True


def test_the_employer_of_a_post_is_opened_on_its_page(page: PostsPage, qtbot: QtBot, asked: Asked) -> None:
    press(page, qtbot, Qt.Key.Key_Home)
    board = page.details.post.board
    assert board is not None
    press(page, qtbot, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert asked.went == [("employers", board.employer.uid)]


def test_a_post_of_an_employer_chosen_elsewhere(page: PostsPage, qtbot: QtBot) -> None:
    page.show_list(f"new={quote(FIRM)}")
    settle(qtbot, page.room)
    assert page.post_form.form.text("employer") == FIRM
    page.post_form.drafts.drop()
    page.post_form.finish()


def test_search_and_filters(page: PostsPage, qtbot: QtBot) -> None:
    assert page.header.search is not None
    title = page.room.desk.posts.lines(page.room.desk.actor)[0].title
    page.header.search.setText(title)
    settle(qtbot, page.room)
    assert 0 < page.posts.count < 12
    page.header.search.clear()
    page.filters.choose({"state": ("paused",)})
    settle(qtbot, page.room)
    assert page.posts.count == 0
    page.filters.clear()
    settle(qtbot, page.room)
    assert page.posts.count == 12


def test_a_post_is_shown_from_elsewhere(page: PostsPage, qtbot: QtBot) -> None:
    line = page.room.desk.posts.lines(page.room.desk.actor)[-1]
    page.show_record(line.uid)
    settle(qtbot, page.room)
    assert page.details.post.uid == line.uid


def test_an_office_without_posts_says_what_to_do(open_page: OpenPage, bare_room: Room, asked: Asked) -> None:
    page = cast("PostsPage", open_page(PostsPage, bare_room))
    assert page.left.currentWidget() is page.empty
    page.empty.button.click()
    assert asked.went == [("intake", "")]
