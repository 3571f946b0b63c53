"""The practice office: every page has something to show. Made by the real use cases, so only in a full run."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk_app.domain.errors import Cancelled
from desk_app.domain.progress import Progress
from desk_app.domain.referrals import Letter
from desk_app.paths import Folders
from desk_app.practice_office import open_practice
from tests.kit.office import CHEAP, FixedClock


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desk_app.storage.vault.calibrated", lambda: CHEAP)


def test_it_is_made_once_and_opened_again(full: bool, tmp_path: Path) -> None:
    if not full:
        pytest.skip("the practice office takes a quarter of a minute: --full")
    home, said = Folders(tmp_path), []
    for _ in range(2):
        with open_practice(home, Progress(lambda what, done, of: said.append(what)), FixedClock()) as desk:
            assert len(desk.villages.all(desk.actor)) == 12
            assert len(desk.database.read(lambda read: read.all(Letter))) == 20
            assert desk.upkeep.check() == ()
        assert not home.founded
    assert said.count("建立练习机构") == 1


def test_called_off_half_way_it_is_not_there(tmp_path: Path) -> None:
    progress = Progress(lambda what, done, of: progress.cancel() if what == "导入编造的名单" else None)
    with pytest.raises(Cancelled):
        open_practice(Folders(tmp_path), progress, FixedClock())
    assert not (tmp_path / "practice").exists()
