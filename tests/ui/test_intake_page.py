"""导入 through its window: by keyboard, with real files and a real office."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desk_app.domain.finding import Query
from desk_app.domain.seekers import Seeker
from desk_app.ui.kit.page import Room
from desk_app.ui.pages.intake import IntakePage
from desk_app.ui.pages.intake.sender import MARK, SenderModel
from tests.kit.asked import Asked
from tests.services.test_intake import HEAD, MAN, THIRD, WOMAN, book, wrong
from tests.ui.conftest import settle

Open = Callable[..., IntakePage]
FOURTH = "410099199506060023"


@pytest.fixture
def page(open_page: Open, bare_room: Room, qtbot: QtBot) -> IntakePage:
    made = open_page(IntakePage, bare_room)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    return book(
        tmp_path / "名单.xlsx",
        ["张三丰", MAN, "15411110001", "高中", ""],
        ["李四海", int(WOMAN[:-1] + "0"), "", "", ""],
        ["王五湖", wrong(THIRD), "15411110009", "", ""],
        ["赵六合", WOMAN, "1541111000", "", ""],
    )


def names(room: Room) -> set[str]:
    return {one.name for one in room.desk.database.read(lambda read: read.all(Seeker))}


def open_(page: IntakePage, qtbot: QtBot, *files: Path) -> None:
    page.open_files(files)
    settle(qtbot, page.room)


def go_to(page: IntakePage, words: str) -> None:
    """Choose the first line of the group that holds the words, as the arrow keys do."""
    model = page.sheet.problems.model()
    groups = [model.index(number, 0) for number in range(model.rowCount())]
    group = next(one for one in groups if words in one.data())
    page.sheet.problems.setCurrentIndex(model.index(0, 0, group))


def test_from_file_to_written_by_keyboard_alone(
    page: IntakePage, messy: Path, asked: Asked, bare_room: Room, qtbot: QtBot
) -> None:
    asked.answers = [[messy]]
    qtbot.keyClick(page, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, bare_room)
    sheet = page.sheet
    assert sheet.strip.text() == "读到 4 行：新增 1，更新 0，相同 0，不能导入 1，待问清 2。"
    assert page.focusWidget() is sheet.problems
    for _ in range(12):  # down through the groups to the first question about a number
        if "王五湖" in (sheet.problems.currentIndex().data() or ""):
            break
        group = sheet.problems.currentIndex()
        if not group.parent().isValid() and not sheet.problems.isExpanded(group):
            qtbot.keyClick(sheet.problems, Qt.Key.Key_Return)
        qtbot.keyClick(sheet.problems, Qt.Key.Key_Down)
    settle(qtbot, bare_room)
    assert sheet.at == ("表", 4)
    assert sheet.view.currentIndex().row() == 3
    qtbot.keyClick(sheet.problems, Qt.Key.Key_Return)
    line = page.focusWidget()
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(line, THIRD)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settle(qtbot, bare_room)
    assert "新增 2" in sheet.strip.text()
    assert page.focusWidget() is sheet.problems
    assert "赵六合" in sheet.problems.currentIndex().data()  # on to the next question by itself
    qtbot.keyClick(sheet.problems, Qt.Key.Key_S)
    settle(qtbot, bare_room)
    assert sheet.strip.text() == "读到 4 行：新增 3，更新 0，相同 0，不能导入 1，待问清 0。"
    qtbot.keyClick(sheet.problems, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, bare_room)
    assert page.rooms.currentWidget() is page.done
    assert names(bare_room) == {"张三丰", "王五湖", "赵六合"}
    assert not asked.warned


def test_cells_are_marked_by_signs_and_columns_headed_by_what_they_are_taken_for(
    page: IntakePage, messy: Path, qtbot: QtBot
) -> None:
    open_(page, qtbot, messy)
    cells = page.sheet.view.cells
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    assert [cells.headerData(at, across).split("\n")[0] for at in range(5)] == [
        "姓名",
        "证件号码",
        "联系电话",
        "文化程度",
        "备注",
    ]
    assert cells.headerData(1, down).startswith("＋新增")
    assert cells.headerData(2, down).startswith("✘不能导入")
    assert cells.headerData(3, down).startswith("？待问清")
    assert [cells.index(row, 1).data(MARK) for row in (1, 2, 3)] == ["", "refused", "question"]
    assert cells.index(1, 1).data() == f"{MAN[:6]}********{MAN[-4:]}"  # nobody at the counter reads it
    assert cells.index(3, 1).data() == wrong(THIRD)  # what must be put right is seen


def test_an_own_name_for_a_column_is_taken_by_key_and_remembered(
    page: IntakePage, tmp_path: Path, bare_room: Room, qtbot: QtBot
) -> None:
    head = ["姓名", "身份证号", "电话", "上过啥学"]
    open_(page, qtbot, book(tmp_path / "一.xlsx", ["张三丰", MAN, "15411110001", "高中"], head=head))
    qtbot.keyClick(page.sheet.problems, Qt.Key.Key_F2)
    columns = page.sheet.columns
    assert page.focusWidget() is columns.kind
    assert page.steps.step == 1
    assert not columns.apply.isEnabled()
    choice = columns.choices[4]
    choice.setFocus()
    while choice.currentText() != "文化程度":
        qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert choice.currentText() == "文化程度"
    columns.apply.setFocus()
    qtbot.keyClick(columns.apply, Qt.Key.Key_Space)
    settle(qtbot, bare_room)
    assert page.sheet.view.cells.taken_for(4) == "文化程度"
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, bare_room)
    page.open_files([book(tmp_path / "二.xlsx", ["李四海", WOMAN, "15411110002", "大专"], head=head)])
    settle(qtbot, bare_room)
    assert page.sheet.view.cells.taken_for(4) == "文化程度"
    assert page.steps.step == 2  # nothing is asked the second time


def test_a_list_that_is_not_recognised_asks_for_its_header_row(
    page: IntakePage, tmp_path: Path, bare_room: Room, qtbot: QtBot
) -> None:
    file = book(tmp_path / "乱.xlsx", ["哪个厂", "干啥", "几个"], ["河畔厂", "包装工", 3], head=["本周要人的"])
    open_(page, qtbot, file)
    assert page.sheet.side.currentWidget() is page.sheet.columns
    page.sheet.columns.kind.setCurrentIndex(1)
    page.sheet.view.setCurrentIndex(page.sheet.view.cells.index(1, 0))
    page.sheet.columns.apply.click()
    settle(qtbot, bare_room)
    for column, words in ((1, "单位名称"), (2, "岗位名称"), (3, "招聘人数")):
        choice = page.sheet.columns.choices[column]
        choice.setCurrentIndex(choice.findText(words))
    page.sheet.columns.apply.click()
    settle(qtbot, bare_room)
    assert "新增 1" in page.sheet.strip.text()


def test_the_same_person_is_settled_side_by_side_by_one_key(
    page: IntakePage, tmp_path: Path, bare_room: Room, qtbot: QtBot
) -> None:
    desk = bare_room.desk
    desk.intake.take(desk.actor, book(tmp_path / "一.xlsx", ["张小峰", MAN, "15411110001", "", ""]))
    open_(page, qtbot, book(tmp_path / "二.xlsx", ["张晓峰", MAN, "", "大专", ""]))
    go_to(page, "姓名写法相近")
    settle(qtbot, bare_room)
    made = page.sheet.panel.outcome
    assert made is not None
    assert made.other.name == "张小峰"
    page.sheet.problems.setFocus()
    qtbot.keyClick(page.sheet.problems, Qt.Key.Key_1)
    settle(qtbot, bare_room)
    assert "更新 1" in page.sheet.strip.text()
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, bare_room)
    assert names(bare_room) == {"张小峰"}


def test_what_waits_is_answered_later_and_a_whole_import_taken_back(
    page: IntakePage, messy: Path, asked: Asked, bare_room: Room, qtbot: QtBot
) -> None:
    open_(page, qtbot, messy)
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, bare_room)
    assert page.header.count.text() == "待问清 2 行"
    qtbot.keyClick(page, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle(qtbot, bare_room)
    table = page.queue.table
    assert table.row_of(table.current())["who"] == "王五湖"
    qtbot.keyClick(table, Qt.Key.Key_Return)
    line = page.focusWidget()
    assert isinstance(line, QLineEdit)
    line.setText(THIRD[:-3])
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settle(qtbot, bare_room)
    assert page.queue.table.count == 2  # still open: too short
    line = page.focusWidget()
    assert isinstance(line, QLineEdit)
    line.setText(THIRD)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settle(qtbot, bare_room)
    assert table.count == 1
    assert table.row_of(table.current())["who"] == "赵六合"
    assert names(bare_room) == {"张三丰", "王五湖"}
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_D)
    settle(qtbot, bare_room)
    assert table.count == 0
    assert names(bare_room) == {"张三丰", "王五湖"}
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.rooms.currentWidget() is page.done
    asked.answers = [True]
    page.done.undo.click()
    settle(qtbot, bare_room)
    assert "不能撤销" in asked.warned[0]  # what was answered since must be taken back first


def test_the_home_page_leads_to_the_rows_of_an_import_that_wait(
    page: IntakePage, messy: Path, tmp_path: Path, bare_room: Room, qtbot: QtBot
) -> None:
    desk = bare_room.desk
    desk.intake.take(desk.actor, messy)
    later = desk.intake.take(desk.actor, book(tmp_path / "二.xlsx", ["孙七", "", "", "", ""]))
    page.show_record(later.batch)
    settle(qtbot, bare_room)
    assert page.queue.table.count == 3
    assert page.queue.table.row_of(page.queue.table.current())["who"] == "孙七"


def test_a_whole_import_is_undone_from_the_list_of_past_ones(
    page: IntakePage, messy: Path, asked: Asked, bare_room: Room, qtbot: QtBot
) -> None:
    bare_room.desk.intake.take(bare_room.desk.actor, messy)
    settle(qtbot, bare_room)
    assert page.start.table.count == 1
    page.start.table.setFocus()
    settle(qtbot, bare_room)
    asked.answers = [True]
    assert page.start.undo.enabled()
    page.start.undo.try_run()
    settle(qtbot, bare_room)
    assert not names(bare_room)
    assert page.start.table.count == 0
    assert "1 条" in asked.questions[0]


def test_a_locked_file_asks_for_its_password_and_a_broken_one_says_what_to_do(
    page: IntakePage, messy: Path, tmp_path: Path, asked: Asked, bare_room: Room, qtbot: QtBot
) -> None:
    from desk_app.spreadsheets.writer import encrypt

    locked = tmp_path / "加密.xlsx"
    locked.write_bytes(encrypt(messy.read_bytes(), "files-2026"))
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(messy.read_bytes()[:2000])
    asked.answers = ["wrong", "files-2026"]
    open_(page, qtbot, locked, broken)
    assert len(asked.questions) == 2
    assert page.rooms.currentWidget() is page.sheet_page
    assert "还有 1 个文件等着" in page.file_words.text()
    asked.answers = [True]
    page._away.try_run()
    settle(qtbot, bare_room)
    assert "已损坏" in asked.warned[0]
    assert page.rooms.currentWidget() is page.start
    assert not names(bare_room)


def test_files_are_dropped_on_the_page(page: IntakePage, messy: Path, bare_room: Room, qtbot: QtBot) -> None:
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(messy))])
    copy, no_button, no_key = Qt.DropAction.CopyAction, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(5, 5), copy, dropped, no_button, no_key))
    settle(qtbot, bare_room)
    assert page.rooms.currentWidget() is page.sheet_page


def test_reading_is_called_off_at_once(page: IntakePage, tmp_path: Path, bare_room: Room, qtbot: QtBot) -> None:
    file = book(tmp_path / "大.xlsx", *(["张三丰", MAN, "", "", "备注"] for _ in range(20_000)))
    page.open_files([file])
    qtbot.waitUntil(lambda: bare_room.tasks.busy)
    for task in bare_room.tasks._running:
        task.cancel()
    qtbot.waitUntil(lambda: not bare_room.tasks.busy, timeout=3_000)
    settle(qtbot, bare_room)
    assert page.rooms.currentWidget() is page.start
    assert page._file is None


def test_the_list_for_the_sender_is_saved_and_copied(
    page: IntakePage, messy: Path, tmp_path: Path, asked: Asked, bare_room: Room, qtbot: QtBot
) -> None:
    open_(page, qtbot, messy)
    out = tmp_path / "退回.xlsx"
    asked.answers = [out]
    page._returns.try_run()
    settle(qtbot, bare_room)
    sheet = openpyxl.load_workbook(out).active
    assert [row[2] for row in sheet.iter_rows(min_row=4, values_only=True)] == ["B3", "B4", "C5"]
    page._copy.try_run()
    assert "B3" in QGuiApplication.clipboard().text()
    assert WOMAN[:14] not in QGuiApplication.clipboard().text()


def test_an_office_with_people_says_what_changes_and_the_past_imports(
    open_page: Open, room: Room, messy: Path, qtbot: QtBot
) -> None:
    page = open_page(IntakePage, room)
    assert page.start.table.count == 0
    assert not page.start.waiting.isEnabled()
    room.desk.intake.take(room.desk.actor, messy)
    settle(qtbot, room)
    row = page.start.table.row_of(page.start.table.source.keys(Query())[0])
    assert row is not None
    assert row["result"] == "读到 4 行：新增 1，不能导入 1，待问清 2"
    assert page.start.waiting.text() == "待问清 2 行"


def test_the_model_of_the_sheet_keeps_qts_rules(page: IntakePage, messy: Path, bare_room: Room) -> None:
    desk = bare_room.desk
    look = desk.intake.look(desk.actor, messy)
    model = SenderModel(page)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    model.show(look, look.opened.book.sheets[0], look.statuses.get)
    assert (model.rowCount(), model.columnCount()) == (5, len(HEAD))
