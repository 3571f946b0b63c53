"""Ctrl+K: one line to anything — a page, an action, a person, a post, a firm, a letter — by name or pinyin initials."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desk_app.domain.finding import initials_of
from desk_app.domain.progress import Progress
from desk_app.services.finding import Hit
from desk_app.ui.kit.actions import Action
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.tables import Index
from desk_app.ui.look import Look

_KINDS = {"seekers": "人员", "employers": "用人单位", "posts": "岗位", "letters": "推荐信"}
_MOST = 9  # lines that are seen at once


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of the list: what it is, its words, and what happens on Enter."""

    kind: str
    title: str
    detail: str
    run: Callable[[], object]


class OfferDelegate(QStyledItemDelegate):
    """Title at the left, detail quiet behind it, kind at the right."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as a row of a table."""
        return QSize(self._look.px(320), self._look.px(34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the three texts; the detail gives way first."""
        look, offer = self._look, index.data(Qt.ItemDataRole.UserRole)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(option.rect, look.colour("accent_wash" if chosen else "surface"))
        inside = QRect(option.rect).adjusted(look.px(12), 0, -look.px(12), 0)
        left, centre = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignVCenter
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("quiet"))
        painter.drawText(inside, Qt.AlignmentFlag.AlignRight | centre, offer.kind)
        inside.setRight(inside.right() - painter.fontMetrics().horizontalAdvance(offer.kind) - look.px(12))
        painter.setFont(look.font())
        painter.setPen(look.colour("text"))
        words = painter.fontMetrics().elidedText(offer.title, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, left | centre, words)
        inside.setLeft(inside.left() + painter.fontMetrics().horizontalAdvance(words) + look.px(12))
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("quiet"))
        detail = painter.fontMetrics().elidedText(offer.detail, Qt.TextElideMode.ElideRight, max(0, inside.width()))
        painter.drawText(inside, left | centre, detail)
        painter.restore()


class Palette(QFrame):
    """The floating line. `actions` is asked anew at each opening, so that it offers what can be done just then."""

    def __init__(
        self,
        room: Room,
        pages: Sequence[tuple[str, str]],
        actions: Callable[[], Iterable[Action]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setAccessibleName("找人、找页面、找操作")
        self._room, self._pages, self._actions = room, tuple(pages), actions
        self._own: list[Offer] = []
        self._initials: dict[str, str] = {}
        self._before: QWidget | None = None
        look = room.look
        self._over = parent
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(12),) * 4)
        column.setSpacing(look.px(8))
        self.line = QLineEdit(self)
        self.line.setPlaceholderText("姓名、拼音首字母、证件尾号、电话、岗位、推荐信编号，或要做的事")
        self.line.setAccessibleName("找人、找页面、找操作")
        self.line.addAction(look.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.line.textChanged.connect(self._typed)
        self.line.installEventFilter(self)
        column.addWidget(self.line)
        self.list = QListWidget(self)
        self.list.setItemDelegate(OfferDelegate(look, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda _item: self._take())
        column.addWidget(self.list)
        self.words = QLabel(self)
        self.words.setProperty("role", "small")
        column.addWidget(self.words)
        self.hide()

    def open(self) -> None:
        """Show it over the window, empty, with the pages and what can be done here."""
        self._before = self._over.window().focusWidget()
        self._own = [*self._of_pages(), *self._of_actions()]
        self._room.tasks.run(
            lambda _: {
                offer.title: initials_of(offer.title) for offer in self._own if offer.title not in self._initials
            },
            self._initials.update,
            owner=self,
            what="查找",
            key="initials",
        )
        self.line.clear()
        self._typed("")
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_line(self) -> None:
        """Away again; who had the focus has it back."""
        before, self._before = self._before, None
        self.hide()
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _of_pages(self) -> Iterable[Offer]:
        for name, title in self._pages:
            yield Offer("页面", title, "", partial(self._room.go, name, ""))

    def _of_actions(self) -> Iterable[Offer]:
        already = {f"go-{name}" for name, _ in self._pages} | {"anywhere"}
        for action in self._actions():
            if action.id not in already and action.enabled():
                yield Offer("操作", action.title, action.key_words(), action.try_run)

    def _typed(self, text: str) -> None:
        wanted = text.strip().lower()
        own = [offer for offer in self._own if self._fits(offer.title, wanted)]
        if not wanted:
            self._show(own, ())
            return
        finding, actor = self._room.desk.finding, self._room.desk.actor

        def work(progress: Progress) -> tuple[Hit, ...]:
            progress.step("")
            return finding.anywhere(actor, wanted)

        def show(hits: tuple[Hit, ...]) -> None:
            if self.line.text().strip().lower() == wanted:
                self._show(own, hits)

        self._room.tasks.run(work, show, owner=self, what="查找", key="find")

    def _fits(self, title: str, wanted: str) -> bool:
        """Whether the words, or pinyin initials, stand in the title."""
        return wanted in title.lower() or wanted in self._initials.get(title, "")

    def _show(self, own: Sequence[Offer], hits: Iterable[Hit]) -> None:
        found = [
            Offer(_KINDS[hit.noun], hit.title, hit.detail, partial(self._room.go, hit.page, hit.uid)) for hit in hits
        ]
        offers = [*found, *own]
        self.list.clear()
        for offer in offers:
            item = QListWidgetItem(offer.title, self.list)
            item.setData(Qt.ItemDataRole.UserRole, offer)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{offer.kind} {offer.title} {offer.detail}")
        self.list.setCurrentRow(0)
        self.words.setText("↑↓ 选择　Enter 打开　Esc 关闭" if offers else "没有找到，换个词试试。　Esc 关闭")
        self._place(len(offers))

    def _place(self, lines: int) -> None:
        """In the middle under the upper edge, as high as what was found."""
        look, parent = self._room.look, self._over
        self.list.setVisible(lines > 0)
        self.list.setFixedHeight(min(lines, _MOST) * look.px(34) + 2 * self.list.frameWidth() + 2)
        width = min(look.px(640), parent.width() - look.px(48))
        self._column.activate()
        self.resize(width, self._column.sizeHint().height())
        self.move(QPoint((parent.width() - width) // 2, look.px(72)))

    def _take(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            offer: Offer = item.data(Qt.ItemDataRole.UserRole)
            self.close_line()
            offer.run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the line: up and down move in the list, Enter takes, Esc closes; lost focus closes too."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event.key())
        if event.type() == QEvent.Type.FocusOut and self.isVisible() and self.isActiveWindow():
            self._before = None  # somebody has gone elsewhere
            self.hide()
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _MOST, Qt.Key.Key_PageUp: -_MOST}
        if key in steps and self.list.count():
            row = max(0, min(self.list.currentRow() + steps[Qt.Key(key)], self.list.count() - 1))
            self.list.setCurrentRow(row)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
            return True
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.close_line()
            return True
        return False
