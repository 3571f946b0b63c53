"""A message from a chat becomes posts, each checked against its words, by keyboard."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit
from pytestqt.qtbot import QtBot

from desk_app.ui.kit.page import Room
from desk_app.ui.pages.posts import PostsPage
from tests.kit.asked import Asked
from tests.ui.conftest import OpenPage, settle

MESSAGE = """😊【急招】{firm}招工啦！
缝边工20名，计件，月薪4500-6500元
剪线工 5人 3000元以上
要求：会踩平车优先
包吃住
地址：柳河湾镇工业园区3号
电话：15400000001 王厂长"""


@pytest.fixture
def page(open_page: OpenPage, room: Room) -> PostsPage:
    opened = cast("PostsPage", open_page(PostsPage, room))
    opened.posts.setFocus()
    return opened


def press(page: PostsPage, qtbot: QtBot, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for one in modifiers:
        held |= one
    QTest.keyClick(QApplication.focusWidget() or page, key, held)
    settle(qtbot, page.room)


CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def tinted(box: QTextEdit) -> list[str]:
    return [one.cursor.selectedText() for one in box.extraSelections()]  # type: ignore[attr-defined]  # a plain struct


def test_a_message_becomes_its_posts_one_after_another(page: PostsPage, qtbot: QtBot) -> None:
    firm = page.room.desk.posts.lines(page.room.desk.actor)[0].employer
    QApplication.clipboard().setText(MESSAGE.format(firm=firm))
    press(page, qtbot, Qt.Key.Key_V, CTRL, SHIFT)
    press(page, qtbot, Qt.Key.Key_Return, CTRL)
    form, origin = page.post_form.form, page.post_form.origin
    assert page.left.currentWidget() is page.post_form
    assert "第 1 个，共 2 个" in page.post_form.heading.text()
    assert [form.text(name) for name in ("employer", "title", "headcount", "pay_text", "place")] == [
        firm, "缝边工", "20", "月薪4500-6500元", "柳河湾镇工业园区3号",
    ]  # fmt: skip
    assert form.text("lodging") == "是"
    assert origin.isVisible()
    assert {"缝边工", "月薪4500-6500元", "包吃住", firm} <= set(tinted(origin))
    qtbot.waitUntil(lambda: "原文：月薪4500-6500元" in form._lines["pay_text"].words.text())
    form.put({"duties": "锁边、钉扣"})
    press(page, qtbot, Qt.Key.Key_Return, CTRL)
    assert "第 2 个，共 2 个" in page.post_form.heading.text()
    assert form.text("title") == "剪线工"
    form.put({"duties": "剪线头"})
    press(page, qtbot, Qt.Key.Key_Return, CTRL)
    assert page.left.currentIndex() == 0
    assert not origin.isVisible()
    kept = [line for line in page.room.desk.posts.lines(page.room.desk.actor) if line.title in ("缝边工", "剪线工")]
    assert {(line.title, line.employer, line.standing, line.seats.headcount) for line in kept} == {
        ("缝边工", firm, "unverified", 20),
        ("剪线工", firm, "unverified", 5),
    }


def test_what_is_no_offer_is_told_and_stays_there(page: PostsPage, qtbot: QtBot) -> None:
    QApplication.clipboard().setText("明天上午九点开会")
    press(page, qtbot, Qt.Key.Key_V, CTRL, SHIFT)
    press(page, qtbot, Qt.Key.Key_Return, CTRL)
    assert page.pasting.trouble.text().startswith("这段文字里没有读出岗位")
    assert page.pasting.text.toPlainText() == "明天上午九点开会"
    press(page, qtbot, Qt.Key.Key_Escape)
    assert page.left.currentIndex() == 0


def test_a_message_that_was_typed_waits_for_the_clerk(page: PostsPage, qtbot: QtBot, asked: Asked) -> None:
    QApplication.clipboard().setText("")
    press(page, qtbot, Qt.Key.Key_V, CTRL, SHIFT)
    page.pasting.text.setPlainText("招缝纫工3名")
    press(page, qtbot, Qt.Key.Key_Escape)
    press(page, qtbot, Qt.Key.Key_V, CTRL, SHIFT)
    assert page.pasting.text.toPlainText() == "招缝纫工3名"
    press(page, qtbot, Qt.Key.Key_Escape)
