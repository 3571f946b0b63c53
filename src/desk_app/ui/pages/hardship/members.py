"""家庭成员 of one family as rows; children are hidden until they are asked for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desk_app.services.hardship import FamilyFile, MemberRow
from desk_app.ui.kit.actions import Action, ActionBar, bind
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.rows import ListSource
from desk_app.ui.kit.tables import Table
from desk_app.ui.pages.hardship.layout import MEMBERS


class Members(QWidget):
    """The rows with 新增, 编辑, 删除; whoever is asked to edit opens the form."""

    edit = Signal(object)  # MemberRow, or None for a new one
    drop = Signal(object)  # MemberRow

    def __init__(self, room: Room, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._all: Sequence[MemberRow] = ()
        self._children = False
        look = room.look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        self.table = Table(room, MEMBERS, ListSource([]), name, self, empty="还没有登记家庭成员。", first_chosen=False)
        self.table.setMinimumHeight(look.px(76))
        column.addWidget(self.table, 1)
        self.hidden = QLabel(self)
        self.hidden.setProperty("role", "small")
        self.hidden.setWordWrap(True)
        column.addWidget(self.hidden)
        some = lambda: self.current is not None  # noqa: E731  # two actions ask it
        self.add = Action(id="add-member", title="新增", run=self._add, shortcut="A", icon="plus", on=self.table)
        self.change = Action(id="edit-member", title="编辑", run=self._change, icon="pencil", enabled=some)
        self.remove = Action(
            id="remove-member", title="删除", run=self._remove, shortcut="Del", icon="trash-2", enabled=some,
            on=self.table,
        )  # fmt: skip
        self.show_children = Action(
            id="show-children", title="显示未满 16 周岁的成员", run=self._toggle, shortcut="H", on=self.table,
            enabled=lambda: any(one.child for one in self._all),
        )  # fmt: skip
        for action in (self.add, self.remove, self.show_children):
            bind(action, self)
        self.bar = ActionBar((self.add, self.change, self.remove), look, self)
        column.addWidget(self.bar)
        self.table.opened.connect(lambda _: self._change())
        self.table.picked.connect(self.bar.update_state)

    @property
    def current(self) -> MemberRow | None:
        """The member of the current row."""
        key = self.table.current()
        return next((one for one in self._all if one.uid == key), None)

    def show_members(self, file: FamilyFile | None) -> None:
        """Show these; another family's children are hidden again."""
        members = file.members if file else ()
        if {one.uid for one in members}.isdisjoint(one.uid for one in self._all):
            self._children = False
        self._all = members
        self._fill()

    def _fill(self) -> None:
        shown = [one for one in self._all if self._children or not one.child]
        self.table.source = ListSource([{"uid": one.uid, **one.facts} for one in shown])
        self.table.look_up()
        children = sum(one.child for one in self._all)
        words = "已显示" if self._children else "没有显示"
        turn = "隐藏" if self._children else "显示"
        self.hidden.setText(f"{children} 名未满 16 周岁的成员{words}，按 H {turn}。" if children else "")
        self.hidden.setVisible(bool(children))
        self.bar.update_state()

    def _toggle(self) -> None:
        self._children = not self._children
        self._fill()

    def _add(self) -> None:
        self.edit.emit(None)

    def _change(self) -> None:
        if self.current:
            self.edit.emit(self.current)

    def _remove(self) -> None:
        if self.current:
            self.drop.emit(self.current)
