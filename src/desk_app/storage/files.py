"""Writing a file so that its final name is never given to half of it."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desk_app.domain.errors import StorageFault


@contextmanager
def staged(path: Path, content: bytes) -> Iterator[None]:
    """Write beside the target, flush and read back; give it its name when the block ends well, drop it otherwise.

    So a file is never announced in the database and then impossible to write, nor written and not announced.
    Raises StorageFault in words; the file that was there before stays.
    """
    aside = path.with_name(path.name + ".part")
    try:
        with told(path):
            with open(aside, "wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            if aside.read_bytes() != content:
                raise StorageFault(
                    "not_verified", f"写入 {path.name} 后核对不一致，磁盘可能有问题，请换一个磁盘或 U 盘。"
                )
        yield
        with told(path):
            os.replace(aside, path)
            sync_folder(path.parent)
    finally:
        aside.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whose final name is never given to half of it. Raises StorageFault in words."""
    with staged(path, content):
        pass


def sync_folder(folder: Path) -> None:
    """Make a rename survive a power cut (POSIX only; Windows keeps its directory journal itself)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def journal(database: Path) -> Path:
    """SQLite's rollback journal beside a database; empty or absent between commits."""
    return database.with_name(database.name + "-journal")


def sha256_of(path: Path) -> str:
    """The digest of a file's bytes."""
    with open(path, "rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what the system says about writing `path` into a sentence."""
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, "磁盘读写出错")
        raise StorageFault("cannot_write", f"无法写入 {path.name}：{reason}。原有文件没有改动。") from None


_REASONS = {
    errno.EACCES: "没有权限",
    errno.ENOSPC: "磁盘或 U 盘写满了",
    errno.EROFS: "磁盘或 U 盘是只读的",
    errno.ENOENT: "文件夹不存在",
    errno.EISDIR: "这是一个文件夹",
}
