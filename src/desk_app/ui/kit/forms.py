"""Forms from declared fields: a page says which fields stand where, the kit builds each line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desk_app.domain.codes import CodeLists
from desk_app.domain.entry import candidates, reading, trouble, understood
from desk_app.domain.entry import shown as words_of
from desk_app.domain.fields import OWN, Field, Kind, Sensitivity, fields_of
from desk_app.domain.forms.layout import Section as Section  # pages take it from here or there
from desk_app.domain.own.fields import SECTION
from desk_app.domain.own.office import OWN_NOUNS
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
        own: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Build the lines.

        `check` judges one field beyond its kind; `hidden` names the fields that `fill` brings masked and `reveal`
        shows; `suggest` has words for text fields; `own` names the kind of record whose fields that the office added
        itself are asked below the others.
        """
        super().__init__(parent)
        self._room, self._own = room, own
        self._fields = dict(fields_of(fields) if isinstance(fields, type) else fields)
        self._check, self._reveal, self._hidden, self._suggest = check, reveal, set(hidden), suggest or {}
        self._start: dict[str, str] = {}
        self._words: Mapping[str, str] = {}  # what the lines started from
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
            self._add_section(section, self._column)
        self._own_place: QWidget | None = None
        self._own_fields: Mapping[str, Field] = {}
        self._column.addStretch(1)
        self.setWidget(inside)
        self._renew_own()
        room.feed.changed.connect(self._something_changed)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            key = QShortcut(QKeySequence(keys), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(self.submit)

    # What is in it

    def fill(self, words: Mapping[str, str]) -> None:
        """Start from these values; hidden fields are shown masked."""
        self._words = words
        self._start_lines(self._lines)

    def _start_lines(self, names: Iterable[str]) -> None:
        for name in names:
            line, text = self._lines[name], self._words.get(name, "")
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

    def show_lines(self, names: Iterable[str], *, shown: bool) -> None:
        """Show lines, or hide them: what was typed in one that is hidden stays."""
        for name in names:
            self._lines[name].setVisible(shown)

    def current(self) -> str:
        """The name of the field in which the cursor stands; "" where it is elsewhere."""
        focus = QApplication.focusWidget()
        return next((name for name, line in self._lines.items() if focus and line.isAncestorOf(focus)), "")

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

    def ask_only(self, names: Collection[str]) -> None:
        """Hide the lines that are not asked at present."""
        for name, line in self._lines.items():
            line.setVisible(name in names)

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

    def _add_section(self, section: Section, column: QVBoxLayout) -> None:
        look = self._room.look
        if section.title:
            if self._column.count():
                rule = QFrame(self)
                rule.setProperty("role", "line")
                column.addWidget(rule)
            heading = QLabel(section.title, self)
            heading.setProperty("role", "strong")
            column.addWidget(heading)
        for row in section.rows:
            names = (row,) if isinstance(row, str) else row
            beside = QHBoxLayout()
            beside.setSpacing(look.px(12))
            for name in names:
                beside.addWidget(self._add_line(name), 1, Qt.AlignmentFlag.AlignTop)
            column.addLayout(beside)

    def _something_changed(self, nouns: frozenset[str]) -> None:
        """The office has changed its own fields or code lists: ask what it asks now, and keep what is typed."""
        if not nouns & OWN_NOUNS:
            return
        for name, line in self._lines.items():
            if isinstance(line.editor, ChecksEditor) and name not in self._own_fields:
                line.editor.offer(self._offered(self._fields[name]))
        self._renew_own()

    def _renew_own(self) -> None:
        """The section of the office's own fields, below all others."""
        typed = self.typed()
        if self._own_place is not None:
            self._own_place.deleteLater()
            self._own_place = None
        for name in self._own_fields:
            del self._lines[name], self._fields[name]
        self._own_fields = self._room.desk.own_fields(self._own)
        if not self._own_fields:
            return
        self._fields |= self._own_fields
        self._own_place = QWidget(self)
        column = QVBoxLayout(self._own_place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._room.look.px(12))
        self._add_section(Section(SECTION, tuple(self._own_fields)), column)
        self._column.insertWidget(self._column.count() - 1, self._own_place)
        self._start_lines(self._own_fields)
        self.put({name: text for name, text in typed.items() if name in self._own_fields})

    def _add_line(self, name: str) -> FieldLine:
        field = self._fields[name]
        editor = self._editor_for(name, field)
        line = FieldLine(self._room.look, f"{field.label} *" if field.needed else field.label, editor, self)
        self._lines[name] = line
        editor.edited.connect(lambda: self._edited(name))
        if isinstance(editor, TextEditor):
            editor.left.connect(lambda: self._left(name))
        if isinstance(editor, ChecksEditor):
            editor.watched_by(self._enter)
        for widget in (editor, *editor.findChildren(QWidget)):
            widget.installEventFilter(self._enter)
        return line

    def _editor_for(self, name: str, field: Field) -> TextEditor | FlagEditor | ChecksEditor:
        look = self._room.look
        personal = name.startswith(OWN) and field.sensitivity is Sensitivity.PERSONAL
        if (name in self._hidden or personal) and self._reveal:
            reveal = self._reveal
            return MaskedEditor(look, self, lambda then: reveal(name, then))
        if field.kind is Kind.FLAG:
            return FlagEditor(look, self)
        if field.kind is Kind.CODES:
            return ChecksEditor(look, self, self._offered(field))
        if field.kind is Kind.CODE:
            return TextEditor(look, self, lambda typed: [c.label for c in candidates(self._codes[field.codes], typed)])
        editor = TextEditor(look, self, self._suggest.get(name))
        if field.kind in _EXAMPLES:
            editor.setPlaceholderText(_EXAMPLES[field.kind])
        return editor

    def _offered(self, field: Field) -> list[str]:
        return [code.label for code in self._codes[field.codes].offered]

    @property
    def _codes(self) -> CodeLists:
        return self._room.desk.codes

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
