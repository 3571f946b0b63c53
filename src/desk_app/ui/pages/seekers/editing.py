"""The form of one person, in the place of the file."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desk_app.domain.entry import NotEntered, like
from desk_app.domain.errors import DeskError
from desk_app.domain.progress import Progress
from desk_app.domain.registration import FIELDS, Circumstances, check
from desk_app.services.seekers import PersonFile, Saved, draft_key
from desk_app.ui.kit.actions import Action, ActionButton, bind
from desk_app.ui.kit.drafts import DraftKeeper
from desk_app.ui.kit.forms import Form, Reveal, prepare
from desk_app.ui.kit.page import Room
from desk_app.ui.pages.seekers.layout import EDITED, PERSONAL


class PersonForm(QWidget):
    """All that can be edited of a person. Only what was typed is taken over; drafts are kept by themselves."""

    saved = Signal(object)  # Saved
    closed = Signal()

    def __init__(self, room: Room, reveal: Reveal, parent: QWidget) -> None:
        super().__init__(parent)
        self.room = room
        self._uid = ""
        self._at: Circumstances | None = None
        self._villages: tuple[str, ...] = ()
        look = room.look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        self.title = QLabel(self)
        self.title.setProperty("role", "heading")
        self.title.setWordWrap(True)
        column.addWidget(self.title)
        self.words = QLabel(self)
        self.words.setProperty("role", "strip")
        self.words.setWordWrap(True)
        column.addWidget(self.words)
        self.form = Form(
            room,
            FIELDS,
            EDITED,
            check=self._check,
            reveal=reveal,
            hidden=PERSONAL,
            suggest={"village": lambda typed: like(self._villages, typed)},
            own="seekers",
            parent=self,
        )
        column.addWidget(self.form, 1)
        row = QHBoxLayout()
        keep = Action(id="save", title="保存", run=self.save, shortcut="Ctrl+Return", icon="save")
        row.addWidget(ActionButton(keep, look, primary=True, parent=self))
        back = Action(id="give-up", title="放弃改动", run=self.may_close, shortcut="Esc")
        bind(back, self)
        row.addWidget(ActionButton(back, look, parent=self))
        row.addStretch(1)
        column.addLayout(row)
        self.drafts = DraftKeeper(room, self.form)
        self.form.submitted.connect(self.save)

    def open(self, file: PersonFile, first: str) -> None:
        """Edit this person, beginning at a field; what was typed the last time and not saved comes back."""
        desk, self._uid = self.room.desk, file.uid

        def work(_: Progress) -> tuple[Circumstances, tuple[str, ...]]:
            prepare(desk.codes)
            return desk.seekers.circumstances(desk.actor), desk.seekers.villages(desk.actor)

        def show(found: tuple[Circumstances, tuple[str, ...]]) -> None:
            self._at, self._villages = found

        self.room.tasks.run(work, show, owner=self, what="打开表单", key="open")
        self.title.setText(f"编辑{file.name}的资料")
        self.words.hide()
        self.form.fill(file.facts)
        self.form.go_to(first)
        self.drafts.open(draft_key(file.uid), self._say_restored)

    def may_close(self) -> bool:
        """Whether the form may be left; asks 保存/放弃/继续 where something was typed."""
        if self.form.typed():
            chosen = self.room.ask.choose(
                "还没有保存", "改过的内容要怎么处理？", (("save", "保存"), ("drop", "放弃改动"), ("stay", "继续编辑"))
            )
            if chosen == "save":
                self.save()
                return True
            if chosen != "drop":
                return False
            self.drafts.drop()
        self._close()
        return True

    def save(self) -> None:
        """Ctrl+Enter: take it over; what is wrong is said beside the fields."""
        desk, uid, typed = self.room.desk, self._uid, self.form.typed()

        def kept(saved: Saved) -> None:
            self._close()
            self.saved.emit(saved)

        self.room.tasks.run(
            lambda _: desk.seekers.save(desk.actor, uid, typed),
            kept,
            failed=self._refused,
            owner=self,
            what="保存",
            key="save",
        )

    def _close(self) -> None:
        self.drafts.close()
        self.closed.emit()

    def _refused(self, error: DeskError) -> None:
        if not isinstance(error, NotEntered) or not self.isVisible():  # left by now: the draft is kept
            self.room.ask.warn(error)
            return
        self.form.show_errors(error.errors)
        if error.same and self.room.ask.confirm(error.errors["id_no"], "打开那份档案"):
            self.drafts.keep()
            self._close()
            self.room.go("seekers", error.same)

    def _say_restored(self, sentence: str) -> None:
        self.words.setText(sentence)
        self.words.show()

    def _check(self, name: str, text: str) -> str:
        return check(name, text, self._at) if self._at else ""
