"""表册 in a person's file: the forms filled and lacking, and the groups with their days."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desk_app.domain.entry import NotEntered
from desk_app.domain.errors import DeskError
from desk_app.domain.forms.registry import FORMS
from desk_app.services.forms import FormLine, FormsFile, GroupLine
from desk_app.ui.kit.actions import Action, ActionButton, bind
from desk_app.ui.kit.facts import MaskedValue
from desk_app.ui.kit.flow import FlowLayout
from desk_app.ui.kit.forms import Reveal
from desk_app.ui.kit.handing import hand_out
from desk_app.ui.kit.page import Room
from desk_app.ui.pages.seekers.days import ask_day

T = TypeVar("T")
_NAMED = 4  # gaps that are named one by one


class FormsTab(QWidget):
    """Lists what there is and opens it; what is written goes through the office."""

    form_opened = Signal(str, str)  # the kind of form, and its uid ("" = a new one)
    group_opened = Signal(object)  # GroupLine, or None for a new one
    left = Signal()  # Esc: back to the list

    def __init__(self, room: Room, reveal_group: Reveal, parent: QWidget) -> None:
        super().__init__(parent)
        self.room, self._reveal_group = room, reveal_group
        self.file: FormsFile | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(room.look.px(8))
        self._forms, self._groups = QVBoxLayout(), QVBoxLayout()
        for place in (self._forms, self._groups):
            place.setSpacing(room.look.px(8))
        column.addWidget(self._label("登记表", "strong"))
        column.addLayout(self._forms)
        self.more = Action(id="begin-form", title="登记别的表…", run=self.begin)
        self._more = self._button(self.more)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(room.look.px(8))
        column.addWidget(self._label("人员类别", "strong"))
        column.addLayout(self._groups)
        self.add = Action(id="add-membership", title="加一段…", run=partial(self.group_opened.emit, None))
        self.ask_day = Action(id="groups-on-day", title="某日属于哪些类别…", run=self.ask_for_day)
        self._below = (self._button(self.add), self._button(self.ask_day))
        row = QHBoxLayout()
        for button in self._below:
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        bind(Action(id="leave-forms", title="回到名单", run=self.left.emit, shortcut="Esc"), self)

    def show_person(self, uid: str) -> None:
        """Read this person's forms and groups."""
        desk = self.room.desk
        self.room.tasks.run(
            lambda _: desk.forms.of(desk.actor, uid),
            self._show,
            failed=lambda _: None,  # gone in the meantime: the file says so
            owner=self,
            what="读取表册",
            key="forms",
        )

    def begin_with_keys(self) -> None:
        """The first button gets the focus; Tab goes on, Esc back to the list."""
        first = next(iter(_buttons_in(self._forms)), self._more)
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self, file: FormsFile) -> None:
        self.file = file
        _fill(self._forms, [self._form_line(one) for one in file.forms] or [self._quiet("还没有登记表。")])
        _fill(self._groups, [self._group_line(one) for one in file.groups] or [self._quiet("还没有加入人员类别。")])
        in_order = (*_buttons_in(self._forms), self._more, *_buttons_in(self._groups), *self._below)
        for first, second in pairwise(in_order):
            self.setTabOrder(first, second)

    # One line each

    def _form_line(self, one: FormLine) -> QWidget:
        line, column = self._line()
        title = self._label(one.title if not one.day else f"{one.title}（{one.day}）", "")
        column.addWidget(title)
        if not one.uid:
            column.addWidget(self._label("还没有登记", "caution"))
            actions = [self._action("fill", "填写", one, self.form_opened.emit)]
        else:
            if one.ended:
                column.addWidget(self._label(one.ended, "small"))
            if one.due:
                column.addWidget(self._label(one.due, "danger-small" if one.late else "small"))
            if one.gaps:
                column.addWidget(self._label(_gap_words(one.gaps), "small"))
            actions = [self._action("open", "打开", one, self.form_opened.emit)]
        actions.append(self._action("print", "打印", one, self._print))
        if one.end_word:
            actions.append(self._action("end", f"{one.end_word}…", one, self._end))
        if one.ended:
            actions.append(self._action("reopen", "恢复", one, self._reopen))
        if one.uid:
            actions.append(self._action("remove", "删除", one, self._remove))
        column.addWidget(self._buttons(line, actions, one.title))
        return line

    def _action(self, verb: str, title: str, one: FormLine, run: Callable[[str, str], object]) -> Action:
        return Action(id=f"form-{verb}-{one.kind}-{one.uid}", title=title, run=partial(run, one.kind, one.uid))

    def _group_line(self, one: GroupLine) -> QWidget:
        line, column = self._line()
        words, look = one.values, self.room.look
        if one.guarded:
            hidden = MaskedValue(look, one.uid, words["group"], self._reveal_group, line)
            hidden.show_masked(words["group"])
            column.addWidget(hidden)
        else:
            column.addWidget(self._label(_joined(dict.fromkeys((words["group"], words["sub_type"]))), ""))
        since, until = words["started_on"] or "？", words["ended_on"]
        period = f"{since} 起" + (f"，到 {until} 止" if until else "") + ("" if one.holds else "（不在册）")
        column.addWidget(self._label(period, "small"))
        if proof := _joined(words.get(name, "") for name in ("evidence", "document_no", "end_reason")):
            column.addWidget(self._label(proof, "small"))
        change = Action(id=f"membership-{one.uid}", title="改", run=partial(self.group_opened.emit, one))
        drop = Action(id=f"membership-drop-{one.uid}", title="删除", run=partial(self._remove_group, one))
        if not one.guarded:
            column.addWidget(self._buttons(line, (change, drop), words["group"]))
        return line

    def _line(self) -> tuple[QWidget, QVBoxLayout]:
        line = QWidget(self)
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        return line, column

    def _label(self, words: str, role: str) -> QLabel:
        label = QLabel(words, self)
        label.setProperty("role", role)
        label.setWordWrap(True)
        return label

    def _quiet(self, words: str) -> QLabel:
        return self._label(words, "quiet")

    def _button(self, action: Action) -> ActionButton:
        button = ActionButton(action, self.room.look, parent=self)
        button.setProperty("role", "link")
        return button

    def _buttons(self, line: QWidget, actions: Iterable[Action], of: str) -> QWidget:
        place = QWidget(line)
        row = FlowLayout(place, self.room.look.px(8), 0)
        for action in actions:
            button = self._button(action)
            button.setAccessibleName(f"{action.title.rstrip('…')}{of}")
            row.addWidget(button)
        return place

    # What is done

    def begin(self) -> None:
        """Choose a form to be filled in."""
        if self.file and (kind := self.room.ask.choose("登记别的表", "哪一张？", self.file.may_begin)):
            self.form_opened.emit(kind, "")

    def ask_for_day(self) -> None:
        """Which groups the person belonged to on a day."""
        desk, uid = self.room.desk, self.file.uid if self.file else ""
        day = ask_day(self.room, "某日属于哪些类别", "查看") if uid else None
        if day is None:
            return

        def say(lines: tuple[GroupLine, ...]) -> None:
            words = "、".join(one.values["group"] for one in lines)
            self.room.ask.tell(f"{day} 属于：{words}。" if words else f"{day} 不属于任何人员类别。")

        self._run(lambda: desk.forms.groups.of_person_on(desk.actor, uid, day), say, "查人员类别")

    def _print(self, kind: str, uid: str) -> None:
        if self.file:
            desk, person = self.room.desk, self.file.uid
            title = f"{FORMS[kind].title} {self.file.name}"
            hand_out(self.room, title, lambda _: desk.forms.papers.filled(desk.actor, kind, person, uid))

    def _end(self, kind: str, uid: str) -> None:
        desk, form, ask = self.room.desk, FORMS[kind], self.room.ask
        reasons = [(one.code, one.label) for one in desk.codes[form.ends]]
        reason = ask.choose(f"{form.end_word}{form.title}", "为什么？", reasons)
        day = reason and ask.line(
            f"{form.end_word}{form.title}", "从哪一天起？", form.end_word, initial=desk.actor.today().isoformat()
        )
        if reason and day:
            typed = {"ended_on": day, "end_reason": reason}
            self._run(lambda: desk.forms.end(desk.actor, kind, uid, typed).sentence, self._told, form.end_word)

    def _reopen(self, kind: str, uid: str) -> None:
        desk = self.room.desk
        self._run(lambda: desk.forms.reopen(desk.actor, kind, uid).sentence, self._told, "恢复")

    def _remove(self, kind: str, uid: str) -> None:
        desk, title = self.room.desk, FORMS[kind].title
        if self.room.ask.confirm(f"删除这份{title}。登记错了才删除；情况有变的，请改表。", "删除"):
            self._run(lambda: desk.forms.remove(desk.actor, kind, uid).sentence, self._told, "删除表册")

    def _remove_group(self, one: GroupLine) -> None:
        desk, words = self.room.desk, one.values["group"]
        if self.room.ask.confirm(f"删除“{words}”这一段。本来就不属于才删除；不再属于的，请填终止日期。", "删除"):
            self._run(lambda: desk.forms.groups.remove(desk.actor, one.uid), self._told, "删除人员类别")

    def _run(self, work: Callable[[], T], then: Callable[[T], object], what: str) -> None:
        self.room.tasks.run(lambda _: work(), then, failed=self._refused, owner=self, what=what)

    def _told(self, sentence: str) -> None:
        self.room.ask.tell(sentence, undo=True)

    def _refused(self, error: DeskError) -> None:
        words = "".join(error.errors.values()) if isinstance(error, NotEntered) else error.message
        self.room.ask.warn(words)


def _fill(place: QVBoxLayout, parts: Iterable[QWidget]) -> None:
    while place.count():
        item = place.takeAt(0)
        widget = item.widget() if item else None
        if widget:
            widget.hide()
            widget.deleteLater()
    for part in parts:
        place.addWidget(part)


def _buttons_in(place: QVBoxLayout) -> list[ActionButton]:
    """The buttons of the lines, from above."""
    widgets = (item.widget() for number in range(place.count()) if (item := place.itemAt(number)))
    return [button for widget in widgets if widget for button in widget.findChildren(ActionButton)]


def _gap_words(gaps: tuple[str, ...]) -> str:
    more = f"等 {len(gaps)} 项" if len(gaps) > _NAMED else ""
    return f"还缺：{'、'.join(gaps[:_NAMED])}{more}"


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(filter(None, parts))
