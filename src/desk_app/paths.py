"""What the program takes from the PC it runs on: where an office keeps its files, and what time it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import platformdirs


class WallClock:
    """The PC's own clock, with the local offset."""

    def now(self) -> datetime:
        """Now."""
        return datetime.now().astimezone()


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders below the home of one office. User data is never inside the program's own folder."""

    home: Path

    @property
    def database(self) -> Path:
        """The encrypted file."""
        return self.home / "office.db"

    @property
    def founded(self) -> bool:
        """Whether there is an office in the folder, be it damaged."""
        return self.database.exists() or any(self.home.glob("vault-*.json"))

    @property
    def practice(self) -> Folders:
        """Where the practice office of this user lies: never where the real one does or will."""
        return Folders(self.home / "practice")

    @property
    def backups(self) -> Path:
        """Numbered verified copies."""
        return self.home / "backup"

    @property
    def logs(self) -> Path:
        """Log and crash reports (without personal data)."""
        return self.home / "log"


def folders(home: str | None = None) -> Folders:
    """The folders of the office at `home`, or at the user's ordinary place for program data."""
    return Folders(Path(home).expanduser().resolve() if home else Path(platformdirs.user_data_dir("desk_app", False)))
