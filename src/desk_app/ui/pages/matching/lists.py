"""Where the tables of this page get their rows: read once, then filtered, sorted and shown from memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from desk_app.domain.finding import Query, by_pinyin

R = TypeVar("R")


@dataclass(frozen=True, kw_only=True)
class Records(Generic[R]):
    """What one table of the page knows of its rows."""

    key: Callable[[R], str]
    show: Callable[[R], Mapping[str, Any]]
    words: Callable[[R], tuple[str, ...]]  # what the search looks through
    kept: Mapping[str, Callable[[R], tuple[str, ...]]]  # filter → the values that a row has of it


class RecordSource(Generic[R]):
    """A source of a table over rows that are read anew after each `forget`. Asked on pool threads only."""

    def __init__(self, read: Callable[[], Sequence[R]], records: Records[R]) -> None:
        self._read, self._records = read, records
        self._all: Sequence[R] | None = None
        self._by_key: Mapping[str, R] = {}
        self.shown: Sequence[str] = ()  # the keys that the last query found

    def forget(self) -> None:
        """Read anew at the next look."""
        self._all = None

    def record(self, key: str) -> R | None:
        """The row of a key, as it was last read."""
        return self._by_key.get(key)

    def keys(self, query: Query) -> Sequence[str]:
        """The keys of all rows that pass, in order."""
        rows = self._all
        if rows is None:
            rows = self._all = self._read()
            self._by_key = {self._records.key(row): row for row in rows}
        found = [row for row in rows if self._passes(row, query)]
        if query.sort:
            found.sort(key=lambda row: _order(self._records.show(row).get(query.sort, "")), reverse=query.descending)
        self.shown = [self._records.key(row) for row in found]
        return self.shown

    def rows(self, keys: Sequence[str]) -> Sequence[Mapping[str, Any]]:
        """What stands in the cells."""
        known = self._by_key
        return [self._records.show(known[key]) if key in known else {} for key in keys]

    def _passes(self, row: R, query: Query) -> bool:
        for name, wanted in query.filters.items():
            if name in self._records.kept and not set(wanted) & set(self._records.kept[name](row)):
                return False
        if not query.text:
            return True
        text = f" {' '.join(self._records.words(row)).lower()}"
        return all((f" {word}" if word.isascii() else word) in text for word in query.text.lower().split())


def _order(value: Any) -> tuple[int, bytes]:
    """Figures as figures, words by pinyin, tags by their words."""
    if isinstance(value, tuple):
        value = "".join(tag.word for tag in value)
    text = str(value)
    return (int(text), b"") if text.lstrip("-").isdigit() else (0, by_pinyin(text))
