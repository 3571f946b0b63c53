"""Killed at any moment of importing and issuing: what was acknowledged is there, nothing by halves, no number lost."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk_app.bootstrap import Desk, open_desk
from desk_app.domain.referrals import Letter
from desk_app.domain.seekers import Seeker
from desk_app.paths import Folders
from tests.kit.office import PASSWORD, FixedClock, founded
from tests.kit.workday import number_of, workday

ROWS, FILES = 36, 12
GIVEN = "安平和顺文明春秋冬雪花草木林山川江河海天星月光云雨风晴正直善良勤学思远志成才华"
REPOSITORY = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and fork are POSIX")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An office in which many persons have said yes, and lists of people whom it does not know yet."""
    folder = tmp_path_factory.mktemp("prepared")
    home, lists = folder / "home", folder / "lists"
    clock = FixedClock()
    clock.at = clock.at.now().astimezone()
    folders, _ = founded(home, clock)
    with open_desk(folders, PASSWORD, clock) as desk:
        day = workday(desk, folder, clock)
        for _ in range(3):
            next(day)()
        desk.proposals.answer_all(desk.actor, "willing")
    lists.mkdir()
    for file in range(FILES):
        rows = [
            f"石{GIVEN[file]}{GIVEN[row]},{number_of(file * ROWS + row)},大专,河西村,154{file:04d}{row:04d}"
            for row in range(ROWS)
        ]
        text = "\n".join(["姓名,身份证号,学历,所属村,联系电话", *rows])
        (lists / f"{file:02d}.csv").write_text(text, encoding="utf-8")
    return home, lists


@pytest.fixture(scope="module")
def kennel() -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.kit.victim"],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield process
    process.communicate(timeout=60)


def test_killed_while_importing_and_issuing(
    prepared: tuple[Path, Path], kennel: subprocess.Popen[str], tmp_path: Path, full: bool
) -> None:
    home, lists = prepared
    rng = random.Random(time.time_ns())
    with open_desk(Folders(home), PASSWORD) as desk:
        before = counts(desk)
    reopening = []
    for trial in range(500 if full else 10):
        copy = tmp_path / "home"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(home, copy)
        said = killed(kennel, copy, lists, rng.uniform(0.05, 2.5))
        begun = time.perf_counter()
        with open_desk(Folders(copy), PASSWORD) as desk:
            reopening.append(time.perf_counter() - begun)
            assert "crashed" not in said
            seekers, letters = counts(desk)
            imports, issued = said.count("i"), said.count("l")
            assert seekers - before[0] in (imports * ROWS, (imports + 1) * ROWS), f"trial {trial}: {said}"
            assert letters - before[1] in (issued, issued + 1), f"trial {trial}: {said}"
            assert desk.upkeep.check() == (), f"trial {trial}: {said}"
    print(
        f"reopening: median {sorted(reopening)[len(reopening) // 2] * 1000:.0f} ms, "
        f"longest {max(reopening) * 1000:.0f} ms"
    )


def killed(kennel: subprocess.Popen[str], home: Path, lists: Path, after: float) -> list[str]:
    """Let a worker run for some seconds, kill it, and return what it had acknowledged."""
    assert kennel.stdin
    assert kennel.stdout
    kennel.stdin.write(f"{home}\t{lists}\n")
    kennel.stdin.flush()
    child = int(kennel.stdout.readline())
    time.sleep(after)
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    said = []
    while (word := kennel.stdout.readline().strip()) != "dead":
        said.append(word)
    return said


def counts(desk: Desk) -> tuple[int, int]:
    return desk.database.read(lambda read: (read.count(Seeker), read.count(Letter)))
