"""What stands at the door: one card in the middle, which scrolls where the screen is small."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desk_app.ui.kit.button import Button
from desk_app.ui.look import Look


class Card(QScrollArea):
    """A card as wide as `width` where the window allows it; things are added to `body`."""

    def __init__(self, look: Look, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget(self)
        inside.setProperty("role", "canvas")
        grid = QGridLayout(inside)
        grid.setContentsMargins(*(look.px(24),) * 4)
        self.card = QFrame(inside)
        self.card.setProperty("role", "card")
        self.card.setMaximumWidth(look.px(width))
        grid.addWidget(self.card, 1, 1)
        for edge in (0, 2):
            grid.setColumnStretch(edge, 1)
            grid.setRowStretch(edge, 1)
        grid.setColumnStretch(1, 100)
        self.body = QVBoxLayout(self.card)
        self.body.setContentsMargins(*(look.px(32),) * 4)
        self.body.setSpacing(look.px(12))
        self.setWidget(inside)


def words(text: str, role: str, parent: QWidget) -> QLabel:
    """A label that wraps."""
    label = QLabel(text, parent)
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label


def button(text: str, role: str, parent: QWidget) -> QPushButton:
    """A button; Enter in a line presses it where that line says so, never by chance."""
    made = Button(text, parent)
    made.setProperty("role", role)
    made.setAutoDefault(False)
    return made
