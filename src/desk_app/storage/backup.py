"""Copies of the file that were read back and checked before they count."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desk_app.domain.errors import Refused, StorageFault
from desk_app.storage.database import Database
from desk_app.storage.engine import canonical_json, connect, explained
from desk_app.storage.files import journal, sync_folder, told, write_whole

_NUMBERED = re.compile(r"(\d{6})-[a-z_]+\.db")
_MEMBERS = ("manifest.json", "office.db", "vault.json")
_LARGEST = 4 << 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A backup file as it was opened: what it claims, the encrypted database, the vault that opens it."""

    manifest: Mapping[str, Any]
    database: bytes
    vault: bytes


def verified_copy(database: Database, folder: Path, reason: str) -> Path:
    """A numbered copy in `folder`, named only after it was opened from the disk and checked."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = [int(found[1]) for file in folder.iterdir() if (found := _NUMBERED.fullmatch(file.name))]
    target = folder / f"{max(taken, default=0) + 1:06d}-{reason}.db"
    aside = target.with_suffix(".part")
    _copy(database, aside)
    os.replace(aside, target)
    sync_folder(folder)
    return target


def write_package(database: Database, vault: bytes, made_at: str, target: Path) -> Mapping[str, Any]:
    """One file with database, vault and manifest; returns the manifest."""
    aside = target.with_name(target.name + ".part")
    counts = _copy(database, aside)
    try:
        content = aside.read_bytes()
    finally:
        aside.unlink()
    manifest = {
        "format": 1,
        "made_at": made_at,
        "counts": counts,
        "sha256": {"office.db": hashlib.sha256(content).hexdigest(), "vault.json": hashlib.sha256(vault).hexdigest()},
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as out:
        for name, part in zip(_MEMBERS, (canonical_json(manifest).encode(), content, vault), strict=True):
            out.writestr(name, part)
    write_whole(target, packed.getvalue())
    return manifest


def open_package(path: Path) -> Package:
    """Read a backup file and check its digests. Raises Refused in words; trusts nothing it did not check."""
    try:
        with zipfile.ZipFile(path) as archive:
            if (
                sorted(archive.namelist()) != sorted(_MEMBERS)
                or sum(i.file_size for i in archive.infolist()) > _LARGEST
            ):
                raise Refused("not_a_backup", f"{path.name} 不是本程序的备份文件。")
            parts = {name: archive.read(name) for name in _MEMBERS}
        manifest = json.loads(parts["manifest.json"])
        digests = {name: hashlib.sha256(parts[name]).hexdigest() for name in ("office.db", "vault.json")}
        if manifest["format"] != 1 or manifest["sha256"] != digests:
            raise Refused("backup_damaged", f"备份文件 {path.name} 已损坏（校验不符），没有恢复。请换一份备份。")
    except (zipfile.BadZipFile, ValueError, KeyError, TypeError, OSError) as error:
        raise Refused("not_a_backup", f"{path.name} 不是完好的备份文件，没有恢复。") from error
    return Package(manifest=manifest, database=parts["office.db"], vault=parts["vault.json"])


def _copy(database: Database, target: Path) -> dict[str, int]:
    """Copy all pages to a new encrypted file, flush it, open it again and compare; returns the rows of each table."""
    with told(target):
        target.write_bytes(b"")  # SQLite would only say that it cannot open the file

    def copy(source: Any) -> dict[str, int]:
        copied = connect(target, database.key)
        try:
            source.backup(copied)
        finally:
            copied.close()
        return row_counts(source)

    try:
        with explained():
            expected = database.raw(copy)
            with open(target, "rb+") as handle:
                os.fsync(handle.fileno())
            found = check_file(target, database.key)
    except OSError as error:
        raise StorageFault("cannot_write", "备份写不进去：请检查磁盘空间和权限。") from error
    if found != expected:
        target.unlink(missing_ok=True)
        raise StorageFault("backup_failed", "备份读回核对不一致，没有保留。请检查磁盘。")
    return expected


def check_file(file: Path, key: bytes) -> dict[str, int]:
    """Open a database from the disk, check every page and link, and count its rows. Raises StorageFault("damaged")."""
    with explained():
        connection = connect(file, key)
        try:
            if damage(connection):
                raise StorageFault("damaged", "数据文件没有通过完整性检查。")
            return row_counts(connection)
        finally:
            connection.close()
            journal(file).unlink(missing_ok=True)  # empty after a clean close; a copy needs none


def ensure_not_open(file: Path) -> None:
    """Raise StorageFault("office_open") while another process holds the file; needs no key."""
    try:
        connect(file, bytes(32)).close()
    except StorageFault as fault:
        if fault.code == "office_open":
            raise


def damage(connection: Any) -> tuple[str, ...]:
    """What the integrity checks of cipher, pages and links find; empty if all is well."""
    cipher = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
    pages = [str(row[0]) for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    links = [f"{row[0]} → {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")]
    return (*cipher, *pages, *links)


def row_counts(connection: Any) -> dict[str, int]:
    """The number of rows of every table."""
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608  # the file's own names
        for name in names
    }
