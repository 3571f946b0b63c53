"""The forms of the page: an application, a step, a family, a member, and the word that a family is cleared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from desk_app.domain.entry import like
from desk_app.domain.hardship import entering
from desk_app.domain.hardship.records import Certification, Family, FamilyMember
from desk_app.services.hardship.reading import PERSONAL
from desk_app.ui.kit.entering import Entry
from desk_app.ui.kit.forms import Reveal
from desk_app.ui.kit.page import Room
from desk_app.ui.pages.hardship.layout import APPLICATION, CLEARING, FAMILY, MEMBER, STEPS


class _Titled(Entry):
    """An entry with a heading of its own; what the program typed first is not the clerk's and need not be kept."""

    _first: Mapping[str, str]

    def open(
        self, heading: str, uid: str, facts: Mapping[str, str], first: Mapping[str, str], start: str, draft: str
    ) -> None:
        """Open on these values with the cursor in `start`."""
        self._first = first
        self.begin(uid, facts, first, draft=draft)
        self.heading.setText(heading)
        self.form.go_to(start)

    def leave(self) -> bool:
        """Close the form; asks where the clerk typed something."""
        if self.form.typed() == dict(self._first):
            self.drafts.close()
            self.finish()
            return True
        return super().leave()


class ApplicationEntry(_Titled):
    """申请 of a person (`seeker` given), or the correction of one."""

    noun: ClassVar[str] = "certification"
    words: ClassVar[str] = "认定申请"

    def __init__(self, room: Room, reveal: Reveal, parent: QWidget, seeker: str = "") -> None:
        super().__init__(
            room,
            entering.APPLICATION,
            APPLICATION,
            parent,
            suggest={"hukou_village": lambda typed: like(self._villages, typed)},
            reveal=None if seeker else reveal,
            hidden=PERSONAL[Certification],
        )
        self._seeker = seeker
        self._villages: Sequence[str] = ()

    def read(self) -> Any:
        """The villages that are offered."""
        return self.room.desk.seekers.villages(self.room.desk.actor)

    def ready(self, found: Any) -> None:
        """Offer them."""
        self._villages = found

    def write(self, typed: Mapping[str, str]) -> tuple[str, str]:
        """Keep it."""
        desk = self.room.desk
        if self._seeker:
            saved = desk.hardship.apply(desk.actor, self._seeker, typed)
        else:
            saved = desk.hardship.edit(desk.actor, self.uid or "", typed)
        return saved.uid, "".join((saved.sentence, *saved.notices))


class StepEntry(_Titled):
    """One step, of one person or of several at once."""

    noun: ClassVar[str] = "step"
    words: ClassVar[str] = "这一步"

    def __init__(self, room: Room, step: str, result: str, uids: Sequence[str], parent: QWidget) -> None:
        super().__init__(room, entering.STEP, STEPS[step], parent)
        self._step, self._result, self._uids = step, result, tuple(uids)
        self.left: tuple[tuple[str, str], ...] = ()

    def write(self, typed: Mapping[str, str]) -> tuple[str, str]:
        """Keep it."""
        desk = self.room.desk
        made = desk.hardship.take(desk.actor, self._uids, self._step, typed, result=self._result)
        self.left = made.left
        return (made.done or self._uids)[0], made.sentence


class FamilyEntry(_Titled):
    """A family with its 五清."""

    noun: ClassVar[str] = "family"
    words: ClassVar[str] = "家庭情况"

    def __init__(self, room: Room, reveal: Reveal | None, parent: QWidget) -> None:
        hidden = PERSONAL[Family] if reveal else ()
        super().__init__(room, entering.FAMILY, FAMILY, parent, reveal=reveal, hidden=hidden)

    def write(self, typed: Mapping[str, str]) -> tuple[str, str]:
        """Keep it."""
        desk = self.room.desk
        return desk.hardship.families.save(desk.actor, self.uid, typed)


class MemberEntry(_Titled):
    """A member of a family."""

    noun: ClassVar[str] = "member"
    words: ClassVar[str] = "家庭成员"

    def __init__(self, room: Room, family: str, reveal: Reveal | None, parent: QWidget) -> None:
        hidden = PERSONAL[FamilyMember] if reveal else ()
        super().__init__(room, entering.MEMBER, MEMBER, parent, reveal=reveal, hidden=hidden)
        self._family = family

    def write(self, typed: Mapping[str, str]) -> tuple[str, str]:
        """Keep it."""
        desk = self.room.desk
        return "", desk.hardship.families.save_member(desk.actor, self._family, self.uid, typed)


class ClearEntry(_Titled):
    """销号 of a family."""

    noun: ClassVar[str] = "clearing"
    words: ClassVar[str] = "销号"

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(room, entering.CLEARING, CLEARING, parent)

    def write(self, typed: Mapping[str, str]) -> tuple[str, str]:
        """Keep it."""
        desk, uid = self.room.desk, self.uid or ""
        return uid, desk.hardship.families.clear(desk.actor, uid, typed)
