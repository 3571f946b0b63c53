"""Where the two tables of the page get their rows: read once, filtered and sorted in memory, searched in the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar

from desk_app.bootstrap import Desk
from desk_app.domain.codes import CodeLists
from desk_app.domain.finding import Query
from desk_app.services.employers import EmployerLine
from desk_app.services.posts import PostLine
from desk_app.ui.kit.tables import ListSource, Row
from desk_app.ui.kit.tags import Tag
from desk_app.ui.pages.posts.layout import ORDER, TONES

UNKNOWN = "unknown"
"""The filter's key for posts that nobody has verified."""


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
    ) -> None:
        self._read, self._find, self._show = read, find, show
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
        return self._list.rows(keys) if self._list else [{} for _ in keys]


def post_source(desk: Desk) -> LineSource[PostLine]:
    """The posts, what waits for the clerk first."""
    actor, codes = desk.actor, desk.codes
    return LineSource(
        lambda: sorted(desk.posts.lines(actor), key=lambda line: ORDER.index(line.standing)),
        lambda text: desk.finding.posts(actor, text),
        lambda line: _post_row(line, codes),
    )


def employer_source(desk: Desk) -> LineSource[EmployerLine]:
    """The employers, those with free seats first."""
    return LineSource(
        lambda: sorted(desk.employers.lines(desk.actor), key=lambda line: (-line.free, -line.posts)),
        lambda text: desk.finding.employers(desk.actor, text),
        _employer_row,
    )


def standing_tags(standing: str, codes: CodeLists, *, blocked: bool) -> tuple[Tag, ...]:
    """The state of today, and whether nobody is recommended to the employer."""
    tags = [Tag(codes["post_state"].label(standing), TONES[standing])]
    return (*tags, Tag("停止推荐", "danger")) if blocked else tuple(tags)


def _post_row(line: PostLine, codes: CodeLists) -> Row:
    seats = line.seats
    return {
        "uid": line.uid,
        "title": line.title,
        "employer": line.employer,
        "standing": standing_tags(line.standing, codes, blocked=line.blocked)[
            -1:
        ],  # the narrow column has room for one
        "standing_key": ORDER.index(line.standing),
        "seats": f"{seats.free}/{seats.headcount or '？'}",
        "seats_key": seats.free,
        "pay": line.pay,
        "valid_until": str(line.valid_until or ""),
        "verified": line.verified_by,
        "place": line.place,
        "state": line.standing,
        "kind": line.kind,
        "employer_uid": line.employer_uid,
        "how": line.verified_how if line.verified_by else UNKNOWN,
    }


def _employer_row(line: EmployerLine) -> Row:
    counts = {name: getattr(line, name) for name in ("posts", "open", "free", "hired")}
    return {
        "uid": line.uid,
        "name": line.name,
        "tags": (Tag("停止推荐", "danger"),) if line.blocked_reason else (),
        "contact": line.contact,
        "phone": line.phone,
        **{name: str(count or "") for name, count in counts.items()},
        **{f"{name}_key": count for name, count in counts.items()},
    }
