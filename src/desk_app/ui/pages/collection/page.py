"""岗位征集: tasks, projects and progress."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desk_app.domain.collection.figures import Row
from desk_app.domain.collection.lists import ProjectFile
from desk_app.domain.finding import Query
from desk_app.services.collection import Done
from desk_app.ui.kit.actions import Action, ActionBar
from desk_app.ui.kit.notes import EmptyNote
from desk_app.ui.kit.page import Page, Room
from desk_app.ui.kit.tables import Table
from desk_app.ui.pages.collection.charges import ask_charges
from desk_app.ui.pages.collection.entering import ProjectEntry
from desk_app.ui.pages.collection.layout import PROJECT_COLUMNS, TASK_COLUMNS
from desk_app.ui.pages.collection.lists import LATE, NOBODY, project_source, task_source
from desk_app.ui.pages.collection.progress import ProgressTable
from desk_app.ui.pages.collection.showing import ENTERING, Details
from desk_app.ui.pages.collection.steps import TaskSteps

TASKS, PROJECTS, PROGRESS = 0, 1, 2
_LISTS, _EMPTY, _FORM = 0, 1, 2  # what stands at the left


class CollectionPage(Page):
    """岗位征集."""

    name = "collection"
    title = "岗位征集"
    nouns: ClassVar[frozenset[str]] = frozenset(
        {"collections", "collection_contacts", "projects", "labour_needs", "employers", "posts", "snoozes", "staff"}
    )

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self._text = ""
        self._wanted = ""  # a task or project to show as soon as the lists are read
        self.task_source, self.project_source = task_source(room.desk), project_source(room.desk)
        self._lay_out(room)
        self._make_actions()
        self._bars(room)
        self.add_search("搜索单位、项目、拼音首字母、责任人、电话", self._search)
        self.header.add_primary(self.new)
        self.header.add_more(self.ask_firm)
        self.header.add_more(self.blank)
        self.header.add_more(self.areas)
        self._connect()

    # Building

    def _lay_out(self, room: Room) -> None:
        look = room.look
        self.left = QStackedWidget(self)
        lists = QWidget(self.left)
        self._column = QVBoxLayout(lists)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(4))
        self.views = QTabBar(lists)
        self.views.setExpanding(False)
        self.views.setDrawBase(False)
        self.views.setAccessibleName("看任务、项目还是进度")
        for title in ("任务", "项目", "进度"):
            self.views.addTab(title)
        self._column.addWidget(self.views)
        self.tables = QStackedWidget(lists)
        self.tasks = Table(room, TASK_COLUMNS, self.task_source, "collection", self.tables)
        self.projects = Table(
            room, PROJECT_COLUMNS, self.project_source, "projects", self.tables, empty="还没有项目。按 Ctrl+N 新增。"
        )
        self.progress = ProgressTable(room, self.tables)
        views: tuple[QWidget, ...] = (self.tasks, self.projects, self.progress)
        for view in views:
            self.tables.addWidget(view)
        self._column.addWidget(self.tables, 1)
        self.details = Details(room, self)
        self.form = ProjectEntry(room, self.left)
        self.empty = EmptyNote(
            look,
            "还没有征集任务。",
            Action(
                id="collect-from-list",
                title="去导入企业或项目名单",
                run=lambda: room.go("intake", ""),
                icon="file-input",
            ),
            "导入新注册企业名单或重点项目清单，一家一项、一个项目一项，自动下达任务；单个项目按 Ctrl+N 新增。",
            self.left,
        )
        for part in (lists, self.empty, self.form):
            self.left.addWidget(part)
        self.split(self.left, self.details, right_width=420)

    def _make_actions(self) -> None:
        tasks, projects = self.tasks, self.projects
        self.steps = steps = TaskSteps(self.room, tasks, self.task_source, self)

        def task(id_: str, title: str, run: Callable[[], object], key: str, icon: str) -> Action:
            return Action(
                id=id_, title=title, run=run, shortcut=key, icon=icon, enabled=lambda: bool(tasks.selected()), on=tasks
            )

        def project(id_: str, title: str, run: Callable[[], object], key: str, icon: str) -> Action:
            some = projects.selected
            return Action(
                id=id_, title=title, run=run, shortcut=key, icon=icon, enabled=lambda: bool(some()), on=projects
            )

        self.new = Action(id="new-project", title="新增项目", run=self.add, shortcut="Ctrl+N", icon="plus")
        self.blank = Action(id="blank-form", title="打印空白征集表", run=steps.print_blank)
        self.ask_firm = Action(
            id="ask-firm", title="给单位下达任务", run=steps.ask_firm, shortcut="Ctrl+Shift+N", icon="megaphone"
        )
        self.areas = Action(id="charges", title="征集分工", run=lambda: ask_charges(self.room, self))
        self.other_view = Action(id="other-view", title="任务、项目、进度互换", run=self.switch, shortcut="Ctrl+J")
        self.of_task = (
            task("log-contact", "登记联系", self._begin_contact, "L", "phone-call"),
            task("offer-post", "登记岗位", steps.offer, "P", "briefcase-business"),
            task("task-registered", "已登记岗位", steps.register, "R", "check"),
            task("task-unreachable", "无法联系", steps.unreachable, "U", "ban"),
            task("postpone-task", "改期", steps.postpone, "D", "calendar"),
            task("hand-over", "转交", steps.hand_over, "H", "users"),
            task("print-form", "打印表", steps.print_forms, "W", "printer"),
            task("save-form", "存表格", steps.save_workbook, "S", "save"),
            task("reopen-task", "重新征集", steps.reopen, "O", "undo-2"),
        )
        self.of_project = (
            project("edit-project", "编辑", self.change, "E", "pencil"),
            project("task-of-project", "看任务", self._to_task, "T", "phone-call"),
        )

    def _bars(self, room: Room) -> None:
        self.bars = QStackedWidget(self)
        self.task_bar, self.project_bar = ActionBar(self.of_task, room.look), ActionBar(self.of_project, room.look)
        self.progress_bar = ActionBar(self.progress.ways, room.look)
        for bar in (self.task_bar, self.project_bar, self.progress_bar):
            self.bars.addWidget(bar)
        self._column.addWidget(self.bars)
        self.install(self.new, self.ask_firm, self.blank, self.areas, self.other_view, *self.of_task, *self.of_project)
        self.install(*self.progress.ways, self.tasks.sort_action)

    def _connect(self) -> None:
        self.filters.changed.connect(self._look_up)
        self.views.currentChanged.connect(self._view_changed)
        self.tasks.chosen.connect(self._show_task)
        self.tasks.opened.connect(lambda _: self._begin_contact())
        self.tasks.counted.connect(self._counted)
        self.tasks.picked.connect(self._picked)
        self.projects.chosen.connect(self._show_project)
        self.projects.opened.connect(lambda _: self._to_task())
        self.projects.counted.connect(self._projects_counted)
        self.projects.picked.connect(self._picked)
        self.progress.row_shown.connect(self._show_names)
        self.details.shown.connect(self._picked)
        self.details.task.contact.done.connect(self._noted)
        self.details.task.contact.left.connect(self.tasks.setFocus)
        self.details.task.post_opened.connect(lambda uid: self.room.go("posts", str(uid)))
        self.details.project.person_opened.connect(lambda uid: self.room.go("seekers", str(uid)))
        self.details.names.opened.connect(self._open_name)
        self.form.closed.connect(self._form_closed)
        self.form.saved.connect(self._saved)
        self.form.elsewhere.connect(self.show_record)

    # Reading

    def refresh(self) -> None:
        """Read the lists and what is shown beside them."""
        self.task_source.forget()
        self.project_source.forget()
        codes = self.room.desk.codes
        self.filters.add("standing", "状态", [(one.code, one.label) for one in codes["collection_state"]])
        self.filters.add("late", "期限", LATE)
        self.filters.add("trigger", "来由", [(one.code, one.label) for one in codes["collection_trigger"]])
        self.filters.setVisible(self.views.currentIndex() == TASKS and not self._entering)
        self._look_up()
        self.progress.look_up()
        shown = self.details.currentWidget()
        if shown is self.details.task:
            self._show_task(self.details.task.uid)
        elif shown is self.details.project:
            self._show_project(self.details.project.uid)

    def _search(self, text: str) -> None:
        self._text = text
        self._look_up()

    def _look_up(self) -> None:
        self.tasks.look_up(Query(text=self._text, filters=self.filters.chosen()))
        self.projects.look_up(Query(text=self._text))

    def _counted(self, count: int) -> None:
        lines = tuple(self.task_source.lines.values())
        late, waiting = sum(line.overdue for line in lines), sum(line.standing == "waiting" for line in lines)
        words = [f"{count} 项" if count == len(lines) else f"{count} / {len(lines)} 项"]
        words += [f"{late} 项逾期"] if late else []
        words += [f"{waiting} 项待联系"] if waiting else []
        self.header.set_count(" · ".join(words))
        owners = sorted({line.owner or NOBODY for line in lines})
        self.filters.add("person", "责任人", [(name, "未分" if name == NOBODY else name) for name in owners])
        months = sorted({line.month for line in lines if line.month}, reverse=True)
        self.filters.add("month", "下达月份", [(month, month) for month in months])
        self.filters.setVisible(self.views.currentIndex() == TASKS and not self._entering)
        self.views.setTabText(TASKS, f"任务 {len(lines)}")
        self._place()

    def _projects_counted(self, _count: int) -> None:
        self.views.setTabText(PROJECTS, f"项目 {len(self.project_source.lines)}")
        self._place()

    def _place(self) -> None:
        """The lists, or the word that there is nothing yet; show what was asked for before it was read."""
        if not self._entering:
            self.left.setCurrentIndex(_LISTS if self.task_source.lines or self.project_source.lines else _EMPTY)
        if self._wanted in self.task_source.lines or self._wanted in self.project_source.lines:
            self.show_record(self._wanted)

    def _picked(self) -> None:
        for table, bar in ((self.tasks, self.task_bar), (self.projects, self.project_bar)):
            count = len(table.selected())
            bar.update_state(f"选中 {count} 项" if count > 1 else "")
        uids = [str(uid) for uid in self.tasks.selected()]
        if len(uids) > 1:
            self.details.task.contact.show_tasks(uids)

    def _show_task(self, uid: Any) -> None:
        if self.views.currentIndex() == TASKS and not self._entering:
            self.details.ask_task(uid)

    def _show_project(self, uid: Any) -> None:
        if self.views.currentIndex() == PROJECTS and not self._entering:
            self.details.ask_project(uid)

    def _show_names(self, title: str, row: Row) -> None:
        if self.views.currentIndex() == PROGRESS and not self._entering:
            self.details.ask_names(title, self.progress.scope, row)

    def _open_name(self, figure: str, uid: Any) -> None:
        if figure == "posts":
            self.room.go("posts", str(uid))
        else:
            self.show_record(str(uid))

    def show_record(self, uid: str) -> None:
        """Show a task or a project, whatever is searched and filtered."""
        if self._entering and not self.may_leave():
            return
        if uid not in self.task_source.lines and uid not in self.project_source.lines:
            self._wanted = uid
            return
        self._wanted = ""
        if self.header.search:
            self.header.search.clear()
        if self.filters.chosen():
            self.filters.clear()
        project = uid in self.project_source.lines
        self.views.setCurrentIndex(PROJECTS if project else TASKS)
        (self.projects if project else self.tasks).choose(uid)
        (self._show_project if project else self._show_task)(uid)

    def switch(self) -> None:
        """Ctrl+J: tasks, projects, progress."""
        self.views.setCurrentIndex((self.views.currentIndex() + 1) % self.views.count())

    def _view_changed(self, view: int) -> None:
        self.tables.setCurrentIndex(view)
        self.bars.setCurrentIndex(view)
        self.filters.setVisible(view == TASKS)
        if view == TASKS:
            self._show_task(self.tasks.current())
            self.tasks.setFocus()
        elif view == PROJECTS:
            self._show_project(self.projects.current())
            self.projects.setFocus()
        else:
            self.progress.show_current()
            self.progress.table.setFocus()

    # Steps

    def _begin_contact(self) -> None:
        """L, Enter: the cursor goes to the line in which a contact is noted."""
        if self.details.currentWidget() is self.details.task:
            if self.details.isHidden():
                self.details.show()
            self.details.task.tabs.setCurrentIndex(0)
            self.details.task.contact.begin()

    def _noted(self, done: Done) -> None:
        self.steps.tell("登记联系", done)
        self.tasks.setFocus()

    def _to_task(self) -> None:
        line = self.project_source.lines.get(self.projects.current())
        if line and line.task_uid:
            self.show_record(line.task_uid)
        elif line:
            self.room.ask.warn("这个项目的征集任务已经撤销，没有任务可看。")

    def hideEvent(self, event: QHideEvent) -> None:
        """Who waits is read anew when somebody comes back."""
        super().hideEvent(event)
        self.room.desk.who_waits.forget()

    # Entering

    @property
    def _entering(self) -> bool:
        return self.left.currentIndex() == _FORM

    def _open(self) -> None:
        self.left.setCurrentIndex(_FORM)
        self.filters.hide()
        self.details.show_words(ENTERING)

    def add(self) -> None:
        """Ctrl+N: a new project."""
        if self.may_leave():
            self._open()
            self.form.begin_new()

    def change(self) -> None:
        """E: change the current project."""
        uid, desk = self.projects.current(), self.room.desk

        def begin(file: ProjectFile) -> None:
            self._open()
            self.form.begin_old(file)

        if uid:
            self.room.tasks.run(
                lambda _: desk.collection.projects.file(desk.actor, uid), begin, owner=self, what="打开项目", key="edit"
            )

    def _saved(self, uid: str, sentence: str) -> None:
        self.room.ask.tell(sentence, undo=True)
        self.show_record(uid)

    def _form_closed(self) -> None:
        self.left.setCurrentIndex(_LISTS)
        self._place()
        self._view_changed(self.views.currentIndex())

    def may_leave(self) -> bool:
        """Asks where something is not saved."""
        return self.form.leave() if self._entering else True
