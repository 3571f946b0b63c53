"""到期删除 (erasure): what is kept of a person is destroyed in records, history, drafts and rows of lists.

The history keeps its lines with the hashes of reason and values, so that the chain verifies; the salt is destroyed, so
that nobody can try out values against the hashes. The tables that only grow have triggers against every UPDATE; they
are lifted here, inside the transaction, for these statements alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, text, update

from desk_app.domain.fields import Kind, fields_of
from desk_app.storage.engine import canonical_json
from desk_app.storage.history import ERASED, sealed
from desk_app.storage.schema import RECORDS, TABLES, changes, documents, drafts

_AT_ONCE = 500  # values in one IN (…)
_NUMBERED = frozenset(
    {"letter_no", "desk", "year", "sequence", "issued_on", "clerk", "state", "void_reason", "document", "page"}
)
"""What stays of a letter: its number is given out for ever, and its register must have no gaps."""


def records_of(connection: Connection, persons: Collection[str]) -> dict[str, list[str]]:
    """The uids of all that is kept of these persons, by table: whatever points to them, and what points to that.

    A family goes with the last certification that was made for it.
    """
    found: dict[str, set[str]] = {noun: set() for noun in RECORDS}
    found["seekers"] |= set(persons)
    size = -1
    while size != (size := sum(map(len, found.values()))):
        for noun, record_type in RECORDS.items():
            for field in fields_of(record_type).values():
                if field.kind is Kind.LINK and found[field.of]:
                    found[noun] |= set(_where(connection, noun, field.name, found[field.of], "uid"))
        found["families"] |= _left_alone(connection, found["certifications"])
    found["snoozes"] |= set(_where(connection, "snoozes", "subject", set().union(*found.values()), "uid"))
    return {noun: sorted(uids) for noun, uids in found.items() if uids}


def _left_alone(connection: Connection, certifications: Collection[str]) -> set[str]:
    """The families of these certifications that no other certification was made for."""
    theirs = set(_where(connection, "certifications", "uid", certifications, "family_uid")) - {None}
    of_them = set(_where(connection, "certifications", "family_uid", theirs, "uid"))
    others = of_them - set(certifications)
    return theirs - set(_where(connection, "certifications", "uid", others, "family_uid"))


def _where(connection: Connection, noun: str, name: str, values: Collection[str], wanted: str) -> Iterator[Any]:
    """One column of all rows, also the buried ones, in which another has one of the values."""
    table, all_ = TABLES[noun], list(values)
    for start in range(0, len(all_), _AT_ONCE):
        query = select(table.c[wanted]).where(table.c[name].in_(all_[start : start + _AT_ONCE]))
        yield from connection.execute(query).scalars()


def wipe(connection: Connection, records: Mapping[str, Collection[str]], names: Iterable[str]) -> None:
    """Destroy the values of these records (by table), their history and their drafts; keys and links stay.

    `names` are the persons' names: they are taken out of the reasons of the acts in which these records were touched.
    """
    uids = [uid for of_noun in records.values() for uid in of_noun]
    for noun, of_noun in records.items():
        _wipe_rows(connection, noun, list(of_noun))
    with _lifted(connection, "changes"):
        batches = _seal_lines(connection, uids)
        _seal_reasons(connection, batches, tuple(filter(None, names)))
    for uid in uids:
        connection.execute(delete(drafts).where(drafts.c.key.contains(uid, autoescape=True)))


def _wipe_rows(connection: Connection, noun: str, uids: list[str]) -> None:
    table = TABLES[noun]
    kept = _NUMBERED if noun == "letters" else frozenset()
    values: dict[str, Any] = {
        field.name: None
        for field in fields_of(RECORDS[noun]).values()
        if field.kind not in (Kind.KEY, Kind.LINK) and field.name not in kept
    }
    values |= {name: "" for name in ("search", "sort_key") if name in table.c}
    for start in range(0, len(uids), _AT_ONCE):
        connection.execute(update(table).where(table.c.uid.in_(uids[start : start + _AT_ONCE])).values(values))


def _seal_lines(connection: Connection, uids: list[str]) -> set[str]:
    """Leave of the lines of these records only the hashes; returns the acts they belong to."""
    batches: set[str] = set()
    statement = (
        update(changes)
        .where(changes.c.id == bindparam("where_id"))
        .values(why=bindparam("new_why"), fields=bindparam("new_fields"), salt=b"")
    )
    for start in range(0, len(uids), _AT_ONCE):
        query = select(changes).where(changes.c.uid.in_(uids[start : start + _AT_ONCE]), changes.c.salt != b"")
        lines = connection.execute(query).mappings().all()
        made = [(line, sealed(line)) for line in lines]
        batches |= {line["batch"] for line in lines}
        if made:
            connection.execute(
                statement,
                [
                    {
                        "where_id": line["id"],
                        "new_why": ERASED + kept["why"],
                        "new_fields": canonical_json(kept["fields"]),
                    }
                    for line, kept in made
                ],
            )
    return batches


def _seal_reasons(connection: Connection, batches: Collection[str], names: Collection[str]) -> None:
    """Take the names out of the other lines of these acts: a post's line says for whom it was changed."""
    all_ = list(batches)
    for start in range(0, len(all_), _AT_ONCE):
        query = select(changes).where(changes.c.batch.in_(all_[start : start + _AT_ONCE]), changes.c.salt != b"")
        for line in connection.execute(query).mappings().all():
            if any(name in line["why"] for name in names):
                why = ERASED + sealed(line)["why"]
                connection.execute(update(changes).where(changes.c.id == line["id"]).values(why=why))


def replace_document(connection: Connection, sha256: str, encoding: str, content: bytes) -> None:
    """Put other bytes in the place of a kept document: the same sheets without those of an erased person."""
    with _lifted(connection, "documents"):
        connection.execute(
            update(documents).where(documents.c.sha256 == sha256).values(encoding=encoding, content=content)
        )


@contextmanager
def _lifted(connection: Connection, table: str) -> Iterator[None]:
    """Without the trigger against UPDATE of this table; it comes back word for word, or with the rollback."""
    name = f"{table}_no_update"
    guard = connection.execute(
        text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = :name"), {"name": name}
    ).scalar_one()
    connection.execute(text(f"DROP TRIGGER {name}"))
    yield
    connection.execute(text(guard))
