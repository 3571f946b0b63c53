"""匹配: one sentence, four lists, reasons beside them, keys to put pairs to the people or to change them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desk_app.domain.matching.overview import Overview, ReasonLine
from desk_app.domain.progress import Progress
from desk_app.services.plans import Accepted, DecisionRow, Nearest, ShiftRow
from desk_app.ui.kit.actions import Action
from desk_app.ui.kit.notes import EmptyNote
from desk_app.ui.kit.page import Page, Room
from desk_app.ui.pages.matching.pane import Pane, panes
from desk_app.ui.pages.matching.panel import PersonPanel
from desk_app.ui.pages.matching.sheets import DecisionSheet, MoveSheet

SEED = 1
"""The seed of a plan made from the window: the same people and posts give the same plan."""

_MISSING: Mapping[str, tuple[str, str]] = {
    "persons": ("intake", "去导入"),
    "posts": ("intake", "去导入"),
    "verified": ("posts", "去核实岗位"),
}


_TABS = ("方案", "无岗", "与上次比较", "人工决定")


class MatchingPage(Page):
    """匹配."""

    name = "matching"
    title = "匹配"
    nouns: ClassVar[frozenset[str]] = frozenset(
        {"runs", "proposals", "decisions", "seekers", "memberships", "posts", "employers", "answers", "letters"}
    )
    ended = Signal()  # a match, however it ended
    compared = Signal(str)  # the sentence over the comparison

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self._overview: Overview | None = None
        self._running = False
        self._shown_person = ""
        self.ended.connect(self._ended)
        self.match = Action(
            id="match", title="做匹配", run=self.make_plan, shortcut="Ctrl+M", icon="shuffle", enabled=self._may_match
        )
        self.primary = self.header.add_primary(self.match)
        self.install(self.match)
        self._stack = QStackedWidget(self)
        self.body.addWidget(self._stack, 1)
        self.empty = EmptyNote(room.look, "正在读取…", Action(id="missing", title="去导入", run=self._go_missing), "")
        self._stack.addWidget(self.empty)
        inside = QWidget(self._stack)
        self._inside = QVBoxLayout(inside)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(room.look.px(12))
        self._stack.addWidget(inside)
        self._lay_out(room)
        self.add_search("搜索姓名、岗位、单位、村", self._search)

    def _lay_out(self, room: Room) -> None:
        look = room.look
        self.strip = QLabel(self)
        self.strip.setWordWrap(True)
        self.strip.setProperty("role", "strip")
        self._inside.addWidget(self.strip)
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.setProperty("role", "notice")
        self.note.hide()
        self._inside.addWidget(self.note)
        self.tabs = QTabBar(self)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName("匹配的各个清单")
        for title in _TABS:
            self.tabs.addTab(title)
        self.tabs.tabBarClicked.connect(lambda _: self._pane().table.setFocus())
        over = QHBoxLayout()
        over.addWidget(self.tabs)
        over.addStretch(1)
        self._inside.addLayout(over)
        left = QWidget(self)
        column = QHBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        self.panes = QStackedWidget(left)
        column.addWidget(self.panes)
        self.plan, self.unplaced, self.shifts, self.decided = panes(room, self._read_shifts, self)
        self._panes = (self.plan, self.unplaced, self.shifts, self.decided)
        self.compared.connect(self.shifts.say)
        for pane in self._panes:
            self.panes.addWidget(pane)
            over.addWidget(pane.filters)
            pane.chosen.connect(self._show_chosen)
        self._show_filters(0)
        self._add_actions(room)
        open_file = Action(id="open-file", title="打开档案", run=self._open_file, shortcut="Ctrl+Return")
        self.install(open_file)
        self.panel = PersonPanel(look, open_file, self)
        splitter = self.split(left, self.panel, right_width=360)
        self.body.removeWidget(splitter)
        self._inside.addWidget(splitter, 1)
        self.tabs.currentChanged.connect(self._turn)

    def _add_actions(self, room: Room) -> None:
        table, none = self.plan.table, self.unplaced.table
        accept = Action(id="accept", title="列入待征询", run=self._accept_selected, shortcut="Return", on=table)
        every = Action(id="accept-all", title="全部列入", run=self._accept_shown, shortcut="A", on=table)
        lock = Action(id="lock", title="锁定", run=lambda: self._decide("lock"), shortcut="L", on=table)
        ban = Action(id="ban", title="禁配", run=lambda: self._decide("ban"), shortcut="B", on=table)
        move = Action(id="move", title="改派", run=lambda: self._decide("place"), shortcut="M", on=table)
        place = Action(
            id="place",
            title="手工安排",
            run=lambda: self._decide("place"),
            shortcut="M",
            on=none,
        )
        lift = Action(id="lift", title="取消决定", run=self._lift, shortcut="Del", on=self.decided.table)
        self.plan.add_actions(room, (accept, every, lock, ban, move))
        self.unplaced.add_actions(room, (place,))
        self.decided.add_actions(room, (lift,))
        self.install(every, lock, ban, move, place, lift)
        self.actions_here.append(accept)  # its key is Enter: the table's own `opened`
        table.opened.connect(lambda _: self._accept_selected())
        for number, title in enumerate(_TABS):
            self.install(
                Action(
                    id=f"tab-{number}",
                    title=f"看{title}",
                    run=lambda number=number: self._go_tab(number),  # type: ignore[misc]
                    shortcut=f"Alt+{number + 1}",
                )
            )

    # Reading

    def refresh(self) -> None:
        """The strip first; the lists follow."""
        desk = self.room.desk
        self.room.tasks.run(
            lambda _: desk.plans.overview(desk.actor), self._show, owner=self, what="读取方案", key="overview"
        )

    def first_focus(self) -> QWidget | None:
        """The list, so that its keys work at once; before the first plan, the one button."""
        return self.empty.button if self._stack.currentIndex() == 0 else self._pane().table

    def show_list(self, place: str) -> None:
        """方案 ("plan") or 无岗 ("unplaced")."""
        self.tabs.setCurrentIndex(_TABS.index("无岗" if place == "unplaced" else "方案"))

    def show_record(self, uid: str) -> None:
        """A person, by uid: found in the plan, or else among those without a post."""
        self._shown_person = uid
        self._find_person()

    def _show(self, told: Overview) -> None:
        self._overview = told
        self._update_button()
        if not told.run_no:
            self._show_empty(told)
            return
        first = self._stack.currentIndex() == 0
        self._stack.setCurrentIndex(1)
        if first and self.isVisible():  # the button that made the plan is gone: on to what it made
            self._pane().table.setFocus()
        self.header.set_count(f"第 {told.run_no} 号方案 · {told.made_at[:16].replace('T', ' ')} · 随机种子 {told.seed}")
        words = self.room.desk.codes["proposal_state"]
        states = "，".join(
            f"{words.label(one.code)} {told.states[one.code]}" for one in words if told.states.get(one.code)
        )
        self.strip.setText(f"{told.sentence}。" + (f"\n{states}。" if states else ""))
        self.note.setText(told.note)
        self.note.setVisible(bool(told.note))
        for number, count in ((0, told.placed), (1, told.unplaced), (3, told.decisions)):
            self.tabs.setTabText(number, f"{_TABS[number]} {count}")
        for pane in self._panes:
            pane.source.forget()
        self._turn(self.tabs.currentIndex())
        self._find_person()

    def _show_empty(self, told: Overview) -> None:
        self._stack.setCurrentIndex(0)
        self.header.set_count("")
        help_ = (
            ""
            if told.lack
            else "匹配会同时看学历、工资、地点、班次等条件，先保证安排的人最多，再让总匹配分最高，并给出每一对的理由。"
        )
        self.empty.say(told.sentence, help_)
        self.empty.button.setText(_MISSING[told.lack][1] if told.lack else "做匹配")

    def _go_missing(self) -> None:
        lack = self._overview.lack if self._overview else ""
        if lack:
            self.room.go(_MISSING[lack][0], "")
        else:
            self.make_plan()

    def _turn(self, number: int) -> None:
        self.panes.setCurrentIndex(number)
        self._show_filters(number)
        pane = self._panes[number]
        pane.look_up()
        self._show_chosen()

    def _show_filters(self, number: int) -> None:
        for one in self._panes:
            one.filters.setVisible(one is self._panes[number])

    def _go_tab(self, number: int) -> None:
        self.tabs.setCurrentIndex(number)
        self._pane().table.setFocus()

    def _pane(self) -> Pane:
        return self._panes[self.tabs.currentIndex()]

    def _search(self, text: str) -> None:
        for pane in self._panes:
            pane.search(text)

    def _find_person(self) -> None:
        if not self._shown_person or self._overview is None:
            return
        uid, self._shown_person = self._shown_person, ""
        desk = self.room.desk

        def where(_: Progress) -> str:
            return next((row.uid for row in desk.plans.rows(desk.actor) if row.seeker_uid == uid), "")

        def choose(pair: str) -> None:
            self.tabs.setCurrentIndex(0 if pair else 1)
            self._pane().table.choose(pair or uid)

        self.room.tasks.run(where, choose, owner=self, what="找人", key="person")

    def _read_shifts(self) -> tuple[ShiftRow, ...]:
        desk = self.room.desk
        told = desk.plans.compare(desk.actor)
        self.compared.emit(told.sentence)
        return told.rows

    def _show_chosen(self) -> None:
        chosen = self._pane().current()
        if chosen is None:
            self.panel.nobody()
            return
        self.panel.wait(chosen.subject.name, chosen.tags, chosen.placed)
        desk, uid = self.room.desk, chosen.subject.seeker_uid

        def work(_: Progress) -> tuple[tuple[ReasonLine, ...], Nearest | None]:
            lines = desk.plans.reasons(desk.actor, uid)
            return lines, None if lines else desk.plans.nearest(desk.actor, uid)

        def show(told: tuple[tuple[ReasonLine, ...], Nearest | None]) -> None:
            lines, nearest = told
            if nearest is None:
                self.panel.reasons(lines)
            else:
                self.panel.none(nearest)

        self.room.tasks.run(work, show, owner=self, what="读取理由", key="reasons")

    def _open_file(self) -> None:
        chosen = self._pane().current()
        if chosen:
            self.room.go("seekers", chosen.subject.seeker_uid)

    # Making a plan

    def _may_match(self) -> bool:
        return not self._running and self._overview is not None and not self._overview.lack

    def _update_button(self) -> None:
        again = self._overview is not None and self._overview.run_no
        self.primary.setText("正在匹配…" if self._running else "重新匹配" if again else "做匹配")
        self.header.update_state()

    def make_plan(self) -> None:
        """Make the best plan, in a child process; the line below says how far it is and can call it off."""
        if not self._may_match():
            return
        self._running = True
        self._update_button()
        desk = self.room.desk

        def work(progress: Progress) -> dict[str, Any]:
            try:
                return desk.matching.match(desk.actor, SEED, progress)
            finally:
                self.ended.emit()

        self.room.tasks.run(work, self._made, owner=self, what="匹配", key="match")

    def _ended(self) -> None:
        self._running = False
        self._update_button()

    def _made(self, made: Mapping[str, Any]) -> None:
        let_go = "、".join(made["let_go"])
        self.room.ask.tell(f"第 {made['run']} 号方案做好了：安排 {made['placed']} 人，已验证为最优。", undo=True)
        if let_go:
            self.room.ask.warn(f"原定的岗位保不住（名额已满、已关闭或法律不允许），请告知本人：{let_go}。")

    # Putting pairs to the people

    def _accept_selected(self) -> None:
        self._accept(self.plan.table.selected())

    def _accept_shown(self) -> None:
        rows = [self.plan.source.record(key) for key in self.plan.source.shown]
        planned = [row.uid for row in rows if row and row.state == "planned"]
        if not planned:
            self.room.ask.tell("显示的人都已列入待征询。")
        elif self.room.ask.confirm(f"把显示的 {len(planned)} 人列入待征询，接着就可以打电话问本人。", "列入"):
            self._accept(planned)

    def _accept(self, uids: Sequence[str]) -> None:
        desk = self.room.desk

        def told(accepted: Accepted) -> None:
            self.room.ask.tell(accepted.sentence(), undo=bool(accepted.count))

        if uids:
            self.room.tasks.run(
                lambda _: desk.plans.accept(desk.actor, uids), told, owner=self, what="列入待征询", key="accept"
            )

    # A clerk's decisions

    def _decide(self, kind: str) -> None:
        chosen = self._pane().current()
        if chosen is None:
            return
        make = MoveSheet if kind == "place" else DecisionSheet
        sheet = make(self.room, kind, chosen.subject, self)
        sheet.finished.connect(sheet.deleteLater)
        sheet.finished.connect(lambda _: self._pane().table.setFocus())
        sheet.open()

    def _lift(self) -> None:
        key = self.decided.table.current()
        row: DecisionRow | None = self.decided.source.record(key) if key else None
        if row is None:
            return
        desk, uid = self.room.desk, row.uid
        self.room.tasks.run(
            lambda _: desk.matching.lift(desk.actor, uid),
            lambda _: self.room.ask.tell(f"已取消{row.label}：{row.name}与{row.post}，下次匹配起生效。", undo=True),
            owner=self,
            what="取消决定",
        )
