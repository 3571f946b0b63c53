"""用人单位: the employers, the reports of the sample, the problems; one detail beside whichever list is looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar
from urllib.parse import quote, unquote

from PySide6.QtWidgets import QStackedWidget, QWidget

from desk_app.domain.labour_reports import period_words
from desk_app.domain.progress import Progress
from desk_app.services.problems import ProblemFile
from desk_app.ui.kit.actions import Action
from desk_app.ui.kit.entering import Entry
from desk_app.ui.kit.handing import hand_out
from desk_app.ui.kit.notes import EmptyNote
from desk_app.ui.kit.page import Page, Room
from desk_app.ui.pages.employers import actions
from desk_app.ui.pages.employers.detail import PAPERS, REPORTS, Details
from desk_app.ui.pages.employers.entering import EmployerEntry, PaperEntry, ProblemEntry, ReportEntry
from desk_app.ui.pages.employers.steps import EmployerSteps, ProblemSteps
from desk_app.ui.pages.employers.views import FIRMS, LABOUR, PROBLEMS, Lists

_LISTS, _EMPTY = 0, 1  # what stands at the left; the forms come after these
_VIEWS = {"labour": LABOUR, "problems": PROBLEMS}


class EmployersPage(Page):
    """用人单位."""

    name = "employers"
    title = "用人单位"
    nouns: ClassVar[frozenset[str]] = frozenset(
        {"employers", "employer_papers", "labour_reports", "problems", "problem_steps", "posts", "letters"}
    )

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self._text = ""
        self._wanted = ""  # a record to show as soon as the lists are read
        self._post_waits = False  # on its page, for the employer that is being entered
        self._lay_out(room)
        self.firm_steps = EmployerSteps(room, self.lists.tables[FIRMS], self.lists.firms, self)
        self.problem_steps = ProblemSteps(room, self._problem_shown, self)
        self.new = Action(id="new-employer", title="新增单位", run=self.add, shortcut="Ctrl+N", icon="plus")
        groups = (actions.of_firms(self), actions.of_labour(self), actions.of_problems(self))
        self.lists.add_bars(groups, room)
        self.add_search("搜索单位、拼音首字母、信用代码、联系人、电话", self._search)
        self.header.add_primary(self.new)
        more = actions.seldom(self)
        for action in more:
            self.header.add_more(action)
        self.install(self.new, *more, *(one for group in groups for one in group), *actions.unseen(self))
        self.install(self.lists.tables[FIRMS].sort_action)
        self._connect()

    # Building

    def _lay_out(self, room: Room) -> None:
        self.left = QStackedWidget(self)
        self.lists = Lists(room, self.left)
        self.details = Details(room, self._reveal, self)
        self.form, self.paper = EmployerEntry(room, self._reveal, self.left), PaperEntry(room, self.left)
        self.report, self.problem = ReportEntry(room, self.left), ProblemEntry(room, self.left)
        self.forms: tuple[Entry, ...] = (self.form, self.paper, self.report, self.problem)
        self.empty = EmptyNote(
            room.look,
            "还没有用人单位。",
            Action(id="import-employers", title="去导入企业名单", run=lambda: room.go("intake", ""), icon="file-input"),
            "企业登记名单到“导入”里整批导入；只有一两家的，按 Ctrl+N 新增。",
            self.left,
        )
        for part in (self.lists, self.empty, *self.forms):
            self.left.addWidget(part)
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
        side.paper_opened.connect(self.see_paper)
        side.report_opened.connect(self.add_report)
        side.problem_opened.connect(self.show_record)
        side.branch_opened.connect(self.show_record)
        for form in self.forms:
            form.closed.connect(self._form_closed)
        self.form.saved.connect(self._saved)
        self.paper.saved.connect(lambda uid, words: self._saved(uid, words, PAPERS))
        self.report.saved.connect(lambda uid, words: self._saved(uid, words, REPORTS))
        self.problem.saved.connect(self._saved)
        self.form.elsewhere.connect(self.show_record)

    def _reveal(self, name: str, take: Callable[[str], None]) -> None:
        """Show a masked number for a while; it is registered."""
        desk = self.room.desk
        uid = self.form.uid if self._entering else self.details.employer.uid
        if uid:
            shown = uid
            self.room.tasks.run(
                lambda _: desk.employers.reveal(desk.actor, shown, name), take, owner=self, what="查看", key="reveal"
            )

    # Reading

    def refresh(self) -> None:
        """Read the lists and what is shown beside them."""
        self.lists.forget()
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
        self.filters.setVisible(not self._entering)

    def _search(self, text: str) -> None:
        self._text = text
        self._look_up()

    def _look_up(self) -> None:
        self.lists.look_up(self._text, self.filters.chosen())

    def _counted(self) -> None:
        self.header.set_count(self.lists.words())
        if not self._entering:
            self.left.setCurrentIndex(_LISTS if self.lists.firms.lines else _EMPTY)
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
            self.fill_report()
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

        self._open("打开单位", "detail", read, show)

    def _show_problem(self, uid: str) -> None:
        desk, details = self.room.desk, self.details

        def show(file: ProblemFile) -> None:
            details.problem.show_problem(file)
            self._show(details.problem)

        self._open("打开问题", "detail", lambda _: desk.problems.file(desk.actor, uid), show)

    def _show(self, side: QWidget) -> None:
        self.details.setCurrentWidget(side)
        self.lists.update_bar()

    def _open(self, what: str, key: str, read: Callable[[Progress], Any], show: Callable[[Any], None]) -> None:
        gone = lambda _: self.details.show_nothing()  # noqa: E731  # what is gone is not shown
        self.room.tasks.run(read, show, failed=gone if key == "detail" else None, owner=self, what=what, key=key)

    def _problem_shown(self) -> ProblemFile | None:
        side = self.details.problem
        return side.file if self.details.currentWidget() is side else None

    def show_record(self, uid: str) -> None:
        """Show an employer or a problem, whatever is searched and filtered."""
        if self._entering and not self.may_leave():
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
        """A list, or "list=problems"; "first=某厂" enters this employer and goes back to the post that waits for it."""
        what, _, name = place.partition("=")
        if what == "first":
            if self.may_leave():
                self.add(unquote(name))
                self._post_waits = True
        elif what == "list":
            self.lists.show_view(_VIEWS.get(name, FIRMS))
        else:
            super().show_list(place)

    # Entering

    @property
    def _entering(self) -> bool:
        return self.left.currentIndex() > _EMPTY

    def _enter(self, form: Entry) -> None:
        self._post_waits = False
        self.left.setCurrentWidget(form)
        self.filters.hide()

    def add(self, name: str = "") -> None:
        """Ctrl+N: a new employer."""
        if self.may_leave():
            self._enter(self.form)
            self.form.begin_new(name)

    @property
    def _firm(self) -> str:
        """The uid of the employer that is meant: of the current row, or the one that is shown."""
        view = self.lists.view
        return (self.lists.table.current() if view in (FIRMS, LABOUR) else self.details.employer.uid) or ""

    def change(self) -> None:
        """E: change the current employer."""
        desk, uid = self.room.desk, self._firm

        def begin(file: Any) -> None:
            self._enter(self.form)
            self.form.begin_old(file)

        self._open("打开单位", "edit", lambda _: desk.employers.file(desk.actor, uid), begin)

    def add_post(self) -> None:
        """P: a new post of the current employer, on the page of the posts."""
        line = self.lists.firms.lines.get(self._firm)
        if line:
            self.room.go("posts", f"?new={quote(line.name)}")

    def see_paper(self, kind: str = "") -> None:
        """M: a paper lies on the desk; which one is asked where it is not named, those that are lacking first."""
        file, codes = self.details.employer.file, self.room.desk.codes["employer_paper"]
        if file is None:
            return
        if not kind:
            options = [(one.kind, codes.label(one.kind)) for one in sorted(file.papers, key=lambda one: one.is_good)]
            kind = self.room.ask.choose("查验材料", f"{file.employer.name}交来了哪一项材料？", options) or ""
        if kind:
            self._enter(self.paper)
            self.paper.begin_paper(file, kind)

    def drop_paper(self) -> None:
        """Delete, in the list of papers: it was not seen after all."""
        side = self.details.employer
        kind = side.papers.current()
        if side.file and kind:
            self.firm_steps.drop_paper(side.file, kind)

    def fill_report(self) -> None:
        """E, in the list of the sample: the current firm's report of the period that is looked at."""
        self.add_report(self.lists.period)

    def add_report(self, period: str = "") -> None:
        """R: the current firm's report of the period that is reported now, or of another one."""
        desk, uid = self.room.desk, self._firm
        wanted = period or desk.labour.current(desk.actor)

        def begin(found: Any) -> None:
            self._enter(self.report)
            self.report.begin_report(*found)

        def read(_: Progress) -> Any:
            name = desk.employers.file(desk.actor, uid).employer.name
            return desk.labour.start(desk.actor, uid, wanted), name

        if uid:
            self._open("打开监测表", "edit", read, begin)

    def add_problem(self) -> None:
        """W: a problem of the current employer."""
        line = self.lists.firms.lines.get(self._firm)
        if line and self.may_leave():
            self._enter(self.problem)
            self.problem.begin_new(line.uid, line.name)

    def edit_problem(self) -> None:
        """E, in the list of problems: word it anew."""
        file = self._problem_shown()
        if file and self.may_leave():
            self._enter(self.problem)
            self.problem.begin_old(file.line.problem)

    def open_firm(self) -> None:
        """O: the employer who is troubled."""
        file = self._problem_shown()
        if file:
            self.show_record(file.line.problem.employer_uid)

    def _saved(self, uid: str, sentence: str, tab: int | None = None) -> None:
        self.room.ask.tell(sentence, undo=True)
        if tab is None:
            self.show_record(uid)
        else:
            self._show_employer(uid, tab)

    def _form_closed(self) -> None:
        self.left.setCurrentIndex(_LISTS if self.lists.firms.lines else _EMPTY)
        self.filters.show()
        self.lists.table.setFocus()
        self._chosen(self.lists.table.current())
        if self._post_waits:
            self._post_waits = False
            self.room.go("posts", f"?resume={quote(self.form.name)}")

    def may_leave(self) -> bool:
        """Asks where something is not saved."""
        form = self.left.currentWidget()
        return form.leave() if isinstance(form, Entry) else True

    # Paper

    def choose_period(self) -> None:
        """Q: another period of the sample."""
        desk = self.room.desk
        options = [(one, period_words(one)) for one in desk.labour.periods(desk.actor)]
        period = self.room.ask.choose("换一期", "看哪一期的用工监测？", options)
        if period:
            self.lists.show_period(period)

    def print_form(self) -> None:
        """Ctrl+P: the form of registration of the current employer."""
        desk, uid = self.room.desk, self._firm
        if uid:
            hand_out(self.room, "招聘登记表", lambda _: desk.employers.registration(desk.actor, uid))

    def print_register(self) -> None:
        """Ctrl+P, in the list of the sample: its register."""
        desk, period = self.room.desk, self.lists.period
        hand_out(self.room, f"用工监测表 {period}", lambda _: desk.labour.register(desk.actor, period))

    def print_sheet(self) -> None:
        """T: the current firm's sheet, filled in or blank."""
        desk, uid, period = self.room.desk, self._firm, self.lists.period
        if uid:
            hand_out(self.room, f"单位用工监测表 {period}", lambda _: desk.labour.sheet(desk.actor, uid, period))

    def print_ledger(self) -> None:
        """Ctrl+P, in the list of problems: those that are shown."""
        desk, uids = self.room.desk, list(self.lists.troubles.shown)
        hand_out(self.room, "企业问题台账", lambda _: desk.problems.ledger(desk.actor, uids))

    def export(self) -> None:
        """X: the register as a workbook."""
        desk, period = self.room.desk, self.lists.period
        out = self.room.ask.save_file("导出用工监测表", f"用工监测表{period}.xlsx")
        if out:
            self.room.tasks.run(
                lambda _: desk.labour.export(desk.actor, period, out),
                lambda count: self.room.ask.tell(f"已导出 {count} 家企业到 {out.name}。"),
                owner=self,
                what="导出用工监测表",
            )
