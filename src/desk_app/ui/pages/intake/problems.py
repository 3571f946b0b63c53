"""What the sheet holds that wants a look, grouped by kind with counts; choosing a line jumps to its cell."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from desk_app.domain.intake.outcome import STATUS_WORDS, Status, problems
from desk_app.domain.intake.returns import name_of, who
from desk_app.services.intake.look import Look as FileLook
from desk_app.ui.look import Look

_MOST = 500  # lines of one group; the rest is told
_AT = Qt.ItemDataRole.UserRole  # (sheet, row, cell)


class ProblemList(QTreeView):
    """Groups by kind: refusals, questions, changes, notes. Enter goes to the answers of the row."""

    jumped = Signal(str, int, str)  # sheet, row, cell
    entered = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self._answered: dict[tuple[str, int], list[QStandardItem]] = {}
        self.setHeaderHidden(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.setIndentation(look.px(20))
        self.setFont(look.font())
        self.setAccessibleName("要看的行")
        self.selectionModel().currentChanged.connect(self._chosen)

    def show_look(self, look: FileLook) -> None:
        """All that a look found."""
        self._model.clear()
        self._answered = {}
        names = {(row.sheet, row.row): who(row) for row in (*look.found.refused, *look.found.questions)}
        for problem in problems(look.found):
            sign = "✘" if problem.status == "refused" else "？"
            head = f"{sign} {STATUS_WORDS[problem.status]}：{problem.meaning}（{len(problem.findings)} 处）"
            lines = [
                (one.sheet, one.row, one.cell, f"第 {one.row} 行　{names.get((one.sheet, one.row), '')}　{one.cause}")
                for one in problem.findings[:_MOST]
            ]
            self._group(head, lines, len(problem.findings))
        changed = [(one.draft.sheet, one.draft.row, one.draft.record) for one in look.found.changed]
        if changed:
            lines = [(sheet, row, f"A{row}", f"第 {row} 行　{name_of(one)}") for sheet, row, one in changed[:_MOST]]
            self._group(f"△ 更新（{len(changed)} 行）", lines, len(changed))
        aside = [row.summary for row in look.found.skipped]
        if aside:
            lines = [(one.sheet, one.row, one.cell, f"第 {one.row} 行　{one.cause}") for one in aside[:_MOST]]
            self._group(f"－ 不是数据（{len(aside)} 行）", lines, len(aside))
        notes = look.opened.understood.notes
        if notes:
            self._group(f"说明（{len(notes)} 条）", [("", 0, "", note) for note in notes], len(notes))
        if self._model.rowCount() and look.found.refused + look.found.questions:
            self.expand(self._model.index(0, 0))

    def _group(self, head: str, lines: list[tuple[str, int, str, str]], count: int) -> None:
        group = QStandardItem(head)
        for sheet, row, cell, words in lines:
            item = QStandardItem(words)
            item.setToolTip(words)
            item.setData((sheet, row, cell), _AT)
            group.appendRow(item)
            self._answered.setdefault((sheet, row), []).append(item)
        if count > len(lines):
            group.appendRow(QStandardItem(f"…… 还有 {count - len(lines)} 处，导入后在“待问清”里都能看到"))
        self._model.appendRow(group)

    def mark(self, replied: Mapping[tuple[str, int], Status]) -> None:
        """Tick the rows that were answered."""
        for at, items in self._answered.items():
            for item in items:
                bare = item.toolTip()
                status = replied.get(at)
                words = f"✓ {STATUS_WORDS[status]}　{bare}" if status not in (None, "question", "refused") else bare
                if item.text() != words:
                    item.setText(words)

    def next_open(self, replied: Mapping[tuple[str, int], Status]) -> bool:
        """Go to the next line below whose row is still to be answered; False if there is none."""
        index = self.indexBelow(self.currentIndex())
        while index.isValid():
            if not index.parent().isValid():
                if self._group_is_open(index):
                    self.expand(index)
            elif (at := index.data(_AT)) and replied.get((at[0], at[1]), "question") in ("question", "refused"):
                if not self._group_is_open(index.parent()):
                    return False
                self.setCurrentIndex(index)
                return True
            index = self.indexBelow(index)
        return False

    @staticmethod
    def _group_is_open(group: QModelIndex) -> bool:
        return str(group.data()).startswith("？")

    def _chosen(self, index: QModelIndex) -> None:
        at = index.data(_AT)
        if at and at[0]:
            self.jumped.emit(*at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens a group or goes to the answers; letters stay free for the page."""
        alone = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if alone and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            index = self.currentIndex()
            if index.parent().isValid():
                self.entered.emit()
            else:
                self.setExpanded(index, not self.isExpanded(index))
        elif alone and event.text().isprintable() and event.text() not in ("", " "):
            event.ignore()
        else:
            super().keyPressEvent(event)
