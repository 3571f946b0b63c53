"""The page beside the list."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desk_app.services.papers import page_sizes
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.paper import Paper
from tests.documents.sample import content, printed
from tests.ui.conftest import settle


@pytest.fixture
def paper(room: Room, qtbot: QtBot) -> Paper:
    """Two letters on a sheet of the usual width."""
    made = Paper(room)
    qtbot.addWidget(made)
    made.resize(420, 560)
    made.show()
    pdf = printed(content(), content(sequence=2, short_no="2026-2", seeker_name="李大山"))
    made.show_pdf(pdf, page_sizes(pdf))
    settle(qtbot, room)
    return made


def sharp(paper: Paper) -> bool:
    """Whether the picture has the pixels of the sheet on the screen."""
    dense = paper.devicePixelRatioF()
    image, sheet = paper.image, paper.widget()
    return (
        image is not None
        and abs(image.width() - sheet.width() * dense) <= 1
        and abs(image.height() - sheet.height() * dense) <= 1
    )


def test_the_whole_page_fits_and_is_sharp(paper: Paper) -> None:
    assert sharp(paper)
    assert paper.widget().height() <= paper.viewport().height()
    assert paper.widget().width() <= paper.viewport().width()
    shown = paper.grab().toImage()
    assert min(shown.pixelColor(x, y).lightness() for x in range(60, 360, 3) for y in range(40, 500, 3)) < 80


def test_it_stays_sharp_when_the_room_or_the_zoom_changes(paper: Paper, room: Room, qtbot: QtBot) -> None:
    paper.resize(700, 900)
    settle(qtbot, room)
    assert sharp(paper)
    before = paper.widget().width()
    qtbot.keyClick(paper, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, room)
    assert paper.widget().width() > before * 1.2
    assert sharp(paper)
    qtbot.keyClick(paper, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, room)
    assert abs(paper.widget().width() - paper.viewport().width()) <= 3
    assert sharp(paper)


def test_page_up_and_down_turn(paper: Paper, room: Room, qtbot: QtBot) -> None:
    first = paper.image
    qtbot.keyClick(paper, Qt.Key.Key_PageDown)
    settle(qtbot, room)
    assert (paper.page, paper.image == first) == (1, False)
    qtbot.keyClick(paper, Qt.Key.Key_PageDown)
    assert paper.page == 1
    qtbot.keyClick(paper, Qt.Key.Key_PageUp)
    settle(qtbot, room)
    assert (paper.page, paper.image == first) == (0, True)


def test_cleared_it_shows_nothing_that_was_still_being_drawn(paper: Paper, room: Room, qtbot: QtBot) -> None:
    paper.turn_to(1)
    paper.clear()
    settle(qtbot, room)
    assert paper.image is None
    assert not paper.widget().isVisible()
