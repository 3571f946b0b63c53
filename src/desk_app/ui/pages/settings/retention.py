"""保存期限: what is due, what would go with it, and erasing it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desk_app.domain.entry import moment_words
from desk_app.services.privacy.retention import Preview
from desk_app.ui.kit.actions import Action
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.tables import Column, ListSource, Table
from desk_app.ui.pages.settings.section import Section

_COLUMNS = (
    Column("name", "姓名", 90),
    Column("village", "村（社区）", 120),
    Column("last", "最后一次办事", 120),
    Column("since", "到期日", 110),
    Column("reason", "为什么到期", 280),
)
_LISTED = 3  # earlier erasures that are told


class RetentionSection(Section):
    """保存期限."""

    title = "保存期限"

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self.terms = self.add_words("")
        self.outlook = self.add_words("", "strip")
        self.table = Table(
            room, _COLUMNS, ListSource([]), "retention", self, empty="现在没有到期的资料。", first_chosen=False
        )
        self.table.setMinimumHeight(room.look.px(200))
        self.column.addWidget(self.table, 1)
        self.erase = Action(
            id="retention-erase",
            title="删除选中的人…",
            run=self._erase,
            icon="trash-2",
            enabled=lambda: self.may_change and bool(self.table.selected()),
        )
        self.bar = self.add_bar(self.erase)
        self.table.picked.connect(self._picked)
        if not self.may_change:
            self.add_words("删除由主管来做；您可以看。", "small")
        self.done = self.add_words("", "small")

    def refresh(self) -> None:
        """Ask who is due."""
        desk = self.room.desk
        self.room.tasks.run(
            lambda progress: desk.retention.preview(desk.actor, progress),
            self._show,
            owner=self,
            what="查找到期的资料",
            key="due",
        )

    def _show(self, preview: Preview) -> None:
        now = self.room.desk.actor.clock.now()
        self.terms.setText(
            f"{'；'.join(preview.terms)}，从最后一次办事算起。到期后由主管核对、写明原因再删除：姓名、号码、登记表、"
            "服务记录和推荐信存底都抹去，修改记录只留下核对用的摘要；推荐信编号保留。删除不能撤销，以前的备份里还有，要一并处理。"
        )
        rules = Counter(one.rule.label for one in preview.due)
        kinds = "，".join(f"{label} {count} 人" for label, count in rules.items())
        self.outlook.setText(f"到期 {len(preview.due)} 人：{kinds}。" if rules else "现在没有到期的资料，不用删除。")
        self.table.source = ListSource(
            [
                {
                    "uid": one.held.uid,
                    "name": one.held.name,
                    "village": one.held.village,
                    "last": one.held.last.isoformat(),
                    "since": one.since.isoformat(),
                    "reason": one.reason,
                }
                for one in preview.due
            ]
        )
        self.table.look_up()
        earlier = [
            f"{moment_words(one.at, now)} {one.by} 删除 {one.persons} 人：{one.reason}"
            for one in preview.done[:_LISTED]
        ]
        self.done.setText("\n".join(earlier))
        self.done.setVisible(bool(earlier))
        self._picked()

    def _picked(self) -> None:
        count = len(self.table.selected())
        self.bar.update_state(f"选中 {count} 人" if count else "")

    def _erase(self) -> None:
        uids, desk = self.table.selected(), self.room.desk
        self.room.tasks.run(
            lambda _: desk.retention.outlook(desk.actor, uids),
            lambda kinds: self._ask(uids, kinds),
            owner=self,
            what="清点要删除的",
            key="outlook",
        )

    def _ask(self, uids: Sequence[str], kinds: tuple[tuple[str, int], ...]) -> None:
        desk, ask = self.room.desk, self.room.ask
        reason = ask.line("到期删除", f"删除选中的 {len(uids)} 人的原因（会登记，例如“保存期满，已报批”）", "下一步")
        told = "、".join(f"{word} {count}" for word, count in kinds)
        if not reason or not ask.confirm(f"抹去选中的 {len(uids)} 人的全部资料（{told}），不能撤销。", "删除"):
            return

        def done(sentence: str) -> None:
            ask.tell(sentence)
            self.refresh()

        self.room.tasks.run(
            lambda _: desk.retention.erase(desk.actor, uids, reason), done, owner=self, what="到期删除", key="erase"
        )
