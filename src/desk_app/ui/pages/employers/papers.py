"""What the page gives out: forms and registers on paper, the register as a workbook."""

from __future__ import annotations

from desk_app.domain.labour_reports import period_words
from desk_app.ui.kit.handing import hand_out
from desk_app.ui.kit.page import Room
from desk_app.ui.pages.employers.left import Left


class Papers:
    """Paper and files of the employers, the sample and the problems."""

    def __init__(self, room: Room, left: Left) -> None:
        self._room, self._left, self._lists = room, left, left.lists

    def choose_period(self) -> None:
        """Q: another period of the sample."""
        desk = self._room.desk
        options = [(one, period_words(one)) for one in desk.labour.periods(desk.actor)]
        period = self._room.ask.choose("换一期", "看哪一期的用工监测？", options)
        if period:
            self._lists.show_period(period)

    def print_form(self) -> None:
        """Ctrl+P: the form of registration of the current employer."""
        desk, uid = self._room.desk, self._left.firm
        if uid:
            hand_out(self._room, "招聘登记表", lambda _: desk.employers.registration(desk.actor, uid))

    def print_register(self) -> None:
        """Ctrl+P, in the list of the sample: its register."""
        desk, period = self._room.desk, self._lists.period
        hand_out(self._room, f"用工监测表 {period}", lambda _: desk.labour.register(desk.actor, period))

    def print_sheet(self) -> None:
        """T: the current firm's sheet, filled in or blank."""
        desk, uid, period = self._room.desk, self._left.firm, self._lists.period
        if uid:
            hand_out(self._room, f"单位用工监测表 {period}", lambda _: desk.labour.sheet(desk.actor, uid, period))

    def print_ledger(self) -> None:
        """Ctrl+P, in the list of problems: those that are shown."""
        desk, uids = self._room.desk, list(self._lists.troubles.shown)
        hand_out(self._room, "企业问题台账", lambda _: desk.problems.ledger(desk.actor, uids))

    def export(self) -> None:
        """X: the register as a workbook."""
        desk, period = self._room.desk, self._lists.period
        out = self._room.ask.save_file("导出用工监测表", f"用工监测表{period}.xlsx")
        if out:
            self._room.tasks.run(
                lambda _: desk.labour.export(desk.actor, period, out),
                lambda count: self._room.ask.tell(f"已导出 {count} 家企业到 {out.name}。"),
                owner=self._left,
                what="导出用工监测表",
            )
