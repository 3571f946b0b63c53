"""Work in a child process: it can be stopped, runs under a cap of time and memory, and may die without us."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
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
    (value,) = pieces(_once, function, *arguments, seconds=seconds, megabytes=megabytes, progress=progress)
    return value  # type: ignore[no-any-return]  # from a pipe


def pieces(
    function: Callable[..., None], *arguments: Any, seconds: float, megabytes: int, progress: Progress | None = None
) -> Iterator[Any]:
    """The same for a function that gets `send` first and sends its result piece by piece.

    Each piece is unpacked in one breath, in which no other thread moves: small pieces keep the window alive.
    """
    context = multiprocessing.get_context("spawn")
    work = bytes(ForkingPickler.dumps((function, arguments)))
    ours, theirs = context.Pipe(duplex=False)
    asked, asks = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(theirs, asked, megabytes), daemon=True)
    child.start()
    theirs.close()
    asked.close()
    # On a thread of its own: a child that dies or hangs before it has read everything must not hold us up.
    telling = threading.Thread(target=_tell, args=(asks, work), name="work for a child", daemon=True)
    telling.start()
    deadline = time.monotonic() + seconds
    try:
        while (answer := _answer(ours, child, deadline, progress)) is not None:
            yield answer[0]
    finally:
        if child.is_alive():
            child.kill()
        child.join()
        child.close()
        telling.join()
        asks.close()
        ours.close()


def _tell(asks: Connection, work: bytes) -> None:
    with suppress(OSError):  # the child is gone: whoever waits for its answer learns that
        asks.send_bytes(work)


def _once(send: Callable[[Any], None], function: Callable[..., Any], *arguments: Any) -> None:
    send(function(*arguments))


def _answer(ours: Connection, child: BaseProcess, deadline: float, progress: Progress | None) -> tuple[Any] | None:
    """The next piece, in a tuple; None when all have come."""
    while not wait([ours, child.sentinel], timeout=_LOOK):
        _still_wanted(deadline, progress)
    _still_wanted(deadline, progress)
    try:
        verdict, value = ours.recv() if ours.poll() else ("died", None)
    except EOFError:
        verdict, value = "died", None
    if verdict == "piece":
        return (value,)
    if verdict == "done":
        return None
    if isinstance(value, DeskError | Cancelled):
        raise value
    if verdict == "heavy":
        raise Refused("file_too_heavy", "内容太多，内存不够，已停止，没有改动。请分成几份再来。")
    if verdict == "bug":
        raise RuntimeError(f"child process failed: {value}")
    raise Refused("worker_died", "处理时程序中断，已停止，没有改动。文件可能过大或已损坏。")


def _still_wanted(deadline: float, progress: Progress | None) -> None:
    if progress:
        progress.step("")
    if time.monotonic() > deadline:
        raise Refused("worker_timeout", "处理用时过长，已停止，没有改动。文件可能过大或已损坏。")


def _child(theirs: Connection, asked: Connection, megabytes: int) -> None:
    _limit(megabytes)
    # A reader written in Rust prints its panics, with whatever stood in the file; nobody is to see that.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)

    def send(piece: Any) -> None:
        theirs.send(("piece", piece))

    answer: tuple[str, Any] = ("done", None)
    try:
        function, arguments = asked.recv()
        function(send, *arguments)
    except (DeskError, Cancelled) as refusal:
        answer = ("refused", refusal)
    except MemoryError:
        answer = ("heavy", None)
    except BaseException as error:  # noqa: BLE001  # a reader may panic with a BaseException
        answer = ("bug", type(error).__name__)  # the name only: a message may hold what stood in the file
    theirs.send(answer)


def _limit(megabytes: int) -> None:
    """Cap the address space. Windows has no such limit here; the time cap still holds there."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
