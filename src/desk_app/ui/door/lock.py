"""锁屏: the window is covered until its PIN or password comes. What was typed stays behind it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QVBoxLayout, QWidget

from desk_app.domain.errors import DeskError
from desk_app.ui.door.card import button, words
from desk_app.ui.kit.lines import FieldLine
from desk_app.ui.kit.passwords import CAPS, PasswordLine
from desk_app.ui.kit.session import Session
from desk_app.ui.kit.tasks import Tasks
from desk_app.ui.look import Look

KEY = "Ctrl+Alt+L"


class Cover(QFrame):
    """Hides one window while it is locked, its title too: a title may name a person."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("role", "surface")
        self.setAutoFillBackground(True)
        self._over, self._title = over, over.windowTitle()
        over.setWindowTitle("一人一岗 · 已锁定")
        over.installEventFilter(self)
        self._fit()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover all of it, whatever its size becomes."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._fit()
        return False

    def lift(self) -> None:
        """Show what is below again."""
        self._over.removeEventFilter(self)
        self._over.setWindowTitle(self._title)
        self.hide()
        self.deleteLater()

    def _fit(self) -> None:
        self.setGeometry(self._over.rect())
        self.raise_()


class Lock(QObject):
    """Covers every window of the program, also the sheets in front of it, and asks for PIN or password."""

    locked = Signal()
    unlocked = Signal()
    left = Signal()  # somebody else wants to log in: close the window and open the door

    def __init__(
        self, window: QWidget, session: Session, look: Look, tasks: Tasks, is_password: Callable[[str], bool]
    ) -> None:
        """`is_password` says whether this is the password of whoever sits here; it is asked on a thread."""
        super().__init__(window)
        self._window, self._session, self._look, self._tasks = window, session, look, tasks
        self._is_password = is_password
        self._covers: list[Cover] = []
        self.panel: LockPanel | None = None
        key = QShortcut(QKeySequence(KEY), window)
        key.setContext(Qt.ShortcutContext.ApplicationShortcut)
        key.activated.connect(session.lock_now)
        session.lock_wanted.connect(self.lock)
        session.begin()

    @property
    def is_locked(self) -> bool:
        """Whether the windows are covered."""
        return self.panel is not None

    def lock(self) -> None:
        """Cover everything. Typing stays as it is behind the covers."""
        if self.is_locked:
            return
        while popup := QApplication.activePopupWidget():
            popup.close()
        seen = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.isWindow()]
        self._covers = [Cover(one) for one in seen]
        self.panel = LockPanel(self, self._window, self._session, self._look)
        self.panel.open()
        self.locked.emit()

    def try_pin(self, typed: str) -> None:
        """Re-open with the PIN, or say how many tries are left."""
        panel = self.panel
        if panel is None:
            return
        if self._session.try_pin(typed):
            self._unlock()
        elif self._session.has_pin:
            panel.say(f"解锁码不对，还可以试 {self._session.tries_left} 次。")
        else:
            panel.ask_for_password()
            panel.say("解锁码错了三次，已经作废，请输入密码。")

    def try_password(self, typed: str) -> None:
        """Re-open with the password."""
        panel = self.panel
        if panel is None:
            return
        panel.wait(True)

        def judged(right: bool) -> None:
            if right:
                self._unlock()
            elif self.panel:
                self.panel.wait(False)
                self.panel.say("密码不对，请重新输入。")

        def failed(error: DeskError) -> None:
            if self.panel:
                self.panel.wait(False)
                self.panel.say(error.message)

        self._tasks.run(
            lambda _: self._is_password(typed), judged, owner=self, failed=failed, what="核对密码", key="unlock"
        )

    def end(self) -> None:
        """The session is over: nothing is watched and covered any more, the PIN is forgotten."""
        self._session.end()
        self._uncover()

    def _unlock(self) -> None:
        self._uncover()
        self._session.touch()
        self.unlocked.emit()

    def _uncover(self) -> None:
        panel, self.panel = self.panel, None
        if panel:
            panel.let_go()
        for cover in self._covers:
            cover.lift()
        self._covers = []


class LockPanel(QDialog):
    """The one thing that can be used while it is locked. It shows nothing about anybody."""

    def __init__(self, lock: Lock, window: QWidget, session: Session, look: Look) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._lock = lock
        self._by_pin = session.has_pin
        self.setWindowTitle("一人一岗 · 已锁定")
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self._may_close = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        edge = QFrame(self)
        edge.setProperty("role", "card")
        outer.addWidget(edge)
        column = QVBoxLayout(edge)
        column.setContentsMargins(*(look.px(32),) * 4)
        column.setSpacing(look.px(12))
        column.addWidget(words("已锁定", "title", self))
        self.sentence = words("", "quiet", self)
        self.sentence.setMinimumWidth(look.px(300))
        column.addWidget(self.sentence)
        self.line = PasswordLine(look, self)
        self.field = FieldLine(look, "密码", self.line, self)
        column.addWidget(self.field)
        self.open_it = button("解锁", "primary", self)
        column.addWidget(self.open_it)
        self.swap = button("用密码解锁", "link", self)
        self.swap.clicked.connect(self.ask_for_password)
        column.addWidget(self.swap, 0, Qt.AlignmentFlag.AlignLeft)
        self.leave = button("换人登录（未保存的内容会丢失）", "link", self)
        self.leave.clicked.connect(lock.left)
        column.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignLeft)
        self.line.returnPressed.connect(self._try)
        self.open_it.clicked.connect(self._try)
        self.line.caps.connect(lambda on: self.say(CAPS if on and not self._by_pin else "", wrong=False))
        if self._by_pin:
            self.field.label.setText("解锁码")
            self.sentence.setText("输入本次登录设的解锁码，回到刚才的地方。")
        else:
            self.ask_for_password()
        self.line.setFocus()

    def ask_for_password(self) -> None:
        """Only the password helps now, or is wished."""
        self._by_pin = False
        self.field.label.setText("密码")
        self.sentence.setText("输入您的密码，回到刚才的地方。没有保存的内容都还在。")
        self.swap.hide()
        self.line.clear()
        self.say("")
        self.line.setFocus()

    def say(self, sentence: str, *, wrong: bool = True) -> None:
        """What is wrong."""
        self.field.say(sentence, wrong=wrong)
        if wrong:
            self.line.selectAll()
        self.adjustSize()

    def wait(self, busy: bool) -> None:
        """While the password is looked at."""
        self.line.setReadOnly(busy)
        self.open_it.setEnabled(not busy)
        self.open_it.setText("正在核对…" if busy else "解锁")

    def let_go(self) -> None:
        """It was re-opened, or the program ends."""
        self._may_close = True
        self.close()
        self.deleteLater()

    def reject(self) -> None:
        """Esc opens nothing."""
        if self._may_close:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nor does Alt+F4."""
        if self._may_close:
            super().closeEvent(event)
        else:
            event.ignore()

    def _try(self) -> None:
        typed = self.line.text()
        if typed and self.open_it.isEnabled():
            (self._lock.try_pin if self._by_pin else self._lock.try_password)(typed)
