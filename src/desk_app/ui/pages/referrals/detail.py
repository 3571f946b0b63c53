"""The right side of the page: what is to be known of a letter, and the letter itself as it lies on paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desk_app.domain.codes import CodeLists
from desk_app.domain.progress import Progress
from desk_app.domain.referrals import OPEN_STATES, Letter
from desk_app.services import papers
from desk_app.services.papers import PageSize
from desk_app.services.referrals import Listed, Pair
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.paper import Paper
from desk_app.ui.kit.tags import Tag, TagRow
from desk_app.ui.pages.referrals.lists import state_tags


class Detail(QFrame):
    """One letter, or one who waits for a letter."""

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self.paper = Paper(room, self)
        look = room.look
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(12),) * 4)
        column.setSpacing(look.px(8))
        head = QHBoxLayout()
        head.setSpacing(look.px(4))
        self.title = QLabel(self)
        self.title.setProperty("role", "heading")
        self.title.setWordWrap(True)
        head.addWidget(self.title, 1)
        self._tools = [
            self._tool(icon, words, step)
            for icon, words, step in (
                ("zoom-out", "缩小（Ctrl+-）", lambda: self.paper.set_zoom(self.paper.zoom / 1.25)),
                ("zoom-in", "放大（Ctrl++）", lambda: self.paper.set_zoom(self.paper.zoom * 1.25)),
                ("file-text", "整页或页宽（Ctrl+0）", self._other_fit),
            )
        ]
        for tool in self._tools:
            head.addWidget(tool)
        column.addLayout(head)
        self.tags = TagRow(look, (), self)
        column.addWidget(self.tags)
        self.facts = QLabel(self)
        self.facts.setWordWrap(True)
        self.facts.setProperty("role", "quiet")
        column.addWidget(self.facts)
        self.cause, self.hint = QLabel(self), QLabel(self)
        for label, name in ((self.cause, "notice"), (self.hint, "strip")):
            label.setWordWrap(True)
            label.setProperty("role", name)
            column.addWidget(label)
        column.addWidget(self.paper, 1)
        self._rest = QWidget(self)
        column.addWidget(self._rest, 1)
        self._shown = ""
        self.show_nothing("")

    def _tool(self, icon: str, words: str, step: Callable[[], object]) -> QToolButton:
        tool = QToolButton(self)
        tool.setIcon(self._room.look.icon(icon))
        tool.setToolTip(words)
        tool.setAccessibleName(words.split("（", maxsplit=1)[0])
        tool.clicked.connect(step)
        return tool

    def _other_fit(self) -> None:
        self.paper.set_zoom(1.0, fit_width=not self.paper.fit_width)

    def show_nothing(self, words: str) -> None:
        """Nothing is selected."""
        self._head(words, (), "")
        self._paper(shown=False)

    def show_pair(self, pair: Pair, cause: str, codes: CodeLists) -> None:
        """Somebody who said yes and has no letter yet."""
        answer = pair.answer
        facts = [f"{pair.employer.name}，{pair.post.title}"]
        if answer:
            facts.append(f"{answer.at[:10]} {answer.by} {codes['how'].label(answer.how)}征询：本人愿意")
            facts.append("同意把电话告诉用人单位" if answer.phone_consent else "没有同意把电话告诉用人单位")
        if pair.post.verified_by:
            facts.append(f"岗位由 {pair.post.verified_by} 核实，招到 {pair.post.valid_until or '日期未定'}")
        hint = "" if cause else "可以开具。开好后，这里就是那一页。"
        tag = Tag("暂不能开", "caution") if cause else Tag("待开具", "good")
        self._head(pair.seeker.name, (tag,), "\n".join(facts), cause, hint)
        self._paper(shown=False)

    def show_letter(self, one: Listed, codes: CodeLists, today: date) -> None:
        """A letter with its page."""
        letter = one.letter
        title = f"{letter.printed.get('seeker_name', '')}　{letter.short_no}"
        tags = state_tags(one, codes["letter_state"].label(letter.state), today)
        hint = "" if letter.document else "这个编号没有印出来的信，没有可以看的页面。"  # booked as void after a restore
        self._head(title, tags, _facts(one, codes), letter.void_reason and f"作废原因：{letter.void_reason}", hint)
        self._paper(shown=bool(letter.document))
        if letter.uid == self._shown or not letter.document:
            return
        self._shown = letter.uid
        self.paper.clear()
        desk = self._room.desk

        def work(progress: Progress) -> tuple[bytes, tuple[PageSize, ...]]:
            pdf = desk.referrals.cabinet.page(desk.actor, letter.uid)
            progress.step("")
            return pdf, papers.page_sizes(pdf)

        self._room.tasks.run(work, lambda made: self.paper.show_pdf(*made), owner=self, what="打开推荐信", key="letter")

    def _head(self, title: str, tags: tuple[Tag, ...], facts: str, cause: str = "", hint: str = "") -> None:
        self.tags.show_tags(tags)
        self.title.setText(title)
        for label, words in ((self.facts, facts), (self.cause, cause), (self.hint, hint)):
            label.setText(words)
            label.setVisible(bool(words))

    def _paper(self, *, shown: bool) -> None:
        self.paper.setVisible(shown)
        self._rest.setVisible(not shown)
        for tool in self._tools:
            tool.setVisible(shown)
        if not shown:
            self._shown = ""
            self.paper.clear()


def _facts(one: Listed, codes: CodeLists) -> str:
    letter: Letter = one.letter
    parts = [f"打印过 {one.prints} 次" if one.prints else "还没有打印"]
    if letter.state in OPEN_STATES:
        parts.append(f"有效期至 {letter.valid_until}，回执期限 {letter.receipt_due}")
    if letter.received_on:
        parts.append(f"{letter.received_on} 收到回执")
    if letter.receipt_reason:
        parts.append(f"原因：{codes['receipt_reason'].label(letter.receipt_reason)}")
    if letter.start_date:
        parts.append(f"到岗日期 {letter.start_date}")
    return " · ".join(parts)
