"""登录: whose password it is, says the password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import QWidget

from desk_app.domain.actor import Clock
from desk_app.domain.errors import DeskError
from desk_app.paths import Folders
from desk_app.ui.door.card import Card, button, words
from desk_app.ui.kit.lines import FieldLine
from desk_app.ui.kit.passwords import CAPS, NewPassword, PasswordLine
from desk_app.ui.kit.tasks import Tasks
from desk_app.ui.look import Look, role

if TYPE_CHECKING:  # the line for the password is there before the code that it opens is read in
    from desk_app.bootstrap import Desk

_WRONG = ("wrong_password", "wrong_recovery_code")
_OPEN = ("office_open",)
_FORGOTTEN = (
    "忘了密码：可以请主管登录后在“设置 → 人员与密码”里重设；主管自己忘了，就用封存的恢复单上的恢复码登录，"
    "登录后先设一个新密码。"
)


class Login(Card):
    """One line for the password, and the ways out for whoever has none."""

    opened = Signal(object)  # a Desk
    recovered = Signal(object)  # a Desk, opened by the recovery code
    restore_wanted = Signal()
    practice_wanted = Signal()

    def __init__(self, folders: Folders, look: Look, tasks: Tasks, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(look, 440, parent)
        self._folders, self._tasks, self._clock = folders, tasks, clock
        self._by_code = False
        self._wait_left = 0
        self._build(look)
        self._wait = QTimer(self)
        self._wait.setInterval(1000)
        self._wait.timeout.connect(self._tick)
        tasks.run(lambda _: _wait_s(folders), self.wait, owner=self, what="读取")

    def _build(self, look: Look) -> None:
        self.body.addWidget(words("一人一岗", "title", self))
        self.body.addWidget(words("请输入您的密码。程序凭密码认出是谁。", "quiet", self))
        self.line = PasswordLine(look, self)
        self.field = FieldLine(look, "密码", self.line, self)
        self.body.addWidget(self.field)
        self.trouble = words("", "error", self)
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self.enter = button("登录", "primary", self)
        self.body.addWidget(self.enter)
        self.restore = button("从备份恢复", "", self)
        self.restore.hide()
        self.body.addWidget(self.restore)
        self.forgot = button("忘记密码，用恢复码登录", "link", self)
        self.forgotten = words(_FORGOTTEN, "quiet", self)
        self.forgotten.hide()
        self.body.addWidget(self.forgot, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.forgotten)
        self.back = button("从备份恢复到这台电脑…", "link", self)
        self.body.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        made = self._folders.practice.database.exists()
        self.practice = button("打开练习机构" if made else "用练习机构试一试", "link", self)
        self.body.addWidget(self.practice, 0, Qt.AlignmentFlag.AlignLeft)
        self.line.returnPressed.connect(self.try_it)
        self.enter.clicked.connect(self.try_it)
        self.line.caps.connect(lambda on: self.field.say(CAPS if on and not self._by_code else "", wrong=False))
        self.line.textEdited.connect(lambda _text: self._say(""))
        self.forgot.clicked.connect(self.swap)
        self.restore.clicked.connect(self.restore_wanted)
        self.back.clicked.connect(self.restore_wanted)
        self.practice.clicked.connect(self.practice_wanted)

    def swap(self) -> None:
        """To the recovery code and back to the password."""
        self._by_code = not self._by_code
        self.line.clear()
        self.line.show_it(self._by_code)
        self.field.label.setText("恢复码（8 组，每组 5 位）" if self._by_code else "密码")
        self.line.setPlaceholderText("照恢复单输入，短横线可以不输" if self._by_code else "")
        self.forgot.setText("用密码登录" if self._by_code else "忘记密码，用恢复码登录")
        self.forgotten.setVisible(self._by_code)
        self._say("")
        self.line.setFocus()

    def try_it(self) -> None:
        """Open the office with what was typed; the key is stretched on a thread."""
        typed = self.line.text()
        if not typed or not self.enter.isEnabled():
            return
        slip = _wrong_group(typed) if self._by_code else None
        if slip:
            self._say(f"恢复码第 {slip} 组抄写有误，请对照恢复单核对。")
            return
        self._say("")
        self._enable(False)

        def opened(result: tuple[Desk, bool]) -> None:
            desk, by_code = result
            (self.recovered if by_code else self.opened).emit(desk)

        self._tasks.run(
            lambda _: _open(self._folders, typed, self._clock),
            opened,
            owner=self,
            failed=self._failed,
            what="正在打开数据",
            key="login",
        )

    def wait(self, seconds: int) -> None:
        """Let nobody try for so long; counted down in words."""
        self._wait_left = seconds
        self._enable(not seconds)
        if seconds:
            self._wait.start()
            self._tell_wait()

    def _failed(self, error: DeskError) -> None:
        self._enable(True)
        if error.code in _WRONG:
            self._say(error.message)
            self.line.selectAll()
            self._tasks.run(lambda _: _wait_s(self._folders), self.wait, owner=self, what="读取")
            return
        self._say(error.message)
        self.restore.setVisible(error.code not in _OPEN)

    def _say(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
        self.restore.hide()

    def _enable(self, on: bool) -> None:
        self.enter.setEnabled(on)
        self.enter.setText("登录")
        self.line.setReadOnly(not on)
        if on:
            self.line.setFocus()

    def _tick(self) -> None:
        self._wait_left -= 1
        if self._wait_left > 0:
            self._tell_wait()
        else:
            self._wait.stop()
            self._enable(True)

    def _tell_wait(self) -> None:
        self.enter.setText(f"错了几次，请等 {self._wait_left} 秒再试")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The password line is what anybody wants."""
        self.line.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """No timer runs for what is not seen."""
        self._wait.stop()


class RenewPassword(Card):
    """A new password for whoever came in by the recovery code: nobody works on without one."""

    done = Signal()

    def __init__(self, desk: Desk, look: Look, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(look, 440, parent)
        self._desk, self._tasks = desk, tasks
        self.body.addWidget(words("设一个新密码", "title", self))
        sentence = f"恢复码正确，您是{desk.actor.name}（主管）。旧密码从现在起作废，请先设一个新密码。"
        self.body.addWidget(words(sentence, "", self))
        self.new = NewPassword(look, self, desk.actor.name)
        self.body.addWidget(self.new)
        self.trouble = words("", "error", self)
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        note = "恢复单如果被别人看过，请在“设置 → 人员与密码”里换新的恢复码。"
        self.body.addWidget(words(note, "quiet", self))
        self.keep = button("设好，开始工作", "primary", self)
        self.body.addWidget(self.keep)
        self.keep.clicked.connect(self.save)
        self.new.done.connect(self.save)

    def save(self) -> None:
        """Replace the slot, then let in."""
        if self.new.complain():
            return
        password = self.new.text
        self._tasks.run(
            lambda _: self._desk.office.set_password(self._desk.actor, password),
            lambda _: self.done.emit(),
            owner=self,
            failed=self._failed,
            what="设新密码",
            key="renew",
        )

    def _failed(self, error: DeskError) -> None:
        role(self.trouble, "error")
        self.trouble.setText(error.message)
        self.trouble.show()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin with the first line."""
        self.new.first.setFocus()


def _open(folders: Folders, typed: str, clock: Clock) -> tuple[Desk, bool]:
    """The open office, and whether it was the recovery code that opened it."""
    from desk_app.bootstrap import open_desk
    from desk_app.services import setup

    return open_desk(folders, typed, clock), setup.is_recovery_code(typed)


def _wait_s(folders: Folders) -> int:
    from desk_app.services import setup

    return setup.wait_s(folders)


def _wrong_group(code: str) -> int | None:
    from desk_app.services import setup

    return setup.wrong_group(code)
