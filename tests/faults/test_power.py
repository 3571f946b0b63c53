"""Power cuts: what was acknowledged is there, nothing is there by halves.

Killing a process proves almost nothing, since the system still writes what it was handed. Here every write that was
not synced may be kept, lost or torn. Twice: over SQLite's own file layer with the recorded statements of a working
day, and over the system calls of the shipped SQLCipher doing the same day.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import apsw
import pytest
from sqlalchemy import event

from desk_app.bootstrap import open_desk
from desk_app.storage import history
from desk_app.storage.database import Database
from desk_app.storage.engine import PRAGMAS, connect
from tests.kit.office import PASSWORD, FixedClock, founded
from tests.kit.power import TRACED, Op, RecordingVFS, cuts, from_strace, lay_out
from tests.kit.workday import digest, workday

Statement = tuple[str, Any]


@pytest.fixture(scope="module")
def statements(tmp_path_factory: pytest.TempPathFactory, full: bool) -> list[list[Statement]]:
    """The SQL of each action of a working day (the first entry: the file as it was founded)."""
    folder = tmp_path_factory.mktemp("day")
    clock = FixedClock()
    folders, _ = founded(folder / "home", clock)
    recorded: list[list[Statement]] = []
    with open_desk(folders, PASSWORD, clock) as desk:
        recorded.append(desk.database.raw(dump))
        engine = desk.database._engine

        @event.listens_for(engine, "before_cursor_execute")
        def _statement(_c: Any, _cur: Any, statement: str, parameters: Any, _ctx: Any, many: bool) -> None:
            for values in parameters if many else [parameters]:
                recorded[-1].append((statement, values))

        @event.listens_for(engine, "commit")
        def _commit(_connection: Any) -> None:
            recorded[-1].append(("COMMIT", None))

        actions = workday(desk, folder, clock)
        for _ in range(200 if full else 60):
            action = next(actions)
            recorded.append([])
            action()
    return [[one for one in part if not one[0].upper().startswith(("SELECT", "PRAGMA"))] for part in recorded]


def dump(connection: Any) -> list[Statement]:
    """Statements that make the same content anew: tables, rows, then indexes and triggers."""
    made = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    statements: list[Statement] = [(sql, None) for kind, _, sql in made if kind == "table"]
    for name in [name for kind, name, _ in made if kind == "table"]:
        rows = connection.execute(f'SELECT * FROM "{name}"').fetchall()
        statements += [(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(row))})', tuple(row)) for row in rows]
    return statements + [(sql, None) for kind, _, sql in made if kind != "table"]


def play(connection: apsw.Connection, part: Sequence[Statement]) -> None:
    for statement, values in part:
        connection.execute(statement, values or ())


@pytest.mark.parametrize("lying", [False, True], ids=["honest", "without-sync"])
def test_a_power_cut_at_any_write_of_a_working_day(
    statements: list[list[Statement]], tmp_path: Path, full: bool, lying: bool
) -> None:
    """With `synchronous=OFF` the same check must find losses: otherwise it could find none at all."""
    log: list[Op] = []
    vfs = RecordingVFS(f"power-{lying}", log)  # kept: the connection needs it
    connection = apsw.Connection(str(tmp_path / "day.db"), vfs=vfs.name)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    play(connection, statements[0])
    founded_at = len(log)
    if lying:
        connection.execute("PRAGMA synchronous=OFF")
    states = [digest(connection)]
    for part in statements[1:]:
        play(connection, part)
        log.append(Op("mark"))
        states.append(digest(connection))
    connection.close()

    rng = random.Random(2026)
    number = 2000 if full else 120
    points = sorted(rng.randrange(founded_at, len(log)) for _ in range(number))
    ruined = 0
    after = tmp_path / "after"
    after.mkdir()
    for acknowledged, files in cuts(log, points, rng):
        lay_out(files, after)
        found = reopened(after / "day.db")
        ruined += found not in states[acknowledged : acknowledged + 2]
    assert (ruined > 0) if lying else (ruined == 0), f"{ruined} of {number} cuts"


def reopened(file: Path) -> str:
    try:
        connection = apsw.Connection(str(file))
        try:
            sound = [row[0] for row in connection.execute("PRAGMA integrity_check")] == ["ok"]
            return digest(connection) if sound else "not sound"
        finally:
            connection.close()
    except apsw.Error:
        return "unreadable"


@pytest.fixture(scope="module")
def traced(tmp_path_factory: pytest.TempPathFactory, full: bool) -> tuple[Path, list[Op], list[str]]:
    """A working day of the real program under strace: where it worked, what it did to its file, the digests."""
    if not shutil.which("strace"):
        pytest.skip("strace is not installed: the system calls of SQLCipher cannot be recorded")
    folder = tmp_path_factory.mktemp("traced")
    home = folder / "home"
    founded(home)
    shutil.copytree(home, folder / "before")
    marker, trace = folder / "marker", folder / "trace"
    day = [sys.executable, "-m", "tests.kit.workday", str(home), str(marker), "200" if full else "40"]
    command = ["strace", "-o", str(trace), "-e", f"trace={TRACED}", "-xx", "-s", "200000", "-f", *day]
    subprocess.run(
        command, check=True, cwd=Path(__file__).parents[2], env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    )
    with trace.open(encoding="ascii", errors="replace") as lines:
        log = from_strace(lines, {"office.db", "office.db-journal"}, "marker")
    return folder, log, json.loads((folder / "digests").read_text())


def test_a_power_cut_at_any_write_of_the_shipped_sqlcipher(
    traced: tuple[Path, list[Op], list[str]], tmp_path: Path, full: bool
) -> None:
    folder, log, states = traced
    key = (folder / "key").read_bytes()
    start = [Op("write", "office.db", 0, (folder / "before" / "office.db").read_bytes()), Op("sync", "office.db")]
    log = start + log
    assert sum(op.kind == "mark" for op in log) == len(states) - 1
    rng = random.Random(7)
    number = 2000 if full else 100
    points = sorted(rng.randrange(len(start), len(log)) for _ in range(number))
    after = tmp_path / "after"
    after.mkdir()
    lost = []
    for acknowledged, files in cuts(log, points, rng):
        lay_out(files, after)
        connection = connect(after / "office.db", key)
        found = digest(connection)
        connection.close()
        if found not in states[acknowledged : acknowledged + 2]:
            lost.append(acknowledged)
    assert lost == []
    assert chain_holds(after / "office.db", key)


def chain_holds(file: Path, key: bytes) -> bool:
    database = Database(file, key)
    try:
        return database.submit(history.broken_at).result() is None
    finally:
        database.close()
