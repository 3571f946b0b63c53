"""Tables of any length: the keys of all rows, and of the rows themselves only the pages that are looked at."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QHelpEvent, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from desk_app.domain.finding import Query
from desk_app.domain.progress import Progress
from desk_app.ui.kit.actions import Action
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.rows import PAGE, Asked, Column, Index, Key, ListSource, Row, Source, WindowedModel
from desk_app.ui.kit.tags import Tag, paint_tags
from desk_app.ui.look import Look

__all__ = ["Asked", "Column", "Index", "ListSource", "Row", "Source", "Table"]

_CHOSEN_AFTER = 60  # milliseconds the current row must stand still until its detail is asked for
_ONLY = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows

_NOT_FOUND = "没有找到，换个词或清除筛选再试。"
"""Where a search or a filter leaves nothing."""


class TagDelegate(QStyledItemDelegate):
    """Paints a cell of tags."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell as always, then the tags over it."""
        super().paint(painter, option, index)
        tags = index.data(Qt.ItemDataRole.UserRole) or ()
        if tags:
            painter.save()
            gap = self._look.px(8)
            room = QRectF(option.rect).adjusted(gap, 0, -gap, 0)
            paint_tags(painter, room, (tag if isinstance(tag, Tag) else Tag(tag) for tag in tags), self._look)
            painter.restore()


class Table(QTableView):
    """A table over a source. Keys: arrows, Home, End, Ctrl+A, Enter; letters stay free for the page's actions."""

    chosen = Signal(object)  # the key of the current row, or None; waits until it stands still
    opened = Signal(object)  # Enter or double click on a row
    counted = Signal(int)  # how many rows the query finds
    picked = Signal()  # the selection is another one

    def __init__(
        self,
        room: Room,
        columns: Sequence[Column],
        source: Source,
        name: str,
        parent: QWidget | None = None,
        *,
        empty: str = _NOT_FOUND,
        first_chosen: bool = True,
    ) -> None:
        """`first_chosen`: the first row is current where no other is, so that the detail beside it is never empty."""
        super().__init__(parent)
        self._first_chosen = first_chosen
        self.room, self.source, self.name = room, source, name
        self._empty = empty
        self._query = Query()
        self._answered = False
        self._wish: Key | None = None  # what to choose when the rows have come
        self._declared = tuple(columns)
        self._model = WindowedModel(columns, self)
        self._model.wanted.connect(self._fetch)
        self.setModel(self._model)
        self.sort_action = Action(id=f"sort-{name}", title="换一种排序", run=self.ask_sort, shortcut="Ctrl+Shift+S")
        self._behave()
        self._look_of(room.look)
        self._columns_of(room.look)
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.setInterval(_CHOSEN_AFTER)
        self._still.timeout.connect(self._tell_chosen)
        self.selectionModel().currentRowChanged.connect(lambda *_: self._still.start())
        self.selectionModel().selectionChanged.connect(lambda *_: self.picked.emit())
        self.doubleClicked.connect(lambda index: self.opened.emit(self._model.keys[index.row()]))

    def _behave(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def _look_of(self, look: Look) -> None:
        self.setFont(look.font())
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(look.px(34))
        rows.setDefaultSectionSize(look.px(34))
        self.verticalScrollBar().setSingleStep(look.px(34))

    def _columns_of(self, look: Look) -> None:
        """Widths and order as remembered, or as declared."""
        header = self.horizontalHeader()
        header.setFixedHeight(look.px(36))
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(False)
        self._set_widths()
        self._restore_sort()
        header.sectionResized.connect(self._resized)
        header.sortIndicatorChanged.connect(self._sorted)

    def _set_widths(self) -> None:
        header, look = self.horizontalHeader(), self.room.look
        self._own_widths = False  # whether the clerk has drawn them
        kept = self.room.memory.get(f"{self.name}/widths", "") or ""
        widths = dict(part.split("=") for part in str(kept).split("|") if "=" in part)
        for number, column in enumerate(self._model.columns):
            if column.tags:
                self.setItemDelegateForColumn(number, TagDelegate(look, self))
            width = int(widths[column.name]) if widths.get(column.name, "").isdigit() else look.px(column.width)
            self._own_widths = self._own_widths or column.name in widths
            header.resizeSection(number, max(width, self._narrowest(number)))

    def show_also(self, further: Sequence[Column]) -> None:
        """Show these columns behind the declared ones."""
        wanted = (*self._declared, *further)
        if wanted == self._model.columns:
            return
        current = self.current()
        self._fitting = True  # widths that are set here are not the clerk's
        self._model.set_columns(wanted)
        self._set_widths()
        self._fitting = False
        if self._query.sort not in ("", *(column.name for column in wanted)):
            self._query = replace(self._query, sort="", descending=False)
        self._restore_sort()
        self._share_out()
        if current is not None:
            self.choose(current)

    def _narrowest(self, section: int) -> int:
        """The width at which the title still stands whole, with the arrow beside it."""
        header = self.horizontalHeader()
        header.ensurePolished()
        arrow = self.room.look.px(12) if self._model.columns[section].sortable else 0
        return header.sectionSizeFromContents(section).width() + arrow

    # What is shown

    def look_up(self, query: Query | None = None) -> None:
        """Show what the query finds; without one, read the same again (the rows may have changed).

        A query that names no order keeps the one that the header shows. The current row and the selection stay where
        they are found again.
        """
        again = query is None or (query.text, query.filters) == (self._query.text, self._query.filters)
        if query is not None:
            kept = query if query.sort else replace(query, sort=self._query.sort, descending=self._query.descending)
            self._query = kept
        wanted, source = self._query, self.source
        wish = self._wish if self._wish is not None else self.current()
        height = max(1, self.viewport().height() // max(1, self.verticalHeader().defaultSectionSize()))
        top = self.rowAt(0) if again else 0

        def work(progress: Progress) -> tuple[Sequence[Key], dict[int, Sequence[Row]], int]:
            progress.step("")
            keys = source.keys(wanted)
            progress.step("")
            at = _position(keys, wish)
            first = max(0, top if again and at < 0 else at)
            seen = {max(0, first - height) // PAGE, max(0, min(first + height, len(keys) - 1)) // PAGE}
            if again and top > 0:
                seen |= {min(top, max(0, len(keys) - 1)) // PAGE}
            pages = {page: source.rows(keys[page * PAGE : (page + 1) * PAGE]) for page in sorted(seen)} if keys else {}
            return keys, pages, at

        self.room.tasks.run(
            work, lambda found: self._show(*found, again=again, wish=wish), owner=self, what="查找", key="keys"
        )

    def _show(
        self, keys: Sequence[Key], pages: Mapping[int, Sequence[Row]], at: int, *, again: bool, wish: Key | None
    ) -> None:
        picked = set(self.selected()) if again else set()
        scroll = self.verticalScrollBar().value()
        before = self.current()
        blocked = self.selectionModel().blockSignals(True)
        self._model.show(keys, pages)
        self.selectionModel().blockSignals(blocked)
        self._answered = True
        wished = False
        if self._wish is not None:
            found = _position(keys, self._wish)
            wished = found >= 0
            at = found if wished else at
            if wished or self._wish == wish:  # a wish that came after the question waits for the next answer
                self._wish = None
        if at >= 0:
            self.selectionModel().setCurrentIndex(
                self._model.index(at, 0),
                QItemSelectionModel.SelectionFlag.NoUpdate if len(picked) > 1 else _ONLY,
            )
        if len(picked) > 1:
            self._pick(number for number, key in enumerate(keys) if key in picked)
        if again and not wished:
            self.verticalScrollBar().setValue(scroll)
        elif at >= 0:
            self.scrollTo(self._model.index(at, 0), QAbstractItemView.ScrollHint.EnsureVisible)
        else:
            self.scrollToTop()
        self.viewport().update()
        self.counted.emit(len(keys))
        self.picked.emit()
        if self.current() != before or again:
            self._still.start()
        if self._first_chosen or self.hasFocus():
            self._have_current()

    def _pick(self, numbers: Iterable[int]) -> None:
        """Select these rows, in as few ranges as possible."""
        ranges: list[list[int]] = []
        for number in numbers:
            if ranges and ranges[-1][1] == number - 1:
                ranges[-1][1] = number
            else:
                ranges.append([number, number])
        selection, last = QItemSelection(), len(self._model.columns) - 1
        for first, end in ranges:
            selection.select(self._model.index(first, 0), self._model.index(end, last))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _fetch(self, page: int) -> None:
        keys, source = self._model.keys, self.source
        wanted = keys[page * PAGE : (page + 1) * PAGE]

        def show(rows: Sequence[Row]) -> None:
            if self._model.keys is keys:
                self._model.add_page(page, rows)

        def failed(error: Any) -> None:
            self._model.forget_coming(page)
            self.room.ask.warn(error)

        def work(progress: Progress) -> Sequence[Row]:
            progress.step("")
            return source.rows(wanted)

        self.room.tasks.run(work, show, failed=failed, owner=self, what="读取名单", key=f"page{page}")

    @property
    def query(self) -> Query:
        """What is shown at present."""
        return self._query

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._model.keys)

    # What is chosen

    def current(self) -> Any:
        """The key of the current row; None if there is none."""
        number = self.currentIndex().row()
        return self._model.keys[number] if 0 <= number < len(self._model.keys) else None

    def selected(self) -> list[Any]:
        """The keys of all selected rows in the order of the table, also of those that were never shown."""
        if not self.selectionModel().hasSelection():
            return []
        keys = self._model.keys
        selection = self.selectionModel().selection()
        parts = [selection.at(number) for number in range(selection.count())]
        ranges = sorted((part.top(), part.bottom()) for part in parts)
        numbers = dict.fromkeys(number for top, bottom in ranges for number in range(top, bottom + 1))
        return [keys[number] for number in numbers if number < len(keys)]

    def row_of(self, key: Any) -> Row | None:
        """What the table shows of a key; None if it is not there or not read yet."""
        at = _position(self._model.keys, key)
        return self._model.row(at) if at >= 0 else None

    def choose(self, key: Any) -> None:
        """Make a row the current and only selected one; if it is not here yet, as soon as the rows have come."""
        at = _position(self._model.keys, key)
        if at < 0:
            self._wish = key
            return
        self._stand_on(at)

    def _stand_on(self, number: int) -> None:
        index = self._model.index(number, 0)
        self.selectionModel().setCurrentIndex(index, _ONLY)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def _tell_chosen(self) -> None:
        self.chosen.emit(self.current())

    def _have_current(self) -> None:
        """Whoever comes here stands on a row."""
        if self._model.keys and not self.currentIndex().isValid():
            self._stand_on(0)

    # Order

    def sort_by(self, name: str, *, descending: bool = False) -> None:
        """Order by a column."""
        number = [column.name for column in self._model.columns].index(name)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(number, order)

    def ask_sort(self) -> None:
        """Let the clerk choose the column by key; the same column again turns the order round."""
        columns = [(column.name, column.title) for column in self._model.columns if column.sortable]
        name = self.room.ask.choose("按哪一栏排序", "再选一次同一栏，顺序就倒过来。", columns)
        if name:
            self.sort_by(name, descending=self._query.sort == name and not self._query.descending)

    def _sorted(self, section: int, order: Qt.SortOrder) -> None:
        column = self._model.columns[section] if 0 <= section < len(self._model.columns) else None
        if column is None or not column.sortable:
            self._show_sort()
            return
        descending = order == Qt.SortOrder.DescendingOrder
        self.room.memory.keep(f"{self.name}/sort", f"{'-' if descending else ''}{column.name}")
        self._query = replace(self._query, sort=column.name, descending=descending)
        if self._answered:
            self.look_up()

    def _restore_sort(self) -> None:
        kept = str(self.room.memory.get(f"{self.name}/sort", "") or "")
        name = kept.lstrip("-")
        if any(column.name == name and column.sortable for column in self._model.columns):
            self._query = replace(self._query, sort=name, descending=kept.startswith("-"))
        self._show_sort()

    def _show_sort(self) -> None:
        names = [column.name for column in self._model.columns]
        number = names.index(self._query.sort) if self._query.sort in names else -1
        order = Qt.SortOrder.DescendingOrder if self._query.descending else Qt.SortOrder.AscendingOrder
        header = self.horizontalHeader()
        blocked = header.blockSignals(True)
        header.setSortIndicator(number, order)
        header.blockSignals(blocked)

    # Widths

    def _resized(self, section: int, before: int, after: int) -> None:
        if not self._fitting and self.isVisible() and section < len(self._model.columns) - 1:
            self._own_widths = True
            header = self.horizontalHeader()
            parts = (
                f"{column.name}={header.sectionSize(number)}" for number, column in enumerate(self._model.columns[:-1])
            )
            self.room.memory.keep(f"{self.name}/widths", "|".join(parts))

    _fitting = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room out among the columns as long as the clerk has drawn none of them."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._share_out()

    def _share_out(self) -> None:
        if self._own_widths:
            return
        wished = [self.room.look.px(column.width) for column in self._model.columns]
        narrowest = [self._narrowest(number) for number in range(len(wished))]
        self._fitting = True
        for number, width in enumerate(shared_out(wished, narrowest, self.viewport().width())):
            self.horizontalHeader().resizeSection(number, width)
        self._fitting = False

    # Keys and the rest of Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and last row, Enter opens; letters are left to the page."""
        key, alone = (
            event.key(),
            event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier),
        )
        if alone and key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._model.keys:
            self._stand_on(0 if key == Qt.Key.Key_Home else len(self._model.keys) - 1)
        elif alone and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.current() is not None:
                self.opened.emit(self.current())
        elif alone and event.text().isprintable() and event.text() not in ("", " "):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand on a row."""
        super().focusInEvent(event)
        self._have_current()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is told while nobody looks."""
        self._still.stop()
        super().hideEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """A cell that is too narrow for its words says them when the mouse rests on it."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.indexAt(event.pos())
            words = index.data(Qt.ItemDataRole.AccessibleTextRole) if index.isValid() else ""
            wide = self.fontMetrics().horizontalAdvance(words or "") + self.room.look.px(16)
            fits = not words or wide <= self.columnWidth(index.column())
            QToolTip.showText(event.globalPos(), "" if fits else words, self)
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say so where nothing was found."""
        super().paintEvent(event)
        if self._answered and not self._model.keys:
            painter = QPainter(self.viewport())
            painter.setFont(self.room.look.font())
            painter.setPen(self.room.look.colour("quiet"))
            room = self.viewport().rect().adjusted(16, 16, -16, -16)
            asked = self.query.text or self.query.filters
            words = _NOT_FOUND if asked else self._empty
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
            painter.end()


def shared_out(wished: Sequence[int], narrowest: Sequence[int], room: int) -> list[int]:
    """Widths that fill the room in the proportions wished for, none below its title or three quarters of its wish."""
    least = [max(narrow, width * 3 // 4) for narrow, width in zip(narrowest, wished, strict=True)]
    share = room / max(1, sum(wished))
    widths = [max(low, int(width * share)) for low, width in zip(least, wished, strict=True)]
    over, spare = sum(widths) - room, sum(widths) - sum(least)
    if over <= 0 or spare <= 0:
        return widths
    part = min(1.0, over / spare)
    return [width - math.ceil((width - low) * part) for width, low in zip(widths, least, strict=True)]


def _position(keys: Sequence[Any], key: Any) -> int:
    try:
        return -1 if key is None else keys.index(key)
    except ValueError:
        return -1
