"""A list that is read once, filtered and sorted in memory, and searched in the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar

from desk_app.domain.finding import Query
from desk_app.ui.kit.rows import ListSource, Row


class Line(Protocol):
    """A line of a list."""

    @property
    def uid(self) -> str:
        """Of the record."""
        ...


L = TypeVar("L", bound=Line)


class LineSource(Generic[L]):
    """A source over lines that are read anew after each `forget`. Asked on pool threads only."""

    def __init__(
        self,
        read: Callable[[], Sequence[L]],
        find: Callable[[str], Sequence[str]],
        show: Callable[[L], Row],
        further: Callable[[Sequence[str]], Mapping[str, Row]] = lambda _: {},
    ) -> None:
        """`further` has more cells for the rows that are looked at, by uid."""
        self._read, self._find, self._show, self._further = read, find, show, further
        self._list: ListSource | None = None
        self.lines: Mapping[str, L] = {}
        self.shown: Sequence[str] = ()  # the uids that the last query found, in order

    def forget(self) -> None:
        """Read anew at the next look."""
        self._list = None

    def keys(self, query: Query) -> Sequence[Any]:
        """The uids that pass, in order; words are looked for by the file's own search (names, pinyin, numbers)."""
        source = self._list
        if source is None:
            lines = self._read()
            self.lines = {line.uid: line for line in lines}
            source = self._list = ListSource([self._show(line) for line in lines])
        found = source.keys(Query(filters=query.filters, sort=query.sort, descending=query.descending))
        named = set(self._find(query.text)) if query.text else None
        self.shown = [str(uid) for uid in found if named is None or uid in named]
        return self.shown

    def rows(self, keys: Sequence[Any]) -> Sequence[Row]:
        """What stands in the cells."""
        if self._list is None:
            return [{} for _ in keys]
        more = self._further(keys)
        return [{**row, **more.get(str(row.get("uid")), {})} for row in self._list.rows(keys)]
