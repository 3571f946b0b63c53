"""Every page: empty, with ten rows, with 60,000; and no word cut in any size."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.bootstrap import Desk, open_desk
from desk_app.domain.seekers import Seeker
from desk_app.ui.kit.memory import Memory
from desk_app.ui.kit.tables import Table
from desk_app.ui.look import dress, look
from desk_app.ui.pages import PAGES
from desk_app.ui.window import Window
from tests.kit.asked import Asked
from tests.kit.crowd import crowd
from tests.kit.measure import cut_texts
from tests.kit.office import PASSWORD, FixedClock, founded
from tests.ui.conftest import settle

NAMES = [page.name for page in PAGES]


@pytest.fixture(params=["normal", "large"])
def large(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[bool]:
    """Both text sizes."""
    wanted = request.param == "large"
    dress(qapp, look(large=wanted))
    yield wanted
    dress(qapp, look())


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)], ids=["1366", "1920"])
def test_no_word_is_cut(
    desk: Desk, tmp_path: Path, qtbot: QtBot, asked: Asked, large: bool, size: tuple[int, int]
) -> None:
    window = Window(desk, look(large=large), Memory(tmp_path / "window.ini", desk.actor.name), ask=asked)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    cut: list[str] = []
    for name in NAMES:
        window.go(name, "")
        settle(qtbot, window.room)
        assert (window.width(), window.height()) == size, f"{name} does not fit into {size}"
        cut += [f"{name}: {words}" for words in cut_texts(window)]
    window.close()
    assert asked.warned == []
    assert not cut, "\n".join(cut)


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_office_opens_every_page(
    bare_desk: Desk, tmp_path: Path, qtbot: QtBot, asked: Asked, name: str
) -> None:
    window = Window(bare_desk, look(), Memory(tmp_path / "window.ini", bare_desk.actor.name), ask=asked)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.go(name, "")
    settle(qtbot, window.room)
    assert cut_texts(window) == []
    window.close()
    assert asked.warned == []


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory, full: bool) -> Iterator[Desk]:
    """An office with 60,000 people, each with a proposal and a letter (6,000 where the full size was not asked)."""
    folders, _ = founded(tmp_path_factory.mktemp("crowded") / "office")
    with open_desk(folders, PASSWORD, FixedClock()) as opened:
        crowd(opened, 60_000 if full else 6_000, 2_000 if full else 200, planned=True)
        yield opened


@pytest.mark.parametrize("name", NAMES)
def test_a_crowd_opens_every_page(crowded: Desk, tmp_path: Path, qtbot: QtBot, asked: Asked, name: str) -> None:
    window = Window(crowded, look(), Memory(tmp_path / "window.ini", crowded.actor.name), ask=asked)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.go(name, "")
    settle(qtbot, window.room)
    shown = [table.model().rowCount() for table in window.findChildren(Table) if table.isVisible()]
    if name in ("seekers", "matching", "referrals"):
        assert max(shown) == crowded.database.read(lambda read: read.count(Seeker))
    window.close()
    assert asked.warned == []
