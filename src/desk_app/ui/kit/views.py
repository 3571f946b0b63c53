"""视图: the filters of a page under a name, chosen, kept and dropped by keyboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject

from desk_app.domain.views import SavedView
from desk_app.ui.kit.actions import Action, ActionButton
from desk_app.ui.kit.filters import FilterRow
from desk_app.ui.kit.room import Room

_SAVE, _DROP = "save", "drop"


class SavedViews(QObject):
    """The button 视图 at the end of the filters of one page."""

    def __init__(self, room: Room, page: str, filters: FilterRow) -> None:
        super().__init__(filters)
        self._room, self._page, self._filters = room, page, filters
        self.action = Action(
            id="views", title="视图", run=self.open, shortcut="Ctrl+Shift+F", enabled=lambda: not filters.isHidden()
        )
        button = ActionButton(self.action, room.look, parent=filters)
        button.setProperty("role", "link")
        filters.add_end(button)

    def open(self) -> None:
        """Offer the views, keeping the present filters, dropping one."""
        desk = self._room.desk
        self._room.tasks.run(
            lambda _: desk.views.of(desk.actor, self._page), self._offer, owner=self, what="读取视图", key="views"
        )

    def _offer(self, views: Sequence[SavedView]) -> None:
        options = [(one.uid, one.name) for one in views]
        options += [(_SAVE, "把现在的筛选存为视图")] if self._filters.chosen() else []
        options += [(_DROP, "删除一个视图")] if views else []
        if not options:
            self._room.ask.warn("还没有视图。先在上面选好筛选，再按“视图”存下来，以后一步就能用。")
            return
        chosen = self._room.ask.choose("视图", "用哪个视图看这一页？", options)
        if chosen == _SAVE:
            self._save(self._filters.chosen())
        elif chosen == _DROP:
            self._drop(views)
        elif chosen:
            self._filters.choose(next(one.filters for one in views if one.uid == chosen))

    def _save(self, filters: Mapping[str, Sequence[str]]) -> None:
        name = self._room.ask.line("视图", "给这个视图起个名称，全单位都能用：", "存下")
        desk = self._room.desk
        if name:
            self._room.tasks.run(
                lambda _: desk.views.save(desk.actor, self._page, name, filters), self._tell, owner=self, what="存视图"
            )

    def _drop(self, views: Sequence[SavedView]) -> None:
        chosen = self._room.ask.choose("删除视图", "删除哪一个？", [(one.uid, one.name) for one in views])
        desk = self._room.desk
        if chosen:
            self._room.tasks.run(lambda _: desk.views.drop(desk.actor, chosen), self._tell, owner=self, what="删除视图")

    def _tell(self, sentence: str) -> None:
        self._room.ask.tell(sentence, undo=True)
