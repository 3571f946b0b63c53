"""What a table shows: columns, sources of rows, and the model that knows all keys and few rows."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from desk_app.domain.finding import Query, by_pinyin
from desk_app.ui.kit.tags import Tag

Key = Hashable
Row = Mapping[str, Any]
"""What stands in each column, by its name: text, or a tuple of Tag (or words) in a column of tags."""
Index = QModelIndex | QPersistentModelIndex

PAGE = 64  # rows that are read at once: one screenful and what is scrolled to next
_KEPT = 160  # pages that stay in memory
_NONE = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `width` in pixels at normal text size is where it starts from, `right` is for figures."""

    name: str
    title: str
    width: int = 120
    right: bool = False
    tags: bool = False
    sortable: bool = True


class Source(Protocol):
    """Where the rows come from; both are called on a thread of the pool, never on the GUI thread."""

    def keys(self, query: Query, /) -> Sequence[Any]:
        """The keys of all rows that the query finds, in its order."""
        ...

    def rows(self, keys: Sequence[Any], /) -> Sequence[Row]:
        """The rows with these keys, one for each, in this order."""
        ...


@dataclass(frozen=True, slots=True)
class Asked:
    """A source made of two use cases: `Asked(lambda query: finding.seekers(actor, query), lambda keys: …)`."""

    keys: Callable[[Query], Sequence[Any]]
    rows: Callable[[Sequence[Any]], Sequence[Row]]


@dataclass
class ListSource:
    """Rows that are in memory already, up to some thousands: filtered by words and ticks, sorted by any column.

    A row may bring `<column>_key` beside what a column shows: what the column sorts by. Words are looked for in the
    text of all columns, and in `search` where a row brings it.
    """

    records: Sequence[Row]
    key: str = "uid"
    _by_key: Mapping[Key, Row] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._by_key = {record[self.key]: record for record in self.records}

    def keys(self, query: Query) -> Sequence[Key]:
        """The keys of the rows that the query finds."""
        wanted = [word.casefold() for word in query.text.split()]
        found = [
            record
            for record in self.records
            if all(str(record.get(name, "")) in chosen for name, chosen in query.filters.items() if chosen)
            and all(any(word in text for text in _texts(record)) for word in wanted)
        ]
        if query.sort:
            found.sort(key=lambda record: _order(record, query.sort), reverse=query.descending)
        return [record[self.key] for record in found]

    def rows(self, keys: Sequence[Key]) -> Sequence[Row]:
        """The rows with these keys."""
        return [self._by_key[key] for key in keys]


def _texts(record: Row) -> Iterable[str]:
    return (value.casefold() for value in record.values() if isinstance(value, str))


def _order(record: Row, name: str) -> tuple[int, Any]:
    """Figures before words before nothing, words by pinyin."""
    value = record.get(f"{name}_key", record.get(name, ""))
    if isinstance(value, int | float):
        return (0, value)
    words = _words(value)
    return (1, by_pinyin(words)) if words else (2, 0)


def _words(value: Any) -> str:
    if isinstance(value, tuple):
        return "、".join(part.word if isinstance(part, Tag) else str(part) for part in value)
    return "" if value is None else str(value)


class WindowedModel(QAbstractTableModel):
    """Knows all keys and few rows; `wanted` is emitted for a page of rows that is looked at and not there yet."""

    wanted = Signal(int)

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.keys: Sequence[Key] = ()
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._coming: set[int] = set()

    def show(self, keys: Sequence[Key], pages: Mapping[int, Sequence[Row]]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.keys = keys
        self._pages = OrderedDict(pages)
        self._coming.clear()
        self.endResetModel()

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns of the same rows."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def add_page(self, page: int, rows: Sequence[Row]) -> None:
        """The rows of a page have come."""
        self._coming.discard(page)
        self._pages[page] = rows
        while len(self._pages) > _KEPT:
            self._pages.popitem(last=False)
        first = page * PAGE
        last = min(first + len(rows), len(self.keys)) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def forget_coming(self, page: int) -> None:
        """The rows of a page could not be read: ask again when they are looked at again."""
        self._coming.discard(page)

    def row(self, number: int) -> Row | None:
        """The row if it is there; asks for its page if not."""
        page, inside = divmod(number, PAGE)
        rows = self._pages.get(page)
        if rows is not None:
            return rows[inside] if inside < len(rows) else None
        if page not in self._coming:
            self._coming.add(page)
            self.wanted.emit(page)
        return None

    def rowCount(self, parent: Index = _NONE) -> int:
        """All rows, read or not."""
        return 0 if parent.isValid() else len(self.keys)

    def columnCount(self, parent: Index = _NONE) -> int:
        """The columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text to show; tags under UserRole."""
        if not index.isValid() or index.row() >= len(self.keys):
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        if role == Qt.ItemDataRole.DisplayRole and not column.tags:
            row = self.row(index.row())
            return "" if row is None else _words(row.get(column.name))
        if role in (Qt.ItemDataRole.UserRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self.row(index.row())
            value = None if row is None else row.get(column.name)
            return value if role == Qt.ItemDataRole.UserRole else _words(value)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The titles of the columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].right else _LEFT
        return None
