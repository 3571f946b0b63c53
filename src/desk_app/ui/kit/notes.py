"""What a page says where there is nothing to show."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desk_app.ui.kit.actions import Action, ActionButton
from desk_app.ui.look import Look


class EmptyNote(QWidget):
    """One sentence what belongs here, one button, one line of help."""

    def __init__(
        self, look: Look, sentence: str, action: Action | None = None, help_: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(24), look.px(48), look.px(24), look.px(48))
        column.setSpacing(look.px(16))
        column.addStretch(1)
        self.words = QLabel(sentence, self)
        self.words.setProperty("role", "heading")
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.words)
        self.help = QLabel(help_, self)
        self.help.setProperty("role", "quiet")
        self.help.setWordWrap(True)
        self.help.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.help.setVisible(bool(help_))
        column.addWidget(self.help)
        if action:
            self.button = ActionButton(action, look, primary=True, parent=self)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def say(self, sentence: str, help_: str = "") -> None:
        """Say something else."""
        self.words.setText(sentence)
        self.help.setText(help_)
        self.help.setVisible(bool(help_))
