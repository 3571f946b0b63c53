"""Where a person stands: the groups he or she belongs to, and the posts that the plan found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desk_app.domain.person_file import Proposed
from desk_app.services.seekers import Belonging, PersonFile
from desk_app.ui.kit.actions import Action, ActionButton
from desk_app.ui.kit.button import Button
from desk_app.ui.kit.facts import MaskedValue
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.tags import Tag, TagRow


class _Parts(QWidget):
    """Parts under each other, made anew for each person."""

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(parent)
        self.room = room
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def fill(self, parts: Sequence[QWidget]) -> None:
        """Show these instead of those before."""
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item else None
            if widget:
                widget.deleteLater()
        for part in parts:
            self._column.addWidget(part)

    def quiet(self, words: str) -> QLabel:
        """A line in quiet colour."""
        label = QLabel(words, self)
        label.setProperty("role", "quiet")
        label.setWordWrap(True)
        return label


class GroupLines(_Parts):
    """The groups with their days and evidence; one that goes on can be ended today."""

    def __init__(self, room: Room, reveal: Callable[[str, Callable[[str], None]], None], parent: QWidget) -> None:
        super().__init__(room, parent)
        self._reveal = reveal

    def show_person(self, file: PersonFile) -> None:
        """Whose groups they are."""
        self.fill([self._line(one, file.name) for one in file.groups] or [self.quiet("还没有加入人员类别。")])

    def _line(self, one: Belonging, whose: str) -> QWidget:
        look = self.room.look
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        if one.guarded:
            hidden = MaskedValue(look, one.uid, one.word, self._reveal, line)
            hidden.show_masked(one.word)
            words.addWidget(hidden)
        else:
            name = QLabel(" · ".join(dict.fromkeys(filter(None, (one.word, one.sub_type)))), line)
            name.setWordWrap(True)
            words.addWidget(name)
        period = f"{one.since or '？'} 起" + (f"，到 {one.until} 止" if one.until else "")
        small = QLabel(" · ".join(filter(None, (period, one.evidence))), line)
        small.setProperty("role", "small")
        small.setWordWrap(True)
        words.addWidget(small)
        row.addLayout(words, 1)
        if one.holds and not one.until:
            end = Action(id=f"end-{one.group}", title="终止", run=partial(self._end, one, whose))
            button = ActionButton(end, look, parent=line)
            button.setProperty("role", "link")
            button.setAccessibleName(f"终止{one.word}")
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _end(self, one: Belonging, whose: str) -> None:
        if self.room.ask.confirm(f"从今天起，{whose}不再是“{one.word}”。档案里留有记录。", "终止"):
            desk = self.room.desk
            self.room.tasks.run(
                lambda _: desk.seekers.end_group(desk.actor, one.uid),
                lambda words: self.room.ask.tell(words, undo=True),
                owner=self,
                what="终止人员类别",
            )


class PlanCards(_Parts):
    """The posts that plans proposed, each with the reasons."""

    def show_person(self, file: PersonFile) -> None:
        """Whose plans they are."""
        self.fill(
            [self._card(one) for one in file.proposed]
            or [self.quiet("还没有方案。做一次匹配后，这里显示安排到的岗位和理由。")]
        )

    def _card(self, one: Proposed) -> QWidget:
        look, codes = self.room.look, self.room.desk.codes
        card = QWidget(self)
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, look.px(8))
        column.setSpacing(look.px(4))
        head = QHBoxLayout()
        title = QLabel(one.post.title, card)
        title.setProperty("role", "strong")
        title.setWordWrap(True)
        head.addWidget(title, 1)
        go = Button("看岗位", card)
        go.setProperty("role", "link")
        go.clicked.connect(lambda: self.room.go("posts", one.post.uid))
        head.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self.quiet(one.employer))
        state = codes["proposal_state"].label(one.proposal.state)
        column.addWidget(TagRow(look, (Tag(state, "accent"), Tag(f"匹配分 {one.proposal.points}")), card))
        for reason in one.proposal.reasons:
            ok = reason["verdict"] == "ok"
            sides = "，".join(part for part in (str(reason["left"]), str(reason["right"])) if part)
            points = f"　+{reason['points']}" if reason["points"] else ""
            label = QLabel(f"{'✔' if ok else '✘'} {reason['criterion']}：{sides}{points}", card)
            label.setWordWrap(True)
            label.setProperty("role", "" if ok else "danger")
            column.addWidget(label)
        return card
