"""The list of today's work: lines under headings, as rows of two lines and more whose sentences are never cut."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desk_app.domain.agenda.item import KINDS, Bucket, Item
from desk_app.domain.agenda.today import Agenda
from desk_app.ui.kit.tags import Tag, paint_tags
from desk_app.ui.look import Look

Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole
_WEEKDAYS = "一二三四五六日"
_TONES = {Bucket.OVERDUE: "danger", Bucket.TODAY: "accent", Bucket.WEEK: "text", Bucket.LATER: "text"}
_WRAP = int(Qt.TextFlag.TextWordWrap)


def day_words(item: Item, today: date) -> str:
    """When a line is due, in few words: 逾期 4 天, 今天, 11-27 周五."""
    late = (today - item.day).days
    if late > 0:
        return f"逾期 {late} 天"
    return "今天" if late == 0 else f"{item.day:%m-%d} 周{_WEEKDAYS[item.day.weekday()]}"


def sentence(item: Item) -> str:
    """Why, and the postponement if there is one."""
    return f"{item.why}（改到 {item.until:%m-%d}：{item.until_reason}）" if item.until else item.why


class Lines(QAbstractListModel):
    """Headings (str) and lines (Item) in one list; headings cannot be chosen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[str | Item] = []
        self.today = date.min

    def show(self, agenda: Agenda) -> None:
        """Show these lines, each bucket under its heading with the number of lines."""
        self.beginResetModel()
        self.today = agenda.today
        self.rows = []
        for bucket in Bucket:
            lines = [item for item in agenda.items if item.bucket(agenda.today) is bucket]
            if lines:
                self.rows += [f"{bucket.value}　{len(lines)} 件", *lines]
        self.rows += [
            f"“{KINDS[kind].word}”另有 {count} 件没有列出，上面的办完后接着列出。"
            for kind, count in agenda.more.items()
        ]
        self.endResetModel()

    def drop(self, item: Item) -> None:
        """Take out a line that is being dealt with; the next reading brings what then waits."""
        row = self.rows.index(item)
        self.beginRemoveRows(QModelIndex(), row, row)
        del self.rows[row]
        self.endRemoveRows()

    def item(self, index: Index) -> Item | None:
        """The line at an index; None for a heading."""
        row = self.rows[index.row()] if index.isValid() else None
        return row if isinstance(row, Item) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        """Lines and headings."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row for the painter; all of it in words for whoever has it read out."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(row, str):
                return row
            return "，".join(part for part in (day_words(row, self.today), row.who, sentence(row), row.phone) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only lines can be chosen."""
        if self.item(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class LineList(QListView):
    """The list: arrows go from line to line, the keys of a line work while it has the focus."""

    chosen = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines = Lines(self)
        self.setModel(self.lines)
        self.drawn = _Drawn(look, self)
        self.setItemDelegate(self.drawn)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setAccessibleName("今天要做")
        self.selectionModel().currentChanged.connect(lambda _new, _old: self.chosen.emit())

    def show_agenda(self, agenda: Agenda) -> None:
        """Show what waits; the line that was chosen stays chosen, or the one now in its place.

        Whoever stood on the first thing to do stands on the first thing to do, also where something came before it.
        """
        before, row, place = self.current(), self.currentIndex().row(), self.verticalScrollBar().value()
        if before is not None and not any(isinstance(one, Item) for one in self.lines.rows[:row]):
            before, row, place = None, 0, 0
        self.lines.show(agenda)
        keys = [(one.kind, one.uid) if isinstance(one, Item) else None for one in self.lines.rows]
        if before and (before.kind, before.uid) in keys:
            row = keys.index((before.kind, before.uid))
        self._choose_near(row)
        self.verticalScrollBar().setValue(place)
        self.scrollTo(self.currentIndex())
        self.chosen.emit()

    def current(self) -> Item | None:
        """The chosen line."""
        return self.lines.item(self.currentIndex())

    def drop_current(self) -> None:
        """Take the chosen line out and go on to the next."""
        item, row = self.current(), self.currentIndex().row()
        if item is not None:
            self.lines.drop(item)
            self._choose_near(row)
            self.chosen.emit()

    def _choose_near(self, row: int) -> None:
        """Choose the line at the row, else the next below, else the next above."""
        count = len(self.lines.rows)
        row = max(0, min(row, count - 1))
        for near in (*range(row, count), *range(row - 1, -1, -1)):
            if isinstance(self.lines.rows[near], Item):
                self.setCurrentIndex(self.lines.index(near))
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sentences break anew at another width."""
        super().resizeEvent(event)
        self.drawn.forget()
        self.scheduleDelayedItemsLayout()


class _Drawn(QStyledItemDelegate):
    """Draws a line: when and what kind at the left, who and why in the middle, phone and last contact at the right."""

    def __init__(self, look: Look, view: LineList) -> None:
        super().__init__(view)
        self._look, self._view = look, view
        self._base, self._strong, self._small = look.font(), look.font(strong=True), look.font("small")
        base, small = QFontMetrics(self._base), QFontMetrics(self._small)
        self._line = base.height()
        self._heights: dict[tuple[str, int], int] = {}  # of sentences by width: measuring is the dear part
        self._left = max(base.horizontalAdvance("逾期 888 天"), base.horizontalAdvance("12-28 周五")) + look.px(16)
        self._right = max(
            base.horizontalAdvance("0371-8888 8888"), small.horizontalAdvance("11-20 微信短信 不愿意")
        ) + look.px(16)

    def forget(self) -> None:
        """Measure anew: the width is another."""
        self._heights.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the sentence needs at the present width."""
        row = index.data(_ROW)
        width = self._view.viewport().width()
        if isinstance(row, str):
            strong = QFontMetrics(self._strong)
            room = QRect(0, 0, width - self._look.px(24), 10_000)
            return QSize(width, strong.boundingRect(room, _WRAP, row).height() + self._look.px(16))
        lines = max(self._why(row, width).height() + self._line, 2 * self._line)
        return QSize(width, lines + self._look.px(16))

    def _why(self, item: Item, width: int) -> QRect:
        """The place of the sentence in a row that begins at the origin."""
        left, words = self._look.px(12) + self._left, sentence(item)
        wide = width - left - self._right - self._look.px(12)
        high = self._heights.get((words, wide))
        if high is None:
            room = QRect(0, 0, wide, 10_000)
            high = self._heights[words, wide] = QFontMetrics(self._base).boundingRect(room, _WRAP, words).height()
        return QRect(left, self._look.px(8) + self._line, wide, high)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a heading or a line."""
        row, look, place = index.data(_ROW), self._look, option.rect
        painter.save()
        if isinstance(row, str):
            bucket = next((one for one in Bucket if row.startswith(one.value)), Bucket.LATER)
            painter.fillRect(place, look.colour("canvas"))
            painter.setFont(self._strong)
            painter.setPen(look.colour(_TONES[bucket]))
            room = place.adjusted(look.px(12), 0, -look.px(12), 0)
            painter.drawText(room, _WRAP | Qt.AlignmentFlag.AlignVCenter, row)
        else:
            self._paint_line(painter, option, row, place)
        painter.setPen(look.colour("line"))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        painter.restore()

    def _paint_line(self, painter: QPainter, option: QStyleOptionViewItem, item: Item, place: QRect) -> None:
        look, line = self._look, self._line
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, look.colour("accent_wash"))
            if self._view.hasFocus():
                painter.fillRect(QRect(place.topLeft(), QSize(look.px(3), place.height())), look.colour("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(place, look.colour("hover"))
        top, left = place.top() + look.px(8), place.left() + look.px(12)
        bucket = item.bucket(self._view.lines.today)
        painter.setFont(self._base)
        painter.setPen(look.colour(_TONES[bucket]))
        painter.drawText(QRect(left, top, self._left, line), 0, day_words(item, self._view.lines.today))
        middle = left + self._left
        right = place.right() - look.px(12) - self._right
        painter.setFont(self._strong)
        painter.setPen(look.colour("text"))
        who = QRect(middle, top, right - middle, line)
        strong = QFontMetrics(self._strong)
        taken = strong.horizontalAdvance(item.who) + look.px(8)
        painter.drawText(who, 0, strong.elidedText(item.who, Qt.TextElideMode.ElideRight, who.width()))
        painter.setFont(self._base)
        painter.setPen(look.colour("quiet"))
        painter.drawText(who.adjusted(taken, 0, 0, 0), 0, item.village)
        painter.setPen(look.colour("text"))
        painter.drawText(self._why(item, place.width()).translated(place.topLeft()), _WRAP, sentence(item))
        edge = QRect(right, top, self._right, line)
        painter.drawText(edge, Qt.AlignmentFlag.AlignRight, item.phone or ("没有电话" if item.seeker_uid else ""))
        painter.setFont(self._small)
        painter.setPen(look.colour("quiet"))
        painter.drawText(edge.translated(0, line), Qt.AlignmentFlag.AlignRight, item.last_contact)
        tag = Tag(KINDS[item.kind].word, "caution" if item.kind in ("gap", "post") else "quiet")
        paint_tags(painter, QRect(left, top + line, self._left, line).toRectF(), (tag,), look)
