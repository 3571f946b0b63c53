"""The change line: who changed which field of what from which value to which, in a chain that shows tampering.

Each line carries the replica and its epoch, a gapless sequence number, a change id, the last district number seen
(`base`), a hybrid clock, the clerk, the reason, old and new value of each field in canonical JSON, one salt, and
H(n) = SHA-256(H(n-1) ‖ c(n)), where c(n) is the line with reason and values replaced by their salted hashes: so an
erasure (`erasure.py`) can leave the hashes in their place, destroy the salt, and the chain still verifies.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, case, func, insert, select, update

from desk_app.domain.actor import Actor
from desk_app.domain.changes import Change, new_uid
from desk_app.domain.fields import fields_of
from desk_app.storage.columns import json_value
from desk_app.storage.engine import canonical_json
from desk_app.storage.schema import NOUNS, changes, replica

ERASED = "erased:"
"""Stands before the hash of a reason that was erased."""
COUNTER_BITS = 16  # hybrid clock: 48 bits of milliseconds, 16 bits of counter


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the history, as pages and undo read it."""

    seq: int
    noun: str
    uid: str
    operation: str
    by: str
    why: str
    batch: str
    at_ms: int  # milliseconds since 1970
    fields: Mapping[str, tuple[Any, Any]]


def start(connection: Connection) -> None:
    """Give a new file its identity and the head of its chain."""
    identity = secrets.token_hex(8)
    genesis = hashlib.sha256(identity.encode()).digest()
    connection.execute(insert(replica).values(replica=identity, epoch=1, seq=0, base=0, hlc=0, chain=genesis))


def new_epoch(connection: Connection) -> None:
    """Begin a new epoch (after a restore): the sequence starts again and cannot be taken for the old one's."""
    head = connection.execute(select(replica)).mappings().one()
    epoch = head["epoch"] + 1
    genesis = hashlib.sha256(f"{head['replica']}:{epoch}".encode() + head["chain"]).digest()
    connection.execute(update(replica).values(epoch=epoch, seq=0, chain=genesis))


def write(
    connection: Connection, actor: Actor, why: str, batch: str, made: Iterable[Change], undoes: str | None = None
) -> None:
    """Append one line for each change and move the head of the chain, in the caller's transaction."""
    head = dict(connection.execute(select(replica)).mappings().one())
    clock = max(head["hlc"], int(actor.clock.now().timestamp() * 1000) << COUNTER_BITS)
    lines: list[dict[str, Any]] = []
    for change in made:
        clock += 1
        head["seq"] += 1
        line = {
            "replica": head["replica"],
            "epoch": head["epoch"],
            "seq": head["seq"],
            "cid": new_uid(),
            "base": head["base"],
            "hlc": clock,
            "by": actor.name,
            "why": why,
            "batch": batch,
            "undoes": undoes,
            "noun": NOUNS[type(change.record)],
            "uid": change.record.uid,
            "operation": change.operation,
            "fields": canonical_json(differences(change)),
            "salt": secrets.token_bytes(16),
        }
        head["chain"] = line["chain"] = link(head["chain"], line)
        lines.append(line)
    if lines:
        connection.execute(insert(changes), lines)
        connection.execute(update(replica).values(seq=head["seq"], hlc=clock, chain=head["chain"]))


def differences(change: Change) -> dict[str, list[Any]]:
    """Old and new value of each field that the change touches."""
    found = {}
    for name in fields_of(type(change.record)):
        old = None if change.before is None else json_value(getattr(change.before, name))
        new = None if change.after is None else json_value(getattr(change.after, name))
        if old != new:
            found[name] = [old, new]
    return found


def link(previous: bytes, line: Mapping[Any, Any]) -> bytes:
    """H(n) from H(n-1) and the line."""
    whole = {
        name: line[name]
        for name in (
            "replica",
            "epoch",
            "seq",
            "cid",
            "base",
            "hlc",
            "by",
            "batch",
            "undoes",
            "noun",
            "uid",
            "operation",
        )
    }
    return hashlib.sha256(previous + canonical_json(whole | sealed(line)).encode()).digest()


def sealed(line: Mapping[Any, Any]) -> dict[str, Any]:
    """Reason and values of a line as the chain knows them: their salted hashes; of an erased line they stand there."""
    salt: bytes = line["salt"]
    nothing = hashlib.sha256(salt + b"null").hexdigest()

    def seal(value: Any) -> str:
        return nothing if value is None else hashlib.sha256(salt + canonical_json(value).encode()).hexdigest()

    why: str = line["why"]
    pairs = json.loads(line["fields"])
    return {
        "why": why.removeprefix(ERASED) if why.startswith(ERASED) else seal(why),
        "fields": {name: [seal(old), seal(new)] for name, (old, new) in pairs.items()} if salt else pairs,
    }


def said(why: str) -> str:
    """The reason of a line in words, also of an erased one."""
    return "（到期删除，内容已抹去）" if why.startswith(ERASED) else why


def broken_at(connection: Connection) -> int | None:
    """The first sequence number at which the chain of the present epoch does not hold; None if all of it holds.

    A gap, a changed, removed, added or moved line and a head that disagrees all count.
    """
    head = connection.execute(select(replica)).mappings().one()
    rows = connection.execute(
        select(changes).where(changes.c.epoch == head["epoch"]).order_by(changes.c.seq)
    ).mappings()
    previous: bytes | None = None
    expected = 0
    for row in rows:
        expected += 1
        if previous is None:
            previous = _genesis(connection, head)
        if row["seq"] != expected or row["replica"] != head["replica"] or row["chain"] != link(previous, row):
            return expected
        previous = row["chain"]
    if expected != head["seq"] or (previous is not None and previous != head["chain"]):
        return expected + 1
    return None


def _genesis(connection: Connection, head: Mapping[Any, Any]) -> bytes:
    if head["epoch"] == 1:
        return hashlib.sha256(head["replica"].encode()).digest()
    last = connection.execute(
        select(changes.c.chain).where(changes.c.epoch == head["epoch"] - 1).order_by(changes.c.seq.desc()).limit(1)
    ).scalar_one()
    return hashlib.sha256(f"{head['replica']}:{head['epoch']}".encode() + last).digest()


def since(connection: Connection, uid: str) -> Mapping[tuple[str, bool], int]:
    """How many records of each noun were written after the last line of the record `uid`: new ones, and others."""
    last = select(func.coalesce(func.max(changes.c.id), 0)).where(changes.c.uid == uid).scalar_subquery()
    made = func.max(case((changes.c.operation == "i", 1), else_=0)).label("made")
    written = select(changes.c.noun, changes.c.uid, made).where(changes.c.id > last)
    each = written.group_by(changes.c.noun, changes.c.uid).subquery()
    rows = connection.execute(select(each.c.noun, each.c.made, func.count()).group_by(each.c.noun, each.c.made))
    return {(noun, bool(new)): count for noun, new, count in rows}


def lines_of(connection: Connection, *uids: str) -> tuple[Line, ...]:
    """The history of one record or a few, oldest first."""
    rows = connection.execute(select(changes).where(changes.c.uid.in_(uids)).order_by(changes.c.id)).mappings()
    return tuple(
        Line(
            seq=row["seq"],
            noun=row["noun"],
            uid=row["uid"],
            operation=row["operation"],
            by=row["by"],
            why=said(row["why"]),
            batch=row["batch"],
            at_ms=row["hlc"] >> COUNTER_BITS,
            fields={name: (pair[0], pair[1]) for name, pair in json.loads(row["fields"]).items()},
        )
        for row in rows
    )
