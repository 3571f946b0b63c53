"""登记联系: one contact of a task, typed in a few seconds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desk_app.domain.collection.records import Collection, CollectionContact
from desk_app.domain.entry import candidates, read_all
from desk_app.domain.entry import reading as reading_of
from desk_app.domain.errors import DeskError
from desk_app.domain.fields import fields_of
from desk_app.services.collection import Done
from desk_app.ui.kit.actions import Action, bind
from desk_app.ui.kit.button import Button
from desk_app.ui.kit.drafts import DraftKeeper
from desk_app.ui.kit.lines import EnterGoesOn, TextEditor
from desk_app.ui.kit.page import Room
from desk_app.ui.look import role

_FIELDS = {
    **{name: fields_of(CollectionContact)[name] for name in ("how", "outcome", "note")},
    "until": fields_of(Collection)["until"],
}
_CODED = {"how": "how", "outcome": "collection_outcome"}
_RESTS = "none"  # the outcome that needs a day


class ContactLine(QWidget):
    """By which way, what came of it, a note, and for 暂无用工 when to ask again. Enter in the last field keeps it.

    Alt+1 … Alt+5 set the outcome from anywhere in it.
    """

    done = Signal(object)  # kept: what became of it
    left = Signal()  # Esc
    edited = Signal()

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = room
        self._uids: tuple[str, ...] = ()
        look = room.look
        self._editors: dict[str, TextEditor] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        column.addLayout(self._row("how", "outcome"))
        self._editors["outcome"].setPlaceholderText("联系结果")
        until = QHBoxLayout()
        self.until = self._editor("until")
        self.until.setPlaceholderText("哪天再问：+30、3.15")
        until.addWidget(self.until)
        column.addLayout(until)
        last = QHBoxLayout()
        last.setSpacing(look.px(8))
        self.note = self._editor("note")
        self.note.setPlaceholderText("说了什么（可不填）")
        self.note.returnPressed.connect(self.keep)
        last.addWidget(self.note, 1)
        self.button = Button("记下", self)
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.keep)
        last.addWidget(self.button)
        column.addLayout(last)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        column.addWidget(self.words)
        bind(Action(id="leave-contact", title="回到名单", run=self.left.emit, shortcut="Esc"), self)
        for number, code in enumerate(room.desk.codes["collection_outcome"], start=1):
            choose = Action(
                id=f"outcome-{code.code}",
                title=code.label,
                run=partial(self.choose, code.code),
                shortcut=f"Alt+{number}",
            )
            bind(choose, self)
        self._goes_on = EnterGoesOn(self)
        for name in ("how", "outcome", "until"):
            self._editors[name].installEventFilter(self._goes_on)
        self.drafts = DraftKeeper(room, self)
        self.put({})

    def _row(self, *names: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._room.look.px(8))
        for name in names:
            row.addWidget(self._editor(name), 1)
        return row

    def _editor(self, name: str) -> TextEditor:
        editor = TextEditor(self._room.look, self, self._words_for(name) if name in _CODED else None)
        editor.setAccessibleName(_FIELDS[name].label)
        editor.setToolTip(_FIELDS[name].label)
        editor.edited.connect(self._edited)
        self._editors[name] = editor
        return editor

    def _words_for(self, name: str) -> Callable[[str], Sequence[str]]:
        room, of = self._room, _CODED[name]
        return lambda typed: [one.label for one in candidates(room.desk.codes[of], typed)]

    def show_tasks(self, uids: Sequence[str]) -> None:
        """Whose contact it is: one task, or several that were told the same."""
        if self._uids != tuple(uids):
            if self.typed():
                self.drafts.keep()
            self._uids = tuple(uids)
            self.put({})
            if len(uids) == 1:
                self.drafts.open(f"collection/{uids[0]}", lambda sentence: self._say(sentence, wrong=False))
            else:
                self.drafts.close()
        self.button.setText(f"给 {len(uids)} 项记下" if len(uids) > 1 else "记下")

    def begin(self) -> None:
        """Put the cursor where the outcome is said."""
        self._editors["outcome"].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._editors["outcome"].selectAll()

    def choose(self, outcome: str) -> None:
        """Set the outcome; the cursor goes to what is still to be typed."""
        self._editors["outcome"].put(self._room.desk.codes["collection_outcome"].label(outcome))
        self._edited()
        (self.until if outcome == _RESTS else self.note).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def typed(self) -> Mapping[str, str]:
        """What differs from an empty line."""
        usual = self._usual()
        texts = {name: editor.text().strip() for name, editor in self._editors.items()}
        return {name: text for name, text in texts.items() if text != usual.get(name, "")}

    def put(self, typed: Mapping[str, str]) -> None:
        """An empty line with these fields filled in."""
        for name, editor in self._editors.items():
            editor.put({**self._usual(), **typed}.get(name, ""))
        self._say("", wrong=False)
        self._show_until()

    def keep(self) -> None:
        """Write the contact."""
        desk, uids = self._room.desk, self._uids
        texts = {name: editor.text() for name, editor in self._editors.items()}
        texts["until"] = texts["until"] if self._rests() else ""
        values, errors = read_all(_FIELDS, texts, desk.codes, desk.actor.today())
        if not values.get("outcome") and "outcome" not in errors:
            errors["outcome"] = "请选联系结果（Alt+1 到 Alt+5）。"
        if errors or not uids:
            self._say("".join(errors.values()), wrong=True)
            return
        outcome, how, note, until = (values.get(name) for name in ("outcome", "how", "note", "until"))

        def written(found: Done) -> None:
            self.drafts.drop()
            self.put({})
            self._uids = ()
            self.done.emit(found)

        self._room.tasks.run(
            lambda _: desk.collection.note(
                desk.actor, uids, str(outcome), str(how or "phone"), note=str(note or ""), until=until
            ),
            written,
            failed=self._refused,
            owner=self,
            what="记录",
            key="contact",
        )

    def _refused(self, error: DeskError) -> None:
        self._say(error.message, wrong=True)

    def _usual(self) -> Mapping[str, str]:
        return {"how": self._room.desk.codes["how"].label("phone")}

    def _rests(self) -> bool:
        found = self._room.desk.codes["collection_outcome"].find(self._editors["outcome"].text())
        return found is not None and found.code == _RESTS

    def _edited(self) -> None:
        self._show_until()
        desk = self._room.desk
        words = reading_of(_FIELDS["until"], self.until.text(), desk.codes, desk.actor.today())
        self._say(f"{words} 再问" if words and self._rests() else "", wrong=False)
        self.edited.emit()

    def _show_until(self) -> None:
        rests = self._rests()
        self.until.setVisible(rests)
        if rests and not self.until.text():
            day = self._room.desk.actor.today() + timedelta(days=self._room.desk.collection.rules.ask_again_days)
            self.until.put(day.isoformat())

    def _say(self, sentence: str, *, wrong: bool) -> None:
        role(self.words, "danger-small" if wrong else "small")
        self.words.setText(sentence)
        self.words.setVisible(bool(sentence))
