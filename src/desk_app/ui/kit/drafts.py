"""Keeps what is typed into a form while it is typed, and offers it again when the form is opened the next time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, QTimer

from desk_app.services.drafts import Draft
from desk_app.ui.kit.page import Room

KEPT_AFTER = 1500  # milliseconds after the last keystroke


class Typed(Protocol):
    """A widget into which something is typed: a form, or a single line."""

    edited: Any  # a signal

    def typed(self) -> Mapping[str, str]:
        """What was typed, by field."""
        ...

    def put(self, typed: Mapping[str, str]) -> None:
        """Put it back."""
        ...


class DraftKeeper(QObject):
    """One form's drafts; `key` names the form (seekers/new, seekers/<uid>)."""

    def __init__(self, room: Room, form: Typed) -> None:
        super().__init__(form)  # type: ignore[arg-type]  # a widget
        self._room, self._form = room, form
        self._key = ""
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(KEPT_AFTER)
        self._wait.timeout.connect(self.keep)
        form.edited.connect(self._edited)
        form.installEventFilter(self)  # type: ignore[attr-defined]

    def open(self, key: str, back: Callable[[str], object]) -> None:
        """Begin with a form: what was typed there and not saved is put back, and `back` is given the sentence."""
        self._wait.stop()
        self._key = key
        desk = self._room.desk

        def show(draft: Draft | None) -> None:
            if draft and key == self._key and not self._form.typed():
                self._form.put(draft.typed)
                back(f"上次没有保存的内容（{draft.when}）已放回。")

        self._room.tasks.run(lambda _: desk.drafts.fetch(desk.actor, key), show, owner=self, what="找草稿", key="draft")

    def keep(self) -> None:
        """Keep what is typed now."""
        self._wait.stop()
        if self._key:
            desk, key, typed = self._room.desk, self._key, self._form.typed()
            self._room.tasks.run(
                lambda _: desk.drafts.keep(desk.actor, key, typed), lambda _: None, owner=self, what="保存草稿"
            )

    def close(self) -> None:
        """The form was saved; the use case has dropped its draft."""
        self._wait.stop()
        self._key = ""

    def drop(self) -> None:
        """The clerk gave up what was typed."""
        desk, key = self._room.desk, self._key
        self.close()
        if key:
            self._room.tasks.run(
                lambda _: desk.drafts.drop(desk.actor, key), lambda _: None, owner=self, what="放弃草稿"
            )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever closes the form right after typing loses nothing."""
        if event.type() == QEvent.Type.Hide and self._wait.isActive():
            self.keep()
        return super().eventFilter(watched, event)

    def _edited(self) -> None:
        if self._key:
            self._wait.start()
