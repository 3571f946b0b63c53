"""What every page is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desk_app.bootstrap import Desk
from desk_app.ui.kit.asking import Asking
from desk_app.ui.kit.feed import Feed
from desk_app.ui.kit.memory import Memory
from desk_app.ui.kit.session import Session
from desk_app.ui.kit.tasks import Tasks
from desk_app.ui.look import Look


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What every page is given."""

    desk: Desk
    tasks: Tasks
    ask: Asking
    feed: Feed
    look: Look
    memory: Memory
    session: Session
    go: Callable[[str, str], None]
    """Open a page by its name at a record's uid, or filtered ("?state=willing"); "" opens just the page."""
    set_large: Callable[[bool], None]
    """Large text on or off: remembered, and the window is built anew at once."""
