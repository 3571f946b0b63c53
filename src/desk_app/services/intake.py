"""导入: taking a list in, one transaction a file, every row accounted for."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desk_app import resources
from desk_app.domain.actor import Actor
from desk_app.domain.changes import Change, ChangeSet, insert, new_uid
from desk_app.domain.codes import CodeLists
from desk_app.domain.employers import Employer
from desk_app.domain.errors import Refused
from desk_app.domain.fields import fields_of
from desk_app.domain.identity import region_name
from desk_app.domain.intake.batches import Batch, Question
from desk_app.domain.intake.compare import Comparison, compare
from desk_app.domain.intake.register import Register, register
from desk_app.domain.intake.rows import Finding, IntakeContext, Noun, RowResult, Understood
from desk_app.domain.intake.understand import understand
from desk_app.domain.office import Office, Village
from desk_app.domain.places import around
from desk_app.domain.posts import Post
from desk_app.domain.progress import Progress
from desk_app.domain.seekers import Membership, Seeker
from desk_app.spreadsheets.reader import read_apart
from desk_app.storage.columns import json_value
from desk_app.storage.database import BATCH, Database
from desk_app.storage.files import sha256_of
from desk_app.storage.repository import Reader
from desk_app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of a file: read = created + changed + same + refused + questions; `skipped` is no data."""

    file: str
    noun: Noun | None
    read: int
    created: int
    changed: int
    same: int
    refused: tuple[Finding, ...]
    questions: tuple[Finding, ...]
    skipped: tuple[Finding, ...]
    notes: tuple[str, ...]


class Intake:
    """导入名单."""

    def __init__(self, database: Database, codes: CodeLists) -> None:
        self._database = database
        self._codes = codes

    def take(
        self,
        actor: Actor,
        path: Path,
        *,
        noun: Noun | None = None,
        preview: bool = False,
        password: str | None = None,
        progress: Progress | None = None,
    ) -> Taken:
        """Take a file in, or only say what would happen. Raises Refused for an unreadable file; nothing changes.

        Reading happens in a child process, understanding and comparing off the database's thread; only the final
        write holds the file. Rows to ask about wait in a queue and are not written.
        """
        progress = progress or Progress()
        book = read_apart(path, progress, password=password)
        digest = sha256_of(path)
        office, villages, known, taken_before = self._database.read(lambda read: _known(read, digest), priority=BATCH)
        context = IntakeContext(
            today=actor.today(),
            practice=bool(office.practice),
            codes=self._codes,
            words=resources.intake_words(),
            villages={village.name: village.aliases for village in villages},
            places=around(office.name, office.short_name, region_name(office.region, actor.today().year)),
            as_=noun,
        )
        understood = understand(book, context, progress)
        found = compare(understood, known, context.words, progress)
        found = found.repeated() if taken_before else found
        taken = _taken(understood, found)
        if not preview:
            self._database.write(
                actor, f"导入 {path.name}", lambda unit: _write(unit, taken, digest, found), priority=BATCH
            )
        return taken


def _known(read: Reader, digest: str) -> tuple[Office, tuple[Village, ...], Register, bool]:
    """What the list is held against, and whether the very same file was taken in before."""
    office = read.first(Office)
    if office is None:
        raise Refused("no_office", "还没有建立机构。")
    known = register(
        seekers=read.all(Seeker),
        memberships=read.all(Membership),
        employers=read.all(Employer),
        posts=read.all(Post),
    )
    return office, read.all(Village), known, read.count(Batch, sha256=digest) > 0


def _taken(understood: Understood, found: Comparison) -> Taken:
    return Taken(
        file=understood.file,
        noun=understood.as_,
        read=found.read,
        created=len(found.created),
        changed=len(found.changed),
        same=len(found.same),
        refused=tuple(row.summary for row in found.refused),
        questions=tuple(row.summary for row in found.questions),
        skipped=tuple(row.summary for row in found.skipped),
        notes=understood.notes,
    )


def _write(unit: UnitOfWork, taken: Taken, digest: str, found: Comparison) -> None:
    """Batch, records with their numbers, and the questions that do not wait already from the same file."""
    batch = Batch(
        uid=new_uid(),
        file=taken.file,
        sha256=digest,
        noun=taken.noun or "",
        at=unit.actor.moment(),
        by=unit.actor.name,
        read=taken.read,
        counts={
            "created": taken.created,
            "changed": taken.changed,
            "same": taken.same,
            "refused": len(taken.refused),
            "questions": len(taken.questions),
            "skipped": len(taken.skipped),
        },
    )
    unit.batch = batch.uid
    waiting = _waiting(unit, digest)
    questions = [_question(batch, row) for row in found.questions if (row.sheet, row.row) not in waiting]
    unit.apply(insert(batch, *questions) + _numbered(unit, found.changes))


def _numbered(unit: UnitOfWork, changes: ChangeSet) -> ChangeSet:
    """New persons and posts get their numbers: letter, year, desk, sequence (S2026100001)."""
    year, desk = unit.actor.today().year, unit.actor.desk
    for kind, attribute, letter in ((Seeker, "seeker_no", "S"), (Post, "post_no", "P")):
        new = [one for one in changes.changes if isinstance(one.after, kind) and one.before is None]
        taken = unit.numbers(attribute, year, len(new)) if new else range(0)
        names = {
            one.after.uid: {attribute: f"{letter}{year}{desk}{number:05d}"}
            for one, number in zip(new, taken, strict=True)
        }
        changes = ChangeSet(
            tuple(
                Change(one.before, dataclasses.replace(one.after, **names[one.record.uid]))
                if one.record.uid in names
                else one
                for one in changes.changes
            )
        )
    return changes


def _waiting(read: Reader, digest: str) -> set[tuple[str, int | None]]:
    """Sheet and row of the questions that already wait from an earlier import of the very same file."""
    batches = {batch.uid for batch in read.all(Batch, sha256=digest)}
    return {(one.sheet, one.row) for one in read.among(Question, "batch_uid", batches) if one.state == "open"}


def _question(batch: Batch, row: RowResult) -> Question:
    return Question(
        uid=new_uid(),
        batch_uid=batch.uid,
        sheet=row.sheet,
        row=row.row,
        kind=row.summary.kind,
        findings=tuple(dataclasses.asdict(finding) for finding in row.findings),
        draft=_draft(row),
    )


def _draft(row: RowResult) -> Mapping[str, Any]:
    """What the row said, as JSON: shown beside the question and taken over when it is answered."""
    if row.draft is None:
        return {}
    parts: dict[str, Any] = {"record": row.draft.record, "employer": row.draft.employer}
    shown = {
        name: {
            field: json_value(getattr(part, field))
            for field in fields_of(type(part))
            if json_value(getattr(part, field))
        }
        for name, part in parts.items()
        if part is not None
    }
    groups = [membership.group for membership in row.draft.memberships]
    return {**shown, "groups": groups} if groups else shown
