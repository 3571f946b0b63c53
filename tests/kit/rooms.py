"""A room for a page or a kit widget outside the test fixtures (bench, screen shots)."""

from __future__ import annotations

from pathlib import Path

from desk_app.bootstrap import Desk
from desk_app.ui.kit.feed import Feed
from desk_app.ui.kit.memory import Memory
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.session import Session
from desk_app.ui.kit.tasks import Tasks
from desk_app.ui.look import Look
from tests.kit.asked import Asked


def room_of(desk: Desk, folder: Path, look: Look) -> Room:
    """A room with nobody to ask; close its tasks when done."""
    asked, feed = Asked(), Feed()
    memory = Memory(folder / "memory.ini", desk.actor.name)
    desk.listen(feed.tell)
    return Room(
        desk=desk,
        tasks=Tasks(asked.warn, folder / "log"),
        ask=asked,
        feed=feed,
        look=look,
        memory=memory,
        session=Session(memory),
        go=lambda name, uid: asked.went.append((name, uid)),
        set_large=lambda large: asked.went.append(("large", str(large))),
    )
