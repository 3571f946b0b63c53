"""A form of a person, or one of the groups, to be filled in: in the place of the file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desk_app.domain.entry import NotEntered
from desk_app.domain.errors import DeskError
from desk_app.domain.fields import Field, fields_of
from desk_app.domain.forms.layout import Section
from desk_app.domain.forms.memberships import SECTIONS as OF_A_GROUP
from desk_app.domain.progress import Progress
from desk_app.domain.seekers import Membership
from desk_app.services.forms import FormView, GroupLine, draft_key
from desk_app.services.forms.groups import membership_key
from desk_app.ui.kit.actions import Action, ActionButton, bind
from desk_app.ui.kit.drafts import DraftKeeper
from desk_app.ui.kit.forms import Form, Reveal, prepare
from desk_app.ui.kit.page import Room

Write = Callable[[Mapping[str, str]], tuple[str, ...]]
"""Keeps what was typed, off the screen's thread; what was done and what to know, in sentences."""


class FormPane(QWidget):
    """Head, what is known of the person, the form. Ctrl+Enter saves, Esc goes back; drafts are kept by themselves."""

    saved = Signal(str)  # what was done, in words
    closed = Signal()

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(parent)
        self.room = room
        self.form: Form | None = None
        self.drafts: DraftKeeper | None = None
        self._write: Write | None = None
        look = room.look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        self.title, self.about, self.words = self._label("heading"), self._label("small"), self._label("strip")
        for label in (self.title, self.about, self.words):
            column.addWidget(label)
        self._place = QVBoxLayout()
        column.addLayout(self._place, 1)
        row = QHBoxLayout()
        keep = Action(id="save-form", title="保存", run=self.save, shortcut="Ctrl+Return", icon="save")
        row.addWidget(ActionButton(keep, look, primary=True, parent=self))
        back = Action(id="leave-form", title="返回", run=self.may_close, shortcut="Esc")
        bind(back, self)
        row.addWidget(ActionButton(back, look, parent=self))
        row.addStretch(1)
        column.addLayout(row)

    def _label(self, role: str) -> QLabel:
        label = QLabel(self)
        label.setProperty("role", role)
        label.setWordWrap(True)
        return label

    def open_form(self, view: FormView, seeker_uid: str) -> None:
        """Fill in a form."""
        desk, kind, uid = self.room.desk, view.kind, view.uid

        def write(typed: Mapping[str, str]) -> tuple[str, ...]:
            saved = desk.forms.save(desk.actor, kind.name, seeker_uid, uid, typed)
            return (saved.sentence, *saved.notices)

        self._begin(kind.fields, kind.sections, view.values, write)
        for name, text in view.raw.items():
            if self.form and name in kind.fields:
                self.form.note(name, f"名单上写的是“{text}”")
        self.title.setText(f"{view.name}：{kind.title}")
        self.about.setText(" · ".join(f"{label} {value}" for label, value in view.about if value))
        missing = (f"还缺：{'、'.join(view.gaps)}。",) if view.gaps and uid else ()
        self._say("\n".join((*view.notices, *missing)))
        self._open_draft(draft_key(kind.name, seeker_uid, uid))

    def open_group(self, line: GroupLine | None, seeker_uid: str, name: str) -> None:
        """Put a membership right, or (None) enter one."""
        desk, uid = self.room.desk, line.uid if line else ""

        def write(typed: Mapping[str, str]) -> tuple[str, ...]:
            return desk.forms.groups.save(desk.actor, seeker_uid, uid, typed)[1:]

        def reveal(_: str, then: Callable[[str], None]) -> None:
            self.room.tasks.run(
                lambda _: desk.forms.groups.reveal(desk.actor, uid), then, owner=self, what="查看", key="reveal"
            )

        start = line.values if line else {"started_on": desk.actor.today().isoformat()}
        hidden = ("document_no",) if line and line.values.get("document_no") else ()
        self._begin(fields_of(Membership), OF_A_GROUP, start, write, hidden, reveal)
        self.title.setText(f"{name}：{'改' if line else '加入'}人员类别")
        self.about.setText("日期改了以后，过去某日属于哪些类别就按改后的算；改动记在档案里。" if line else "")
        self._say("")
        self._open_draft(membership_key(seeker_uid, uid))

    def _begin(
        self,
        fields: Mapping[str, Field],
        sections: Sequence[Section],
        values: Mapping[str, str],
        write: Write,
        hidden: Collection[str] = (),
        reveal: Reveal | None = None,
    ) -> None:
        """A form of its own for each kind: the one before is freed."""
        self._free()
        self._write = write
        self.form = Form(self.room, fields, sections, hidden=hidden, reveal=reveal, parent=self)
        self.form.fill(values)
        self.form.submitted.connect(self.save)
        self._place.addWidget(self.form)
        self.drafts = DraftKeeper(self.room, self.form)
        self.form.go_to(next(iter(fields[name].name for name in _first(sections))))
        codes = self.room.desk.codes

        def work(_: Progress) -> None:
            prepare(codes)

        self.room.tasks.run(work, lambda _: None, owner=self, what="打开表单", key="open")

    def _open_draft(self, key: str) -> None:
        if self.drafts:
            self.drafts.open(key, self._say)

    def _say(self, sentence: str) -> None:
        self.words.setText(sentence)
        self.words.setVisible(bool(sentence))

    def may_close(self) -> bool:
        """Whether the form may be left; asks 保存/先放着/放弃/继续 where something was typed."""
        if self.form and self.drafts and self.form.typed():
            chosen = self.room.ask.choose(
                "还没有保存",
                "录入的内容要怎么处理？",
                (("save", "保存"), ("keep", "先放着，下次接着填"), ("drop", "放弃"), ("stay", "继续填写")),
            )
            if chosen == "save":
                self.save()
                return False
            if chosen == "keep":
                self.drafts.keep()
            elif chosen == "drop":
                self.drafts.drop()
            else:
                return False
        self.close_form()
        return True

    def close_form(self) -> None:
        """Back to the file."""
        self._free()
        self.closed.emit()

    def save(self) -> None:
        """Ctrl+Enter: take it over; what is wrong is said beside the fields."""
        write, form = self._write, self.form
        if write is None or form is None:
            return
        typed = form.typed()

        def kept(sentences: tuple[str, ...]) -> None:
            self.close_form()
            self.saved.emit("".join(sentences))

        self.room.tasks.run(lambda _: write(typed), kept, failed=self._refused, owner=self, what="保存表册", key="save")

    def _refused(self, error: DeskError) -> None:
        if isinstance(error, NotEntered) and self.form and self.isVisible():
            self.form.show_errors(error.errors)
        else:
            self.room.ask.warn(error)

    def _free(self) -> None:
        if self.drafts:
            self.drafts.close()
        if self.form:
            self._place.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.form, self.drafts, self._write = None, None, None


def _first(sections: Sequence[Section]) -> tuple[str, ...]:
    row = sections[0].rows[0]
    return (row,) if isinstance(row, str) else row
