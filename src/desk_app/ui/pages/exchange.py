"""上报: what goes to the district, since when, one button, and what went out so far."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desk_app.domain.entry import moment_words
from desk_app.domain.office import Export
from desk_app.domain.privacy.exports import kind_word
from desk_app.services.exchange import Outlook
from desk_app.ui.kit.actions import Action, ActionButton
from desk_app.ui.kit.page import Page, Room
from desk_app.ui.kit.tables import Column, ListSource, Row, Table
from desk_app.ui.kit.tags import Tag

_COLUMNS = (
    Column("at", "时间", 110),
    Column("kind", "内容", 90),
    Column("file", "文件", 220),
    Column("persons", "人数", 60, right=True),
    Column("recipient", "接收单位", 100),
    Column("reason", "用途", 120),
    Column("guard", "加密", 80, tags=True),
    Column("by", "经办人", 80),
)


class ExchangePage(Page):
    """上报."""

    name = "exchange"
    title = "上报"
    nouns: ClassVar[frozenset[str]] = frozenset({"exports", "seekers", "posts", "letters"})

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self._outlook: Outlook | None = None
        self.write = Action(
            id="write-roster",
            title="导出花名册",
            run=self.encrypted,
            shortcut="Ctrl+E",
            icon="upload",
            enabled=self._may,
        )
        self.plain = Action(id="write-plain", title="不加密导出…", run=self.unencrypted, enabled=self._may)
        self.install(self.write, self.plain)
        self.header.add_more(self.plain)
        self.body.addWidget(self._card())
        below = QLabel("已经交出去的文件", self)
        below.setProperty("role", "heading")
        self.body.addWidget(below)
        self.table = Table(
            room, _COLUMNS, ListSource([]), "exchange", self, empty="还没有导出过。导出的每个文件都会登记在这里。"
        )
        self.body.addWidget(self.table, 1)
        self.digest = self._line("small", self)
        self.body.addWidget(self.digest)
        self.table.chosen.connect(self._chosen)

    def _card(self) -> QFrame:
        look = self.room.look
        card = QFrame(self)
        card.setProperty("role", "card")
        row = QHBoxLayout(card)
        row.setContentsMargins(*(look.px(16),) * 4)
        row.setSpacing(look.px(24))
        words = QVBoxLayout()
        words.setSpacing(look.px(8))
        self.what = self._line("heading", card)
        self.since = self._line("", card)
        self.news = self._line("quiet", card)
        self.note = self._line("small", card)
        self.note.setText(
            "花名册有汇总、人员、岗位、推荐信四张表，含身份证号和困难类别，只交给区（县）就业部门，不给用人单位。"
        )
        self.done = self._line("strip", card)
        self.done.hide()
        for line in (self.what, self.since, self.news, self.note, self.done):
            words.addWidget(line)
        row.addLayout(words, 1)
        self.button = ActionButton(self.write, look, primary=True, parent=card)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        return card

    def _line(self, role: str, parent: QWidget) -> QLabel:
        label = QLabel(parent)
        label.setProperty("role", role)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def first_focus(self) -> QWidget | None:
        """The button."""
        return self.button

    def _may(self) -> bool:
        return self._outlook is not None and self._outlook.persons > 0

    # Reading

    def refresh(self) -> None:
        """Read what would go and what went."""
        desk = self.room.desk
        self.room.tasks.run(
            lambda _: desk.exchange.outlook(desk.actor), self._show, owner=self, what="读取上报情况", key="outlook"
        )

    def _show(self, outlook: Outlook) -> None:
        self._outlook = outlook
        now = self.room.desk.actor.clock.now()
        if outlook.persons:
            counts = f"{outlook.persons} 人、{outlook.posts} 个岗位、{outlook.letters} 封推荐信"
            self.what.setText(f"现在上报：{counts}")
        else:
            self.what.setText("还没有人员，没有可上报的。先到“导入”里导入名单。")
        last = outlook.last
        if last and outlook.days is not None:
            ago = "今天" if outlook.days == 0 else f"{outlook.days} 天前"
            self.since.setText(f"上次上报：{moment_words(last.at, now)}（{ago}），{last.persons} 人，{last.by}")
            news = "、".join(f"{words} {count}" for words, count in outlook.news)
            self.news.setText(f"上次以后：{news}" if news else "上次以后没有变化。")
        else:
            self.since.setText("还没有上报过，这次交全部人员。")
        self.since.setVisible(bool(outlook.persons))
        self.news.setVisible(bool(last))
        self.table.source = ListSource([self._row(one) for one in outlook.past])
        self.table.look_up()
        self.button.update_state()

    def _row(self, one: Export) -> Row:
        return {
            "uid": one.uid,
            "at": moment_words(one.at, self.room.desk.actor.clock.now()),
            "at_key": one.at,
            "kind": kind_word(one.kind),
            "file": one.file,
            "persons": str(one.persons or 0),
            "persons_key": one.persons or 0,
            "recipient": one.recipient,
            "reason": one.reason,
            "guard": (Tag("已加密", "good"),) if one.encrypted else (Tag("未加密", "caution"),),
            "by": one.by,
        }

    def _chosen(self, uid: Any) -> None:
        past = self._outlook.past if self._outlook else ()
        one = next((one for one in past if one.uid == uid), None)
        self.digest.setText(f"文件摘要（SHA-256）：{one.sha256}" if one else "")

    # Writing

    def encrypted(self) -> None:
        """Write the roster behind a password that is typed twice."""
        if not self._may():
            return
        sentence = "给文件设一个密码，至少 6 位。另外告诉区里的收件人，不要写在 U 盘上。"
        first = self.room.ask.password("导出花名册", sentence, "下一步")
        if not first:
            return
        second = self.room.ask.password("导出花名册", "再输一次同样的密码。", "下一步")
        if second is None:
            return
        if first != second:
            self.room.ask.warn("两次输入的密码不一样，没有导出。请重新来。")
            return
        self._write(password=first, reason="")

    def unencrypted(self) -> None:
        """Write it readable for everybody: only with a reason, which is registered."""
        if not self._may():
            return
        reason = self.room.ask.line(
            "不加密导出", "不加密的文件谁都能打开，里面有身份证号和困难类别。写明为什么不能加密，会登记。", "下一步"
        )
        if reason:
            self._write(password=None, reason=reason)

    def _write(self, *, password: str | None, reason: str) -> None:
        desk, outlook = self.room.desk, self._outlook
        out = self.room.ask.save_file("花名册存到哪里（可以直接选 U 盘）", outlook.name if outlook else "花名册.xlsx")
        if out is None:
            return
        out = out if out.suffix.lower() == ".xlsx" else out.with_name(f"{out.name}.xlsx")

        def work(_: object) -> dict[str, Any]:
            return desk.exchange.roster(desk.actor, out, plain=password is None, reason=reason, password=password)

        self.room.tasks.run(work, self._written, owner=self, what="写花名册")

    def _written(self, made: dict[str, Any]) -> None:
        file = Path(made["file"])
        sentence = f"已写好 {made['persons']} 人的花名册：{file}。可以拔出 U 盘。"
        self.done.setText(sentence)
        self.done.show()
        self.room.ask.tell(f"花名册已写好：{file.name}。")
