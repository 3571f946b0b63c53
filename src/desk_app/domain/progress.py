"""The one small object through which long work says how far it is and learns that it should stop."""

from __future__ import annotations

from collections.abc import Callable

from desk_app.domain.errors import Cancelled


class Progress:
    """Told by the work, watched by a screen. `cancel` may be called from another thread."""

    def __init__(self, on_step: Callable[[str, int, int], None] | None = None) -> None:
        self._on_step = on_step
        self._cancelled = False

    def step(self, what: str, done: int = 0, of: int = 0) -> None:
        """Say that `done` of `of` pieces of `what` are through; raises Cancelled when asked to stop."""
        if self._cancelled:
            raise Cancelled
        if self._on_step:
            self._on_step(what, done, of)

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._cancelled = True
