"""What is in front of the clerk: the door, then the window of an open office, and the lock over it."""

from __future__ import annotations

import logging
import sys
import threading
from functools import partial
from importlib import import_module
from types import TracebackType
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QApplication, QWidget

from desk_app import logs
from desk_app.domain.progress import Progress
from desk_app.paths import Folders
from desk_app.ui.door import Door, Lock
from desk_app.ui.kit.asking import Asking
from desk_app.ui.kit.calm import CalmCollector
from desk_app.ui.kit.memory import Memory
from desk_app.ui.kit.session import Session
from desk_app.ui.look import dress, look
from desk_app.ui.single import bring_forward

if TYPE_CHECKING:  # read in while the clerk types the password
    from desk_app.bootstrap import Desk
    from desk_app.ui.window import Window

_log = logging.getLogger(__name__)


class Program(QObject):
    """What is in front of the clerk: the door, or the window of an open office."""

    def __init__(self, app: QApplication, folders: Folders) -> None:
        super().__init__(app)
        self._app, self._folders = app, folders
        self.front: QWidget | None = None
        self._desk: Desk | None = None
        self._memory: Memory | None = None
        self._session: Session | None = None
        sys.excepthook = self._bug
        threading.excepthook = lambda trouble: self._report(trouble.exc_value)

    def start(self) -> None:
        """Begin at the door."""
        if self._folders.home.is_dir():
            logs.start(self._folders.logs)
        dress(self._app, look(large=self._large))
        door = Door(self._folders, look(large=self._large))
        door.opened.connect(self._open)
        self._put_in_front(door)
        door.closed.connect(partial(self._closed, door))
        door.tasks.run(_read_in, _nothing, owner=door, what="")

    def come_forward(self) -> None:
        """A second start was made: show what is there."""
        if self.front:
            bring_forward(self.front)

    @property
    def _large(self) -> bool:
        """Whether this PC shows large text; it holds before anybody has logged in."""
        return bool(self._settings().value("large", False, bool))

    def _settings(self) -> QSettings:
        return QSettings(str(self._folders.home / "window.ini"), QSettings.Format.IniFormat)

    def _open(self, desk: Desk) -> None:
        logs.start(desk.folders.logs)
        self._desk = desk
        self._memory = Memory(desk.folders.home / "window.ini", desk.actor.name)
        self._session = Session(self._memory, self)
        self._show_window("home")

    def _show_window(self, page: str) -> None:
        desk, memory, session = self._desk, self._memory, self._session
        assert desk is not None
        assert memory is not None
        assert session is not None
        from desk_app.ui.window import Window

        window = Window(desk, look(large=self._large), memory, session)
        lock = Lock(window, session, window.look, window.tasks, partial(desk.office.is_password, desk.actor))
        lock.left.connect(self._leave)
        window.large_wanted.connect(self._restyle)
        self._put_in_front(window)
        window.fill_screen()
        window.closed.connect(partial(self._closed, window))
        window.go(page, "")
        CalmCollector(lambda: window.tasks.busy, window)

    def _restyle(self, large: bool) -> None:
        """Another text size is another window; the office, the session and the page stay."""
        window = cast("Window", self.front)
        page = window.current.name if window.current else "home"
        self.front = None
        if not window.close():
            self.front = window
            return
        window.deleteLater()
        self._settings().setValue("large", large)
        dress(self._app, look(large=large))
        self._show_window(page)

    def _leave(self) -> None:
        """Somebody else wants to log in."""
        window, self.front = self.front, None
        if window is None or not window.close():
            self.front = window
            return
        window.deleteLater()
        self._end_office()
        self.start()

    def _closed(self, widget: QWidget) -> None:
        """What was in front has been closed by the clerk: the program ends."""
        if self.front is widget:
            self._end_office()
            self._app.quit()

    def _end_office(self) -> None:
        if self._session:
            self._session.end()
        if self._desk:
            self._desk.close()
        self._desk = self._session = None

    def _put_in_front(self, widget: QWidget) -> None:
        before, self.front = self.front, widget
        widget.show()
        if before:
            before.close()
            before.deleteLater()

    # The last chance: a bug becomes a report and a sentence

    def _bug(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self._report(error)
        Asking(look(large=self._large), self.front).warn(
            "程序遇到意外，刚才的操作可能没有完成；已保存的数据没有受影响。报告已存入 log 文件夹（不含个人信息）。"
        )

    def _report(self, error: BaseException | None) -> None:
        if error is not None and self._folders.home.is_dir():
            _log.error("bug\n%s", logs.trace(error))
            logs.crash_report(error, self._folders.logs)


def _read_in(_: Progress) -> None:
    """Read in the code of the window and its first page."""
    import_module("desk_app.ui.window")
    import_module("desk_app.ui.pages").PAGES[0].load()


def _nothing(_: None) -> None:
    """There is nothing to show."""
