"""Papers that go out from the window: files of persons, blank forms, posts as text and as a poster."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desk_app.bootstrap import Desk
from desk_app.domain.forms.registry import FORMS
from desk_app.storage.schema import looks
from desk_app.ui.kit.page import Page, Room
from desk_app.ui.pages.posts import PostsPage
from desk_app.ui.pages.seekers import SeekersPage
from desk_app.ui.pages.seekers.printing import OTHERS
from tests.kit.asked import Asked
from tests.ui.conftest import OpenPage, settle


def seen(desk: Desk) -> list[tuple[str, str, int]]:
    columns = (looks.c.kind, looks.c.purpose, looks.c.persons)
    rows = desk.database.submit(lambda connection: connection.execute(select(*columns)).all()).result()
    return [(row.kind, row.purpose, row.persons) for row in rows]


def press(
    page: Page, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(QApplication.focusWidget() or page, key, modifier)
    settle(qtbot, page.room)


def to_pdf(file: Path) -> QPrinter:
    """A printer that writes a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    return printer


@pytest.fixture
def seekers(open_page: OpenPage, room: Room, qtbot: QtBot) -> SeekersPage:
    opened = cast("SeekersPage", open_page(SeekersPage, room))
    opened.table.setFocus()
    press(opened, qtbot, Qt.Key.Key_Home)
    return opened


@pytest.fixture
def posts(open_page: OpenPage, room: Room, qtbot: QtBot) -> PostsPage:
    opened = cast("PostsPage", open_page(PostsPage, room))
    opened.posts.setFocus()
    press(opened, qtbot, Qt.Key.Key_Home)
    return opened


def test_p_saves_the_file_of_a_person_and_registers_it(
    seekers: SeekersPage, qtbot: QtBot, asked: Asked, tmp_path: Path
) -> None:
    before = seen(seekers.room.desk)
    asked.answers = ["cabinet", "save", tmp_path / "档案"]
    press(seekers, qtbot, Qt.Key.Key_P)
    text = pdfium.PdfDocument(tmp_path / "档案.pdf")[0].get_textpage().get_text_range()
    person = seekers.detail.file
    assert person is not None
    assert person.name in text
    assert seen(seekers.room.desk)[len(before) :] == [("print", "打印一人一档（归档）", 1)]


def test_p_prints_the_files_of_all_that_are_selected(
    seekers: SeekersPage, qtbot: QtBot, asked: Asked, tmp_path: Path
) -> None:
    press(seekers, qtbot, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    asked.answers = ["person", "print", to_pdf(tmp_path / "打印.pdf")]
    press(seekers, qtbot, Qt.Key.Key_P)
    assert "打印选中的 2 人的档案，给谁？" in asked.questions
    assert any("送到打印机" in words for words in asked.said)
    assert seen(seekers.room.desk)[-2:] == [("print", "打印一人一档（交本人）", 1)] * 2


def test_p_in_the_detail_prints_that_file(seekers: SeekersPage, qtbot: QtBot, asked: Asked, tmp_path: Path) -> None:
    press(seekers, qtbot, Qt.Key.Key_Return)
    asked.answers = ["person", "save", tmp_path / "本人.pdf"]
    press(seekers, qtbot, Qt.Key.Key_P)
    assert (tmp_path / "本人.pdf").exists()
    assert seen(seekers.room.desk)[-1] == ("print", "打印一人一档（交本人）", 1)


def test_called_off_nothing_is_registered(seekers: SeekersPage, qtbot: QtBot, asked: Asked) -> None:
    before = seen(seekers.room.desk)
    for answers in ([], ["person"], ["person", "print"], ["person", "save"]):
        asked.answers = list(answers)
        press(seekers, qtbot, Qt.Key.Key_P)
    assert seen(seekers.room.desk) == before
    assert not asked.warned


def test_every_blank_form_can_be_handed_out(seekers: SeekersPage, qtbot: QtBot, asked: Asked, tmp_path: Path) -> None:
    before = seen(seekers.room.desk)
    for number, name in enumerate([*(f"form/{kind}" for kind in FORMS), *(name for name, _, _ in OTHERS)]):
        file = tmp_path / f"空白表{number}.pdf"
        asked.answers = [name, "save", file]
        seekers.print_blank.try_run()
        settle(qtbot, seekers.room)
        assert not asked.warned, name
        assert "柳河湾镇人社所" in pdfium.PdfDocument(file)[0].get_textpage().get_text_range()
    assert seen(seekers.room.desk) == before  # nobody's data is on them


def test_w_copies_the_selected_posts_as_text(posts: PostsPage, qtbot: QtBot, asked: Asked) -> None:
    press(posts, qtbot, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    asked.answers = [True]
    press(posts, qtbot, Qt.Key.Key_W)
    text = QGuiApplication.clipboard().text()
    assert text.startswith("【柳河湾镇人社所招聘信息】")
    assert "公共就业服务免费" in text
    assert any(words.startswith("已复制") for words in asked.said)
    assert seen(posts.room.desk)[-1][1].startswith("发布 ")


def test_what_is_left_out_is_said_before_anything_leaves(posts: PostsPage, qtbot: QtBot, asked: Asked) -> None:
    desk = posts.room.desk
    uids = posts.posts.selected()
    QGuiApplication.clipboard().setText("")
    press(posts, qtbot, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    desk.posts.pause(desk.actor, uids)
    settle(qtbot, posts.room)
    press(posts, qtbot, Qt.Key.Key_W)
    assert "已暂停" in asked.questions[-1]
    assert QGuiApplication.clipboard().text() == ""


def test_a_paused_post_alone_is_refused_in_words(posts: PostsPage, qtbot: QtBot, asked: Asked) -> None:
    desk = posts.room.desk
    desk.posts.pause(desk.actor, posts.posts.selected())
    settle(qtbot, posts.room)
    press(posts, qtbot, Qt.Key.Key_P)
    assert "都不能往外发" in asked.warned[-1]


def test_p_makes_a_poster(posts: PostsPage, qtbot: QtBot, asked: Asked, tmp_path: Path) -> None:
    desk = posts.room.desk
    told = desk.handouts.poster(desk.actor, posts.posts.selected()).sentence
    asked.answers = [*([True] if told else []), "save", tmp_path / "海报.pdf"]
    press(posts, qtbot, Qt.Key.Key_P)
    text = pdfium.PdfDocument(tmp_path / "海报.pdf")[0].get_textpage().get_text_range()
    assert "招聘信息" in text
    assert seen(desk)[-1] == ("print", "发布 1 个岗位", 0)
