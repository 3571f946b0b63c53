"""What happened, newest first: a dot, when, what, and the words about it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desk_app.ui.kit.button import Button
from desk_app.ui.kit.tags import Tone
from desk_app.ui.look import Look

Event = tuple[str, str, str, Tone]
"""When, title, text, tone."""

_AT_ONCE = 50  # events that are laid out at once


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
        """Show these, in this order; of many, the first ones and a button for the rest."""
        self._rest = list(events)
        inside = QWidget()
        inside.setProperty("role", "surface")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, self._look.px(8), 0, self._look.px(8))
        self._column.setSpacing(0)
        self._more = Button("", inside)
        self._more.setProperty("role", "link")
        self._more.clicked.connect(self.show_more)
        self._column.addWidget(self._more)
        self._column.addStretch(1)
        self.setWidget(inside)
        self.show_more()

    def show_more(self) -> None:
        """Show the next ones: a person with ten years of log would take a second to lay out."""
        now, self._rest = self._rest[:_AT_ONCE], self._rest[_AT_ONCE:]
        for event in now:
            self._column.insertWidget(self._column.count() - 2, self._line(event, self.widget()))
        self._more.setText(f"再看更早的 {len(self._rest)} 条")
        self._more.setVisible(bool(self._rest))

    def _line(self, event: Event, parent: QWidget | None) -> QFrame:
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
