"""A backup counts only after it was read back; a restore keeps what was there."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from desk_app.domain.changes import insert, new_uid
from desk_app.domain.errors import DeskError, Refused
from desk_app.domain.referrals import Letter
from desk_app.domain.seekers import Seeker
from desk_app.paths import Folders
from desk_app.services.setup import open_office
from desk_app.services.upkeep import Upkeep, restore
from tests.kit.office import PASSWORD, FixedClock, founded


def add_letters(folders: Folders, clock: FixedClock, count: int) -> None:
    database, actor = open_office(folders, PASSWORD, clock)
    people = [Seeker(uid=new_uid(), name=f"甲{number}") for number in range(count)]

    def work(unit: object) -> None:
        numbers = unit.numbers("letter", 2026, count)  # type: ignore[attr-defined]
        letters = [
            Letter(uid=new_uid(), desk="1", year=2026, sequence=n, seeker_uid=p.uid)
            for n, p in zip(numbers, people, strict=True)
        ]
        unit.apply(insert(*people, *letters))  # type: ignore[attr-defined]

    database.write(actor, "开具", work)
    database.close()


def make_backup(folders: Folders, clock: FixedClock, out: Path) -> None:
    database, actor = open_office(folders, PASSWORD, clock)
    Upkeep(database, folders).backup(actor, out)
    database.close()


def test_the_whole_office_moves_to_an_empty_pc(tmp_path: Path) -> None:
    clock = FixedClock()
    folders, _ = founded(tmp_path / "old", clock)
    add_letters(folders, clock, 3)
    make_backup(folders, clock, tmp_path / "office.rxb")

    new = Folders(tmp_path / "new")
    assert restore(new, tmp_path / "office.rxb", PASSWORD, "", clock) == ()
    database, _ = open_office(new, PASSWORD, clock)
    assert database.read(lambda read: (read.count(Seeker), read.count(Letter))) == (3, 3)
    assert Upkeep(database, new).check() == ()
    database.close()


@pytest.mark.parametrize("typed", ["5", "2026-5", "柳河湾镇人社荐字〔2026〕第0005号"])
def test_numbers_handed_out_since_are_booked_as_void_and_never_used_again(tmp_path: Path, typed: str) -> None:
    clock = FixedClock()
    folders, _ = founded(tmp_path / "home", clock)
    add_letters(folders, clock, 3)
    make_backup(folders, clock, tmp_path / "office.rxb")
    add_letters(folders, clock, 2)  # these are on paper; the backup does not know them

    voided = restore(folders, tmp_path / "office.rxb", PASSWORD, typed, clock)
    assert [number[-5:] for number in voided] == ["0004号", "0005号"]
    database, actor = open_office(folders, PASSWORD, clock)
    booked = database.read(lambda read: read.all(Letter, state="void"))
    assert {one.void_reason for one in booked} == {"作废（恢复）"}
    assert database.write(actor, "开具", lambda unit: list(unit.numbers("letter", 2026)))[0] == [6]
    database.close()


def test_what_was_there_before_a_restore_is_kept(tmp_path: Path) -> None:
    clock = FixedClock()
    folders, _ = founded(tmp_path / "home", clock)
    make_backup(folders, clock, tmp_path / "office.rxb")
    add_letters(folders, clock, 2)
    restore(folders, tmp_path / "office.rxb", PASSWORD, "2", clock)

    (kept,) = folders.backups.glob("before_restore_*")
    database, _ = open_office(Folders(kept), PASSWORD, clock)
    assert database.read(lambda read: read.count(Seeker)) == 2
    database.close()


def test_a_damaged_or_foreign_backup_changes_nothing(tmp_path: Path) -> None:
    clock = FixedClock()
    folders, _ = founded(tmp_path / "home", clock)
    make_backup(folders, clock, tmp_path / "good.rxb")
    good = (tmp_path / "good.rxb").read_bytes()
    spoiled = {
        "flip": good[:5000] + bytes([good[5000] ^ 1]) + good[5001:],
        "short": good[: len(good) // 2],
        "empty": b"",
        "text": "不是备份".encode(),
    }
    with zipfile.ZipFile(tmp_path / "members.rxb", "w") as archive:
        archive.writestr("../office.db", b"x")
    spoiled["members"] = (tmp_path / "members.rxb").read_bytes()
    before = {path.name: path.read_bytes() for path in folders.home.iterdir() if path.is_file()}
    for name, content in spoiled.items():
        file = tmp_path / f"{name}.rxb"
        file.write_bytes(content)
        with pytest.raises(Refused):
            restore(folders, file, PASSWORD, "", clock)
    with pytest.raises(DeskError):
        restore(folders, tmp_path / "good.rxb", "some other password", "", clock)
    assert {path.name: path.read_bytes() for path in folders.home.iterdir() if path.is_file()} == before
