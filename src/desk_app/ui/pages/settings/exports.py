"""数据去向: what left the office, when, to whom, how many persons, why."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.domain.entry import moment_words
from desk_app.domain.office import Export
from desk_app.domain.privacy.exports import kind_word
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.tables import Column, ListSource, Row, Table
from desk_app.ui.kit.tags import Tag
from desk_app.ui.pages.settings.section import Section

_COLUMNS = (
    Column("at", "时间", 110),
    Column("kind", "内容", 150),
    Column("recipient", "交给谁", 130),
    Column("persons", "人数", 64, right=True),
    Column("reason", "用途", 150),
    Column("guard", "加密", 80, tags=True),
    Column("by", "经办人", 80),
    Column("file", "文件", 200),
)
_TYPING = 150  # milliseconds after a keystroke until the register is searched


class ExportsSection(Section):
    """数据去向."""

    title = "数据去向"

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self.add_words(
            "带着个人信息交出去的每个文件、每份名单都登记在这里。U 盘丢了，先来这里查上面有什么、交给谁。"
            "推荐信的打印次数在“推荐信”里看。"
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
            lambda _: desk.privacy.exports(desk.actor, typed), self._show, owner=self, what="读取数据去向", key="list"
        )

    def _show(self, exports: tuple[Export, ...]) -> None:
        self.table.source = ListSource([self._row(one) for one in exports])
        self.table.look_up()
        plain = sum(not one.encrypted for one in exports)
        persons = sum(one.persons or 0 for one in exports)
        self.count.setText(f"{len(exports)} 份，共 {persons} 人次，其中 {plain} 份没有加密。")

    def _row(self, one: Export) -> Row:
        return {
            "uid": one.uid,
            "at": moment_words(one.at, self.room.desk.actor.clock.now()),
            "at_key": one.at,
            "kind": kind_word(one.kind),
            "recipient": one.recipient,
            "persons": str(one.persons or 0),
            "persons_key": one.persons or 0,
            "reason": one.reason,
            "guard": (Tag("已加密", "good"),) if one.encrypted else (Tag("未加密", "caution"),),
            "by": one.by,
            "file": one.file,
        }
