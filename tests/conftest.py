"""What all tests share: the size of a run and the door to the extra cases."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from desk_app.bootstrap import Desk, open_desk
from desk_app.paths import Folders
from tests.kit.office import PASSWORD, FixedClock, founded
from tests.kit.small_office import furnish

settings.register_profile("desk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("desk")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="fault and property tests at their full size")


@pytest.fixture(scope="session")
def full(request: pytest.FixtureRequest) -> bool:
    """Whether the full sizes were asked for."""
    return bool(request.config.getoption("--full"))


@pytest.fixture(scope="session")
def cases() -> Path:
    """The folder of extra cases that do not ship with the program."""
    folder = os.environ.get("DESK_APP_CASES")
    if not folder:
        pytest.skip("DESK_APP_CASES is not set: extra group left out")
    return Path(folder)


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at 2026-11-24 09:30."""
    return FixedClock()


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with ten people, some posts, a plan and letters; copied for each test."""
    home = tmp_path_factory.mktemp("furnished")
    folders, _ = founded(home)
    with open_desk(folders, PASSWORD, FixedClock()) as desk:
        furnish(desk)
    return home


@pytest.fixture
def desk(furnished: Path, tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    """The furnished office, opened."""
    shutil.copytree(furnished, tmp_path / "office")
    with open_desk(Folders(tmp_path / "office"), PASSWORD, clock) as opened:
        yield opened


@pytest.fixture
def bare_desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    """An office in which nothing has been entered yet."""
    folders, _ = founded(tmp_path / "bare", clock)
    with open_desk(folders, PASSWORD, clock) as opened:
        yield opened
