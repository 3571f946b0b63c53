"""The windowed table: rows come page by page, the selection means all rows, the keyboard reaches everything."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desk_app.domain.errors import Refused
from desk_app.domain.finding import Query
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.rows import PAGE, WindowedModel
from desk_app.ui.kit.tables import Asked, Column, ListSource, Row, Table, shared_out
from desk_app.ui.kit.tags import Tag
from tests.kit.asked import Asked as Answers
from tests.ui.conftest import settle

COLUMNS = (Column("name", "姓名"), Column("age", "年龄", 60, right=True), Column("groups", "类别", 120, tags=True))
MANY = 10_000


@dataclass
class Numbers:
    """Rows that are counted out; remembers what it was asked for."""

    count: int = MANY
    asked: list[int] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)

    def keys(self, query: Query) -> Sequence[int]:
        found = [number for number in range(self.count) if query.text in str(number)]
        return found[::-1] if query.descending else found

    def rows(self, keys: Sequence[int]) -> Sequence[Row]:
        self.asked.append(len(keys))
        self.threads.add(threading.current_thread().name)
        return [{"name": f"人{key}", "age": str(key % 60), "groups": (Tag("毕业生"),)} for key in keys]


@pytest.fixture
def numbers() -> Numbers:
    return Numbers()


@pytest.fixture
def table(room: Room, qtbot: QtBot, numbers: Numbers) -> Table:
    made = Table(room, COLUMNS, numbers, "numbers")
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    made.look_up(Query())
    settle(qtbot, room)
    return made


def text(table: Table, row: int, column: int = 0) -> str:
    return str(table.model().index(row, column).data())


def test_the_model_is_a_sound_model(qtmodeltester: ModelTester) -> None:
    model = WindowedModel(COLUMNS)
    qtmodeltester.check(model)
    model.show(list(range(600)), {0: Numbers().rows(range(PAGE))})
    qtmodeltester.check(model)
    model.add_page(1, Numbers().rows(range(PAGE, 2 * PAGE)))
    assert model.index(PAGE, 0).data() == f"人{PAGE}"
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.columnCount(QModelIndex()) == 3


def test_only_what_is_looked_at_is_read_and_never_on_the_gui_thread(
    table: Table, room: Room, numbers: Numbers, qtbot: QtBot
) -> None:
    assert table.count == MANY
    assert numbers.asked == [PAGE]
    assert text(table, 3) == "人3"
    assert text(table, 9_000) == ""  # a placeholder; its page is on the way
    settle(qtbot, room)
    assert text(table, 9_000) == "人9000"
    assert numbers.asked == [PAGE, PAGE]
    assert all(name.startswith("task") for name in numbers.threads)


def test_the_selection_means_all_rows_also_those_never_shown(table: Table, qtbot: QtBot) -> None:
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert table.selected() == list(range(MANY))
    table.choose(17)
    assert table.selected() == [17]
    assert table.current() == 17


def test_home_end_arrows_and_enter(table: Table, qtbot: QtBot) -> None:
    opened: list[int] = []
    table.opened.connect(opened.append)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_End)
    qtbot.keyClick(table, Qt.Key.Key_Enter)
    qtbot.keyClick(table, Qt.Key.Key_Home)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened == [1, MANY - 1, 0]


def test_letters_are_left_to_the_page(table: Table, qtbot: QtBot) -> None:
    pressed: list[str] = []
    action = QAction(table)
    action.setShortcut("L")
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.triggered.connect(lambda: pressed.append("L"))
    table.addAction(action)
    table.activateWindow()
    table.setFocus()
    table.choose(5)
    qtbot.keyClick(table, Qt.Key.Key_L)
    assert pressed == ["L"]
    qtbot.keyClick(table, Qt.Key.Key_9)  # would be a search in a table as Qt makes it
    assert table.current() == 5


def test_the_current_row_is_told_once_it_stands_still(table: Table, qtbot: QtBot) -> None:
    told: list[object] = []
    table.chosen.connect(told.append)
    for number in range(20):
        table.choose(number)
    with qtbot.waitSignal(table.chosen, timeout=2000):
        pass
    assert told == [19]


def test_a_search_keeps_the_chosen_row_where_it_is_found_again(table: Table, room: Room, qtbot: QtBot) -> None:
    counts: list[int] = []
    table.counted.connect(counts.append)
    table.choose(77)
    table.look_up(Query("77"))
    settle(qtbot, room)
    assert table.current() == 77
    assert counts[-1] == table.count < MANY
    table.clearFocus()
    table.look_up(Query("4321"))
    settle(qtbot, room)
    assert table.count == 1
    assert table.current() == 4321, "the detail beside the table shows what was found"


def test_reading_again_keeps_selection_and_place(table: Table, room: Room, numbers: Numbers, qtbot: QtBot) -> None:
    table.choose(5_000)
    settle(qtbot, room)
    table.selectRow(5_003)
    table.setSelectionMode(Table.SelectionMode.MultiSelection)
    table.selectRow(5_001)
    place = table.verticalScrollBar().value()
    numbers.count -= 10
    table.look_up()
    settle(qtbot, room)
    assert table.selected() == [5_001, 5_003]
    assert table.verticalScrollBar().value() == place
    assert text(table, 5_001) == "人5001"


def test_only_the_newest_query_is_shown(table: Table, room: Room, qtbot: QtBot) -> None:
    for typed in ("1", "12", "123", "1234"):
        table.look_up(Query(typed))
    settle(qtbot, room)
    assert table.count == 1
    assert table.query.text == "1234"


def test_a_row_can_be_chosen_before_it_is_there(room: Room, qtbot: QtBot, numbers: Numbers) -> None:
    table = Table(room, COLUMNS, numbers, "numbers")
    qtbot.addWidget(table)
    table.resize(600, 400)
    table.show()
    table.choose(8_000)
    table.look_up(Query())
    settle(qtbot, room)
    assert table.current() == 8_000
    assert table.visualRect(table.currentIndex()).intersects(table.viewport().rect())
    assert text(table, 8_000) == "人8000"


def test_order_and_widths_are_remembered(table: Table, room: Room, numbers: Numbers, qtbot: QtBot) -> None:
    table.sort_by("age", descending=True)
    table.setColumnWidth(0, 231)
    settle(qtbot, room)
    assert text(table, 0) == f"人{MANY - 1}"
    other = Table(room, COLUMNS, numbers, "numbers")
    qtbot.addWidget(other)
    assert (other.query.sort, other.query.descending) == ("age", True)
    assert other.columnWidth(0) == 231
    other.look_up(Query("5"))
    assert (other.query.sort, other.query.descending) == ("age", True)
    settle(qtbot, room)


def test_the_order_is_chosen_by_key_and_turned_round(table: Table, room: Room, asked: Answers, qtbot: QtBot) -> None:
    asked.answers = ["name", "name"]
    table.sort_action.run()
    assert (table.query.sort, table.query.descending) == ("name", False)
    table.sort_action.run()
    settle(qtbot, room)
    assert (table.query.sort, table.query.descending) == ("name", True)


def test_a_fault_is_told_and_the_page_is_asked_for_again(
    table: Table, room: Room, numbers: Numbers, asked: Answers, qtbot: QtBot
) -> None:
    def refuse(keys: Sequence[int]) -> Sequence[Row]:
        raise Refused("gone", "读不出来。")

    table.source = Asked(numbers.keys, refuse)
    text(table, 7_000)
    qtbot.waitUntil(lambda: asked.warned == ["读不出来。"], timeout=5000)
    table.source = numbers
    text(table, 7_000)
    settle(qtbot, room)
    assert text(table, 7_000) == "人7000"


PEOPLE: tuple[Row, ...] = (
    {"uid": "a", "name": "赵六", "age": "9", "age_key": 9, "state": "open"},
    {"uid": "b", "name": "白一", "age": "10", "age_key": 10, "state": "full"},
    {"uid": "c", "name": "", "age": "", "state": "open"},
)


def test_a_list_in_memory_is_searched_filtered_and_sorted() -> None:
    source = ListSource(PEOPLE)
    assert source.keys(Query()) == ["a", "b", "c"]
    assert source.keys(Query("赵")) == ["a"]
    assert source.keys(Query("", {"state": ("open",)})) == ["a", "c"]
    assert source.keys(Query(sort="name")) == ["b", "a", "c"]
    assert source.keys(Query(sort="age")) == ["a", "b", "c"]
    assert source.keys(Query(sort="age", descending=True)) == ["c", "b", "a"]
    assert source.rows(["b"]) == [PEOPLE[1]]


def test_columns_fill_the_room_and_give_way_evenly() -> None:
    assert shared_out((100, 300), (40, 40), 800) == [200, 600]
    assert sum(shared_out((100, 300, 60), (40, 40, 60), 400)) <= 400
    assert shared_out((100, 300, 60), (40, 40, 90), 400)[2] == 90  # its title still stands whole
    assert shared_out((100, 100), (40, 40), 50) == [75, 75]  # narrower than that, the table scrolls
