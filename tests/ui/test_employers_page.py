"""用人单位 by keyboard: employers, their papers, the sample's reports, the problems."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast
from urllib.parse import quote, urlencode

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk_app.bootstrap import Desk
from desk_app.services.employers import EmployerFile
from desk_app.ui.kit.memory import Memory
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.tables import Table
from desk_app.ui.look import look
from desk_app.ui.pages.employers import EmployersPage
from desk_app.ui.pages.employers.detail import PAPERS, PROBLEMS
from desk_app.ui.window import Window
from tests.kit.asked import Asked
from tests.ui.conftest import OpenPage, settle

FIRM = "演练县新星制衣厂"
CTRL, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def page(open_page: OpenPage, room: Room, qtbot: QtBot) -> EmployersPage:
    opened = cast("EmployersPage", open_page(EmployersPage, room))
    opened.lists.table.setFocus()
    press(opened, qtbot, Qt.Key.Key_Home)
    return opened


def press(page: EmployersPage, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.keyClick(QApplication.focusWidget() or page, key, modifier)
    settle(qtbot, page.room)


def save(page: EmployersPage, qtbot: QtBot) -> None:
    press(page, qtbot, Qt.Key.Key_Return, CTRL)


def write(text: str) -> None:
    """Type Chinese where the cursor is, as an input method does."""
    where = QApplication.focusWidget()
    assert where is not None
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(where, event)


def file(page: EmployersPage) -> EmployerFile:
    found = page.details.employer.file
    assert found is not None
    return found


def cells(table: Table, name: str) -> list[str]:
    words = []
    for key in table.source.keys(table.query):
        row = table.row_of(key)
        assert row is not None
        value = row[name]
        words.append(value if isinstance(value, str) else "、".join(tag.word for tag in value))
    return words


def test_an_employer_is_shown_blocked_and_unblocked(page: EmployersPage, qtbot: QtBot, asked: Asked) -> None:
    side = page.details.employer
    assert side.title.text() == file(page).employer.name
    asked.answers = ["拖欠工资"]
    press(page, qtbot, Qt.Key.Key_B)
    assert "拖欠工资" in side.notice.text()
    press(page, qtbot, Qt.Key.Key_B)
    assert "拖欠工资" not in side.notice.text()


def test_a_new_employer_and_a_warning_of_a_similar_name(page: EmployersPage, qtbot: QtBot, asked: Asked) -> None:
    desk = page.room.desk
    desk.employers.save(desk.actor, None, {"name": FIRM})
    press(page, qtbot, Qt.Key.Key_N, CTRL)
    write("新星制衣有限公司")
    settle(qtbot, page.room)
    assert FIRM in page.left.form.form._lines["name"].words.text()
    press(page, qtbot, Qt.Key.Key_Return)
    press(page, qtbot, Qt.Key.Key_Return)
    write("周经理")
    save(page, qtbot)
    assert not page.left.entering
    assert (file(page).employer.name, file(page).employer.contact) == ("新星制衣有限公司", "周经理")
    assert asked.said == ["已新增单位。"]


def test_the_code_of_another_record_makes_them_one(page: EmployersPage, qtbot: QtBot, asked: Asked) -> None:
    desk = page.room.desk
    known = file(page).employer
    twin = desk.employers.save(desk.actor, None, {"name": "另一种写法", "contact_mobile": "15400000007"})
    settle(qtbot, page.room)
    page.show_record(twin)
    settle(qtbot, page.room)
    press(page, qtbot, Qt.Key.Key_E)
    page.left.form.form.put({"credit_code": known.credit_code})
    asked.answers = [True]
    save(page, qtbot)
    assert file(page).employer.uid == known.uid
    assert file(page).employer.contact_mobile == "15400000007"
    assert twin not in {line.uid for line in desk.employers.lines(desk.actor)}
    assert desk.undo.undo(desk.actor)
    assert twin in {line.uid for line in desk.employers.lines(desk.actor)}


def test_the_mobile_of_the_contact_is_masked_and_its_eye_registered(page: EmployersPage, qtbot: QtBot) -> None:
    desk, uid = page.room.desk, file(page).employer.uid
    desk.employers.save(desk.actor, uid, {"contact_mobile": "15400000007"})
    settle(qtbot, page.room)
    _, value = page.details.employer.facts._values["contact_mobile"]
    assert value.words.text() == "154****0007"  # type: ignore[union-attr]  # a masked value
    value.toggle()  # type: ignore[union-attr]  # as above
    settle(qtbot, page.room)
    assert value.words.text() == "15400000007"  # type: ignore[union-attr]  # as above
    press(page, qtbot, Qt.Key.Key_E)
    press(page, qtbot, Qt.Key.Key_Escape)
    assert not page.left.entering


def test_papers_are_seen_one_after_the_other(page: EmployersPage, qtbot: QtBot, asked: Asked) -> None:
    side = page.details.employer
    assert "还差招聘简章" in side.notice.text()
    asked.answers = ["licence"]
    press(page, qtbot, Qt.Key.Key_M)
    page.left.paper.form.put({"valid_until": "+400"})
    save(page, qtbot)
    assert side.tabs.currentIndex() == PAPERS
    assert cells(side.papers, "standing") == ["未查验", "已查验", "未查验", "未查验"]
    assert asked.said == ["已登记查验营业执照或批准设立文件。"]
    side.papers.setFocus()
    press(page, qtbot, Qt.Key.Key_Home)
    press(page, qtbot, Qt.Key.Key_Return)
    assert page.left.currentWidget() is page.left.paper
    save(page, qtbot)
    side.papers.setFocus()
    assert len([one for one in file(page).papers if one.is_good]) == 2
    side.papers.choose("brochure")
    press(page, qtbot, Qt.Key.Key_Delete)
    assert len([one for one in file(page).papers if one.is_good]) == 1


def test_a_day_that_cannot_be_is_said_and_the_form_stays(page: EmployersPage, qtbot: QtBot, asked: Asked) -> None:
    asked.answers = ["mandate"]
    press(page, qtbot, Qt.Key.Key_M)
    page.left.paper.form.put({"seen_on": "+1"})
    save(page, qtbot)
    assert asked.warned == ["查验日期不能晚于今天。"]
    assert page.left.currentWidget() is page.left.paper
    asked.answers = ["drop"]
    assert page.may_leave()


def test_the_sample_reports_and_the_sum_is_checked(
    page: EmployersPage, qtbot: QtBot, asked: Asked, tmp_path: Path
) -> None:
    press(page, qtbot, Qt.Key.Key_K)
    press(page, qtbot, Qt.Key.Key_J, CTRL)
    assert page.lists.table.count == 1
    assert page.header.count.text() == "2026年第3季度：已报 0 家，未报 1 家"
    assert cells(page.lists.table, "state") == ["逾期未报"]
    press(page, qtbot, Qt.Key.Key_E)
    page.left.report.form.put({"start_staff": "100", "hired": "8", "left_resigned": "3", "end_staff": "100"})
    page.left.report.form.put({"shortage_words": "缝纫工 10、电工 2 高中 电工证"})
    save(page, qtbot)
    assert "期初 100 + 新招 8 − 流失 3 = 105" in page.left.report.form._lines["end_staff"].words.text()
    page.left.report.form.put({"end_staff": ""})
    page.left.report.form.put({"end_staff": "105"})
    save(page, qtbot)
    assert not page.left.entering
    assert (cells(page.lists.table, "state"), cells(page.lists.table, "lacking")) == (["已报"], ["12"])
    out = tmp_path / "监测.xlsx"
    asked.answers = [out]
    press(page, qtbot, Qt.Key.Key_X)
    assert out.read_bytes()[:2] == b"PK"
    asked.answers = ["2026Q2"]
    press(page, qtbot, Qt.Key.Key_Q)
    assert cells(page.lists.table, "state") == ["逾期未报"]


def test_a_problem_goes_from_its_collecting_to_its_end(page: EmployersPage, qtbot: QtBot, asked: Asked) -> None:
    press(page, qtbot, Qt.Key.Key_W)
    write("招不到电工")
    save(page, qtbot)
    assert page.lists.troubles.lines
    problem = page.details.problem
    assert problem.title.text() == "招不到电工"
    for key, answers, state in (
        (Qt.Key.Key_A, ["县人社局", "+5"], "assigned"),
        (Qt.Key.Key_G, ["已联系技校"], "working"),
        (Qt.Key.Key_U, ["县企业服务办"], "working"),
        (Qt.Key.Key_F, ["推荐 3 名电工"], "finished"),
        (Qt.Key.Key_Y, ["dissatisfied", "只来了一个"], "returned"),
        (Qt.Key.Key_A, ["县人社局", "+5"], "assigned"),
        (Qt.Key.Key_F, ["又推荐 2 名"], "finished"),
        (Qt.Key.Key_Y, ["satisfied"], "archived"),
    ):
        page.lists.table.setFocus()
        asked.answers = list(answers)
        press(page, qtbot, key)
        assert problem.file is not None
        assert problem.file.line.problem.state == state, key
    assert not asked.warned
    assert page.header.count.text() == "1 件 · 0 件逾期"
    press(page, qtbot, Qt.Key.Key_O)
    assert page.details.currentWidget() is page.details.employer
    assert cells(page.details.employer.problems, "state") == ["满意归档"]
    assert "企业问题" in repr(file(page).events)
    assert page.details.employer.tabs.tabText(PROBLEMS) == "问题"


def test_a_step_that_is_not_lawful_has_no_key(page: EmployersPage, qtbot: QtBot, asked: Asked) -> None:
    desk = page.room.desk
    uid = desk.problems.collect(desk.actor, file(page).employer.uid, {"description": "电费高", "categories": "税费"})
    settle(qtbot, page.room)
    page.show_record(uid)
    settle(qtbot, page.room)
    page.lists.table.setFocus()
    asked.answers = ["不该问到"]
    press(page, qtbot, Qt.Key.Key_F)
    assert asked.answers == ["不该问到"]


def test_search_filters_and_another_list(page: EmployersPage, qtbot: QtBot) -> None:
    assert page.header.search is not None
    every = page.lists.table.count
    page.header.search.setText(file(page).employer.name[3:6])
    settle(qtbot, page.room)
    assert 0 < page.lists.table.count < every
    page.header.search.clear()
    page.filters.choose({"lacking": ("no",)})
    settle(qtbot, page.room)
    assert page.lists.table.count == 0
    page.filters.clear()
    page.show_list("list=problems")
    settle(qtbot, page.room)
    assert page.header.count.text() == "0 件 · 0 件逾期"
    desk = page.room.desk
    for one in desk.employers.lines(desk.actor)[:2]:
        desk.problems.collect(desk.actor, one.uid, {"description": "电费高", "categories": "税费、用工"})
    settle(qtbot, page.room)
    assert page.header.count.text() == "2 件 · 0 件逾期 · 税费 2 家 · 用工 2 家"
    assert set(page.filters._chips) == {"state_code", "light_code", "scope"}


def test_the_employer_of_a_waiting_post_is_entered_and_the_post_goes_on(
    page: EmployersPage, qtbot: QtBot, asked: Asked
) -> None:
    page.show_list(urlencode({"name": FIRM}))
    settle(qtbot, page.room)
    assert page.left.form.form.text("name") == FIRM
    save(page, qtbot)
    assert asked.went == [("posts", f"?resume={quote(FIRM)}")]
    assert FIRM in page.room.desk.employers.names()


def test_a_post_of_a_new_employer_from_page_to_page(desk: Desk, tmp_path: Path, qtbot: QtBot, asked: Asked) -> None:
    """In the real window: the post waits while its employer is entered on the other page."""
    window = Window(desk, look(), Memory(tmp_path / "window.ini", desk.actor.name), ask=asked)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.go("posts", f"?new={quote('')}")
    settle(qtbot, window.room)
    for text in (FIRM, "缝纫工", "5", "4k-5k"):
        write(text)
        QTest.keyClick(cast("QWidget", QApplication.focusWidget()), Qt.Key.Key_Return)
    posts = cast("Any", window.current)
    posts.post_form.form.put({"place": "青禾镇东街", "pay_text": "4k-5k"})
    asked.answers = [True]
    for page in ("employers", "posts"):
        QTest.keyClick(cast("QWidget", QApplication.focusWidget()), Qt.Key.Key_Return, CTRL)
        settle(qtbot, window.room)
        assert window.current is not None
        assert window.current.name == page
    QTest.keyClick(cast("QWidget", QApplication.focusWidget()), Qt.Key.Key_Return, CTRL)
    settle(qtbot, window.room)
    board = posts.details.post.board
    assert (board.post.title, board.employer.name, board.post.pay_min) == ("缝纫工", FIRM, 4000)
    assert asked.said[-1].startswith("已新增岗位 P2026100001")
    assert asked.warned == []
    window.close()


def test_p_begins_a_post_of_the_employer(page: EmployersPage, qtbot: QtBot, asked: Asked) -> None:
    press(page, qtbot, Qt.Key.Key_P)
    assert asked.went == [("posts", f"?new={quote(file(page).employer.name)}")]


def test_what_is_typed_is_not_lost(page: EmployersPage, qtbot: QtBot, asked: Asked) -> None:
    press(page, qtbot, Qt.Key.Key_W)
    write("贷款批不下来")
    asked.answers = ["keep"]
    assert page.may_leave()
    settle(qtbot, page.room)
    press(page, qtbot, Qt.Key.Key_W)
    assert page.left.problem.form.text("description") == "贷款批不下来"
    asked.answers = ["drop"]
    assert page.may_leave()


def test_papers_are_printed_or_saved(page: EmployersPage, qtbot: QtBot, asked: Asked, tmp_path: Path) -> None:
    asked.answers = ["save", tmp_path / "登记表.pdf"]
    press(page, qtbot, Qt.Key.Key_P, CTRL)
    press(page, qtbot, Qt.Key.Key_K)
    press(page, qtbot, Qt.Key.Key_J, CTRL)
    asked.answers = ["save", tmp_path / "监测.pdf"]
    press(page, qtbot, Qt.Key.Key_P, CTRL)
    press(page, qtbot, Qt.Key.Key_J, CTRL)
    asked.answers = ["save", tmp_path / "台账.pdf"]
    press(page, qtbot, Qt.Key.Key_P, CTRL)
    assert [one.read_bytes()[:5] for one in sorted(tmp_path.glob("*.pdf"))] == [b"%PDF-"] * 3


def test_an_office_without_employers_says_what_to_do(open_page: OpenPage, bare_room: Room, asked: Asked) -> None:
    page = cast("EmployersPage", open_page(EmployersPage, bare_room))
    assert page.left.currentWidget() is page.left.empty
    page.left.empty.button.click()
    assert asked.went == [("intake", "")]
