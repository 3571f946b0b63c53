"""Work off the GUI thread: the result comes back to it, progress shows by itself, a cancel is one click."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from desk_app.domain.errors import Cancelled, DeskError
from desk_app.domain.progress import Progress
from desk_app.logs import crash_report

T = TypeVar("T")
_LINE_AFTER, _WORDS_AFTER = 0.2, 1.0  # seconds until a task shows a line, and until it says what it does
_TICK = 100  # milliseconds between two looks at what is running
_THREADS = 4  # they wait for the database and for child processes most of the time
_log = logging.getLogger(__name__)


class Task:
    """One piece of work that was started. Only the GUI thread touches it, except for `said`."""

    def __init__(self, what: str, owner: QObject, key: str) -> None:
        self.what, self.owner, self.key = what, owner, key  # "" what: nothing to tell the clerk about
        self.begun = time.monotonic()
        self.said: tuple[str, int, int] = ("", 0, 0)
        self.progress = Progress(self._say)
        self.superseded = False

    def _say(self, what: str, done: int, of: int) -> None:
        if what:
            self.said = (what, done, of)

    def cancel(self) -> None:
        """Ask it to stop at its next step."""
        self.progress.cancel()

    def sentence(self) -> str:
        """What it is doing, with a count where there is one."""
        what, done, of = self.said
        count = f" {done}/{of}" if of else (f" {done}" if done else "")
        return f"{self.what}：{what}{count}" if what and what != self.what else f"{self.what}…{count}"


class Tasks(QObject):
    """Runs work on a few threads and hands results over on the GUI thread."""

    ran = Signal(object, object, object)  # task, then or failed, value
    showing = Signal(object, object)  # the tasks that deserve a line, the one that deserves words (or None)

    def __init__(self, warn: Callable[[DeskError | str], None], reports: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._warn, self._reports = warn, reports
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="task")
        self._running: list[Task] = []
        self._newest: dict[tuple[int, str], Task] = {}
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK)
        self._clock.timeout.connect(self._look)
        self._idle = threading.Event()
        self._idle.set()
        self.ran.connect(self._finish)

    def run(
        self,
        work: Callable[[Progress], T],
        then: Callable[[T], object],
        *,
        owner: QObject,
        failed: Callable[[DeskError], object] | None = None,
        what: str = "处理",
        key: str = "",
    ) -> Task:
        """Do `work` on a thread, then `then(result)` here, unless the owner is gone or a newer task has its key.

        `what` stands in the status line when it takes long; "" says nothing.

        A DeskError goes to `failed`, or is told; a cancel is told to nobody; a bug is logged, reported and told.
        """
        task = Task(what, owner, key)
        if key:
            older = self._newest.get((id(owner), key))
            if older:
                older.superseded = True
                older.cancel()
            self._newest[id(owner), key] = task
        self._running.append(task)
        self._idle.clear()
        if not self._clock.isActive():
            self._clock.start()
        self._pool.submit(self._work, task, work, then, failed or self._warn)
        return task

    def _work(
        self, task: Task, work: Callable[[Progress], Any], then: Callable[[Any], object], failed: Callable[..., object]
    ) -> None:
        end: tuple[Callable[[Any], object] | None, Any] = (None, None)
        try:
            end = (then, work(task.progress))
        except DeskError as error:
            end = (failed, error)
        except Cancelled:
            pass
        except Exception as error:  # noqa: BLE001  # a bug must not end the program
            _log.exception("task failed")
            report = crash_report(error, self._reports)
            end = (
                self._warn,
                f"程序遇到意外，刚才的操作没有完成，数据没有改动。报告已存为 {report.name}（不含个人信息）。",
            )
        if isValid(self):
            self.ran.emit(task, *end)

    def _finish(self, task: Task, then: Callable[[Any], object] | None, value: Any) -> None:
        self._running.remove(task)
        if task.key and self._newest.get((id(task.owner), task.key)) is task:
            del self._newest[id(task.owner), task.key]
        self._look()
        if not self._running:
            self._clock.stop()
            self._idle.set()
        if then is not None and not task.superseded and isValid(task.owner):
            then(value)

    def _look(self) -> None:
        now = time.monotonic()
        lines = [one for one in self._running if one.what and now - one.begun > _LINE_AFTER and not one.superseded]
        words = [task for task in lines if now - task.begun > _WORDS_AFTER]
        self.showing.emit(lines, words[0] if words else None)

    @property
    def busy(self) -> bool:
        """Whether anything is running."""
        return bool(self._running)

    def close(self) -> None:
        """Ask everything to stop and wait for it."""
        self._clock.stop()
        for task in self._running:
            task.superseded = True
            task.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
