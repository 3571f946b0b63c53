"""How long the window does not answer while a plan of size L is made: ticks of 20 ms, the longest gap between two."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from desk_app import resources
from desk_app.bootstrap import Desk, open_desk
from desk_app.domain.practice.town import township
from desk_app.domain.progress import Progress
from tests.kit.office import PASSWORD, founded
from tests.kit.workday import take_in

SIZES = ("M", "L")
TICK = 20  # milliseconds


def run(say: Callable[[str], None]) -> None:
    """Print the longest gap for each size: the first plan, and a second one that takes the place of the first."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            folders, _ = founded(Path(folder) / "home")
            with open_desk(folders, PASSWORD) as desk:
                town = township(size, 5, desk.actor.today(), resources.practice_words())
                take_in(desk, town, slice(None), slice(None))
                desk.posts.confirm(desk.actor, "练习员", "phone")
                for what in ("first plan", "next plan"):
                    gap, seconds = longest_gap(desk, lambda progress: desk.matching.match(desk.actor, 1, progress))
                    say(f"{size}, {what}: {seconds:.1f} s, longest time without an answer {gap:.0f} ms")


def longest_gap(desk: Desk, work: Callable[[Progress], object]) -> tuple[float, float]:
    """Milliseconds between two ticks of the GUI thread beyond the 20, at most, while the work runs; and its seconds."""
    import shiboken6
    from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from desk_app.ui.kit.calm import CalmCollector
    from desk_app.ui.kit.tasks import Tasks

    _ = QApplication.instance() or QApplication([])
    tasks, owner, loop = Tasks(print, desk.folders.logs), QObject(), QEventLoop()
    CalmCollector(lambda: tasks.busy, tasks)
    longest, last = 0.0, time.perf_counter()

    def tick() -> None:
        nonlocal longest, last
        now = time.perf_counter()
        longest, last = max(longest, (now - last) * 1000 - TICK), now

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    timer.start(TICK)
    begun = time.perf_counter()
    tasks.run(work, lambda _: loop.quit(), owner=owner, what="匹配")
    loop.exec()
    seconds = time.perf_counter() - begun
    timer.stop()
    tasks.close()
    shiboken6.delete(tasks)
    return longest, seconds


if __name__ == "__main__":
    run(print)
