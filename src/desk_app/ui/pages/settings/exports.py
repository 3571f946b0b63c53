"""数据去向: what left the office, when, to whom, how many persons, why."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.domain.entry import moment_words
from desk_app.domain.privacy.exports import Gone
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.tables import Column, ListSource, Row, Table
from desk_app.ui.kit.tags import Tag
from desk_app.ui.pages.settings.section import Section

_COLUMNS = (
    Column("at", "时间", 110),
    Column("what", "内容", 170),
    Column("recipient", "交给谁", 130),
    Column("persons", "人数", 64, right=True),
    Column("reason", "用途", 150),
    Column("guard", "怎样交出", 90, tags=True),
    Column("by", "经办人", 80),
    Column("file", "文件", 200),
)
_GUARDS = {True: Tag("已加密", "good"), False: Tag("未加密", "caution"), None: Tag("纸质")}
_TYPING = 150  # milliseconds after a keystroke until the register is searched


class ExportsSection(Section):
    """数据去向."""

    title = "数据去向"

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self.add_words(
            "带着个人信息交出去的每个文件、名单和打印件都登记在这里。U 盘丢了，先来这里查上面有什么、交给谁。"
        )
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("搜索日期、内容、接收方、用途、经办人，如“2026-11 协管员”")
        self.search.setAccessibleName("搜索数据去向")
        self.search.setClearButtonEnabled(True)
        self.column.addWidget(self.search)
        self.table = Table(
            room, _COLUMNS, ListSource([]), "exports", self, empty="没有这样的记录。导出的文件和名单都会登记在这里。"
        )
        self.table.setMinimumHeight(room.look.px(240))
        self.column.addWidget(self.table, 1)
        self.count = self.add_words("", "small")
        wait = QTimer(self)
        wait.setSingleShot(True)
        wait.setInterval(_TYPING)
        wait.timeout.connect(self.refresh)
        self.search.textChanged.connect(lambda _text: wait.start())

    def refresh(self) -> None:
        """Search the register."""
        desk, typed = self.room.desk, self.search.text()
        self.room.tasks.run(
            lambda _: desk.privacy.gone(desk.actor, typed), self._show, owner=self, what="读取数据去向", key="list"
        )

    def _show(self, gone: tuple[Gone, ...]) -> None:
        self.table.source = ListSource([self._row(number, one) for number, one in enumerate(gone)])
        self.table.look_up()
        plain = sum(one.encrypted is False for one in gone)
        self.count.setText(f"{len(gone)} 次，共 {sum(one.persons for one in gone)} 人次，{plain} 个文件没有加密。")

    def _row(self, number: int, one: Gone) -> Row:
        return {
            "uid": str(number),
            "at": moment_words(one.at, self.room.desk.actor.clock.now()),
            "at_key": one.at,
            "what": one.what,
            "recipient": one.recipient,
            "persons": str(one.persons),
            "persons_key": one.persons,
            "reason": one.reason,
            "guard": (_GUARDS[one.encrypted],),
            "by": one.by,
            "file": one.file,
        }
