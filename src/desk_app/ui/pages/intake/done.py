"""写入: what was done, and where to go from here."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desk_app.services.intake.look import Taken
from desk_app.ui.kit.actions import Action, ActionButton
from desk_app.ui.kit.button import Button
from desk_app.ui.kit.page import Room

_PAGE_OF = {
    "seekers": ("seekers", "求职人员"),
    "posts": ("posts", "岗位"),
    "employers": ("employers", "用人单位"),
    "projects": ("collection", "岗位征集"),
}


class DoneRoom(QWidget):
    """The figures of an import that was written, links to what is new, the way back."""

    def __init__(self, room: Room, actions: tuple[Action, Action, Action], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        look = room.look
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = QFrame(self)
        card.setProperty("role", "card")
        self._card = QVBoxLayout(card)
        self._card.setContentsMargins(look.px(24), look.px(24), look.px(24), look.px(24))
        self._card.setSpacing(look.px(16))
        self.title = QLabel(card)
        self.title.setProperty("role", "heading")
        self.title.setWordWrap(True)
        self._card.addWidget(self.title)
        self.figures = QGridLayout()
        self.figures.setHorizontalSpacing(look.px(32))
        self.figures.setVerticalSpacing(0)
        self._figures: dict[str, QLabel] = {}
        for at, name in enumerate(("新增", "更新", "相同", "不能导入", "待问清", "不导入")):
            figure, word = QLabel("0", card), QLabel(name, card)
            figure.setProperty("role", "figure")
            word.setProperty("role", "quiet")
            self.figures.addWidget(figure, 0, at)
            self.figures.addWidget(word, 1, at)
            self._figures[name] = figure
        self.figures.setColumnStretch(6, 1)
        self._card.addLayout(self.figures)
        self.words = QLabel(card)
        self.words.setWordWrap(True)
        self._card.addWidget(self.words)
        self.links = QWidget(card)
        self._links = QHBoxLayout(self.links)
        self._links.setContentsMargins(0, 0, 0, 0)
        self._links.setSpacing(look.px(8))
        self._card.addWidget(self.links)
        undo, further, queue = actions
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        self.further = ActionButton(further, look, primary=True, parent=card)
        self.open = Button(card)
        self.queue = ActionButton(queue, look, parent=card)
        self.undo = ActionButton(undo, look, parent=card)
        for button in (self.further, self.open, self.queue, self.undo):
            row.addWidget(button)
        row.addStretch(1)
        self.open.clicked.connect(self._go)
        self._card.addLayout(row)
        outer.addWidget(card)
        outer.addStretch(1)
        self._page = "seekers"

    def show_taken(self, taken: Taken, files: int) -> None:
        """Show what was written; `files` wait to be looked at."""
        self.title.setText(f"“{taken.file}”已写入，读到 {taken.read} 行。")
        figures = {
            "新增": taken.created,
            "更新": taken.changed,
            "相同": taken.same,
            "不能导入": len(taken.refused),
            "待问清": len(taken.questions),
            "不导入": taken.dropped,
        }
        for name, number in figures.items():
            self._figures[name].setText(str(number))
        told = [f"已下达 {taken.tasks} 项征集任务，一家一项。"] if taken.tasks else []
        if taken.questions:
            told.append(f"{len(taken.questions)} 行放进了“待问清”，问清后再写入。")
        if taken.refused:
            told.append(f"{len(taken.refused)} 行没有导入，请报送单位更正后再导入一次，已有的不会重复。")
        self.words.setText("".join(told) or "全部写入了。再导入一次同样的文件不会重复。")
        while (item := self._links.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if taken.people:
            self._links.addWidget(QLabel("新增的人：", self.links))
        for uid, name in taken.people:
            link = Button(name, self.links)
            link.setProperty("role", "link")
            link.clicked.connect(partial(self._room.go, "seekers", uid))
            self._links.addWidget(link)
        if taken.created > len(taken.people) > 0:
            self._links.addWidget(QLabel(f"等 {taken.created} 人", self.links))
        self._links.addStretch(1)
        self.links.setVisible(bool(taken.people))
        shown = "projects" if taken.tasks else taken.noun or "seekers"  # where the tasks are, there is work to do
        self._page, word = _PAGE_OF.get(shown, ("seekers", "求职人员"))
        self.open.setText(f"打开{word}")
        self.further.setText("导入下一个文件" if files else "再导入一个文件")
        self.queue.setVisible(bool(taken.questions))
        self.undo.setVisible(bool(taken.batch))

    def focus_first(self) -> None:
        """Go to the likely next thing."""
        self.further.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self) -> None:
        self._room.go(self._page, "")
