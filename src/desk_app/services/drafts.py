"""草稿: what was typed into a form and not saved yet is never lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desk_app.domain.actor import Actor
from desk_app.domain.entry import moment_words
from desk_app.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What was typed, by field, and when in words (14:32)."""

    when: str
    typed: Mapping[str, str]


class Drafts:
    """草稿, one for each clerk and form; `key` names the form: seekers/new, seekers/<uid>. Not in the history."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, actor: Actor, key: str, typed: Mapping[str, str]) -> None:
        """Keep what was typed so far in place of what was kept before; nothing typed = nothing kept."""
        self._database.write(actor, "草稿", lambda unit: unit.keep_draft(key, typed))

    def fetch(self, actor: Actor, key: str) -> Draft | None:
        """What the clerk typed into this form and did not save; None if there is nothing."""
        found = self._database.read(lambda read: read.draft(actor.name, key))
        return None if found is None else Draft(when=moment_words(found[0], actor.clock.now()), typed=found[1])

    def drop(self, actor: Actor, key: str) -> None:
        """Forget it."""
        self.keep(actor, key, {})
