"""The garbage collector and the window: it runs on the GUI thread only, in its pauses, with little to look through."""

from __future__ import annotations

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_EVERY = 5_000  # milliseconds between two rounds
_WHOLE = 12  # every so many rounds a whole one
_YOUNG = 1  # the oldest generation of a small round


class CalmCollector(QObject):
    """Made when the window stands; what is there then (modules, widgets) is not looked through again.

    Left to itself, Python collects on whatever thread makes objects: widgets would be destroyed off the GUI thread,
    and a round over the whole program stopped everything for 0.2 seconds while a list was compared.
    """

    def __init__(self, busy: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._busy, self._rounds = busy, 0
        gc.collect()
        gc.freeze()
        gc.disable()
        self.destroyed.connect(gc.enable)
        clock = QTimer(self)
        clock.timeout.connect(self._round)
        clock.start(_EVERY)

    def _round(self) -> None:
        self._rounds += 1
        if self._busy():
            return
        if self._rounds >= _WHOLE:
            self._rounds = 0
            gc.collect()
        else:
            gc.collect(_YOUNG)
