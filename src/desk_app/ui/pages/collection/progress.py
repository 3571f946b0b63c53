"""进度: the table of figures by person, place or month."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desk_app.domain.collection.figures import By, Row, total
from desk_app.ui.kit.actions import Action
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.tables import ListSource, Table
from desk_app.ui.pages.collection.layout import BY_WORDS, PROGRESS_COLUMNS
from desk_app.ui.pages.collection.lists import ALL, progress_rows

_ORDER: tuple[By, ...] = ("owner", "area", "month")


class ProgressTable(QWidget):
    """Tasks and posts counted; the line that is chosen shows its names at the right."""

    row_shown = Signal(str, object)  # a title, and the line

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = room
        self.by: By = "owner"
        self.month = room.desk.actor.today().isoformat()[:7]
        self._rows: dict[str, Row] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(room.look.px(4))
        self.words = QLabel(self)
        self.words.setProperty("role", "strip")
        self.words.setWordWrap(True)
        column.addWidget(self.words)
        self.table = Table(
            room, PROGRESS_COLUMNS, ListSource([]), "collection/progress", self, empty="还没有征集任务。"
        )
        column.addWidget(self.table, 1)
        self.table.chosen.connect(self._chosen)
        self.ways = (
            Action(id="count-by", title="换一种分法", run=self.other_by, shortcut="B", icon="shuffle", on=self.table),
            Action(id="count-month", title="换月份", run=self.ask_month, shortcut="M", icon="calendar", on=self.table),
        )

    @property
    def scope(self) -> str:
        """What is counted, in words."""
        return f"{self.month} 月份" if self.month and self.by != "month" else "全部月份"

    def look_up(self) -> None:
        """Count anew."""
        desk, by, month = self._room.desk, self.by, "" if self.by == "month" else self.month
        self._room.tasks.run(
            lambda _: desk.collection.progress(desk.actor, by, month), self._show, owner=self, what="统计", key="count"
        )

    def _show(self, rows: tuple[Row, ...]) -> None:
        self._rows = {ALL: total(rows), **{row.label: row for row in rows}}
        self.words.setText(f"按{BY_WORDS[self.by]} · {self.scope}。选中一行，右边是每个数字背后的名单。")
        self.table.source = ListSource(progress_rows(rows))
        self.table.look_up()
        if self.isVisible():
            self.show_current()

    def show_current(self) -> None:
        """Show the names of the current line."""
        self._chosen(self.table.current() or ALL)

    def _chosen(self, key: Any) -> None:
        row = self._rows.get(str(key))
        if row is not None:
            self.row_shown.emit(row.label, row)

    def other_by(self) -> None:
        """B: by person, by place, by month."""
        self.by = _ORDER[(_ORDER.index(self.by) + 1) % len(_ORDER)]
        self.look_up()

    def ask_month(self) -> None:
        """M: another month, or all."""
        today = self._room.desk.actor.today()
        months = [_back(today.year, today.month, count) for count in range(12)]
        options = [("all", "全部月份"), *((month, month) for month in months)]
        chosen = self._room.ask.choose("统计哪个月", "按月份分时总是全部月份。", options)
        if chosen:
            self.month = "" if chosen == "all" else chosen
            self.look_up()


def _back(year: int, month: int, count: int) -> str:
    """The month some months ago."""
    number = year * 12 + month - 1 - count
    return f"{number // 12}-{number % 12 + 1:02}"
