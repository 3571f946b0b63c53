"""The recovery code on the screen: shown once, printed, and confirmed by typing its last group."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desk_app.ui.kit.button import Button
from desk_app.ui.kit.lines import FieldLine
from desk_app.ui.kit.printing import Front, print_pages, save_pdf
from desk_app.ui.look import Look

_ACROSS = 4
_FILE = "恢复单（打印后请删除）.pdf"


class RecoveryCode(QWidget):
    """Eight groups, two ways onto paper, one line to prove it."""

    proven = Signal(bool)  # whether the last group stands in the line

    def __init__(
        self, front: Front, look: Look, code: str, sheet: Callable[[], bytes], parent: QWidget | None = None
    ) -> None:
        """`sheet` makes the PDF, on a thread."""
        super().__init__(parent)
        self._front, self._sheet, self._last = front, sheet, code.rsplit("-", 1)[-1]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(12))
        grid = QGridLayout()
        grid.setSpacing(look.px(8))
        groups = code.split("-")
        for number, group in enumerate(groups):
            box = QFrame(self)
            box.setProperty("role", "card")
            inside = QHBoxLayout(box)
            index = QLabel(str(number + 1), box)
            index.setProperty("role", "small")
            inside.addWidget(index)
            label = QLabel(group, box)
            label.setProperty("role", "heading")
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            inside.addWidget(label, 1)
            grid.addWidget(box, number // _ACROSS, number % _ACROSS)
        column.addLayout(grid)
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        self.print = Button("打印恢复单", self)
        self.print.setIcon(look.icon("printer"))
        self.print.setAutoDefault(False)
        self.print.clicked.connect(self._print)
        self.save = Button("存为 PDF", self)
        self.save.setAutoDefault(False)
        self.save.clicked.connect(self._save)
        row.addWidget(self.print)
        row.addWidget(self.save)
        row.addStretch(1)
        column.addLayout(row)
        self.line = QLineEdit(self)
        self.line.setMaxLength(len(self._last) + 2)
        self.field = FieldLine(look, f"输入最后一组（第 {len(groups)} 组），确认已经打印或抄好", self.line, self)
        column.addWidget(self.field)
        self.line.textEdited.connect(self._judge)

    @property
    def is_proven(self) -> bool:
        """Whether the last group stands in the line."""
        return self.line.text().strip().upper() == self._last

    def _judge(self, typed: str) -> None:
        full = len(typed.strip()) >= len(self._last)
        wrong = full and not self.is_proven
        words = (
            "和恢复码的最后一组不一样，请对照纸上再输。"
            if wrong
            else "对，请把恢复单封存好。"
            if self.is_proven
            else ""
        )
        self.field.say(words, wrong=wrong)
        self.proven.emit(self.is_proven)

    def _print(self) -> None:
        self._made(lambda pdf: print_pages(self._front, "恢复单", pdf))

    def _save(self) -> None:
        self._made(lambda pdf: save_pdf(self._front, _FILE, pdf))

    def _made(self, then: Callable[[bytes], object]) -> None:
        self._front.tasks.run(lambda _: self._sheet(), then, owner=self, what="生成恢复单", key="sheet")
