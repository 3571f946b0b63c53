"""Posts that go out: as text for a chat group, as a poster."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desk_app.services.posts.handouts import Poster, Told
from desk_app.ui.kit.handing import hand_out
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.tables import Table

_TEXT, _POSTER = "微信文字", "招聘海报"


class Outgoing:
    """Makes the selected posts known. What must not be told is left out and named before anything leaves."""

    def __init__(self, room: Room, table: Table, owner: QWidget) -> None:
        self._room, self._table, self._owner = room, table, owner

    def copy_text(self) -> None:
        """W: as text on the clipboard."""
        desk, uids = self._room.desk, self._table.selected()

        def made(told: Told) -> None:
            if told.sentence and not self._room.ask.confirm(
                f"{told.sentence}\n其余的复制成文字（{told.count} 个岗位）。", "复制"
            ):
                return
            QGuiApplication.clipboard().setText(told.text)
            self._room.ask.tell(f"已复制 {told.count} 个岗位的文字，到微信群里粘贴。")
            self._register(_TEXT, told.count)

        self._room.tasks.run(
            lambda _: desk.handouts.chat_text(desk.actor, uids), made, owner=self._owner, what="生成微信文字"
        )

    def print_poster(self) -> None:
        """P: as a poster, printed or saved."""
        desk, uids = self._room.desk, self._table.selected()

        def made(poster: Poster) -> None:
            if poster.sentence and not self._room.ask.confirm(
                f"{poster.sentence}\n其余的印成海报（{poster.count} 个岗位）。", "继续"
            ):
                return
            hand_out(self._room, _POSTER, lambda _: poster.pdf, lambda: self._register(_POSTER, poster.count))

        self._room.tasks.run(
            lambda _: desk.handouts.poster(desk.actor, uids), made, owner=self._owner, what="生成招聘海报"
        )

    def _register(self, what: str, count: int) -> None:
        desk = self._room.desk
        self._room.tasks.run(
            lambda _: desk.handouts.given(desk.actor, what, count), lambda _: None, owner=self._owner, what="登记"
        )
