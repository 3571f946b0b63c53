"""A whole plan and the cost of a decision in the child process, and what the clerk is told when the child dies."""

from __future__ import annotations

import os
import signal
import threading
import time

import pytest

from desk_app.domain.errors import Cancelled, Refused
from desk_app.domain.matching.pool import Pool
from desk_app.domain.progress import Progress
from desk_app.solving import plan as solving
from desk_app.solving.plan import plan, plan_apart, unpack, weigh, weigh_apart
from tests.kit.town import decision, practice_pool


def test_the_child_process_gives_the_same_plan() -> None:
    pool = practice_pool("S")
    here, apart = plan(pool, 5), plan_apart(pool, 5, Progress())
    assert here.outcome == apart.outcome
    assert (here.digest, here.helps) == (apart.digest, apart.helps)
    assert len(unpack(apart.packed)["persons"]) == len(pool.persons)


def test_the_child_process_gives_the_same_cost() -> None:
    pool = practice_pool("S")
    pair = plan(pool, 5).outcome.pairs[0]
    banned = decision("ban", pair.seeker_uid, pair.post_uid)
    assert weigh(pool, 5, banned) == weigh_apart(pool, 5, banned, Progress())


def test_a_cancel_stops_a_plan_at_once() -> None:
    town, progress = practice_pool("M"), Progress()
    threading.Timer(0.3, progress.cancel).start()
    begun = time.monotonic()
    with pytest.raises(Cancelled):
        plan_apart(town, 1, progress)
    assert time.monotonic() - begun < 1.0


def _dies(pool: Pool, seed: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
def test_a_killed_child_is_a_sentence_about_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solving, "plan", _dies)
    with pytest.raises(Refused) as caught:
        plan_apart(practice_pool("S"), 1, Progress())
    assert caught.value.code == "worker_died"
    assert "计算方案" in caught.value.message
    assert "文件" not in caught.value.message
