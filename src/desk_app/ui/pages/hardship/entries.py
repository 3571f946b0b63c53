"""The forms of the page: an application, a step, a family, a member, and the word that a family is cleared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from desk_app.domain.entry import like
from desk_app.domain.hardship import entering
from desk_app.domain.hardship.records import Certification, Family, FamilyMember
from desk_app.domain.hardship.steps import AGREED
from desk_app.services.hardship.reading import PERSONAL
from desk_app.ui.kit.entering import Entry
from desk_app.ui.kit.forms import Reveal
from desk_app.ui.kit.page import Room
from desk_app.ui.pages.hardship.layout import APPLICATION, CLEARING, FAMILY, MEMBER, STEPS


class _Titled(Entry):
    """An entry with a heading of its own that starts from what is mostly right already."""

    _first: Mapping[str, str]

    def open(
        self, heading: str, uid: str, facts: Mapping[str, str], first: Mapping[str, str], start: str, draft: str
    ) -> None:
        """Open on what is kept (`facts`) and on what is proposed (`first`) with the cursor in `start`."""
        self._first = first
        self.begin(uid, {**facts, **first}, {}, draft=draft)
        self.heading.setText(heading)
        self.form.go_to(start)

    def write(self, typed: Mapping[str, str]) -> tuple[str, str]:
        """Keep what was proposed, and what the clerk made of it."""
        return self.store({**self._first, **typed})

    def store(self, typed: Mapping[str, str]) -> tuple[str, str]:
        """Call the use case, on a pool thread; the uid and a sentence."""
        raise NotImplementedError


class ApplicationEntry(_Titled):
    """申请 of the person `seeker`, or with `reveal` the correction of one."""

    noun: ClassVar[str] = "certification"
    words: ClassVar[str] = "认定申请"

    def __init__(self, room: Room, reveal: Reveal | None, parent: QWidget) -> None:
        super().__init__(
            room,
            entering.APPLICATION,
            APPLICATION,
            parent,
            suggest={"hukou_village": lambda typed: like(self._villages, typed)},
            reveal=reveal,
            hidden=PERSONAL[Certification],
        )
        self.seeker = ""
        self._villages: Sequence[str] = ()

    def read(self) -> Any:
        """The villages that are offered."""
        return self.room.desk.seekers.villages(self.room.desk.actor)

    def ready(self, found: Any) -> None:
        """Offer them."""
        self._villages = found

    def store(self, typed: Mapping[str, str]) -> tuple[str, str]:
        """Keep it."""
        desk = self.room.desk
        if self.uid:
            saved = desk.hardship.edit(desk.actor, self.uid, typed)
        else:
            saved = desk.hardship.apply(desk.actor, self.seeker, typed)
        return saved.uid, "".join((saved.sentence, *saved.notices))


class StepEntry(_Titled):
    """One step, of one person or of several at once."""

    noun: ClassVar[str] = "step"
    words: ClassVar[str] = "这一步"

    def __init__(self, room: Room, step: str, parent: QWidget) -> None:
        super().__init__(room, entering.STEP, STEPS[step], parent)
        self._step = step
        self.result = AGREED
        self.uids: tuple[str, ...] = ()
        self.left: tuple[tuple[str, str], ...] = ()

    def store(self, typed: Mapping[str, str]) -> tuple[str, str]:
        """Keep it."""
        desk = self.room.desk
        made = desk.hardship.take(desk.actor, self.uids, self._step, typed, result=self.result)
        self.left = made.left
        return (made.done or self.uids)[0], made.sentence


class FamilyEntry(_Titled):
    """A family with its 五清."""

    noun: ClassVar[str] = "family"
    words: ClassVar[str] = "家庭情况"

    def __init__(self, room: Room, reveal: Reveal | None, parent: QWidget) -> None:
        hidden = PERSONAL[Family] if reveal else ()
        super().__init__(room, entering.FAMILY, FAMILY, parent, reveal=reveal, hidden=hidden)

    def store(self, typed: Mapping[str, str]) -> tuple[str, str]:
        """Keep it."""
        desk = self.room.desk
        return desk.hardship.families.save(desk.actor, self.uid, typed)


class MemberEntry(_Titled):
    """A member of the family `family`."""

    noun: ClassVar[str] = "member"
    words: ClassVar[str] = "家庭成员"

    def __init__(self, room: Room, reveal: Reveal | None, parent: QWidget) -> None:
        hidden = PERSONAL[FamilyMember] if reveal else ()
        super().__init__(room, entering.MEMBER, MEMBER, parent, reveal=reveal, hidden=hidden)
        self.family = ""

    def store(self, typed: Mapping[str, str]) -> tuple[str, str]:
        """Keep it."""
        desk = self.room.desk
        return "", desk.hardship.families.save_member(desk.actor, self.family, self.uid, typed)


class ClearEntry(_Titled):
    """销号 of a family."""

    noun: ClassVar[str] = "clearing"
    words: ClassVar[str] = "销号"

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(room, entering.CLEARING, CLEARING, parent)

    def store(self, typed: Mapping[str, str]) -> tuple[str, str]:
        """Keep it."""
        desk, uid = self.room.desk, self.uid or ""
        return uid, desk.hardship.families.clear(desk.actor, uid, typed)
