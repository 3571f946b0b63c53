"""One section of the settings: a heading, a sentence, and what is below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desk_app.domain.actor import Role
from desk_app.ui.kit.actions import Action, ActionBar, ActionButton, bind
from desk_app.ui.kit.page import Room


class Section(QFrame):
    """What a section has to offer to the page around it."""

    grew = Signal()  # something was added below that should be seen

    title = ""
    only_supervisor = "这些由主管来改；您可以看。"

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.room = room
        self.setProperty("role", "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*(room.look.px(24),) * 4)
        self.column.setSpacing(room.look.px(12))
        heading = QLabel(self.title, self)
        heading.setProperty("role", "heading")
        self.column.addWidget(heading)

    @property
    def may_change(self) -> bool:
        """Whether whoever sits here may change what supervisors change."""
        return self.room.desk.actor.role == Role.SUPERVISOR

    def refresh(self) -> None:
        """Ask the office anew."""

    def may_leave(self) -> bool:
        """Whether nothing unsaved is left, or the clerk gave it up."""
        return True

    def add_words(self, text: str, role: str = "quiet") -> QLabel:
        """A sentence that wraps."""
        label = QLabel(text, self)
        label.setProperty("role", role)
        label.setWordWrap(True)
        self.column.addWidget(label)
        return label

    def add_row(self, *widgets: QWidget) -> None:
        """Widgets beside each other from the left."""
        row = QHBoxLayout()
        row.setSpacing(self.room.look.px(8))
        for widget in widgets:
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self.column.addLayout(row)

    def add_bar(self, *actions: Action) -> ActionBar:
        """The actions of a table, with their keys."""
        bar = ActionBar(actions, self.room.look, self)
        self.column.addWidget(bar)
        for action in actions:
            bind(action, self)
        return bar

    def button(self, action: Action, *, primary: bool = False) -> ActionButton:
        """A button for an action."""
        return ActionButton(action, self.room.look, primary=primary, parent=self)
