"""记一笔: one line of the service log, typed in a few seconds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desk_app.domain.entry import candidates, read_all
from desk_app.domain.entry import reading as reading_of
from desk_app.domain.errors import DeskError, Refused
from desk_app.domain.fields import fields_of
from desk_app.domain.service_log import REFUSED, Said, ServiceEntry
from desk_app.services.seekers import Outcome
from desk_app.ui.kit.actions import Action, bind
from desk_app.ui.kit.button import Button
from desk_app.ui.kit.drafts import DraftKeeper
from desk_app.ui.kit.lines import EnterGoesOn, TextEditor
from desk_app.ui.kit.page import Room
from desk_app.ui.look import role

_CODED = {"kind": "service_kind", "how": "how", "result": "contact_result", "reason": "refusal_reason"}
_USUAL = {"kind": "contact", "how": "phone", "result": "reached"}
_FIELDS = {
    name: field for name, field in fields_of(ServiceEntry).items() if name in (*_CODED, "note", "evidence", "next_on")
}


class LogLine(QWidget):
    """What was done, by which way, what came of it, when to call again. Enter in the note, Ctrl+Enter anywhere keeps it.

    Alt+1 … Alt+5 set the result from anywhere in it.
    """

    done = Signal()  # kept, or left with Esc
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
        column.addLayout(self._row("kind", "how", "result"))
        self.note = self._editor("note")
        self.note.setPlaceholderText("说了什么、答应了什么（可不填）")
        self.note.returnPressed.connect(self.keep)
        column.addWidget(self.note)
        self._refusal = QWidget(self)
        inside = QVBoxLayout(self._refusal)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(self._row("reason", "evidence"))
        self._editors["reason"].setPlaceholderText("拒绝原因")
        self._editors["evidence"].setPlaceholderText("凭证在哪里（可不填）")
        self._refusal.hide()
        column.addWidget(self._refusal)
        last = self._row("next_on")
        self._editors["next_on"].setPlaceholderText("下次联系：+7、3.15（可不填）")
        button = Button("记下", self)
        button.setToolTip("记下（Ctrl+Enter，在说明里按 Enter 也行）")
        button.setAutoDefault(False)
        button.clicked.connect(self.keep)
        last.addWidget(button)
        column.addLayout(last)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.hide()
        column.addWidget(self.words)
        bind(Action(id="leave-log", title="回到名单", run=self.done.emit, shortcut="Esc"), self)
        bind(Action(id="keep-log", title="记下", run=self.keep, shortcut="Ctrl+Return"), self)
        for number, code in enumerate(room.desk.codes["contact_result"], start=1):
            choose = Action(
                id=f"result-{code.code}",
                title=code.label,
                run=partial(self._choose_result, code.label),
                shortcut=f"Alt+{number}",
            )
            bind(choose, self)
        self._goes_on = EnterGoesOn(self)
        for name, editor in self._editors.items():
            if name != "note":
                editor.installEventFilter(self._goes_on)
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

    def show_person(self, uid: str) -> None:
        """Whose log it is; what was typed for the one before is kept as a draft."""
        if self._uids == (uid,):
            return
        if self.typed():
            self.drafts.keep()
        self._uids = (uid,)
        self.put({})
        self.drafts.open(f"log/{uid}", lambda sentence: self._say(sentence, wrong=False))

    def begin(self) -> None:
        """Put the cursor where typing starts: kind, way and result are mostly right already."""
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

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
        self._show_refusal()

    def said(self) -> Said:
        """The line in codes; raises Refused or NotEntered for what cannot be read."""
        desk = self._room.desk
        texts = {name: editor.text() for name, editor in self._editors.items()}
        values, errors = read_all(_FIELDS, texts, desk.codes, desk.actor.today())
        if errors:
            raise Refused("not_read", "；".join(f"{_FIELDS[name].label}：{words}" for name, words in errors.items()))
        return Said(**values)

    def keep(self) -> None:
        """Write the line."""
        desk, uids = self._room.desk, self._uids
        try:
            said = self.said()
        except DeskError as error:
            self._say(error.message, wrong=True)
            return
        if not uids:
            return

        def written(outcome: Outcome) -> None:
            self.drafts.drop()
            self.put({})
            self._room.ask.tell(outcome.sentence, undo=True)
            self.done.emit()

        self._room.tasks.run(
            lambda _: desk.seekers.log(desk.actor, uids, said),
            written,
            failed=lambda error: self._say(error.message, wrong=True),
            owner=self,
            what="记录",
            key="log",
        )

    def _usual(self) -> Mapping[str, str]:
        codes = self._room.desk.codes
        return {name: codes[_CODED[name]].label(code) for name, code in _USUAL.items()}

    def _choose_result(self, label: str) -> None:
        self._editors["result"].put(label)
        self._edited()

    def _edited(self) -> None:
        self._show_refusal()
        desk = self._room.desk
        self._say(
            reading_of(_FIELDS["next_on"], self._editors["next_on"].text(), desk.codes, desk.actor.today()), wrong=False
        )
        self.edited.emit()

    def _show_refusal(self) -> None:
        found = self._room.desk.codes["contact_result"].find(self._editors["result"].text())
        self._refusal.setVisible(found is not None and found.code == REFUSED)

    def _say(self, sentence: str, *, wrong: bool) -> None:
        role(self.words, "danger-small" if wrong else "small")
        self.words.setText(sentence)
        self.words.setVisible(bool(sentence))
