"""Tags: a small washed colour, always with a word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk_app.ui.look import Look

Tone = Literal["quiet", "accent", "good", "caution", "danger"]


@dataclass(frozen=True, slots=True)
class Tag:
    """A word with a tone."""

    word: str
    tone: Tone = "quiet"


def paint_tags(painter: QPainter, room: QRectF, tags: Iterable[Tag], look: Look) -> float:
    """Draw tags in one line from the left of the room, as many as fit; returns the width used (… for the rest)."""
    font = look.font("small")
    painter.setFont(font)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    metrics = QFontMetricsF(font)
    pad, gap, height = look.px(6), look.px(4), metrics.height() + look.px(2)
    left, top = room.left(), room.center().y() - height / 2
    for tag in tags:
        word = tag.word
        width = metrics.horizontalAdvance(word) + 2 * pad
        if left + width > room.right() + 0.5:
            if left > room.left():
                painter.setPen(look.colour("quiet"))
                painter.drawText(QPointF(left, top + metrics.ascent() + look.px(1)), "…")
                return left - room.left()
            width = room.width()
            word = metrics.elidedText(word, Qt.TextElideMode.ElideRight, width - 2 * pad)
        chip = QRectF(left, top, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(f"{tag.tone}_wash"))
        painter.drawRoundedRect(chip, 4, 4)
        painter.setPen(look.colour(tag.tone))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, word)
        left += width + gap
    return left - room.left()


class TagRow(QWidget):
    """Tags as a widget; they wrap to further lines where the width does not suffice."""

    def __init__(self, look: Look, tags: Iterable[Tag] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._tags: tuple[Tag, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_tags(tags)

    def show_tags(self, tags: Iterable[Tag]) -> None:
        """Show these instead."""
        self._tags = tuple(tags)
        self.setVisible(bool(self._tags))
        self.setAccessibleName("、".join(tag.word for tag in self._tags))
        self.updateGeometry()
        self.update()

    def _lines(self, width: float) -> list[list[Tag]]:
        metrics = QFontMetricsF(self._look.font("small"))
        lines: list[list[Tag]] = [[]]
        left = 0.0
        for tag in self._tags:
            wide = metrics.horizontalAdvance(tag.word) + self._look.px(12)
            if lines[-1] and left + wide > width:
                lines.append([])
                left = 0.0
            lines[-1].append(tag)
            left += wide + self._look.px(4)
        return lines

    def _line_height(self) -> int:
        return int(QFontMetricsF(self._look.font("small")).height()) + self._look.px(6)

    def hasHeightForWidth(self) -> bool:
        """Its height depends on its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As many lines as the tags need."""
        return len(self._lines(width)) * self._line_height()

    def sizeHint(self) -> QSize:
        """Wide enough for one line where that is possible."""
        hint = super().sizeHint()
        metrics = QFontMetricsF(self._look.font("small"))
        wide = sum(metrics.horizontalAdvance(tag.word) + self._look.px(16) for tag in self._tags)
        hint.setWidth(min(int(wide) + 1, self._look.px(320)))
        hint.setHeight(self.heightForWidth(hint.width()))
        return hint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tags line by line."""
        painter = QPainter(self)
        height = self._line_height()
        for number, line in enumerate(self._lines(self.width())):
            paint_tags(painter, QRectF(0, number * height, self.width(), height), line, self._look)
        painter.end()
