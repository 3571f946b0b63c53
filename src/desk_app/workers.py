"""Work in a child process: it can be stopped, runs under a cap of time and memory, and may die without us."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from desk_app.domain.errors import Cancelled, DeskError, Refused
from desk_app.domain.progress import Progress

T = TypeVar("T")
_LOOK = 0.1  # seconds between two looks at the cancel button


def run(
    function: Callable[..., T], *arguments: Any, seconds: float, megabytes: int, progress: Progress | None = None
) -> T:
    """Call a module-level function in a fresh process and return its (picklable) result.

    A DeskError comes back as it was raised there. Raises Refused in words: "file_too_heavy" (the memory did not
    suffice), "worker_timeout", "worker_died" (the child ended without an answer); and Cancelled when `progress` was
    asked to stop. The child inherits nothing of this process.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(theirs, function, arguments, megabytes), daemon=True)
    child.start()
    theirs.close()
    try:
        return _answer(ours, child, time.monotonic() + seconds, progress)  # type: ignore[no-any-return]  # from a pipe
    finally:
        ours.close()
        if child.is_alive():
            child.kill()
        child.join()
        child.close()


def _answer(ours: Connection, child: BaseProcess, deadline: float, progress: Progress | None) -> Any:
    while not wait([ours, child.sentinel], timeout=_LOOK):
        if progress:
            progress.step("")
        if time.monotonic() > deadline:
            raise Refused("worker_timeout", "处理用时过长，已停止，没有改动。文件可能过大或已损坏。")
    try:
        verdict, value = ours.recv() if ours.poll() else ("died", None)
    except EOFError:
        verdict, value = "died", None
    if verdict == "done":
        return value
    if isinstance(value, DeskError | Cancelled):
        raise value
    if verdict == "heavy":
        raise Refused("file_too_heavy", "内容太多，内存不够，已停止，没有改动。请分成几份再来。")
    if verdict == "bug":
        raise RuntimeError(f"child process failed: {value}")
    raise Refused("worker_died", "处理时程序中断，已停止，没有改动。文件可能过大或已损坏。")


def _child(theirs: Connection, function: Callable[..., Any], arguments: tuple[Any, ...], megabytes: int) -> None:
    _limit(megabytes)
    # A reader written in Rust prints its panics, with whatever stood in the file; nobody is to see that.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    try:
        answer = ("done", function(*arguments))
    except (DeskError, Cancelled) as refusal:
        answer = ("refused", refusal)
    except MemoryError:
        answer = ("heavy", None)
    except BaseException as error:  # noqa: BLE001  # a reader may panic with a BaseException
        answer = ("bug", type(error).__name__)  # the name only: a message may hold what stood in the file
    try:
        theirs.send(answer)
    except MemoryError:
        theirs.send(("heavy", None))


def _limit(megabytes: int) -> None:
    """Cap the address space. Windows has no such limit here; the time cap still holds there."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
