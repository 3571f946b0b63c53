"""The main job through the real window by keyboard alone: lists, posts, plan, yes, letter, receipt, report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.bootstrap import Desk, open_desk
from desk_app.domain.followups import FollowUp
from desk_app.domain.proposals import Answer, Proposal
from desk_app.domain.referrals import Letter
from desk_app.domain.seekers import Seeker
from desk_app.services import practice
from desk_app.ui.kit.memory import Memory
from desk_app.ui.look import dress, look
from desk_app.ui.window import Window
from tests.kit.asked import Asked
from tests.kit.hands import CONTROL, Hands
from tests.kit.office import PASSWORD, FixedClock, founded
from tests.ui.conftest import settle


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """The messy lists of an invented township."""
    folder = tmp_path / "lists"
    practice.write("S", 11, folder, date(2026, 11, 24))
    return folder


@pytest.fixture
def empty_desk(tmp_path: Path) -> Iterator[Desk]:
    clock = FixedClock()
    folders, _ = founded(tmp_path / "office", clock)
    with open_desk(folders, PASSWORD, clock) as desk:
        yield desk


def test_the_main_job_by_keyboard_alone(
    empty_desk: Desk, lists: Path, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    desk, actor = empty_desk, empty_desk.actor
    dress(qapp, look())
    asked = Asked()
    window = Window(desk, look(), Memory(tmp_path / "window.ini", actor.name), ask=asked)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    window.go("home", "")
    hands = Hands(window, qtbot)
    settle(qtbot, window.room)

    # The lists go in: choose, look, write, next.
    files = sorted(file for file in lists.iterdir() if file.suffix in (".xlsx", ".xls", ".csv"))
    hands.page("intake")
    asked.answers = [files]
    hands.press(Qt.Key.Key_O, CONTROL)
    for _ in files:
        hands.press(Qt.Key.Key_Return, CONTROL)  # write
        hands.press(Qt.Key.Key_Return)  # the next file
    seekers = desk.database.read(lambda read: read.count(Seeker))
    assert seekers > 400, asked.warned

    # All posts are verified at once, after their number was said.
    hands.page("posts")
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_A, CONTROL)
    asked.answers = ["phone"]
    hands.press(Qt.Key.Key_C)
    assert desk.database.read(lambda read: read.all(Proposal)) == ()

    # A plan; all of it is put on the list of those to be asked.
    hands.page("matching")
    hands.press(Qt.Key.Key_M, CONTROL)
    hands.press(Qt.Key.Key_F, CONTROL)
    hands.press(Qt.Key.Key_Down)
    asked.answers = [True]
    hands.press(Qt.Key.Key_A)
    proposed = desk.database.read(lambda read: read.all(Proposal, state="proposed"))
    assert len(proposed) > 300, asked.warned

    # The first person on today's list says yes, with the consent to give the phone.
    hands.page("home")
    asked.answers = ["yes"]
    hands.press(Qt.Key.Key_Y)
    (answer,) = desk.database.read(lambda read: read.all(Answer))
    assert answer.answer == "willing"
    assert answer.phone_consent is True

    # The letter, saved for the printer.
    hands.page("referrals")
    asked.answers = [True, None]
    hands.press(Qt.Key.Key_N, CONTROL)
    (letter,) = desk.database.read(lambda read: read.all(Letter))
    assert letter.seeker_uid == answer.seeker_uid

    # The receipt comes back: hired.
    hands.press(Qt.Key.Key_R)
    hands.press(Qt.Key.Key_1)
    hands.press(Qt.Key.Key_Return)
    (letter,) = desk.database.read(lambda read: read.all(Letter))
    assert letter.state == "hired", asked.warned
    assert desk.database.read(lambda read: read.count(FollowUp)) == 3

    # The roster goes out, encrypted.
    hands.page("exchange")
    out = tmp_path / "花名册.xlsx"
    asked.answers = ["file-password-1", "file-password-1", out]
    hands.press(Qt.Key.Key_Return)
    assert out.exists(), (asked.warned, asked.questions)
    window.close()
