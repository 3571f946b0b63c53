"""The door: first start, login, recovery code, restore, practice office."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.bootstrap import Desk, open_desk
from desk_app.paths import Folders
from desk_app.services import setup
from desk_app.ui.door import Door
from desk_app.ui.door.first_start import FirstStart
from desk_app.ui.door.login import Login, RenewPassword
from desk_app.ui.look import dress, look
from tests.kit.asked import Asked
from tests.kit.measure import cut_texts
from tests.kit.office import CHEAP, PASSWORD, FixedClock, founded

NEW = "green-kite-over-7"
OpenDoor = Callable[..., Door]


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desk_app.storage.vault.calibrated", lambda: CHEAP)


@pytest.fixture
def taken() -> Iterator[list[Desk]]:
    """What came through the door."""
    desks: list[Desk] = []
    yield desks
    for desk in desks:
        desk.close()


@pytest.fixture
def open_door(qtbot: QtBot, asked: Asked, taken: list[Desk]) -> Iterator[OpenDoor]:
    doors: list[Door] = []

    def make(home: Path, *, large: bool = False) -> Door:
        door = Door(Folders(home), look(large=large), asked, FixedClock())
        door.opened.connect(taken.append)
        doors.append(door)
        qtbot.addWidget(door)
        door.resize(1366, 768)
        door.show()
        qtbot.waitUntil(lambda: not door.tasks.busy, timeout=20_000)
        return door

    yield make
    for door in doors:
        door.close()


def page(door: Door) -> FirstStart | Login | RenewPassword:
    return door.pages.currentWidget()


def log_in(qtbot: QtBot, door: Door, typed: str) -> Login:
    login = page(door)
    assert isinstance(login, Login)
    login.line.setText(typed)
    qtbot.keyClick(login.line, Qt.Key.Key_Return)
    return login


def fill_first_step(qtbot: QtBot, first: FirstStart) -> None:
    qtbot.keyClicks(first.region, "410122")
    first.name.setText("柳河湾镇人社所")
    first.to_clerk.click()


def test_three_steps_found_an_office(
    qtbot: QtBot, open_door: OpenDoor, asked: Asked, taken: list[Desk], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    home = tmp_path / "office"
    door = open_door(home)
    first = page(door)
    assert isinstance(first, FirstStart)
    fill_first_step(qtbot, first)
    first.clerk.setText("王某")
    first.password.first.setText(NEW)
    first.password.second.setText(NEW)
    with qtbot.waitSignal(first.founded, timeout=20_000):
        qtbot.keyClick(first.password.second, Qt.Key.Key_Return)
    assert not first.to_villages.isEnabled()
    asked.answers = [tmp_path / "恢复单.pdf"]
    first.code.save.click()
    qtbot.waitUntil(lambda: (tmp_path / "恢复单.pdf").exists(), timeout=20_000)
    qtbot.waitUntil(lambda: not door.tasks.busy)
    last = first.code._last
    qtbot.keyClicks(first.code.line, "00000")
    assert not first.to_villages.isEnabled()
    first.code.line.clear()
    qtbot.keyClicks(first.code.line, last.lower())
    qtbot.keyClick(first.code.line, Qt.Key.Key_Return)
    first.paste.text.setPlainText("柳河村，柳河\n东风社区")
    qtbot.waitUntil(first.write.isEnabled, timeout=5_000)
    with qtbot.waitSignal(door.opened, timeout=20_000):
        first.write.click()
    desk = taken[0]
    assert (desk.actor.name, desk.office.facts(desk.actor).name) == ("王某", "柳河湾镇人社所")
    assert [one.name for one in desk.villages.all(desk.actor)] == ["柳河村", "东风社区"]
    told = caplog.text + "".join(file.read_text() for file in home.rglob("*.log"))
    assert NEW not in told
    assert last not in told


def test_what_is_wrong_in_the_first_step_stands_beside_its_field(
    qtbot: QtBot, open_door: OpenDoor, tmp_path: Path
) -> None:
    first = page(open_door(tmp_path / "office"))
    assert isinstance(first, FirstStart)
    first.to_clerk.click()
    assert first.name_line.wrong
    assert first.region_line.wrong
    assert first.rooms.currentIndex() == 0
    qtbot.keyClicks(first.region, "410122")
    assert "中牟县" in first.region_line.words.text()
    first.region.clear()
    qtbot.keyClicks(first.region, "410099")
    assert "练习" in first.region_line.words.text()


def test_villages_may_be_skipped(qtbot: QtBot, open_door: OpenDoor, taken: list[Desk], tmp_path: Path) -> None:
    door = open_door(tmp_path / "office")
    first = page(door)
    assert isinstance(first, FirstStart)
    fill_first_step(qtbot, first)
    first.clerk.setText("王某")
    first.make.click()
    assert "8 位" in first.password.first_line.words.text()
    first.password.first.setText(NEW)
    first.password.second.setText("green-kite")
    first.make.click()
    assert first.password.second_line.wrong
    first.password.second.setText(NEW)
    with qtbot.waitSignal(first.founded, timeout=20_000):
        first.make.click()
    with qtbot.waitSignal(door.opened):
        first.skip.click()
    assert taken[0].villages.all(taken[0].actor) == ()


def test_a_first_start_left_half_way_closes_the_file(qtbot: QtBot, open_door: OpenDoor, tmp_path: Path) -> None:
    home = tmp_path / "office"
    door = open_door(home)
    first = page(door)
    assert isinstance(first, FirstStart)
    fill_first_step(qtbot, first)
    first.clerk.setText("王某")
    first.password.first.setText(NEW)
    first.password.second.setText(NEW)
    with qtbot.waitSignal(first.founded, timeout=20_000):
        first.make.click()
    door.close()
    open_desk(Folders(home), NEW, FixedClock()).close()


def test_the_password_says_who_it_is(qtbot: QtBot, open_door: OpenDoor, taken: list[Desk], tmp_path: Path) -> None:
    founded(tmp_path)
    door = open_door(tmp_path)
    with qtbot.waitSignal(door.opened, timeout=20_000):
        log_in(qtbot, door, PASSWORD)
    assert taken[0].actor.name == "练习员"


def test_wrong_passwords_are_slowed_down_across_a_restart(
    qtbot: QtBot, open_door: OpenDoor, taken: list[Desk], tmp_path: Path
) -> None:
    founded(tmp_path)
    door = open_door(tmp_path)
    login = page(door)
    assert isinstance(login, Login)
    for _ in range(3):
        log_in(qtbot, door, "wrong-horse")
        qtbot.waitUntil(lambda: "密码不对" in login.trouble.text(), timeout=20_000)
        qtbot.waitUntil(lambda: not door.tasks.busy)
    assert not login.enter.isEnabled()
    assert "请等 2 秒" in login.enter.text()
    door.close()
    door = open_door(tmp_path)
    login = page(door)
    assert isinstance(login, Login)
    assert not login.enter.isEnabled()
    qtbot.waitUntil(login.enter.isEnabled, timeout=5_000)
    with qtbot.waitSignal(door.opened, timeout=20_000):
        log_in(qtbot, door, PASSWORD)
    assert setup.wait_s(Folders(tmp_path)) == 0


def test_the_recovery_code_lets_in_only_with_a_new_password(
    qtbot: QtBot, open_door: OpenDoor, taken: list[Desk], tmp_path: Path
) -> None:
    folders, code = founded(tmp_path)
    door = open_door(tmp_path)
    login = page(door)
    assert isinstance(login, Login)
    login.forgot.click()
    slipped = code[:-1] + ("2" if code[-1] != "2" else "3")
    log_in(qtbot, door, slipped)
    assert "第 8 组" in login.trouble.text()
    assert setup.wait_s(folders) == 0
    log_in(qtbot, door, code.lower().replace("-", " "))
    qtbot.waitUntil(lambda: isinstance(page(door), RenewPassword), timeout=20_000)
    assert not taken
    renew = page(door)
    assert isinstance(renew, RenewPassword)
    renew.keep.click()
    assert renew.new.first_line.wrong
    renew.new.first.setText(NEW)
    renew.new.second.setText(NEW)
    with qtbot.waitSignal(door.opened, timeout=20_000):
        renew.keep.click()
    taken.pop().close()
    open_desk(folders, NEW, FixedClock()).close()


def test_an_office_that_is_open_elsewhere_is_told(
    qtbot: QtBot, open_door: OpenDoor, taken: list[Desk], tmp_path: Path
) -> None:
    folders, _ = founded(tmp_path)
    door = open_door(tmp_path)
    with open_desk(folders, PASSWORD, FixedClock()):
        login = log_in(qtbot, door, PASSWORD)
        qtbot.waitUntil(lambda: "另一个窗口" in login.trouble.text(), timeout=20_000)
    assert not login.restore.isVisible()
    assert not taken


def test_a_damaged_file_leads_to_the_backup_and_back_in(
    qtbot: QtBot, open_door: OpenDoor, asked: Asked, taken: list[Desk], tmp_path: Path
) -> None:
    folders, _ = founded(tmp_path / "office")
    backup = tmp_path / "office.rxb"
    with open_desk(folders, PASSWORD, FixedClock()) as desk:
        desk.upkeep.backup(desk.actor, backup)
    folders.database.write_bytes(b"spoiled" * 9000)
    door = open_door(folders.home)
    login = log_in(qtbot, door, PASSWORD)
    qtbot.waitUntil(login.restore.isVisible, timeout=20_000)
    assert "备份" in login.trouble.text()
    asked.answers = [[backup], True, PASSWORD, ""]
    login.restore.click()
    qtbot.waitUntil(lambda: any("已恢复" in said for said in asked.said), timeout=30_000)
    assert any("最大的推荐信编号" in question for question in asked.questions)
    with qtbot.waitSignal(door.opened, timeout=20_000):
        log_in(qtbot, door, PASSWORD)


def test_a_restore_called_off_changes_nothing(qtbot: QtBot, open_door: OpenDoor, asked: Asked, tmp_path: Path) -> None:
    door = open_door(tmp_path / "office")
    asked.answers = [[tmp_path / "x.rxb"], None]
    door.restore()
    assert not door.tasks.busy
    asked.answers = [[tmp_path / "x.rxb"], PASSWORD, ""]
    door.restore()
    qtbot.waitUntil(lambda: bool(asked.warned), timeout=20_000)
    assert not Folders(tmp_path / "office").founded


def test_the_practice_office_lies_apart(
    qtbot: QtBot, open_door: OpenDoor, taken: list[Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = "desk_app.practice_office._make_practice"
    monkeypatch.setattr(made, lambda folders, progress, clock: founded(folders.home))
    door = open_door(tmp_path / "office")
    first = page(door)
    assert isinstance(first, FirstStart)
    with qtbot.waitSignal(door.opened, timeout=20_000):
        first.practice.click()
    assert taken[0].folders.home == tmp_path / "office" / "practice"
    assert not Folders(tmp_path / "office").founded


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
def test_no_word_at_the_door_is_cut(
    qtbot: QtBot, qapp: QApplication, open_door: OpenDoor, tmp_path: Path, large: bool
) -> None:
    dress(qapp, look(large=large))
    try:
        door = open_door(tmp_path / "new", large=large)
        first = page(door)
        assert isinstance(first, FirstStart)
        first.to_clerk.click()
        qtbot.waitUntil(lambda: cut_texts(door) == [])
        fill_first_step(qtbot, first)
        qtbot.waitUntil(lambda: cut_texts(door) == [])
        founded(tmp_path / "old")
        door = open_door(tmp_path / "old", large=large)
        login = page(door)
        assert isinstance(login, Login)
        login.forgot.click()
        qtbot.waitUntil(lambda: cut_texts(door) == [])
    finally:
        dress(qapp, look())
