"""The Qt binding in the lock is sound: PySide6 6.12.0 under Python 3.11 wears out None and True call by call."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

_CALLS = 1000


class Sender(QObject):
    sent = Signal(object)


def test_calls_leave_the_reference_counts_of_none_and_true_alone(qapp: QApplication) -> None:
    sender, widget = Sender(), QWidget()
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(_CALLS):
        sender.sent.emit(1)
        widget.setVisible(False)
    after = sys.getrefcount(None), sys.getrefcount(True)
    assert all(abs(one - other) < _CALLS / 2 for one, other in zip(before, after, strict=True))
    widget.deleteLater()
