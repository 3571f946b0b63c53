"""村（社区） by paste: what was understood is shown before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from desk_app.domain.village_list import Understood
from desk_app.ui.kit.tasks import Tasks
from desk_app.ui.look import Look

_SETTLE = 200  # milliseconds after a keystroke until the list is read again
EXAMPLE = "柳河村，柳河村委会，柳河\n东风社区，东风居委会\n青山村"


class VillagePaste(QWidget):
    """A place to paste on the left, what it means on the right."""

    read = Signal(int)  # how many lines would be written

    def __init__(
        self,
        look: Look,
        tasks: Tasks,
        understand: Callable[[str], Sequence[Understood]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._understand, self._look = tasks, understand, look
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(16))
        left = QVBoxLayout()
        left.setSpacing(look.px(4))
        hint = QLabel("每行一个；其他写法写在逗号后面", self)
        hint.setProperty("role", "quiet")
        hint.setWordWrap(True)
        left.addWidget(hint)
        self.text = QPlainTextEdit(self)
        self.text.setPlaceholderText(EXAMPLE)
        self.text.setAccessibleName("村（社区）名单")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(look.px(160))
        left.addWidget(self.text, 1)
        row.addLayout(left, 2)
        right = QVBoxLayout()
        right.setSpacing(look.px(4))
        self.words = QLabel("还没有粘贴名单", self)
        self.words.setProperty("role", "quiet")
        self.words.setWordWrap(True)
        right.addWidget(self.words)
        self.preview = QTreeWidget(self)
        self.preview.setHeaderLabels(["村（社区）", "其他写法", "说明"])
        self.preview.setRootIsDecorated(False)
        self.preview.setUniformRowHeights(True)
        self.preview.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.preview.setAccessibleName("看懂的村（社区）")
        right.addWidget(self.preview, 1)
        row.addLayout(right, 3)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE)
        self._settle.timeout.connect(self._look_at_it)
        self.text.textChanged.connect(self._settle.start)

    def typed(self) -> str:
        """The list as it stands."""
        return self.text.toPlainText()

    def _look_at_it(self) -> None:
        text = self.typed()
        self._tasks.run(
            lambda _: tuple(self._understand(text)), self._show, owner=self, what="读村（社区）名单", key="villages"
        )

    def _show(self, understood: tuple[Understood, ...]) -> None:
        self.preview.clear()
        for one in understood:
            item = QTreeWidgetItem([one.name, "、".join(one.aliases), one.note or "新的"])
            if one.refused:
                item.setForeground(2, self._look.colour("danger"))
            for column in range(3):
                item.setToolTip(column, item.text(column))
            self.preview.addTopLevelItem(item)
        for column in range(2):
            self.preview.resizeColumnToContents(column)
        new = sum(not one.known and not one.refused for one in understood)
        more = sum(one.known and bool(one.aliases) for one in understood)
        refused = sum(one.refused for one in understood)
        parts = [f"{new} 个新的"]
        parts += [f"{more} 个补上写法"] if more else []
        parts += [f"{refused} 行没有收下"] if refused else []
        self.words.setText("看懂了：" + "，".join(parts) if understood else "还没有粘贴名单")
        self.read.emit(new + more)
