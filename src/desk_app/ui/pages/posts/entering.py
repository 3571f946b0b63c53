"""The form of a post: the law's word stands beside the field while it is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.domain.entry import NotEntered, initials, shown
from desk_app.domain.errors import DeskError
from desk_app.domain.fields import fields_of
from desk_app.domain.intake.chat import Part
from desk_app.domain.posts import Post
from desk_app.domain.progress import Progress
from desk_app.domain.signs import Doubt
from desk_app.domain.vacancies import EMPLOYER, FIELDS, SCANNED, Circumstances, Mark, marks, pay_words
from desk_app.domain.wording import rewritten
from desk_app.services.messages import Message
from desk_app.services.who_waits import WhoWaits
from desk_app.ui.kit.actions import Action, bind
from desk_app.ui.kit.entering import Entry
from desk_app.ui.kit.page import Room
from desk_app.ui.pages.posts.layout import OF_KIND, POST_FORM
from desk_app.ui.pages.posts.pasting import Origin
from desk_app.ui.pages.posts.watch import Watch

DRAFT_READ = "posts/read"
"""The draft of a post that was read from a message; the one of a new post is another."""

_JUDGED_AFTER = 200  # milliseconds after a keystroke until the texts are judged
_ASKED_AFTER = 600  # … until the file is asked who waits


class PostEntry(Entry):
    """A post. What the law says to its words stands beside the field while they are typed."""

    noun = "posts"
    words = "岗位"
    own = "posts"
    employer_wanted = Signal(str)  # the name of an employer that is not on file yet

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(room, FIELDS, POST_FORM, parent, suggest={EMPLOYER: self._names})
        self.at: Circumstances | None = None
        self.known: tuple[str, ...] = ()  # names of the employers on file
        self.origin = Origin(room.look, self)
        self._read_from: Mapping[str, Part] = {}
        self._read_employer: Mapping[str, Part] = {}
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(2, self.origin)  # below the heading and what came back
        self._judge = QTimer(self)
        self._judge.setSingleShot(True)
        self._judge.setInterval(_JUDGED_AFTER)
        self._judge.timeout.connect(self.judge)
        self.form.edited.connect(self._judge.start)
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.setInterval(_ASKED_AFTER)
        self._ask.timeout.connect(self.ask_who_waits)
        self.form.edited.connect(self._ask.start)
        self._found: tuple[Mark, ...] = ()
        self.instead = Action(
            id="write-instead",
            title="改成",
            run=self.write_instead,
            shortcut="F4",
            enabled=lambda: bool(self._advice()),
        )
        bind(self.instead, self)
        self.watch = Watch(room, self.instead, self)

    def begin_new(self, employer: str = "") -> None:
        """A new post, perhaps of an employer who is chosen already."""
        last = self.room.desk.actor.today() + timedelta(days=self.room.desk.clocks.post_valid_days)
        self.begin(None, {"valid_until": last.isoformat()}, {EMPLOYER: employer} if employer else {})
        self.form.go_to("title" if employer else EMPLOYER)

    def begin_read(self, message: Message, number: int) -> None:
        """A post that was read from a message: typed in the clerk's place, to be checked against what stands above."""
        self._read_from, self._read_employer = message.posts[number], message.employer
        last = self.room.desk.actor.today() + timedelta(days=self.room.desk.clocks.post_valid_days)
        named = message.employer.get("name")
        first = {EMPLOYER: message.known or (named.text if named else "")}
        first |= {name: part.text for name, part in self._read_from.items()}
        self.begin(None, {"valid_until": last.isoformat()}, first, draft=DRAFT_READ)
        if len(message.posts) > 1:
            self.heading.setText(f"新增岗位（招工信息里的第 {number + 1} 个，共 {len(message.posts)} 个）")
        self.origin.show_message(message.text, (*message.employer.values(), *self._read_from.values()))
        self.form.go_to("title")

    def employer_read(self) -> Mapping[str, str]:
        """What a message says of the employer besides its name."""
        return {name: part.text for name, part in self._read_employer.items() if name != "name"}

    def begin_old(self, post: Any, employer: str) -> None:
        """Change a post."""
        codes = self.room.desk.codes
        words = {name: shown(field, getattr(post, name), codes) for name, field in fields_of(type(post)).items()}
        self.begin(post.uid, {**words, "pay_text": post.pay_words, EMPLOYER: employer}, {}, extra=post.extra)
        self.form.go_to("title")

    def take_employer(self, name: str) -> None:
        """Its employer was entered on the other page; "" where that was given up."""
        if name:
            self.form.put({EMPLOYER: name})
        self.form.show_errors({})
        self.form.go_to(EMPLOYER)

    def write(self, typed: Mapping[str, str]) -> tuple[str, str]:
        """Keep the post."""
        desk = self.room.desk
        done = desk.posts.save(desk.actor, self.uid, typed, draft=DRAFT_READ if self._read_from else "")
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
            found["pay_text"].append(
                f"{reading}。" if self.at.rules.wage else f"{reading}。没有录入当地最低工资，没有比对。"
            )
        self._found = marks(texts, self.at)
        for mark in self._found:
            key = "（按 F4 改）" if mark.found else ""
            found[mark.field].append(f"{'' if mark.kind == 'rule' else '！'}{mark.sentence}{key}")
        self._show_lines(texts)
        self.watch.show_marks(self._found)
        self.watch.take.update_state()
        for name, part in self._read_from.items():
            at = self.origin.toPlainText()
            found.setdefault(name, []).append(f"原文：{at[part.start : part.end]}")
        for name, sentences in found.items():
            self.form.note(name, "\n".join(sentences))

    def _show_lines(self, texts: Mapping[str, str]) -> None:
        """Only the lines that this kind of post, or this way of paying, has."""
        at = self.at
        kind = at.codes["post_kind"].find(texts["kind"]) if at else None
        rules = at.rules.kinds.get(kind.code) if at and kind else None
        wanted = {*(rules.needs if rules else ())} | ({"weekly_hours"} if rules else set())
        if "计件" in texts["pay_text"] or self.form.text("piece_floor"):
            wanted.add("piece_floor")
        self.form.show_lines(OF_KIND, shown=False)
        self.form.show_lines((name for name in OF_KIND if name in wanted or self.form.text(name)), shown=True)

    def _advice(self) -> tuple[Mark, ...]:
        """The marks with something to write instead: those of the field with the cursor, else all."""
        found = tuple(mark for mark in self._found if mark.found)
        here = self.form.current()
        return tuple(mark for mark in found if mark.field == here) or found

    def write_instead(self) -> None:
        """F4: write the next unlawful words as advised; the cursor stays where it is."""
        for mark in self._advice()[:1]:
            if mark.found:
                self.form.put({mark.field: rewritten(self.form.text(mark.field), mark.found)})
                self.form.edited.emit()
                self.judge()

    def ask_who_waits(self) -> None:
        """Ask, aside, who waits for such a post, and what looks like fraud in it."""
        desk, uid = self.room.desk, self.uid
        texts = {name: text for name in (EMPLOYER, *fields_of(Post)) if (text := self._text(name))}

        def work(_: Progress) -> tuple[WhoWaits, tuple[Doubt, ...]]:
            waits = desk.who_waits.waiting_for_typed(desk.actor, texts)
            return waits, desk.posts.doubts(desk.actor, uid, texts) if texts.get("title") else ()

        def show(found: tuple[WhoWaits, tuple[Doubt, ...]]) -> None:
            self.watch.show_waiting(found[0])
            self.watch.show_doubts(found[1])

        self.room.tasks.run(work, show, owner=self, what="看谁在等这样的岗位", key="waits")

    def _text(self, name: str) -> str:
        return self.form.text(name) if name in SHOWN else ""

    def finish(self) -> None:
        """Close the form."""
        super().finish()
        self._judge.stop()
        self._ask.stop()
        self._found = ()
        self.room.desk.who_waits.forget()
        for name in self._read_from:
            self.form.note(name, "")
        self._read_from, self._read_employer = {}, {}
        self.origin.show_message("", ())

    def read(self) -> Any:
        """What the texts are judged by, and whose names are known."""
        desk = self.room.desk
        return desk.posts.circumstances(desk.actor), desk.employers.names()

    def ready(self, found: Any) -> None:
        """Judge what stands in the form already."""
        self.at, self.known = found
        self.judge()
        self.ask_who_waits()

    def refused(self, error: DeskError) -> None:
        """An employer that is not on file is entered first."""
        super().refused(error)
        wanted = self.form.text(EMPLOYER).strip()
        if (
            isinstance(error, NotEntered)
            and EMPLOYER in error.errors
            and wanted
            and wanted not in self.known
            and self.room.ask.confirm(f"还没有登记“{wanted}”。先登记单位，岗位的内容不会丢。", "登记单位")
        ):
            self.employer_wanted.emit(wanted)

    def _names(self, typed: str) -> Sequence[str]:
        """The employers that a few characters or pinyin initials may mean."""
        plain = typed.strip().lower()
        by_sound = plain.isascii() and bool(plain)
        return [name for name in self.known if plain in name or (by_sound and plain in initials(name))]


_JUDGED = (*SCANNED, "pay_text", "age_min", "age_max", "age_reason", "kind", "hazards")
SHOWN = frozenset(
    name for section in POST_FORM for row in section.rows for name in ((row,) if isinstance(row, str) else row)
)
