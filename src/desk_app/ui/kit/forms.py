"""Forms from declared fields: a page says which fields stand where, the kit builds each line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desk_app.domain.codes import CodeLists
from desk_app.domain.entry import candidates, reading, trouble, understood
from desk_app.domain.entry import shown as words_of
from desk_app.domain.fields import Field, Kind, fields_of
from desk_app.ui.kit.lines import (
    ChecksEditor,
    Editor,
    EnterGoesOn,
    FieldLine,
    FlagEditor,
    MaskedEditor,
    TextEditor,
)
from desk_app.ui.kit.page import Room

Reveal = Callable[[str, Callable[[str], None]], None]
"""Asks for the clear value of a field by name; the second argument takes it when it comes."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its rows; each row names one field, or several that stand beside each other."""

    title: str
    rows: Sequence[str | tuple[str, ...]]


class Form(QScrollArea):
    """Lines for fields. Enter goes on, Ctrl+Enter submits; nothing here decides, `check` and the use case do."""

    edited = Signal()  # something was typed
    typed_in = Signal(str)  # the name of the field that was typed in
    submitted = Signal()

    def __init__(
        self,
        room: Room,
        fields: type | Mapping[str, Field],
        sections: Sequence[Section],
        *,
        check: Callable[[str, str], str] | None = None,
        reveal: Reveal | None = None,
        hidden: Collection[str] = (),
        suggest: Mapping[str, Callable[[str], Sequence[str]]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Build the lines.

        `check` judges one field beyond its kind; `hidden` names the fields that `fill` brings masked and `reveal`
        shows; `suggest` has words for text fields.
        """
        super().__init__(parent)
        self._room, self._codes = room, room.desk.codes
        self._fields = fields_of(fields) if isinstance(fields, type) else fields
        self._check, self._reveal, self._hidden, self._suggest = check, reveal, set(hidden), suggest or {}
        self._start: dict[str, str] = {}
        self._lines: dict[str, FieldLine] = {}
        self._enter = EnterGoesOn(self)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget(self)
        inside.setProperty("role", "surface")
        self._column = QVBoxLayout(inside)
        gap = room.look.px(12)
        self._column.setContentsMargins(0, 0, gap, gap)
        self._column.setSpacing(gap)
        for section in sections:
            self._add_section(section)
        self._column.addStretch(1)
        self.setWidget(inside)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            key = QShortcut(QKeySequence(keys), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(self.submit)

    # What is in it

    def fill(self, words: Mapping[str, str]) -> None:
        """Start from these values; hidden fields are shown masked."""
        for name, line in self._lines.items():
            text = words.get(name, "")
            if isinstance(line.editor, MaskedEditor):
                line.editor.put_masked(text)
                self._start[name] = ""
            else:
                _editor(line).put(text)
                self._start[name] = _editor(line).text()
            line.say("", wrong=False)

    def typed(self) -> dict[str, str]:
        """The text of each field that differs from where the form started."""
        found = {}
        for name, line in self._lines.items():
            if isinstance(line.editor, MaskedEditor):
                if not line.editor.untouched:
                    found[name] = line.editor.text()
            elif (text := _editor(line).text()) != self._start.get(name, ""):
                found[name] = text
        return found

    def text(self, name: str) -> str:
        """What stands in a field now."""
        return _editor(self._lines[name]).text()

    def put(self, typed: Mapping[str, str]) -> None:
        """Type this in the clerk's place: a draft that comes back, or what follows from another field."""
        for name, text in typed.items():
            if name in self._lines:
                _editor(self._lines[name]).put(text)
                self._say(name)

    # What is wrong with it

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Show the sentence of each field below it and go to the first."""
        first = next((name for name in self._lines if errors.get(name)), None)
        if first:
            self.go_to(first)  # before anything is said: leaving a field checks it
        for name, line in self._lines.items():
            if errors.get(name):
                line.say(errors[name], wrong=True)
            elif line.wrong:
                line.say("", wrong=False)

    def note(self, name: str, sentence: str) -> None:
        """A quiet word below a field."""
        self._lines[name].say(sentence, wrong=False)

    def go_to(self, name: str) -> None:
        """Put the cursor into a field."""
        entry = _editor(self._lines[name]).entry()
        entry.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(entry, TextEditor):
            entry.selectAll()
        self.ensureWidgetVisible(entry)

    def submit(self) -> None:
        """Ctrl+Enter: the clerk is done."""
        self.submitted.emit()

    # How it is built

    def _add_section(self, section: Section) -> None:
        look = self._room.look
        if section.title:
            if self._column.count():
                rule = QFrame(self)
                rule.setProperty("role", "line")
                self._column.addWidget(rule)
            heading = QLabel(section.title, self)
            heading.setProperty("role", "strong")
            self._column.addWidget(heading)
        for row in section.rows:
            names = (row,) if isinstance(row, str) else row
            beside = QHBoxLayout()
            beside.setSpacing(look.px(12))
            for name in names:
                beside.addWidget(self._add_line(name), 1, Qt.AlignmentFlag.AlignTop)
            self._column.addLayout(beside)

    def _add_line(self, name: str) -> FieldLine:
        field = self._fields[name]
        editor = self._editor_for(name, field)
        line = FieldLine(self._room.look, f"{field.label} *" if field.needed else field.label, editor, self)
        self._lines[name] = line
        editor.edited.connect(lambda: self._edited(name))
        if isinstance(editor, TextEditor):
            editor.left.connect(lambda: self._left(name))
        watched = [editor, *editor.findChildren(QWidget)]
        for widget in watched:
            widget.installEventFilter(self._enter)
        return line

    def _editor_for(self, name: str, field: Field) -> TextEditor | FlagEditor | ChecksEditor:
        look = self._room.look
        if name in self._hidden and self._reveal:
            reveal = self._reveal
            return MaskedEditor(look, self, lambda then: reveal(name, then))
        if field.kind is Kind.FLAG:
            return FlagEditor(look, self)
        if field.kind is Kind.CODES:
            return ChecksEditor(look, self, [code.label for code in self._codes[field.codes]])
        if field.kind is Kind.CODE:
            return TextEditor(look, self, lambda typed: [c.label for c in candidates(self._codes[field.codes], typed)])
        editor = TextEditor(look, self, self._suggest.get(name))
        if field.kind in _EXAMPLES:
            editor.setPlaceholderText(_EXAMPLES[field.kind])
        return editor

    def _edited(self, name: str) -> None:
        line = self._lines[name]
        words = reading(self._fields[name], _editor(line).text(), self._codes, self._today())
        line.say(words, wrong=False)
        self.edited.emit()
        self.typed_in.emit(name)

    def _left(self, name: str) -> None:
        """Put what was typed in its proper form: 3.15 becomes 2026-03-15, bk becomes 本科 where only that is meant."""
        line, field = self._lines[name], self._fields[name]
        editor = _editor(line)
        if isinstance(line.editor, MaskedEditor) and line.editor.untouched:
            return
        text = editor.text()
        if field.kind is Kind.CODE and text.strip():
            found = candidates(self._codes[field.codes], text)
            if len(found) == 1 or (found and self._codes[field.codes].find(text.strip())):
                text = found[0].label
        if not trouble(field, text, self._codes, self._today()):
            text = words_of(field, understood(field, text, self._codes, self._today()), self._codes)
        if text != editor.text():
            editor.put(text)
            self.edited.emit()
        if not line.wrong:  # what the use case said stays until something else is typed
            self._say(name)

    def _say(self, name: str) -> None:
        """What is wrong with one field, if anything."""
        text = _editor(self._lines[name]).text()
        sentence = trouble(self._fields[name], text, self._codes, self._today())
        if not sentence and text.strip() and self._check:
            sentence = self._check(name, text)
        self._lines[name].say(sentence, wrong=bool(sentence))

    def _today(self) -> date:
        return self._room.desk.actor.today()


_EXAMPLES: Mapping[Kind, str] = {
    Kind.DATE: "20260315、3.15",
    Kind.MONTH: "202607",
    Kind.TEXTS: "几项之间用顿号分开",
}


def _editor(line: FieldLine) -> Editor:
    return line.editor  # type: ignore[return-value]  # each editor is one


def prepare(codes: CodeLists) -> None:
    """Load what typing pinyin initials needs (0.2 s, once); called on a thread before a form is opened."""
    for each in codes.values():
        candidates(each, "a")
