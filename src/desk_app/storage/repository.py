"""Reading records: frozen values that may leave the transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, func, select

from desk_app.domain.acts import noun_word
from desk_app.domain.errors import Refused
from desk_app.domain.finding import Query
from desk_app.domain.hardship.policy import HardshipPolicy
from desk_app.domain.person_file import Trace, moment_of
from desk_app.domain.privacy.exports import Gone
from desk_app.domain.retirement import Tracks
from desk_app.storage import acts, drafts, erasure, history, leaving, letters, own, retention, schema, search
from desk_app.storage.acts import Act
from desk_app.storage.columns import record_of
from desk_app.storage.schema import NOUNS, TABLES

R = TypeVar("R")
_AT_ONCE = 500  # values in one IN (…): well below SQLite's limit of bound parameters


class Reader:
    """What a use case may ask of the file inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self, record_type: type[R], **equal: Any) -> tuple[R, ...]:
        """All living records of a kind whose attributes equal the given values, in the order of their making."""
        table = TABLES[NOUNS[record_type]]
        query = select(table).where(table.c.deleted_at.is_(None)).order_by(table.c.id)
        for name, value in equal.items():
            query = query.where(table.c[name] == value)
        return tuple(record_of(record_type, row) for row in self._connection.execute(query).mappings())

    def first(self, record_type: type[R], **equal: Any) -> R | None:
        """The first such record, or None."""
        found = self.all(record_type, **equal)
        return found[0] if found else None

    def one(self, record_type: type[R], uid: str) -> R:
        """The living record with that uid. Raises Refused in words where it is gone: taken back, or merged."""
        found = self.first(record_type, uid=uid)
        if found is None:
            words = f"这条{noun_word(NOUNS[record_type])}记录已经不在了，可能已被撤销或合并，请刷新。"
            raise Refused(f"no_such_{record_type.__name__.lower()}", words)
        return found

    def among(self, record_type: type[R], name: str, values: Iterable[Any]) -> tuple[R, ...]:
        """All living records whose attribute is one of the values."""
        table = TABLES[NOUNS[record_type]]
        wanted = list(values)
        found: list[R] = []
        for start in range(0, len(wanted), _AT_ONCE):
            query = select(table).where(
                table.c.deleted_at.is_(None), table.c[name].in_(wanted[start : start + _AT_ONCE])
            )
            found += [
                record_of(record_type, row) for row in self._connection.execute(query.order_by(table.c.id)).mappings()
            ]
        return tuple(found)

    def values(self, record_type: type, *names: str, **equal: Any) -> list[tuple[Any, ...]]:
        """Some attributes of all living records of a kind, as kept (None = not known): for long lists and counts."""
        table = TABLES[NOUNS[record_type]]
        query = select(*(table.c[name] for name in names)).where(table.c.deleted_at.is_(None)).order_by(table.c.id)
        for name, value in equal.items():
            query = query.where(table.c[name] == value)
        return [tuple(row) for row in self._connection.execute(query)]

    def by_uid(self, record_type: type[R]) -> Mapping[str, R]:
        """All living records of a kind by uid."""
        return {record.uid: record for record in self.all(record_type)}  # type: ignore[attr-defined]  # each record has one

    def count(self, record_type: type, **equal: Any) -> int:
        """How many living records there are."""
        table = TABLES[NOUNS[record_type]]
        query = select(func.count()).select_from(table).where(table.c.deleted_at.is_(None))
        for name, value in equal.items():
            query = query.where(table.c[name] == value)
        return int(self._connection.execute(query).scalar_one())

    def history(self, *uids: str) -> tuple[history.Line, ...]:
        """The change lines of one record or a few, oldest first."""
        return history.lines_of(self._connection, *uids)

    def newest_change(self) -> int:
        """The number of the newest change line: as long as it stays, what was read still holds."""
        return int(self._connection.execute(select(func.max(schema.changes.c.id))).scalar_one() or 0)

    def traces(self, now: datetime, *uids: str) -> tuple[Trace, ...]:
        """The same, with the moments in the time zone of `now`."""
        return tuple(
            Trace(
                at=moment_of(line.at_ms, now),
                by=line.by,
                why=line.why,
                act=line.batch,
                noun=line.noun,
                uid=line.uid,
                operation=line.operation,
                fields=line.fields,
            )
            for line in self.history(*uids)
        )

    def written_since(self, uid: str) -> Mapping[tuple[str, bool], int]:
        """How many records of each table were written since the record was: (table, whether they are new)."""
        return history.since(self._connection, uid)

    def acts(self, since: datetime) -> Iterator[Act]:
        """The acts since that moment, newest first; to be used up inside the transaction."""
        return acts.newest_first(self._connection, since)

    def act(self, uid: str) -> Act | None:
        """One act by its uid."""
        return acts.find(self._connection, uid)

    def is_undo(self, act: str) -> bool:
        """Whether the act took another one back."""
        found = self.act(act)
        return found is not None and found.undoes is not None

    def touched(self, act: str, nouns: Sequence[str]) -> frozenset[tuple[str, str]]:
        """Which of these tables the act touched, each with the operation (i, u, d)."""
        return acts.touches(self._connection, act, nouns)

    def given_out(self, most: int) -> list[Gone]:
        """The newest prints and lists with personal data; what was done at once for one reader is one entry."""
        table = schema.looks
        same = (table.c.at, table.c.by, table.c.purpose, table.c.recipient, table.c.kind)
        persons = func.sum(table.c.persons)
        query = (
            select(*same, persons.label("persons"), func.min(table.c.subject).label("subject"))
            .where(table.c.kind.in_(("print", "list")))
            .group_by(*same)
            .having(persons > 0)
            .order_by(func.max(table.c.id).desc())
            .limit(most)
        )
        return [
            Gone(
                at=row.at,
                what=row.purpose,
                recipient=row.recipient,
                persons=row.persons,
                reason="",
                by=row.by,
                file=row.subject if row.kind == "list" else "",
                encrypted=False if row.kind == "list" else None,
            )
            for row in self._connection.execute(query)
        ]

    def last_days(self, persons: Collection[str]) -> Mapping[str, str]:
        """By person (some hundreds): the newest day (ISO) on which anything happened, see `retention.py`."""
        return retention.last_days(self._connection, persons)

    def persons_with(self, noun: str, persons: Collection[str], **equal: Any) -> set[str]:
        """Those of the persons of whom there ever was a record of this table with these values, also a buried one."""
        return retention.having(self._connection, noun, persons, **equal)

    def kept_of(self, persons: Collection[str]) -> Mapping[str, Sequence[str]]:
        """The uids of all that is kept of these persons, by table."""
        return erasure.records_of(self._connection, persons)

    def document(self, sha256: str) -> tuple[str, bytes]:
        """Encoding and kept bytes of a document; KeyError if there is none."""
        table = schema.documents
        row = self._connection.execute(select(table).where(table.c.sha256 == sha256)).mappings().one_or_none()
        if row is None:
            raise KeyError(sha256)
        return row["encoding"], row["content"]

    def last_look(self, kind: str) -> str:
        """When something of the kind was last shown, printed, exported or backed up; "" if never."""
        table = schema.looks
        query = select(table.c.at).where(table.c.kind == kind).order_by(table.c.id.desc()).limit(1)
        return str(self._connection.execute(query).scalar_one_or_none() or "")

    def letters(self, query: Query, today: date) -> tuple[str, ...]:
        """The uids of the letters that a query finds, in its order."""
        return letters.found(self._connection, query, today)

    def prints(self, letter_nos: Iterable[str]) -> Mapping[str, int]:
        """How often each letter was printed, by its full number; those never printed are left out."""
        return letters.prints(self._connection, letter_nos)

    def draft(self, user: str, key: str) -> tuple[str, Mapping[str, str]] | None:
        """What a clerk typed into a form and did not save: when, and the text by field; None if there is none."""
        return drafts.fetch(self._connection, user, key)

    def last_number(self, kind: str, desk: str, year: int) -> int:
        """The last number handed out; 0 if none was."""
        table = schema.numbers
        query = select(table.c.last).where(table.c.kind == kind, table.c.desk == desk, table.c.year == year)
        return int(self._connection.execute(query).scalar_one_or_none() or 0)

    def likely_to_leave(self, today: date, policy: HardshipPolicy, tracks: Tracks) -> leaving.Likely:
        """The certifications in force that something may speak against."""
        return leaving.likely(self._connection, today, policy, tracks)

    def seekers(self, query: Query, today: date, ranks: search.Ranks) -> tuple[str, ...]:
        """The uids of all job seekers that a query finds, in its order."""
        return search.seekers(self._connection, query, today, ranks)

    def named(self, record_type: type, text: str, limit: int | None = None) -> tuple[str, ...]:
        """The uids of the records that the words find, in the order of their names."""
        return search.named(self._connection, record_type, text, limit)

    def alike(self, tokens: Sequence[str], starts: Sequence[str], limit: int) -> tuple[str, ...]:
        """The uids of job seekers who have one of the tokens, or one that starts so."""
        return search.alike(self._connection, tokens, starts, limit)

    def last_contacts(self, uids: Iterable[str]) -> Mapping[str, str]:
        """When something was last done for each of these persons."""
        return search.last_contacts(self._connection, uids)

    def counts(self, record_type: type, name: str) -> Mapping[str, int]:
        """How many living records have each value; "" stands for none."""
        return search.counts(self._connection, record_type, name)

    def extra_columns(self, record_type: type) -> Mapping[str, int]:
        """The columns that living records of a kind keep in `extra`, with how many have each."""
        return own.columns(self._connection, record_type)

    def extra_values(self, record_type: type, key: str) -> Mapping[str, int]:
        """How many living records say what under one of these columns."""
        return own.values(self._connection, record_type, key)

    def with_extra(self, record_type: type, *keys: str) -> list[str]:
        """The uids of the living records that have one of these columns."""
        return own.having(self._connection, record_type, keys)

    def code_uses(self, of_list: str) -> Mapping[str, int]:
        """How often each code of a list stands in a living record of any kind."""
        return own.uses(self._connection, of_list)
