"""The right side of the page: why this person got this post, or why none and what would help."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desk_app.ui.kit.actions import Action, ActionButton
from desk_app.ui.kit.tags import Tag, TagRow
from desk_app.ui.look import Look

if TYPE_CHECKING:
    from desk_app.domain.matching.overview import ReasonLine
    from desk_app.services.plans import Nearest

_ROLES = {"ok": "good", "reservation": "good", "no": "danger", "unknown": "caution", "notice": "caution"}


class PersonPanel(QFrame):
    """One person: name, tags, where the plan sends him or her, and the reasons line by line."""

    def __init__(self, look: Look, open_file: Action, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._look = look
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(16),) * 4)
        column.setSpacing(look.px(8))
        head = QHBoxLayout()
        self.name = _words("", "heading", self)
        head.addWidget(self.name, 1)
        self._file = ActionButton(open_file, look, parent=self)
        self._file.setProperty("role", "link")
        head.addWidget(self._file, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self.tags = TagRow(look, (), self)
        column.addWidget(self.tags)
        self.post = _words("", "strong", self)
        column.addWidget(self.post)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setAccessibleName("理由")
        column.addWidget(self._scroll, 1)
        self.lines: list[str] = []
        self.nobody()

    def nobody(self) -> None:
        """Nothing is selected."""
        self._head("", (), "")
        self._fill([("quiet", "", "选中左边的一行，这里说明理由。", "")])

    def wait(self, name: str, tags: Iterable[Tag], post: str) -> None:
        """The person is known, the reasons are being read."""
        self._head(name, tags, post)

    def reasons(self, lines: Iterable[ReasonLine]) -> None:
        """Why this post."""
        self._fill([(_ROLES[one.verdict], one.sign, one.text, f"+{one.points}" if one.points else "") for one in lines])

    def none(self, told: Nearest) -> None:
        """Why no post, and what would help."""
        rows = [("strong", "", told.sentence, "")]
        rows += [("", "·", fact, "") for fact in told.facts]
        if told.changes:
            rows.append(("strong", "", "改一项就有岗（已逐项验证）", ""))
            rows += [("good", "✔", change, "") for change in told.changes]
        elif told.facts:
            rows.append(("quiet", "", "没有哪一项单独改动就能安排到岗位。", ""))
        self._fill(rows)

    def _head(self, name: str, tags: Iterable[Tag], post: str) -> None:
        self.name.setText(name)
        self.name.setVisible(bool(name))
        self._file.setVisible(bool(name))
        self.tags.show_tags(tags)
        self.post.setText(post)
        self.post.setVisible(bool(post))

    def _fill(self, rows: Iterable[tuple[str, str, str, str]]) -> None:
        inside = QWidget(self._scroll)
        inside.setProperty("role", "surface")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, self._look.px(4), self._look.px(4), self._look.px(4))
        column.setSpacing(self._look.px(8))
        self.lines = []
        for role, sign, text, points in rows:
            row = QHBoxLayout()
            row.setSpacing(self._look.px(8))
            if sign:
                mark = QLabel(sign, inside)
                mark.setProperty("role", role)
                row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(_words(text, role if not sign else "", inside), 1)
            if points:
                figure = QLabel(points, inside)
                figure.setProperty("role", "strong")
                row.addWidget(figure, 0, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
            self.lines.append(" ".join(part for part in (sign, text, points) if part))
        column.addStretch(1)
        self._scroll.setWidget(inside)


def _words(text: str, role: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    if role:
        label.setProperty("role", role)
    return label
