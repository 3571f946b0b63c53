"""困难认定: three lists at the left, a certification or family at the right, forms in the lists' place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from desk_app.domain.actor import Role
from desk_app.domain.hardship.steps import REFUSED, RETURNING, STEPS
from desk_app.services.hardship import PAPERS, CaseFile, FamilyFile
from desk_app.services.hardship.reading import facts_of
from desk_app.ui.kit.actions import Action, ActionBar
from desk_app.ui.kit.handing import hand_out
from desk_app.ui.kit.notes import EmptyNote
from desk_app.ui.kit.page import Page, Room
from desk_app.ui.pages.hardship.board import Board
from desk_app.ui.pages.hardship.choosing import Choosing
from desk_app.ui.pages.hardship.detail import CaseSide, FamilySide
from desk_app.ui.pages.hardship.forms import Forms
from desk_app.ui.pages.hardship.layout import CLOCKS


class HardshipPage(Page):
    """困难认定."""

    name = "hardship"
    title = "困难认定"
    nouns: ClassVar[frozenset[str]] = frozenset(
        {"certifications", "certification_steps", "families", "family_members", "seekers", "answers", "letters"}
        | {"service_log", "memberships"}
    )

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self._text = ""
        self._left, self._right = QStackedWidget(self), QStackedWidget(self)
        self.board = Board(room, self._left)
        self.case, self.family = CaseSide(room, self._right), FamilySide(room, self._right)
        self.forms = Forms(room, self._left, self.board, self.case, self.family)
        self._make_actions()
        self.case.add_actions(self.step, self.print_it)
        self.family.add_actions(self.clear, self.edit_family, self.print_family)
        self.bar = ActionBar(self._of_case, room.look, self.board)
        self.family_bar = ActionBar(self._of_family, room.look, self.board)
        self.board.add_bars(self.bar, self.family_bar)
        help_ = "窗口有人来申请，按“新申请”；已有名册的，到“导入”里整批导入。"
        self.empty = EmptyNote(room.look, "还没有困难认定。", self.new, help_, self._left)
        self.choosing = Choosing(room, self._left)
        for widget in (self.board, self.empty, self.choosing):
            self._left.addWidget(widget)
        nothing = EmptyNote(room.look, "选中一行，这里显示认定的步骤和家庭。", parent=self._right)
        for part in (nothing, self.case, self.family):
            self._right.addWidget(part)
        self.split(self._left, self._right)
        self.add_search("搜索姓名、拼音首字母、证件号、村", self._search)
        self.header.add_primary(self.new)
        for action in (self.new_family, self.blank):
            self.header.add_more(action)
        self._add_filters()
        self._connect()

    def _make_actions(self) -> None:
        board = self.board
        cases, families = board.cases, board.families
        state = board.state
        head = self.room.desk.actor.role is Role.SUPERVISOR
        self.new = Action(id="new-case", title="新申请", run=self.apply, shortcut="Ctrl+N", icon="plus")
        self.step = Action(
            id="next-step", title="登记下一步", run=self.next_step, shortcut="N", icon="arrow-right", on=cases,
            enabled=lambda: bool(STEPS.get(state())),
        )  # fmt: skip
        self.give_back = Action(
            id="return", title="不同意", run=self.refuse, shortcut="T", icon="undo-2", on=cases,
            enabled=lambda: state() == "certified" or next(iter(STEPS.get(state(), ())), "") in RETURNING,
        )  # fmt: skip
        self.edit = Action(
            id="edit-case", title="编辑", run=self.forms.edit_case, shortcut="E", icon="pencil", on=cases,
            enabled=lambda: bool(state()),
        )  # fmt: skip
        self.print_it = Action(
            id="print-case", title="打印", run=self.print_papers, shortcut="P", icon="printer", on=cases,
            enabled=lambda: board.table is not families and bool(board.uids()),
        )  # fmt: skip
        self.leave = Action(
            id="exit", title="退出", run=self.end, shortcut="X", icon="ban", on=cases,
            enabled=lambda: head and state() == "certified",
        )  # fmt: skip
        self.decide = Action(
            id="decide-exit", title="办理退出", run=self.end, shortcut="X", on=board.exits,
            enabled=lambda: head and board.proposal is not None,
        )  # fmt: skip
        some = lambda: board.table is families and bool(board.current)  # noqa: E731  # two actions ask it
        self.new_family = Action(
            id="new-family", title="登记零就业家庭", run=self.forms.enter_family, shortcut="Ctrl+Shift+N"
        )
        self.clear = Action(
            id="clear-family", title="销号", run=self.forms.clear_family, shortcut="R",
            icon="circle-check", on=families, enabled=board.may_clear,
        )  # fmt: skip
        self.edit_family = Action(
            id="edit-family", title="编辑", run=self.forms.change_family, shortcut="E", icon="pencil",
            on=families, enabled=some,
        )  # fmt: skip
        self.print_family = Action(
            id="print-family", title="打印", run=self.print_plan, shortcut="P", icon="printer", on=families,
            enabled=some,
        )  # fmt: skip
        self.drop_family = Action(
            id="remove-family", title="删除", run=self.forms.drop_family, shortcut="Del", icon="trash-2", on=families,
            enabled=some,
        )  # fmt: skip
        self.blank = Action(id="blank-form", title="打印空白认定表、承诺书", run=self.print_blank)
        turn = Action(id="next-list", title="换一张名单", run=self._turn, shortcut="Ctrl+Tab")
        self._of_case = (self.step, self.give_back, self.edit, self.print_it, self.leave)
        self._of_family = (self.clear, self.edit_family, self.print_family, self.drop_family)
        self.install(
            *(self.new, self.new_family, self.blank, turn),
            *(*self._of_case, self.decide, *self._of_family, cases.sort_action),
        )

    def _add_filters(self) -> None:
        codes = self.room.desk.codes
        self.filters.add("state", "步骤", [(one.code, one.label) for one in codes["hardship_state"]])
        self.filters.add("category_code", "类别", [(one.code, one.label) for one in codes["hardship_category"]])
        self.filters.add("late", "期限", [("late", "已逾期")])
        self.filters.add("clock_state", "零就业家庭", [(code, word) for code, (word, _) in CLOCKS.items()])

    def _connect(self) -> None:
        board = self.board
        self.filters.changed.connect(self._look_up)
        board.chosen.connect(self._show_chosen)
        board.picked.connect(self._update_actions)
        board.counted.connect(self._counted)
        board.cases.opened.connect(lambda _: self.case.tabs.tabBar().setFocus())
        board.families.opened.connect(lambda _: self.family.members.table.setFocus())
        board.exits.opened.connect(lambda _: self.decide.try_run())
        self.choosing.taken.connect(self.forms.apply_for)
        self.choosing.closed.connect(self.forms.back_to_list)
        for side in (self.case, self.family):
            side.members.edit.connect(partial(self.forms.enter_member, side))
            side.members.drop.connect(self.forms.drop_member)

    # Reading

    def refresh(self) -> None:
        """Read the three lists and what is shown anew."""
        self.board.read_again()
        self._show_chosen()

    def show_record(self, uid: str) -> None:
        """Show a certification, a family, or the certification of a person (or the form of a new one)."""
        if not self.may_leave():
            return
        self.filters.clear()
        if self.header.search:
            self.header.search.clear()
        desk = self.room.desk

        def show(found: tuple[str, str, str]) -> None:
            kind, key, name = found
            if kind == "seeker":
                self.forms.apply_for(key, name)
            else:
                self.board.open(0)
                self.board.choose(key, family=kind == "family")
                self.board.table.setFocus()

        self.room.tasks.run(
            lambda _: desk.hardship.place_of(desk.actor, uid), show, owner=self, what="打开", key="place"
        )

    def may_leave(self) -> bool:
        """Asks where something is not saved."""
        if self._left.currentWidget() is self.choosing:
            self.forms.back_to_list()
        return self.forms.may_close()

    def first_focus(self) -> QWidget | None:
        """The list, where single letters work."""
        return self.board.table

    def _turn(self) -> None:
        if self._left.currentWidget() is self.board:
            self.board.turn()

    def _search(self, text: str) -> None:
        self._text = text
        self._look_up()

    def _look_up(self) -> None:
        self.board.look_up(self._text, self.filters.chosen())

    def _counted(self) -> None:
        self.header.set_count(self.board.words())
        if self._left.currentWidget() in (self.board, self.empty):
            self._left.setCurrentWidget(self.empty if self.board.empty else self.board)
        self._update_actions()

    def _show_chosen(self) -> None:
        desk, uid = self.room.desk, self.board.current
        hardship = desk.hardship
        if not uid:
            self._right.setCurrentIndex(0)
            self._update_actions()
        elif self.board.table is self.board.families:
            self.room.tasks.run(
                lambda _: hardship.families.file(desk.actor, uid),
                self._show_family,
                owner=self,
                what="打开",
                key="file",
            )
        else:
            self.room.tasks.run(
                lambda _: hardship.file(desk.actor, uid), self._show_case, owner=self, what="打开", key="file"
            )

    def _show_case(self, file: CaseFile) -> None:
        self.case.show_file(file)
        self._right.setCurrentWidget(self.case)
        self._update_actions()

    def _show_family(self, file: FamilyFile) -> None:
        self.family.show_file(file, facts_of(file.family, self.room.desk.codes))
        self._right.setCurrentWidget(self.family)
        self._update_actions()

    def _update_actions(self) -> None:
        count = len(self.board.table.selected())
        words = f"选中 {count} 行" if count > 1 else ""
        self.bar.update_state(words)
        self.family_bar.update_state(words)
        self.case.update_state()
        self.family.update_state()

    # Steps

    def apply(self) -> None:
        """Ctrl+N: who applies?"""
        if self.forms.entry is None:
            self._left.setCurrentWidget(self.choosing)
            self.choosing.begin()

    def next_step(self) -> None:
        """N: the step that is due, for all that are selected."""
        self.forms.take_step(STEPS[self.board.state()][0])

    def refuse(self) -> None:
        """T: 不同意 at the step that is due: 退回, or 年审 that is not passed."""
        self.forms.take_step(STEPS[self.board.state()][0], REFUSED)

    def end(self) -> None:
        """X: 退出, by the head; what is proposed stands there already."""
        row, codes = self.board.proposal, self.room.desk.codes["hardship_exit"]
        first = {"reason": codes.label(row.proposal.reason), "basis": row.proposal.basis} if row else {}
        self.forms.take_step("exit", first=first)

    # Papers

    def print_papers(self) -> None:
        """P: which paper, for all that are selected."""
        kinds = [(kind, word) for kind, word in PAPERS.items() if kind != "plan"]
        kind = self.room.ask.choose("打印", "打印哪一种？公示只印姓名、性别、年龄、类别。", kinds)
        if kind:
            self._hand_out(kind, self.board.uids())

    def print_plan(self) -> None:
        """P: 一户一策 of the selected families."""
        self._hand_out("plan", self.board.uids())

    def print_blank(self) -> None:
        """Blank forms for the counter."""
        kinds = [(kind, PAPERS[kind]) for kind in ("form", "undertaking")]
        kind = self.room.ask.choose("打印空白表", "打印哪一种？", kinds)
        if kind:
            self._hand_out(kind, [])

    def _hand_out(self, kind: str, uids: Sequence[str]) -> None:
        desk = self.room.desk

        def given() -> None:
            self.room.tasks.run(
                lambda _: desk.hardship.printed(desk.actor, kind, uids), lambda _: None, owner=self, what="登记打印"
            )

        title = f"{PAPERS[kind]}{'' if uids else '（空白）'}"
        hand_out(self.room, title, lambda _: desk.hardship.paper(desk.actor, kind, uids), given if uids else None)
