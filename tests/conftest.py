"""What all tests share: the size of a run and the door to the extra cases."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

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
