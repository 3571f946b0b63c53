"""设置: sections at the left, one of them at the right."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QScrollArea, QStackedWidget, QWidget

from desk_app.domain.own.office import OWN_NOUNS
from desk_app.ui.kit.actions import Action
from desk_app.ui.kit.page import Page, Room
from desk_app.ui.pages.settings.exports import ExportsSection
from desk_app.ui.pages.settings.facts import LettersSection, OfficeSection
from desk_app.ui.pages.settings.owncodes import CodesSection
from desk_app.ui.pages.settings.ownfields import FieldsSection
from desk_app.ui.pages.settings.retention import RetentionSection
from desk_app.ui.pages.settings.safety import AboutSection, LockSection, LookSection, SafetySection
from desk_app.ui.pages.settings.section import Section
from desk_app.ui.pages.settings.staff import StaffSection
from desk_app.ui.pages.settings.standards import StandardsSection
from desk_app.ui.pages.settings.villages import VillagesSection

SECTIONS: tuple[type[Section], ...] = (
    OfficeSection,
    VillagesSection,
    StaffSection,
    LettersSection,
    FieldsSection,
    CodesSection,
    StandardsSection,
    LookSection,
    LockSection,
    SafetySection,
    ExportsSection,
    RetentionSection,
    AboutSection,
)
"""Every section in the order of the list."""


def _show_end(frame: QScrollArea) -> None:
    """Scroll to what has just been added below."""
    frame.verticalScrollBar().setValue(frame.verticalScrollBar().maximum())


class SettingsPage(Page):
    """设置."""

    name = "settings"
    title = "设置"
    nouns: ClassVar[frozenset[str]] = frozenset({*OWN_NOUNS, "office", "seekers", "staff", "villages", "exports"})

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self.list = QListWidget(self)
        self.list.setObjectName("sections")
        self.list.setAccessibleName("设置的各部分")
        self.rooms = QStackedWidget(self)
        self.sections: list[Section] = []
        for made in SECTIONS:
            section = made(room)
            frame = QScrollArea(self)
            frame.setWidgetResizable(True)
            frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            frame.setWidget(section)
            section.grew.connect(partial(QTimer.singleShot, 0, frame, partial(_show_end, frame)))
            self.rooms.addWidget(frame)
            self.sections.append(section)
            self.list.addItem(section.title)
        look = room.look
        self.list.setFixedWidth(self.list.sizeHintForColumn(0) + look.px(48))
        row = QHBoxLayout()
        row.setSpacing(look.px(16))
        row.addWidget(self.list)
        row.addWidget(self.rooms, 1)
        self.body.addLayout(row, 1)
        self.list.setCurrentRow(0)
        self.list.currentRowChanged.connect(self._go)
        safety = next(one for one in self.sections if isinstance(one, SafetySection))
        backup = Action(
            id="backup-now", title="备份到文件", run=safety.backup.run, icon="save", shortcut="Ctrl+Shift+B"
        )
        self.install(backup)
        for number, section in enumerate(self.sections):
            go = partial(self.open, number)
            self.actions_here.append(Action(id=f"settings-{number}", title=f"设置：{section.title}", run=go))

    def open(self, number: int) -> None:
        """Show a section."""
        self.list.setCurrentRow(number)

    def show_record(self, uid: str) -> None:
        """Show the section of that title."""
        titles = [section.title for section in self.sections]
        if uid in titles:
            self.open(titles.index(uid))

    @property
    def section(self) -> Section:
        """The section that is open."""
        return self.sections[self.rooms.currentIndex()]

    def refresh(self) -> None:
        """Read what the open section shows."""
        self.section.refresh()

    def may_leave(self) -> bool:
        """Ask where something is not saved."""
        return self.section.may_leave()

    def first_focus(self) -> QWidget | None:
        """The list of the sections."""
        return self.list

    def _go(self, number: int) -> None:
        if number == self.rooms.currentIndex():
            return
        if not self.section.may_leave():
            self.list.setCurrentRow(self.rooms.currentIndex())
            return
        self.rooms.setCurrentIndex(number)
        self.section.refresh()
