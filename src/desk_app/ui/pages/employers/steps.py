"""What is done with the current employer, its papers and its problems: asked once, told, undone as one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desk_app.services.employers import EmployerFile, EmployerLine
from desk_app.services.problems import ProblemFile
from desk_app.ui.kit.listing import LineSource
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.tables import Table


class EmployerSteps:
    """Steps for the current employer."""

    def __init__(self, room: Room, table: Table, source: LineSource[EmployerLine], owner: QWidget) -> None:
        self._room, self._table, self._source, self._owner = room, table, source, owner

    def block_or_not(self) -> None:
        """B: recommend nobody to the employer any more, or do so again."""
        line = self._source.lines.get(self._table.current())
        if line is None:
            return
        desk, uid = self._room.desk, line.uid
        if line.blocked_reason:
            self._do(lambda: desk.employers.unblock(desk.actor, uid), f"已恢复推荐到{line.name}。")
            return
        reason = self._room.ask.line(
            "停止推荐", f"不再推荐人到{line.name}。写明原因，例如：拖欠工资、收取押金。", "停止推荐"
        )
        if reason:
            self._do(lambda: desk.employers.block(desk.actor, uid, reason), f"已停止推荐到{line.name}。")

    def key_or_not(self) -> None:
        """K: into the sample of 重点监测, or out of it."""
        line = self._source.lines.get(self._table.current())
        if line is not None:
            desk, uid, key = self._room.desk, line.uid, not line.key_firm
            words = f"{line.name}已{'列入' if key else '退出'}重点监测。"
            self._do(lambda: desk.labour.choose(desk.actor, uid, key=key), words)

    def drop_paper(self, file: EmployerFile, kind: str) -> None:
        """Delete: it was not seen after all."""
        desk, uid = self._room.desk, file.employer.uid
        if any(one.kind == kind and one.standing != "missing" for one in file.papers):
            words = f"已取消查验{desk.codes['employer_paper'].label(kind)}。"
            self._do(lambda: desk.employers.drop_paper(desk.actor, uid, kind), words)

    def _do(self, step: Callable[[], None], sentence: str) -> None:
        ask = self._room.ask
        self._room.tasks.run(lambda _: step(), lambda _: ask.tell(sentence, undo=True), owner=self._owner, what="登记")


class ProblemSteps:
    """Steps for the problem that is shown."""

    def __init__(self, room: Room, shown_now: Callable[[], ProblemFile | None], owner: QWidget) -> None:
        self._room, self._shown, self._owner = room, shown_now, owner

    def may(self, step: str) -> bool:
        """Whether the step may be taken with the problem that is shown."""
        file = self._shown()
        return bool(file and step in file.may)

    def assign(self) -> None:
        """A: to a unit, until a day."""
        file, desk, ask = self._shown(), self._room.desk, self._room.ask
        if file is None:
            return
        one = file.line.problem
        unit = ask.line(
            "交办", f"{one.problem_no} 由哪个单位办？例如：县人社局、镇经济发展办。", "下一步", initial=one.unit
        )
        if not unit:
            return
        days = desk.employer_rules.problem_due_days
        due = ask.line("交办", f"哪天前办结？（+{days}、12.31、20261231）", "交办", initial=f"+{days}")
        if due:
            self._do(lambda: desk.problems.assign(desk.actor, one.uid, unit, due), f"已交办给{unit}。")

    def progress(self) -> None:
        """G: what has been done so far."""
        self._words("登记进展", "做了什么，下一步做什么？", self._room.desk.problems.progress, "已登记进展。")

    def finish(self) -> None:
        """F: it is done, says the unit."""
        self._words("办结", "怎么解决的？", self._room.desk.problems.finish, "已办结，几天后问企业满不满意。")

    def report_up(self) -> None:
        """U: to whoever can settle it."""
        words = "上报到哪里？例如：县企业服务办。"
        self._words("上报", words, self._room.desk.problems.report_up, "已登记上报。")

    def rate(self) -> None:
        """Y: what the employer says."""
        file, desk, ask = self._shown(), self._room.desk, self._room.ask
        if file is None:
            return
        uid = file.line.uid
        options = [(one.code, one.label) for one in desk.codes["satisfaction"]]
        said = ask.choose("企业评价", f"{file.line.employer}对办理结果满意吗？", options)
        if not said:
            return
        words: str | None = ""
        if said == "dissatisfied":
            words = ask.line("不满意退回", "企业为什么不满意？写明后退回重新办理。", "退回")
        if words is not None:
            told = "已退回，请重新交办。" if said == "dissatisfied" else "已满意归档。"
            self._do(lambda: desk.problems.rate(desk.actor, uid, said, words), told)

    def _words(self, verb: str, question: str, step: Callable[..., None], sentence: str) -> None:
        file = self._shown()
        words = file and self._room.ask.line(verb, question, verb)
        if file and words:
            uid, actor = file.line.uid, self._room.desk.actor
            self._do(lambda: step(actor, uid, words), sentence)

    def _do(self, step: Callable[[], None], sentence: str) -> None:
        ask = self._room.ask
        self._room.tasks.run(
            lambda _: step(), lambda _: ask.tell(sentence, undo=True), owner=self._owner, what="办理企业问题"
        )
