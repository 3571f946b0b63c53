"""Entering a record at the left of a page: new or changed, drafts kept, all errors beside their fields."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desk_app.domain.entry import NotEntered
from desk_app.domain.errors import DeskError
from desk_app.domain.fields import Field
from desk_app.domain.own.fields import words as own_words
from desk_app.domain.progress import Progress
from desk_app.ui.kit.actions import Action, ActionButton, bind
from desk_app.ui.kit.drafts import DraftKeeper
from desk_app.ui.kit.forms import Form, Reveal, Section, prepare
from desk_app.ui.kit.page import Room


class Entry(QFrame):
    """A form with heading and two buttons. A page says which fields, what they are judged by and how they are kept."""

    noun: ClassVar[str]
    words: ClassVar[str]
    own: ClassVar[str] = ""  # the kind of record whose fields that the office added itself are asked too
    saved = Signal(str, str)  # the uid, and a sentence to be told
    closed = Signal()
    elsewhere = Signal(str)  # the uid of a record that is there already and is to be opened

    def __init__(
        self,
        room: Room,
        fields: Mapping[str, Field],
        sections: Sequence[Section],
        parent: QWidget,
        *,
        suggest: Mapping[str, Callable[[str], Sequence[str]]] | None = None,
        reveal: Reveal | None = None,
        hidden: Collection[str] = (),
    ) -> None:
        super().__init__(parent)
        self.room = room
        self.uid: str | None = None
        look = room.look
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(16),) * 4)
        column.setSpacing(look.px(8))
        self.heading = QLabel(self)
        self.heading.setProperty("role", "heading")
        column.addWidget(self.heading)
        self.back = QLabel(self)
        self.back.setProperty("role", "strip")
        self.back.setWordWrap(True)
        column.addWidget(self.back)
        self.form = Form(
            room,
            fields,
            sections,
            check=self.check,
            reveal=reveal,
            hidden=hidden,
            suggest=suggest,
            own=self.own,
            parent=self,
        )
        column.addWidget(self.form, 1)
        self.keep = Action(id=f"save-{self.noun}", title="保存", run=self.save, shortcut="Ctrl+Return", icon="save")
        self.leave_it = Action(id=f"leave-{self.noun}", title="不改了", run=self.leave, shortcut="Esc")
        bind(self.leave_it, self)
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        row.addWidget(ActionButton(self.keep, look, primary=True, parent=self))
        row.addWidget(ActionButton(self.leave_it, look, parent=self))
        hint = QLabel("Enter 到下一格，Ctrl+Enter 保存", self)
        hint.setProperty("role", "small")
        row.addStretch(1)
        row.addWidget(hint)
        column.addLayout(row)
        self.drafts = DraftKeeper(room, self.form)
        self.form.submitted.connect(self.save)

    def begin(
        self,
        uid: str | None,
        words: Mapping[str, str],
        first: Mapping[str, str],
        *,
        draft: str = "",
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        """Open the form on these values; `first` is typed in the clerk's place, `draft` is the key of its drafts.

        `extra`: what the record keeps for the fields that the office added itself.
        """
        self.uid = uid
        self.heading.setText(f"修改{self.words}" if uid else f"新增{self.words}")
        self.back.hide()
        codes, own = self.room.desk.codes, self.room.desk.own_fields(self.own)
        self.form.fill({**words, **own_words(own, extra or {}, codes)})
        self.form.put(first)

        def work(_: Progress) -> Any:
            prepare(codes)
            return self.read()

        self.room.tasks.run(work, self.ready, owner=self, what="打开表单", key="open")
        self.drafts.open(draft or f"{self.noun}/{uid or 'new'}", self._say_back)

    def read(self) -> Any:
        """What the entry is judged by, read on a pool thread."""

    def ready(self, found: Any) -> None:
        """What `read` found is there."""

    def _say_back(self, sentence: str) -> None:
        self.back.setText(sentence)
        self.back.show()

    def check(self, name: str, text: str) -> str:
        """What is wrong with one field beyond its kind."""
        return ""

    def write(self, typed: Mapping[str, str]) -> tuple[str, str]:
        """Keep it, on a pool thread; the uid and a sentence."""
        raise NotImplementedError

    def save(self) -> None:
        """Ctrl+Enter."""
        typed = self.form.typed()
        self.room.tasks.run(
            lambda _: self.write(typed), self._kept, failed=self.refused, owner=self, what="保存", key="save"
        )

    def _kept(self, found: tuple[str, str]) -> None:
        self.finish()
        self.saved.emit(*found)

    def refused(self, error: DeskError) -> None:
        """Say beside the fields what is wrong; offer the record that is there already."""
        if not isinstance(error, NotEntered):
            self.room.ask.warn(error)
            return
        self.form.show_errors(error.errors)
        if error.same and self.room.ask.confirm("".join(error.errors.values()), "打开已有的"):
            same = error.same
            self.drafts.drop()
            self.finish()
            self.elsewhere.emit(same)

    def leave(self) -> bool:
        """Close the form; asks where something was typed. Whether it is closed now."""
        if self.form.typed():
            chosen = self.room.ask.choose(
                f"{self.words}还没有保存",
                "要怎么处理已录入的内容？",
                (("stay", "继续录入"), ("keep", "先放着，下次接着录"), ("drop", "放弃")),
            )
            if chosen not in ("keep", "drop"):
                return False
            if chosen == "keep":
                self.drafts.keep()
            else:
                self.drafts.drop()
        self.finish()
        return True

    def finish(self) -> None:
        """Close the form."""
        self.drafts.close()
        self.form.fill({})
        self.closed.emit()
