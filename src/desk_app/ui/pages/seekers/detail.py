"""一人一档: head, tabs to read, the form to edit in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desk_app.domain.entry import moment_words
from desk_app.domain.registration import FIELDS
from desk_app.services.forms import FormView, GroupLine
from desk_app.services.seekers import PersonFile
from desk_app.ui.kit.actions import Action, ActionButton, bind
from desk_app.ui.kit.column import scrolled
from desk_app.ui.kit.facts import Facts, MaskedValue
from desk_app.ui.kit.notes import EmptyNote
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.tags import Tag, TagRow, Tone
from desk_app.ui.kit.timeline import Timeline
from desk_app.ui.pages.seekers.consents import Consents
from desk_app.ui.pages.seekers.editing import PersonForm
from desk_app.ui.pages.seekers.form_pane import FormPane
from desk_app.ui.pages.seekers.forms_tab import FormsTab
from desk_app.ui.pages.seekers.layout import READ, WISHES
from desk_app.ui.pages.seekers.logline import LogLine
from desk_app.ui.pages.seekers.printing import hand_out_files
from desk_app.ui.pages.seekers.standing import GroupLines, PlanCards

_STATE_TONES: dict[str, Tone] = {
    "willing": "caution", "unverified": "quiet", "referred": "accent", "hired": "accent", "in_post": "good",
    "stable": "good", "lost": "danger",
}  # fmt: skip
_FACTS, _WISHES, _FORMS, _PLANS, _RECORDS = range(5)


class PersonView(QFrame):
    """One person's file. It asks the office itself and shows what comes back."""

    saved = Signal(object)  # Saved
    closed = Signal()  # the form was left, or a line of the log was kept

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(parent)
        self.room = room
        self.file: PersonFile | None = None
        self._uid = ""  # whose file was asked for last
        self.setProperty("role", "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(room.look.px(16),) * 4)
        self._stack = QStackedWidget(self)
        outer.addWidget(self._stack)
        self._stack.addWidget(EmptyNote(room.look, "选中一个人，这里显示他的档案。", parent=self))
        self._reading = self._reading_side()
        self._stack.addWidget(self._reading)
        self.form = PersonForm(room, self._reveal, self)
        self.form.saved.connect(self.saved)
        self.form.closed.connect(self._form_closed)
        self._stack.addWidget(self.form)
        self.pane = FormPane(room, self)
        self.pane.saved.connect(partial(room.ask.tell, undo=True))
        self.pane.closed.connect(self._pane_closed)
        self._stack.addWidget(self.pane)

    # Reading

    def show_person(self, uid: str) -> None:
        """Show a person's file."""
        desk, self._uid = self.room.desk, uid
        self.room.tasks.run(
            lambda _: desk.seekers.file(desk.actor, uid),
            self._show,
            failed=lambda _: self.show_nobody(),
            owner=self,
            what="打开档案",
            key="file",
        )

    def show_again(self) -> None:
        """Something was changed somewhere: read the file again."""
        if self._uid and not self.editing:
            self.show_person(self._uid)

    def show_nobody(self) -> None:
        """Nobody is chosen."""
        self.file, self._uid = None, ""
        self._stack.setCurrentIndex(0)

    def _reading_side(self) -> QWidget:
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.room.look.px(8))
        self._add_head(side, column)
        self._add_tabs(side, column)
        return side

    def _add_head(self, side: QWidget, column: QVBoxLayout) -> None:
        """Name, state and groups, who that is, phone and number with eyes, what the clerk should know."""
        look = self.room.look
        head = QHBoxLayout()
        self.title = QLabel(side)
        self.title.setProperty("role", "title")
        self.title.setWordWrap(True)
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head.addWidget(self.title, 1)
        self.edit = Action(id="edit", title="编辑", run=self.open_form, icon="pencil", enabled=lambda: bool(self.file))
        self.print = Action(id="print-file", title="打印档案", run=self.hand_out, icon="printer")
        for action in (self.print, self.edit):
            head.addWidget(ActionButton(action, look, parent=side), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self.tags = TagRow(look, parent=side)
        column.addWidget(self.tags)
        self.line = QLabel(side)
        self.line.setProperty("role", "quiet")
        self.line.setWordWrap(True)
        column.addWidget(self.line)
        numbers = QHBoxLayout()
        numbers.setSpacing(look.px(12))
        self.phone = MaskedValue(look, "mobile", "电话", self._reveal, side)
        self.number = MaskedValue(look, "id_no", "证件号码", self._reveal, side)
        numbers.addWidget(self.phone)
        numbers.addWidget(self.number)
        numbers.addStretch(1)
        column.addLayout(numbers)
        self.notice = QLabel(side)
        self.notice.setProperty("role", "notice")
        self.notice.setWordWrap(True)
        column.addWidget(self.notice)

    def _add_tabs(self, side: QWidget, column: QVBoxLayout) -> None:
        look = self.room.look
        self.tabs = QTabWidget(side)
        self.tabs.setDocumentMode(True)
        self.facts = Facts(look, FIELDS, READ, self._reveal, side)
        self.groups, self.plans = GroupLines(self.room, self._reveal_group, side), PlanCards(self.room, side)
        self.wishes = Facts(look, FIELDS, WISHES, self._reveal, side)
        self.timeline = Timeline(look, side)
        self.log = LogLine(self.room, side)
        self.log.done.connect(self.closed)
        records = QWidget(side)
        below = QVBoxLayout(records)
        below.setContentsMargins(0, look.px(8), 0, 0)
        below.setSpacing(look.px(8))
        below.addWidget(self.log)
        below.addWidget(self.timeline, 1)
        self.consents = Consents(self.room, side)
        self.tabs.addTab(scrolled(self.room.look, self, self.groups, self.facts, self.consents), "概况")
        self.tabs.addTab(scrolled(self.room.look, self, self.wishes), "意向")
        self.forms = FormsTab(self.room, self._reveal_group, side)
        self.forms.form_opened.connect(self.open_paper)
        self.forms.group_opened.connect(self.open_group)
        self.forms.left.connect(self.closed)
        self.tabs.addTab(scrolled(self.room.look, self, self.forms), "表册")
        self.tabs.addTab(scrolled(self.room.look, self, self.plans), "方案")
        self.tabs.addTab(records, "记录")
        column.addWidget(self.tabs, 1)
        bind(replace(self.edit, shortcut="E", on=self.tabs.tabBar()), self)
        bind(replace(self.print, shortcut="P", on=self.tabs.tabBar()), self)

    def _show(self, file: PersonFile) -> None:
        other = self.file is None or self.file.uid != file.uid
        self.file = file
        codes = self.room.desk.codes
        self.title.setText(file.name)
        state = Tag(codes["seeker_state"].label(file.state), _STATE_TONES.get(file.state, "quiet"))
        self.tags.show_tags((state, *(Tag(one.word, "accent") for one in file.groups if one.holds and not one.guarded)))
        place = f"{file.facts['village']}{f'{group}组' if (group := file.facts['village_group']) else ''}"
        age = f"{file.age} 岁" if file.age is not None else ""
        self.line.setText(" · ".join(filter(None, (file.facts["sex"], age, place, file.facts["seeker_no"]))))
        self.phone.show_masked(file.facts["mobile"] or "没有电话", may="mobile" in file.may_be_revealed)
        self.number.show_masked(file.facts["id_no"] or "没有证件号码", may="id_no" in file.may_be_revealed)
        missing = (f"还缺：{'、'.join(file.missing)}。",) if file.missing else ()
        self.notice.setText("\n".join((*file.notices, *missing)))
        self.notice.setVisible(bool(self.notice.text()))
        self.facts.show_facts(file.facts)
        self.facts.show_own(file.own, file.facts)
        self.wishes.show_facts(file.facts)
        self.groups.show_person(file)
        self.plans.show_person(file)
        now = self.room.desk.actor.clock.now()
        self.timeline.show_events(
            (" · ".join(filter(None, (_when(e.at, now), e.by))), e.title, e.text, e.tone) for e in file.events
        )
        self.consents.show_person(file)
        self.log.show_person(file.uid)
        self.forms.show_person(file.uid)
        if other or self._stack.currentIndex() == 0:
            self._stack.setCurrentWidget(self._reading)

    def _reveal(self, name: str, then: Callable[[str], None]) -> None:
        """Ask for one value in clear."""
        if self.file is not None:
            desk, uid = self.room.desk, self.file.uid
            self._ask_clear(name, lambda: desk.seekers.reveal(desk.actor, uid, name), then)

    def _reveal_group(self, membership_uid: str, then: Callable[[str], None]) -> None:
        """Ask for the words of a guarded group."""
        desk = self.room.desk
        self._ask_clear(membership_uid, lambda: desk.seekers.reveal_group(desk.actor, membership_uid), then)

    def _ask_clear(self, key: str, ask: Callable[[], str], then: Callable[[str], None]) -> None:
        """If another person is shown when the answer comes, it is dropped."""
        uid = self.file.uid if self.file else ""

        def show(value: str) -> None:
            if self.file and self.file.uid == uid:
                then(value)

        self.room.tasks.run(lambda _: ask(), show, owner=self, what="查看", key=f"reveal-{key}")

    def hand_out(self) -> None:
        """P: the file on paper."""
        if self.file is not None:
            hand_out_files(self.room, (self.file.uid,), self)

    def go_to_log(self) -> None:
        """R: to the line for a log entry."""
        self.tabs.setCurrentIndex(_RECORDS)
        self.log.begin()

    # Editing

    @property
    def editing(self) -> bool:
        """Whether the form is open."""
        return self._stack.currentWidget() in (self.form, self.pane)

    def open_form(self) -> None:
        """E: edit in place; from 意向 the cursor goes there."""
        if self.file is not None and not self.editing:
            self._stack.setCurrentWidget(self.form)
            self.form.open(self.file, "job_wishes" if self.tabs.currentIndex() == _WISHES else "name")

    def go_to_forms(self) -> None:
        """F: to the forms and groups."""
        self.tabs.setCurrentIndex(_FORMS)
        self.forms.begin_with_keys()

    def open_paper(self, kind: str, uid: str) -> None:
        """Fill in one of the person's forms, or ("") a new one of that kind."""
        if self.file is None or self.editing:
            return
        desk, person = self.room.desk, self.file.uid

        def show(view: FormView) -> None:
            if self.file and self.file.uid == person and not self.editing:
                self._stack.setCurrentWidget(self.pane)
                self.pane.open_form(view, person)

        self.room.tasks.run(
            lambda _: desk.forms.one(desk.actor, kind, person, uid), show, owner=self, what="打开登记表", key="form"
        )

    def open_group(self, line: GroupLine | None) -> None:
        """Put one of the person's groups right, or enter one."""
        if self.file is not None and not self.editing:
            self._stack.setCurrentWidget(self.pane)
            self.pane.open_group(line, self.file.uid, self.file.name)

    def may_close(self) -> bool:
        """Whether the form may be left; asks 保存/放弃/继续 where something was typed."""
        if self._stack.currentWidget() is self.pane:
            return self.pane.may_close()
        return not self.editing or self.form.may_close()

    def _pane_closed(self) -> None:
        self._stack.setCurrentWidget(self._reading)
        self.go_to_forms()

    def _form_closed(self) -> None:
        if self.editing:
            self._stack.setCurrentWidget(self._reading)
            self.closed.emit()


def _when(at: str, now: datetime) -> str:
    return moment_words(at, now) if "T" in at else at
