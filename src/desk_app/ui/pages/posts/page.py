"""岗位: the posts; verifying, entering, pausing, extending, withdrawing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar
from urllib.parse import unquote, urlencode

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desk_app.domain.finding import Query, by_pinyin
from desk_app.domain.own.office import OWN_NOUNS
from desk_app.domain.post_file import Board
from desk_app.domain.progress import Progress
from desk_app.services.messages import Message
from desk_app.services.posts import PostLine
from desk_app.ui.kit.actions import Action, ActionBar
from desk_app.ui.kit.columns import ColumnChoice
from desk_app.ui.kit.entering import Entry
from desk_app.ui.kit.notes import EmptyNote
from desk_app.ui.kit.page import Page, Room
from desk_app.ui.kit.tables import Table
from desk_app.ui.pages.posts.detail import NOTHING, Details
from desk_app.ui.pages.posts.entering import PostEntry
from desk_app.ui.pages.posts.layout import POST_COLUMNS
from desk_app.ui.pages.posts.lists import UNKNOWN, post_source
from desk_app.ui.pages.posts.outgoing import Outgoing
from desk_app.ui.pages.posts.pasting import Pasting
from desk_app.ui.pages.posts.steps import PostSteps
from desk_app.ui.pages.posts.watch import LAWFUL

_OFFERED = 100  # employers up to which there is a filter of them; beyond it the search is quicker
_LIST, _EMPTY = 0, 1  # what stands at the left; the form comes after these


class PostsPage(Page):
    """岗位."""

    name = "posts"
    title = "岗位"
    nouns: ClassVar[frozenset[str]] = frozenset({"posts", "employers", "letters", "proposals", *OWN_NOUNS})

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self._text = ""
        self._wanted = ""  # a post to show as soon as the list is read
        self._waits = False  # the form waits for its employer, who is entered on another page
        self.post_source = post_source(room.desk)
        self._lay_out(room)
        self._make_actions()
        self._bars(room)
        self.columns = ColumnChoice(self.posts, self)
        self.filters.add_end(self.columns)
        self.install(self.columns.action)
        self.add_search("搜索岗位、单位、拼音首字母、编号、地点", self._search)
        self.header.add_primary(self.new)
        self._connect()

    # Building

    def _lay_out(self, room: Room) -> None:
        look = room.look
        self.left = QStackedWidget(self)
        lists = QWidget(self.left)
        self._column = QVBoxLayout(lists)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(4))
        self.posts = Table(room, POST_COLUMNS, self.post_source, "posts", lists)
        self._column.addWidget(self.posts, 1)
        self.post_form = PostEntry(room, self.left)
        self.details = Details(room, self.post_form.watch, self)
        self.left.addWidget(lists)
        self.empty = EmptyNote(
            look,
            "还没有岗位。",
            Action(id="collect", title="去导入岗位表", run=lambda: room.go("intake", ""), icon="file-input"),
            "单位报来的岗位征集表到“导入”里整批导入；微信里的招工文字按 Ctrl+Shift+V 粘贴；"
            "只有一两个的，按 Ctrl+N 新增。岗位核实后才能推荐人去。",
            self.left,
        )
        self.pasting = Pasting(room, self.left)
        self._message: Message | None = None  # the one whose posts are being entered
        self._rest: list[int] = []  # which of its posts are still to be entered
        for part in (self.empty, self.post_form, self.pasting):
            self.left.addWidget(part)
        self.split(self.left, self.details, right_width=380)

    def _make_actions(self) -> None:
        posts, steps = self.posts, PostSteps(self.room, self.posts, self.post_source, self)

        def post(id_: str, title: str, run: Callable[[], object], key: str, icon: str) -> Action:
            return Action(
                id=id_, title=title, run=run, shortcut=key, icon=icon, enabled=lambda: bool(posts.selected()), on=posts
            )

        self.new = Action(id="new-post", title="新增岗位", run=self.add_post, shortcut="Ctrl+N", icon="plus")
        self.firm = Action(id="employer-of-post", title="打开用人单位", run=self.open_employer, shortcut="Ctrl+J")
        self.paste = Action(id="paste-message", title="粘贴招工信息", run=self.add_message, shortcut="Ctrl+Shift+V")
        self.confirm = post("confirm-post", "核实", steps.verify, "C", "phone-call")
        self.again = post("look-again", "复看疑点", steps.look_again, "K", "eye")
        self.edit = post("edit-post", "编辑", self.edit_post, "E", "pencil")
        self.pause = post("pause-post", "暂停/恢复", steps.pause_or_reopen, "X", "ban")
        self.extend = post("extend-post", "延长有效期", steps.extend, "D", "calendar")
        self.withdraw = post("withdraw-post", "撤销", steps.withdraw, "Del", "trash-2")
        out = Outgoing(self.room, posts, self)
        self.copy_text = post("copy-posts", "复制成微信文字", out.copy_text, "W", "")
        self.poster = post("print-poster", "打印招聘海报", out.print_poster, "P", "")

    def _bars(self, room: Room) -> None:
        steps = (self.confirm, self.again, self.edit, self.pause, self.extend, self.withdraw)
        self.bar = ActionBar(steps, room.look)
        self._column.addWidget(self.bar)
        for action in (self.paste, self.copy_text, self.poster):
            self.header.add_more(action)
        self.install(self.new, self.paste, self.firm, *steps, self.copy_text, self.poster, self.posts.sort_action)

    def _connect(self) -> None:
        self.filters.changed.connect(self._look_up)
        self.posts.chosen.connect(self._show)
        self.posts.opened.connect(lambda _: self.details.post.tabs.tabBar().setFocus())
        self.posts.counted.connect(self._counted)
        self.posts.picked.connect(self._picked)
        for part in (self.details.post, self.post_form.watch):
            part.person_opened.connect(lambda uid: self.room.go("seekers", uid))
        self.post_form.closed.connect(self._form_closed)
        self.pasting.read.connect(self._read_message)
        self.pasting.closed.connect(self._form_closed)
        self.post_form.elsewhere.connect(self.show_record)
        self.post_form.saved.connect(self._saved)
        self.post_form.employer_wanted.connect(self._employer_first)

    # Reading

    def refresh(self) -> None:
        """Read the list and what is shown beside it."""
        self.post_source.forget()
        codes = self.room.desk.codes
        self.columns.offer_columns("posts")
        self.filters.add("state", "岗位状态", [(one.code, one.label) for one in codes["post_state"]])
        self.filters.add("how", "核实", [("phone", "电话核实"), ("visit", "走访核实"), (UNKNOWN, "没有核实")])
        self.filters.add("kind", "岗位类别", [(one.code, one.label) for one in codes["post_kind"]])
        self._look_up()
        if self.details.currentWidget() is self.details.post:
            self._show(self.details.post.uid)

    def _search(self, text: str) -> None:
        self._text = text
        self._look_up()

    def _look_up(self) -> None:
        self.posts.look_up(Query(text=self._text, filters=self.filters.chosen()))

    def _counted(self, count: int) -> None:
        lines: Sequence[PostLine] = tuple(self.post_source.lines.values())
        free = sum(line.seats.free for line in lines if line.standing == "open")
        waiting, stale = (sum(line.standing == one for line in lines) for one in ("unverified", "stale"))
        words = [f"{count} 个" if count == len(lines) else f"{count} / {len(lines)} 个", f"招聘中空 {free} 个名额"]
        words += [f"{waiting} 个待核实"] if waiting else []
        words += [f"{stale} 个待复核"] if stale else []
        self.header.set_count(" · ".join(words))
        firms = {line.employer_uid: line.employer for line in lines}
        if len(firms) <= _OFFERED:
            self.filters.add("employer_uid", "用人单位", sorted(firms.items(), key=lambda pair: by_pinyin(pair[1])))
        if not self._entering:
            self.left.setCurrentIndex(_LIST if lines else _EMPTY)
        if self._wanted in self.post_source.lines:  # asked for before it was read
            self.show_record(self._wanted)

    def _picked(self) -> None:
        count = len(self.posts.selected())
        self.bar.update_state(f"选中 {count} 个" if count > 1 else "")

    def _show(self, uid: Any) -> None:
        desk, details = self.room.desk, self.details
        if not uid:
            details.show_words(NOTHING)
            return

        def show_board(board: Board) -> None:
            details.post.show_board(board)
            if details.currentWidget() is not details.watch or not self._entering:
                details.setCurrentWidget(details.post)

        def read(_: Progress) -> Board:
            return desk.posts.board(desk.actor, uid)

        self.room.tasks.run(
            read,
            show_board,
            failed=lambda _: details.show_words(NOTHING),
            owner=self,
            what="打开岗位",
            key="detail",
        )

    def show_record(self, uid: str) -> None:
        """Show a post, whatever is searched and filtered."""
        if self._entering and not self.may_leave():
            return
        if uid not in self.post_source.lines:
            self._wanted = uid
            return
        self._wanted = ""
        if self.header.search:
            self.header.search.clear()
        if self.filters.chosen():
            self.filters.clear()
        self.posts.choose(uid)
        self._show(uid)

    def show_list(self, place: str) -> None:
        """A list; "new=某厂" begins a post of this employer, "resume=某厂" goes on with the one that waits for it."""
        what, _, name = place.partition("=")
        if what == "new":
            self.add_post(unquote(name))
        elif what == "resume" and self._entering:
            self.post_form.take_employer(unquote(name))
        elif what != "resume":
            super().show_list(place)

    def open_employer(self) -> None:
        """Ctrl+J: the employer of the post that is shown."""
        board = self.details.post.board
        if board and self.details.currentWidget() is self.details.post:
            self.room.go("employers", board.employer.uid)

    # Entering

    @property
    def _entering(self) -> bool:
        return self.left.currentIndex() > _EMPTY

    def _open(self, form: Entry) -> None:
        self.left.setCurrentWidget(form)
        self.filters.hide()

    def add_post(self, employer: str = "") -> None:
        """Ctrl+N: a new post."""
        if self.may_leave():
            self._rest = []
            self._open(self.post_form)
            self.details.setCurrentWidget(self.details.watch)
            self.post_form.begin_new(employer)

    def add_message(self) -> None:
        """Ctrl+Shift+V: posts from the text of a chat."""
        if self.may_leave():
            self.left.setCurrentWidget(self.pasting)
            self.filters.hide()
            self.details.show_words(LAWFUL)
            self.pasting.begin()

    def _read_message(self, message: Message) -> None:
        self._message, self._rest = message, list(range(len(message.posts)))
        self._next_of_message()

    def _next_of_message(self) -> None:
        """The next post of the message, where there is one."""
        if self._message and self._rest:
            self._open(self.post_form)
            self.details.setCurrentWidget(self.details.watch)
            self.post_form.begin_read(self._message, self._rest.pop(0))

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

    def _employer_first(self, name: str) -> None:
        """The employer of a new post is not on file: enter it on its own page, then go on with the post."""
        self._waits = True
        self.post_form.drafts.keep()
        self.room.go("employers", f"?{urlencode({'name': name, **self.post_form.employer_read()})}")

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever comes back may again not leave a form unasked."""
        super().showEvent(event)
        self._waits = False

    def _saved(self, uid: str, sentence: str) -> None:
        self.room.ask.tell(sentence, undo=True)
        if self._rest:
            self._next_of_message()
        else:
            self.show_record(uid)

    def _form_closed(self) -> None:
        self.left.setCurrentIndex(_LIST if self.post_source.lines else _EMPTY)
        self.filters.show()
        self.posts.setFocus()
        self._show(self.posts.current())

    def first_focus(self) -> QWidget | None:
        """The form that was begun from elsewhere, or the search line."""
        return self.post_form.focusWidget() if self._entering else super().first_focus()

    def may_leave(self) -> bool:
        """Asks where something is not saved."""
        if self._entering and not self._waits:
            form = self.left.currentWidget()
            if isinstance(form, Entry):
                return form.leave()
            self.pasting.leave()
        return True
