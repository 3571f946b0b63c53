"""The forms that take the list's place, one at a time, and what happens when they are kept or left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget

from desk_app.domain.hardship.steps import AGREED, REFUSED, notice_end
from desk_app.services.hardship import CaseFile, MemberRow, draft_key
from desk_app.services.hardship.reading import facts_of
from desk_app.ui.kit.entering import Entry
from desk_app.ui.kit.page import Room
from desk_app.ui.pages.hardship.board import Board
from desk_app.ui.pages.hardship.detail import CaseSide, FamilySide
from desk_app.ui.pages.hardship.entries import ApplicationEntry, ClearEntry, FamilyEntry, MemberEntry, StepEntry

E = TypeVar("E", bound=Entry)
_NAMED = 5  # reasons that are told one by one


class Forms(QObject):
    """Opens a form in the place of the list."""

    def __init__(self, room: Room, place: QStackedWidget, board: Board, case: CaseSide, family: FamilySide) -> None:
        super().__init__(place)
        self._room, self._place, self._board = room, place, board
        self._case, self._family = case, family
        self._kept: dict[str, Entry] = {}
        self.entry: Entry | None = None

    def may_close(self) -> bool:
        """Whether the open form may be left; asks where something was typed."""
        return self.entry is None or self.entry.leave()

    def back_to_list(self) -> None:
        """The list again, with the focus in it."""
        self.entry = None
        self._place.setCurrentWidget(self._board)
        self._board.table.setFocus()

    def _form(self, key: str, make: Callable[[], E]) -> E:
        """The form of this kind, made when it is first needed; it is open from now on."""
        entry = self._kept.get(key)
        if entry is None:
            entry = self._kept[key] = make()
            self._place.addWidget(entry)
            entry.closed.connect(self.back_to_list)
            entry.saved.connect(partial(self._saved, entry))
        self.entry = entry
        self._place.setCurrentWidget(entry)
        return cast("E", entry)

    def _saved(self, entry: Entry, uid: str, sentence: str) -> None:
        self._room.ask.tell(sentence, undo=True)
        if uid and not isinstance(entry, MemberEntry):
            self._board.choose(uid, family=isinstance(entry, FamilyEntry | ClearEntry))
        if isinstance(entry, StepEntry) and entry.left:
            told = "\n".join(sentence for _, sentence in entry.left[:_NAMED])
            more = f"\n另有 {len(entry.left) - _NAMED} 人。" if len(entry.left) > _NAMED else ""
            self._room.ask.warn(f"有 {len(entry.left)} 人没有办：\n{told}{more}")

    # Certifications

    def apply_for(self, seeker: str, name: str) -> None:
        """申请 of a person on file, or the certification that he or she has already."""
        desk = self._room.desk

        def show(found: tuple[str, str, str]) -> None:
            kind, key, _ = found
            if kind == "case":
                self.back_to_list()
                self._board.choose(key)
                self._room.ask.tell(f"{name}已经有一份没办完或有效的认定，就是这一份。")
                return
            entry = self._form("new", lambda: ApplicationEntry(self._room, None, self._place))
            entry.seeker = seeker
            first = {"applied_on": desk.actor.today().isoformat()}
            entry.open(f"{name}的困难认定申请", "", {}, first, "category", draft_key("new", seeker))

        self._room.tasks.run(
            lambda _: desk.hardship.place_of(desk.actor, seeker), show, owner=self, what="打开申请", key="apply"
        )

    def edit_case(self) -> None:
        """Correct the application that is shown."""
        file = self._case.file
        if file and self.entry is None:
            entry = self._form("edit", lambda: ApplicationEntry(self._room, self._case.reveal, self._place))
            uid, name = file.listed.uid, file.listed.name
            entry.open(f"修改{name}的认定申请", uid, file.facts, {}, "category", draft_key("edit", uid))

    def take_step(self, step: str, result: str = AGREED, first: Mapping[str, str] | None = None) -> None:
        """A step of all that are selected; `first` stands there already."""
        uids = self._board.uids()
        if not uids or self.entry is not None:
            return
        line = self._board.case(uids[0])
        whom = line.name if len(uids) == 1 and line else f"选中的 {len(uids)} 人"
        word = self._room.desk.codes["hardship_step"].label(step)
        entry = self._form(step, lambda: StepEntry(self._room, step, self._place))
        entry.uids, entry.result = tuple(uids), result
        heading = f"{whom}：{word}" + ("，不同意" if result == REFUSED else "")
        typed = {"on": self._room.desk.actor.today().isoformat(), **(first or {})}
        start = "opinion" if result == REFUSED else "on"
        entry.open(heading, uids[0], {}, typed, start, draft_key(step, uids[0]))
        if step == "notice":
            end = notice_end(self._room.desk.actor.today(), self._room.desk.hardship.policy)
            entry.form.note("until", f"不填就是满期那天：今天张贴，到 {end.day}。{end.notice}")

    # Families

    def enter_family(self) -> None:
        """A family that was certified elsewhere or before."""
        if self.entry is None:
            entry = self._form("new-family", lambda: FamilyEntry(self._room, None, self._place))
            entry.open("登记零就业家庭", "", {}, {}, "head", draft_key("family", "new"))

    def change_family(self) -> None:
        """The family that is shown, its certification, the 五清."""
        file = self._family.file
        if file and self.entry is None:
            entry = self._form("family", lambda: FamilyEntry(self._room, self._family.reveal, self._place))
            uid, facts = file.family.uid, facts_of(file.family, self._room.desk.codes)
            entry.open(f"修改{file.family.head}家", uid, facts, {}, "head", draft_key("family", uid))

    def clear_family(self) -> None:
        """销号; who is at work as far as the file knows stands there already."""
        file = self._family.file
        if file and self.entry is None:
            entry = self._form("clear", lambda: ClearEntry(self._room, self._place))
            first = {"cleared_on": self._room.desk.actor.today().isoformat()}
            if file.at_work:
                first["cleared_member"] = file.at_work[0]
            uid = file.family.uid
            entry.open(f"{file.family.head}家销号", uid, {}, first, "cleared_how", draft_key("clear", uid))

    def drop_family(self) -> None:
        """Delete the family that is shown: it was entered by mistake."""
        file = self._family.file
        if file and self._room.ask.confirm(f"删除{file.family.head}家和它的成员。求职档案不受影响。", "删除"):
            desk, uid = self._room.desk, file.family.uid
            self._room.tasks.run(
                lambda _: desk.hardship.families.remove(desk.actor, uid),
                lambda words: self._room.ask.tell(words, undo=True),
                owner=self,
                what="删除家庭",
            )

    def enter_member(self, side: CaseSide | FamilySide, member: MemberRow | None) -> None:
        """A member of the family that is shown, or a new one."""
        file = side.file.family if isinstance(side.file, CaseFile) else side.file
        if file is None or self.entry is not None:
            return
        reveal = self._reveal if member else None
        key = "member" if member else "new-member"
        entry = self._form(key, lambda: MemberEntry(self._room, reveal, self._place))
        family = entry.family = file.family.uid
        heading = f"修改成员{member.facts['name']}" if member else f"{file.family.head}家的新成员"
        uid, facts = (member.uid, member.facts) if member else ("", {})
        entry.open(heading, uid, facts, {}, "name", draft_key("member", uid or family))

    def drop_member(self, member: MemberRow) -> None:
        """Take a member out of the family."""
        name = member.facts["name"]
        if self._room.ask.confirm(f"从家庭成员里删除{name}。求职档案不受影响。", "删除"):
            desk = self._room.desk
            self._room.tasks.run(
                lambda _: desk.hardship.families.remove_member(desk.actor, member.uid),
                lambda words: self._room.ask.tell(words, undo=True),
                owner=self,
                what="删除成员",
            )

    def _reveal(self, name: str, take: Callable[[str], None]) -> None:
        """A value of the member whose form is open, in clear."""
        desk, uid = self._room.desk, self.entry.uid if self.entry else None
        if uid:
            self._room.tasks.run(
                lambda _: desk.hardship.families.reveal(desk.actor, "member", uid, name), take, owner=self, what="查看"
            )
