"""Where an office keeps its files on this PC."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import platformdirs


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders below the home of one office. User data is never inside the program's own folder."""

    home: Path

    @property
    def database(self) -> Path:
        """The encrypted file."""
        return self.home / "office.db"

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
