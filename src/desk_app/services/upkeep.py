"""Looking after the file: checking it, carrying it away, bringing it back."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desk_app.domain.actor import Actor, Clock, Role
from desk_app.domain.changes import insert, new_uid
from desk_app.domain.errors import Refused, StorageFault
from desk_app.domain.office import Office, Staff, acting
from desk_app.domain.posts import Post
from desk_app.domain.proposals import Proposal
from desk_app.domain.referrals import SEAT_STATES, Letter
from desk_app.paths import Folders
from desk_app.storage import backup, history, migrate, vault
from desk_app.storage.database import Database
from desk_app.storage.files import journal, sha256_of, sync_folder, write_whole
from desk_app.storage.repository import Reader
from desk_app.storage.unit_of_work import UnitOfWork

LETTER_NUMBERS = "letter"
"""The row of numbers that letters are taken from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is not as it should be, in words."""

    kind: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Whose office this is and when it last made a backup and a report (moments, "" = never)."""

    office: str
    practice: bool
    last_backup: str
    last_report: str


class Upkeep:
    """检查、备份."""

    def __init__(self, database: Database, folders: Folders) -> None:
        self._database = database
        self._folders = folders

    def standing(self) -> Standing:
        """What the status line says."""
        return self._database.read(_standing)

    def check(self) -> tuple[Finding, ...]:
        """Everything that the file itself can prove wrong: pages, links, history chain, letters, seats."""
        damaged = self._database.raw(backup.damage)
        if damaged:
            return (Finding(kind="damaged", sentence="数据文件没有通过完整性检查，请用最近的备份恢复。"),)
        broken = self._database.submit(history.broken_at).result()
        findings = []
        if broken is not None:
            findings.append(Finding(kind="chain", sentence=f"修改记录从第 {broken} 条起对不上，可能被改动过。"))
        return (*findings, *self._database.read(_letters_sound), *self._database.read(_seats_sound))

    def backup(self, actor: Actor, out: Path) -> Mapping[str, Any]:
        """Write one file that moves the whole office: database, vault, manifest; read back before this returns."""
        manifest = backup.write_package(
            self._database, vault.dump(vault.current(self._folders.home, self._database.key)), actor.moment(), out
        )
        persons = manifest["counts"]["seekers"]
        self._database.write(actor, "备份", lambda unit: unit.looked("backup", out.name, persons, "备份", "本机构"))
        return {
            "file": str(out),
            "sha256": sha256_of(out),
            "persons": persons,
            "letters": manifest["counts"]["letters"],
        }


def _standing(read: Reader) -> Standing:
    office = read.first(Office)
    return Standing(
        office=office.name if office else "",
        practice=bool(office and office.practice),
        last_backup=read.last_look("backup"),
        last_report=read.last_look("export"),
    )


def restore(folders: Folders, file: Path, password: str, highest: str, clock: Clock) -> tuple[str, ...]:
    """Bring an office back from a backup file; returns the numbers booked as 作废（恢复）.

    `highest` is the highest letter number handed out since (its sequence, short or full number; "" = none). What was
    there before is kept aside as it was, the restored file begins a new epoch, and every number between the backup's
    last and `highest` is booked as void, so that no number on paper is ever given out twice.
    """
    if folders.database.exists():
        backup.ensure_not_open(folders.database)
    package = backup.open_package(file)
    key, user = vault.unlock(vault.parse(package.vault), password)
    aside = folders.home / "restoring"
    aside.mkdir(parents=True, exist_ok=True)
    fresh = aside / "office.db"
    write_whole(fresh, package.database)
    backup.check_file(fresh, key)
    migrate.bring_up_to_date(fresh, key, folders.backups)
    database = Database(fresh, key)
    try:
        actor = _actor(database, user, clock)
        database.submit(history.new_epoch).result()
        voided, _ = database.write(actor, "恢复备份", lambda unit: _book_void(unit, actor, highest))
    finally:
        database.close()
    present = vault.load(folders.home) if vault.exists(folders.home) else ()
    _keep_present(folders)
    # The vault goes first: until the file follows, the generation before it still opens what is there.
    vault.store(folders.home, vault.following(vault.parse(package.vault), key, present), write_whole)
    # A journal of the old file must never be played into the new one; the copy kept aside has it.
    journal(folders.database).unlink(missing_ok=True)
    os.replace(fresh, folders.database)
    sync_folder(folders.home)
    shutil.rmtree(aside)
    return voided


def _keep_present(folders: Folders) -> None:
    """Copy what is there now into its own folder."""
    files = (folders.database, journal(folders.database), *folders.home.glob("vault-*.json"))
    present = [path for path in files if path.exists()]
    if not present:
        return
    taken = [path.name for path in folders.backups.glob("before_restore_*")] if folders.backups.exists() else []
    kept = folders.backups / f"before_restore_{len(taken) + 1:03d}"
    kept.mkdir(parents=True)
    for path in present:
        shutil.copy2(path, kept / path.name)


def _actor(database: Database, user: str, clock: Clock) -> Actor:
    staff = database.read(lambda read: acting(read.all(Staff), user))
    if staff is None:
        raise StorageFault("no_such_staff", "备份里没有这位人员，没有恢复。")
    if staff.role != Role.SUPERVISOR:
        raise Refused("not_allowed", "恢复备份要由主管来做。")
    return Actor(name=staff.name, role=Role.SUPERVISOR, desk=staff.desk, clock=clock)


def _book_void(unit: UnitOfWork, actor: Actor, highest: str) -> tuple[str, ...]:
    office = unit.first(Office)
    year = actor.today().year
    last = unit.last_number(LETTER_NUMBERS, actor.desk, year)
    until = _sequence(highest, last)
    if office is None or until <= last:
        return ()
    letters = []
    for sequence in unit.numbers(LETTER_NUMBERS, year, until - last):
        number = office.letter_no(actor.desk, year, sequence)
        letters.append(
            Letter(
                uid=new_uid(),
                letter_no=number,
                desk=actor.desk,
                year=year,
                sequence=sequence,
                clerk=actor.name,
                state="void",
                void_reason="作废（恢复）",
            )
        )
    unit.apply(insert(*letters))
    return tuple(letter.letter_no for letter in letters)


def _sequence(highest: str, last: int) -> int:
    """The sequence in whatever form the number was typed: 17, 2026-17, 河口镇人社荐字〔2026〕第0017号."""
    digits = "".join(char if char.isdigit() else " " for char in highest).split()
    if not highest.strip():
        return last
    if not digits:
        raise Refused("wrong_number", "看不懂这个推荐信编号，请写成 2026-17 或 17 的样子；没有恢复。")
    return int(digits[-1])


def _letters_sound(read: Reader) -> tuple[Finding, ...]:
    """Numbers without gaps, one document for each letter that went out."""
    findings = []
    letters = read.all(Letter)
    for desk, year in sorted({(letter.desk, letter.year or 0) for letter in letters}):
        taken = sorted(one.sequence or 0 for one in letters if (one.desk, one.year) == (desk, year))
        if taken != list(range(1, read.last_number(LETTER_NUMBERS, desk, year) + 1)):
            findings.append(Finding(kind="letter_gap", sentence=f"{year} 年 {desk} 号窗口的推荐信编号不连续。"))
    for document in sorted({letter.document for letter in letters if letter.document}):
        try:
            read.document(document)
        except KeyError:
            findings.append(Finding(kind="no_document", sentence="有推荐信缺少存底文件。"))
    return tuple(findings)


def _seats_sound(read: Reader) -> tuple[Finding, ...]:
    """No post holds more letters than seats; every open letter's person is on his or her way."""
    held: dict[str, int] = {}
    for letter in read.among(Letter, "state", SEAT_STATES):
        held[letter.post_uid] = held.get(letter.post_uid, 0) + 1
    over = [post.post_no for post in read.among(Post, "uid", held) if held[post.uid] > (post.headcount or 0)]
    stray = read.count(Proposal, state="lettered") - read.count(Letter)
    findings = [Finding(kind="over_seats", sentence=f"岗位 {number} 的推荐信多于名额。") for number in over]
    if stray > 0:
        findings.append(Finding(kind="stray_proposal", sentence=f"有 {stray} 条推荐标为已开信却没有推荐信。"))
    return tuple(findings)
