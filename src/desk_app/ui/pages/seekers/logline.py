"""记一笔: one line of the service log, typed in a few seconds."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.domain.errors import DeskError
from desk_app.domain.fields import fields_of
from desk_app.domain.service_log import REFUSED, Said, ServiceEntry
from desk_app.services.seekers import Outcome
from desk_app.ui.kit.actions import Action, bind
from desk_app.ui.kit.noting import NoteLine
from desk_app.ui.kit.page import Room


class LogLine(NoteLine):
    """What was done, by which way, what came of it, when to call again; of a refusal also reason and proof."""

    done = Signal()  # kept, or left with Esc
    coded = {"kind": "service_kind", "how": "how", "result": "contact_result", "reason": "refusal_reason"}
    usual = {"kind": "contact", "how": "phone", "result": "reached"}
    result = "result"
    fields = {name: fields_of(ServiceEntry)[name] for name in (*coded, "note", "evidence", "next_on")}

    def __init__(self, room: Room, parent: QWidget) -> None:
        self._uids: tuple[str, ...] = ()
        super().__init__(room, parent)
        bind(Action(id="leave-log", title="回到名单", run=self.done.emit, shortcut="Esc"), self)

    def lay_out(self) -> None:
        """Kind, way and result; the note; of a refusal reason and proof; the next contact."""
        self.column.addLayout(self.row("kind", "how", "result"))
        self.column.addLayout(self.row("note", hints={"note": "说了什么、答应了什么（可不填）"}))
        self.note = self.editors["note"]
        self._refusal = QWidget(self)
        inside = QVBoxLayout(self._refusal)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(
            self.row("reason", "evidence", hints={"reason": "拒绝原因", "evidence": "凭证在哪里（可不填）"})
        )
        self.column.addWidget(self._refusal)
        last = self.row("next_on", hints={"next_on": "下次联系：+7、3.15（可不填）"})
        last.addWidget(self.button)
        self.column.addLayout(last)

    def show_person(self, uid: str) -> None:
        """Whose log it is."""
        if self._uids != (uid,):
            self._uids = (uid,)
            self.go_on_with(f"log/{uid}")

    def begin(self) -> None:
        """Put the cursor where typing starts: kind, way and result are mostly right already."""
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def changed(self) -> None:
        """Reason and proof belong to a refusal; the day of the next contact is said in full."""
        self._refusal.setVisible(self.chosen() == REFUSED)
        if words := self.day_words("next_on"):
            self.say(words)

    def keep(self) -> None:
        """Write the line."""
        desk, uids = self.room.desk, self._uids
        values, errors = self.read()
        if errors:
            self.say("；".join(f"{self.fields[name].label}：{words}" for name, words in errors.items()), wrong=True)
            return
        said = Said(**values)

        def written(outcome: Outcome) -> None:
            self.kept()
            self.room.ask.tell(outcome.sentence, undo=True)
            self.done.emit()

        def refused(error: DeskError) -> None:
            self.say(error.message, wrong=True)

        self.room.tasks.run(
            lambda _: desk.seekers.log(desk.actor, uids, said),
            written,
            failed=refused,
            owner=self,
            what="记录",
            key="log",
        )
