"""Beside the form of a post while it is typed: what to write instead, what looks like fraud, and who waits for it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from desk_app.domain.signs import Doubt, need_second_look
from desk_app.domain.vacancies import Mark
from desk_app.services.who_waits import WhoWaits
from desk_app.ui.kit.actions import Action, ActionButton
from desk_app.ui.kit.column import scrolled
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.tables import Column, ListSource, Table

_COLUMNS = (
    Column("name", "姓名", 60),
    Column("why", "为什么合适", 250, sortable=False),
)
LAWFUL = (
    "招聘信息要写明单位、人数、条件、工作内容、工作地点和工资（人力资源市场暂行条例第二十四条）。"
    "限男限女、婚育、户籍、民族、相貌身高等条件不合法，写了会在栏下提示，不会用来筛人。"
)


class Watch(QFrame):
    """What the program knows about a post that is not kept yet."""

    person_opened = Signal(object)

    def __init__(self, room: Room, instead: Action, parent: QWidget) -> None:
        super().__init__(parent)
        look = room.look
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(16),) * 4)
        column.setSpacing(look.px(8))
        self.waiting = self._label("strong")
        self.waiting.setText("谁在等这样的岗位")
        self.sentence = self._label("")
        self.people = Table(room, _COLUMNS, ListSource([]), "posts/waiting", self, empty="")
        self.people.opened.connect(self.person_opened)
        self.more = self._label("small")
        self.wording = self._label("notice")
        self.take = ActionButton(instead, look, parent=self)
        self.doubts = self._label("notice")
        self.lawful = self._label("quiet")
        self.lawful.setText(LAWFUL)
        column.addWidget(scrolled(look, self, self.doubts, self.wording, self.lawful), 1)
        for part in (self.take, self.waiting, self.sentence):
            column.addWidget(part)
        column.addWidget(self.people, 1)
        column.addWidget(self.more)
        self.show_marks(())
        self.show_doubts(())

    def _label(self, role: str) -> QLabel:
        label = QLabel(self)
        label.setProperty("role", role)
        label.setWordWrap(True)
        return label

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """The words that the law does not allow, each with what to write instead."""
        found = [mark.found for mark in marks if mark.found]
        lines = [f"“{one.words}” → {f'“{one.instead}”' if one.instead else '删去'}" for one in found]
        self.wording.setText("\n".join(("法律不允许的写法，可以改成：", *lines)))
        for part in (self.wording, self.take):
            part.setVisible(bool(lines))
        self.lawful.setVisible(not lines)

    def show_doubts(self, doubts: Sequence[Doubt]) -> None:
        """Signs of fraud or abuse, each with what to ask."""
        head = "有疑点，保存后要由另一人复看才能核实：" if need_second_look(doubts) else "核实时留意："
        self.doubts.setText("\n".join((head, *(one.sentence() for one in doubts))))
        self.doubts.setVisible(bool(doubts))

    def show_waiting(self, found: WhoWaits) -> None:
        """Who waits and would fit."""
        self.sentence.setText(found.sentence())
        rows = [{"uid": one.seeker_uid, "name": one.name, "why": "；".join(one.why)} for one in found.persons]
        self.people.source = ListSource(rows)
        self.people.look_up()
        self.people.setVisible(bool(rows))
        left = found.count - len(rows)
        self.more.setText(f"和另外 {left} 人。按条件算，没有核实前不推荐。" if left > 0 else "")
        self.more.setVisible(left > 0)
