"""One page of the window: header, filters, body; it refreshes when what it shows was changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desk_app.ui.kit.actions import Action, ActionButton, bind, runner
from desk_app.ui.kit.filters import FilterRow
from desk_app.ui.kit.room import Room
from desk_app.ui.kit.views import SavedViews
from desk_app.ui.look import Look

__all__ = ["Page", "PageHeader", "Room"]

_SETTLE = 120  # milliseconds after a change until a page asks again: a burst of commits is one refresh
_TYPING = 15  # milliseconds after a keystroke until the search is done: the newest one wins anyway


class PageHeader(QWidget):
    """Title, count, search and the page's actions."""

    def __init__(self, title: str, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self.search: QLineEdit | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(look.px(16), look.px(8), look.px(16), look.px(8))
        self._row.setSpacing(look.px(12))
        self.setMinimumHeight(look.px(56))
        self.title = QLabel(title, self)
        self.title.setProperty("role", "title")
        self._row.addWidget(self.title)
        self.count = QLabel(self)
        self.count.setProperty("role", "quiet")
        self._row.addWidget(self.count)
        self._row.addStretch(1)
        self._buttons: list[ActionButton] = []
        self._more: QToolButton | None = None

    def set_count(self, words: str) -> None:
        """How many, in words."""
        self.count.setText(words)

    def add_search(self, placeholder: str) -> QLineEdit:
        """A search line; Ctrl+F goes there."""
        line = QLineEdit(self)
        line.setPlaceholderText(placeholder)
        line.setClearButtonEnabled(True)
        line.setAccessibleName("搜索")
        line.addAction(self._look.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        line.setMinimumWidth(self._look.px(160))
        line.setMaximumWidth(self._look.px(360))
        self._row.insertWidget(3, line, 2)
        self.search = line
        return line

    def add_primary(self, action: Action) -> ActionButton:
        """The page's main action."""
        return self._add(ActionButton(action, self._look, primary=True, parent=self))

    def add_button(self, action: Action) -> ActionButton:
        """A further button beside the main one."""
        return self._add(ActionButton(action, self._look, parent=self))

    def _add(self, button: ActionButton) -> ActionButton:
        before = self._row.count() - (self._more is not None)
        self._row.insertWidget(before, button)
        self._buttons.append(button)
        return button

    def add_more(self, action: Action) -> None:
        """An action behind ⋯."""
        if self._more is None:
            self._more = QToolButton(self)
            self._more.setIcon(self._look.icon("ellipsis"))
            self._more.setToolTip("更多操作")
            self._more.setAccessibleName("更多操作")
            self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            self._more.setMenu(QMenu(self._more))
            self._row.addWidget(self._more)
        keys = f"\t{action.key_words()}" if action.shortcut else ""
        self._more.menu().addAction(f"{action.title}{keys}").triggered.connect(runner(action))

    def update_state(self) -> None:
        """Grey out buttons whose action cannot be done now."""
        for button in self._buttons:
            button.update_state()


class Page(QWidget):
    """What all pages share. Pages build their widgets in `__init__` and ask the office only in `refresh`."""

    name: ClassVar[str]
    title: ClassVar[str]
    nouns: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.room = room
        self.actions_here: list[Action] = []
        self._stale = True
        self._splitter: QSplitter | None = None
        self._right_width = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.header = PageHeader(self.title, room.look, self)
        column.addWidget(self.header)
        self.filters = FilterRow(room.look, room.memory, self.name, self)
        views = SavedViews(room, self.name, self.filters)
        column.addWidget(self.filters)
        inside = QWidget(self)
        self.body = QVBoxLayout(inside)
        gap = room.look.px(16)
        self.body.setContentsMargins(gap, gap, gap, gap)
        self.body.setSpacing(room.look.px(12))
        column.addWidget(inside, 1)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE)
        self._settle.timeout.connect(self._refresh_now)
        room.feed.changed.connect(self._something_changed)
        self.install(views.action)

    def refresh(self) -> None:
        """Ask the office anew (through tasks)."""

    def show_record(self, uid: str) -> None:
        """Show one record."""

    def show_list(self, place: str) -> None:
        """Show what a figure elsewhere counted: filters and what is ticked in them, "state=unverified,willing"."""
        parts = (part.partition("=") for part in place.split("&"))
        self.filters.choose({name: tuple(keys.split(",")) for name, _, keys in parts})

    def may_leave(self) -> bool:
        """Whether the page may be left; asks where something is not saved."""
        return True

    def first_focus(self) -> QWidget | None:
        """What has the focus when the page is opened."""
        return self.header.search

    def install(self, *actions: Action) -> None:
        """Make actions live on this page: their keys, the list in F1, Ctrl+K."""
        for action in actions:
            bind(action, self)
            self.actions_here.append(action)

    def add_search(self, placeholder: str, search: Callable[[str], object]) -> QLineEdit:
        """Search as you type; ↓ or Enter goes on to what is below."""
        line = self.header.add_search(placeholder)
        wait = QTimer(line)
        wait.setSingleShot(True)
        wait.setInterval(_TYPING)
        wait.timeout.connect(lambda: search(line.text().strip()))
        line.textChanged.connect(lambda _text: wait.start())
        for keys in ("Down", "Return"):
            down = QShortcut(QKeySequence(keys), line)
            down.setContext(Qt.ShortcutContext.WidgetShortcut)
            down.activated.connect(self._to_list)
        self.install(Action(id="search", title="搜索", run=line.setFocus, shortcut="Ctrl+F"))
        return line

    def _to_list(self) -> None:
        """From the search line to the list below it, whose first row is chosen where none was."""
        views = [view for view in self.findChildren(QAbstractItemView) if view.isVisible() and view.model() is not None]
        if views:
            views[0].setFocus()
            if not views[0].currentIndex().isValid():
                views[0].setCurrentIndex(views[0].model().index(0, 0))

    def split(self, left: QWidget, right: QWidget, *, right_width: int = 420) -> QSplitter:
        """A table and its detail beside each other; the place of the border is remembered, Ctrl+I hides the right."""
        look, memory = self.room.look, self.room.memory
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setHandleWidth(look.px(12))
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 0)
        right.setMinimumWidth(look.px(320))
        self._splitter, self._right_width = splitter, look.px(right_width)
        splitter.splitterMoved.connect(lambda: memory.keep(f"{self.name}/detail", splitter.sizes()[1]))
        hidden = memory.get(f"{self.name}/detail_hidden", False)
        right.setVisible(not hidden)

        def toggle() -> None:
            right.setVisible(right.isHidden())
            memory.keep(f"{self.name}/detail_hidden", right.isHidden())

        self.install(Action(id="detail", title="显示或收起右侧详情", run=toggle, shortcut="Ctrl+I"))
        self.body.addWidget(splitter, 1)
        return splitter

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while the page was not seen is read now."""
        super().showEvent(event)
        if self._stale:
            self._refresh_now()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The detail takes a third of a small window at most, unless the clerk has moved the border."""
        super().resizeEvent(event)
        if self._splitter:
            usual = min(self._right_width, self.width() // 3)
            right = self.room.memory.get(f"{self.name}/detail", usual)
            self._splitter.setSizes([self.width() - right, right])

    def _something_changed(self, nouns: frozenset[str]) -> None:
        if nouns & self.nouns:
            self._stale = True
            if self.isVisible():
                self._settle.start()

    def _refresh_now(self) -> None:
        self._settle.stop()
        self._stale = False
        self.refresh()
