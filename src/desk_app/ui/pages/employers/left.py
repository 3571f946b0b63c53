"""The left side: the lists, a word where there is nothing, and the forms that come in their place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desk_app.domain.progress import Progress
from desk_app.ui.kit.actions import Action
from desk_app.ui.kit.entering import Entry
from desk_app.ui.kit.forms import Reveal
from desk_app.ui.kit.notes import EmptyNote
from desk_app.ui.kit.page import Room
from desk_app.ui.pages.employers.detail import PAPERS, REPORTS, Details
from desk_app.ui.pages.employers.entering import EmployerEntry, PaperEntry, ProblemEntry, ReportEntry
from desk_app.ui.pages.employers.views import FIRMS, LABOUR, Lists

_LISTS, _EMPTY = 0, 1  # the forms come after these


class Left(QStackedWidget):
    """Lists or a form; the forms are begun here."""

    saved = Signal(str, str, int)  # the uid, a sentence, the tab that shows it (-1: any)
    closed = Signal()
    elsewhere = Signal(str)
    entering_changed = Signal()

    def __init__(self, room: Room, details: Details, reveal: Reveal, parent: QWidget) -> None:
        super().__init__(parent)
        self._room, self._details = room, details
        self._post_waits = False  # on its page, for the employer that is being entered
        self.lists = Lists(room, self)
        self.form, self.paper = EmployerEntry(room, reveal, self), PaperEntry(room, self)
        self.report, self.problem = ReportEntry(room, self), ProblemEntry(room, self)
        self.empty = EmptyNote(
            room.look,
            "还没有用人单位。",
            Action(id="import-employers", title="去导入企业名单", run=lambda: room.go("intake", ""), icon="file-input"),
            "企业登记名单到“导入”里整批导入；只有一两家的，按 Ctrl+N 新增。",
            self,
        )
        for part in (self.lists, self.empty):
            self.addWidget(part)
        for form, tab in ((self.form, -1), (self.paper, PAPERS), (self.report, REPORTS), (self.problem, -1)):
            self.addWidget(form)
            form.closed.connect(self._form_closed)
            form.saved.connect(lambda uid, words, tab=tab: self.saved.emit(uid, words, tab))
            form.elsewhere.connect(self.elsewhere)
        self.report.saved.connect(lambda _uid, _words: self._report_kept())

    def _report_kept(self) -> None:
        """What troubles the firm goes to the ledger of problems, if the clerk says so."""
        words, firm = self.report.difficulties, self.report.uid
        line = self.lists.firms.lines.get(firm or "")
        if words and line and self._room.ask.confirm(f"监测表里写了：{words}", "登记为企业问题"):
            self._enter(self.problem)
            self.problem.begin_new(line.uid, line.name, words)

    @property
    def entering(self) -> bool:
        """Whether a form is open."""
        return self.currentIndex() > _EMPTY

    def show_lists(self) -> None:
        """Show the lists, or the word where there is no employer; an open form stays."""
        if not self.entering:
            self.setCurrentIndex(_LISTS if self.lists.firms.lines else _EMPTY)

    def may_leave(self) -> bool:
        """Asks where something is not saved."""
        form = self.currentWidget()
        return form.leave() if isinstance(form, Entry) else True

    def _enter(self, form: Entry) -> None:
        self._post_waits = False
        self.setCurrentWidget(form)
        self.entering_changed.emit()

    def _form_closed(self) -> None:
        self.setCurrentIndex(_LISTS if self.lists.firms.lines else _EMPTY)
        self.entering_changed.emit()
        self.lists.table.setFocus()
        self.closed.emit()
        if self._post_waits:
            self._post_waits = False
            self._room.go("posts", f"?resume={quote(self.form.name)}")

    @property
    def firm(self) -> str:
        """The uid of the employer that is meant: of the current row, or of the one that is shown."""
        view = self.lists.view
        return (self.lists.table.current() if view in (FIRMS, LABOUR) else self._details.employer.uid) or ""

    def add(self, known: Mapping[str, str] | None = None) -> None:
        """Ctrl+N: a new employer."""
        if self.may_leave():
            self._enter(self.form)
            self.form.begin_new(known or {})

    def change(self) -> None:
        """E: change the current employer."""
        desk, uid = self._room.desk, self.firm

        def begin(file: Any) -> None:
            self._enter(self.form)
            self.form.begin_old(file)

        self._open("打开单位", lambda _: desk.employers.file(desk.actor, uid), begin)

    def enter_first(self, known: Mapping[str, str]) -> None:
        """A new employer whose post waits on the other page: it is gone back to afterwards."""
        if self.may_leave():
            self.add(known)
            self._post_waits = True

    def add_post(self) -> None:
        """P: a new post of the current employer, on the page of the posts."""
        line = self.lists.firms.lines.get(self.firm)
        if line:
            self._room.go("posts", f"?new={quote(line.name)}")

    def see_paper(self, kind: str = "") -> None:
        """M: a paper lies on the desk; which one is asked where it is not named, those that are lacking first."""
        file, codes = self._details.employer.file, self._room.desk.codes["employer_paper"]
        if file is None:
            return
        if not kind:
            options = [(one.kind, codes.label(one.kind)) for one in sorted(file.papers, key=lambda one: one.is_good)]
            kind = self._room.ask.choose("查验材料", f"{file.employer.name}交来了哪一项材料？", options) or ""
        if kind:
            self._enter(self.paper)
            self.paper.begin_paper(file, kind)

    def fill_report(self) -> None:
        """E, in the list of the sample: the current firm's report of the period that is looked at."""
        self.add_report(self.lists.period)

    def add_report(self, period: str = "") -> None:
        """R: the current firm's report of the period that is reported now, or of another one."""
        desk, uid = self._room.desk, self.firm
        wanted = period or desk.labour.current(desk.actor)

        def begin(found: Any) -> None:
            self._enter(self.report)
            self.report.begin_report(*found)

        def read(_: Progress) -> Any:
            name = desk.employers.file(desk.actor, uid).employer.name
            return desk.labour.start(desk.actor, uid, wanted), name

        if uid:
            self._open("打开监测表", read, begin)

    def add_problem(self) -> None:
        """W: a problem of the current employer."""
        line = self.lists.firms.lines.get(self.firm)
        if line and self.may_leave():
            self._enter(self.problem)
            self.problem.begin_new(line.uid, line.name)

    def edit_problem(self) -> None:
        """E, in the list of problems: word it anew."""
        file = self._details.problem_shown()
        if file and self.may_leave():
            self._enter(self.problem)
            self.problem.begin_old(file.line.problem)

    def _open(self, what: str, read: Callable[[Progress], Any], begin: Callable[[Any], None]) -> None:
        self._room.tasks.run(read, begin, owner=self, what=what, key="edit")
