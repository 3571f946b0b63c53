"""Opening the encrypted file, and turning what SQLite says into the two families of trouble."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from desk_app.domain.errors import DeskError, StorageFault

# SQLite before 3.51.3 can corrupt a WAL file; we do not use WAL, but a file may once be opened by a tool that does.
OLDEST_SQLITE = (3, 51, 3)

PRAGMAS = (
    "locking_mode=EXCLUSIVE",  # the lock of a second start is SQLite's own: no lock file to go stale
    "journal_mode=TRUNCATE",  # between commits the one file is complete, so a copy made with the mouse is too
    "synchronous=FULL",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "mmap_size=0",
    "secure_delete=ON",
    "cache_size=-65536",  # KiB: pages in the cache need not be decrypted again, a search goes over the same ones
    "temp_store=MEMORY",  # sorting must not spill plain rows to a temporary file
)


_CANONICAL = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":")
)  # made once: it is slow to make


_MANY = 50  # entries from which a mapping is encoded piece by piece


def canonical_json(value: Any) -> str:
    """The one JSON form of a value: sorted keys, no spaces, UTF-8.

    The reasons of a whole plan are one value: encoded in one call, they would stop every other thread for 0.1 s.
    """
    if isinstance(value, dict) and (len(value) > _MANY or any(map(_holds_many, value.values()))) and _named(value):
        pieces = (f"{_CANONICAL.encode(name)}:{canonical_json(value[name])}" for name in sorted(value))
        return f"{{{','.join(pieces)}}}"
    if isinstance(value, list) and _holds_many(value):
        return f"[{','.join(map(canonical_json, value))}]"
    return _CANONICAL.encode(value)


def _named(value: dict[Any, Any]) -> bool:
    """Whether its keys are text: the encoder writes other keys as text, in their own order."""
    return all(isinstance(name, str) for name in value)


def _holds_many(value: Any) -> bool:
    """Whether it is the pair of an old and a new value one of which is large (or such a value itself)."""
    if isinstance(value, dict):
        return len(value) > _MANY
    return isinstance(value, list) and len(value) == 2 and any(map(_holds_many, value))


def connect(file: Path, key: bytes) -> Any:
    """A raw connection to the encrypted file; creates it if absent. Raises StorageFault in words."""
    if driver.sqlite_version_info < OLDEST_SQLITE:
        raise StorageFault("sqlite_too_old", f"程序自带的 SQLite {driver.sqlite_version} 太旧，请重新安装本程序。")
    # One thread at a time uses it (`Database` sees to that), though the thread that closes may be another.
    connection = driver.connect(str(file), isolation_level=None, timeout=0, check_same_thread=False)
    with explained():
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        # EXCLUSIVE takes its lock only at the first write: take it now, so that a second start learns at once.
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        connection.execute("COMMIT")
    return connection


def open_engine(file: Path, key: bytes) -> Engine:
    """An engine with exactly one connection; every transaction begins IMMEDIATE."""
    engine = create_engine(
        "sqlite://",
        module=driver,
        creator=lambda: connect(file, key),
        poolclass=StaticPool,
        json_serializer=canonical_json,
        hide_parameters=True,  # an error text must not carry what was being written
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


@contextmanager
def explained() -> Iterator[None]:
    """Turn the driver's errors into sentences; bugs (wrong SQL, broken constraint) pass as they are."""
    try:
        yield
    except DBAPIError as error:
        raise _fault(error.orig) or error from None
    except driver.DatabaseError as error:
        raise _fault(error) or error from None


# Words of SQLite's own messages → what the clerk is told.
_FAULTS = (
    ("database is locked", "office_open", "程序已打开：这份数据正被另一个窗口使用，请先关闭它。"),
    ("disk is full", "disk_full", "磁盘已满，这次没有保存。请清理磁盘后重试，已输入的内容还在。"),
    ("readonly database", "read_only", "数据文件是只读的，无法保存。请检查文件夹权限。"),
    ("disk i/o error", "disk_error", "读写磁盘时出错，这次没有保存。请检查磁盘后重试。"),
    ("unable to open", "cannot_open", "打不开数据文件，请检查文件夹是否还在、是否有权限。"),
    ("not a database", "wrong_key", "数据文件打不开：密钥不符或文件已损坏。请勿重建，先用备份恢复。"),
    ("malformed", "damaged", "数据文件已损坏，程序没有写入。请用最近的备份恢复。"),
)


def _fault(error: BaseException | None) -> DeskError | None:
    said = str(error).lower()
    return next((StorageFault(code, message) for words, code, message in _FAULTS if words in said), None)
