"""What is done with the selected tasks: asked once, told with its count, undone as one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from urllib.parse import quote

from PySide6.QtWidgets import QWidget

from desk_app.domain.collection.lists import TaskLine
from desk_app.domain.collection.records import Collection
from desk_app.domain.entry import Misread, understood
from desk_app.domain.fields import fields_of
from desk_app.services.collection import Done
from desk_app.ui.kit.handing import hand_out
from desk_app.ui.kit.listing import LineSource
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.tables import Table

_NAMED = 5  # tasks that a step could not be done for and that are told one by one
_UNTIL = fields_of(Collection)["until"]


class TaskSteps:
    """Steps for the selected tasks."""

    def __init__(self, room: Room, table: Table, source: LineSource[TaskLine], owner: QWidget) -> None:
        self._room, self._table, self._source, self._owner = room, table, source, owner

    @property
    def uids(self) -> list[str]:
        """The selected tasks."""
        return [str(uid) for uid in self._table.selected()]

    def offer(self) -> None:
        """P: type a post of the firm, on the page of the posts."""
        line = self._source.lines.get(self._table.current())
        if line is None:
            return
        if not line.firm:
            self._room.ask.warn("这个项目还没有写用工单位。到“项目”里补上单位，再登记岗位。")
            return
        self._room.go("posts", f"?new={quote(line.firm)}")

    def register(self) -> None:
        """R: the firm's posts are on file."""
        uids, desk = self.uids, self._room.desk
        self._do("登记为已登记岗位", lambda: desk.collection.register(desk.actor, uids))

    def unreachable(self) -> None:
        """U: nobody can be reached."""
        uids, desk = self.uids, self._room.desk
        self._do("记为无法联系", lambda: desk.collection.unreachable(desk.actor, uids))

    def reopen(self) -> None:
        """O: ask again."""
        uids, desk = self.uids, self._room.desk
        self._do("重新征集", lambda: desk.collection.reopen(desk.actor, uids))

    def hand_over(self) -> None:
        """H: to another member of the office."""
        uids, desk = self.uids, self._room.desk

        def chosen(names: tuple[str, ...]) -> None:
            to = self._room.ask.choose("转交", f"{len(uids)} 项任务交给谁？", [(name, name) for name in names])
            if to:
                self._do(f"转交{to}", lambda: desk.collection.hand_over(desk.actor, uids, to))

        if uids:
            self._room.tasks.run(
                lambda _: desk.collection.staff(), chosen, owner=self._owner, what="读取经办人", key="staff"
            )

    def postpone(self) -> None:
        """D: to a later day, with the reason."""
        uids, ask, desk = self.uids, self._room.ask, self._room.desk
        typed = uids and ask.line("改期", f"{len(uids)} 项任务改到哪一天？（+7、12.31）", "下一步", initial="+7")
        if not typed:
            return
        try:
            day = understood(_UNTIL, typed, desk.codes, desk.actor.today())
        except Misread as error:
            ask.warn(str(error))
            return
        reason = ask.line("改期", "为什么改期？例如：负责人出差，说好下周再打。", "改期")
        if reason and isinstance(day, date):
            self._do(f"改到 {day:%m-%d}", lambda: desk.collection.postpone(desk.actor, uids, day, reason))

    def ask_firm(self) -> None:
        """A task for a firm that is on file: typed by some characters of its name, chosen where several have them."""
        ask, desk, tasks = self._room.ask, self._room.desk, self._room.tasks
        typed = ask.line("给单位下达任务", "要向哪个已登记的单位征集岗位？单位名称、拼音首字母或信用代码：", "下一步")
        if not typed:
            return

        def found(firms: Sequence[tuple[str, str]]) -> None:
            if not firms:
                ask.warn(f"没有找到“{typed}”。到“用人单位”里新增单位，保存后自动下达任务。")
                return
            uid = firms[0][0] if len(firms) == 1 else ask.choose("给单位下达任务", "是哪一家？", firms)
            if uid:
                tasks.run(
                    lambda _: desk.collection.ask_firms(desk.actor, [uid]),
                    lambda done: self.tell("下达", done),
                    owner=self._owner,
                    what="下达任务",
                )

        tasks.run(
            lambda _: desk.collection.firms_like(desk.actor, typed), found, owner=self._owner, what="查找", key="firms"
        )

    def print_forms(self) -> None:
        """W: the form to hand out, filled in with what is known; one for each selected task."""
        uids, desk = self.uids, self._room.desk
        hand_out(self._room, "岗位征集表", lambda _: desk.collection.forms.pdf(desk.actor, uids))

    def print_blank(self) -> None:
        """The form without any names."""
        desk = self._room.desk
        hand_out(self._room, "岗位征集表（空白）", lambda _: desk.collection.forms.pdf(desk.actor))

    def save_workbook(self) -> None:
        """S: the same form as a workbook for the firm to fill in."""
        uid, desk = str(self._table.current() or ""), self._room.desk
        self._room.tasks.run(
            lambda _: desk.collection.forms.name(desk.actor, uid),
            self._save_as(uid),
            owner=self._owner,
            what="准备表格",
        )

    def _save_as(self, uid: str) -> Callable[[str], None]:
        desk, ask = self._room.desk, self._room.ask

        def named(name: str) -> None:
            file = ask.save_file("保存岗位征集表", f"{name}.xlsx")
            if file:
                self._room.tasks.run(
                    lambda _: desk.collection.forms.save_workbook(desk.actor, uid, file),
                    lambda _: ask.tell(f"已保存 {file.name}。单位填好后，到“导入”里直接导入。"),
                    owner=self._owner,
                    what="保存表格",
                )

        return named

    def _do(self, verb: str, step: Callable[[], Done]) -> None:
        if self.uids:
            self._room.tasks.run(lambda _: step(), lambda done: self.tell(verb, done), owner=self._owner, what=verb)

    def tell(self, verb: str, done: Done) -> None:
        """Say how many it was done for, and name those it was not."""
        ask = self._room.ask
        if done.count:
            ask.tell(f"已{verb} {done.count} 项任务。", undo=True)
        if done.left:
            named = "；".join(f"{subject}：{why}" for subject, why in done.left[:_NAMED])
            more = f"；还有 {len(done.left) - _NAMED} 项" if len(done.left) > _NAMED else ""
            ask.warn(f"{len(done.left)} 项没有{verb}。{named}{more}")
