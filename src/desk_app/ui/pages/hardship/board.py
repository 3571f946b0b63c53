"""The left side of the page: three lists under three tabs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desk_app.domain.finding import Query
from desk_app.services.hardship import Leaving, Listed
from desk_app.ui.kit.actions import ActionBar
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.tables import Table
from desk_app.ui.pages.hardship import lists
from desk_app.ui.pages.hardship.layout import CASES, EXITS, FAMILIES

_WORDS = ("认定", "零就业家庭", "待退出（建议）")
_CLOCK = "clock_state"  # the one filter that is the families'


class Board(QWidget):
    """认定 · 零就业家庭 · 待退出: which list is open, what is chosen and selected in it."""

    chosen = Signal()  # another row, or another list
    picked = Signal()
    counted = Signal()

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(parent)
        desk = room.desk
        self._cases, self._families, self._exits = lists.cases(desk), lists.families(desk), lists.exits(desk)
        self._answered: set[int] = set()  # lists that have been read since the last change
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(room.look.px(8))
        self.tabs = QTabBar(self)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        column.addWidget(self.tabs)
        self._stack = QStackedWidget(self)
        column.addWidget(self._stack, 1)
        self.cases = Table(room, CASES, self._cases, "hardship", self, empty="还没有困难认定。按 Ctrl+N 新申请。")
        self.families = Table(room, FAMILIES, self._families, "hardship-families", self, empty="没有零就业家庭。")
        self.exits = Table(room, EXITS, self._exits, "hardship-exits", self, empty="没有建议退出的人。")
        self.tables = (self.cases, self.families, self.exits)
        for number, table in enumerate(self.tables):
            self.tabs.addTab(_WORDS[number])
            self._stack.addWidget(table)
            table.chosen.connect(partial(self._chosen, table))
            table.picked.connect(self.picked)
            table.counted.connect(partial(self._counted, number))
        self.tabs.currentChanged.connect(self._turned)

    def add_bars(self, of_case: ActionBar, of_family: ActionBar) -> None:
        """What can be done with the selection, below the list that it is about."""
        self._bars = (of_case, of_family)
        column = self.layout()
        assert column is not None
        for bar in self._bars:
            column.addWidget(bar)
        self._turned(0)

    # What is shown

    def read_again(self) -> None:
        """The records may have changed."""
        self._answered.clear()
        for source in (self._cases, self._families, self._exits):
            source.forget()
        for table in self.tables:
            table.look_up()

    def look_up(self, text: str, filters: Mapping[str, tuple[str, ...]]) -> None:
        """Show what words and filters find, each list by its own filters."""
        clocks = {name: keys for name, keys in filters.items() if name == _CLOCK}
        steps = {name: keys for name, keys in filters.items() if name != _CLOCK}
        self.cases.look_up(Query(text=text, filters=steps))
        self.families.look_up(Query(text=text, filters=clocks))
        self.exits.look_up(Query(text=text))

    @property
    def table(self) -> Table:
        """The list that is open."""
        return self.tables[max(0, self.tabs.currentIndex())]

    @property
    def empty(self) -> bool:
        """Whether nothing is on file, as far as that is known by now."""
        return {0, 1} <= self._answered and not (self._cases.lines or self._families.lines)

    def turn(self) -> None:
        """To the next list."""
        self.open((self.tabs.currentIndex() + 1) % self.tabs.count())
        self.table.setFocus()

    def open(self, number: int) -> None:
        """Open the list at this place."""
        self.tabs.setCurrentIndex(number)

    def choose(self, key: str, *, family: bool = False) -> None:
        """Stand on a certification or a family, in its list."""
        if family or self.table is not self.exits:
            self.open(1 if family else 0)
        self.table.choose(key)

    def words(self) -> str:
        """How many are late, in words."""
        late = sum(one.late > 0 for one in self._cases.lines.values())
        over = sum(one.state == "overdue" for one in self._families.lines.values())
        parts = [f"逾期 {late} 件"] if late else []
        if self._families.lines:
            parts.append(f"零就业家庭超期 {over} 户" if over else "零就业动态清零")
        return " · ".join(parts)

    # What is chosen

    @property
    def current(self) -> str:
        """The uid of the certification or family that is chosen; "" if none is."""
        return str(self.table.current() or "").partition("/")[0]

    @property
    def proposal(self) -> Leaving | None:
        """The proposal that is chosen in the list of those."""
        return self._exits.lines.get(str(self.exits.current())) if self.table is self.exits else None

    def uids(self) -> list[str]:
        """The records that are selected in the open list."""
        return list(dict.fromkeys(str(key).partition("/")[0] for key in self.table.selected()))

    def case(self, uid: str) -> Listed | None:
        """The line of a certification."""
        return self._cases.lines.get(uid)

    def state(self) -> str:
        """The one state of all selected certifications; "" where there are several or none."""
        if self.table is self.families:
            return ""
        found = {line.state for uid in self.uids() if (line := self.case(uid))}
        return found.pop() if len(found) == 1 else ""

    def may_clear(self) -> bool:
        """Whether the family that is chosen is still to be cleared."""
        row = self._families.lines.get(str(self.families.current()))
        return bool(row and row.state not in ("cleared", "undated"))

    def _turned(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        for bar, shown in zip(self._bars, (number != 1, number == 1), strict=True):
            bar.setVisible(shown)
        self.chosen.emit()

    def _chosen(self, table: Table, _key: object) -> None:
        if table is self.table:
            self.chosen.emit()

    def _counted(self, number: int, count: int) -> None:
        self._answered.add(number)
        self.tabs.setTabText(number, f"{_WORDS[number]} {count}")
        self.counted.emit()
