"""60,000 people in the real table: open, keystrokes, sort, filter, scroll; beside it Qt's own way with all rows."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.kit.crowd import crowd
from tests.kit.office import PASSWORD, FixedClock, founded

PERSONS = 60_000
TYPED = ("zs 1234", "lxm", "张三", "wangwei", "154001", "shy 09")
COLUMNS = ("name", "groups", "state", "village", "id_no", "mobile", "last_contact", "post")


def run(say: Callable[[str], None]) -> None:
    """Print the milliseconds until the first screenful is painted, median and 95th percentile."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from desk_app.bootstrap import open_desk
    from desk_app.ui.look import dress, look

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    dress(app, look())
    with tempfile.TemporaryDirectory() as folder:
        folders, _ = founded(Path(folder))
        with open_desk(folders, PASSWORD, FixedClock()) as desk:
            crowd(desk, PERSONS)
        with open_desk(folders, PASSWORD, FixedClock()) as desk:  # nothing in the cache
            ours = PersonTable(desk, Path(folder))
            say(f"page of {PERSONS} persons open: {ours.look_up(''):.0f} ms from a cold cache")
            _figures(say, "keystroke", [ours.look_up(part) for text in TYPED for part in _parts(text)])
            sorts = [ours.look_up("", sort) for sort in ("village", "state", "last_contact", "name")]
            _figures(say, "sort", sorts)
            filters = ({"group": ("GRAD",)}, {"village": ("石窑村",)}, {"state": ("willing",), "group": ("VET",)})
            _figures(say, "filter", [ours.look_up("", "name", **chosen) for chosen in filters])
            ours.look_up("", "name")
            _figures(say, "scroll to anywhere", [ours.scroll(part / 37) for part in range(37)])
            say(f"Ctrl+A and reading the selection: {ours.select_all():.0f} ms")
            for what, work in (
                ("anywhere (Ctrl+K)", lambda: desk.finding.anywhere(desk.actor, "zs 12")),
                (
                    "search before create",
                    lambda: desk.finding.similar(desk.actor, {"name": "张三", "mobile": "1540000"}),
                ),
            ):
                _figures(say, what, [_timed(work) for _ in range(10)])
            everything = ours.everything()
            ours.close()
        _peer(say, everything)


def _parts(text: str) -> Sequence[str]:
    return [text[:end] for end in range(1, len(text) + 1)]


def _figures(say: Callable[[str], None], what: str, times: Sequence[float]) -> None:
    p95 = sorted(times)[int(len(times) * 0.95)] if len(times) > 3 else max(times)
    say(f"  {what}: median {statistics.median(times):.0f} ms, p95 {p95:.0f} ms, worst {max(times):.0f} ms")


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


class PersonTable:
    """The table of persons as the page has it."""

    def __init__(self, desk: object, folder: Path) -> None:
        from PySide6.QtCore import QEventLoop

        from desk_app.ui.kit.tables import Asked, Column, Table
        from desk_app.ui.look import look
        from tests.kit.rooms import room_of

        self.desk = desk
        self.room = room_of(desk, folder, look())
        finding, actor = desk.finding, desk.actor
        source = Asked(lambda query: finding.seekers(actor, query), lambda uids: finding.seeker_rows(actor, uids))
        columns = [Column(name, name, 110, tags=name == "groups") for name in COLUMNS]
        self.table = Table(self.room, columns, source, "bench")
        self.table.resize(1198, 600)
        self.table.show()
        self.wait = QEventLoop()
        self.table.counted.connect(self.wait.quit)
        self.table.model().dataChanged.connect(self.wait.quit)

    def look_up(self, text: str, sort: str = "", **filters: tuple[str, ...]) -> float:
        from desk_app.domain.finding import Query

        begun = time.perf_counter()
        self.table.look_up(Query(text, filters, sort))
        self.wait.exec()
        self.table.viewport().repaint()
        return (time.perf_counter() - begun) * 1000

    def scroll(self, part: float) -> float:
        bar = self.table.verticalScrollBar()
        begun = time.perf_counter()
        bar.setValue(int(bar.maximum() * part))
        self.table.viewport().repaint()
        if self.room.tasks.busy:
            self.wait.exec()
        self.table.viewport().repaint()
        return (time.perf_counter() - begun) * 1000

    def select_all(self) -> float:
        begun = time.perf_counter()
        self.table.selectAll()
        assert len(self.table.selected()) == PERSONS
        return (time.perf_counter() - begun) * 1000

    def everything(self) -> list[list[str]]:
        actor, finding = self.desk.actor, self.desk.finding
        from desk_app.domain.finding import Query

        uids = finding.seekers(actor, Query())
        rows: list[list[str]] = []
        for start in range(0, len(uids), 2_000):
            found = finding.seeker_rows(actor, uids[start : start + 2_000])
            rows += [[str(row[name]) for name in COLUMNS] for row in found]
        return rows

    def close(self) -> None:
        self.table.hide()
        self.room.tasks.close()


def _peer(say: Callable[[str], None], rows: list[list[str]]) -> None:
    """QSortFilterProxyModel over a model of all rows."""
    from PySide6.QtCore import QAbstractTableModel, QSortFilterProxyModel, Qt
    from PySide6.QtWidgets import QTableView

    class Full(QAbstractTableModel):
        def rowCount(self, parent=None) -> int:  # noqa: N802
            return len(rows)

        def columnCount(self, parent=None) -> int:  # noqa: N802
            return len(COLUMNS)

        def data(self, index, role=Qt.ItemDataRole.DisplayRole):
            return rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None

    model, proxy, view = Full(), QSortFilterProxyModel(), QTableView()
    view.resize(1198, 600)

    def open_() -> None:
        proxy.setSourceModel(model)
        view.setModel(proxy)
        view.show()
        view.viewport().repaint()

    def search(text: str, column: int) -> None:
        proxy.setFilterKeyColumn(column)
        proxy.setFilterFixedString(text)
        view.viewport().repaint()

    say(f"peer, QSortFilterProxyModel over all rows: open {_timed(open_):.0f} ms (without reading them)")
    _figures(say, "keystroke, name column", [_timed(lambda t=t: search(t, 0)) for t in ("张", "张伟", "王", "李", "")])
    _figures(say, "keystroke, all columns", [_timed(lambda t=t: search(t, -1)) for t in ("1234", "张伟", "石")])
    search("", 0)
    _figures(say, "sort", [_timed(lambda c=c: proxy.sort(c)) for c in (3, 0)])
    view.hide()
