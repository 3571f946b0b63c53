"""A clerk at the keyboard of the real window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk_app.ui.pages import PAGES
from desk_app.ui.window import Window
from tests.ui.conftest import settle

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


class Hands:
    """Keys go to whatever has the focus; after each the window has come to rest."""

    def __init__(self, window: Window, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        self.keys = 0

    def _focus(self) -> QWidget:
        return QApplication.activePopupWidget() or QApplication.focusWidget() or self.window

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key."""
        self.keys += 1
        QTest.keyClick(self._focus(), key, modifier)
        settle(self.qtbot, self.window.room)

    def type(self, text: str) -> None:
        """Keys of Latin letters and figures; Chinese comes as an input method commits it."""
        self.keys += len(text)
        if text.isascii():
            QTest.keyClicks(self._focus(), text)
        else:
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(QApplication.focusWidget() or self.window, event)
        settle(self.qtbot, self.window.room)

    def fill(self, *texts: str) -> None:
        """Texts into one field after another."""
        for text in texts:
            if text:
                self.type(text)
            self.press(Qt.Key.Key_Return)

    def page(self, name: str) -> None:
        """Go to a page by its key."""
        keys = {page.name: page.shortcut.removeprefix("Ctrl+") for page in PAGES}
        self.press(Qt.Key(ord(keys[name])), CONTROL)
        assert self.window.current is not None
        assert self.window.current.name == name
