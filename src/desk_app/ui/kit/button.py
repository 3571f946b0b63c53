"""The push button of the whole window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton


class Button(QPushButton):
    """Enter presses it when it has the focus, as everybody expects; by itself Qt does so in dialogs only."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, besides the space bar."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_KEYPAD:
            self.click()
        else:
            super().keyPressEvent(event)


_KEYPAD = Qt.KeyboardModifier.KeypadModifier  # the Enter of the number block comes with it
