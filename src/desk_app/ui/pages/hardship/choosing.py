"""新申请, first step: the person. Whoever is not on file is registered first."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desk_app.domain.finding import Query
from desk_app.ui.kit.actions import Action, ActionButton, bind
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.tables import Asked, Column, Table

_TYPING = 15  # milliseconds after a keystroke until the search is done
_COLUMNS = (
    Column("name", "姓名", 84),
    Column("age", "年龄", 48, right=True),
    Column("village", "村", 100),
    Column("id_no", "证件号码", 160),
    Column("state", "就业状态", 116),
)


class Choosing(QFrame):
    """A search line and the persons it finds; Enter takes the one that is marked."""

    taken = Signal(str, str)  # uid and name of the person
    closed = Signal()

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = room
        look, desk = room.look, room.desk
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(16),) * 4)
        column.setSpacing(look.px(8))
        heading = QLabel("谁来申请？", self)
        heading.setProperty("role", "heading")
        column.addWidget(heading)
        self.line = QLineEdit(self)
        self.line.setPlaceholderText("输入姓名、拼音首字母、证件号或电话")
        self.line.setAccessibleName("找申请人")
        column.addWidget(self.line)
        source = Asked(
            lambda query: desk.finding.seekers(desk.actor, query) if query.text else (),
            lambda uids: desk.finding.seeker_rows(desk.actor, uids),
        )
        empty = "边输入边找。档案里没有这个人的，先到“求职人员”登记。"
        self.table = Table(room, _COLUMNS, source, "hardship-persons", self, empty=empty)
        column.addWidget(self.table, 1)
        register = Action(id="register-first", title="先登记这个人", run=self._register, icon="user-plus")
        back = Action(id="leave-choosing", title="不申请了", run=self.closed.emit, shortcut="Esc")
        bind(back, self)
        row = QHBoxLayout()
        for action in (register, back):
            row.addWidget(ActionButton(action, look, parent=self))
        row.addStretch(1)
        column.addLayout(row)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_TYPING)
        self._wait.timeout.connect(self._search)
        self.line.textChanged.connect(lambda _: self._wait.start())
        down = QShortcut(QKeySequence("Down"), self.line)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self.table.setFocus)
        self.line.returnPressed.connect(self._take)
        self.table.opened.connect(lambda _: self._take())

    def begin(self) -> None:
        """Start with an empty line."""
        self.line.clear()
        self.line.setFocus()

    def _search(self) -> None:
        self.table.look_up(Query(text=self.line.text().strip()))

    def _take(self) -> None:
        key = self.table.current()
        row = self.table.row_of(key) if key else None
        if row:
            self.taken.emit(str(key), str(row.get("name", "")))

    def _register(self) -> None:
        self._room.ask.tell("在“求职人员”里按 Ctrl+N 登记，登记好再回来申请。")
        self._room.go("seekers", "")
