"""A line of a log, typed in seconds: a few short fields, a note, one key for each result."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desk_app.domain.entry import candidates, read_all, reading
from desk_app.domain.fields import Field
from desk_app.ui.kit.actions import Action, bind
from desk_app.ui.kit.button import Button
from desk_app.ui.kit.drafts import DraftKeeper
from desk_app.ui.kit.lines import EnterGoesOn, TextEditor
from desk_app.ui.kit.page import Room
from desk_app.ui.look import role


class NoteLine(QWidget):
    """What both logs share. A page says which fields, how they stand, and how the line is kept.

    Enter in the note and Ctrl+Enter anywhere keep it; Alt+1, Alt+2 … set the result; what is typed is kept as a draft.
    """

    edited = Signal()
    fields: ClassVar[Mapping[str, Field]]
    coded: ClassVar[Mapping[str, str]]  # field → the code list it is chosen from
    usual: ClassVar[Mapping[str, str]]  # field → the code that stands there at first
    result: ClassVar[str]  # the field that Alt and a digit set

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(parent)
        self.room = room
        self.editors: dict[str, TextEditor] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(room.look.px(8))
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.hide()
        self.button = Button("记下", self)
        self.button.setToolTip("记下（Ctrl+Enter，在说明里按 Enter 也行）")
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.keep)
        self.lay_out()
        self.column.addWidget(self.words)
        bind(Action(id="keep-note", title="记下", run=self.keep, shortcut="Ctrl+Return"), self)
        for number, code in enumerate(room.desk.codes[self.coded[self.result]].offered, start=1):
            chosen = partial(self.choose, code.code)
            bind(Action(id=f"result-{number}", title=code.label, run=chosen, shortcut=f"Alt+{number}"), self)
        self._goes_on = EnterGoesOn(self)
        for name, editor in self.editors.items():
            if name == "note":
                editor.returnPressed.connect(self.keep)
            else:
                editor.installEventFilter(self._goes_on)
        self.drafts = DraftKeeper(room, self)
        self.put({})

    def lay_out(self) -> None:
        """Put the fields and the button into `column`."""
        raise NotImplementedError

    def keep(self) -> None:
        """Write the line."""
        raise NotImplementedError

    def changed(self) -> None:
        """Something was typed or put there: show what goes with it."""

    def row(self, *names: str, hints: Mapping[str, str] | None = None) -> QHBoxLayout:
        """Fields beside each other, with the words that stand in them while they are empty."""
        row = QHBoxLayout()
        row.setSpacing(self.room.look.px(8))
        for name in names:
            editor = TextEditor(self.room.look, self, self._words_for(name) if name in self.coded else None)
            editor.setAccessibleName(self.fields[name].label)
            editor.setToolTip(self.fields[name].label)
            editor.setPlaceholderText((hints or {}).get(name, ""))
            editor.edited.connect(self._edited)
            self.editors[name] = editor
            row.addWidget(editor, 1)
        return row

    def _words_for(self, name: str) -> Callable[[str], Sequence[str]]:
        room, of = self.room, self.coded[name]
        return lambda typed: [one.label for one in candidates(room.desk.codes[of], typed)]

    def go_on_with(self, key: str) -> None:
        """Another record's line: what was typed for the one before is kept as a draft, its own comes back.

        `key` names the draft; "" has none.
        """
        if self.typed():
            self.drafts.keep()
        self.put({})
        if key:
            self.drafts.open(key, self.say)
        else:
            self.drafts.close()

    def typed(self) -> Mapping[str, str]:
        """What differs from an empty line."""
        first = self._first()
        texts = {name: editor.text().strip() for name, editor in self.editors.items()}
        return {name: text for name, text in texts.items() if text != first.get(name, "")}

    def put(self, typed: Mapping[str, str]) -> None:
        """An empty line with these fields filled in."""
        words = {**self._first(), **typed}
        for name, editor in self.editors.items():
            editor.put(words.get(name, ""))
        self.say("")
        self.changed()

    def read(self) -> tuple[Mapping[str, Any], Mapping[str, str]]:
        """The values by field, and what is wrong with those that cannot be read."""
        desk = self.room.desk
        texts = {name: editor.text() for name, editor in self.editors.items()}
        return read_all(self.fields, texts, desk.codes, desk.actor.today())

    def choose(self, result: str) -> None:
        """Set the result, a code."""
        self.editors[self.result].put(self.room.desk.codes[self.coded[self.result]].label(result))
        self._edited()

    def chosen(self) -> str:
        """The result that is set, as a code; "" where it cannot be read."""
        found = self.room.desk.codes[self.coded[self.result]].find(self.editors[self.result].text())
        return found.code if found else ""

    def day_words(self, name: str) -> str:
        """How the day in a field is taken: 2026-12-01 星期二."""
        desk = self.room.desk
        return reading(self.fields[name], self.editors[name].text(), desk.codes, desk.actor.today())

    def kept(self) -> None:
        """The line was written: empty it and forget its draft."""
        self.drafts.drop()
        self.put({})

    def say(self, sentence: str, *, wrong: bool = False) -> None:
        """A sentence below the line."""
        role(self.words, "danger-small" if wrong else "small")
        self.words.setText(sentence)
        self.words.setVisible(bool(sentence))

    def _first(self) -> Mapping[str, str]:
        codes = self.room.desk.codes
        return {name: codes[self.coded[name]].label(code) for name, code in self.usual.items()}

    def _edited(self) -> None:
        self.say("")
        self.changed()
        self.edited.emit()
