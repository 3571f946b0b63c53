"""A section that lists records and opens a form in the place of the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desk_app.domain.progress import Progress
from desk_app.ui.kit.actions import Action, ActionBar, bind
from desk_app.ui.kit.entering import Entry
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.tables import Column, ListSource, Row, Table
from desk_app.ui.pages.settings.section import Section

_INSIDE = (QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)


class RecordsSection(Section):
    """A table with its actions; 新增 and 修改 open the entry. A subclass says what is listed and done."""

    columns: Sequence[Column]
    name = ""  # under which the widths of the table are remembered
    empty = ""
    entry: Entry

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self.stack = QStackedWidget(self)
        self.listing = QWidget(self.stack)
        self.inside = QVBoxLayout(self.listing)
        self.inside.setContentsMargins(0, 0, 0, 0)
        self.inside.setSpacing(room.look.px(8))
        self.table = Table(room, self.columns, ListSource([]), self.name, self.listing, empty=self.empty)
        # Table and form scroll by themselves: their rows must not make the whole section scroll.
        self.table.setSizePolicy(*_INSIDE)
        self.table.setMinimumHeight(room.look.px(180))
        self.stack.addWidget(self.listing)
        self.column.addWidget(self.stack, 1)

    def begin(self, entry: Entry, actions: Sequence[Action]) -> None:
        """Put the parts together; actions only for those who may change something."""
        self.entry = entry
        self.inside.addWidget(self.table, 1)
        self.bar = ActionBar(actions if self.may_change else (), self.room.look, self.listing)
        self.inside.addWidget(self.bar)
        if self.may_change:
            for action in actions:
                bind(action, self.listing)
        else:
            self.add_words(self.only_supervisor, "notice")
        self.table.chosen.connect(lambda _key: self.bar.update_state(self._count))
        entry.form.setSizePolicy(*_INSIDE)
        entry.form.setMinimumHeight(self.room.look.px(180))
        self.stack.addWidget(entry)
        entry.saved.connect(self._saved)
        entry.closed.connect(self._closed)

    _count = ""

    def show_rows(self, rows: Sequence[Row], count: str) -> None:
        """Show these records."""
        self._count = count
        self.table.source = ListSource(rows)
        self.table.look_up()
        self.bar.update_state(count)

    def row(self) -> Row:
        """The record that is chosen; nothing in it where none is."""
        return self.table.row_of(self.table.current()) or {}

    def open_entry(self) -> None:
        """Show the form in the place of the list."""
        self.stack.setCurrentWidget(self.entry)

    def do(self, work: Callable[[], str], what: str) -> None:
        """Run a use case and tell what it says was done."""

        def run(_: Progress) -> str:
            return work()

        self.room.tasks.run(run, lambda said: self.room.ask.tell(said, undo=True), owner=self, what=what, key="do")

    def may_leave(self) -> bool:
        """Ask where something is not saved."""
        return self.stack.currentWidget() is not self.entry or self.entry.leave()

    def _saved(self, uid: str, sentence: str) -> None:
        self.table.choose(uid)
        self.room.ask.tell(sentence, undo=True)

    def _closed(self) -> None:
        self.stack.setCurrentWidget(self.listing)
        self.table.setFocus()
