"""Writing a file so that its final name is never given to half of it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from desk_app.domain.errors import StorageFault


def write_whole(path: Path, content: bytes) -> None:
    """Write beside the target, flush to the disk, read back and compare, then rename. Raises StorageFault in words."""
    aside = path.with_name(path.name + ".part")
    try:
        with open(aside, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        if aside.read_bytes() != content:
            raise StorageFault("not_verified", f"写入 {path.name} 后核对不一致，磁盘可能有问题，请换一个磁盘或 U 盘。")
        os.replace(aside, path)
        sync_folder(path.parent)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise StorageFault("cannot_write", f"无法写入 {path.name}：{_reason(error)}。原有文件没有改动。") from None


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


def _reason(error: OSError) -> str:
    reasons = {13: "没有权限", 28: "磁盘或 U 盘写满了", 30: "磁盘或 U 盘是只读的", 2: "文件夹不存在"}
    return reasons.get(error.errno or 0, "磁盘读写出错")
