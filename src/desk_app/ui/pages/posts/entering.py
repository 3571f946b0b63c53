"""The forms of a post and of an employer: new or changed, drafts kept, the law's word beside the field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desk_app.domain.employers import Employer
from desk_app.domain.entry import NotEntered, initials, shown
from desk_app.domain.errors import DeskError
from desk_app.domain.fields import Field, fields_of
from desk_app.domain.progress import Progress
from desk_app.domain.vacancies import (
    EMPLOYER,
    FIELDS,
    Circumstances,
    code_trouble,
    marks,
    pay_words,
    phone_trouble,
)
from desk_app.resources import clocks
from desk_app.ui.kit.actions import Action, ActionButton
from desk_app.ui.kit.drafts import DraftKeeper
from desk_app.ui.kit.forms import Form, Section, prepare
from desk_app.ui.kit.page import Room
from desk_app.ui.pages.posts.layout import EMPLOYER_FORM, POST_FORM

_JUDGED_AFTER = 200  # milliseconds after a keystroke until the texts are judged


class Entry(QFrame):
    """What both forms share: heading, form, two buttons, drafts, leaving."""

    noun: ClassVar[str]
    words: ClassVar[str]
    saved = Signal(str, str)  # the uid, and a sentence to be told
    closed = Signal()
    elsewhere = Signal(str)  # the uid of a record that is there already and is to be opened

    def __init__(self, room: Room, fields: Mapping[str, Field], sections: Sequence[Section], parent: QWidget) -> None:
        super().__init__(parent)
        self.room = room
        self.uid: str | None = None
        self.at: Circumstances | None = None
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
        suggest = {EMPLOYER: self._names} if EMPLOYER in fields else {}
        self.form = Form(room, fields, sections, check=self.check, suggest=suggest, parent=self)
        column.addWidget(self.form, 1)
        self.keep = Action(id=f"save-{self.noun}", title="保存", run=self.save, shortcut="Ctrl+Return", icon="save")
        self.leave_it = Action(id=f"leave-{self.noun}", title="不改了", run=self.leave, shortcut="Esc")
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
        self.known: tuple[str, ...] = ()  # names of the employers on file
        self.form.submitted.connect(self.save)

    def begin(self, uid: str | None, words: Mapping[str, str], first: Mapping[str, str]) -> None:
        """Open the form on these values; `first` is typed in the clerk's place."""
        self.uid = uid
        self.heading.setText(f"修改{self.words}" if uid else f"新增{self.words}")
        self.back.hide()
        self.form.fill(words)
        self.form.put(first)
        desk = self.room.desk

        def work(_: Progress) -> tuple[Circumstances, tuple[str, ...]]:
            prepare(desk.codes)
            return desk.posts.circumstances(desk.actor), desk.employers.names()

        self.room.tasks.run(work, self._ready, owner=self, what="打开表单", key="open")
        self.drafts.open(f"{self.noun}/{uid or 'new'}", self._say_back)

    def _ready(self, found: tuple[Circumstances, tuple[str, ...]]) -> None:
        self.at, self.known = found

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
            lambda _: self.write(typed), self._kept, failed=self._refused, owner=self, what="保存", key="save"
        )

    def _kept(self, found: tuple[str, str]) -> None:
        self.finish()
        self.saved.emit(*found)

    def _refused(self, error: DeskError) -> None:
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

    def _names(self, typed: str) -> Sequence[str]:
        """The employers that a few characters or pinyin initials may mean."""
        plain = typed.strip().lower()
        by_sound = plain.isascii() and bool(plain)
        return [name for name in self.known if plain in name or (by_sound and plain in initials(name))]


class PostEntry(Entry):
    """A post. What the law says to its words stands beside the field while they are typed."""

    noun = "posts"
    words = "岗位"
    employer_wanted = Signal(str)  # the name of an employer that is not on file yet

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(room, FIELDS, POST_FORM, parent)
        self._judge = QTimer(self)
        self._judge.setSingleShot(True)
        self._judge.setInterval(_JUDGED_AFTER)
        self._judge.timeout.connect(self.judge)
        self.form.edited.connect(self._judge.start)

    def begin_new(self, employer: str = "") -> None:
        """A new post, perhaps of an employer who is chosen already."""
        last = self.room.desk.actor.today() + timedelta(days=clocks().post_valid_days)
        self.begin(None, {"valid_until": last.isoformat()}, {EMPLOYER: employer} if employer else {})
        self.form.go_to("title" if employer else EMPLOYER)

    def begin_old(self, post: Any, employer: str) -> None:
        """Change a post."""
        codes = self.room.desk.codes
        words = {name: shown(field, getattr(post, name), codes) for name, field in fields_of(type(post)).items()}
        self.begin(post.uid, {**words, "pay_text": post.pay_words, EMPLOYER: employer}, {})
        self.form.go_to("title")

    def write(self, typed: Mapping[str, str]) -> tuple[str, str]:
        """Keep the post."""
        desk = self.room.desk
        done = desk.posts.save(desk.actor, self.uid, typed)
        if done.must_verify:
            return done.uid, "已保存。招聘条件有改动，要重新向单位核实（按 C）。"
        return done.uid, "已保存岗位。" if self.uid else f"已新增岗位 {done.post_no}，向单位核实后（按 C）就能推荐人。"

    def judge(self) -> None:
        """Show how the pay is read, and what the law says to the texts."""
        if self.at is None:
            self._judge.start()
            return
        texts = {name: self.form.text(name) for name in _JUDGED}
        found: dict[str, list[str]] = {name: [] for name in _JUDGED}
        if reading := pay_words(texts["pay_text"], self.at):
            found["pay_text"].append(f"{reading}。")
        for mark in marks(texts, self.at):
            found[mark.field].append(f"！{mark.sentence}")
        for name, sentences in found.items():
            self.form.note(name, "\n".join(sentences))

    def finish(self) -> None:
        """Close the form."""
        super().finish()
        self._judge.stop()

    def _ready(self, found: tuple[Circumstances, tuple[str, ...]]) -> None:
        super()._ready(found)
        self.judge()

    def _refused(self, error: DeskError) -> None:
        super()._refused(error)
        wanted = self.form.text(EMPLOYER).strip()
        if (
            isinstance(error, NotEntered)
            and EMPLOYER in error.errors
            and wanted
            and wanted not in self.known
            and self.room.ask.confirm(f"还没有登记“{wanted}”。先登记单位，岗位的内容不会丢。", "登记单位")
        ):
            self.employer_wanted.emit(wanted)


_JUDGED = ("title", "requirements", "duties", "welfare", "pay_text", "age_min", "age_max", "age_reason")


class EmployerEntry(Entry):
    """An employer."""

    noun = "employers"
    words = "单位"

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(room, fields_of(Employer), EMPLOYER_FORM, parent)

    def begin_new(self, name: str = "") -> None:
        """A new employer, perhaps with the name that was typed elsewhere."""
        self.begin(None, {}, {"name": name} if name else {})
        self.form.go_to("credit_code" if name else "name")

    def begin_old(self, employer: Employer) -> None:
        """Change an employer."""
        codes = self.room.desk.codes
        words = {name: shown(field, getattr(employer, name), codes) for name, field in fields_of(Employer).items()}
        self.begin(employer.uid, words, {})
        self.form.go_to("name")

    def check(self, name: str, text: str) -> str:
        """Check digit of the credit code, shape of the telephone."""
        if self.at is None:
            return ""
        if name == "credit_code":
            return code_trouble(text, self.at)
        return phone_trouble(text, self.at) if name == "phone" else ""

    def write(self, typed: Mapping[str, str]) -> tuple[str, str]:
        """Keep the employer."""
        desk = self.room.desk
        return desk.employers.save(desk.actor, self.uid, typed), "已保存单位。" if self.uid else "已新增单位。"
