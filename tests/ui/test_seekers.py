"""求职人员 by keyboard: registering, finding the same person, editing, the eye, drafts, many at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desk_app.domain.referrals import Letter
from desk_app.domain.seekers import Seeker
from desk_app.ui.kit.facts import MaskedValue
from desk_app.ui.kit.lines import MaskedEditor, TextEditor
from desk_app.ui.kit.page import Room
from desk_app.ui.pages.seekers import SeekersPage
from tests.kit.asked import Asked
from tests.kit.measure import cut_texts
from tests.kit.office import FixedClock
from tests.kit.workday import number_of
from tests.ui.conftest import OpenPage, settle

ENTER = Qt.Key.Key_Return


@pytest.fixture
def page(room: Room, open_page: OpenPage, qtbot: QtBot) -> Iterator[SeekersPage]:
    shown = open_page(SeekersPage, room)
    assert isinstance(shown, SeekersPage)
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow, timeout=2000)
    yield shown
    shown.hide()
    settle(qtbot, room)


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def type_in(qtbot: QtBot, text: str) -> None:
    line = focus()
    assert isinstance(line, TextEditor)
    line.insert(text)  # as an input method does
    line.textEdited.emit(line.text())


def press(qtbot: QtBot, *keys: Qt.Key, ctrl: bool = False) -> None:
    for key in keys:
        popup = QApplication.activePopupWidget()
        modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
        qtbot.keyClick(popup or focus(), key, modifier)


def persons(room: Room, **equal: object) -> tuple[Seeker, ...]:
    return room.desk.database.read(lambda read: read.all(Seeker, **equal))


def choose(page: SeekersPage, qtbot: QtBot, room: Room, uid: str) -> None:
    page.table.setFocus()
    page.table.choose(uid)
    qtbot.waitUntil(lambda: page.detail.file is not None and page.detail.file.uid == uid, timeout=5000)
    settle(qtbot, room)


def with_letter(room: Room) -> str:
    return room.desk.database.read(lambda read: read.all(Letter))[1].seeker_uid


def test_a_person_is_registered_by_keyboard_with_few_keys(
    page: SeekersPage, room: Room, asked: Asked, qtbot: QtBot
) -> None:
    keys = 0

    def go(*pressed: Qt.Key, ctrl: bool = False) -> None:
        nonlocal keys
        keys += len(pressed)
        press(qtbot, *pressed, ctrl=ctrl)

    page.table.setFocus()
    go(Qt.Key.Key_N, ctrl=True)
    settle(qtbot, room)
    type_in(qtbot, number_of(450))
    settle(qtbot, room)
    go(ENTER)
    type_in(qtbot, "周小明")
    go(ENTER)
    type_in(qtbot, "15499990001")
    go(ENTER)
    type_in(qtbot, "bk")
    go(ENTER)
    type_in(qtbot, "sq")  # 双桥村
    go(ENTER)
    assert page.form.form.text("education") == "本科"
    assert page.form.form.text("village") == "双桥村"
    assert page.form.form.text("birth_date") == "1970-06-15"
    assert page.form.form.text("sex") in ("男", "女")
    go(ENTER, ctrl=True)
    settle(qtbot, room)
    (found,) = persons(room, name="周小明")
    assert keys <= 12
    assert found.village == "双桥村"
    assert found.mobile == "15499990001"
    assert asked.said[-1].startswith("已登记周小明，求职登记号 S2026")
    assert page.detail.file is not None
    assert page.detail.file.uid == found.uid
    assert page.table.current() == found.uid


def test_the_same_person_appears_while_the_number_is_typed(page: SeekersPage, room: Room, qtbot: QtBot) -> None:
    known = persons(room)[3]
    page.register()
    settle(qtbot, room)
    type_in(qtbot, known.id_no)
    settle(qtbot, room)
    assert [one.uid for one in page.similar.found] == [known.uid]
    assert page.similar.found[0].same
    page.form.save()
    settle(qtbot, room)
    assert len(persons(room)) == 40
    button = next(one for one in page.similar.findChildren(QPushButton) if one.text() == "打开")
    button.click()
    settle(qtbot, room)
    assert page.detail.file is not None
    assert page.detail.file.uid == known.uid


def test_a_card_reader_that_types_fills_the_form(page: SeekersPage, room: Room, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_N, ctrl=True)
    settle(qtbot, room)
    type_in(qtbot, "石小满,女,回,19900307,河口县柳河湾镇石窑村12号,410099199003071269")
    press(qtbot, ENTER)
    qtbot.waitUntil(lambda: page.form.form.text("name") == "石小满")
    settle(qtbot, room)
    form = page.form.form
    assert [form.text(name) for name in ("id_no", "sex", "birth_date", "ethnicity")] == [
        "410099199003071269",
        "女",
        "1990-03-07",
        "回族",
    ]
    assert form.text("hukou_address") == "河口县柳河湾镇石窑村12号"


def test_a_card_reader_that_types_finds_the_person(page: SeekersPage, room: Room, qtbot: QtBot) -> None:
    person = persons(room)[7]
    assert page.header.search is not None
    page.header.search.setFocus()
    qtbot.keyClicks(focus(), person.id_no)
    press(qtbot, ENTER)
    settle(qtbot, room)
    qtbot.waitUntil(lambda: page.table.current() == person.uid)
    assert page.table.count == 1


def test_errors_stand_below_their_fields_all_at_once(page: SeekersPage, room: Room, qtbot: QtBot) -> None:
    page.register()
    settle(qtbot, room)
    page.form.form.put({"name": "周", "mobile": "123", "expected_pay": "很多"})
    press(qtbot, ENTER, ctrl=True)
    settle(qtbot, room)
    shown = [label.text() for label in page.form.form.findChildren(QLabel) if label.property("role") == "danger-small"]
    assert len([text for text in shown if text]) == 4
    assert focus() is page.form.form._lines["id_no"].editor
    assert cut_texts(page) == []


def test_look_alikes_are_asked_about_before_a_new_file_begins(
    page: SeekersPage, room: Room, asked: Asked, qtbot: QtBot
) -> None:
    known = persons(room)[3]
    page.register()
    settle(qtbot, room)
    page.form.form.put({"name": known.name, "mobile": known.mobile, "id_no": number_of(450)})
    page.form._look_for_similar()
    settle(qtbot, room)
    page.form.save()
    settle(qtbot, room)
    assert known.name in asked.questions[-1]
    assert len(persons(room)) == 40
    asked.answers = [True]
    page.form.save()
    settle(qtbot, room)
    assert len(persons(room)) == 41


def test_editing_in_place_changes_only_what_was_typed(
    page: SeekersPage, room: Room, asked: Asked, qtbot: QtBot
) -> None:
    uid = with_letter(room)
    choose(page, qtbot, room, uid)
    before = persons(room, uid=uid)[0]
    press(qtbot, Qt.Key.Key_E)
    settle(qtbot, room)
    assert page.detail.editing
    page.detail.form.form.go_to("mobile")
    type_in(qtbot, "15499990002")
    page.detail.form.form.go_to("registered_on")
    type_in(qtbot, "3.15")
    press(qtbot, ENTER)
    assert page.detail.form.form.text("registered_on") == "2026-03-15"
    press(qtbot, ENTER, ctrl=True)
    settle(qtbot, room)
    after = persons(room, uid=uid)[0]
    assert (after.mobile, str(after.registered_on)) == ("15499990002", "2026-03-15")
    assert (after.id_no, after.birth_date, after.name) == (before.id_no, before.birth_date, before.name)
    assert not page.detail.editing
    assert page.detail.phone.words.text() == "154****0002"
    assert focus() is page.table
    assert asked.said == [f"已保存{after.name}的资料。"]


def test_the_eye_shows_one_value_for_a_while(
    page: SeekersPage, room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    uid = with_letter(room)
    choose(page, qtbot, room, uid)
    clear = persons(room, uid=uid)[0].id_no
    eye = page.detail.number
    eye._timer.setInterval(300)
    eye.eye.click()
    qtbot.waitUntil(lambda: eye.words.text() == clear, timeout=2000)
    qtbot.waitUntil(lambda: eye.words.text() == f"410099********{clear[-4:]}", timeout=2000)
    eye.eye.click()
    qtbot.waitUntil(lambda: eye.words.text() == clear, timeout=2000)
    page.hide()
    assert eye.words.text() != clear, "what is not looked at is masked"
    page.show()


def test_a_masked_field_keeps_its_value_until_something_is_typed(page: SeekersPage, room: Room, qtbot: QtBot) -> None:
    uid = with_letter(room)
    choose(page, qtbot, room, uid)
    clear = persons(room, uid=uid)[0].mobile
    page.detail.open_form()
    settle(qtbot, room)
    line = page.detail.form.form._lines["mobile"].editor
    assert isinstance(line, MaskedEditor)
    assert (line.text(), line.placeholderText()) == ("", f"154****{clear[-4:]}")
    line._timer.setInterval(200)
    line.toggle()
    qtbot.waitUntil(lambda: line.text() == clear, timeout=2000)
    assert page.detail.form.form.typed() == {}
    qtbot.waitUntil(lambda: line.text() == "", timeout=2000)
    assert page.detail.form.form.typed() == {}
    line.setFocus()
    type_in(qtbot, "15499990003")
    assert page.detail.form.form.typed() == {"mobile": "15499990003"}
    page.detail.form.form.fill({})
    page.detail.may_close()


def test_what_was_typed_comes_back(page: SeekersPage, room: Room, asked: Asked, qtbot: QtBot) -> None:
    page.register()
    settle(qtbot, room)
    page.form.form.go_to("name")
    type_in(qtbot, "周小明")
    asked.answers = ["keep"]
    press(qtbot, Qt.Key.Key_Escape)
    settle(qtbot, room)
    assert page._left.currentIndex() == 0
    page.register()
    settle(qtbot, room)
    assert page.form.form.text("name") == "周小明"
    assert page.form.words.text() == "上次没有保存的内容（09:30）已放回。"
    asked.answers = ["drop"]
    page.form.leave()
    settle(qtbot, room)
    page.register()
    settle(qtbot, room)
    assert page.form.form.text("name") == ""
    assert not page.form.words.isVisible()


def test_a_draft_is_kept_by_itself_while_typing(page: SeekersPage, room: Room, asked: Asked, qtbot: QtBot) -> None:
    page.register()
    settle(qtbot, room)
    page.form.drafts._wait.setInterval(50)
    page.form.form.go_to("name")
    type_in(qtbot, "周小")
    settle(qtbot, room)
    draft = room.desk.drafts.fetch(room.desk.actor, "seekers/new")
    assert draft is not None
    assert draft.typed == {"name": "周小"}


def test_leaving_with_changes_asks(page: SeekersPage, room: Room, asked: Asked, qtbot: QtBot) -> None:
    uid = with_letter(room)
    choose(page, qtbot, room, uid)
    page.detail.open_form()
    settle(qtbot, room)
    assert page.may_leave()
    page.detail.open_form()
    settle(qtbot, room)
    page.detail.form.form.go_to("village_group")
    focus().selectAll()  # type: ignore[attr-defined]
    type_in(qtbot, "9")
    asked.answers = ["stay"]
    assert not page.may_leave()
    assert page.detail.editing
    asked.answers = ["stay"]
    other = next(one.uid for one in persons(room) if one.uid != uid)
    page.table.choose(other)
    settle(qtbot, room)
    assert page.table.current() == uid
    asked.answers = ["save"]
    assert page.may_leave()
    settle(qtbot, room)
    assert persons(room, uid=uid)[0].village_group == "9"


def test_a_line_of_the_log_in_a_few_keys(
    page: SeekersPage, room: Room, asked: Asked, qtbot: QtBot, clock: FixedClock
) -> None:
    clock.forward(minutes=1)
    uid = with_letter(room)
    choose(page, qtbot, room, uid)
    press(qtbot, Qt.Key.Key_R)
    type_in(qtbot, "下周一面试")
    press(qtbot, ENTER)
    settle(qtbot, room)
    assert page.detail.file is not None
    event = page.detail.file.events[0]
    assert (event.title, event.text) == ("联系：联系上了", "下周一面试 · 电话")
    assert focus() is page.table
    assert asked.said[-1].endswith("记录联系。")


def test_a_refusal_and_the_next_call_without_the_mouse(
    page: SeekersPage, room: Room, qtbot: QtBot, clock: FixedClock
) -> None:
    clock.forward(minutes=1)
    choose(page, qtbot, room, with_letter(room))
    log = page.detail.log
    press(qtbot, Qt.Key.Key_R)
    qtbot.keyClick(focus(), Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    type_in(qtbot, "说明年考研")
    press(qtbot, ENTER)
    settle(qtbot, room)
    assert log.words.text() == "本人拒绝服务，请选拒绝原因。"
    press(qtbot, Qt.Key.Key_Tab)
    type_in(qtbot, "bk")
    press(qtbot, ENTER)
    press(qtbot, ENTER)
    type_in(qtbot, "+7")
    assert log.words.text().endswith("星期二")
    log.keep()
    settle(qtbot, room)
    assert page.detail.file is not None
    event = page.detail.file.events[0]
    assert event.title == "联系：拒绝服务"
    assert "备考、升学" in event.text
    assert "约定 2026-12-01 再联系" in event.text


def test_a_note_begun_for_one_person_waits_for_the_clerk(page: SeekersPage, room: Room, qtbot: QtBot) -> None:
    choose(page, qtbot, room, with_letter(room))
    press(qtbot, Qt.Key.Key_R)
    type_in(qtbot, "说到一半")
    choose(page, qtbot, room, room.desk.database.read(lambda read: read.all(Letter))[2].seeker_uid)
    assert page.detail.log.note.text() == ""
    choose(page, qtbot, room, with_letter(room))
    settle(qtbot, room)
    assert page.detail.log.note.text() == "说到一半"


def test_a_state_for_the_whole_selection_says_how_many(
    page: SeekersPage, room: Room, asked: Asked, qtbot: QtBot
) -> None:
    page.table.setFocus()
    press(qtbot, Qt.Key.Key_A, ctrl=True)
    assert page.bar.words.text() == "选中 40 人"
    asked.answers = ["unwilling", "phone", True]
    press(qtbot, Qt.Key.Key_S)
    settle(qtbot, room)
    assert asked.questions[-1] == "把选中的 40 人改为“无意愿”。"
    done = len(persons(room, state="unwilling"))
    assert asked.said[-1] == f"{done} 人改为无意愿，{40 - done} 人没有改。"
    assert asked.warned[-1].startswith(f"有 {40 - done} 人没有改：")


def test_a_group_for_several_and_its_end(page: SeekersPage, room: Room, asked: Asked, qtbot: QtBot) -> None:
    uid = with_letter(room)
    choose(page, qtbot, room, uid)
    asked.answers = ["VET"]
    press(qtbot, Qt.Key.Key_G)
    settle(qtbot, room)
    assert page.detail.file is not None
    assert "VET" in [one.group for one in page.detail.file.groups if one.holds]
    asked.answers = [True]
    button = next(b for b in page.detail.groups.findChildren(QPushButton) if b.accessibleName() == "终止退役军人")
    button.click()
    settle(qtbot, room)
    assert asked.said[-1].startswith("已终止")


def test_search_and_filters(page: SeekersPage, room: Room, qtbot: QtBot) -> None:
    one = persons(room)[0]
    assert page.header.search is not None
    page.header.search.setText(one.name)
    settle(qtbot, room)
    assert one.uid in page.table._model.keys
    page.filters.choose({"state": ["archived"]})
    settle(qtbot, room)
    assert page.table.count == 0
    assert page.header.count.text() == "0 人 / 共 40 人"
    page.show_record(one.uid)
    settle(qtbot, room)
    assert page.table.current() == one.uid
    assert page.table.count == 40


@pytest.mark.parametrize("tab", range(4))
def test_no_word_is_cut_in_the_narrow_detail(page: SeekersPage, room: Room, qtbot: QtBot, tab: int) -> None:
    choose(page, qtbot, room, with_letter(room))
    page.detail.setFixedWidth(360)
    page.detail.tabs.setCurrentIndex(tab)
    settle(qtbot, room)
    assert cut_texts(page.detail) == []
    page.detail.open_form()
    settle(qtbot, room)
    assert cut_texts(page.detail) == []


def test_an_empty_office_says_what_belongs_here(bare_room: Room, open_page: OpenPage, qtbot: QtBot) -> None:
    shown = open_page(SeekersPage, bare_room)
    assert isinstance(shown, SeekersPage)
    assert shown.empty.isVisible()
    assert shown.empty.words.text() == "还没有求职人员。"
    shown.hide()


def test_every_value_of_a_person_is_masked_or_open(page: SeekersPage, room: Room, qtbot: QtBot) -> None:
    uid = with_letter(room)
    choose(page, qtbot, room, uid)
    seeker = persons(room, uid=uid)[0]
    words = "\n".join(label.text() for label in page.findChildren(QLabel))
    assert seeker.id_no not in words
    assert seeker.mobile not in words
    assert len(page.detail.findChildren(MaskedValue)) >= 5
    assert page.detail.findChildren(QCheckBox)
