"""The frame around all pages: rail, pages, status line, Ctrl+K, F1, undo, what is running."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QStackedWidget,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desk_app.bootstrap import Desk
from desk_app.domain.progress import Progress
from desk_app.resources import resource
from desk_app.services.undo import Offer
from desk_app.services.upkeep import Standing
from desk_app.ui.kit.actions import Action, bind, key_words
from desk_app.ui.kit.asking import Asking, Sheet
from desk_app.ui.kit.button import Button
from desk_app.ui.kit.feed import Feed
from desk_app.ui.kit.memory import Memory
from desk_app.ui.kit.page import Page, Room
from desk_app.ui.kit.palette import Palette
from desk_app.ui.kit.session import Session
from desk_app.ui.kit.tasks import Task, Tasks
from desk_app.ui.look import Look
from desk_app.ui.pages import PAGES

_NARROW = 1200  # below this width the rail folds to its icons by itself
_SMALL_SCREEN = 1440  # pixels: up to here the window fills the screen when it is first opened
_LISTED = 12  # acts that the list of what can be taken back shows
_TOAST = 8000  # milliseconds a quiet sentence stays
_TOO_LONG = 10  # days without a backup or a report until the status line says so in colour


class Rail(QWidget):
    """The pages by name; folds to icons."""

    def __init__(self, window: Window, look: Look) -> None:
        super().__init__(window)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self._narrow = False
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(8), look.px(12), look.px(8), look.px(8))
        column.setSpacing(look.px(4))
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        for page in PAGES:
            button = self._button(page.word, page.icon)
            button.setCheckable(True)
            button.setToolTip(f"{page.word}（{page.shortcut}）")
            button.clicked.connect(partial(window.go, page.name, ""))
            self._group.addButton(button)
            self.buttons[page.name] = button
            if page.name == "settings":
                column.addStretch(1)
            column.addWidget(button)
        helper = self._button("帮助", "circle-help")
        helper.setToolTip("这一页的帮助（F1）")
        helper.clicked.connect(window.show_help)
        column.addWidget(helper)
        self.fold = self._button("收起", "panel-left")
        self.fold.clicked.connect(lambda: self.narrow(not self._narrow, keep=True))
        column.addWidget(self.fold)
        self._all = [*self.buttons.values(), helper, self.fold]
        self._memory = window.memory
        self.narrow(self._memory.get("rail_narrow", False))

    def _button(self, words: str, icon: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(words)
        button.setAccessibleName(words)
        button.setProperty("role", "rail")
        button.setIcon(self._look.icon(icon, before_words=True))
        button.setIconSize(QSize(self._look.px(25), self._look.px(20)))
        return button

    def narrow(self, narrow: bool, *, keep: bool = False) -> None:
        """Fold to icons or unfold."""
        self._narrow = narrow
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for button in self._all:
            button.setToolButtonStyle(style)
            button.setMinimumWidth(0 if narrow else self._look.px(136))
        self.fold.setText("展开" if narrow else "收起")
        self.fold.setToolTip("展开左侧栏" if narrow else "收起左侧栏")
        if keep:
            self._memory.keep("rail_narrow", narrow)

    def mark(self, name: str) -> None:
        """Show which page is open."""
        self.buttons[name].setChecked(True)


class Toast(QFrame):
    """A quiet sentence over the lower edge, with 撤销 where it can be taken back."""

    undo = Signal()

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(16), look.px(8), look.px(12), look.px(8))
        row.setSpacing(look.px(12))
        self.words = QLabel(self)
        self.words.setWordWrap(False)
        row.addWidget(self.words)
        self.button = Button("撤销 Ctrl+Z", self)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.undo)
        self.button.clicked.connect(self.hide)
        row.addWidget(self.button)
        self._away = QTimer(self)
        self._away.setSingleShot(True)
        self._away.setInterval(_TOAST)
        self._away.timeout.connect(self.hide)
        self._over = parent
        self._bottom, self._edge = look.px(44), look.px(24)
        self._widest = look.px(720)
        self.hide()

    def say(self, sentence: str, undo: bool) -> None:
        """Show it for a while."""
        self.words.setWordWrap(False)
        self.words.setText(sentence)
        if self.words.sizeHint().width() > self._widest:
            self.words.setWordWrap(True)
            self.words.setMinimumWidth(self._widest)
        else:
            self.words.setMinimumWidth(0)
        self.button.setVisible(undo)
        self.show()
        self.raise_()
        self.place()
        self._away.start()

    def place(self) -> None:
        """Stand at the right over the lower edge: the actions of a list are at its left."""
        self.adjustSize()
        parent = self._over
        self.move(parent.width() - self.width() - self._edge, parent.height() - self.height() - self._bottom)

    def hideEvent(self, event: QHideEvent) -> None:
        """No timer runs for what is not seen."""
        self._away.stop()


class StatusLine(QWidget):
    """What is saved, what runs, when the last backup and report were, whose office this is."""

    def __init__(self, window: Window, look: Look) -> None:
        super().__init__(window)
        self.setObjectName("status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(16), look.px(4), look.px(16), look.px(4))
        row.setSpacing(look.px(16))
        self.saved = self._label(row)
        self.running = self._label(row)
        self.cancel = Button("取消", self)
        self.cancel.setProperty("role", "link")
        self.cancel.hide()
        row.addWidget(self.cancel)
        row.addStretch(1)
        self.backup = self._label(row)
        self.report = self._label(row)
        self.who = self._label(row)
        self.setMinimumHeight(look.px(28))

    def _label(self, row: QHBoxLayout) -> QLabel:
        label = QLabel(self)
        label.setProperty("role", "small")
        row.addWidget(label)
        return label

    def standing(self, standing: Standing, clerk: str, today: date) -> None:
        """When the last backup and report were made."""
        self.backup.setText(f"备份 {ago(standing.last_backup, today)}")
        self.report.setText(f"上报 {ago(standing.last_report, today)}")
        practice = "（练习）" if standing.practice else ""
        self.who.setText(f"{standing.office}{practice} · {clerk}")


def ago(moment: str, today: date) -> str:
    """A day in the words of the status line."""
    if not moment:
        return "还没有"
    days = (today - datetime.fromisoformat(moment).date()).days
    return "今天" if days <= 0 else "昨天" if days == 1 else f"{days} 天前"


class Window(QWidget):
    """The main window of one clerk in one office."""

    closed = Signal()
    large_wanted = Signal(bool)

    def __init__(
        self, desk: Desk, look: Look, memory: Memory, session: Session | None = None, ask: Asking | None = None
    ) -> None:
        """`session` goes on in a window that is built anew in another text size; `ask` stands in for dialogs."""
        super().__init__()
        self.desk, self.look, self.memory = desk, look, memory
        self.setObjectName("window")
        self.setWindowTitle("一人一岗")
        self.setMinimumSize(1024, 640)
        self.ask = ask or Asking(look, self)
        self.tasks = Tasks(self.ask.warn, desk.folders.logs, self)
        self.feed = Feed(self)
        desk.listen(self.feed.tell)
        self.room = room = Room(
            desk=desk,
            tasks=self.tasks,
            ask=self.ask,
            feed=self.feed,
            look=look,
            memory=memory,
            session=session or Session(memory),
            go=self.go,
            set_large=self.large_wanted.emit,
        )
        self._lay_out(look)
        self._pages: dict[str, Page] = {}
        self.current: Page | None = None
        self._frame_actions = self._actions()
        for action in self._frame_actions:
            bind(action, self)
        self.palette_line = Palette(room, [(page.name, page.word) for page in PAGES], self.actions_now, self)
        self.ask.told.connect(self.toast.say)
        self.toast.undo.connect(self.undo)
        self.tasks.showing.connect(self._show_running)
        self.feed.changed.connect(self._saved)
        self._restore_place()
        self.refresh_status()

    def _lay_out(self, look: Look) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        self.rail = Rail(self, look)
        self.pages = QStackedWidget(self)
        self.line = QProgressBar(self)
        self.line.setRange(0, 0)
        self.line.setTextVisible(False)
        self.line.setFixedHeight(3)
        self.line.hide()
        self.status = StatusLine(self, look)
        grid.addWidget(self.rail, 0, 0)
        grid.addWidget(self.pages, 0, 1)
        grid.addWidget(self.status, 1, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(0, 1)
        self.toast = Toast(self, look)
        self.status.cancel.clicked.connect(self._cancel)
        self._told: Task | None = None

    def _actions(self) -> tuple[Action, ...]:
        pages = [
            Action(
                id=f"go-{page.name}",
                title=f"去{page.word}",
                run=partial(self.go, page.name, ""),
                shortcut=page.shortcut,
            )
            for page in PAGES
        ]
        return (
            *pages,
            Action(id="anywhere", title="找人、找页面、找操作", run=self.find_anything, shortcut="Ctrl+K"),
            Action(id="help", title="这一页的帮助", run=self.show_help, shortcut="F1"),
            Action(id="undo", title="撤销上一步", run=self.undo, shortcut="Ctrl+Z"),
            Action(id="redo", title="重做刚撤销的一步", run=self.redo, shortcut="Ctrl+Y"),
            Action(id="undo-list", title="看可以撤销的操作", run=self.show_undo, shortcut="Ctrl+Shift+Z"),
            Action(id="rail", title="收起或展开左侧栏", run=self.rail.fold.click, shortcut="Ctrl+B"),
        )

    # Pages

    def go(self, name: str, uid: str) -> None:
        """Open a page, at a record if one is named; the page that is left may ask about unsaved typing first."""
        page = self._pages.get(name)
        if page is not self.current and self.current is not None and not self.current.may_leave():
            self.rail.mark(self.current.name)
            return
        if page is None:
            made = next(one for one in PAGES if one.name == name).load()
            page = self._pages[name] = made(self.room, self.pages)
            self.pages.addWidget(page)
        changed = page is not self.current
        self.current = page
        self.rail.mark(name)
        self.pages.setCurrentWidget(page)
        if uid.startswith("?"):
            page.show_list(uid[1:])
        elif uid:
            page.show_record(uid)
        if changed:
            first = page.first_focus() or page
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def actions_now(self) -> list[Action]:
        """What can be done from here: the page's actions and the frame's."""
        return [*(self.current.actions_here if self.current else ()), *self._frame_actions]

    def find_anything(self) -> None:
        """Ctrl+K."""
        self.palette_line.open()

    def show_help(self) -> None:
        """F1: what this page is for and its keys."""
        if self.current is None:
            return
        sheet = Sheet(self, self.look, f"{self.current.title}：帮助")
        text = QTextBrowser(sheet)
        text.setMinimumSize(self.look.px(560), self.look.px(400))
        text.setMarkdown(help_text(self.current.name, self.actions_now()))
        sheet.body.addWidget(text)
        sheet.ask()

    # Undo

    def undo(self) -> None:
        """Take back the last thing done today, and say what that was."""
        actor, undo = self.desk.actor, self.desk.undo
        self.tasks.run(lambda _: undo.undo(actor), self.ask.tell, owner=self, what="撤销", key="undo")

    def redo(self) -> None:
        """Do again what was taken back last."""
        actor, undo = self.desk.actor, self.desk.undo
        self.tasks.run(lambda _: undo.redo(actor), self.ask.tell, owner=self, what="重做", key="undo")

    def show_undo(self) -> None:
        """What the next undo and redo would do, in words, and the acts before, the newest first."""
        actor, undo = self.desk.actor, self.desk.undo

        def read(_: Progress) -> tuple[str, str, Sequence[Offer]]:
            return undo.last(actor), undo.last_undone(actor), undo.acts(actor)

        def show(found: tuple[str, str, Sequence[Offer]]) -> None:
            last, undone, acts = found
            words = "\n".join(filter(None, (last, undone and f"{undone}（Ctrl+Y）")))
            sheet = Sheet(
                self, self.look, "可以撤销的操作", words or "今天还没有可以撤销的操作。", "撤销" if last else ""
            )
            for act in acts[:_LISTED]:
                label = QLabel(f"{act.at[11:16]}　{act.sentence}", sheet)
                label.setProperty("role", "quiet")
                label.setWordWrap(True)
                sheet.body.addWidget(label)
            if sheet.ask() and last:
                self.undo()

        self.tasks.run(read, show, owner=self, what="读取操作记录")

    # What runs, what is saved

    def _show_running(self, lines: list[Task], words: Task | None) -> None:
        self.line.setVisible(bool(lines))
        self._told = words
        self.status.running.setText(words.sentence() if words else "")
        self.status.cancel.setVisible(words is not None)
        if lines:
            self.line.setGeometry(self.pages.x(), self.pages.y(), self.pages.width(), 3)
            self.line.raise_()

    def _cancel(self) -> None:
        if self._told:
            self._told.cancel()

    def _saved(self, _nouns: frozenset[str]) -> None:
        self.status.saved.setText(f"已保存 {self.desk.actor.clock.now():%H:%M}")
        self.refresh_status()

    def refresh_status(self) -> None:
        """Ask when the last backup and report were."""
        desk = self.desk

        def read(_: Progress) -> Standing:
            return desk.upkeep.standing()

        def show(standing: Standing) -> None:
            self.status.standing(standing, desk.actor.name, desk.actor.today())
            self.setWindowTitle(f"一人一岗 · {standing.office}")

        self.tasks.run(read, show, owner=self, what="读取状态", key="standing")

    # Place and end

    def _restore_place(self) -> None:
        place = self.memory.get("place")
        if place is not None:
            self.restoreGeometry(place)
        else:
            self.resize(1440, 900)

    def fill_screen(self) -> None:
        """Take all of the screen where the clerk left the window so, and all of a small one at the first start."""
        small = self.screen().availableGeometry().width() <= _SMALL_SCREEN
        # Qt's own place forgets this on a screen of another size.
        if self.memory.get("full", small and self.memory.get("place") is None):
            self.showMaximized()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The toast stays in its corner; a narrow window folds the rail."""
        super().resizeEvent(event)
        self.line.setGeometry(self.pages.x(), self.pages.y(), self.pages.width(), 3)
        if self.toast.isVisible():
            self.toast.place()
        if event.oldSize().width() >= _NARROW > event.size().width():
            self.rail.narrow(True)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved typing, stop what runs, remember the place."""
        if self.current is not None and not self.current.may_leave():
            event.ignore()
            return
        self.memory.keep("place", self.saveGeometry())
        self.memory.keep("full", self.isMaximized())
        self.memory.close()
        self.tasks.close()
        self.toast.hide()
        event.accept()
        self.closed.emit()


def help_text(name: str, actions: list[Action]) -> str:
    """The page's help with the keys that work there, as markdown."""
    file = resource("texts", "help", f"{name}.md")
    words = file.read_text(encoding="utf-8") if file.exists() else ""
    keys = "\n".join(f"| {key_words(one.shortcut)} | {one.title} |" for one in actions if one.shortcut)
    return f"{words}\n\n### 按键\n\n| 按键 | 作用 |\n|---|---|\n{keys}\n"
