"""新登记: a form for a new person, and beside it who may be that person already."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desk_app.domain.cards import read_card
from desk_app.domain.entry import NotEntered, like, shown
from desk_app.domain.errors import DeskError
from desk_app.domain.progress import Progress
from desk_app.domain.registration import FIELDS, Circumstances, check, read_from_number
from desk_app.services.finding import Similar
from desk_app.services.seekers import Saved, draft_key
from desk_app.ui.kit.actions import Action, ActionButton, bind
from desk_app.ui.kit.drafts import DraftKeeper
from desk_app.ui.kit.forms import Form, prepare
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.tags import Tag, TagRow
from desk_app.ui.pages.seekers.layout import ASKED

_ALIKE_AFTER = 80  # milliseconds after a keystroke until the file is asked for look-alikes
_TELLING = ("id_no", "name", "mobile", "second_phone")


class SimilarPersons(QFrame):
    """Who on file may be the person being typed, each with 打开."""

    opened = Signal(str)

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = room
        self.found: Sequence[Similar] = ()
        look = room.look
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(16),) * 4)
        column.setSpacing(look.px(8))
        heading = QLabel("档案里可能已有的人", self)
        heading.setProperty("role", "heading")
        column.addWidget(heading)
        self.words = QLabel(self)
        self.words.setProperty("role", "quiet")
        self.words.setWordWrap(True)
        column.addWidget(self.words)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        column.addWidget(self._scroll, 1)
        self.show_persons(())

    def show_persons(self, found: Sequence[Similar]) -> None:
        """Show these; none is said in words."""
        self.found = tuple(found)
        self.words.setText(
            "就是同一个人时，按“打开”去改他的档案，不要再登记一次。"
            if found
            else "录入证件号码、姓名或电话时，这里会显示相同或相近的人。"
        )
        inside = QWidget()
        inside.setProperty("role", "surface")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._room.look.px(12))
        for number, one in enumerate(found, start=1):
            column.addWidget(self._card(number, one, inside))
        column.addStretch(1)
        self._scroll.setWidget(inside)

    def _card(self, number: int, one: Similar, parent: QWidget) -> QWidget:
        look = self._room.look
        card = QWidget(parent)
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(4))
        head = QHBoxLayout()
        name = QLabel(one.name, card)
        name.setProperty("role", "strong")
        head.addWidget(name)
        head.addStretch(1)
        uid = one.uid
        action = Action(id=f"open-{number}", title="打开", run=lambda: self.opened.emit(uid))
        head.addWidget(ActionButton(action, look, parent=card))
        column.addLayout(head)
        detail = QLabel(one.detail, card)
        detail.setProperty("role", "quiet")
        detail.setWordWrap(True)
        column.addWidget(detail)
        tone = "danger" if one.same else "caution"
        column.addWidget(TagRow(look, [Tag(reason, tone) for reason in one.reasons], card))  # type: ignore[arg-type]  # one of the two tones
        return card


class Registering(QFrame):
    """The form of a new person."""

    saved = Signal(object)  # Saved
    closed = Signal()

    def __init__(self, room: Room, similar: SimilarPersons, parent: QWidget) -> None:
        super().__init__(parent)
        self.room, self.similar = room, similar
        self._at: Circumstances | None = None
        self._villages: tuple[str, ...] = ()
        look = room.look
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(16),) * 4)
        column.setSpacing(look.px(8))
        heading = QLabel("新登记求职人员", self)
        heading.setProperty("role", "heading")
        column.addWidget(heading)
        self.words = QLabel(self)
        self.words.setProperty("role", "strip")
        self.words.setWordWrap(True)
        self.words.hide()
        column.addWidget(self.words)
        self.form = Form(
            room, FIELDS, ASKED, check=self._check, suggest={"village": self._village_words}, own="seekers", parent=self
        )
        self.form.fill({})
        column.addWidget(self.form, 1)
        self.keep = Action(id="save-new", title="保存登记", run=self.save, shortcut="Ctrl+Return", icon="save")
        self.give_up = Action(id="give-up-new", title="不登记了", run=self.leave, shortcut="Esc")
        bind(self.give_up, self)
        row = QHBoxLayout()
        row.addWidget(ActionButton(self.keep, look, primary=True, parent=self))
        row.addWidget(ActionButton(self.give_up, look, parent=self))
        hint = QLabel("Enter 到下一格，Ctrl+Enter 保存", self)
        hint.setProperty("role", "small")
        row.addStretch(1)
        row.addWidget(hint)
        column.addLayout(row)
        self.drafts = DraftKeeper(room, self.form)
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.setInterval(_ALIKE_AFTER)
        self._ask.timeout.connect(self._look_for_similar)
        self.form.typed_in.connect(self._typed)
        self.form.submitted.connect(self.save)

    def open(self) -> None:
        """Begin; what was typed the last time and not saved comes back."""
        desk = self.room.desk
        self.form.fill({})
        self.words.hide()
        self.similar.show_persons(())

        def work(_: Progress) -> tuple[Circumstances, tuple[str, ...]]:
            prepare(desk.codes)
            return desk.seekers.circumstances(desk.actor), desk.seekers.villages(desk.actor)

        def show(found: tuple[Circumstances, tuple[str, ...]]) -> None:
            self._at, self._villages = found

        self.room.tasks.run(work, show, owner=self, what="打开登记表", key="open")
        self.drafts.open(draft_key(None), self._say_restored)
        self.form.go_to("id_no")

    @property
    def unsaved(self) -> bool:
        """Whether something was typed."""
        return bool(self.form.typed())

    def leave(self) -> None:
        """Esc: close the form; what was typed may be kept as a draft."""
        if self.unsaved:
            chosen = self.room.ask.choose(
                "登记还没有保存",
                "要怎么处理已录入的内容？",
                (("stay", "继续录入"), ("keep", "先放着，下次接着录"), ("drop", "放弃")),
            )
            if chosen not in ("keep", "drop"):
                return
            if chosen == "keep":
                self.drafts.keep()
            else:
                self.drafts.drop()
        self.finish()

    def finish(self) -> None:
        """Close the form."""
        self.drafts.close()
        self._ask.stop()
        self.form.fill({})
        self.closed.emit()

    def save(self) -> None:
        """Save; look-alikes that are not certainly the same are asked about first."""
        near = [one for one in self.similar.found if not one.same]
        if near and not any(one.same for one in self.similar.found):
            names = "；".join(f"{one.name}（{'、'.join(one.reasons)}）" for one in near[:3])
            if not self.room.ask.confirm(f"档案里可能已有同一个人：{names}。确实是另一个人才新登记。", "仍然新登记"):
                return
        desk, typed = self.room.desk, self.form.typed()

        def kept(saved: Saved) -> None:
            self.finish()
            self.saved.emit(saved)

        self.room.tasks.run(
            lambda _: desk.seekers.save(desk.actor, None, typed),
            kept,
            failed=self._refused,
            owner=self,
            what="保存登记",
            key="save",
        )

    def _refused(self, error: DeskError) -> None:
        if isinstance(error, NotEntered):
            self.form.show_errors(error.errors)
            if error.same:
                self._look_for_similar()
        else:
            self.room.ask.warn(error)

    def _say_restored(self, sentence: str) -> None:
        self.words.setText(sentence)
        self.words.show()
        self._look_for_similar()

    def _check(self, name: str, text: str) -> str:
        return check(name, text, self._at) if self._at else ""

    def _village_words(self, typed: str) -> Sequence[str]:
        return like(self._villages, typed)

    def _typed(self, name: str) -> None:
        if name == "id_no" and self._at:
            self._fill_from_number()
        if name in _TELLING:
            self._ask.start()

    def _fill_from_number(self) -> None:
        """Sex and birth date follow from the number while it is typed."""
        if self._at is None:
            return
        found = read_from_number(self.form.text("id_no"), self._at)
        codes = self.room.desk.codes
        self.form.put(
            {name: shown(FIELDS[name], found[name], codes) for name in ("sex", "birth_date") if name in found}
        )

    def _take_card(self) -> None:
        """A card reader has typed the whole card where the number belongs: each part goes into its own field."""
        card = read_card(self.form.text("id_no"), self.room.desk.codes)
        if card:
            self.form.put({name: text for name, text in card.items() if name == "id_no" or not self.form.text(name)})
            self._fill_from_number()

    def _look_for_similar(self) -> None:
        self._ask.stop()
        self._take_card()
        desk = self.room.desk
        typed = {name: text for name in _TELLING if (text := self.form.text(name).strip())}
        self.room.tasks.run(
            lambda _: desk.finding.similar(desk.actor, typed),
            self.similar.show_persons,
            owner=self,
            what="查同名同号",
            key="similar",
        )
