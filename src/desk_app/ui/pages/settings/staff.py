"""人员与密码: who may open the file, the own password, the recovery code."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desk_app.domain.errors import DeskError
from desk_app.domain.progress import Progress
from desk_app.services.office import Member
from desk_app.ui.kit.actions import Action
from desk_app.ui.kit.button import Button
from desk_app.ui.kit.lines import FieldLine
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.passwords import NewPassword, PasswordLine
from desk_app.ui.kit.recovery import RecoveryCode
from desk_app.ui.kit.tables import Column, ListSource, Table
from desk_app.ui.kit.tags import Tag
from desk_app.ui.pages.settings.section import Section

_COLUMNS = (
    Column("name", "姓名", 140),
    Column("role_word", "角色", 80),
    Column("desk", "窗口", 70),
    Column("entry", "密码", 120, tags=True),
)
_OLD_BACKUPS = "以前做的备份还认旧密码和旧恢复码，请和备份一起收好或销毁。"


class StaffSection(Section):
    """人员与密码."""

    title = "人员与密码"
    only_supervisor = "添加、停用人员由主管来做；您可以改自己的密码。"

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self._members: dict[str, Member] = {}
        words = "每人一个自己的密码，登录时凭密码认人。" if self.may_change else self.only_supervisor
        self.add_words(words)
        self.table = Table(room, _COLUMNS, ListSource([]), "staff", self, empty="还没有人员。")
        self.table.setMinimumHeight(room.look.px(140))
        self.column.addWidget(self.table, 1)
        other = self._other_chosen
        managing = (
            Action(id="staff-add", title="添加经办人", run=self._add, shortcut="Insert", on=self.table),
            Action(id="staff-edit", title="改角色或窗口", run=self._edit, enabled=self._chosen),
            Action(id="staff-password", title="重设密码", run=self._reset, enabled=other),
            Action(id="staff-drop", title="停用", run=self._drop, enabled=other),
        )
        own = Action(id="own-password", title="改我的密码", run=self._own)
        code = Action(id="recovery-new", title="换新的恢复码", run=self._new_code)
        self.actions_here = (*managing, own, code) if self.may_change else (own,)
        self.bar = self.add_bar(*self.actions_here)
        self.table.chosen.connect(lambda _key: self.bar.update_state())
        self.place = QVBoxLayout()
        self.column.addLayout(self.place)
        self.panel: Panel | None = None
        self.add_words(_OLD_BACKUPS, "small")
        self.column.addStretch(1)

    def refresh(self) -> None:
        """Read the staff."""
        desk = self.room.desk
        self.room.tasks.run(
            lambda _: desk.office.staff(desk.actor), self._show, owner=self, what="读取人员", key="list"
        )

    def may_leave(self) -> bool:
        """A password that was only half set must be known to be lost; a recovery code must be on paper."""
        if self.panel is None or not self.panel.is_dirty:
            return True
        if not self.room.ask.confirm(f"“{self.panel.title}”还没有做完，离开就不做了。", "离开"):
            return False
        self.close_panel()
        return True

    def _show(self, members: tuple[Member, ...]) -> None:
        codes = self.room.desk.codes["role"]
        self._members = {one.uid: one for one in members}
        rows = [
            {
                "uid": one.uid,
                "name": f"{one.name}（我）" if one.is_me else one.name,
                "role_word": codes.label(one.role),
                "desk": one.desk,
                "entry": (Tag("已设密码", "good") if one.may_enter else Tag("没有密码", "caution"),),
            }
            for one in members
        ]
        self.table.source = ListSource(rows)
        self.table.look_up()
        self.bar.update_state()

    def _member(self) -> Member | None:
        return self._members.get(self.table.current() or "")

    def _chosen(self) -> bool:
        return self._member() is not None

    def _other_chosen(self) -> bool:
        member = self._member()
        return member is not None and not member.is_me

    # What is done in the panel below the table

    def open_panel(self, panel: Panel) -> None:
        """Show it; there is one at a time."""
        self.close_panel()
        self.panel = panel
        self.place.addWidget(panel)
        panel.cancel.clicked.connect(self.close_panel)
        panel.first.setFocus()
        self.grew.emit()

    def close_panel(self) -> None:
        """Put it away with what was typed."""
        if self.panel:
            panel, self.panel = self.panel, None
            self.place.removeWidget(panel)
            panel.hide()
            panel.deleteLater()

    def _do(self, work: Callable[[], object], sentence: str) -> None:
        def run(_: Progress) -> object:
            return work()

        def done(_: object) -> None:
            self.close_panel()
            self.refresh()  # a password is kept beside the file: no commit tells of it
            self.room.ask.tell(sentence)

        panel = self.panel

        def failed(error: DeskError) -> None:
            if panel and panel is self.panel:
                panel.say(error.message)
            else:
                self.room.ask.warn(error)

        self.room.tasks.run(run, done, owner=self, failed=failed, what="保存", key="do")

    def _add(self) -> None:
        panel = PlacePanel(self.room, "添加经办人", "添加", self, name=True)
        office, actor = self.room.desk.office, self.room.desk.actor

        def save() -> None:
            name, role, desk = panel.name.text().strip(), panel.role_code, panel.desk.text().strip()
            if not name:
                panel.name_line.say("请写姓名。", wrong=True)
            elif not panel.password.complain():
                password = panel.password.text
                self._do(lambda: office.add_staff(actor, name, role, desk, password), f"已添加{name}，可以登录了。")

        panel.go.clicked.connect(save)
        self.open_panel(panel)

    def _edit(self) -> None:
        member = self._member()
        if member is None:
            return
        panel = PlacePanel(self.room, f"改{member.name}的角色或窗口", "保存", self)
        panel.put(member.role, member.desk)
        office, actor, uid, name = self.room.desk.office, self.room.desk.actor, member.uid, member.name

        def save() -> None:
            role, desk = panel.role_code, panel.desk.text().strip()
            self._do(lambda: office.change_staff(actor, uid, role, desk), f"已保存，{name}下次登录起生效。")

        panel.go.clicked.connect(save)
        self.open_panel(panel)

    def _reset(self) -> None:
        member = self._member()
        if member is None or member.is_me:
            return
        panel = PasswordPanel(self.room, f"给{member.name}重设密码", "重设", self, known=member.name)
        office, actor, uid, name = self.room.desk.office, self.room.desk.actor, member.uid, member.name

        def save() -> None:
            if not panel.password.complain():
                password = panel.password.text
                self._do(lambda: office.give_password(actor, uid, password), f"已重设{name}的密码，旧密码作废。")

        panel.go.clicked.connect(save)
        panel.password.done.connect(save)
        self.open_panel(panel)

    def _own(self) -> None:
        actor, office = self.room.desk.actor, self.room.desk.office
        panel = PasswordPanel(self.room, "改我的密码", "改密码", self, known=actor.name, old=True)

        def save() -> None:
            if not panel.password.complain():
                old, password = panel.old.text(), panel.password.text
                self._do(lambda: office.change_password(actor, old, password), "密码已改，旧密码作废。")

        panel.go.clicked.connect(save)
        panel.password.done.connect(save)
        self.open_panel(panel)

    def _drop(self) -> None:
        member = self._member()
        sentence = "停用后，{}的密码马上作废，做过的事都留在记录里。"
        if member is None or not self.room.ask.confirm(sentence.format(member.name), "停用"):
            return
        office, actor, uid, name = self.room.desk.office, self.room.desk.actor, member.uid, member.name
        self._do(lambda: office.drop_staff(actor, uid), f"已停用{name}。")

    def _new_code(self) -> None:
        sentence = "旧恢复单上的恢复码马上作废，请准备好打印机，把新的恢复单打印出来封存。"
        if not self.room.ask.confirm(sentence, "换恢复码"):
            return
        office, actor = self.room.desk.office, self.room.desk.actor
        self.room.tasks.run(
            lambda _: office.new_recovery_code(actor),
            lambda code: self.open_panel(CodePanel(self.room, code, self)),
            owner=self,
            what="换恢复码",
            key="code",
        )


class Panel(QFrame):
    """Something to fill in below the table, with a verb and 取消."""

    def __init__(self, room: Room, title: str, verb: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.title = title
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, room.look.px(8), 0, 0)
        self.column.setSpacing(room.look.px(12))
        heading = QLabel(title, self)
        heading.setProperty("role", "strong")
        self.column.addWidget(heading)
        self.fill(room)
        self.trouble = QLabel(self)
        self.trouble.setProperty("role", "error")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self.column.addWidget(self.trouble)
        row = QHBoxLayout()
        row.setSpacing(room.look.px(8))
        self.go = Button(verb, self)
        self.go.setProperty("role", "primary")
        self.cancel = Button("取消", self)
        row.addWidget(self.go)
        row.addWidget(self.cancel)
        row.addStretch(1)
        self.column.addLayout(row)

    first: QWidget
    """What has the focus first."""

    def fill(self, room: Room) -> None:
        """Add what is filled in."""

    @property
    def is_dirty(self) -> bool:
        """Whether leaving would lose something."""
        return False

    def say(self, sentence: str) -> None:
        """What is wrong."""
        self.trouble.setText(sentence)
        self.trouble.show()


class PasswordPanel(Panel):
    """A new password, with the old one before it where it is the own."""

    def __init__(self, room: Room, title: str, verb: str, parent: QWidget, *, known: str, old: bool = False) -> None:
        self._known, self._asks_old = known, old
        super().__init__(room, title, verb, parent)

    def fill(self, room: Room) -> None:
        """The lines."""
        self.old = PasswordLine(room.look, self)
        old_line = FieldLine(room.look, "现在的密码", self.old, self)
        old_line.setVisible(self._asks_old)
        self.column.addWidget(old_line)
        self.password = NewPassword(room.look, self, self._known)
        self.column.addWidget(self.password)
        self.old.returnPressed.connect(self.password.first.setFocus)
        self.first = self.old if self._asks_old else self.password.first

    @property
    def is_dirty(self) -> bool:
        """Whether a password was begun."""
        return bool(self.password.first.text())


class PlacePanel(Panel):
    """Role and desk of somebody; of somebody new also name and password."""

    def __init__(self, room: Room, title: str, verb: str, parent: QWidget, *, name: bool = False) -> None:
        self._new = name
        super().__init__(room, title, verb, parent)

    def fill(self, room: Room) -> None:
        """The lines."""
        look = room.look
        self.name, self.desk, self.role = QLineEdit(self), QLineEdit("1", self), QComboBox(self)
        self.desk.setMaxLength(2)
        for code in room.desk.codes["role"]:
            self.role.addItem(code.label, code.code)
        beside = QHBoxLayout()
        beside.setSpacing(look.px(12))
        self.name_line = FieldLine(look, "姓名", self.name, self)
        self.name_line.setVisible(self._new)
        beside.addWidget(self.name_line, 2)
        beside.addWidget(FieldLine(look, "角色", self.role, self), 1)
        beside.addWidget(FieldLine(look, "窗口", self.desk, self), 1)
        self.column.addLayout(beside)
        self.password = NewPassword(look, self)
        self.password.setVisible(self._new)
        self.column.addWidget(self.password)
        self.name.textEdited.connect(lambda _text: self.name_line.say("", wrong=False))
        self.first = self.name if self._new else self.role

    @property
    def role_code(self) -> str:
        """The role that is chosen."""
        return str(self.role.currentData())

    def put(self, role: str, desk: str) -> None:
        """Start from these."""
        self.role.setCurrentIndex(self.role.findData(role))
        self.desk.setText(desk)

    @property
    def is_dirty(self) -> bool:
        """Whether somebody new was begun."""
        return bool(self.name.text() or self.password.first.text())


class CodePanel(Panel):
    """The new recovery code until it is on paper."""

    def __init__(self, room: Room, code: str, parent: StaffSection) -> None:
        self._code, self._section = code, parent
        super().__init__(room, "新的恢复码（只显示这一次）", "已封存，收起", parent)
        self.cancel.hide()
        self.go.setEnabled(False)
        self.code.proven.connect(self.go.setEnabled)
        self.go.clicked.connect(parent.close_panel)

    def fill(self, room: Room) -> None:
        """The code and its sheet."""
        office, actor, code = room.desk.office, room.desk.actor, self._code
        self.code = RecoveryCode(room, room.look, code, lambda: office.recovery_sheet(actor, code), self)
        self.column.addWidget(self.code)
        self.first = self.code.print

    @property
    def is_dirty(self) -> bool:
        """Until the last group was typed, the code may be nowhere but here."""
        return not self.code.is_proven
