"""The only place that builds things: from a folder and a password to a frozen bundle of use cases."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

from desk_app import resources
from desk_app.domain.actor import Actor, Clock
from desk_app.domain.codes import CodeLists
from desk_app.domain.identity import PRACTICE_REGION
from desk_app.domain.progress import Progress
from desk_app.paths import Folders, WallClock
from desk_app.services import practice
from desk_app.services.agenda import Agenda
from desk_app.services.drafts import Drafts
from desk_app.services.employers import Employers
from desk_app.services.exchange import Exchange
from desk_app.services.finding import Finding
from desk_app.services.followups import FollowUps
from desk_app.services.intake import Intake
from desk_app.services.matching import Matching
from desk_app.services.office import OfficeSettings
from desk_app.services.plans import Plans
from desk_app.services.posts import Posts
from desk_app.services.proposals import Proposals
from desk_app.services.referrals import Referrals
from desk_app.services.seekers import Seekers
from desk_app.services.setup import Founding, found, open_office
from desk_app.services.undo import Undo
from desk_app.services.upkeep import Upkeep
from desk_app.spreadsheets.text import decode
from desk_app.storage.database import Database

PRACTICE_PASSWORD = "practice-2026"  # noqa: S105  # of an invented office; everybody may know it
_PRACTICE_SEED = 7
_SAID_YES, _LETTERS = 60, 20  # persons in the practice office who have said yes, and letters that are out


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An open office: who sits there, and what can be done. Use it in a `with` block, or close it."""

    actor: Actor
    codes: CodeLists
    folders: Folders
    database: Database
    office: OfficeSettings
    intake: Intake
    posts: Posts
    employers: Employers
    matching: Matching
    plans: Plans
    proposals: Proposals
    referrals: Referrals
    exchange: Exchange
    upkeep: Upkeep
    undo: Undo
    seekers: Seekers
    drafts: Drafts
    agenda: Agenda
    followups: FollowUps
    finding: Finding

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def listen(self, tell: Callable[[frozenset[str]], None]) -> None:
        """Have somebody told, on any thread, which tables a commit touched."""
        self.database.on_commit = lambda changes: tell(changes.nouns)

    def close(self) -> None:
        """Release the file."""
        self.database.close()


def open_desk(folders: Folders, password: str, clock: Clock | None = None) -> Desk:
    """Open the office with somebody's password. Raises Refused or StorageFault in words."""
    database, actor = open_office(folders, password, clock or WallClock())
    codes, clocks = resources.codes(), resources.clocks()
    return Desk(
        actor=actor,
        codes=codes,
        folders=folders,
        database=database,
        office=OfficeSettings(database, folders, codes),
        intake=Intake(database, codes),
        posts=Posts(database, codes, clocks),
        employers=Employers(database, codes, clocks),
        matching=Matching(database, codes, resources.match_settings()),
        plans=Plans(database, codes),
        proposals=Proposals(database, codes, decode),
        referrals=Referrals(database, codes, clocks),
        exchange=Exchange(database, codes),
        upkeep=Upkeep(database, folders),
        undo=Undo(database),
        finding=Finding(database, codes),
        seekers=Seekers(database, codes, clocks, resources.retirement()),
        drafts=Drafts(database),
        agenda=Agenda(database, codes, clocks, resources.match_settings().occupations),
        followups=FollowUps(database, codes, clocks),
    )


def practice_folders(folders: Folders) -> Folders:
    """Where the practice office of this user lies: never where the real one does or will."""
    return Folders(folders.home / "practice")


def open_practice(folders: Folders, progress: Progress, clock: Clock | None = None) -> Desk:
    """Open the practice office of this user; it is made first where there is none, whole or not at all."""
    clock, inside = clock or WallClock(), practice_folders(folders)
    if not inside.database.exists():
        aside = Folders(folders.home / "practice.part")
        shutil.rmtree(aside.home, ignore_errors=True)  # invented things of a start that was broken off
        _make_practice(aside, progress, clock)
        os.replace(aside.home, inside.home)
    return open_desk(inside, PRACTICE_PASSWORD, clock)


def _make_practice(folders: Folders, progress: Progress, clock: Clock) -> None:
    """An invented township from its messy lists to the first receipt, so that every page has something to show."""
    words = resources.practice_words()
    progress.step("建立练习机构")
    asked = Founding(
        office=f"{words.county}{words.town}人社所",
        region=PRACTICE_REGION,
        clerk="练习员",
        password=PRACTICE_PASSWORD,
        practice=True,
    )
    found(folders, asked, clock)
    with open_desk(folders, PRACTICE_PASSWORD, clock) as desk:
        actor = desk.actor
        desk.office.add_villages(actor, "\n".join(",".join(spellings) for spellings in words.villages))
        *lists, _ = practice.write("S", _PRACTICE_SEED, folders.home / "lists", actor.today())
        for number, file in enumerate(lists):
            progress.step("导入编造的名单", number, len(lists))
            desk.intake.take(actor, file)
        progress.step("核实岗位，做匹配方案")
        desk.posts.confirm(actor, actor.name, "phone")
        desk.matching.match(actor, _PRACTICE_SEED, progress)
        progress.step("登记意见，开推荐信")
        said = [f"{pair['seeker_no']},willing,,yes" for pair in desk.matching.plan()[:_SAID_YES]]
        desk.proposals.answer_file(actor, "\n".join(["seeker_no,answer,reason,phone_consent", *said]).encode())
        issued, _refused = desk.referrals.issue(actor, folders.home / "lists" / "推荐信.pdf", limit=_LETTERS)
        desk.referrals.take_receipt(actor, issued[0]["short_no"], "hired", start=actor.today())
