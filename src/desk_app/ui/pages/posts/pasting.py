"""粘贴招工信息: a message from a chat, read into the form of a post; what each value was read from stays in sight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from desk_app.domain.intake.chat import Part
from desk_app.services.messages import Message
from desk_app.ui.kit.actions import Action, ActionButton, bind
from desk_app.ui.kit.drafts import DraftKeeper
from desk_app.ui.kit.page import Room
from desk_app.ui.look import Look

DRAFT = "posts/message"
_LINES = 5  # of the message that stand above the form


class Pasting(QFrame):
    """Where a message is pasted or typed; below it what was read."""

    read = Signal(object)  # Message
    closed = Signal()
    edited = Signal()

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(parent)
        self.room = room
        look = room.look
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(16),) * 4)
        column.setSpacing(look.px(8))
        heading = QLabel("粘贴招工信息", self)
        heading.setProperty("role", "heading")
        column.addWidget(heading)
        words = QLabel(
            "把微信群、短信里的招工文字粘贴到下面（Ctrl+V），按 Ctrl+Enter 读成岗位，逐个核对后再保存。", self
        )
        words.setProperty("role", "quiet")
        words.setWordWrap(True)
        column.addWidget(words)
        self.text = QPlainTextEdit(self)
        self.text.setAccessibleName("招工信息")
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(self.edited)
        column.addWidget(self.text, 1)
        self.trouble = QLabel(self)
        self.trouble.setProperty("role", "danger")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        column.addWidget(self.trouble)
        self.go_on = Action(id="read-message", title="读成岗位", run=self.submit, shortcut="Ctrl+Return")
        self.give_up = Action(id="leave-message", title="不登记了", run=self.leave, shortcut="Esc")
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        for action in (self.go_on, self.give_up):
            bind(action, self)
            row.addWidget(ActionButton(action, look, primary=action is self.go_on, parent=self))
        row.addStretch(1)
        column.addLayout(row)
        self.drafts = DraftKeeper(room, self)

    def begin(self) -> None:
        """Open with what lies in the clipboard, where that is text."""
        clipboard = QApplication.clipboard().text()
        self.text.setPlainText(clipboard)
        self.text.selectAll()
        self._say("")
        self.text.setFocus()
        self.drafts.open(DRAFT, lambda _sentence: None)

    def typed(self) -> Mapping[str, str]:
        """The text."""
        return {"message": text} if (text := self.text.toPlainText().strip()) else {}

    def put(self, typed: Mapping[str, str]) -> None:
        """Put a text back."""
        self.text.setPlainText(typed.get("message", ""))

    def submit(self) -> None:
        """Ctrl+Enter: read it."""
        desk, text = self.room.desk, self.text.toPlainText()
        self.room.tasks.run(
            lambda _: desk.messages.read(desk.actor, text),
            self._done,
            failed=lambda error: self._say(error.message),
            owner=self,
            what="读招工信息",
            key="message",
        )

    def _done(self, message: Message) -> None:
        self.drafts.drop()
        self.read.emit(message)

    def leave(self) -> None:
        """Esc: what was pasted is still in the clipboard or in the chat; what was typed is kept as a draft."""
        if self.typed() and self.text.toPlainText() != QApplication.clipboard().text():
            self.drafts.keep()
        self.drafts.close()
        self.closed.emit()

    def _say(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))


class Origin(QTextEdit):
    """The message above the form of a post; what the post was read from is tinted."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setReadOnly(True)
        self.setAccessibleName("招工信息原文")
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES + look.px(16))
        self.hide()

    def show_message(self, text: str, parts: Iterable[Part]) -> None:
        """Show a message and tint these parts; "" hides it."""
        self.setPlainText(text)
        self.setVisible(bool(text))
        tint = QTextCharFormat()
        tint.setBackground(self._look.colour("accent_wash"))
        tint.setFontUnderline(True)  # colour never carries a meaning alone
        selections = []
        for part in parts:
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(_place(text, part.start))
            cursor.setPosition(_place(text, part.end), QTextCursor.MoveMode.KeepAnchor)
            selection.cursor, selection.format = cursor, tint
            selections.append(selection)
        self.setExtraSelections(selections)


def _place(text: str, at: int) -> int:
    """A place in the message as Qt counts it: a smiley is two characters there."""
    return len(text[:at].encode("utf-16-le")) // 2
