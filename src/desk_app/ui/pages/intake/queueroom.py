"""待问清: the rows of all imports that wait for an answer, one after another by keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from desk_app.domain.intake.kinds import KINDS
from desk_app.domain.intake.outcome import Outcome
from desk_app.domain.intake.queue import Waiting
from desk_app.domain.intake.replies import NOTHING, Reply
from desk_app.ui.kit.actions import Action, ActionButton
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.tables import Column, ListSource, Table
from desk_app.ui.pages.intake.answers import AnswerPanel

_COLUMNS = (
    Column("file", "文件", 150),
    Column("row", "行", 46, right=True),
    Column("who", "姓名或名称", 96),
    Column("why", "要问清", 220),
)


class QueueRoom(QWidget):
    """The list of rows that wait; Enter goes to the answers, an answered row leaves the list."""

    replied = Signal(str, object)  # uid, Reply

    def __init__(self, room: Room, back: Action, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = room.look
        self._waiting: dict[str, Waiting] = {}
        self.wanted = ""  # a batch whose first row is to be shown when the rows have come
        self.replies: dict[str, Reply] = {}
        self.outcomes: dict[str, Outcome] = {}  # replies after which something was still to be asked
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        line = QHBoxLayout()
        self.strip = QLabel(self)
        self.strip.setProperty("role", "strip")
        self.strip.setWordWrap(True)
        line.addWidget(self.strip, 1)
        line.addWidget(ActionButton(back, look, parent=self))
        column.addLayout(line)
        self.table = Table(room, _COLUMNS, ListSource(()), "questions", self, empty="没有待问清的行。")
        self.table.setAccessibleName("待问清的行")
        self.panel = AnswerPanel(look, room.desk.codes, "导入这一行", self)
        self.panel.setMinimumWidth(look.px(320))
        split = QSplitter(self)
        split.addWidget(self.table)
        split.addWidget(self.panel)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(look.px(12))
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        split.setSizes([10_000, look.px(400)])
        column.addWidget(split, 1)
        self.table.chosen.connect(self._show)
        self.table.opened.connect(lambda _key: self.panel.focus_first())
        self.panel.replied.connect(self._reply)
        self.panel.accepted.connect(self._accept)

    def show_waiting(self, waiting: Sequence[Waiting]) -> None:
        """Show the rows that wait now."""
        keys = list(self._waiting)
        current = self.table.current()
        after = keys[keys.index(current) + 1 :] if current in keys else []
        self._waiting = {one.uid: one for one in waiting}
        self.table.source = ListSource([_row(one) for one in waiting])
        wanted = [one.uid for one in waiting if one.batch == self.wanted]
        self.wanted = ""
        follower = next((key for key in (*wanted, current, *after, *self._waiting) if key in self._waiting), None)
        if follower is not None:
            self.table.choose(follower)
        self.table.look_up()
        if not waiting:
            self.panel.say("没有待问清的行。")
        told = f"待问清 {len(waiting)} 行。答复后，这一行就写入，可以撤销。列表里：Enter 去改正　S 就是这样　D 不导入"
        self.strip.setText(told if waiting else "都问清了。")

    def still_open(self, uid: str, reply: Reply, made: Outcome) -> None:
        """The reply left something to be asked."""
        self.replies[uid], self.outcomes[uid] = reply, made
        if self.table.current() == uid:
            self.panel.show_row(made, reply)
            self.panel.focus_first()

    def _show(self, uid: str | None) -> None:
        if uid in self._waiting:
            assert uid is not None
            made = self.outcomes.get(uid, self._waiting[uid].outcome)
            self.panel.show_row(made, self.replies.get(uid, NOTHING))

    def _accept(self) -> None:
        uid = self.table.current()
        if uid is not None:
            self.replied.emit(uid, NOTHING)

    def _reply(self, reply: Reply) -> None:
        uid = self.table.current()
        if uid is None:
            return
        if reply:
            self.replied.emit(uid, reply)
        else:
            self.replies.pop(uid, None)
            self.outcomes.pop(uid, None)
            self._show(uid)


def _row(one: Waiting) -> dict[str, object]:
    slip = one.outcome.slip
    who = next((slip.text(at) for at, found in slip.targets.items() if found in ("name", "title", "employer.name")), "")
    why = "；".join(dict.fromkeys(KINDS[finding.kind].meaning for finding in one.outcome.findings))
    return {
        "uid": one.uid,
        "file": one.file,
        "row": str(slip.row),
        "row_key": slip.row,
        "who": who,
        "why": why or "现在可以导入了，请再看一遍",
    }
