"""栏目: which further columns a table shows, chosen from a menu and remembered for each clerk."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desk_app.ui.kit.actions import Action
from desk_app.ui.kit.filters import Chip
from desk_app.ui.kit.tables import Column, Table


class ColumnChoice(Chip):
    """A chip with one tick for each further column of a table."""

    def __init__(self, table: Table, parent: QWidget) -> None:
        super().__init__("栏目", parent)
        self._table = table
        self._columns: tuple[Column, ...] = ()
        self._place = f"{table.name}/columns"
        self.setToolTip("列表里再显示哪些栏目")
        self.action = Action(id=f"columns-{table.name}", title="选择列表栏目", run=self.showMenu)
        self.ticked.connect(self._keep)

    def offer_columns(self, noun: str, further: Sequence[Column] = ()) -> None:
        """Let the clerk choose from these and the office's own fields; those chosen the last time are shown."""
        own = self._table.room.desk.own_columns(noun)
        columns = (*further, *(Column(name, one.label, 100, sortable=noun == "seekers") for name, one in own.items()))
        self._columns = columns
        self.setVisible(bool(columns))
        kept = str(self._table.room.memory.get(self._place, "") or "").split("|")
        self.offer([(one.name, one.title) for one in columns], kept)
        self._show_chosen()

    def _keep(self) -> None:
        self._table.room.memory.keep(self._place, "|".join(self.chosen()))
        self._show_chosen()

    def _show_chosen(self) -> None:
        wanted = set(self.chosen())
        self._table.show_also([one for one in self._columns if one.name in wanted])
