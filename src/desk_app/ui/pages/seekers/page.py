"""求职人员: search, filter, one person's file, and what is done with all that are selected."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desk_app.domain.fields import OWN
from desk_app.domain.finding import NOTHING, Query
from desk_app.domain.forms.registry import FORMS
from desk_app.domain.own.fields import choices_of
from desk_app.domain.own.office import OWN_NOUNS
from desk_app.domain.privacy.recipients import groups_asked
from desk_app.services.seekers import Saved
from desk_app.ui.kit.actions import Action, ActionBar
from desk_app.ui.kit.columns import ColumnChoice
from desk_app.ui.kit.notes import EmptyNote
from desk_app.ui.kit.page import Page, Room
from desk_app.ui.kit.tables import Asked, Table
from desk_app.ui.pages.seekers.days import ask_day
from desk_app.ui.pages.seekers.detail import PersonView
from desk_app.ui.pages.seekers.helper_list import hand_out_list
from desk_app.ui.pages.seekers.layout import COLUMNS, FURTHER
from desk_app.ui.pages.seekers.printing import hand_out_blank, hand_out_files, hand_out_register
from desk_app.ui.pages.seekers.registering import Registering, SimilarPersons
from desk_app.ui.pages.seekers.steps import SelectionSteps

_SORTS = {"age": "birth_date"}


class SeekersPage(Page):
    """求职人员."""

    name = "seekers"
    title = "求职人员"
    nouns: ClassVar[frozenset[str]] = frozenset(
        {
            "seekers",
            "memberships",
            "service_log",
            "answers",
            "letters",
            "follow_ups",
            "proposals",
            "villages",
            "consents",
            *(kind.noun for kind in FORMS.values()),
            *OWN_NOUNS,
        }
    )

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self._text = ""
        desk = room.desk
        source = Asked(
            lambda query: desk.finding.seekers(desk.actor, _asked(query)),
            lambda uids: desk.finding.seeker_rows(desk.actor, uids),
        )
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._left = QStackedWidget(left)
        column.addWidget(self._left)
        listing = QWidget(left)
        below = QVBoxLayout(listing)
        below.setContentsMargins(0, 0, 0, 0)
        self.table = Table(room, COLUMNS, source, "seekers", listing)
        self._make_actions()
        self.bar = ActionBar((self.edit, self.note, self.forms, self.state, self.group), room.look, listing)
        below.addWidget(self.table, 1)
        below.addWidget(self.bar)
        right = QStackedWidget(self)
        self._right = right
        self.detail = PersonView(room, right)
        self.similar = SimilarPersons(room, right)
        self.form = Registering(room, self.similar, left)
        self.empty = EmptyNote(
            room.look,
            "还没有求职人员。",
            self.new,
            "窗口来人按“新登记”；已有名单的，到“导入”里整批导入。",
            left,
        )
        for widget in (listing, self.form, self.empty):
            self._left.addWidget(widget)
        right.addWidget(self.detail)
        right.addWidget(self.similar)
        self.split(left, right)
        self.setTabOrder(self.add_search("搜索姓名、拼音首字母、证件号、电话、村", self._search), self.table)
        self.columns = ColumnChoice(self.table, self)
        self.filters.add_end(self.columns)
        self.header.add_primary(self.new)
        self.install(
            self.new, self.edit, self.note, self.state, self.group, self.forms, self.helper, self.table.sort_action
        )
        self.install(self.columns.action)
        self.install(self.print_files, self.print_blank, self.print_register, self.on_day)
        for action in (self.on_day, self.print_files, self.print_blank, self.print_register, self.helper):
            self.header.add_more(action)
        self._connect()

    def _make_actions(self) -> None:
        table = self.table
        steps = self.steps = SelectionSteps(self.room, table, self)
        some = lambda: bool(table.selected())  # noqa: E731  # three actions ask it
        self.new = Action(id="new-seeker", title="新登记", run=self.register, shortcut="Ctrl+N", icon="user-plus")
        self.edit = Action(
            id="edit-seeker", title="编辑", run=self.edit_current, shortcut="E", icon="pencil", enabled=some, on=table
        )
        self.note = Action(
            id="log-seeker", title="记一笔", run=self.log, shortcut="R", icon="phone-call", enabled=some, on=table
        )
        self.state = Action(
            id="seeker-state", title="改状态", run=steps.change_state, shortcut="S", icon="user-check", enabled=some,
            on=table,
        )  # fmt: skip
        self.forms = Action(
            id="seeker-forms", title="表册", run=self.show_forms, shortcut="F", icon="file-text", enabled=some, on=table
        )
        self.print_register = Action(
            id="print-register", title="打印台账（某日在册）…", run=partial(hand_out_register, self.room)
        )
        self.on_day = Action(id="on-day", title="某日在册…", run=self.choose_day)
        self.print_files = Action(
            id="print-files", title="打印档案", run=self.hand_out_files, shortcut="P", enabled=some, on=table
        )
        self.print_blank = Action(id="print-blank", title="打印空白表", run=self.hand_out_blank)
        self.helper = Action(id="helper-list", title="做协管员名单…", run=self.hand_out)
        self.group = Action(
            id="seeker-group", title="加入人员类别", run=steps.add_group, shortcut="G", icon="users", enabled=some,
            on=table,
        )  # fmt: skip

    def _connect(self) -> None:
        self.filters.changed.connect(self._look_up)
        self.table.chosen.connect(self._chosen)
        self.table.picked.connect(self._picked)
        self.table.counted.connect(self._counted)
        self.table.opened.connect(lambda _: self.detail.tabs.tabBar().setFocus())
        self.form.saved.connect(self._registered)
        self.form.closed.connect(self._form_closed)
        self.similar.opened.connect(self._open_instead)
        self.detail.saved.connect(self._tell)
        self.detail.closed.connect(self.table.setFocus)

    # Reading

    def refresh(self) -> None:
        """Read the list, what can be filtered by, and the person who is shown."""
        desk = self.room.desk

        def show(villages: tuple[tuple[str, int], ...]) -> None:
            codes = desk.codes
            self.filters.add("group", "人员类别", [(one.code, one.label) for one in groups_asked(codes, desk.actor)])
            named = [(name or NOTHING, f"{name or '没有登记'}（{count}）") for name, count in villages]
            self.filters.add("village", "村（社区）", named)
            self.filters.add("state", "就业状态", [(one.code, one.label) for one in codes["seeker_state"]])
            self._offer_own()
            self._total = sum(count for _, count in villages)
            self._look_up()

        self.room.tasks.run(
            lambda _: desk.finding.villages(desk.actor), show, owner=self, what="读取名单", key="villages"
        )
        self.detail.show_again()

    _total = 0
    _on: date | None = None  # the day of which the groups are asked; None = today

    def choose_day(self) -> None:
        """某日在册: who belonged to the ticked groups, or to any, on a day; left empty, today counts again."""
        self._on = ask_day(self.room, "某日在册：哪一天（留空回到今天）", "查看")
        self._look_up()

    def _offer_own(self) -> None:
        """The fields that the office added itself: as columns and, where they are chosen from a list, as filters."""
        own, codes = self.room.desk.own_columns("seekers"), self.room.desk.codes
        self.columns.offer_columns("seekers", FURTHER)
        choices = {name: choices_of(one, codes) for name, one in own.items()}
        named = {name: found for name, found in choices.items() if found}
        self.filters.keep_only(OWN, named)
        for name, found in named.items():
            self.filters.add(name, own[name].label, [*found, (NOTHING, "没有登记")])

    def show_record(self, uid: str) -> None:
        """Show one person, whatever is searched and filtered."""
        if not self.may_leave():
            return
        self.table.choose(uid)  # now or, where other rows are shown, as soon as the whole list has come
        self._text = ""
        if self.header.search:
            self.header.search.clear()
        self.filters.clear()
        self.detail.show_person(uid)

    def may_leave(self) -> bool:
        """Asks where something is not saved."""
        if self._registering:
            return self._leave_form()
        return self.detail.may_close()

    def first_focus(self) -> QWidget | None:
        """The search line."""
        return self.header.search

    def _search(self, text: str) -> None:
        self._text = text
        self._look_up()

    def _look_up(self) -> None:
        self.table.look_up(Query(text=self._text, filters=self.filters.chosen(), on=self._on))

    def _counted(self, count: int) -> None:
        all_ = not self._text and not self.filters.chosen() and self._on is None
        day = f"（{self._on} 在册）" if self._on else ""
        self.header.set_count(f"{count} 人{day}" if all_ else f"{count} 人{day} / 共 {self._total} 人")
        if not self._registering:
            self._left.setCurrentIndex(2 if all_ and not count else 0)

    def _picked(self) -> None:
        count = len(self.table.selected())
        self.bar.update_state(f"选中 {count} 人" if count > 1 else "")

    def _chosen(self, uid: Any) -> None:
        if self._registering:
            return
        shown = self.detail.file.uid if self.detail.file else None
        if uid != shown and not self.detail.may_close():
            self.table.choose(shown)
            return
        if uid is None:
            self.detail.show_nobody()
        elif not (self.detail.editing and uid == shown):
            self.detail.show_person(uid)

    # Registering

    @property
    def _registering(self) -> bool:
        return self._left.currentIndex() == 1

    def register(self) -> None:
        """Ctrl+N: the form of a new person; beside it who may be that person already."""
        if self._registering or not self.detail.may_close():
            return
        self._left.setCurrentIndex(1)
        self._right.setCurrentIndex(1)
        self.form.open()

    def _leave_form(self) -> bool:
        self.form.leave()
        return not self._registering

    def _form_closed(self) -> None:
        self._left.setCurrentIndex(0)
        self._right.setCurrentIndex(0)
        self._counted(self.table.count)
        self.table.setFocus()

    def _registered(self, saved: Saved) -> None:
        self._tell(saved)
        self.show_record(saved.uid)

    def _open_instead(self, uid: str) -> None:
        if self.form.unsaved:
            self.form.drafts.drop()
        self.form.finish()
        self.show_record(uid)

    def _tell(self, saved: Saved) -> None:
        self.room.ask.tell("".join((saved.sentence, *saved.notices)), undo=True)

    # The selection

    def edit_current(self) -> None:
        """E: edit the person who is shown."""
        self.detail.open_form()

    def show_forms(self) -> None:
        """F: the forms of the person who is shown."""
        self.detail.go_to_forms()

    def log(self) -> None:
        """R: one line of the service log, for one person or for all that are selected."""
        if len(self.table.selected()) == 1:
            self.detail.go_to_log()
        else:
            self.steps.log()

    def hand_out_files(self) -> None:
        """P: the files of all that are selected, on paper."""
        hand_out_files(self.room, self.table.selected(), self)

    def hand_out_blank(self) -> None:
        """A form to be filled in by hand."""
        hand_out_blank(self.room)

    def hand_out(self) -> None:
        """The list for a village helper: of the selection where there is one, else of a whole village."""
        uids = self.table.selected()
        hand_out_list(self.room, uids if len(uids) > 1 else None, self)


def _asked(query: Query) -> Query:
    """Age orders by birth date the other way round."""
    if query.sort not in _SORTS:
        return query
    return replace(query, sort=_SORTS[query.sort], descending=not query.descending)
