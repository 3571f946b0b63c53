"""Actions are values: what can be done, by which words and which key, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QWidget

from desk_app.ui.kit.button import Button
from desk_app.ui.kit.flow import FlowLayout
from desk_app.ui.look import Look


def always() -> bool:
    """An action that can be done at any time."""
    return True


@dataclass(frozen=True, kw_only=True, eq=False)
class Action:
    """One thing that can be done. `on`: the widget that must have the focus for the key (single letters)."""

    id: str
    title: str
    run: Callable[[], object]
    shortcut: str = ""
    icon: str = ""
    enabled: Callable[[], bool] = field(default=always)
    on: QWidget | None = None

    def try_run(self) -> None:
        """Run it if it can be run now."""
        if self.enabled():
            self.run()

    def key_words(self) -> str:
        """The key as a clerk reads it on the keyboard."""
        return key_words(self.shortcut)


def key_words(shortcut: str) -> str:
    """A key sequence in the words that stand on the keyboard."""
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")


def runner(action: Action) -> Callable[[], None]:
    """What a signal is connected to: PySide holds a bound method weakly, so a passing action would be lost."""
    return partial(Action.try_run, action)


def bind(action: Action, page: QWidget) -> QShortcut | None:
    """Make the key of an action work: on its widget, or anywhere in the page."""
    if not action.shortcut:
        return None
    key = QShortcut(QKeySequence(action.shortcut), action.on or page)
    key.setContext(
        Qt.ShortcutContext.WidgetShortcut if action.on else Qt.ShortcutContext.WidgetWithChildrenShortcut,
    )
    key.activated.connect(runner(action))
    return key


class ActionButton(Button):
    """A button for an action; its key stands in the tool tip."""

    def __init__(self, action: Action, look: Look, *, primary: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(action.title, parent)
        self.action_value = action
        if primary:
            self.setProperty("role", "primary")
        if action.icon:
            self.setIcon(look.icon(action.icon, "on_accent" if primary else "quiet", before_words=True))
            self.setIconSize(QSize(look.px(20), look.px(16)))
        if action.shortcut:
            self.setToolTip(f"{action.title}（{action.key_words()}）")
        self.clicked.connect(runner(action))

    def update_state(self) -> None:
        """Grey out where it cannot be done now."""
        self.setEnabled(self.action_value.enabled())


class ActionBar(QWidget):
    """The actions of the selection, below a table; says how many are selected. It wraps where it is narrow."""

    def __init__(self, actions: Iterable[Action], look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = FlowLayout(self, look.px(8), look.px(8))
        self.buttons = [ActionButton(action, look, parent=self) for action in actions]
        for button in self.buttons:
            if button.action_value.shortcut:
                button.setText(f"{button.action_value.title} {button.action_value.key_words()}")
            row.addWidget(button)
        self.words = QLabel(self)
        self.words.setProperty("role", "quiet")
        row.addWidget(self.words)
        self.update_state("")

    def update_state(self, words: str = "") -> None:
        """Grey out what cannot be done now; `words` say what is selected."""
        self.words.setText(words)
        for button in self.buttons:
            button.update_state()
