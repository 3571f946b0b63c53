"""A small invented office with a real encrypted file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

from desk_app.domain.actor import Actor, Role
from desk_app.paths import Folders
from desk_app.services.setup import Founding, found
from desk_app.storage.vault import Cost

PASSWORD = "practice-2026"
CHEAP = Cost(memory_kib=64, iterations=1)  # what a guess costs is tested where it matters, not at every start


@dataclass
class FixedClock:
    """A clock that a test can set."""

    at: datetime = field(default_factory=lambda: datetime(2026, 11, 24, 9, 30, tzinfo=timezone(timedelta(hours=8))))

    def now(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


def actor(clock: FixedClock | None = None, role: Role = Role.SUPERVISOR) -> Actor:
    return Actor(name="练习员", role=role, desk="1", clock=clock or FixedClock())


def founded(home: Path, clock: FixedClock | None = None, *, practice: bool = True) -> tuple[Folders, str]:
    """A new office in `home`; returns its folders and its recovery code."""
    folders = Folders(home)
    asked = Founding(
        office="柳河湾镇人社所",
        region="410099" if practice else "410122",
        clerk="练习员",
        password=PASSWORD,
        practice=practice,
    )
    return folders, found(folders, asked, clock or FixedClock(), CHEAP)
