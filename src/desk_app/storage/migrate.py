"""Bringing a file to the newest form: copy first, all in one transaction, counts equal before and after."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desk_app.domain.errors import StorageFault
from desk_app.resources import migrations
from desk_app.storage import backup
from desk_app.storage.database import Database
from desk_app.storage.engine import connect, explained, open_engine

HEAD = "0001"
"""The newest revision; a test holds it equal to the migrations, so that a start need not import Alembic."""


def bring_up_to_date(file: Path, key: bytes, backups: Path) -> None:
    """Create or migrate the file. A newer file is refused in words and not touched."""
    revision = revision_of(file, key) if file.exists() else None
    if revision == HEAD:
        return
    if revision is not None:
        if revision not in _known():
            raise StorageFault("newer_database", "这份数据是更新版本的程序建立的，请先升级本程序；数据没有改动。")
        database = Database(file, key)
        try:
            backup.verified_copy(database, backups, "before_migration")
        finally:
            database.close()
    migrate(file, key)


def revision_of(file: Path, key: bytes) -> str | None:
    """The revision written in the file; None for a file without tables."""
    connection = connect(file, key)
    try:
        with explained():
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
                return None
            return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])
    finally:
        connection.close()


def migrate(file: Path, key: bytes, target: str = "head") -> None:
    """Run the migrations up to `target` in one transaction."""
    from alembic import command  # imported here: 0.7 s that an ordinary start does not need

    engine = open_engine(file, key)
    try:
        with explained(), engine.connect() as connection:
            driver = connection.connection.driver_connection
            # Batch migrations rebuild tables; with foreign keys on, SQLite would silently drop the children.
            driver.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]  # open above
            with connection.begin():
                before = backup.row_counts(driver)
                command.upgrade(config(connection), target)
                after = backup.row_counts(driver)
                lost = [name for name, rows in before.items() if name != "alembic_version" and after.get(name) != rows]
                if lost or backup.damage(driver):
                    raise StorageFault("migration_failed", "数据升级没有通过核对，已全部撤回，原数据没有改动。")
            driver.execute("PRAGMA foreign_keys=ON")  # type: ignore[union-attr]  # open above
    finally:
        engine.dispose()


def config(connection: Any = None) -> Any:
    """Alembic's configuration, without an ini file, bound to an open connection."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(migrations()).replace("%", "%%"))
    made.attributes["connection"] = connection
    return made


def _known() -> set[str]:
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}
