"""岗位: the posts and their employers; verifying, entering, pausing, extending, withdrawing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desk_app.domain.finding import Query, by_pinyin
from desk_app.domain.post_file import Board
from desk_app.domain.progress import Progress
from desk_app.domain.vacancies import EMPLOYER
from desk_app.services.employers import EmployerFile
from desk_app.services.posts import PostLine
from desk_app.ui.kit.actions import Action, ActionBar
from desk_app.ui.kit.notes import EmptyNote
from desk_app.ui.kit.page import Page, Room
from desk_app.ui.kit.tables import Table
from desk_app.ui.pages.posts.detail import ENTERING, NOTHING, Details
from desk_app.ui.pages.posts.entering import EmployerEntry, Entry, PostEntry
from desk_app.ui.pages.posts.layout import EMPLOYER_COLUMNS, POST_COLUMNS
from desk_app.ui.pages.posts.lists import UNKNOWN, employer_source, post_source
from desk_app.ui.pages.posts.steps import EmployerSteps, PostSteps

_OFFERED = 100  # employers up to which there is a filter of them; beyond it the search is quicker
_LISTS, _EMPTY = 0, 1  # what stands at the left; the forms come after these


class PostsPage(Page):
    """岗位."""

    name = "posts"
    title = "岗位"
    nouns: ClassVar[frozenset[str]] = frozenset({"posts", "employers", "letters", "proposals"})

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self._text = ""
        self._wanted = ""  # a record to show as soon as the lists are read
        self._post_waits = False  # for its employer, who is entered first
        self.post_source, self.employer_source = post_source(room.desk), employer_source(room.desk)
        self._lay_out(room)
        self._make_actions()
        self._bars(room)
        self.add_search("搜索岗位、单位、拼音首字母、编号、地点", self._search)
        self.header.add_primary(self.new)
        self.header.add_more(self.new_employer)
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
        self.views.setAccessibleName("看岗位还是看单位")
        for title in ("岗位", "单位"):
            self.views.addTab(title)
        self._column.addWidget(self.views)
        self.tables = QStackedWidget(lists)
        self.posts = Table(room, POST_COLUMNS, self.post_source, "posts", self.tables)
        self.employers = Table(room, EMPLOYER_COLUMNS, self.employer_source, "employers", self.tables)
        for table in (self.posts, self.employers):
            self.tables.addWidget(table)
        self._column.addWidget(self.tables, 1)
        self.details = Details(room, self)
        self.post_form, self.employer_form = PostEntry(room, self.left), EmployerEntry(room, self.left)
        self.left.addWidget(lists)
        self.empty = EmptyNote(
            look,
            "还没有岗位。",
            Action(id="collect", title="去导入岗位表", run=lambda: room.go("intake", ""), icon="file-input"),
            "单位报来的岗位征集表到“导入”里整批导入；只有一两个的，按 Ctrl+N 新增。岗位核实后才能推荐人去。",
            self.left,
        )
        for part in (self.empty, self.post_form, self.employer_form):
            self.left.addWidget(part)
        self.split(self.left, self.details, right_width=380)

    def _make_actions(self) -> None:
        posts, employers = self.posts, self.employers
        steps = self.post_steps = PostSteps(self.room, posts, self.post_source, self)
        self.employer_steps = EmployerSteps(self.room, employers, self.employer_source, self)

        def on(table: Table) -> Callable[[], bool]:
            return lambda: bool(table.selected())

        def post(id_: str, title: str, run: Callable[[], object], key: str, icon: str) -> Action:
            return Action(id=id_, title=title, run=run, shortcut=key, icon=icon, enabled=on(posts), on=posts)

        self.new = Action(id="new-post", title="新增岗位", run=self.add_post, shortcut="Ctrl+N", icon="plus")
        self.new_employer = Action(
            id="new-employer", title="新增单位", run=self.add_employer, shortcut="Ctrl+Shift+N", icon="building-2"
        )
        self.other_view = Action(id="other-view", title="岗位和单位互换", run=self.switch, shortcut="Ctrl+J")
        self.confirm = post("confirm-post", "核实", steps.verify, "C", "phone-call")
        self.edit = post("edit-post", "编辑", self.edit_post, "E", "pencil")
        self.pause = post("pause-post", "暂停/恢复", steps.pause_or_reopen, "X", "ban")
        self.extend = post("extend-post", "延长有效期", steps.extend, "D", "calendar")
        self.withdraw = post("withdraw-post", "撤销", steps.withdraw, "Del", "trash-2")
        self.edit_firm = Action(
            id="edit-employer", title="编辑", run=self.edit_employer, shortcut="E", icon="pencil",
            enabled=on(employers), on=employers,
        )  # fmt: skip
        self.block = Action(
            id="block-employer", title="停止/恢复推荐", run=self.employer_steps.block_or_not, shortcut="B", icon="ban",
            enabled=on(employers), on=employers,
        )  # fmt: skip

    def _bars(self, room: Room) -> None:
        of_posts = (self.confirm, self.edit, self.pause, self.extend, self.withdraw)
        of_employers = (self.edit_firm, self.block)
        self.bars = QStackedWidget(self)
        self.post_bar, self.employer_bar = ActionBar(of_posts, room.look), ActionBar(of_employers, room.look)
        self.bars.addWidget(self.post_bar)
        self.bars.addWidget(self.employer_bar)
        self._column.addWidget(self.bars)
        self.install(self.new, self.new_employer, self.other_view, *of_posts, *of_employers, self.posts.sort_action)

    def _connect(self) -> None:
        self.filters.changed.connect(self._look_up)
        self.views.currentChanged.connect(self._view_changed)
        self.posts.chosen.connect(lambda uid: self._show(uid, employer=False))
        self.employers.chosen.connect(lambda uid: self._show(uid, employer=True))
        self.posts.opened.connect(lambda _: self.details.post.tabs.tabBar().setFocus())
        self.employers.opened.connect(lambda _: self.details.employer.tabs.tabBar().setFocus())
        self.posts.counted.connect(self._counted)
        self.employers.counted.connect(self._firms_counted)
        self.posts.picked.connect(self._picked)
        self.employers.picked.connect(self._picked)
        self.details.post.person_opened.connect(lambda uid: self.room.go("seekers", uid))
        self.details.employer.post_opened.connect(self.show_record)
        for form in (self.post_form, self.employer_form):
            form.closed.connect(self._form_closed)
            form.elsewhere.connect(self.show_record)
        self.post_form.saved.connect(self._saved)
        self.post_form.employer_wanted.connect(self._employer_first)
        self.employer_form.saved.connect(self._employer_saved)

    # Reading

    def refresh(self) -> None:
        """Read both lists and what is shown beside them."""
        self.post_source.forget()
        self.employer_source.forget()
        codes = self.room.desk.codes
        self.filters.add("state", "岗位状态", [(one.code, one.label) for one in codes["post_state"]])
        self.filters.add("how", "核实", [("phone", "电话核实"), ("visit", "走访核实"), (UNKNOWN, "没有核实")])
        self.filters.add("kind", "岗位类别", [(one.code, one.label) for one in codes["post_kind"]])
        self._look_up()
        shown = self.details.currentWidget()
        if shown is self.details.post:
            self._show(self.details.post.uid, employer=False)
        elif shown is self.details.employer:
            self._show(self.details.employer.uid, employer=True)

    def _search(self, text: str) -> None:
        self._text = text
        self._look_up()

    def _look_up(self) -> None:
        self.posts.look_up(Query(text=self._text, filters=self.filters.chosen()))
        self.employers.look_up(Query(text=self._text))

    def _counted(self, count: int) -> None:
        lines: Sequence[PostLine] = tuple(self.post_source.lines.values())
        free = sum(line.seats.free for line in lines if line.standing == "open")
        waiting = sum(line.standing == "unverified" for line in lines)
        words = [f"{count} 个" if count == len(lines) else f"{count} / {len(lines)} 个", f"招聘中空 {free} 个名额"]
        words += [f"{waiting} 个待核实"] if waiting else []
        self.header.set_count(" · ".join(words))
        firms = {line.employer_uid: line.employer for line in lines}
        if len(firms) <= _OFFERED:
            self.filters.add("employer_uid", "用人单位", sorted(firms.items(), key=lambda pair: by_pinyin(pair[1])))
        self.views.setTabText(0, f"岗位 {len(lines)}")
        if not self._entering:
            self.left.setCurrentIndex(_LISTS if lines or self.employers.count or self._is_employers else _EMPTY)
        self._arrive()

    def _firms_counted(self, _count: int) -> None:
        self.views.setTabText(1, f"单位 {len(self.employer_source.lines)}")
        self._arrive()

    def _arrive(self) -> None:
        """Show what was asked for before it was read."""
        if self._wanted in self.post_source.lines or self._wanted in self.employer_source.lines:
            self.show_record(self._wanted)

    def _picked(self) -> None:
        table, bar = (self.employers, self.employer_bar) if self._is_employers else (self.posts, self.post_bar)
        count = len(table.selected())
        bar.update_state(f"选中 {count} 个" if count > 1 else "")

    def _show(self, uid: Any, *, employer: bool) -> None:
        if not uid or employer is not self._is_employers:
            if employer is self._is_employers:
                self.details.show_words(NOTHING)
            return
        desk, details = self.room.desk, self.details

        def show_file(file: EmployerFile) -> None:
            details.employer.show_file(file)
            details.setCurrentWidget(details.employer)

        def show_board(board: Board) -> None:
            details.post.show_board(board)
            details.setCurrentWidget(details.post)

        def read(_: Progress) -> Any:
            return desk.employers.file(desk.actor, uid) if employer else desk.posts.board(desk.actor, uid)

        self.room.tasks.run(
            read,
            show_file if employer else show_board,
            failed=lambda _: details.show_words(NOTHING),
            owner=self,
            what="打开单位" if employer else "打开岗位",
            key="detail",
        )

    def show_record(self, uid: str) -> None:
        """Show a post or an employer, whatever is searched and filtered."""
        if self._entering and not self.may_leave():
            return
        if uid not in self.post_source.lines and uid not in self.employer_source.lines:
            self._wanted = uid
            return
        self._wanted = ""
        employer = uid in self.employer_source.lines
        if self.header.search:
            self.header.search.clear()
        if self.filters.chosen():
            self.filters.clear()
        self.views.setCurrentIndex(int(employer))
        (self.employers if employer else self.posts).choose(uid)
        self._show(uid, employer=employer)

    @property
    def _is_employers(self) -> bool:
        return self.views.currentIndex() == 1

    def switch(self) -> None:
        """Posts or employers; the employer of the post, or the first post of the employer, is shown."""
        board = self.details.post.board
        if not self._is_employers and board and self.details.currentWidget() is self.details.post:
            self.employers.choose(board.employer.uid)
        self.views.setCurrentIndex(1 - self.views.currentIndex())

    def _view_changed(self, view: int) -> None:
        self.tables.setCurrentIndex(view)
        self.bars.setCurrentIndex(view)
        self.filters.setVisible(view == 0)
        table = self.employers if view else self.posts
        self._show(table.current(), employer=bool(view))
        table.setFocus()
        self._picked()

    # Entering

    @property
    def _entering(self) -> bool:
        return self.left.currentIndex() > _EMPTY

    def _open(self, form: Entry) -> None:
        self.left.setCurrentWidget(form)
        self.filters.hide()

    def add_post(self) -> None:
        """Ctrl+N: a new post; of the employer who is shown, where the employers are looked at."""
        if self.may_leave():
            line = self.employer_source.lines.get(self.employers.current()) if self._is_employers else None
            self._open(self.post_form)
            self.details.show_words(ENTERING)
            self.post_form.begin_new(line.name if line else "")

    def add_employer(self) -> None:
        """Ctrl+Shift+N: a new employer."""
        if self.may_leave():
            self._open(self.employer_form)
            self.employer_form.begin_new()

    def edit_post(self) -> None:
        """E: change the current post."""
        uid, desk = self.posts.current(), self.room.desk

        def begin(board: Any) -> None:
            self._open(self.post_form)
            self.post_form.begin_old(board.post, board.employer.name)

        if uid:
            self.room.tasks.run(
                lambda _: desk.posts.board(desk.actor, uid), begin, owner=self, what="打开岗位", key="edit"
            )

    def edit_employer(self) -> None:
        """E: change the current employer."""
        uid, desk = self.employers.current(), self.room.desk

        def begin(file: Any) -> None:
            self._open(self.employer_form)
            self.employer_form.begin_old(file.employer)

        if uid:
            self.room.tasks.run(
                lambda _: desk.employers.file(desk.actor, uid), begin, owner=self, what="打开单位", key="edit"
            )

    def _employer_first(self, name: str) -> None:
        """The employer of a new post is not on file: enter it, then go on with the post."""
        self._post_waits = True
        self.post_form.drafts.keep()
        self._open(self.employer_form)
        self.employer_form.begin_new(name)

    def _saved(self, uid: str, sentence: str) -> None:
        self.room.ask.tell(sentence, undo=True)
        self.show_record(uid)

    def _employer_saved(self, uid: str, sentence: str) -> None:
        self.room.ask.tell(sentence, undo=True)
        if not self._entering:
            self.show_record(uid)

    def _form_closed(self) -> None:
        if self._post_waits:
            self._post_waits = False
            self._open(self.post_form)
            self.post_form.form.show_errors({})
            self.post_form.form.go_to(EMPLOYER)
            return
        self.left.setCurrentIndex(_LISTS if self.post_source.lines or self.employer_source.lines else _EMPTY)
        self.filters.setVisible(not self._is_employers)
        table = self.employers if self._is_employers else self.posts
        table.setFocus()
        self._show(table.current(), employer=self._is_employers)

    def may_leave(self) -> bool:
        """Asks where something is not saved."""
        if self._entering:
            form = self.left.currentWidget()
            return form.leave() if isinstance(form, Entry) else True
        return True
