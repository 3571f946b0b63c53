"""One row and what can be said to it: beside the sender's sheet, and in the queue of rows that wait."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desk_app.domain.codes import CodeLists
from desk_app.domain.employers import Employer
from desk_app.domain.entry import masked
from desk_app.domain.fields import fields_of
from desk_app.domain.intake.kinds import KINDS
from desk_app.domain.intake.outcome import STATUS_WORDS, Outcome, Status
from desk_app.domain.intake.replies import NOTHING, STANDS, TWO_PERSONS, Reply, Same, target_of
from desk_app.domain.intake.rows import Finding
from desk_app.domain.intake.targets import masked_cell
from desk_app.domain.seekers import Seeker
from desk_app.ui.kit.button import Button
from desk_app.ui.kit.tags import Tag, TagRow, Tone
from desk_app.ui.look import Look

_TONES: dict[Status, Tone] = {
    "new": "good",
    "changed": "accent",
    "same": "quiet",
    "refused": "danger",
    "question": "caution",
    "skipped": "quiet",
    "dropped": "quiet",
}
_SIDE_BY_SIDE = {
    "name": "姓名",
    "id_no": "证件",
    "sex": "性别",
    "birth_date": "出生",
    "mobile": "电话",
    "village": "村",
    "education": "学历",
    "hukou_address": "户籍",
}
_OF_EMPLOYER = ("name", "credit_code", "address", "contact", "phone")
_SAME_WORDS: tuple[tuple[Same, str], ...] = (
    ("known", "同一个人，姓名用已登记的"),
    ("list", "同一个人，姓名用名单上的"),
    ("different", "不是同一个人"),
)


class AnswerPanel(QScrollArea):
    """Shows one row; `replied` brings what the clerk has said to it so far.

    `ready` are the words of a button for a row that asks nothing any more; `accepted` says that it was pressed.
    """

    replied = Signal(object)  # Reply
    accepted = Signal()

    def __init__(self, look: Look, codes: CodeLists, ready: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ready = ready
        self._look, self._codes = look, codes
        self.reply: Reply = NOTHING
        self.outcome: Outcome | None = None
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.say("点一行，这里显示这一行的情况。")

    def say(self, sentence: str) -> None:
        """Show a sentence instead of a row."""
        self.outcome, self.reply = None, NOTHING
        column = self._fresh()
        column.addWidget(self._words(sentence, "quiet"))
        column.addStretch(1)

    def show_row(self, outcome: Outcome, reply: Reply) -> None:
        """Show a row with what was said to it before."""
        self.outcome, self.reply = outcome, reply
        self._first: QWidget | None = None
        column = self._fresh()
        self._head(column, outcome)
        if isinstance(outcome.other, Seeker):
            self._two_persons(column, outcome, outcome.other)
        elif isinstance(outcome.other, Employer):
            declared = fields_of(Employer)
            known = ((declared[name].label, getattr(outcome.other, name)) for name in _OF_EMPLOYER)
            self._pairs(column, "已登记的单位", ((label, text) for label, text in known if text))
        for finding, hint in zip(outcome.findings, outcome.hints, strict=True):
            self._finding(column, outcome, finding, hint)
        if outcome.status == "question":
            column.addWidget(self._button("这一行不导入", lambda: self._give(replace(self.reply, drop=True))))
        if self._ready and outcome.status in ("new", "changed", "same"):
            column.addWidget(self._button(self._ready, self.accepted.emit))
        if reply:
            column.addWidget(self._button("收回对这一行的答复", lambda: self._give(NOTHING)))
        if outcome.differences:
            self._pairs(
                column,
                "将要更新",
                ((one.label, f"{one.before or '（空）'} → {one.after}") for one in outcome.differences),
            )
        slip = outcome.slip
        asked = {slip.column(one) for one in outcome.findings} if outcome.status in ("question", "refused") else set()
        cells = [
            (slip.headings.get(at, ""), slip.text(at) if at in asked else masked_cell(slip.text(at), slip.targets[at]))
            for at in sorted(slip.targets)
        ]
        self._pairs(
            column,
            "这一行写着",
            ((heading, text) for heading, text in cells if text.strip()),
        )
        column.addStretch(1)

    def focus_first(self) -> None:
        """Go to the first thing that can be answered."""
        if self.outcome and self._first is not None:
            self._first.setFocus(Qt.FocusReason.TabFocusReason)
            if isinstance(self._first, QLineEdit):
                self._first.selectAll()

    def stand(self) -> None:
        """Say of everything that may stand: it is so."""
        if self.outcome:
            kinds = {one.kind for one in self.outcome.findings if one.kind in STANDS}
            if kinds:
                self._give(replace(self.reply, stands=self.reply.stands | kinds))

    def drop(self) -> None:
        """Say: not this row."""
        if self.outcome and self.outcome.status == "question":
            self._give(replace(self.reply, drop=True))

    def same(self, same: Same) -> None:
        """Say whether it is the same person, where that is asked."""
        if self.outcome and any(one.kind in TWO_PERSONS for one in self.outcome.findings):
            self._give(replace(self.reply, same=same))

    def _give(self, reply: Reply) -> None:
        self.replied.emit(reply)

    def _fresh(self) -> QVBoxLayout:
        inside = QWidget(self)
        inside.setProperty("role", "surface")
        column = QVBoxLayout(inside)
        gap = self._look.px(16)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(self._look.px(8))
        self.setWidget(inside)  # the old one is freed
        return column

    def _words(self, text: str, role: str = "") -> QLabel:
        label = QLabel(text)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            label.setProperty("role", role)
        return label

    def _button(self, words: str, run: Callable[[], None]) -> QPushButton:
        button = Button(words)
        button.clicked.connect(run)
        button.setAutoDefault(True)
        if self._first is None:
            self._first = button
        return button

    def _head(self, column: QVBoxLayout, outcome: Outcome) -> None:
        slip = outcome.slip
        who = next((slip.text(at) for at, found in slip.targets.items() if found in ("name", "title")), "")
        row = QHBoxLayout()
        row.setSpacing(self._look.px(8))
        row.addWidget(self._words(f"第 {slip.row} 行　{who}", "heading"), 1)
        row.addWidget(
            TagRow(self._look, (Tag(STATUS_WORDS[outcome.status], _TONES[outcome.status]),), self.widget()), 0
        )
        column.addLayout(row)

    def _finding(self, column: QVBoxLayout, outcome: Outcome, finding: Finding, hint: str) -> None:
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        gap = self._look.px(12)
        inside.setContentsMargins(gap, gap, gap, gap)
        inside.setSpacing(self._look.px(8))
        grave = KINDS[finding.kind].status == "refused"
        inside.addWidget(self._words(f"{'✘' if grave else '？'} {finding.cause}", "danger" if grave else "caution"))
        if outcome.status == "question":
            self._answers(inside, finding, hint)
        else:
            inside.addWidget(self._words(f"请报送单位：{KINDS[finding.kind].remedy}。", "small"))
        column.addWidget(card)

    def _answers(self, inside: QVBoxLayout, finding: Finding, hint: str) -> None:
        assert self.outcome is not None
        column = self.outcome.slip.column(finding)
        target = target_of(finding.kind)
        others = (one for one in self.outcome.findings if one.kind not in TWO_PERSONS)
        asked_anyway = finding.kind in TWO_PERSONS and any(target_of(one.kind) == target for one in others)
        if (column or target) and not asked_anyway:
            line = QLineEdit(hint)
            line.setAccessibleName(f"改正：{KINDS[finding.kind].meaning}")
            line.setPlaceholderText("正确的写法")
            right = Button("改为")
            right.setAutoDefault(True)
            said = partial(self._typed, line, column, target)
            line.returnPressed.connect(said)
            right.clicked.connect(said)
            row = QHBoxLayout()
            row.setSpacing(self._look.px(8))
            row.addWidget(line, 1)
            row.addWidget(right)
            inside.addLayout(row)
            if self._first is None:
                self._first = line
        if finding.kind in STANDS:
            kinds = self.reply.stands | {finding.kind}
            inside.addWidget(self._button(STANDS[finding.kind], partial(self._stands, kinds)))

    def _stands(self, kinds: frozenset[str]) -> None:
        self._give(replace(self.reply, stands=kinds))

    def _typed(self, line: QLineEdit, column: int, target: str) -> None:
        text = line.text().strip()
        if not text:
            line.setFocus()
        elif column:
            self._give(replace(self.reply, cells={**self.reply.cells, column: text}))
        else:
            self._give(replace(self.reply, added={**self.reply.added, target: text}))

    def _two_persons(self, column: QVBoxLayout, outcome: Outcome, other: Seeker) -> None:
        slip, fields = outcome.slip, fields_of(Seeker)
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._look.px(12))
        grid.setVerticalSpacing(self._look.px(4))
        for at, title in enumerate(("", "这一行", "已登记的人")):
            grid.addWidget(self._words(title, "small"), 0, at)
        for number, (name, label) in enumerate(_SIDE_BY_SIDE.items(), start=1):
            mine = next((slip.text(at) for at, target in slip.targets.items() if target == name), "")
            theirs = masked(fields[name], getattr(other, name), self._codes)
            if mine or theirs:
                short = QLabel(label)
                short.setProperty("role", "small")
                grid.addWidget(short, number, 0)
                grid.addWidget(self._words(mine), number, 1)
                grid.addWidget(self._words(theirs), number, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        column.addLayout(grid)
        if not any(one.kind in TWO_PERSONS for one in outcome.findings):
            return
        for number, (same, words) in enumerate(_SAME_WORDS, start=1):
            column.addWidget(self._button(f"{number}　{words}", partial(self.same, same)))

    def _pairs(self, column: QVBoxLayout, title: str, pairs: Iterable[tuple[str, str]]) -> None:
        found = list(pairs)
        if not found:
            return
        column.addWidget(self._words(title, "strong"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._look.px(12))
        grid.setVerticalSpacing(self._look.px(4))
        for row, (label, text) in enumerate(found):
            grid.addWidget(self._words(label, "small"), row, 0, Qt.AlignmentFlag.AlignTop)
            words = self._words(text)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(words, row, 1)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        column.addLayout(grid)
