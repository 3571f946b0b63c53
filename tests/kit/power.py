"""A power cut, as the disk sees it: what was not synced may be kept, lost or torn, each write on its own.

A log of file operations (from a VFS inside SQLite, or from the system calls of a real process) is played up to any
point, the power is cut there, and what would be on the disk afterwards is written out to be opened again. Creating and
deleting files counts as durable at once; a disk that lies about syncing is not modelled.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import apsw

SECTOR = 512


@dataclass(frozen=True)
class Op:
    """One file operation: write, truncate, sync, delete; or `mark`: the program was told that its action is saved."""

    kind: str
    file: str = ""
    offset: int = 0
    data: bytes = b""


@dataclass
class Disk:
    """What is safely on the disk, and what is still on its way."""

    durable: dict[str, bytearray] = field(default_factory=dict)
    pending: list[Op] = field(default_factory=list)
    acknowledged: int = 0

    def play(self, op: Op) -> None:
        if op.kind == "mark":
            self.acknowledged += 1
        elif op.kind == "sync":
            for waiting in [one for one in self.pending if one.file == op.file]:
                _apply(self.durable, waiting)
            self.pending = [one for one in self.pending if one.file != op.file]
        elif op.kind == "delete":
            self.durable.pop(op.file, None)
            self.pending = [one for one in self.pending if one.file != op.file]
        else:
            self.pending.append(op)

    def after_cut(self, rng: random.Random) -> dict[str, bytes]:
        """One way in which the files may look when the power comes back."""
        files = {name: bytearray(content) for name, content in self.durable.items()}
        for op in self.pending:
            fate = rng.choice(("keep", "drop", "tear"))
            if fate == "keep" or (fate == "tear" and op.kind == "truncate" and rng.random() < 0.5):
                _apply(files, op)
            elif fate == "tear" and op.kind == "write":
                for part in _sectors(op):
                    outcome = rng.choice(("keep", "drop", "garbage"))
                    if outcome != "drop":
                        data = part.data if outcome == "keep" else rng.randbytes(len(part.data))
                        _apply(files, Op("write", part.file, part.offset, data))
        return {name: bytes(content) for name, content in files.items()}


def cuts(log: list[Op], points: Iterable[int], rng: random.Random) -> Iterator[tuple[int, dict[str, bytes]]]:
    """For each point of the log (ascending): how many actions were acknowledged before, and the files after the cut."""
    disk, played = Disk(), 0
    for point in points:
        for op in log[played:point]:
            disk.play(op)
        played = point
        yield disk.acknowledged, disk.after_cut(rng)


def lay_out(files: dict[str, bytes], folder: Path) -> None:
    """Write the files of one outcome into an empty folder."""
    for old in folder.iterdir():
        old.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _apply(files: dict[str, bytearray], op: Op) -> None:
    content = files.setdefault(op.file, bytearray())
    if op.kind == "truncate":
        del content[op.offset :]
        content.extend(bytes(op.offset - len(content)))
        return
    if len(content) < op.offset:
        content.extend(bytes(op.offset - len(content)))
    content[op.offset : op.offset + len(op.data)] = op.data


def _sectors(op: Op) -> Iterator[Op]:
    for start in range(0, len(op.data), SECTOR):
        yield Op("write", op.file, op.offset + start, op.data[start : start + SECTOR])


class RecordingVFS(apsw.VFS):
    """SQLite's own file layer, passing everything through and writing down what changes a file."""

    def __init__(self, name: str, log: list[Op]) -> None:
        self.log = log
        self.name = name
        super().__init__(name, "")

    def xOpen(self, name: object, flags: list[int]) -> RecordingFile:  # noqa: N802  # apsw's name
        return RecordingFile(name, flags, self.log)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802  # apsw's name
        super().xDelete(filename, syncdir)
        self.log.append(Op("delete", Path(filename).name))


class RecordingFile(apsw.VFSFile):
    def __init__(self, name: object, flags: list[int], log: list[Op]) -> None:
        self.log = log
        self.file = Path(name.filename() if isinstance(name, apsw.URIFilename) else str(name)).name
        super().__init__("", name, flags)  # type: ignore[arg-type]  # the stubs know str only

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802  # apsw's name
        super().xWrite(data, offset)
        self.log.append(Op("write", self.file, offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:  # noqa: N802  # apsw's name
        super().xTruncate(newsize)
        self.log.append(Op("truncate", self.file, newsize))

    def xSync(self, flags: int) -> None:  # noqa: N802  # apsw's name
        super().xSync(flags)
        self.log.append(Op("sync", self.file))


TRACED = "openat,pwrite64,write,fsync,fdatasync,ftruncate,unlink,close,clone,clone3,fork,vfork"
_CALL = re.compile(r"(\w+)\((.*)\) += (-?\d+)")
_HEX = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_CUT = " <unfinished ...>"
_RESUMED = re.compile(r"<\.\.\. \w+ resumed>")


def from_strace(lines: Iterable[str], names: set[str], marker: str) -> list[Op]:
    """The operations on the named files out of strace's `-f -xx` output; each write to `marker` is a mark.

    Threads share the open files of their process, child processes have their own.
    """
    open_files: dict[tuple[str, str], str] = {}
    process: dict[str, str] = {}
    log: list[Op] = []
    for thread, call, arguments, result in _calls(lines):
        own = process.setdefault(thread, thread)
        if call in ("clone", "clone3", "fork", "vfork"):
            process[result] = own if "CLONE_THREAD" in arguments else result
            continue
        text = _HEX.search(arguments)
        content = bytes.fromhex(text[1].replace("\\x", "")) if text else b""
        name = Path(content.decode("utf-8", "replace")).name
        handle = (own, arguments.split(",", 1)[0])
        file = open_files.get(handle, "")
        if call == "openat" and name in names | {marker}:
            open_files[own, result] = name
        elif call == "unlink" and name in names:
            log.append(Op("delete", name))
        elif call == "close":
            open_files.pop(handle, None)
        elif file == marker:
            log.append(Op("mark"))
        elif file and call == "pwrite64":
            log.append(Op("write", file, int(arguments.rsplit(",", 1)[1]), content))
        elif file and call == "ftruncate":
            log.append(Op("truncate", file, int(arguments.rsplit(",", 1)[1])))
        elif file and call in ("fsync", "fdatasync"):
            log.append(Op("sync", file))
    return log


def _calls(lines: Iterable[str]) -> Iterator[tuple[str, str, str, str]]:
    """Thread, name, arguments and result of each call that succeeded; calls cut in two lines are put together."""
    begun: dict[str, str] = {}
    for line in lines:
        thread, _, rest = line.strip().partition(" ")
        rest = rest.strip()
        if rest.endswith(_CUT):
            begun[thread] = rest.removesuffix(_CUT)
            continue
        resumed = _RESUMED.match(rest)
        if resumed:
            rest = begun.pop(thread, "") + rest[resumed.end() :]
        found = _CALL.match(rest)
        if found and found[3] != "-1":
            yield thread, found[1], found[2], found[3]
