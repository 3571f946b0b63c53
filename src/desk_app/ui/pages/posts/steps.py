"""What is done with the selected posts: asked once, told with its count, undone as one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desk_app.domain.entry import Misread
from desk_app.domain.vacancies import until
from desk_app.services.posts import Done, PostLine
from desk_app.ui.kit.listing import LineSource
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.tables import Table

_NAMED = 5  # posts that a step could not be done for and that are told one by one


class PostSteps:
    """Steps for the selected posts."""

    def __init__(self, room: Room, table: Table, source: LineSource[PostLine], owner: QWidget) -> None:
        self._room, self._table, self._source, self._owner = room, table, source, owner

    def verify(self) -> None:
        """C: somebody has the employer's word. After a single one the next that waits is shown."""
        uids, ask = self._table.selected(), self._room.ask
        lines = [line for uid in uids if (line := self._source.lines.get(uid))]
        if not lines:
            return
        by: str | None = self._room.desk.actor.name
        what = f"“{lines[0].title}”（{lines[0].employer}）" if len(lines) == 1 else f"{len(lines)} 个岗位"
        sentence = f"{what}：单位确认还招人，人数、工资、地点都对。核实人会记在岗位上。"
        way = ask.choose(
            "登记核实", sentence, (("phone", f"{by}电话核实"), ("visit", f"{by}走访核实"), ("other", "由别人核实…"))
        )
        if way == "other":
            by = ask.line("登记核实", "核实人姓名", "下一步")
            way = by and ask.choose("登记核实", f"{by}怎么核实的？", (("phone", "电话"), ("visit", "走访")))
        if not way or not by:
            return
        desk, verifier, how = self._room.desk, by, way
        following = self._following(uids[0]) if len(uids) == 1 else ""
        self._do("核实", lambda: desk.posts.verify(desk.actor, uids, verifier, how), following)

    def look_again(self) -> None:
        """K: somebody else looks at the signs of fraud or abuse, or the clerk writes what was checked."""
        line, ask, desk = self._source.lines.get(self._table.current()), self._room.ask, self._room.desk
        if line is None:
            return
        uid, title, me = line.uid, line.title, desk.actor.name
        who = ask.choose(
            "复看疑点",
            f"“{title}”（{line.employer}）：右侧列出的疑点都问过、查过了？复看人会记在岗位上。",
            (("other", "由另一人复看…"), ("self", f"{me}复看，写明查了什么…")),
        )
        by = me if who == "self" else who and ask.line("复看疑点", "复看人姓名", "下一步")
        note = by and ask.line("复看疑点", "查了什么、怎么查的，例如：查了营业执照，打座机核对过。", "登记复看")
        if by and note:
            self._room.tasks.run(
                lambda _: desk.posts.look_again(desk.actor, uid, by, note),
                lambda _: ask.tell(f"已登记{by}复看“{title}”。", undo=True),
                owner=self._owner,
                what="复看岗位",
            )

    def _following(self, uid: str) -> str:
        """The next post of the list that waits for its employer's word; "" if none does."""
        shown = list(self._source.shown)
        later = shown[shown.index(uid) + 1 :] if uid in shown else []
        return next((one for one in later if self._source.lines[one].standing in ("unverified", "stale")), "")

    def pause_or_reopen(self) -> None:
        """X: pause; where all of them are paused, open them again."""
        uids, desk = self._table.selected(), self._room.desk
        if uids and all(self._source.lines[uid].standing == "paused" for uid in uids):
            self._do("恢复", lambda: desk.posts.reopen(desk.actor, uids))
        elif uids:
            self._do("暂停", lambda: desk.posts.pause(desk.actor, uids))

    def extend(self) -> None:
        """D: another last day."""
        uids, desk = self._table.selected(), self._room.desk
        typed = uids and self._room.ask.line(
            "延长有效期", f"{len(uids)} 个岗位招到哪一天？（20261231、12.31、+30）", "延长", initial="+30"
        )
        if not typed:
            return
        try:
            day = until(typed, desk.codes, desk.actor.today())
        except Misread as error:
            self._room.ask.warn(str(error))
            return
        self._do("延长", lambda: desk.posts.extend(desk.actor, uids, day))

    def withdraw(self) -> None:
        """Delete: take back for good, with the reason."""
        uids, desk = self._table.selected(), self._room.desk
        reason = uids and self._room.ask.line(
            "撤销岗位", f"撤销 {len(uids)} 个岗位，不再推荐人去。写明原因，例如：单位已招满、停产。", "撤销"
        )
        if reason:
            self._do("撤销", lambda: desk.posts.withdraw(desk.actor, uids, reason))

    def _do(self, verb: str, step: Callable[[], Done], following: str = "") -> None:
        """A step for many posts; what it could not be done for is named."""
        ask = self._room.ask

        def told(done: Done) -> None:
            if done.count:
                ask.tell(f"已{verb} {done.count} 个岗位。", undo=True)
                if following:
                    self._table.choose(following)
            if done.left:
                named = "；".join(f"{title}：{why}" for title, why in done.left[:_NAMED])
                more = f"；还有 {len(done.left) - _NAMED} 个" if len(done.left) > _NAMED else ""
                ask.warn(f"{len(done.left)} 个岗位没有{verb}。{named}{more}")

        self._room.tasks.run(lambda _: step(), told, owner=self._owner, what=f"{verb}岗位")
