"""Filter chips under the page header: a word, what is chosen, and a list to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desk_app.ui.kit.button import Button
from desk_app.ui.kit.memory import Memory
from desk_app.ui.look import Look, role


class _StayingMenu(QMenu):
    """A menu that stays open while several entries are ticked with the mouse; Enter and Esc close it."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick without closing."""
        action = self.activeAction()
        if action and action.isCheckable():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)


class Chip(Button):
    """One filter: nothing ticked means everything."""

    ticked = Signal()

    def __init__(self, label: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.label = label
        self._menu = _StayingMenu(self)
        self.setMenu(self._menu)
        self._options: dict[str, QAction] = {}
        self._labels: dict[str, str] = {}

    def offer(self, options: Iterable[tuple[str, str]], chosen: Iterable[str]) -> None:
        """Show these options; what was chosen and is still offered stays chosen."""
        keep = set(chosen)
        self._menu.clear()
        self._options, self._labels = {}, {}
        every = self._menu.addAction("全部")
        every.triggered.connect(self._choose_all)
        self._menu.addSeparator()
        for key, label in options:
            action = self._menu.addAction(label)
            action.setCheckable(True)
            action.setChecked(key in keep)
            action.triggered.connect(self._ticked)
            self._options[key], self._labels[key] = action, label
        self._words()

    def chosen(self) -> tuple[str, ...]:
        """The keys that are ticked."""
        return tuple(key for key, action in self._options.items() if action.isChecked())

    def choose(self, keys: Iterable[str]) -> None:
        """Tick exactly these."""
        wanted = set(keys)
        for key, action in self._options.items():
            action.setChecked(key in wanted)
        self._words()

    def _choose_all(self) -> None:
        self.choose(())
        self.ticked.emit()

    def _ticked(self) -> None:
        self._words()
        self.ticked.emit()

    def _words(self) -> None:
        ticked = [self._labels[key] for key in self.chosen()]
        some = ticked[0] if len(ticked) == 1 else f"{len(ticked)} 项"
        self.setText(f"{self.label}：{some}" if ticked else self.label)
        role(self, "chosen" if ticked else "")


class FilterRow(QWidget):
    """All filters of a page; remembered per user."""

    changed = Signal()

    def __init__(self, look: Look, memory: Memory, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filters")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._memory, self._name = memory, name
        self._chips: dict[str, Chip] = {}
        self._wanted: Mapping[str, Iterable[str]] | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(look.px(16), look.px(4), look.px(16), look.px(4))
        self._row.setSpacing(look.px(8))
        self._clear = Button("清除筛选", self)
        self._clear.setProperty("role", "link")
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        self._row.addWidget(self._clear)
        self._row.addStretch(1)
        self.changed.connect(self._keep)
        self.hide()

    def add_end(self, widget: QWidget) -> None:
        """Something at the right end of the row."""
        self._row.addWidget(widget)

    def add(self, name: str, label: str, options: Sequence[tuple[str, str]]) -> None:
        """A filter with its options; called again, it renews the options and keeps what is chosen."""
        chip = self._chips.get(name)
        if chip is None:
            chip = Chip(label, self)
            chip.ticked.connect(self.changed)
            self._chips[name] = chip
            self._row.insertWidget(len(self._chips) - 1, chip)
            remembered = str(self._memory.get(f"{self._name}/filter/{name}", "") or "")
            chosen: tuple[str, ...] = tuple(part for part in remembered.split("|") if part)
            if self._wanted is not None:
                chosen = tuple(self._wanted.get(name, ()))
        else:
            chosen = chip.chosen()
        chip.offer(options, chosen)
        self._show_clear()
        self.show()

    def keep_only(self, start: str, names: Iterable[str]) -> None:
        """Of the filters whose name begins so, take away those that are not named."""
        for name in [one for one in self._chips if one.startswith(start) and one not in set(names)]:
            chip = self._chips.pop(name)
            chip.hide()
            chip.deleteLater()
        self._show_clear()

    def chosen(self) -> Mapping[str, tuple[str, ...]]:
        """What is ticked, by filter; filters without a tick are left out."""
        return {name: keys for name, chip in self._chips.items() if (keys := chip.chosen())}

    def choose(self, wanted: Mapping[str, Iterable[str]]) -> None:
        """Tick exactly these in all filters, also in those that are still to be added."""
        self._wanted = wanted
        for name, chip in self._chips.items():
            chip.choose(wanted.get(name, ()))
        self.changed.emit()

    def clear(self) -> None:
        """Tick nothing."""
        self.choose({})

    def _keep(self) -> None:
        for name, chip in self._chips.items():
            self._memory.keep(f"{self._name}/filter/{name}", "|".join(chip.chosen()))
        self._show_clear()

    def _show_clear(self) -> None:
        self._clear.setVisible(bool(self.chosen()))
