"""Steps: where somebody is in a work of a few steps, and the way back to those that were done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desk_app.ui.kit.button import Button
from desk_app.ui.look import Look, role


class Steps(QWidget):
    """A strip of numbered steps; those that can be gone to are buttons. The step that is open stands out."""

    chosen = Signal(int)  # the number of a step, from 0

    def __init__(self, names: Sequence[str], look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(4))
        self.buttons: list[QPushButton] = []
        for number, name in enumerate(names):
            if number:
                arrow = QLabel(self)
                arrow.setPixmap(look.icon("chevron-right").pixmap(look.px(16), look.px(16)))
                row.addWidget(arrow)
            button = Button(f"{number + 1} {name}", self)
            button.clicked.connect(partial(self.chosen.emit, number))
            row.addWidget(button)
            self.buttons.append(button)
        row.addStretch(1)
        self._names = tuple(names)
        self.at(0, (0,))

    def at(self, step: int, reachable: Collection[int]) -> None:
        """Show that `step` is open and which ones can be gone to."""
        self.step = step
        for number, button in enumerate(self.buttons):
            done = number < step
            button.setText(f"✓ {self._names[number]}" if done else f"{number + 1} {self._names[number]}")
            button.setEnabled(number == step or number in reachable)
            button.setAccessibleName(f"第 {number + 1} 步 {self._names[number]}{'，现在' if number == step else ''}")
            role(button, "chosen" if number == step else "flat")
