"""How long it takes until who waits for a post is known, among 60,000 persons, while the post is being typed."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from desk_app.bootstrap import Desk, open_desk
from tests.kit.crowd import TITLES, crowd
from tests.kit.office import PASSWORD, FixedClock, founded

PERSONS = 60_000


def run(say: Callable[[str], None]) -> None:
    """Print the seconds of the first answer (when the form opens) and of those that follow while it is typed."""
    with tempfile.TemporaryDirectory() as folder:
        folders, _ = founded(Path(folder))
        with open_desk(folders, PASSWORD, FixedClock()) as desk:
            crowd(desk, PERSONS, planned=True)
        with open_desk(folders, PASSWORD, FixedClock()) as desk:
            desk.who_waits.waiting_for_typed(desk.actor, {"title": "普工"})  # the libraries are loaded
            desk.who_waits.forget()
            typed = [{"title": title, "pay_text": "4000-5000元/月", "place": "柳河湾镇"} for title in TITLES]
            first, *later = [_seconds(desk, one) for one in typed]
            typical, worst = statistics.median(later), max(later)
            say(f"{PERSONS} persons: first answer {first:.2f} s, next {typical:.2f} s, {worst:.2f} s at most")
            kept = [_seconds(desk, {**one, "kind": "公益性岗位"}) for one in typed]
            say(f"  kept for persons in hardship: first {kept[0]:.2f} s, next {statistics.median(kept[1:]):.2f} s")


def _seconds(desk: Desk, typed: dict[str, str]) -> float:
    begun = time.perf_counter()
    desk.who_waits.waiting_for_typed(desk.actor, typed)
    return time.perf_counter() - begun


if __name__ == "__main__":
    run(print)
