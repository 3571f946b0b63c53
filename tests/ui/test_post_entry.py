"""The form of a post by keyboard: advice taken, lines of a kind, who waits, second look, asking again."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.ui.kit.page import Room
from desk_app.ui.pages.posts import PostsPage
from tests.kit.asked import Asked
from tests.kit.measure import cut_texts
from tests.kit.office import FixedClock
from tests.ui.conftest import OpenPage, settle


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


def begin(page: PostsPage, qtbot: QtBot, **typed: str) -> None:
    press(page, qtbot, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    page.post_form.form.put(typed)
    page.post_form.form.edited.emit()
    page.post_form.judge()
    page.post_form.ask_who_waits()
    settle(qtbot, page.room)


def close(page: PostsPage) -> None:
    page.post_form.drafts.drop()
    page.post_form.finish()


def test_f4_writes_what_the_law_allows(page: PostsPage, qtbot: QtBot) -> None:
    form = page.post_form.form
    begin(page, qtbot, title="包装工", requirements="限女，能吃苦", duties="装箱，限本县户口")
    assert "F4" in form._lines["requirements"].words.text()
    assert "“限女” → “男女不限”" in page.post_form.watch.wording.text()
    form.go_to("duties")
    press(page, qtbot, Qt.Key.Key_F4)
    assert (form.text("duties"), form.text("requirements")) == ("装箱，能按时到岗", "限女，能吃苦")
    press(page, qtbot, Qt.Key.Key_F4)
    assert form.text("requirements") == "男女不限，能吃苦"
    assert not page.post_form.watch.take.isVisibleTo(page)
    close(page)


def test_a_kind_brings_its_own_lines_and_what_it_is(page: PostsPage, qtbot: QtBot) -> None:
    form = page.post_form.form
    begin(page, qtbot, title="文员")
    assert not form._lines["insured"].isVisibleTo(page)
    form.put({"kind": "见习岗位"})
    page.post_form.judge()
    shown = {
        name for name in ("term_months", "basis", "insured", "labour_share") if form._lines[name].isVisibleTo(page)
    }
    assert shown == {"term_months", "basis", "insured"}
    assert "见习不是就业" in form._lines["kind"].words.text()
    form.put({"kind": "普通岗位", "pay_text": "计件"})
    page.post_form.judge()
    assert form._lines["piece_floor"].isVisibleTo(page)
    close(page)


def test_who_waits_and_what_looks_like_fraud_stand_beside_the_form(page: PostsPage, qtbot: QtBot) -> None:
    begin(page, qtbot, title="普工", duties="先交押金500元")
    watch = page.post_form.watch
    assert page.details.currentWidget() is watch
    assert "人在等这样的岗位" in watch.sentence.text()
    assert watch.people.count > 0
    assert "先收钱" in watch.doubts.text()
    qtbot.wait(50)
    assert cut_texts(watch) == []
    close(page)
    settle(qtbot, page.room)
    assert page.details.currentWidget() is not watch


def test_k_notes_the_second_look_that_c_asks_for(page: PostsPage, qtbot: QtBot, asked: Asked) -> None:
    desk = page.room.desk
    uid = desk.posts.lines(desk.actor)[0].uid
    desk.posts.save(desk.actor, uid, {"duties": "先交押金500元"})
    settle(qtbot, page.room)
    page.show_record(uid)
    settle(qtbot, page.room)
    assert "按 K" in page.details.post.doubts.text()
    asked.answers = ["phone"]
    press(page, qtbot, Qt.Key.Key_C)
    assert "复看" in asked.warned[-1]
    asked.answers = ["other", "李复看", "去单位看过"]
    press(page, qtbot, Qt.Key.Key_K)
    assert asked.said[-1].startswith("已登记李复看复看")
    asked.answers = ["phone"]
    page.posts.choose(uid)
    press(page, qtbot, Qt.Key.Key_C)
    assert desk.posts.board(desk.actor, uid).standing == "open"


def test_c_asks_again_for_many_posts_whose_word_is_old(
    page: PostsPage, qtbot: QtBot, asked: Asked, clock: FixedClock
) -> None:
    desk = page.room.desk
    uids = [line.uid for line in desk.posts.lines(desk.actor)]
    desk.posts.extend(desk.actor, uids, desk.actor.today().replace(year=2027))
    clock.forward(days=40)
    page.refresh()
    settle(qtbot, page.room)
    assert (
        f"{sum(line.standing == 'stale' for line in desk.posts.lines(desk.actor))} 个待复核" in page.header.count.text()
    )
    press(page, qtbot, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    asked.answers = ["phone"]
    press(page, qtbot, Qt.Key.Key_C)
    assert asked.said == [f"已核实 {len(uids)} 个岗位。"]
    assert {line.standing for line in desk.posts.lines(desk.actor)} <= {"open", "full"}
