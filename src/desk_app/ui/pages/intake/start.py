"""选文件: where a list is dropped, and what was taken in before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desk_app.domain.entry import moment_words
from desk_app.domain.intake.batches import Batch
from desk_app.domain.intake.outcome import Status, counts_sentence
from desk_app.domain.intake.targets import NOUN_WORDS
from desk_app.ui.kit.actions import Action, ActionBar, ActionButton
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.tables import Column, ListSource, Table

_COLUMNS = (
    Column("at", "导入时间", 84),
    Column("file", "文件", 250),
    Column("noun", "种类", 72),
    Column("by", "经办人", 68),
    Column("result", "结果", 420, sortable=False),
)


class StartRoom(QWidget):
    """A place to drop files, the rows that wait, the past imports."""

    def __init__(
        self, room: Room, open_: Action, waiting: Action, undo: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        look = room.look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(12))
        drop = QFrame(self)
        drop.setProperty("role", "card")
        inside = QHBoxLayout(drop)
        inside.setContentsMargins(look.px(24), look.px(20), look.px(24), look.px(20))
        inside.setSpacing(look.px(16))
        picture = QLabel(drop)
        picture.setPixmap(look.icon("file-input", "accent").pixmap(look.px(32), look.px(32)))
        inside.addWidget(picture)
        words = QVBoxLayout()
        words.setSpacing(look.px(4))
        title = QLabel("把名单拖到这里，或按 Ctrl+O 选文件", drop)
        title.setProperty("role", "heading")
        title.setWordWrap(True)
        words.addWidget(title)
        kinds = QLabel(
            "人员、岗位、单位名单都可以：.xlsx .xls .et .ods .csv，一次可以选几个。写入之前什么都不会改。", drop
        )
        kinds.setProperty("role", "quiet")
        kinds.setWordWrap(True)
        words.addWidget(kinds)
        inside.addLayout(words, 1)
        inside.addWidget(ActionButton(open_, look, primary=True, parent=drop), 0, Qt.AlignmentFlag.AlignVCenter)
        column.addWidget(drop)
        line = QHBoxLayout()
        line.setSpacing(look.px(12))
        past = QLabel("以前的导入", self)
        past.setProperty("role", "heading")
        line.addWidget(past)
        line.addStretch(1)
        self.waiting = ActionButton(waiting, look, parent=self)
        line.addWidget(self.waiting)
        column.addLayout(line)
        self.table = Table(room, _COLUMNS, ListSource(()), "batches", self, empty="还没有导入过名单。")
        self.table.setAccessibleName("以前的导入")
        column.addWidget(self.table, 1)
        self.undo = Action(
            id="undo-import",
            title="撤销整次导入",
            run=undo,
            icon="undo-2",
            enabled=lambda: self.table.current() is not None,
        )
        self.bar = ActionBar((self.undo,), look, self)
        column.addWidget(self.bar)
        self.table.chosen.connect(lambda _key: self.bar.update_state())
        self._now = room.desk.actor.clock.now

    def show_batches(self, batches: Sequence[Batch], waiting: int) -> None:
        """Show the past imports and how many rows wait."""
        self.waiting.setText(f"待问清 {waiting} 行" if waiting else "没有待问清的行")
        self.waiting.setEnabled(bool(waiting))
        self.table.source = ListSource([self._row(batch) for batch in batches])
        self.table.look_up()

    def _row(self, batch: Batch) -> dict[str, object]:
        now: datetime = self._now()
        kept: dict[Status, int] = {
            "new": batch.counts.get("created", 0),
            "changed": batch.counts.get("changed", 0),
            "same": batch.counts.get("same", 0),
            "refused": batch.counts.get("refused", 0),
            "question": batch.counts.get("questions", 0),
        }
        return {
            "uid": batch.uid,
            "at": moment_words(batch.at, now),
            "at_key": batch.at,
            "file": batch.file,
            "noun": dict(NOUN_WORDS).get(batch.noun, ""),  # type: ignore[call-overload]  # "" where none was found
            "by": batch.by,
            "result": counts_sentence(batch.read or 0, kept, brief=True),
            "records": kept["new"] + kept["changed"],
        }
