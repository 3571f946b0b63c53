"""A running session: when it locks because nobody is there, and the PIN that re-opens it.

The PIN is kept in memory as a hash and ends with the program. It opens nothing but a window that is already open: the
file's key never depends on it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from desk_app.domain.passwords import check_pin
from desk_app.ui.kit.memory import Memory

TRIES = 3
"""Wrong PINs after which only the password re-opens the window."""
SHORTEST, LONGEST, USUAL = 1, 120, 15
"""Minutes without a touch until the window locks: the least, the most, and what holds until somebody sets it."""
_LOOK = 10_000  # milliseconds between two looks at how long nobody touched anything
_SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


def awake_s() -> float:
    """Seconds of a clock that nobody can set and that runs on while the PC sleeps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class Session(QObject):
    """Watches whether somebody is there. Only the windows' own input is looked at, not every event of the program."""

    lock_wanted = Signal()
    changed = Signal()  # the minutes, or whether there is a PIN

    def __init__(
        self, memory: Memory, parent: QObject | None = None, *, clock_s: Callable[[], float] = awake_s
    ) -> None:
        super().__init__(parent)
        self._memory, self._clock_s = memory, clock_s
        self._touched_s = clock_s()
        self._pin: tuple[bytes, bytes] | None = None
        self._tries_left = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK)
        self._timer.timeout.connect(self.look)

    # Whether somebody is there

    def begin(self) -> None:
        """Watch from now on; nothing more to do where it watches already."""
        self.touch()
        if self._timer.isActive():
            return
        QGuiApplication.instance().focusWindowChanged.connect(self._watch)  # type: ignore[union-attr]  # there is one
        self._watch(QGuiApplication.focusWindow())
        self._timer.start()

    def end(self) -> None:
        """Watch no longer and forget the PIN."""
        if self._timer.isActive():
            self._timer.stop()
            QGuiApplication.instance().focusWindowChanged.disconnect(self._watch)  # type: ignore[union-attr]  # as above
        self.forget_pin()

    def touch(self) -> None:
        """Somebody is there."""
        self._touched_s = self._clock_s()

    def look(self) -> None:
        """Lock if nobody was there for long enough."""
        if self._clock_s() - self._touched_s >= self.minutes * 60:
            self.lock_wanted.emit()

    def lock_now(self) -> None:
        """Ctrl+Alt+L."""
        self.lock_wanted.emit()

    @property
    def minutes(self) -> int:
        """Minutes without a touch until it locks."""
        return min(max(int(self._memory.get("lock_minutes", USUAL)), SHORTEST), LONGEST)

    def set_minutes(self, minutes: int) -> None:
        """Other minutes, also for the next session."""
        self._memory.keep("lock_minutes", minutes)
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take note of a touch; nothing is held back."""
        if event.type() in _SIGNS:
            self._touched_s = self._clock_s()
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)
            self.touch()

    # The PIN

    @property
    def has_pin(self) -> bool:
        """Whether a PIN re-opens the window."""
        return self._pin is not None and self._tries_left > 0

    @property
    def tries_left(self) -> int:
        """How often the PIN may still be tried."""
        return self._tries_left

    def set_pin(self, pin: str) -> None:
        """A PIN for this session. Raises Refused for one that everybody would try."""
        check_pin(pin)
        salt = secrets.token_bytes(16)
        self._pin = (salt, _stretched(pin, salt))
        self._tries_left = TRIES
        self.changed.emit()

    def forget_pin(self) -> None:
        """From now on only the password re-opens the window."""
        if self._pin:
            self._pin = None
            self._tries_left = 0
            self.changed.emit()

    def try_pin(self, pin: str) -> bool:
        """Whether this is the PIN; after three wrong ones it is forgotten."""
        if self._pin is None or not self.has_pin:
            return False
        salt, kept = self._pin
        if hmac.compare_digest(kept, _stretched(pin, salt)):
            self._tries_left = TRIES
            return True
        self._tries_left -= 1
        if not self._tries_left:
            self.forget_pin()
        return False


def _stretched(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=2**12, r=8, p=1)
