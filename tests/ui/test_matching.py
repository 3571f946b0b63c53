"""匹配 by keyboard: the plan is read, put to the people, changed by hand with its cost, made anew and compared."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desk_app.bootstrap import Desk
from desk_app.ui.kit.page import Page, Room
from desk_app.ui.pages.matching import MatchingPage
from desk_app.ui.pages.matching.sheets import DecisionSheet, MoveSheet
from tests.kit.asked import Asked
from tests.kit.office import FixedClock
from tests.ui.conftest import settle

Open = Callable[..., Page]


@pytest.fixture
def page(open_page: Open, room: Room, qtbot: QtBot, clock: FixedClock) -> MatchingPage:
    """The page on the furnished office, the list in the focus."""
    clock.forward(minutes=1)
    shown = open_page(MatchingPage, room)
    assert isinstance(shown, MatchingPage)
    shown.first_focus().setFocus()
    settle(qtbot, room)
    return shown


def states(desk: Desk) -> dict[str, int]:
    return dict(desk.plans.overview(desk.actor).states)


def planned_row(page: MatchingPage, qtbot: QtBot) -> str:
    """Go down by key to a pair that was not yet put to the person; its key."""
    table = page.plan.table
    for _ in range(table.count):
        record = page.plan.source.record(table.current())
        if record.state == "planned":
            settle(qtbot, page.room)
            return str(table.current())
        qtbot.keyClick(table, Qt.Key.Key_Down)
    raise AssertionError("no planned pair")


def sheet_of(page: MatchingPage, qtbot: QtBot, kind: type[DecisionSheet]) -> DecisionSheet:
    found: list[DecisionSheet] = []

    def there() -> None:
        found[:] = [one for one in page.findChildren(kind) if one.isVisible()]
        assert found

    qtbot.waitUntil(there)
    settle(qtbot, page.room)
    return found[0]


def test_the_strip_and_the_reasons_stand_on_the_page(page: MatchingPage, desk: Desk) -> None:
    assert desk.plans.overview(desk.actor).sentence in page.strip.text()
    assert page.header.count.text().startswith("第 1 号方案")
    assert page.tabs.tabText(0) == f"方案 {page.plan.table.count}"
    row = page.plan.source.record(page.plan.table.current())
    assert page.panel.name.text() == row.name
    assert page.panel.lines == [line.line() for line in desk.plans.reasons(desk.actor, row.seeker_uid)]


def test_enter_puts_the_selected_pairs_to_the_people(
    page: MatchingPage, qtbot: QtBot, desk: Desk, asked: Asked
) -> None:
    before = states(desk)
    planned_row(page, qtbot)
    qtbot.keyClick(page.plan.table, Qt.Key.Key_Return)
    settle(qtbot, page.room)
    assert states(desk)["planned"] == before["planned"] - 1
    assert states(desk)["proposed"] == before.get("proposed", 0) + 1
    assert asked.said == ["已将 1 人列入待征询。"]


def test_a_puts_all_that_are_shown_to_the_people_after_asking_once(
    page: MatchingPage, qtbot: QtBot, desk: Desk, asked: Asked
) -> None:
    count = states(desk)["planned"]
    qtbot.keyClick(page.plan.table, Qt.Key.Key_A)
    settle(qtbot, page.room)
    assert states(desk)["planned"] == count
    asked.answers = [True]
    qtbot.keyClick(page.plan.table, Qt.Key.Key_A)
    settle(qtbot, page.room)
    assert "planned" not in states(desk)
    assert asked.questions[-1].startswith(f"把显示的 {count} 人列入待征询")
    assert asked.said[-1] == f"已将 {count} 人列入待征询。"


def test_only_those_that_the_search_shows_are_taken(page: MatchingPage, qtbot: QtBot, desk: Desk, asked: Asked) -> None:
    planned_row(page, qtbot)
    row = page.plan.source.record(page.plan.table.current())
    page.header.search.setFocus()
    qtbot.keyClicks(page.header.search, row.seeker_no.lower())
    settle(qtbot, page.room)
    assert page.plan.table.count == 1
    asked.answers = [True]
    page.plan.table.setFocus()
    qtbot.keyClick(page.plan.table, Qt.Key.Key_A)
    settle(qtbot, page.room)
    assert states(desk)["proposed"] == 1


def test_b_bans_a_pair_only_after_its_cost_was_shown_and_a_reason_given(
    page: MatchingPage, qtbot: QtBot, desk: Desk, asked: Asked
) -> None:
    key = planned_row(page, qtbot)
    row = page.plan.source.record(key)
    qtbot.keyClick(page.plan.table, Qt.Key.Key_B)
    sheet = sheet_of(page, qtbot, DecisionSheet)
    cost = desk.matching.cost(desk.actor, "ban", row.seeker_uid, row.post_uid)
    assert sheet.cost.text().startswith(cost.sentence)
    assert not sheet.yes.isEnabled()
    sheet.reason.lineEdit().insert("本人与单位有纠纷")  # QTest cannot type Chinese
    assert sheet.yes.isEnabled()
    qtbot.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, page.room)
    (decision,) = desk.plans.decisions(desk.actor)
    assert (decision.kind, decision.seeker_uid, decision.reason) == ("ban", row.seeker_uid, "本人与单位有纠纷")
    assert page.note.text().startswith("1 项人工决定还没有算进方案")
    assert page.tabs.tabText(3) == "人工决定 1"
    desk.undo.undo(desk.actor)
    assert desk.plans.decisions(desk.actor) == ()


def test_l_offers_the_reasons_that_were_used_before(page: MatchingPage, qtbot: QtBot, desk: Desk) -> None:
    row = page.plan.source.record(planned_row(page, qtbot))
    desk.matching.decide_on(desk.actor, "lock", row.seeker_uid, row.post_uid, "单位指名要")
    settle(qtbot, page.room)
    qtbot.keyClick(page.plan.table, Qt.Key.Key_L)
    sheet = sheet_of(page, qtbot, DecisionSheet)
    assert [sheet.reason.itemText(number) for number in range(sheet.reason.count())] == ["单位指名要"]
    assert sheet.reason.currentText() == ""
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    settle(qtbot, page.room)


def test_m_moves_somebody_to_a_post_that_was_looked_for_and_the_next_plan_keeps_to_it(
    page: MatchingPage, qtbot: QtBot, desk: Desk, clock: FixedClock
) -> None:
    row = page.plan.source.record(planned_row(page, qtbot))
    target = next(
        one for one in desk.matching.candidates(desk.actor, row.seeker_uid) if not one.barred and not one.current
    )
    qtbot.keyClick(page.plan.table, Qt.Key.Key_M)
    sheet = sheet_of(page, qtbot, MoveSheet)
    assert isinstance(sheet, MoveSheet)
    assert "先选一个岗位" in sheet.cost.text()
    qtbot.keyClicks(sheet.search, target.post_no)
    settle(qtbot, page.room)
    sheet.posts.setFocus()
    settle(qtbot, page.room)
    cost = desk.matching.cost(desk.actor, "place", row.seeker_uid, target.post_uid)
    assert sheet.cost.text().startswith(cost.sentence)
    sheet.reason.lineEdit().insert("本人要求")  # QTest cannot type Chinese
    qtbot.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, page.room)
    assert [(one.kind, one.post_uid) for one in desk.plans.decisions(desk.actor)] == [("place", target.post_uid)]
    clock.forward(minutes=1)
    page.activateWindow()
    qtbot.waitUntil(page.plan.table.hasFocus)
    qtbot.keyClick(page.plan.table, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, page.room)
    moved = next(one for one in desk.plans.rows(desk.actor) if one.seeker_uid == row.seeker_uid)
    assert moved.post_uid == target.post_uid
    assert page.header.count.text().startswith("第 2 号方案")
    qtbot.keyClick(page, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, page.room)
    assert page.shifts.sentence.text() == desk.plans.compare(desk.actor).sentence
    assert page.shifts.table.count == len(desk.plans.compare(desk.actor).rows)


def test_a_move_through_a_wall_is_refused_in_words_before_anything_is_written(
    page: MatchingPage, qtbot: QtBot, desk: Desk
) -> None:
    row = page.plan.source.record(planned_row(page, qtbot))
    qtbot.keyClick(page.plan.table, Qt.Key.Key_L)
    sheet = sheet_of(page, qtbot, DecisionSheet)
    desk.posts.confirm(desk.actor, "练习员", "phone")
    sheet._post_uid = "no-such-post"
    sheet._weigh()
    settle(qtbot, page.room)
    assert "没有空名额" in sheet.trouble.text()
    sheet.reason.lineEdit().insert("试试")  # QTest cannot type Chinese
    assert not sheet.yes.isEnabled()
    sheet.reject()
    settle(qtbot, page.room)
    assert desk.plans.decisions(desk.actor) == ()
    assert row.name


def test_without_a_post_the_class_its_facts_and_what_helps_are_told(
    page: MatchingPage, qtbot: QtBot, desk: Desk
) -> None:
    qtbot.keyClick(page, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, page.room)
    row = page.unplaced.source.record(page.unplaced.table.current())
    told = desk.plans.nearest(desk.actor, row.seeker_uid)
    assert page.panel.lines[0] == told.sentence
    assert all(f"· {fact}" in page.panel.lines for fact in told.facts)
    assert all(f"✔ {change}" in page.panel.lines for change in told.changes)


def test_a_decision_is_lifted_by_key(page: MatchingPage, qtbot: QtBot, desk: Desk, asked: Asked) -> None:
    row = page.plan.source.record(planned_row(page, qtbot))
    desk.matching.decide_on(desk.actor, "lock", row.seeker_uid, row.post_uid, "单位指名要")
    settle(qtbot, page.room)
    qtbot.keyClick(page, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, page.room)
    qtbot.keyClick(page.decided.table, Qt.Key.Key_Delete)
    settle(qtbot, page.room)
    assert desk.plans.decisions(desk.actor) == ()
    assert asked.said[-1].startswith("已取消锁定")


def test_a_cancelled_match_leaves_the_plan_and_gives_the_button_back(
    page: MatchingPage, qtbot: QtBot, desk: Desk
) -> None:
    page.make_plan()
    assert not page.primary.isEnabled()
    for task in list(page.room.tasks._running):
        task.cancel()
    settle(qtbot, page.room)
    assert page.primary.isEnabled()
    assert page.primary.text() == "重新匹配"
    assert desk.plans.overview(desk.actor).run_no == 1


def test_before_the_first_plan_the_page_says_what_is_missing_and_leads_there(
    open_page: Open, bare_room: Room, qtbot: QtBot, asked: Asked
) -> None:
    page = open_page(MatchingPage, bare_room)
    assert isinstance(page, MatchingPage)
    assert page.empty.words.text() == "还没有待就业的人员。先导入求职人员名单。"
    assert not page.primary.isEnabled()
    page.empty.button.click()
    assert asked.went == [("intake", "")]
    assert not [label for label in page.findChildren(QLabel) if label.isVisible() and "方案 " in label.text()]
