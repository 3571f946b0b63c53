"""The left side: three lists, one looked at - the employers, the sample in a period, the problems."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desk_app.domain.codes import CodeLists
from desk_app.domain.finding import Query
from desk_app.domain.labour_reports import period_words
from desk_app.domain.problems import common
from desk_app.ui.kit.actions import Action, ActionBar
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.tables import Table
from desk_app.ui.pages.employers.layout import EMPLOYER_COLUMNS, LABOUR_COLUMNS, PROBLEM_COLUMNS
from desk_app.ui.pages.employers.lists import NO, YES, employer_source, labour_source, problem_source

FIRMS, LABOUR, PROBLEMS = range(3)
"""The three lists."""
_EMPTY = (
    "没有找到，换个词或清除筛选再试。",
    "还没有重点监测企业。在“单位”里选中企业，按 K 列入。",
    "没有企业问题。选中一个单位，按 W 登记。",
)


class Lists(QWidget):
    """Three tables behind tabs, each with its bar of actions."""

    turned = Signal(int)  # another list is looked at
    chosen = Signal(object)  # the key of its current row, or None
    opened = Signal(object)
    counted = Signal()
    picked = Signal()

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(parent)
        desk = room.desk
        self._desk = desk
        self._stays = False  # whether the clerk has chosen the period
        self.period = desk.labour.current(desk.actor)  # that the second list shows
        self.firms = employer_source(desk)
        self.reports = labour_source(desk, lambda: self.period)
        self.troubles = problem_source(desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(room.look.px(4))
        self.views = QTabBar(self)
        self.views.setExpanding(False)
        self.views.setDrawBase(False)
        self.views.setAccessibleName("看单位、用工监测还是企业问题")
        for title in ("单位", "用工监测", "企业问题"):
            self.views.addTab(title)
        column.addWidget(self.views)
        self._stack, self.bars = QStackedWidget(self), QStackedWidget(self)
        self.tables = (
            Table(room, EMPLOYER_COLUMNS, self.firms, "employers", self._stack, empty=_EMPTY[FIRMS]),
            Table(room, LABOUR_COLUMNS, self.reports, "employers/labour", self._stack, empty=_EMPTY[LABOUR]),
            Table(room, PROBLEM_COLUMNS, self.troubles, "employers/problems", self._stack, empty=_EMPTY[PROBLEMS]),
        )
        for at, table in enumerate(self.tables):
            self._stack.addWidget(table)
            table.chosen.connect(self._pass_on(at, self.chosen.emit))
            table.opened.connect(self._pass_on(at, self.opened.emit))
            table.counted.connect(self.counted)
            table.picked.connect(self.picked)
        column.addWidget(self._stack, 1)
        column.addWidget(self.bars)
        self.views.currentChanged.connect(self._turn)

    def _pass_on(self, at: int, tell: Callable[[Any], None]) -> Callable[[Any], None]:
        """Only the list that is looked at speaks."""

        def passed(uid: Any) -> None:
            if at == self.view:
                tell(uid)

        return passed

    def add_bars(self, groups: Sequence[Sequence[Action]], room: Room) -> None:
        """The actions below each list."""
        for actions in groups:
            self.bars.addWidget(ActionBar(actions, room.look))

    @property
    def view(self) -> int:
        """Which list is looked at."""
        return self.views.currentIndex()

    @property
    def table(self) -> Table:
        """The list that is looked at."""
        return self.tables[self.view]

    def show_view(self, view: int) -> None:
        """Look at another list."""
        self.views.setCurrentIndex(view)

    def switch(self) -> None:
        """The next list."""
        self.show_view((self.view + 1) % len(self.tables))

    def ask_sort(self) -> None:
        """Another order of the list that is looked at."""
        self.table.ask_sort()

    def forget(self) -> None:
        """Read anew at the next look."""
        if not self._stays:
            self.period = self._desk.labour.current(self._desk.actor)
        for source in (self.firms, self.reports, self.troubles):
            source.forget()

    def show_period(self, period: str) -> None:
        """Another period of the sample."""
        self.period, self._stays = period, True
        self.reports.forget()
        self.tables[LABOUR].look_up()

    def look_up(self, text: str, filters: Mapping[str, tuple[str, ...]]) -> None:
        """What is searched, in all lists; the filters are those of the list that is looked at."""
        for at, table in enumerate(self.tables):
            table.look_up(Query(text=text, filters=filters if at == self.view else {}))

    def update_bar(self) -> None:
        """Grey out what cannot be done now."""
        bar = self.bars.currentWidget()
        if isinstance(bar, ActionBar):
            count = len(self.table.selected())
            bar.update_state(f"选中 {count} 个" if count > 1 else "")

    def words(self) -> str:
        """What the header says of the list that is looked at."""
        late = sum(one.light == "red" for one in self.troubles.lines.values())
        self.views.setTabText(PROBLEMS, f"企业问题 {late} 件逾期" if late else "企业问题")
        if self.view == LABOUR:
            lines = self.reports.lines.values()
            reported = sum(one.report is not None for one in lines)
            return f"{period_words(self.period)}：已报 {reported} 家，未报 {len(lines) - reported} 家"
        count, every = self.table.count, len((self.firms, self.reports, self.troubles)[self.view].lines)
        unit, more = ("件", f" · {late} 件逾期{self._common()}") if self.view == PROBLEMS else ("家", "")
        return (f"{count} {unit}" if count == every else f"{count} / {every} {unit}") + more

    def _common(self) -> str:
        """共性: what troubles several employers at present, most of them first."""
        counted = common(one.problem for one in self.troubles.lines.values())
        several = sorted(((name, firms) for name, firms in counted.items() if firms > 1), key=lambda pair: -pair[1])
        codes = self._desk.codes["problem_category"]
        return "".join(f" · {codes.label(name)} {firms} 家" for name, firms in several[:2])

    def filters(self, codes: CodeLists) -> Mapping[str, tuple[str, list[tuple[str, str]]]]:
        """The filters of the list that is looked at: label and options by name."""

        def listed(name: str) -> list[tuple[str, str]]:
            return [(one.code, one.label) for one in codes[name]]

        if self.view == LABOUR:
            return {"reported": ("情况", [(NO, "未报"), (YES, "已报")])}
        if self.view == PROBLEMS:
            lights = [("red", "逾期"), ("yellow", "快到期"), ("green", "未到期"), ("none", "已归档")]
            return {
                "state_code": ("问题状态", listed("problem_state")),
                "light_code": ("期限", lights),
                "scope": ("个性或共性", listed("problem_scope")),
            }
        return {
            "industry_code": ("行业", listed("industry")),
            "nature": ("单位性质", listed("employer_nature")),
            "kind": ("企业情况", listed("firm_kind")),
            "lacking": ("材料", [(YES, "不齐"), (NO, "齐")]),
            "problem": ("企业问题", [(YES, "有未办结的"), (NO, "没有")]),
            "blocked": ("推荐", [(YES, "已停止"), (NO, "可以推荐")]),
            "key_firm": ("重点监测", [(YES, "是"), (NO, "否")]),
        }

    def _turn(self, view: int) -> None:
        self._stack.setCurrentIndex(view)
        self.bars.setCurrentIndex(view)
        self.turned.emit(view)
