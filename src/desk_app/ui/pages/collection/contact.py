"""登记联系: one contact of a task, typed in a few seconds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desk_app.domain.collection.records import Collection, CollectionContact
from desk_app.domain.errors import DeskError
from desk_app.domain.fields import fields_of
from desk_app.services.collection import Done
from desk_app.ui.kit.actions import Action, bind
from desk_app.ui.kit.noting import NoteLine
from desk_app.ui.kit.page import Room

_RESTS = "none"  # the outcome that needs a day


class ContactLine(NoteLine):
    """By which way, what came of it, a note, and for 暂无用工 when to ask again."""

    done = Signal(object)  # kept: what became of it
    left = Signal()  # Esc
    coded = {"how": "how", "outcome": "collection_outcome"}
    usual = {"how": "phone"}
    result = "outcome"
    fields = {
        **{name: fields_of(CollectionContact)[name] for name in ("how", "outcome", "note")},
        "until": fields_of(Collection)["until"],
    }

    def __init__(self, room: Room, parent: QWidget) -> None:
        self._uids: tuple[str, ...] = ()
        super().__init__(room, parent)
        bind(Action(id="leave-contact", title="回到名单", run=self.left.emit, shortcut="Esc"), self)

    def lay_out(self) -> None:
        """Way and outcome; the day to ask again; the note."""
        self.column.addLayout(self.row("how", "outcome", hints={"outcome": "联系结果"}))
        self.column.addLayout(self.row("until", hints={"until": "哪天再问：+30、3.15"}))
        last = self.row("note", hints={"note": "说了什么（可不填）"})
        last.addWidget(self.button)
        self.column.addLayout(last)
        self.until, self.note = self.editors["until"], self.editors["note"]

    def show_tasks(self, uids: Sequence[str]) -> None:
        """Whose contact it is: one task, or several that were told the same."""
        if self._uids != tuple(uids):
            self._uids = tuple(uids)
            self.go_on_with(f"collection/{uids[0]}" if len(uids) == 1 else "")
        self.button.setText(f"给 {len(uids)} 项记下" if len(uids) > 1 else "记下")

    def begin(self) -> None:
        """Put the cursor where the outcome is said."""
        self.editors["outcome"].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.editors["outcome"].selectAll()

    def choose(self, result: str) -> None:
        """Set the outcome; the cursor goes to what is still to be typed."""
        super().choose(result)
        (self.until if result == _RESTS else self.note).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def changed(self) -> None:
        """暂无用工 needs a day; the usual one stands there already."""
        rests = self.chosen() == _RESTS
        self.until.setVisible(rests)
        if rests and not self.until.text():
            day = self.room.desk.actor.today() + timedelta(days=self.room.desk.collection.rules.ask_again_days)
            self.until.put(day.isoformat())
        if rests and (words := self.day_words("until")):
            self.say(f"{words} 再问")

    def keep(self) -> None:
        """Write the contact."""
        desk, uids = self.room.desk, self._uids
        if self.chosen() != _RESTS:
            self.until.put("")
        found, wrong = self.read()
        values, errors = dict(found), dict(wrong)
        if not values.get("outcome") and "outcome" not in errors:
            errors["outcome"] = "请选联系结果（Alt+1 到 Alt+5）。"
        if errors or not uids:
            self.say("".join(errors.values()), wrong=True)
            return

        def written(done: Done) -> None:
            self.kept()
            self._uids = ()
            self.done.emit(done)

        def refused(error: DeskError) -> None:
            self.say(error.message, wrong=True)

        self.room.tasks.run(
            lambda _: desk.collection.note(
                desk.actor,
                uids,
                values["outcome"],
                values["how"] or "phone",
                note=values["note"],
                until=values["until"],
            ),
            written,
            failed=refused,
            owner=self,
            what="记录",
            key="contact",
        )
