"""What is done with all persons that are selected: a line of the log, another state, a group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject

from desk_app.domain.service_log import Said
from desk_app.services.seekers import Outcome
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.tables import Table

_REASONED = ("out_of_scope", "archived")
_UNASKED = ("lost", "archived")  # states for which nobody was reached
_NAMED = 5  # reasons that are told one by one


class SelectionSteps(QObject):
    """Each asks once, says how many were changed, and of the others why not."""

    def __init__(self, room: Room, table: Table, parent: QObject) -> None:
        super().__init__(parent)
        self.room, self.table = room, table

    def log(self) -> None:
        """R: the same line of the service log for all of them."""
        uids = self.table.selected()
        codes = self.room.desk.codes
        kind = self.room.ask.choose(
            "记一笔",
            f"给选中的 {len(uids)} 人记同样的一笔：",
            [(one.code, one.label) for one in codes["service_kind"].offered],
        )
        how = kind and self.room.ask.choose(
            "记一笔", "用什么方式？", [(one.code, one.label) for one in codes["how"].offered]
        )
        note = how and self.room.ask.line(
            "记一笔", "说明（例如招聘会名称），可不填", f"记给 {len(uids)} 人", needed=False
        )
        if kind and how and note is not None:
            desk = self.room.desk
            self._run(
                lambda progress: desk.seekers.log(
                    desk.actor, uids, Said(kind=kind, how=how, note=note), progress=progress
                ),
                "记录",
            )

    def change_state(self) -> None:
        """S: change the state of all that are selected, as far as the rules let it."""
        uids, desk = self.table.selected(), self.room.desk
        self.room.tasks.run(
            lambda _: desk.seekers.steps(desk.actor, uids),
            lambda states: self._ask_state(uids, states),
            owner=self,
            what="查可改的状态",
            key="steps",
        )

    def _ask_state(self, uids: Sequence[str], states: Sequence[str]) -> None:
        desk, ask = self.room.desk, self.room.ask
        whom = self._whom(uids)
        label = desk.codes["seeker_state"].label
        state = ask.choose("改状态", f"把{whom}改为：", [(code, label(code)) for code in states])
        if not state:
            return
        reason: str | None = ""
        if state in _REASONED:
            reason = ask.line("改状态", f"改为“{label(state)}”的原因", "改状态")
        how: str | None = ""
        if state not in _UNASKED and reason is not None:
            ways = [(one.code, f"{one.label}问过本人") for one in desk.codes["how"].offered]
            how = ask.choose("改状态", f"{whom}的情况是怎么知道的？会记入服务记录。", ways)
        if reason is None or how is None:
            return
        if len(uids) > 1 and not ask.confirm(f"把选中的 {len(uids)} 人改为“{label(state)}”。", "改状态"):
            return
        self._run(
            lambda progress: desk.seekers.set_state(desk.actor, uids, state, reason=reason, how=how, progress=progress),
            "改状态",
        )

    def add_group(self) -> None:
        """G: let all that are selected belong to a group."""
        uids, desk = self.table.selected(), self.room.desk
        codes = desk.codes["group"]
        group = self.room.ask.choose(
            "加入人员类别", f"让{self._whom(uids)}加入：", [(one.code, one.label) for one in codes.offered]
        )
        if not group:
            return
        if len(uids) > 1 and not self.room.ask.confirm(
            f"让选中的 {len(uids)} 人加入“{codes.label(group)}”，从今天起。", "加入"
        ):
            return
        self._run(lambda progress: desk.seekers.add_group(desk.actor, uids, group, progress=progress), "加入人员类别")

    def _whom(self, uids: Sequence[str]) -> str:
        row = self.table.row_of(uids[0]) if len(uids) == 1 else None
        return str(row.get("name", "")) if row else f"选中的 {len(uids)} 人"

    def _run(self, work: Any, what: str) -> None:
        self.room.tasks.run(work, self._done, owner=self, what=what)

    def _done(self, outcome: Outcome) -> None:
        """Say how many were changed, and of the others why not."""
        if outcome.done:
            self.room.ask.tell(outcome.sentence, undo=True)
        if outcome.left:
            reasons = Counter(sentence for _, sentence in outcome.left)
            told = "\n".join(sentence for sentence, _ in reasons.most_common(_NAMED))
            more = f"\n另有 {len(outcome.left) - _NAMED} 人。" if len(outcome.left) > _NAMED else ""
            self.room.ask.warn(f"有 {len(outcome.left)} 人没有改：\n{told}{more}")
