"""Forms from declared fields: every kind of line, Enter, errors, readings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk_app.domain.seekers import Seeker
from desk_app.ui.kit.forms import Form, Section, prepare
from desk_app.ui.kit.lines import ChecksEditor, FlagEditor, TextEditor
from desk_app.ui.kit.page import Room
from tests.kit.measure import cut_texts

ROWS = (
    Section("基本信息", ("name", ("education", "registered_on"), ("graduated_on", "expected_pay"))),
    Section("意向", ("job_wishes", "needs_lodging", "cannot", "remark")),
)


@pytest.fixture
def form(bare_room: Room, qtbot: QtBot) -> Iterator[Form]:
    prepare(bare_room.desk.codes)
    made = Form(
        bare_room, Seeker, ROWS, check=lambda name, text: "太短。" if name == "remark" and len(text) < 2 else ""
    )
    qtbot.addWidget(made)
    made.fill({"name": "甲", "cannot": "不能上夜班"})
    made.resize(400, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=2000)
    yield made
    made.hide()


def type_text(text: str) -> None:
    line = QApplication.focusWidget()
    assert isinstance(line, TextEditor)
    line.insert(text)
    line.textEdited.emit(line.text())


def focus() -> QWidget:
    widget = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert widget is not None
    return widget


def words_below(form: Form, name: str) -> str:
    words = form._lines[name].words
    return words.text() if words.isVisible() else ""


def test_enter_goes_from_field_to_field_and_puts_values_in_form(form: Form, qtbot: QtBot) -> None:
    form.go_to("name")
    for text in ("周小明", "bk", "3.15", "2026年7月", "3,500元", "电工、保安"):
        type_text(text)
        qtbot.keyClick(focus(), Qt.Key.Key_Return)
    assert form.typed() == {
        "name": "周小明",
        "education": "本科",
        "registered_on": "2026-03-15",
        "graduated_on": "2026-07",
        "expected_pay": "3500",
        "job_wishes": "电工、保安",
    }
    assert isinstance(form._lines["needs_lodging"].editor, FlagEditor)
    assert focus().parentWidget() is form._lines["needs_lodging"].editor


def test_a_date_is_read_out_while_it_is_typed_and_a_wrong_one_is_told(form: Form, qtbot: QtBot) -> None:
    form.go_to("registered_on")
    type_text("+7")
    assert words_below(form, "registered_on") == "2026-12-01 星期二"
    form.put({"registered_on": "2.30"})
    assert "不是一个日期" in words_below(form, "registered_on")
    assert form._lines["registered_on"].wrong
    form.put({"remark": "好"})
    assert words_below(form, "remark") == "太短。"


def test_a_list_opens_by_key_and_an_unknown_word_is_told(form: Form, qtbot: QtBot) -> None:
    form.go_to("education")
    qtbot.keyClick(focus(), Qt.Key.Key_Down)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert form.text("education") == "小学"
    form.put({"education": "火星大学"})
    assert "请从列表里选" in words_below(form, "education")


def test_flags_and_several_codes(form: Form, qtbot: QtBot) -> None:
    flag, checks = form._lines["needs_lodging"].editor, form._lines["cannot"].editor
    assert isinstance(flag, FlagEditor)
    assert isinstance(checks, ChecksEditor)
    assert (flag.text(), checks.text()) == ("", "不能上夜班")
    with qtbot.waitSignal(form.edited, timeout=1000):
        qtbot.mouseClick(flag._buttons["是"], Qt.MouseButton.LeftButton)
    checks._boxes["不能倒班"].click()
    assert form.typed() == {"needs_lodging": "是", "cannot": "不能上夜班、不能倒班"}
    checks._boxes["不能倒班"].click()
    flag.put("")
    assert form.typed() == {}
    checks.entry().setFocus()
    qtbot.keyClick(focus(), Qt.Key.Key_Return)
    assert focus() is form._lines["remark"].editor, "Enter leaves all boxes at once"


def test_ctrl_enter_submits_and_errors_take_the_cursor_to_the_first(form: Form, qtbot: QtBot) -> None:
    form.go_to("remark")
    with qtbot.waitSignal(form.submitted, timeout=1000):
        qtbot.keyClick(focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    form.show_errors({"expected_pay": "应填整数。", "remark": "太短。"})
    assert focus() is form._lines["expected_pay"].editor
    assert words_below(form, "remark") == "太短。"
    form.show_errors({"remark": "太短。"})
    assert words_below(form, "expected_pay") == ""


@pytest.mark.parametrize("width", [328, 700])
def test_no_word_is_cut(form: Form, width: int) -> None:
    form.show_errors(dict.fromkeys(("name", "education", "registered_on"), "这里有一处不对，请按例子重新填写，谢谢。"))
    form.resize(width, 900)
    QApplication.sendPostedEvents()
    assert cut_texts(form) == []
    assert form.widget().width() <= form.viewport().width()
