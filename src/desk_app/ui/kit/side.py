"""The right side of a page: head, state, notice and tabs of one record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QTabWidget, QVBoxLayout, QWidget

from desk_app.domain.entry import moment_words, shown
from desk_app.domain.fields import fields_of
from desk_app.domain.own.fields import words as own_words
from desk_app.domain.person_file import Event
from desk_app.ui.kit.facts import Facts
from desk_app.ui.kit.forms import Reveal, Section
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.tags import TagRow
from desk_app.ui.kit.timeline import Timeline


class Side(QFrame):
    """Title, a quiet line, tags, a strip of figures, a notice; below them tabs, and a timeline to be put in one."""

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(parent)
        self.room = room
        self.uid = ""
        look = room.look
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(16),) * 4)
        column.setSpacing(look.px(8))
        self.title = self.label("title")
        self.line = self.label("quiet")
        self.tags = TagRow(look, (), self)
        self.strip = self.label("strip")
        self.notice = self.label("notice")
        for part in (self.title, self.line, self.tags, self.strip, self.notice):
            column.addWidget(part)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        column.addWidget(self.tabs, 1)
        self.timeline = Timeline(look, self)

    def label(self, role: str) -> QLabel:
        """Words that wrap and can be copied."""
        label = QLabel(self)
        label.setProperty("role", role)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def facts_of(self, record: type, sections: Sequence[Section], reveal: Reveal | None = None) -> Facts:
        """Labels and values of a kind of record; `reveal` is needed where some of them are masked."""
        return Facts(self.room.look, fields_of(record), sections, reveal or (lambda _name, _take: None), self)

    def say(self, label: QLabel, words: str) -> None:
        """These words, or nothing at all."""
        label.setText(words)
        label.setVisible(bool(words))

    def words(self, record: Any) -> dict[str, str]:
        """What stands in the fields, as a clerk reads it."""
        fields = fields_of(type(record))
        return {name: shown(field, getattr(record, name), self.room.desk.codes) for name, field in fields.items()}

    def show_own(self, facts: Facts, noun: str, record: Any) -> None:
        """The fields that the office added itself, below the facts of a record."""
        own = self.room.desk.own_to_read(noun, record.extra)
        facts.show_own(own, own_words(own, record.extra, self.room.desk.codes))

    def show_events(self, events: Iterable[Event]) -> None:
        """Fill the timeline."""
        now = self.room.desk.actor.clock.now()
        self.timeline.show_events((_when(one, now), one.title, one.text, one.tone) for one in events)


def _when(event: Event, now: datetime) -> str:
    return " · ".join(filter(None, (moment_words(event.at, now), event.by)))
