"""What is kept of a record, to be read: labels and values in sections, masked values with an eye."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from desk_app.domain.fields import Field, Sensitivity
from desk_app.domain.own.fields import SECTION
from desk_app.ui.kit.forms import Reveal, Section
from desk_app.ui.kit.lines import SHOWN_FOR
from desk_app.ui.look import Look


class MaskedValue(QWidget):
    """A masked value with an eye that shows it for ten seconds."""

    def __init__(self, look: Look, name: str, label: str, reveal: Reveal, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._name, self._label, self._reveal = look, name, label, reveal
        self._masked = ""
        self._open = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(4))
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self.words, 0)
        self.eye = QToolButton(self)
        self.eye.clicked.connect(self.toggle)
        row.addWidget(self.eye, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_FOR * 1000)
        self._timer.timeout.connect(self._close)

    def show_masked(self, masked: str, *, may: bool = True) -> None:
        """Show this masked value; `may`: there is something behind it."""
        self._masked = masked
        self.eye.setVisible(may)
        self._close()

    def toggle(self) -> None:
        """Show the value for ten seconds, or hide it."""
        if self._open:
            self._close()
        else:
            self._reveal(self._name, self._show)

    def _show(self, value: str) -> None:
        if not isValid(self):
            return  # the line was made anew while the answer was on its way
        self._open = True
        self.words.setText(value)
        self._timer.start()
        self._dress()

    def _close(self) -> None:
        self._open = False
        self._timer.stop()
        self.words.setText(self._masked)
        self._dress()

    def _dress(self) -> None:
        self.eye.setIcon(self._look.icon("eye-off" if self._open else "eye"))
        words = f"隐藏{self._label}" if self._open else f"显示{self._label} {SHOWN_FOR} 秒（会登记）"
        self.eye.setToolTip(words)
        self.eye.setAccessibleName(words)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing stays open that is not looked at."""
        super().hideEvent(event)
        self._close()


class Facts(QWidget):
    """Sections of labels and values; what is not known is named in one quiet line below its section."""

    def __init__(
        self, look: Look, fields: Mapping[str, Field], sections: Sequence[Section], reveal: Reveal, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._look, self._fields = look, fields
        self._values: dict[str, tuple[QLabel, QLabel | MaskedValue]] = {}
        self._unknown: list[tuple[list[str], QLabel]] = []
        self._reveal = reveal
        self._own: Facts | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        for section in sections:
            names = [name for row in section.rows for name in ((row,) if isinstance(row, str) else row)]
            self._add(section.title, names, column)

    def _add(self, title: str, names: list[str], column: QVBoxLayout) -> None:
        if title:
            heading = QLabel(title, self)
            heading.setProperty("role", "strong")
            column.addWidget(heading)
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._look.px(12))
        grid.setVerticalSpacing(self._look.px(4))
        grid.setColumnMinimumWidth(0, self._look.px(88))
        grid.setColumnStretch(1, 1)
        for number, name in enumerate(names):
            label = QLabel(self._fields[name].label, self)
            label.setProperty("role", "quiet")
            label.setWordWrap(True)
            self._values[name] = (label, self._value(name))
            grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._values[name][1], number, 1)
        column.addLayout(grid)
        unknown = QLabel(self)
        unknown.setProperty("role", "small")
        unknown.setWordWrap(True)
        column.addWidget(unknown)
        column.addSpacing(self._look.px(8))
        self._unknown.append((names, unknown))

    def _value(self, name: str) -> QLabel | MaskedValue:
        field = self._fields[name]
        if field.sensitivity is Sensitivity.PERSONAL:
            return MaskedValue(self._look, name, field.label, self._reveal, self)
        label = QLabel(self)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def show_own(self, own: Mapping[str, Field], words: Mapping[str, str]) -> None:
        """Show the fields that the office added itself, below the others."""
        if self._own is not None and self._own._fields != own:
            self._own.deleteLater()
            self._own = None
        column = self.layout()
        if self._own is None and own and column is not None:
            self._own = Facts(self._look, own, (Section(SECTION, tuple(own)),), self._reveal, self)
            column.addWidget(self._own)
        if self._own is not None:
            self._own.show_facts(words)

    def show_facts(self, words: Mapping[str, str]) -> None:
        """Show these values by field name."""
        for name, (label, value) in self._values.items():
            text = words.get(name, "")
            if isinstance(value, MaskedValue):
                value.show_masked(text)
            else:
                value.setText(text)
            label.setVisible(bool(text))
            value.setVisible(bool(text))
        for names, line in self._unknown:
            unknown = [self._fields[name].label for name in names if not words.get(name)]
            line.setText(f"没有登记：{'、'.join(unknown)}" if unknown else "")
            line.setVisible(bool(unknown))
