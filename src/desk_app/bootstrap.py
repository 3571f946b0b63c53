"""The only place that builds things: from a folder and a password to a frozen bundle of use cases."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType

from desk_app import resources
from desk_app.domain.actor import Actor, Clock
from desk_app.paths import Folders, WallClock
from desk_app.services.exchange import Exchange
from desk_app.services.intake import Intake
from desk_app.services.matching import Matching
from desk_app.services.posts import Posts
from desk_app.services.proposals import Proposals
from desk_app.services.referrals import Referrals
from desk_app.services.setup import open_office
from desk_app.services.upkeep import Upkeep
from desk_app.spreadsheets.text import decode
from desk_app.storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An open office: who sits there, and what can be done. Use it in a `with` block, or close it."""

    actor: Actor
    database: Database
    intake: Intake
    posts: Posts
    matching: Matching
    proposals: Proposals
    referrals: Referrals
    exchange: Exchange
    upkeep: Upkeep

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the file."""
        self.database.close()


def open_desk(folders: Folders, password: str, clock: Clock | None = None) -> Desk:
    """Open the office with somebody's password. Raises Refused or StorageFault in words."""
    database, actor = open_office(folders, password, clock or WallClock())
    codes, clocks = resources.codes(), resources.clocks()
    return Desk(
        actor=actor,
        database=database,
        intake=Intake(database, codes),
        posts=Posts(database, codes, clocks),
        matching=Matching(database, codes, resources.match_settings()),
        proposals=Proposals(database, codes, decode),
        referrals=Referrals(database, codes, clocks),
        exchange=Exchange(database, codes),
        upkeep=Upkeep(database, folders),
    )
