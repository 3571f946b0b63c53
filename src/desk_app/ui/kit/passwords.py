"""Lines for passwords: an eye, a word about Caps Lock, and what makes a new one weak."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desk_app.domain.passwords import SHORTEST, weakness
from desk_app.ui.kit.lines import FieldLine
from desk_app.ui.look import Look

CAPS = "大写锁定开着：字母会变成大写。"


class PasswordLine(QLineEdit):
    """One hidden line; the eye shows it. No input method comes between the keys and the password."""

    caps = Signal(bool)  # whether Caps Lock seems to be on

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._eye = self.addAction(look.icon("eye"), QLineEdit.ActionPosition.TrailingPosition)
        self._eye.triggered.connect(lambda: self.show_it(self.echoMode() == QLineEdit.EchoMode.Password))
        self.show_it(False)

    def show_it(self, clear: bool) -> None:
        """Show what is typed, or dots."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if clear else QLineEdit.EchoMode.Password)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._eye.setIcon(self._look.icon("eye-off" if clear else "eye"))
        self._eye.setToolTip("隐藏" if clear else "显示")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt does not know Caps Lock; a capital without Shift (or a small letter with it) gives it away."""
        text = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self.caps.emit(False)  # it was changed just now, to what the next letter says
        elif len(text) == 1 and text.isascii() and text.isalpha():
            self.caps.emit(text.isupper() != bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        super().keyPressEvent(event)


class NewPassword(QWidget):
    """A new password, typed twice, with a word about how good it is."""

    changed = Signal()
    done = Signal()  # Enter in the second line

    def __init__(self, look: Look, parent: QWidget | None = None, *known: str) -> None:
        super().__init__(parent)
        self._known = known
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(12))
        self.first, self.second = PasswordLine(look, self), PasswordLine(look, self)
        self.first_line = FieldLine(look, f"密码（至少 {SHORTEST} 位）", self.first, self)
        self.second_line = FieldLine(look, "再输一遍", self.second, self)
        column.addWidget(self.first_line)
        column.addWidget(self.second_line)
        self.first.textChanged.connect(self._judge)
        self.second.textChanged.connect(self._judge)
        self.first.returnPressed.connect(self.second.setFocus)
        self.second.returnPressed.connect(self.done)
        self.first.caps.connect(self._say_caps)
        self._caps = False

    def know(self, *known: str) -> None:
        """Names that a password must not be made of."""
        self._known = known
        self._judge()

    @property
    def text(self) -> str:
        """The password, if it is long enough and typed twice alike; "" otherwise."""
        typed = self.first.text()
        return typed if len(typed) >= SHORTEST and typed == self.second.text() else ""

    def complain(self) -> bool:
        """Say what is missing and go there; False if nothing is."""
        if self.text:
            return False
        wrong_first = len(self.first.text()) < SHORTEST
        line = self.first_line if wrong_first else self.second_line
        line.say(f"密码至少要 {SHORTEST} 位。" if wrong_first else "两遍输的不一样。", wrong=True)
        (self.first if wrong_first else self.second).setFocus()
        return True

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.second.clear()

    def _say_caps(self, on: bool) -> None:
        self._caps = on
        self._judge()

    def _judge(self) -> None:
        typed, again = self.first.text(), self.second.text()
        weak = weakness(typed, *self._known) if typed else ""
        words = CAPS if self._caps else weak or ("这个密码不错。" if typed else "")
        self.first_line.say(words, wrong=False)
        same = not again or typed == again
        unlike = "两遍输的不一样。" if not typed.startswith(again) else ""
        self.second_line.say("" if same else unlike, wrong=bool(unlike))
        self.changed.emit()
