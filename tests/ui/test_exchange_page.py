"""上报 by keyboard: what goes, the password twice, the file, the register."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desk_app.ui.kit.page import Room
from desk_app.ui.pages.exchange import ExchangePage
from tests.kit.asked import Asked
from tests.ui.conftest import OpenPage, settle

PASSWORD = "花名册123456"


@pytest.fixture
def page(open_page: OpenPage, room: Room) -> ExchangePage:
    return cast("ExchangePage", open_page(ExchangePage, room))


def export(page: ExchangePage, qtbot: QtBot) -> None:
    QTest.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, page.room)


def test_the_page_says_what_would_go(page: ExchangePage) -> None:
    assert page.what.text() == "现在上报：40 人、12 个岗位、4 封推荐信"
    assert "还没有上报过" in page.since.text()


def test_the_roster_is_written_encrypted_and_registered(
    page: ExchangePage, qtbot: QtBot, asked: Asked, tmp_path: Path
) -> None:
    out = tmp_path / "花名册"
    asked.answers = [PASSWORD, PASSWORD, out]
    export(page, qtbot)
    file = out.with_name("花名册.xlsx")
    assert file.read_bytes()[:4] == bytes.fromhex("d0cf11e0")  # an encrypted package is an OLE file, not a zip
    assert f"{file}。可以拔出 U 盘" in page.done.text()
    assert page.table.count == 1
    assert page.since.text().startswith("上次上报：09:30（今天），40 人")


def test_two_different_passwords_write_nothing(page: ExchangePage, qtbot: QtBot, asked: Asked, tmp_path: Path) -> None:
    asked.answers = [PASSWORD, "另一个密码", tmp_path / "a.xlsx"]
    export(page, qtbot)
    assert asked.warned == ["两次输入的密码不一样，没有导出。请重新来。"]
    asked.answers = ["123", "123", tmp_path / "a.xlsx"]
    export(page, qtbot)
    assert "太短" in asked.warned[-1]
    assert list(tmp_path.glob("*.xlsx")) == []


def test_a_plain_file_needs_a_reason(page: ExchangePage, qtbot: QtBot, asked: Asked, tmp_path: Path) -> None:
    page.plain.try_run()
    settle(qtbot, page.room)
    assert page.table.count == 0
    asked.answers = ["区里的电脑打不开加密文件", tmp_path / "a.xlsx"]
    page.plain.try_run()
    settle(qtbot, page.room)
    assert (tmp_path / "a.xlsx").read_bytes()[:2] == b"PK"
    desk = page.room.desk
    (one,) = desk.exchange.outlook(desk.actor).past
    assert (one.encrypted, one.reason) == (False, "区里的电脑打不开加密文件")


def test_an_empty_office_has_nothing_to_send(open_page: OpenPage, bare_room: Room) -> None:
    page = cast("ExchangePage", open_page(ExchangePage, bare_room))
    assert "先到“导入”" in page.what.text()
    assert not page.button.isEnabled()
