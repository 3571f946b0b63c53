"""Python collects on the GUI thread, in its pauses."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desk_app.ui.kit import calm


def test_nothing_is_collected_off_the_gui_thread_or_while_work_runs(qtbot: QtBot, monkeypatch: object) -> None:
    rounds: list[int] = []
    busy = [True]
    parent = QObject()
    collector = calm.CalmCollector(lambda: busy[0], parent)
    try:
        assert not gc.isenabled()
        monkeypatch.setattr(calm.gc, "collect", lambda generation=2: rounds.append(generation))  # type: ignore[attr-defined]
        collector._round()
        assert not rounds
        busy[0] = False
        for _ in range(12):
            collector._round()
        assert set(rounds) == {1, 2}
    finally:
        monkeypatch.undo()  # type: ignore[attr-defined]
        with qtbot.waitSignal(parent.destroyed):
            parent.deleteLater()
    gc.unfreeze()
    assert gc.isenabled()
