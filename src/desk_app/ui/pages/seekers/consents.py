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
    PHONE: {True: "同意", False: "不同意，推荐信上不印电话，也不能开具", None: "还没有问"},
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
        self.notice, self.phone = QLabel(self), QLabel(self)
        self._print = Action(id="notice-print", title="打印告知书", run=self.print_notice)
        self._sign = Action(id="notice-sign", title="登记已签", run=self.sign)
        self._give = Action(id="phone-give", title="同意", run=self.give)
        self._take = Action(id="phone-take", title="撤回", run=self.take_back)
        self.give_button, self.take_button = self._button(self._give), self._button(self._take)
        column.addLayout(self._line(self.notice, self._button(self._print), self._button(self._sign)))
        column.addLayout(self._line(self.phone, self.give_button, self.take_button))

    def _button(self, action: Action) -> ActionButton:
        button = ActionButton(action, self.room.look, parent=self)
        button.setProperty("role", "link")
        return button

    def _line(self, words: QLabel, *buttons: ActionButton) -> QHBoxLayout:
        words.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(words, 1)
        for button in buttons:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def show_person(self, file: PersonFile) -> None:
        """Show what holds for this person."""
        self._uid, self._name = file.uid, file.name
        label = self.room.desk.codes["consent_purpose"].label
        for line, word in zip((self.notice, self.phone), file.consents, strict=True):
            when = moment_words(word.at, self.room.desk.actor.clock.now()) if word.at else ""
            kept = f"存放在{word.paper}" if word.paper else ""
            parts = (_STATES[word.purpose][word.given], when, word.by, word.source, kept)
            line.setText(f"{label(word.purpose)}：{' · '.join(filter(None, parts))}")
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
            "告知与同意", sentence, [(one.code, one.label) for one in self.room.desk.codes["how"]]
        )

    def _do(self, work: Callable[[], str]) -> None:
        self.room.tasks.run(
            lambda _: work(),
            lambda words: self.room.ask.tell(words, undo=True),
            owner=self,
            what="登记告知与同意",
        )
