"""How long the window does not answer while a list is read, understood and written, on the real page."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from desk_app.bootstrap import Desk, open_desk
from desk_app.ui.kit.calm import CalmCollector
from desk_app.ui.kit.memory import Memory
from desk_app.ui.kit.page import Room
from desk_app.ui.look import dress, look
from desk_app.ui.pages.intake import IntakePage
from desk_app.ui.window import Window
from tests.bench.bench_import import write_list
from tests.kit.office import PASSWORD, founded

SIZES = ((5_000, 40), (100_000, 25))
_TICK = 20  # milliseconds


class Pulse:
    """A timer that notes how late it comes."""

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._beat)
        self.gaps: list[float] = []
        self._last = time.perf_counter()
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append(now - self._last)
        self._last = now

    def words(self) -> str:
        """The longest and the 99th of a hundred gaps; then begins anew."""
        gaps, self.gaps = sorted(self.gaps) or [0.0], []
        return f"longest gap {gaps[-1] * 1000:.0f} ms, p99 {gaps[int(len(gaps) * 0.99)] * 1000:.0f} ms"


def run(say: Callable[[str], None]) -> None:
    """Print the gaps of each step, and how long a question of the counter takes meanwhile."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    dress(app, look())
    for rows, columns in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "名单.xlsx"
            write_list(file, rows, columns)
            folders, _ = founded(Path(folder) / "home")
            with open_desk(folders, PASSWORD) as desk:
                _measure(desk, Path(folder), file, f"{rows}×{columns}", say)


def _measure(desk: Desk, folder: Path, file: Path, name: str, say: Callable[[str], None]) -> None:
    window = Window(desk, look(), Memory(folder / "window.ini", desk.actor.name))
    window.resize(1366, 768)
    window.show()
    CalmCollector(lambda: window.tasks.busy, window)
    window.go("intake", "")
    page, room = window.current, window.room
    assert isinstance(page, IntakePage)
    _until(lambda: not room.tasks.busy)
    pulse = Pulse()
    for what, start in (("read and understand", lambda: page.open_files([file])), ("write", page._write)):
        pulse.gaps.clear()
        begun = time.perf_counter()
        answers: list[float] = []
        start()
        _until(lambda: not room.tasks.busy, partial(_ask_counter, room, page, answers))
        slowest = max(answers, default=0.0)
        seconds = time.perf_counter() - begun
        say(f"{name} {what} {seconds:.1f} s: {pulse.words()}; the counter waits {slowest * 1000:.0f} ms at most")
    say(f"  {page.sheet.strip.text()}")
    window.close()


def _ask_counter(room: Room, page: IntakePage, answers: list[float]) -> None:
    """What opening the list of past imports asks, as the counter would ask for a person."""
    begun = time.perf_counter()
    desk = room.desk

    def work(_progress: object) -> int:
        return desk.intake.waiting_count(desk.actor)

    room.tasks.run(work, lambda _count: answers.append(time.perf_counter() - begun), owner=page)


def _until(done: Callable[[], bool], now_and_then: Callable[[], None] | None = None) -> None:
    loop, clock, asking = QEventLoop(), QTimer(), QTimer()
    calm = [0]

    def look_at() -> None:
        calm[0] = calm[0] + 1 if done() else 0
        if calm[0] > 5:
            loop.quit()

    clock.timeout.connect(look_at)
    clock.start(50)
    if now_and_then:
        asking.timeout.connect(now_and_then)
        asking.start(1000)
    loop.exec()
    clock.stop()
    asking.stop()
