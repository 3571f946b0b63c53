"""The sender's own sheet: drawn as it came, each column headed by what we take it for, problems marked in the cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from desk_app.domain.intake.cells import PackedSheet
from desk_app.domain.intake.outcome import STATUS_WORDS, Status
from desk_app.domain.intake.replies import column_of, row_of
from desk_app.domain.intake.rows import Finding, TakenTable, letters
from desk_app.domain.intake.targets import masked_cell, target_words
from desk_app.services.intake.look import Look as FileLook
from desk_app.ui.look import Look

Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_SIGNS: Mapping[Status, str] = {"refused": "✘", "question": "？", "new": "＋", "changed": "△", "dropped": "－"}
_SAMPLE = 60  # rows by which a column finds its width
_WIDEST, _NARROWEST = 260, 72  # pixels at normal text size
HEADER = Qt.ItemDataRole.UserRole  # whether the cell belongs to a header row
MARK = Qt.ItemDataRole.UserRole + 1  # the status of the gravest finding about the cell
QUIET = Qt.ItemDataRole.UserRole + 2  # whether the cell is no data, or not used


class SenderModel(QAbstractTableModel):
    """One sheet of a look; cells are unpacked some hundred rows at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet: PackedSheet | None = None
        self._look: FileLook | None = None
        self._status: Callable[[tuple[str, int]], Status | None] = lambda _: None
        self._tables: tuple[TakenTable, ...] = ()
        self._headers: set[int] = set()
        self._marks: dict[tuple[int, int], Status] = {}
        self._causes: dict[tuple[int, int], str] = {}
        self._row = 1  # where the clerk stands: several tables may stand below each other

    def show(
        self, look: FileLook | None, sheet: PackedSheet | None, status: Callable[[tuple[str, int]], Status | None]
    ) -> None:
        """Show a sheet; `status` says what becomes of a row, with what the clerk has replied meanwhile."""
        self.beginResetModel()
        self._look, self.sheet, self._status = look, sheet, status
        self._tables, self._headers, self._marks, self._causes, self._row = (), set(), {}, {}, 1
        if look and sheet:
            self._tables = tuple(one for one in look.opened.understood.tables if one.sheet == sheet.name)
            self._headers = {row for table in self._tables for row in table.header_rows}
            for (name, row), findings in look.findings.items():
                if name == sheet.name and look.statuses.get((name, row)) in ("refused", "question"):
                    self._mark(row, findings)
        self.endResetModel()

    def _mark(self, row: int, findings: tuple[Finding, ...]) -> None:
        status = self._status((self.sheet.name if self.sheet else "", row)) or "question"
        for finding in findings:
            at = (row_of(finding.cell), column_of(finding.cell))
            if self._marks.get(at) != "refused":
                self._marks[at] = status
            causes = self._causes.get(at, "")
            self._causes[at] = f"{causes}\n{finding.cause}" if causes else finding.cause

    def table_at(self, row: int) -> TakenTable | None:
        """The table a row belongs to: the last one whose header stands above it."""
        found = None
        for table in self._tables:
            if not table.header_rows or table.header_rows[0] <= max(row, 1) or found is None:
                found = table
        return found

    def rowCount(self, parent: Index = _NONE) -> int:
        """The rows of the sheet."""
        return 0 if parent.isValid() or self.sheet is None else self.sheet.height

    def columnCount(self, parent: Index = _NONE) -> int:
        """The columns of the sheet."""
        return 0 if parent.isValid() or self.sheet is None else self.sheet.width

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, tool tip and what the delegate draws by."""
        if self.sheet is None or not index.isValid():
            return None
        row, column = index.row() + 1, index.column() + 1
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._causes.get((row, column), "")
        if role == HEADER:
            return row in self._headers
        if role == MARK:
            return self._marks.get((row, column), "")
        if role == QUIET:
            return self._status((self.sheet.name, row)) in (None, "skipped", "dropped") and row not in self._headers
        return None

    def _text(self, row: int, column: int) -> str:
        if self.sheet is None:
            return ""
        texts = self.sheet.row(row)[0]
        text = " ".join(texts[column - 1].split()) if column <= len(texts) else ""
        table = self.table_at(row)
        if table is None or row in self._headers or (row, column) in self._marks:
            return text
        return masked_cell(text, table.targets.get(column, ""))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Above: what we take the column for, and its letter. Left: the row's number and what becomes of it."""
        if self.sheet is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation == Qt.Orientation.Horizontal:
            words = self.taken_for(section + 1)
            if role == Qt.ItemDataRole.ToolTipRole:
                return f"{letters(section + 1)} 列认作“{words}”，点一下可以改" if words else ""
            return f"{words}\n{letters(section + 1)}" if words else letters(section + 1)
        if role == Qt.ItemDataRole.ToolTipRole:
            return ""
        status = self._status((self.sheet.name, section + 1))
        if status is None or status == "skipped":
            return f"{section + 1}"
        return f"{_SIGNS.get(status, '')}{STATUS_WORDS[status]}  {section + 1}"

    def stand_at(self, row: int) -> None:
        """The heads of the columns follow the table in which the clerk stands."""
        before, self._row = self.table_at(self._row), row
        if self.sheet and before is not self.table_at(row):
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, self.sheet.width - 1))

    def taken_for(self, column: int) -> str:
        """What a column is taken for, in words; "" where it belongs to no list."""
        table = self.table_at(self._row)
        if table is None or column not in table.targets or self._look is None:
            return ""
        own = self._look.opened.context.own.get(table.noun or "", {})
        return target_words(table.noun, table.targets[column], own)

    def changed(self) -> None:
        """What becomes of rows is another thing now."""
        if self.sheet and self.sheet.height:
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self.sheet.height - 1)
            self.dataChanged.emit(self.index(0, 0), self.index(self.sheet.height - 1, max(0, self.sheet.width - 1)))


class CellDelegate(QStyledItemDelegate):
    """Draws one cell: header cells tinted, problems with a sign and a wash, what is no data in quiet letters."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._font, self._strong = look.font(), look.font(strong=True)
        self._colours = {
            name: look.colour(name)
            for name in (
                *("surface", "line", "text", "quiet", "accent", "accent_wash", "danger", "danger_wash"),
                *("caution", "caution_wash"),
            )
        }

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The whole cell."""
        room: QRect = option.rect
        header, mark = index.data(HEADER), index.data(MARK)
        back, ink = "surface", "quiet" if index.data(QUIET) else "text"
        if header:
            back, ink = "accent_wash", "text"
        if mark:
            back = ink = "danger" if mark == "refused" else "caution"
            back += "_wash"
        colours = self._colours
        painter.fillRect(room, colours[back])
        painter.setPen(colours["line"])
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        painter.drawLine(room.topRight(), room.bottomRight())
        if option.state & option.state.State_Selected:
            painter.setPen(colours["accent"])
            painter.drawRect(room.adjusted(0, 0, -1, -1))
        painter.setFont(self._strong if header else self._font)
        painter.setPen(colours[ink])
        gap = self._look.px(8)
        text = index.data() or ""
        if mark:
            text = f"{_SIGNS['refused' if mark == 'refused' else 'question']} {text}"
        inside = room.adjusted(gap, 0, -gap, 0)
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


class SenderView(QTableView):
    """The sheet on the screen. Enter on a cell opens the row; a click on a column's head asks what it is."""

    row_chosen = Signal(int)  # the sender's row number
    column_asked = Signal(int, QPoint)  # the column, and where to open a list

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.cells = SenderModel(self)
        self.setModel(self.cells)
        self.setItemDelegate(CellDelegate(look, self))
        self.setAccessibleName("报送单位的名单")
        self.setFont(look.font())
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(look.px(28))
        rows.setDefaultSectionSize(look.px(30))
        rows.setFixedWidth(look.px(128))
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        rows.setHighlightSections(False)
        columns = self.horizontalHeader()
        columns.setFixedHeight(look.px(52))
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setSectionsClickable(True)
        columns.setHighlightSections(False)
        columns.sectionClicked.connect(self._ask_column)
        self.selectionModel().currentChanged.connect(self._tell)

    def show_sheet(
        self, look: FileLook | None, sheet: PackedSheet | None, status: Callable[[tuple[str, int]], Status | None]
    ) -> None:
        """Show a sheet of the look."""
        self.cells.show(look, sheet, status)
        if sheet is None:
            return
        metrics, header = self.fontMetrics(), self.horizontalHeader()
        sample = [sheet.row(row)[0] for row in range(1, min(sheet.height, _SAMPLE) + 1)]
        sample = [row for row in sample if sum(map(bool, row)) > 1]  # a title would make its column wide
        for column in range(sheet.width):
            texts = [row[column] for row in sample if column < len(row) and len(row[column]) < 40]
            widest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
            head = metrics.horizontalAdvance(self.cells.taken_for(column + 1)) * 1.1
            width = max(widest, head) + self._look.px(28)
            header.resizeSection(column, int(min(max(width, self._look.px(_NARROWEST)), self._look.px(_WIDEST))))

    def jump(self, cell: str) -> None:
        """Go to a cell like D7."""
        index = self.cells.index(row_of(cell) - 1, max(0, column_of(cell) - 1))
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.cells.stand_at(index.row() + 1)
            self.row_chosen.emit(index.row() + 1)

    def _ask_column(self, section: int) -> None:
        header = self.horizontalHeader()
        left = header.sectionViewportPosition(section)
        self.column_asked.emit(section + 1, header.viewport().mapToGlobal(QPoint(left, header.height())))

    def viewportEvent(self, event: QEvent) -> bool:
        """What is wrong with a cell, or all of a text that is cut."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.indexAt(event.pos())
            text = index.data() or ""
            long = self.fontMetrics().horizontalAdvance(text) + self._look.px(16) > self.columnWidth(index.column())
            QToolTip.showText(
                event.globalPos(), index.data(Qt.ItemDataRole.ToolTipRole) or (text if long else ""), self
            )
            return True
        return super().viewportEvent(event)
