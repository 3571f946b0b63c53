"""第一次使用: office, clerk with recovery sheet, villages; three steps on one page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desk_app.bootstrap import Desk, open_desk
from desk_app.domain.actor import Clock
from desk_app.domain.errors import DeskError
from desk_app.domain.identity import PRACTICE_REGION, region_name
from desk_app.domain.progress import Progress
from desk_app.paths import Folders
from desk_app.services import setup
from desk_app.ui.door.card import Card, button, words
from desk_app.ui.kit.asking import Asking
from desk_app.ui.kit.lines import EnterGoesOn, FieldLine
from desk_app.ui.kit.passwords import NewPassword
from desk_app.ui.kit.recovery import RecoveryCode
from desk_app.ui.kit.steps import Steps
from desk_app.ui.kit.tasks import Tasks
from desk_app.ui.look import Look
from desk_app.ui.pages.settings.paste import VillagePaste

_STEPS = ("机构", "经办人和密码", "村（社区）")
_OFFICE, _CLERK, _CODE, _VILLAGES = range(4)  # the rooms of the page; the code belongs to the second step
_PRACTICE = "还不想建自己的机构？练习机构里的人名、号码、岗位全是编造的，随便试，不会弄坏什么；以后照样可以建正式机构。"
_CODE_WORDS = "密码忘了谁也查不到。这是恢复码，只显示这一次，程序里不留底。请打印恢复单，装信封封存，和电脑分开放。"


class FirstStart(Card):
    """Founds the office after the second step; the third may be skipped."""

    founded = Signal(object)  # a Desk: the office is there from now on, though two steps are left
    done = Signal()
    restore_wanted = Signal()
    practice_wanted = Signal()

    def __init__(
        self, folders: Folders, look: Look, tasks: Tasks, ask: Asking, clock: Clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, 880, parent)
        self.folders, self.look, self.tasks, self.ask, self.clock = folders, look, tasks, ask, clock
        self._desk: Desk | None = None
        self._enter = EnterGoesOn(self)
        self.body.addWidget(words("第一次使用一人一岗", "title", self))
        self.steps = Steps(_STEPS, look, self)
        self.steps.chosen.connect(self._go)
        self.body.addWidget(self.steps)
        self.rooms = QStackedWidget(self)
        self.body.addWidget(self.rooms, 1)
        self.trouble = words("", "error", self)
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self._room(self._office_room())
        self._room(self._clerk_room())

    # 1 机构

    def _office_room(self) -> QVBoxLayout:
        column = self._column()
        self.name = QLineEdit(self)
        self.name.setPlaceholderText("平泽县柳河湾镇人力资源和社会保障服务所")
        self.name_line = self._line(column, "机构名称（推荐信上用的全称）", self.name)
        beside = QHBoxLayout()
        beside.setSpacing(self.look.px(16))
        column.addLayout(beside)
        self.region = QLineEdit(self)
        self.region.setMaxLength(12)
        self.region.setPlaceholderText("6、9 或 12 位数字")
        self.region_line = self._line(beside, "行政区划代码", self.region, 3)
        self.seat = QLineEdit("1", self)
        self.seat.setMaxLength(2)
        self.seat_line = self._line(beside, "窗口号（只有一个窗口就用 1）", self.seat, 2)
        self.region.textEdited.connect(self._name_region)
        self.name.textEdited.connect(lambda _text: self.name_line.say("", wrong=False))
        self.to_clerk = button("下一步", "primary", self)
        self.to_clerk.clicked.connect(self._leave_office)
        column.addWidget(self.to_clerk, 0, Qt.AlignmentFlag.AlignLeft)
        rule = QFrame(self)
        rule.setProperty("role", "line")
        column.addWidget(rule)
        column.addWidget(words(_PRACTICE, "quiet", self))
        other = QHBoxLayout()
        other.setSpacing(self.look.px(12))
        made = self.folders.practice.database.exists()
        self.practice = button("打开练习机构" if made else "先用练习机构试一试", "", self)
        self.practice.clicked.connect(self.practice_wanted)
        other.addWidget(self.practice)
        self.restore = button("换了电脑？从备份恢复…", "link", self)
        self.restore.clicked.connect(self.restore_wanted)
        other.addWidget(self.restore)
        other.addStretch(1)
        column.addLayout(other)
        return column

    def _name_region(self, code: str) -> None:
        """The place with this code, looked up while it is typed."""
        plain = code.strip()
        if plain[:6] == PRACTICE_REGION:
            self.region_line.say(f"{PRACTICE_REGION} 是练习用的代码，正式机构请填真实代码。", wrong=True)
        elif len(plain) < 6 or not plain.isdigit():
            self.region_line.say("", wrong=False)
        else:
            place = region_name(plain, self.clock.now().year)
            unknown = "代码表里没有这个县区。如果没有写错，可以继续。"
            self.region_line.say(place or unknown, wrong=False)

    def _leave_office(self) -> None:
        code, seat = self.region.text().strip(), self.seat.text().strip()
        wrong = [
            (self.name_line, "请写机构名称。", not self.name.text().strip()),
            (self.region_line, "应是 6、9 或 12 位数字。", not (code.isdigit() and len(code) in (6, 9, 12))),
            (self.region_line, f"{PRACTICE_REGION} 是练习用的代码，请填真实代码。", code[:6] == PRACTICE_REGION),
            (self.seat_line, "应是数字，如 1。", not (seat.isascii() and seat.isdigit())),
        ]
        found = [(line, sentence) for line, sentence, is_wrong in wrong if is_wrong]
        for line, sentence in reversed(found):
            line.say(sentence, wrong=True)
            line.editor.setFocus()
        if not found:
            self._go(_CLERK)

    # 2 经办人和密码

    def _clerk_room(self) -> QVBoxLayout:
        column = self._column()
        column.addWidget(words("第一位经办人是主管：可以添加别的经办人、改机构信息、恢复备份。", "quiet", self))
        self.clerk = QLineEdit(self)
        self.clerk_line = self._line(column, "您的姓名（印在推荐信上）", self.clerk)
        self.password = NewPassword(self.look, self)
        self.password.done.connect(self.found)
        column.addWidget(self.password)
        self.clerk.textEdited.connect(lambda _text: self.clerk_line.say("", wrong=False))
        self.make = button("建立机构", "primary", self)
        self.make.clicked.connect(self.found)
        column.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)
        return column

    def found(self) -> None:
        """Make the office's file; from here on there is no way back to the steps before."""
        if not self.clerk.text().strip():
            self.clerk_line.say("请写姓名。", wrong=True)
            self.clerk.setFocus()
            return
        if self.password.complain():
            return
        asked = setup.Founding(
            office=self.name.text().strip(),
            region=self.region.text().strip(),
            clerk=" ".join(self.clerk.text().split()),
            password=self.password.text,
            desk=self.seat.text().strip(),
        )

        def work(progress: Progress) -> tuple[Desk, str]:
            progress.step("计算密钥，建立加密的数据文件")
            code = setup.found(self.folders, asked, self.clock)
            return open_desk(self.folders, asked.password, self.clock), code

        self._say("")
        self.tasks.run(work, self._founded, owner=self, failed=self._failed, what="建立机构", key="found")

    def _founded(self, made: tuple[Desk, str]) -> None:
        self._desk, code = made
        self.password.clear()
        self.founded.emit(self._desk)
        self._room(self._code_room(self._desk, code))
        self._room(self._village_room(self._desk))
        self._go(_CODE)

    def _code_room(self, desk: Desk, code: str) -> QVBoxLayout:
        column = self._column()
        column.addWidget(words("恢复码", "heading", self))
        column.addWidget(words(_CODE_WORDS, "notice", self))
        self.code = RecoveryCode(self, self.look, code, lambda: desk.office.recovery_sheet(desk.actor, code), self)
        column.addWidget(self.code)
        self.to_villages = button("已封存，下一步", "primary", self)
        self.to_villages.setEnabled(False)
        self.code.proven.connect(self.to_villages.setEnabled)
        self.code.line.returnPressed.connect(self.to_villages.click)
        self.to_villages.clicked.connect(lambda: self._go(_VILLAGES))
        column.addWidget(self.to_villages, 0, Qt.AlignmentFlag.AlignLeft)
        return column

    # 3 村（社区）

    def _village_room(self, desk: Desk) -> QVBoxLayout:
        column = self._column()
        note = "有了村（社区）名单，导入时能认出不同的写法。可以从表格里复制过来；也可以跳过，以后在设置里填。"
        column.addWidget(words(note, "quiet", self))
        self.paste = VillagePaste(self.look, self.tasks, lambda text: desk.villages.understand(desk.actor, text), self)
        column.addWidget(self.paste, 1)
        row = QHBoxLayout()
        row.setSpacing(self.look.px(12))
        self.write = button("写入，开始工作", "primary", self)
        self.write.setEnabled(False)
        self.paste.read.connect(lambda count: self.write.setEnabled(count > 0))
        self.write.clicked.connect(self._write_villages)
        row.addWidget(self.write)
        self.skip = button("跳过，开始工作", "", self)
        self.skip.clicked.connect(self.done)
        row.addWidget(self.skip)
        row.addStretch(1)
        column.addLayout(row)
        return column

    def _write_villages(self) -> None:
        desk, text = self._desk, self.paste.typed()
        if desk is None:
            return
        self.tasks.run(
            lambda _: desk.villages.add(desk.actor, text),
            lambda _: self.done.emit(),
            owner=self,
            failed=self._failed,
            what="写入村（社区）",
            key="write",
        )

    # Between the steps

    def _go(self, room: int) -> None:
        if self._desk and room < _CODE:
            return
        self._say("")
        self.rooms.setCurrentIndex(room)
        step = {_OFFICE: 0, _CLERK: 1, _CODE: 1, _VILLAGES: 2}[room]
        self.steps.at(step, range(step) if self._desk is None else ())
        self.setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin with the first line of the step."""
        first = {_OFFICE: self.name, _CLERK: self.clerk}.get(self.rooms.currentIndex())
        if self.rooms.currentIndex() == _CODE:
            self.code.print.setFocus()
        elif self.rooms.currentIndex() == _VILLAGES:
            self.paste.text.setFocus()
        elif first:
            self.password.know(self.name.text().strip(), self.clerk.text().strip())
            first.setFocus()

    def _failed(self, error: DeskError) -> None:
        self._say(error.message)

    def _say(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))

    def _column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, self.look.px(8), 0, 0)
        column.setSpacing(self.look.px(16))
        return column

    def _room(self, column: QVBoxLayout) -> None:
        room = QWidget(self.rooms)
        column.addStretch(0)
        room.setLayout(column)
        self.rooms.addWidget(room)

    def _line(self, layout: QVBoxLayout | QHBoxLayout, label: str, editor: QLineEdit, stretch: int = 0) -> FieldLine:
        line = FieldLine(self.look, label, editor, self)
        editor.installEventFilter(self._enter)
        layout.addWidget(line, stretch)
        return line
