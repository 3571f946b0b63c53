"""用人单位: the employers, the reports of the sample, the problems; one detail beside whichever list is looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar
from urllib.parse import parse_qsl

from PySide6.QtWidgets import QWidget

from desk_app.domain.own.office import OWN_NOUNS
from desk_app.domain.progress import Progress
from desk_app.services.problems import ProblemFile
from desk_app.ui.kit.actions import Action
from desk_app.ui.kit.columns import ColumnChoice
from desk_app.ui.kit.page import Page, Room
from desk_app.ui.pages.employers import actions
from desk_app.ui.pages.employers.detail import REPORTS, Details
from desk_app.ui.pages.employers.left import Left
from desk_app.ui.pages.employers.papers import Papers
from desk_app.ui.pages.employers.steps import EmployerSteps, ProblemSteps
from desk_app.ui.pages.employers.views import FIRMS, LABOUR, PROBLEMS

_VIEWS = {"labour": LABOUR, "problems": PROBLEMS}


class EmployersPage(Page):
    """用人单位."""

    name = "employers"
    title = "用人单位"
    nouns: ClassVar[frozenset[str]] = frozenset(
        {
            "employers",
            "employer_papers",
            "labour_reports",
            "problems",
            "problem_steps",
            "posts",
            "letters",
            *OWN_NOUNS,
        }
    )

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self._text = ""
        self._wanted = ""  # a record to show as soon as the lists are read
        self._lay_out(room)
        left, table = self.left, self.lists.tables
        self.firm_steps = EmployerSteps(room, table[FIRMS], self.lists.firms, self)
        settling, papers = ProblemSteps(room, self.details.problem_shown, self), Papers(room, left)
        self.new = Action(id="new-employer", title="新增单位", run=left.add, shortcut="Ctrl+N", icon="plus")
        more = actions.seldom(table[FIRMS], self.firm_steps, papers)
        groups = (
            actions.of_firms(table[FIRMS], left, self.firm_steps),
            actions.of_labour(table[LABOUR], left, papers),
            actions.of_problems(table[PROBLEMS], settling, papers),
        )
        unseen = (
            Action(id="sort-employers", title="换一种排序", run=self.lists.ask_sort, shortcut="Ctrl+Shift+S"),
            Action(id="other-view", title="换到下一张表", run=self.lists.switch, shortcut="Ctrl+J"),
            Action(id="edit-problem", title="修改问题", run=left.edit_problem, shortcut="E", on=table[PROBLEMS]),
            Action(
                id="employer-of-problem",
                title="打开提出问题的单位",
                run=self.open_firm,
                shortcut="O",
                on=table[PROBLEMS],
            ),
            Action(
                id="drop-paper", title="取消查验", run=self.drop_paper, shortcut="Del", on=self.details.employer.papers
            ),
        )
        self.lists.add_bars(groups, room)
        self.columns = ColumnChoice(self.lists.tables[FIRMS], self)
        self.filters.add_end(self.columns)
        self.install(self.columns.action)
        self.add_search("搜索单位、拼音首字母、信用代码、联系人、电话", self._search)
        self.header.add_primary(self.new)
        for action in more:
            self.header.add_more(action)
        self.install(self.new, *more, *(one for group in groups for one in group), *unseen)
        self._connect()

    # Building

    def _lay_out(self, room: Room) -> None:
        self.details = Details(room, self._reveal, self)
        self.left = Left(room, self.details, self._reveal, self)
        self.lists = self.left.lists
        self.split(self.left, self.details, right_width=420)

    def _connect(self) -> None:
        lists, side = self.lists, self.details.employer
        self.filters.changed.connect(self._look_up)
        lists.turned.connect(self._turned)
        lists.chosen.connect(self._chosen)
        lists.opened.connect(self._opened)
        lists.counted.connect(self._counted)
        lists.picked.connect(lists.update_bar)
        side.post_opened.connect(lambda uid: self.room.go("posts", uid))
        side.paper_opened.connect(self.left.see_paper)
        side.report_opened.connect(self.left.add_report)
        side.problem_opened.connect(self.show_record)
        side.branch_opened.connect(self.show_record)
        self.left.saved.connect(self._saved)
        self.left.closed.connect(lambda: self._chosen(lists.table.current()))
        self.left.entering_changed.connect(self._filters)
        self.left.elsewhere.connect(self.show_record)

    def _reveal(self, name: str, take: Callable[[str], None]) -> None:
        """Show a masked number for a while; it is registered."""
        desk = self.room.desk
        uid = self.left.form.uid if self.left.entering else self.details.employer.uid
        if uid:
            shown = uid
            self.room.tasks.run(
                lambda _: desk.employers.reveal(desk.actor, shown, name), take, owner=self, what="查看", key="reveal"
            )

    # Reading

    def refresh(self) -> None:
        """Read the lists and what is shown beside them."""
        self.lists.forget()
        self.columns.offer_columns("employers")
        self._filters()
        self._look_up()
        if self.details.currentWidget() is self.details.employer:
            self._show_employer(self.details.employer.uid)
        elif self.details.currentWidget() is self.details.problem:
            self._show_problem(self.details.problem.uid)

    def _filters(self) -> None:
        listed = self.lists.filters(self.room.desk.codes)
        self.filters.keep_only("", listed)
        for name, (label, options) in listed.items():
            self.filters.add(name, label, options)
        self.filters.setVisible(not self.left.entering)

    def _search(self, text: str) -> None:
        self._text = text
        self._look_up()

    def _look_up(self) -> None:
        self.lists.look_up(self._text, self.filters.chosen())

    def _counted(self) -> None:
        self.header.set_count(self.lists.words())
        self.left.show_lists()
        if self._wanted in self.lists.firms.lines or self._wanted in self.lists.troubles.lines:
            self.show_record(self._wanted)

    def _turned(self, view: int) -> None:
        self._filters()
        self._look_up()
        self.lists.table.setFocus()
        self._chosen(self.lists.table.current())
        self._counted()

    def _chosen(self, uid: Any) -> None:
        if not uid:
            self.details.show_nothing()
        elif self.lists.view == PROBLEMS:
            self._show_problem(uid)
        else:
            self._show_employer(uid, REPORTS if self.lists.view == LABOUR else None)

    def _opened(self, _uid: Any) -> None:
        if self.lists.view == LABOUR:
            self.left.fill_report()
        else:
            side = self.details.problem if self.lists.view == PROBLEMS else self.details.employer
            side.tabs.tabBar().setFocus()

    def _show_employer(self, uid: str, tab: int | None = None) -> None:
        desk, details = self.room.desk, self.details

        def read(_: Progress) -> Any:
            return (
                desk.employers.file(desk.actor, uid),
                desk.labour.of_firm(desk.actor, uid),
                desk.problems.lines(desk.actor, uid),
            )

        def show(found: Any) -> None:
            details.employer.show_file(*found)
            if tab is not None:
                details.employer.tabs.setCurrentIndex(tab)
            self._show(details.employer)

        self._open("打开单位", read, show)

    def _show_problem(self, uid: str) -> None:
        desk, details = self.room.desk, self.details

        def show(file: ProblemFile) -> None:
            details.problem.show_problem(file)
            self._show(details.problem)

        self._open("打开问题", lambda _: desk.problems.file(desk.actor, uid), show)

    def _show(self, side: QWidget) -> None:
        self.details.setCurrentWidget(side)
        self.lists.update_bar()

    def _open(self, what: str, read: Callable[[Progress], Any], show: Callable[[Any], None]) -> None:
        """What is gone by now is not shown."""
        gone = self.details.show_nothing
        self.room.tasks.run(read, show, failed=lambda _: gone(), owner=self, what=what, key="detail")

    def show_record(self, uid: str) -> None:
        """Show an employer or a problem, whatever is searched and filtered."""
        if self.left.entering and not self.may_leave():
            return
        lists = self.lists
        view = PROBLEMS if uid in lists.troubles.lines else FIRMS
        self._wanted = "" if uid in lists.troubles.lines or uid in lists.firms.lines else uid
        if self._wanted:
            return
        if self.header.search:
            self.header.search.clear()
        lists.show_view(view)
        if self.filters.chosen():
            self.filters.clear()
        lists.table.choose(uid)
        if view == PROBLEMS:
            self._show_problem(uid)
        else:
            self._show_employer(uid)

    def show_list(self, place: str) -> None:
        """A list, or "list=problems".

        "name=某厂&phone=…" enters this employer, and goes back to the post that waits for it.
        """
        what, _, name = place.partition("=")
        if what == "name":
            self.left.enter_first(dict(parse_qsl(place)))
        elif what == "list":
            self.lists.show_view(_VIEWS.get(name, FIRMS))
        else:
            super().show_list(place)

    def drop_paper(self) -> None:
        """Delete, in the list of papers: it was not seen after all."""
        side = self.details.employer
        kind = side.papers.current()
        if side.file and kind:
            self.firm_steps.drop_paper(side.file, kind)

    def open_firm(self) -> None:
        """O: the employer who is troubled."""
        file = self.details.problem_shown()
        if file:
            self.show_record(file.line.problem.employer_uid)

    def _saved(self, uid: str, sentence: str, tab: int) -> None:
        self.room.ask.tell(sentence, undo=True)
        if tab < 0:
            self.show_record(uid)
        else:
            self._show_employer(uid, tab)

    def first_focus(self) -> QWidget | None:
        """The form that was begun from elsewhere, or the search line."""
        form = self.left.currentWidget()
        return form.focusWidget() if form and self.left.entering else super().first_focus()

    def may_leave(self) -> bool:
        """Asks where something is not saved."""
        return self.left.may_leave()
