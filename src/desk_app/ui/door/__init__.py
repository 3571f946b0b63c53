"""The door of the office: first start, login, the way back from a backup, and the lock of a running session."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from desk_app.domain.actor import Clock
from desk_app.domain.progress import Progress
from desk_app.paths import Folders, WallClock
from desk_app.ui.door.lock import Lock
from desk_app.ui.door.login import Login, RenewPassword
from desk_app.ui.kit.asking import Asking
from desk_app.ui.kit.button import Button
from desk_app.ui.kit.tasks import Task, Tasks
from desk_app.ui.look import Look

if TYPE_CHECKING:  # the door stands before the code behind it is read in
    from desk_app.bootstrap import Desk

__all__ = ["Door", "Lock"]


class Door(QWidget):
    """The window before the window. It emits the open office once; whoever takes it closes the door."""

    opened = Signal(object)  # a Desk
    closed = Signal()

    def __init__(self, folders: Folders, look: Look, ask: Asking | None = None, clock: Clock | None = None) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle("一人一岗")
        self.setMinimumSize(720, 560)
        self.resize(960, 700)
        self.folders, self.look, self.clock = folders, look, clock or WallClock()
        self.ask = ask or Asking(look, self)
        self.tasks = Tasks(self.ask.warn, folders.logs, self)
        self.desk: Desk | None = None  # opened, and not yet handed over
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.pages = QStackedWidget(self)
        column.addWidget(self.pages, 1)
        self._lay_out_status(column)
        self.tasks.showing.connect(self._show_running)
        self.ask.told.connect(lambda sentence, _undo: self.said.setText(sentence))
        self.begin()

    def begin(self) -> None:
        """Login where there is an office, else the first start."""
        page: QWidget
        if self.folders.founded:
            page = Login(self.folders, self.look, self.tasks, self.clock, self.pages)
            page.opened.connect(self.hand_over)
            page.recovered.connect(self._renew)
        else:
            from desk_app.ui.door.first_start import FirstStart

            page = FirstStart(self.folders, self.look, self.tasks, self.ask, self.clock, self.pages)
            page.founded.connect(self._keep)
            page.done.connect(self._let_in)
        page.restore_wanted.connect(self.restore)
        page.practice_wanted.connect(self.practise)
        self._show(page)

    def hand_over(self, desk: Desk) -> None:
        """Give the open office away."""
        self.desk = None
        self.opened.emit(desk)

    def practise(self) -> None:
        """Open the practice office; the first time it is made, which takes a while."""
        self.tasks.run(
            lambda progress: _open_practice(self.folders, progress, self.clock),
            self.hand_over,
            owner=self,
            what="准备练习机构",
            key="door",
        )

    def restore(self) -> None:
        """从备份恢复: which file, whose password, the highest number on paper."""
        files = self.ask.open_files("选择备份文件", "备份文件 (*.rxb);;所有文件 (*)")
        if not files:
            return
        if self.folders.founded and not self.ask.confirm(
            "现在的数据会先原样留一份在备份文件夹里，然后换成备份里的数据。", "恢复"
        ):
            return
        password = self.ask.password(
            "从备份恢复", "这份备份当时的密码（要主管的），或当时的恢复码。两样都没有，备份打不开。", "继续"
        )
        if password is None:
            return
        highest = self.ask.line(
            "从备份恢复",
            "做备份以后，纸上最大的推荐信编号是多少？到存根里找；之后没有开过信就空着。",
            "恢复",
            needed=False,
        )
        if highest is None:
            return
        self.tasks.run(
            lambda _: _restore(self.folders, files[0], password, highest, self.clock),
            self._restored,
            owner=self,
            what="从备份恢复，请不要关机",
        )

    def _restored(self, voided: tuple[str, ...]) -> None:
        self.begin()
        numbers = f"，{len(voided)} 个编号登记为“作废（恢复）”" if voided else ""
        self.ask.tell(f"已恢复{numbers}。请用备份当时的密码登录。")

    def _keep(self, desk: Desk) -> None:
        self.desk = desk

    def _let_in(self) -> None:
        if self.desk:
            self.hand_over(self.desk)

    def _renew(self, desk: Desk) -> None:
        """Whoever came in by the recovery code sets a new password first."""
        self.desk = desk
        page = RenewPassword(desk, self.look, self.tasks, self.pages)
        page.done.connect(self._let_in)
        self._show(page)

    def _show(self, page: QWidget) -> None:
        while old := self.pages.widget(0):
            self.pages.removeWidget(old)
            old.deleteLater()
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        page.setFocus()

    def _lay_out_status(self, column: QVBoxLayout) -> None:
        status = QWidget(self)
        status.setObjectName("status")
        row = QHBoxLayout(status)
        row.setContentsMargins(self.look.px(16), self.look.px(4), self.look.px(16), self.look.px(4))
        row.setSpacing(self.look.px(12))
        self.line = QProgressBar(status)
        self.line.setRange(0, 0)
        self.line.setTextVisible(False)
        self.line.setFixedSize(self.look.px(96), 3)
        self.line.hide()
        row.addWidget(self.line)
        self.said = QLabel(status)
        self.said.setWordWrap(True)
        row.addWidget(self.said, 1)
        self.cancel = Button("取消", status)
        self.cancel.setProperty("role", "link")
        self.cancel.hide()
        self.cancel.clicked.connect(self._cancel)
        row.addWidget(self.cancel)
        status.setMinimumHeight(self.look.px(36))
        column.addWidget(status)
        self._running: Task | None = None

    def _show_running(self, lines: list[Task], told: Task | None) -> None:
        if self._running and not told:
            self.said.clear()
        self._running = told
        self.pages.setEnabled(not lines)  # one thing at a time at the door
        self.line.setVisible(bool(lines))
        self.cancel.setVisible(told is not None)
        if told:
            self.said.setText(told.sentence())

    def _cancel(self) -> None:
        if self._running:
            self._running.cancel()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what runs; an office that nobody took is closed again."""
        self.tasks.close()
        if self.desk:
            self.desk.close()
            self.desk = None
        event.accept()
        self.closed.emit()
        self.closed.emit()


def _open_practice(folders: Folders, progress: Progress, clock: Clock) -> Desk:
    from desk_app.practice_office import open_practice

    return open_practice(folders, progress, clock)


def _restore(folders: Folders, file: Path, password: str, highest: str, clock: Clock) -> tuple[str, ...]:
    from desk_app.services import upkeep

    return upkeep.restore(folders, file, password, highest, clock)
