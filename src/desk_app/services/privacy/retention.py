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
from desk_app.domain.errors import Refused
from desk_app.domain.intake.batches import Question
from desk_app.domain.privacy.retention import Due, Erasure, Held, due, erasure, read_terms
from desk_app.domain.progress import Progress
from desk_app.domain.referrals import OPEN_STATES, Letter
from desk_app.domain.seekers import Seeker
from desk_app.storage.database import BATCH, Database
from desk_app.storage.repository import Reader
from desk_app.storage.schema import RECORDS
from desk_app.storage.unit_of_work import UnitOfWork

_AT_ONCE = 400
"""Persons that are looked at in one short job of the database: the counter goes in between."""
MOST = 50
"""Persons that are erased in one act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Who is due today, the terms in words, and what was erased so far (newest first)."""

    due: tuple[Due, ...]
    terms: tuple[str, ...]
    done: tuple[Erasure, ...]


class Retention:
    """保存期限."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rules = read_terms(resources.policy("retention"))

    def preview(self, actor: Actor, progress: Progress | None = None) -> Preview:
        """Who is due today."""
        progress, today = progress or Progress(), actor.today()
        persons = [uid for (uid,) in self._database.read(lambda read: read.values(Seeker, "uid"), priority=BATCH)]
        held: list[Held] = []
        for start in range(0, len(persons), _AT_ONCE):
            progress.step("核对最后一次办事", start, len(persons))
            part = persons[start : start + _AT_ONCE]
            held += self._database.read(lambda read, part=part: self._held(read, part), priority=BATCH)  # type: ignore[misc]  # the part is bound at once
        return Preview(
            due=due(held, self._rules, today),
            terms=tuple(f"{rule.label}：{rule.years} 年" for rule in self._rules),
            done=tuple(reversed(self._database.read(lambda read: read.all(Erasure)))),
        )

    def outlook(self, actor: Actor, seekers: Sequence[str]) -> tuple[tuple[str, int], ...]:
        """What would go with these persons: kinds of records in words with their counts."""
        kept = self._database.read(lambda read: read.kept_of(seekers), priority=BATCH)
        return tuple((noun_word(noun), len(uids)) for noun, uids in kept.items())

    def erase(self, actor: Actor, seekers: Sequence[str], reason: str) -> str:
        """Erase what is kept of these persons, whose term must be over; returns what was done, in words.

        Values go from records, history, drafts, rows of lists and kept pages; what stays are numbers of letters, links
        and the hashes of the history. Backups made before hold them until they are thrown away. Raises Refused for a
        clerk, without a reason, where somebody is not due, and for more than `MOST` at once.
        """
        if len(seekers) > MOST:
            raise Refused("too_many_persons", f"一次最多删除 {MOST} 人，请分几次做。")

        def work(unit: UnitOfWork) -> str:
            allowed = {one.held.uid for one in due(self._held(unit, seekers), self._rules, actor.today())}
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

    def _held(self, read: Reader, persons: Sequence[str]) -> tuple[Held, ...]:
        """What the rules look at, of these persons."""
        days = read.last_days(persons)
        groups: dict[str, set[str]] = defaultdict(set)
        nouns: dict[str, set[str]] = defaultdict(set)
        for rule in self._rules:
            for group in rule.groups:
                for uid in read.persons_with("memberships", persons, group=group):
                    groups[uid].add(group)
            for noun in rule.nouns:
                for uid in read.persons_with(noun, persons):
                    nouns[uid].add(noun)
        return tuple(
            Held(
                uid=one.uid,
                name=one.name,
                village=one.village,
                last=date.fromisoformat(days[one.uid]),
                groups=frozenset(groups[one.uid]),
                nouns=frozenset(nouns[one.uid]),
            )
            for one in read.among(Seeker, "uid", persons)
            if days[one.uid]
        )


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
