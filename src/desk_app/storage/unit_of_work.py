"""The one door that writes: records, their history lines, numbers and documents in one transaction, or nothing."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from desk_app.domain.actor import Actor
from desk_app.domain.changes import Change, ChangeSet, new_uid
from desk_app.domain.errors import Refused
from desk_app.domain.fields import fields_of
from desk_app.storage import acts, drafts, erasure, history, schema, search
from desk_app.storage.columns import plain
from desk_app.storage.repository import Reader
from desk_app.storage.schema import NOUNS, RECORDS, TABLES

_BREATH, _PAUSE = 100, 0.002  # records: some 20 milliseconds of work; seconds


_AT_ONCE = 500  # values in one IN (…)


@dataclass(frozen=True, slots=True)
class Changes:
    """Which kinds of records a finished unit of work touched: what pages refresh from."""

    nouns: frozenset[str] = frozenset()


class UnitOfWork(Reader):
    """One transaction of one actor. Made by `Database.write`; what is not committed never happened."""

    def __init__(self, connection: Connection, actor: Actor, why: str) -> None:
        super().__init__(connection)
        self.actor = actor
        self.why = why
        self.batch = new_uid()  # one for each unit: the act that its lines belong to; an import's is its batch
        self.undoes: str | None = None
        self._nouns: set[str] = set()

    @property
    def changes(self) -> Changes:
        """What was touched so far."""
        return Changes(frozenset(self._nouns))

    def apply(self, wanted: ChangeSet) -> None:
        """Write a change set. Raises Refused("stale") if a field was changed by somebody else in the meantime."""
        for group in _runs_of_one_kind(wanted.changes):
            noun, operation = NOUNS[type(group[0].record)], group[0].operation
            self._nouns.add(noun)
            if operation == "i":
                self._insert(noun, group)
            elif operation == "u":
                self._update(noun, group)
            else:
                self._bury(noun, group)
        history.write(self._connection, self.actor, self.why, self.batch, wanted.changes, self.undoes)

    def apply_long(self, wanted: ChangeSet) -> None:
        """Write a long change set in short breaths.

        The driver lets go of the interpreter at every row and takes it again at once, so that the window would wait
        for all of them; after each breath it gets its turn.
        """
        for start in range(0, len(wanted.changes), _BREATH):
            self.apply(ChangeSet(wanted.changes[start : start + _BREATH]))
            time.sleep(_PAUSE)

    def _insert(self, noun: str, group: list[Change]) -> None:
        table, rows = TABLES[noun], [search.row_of(change.after) for change in group]
        if self.undoes:  # only taking an act back brings back what was buried
            buried = update(table).where(table.c.uid == bindparam("where_uid"))
            values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in rows[0]}
            statement = buried.values(values | {"version": table.c.version + 1, "deleted_at": None})
            self._connection.execute(
                statement,
                [{"where_uid": row["uid"]} | {f"new_{name}": value for name, value in row.items()} for row in rows],
            )
        else:
            self._connection.execute(insert(table), rows)

    def _update(self, noun: str, group: list[Change]) -> None:
        """Write only the fields that differ, and only where they still hold the old value."""
        table = TABLES[noun]
        by_fields: dict[tuple[str, ...], list[Change]] = defaultdict(list)
        for change in group:
            touched = tuple(
                n for n in fields_of(type(change.after)) if getattr(change.before, n) != getattr(change.after, n)
            )
            by_fields[touched].append(change)
        for touched, same in by_fields.items():
            statement = (
                update(table)
                .where(table.c.uid == bindparam("where_uid"), table.c.deleted_at.is_(None))
                .where(
                    *(table.c[n].is_not_distinct_from(bindparam(f"old_{n}", type_=table.c[n].type)) for n in touched)
                )
                .values({"version": table.c.version + 1} | {n: bindparam(f"new_{n}") for n in touched})
            )
            for change in same:
                values: dict[str, Any] = {"where_uid": change.after.uid}
                for name in touched:
                    values[f"old_{name}"] = plain(getattr(change.before, name))
                    values[f"new_{name}"] = plain(getattr(change.after, name))
                if self._connection.execute(statement, values).rowcount != 1:
                    raise Refused("stale", "这条记录刚才已被别处修改，请刷新后再改。")
            search.renew(self._connection, noun, touched, [change.after.uid for change in same])

    def _bury(self, noun: str, group: list[Change]) -> None:
        table, uids = TABLES[noun], [change.record.uid for change in group]
        for start in range(0, len(uids), _AT_ONCE):
            some = uids[start : start + _AT_ONCE]
            statement = update(table).where(table.c.uid.in_(some), table.c.deleted_at.is_(None))
            if self._connection.execute(statement.values(deleted_at=self.actor.moment())).rowcount != len(some):
                raise Refused("stale", "这条记录刚才已被别处删除，请刷新。")

    def take_back(self, act: str) -> None:
        """Give each field that an act touched its old value again. Raises Hindered; numbers stay taken."""
        wanted = acts.net(self._connection, act)
        uids: dict[str, list[str]] = defaultdict(list)
        for one in wanted:
            uids[one.noun].append(one.uid)
        present: dict[str, Any] = {}
        for noun, these in uids.items():
            living: tuple[Any, ...] = self.among(RECORDS[noun], "uid", these)
            present.update((record.uid, record) for record in living)
        self.undoes = act
        changes = acts.inverse(wanted, present)
        try:
            self.apply(changes)
        except IntegrityError:
            # Another record has taken the place (an ID number, an open letter) that this one would have again.
            raise acts.Hindered(by_noun=wanted[0].noun) from None
        if resting := acts.torn(self._connection, changes):
            raise acts.Hindered(by_noun=resting)

    def numbers(self, kind: str, year: int, count: int = 1, desk: str | None = None) -> range:
        """The next `count` numbers of a gapless row (per kind, desk and year), taken in this transaction."""
        desk = self.actor.desk if desk is None else desk
        last = self.last_number(kind, desk, year)
        table = schema.numbers
        if last:
            where = (table.c.kind == kind, table.c.desk == desk, table.c.year == year)
            self._connection.execute(update(table).where(*where).values(last=last + count))
        elif count:
            self._connection.execute(insert(table).values(kind=kind, desk=desk, year=year, last=count))
        return range(last + 1, last + count + 1)

    def keep_document(self, sha256: str, encoding: str, content: bytes) -> None:
        """Keep the bytes of a document under the digest of its unpacked form; the same document is kept once."""
        table = schema.documents
        if not self._connection.execute(select(table.c.id).where(table.c.sha256 == sha256)).first():
            self._connection.execute(insert(table).values(sha256=sha256, encoding=encoding, content=content))

    def erase(self, records: Mapping[str, Collection[str]], names: Iterable[str]) -> None:
        """Destroy what is kept of these records (uids by table): see `erasure.py`. It cannot be taken back."""
        self._nouns |= set(records)
        erasure.wipe(self._connection, records, names)

    def replace_document(self, sha256: str, encoding: str, content: bytes) -> None:
        """Put other bytes in the place of a kept document, where a person's sheet is erased from it."""
        erasure.replace_document(self._connection, sha256, encoding, content)

    def keep_draft(self, key: str, typed: Mapping[str, str]) -> None:
        """Keep what the actor typed into a form, in place of what was kept before; nothing typed is kept as nothing."""
        if typed:
            drafts.keep(self._connection, self.actor.name, key, self.actor.moment(), typed)
        else:
            drafts.drop(self._connection, self.actor.name, key)

    def looked(self, kind: str, subject: str, persons: int, purpose: str, recipient: str = "") -> None:
        """Register that personal data was shown, printed or exported."""
        self._connection.execute(
            insert(schema.looks).values(
                at=self.actor.moment(),
                by=self.actor.name,
                kind=kind,
                subject=subject,
                persons=persons,
                purpose=purpose,
                recipient=recipient,
            )
        )


def _runs_of_one_kind(changes: Iterable[Change]) -> list[list[Change]]:
    """Neighbours of the same kind and operation together, so that an import is a few big statements."""
    runs: list[list[Change]] = []
    for change in changes:
        last = runs[-1][0] if runs else None
        if last and type(last.record) is type(change.record) and last.operation == change.operation:
            runs[-1].append(change)
        else:
            runs.append([change])
    return runs
