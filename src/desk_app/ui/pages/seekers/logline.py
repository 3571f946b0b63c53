"""记一笔: one line of the service log, typed in a few seconds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desk_app.domain.entry import candidates
from desk_app.services.seekers import Outcome
from desk_app.ui.kit.actions import Action, bind
from desk_app.ui.kit.button import Button
from desk_app.ui.kit.lines import EnterGoesOn, TextEditor
from desk_app.ui.kit.page import Room

_NOT_REACHED = "not_reached"


class LogLine(QWidget):
    """What was done, by which way, what came of it. Enter in the last field keeps it."""

    done = Signal()  # kept, or left with Esc

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = room
        self._uids: tuple[str, ...] = ()
        look, codes = room.look, room.desk.codes
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        first = QHBoxLayout()
        first.setSpacing(look.px(8))
        self.kind = TextEditor(look, self, lambda typed: [c.label for c in candidates(codes["service_kind"], typed)])
        self.how = TextEditor(look, self, lambda typed: [c.label for c in candidates(codes["how"], typed)])
        for editor, name in ((self.kind, "服务类型"), (self.how, "方式")):
            editor.setAccessibleName(name)
            editor.setToolTip(name)
            first.addWidget(editor, 1)
        self.missed = QCheckBox("没联系上", self)
        first.addWidget(self.missed)
        column.addLayout(first)
        second = QHBoxLayout()
        second.setSpacing(look.px(8))
        self.note = TextEditor(look, self)
        self.note.setPlaceholderText("说了什么、答应了什么（可不填）")
        self.note.setAccessibleName("说明")
        self.note.returnPressed.connect(self.keep)
        second.addWidget(self.note, 1)
        button = Button("记下", self)
        button.setToolTip("记下（Enter）")
        button.setAutoDefault(False)
        button.clicked.connect(self.keep)
        second.addWidget(button)
        column.addLayout(second)
        self.trouble = QLabel(self)
        self.trouble.setProperty("role", "danger-small")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        column.addWidget(self.trouble)
        bind(Action(id="leave-log", title="回到名单", run=self.done.emit, shortcut="Esc"), self)
        goes_on = EnterGoesOn(self)
        for widget in (self.kind, self.how, self.missed):
            widget.installEventFilter(goes_on)
        self._empty()

    def show_person(self, uid: str) -> None:
        """Whose log it is."""
        if self._uids != (uid,):
            self._uids = (uid,)
            self._empty()

    def begin(self) -> None:
        """Put the cursor where typing starts: kind and way are mostly right already."""
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keep(self) -> None:
        """Write the line."""
        desk, uids = self._room.desk, self._uids
        kind, how, note = self.kind.text(), self.how.text(), self.note.text()
        result = _NOT_REACHED if self.missed.isChecked() else ""
        wrong = _wrong(self._room, kind, how)
        self.trouble.setText(wrong)
        self.trouble.setVisible(bool(wrong))
        if wrong or not uids:
            return

        def written(outcome: Outcome) -> None:
            self._empty()
            self._room.ask.tell(outcome.sentence, undo=True)
            self.done.emit()

        self._room.tasks.run(
            lambda _: desk.seekers.log(desk.actor, uids, kind, how, result=result, note=note),
            written,
            owner=self,
            what="记录",
            key="log",
        )

    def _empty(self) -> None:
        codes = self._room.desk.codes
        self.kind.put(codes["service_kind"].label("contact"))
        self.how.put(codes["how"].label("phone"))
        self.missed.setChecked(False)
        self.note.put("")
        self.trouble.hide()


def _wrong(room: Room, kind: str, how: str) -> str:
    codes = room.desk.codes
    wrong: Sequence[str] = [
        label
        for label, name, text in (("服务类型", "service_kind", kind), ("方式", "how", how))
        if not codes[name].find(text)
    ]
    return f"{'和'.join(wrong)}请从列表里选。" if wrong else ""
