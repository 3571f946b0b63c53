"""The right side of the home page: four figures that open their lists, and seats against people."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desk_app.domain.agenda.figures import Bar
from desk_app.domain.agenda.today import Agenda
from desk_app.ui.kit.button import Button
from desk_app.ui.look import Look

_FIGURES = (
    ("waiting", "待就业", "人", "seekers", "?state=unverified,willing"),
    ("placed", "已有岗", "人", "matching", "?plan"),
    ("seats", "空名额", "个", "posts", "?state=open"),
    ("unplaced", "无岗", "人", "matching", "?unplaced"),
)
"""Attribute of Figures, word, unit, and the list that the figure opens."""


class Figure(Button):
    """One figure with its word and its trend; a click opens the list behind it."""

    def __init__(self, word: str, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._word = word
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(12),) * 4)
        column.setSpacing(look.px(2))
        self.number, self.trend = QLabel(self), QLabel(self)
        name = QLabel(word, self)
        for label, role in ((name, "quiet"), (self.number, "figure"), (self.trend, "small")):
            label.setProperty("role", role)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)
        self.trend.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def sizeHint(self) -> QSize:
        """As large as the labels in it need; a button by itself counts only its own text."""
        return self._column.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """No smaller than the labels in it."""
        return self._column.minimumSize()

    def show_figure(self, number: int, unit: str, trend: str) -> None:
        """Show it."""
        self.number.setText(f"{number:,}")
        self.trend.setText(trend)
        self.setAccessibleName(f"{self._word} {number} {unit}，{trend}")
        self.setToolTip(f"看{self._word}的名单")


class Balance(QWidget):
    """Bars: how many want each kind of work, and how many seats there are for it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._bars: Sequence[Bar] = ()
        self._base, self._small = look.font(), look.font("small")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these."""
        self._bars = tuple(bars)
        words = "；".join(f"{bar.label} {bar.persons} 人 {bar.seats} 个名额" for bar in bars)
        self.setAccessibleName(f"岗位与意向：{words}")
        self.updateGeometry()
        self.update()

    def _row(self) -> int:
        return QFontMetrics(self._base).height() + self._look.px(20)

    def sizeHint(self) -> QSize:
        """One row for each family, and the legend."""
        return QSize(self._look.px(240), self._row() * len(self._bars) + QFontMetrics(self._small).height())

    def minimumSizeHint(self) -> QSize:
        """All rows are always seen."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Each row: label and both numbers in words, below them two thin bars from one edge on one scale."""
        painter = QPainter(self)
        look, width = self._look, self.width()
        small, base = QFontMetrics(self._small), QFontMetrics(self._base)
        painter.setFont(self._small)
        left = 0
        for colour, word in (("accent", "想做的人"), ("good", "空名额")):
            size = look.px(8)
            painter.fillRect(QRect(left, (small.height() - size) // 2, size, size), look.colour(colour))
            painter.setPen(look.colour("quiet"))
            painter.drawText(left + look.px(12), small.ascent(), word)
            left += look.px(28) + small.horizontalAdvance(word)
        longest = max((max(bar.persons, bar.seats) for bar in self._bars), default=0) or 1
        for number, bar in enumerate(self._bars):
            top = small.height() + look.px(8) + number * self._row()
            numbers = f"{bar.persons} 人 · {bar.seats} 个"
            painter.setFont(self._base)
            painter.setPen(look.colour("text"))
            room = width - base.horizontalAdvance(numbers) - look.px(8)
            painter.drawText(0, top + base.ascent(), base.elidedText(bar.label, Qt.TextElideMode.ElideRight, room))
            painter.setPen(look.colour("danger" if bar.short else "quiet"))
            painter.drawText(QRect(0, top, width, base.height()), Qt.AlignmentFlag.AlignRight, numbers)
            thick, line = look.px(4), top + base.height() + look.px(2)
            for count, colour, y in ((bar.persons, "accent", line), (bar.seats, "good", line + thick + 1)):
                painter.fillRect(
                    QRect(0, y, max(round(width * count / longest), 1 if count else 0), thick), look.colour(colour)
                )
        painter.end()


def _change(change: int) -> str:
    """A change in words: 多 3, 少 2, 持平."""
    return f"{'多' if change > 0 else '少'} {abs(change):,}" if change else "持平"


class Side(QWidget):
    """The figures above the picture."""

    def __init__(self, look: Look, go: Callable[[str, str], None], parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(12))
        grid = QGridLayout()
        grid.setSpacing(look.px(8))
        self.figures: dict[str, Figure] = {}
        for number, (name, word, _unit, page, place) in enumerate(_FIGURES):
            figure = self.figures[name] = Figure(word, look, self)
            figure.clicked.connect(lambda _checked, page=page, place=place: go(page, place))
            grid.addWidget(figure, number // 2, number % 2)
        column.addLayout(grid)
        card = QFrame(self)
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(*(look.px(16),) * 4)
        inside.setSpacing(look.px(8))
        heading = QLabel("意向与名额", card)
        heading.setProperty("role", "strong")
        inside.addWidget(heading)
        self.balance = Balance(look, card)
        inside.addWidget(self.balance)
        self.nothing = QLabel("有了人员和核实过的岗位，这里按工种比较人数和空名额。", card)
        self.nothing.setProperty("role", "quiet")
        self.nothing.setWordWrap(True)
        inside.addWidget(self.nothing)
        column.addWidget(card)
        column.addStretch(1)

    def show_agenda(self, agenda: Agenda) -> None:
        """Show the figures with their trend."""
        for name, _word, unit, _page, _place in _FIGURES:
            now = getattr(agenda.figures, name)
            if agenda.before is None or agenda.before_on is None:
                trend = "无上周数据"
            else:
                change = now - getattr(agenda.before, name)
                trend = f"比 {agenda.before_on:%m-%d} {_change(change)}"
            self.figures[name].show_figure(now, unit, trend)

    def show_balance(self, bars: Sequence[Bar]) -> None:
        """Show seats against people."""
        self.balance.show_bars(bars)
        self.balance.setVisible(bool(bars))
        self.nothing.setVisible(not bars)
