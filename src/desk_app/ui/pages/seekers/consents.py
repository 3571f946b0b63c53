"""告知与同意 in a person's file: what was signed and agreed to, and what can be registered or taken back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desk_app.domain.entry import moment_words
from desk_app.domain.privacy.consents import NOTICE, PHONE
from desk_app.services.seekers import PersonFile
from desk_app.ui.kit.actions import Action, ActionButton
from desk_app.ui.kit.handing import hand_out
from desk_app.ui.kit.page import Room

_STATES = {
    NOTICE: {True: "已签", False: "没有签", None: "还没有签"},
    PHONE: {True: "同意", False: "不同意，不能开推荐信", None: "还没有问"},
}


class Consents(QWidget):
    """Two lines: the signed notice, and the phone for employers; each with what can be done about it."""

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(parent)
        self.room = room
        self._uid, self._name = "", ""
        look = room.look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, look.px(8))
        column.setSpacing(look.px(4))
        heading = QLabel("告知与同意", self)
        heading.setProperty("role", "strong")
        column.addWidget(heading)
        self._print = Action(id="notice-print", title="打印", run=self.print_notice)
        self._sign = Action(id="notice-sign", title="登记已签", run=self.sign)
        self._give = Action(id="phone-give", title="登记同意", run=self.give)
        self._take = Action(id="phone-take", title="撤回", run=self.take_back)
        self.give_button, self.take_button = self._button(self._give), self._button(self._take)
        self.notice, self._notice_small = self._line(column, self._button(self._print), self._button(self._sign))
        self.phone, self._phone_small = self._line(column, self.give_button, self.take_button)

    def _button(self, action: Action) -> ActionButton:
        button = ActionButton(action, self.room.look, parent=self)
        button.setProperty("role", "link")
        return button

    def _line(self, column: QVBoxLayout, *buttons: ActionButton) -> tuple[QLabel, QLabel]:
        """What holds, below it small since when and by whom, at the right what can be done."""
        row, words = QHBoxLayout(), QVBoxLayout()
        words.setSpacing(0)
        said, small = QLabel(self), QLabel(self)
        small.setProperty("role", "small")
        for label in (said, small):
            label.setWordWrap(True)
            words.addWidget(label)
        row.addLayout(words, 1)
        for button in buttons:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        return said, small

    def show_person(self, file: PersonFile) -> None:
        """Show what holds for this person."""
        self._uid, self._name = file.uid, file.name
        codes, now = self.room.desk.codes["consent_purpose"], self.room.desk.actor.clock.now()
        lines = ((self.notice, self._notice_small), (self.phone, self._phone_small))
        for (said, small), word in zip(lines, file.consents, strict=True):
            said.setText(f"{codes.short(word.purpose)}：{_STATES[word.purpose][word.given]}")
            when = moment_words(word.at, now) if word.at else ""
            kept = f"存放在{word.paper}" if word.paper else ""
            small.setText(" · ".join(filter(None, (when, word.by, word.source, kept))))
            small.setVisible(bool(small.text()))
        given = file.consents[1].given
        self.give_button.setVisible(given is not True)
        self.take_button.setVisible(given is True)

    def print_notice(self) -> None:
        """The paper to be signed."""
        desk, uid = self.room.desk, self._uid
        hand_out(self.room, "个人信息收集告知书", lambda _: desk.privacy.notice_pdf(desk.actor, uid))

    def sign(self) -> None:
        """Register that it was signed."""
        desk, uid = self.room.desk, self._uid
        paper = self.room.ask.line("登记已签告知书", f"{self._name}签了字的告知书放在哪里（册、盒、柜）", "登记")
        if paper:
            self._do(lambda: desk.privacy.record_notice(desk.actor, uid, paper))

    def give(self) -> None:
        """The person agrees to give the phone to employers."""
        how = self._how(f"{self._name}同意把电话提供给用人单位，是怎么说的？")
        desk, uid = self.room.desk, self._uid
        if how:
            self._do(lambda: desk.privacy.record_phone_consent(desk.actor, uid, given=True, how=how))

    def take_back(self) -> None:
        """The person takes the consent back: from the next letter on."""
        how = self._how(f"{self._name}撤回同意后，新的推荐信开不出来；已经开出的不变。是怎么说的？")
        desk, uid = self.room.desk, self._uid
        if how:
            self._do(lambda: desk.privacy.record_phone_consent(desk.actor, uid, given=False, how=how))

    def _how(self, sentence: str) -> str | None:
        return self.room.ask.choose(
            "告知与同意", sentence, [(one.code, one.label) for one in self.room.desk.codes["how"].offered]
        )

    def _do(self, work: Callable[[], str]) -> None:
        self.room.tasks.run(
            lambda _: work(),
            lambda words: self.room.ask.tell(words, undo=True),
            owner=self,
            what="登记告知与同意",
        )
