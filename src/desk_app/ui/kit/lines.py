"""One line of a form for each kind of field: what is typed, what is wrong with it, how it is understood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QCheckBox,
    QCompleter,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desk_app.ui.kit.button import Button
from desk_app.ui.kit.flow import FlowLayout
from desk_app.ui.look import Look

SHOWN_FOR = 10  # seconds that an eye shows a masked value


class Editor(Protocol):
    """What a line is edited with."""

    edited: Signal

    def text(self) -> str:
        """What is typed."""
        ...

    def put(self, text: str) -> None:
        """Show this text; nobody is told."""
        ...

    def entry(self) -> QWidget:
        """Where the focus goes."""
        ...


class TextEditor(QLineEdit):
    """One line of text. With suggestions: a list opens while typing, Enter takes the marked one."""

    edited = Signal()
    left = Signal()  # the clerk went on to something else

    def __init__(self, look: Look, parent: QWidget, suggest: Callable[[str], Sequence[str]] | None = None) -> None:
        super().__init__(parent)
        self._suggest = suggest
        self._picked = ""
        self.textEdited.connect(lambda _text: self.edited.emit())
        self.editingFinished.connect(self._finished)
        if suggest:
            self._offered = QStringListModel(self)
            self._list = QCompleter(self._offered, self)
            self._list.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
            self._list.setMaxVisibleItems(10)
            self._list.setWidget(self)
            self._list.activated.connect(self._take)
            self.textEdited.connect(self._open)
            arrow = self.addAction(look.icon("chevron-down"), QLineEdit.ActionPosition.TrailingPosition)
            arrow.setToolTip("打开列表（↓）")
            arrow.triggered.connect(lambda: self._open(""))

    def put(self, text: str) -> None:
        """Show this text; nobody is told."""
        self.setText(text)
        self.setCursorPosition(0)

    def entry(self) -> QWidget:
        """Where the focus goes."""
        return self

    def _finished(self) -> None:
        if self.isVisible():  # a line that is freed with the focus in it says so once more
            self.left.emit()

    def _open(self, typed: str) -> None:
        """Offer what may be meant, the first marked."""
        if not self._suggest:
            return
        found = list(self._suggest(typed))
        self._offered.setStringList(found)
        popup = self._list.popup()
        if popup is None:
            return
        if not found or found == [typed]:
            popup.hide()
            return
        self._list.complete()
        popup.setCurrentIndex(self._list.completionModel().index(0, 0))

    def _take(self, word: str) -> None:
        self.setText(word)
        self.edited.emit()
        self.left.emit()
        self.focusNextChild()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↓ opens the list."""
        if self._suggest and event.key() == Qt.Key.Key_Down:
            self._open("" if self.text() in self._suggest("") else self.text())
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by key, what stands there is replaced by what is typed."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()


class MaskedEditor(TextEditor):
    """A personal value: masked until its eye is used, then shown for ten seconds. Typing replaces it."""

    def __init__(self, look: Look, parent: QWidget, ask: Callable[[Callable[[str], None]], None]) -> None:
        super().__init__(look, parent)
        self._look, self._ask = look, ask
        self._clear_text: str | None = None
        self._touched = False
        self.textEdited.connect(self._touch)
        self._eye = self.addAction(look.icon("eye"), QLineEdit.ActionPosition.TrailingPosition)
        self._eye.triggered.connect(self.toggle)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_FOR * 1000)
        self._timer.timeout.connect(self._mask)
        self._words()

    def put_masked(self, masked: str) -> None:
        """Show the masked value; what is kept stays unless something is typed."""
        self._clear_text, self._touched = None, False
        self.setText("")
        self.setPlaceholderText(masked)
        self._eye.setVisible(bool(masked))
        self._timer.stop()
        self._words()

    def put(self, text: str) -> None:
        """Show this text as typed."""
        super().put(text)
        self._touched = True

    @property
    def untouched(self) -> bool:
        """Whether nothing was typed, so that what is kept stays."""
        return not self._touched or self.text() == self._clear_text

    def toggle(self) -> None:
        """Show the value for ten seconds, or hide it."""
        if self._clear_text is not None and self.untouched:
            self._mask()
        elif not self.text():
            self._ask(self._show)

    def _show(self, value: str) -> None:
        self._clear_text = value
        self.setText(value)
        self.setCursorPosition(0)
        self._timer.start()
        self._words()

    def _mask(self) -> None:
        self._timer.stop()
        if self.untouched:
            self._clear_text, self._touched = None, False
            self.setText("")
        self._words()

    def _touch(self) -> None:
        self._touched = True
        self._timer.stop()

    def _words(self) -> None:
        shown = self._clear_text is not None
        self._eye.setIcon(self._look.icon("eye-off" if shown else "eye"))
        self._eye.setToolTip("隐藏" if shown else f"显示 {SHOWN_FOR} 秒（会登记）")

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing stays open that is not looked at."""
        self._mask()


class FlagEditor(QWidget):
    """是, 否 or 未问: three buttons side by side; arrows move, Space chooses."""

    edited = Signal()
    _WORDS = (("是", "是"), ("否", "否"), ("", "未问"))

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(4))
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        for text, word in self._WORDS:
            button = Button(word, self)
            button.setCheckable(True)
            button.setAutoDefault(False)
            self._group.addButton(button)
            self._buttons[text] = button
            row.addWidget(button)
        row.addStretch(1)
        self._buttons[""].setChecked(True)
        self._group.buttonClicked.connect(lambda _button: self.edited.emit())

    def text(self) -> str:
        """是, 否 or nothing."""
        return next((text for text, button in self._buttons.items() if button.isChecked()), "")

    def put(self, text: str) -> None:
        """Choose this; nobody is told."""
        self._buttons.get(text, self._buttons[""]).setChecked(True)

    def entry(self) -> QWidget:
        """The button that is chosen."""
        return next((button for button in self._buttons.values() if button.isChecked()), self)


class ChecksEditor(QWidget):
    """Several entries of a short list, each with a box."""

    edited = Signal()

    def __init__(self, look: Look, parent: QWidget, words: Sequence[str]) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, look.px(16), look.px(4))
        self._boxes: dict[str, QCheckBox] = {}
        self._watcher: QObject | None = None
        self.offer(words)

    def offer(self, words: Sequence[str]) -> None:
        """Let these be ticked; what is ticked and offered no more stays until it is cleared."""
        self._offered = tuple(words)
        for word in words:
            self._add(word)
        self._drop_idle()

    def _drop_idle(self) -> None:
        for word in [w for w, box in self._boxes.items() if w not in self._offered and not box.isChecked()]:
            self._boxes.pop(word).deleteLater()

    def _add(self, word: str) -> None:
        if word in self._boxes:
            return
        box = self._boxes[word] = QCheckBox(word, self)
        self._flow.addWidget(box)
        box.clicked.connect(lambda _on: self.edited.emit())
        if self._watcher:
            box.installEventFilter(self._watcher)

    def watched_by(self, watcher: QObject) -> None:
        """Have somebody see the keys of all boxes, also of those that come later."""
        self._watcher = watcher
        for box in self._boxes.values():
            box.installEventFilter(watcher)

    def text(self) -> str:
        """The ticked words between 、."""
        return "、".join(word for word, box in self._boxes.items() if box.isChecked())

    def put(self, text: str) -> None:
        """Tick these, also words that are offered no more; nobody is told."""
        wanted = dict.fromkeys(filter(None, text.split("、")))
        for word in wanted:
            self._add(word)
        for word, box in self._boxes.items():
            box.setChecked(word in wanted)
        self._drop_idle()

    def entry(self) -> QWidget:
        """The first box."""
        return next(iter(self._boxes.values()), self)

    def end(self) -> QWidget:
        """The last box: Enter leaves all of them."""
        return next(reversed(self._boxes.values()), self)


class FieldLine(QWidget):
    """Label, editor, and below it what is wrong or how the text is understood."""

    def __init__(self, look: Look, label: str, editor: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.editor = editor
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(4))
        self.label = QLabel(label, self)
        self.label.setProperty("role", "quiet")
        self.label.setWordWrap(True)
        entry = editor.entry() if hasattr(editor, "entry") else editor
        self.label.setBuddy(entry)
        entry.setAccessibleName(label.removesuffix(" *"))
        column.addWidget(self.label)
        editor.setParent(self)
        column.addWidget(editor)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.hide()
        column.addWidget(self.words)
        column.addStretch(1)

    def say(self, sentence: str, *, wrong: bool) -> None:
        """Show a sentence below the editor; the editor is tinted where something is wrong."""
        self.words.setProperty("role", "danger-small" if wrong else "small")
        self.words.style().unpolish(self.words)
        self.words.style().polish(self.words)
        self.words.setText(sentence)
        self.words.setVisible(bool(sentence))
        self.editor.setProperty("wrong", bool(wrong and sentence))
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)

    @property
    def wrong(self) -> bool:
        """Whether an error stands below."""
        return bool(self.editor.property("wrong"))


class EnterGoesOn(QObject):
    """Enter moves to the next field, in every editor of a form."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter, leave Ctrl+Enter alone."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            and isinstance(watched, QWidget)
        ):
            editor = watched.parentWidget()
            if isinstance(editor, ChecksEditor):
                editor.end().setFocus()
            (QApplication.focusWidget() or watched).focusNextChild()
            return True
        return super().eventFilter(watched, event)
