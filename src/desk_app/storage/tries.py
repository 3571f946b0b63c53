"""How often a wrong password was typed in a row: a number in a small file, so that a restart does not forget it.

It slows down somebody at the keyboard. Whoever copies the file is stopped by what each guess costs (see the vault).
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

_FILE = "tries"
_MOST = 99


def count(folder: Path) -> int:
    """How many there were since the last right one."""
    try:
        return min(int((folder / _FILE).read_text(encoding="ascii")), _MOST)
    except (OSError, ValueError):
        return 0


def note(folder: Path) -> None:
    """One more. A folder that cannot be written must not keep anybody from trying."""
    with suppress(OSError):
        (folder / _FILE).write_text(str(min(count(folder) + 1, _MOST)), encoding="ascii")


def forget(folder: Path) -> None:
    """A right one came."""
    with suppress(OSError):
        (folder / _FILE).unlink(missing_ok=True)
