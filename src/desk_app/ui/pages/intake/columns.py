"""认表: the columns of one table and what each is taken for, to be changed by mouse or key."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desk_app.domain.intake.rows import Noun, TakenTable, letters
from desk_app.domain.intake.targets import NOUN_WORDS
from desk_app.ui.kit.button import Button
from desk_app.ui.look import Look


class ColumnsPanel(QScrollArea):
    """The kind of list and one choice for each column; nothing is read anew before 照此认表."""

    wanted = Signal(str, object)  # kind of list, {column: target}
    headed = Signal(str)  # kind of list: the row in which the clerk stands is its header

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._table: TakenTable | None = None
        self._targets: Callable[[Noun], Mapping[str, str]]
        self.kind = QComboBox()
        self.choices: dict[int, QComboBox] = {}
        self.apply = Button()

    def show_table(self, table: TakenTable, targets: Callable[[Noun], Mapping[str, str]]) -> None:
        """Show a table as it is taken at present; `targets`: what a column of each kind of list can be, in words."""
        self._table, self._targets = table, targets
        self._build(table.noun or "seekers")

    def show_unknown(self) -> None:
        """Ask for the header row of a sheet in which no list was recognised."""
        self._table, self.choices = None, {}
        inside, column = self._fresh()
        words = "这张表里没有认出名单。请选名单种类，点表头所在的那一行，再按下面的按钮。"
        title = QLabel(words, inside)
        title.setProperty("role", "caution")
        title.setWordWrap(True)
        column.addWidget(title)
        self._add_kind(column, "seekers")
        self.apply = Button("这一行是表头", inside)
        self.apply.setProperty("role", "primary")
        self.apply.setAutoDefault(True)
        self.apply.clicked.connect(lambda: self.headed.emit(self.kind.currentData()))
        column.addWidget(self.apply)
        column.addStretch(1)
        self.setWidget(inside)

    def _fresh(self) -> tuple[QWidget, QVBoxLayout]:
        inside = QWidget(self)
        inside.setProperty("role", "surface")
        column = QVBoxLayout(inside)
        gap = self._look.px(16)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(self._look.px(8))
        return inside, column

    def _add_kind(self, column: QVBoxLayout, noun: Noun) -> None:
        self.kind = QComboBox()
        self.kind.setAccessibleName("名单种类")
        for kind, label in NOUN_WORDS.items():
            self.kind.addItem(label, kind)
        self.kind.setCurrentIndex(list(NOUN_WORDS).index(noun))
        self.kind.currentIndexChanged.connect(self._another_kind)
        column.addWidget(self.kind)

    def _build(self, noun: Noun) -> None:
        table = self._table
        assert table is not None
        inside, column = self._fresh()
        words = "各栏认作什么" if table.noun else "没有认出这是什么名单，请选一种，再认各栏"
        title = QLabel(words, inside)
        title.setProperty("role", "heading" if table.noun else "caution")
        title.setWordWrap(True)
        column.addWidget(title)
        self._add_kind(column, noun)
        note = QLabel("没有对应栏目的选“保留原栏”，原文存进“其他栏目”；改过的，下次同样的表头自动照办。", inside)
        note.setProperty("role", "small")
        note.setWordWrap(True)
        column.addWidget(note)
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._look.px(8))
        grid.setVerticalSpacing(self._look.px(4))
        self.choices = {}
        for row, at in enumerate(sorted(table.targets)):
            name = QLabel(f"{letters(at)}　{table.heading(at)}", inside)
            name.setWordWrap(True)
            name.setToolTip(table.heading(at))
            choice = QComboBox(inside)
            choice.setAccessibleName(f"{letters(at)} 列 {table.heading(at)} 认作")
            choice.setMinimumContentsLength(8)
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            for key, label in self._targets(noun).items():
                choice.addItem(label, key)
            choice.setCurrentIndex(max(0, choice.findData(table.targets[at] if noun == table.noun else "")))
            choice.currentIndexChanged.connect(self._changed)
            choice.installEventFilter(self)
            grid.addWidget(name, row, 0)
            grid.addWidget(choice, row, 1)
            self.choices[at] = choice
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        self.apply = Button("照此认表", inside)
        self.apply.setProperty("role", "primary")
        self.apply.setAutoDefault(True)
        self.apply.setEnabled(False)
        self.apply.clicked.connect(self._want)
        column.addWidget(self.apply)
        column.addStretch(1)
        self.setWidget(inside)
        self._changed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel scrolls the list and changes no column by accident."""
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _another_kind(self) -> None:
        noun: Noun = self.kind.currentData()
        if self._table is not None and noun != self._table.noun:
            self.wanted.emit(noun, {})

    def _said(self) -> dict[int, str]:
        assert self._table is not None
        said = {at: choice.currentData() for at, choice in self.choices.items()}
        return {at: target for at, target in said.items() if target != self._table.targets[at]}

    def _changed(self) -> None:
        self.apply.setEnabled(bool(self._said()))

    def _want(self) -> None:
        self.wanted.emit(self.kind.currentData(), self._said())
