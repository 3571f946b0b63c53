"""What happened, newest first: a dot, when, what, and the words about it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desk_app.ui.kit.tags import Tone
from desk_app.ui.look import Look

Event = tuple[str, str, str, Tone]
"""When, title, text, tone."""


class _Dot(QWidget):
    """The mark at the left of an event, on a line that runs through all of them."""

    def __init__(self, look: Look, tone: Tone, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._tone = look, tone
        self.setFixedWidth(look.px(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Line and dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.width() / 2
        painter.setPen(self._look.colour("line"))
        painter.drawLine(QPointF(middle, 0), QPointF(middle, self.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour(self._tone))
        radius = self._look.px(4)
        painter.drawEllipse(QPointF(middle, self._look.px(11)), radius, radius)
        painter.end()


class Timeline(QScrollArea):
    """Events under each other; every word can be selected and copied."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.show_events(())

    def show_events(self, events: Iterable[Event]) -> None:
        """Show these, in this order."""
        inside = QWidget()
        inside.setProperty("role", "surface")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, self._look.px(8), 0, self._look.px(8))
        column.setSpacing(0)
        for event in events:
            column.addWidget(self._line(event, inside))
        column.addStretch(1)
        self.setWidget(inside)

    def _line(self, event: Event, parent: QWidget) -> QFrame:
        when, title, text, tone = event
        frame = QFrame(parent)
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._look.px(8))
        row.addWidget(_Dot(self._look, tone, frame))
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, self._look.px(12))
        words.setSpacing(self._look.px(2))
        for content, role in ((title, "strong"), (text, ""), (when, "small")):
            if content:
                label = QLabel(content, frame)
                label.setProperty("role", role)
                label.setWordWrap(True)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                words.addWidget(label)
        row.addLayout(words, 1)
        return frame
