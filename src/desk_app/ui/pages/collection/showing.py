"""What stands at the right of the page, read when a row is chosen."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from desk_app.bootstrap import Desk
from desk_app.domain.collection.figures import Row
from desk_app.domain.collection.lists import ProjectFile, TaskFile
from desk_app.services.who_waits import WhoWaits
from desk_app.ui.kit.page import Room
from desk_app.ui.pages.collection.detail import NamesSide, ProjectSide, TaskSide

NOTHING = "选中一项任务，这里显示打电话怎么说、联系过几次、登记了哪些岗位。"
NO_PROJECT = "选中一个项目，这里显示用工计划和单位。"
ENTERING = (
    "项目保存后马上下达征集任务：责任人按分工或手头任务最少的人，期限按开工日期。\n\n"
    "业主、施工单位没有登记过的，会按名称一并登记，信用代码和电话以后再补。"
)


def waiting(desk: Desk, file: ProjectFile) -> tuple[tuple[str, WhoWaits], ...]:
    """Who waits for the posts that the labour plan will bring, trade by trade; asked on a pool thread."""
    place = file.project.place
    told = [
        {"title": one.occupation, "headcount": str(one.headcount or ""), "pay_text": one.pay_text, "place": place}
        for one in file.needs
    ]
    return tuple((one["title"], desk.who_waits.waiting_for_typed(desk.actor, one)) for one in told)


class Details(QStackedWidget):
    """Nothing, a task, a project, or the names behind figures."""

    shown = Signal()  # a task has come

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = room
        self.nothing = QLabel(NOTHING, self)
        self.nothing.setProperty("role", "quiet")
        self.nothing.setWordWrap(True)
        self.nothing.setMargin(room.look.px(24))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.task, self.project, self.names = TaskSide(room, self), ProjectSide(room, self), NamesSide(room, self)
        for part in (self.nothing, self.task, self.project, self.names):
            self.addWidget(part)

    def show_words(self, words: str) -> None:
        """Show no record but these words."""
        self.nothing.setText(words)
        self.setCurrentWidget(self.nothing)

    def ask_task(self, uid: Any) -> None:
        """Read a task and show it; nothing without one."""
        desk = self._room.desk

        def show(file: TaskFile) -> None:
            self.task.show_file(file)
            self.setCurrentWidget(self.task)
            self.shown.emit()

        if not uid:
            self.show_words(NOTHING)
            return
        self._room.tasks.run(
            lambda _: desk.collection.task(desk.actor, str(uid)),
            show,
            failed=lambda _: self.show_words(NOTHING),
            owner=self,
            what="打开征集任务",
            key="detail",
        )

    def ask_project(self, uid: Any) -> None:
        """Read a project and show it; nothing without one."""
        desk = self._room.desk

        def show(file: ProjectFile) -> None:
            self.project.show_file(file)
            self.setCurrentWidget(self.project)
            self._room.tasks.run(
                lambda _: waiting(desk, file), self.project.show_waiting, owner=self, what="看谁在等", key="waiting"
            )

        if not uid:
            self.show_words(NO_PROJECT)
            return
        self._room.tasks.run(
            lambda _: desk.collection.projects.file(desk.actor, str(uid)),
            show,
            failed=lambda _: self.show_words(NO_PROJECT),
            owner=self,
            what="打开项目",
            key="detail",
        )

    def ask_names(self, title: str, scope: str, row: Row) -> None:
        """Read the names behind the figures of a line and show them."""
        desk = self._room.desk

        def show(names: Any) -> None:
            self.names.show_names(title, scope, names)
            self.setCurrentWidget(self.names)

        self._room.tasks.run(
            lambda _: desk.collection.behind(desk.actor, row), show, owner=self, what="读取名单", key="detail"
        )
