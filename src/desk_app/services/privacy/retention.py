"""保存期限: who is due, and erasing what was kept of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import zstandard

from desk_app import resources
from desk_app.documents.picture import blanked
from desk_app.domain.actor import Actor
from desk_app.domain.acts import noun_word
from desk_app.domain.changes import ChangeSet, insert, remove, together, update
from desk_app.domain.intake.batches import Question
from desk_app.domain.privacy.retention import Due, Erasure, Held, due, erasure
from desk_app.domain.referrals import OPEN_STATES, Letter
from desk_app.domain.seekers import Seeker
from desk_app.storage.database import BATCH, Database
from desk_app.storage.repository import Reader
from desk_app.storage.schema import RECORDS
from desk_app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Who is due today, how many records of each kind that is, in words, and what was erased so far (newest first)."""

    due: tuple[Due, ...]
    records: tuple[tuple[str, int], ...]
    terms: tuple[str, ...]
    done: tuple[Erasure, ...]


class Retention:
    """保存期限."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rules = resources.retention()

    def preview(self, actor: Actor) -> Preview:
        """Who is due today and what would be erased with them."""

        def work(read: Reader) -> Preview:
            found = self._due(read, actor.today())
            kept = read.kept_of([one.held.uid for one in found]) if found else {}
            return Preview(
                due=found,
                records=tuple((noun_word(noun), len(uids)) for noun, uids in kept.items()),
                terms=tuple(f"{rule.label}：{rule.years} 年" for rule in self._rules),
                done=tuple(reversed(read.all(Erasure))),
            )

        return self._database.read(work, priority=BATCH)

    def erase(self, actor: Actor, seekers: Sequence[str], reason: str) -> str:
        """Erase what is kept of these persons, whose term must be over; returns what was done, in words.

        Values go from records, history, drafts, rows of lists and kept pages; what stays are numbers of letters, links
        and the hashes of the history. Backups made before hold them until they are thrown away. Raises Refused for a
        clerk, without a reason, and where somebody is not due.
        """

        def work(unit: UnitOfWork) -> str:
            allowed = {one.held.uid for one in self._due(unit, actor.today())}
            entry = erasure(actor, seekers, allowed, reason)
            kept = unit.kept_of(seekers)
            persons = unit.among(Seeker, "uid", seekers)
            unit.why = f"到期删除 {len(seekers)} 人的资料"
            questions = [one.uid for one in unit.all(Question) if _speaks_of(one, persons)]
            records = {**kept, "questions": questions} if questions else dict(kept)
            pages = _pages(unit, records.get("letters", ()))
            counts = {noun: len(uids) for noun, uids in records.items()}
            unit.apply(insert(replace(entry, records=counts)))
            unit.apply(together(_buried(unit, noun, uids) for noun, uids in records.items()))
            unit.erase(records, [one.name for one in persons])
            for document, content in pages.items():
                unit.replace_document(document, "zstd", zstandard.ZstdCompressor().compress(content))
            return f"已删除 {len(seekers)} 人的资料，共 {sum(counts.values())} 条记录。"

        return self._database.write(actor, "到期删除", work, priority=BATCH)[0]

    def _due(self, read: Reader, today: date) -> tuple[Due, ...]:
        days = read.last_days()
        groups: dict[str, set[str]] = defaultdict(set)
        nouns: dict[str, set[str]] = defaultdict(set)
        for rule in self._rules:
            for group in rule.groups:
                for uid in read.persons_with("memberships", group=group):
                    groups[uid].add(group)
            for noun in rule.nouns:
                for uid in read.persons_with(noun):
                    nouns[uid].add(noun)
        held = (
            Held(
                uid=uid,
                name=name or "",
                village=village or "",
                last=date.fromisoformat(days[uid]),
                groups=frozenset(groups[uid]),
                nouns=frozenset(nouns[uid]),
            )
            for uid, name, village in read.values(Seeker, "uid", "name", "village")
        )
        return due(held, self._rules, today)


def _buried(unit: UnitOfWork, noun: str, uids: Collection[str]) -> ChangeSet:
    """Tombstones of all living records; letters stay with their number, an open one as void."""
    living: tuple[Any, ...] = unit.among(RECORDS[noun], "uid", uids)
    if noun != "letters":
        return together(map(remove, living))
    return together(update(one, state="void", void_reason="资料到期删除") for one in living if one.state in OPEN_STATES)


def _pages(unit: UnitOfWork, letters: Collection[str]) -> Mapping[str, bytes]:
    """The kept documents of these letters with their sheets made blank."""
    blank: dict[str, set[int]] = defaultdict(set)
    for one in unit.among(Letter, "uid", letters):
        if one.document:
            blank[one.document].add((one.page or 1) - 1)
    made = {}
    for document, pages in blank.items():
        _, packed = unit.document(document)
        made[document] = blanked(zstandard.ZstdDecompressor().decompress(packed), pages)
    return made


def _speaks_of(question: Question, persons: Sequence[Seeker]) -> bool:
    """Whether a row of a list is about one of the persons: the same number, or the same name and phone."""
    said = question.draft.get("record", {})
    return any(
        (one.id_no and said.get("id_no") == one.id_no)
        or (one.name and said.get("name") == one.name and (not said.get("id_no") or said.get("mobile") == one.mobile))
        for one in persons
    )
