"""收回执: a line in which a receipt is taken in three keys."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desk_app.domain.entry import Misread, understood
from desk_app.domain.errors import DeskError
from desk_app.domain.fields import fields_of
from desk_app.domain.referrals import OPEN_STATES, Letter
from desk_app.ui.kit.button import Button
from desk_app.ui.kit.page import Room
from desk_app.ui.look import role

_RESULTS = ("hired", "not_hired", "declined", "overdue")
_SCANNED = re.compile(r"R?1?-?([0-9A-Z]{1,20}-[0-9A-Z]{1,8}-\d{4}-\d{1,9}-[A-Z2-7]{103})")


def scanned(text: str) -> str:
    """The QR text in what a scanner typed, whose first characters may have been taken for keys; "" if it is none."""
    found = _SCANNED.fullmatch(unicodedata.normalize("NFKC", text).strip().upper())
    return f"R1-{found[1]}" if found else ""


class ReceiptLine(QFrame):
    """Number (typed or scanned), result by one digit, then date or reason where the result has one.

    A scanner can be used at every step: its text is known by its form.
    """

    closed = Signal()
    taken = Signal(str)  # the uid of the letter

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room, self._look = room, room.look
        self.setProperty("role", "card")
        self.letter: Letter | None = None
        self._pile = False  # whether one receipt after another is taken
        column = QVBoxLayout(self)
        gap = room.look.px(12)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(room.look.px(8))
        first = QHBoxLayout()
        first.setSpacing(room.look.px(8))
        heading = QLabel("收回执", self)
        heading.setProperty("role", "strong")
        first.addWidget(heading)
        self.number = QLineEdit(self)
        self.number.setPlaceholderText("编号（如 2026-15），或扫回执旁的二维码")
        self.number.setAccessibleName("推荐信编号")
        # A scanner types like a keyboard; an input method would swallow its letters.
        self.number.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.number.setMinimumWidth(room.look.px(200))
        self.number.returnPressed.connect(self._look_for)
        first.addWidget(self.number, 1)
        close = Button("收起", self)
        close.setProperty("role", "flat")
        close.setToolTip("收起（Esc）")
        close.setAutoDefault(False)
        close.clicked.connect(self.close_line)
        first.addWidget(close)
        column.addLayout(first)
        self.who = QLabel(self)
        self.who.setWordWrap(True)
        column.addWidget(self.who)
        self._column = column
        self._step: QWidget | None = None
        self.day = QLineEdit()
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._back)
        self.hide()

    # Opening and closing

    def open_empty(self) -> None:
        """Wait for a number; after each receipt for the next one."""
        self._pile = True
        self._ask_number("")
        self.show()

    def open_letter(self, letter: Letter) -> None:
        """Take the receipt of this letter."""
        self._pile = False
        self.number.setText(letter.short_no)
        self.show()
        self._found(letter)

    def close_line(self) -> None:
        """Put the line away."""
        self._clear_step()
        self.letter = None
        self.hide()
        self.closed.emit()

    def _back(self) -> None:
        """Esc: one step back, from the number out."""
        if self.letter is not None and self._pile:
            self._ask_number("")
        else:
            self.close_line()

    def _ask_number(self, text: str) -> None:
        self._clear_step()
        self.letter = None
        self.number.setText(text)
        self._say("输入编号后按 Enter。" if not text else "", "quiet")
        self.number.setFocus()

    def _say(self, words: str, tone: str = "") -> None:
        self.who.setText(words)
        role(self.who, tone)
        self.who.setVisible(bool(words))

    # The letter

    def _look_for(self) -> None:
        typed = self.number.text().strip()
        if not typed:
            return
        typed = scanned(typed) or typed.removeprefix("R").removeprefix("r")
        desk = self._room.desk
        self.number.setReadOnly(True)  # what is typed ahead would change the number that is looked for
        self._room.tasks.run(
            lambda _: desk.referrals.cabinet.find(desk.actor, typed),
            self._found,
            failed=self._not_found,
            owner=self,
            what="查找推荐信",
            key="find",
        )

    def _not_found(self, error: DeskError) -> None:
        self.number.setReadOnly(False)
        self._clear_step()
        self._say(error.message, "danger")
        self.number.setFocus()
        self.number.selectAll()

    def _found(self, letter: Letter) -> None:
        self.number.setReadOnly(False)
        printed = letter.printed
        words = f"{letter.short_no}　{printed.get('seeker_name', '')} → {printed.get('employer_name', '')}"
        words += f"，{printed.get('post_title', '')}"
        if letter.state not in OPEN_STATES:
            label = self._room.desk.codes["letter_state"].label(letter.state)
            when = f"（{letter.received_on}）" if letter.received_on else ""
            self._clear_step()
            self._say(f"{words}。这封推荐信已登记为“{label}”{when}，不用再登记。", "caution")
            self._pile = True
            self.number.setFocus()
            self.number.selectAll()
            return
        self.letter = letter
        self.number.setText(letter.short_no)
        self._say(words, "strong")
        codes = self._room.desk.codes["letter_state"]
        options = [(code, codes.label(code)) for code in _RESULTS if code != letter.state]
        self._offer(options, self._result, digits=[str(_RESULTS.index(code) + 1) for code, _ in options])

    def _result(self, code: str) -> None:
        if code == "hired":
            self._ask_day()
        elif code == "not_hired":
            reasons = [(one.code, one.label) for one in self._room.desk.codes["receipt_reason"].offered]
            digits = [str(number) for number in range(1, len(reasons) + 1)]
            self._offer(
                [("", "回执上没写原因"), *reasons], lambda reason: self._take("not_hired", reason), ["0", *digits]
            )
        else:
            self._take(code)

    def _ask_day(self) -> None:
        step = self._new_step()
        row = QHBoxLayout(step)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._look.px(8))
        row.addWidget(QLabel("到岗日期", step))
        self.day = QLineEdit(str(self._room.desk.actor.today()), step)
        self.day.setAccessibleName("到岗日期")
        self.day.setToolTip("可以写 20261201、12.1、明天、+7；还没定就清空")
        self.day.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.day.returnPressed.connect(self._take_hired)
        row.addWidget(self.day)
        save = Button("登记录用", step)
        save.setProperty("role", "primary")
        save.clicked.connect(self._take_hired)
        row.addWidget(save)
        hint = QLabel("可写 12.1、明天、+7；还没定就清空", step)
        hint.setProperty("role", "small")
        hint.setWordWrap(True)
        row.addWidget(hint, 1)
        self._show_step(step)
        self.day.setFocus()
        self.day.selectAll()

    def _take_hired(self) -> None:
        if code := scanned(self.day.text()):
            self._ask_number(code)
            self._look_for()
            return
        desk = self._room.desk
        field = fields_of(Letter)["start_date"]
        try:
            start = understood(field, self.day.text(), desk.codes, desk.actor.today())
        except Misread as error:
            self._wrong(str(error))
            return
        self._take("hired", start=start)

    def _wrong(self, sentence: str) -> None:
        self._say(sentence, "danger")
        self.day.setFocus()
        self.day.selectAll()

    def _take(self, result: str, reason: str = "", start: date | None = None) -> None:
        letter = self.letter
        if letter is None:
            return
        desk = self._room.desk

        def done(made: dict[str, Any]) -> None:
            visits = "、".join(one["due_on"] for one in made["follow_ups"])
            planned = f"，回访日期 {visits}" if visits else ""
            self._room.ask.tell(f"{letter.short_no} 已登记：{made['state_label']}{planned}。", undo=True)
            self.taken.emit(letter.uid)
            if self._pile:
                self._ask_number("")
            else:
                self.close_line()

        def failed(error: DeskError) -> None:
            self._say(error.message, "danger")

        self._room.tasks.run(
            lambda _: desk.referrals.take_receipt(desk.actor, letter.letter_no, result, reason=reason, start=start),
            done,
            failed=failed,
            owner=self,
            what="登记回执",
        )

    # Steps

    def _offer(
        self, options: Sequence[tuple[str, str]], choose: Callable[[str], object], digits: Sequence[str]
    ) -> None:
        step = self._new_step()
        grid = QGridLayout(step)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(self._look.px(8))
        beside = len(options) if len(options) <= _MANY else 3  # like the digits of a keyboard
        buttons = []
        for place, ((code, label), digit) in enumerate(zip(options, digits, strict=True)):
            button = Button(f"{digit} {label}", step)
            button.clicked.connect(lambda _=False, code=code: choose(code))
            key = QShortcut(QKeySequence(digit), step)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(lambda code=code: choose(code))
            grid.addWidget(button, *divmod(place, beside))
            buttons.append(button)
        scan = QShortcut(QKeySequence("R"), step)
        scan.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        scan.activated.connect(self._scan)
        self._show_step(step)
        buttons[0].setFocus()

    def _scan(self) -> None:
        """R while a result is asked for: another number, or the first letter of what a scanner types."""
        self._pile = True
        self._ask_number("")

    def _new_step(self) -> QWidget:
        self._clear_step()
        return QWidget(self)

    def _show_step(self, step: QWidget) -> None:
        self._step = step
        self._column.addWidget(step)
        step.show()

    def _clear_step(self) -> None:
        if self._step is not None:
            self._step.hide()
            self._step.setParent(None)
            self._step.deleteLater()
            self._step = None


_MANY = 5  # more than this many do not stand in one row
