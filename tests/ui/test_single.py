"""A second start raises the first window and ends."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from pytestqt.qtbot import QtBot

from desk_app.ui.single import Single

START = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desk_app.ui.single import Single
app = QCoreApplication([])
single = Single(Path(sys.argv[1]))
first = single.is_first()
print("first" if first else "told", flush=True)
if first:
    time.sleep(60)
"""


def start(home: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", START, str(home)], stdout=subprocess.PIPE, text=True)


def test_the_second_start_is_told_and_the_first_hears_of_it(qtbot: QtBot, tmp_path: Path) -> None:
    first = Single(tmp_path)
    assert first.is_first()
    with qtbot.waitSignal(first.wanted, timeout=20_000):
        second = start(tmp_path)
    assert second.communicate(timeout=20)[0].strip() == "told"
    first.end()


def test_another_office_is_another_start(qtbot: QtBot, tmp_path: Path) -> None:
    one, two = Single(tmp_path / "one"), Single(tmp_path / "two")
    assert one.is_first()
    assert two.is_first()
    one.end()
    two.end()


def test_a_first_start_that_does_not_answer_costs_less_than_two_seconds(qtbot: QtBot, tmp_path: Path) -> None:
    frozen = start(tmp_path)  # it listens, and never looks at what comes
    assert frozen.stdout
    assert frozen.stdout.readline().strip() == "first"
    begun = time.monotonic()
    assert not Single(tmp_path).is_first()
    assert time.monotonic() - begun < 2
    frozen.kill()
    frozen.communicate()


def test_what_a_crash_left_behind_is_no_obstacle(qtbot: QtBot, tmp_path: Path) -> None:
    killed = start(tmp_path)
    assert killed.stdout
    assert killed.stdout.readline().strip() == "first"
    killed.kill()
    killed.communicate()
    after = Single(tmp_path)
    assert after.is_first()
    after.end()
