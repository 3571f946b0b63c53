"""60,000 people with ten years of service log: lists, one file, a new line; beside it the same without a log."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.bench_find import PersonTable
from tests.kit.crowd import crowd, long_log
from tests.kit.office import PASSWORD, FixedClock, founded

PERSONS, YEARS = 60_000, 10


def run(say: Callable[[str], None]) -> None:
    """Print the milliseconds of each, and how many times as long as without the log."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from desk_app.bootstrap import open_desk
    from desk_app.ui.look import dress, look

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    dress(app, look())
    with tempfile.TemporaryDirectory() as folder:
        folders, _ = founded(Path(folder))
        with open_desk(folders, PASSWORD, FixedClock()) as desk:
            crowd(desk, PERSONS)
        without = _measured(folders, Path(folder))
        with open_desk(folders, PASSWORD, FixedClock()) as desk:
            begun = time.perf_counter()
            lines = long_log(desk, YEARS)
            say(f"{lines} lines of log for {PERSONS} persons, made in {time.perf_counter() - begun:.0f} s")
        for what, took in _measured(folders, Path(folder)).items():
            say(f"  {what}: {took:.0f} ms, without a log {without[what]:.0f} ms ({took / without[what]:.1f}×)")


def _measured(folders: object, folder: Path) -> dict[str, float]:
    from desk_app.bootstrap import open_desk
    from desk_app.domain.finding import Query
    from desk_app.domain.service_log import Said
    from desk_app.ui.kit.timeline import Timeline
    from desk_app.ui.look import look

    found: dict[str, float] = {}
    with open_desk(folders, PASSWORD, FixedClock()) as desk:
        table = PersonTable(desk, folder)
        found["list open"] = table.look_up("")
        found["keystroke"] = statistics.median(table.look_up(text) for text in ("z", "zs", "张", "1540"))
        found["sort by last contact"] = table.look_up("", "last_contact")
        found["scroll"] = statistics.median(table.scroll(part / 7) for part in range(7))
        (uid, *_) = desk.finding.seekers(desk.actor, Query("张三 1234"))
        timeline = Timeline(look())
        timeline.resize(360, 500)
        timeline.show()

        def file() -> None:
            events = desk.seekers.file(desk.actor, uid).events
            timeline.show_events((event.at, event.title, event.text, event.tone) for event in events)
            timeline.repaint()

        found["file of the person with the longest log"] = statistics.median(_timed(file) for _ in range(5))
        found["today's work"] = statistics.median(_timed(lambda: desk.agenda.today(desk.actor)) for _ in range(5))
        said = Said(result="reached", note="下周一面试")
        found["one new line"] = statistics.median(
            _timed(lambda: desk.seekers.log(desk.actor, (uid,), said)) for _ in range(5)
        )
        timeline.close()
        table.close()
    return found


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000
