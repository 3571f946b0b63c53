"""A child process may refuse, fail, die, take too long or too much, and may be stopped."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable

import pytest

from desk_app.domain.errors import Cancelled, Refused
from desk_app.domain.progress import Progress
from desk_app.workers import run

LIMITS = {"seconds": 20.0, "megabytes": 800}


def double(number: int) -> int:
    return number * 2


def refuse() -> None:
    raise Refused("no", "不行。")


def fail() -> None:
    raise ValueError("410099199001010010")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def eat() -> int:
    return len(bytearray(3 << 30))


def swell() -> bytes:
    return bytes(500 << 20)  # fits, but not twice: it cannot be sent


def modules() -> list[str]:
    return list(sys.modules)


def sleep() -> None:
    time.sleep(60)


def test_a_result_comes_back() -> None:
    assert run(double, 21, **LIMITS) == 42


def test_the_child_carries_nothing_it_does_not_need() -> None:
    roots = {name.partition(".")[0] for name in run(modules, **LIMITS)}
    assert not roots & {"PySide6", "sqlalchemy", "sqlcipher3", "numpy", "ortools", "openpyxl", "reportlab"}


def test_a_refusal_comes_back_as_it_was_raised() -> None:
    with pytest.raises(Refused, match="不行") as refused:
        run(refuse, **LIMITS)
    assert refused.value.code == "no"


def test_a_bug_is_named_without_what_it_said() -> None:
    with pytest.raises(RuntimeError, match="ValueError") as bug:
        run(fail, **LIMITS)
    assert "410099" not in str(bug.value)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals and limits")
@pytest.mark.parametrize(
    ("function", "code"), [(die, "worker_died"), (eat, "file_too_heavy"), (swell, "file_too_heavy")]
)
def test_a_dead_or_greedy_child_is_a_sentence(function: Callable[[], int], code: str) -> None:
    with pytest.raises(Refused) as refused:
        run(function, **LIMITS)
    assert refused.value.code == code


def test_a_slow_child_is_ended() -> None:
    begun = time.monotonic()
    with pytest.raises(Refused) as refused:
        run(sleep, seconds=0.5, megabytes=800)
    assert refused.value.code == "worker_timeout"
    assert time.monotonic() - begun < 15


def test_the_user_can_stop_it() -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        run(sleep, progress=progress, **LIMITS)


def measure(content: bytes) -> int:
    return len(content)


def test_much_work_goes_over_and_a_child_that_dies_before_it_has_read_it_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert run(measure, bytes(20 << 20), **LIMITS) == 20 << 20
    monkeypatch.setattr("desk_app.workers._child", deaf)
    with pytest.raises(Refused) as caught:
        run(measure, bytes(20 << 20), **LIMITS)
    assert caught.value.code == "worker_died"


def deaf(*_: object) -> None:
    """A child that dies without having read what it was asked."""
    os._exit(1)
