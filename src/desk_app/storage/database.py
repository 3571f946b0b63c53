"""The one thread that owns the one connection, and the queue in front of it."""

from __future__ import annotations

import itertools
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine

from desk_app.domain.actor import Actor
from desk_app.storage.engine import explained, open_engine
from desk_app.storage.repository import Reader
from desk_app.storage.unit_of_work import Changes, UnitOfWork

T = TypeVar("T")
INTERACTIVE, BATCH, _LAST = 0, 1, 2


class Database:
    """All access to the file. Jobs run one after another on a thread of its own, interactive ones before batches."""

    def __init__(self, file: Path, key: bytes) -> None:
        """Open the file on the thread; raises StorageFault in words (locked, damaged, wrong key …)."""
        self.file = file
        self.key = key
        self._jobs: queue.PriorityQueue[tuple[int, int, Callable[[], None] | None]] = queue.PriorityQueue()
        self._order = itertools.count()
        self._closed = False
        self.on_commit: Callable[[Changes], None] | None = None
        self._thread = threading.Thread(target=self._run, name="database", daemon=True)
        self._thread.start()
        self._engine: Engine = open_engine(file, key)
        try:
            self.read(lambda _: None)
        except BaseException:
            self.close()
            raise

    def _run(self) -> None:
        while True:
            job = self._jobs.get()[2]
            if job is None:
                return
            job()

    def submit(self, work: Callable[[Connection], T], *, priority: int = INTERACTIVE) -> Future[T]:
        """Queue work that gets the connection inside a transaction; the future brings its result or its error."""
        done: Future[T] = Future()

        def job() -> None:
            if not done.set_running_or_notify_cancel():
                return
            try:
                with explained(), self._engine.begin() as connection:
                    result = work(connection)
            except BaseException as error:  # noqa: BLE001  # it belongs to whoever waits
                done.set_exception(error)
            else:
                done.set_result(result)

        self._jobs.put((priority, next(self._order), job))
        return done

    def read(self, work: Callable[[Reader], T], *, priority: int = INTERACTIVE) -> T:
        """Run `work` on one consistent state of the file and wait for what it returns."""
        return self.submit(lambda connection: work(Reader(connection)), priority=priority).result()

    def write(
        self, actor: Actor, why: str, work: Callable[[UnitOfWork], T], *, priority: int = INTERACTIVE
    ) -> tuple[T, Changes]:
        """Run `work` in one transaction; when this returns, what it wrote is on the disk. An error leaves nothing.

        `on_commit` is told afterwards what was touched.
        """

        def unit(connection: Connection) -> tuple[T, Changes]:
            work_unit = UnitOfWork(connection, actor, why)
            return work(work_unit), work_unit.changes

        result, changes = self.submit(unit, priority=priority).result()
        if self.on_commit and changes.nouns:
            self.on_commit(changes)
        return result, changes

    def raw(self, work: Callable[[Any], T]) -> T:
        """Run `work` on the driver's own connection outside a transaction (backup, integrity check)."""
        done: Future[T] = Future()

        def job() -> None:
            try:
                with explained():
                    connection = self._engine.raw_connection()
                    done.set_result(work(connection.driver_connection))
            except BaseException as error:  # noqa: BLE001  # it belongs to whoever waits
                done.set_exception(error)

        self._jobs.put((INTERACTIVE, next(self._order), job))
        return done.result()

    def close(self) -> None:
        """Finish what is queued, release the file and end the thread."""
        if self._closed:
            return
        self._closed = True
        self._jobs.put((_LAST, next(self._order), None))
        self._thread.join()
        self._engine.dispose()
