"""Parts below each other in one column that scrolls where it is too long."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desk_app.ui.look import Look


def scrolled(look: Look, parent: QWidget, *parts: QWidget) -> QScrollArea:
    """A column of these parts; it never scrolls sideways, and the keyboard passes it by."""
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inside = QWidget(area)
    inside.setProperty("role", "surface")
    column = QVBoxLayout(inside)
    gap = look.px(12)
    column.setContentsMargins(0, gap, gap, gap)
    column.setSpacing(gap)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    area.setWidget(inside)
    return area
