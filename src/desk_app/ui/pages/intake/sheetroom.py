"""认表 and 看结果: the sender's sheet in the middle, what wants a look below, the row or the columns beside it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desk_app.domain.intake.outcome import Outcome, Status, counts_sentence
from desk_app.domain.intake.replies import NOTHING, Reply
from desk_app.domain.intake.rows import TakenTable
from desk_app.services.intake.look import Look as FileLook
from desk_app.ui.kit.page import Room
from desk_app.ui.pages.intake.answers import AnswerPanel
from desk_app.ui.pages.intake.columns import ColumnsPanel
from desk_app.ui.pages.intake.problems import ProblemList
from desk_app.ui.pages.intake.sender import SenderView

At = tuple[str, int]


class SheetRoom(QWidget):
    """One look at one file, with what the clerk has replied so far."""

    renamed = Signal(int, str, object)  # number of the table, kind of list, {column: target}
    headed = Signal(str, int, str)  # sheet, row, kind of list
    row_wanted = Signal(object)  # (sheet, row): show it
    replied = Signal(object, object)  # (sheet, row), Reply

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        look = room.look
        self.look: FileLook | None = None
        self.replies: dict[At, Reply] = {}
        self.outcomes: dict[At, Outcome] = {}
        self.at: At | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        self.strip = QLabel(self)
        self.strip.setProperty("role", "strip")
        self.strip.setWordWrap(True)
        column.addWidget(self.strip)
        self.tabs = QTabBar(self)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName("工作表")
        self.tabs.currentChanged.connect(self._show_sheet)
        self.view = SenderView(look, self)
        self.view.row_chosen.connect(self._stand_on)
        self.view.column_asked.connect(self._ask_column)
        self.problems = ProblemList(look, self)
        self.problems.jumped.connect(self._jump)
        self.panel = AnswerPanel(look, room.desk.codes, parent=self)
        self.panel.replied.connect(self._reply)
        self.problems.entered.connect(self.panel.focus_first)
        self.columns = ColumnsPanel(look, self)
        self.columns.wanted.connect(self._rename)
        self.columns.headed.connect(self._head)
        self.side = QStackedWidget(self)
        self.side.addWidget(self.panel)
        self.side.addWidget(self.columns)
        upper = QWidget(self)
        sheet = QVBoxLayout(upper)
        sheet.setContentsMargins(0, 0, 0, 0)
        sheet.setSpacing(0)
        sheet.addWidget(self.tabs)
        sheet.addWidget(self.view, 1)
        left = QSplitter(Qt.Orientation.Vertical, self)
        left.addWidget(upper)
        left.addWidget(self.problems)
        left.setChildrenCollapsible(False)
        left.setHandleWidth(look.px(8))
        left.setStretchFactor(0, 2)
        left.setStretchFactor(1, 1)
        left.setSizes([600, 300])
        whole = QSplitter(Qt.Orientation.Horizontal, self)
        whole.addWidget(left)
        whole.addWidget(self.side)
        whole.setChildrenCollapsible(False)
        whole.setHandleWidth(look.px(12))
        whole.setStretchFactor(0, 1)
        whole.setStretchFactor(1, 0)
        self.side.setMinimumWidth(look.px(320))
        whole.setSizes([10_000, look.px(360)])
        row = QHBoxLayout()
        row.addWidget(whole)
        column.addLayout(row, 1)

    def show_look(self, look: FileLook, *, keep: bool = False) -> None:
        """Show a look; `keep`: the replies of the one before still count."""
        self.look = look
        if not keep:
            self.replies, self.outcomes = {}, {}
        self.at = None
        self.panel.say("选下面的一行，或点表里的一行，这里显示它的情况和答复的办法。")
        blocked = self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for sheet in look.opened.book.sheets:
            self.tabs.addTab(f"{sheet.name}{'（隐藏）' if sheet.hidden else ''}")
        tables = look.opened.understood.tables
        first = next((one.sheet for one in tables if one.noun), tables[0].sheet if tables else "")
        names = [sheet.name for sheet in look.opened.book.sheets]
        self.tabs.setCurrentIndex(names.index(first) if first in names else 0)
        self.tabs.setVisible(len(names) > 1)
        self.tabs.blockSignals(blocked)
        self._show_sheet(self.tabs.currentIndex())
        self.problems.show_look(look)
        self.say_counts()

    def status(self, at: At) -> Status | None:
        """What becomes of a row, with what was replied to it."""
        made = self.outcomes.get(at)
        return made.status if made else self.look.statuses.get(at) if self.look else None

    @property
    def counts(self) -> Mapping[Status, int]:
        """How many rows there are of each status, replies counted."""
        if self.look is None:
            return {}
        counts = dict(self.look.counts)
        for at, made in self.outcomes.items():
            counts[self.look.statuses[at]] -= 1
            counts[made.status] = counts.get(made.status, 0) + 1
        return counts

    def say_counts(self) -> None:
        """The counts in one sentence."""
        if self.look and not any(table.noun for table in self.look.opened.understood.tables):
            self.strip.setText("这个文件里没有认出名单，请在右边说明哪一行是表头、是什么名单。")
        elif self.look:
            before = "这个文件以前导入过，只有新的行和答复会写入。" if self.look.opened.replies is not None else ""
            self.strip.setText(f"{counts_sentence(self.look.found.read, self.counts)}。{before}")

    def show_columns(self, shown: bool) -> None:
        """Show the columns of the table instead of the row, or the row again."""
        table = self._table()
        if shown and table is not None and self.look is not None:
            self.columns.show_table(table[1], self.look.targets)
        elif shown:
            self.columns.show_unknown()
        self.side.setCurrentWidget(self.columns if shown else self.panel)

    def show_row(self, at: At, made: Outcome) -> None:
        """Show a row that was asked for."""
        if at == self.at:
            self.panel.show_row(made, self.replies.get(at, NOTHING))

    def take_outcome(self, at: At, reply: Reply, made: Outcome | None) -> None:
        """A reply was looked at: this would become of the row. None: the reply was taken back."""
        if made is None:
            self.replies.pop(at, None)
            self.outcomes.pop(at, None)
        else:
            self.replies[at], self.outcomes[at] = reply, made
        self.say_counts()
        self.view.cells.changed()
        self.problems.mark({row: one.status for row, one in self.outcomes.items()})

    def _show_sheet(self, number: int) -> None:
        sheets = self.look.opened.book.sheets if self.look else ()
        if self.look and 0 <= number < len(sheets):
            self.view.show_sheet(self.look, sheets[number], self.status)
            if self.side.currentWidget() is self.columns:
                self.show_columns(True)

    def _sheet_name(self) -> str:
        assert self.look is not None
        return self.look.opened.book.sheets[max(0, self.tabs.currentIndex())].name

    def _table(self) -> tuple[int, TakenTable] | None:
        """The table in which the clerk stands, with its number."""
        if self.look is None:
            return None
        tables = self.look.opened.understood.tables
        row = max(1, self.view.currentIndex().row() + 1)
        standing = self.view.cells.table_at(row)
        return next(((number, table) for number, table in enumerate(tables) if table is standing), None)

    def _jump(self, sheet: str, row: int, cell: str) -> None:
        names = [one.name for one in self.look.opened.book.sheets] if self.look else []
        if sheet in names:
            self.tabs.setCurrentIndex(names.index(sheet))
            self.view.jump(cell)
            self._stand_on(row)

    def _stand_on(self, row: int) -> None:
        at = (self._sheet_name(), row)
        if self.side.currentWidget() is self.columns and self._table() is None:
            return  # a header row is being looked for
        self.side.setCurrentWidget(self.panel)
        if at == self.at:
            return
        self.at = at
        if self.look and self.look.statuses.get(at, "skipped") == "skipped":
            causes = "；".join(one.cause for one in self.look.findings.get(at, ())) or "这一行是空的或是表头"
            self.panel.say(f"第 {row} 行：{causes}。")
        elif at in self.outcomes:
            self.panel.show_row(self.outcomes[at], self.replies[at])
        else:
            self.row_wanted.emit(at)

    def _reply(self, reply: Reply) -> None:
        if self.at is not None:
            self.replied.emit(self.at, reply)

    def _rename(self, noun: str, said: Mapping[int, str]) -> None:
        table = self._table()
        if table is not None:
            self.renamed.emit(table[0], noun, said)

    def _head(self, noun: str) -> None:
        self.headed.emit(self._sheet_name(), max(1, self.view.currentIndex().row() + 1), noun)

    def _ask_column(self, column: int, where: QPoint) -> None:
        table = self._table()
        if self.look is None or table is None or column not in table[1].targets:
            return
        number, taken = table
        noun = taken.noun or "seekers"
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, label in self.look.targets(noun).items():
            entry = QAction(label, menu)
            entry.setCheckable(True)
            entry.setChecked(taken.targets[column] == key)
            entry.triggered.connect(lambda _on=False, key=key: self.renamed.emit(number, noun, {column: key}))
            menu.addAction(entry)
        menu.popup(where)
