"""What the window remembers for each user: sizes, column widths, filters. Never what somebody searched for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings


class Memory:
    """Values by name, kept beside the office's file; lost without harm."""

    def __init__(self, file: Path, user: str) -> None:
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)
        self._user = user

    def get(self, name: str, default: Any = None) -> Any:
        """What was remembered under the name; the default where nothing was, or of another type than the default."""
        value: Any = self._settings.value(f"{self._user}/{name}", default)
        if isinstance(default, bool):
            return value in (True, "true")
        if isinstance(default, int):
            return int(value) if str(value).lstrip("-").isdigit() else default
        return value

    def keep(self, name: str, value: Any) -> None:
        """Remember a value."""
        self._settings.setValue(f"{self._user}/{name}", value)

    def close(self) -> None:
        """Write it to the disk."""
        self._settings.sync()
