"""One list of the page with its filters and the actions of its selection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desk_app.domain.finding import Query
from desk_app.domain.matching.comparing import KINDS
from desk_app.domain.matching.explain import CLASSES
from desk_app.services.plans import ShiftRow
from desk_app.ui.kit.actions import Action, ActionBar
from desk_app.ui.kit.filters import FilterRow
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.tables import Column, Table
from desk_app.ui.pages.matching.lists import RecordSource
from desk_app.ui.pages.matching.rows import (
    DECISION_COLUMNS,
    DECISION_WORDS,
    DECISIONS,
    PLAN_COLUMNS,
    SHIFT_COLUMNS,
    SHIFTS,
    UNPLACED,
    UNPLACED_COLUMNS,
    Chosen,
    of_decision,
    of_pair,
    of_shift,
    of_unplaced,
    plan_records,
)


class Pane(QWidget):
    """One list of the page: filters, a sentence where it has one, the table, the actions of its selection."""

    chosen = Signal()

    def __init__(
        self,
        room: Room,
        name: str,
        columns: Sequence[Column],
        source: RecordSource[Any],
        describe: Callable[[Any], Chosen],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._describe, self.source = describe, source
        self._text = ""
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(room.look.px(8))
        self.filters = FilterRow(room.look, room.memory, name, self)  # the page puts it beside the tabs
        self.filters.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, on=False)
        self.filters.setContentsMargins(0, 0, 0, 0)
        self.sentence = QLabel(self)
        self.sentence.setWordWrap(True)
        self.sentence.setProperty("role", "quiet")
        self.sentence.hide()
        self.column.addWidget(self.sentence)
        self.table = Table(room, columns, source, name, self)
        self.column.addWidget(self.table, 1)
        self.bar: ActionBar | None = None
        self.filters.changed.connect(self.look_up)
        self.table.chosen.connect(lambda _: self.chosen.emit())
        self.table.picked.connect(self.update_bar)

    def add_actions(self, room: Room, actions: Sequence[Action]) -> None:
        """The strip under the table."""
        self.bar = ActionBar(actions, room.look, self)
        self.column.addWidget(self.bar)

    def say(self, sentence: str) -> None:
        """A sentence over the table."""
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))

    def search(self, text: str) -> None:
        """Show only rows with these words."""
        self._text = text
        self.look_up()

    def look_up(self) -> None:
        """Ask the list anew."""
        self.table.look_up(Query(text=self._text, filters=self.filters.chosen()))

    def current(self) -> Chosen | None:
        """The row that is selected, in the page's words."""
        key = self.table.current()
        record = self.source.record(key) if key else None
        return self._describe(record) if record is not None else None

    def update_bar(self) -> None:
        """Grey out what cannot be done, say how many are selected."""
        if self.bar:
            count = len(self.table.selected())
            self.bar.update_state(f"已选 {count} 人" if count > 1 else "")


def panes(room: Room, read_shifts: Callable[[], Sequence[ShiftRow]], parent: QWidget) -> tuple[Pane, Pane, Pane, Pane]:
    """The four lists with their filters: plan, without a post, against the plan before, decisions."""
    desk = room.desk
    plan = Pane(
        room,
        "matching/plan",
        PLAN_COLUMNS,
        RecordSource(lambda: desk.plans.rows(desk.actor), plan_records(desk.codes["proposal_state"])),
        of_pair,
        parent,
    )
    unplaced = Pane(
        room,
        "matching/unplaced",
        UNPLACED_COLUMNS,
        RecordSource(lambda: desk.plans.unplaced(desk.actor), UNPLACED),
        of_unplaced,
        parent,
    )
    shifts = Pane(room, "matching/shifts", SHIFT_COLUMNS, RecordSource(read_shifts, SHIFTS), of_shift, parent)
    decided = Pane(
        room,
        "matching/decisions",
        DECISION_COLUMNS,
        RecordSource(lambda: desk.plans.decisions(desk.actor), DECISIONS),
        of_decision,
        parent,
    )
    states = [(one.code, one.label) for one in desk.codes["proposal_state"] if one.code != "superseded"]
    groups = [(one.short or one.label, one.label) for one in desk.codes["group"] if not one.guarded]
    plan.filters.add("state", "状态", states)
    plan.filters.add("decision", "人工决定", list(DECISION_WORDS.items()))
    plan.filters.add("group", "人员类别", groups)
    unplaced.filters.add("kind", "原因", list(CLASSES.items()))
    unplaced.filters.add("group", "人员类别", groups)
    shifts.filters.add("kind", "变化", list(KINDS.items()))
    decided.filters.add("kind", "决定", [(one.code, one.label) for one in desk.codes["decision_kind"]])
    return plan, unplaced, shifts, decided
