"""What was just written, by whomever: pages refresh from it, the status line says 已保存."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Feed(QObject):
    """Turns the office's word after each commit (on the database's thread) into a signal for the GUI thread."""

    changed = Signal(object)  # frozenset of table names

    def tell(self, nouns: frozenset[str]) -> None:
        """Called after a commit, on any thread."""
        self.changed.emit(nouns)
