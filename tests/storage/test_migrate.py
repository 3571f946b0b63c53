"""Migrations and declarations say the same; a newer file is left alone."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from desk_app.domain.errors import StorageFault
from desk_app.storage import backup, migrate
from desk_app.storage.engine import connect, open_engine
from desk_app.storage.schema import metadata

KEY = bytes(range(32))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "office.db"
    migrate.bring_up_to_date(path, KEY, tmp_path / "backup")
    return path


def test_the_declared_fields_and_the_migrated_file_agree(file: Path) -> None:
    engine = open_engine(file, KEY)
    try:
        with engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    finally:
        engine.dispose()


def test_head_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(migrate.config()).get_current_head() == migrate.HEAD


def test_a_newer_file_is_refused_in_words_and_not_touched(file: Path, tmp_path: Path) -> None:
    connection = connect(file, KEY)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(StorageFault) as fault:
        migrate.bring_up_to_date(file, KEY, tmp_path / "backup")
    assert fault.value.code == "newer_database"
    assert file.read_bytes() == before


def test_an_up_to_date_file_is_not_written(file: Path, tmp_path: Path) -> None:
    before = file.read_bytes()
    migrate.bring_up_to_date(file, KEY, tmp_path / "backup")
    assert file.read_bytes() == before
    assert not (tmp_path / "backup").exists()


def test_an_older_file_is_copied_and_the_copy_is_whole_before_it_is_migrated(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # There is only one revision yet: a file that says an older, known one stands for the next release's case.
    connection = connect(file, KEY)
    rows = backup.row_counts(connection)
    connection.close()
    monkeypatch.setattr(migrate, "HEAD", "0002")
    migrate.bring_up_to_date(file, KEY, tmp_path / "backup")
    copies = sorted((tmp_path / "backup").iterdir())
    assert [copy.name for copy in copies] == ["000001-before_migration.db"]
    assert backup.check_file(copies[0], KEY) == rows


def test_the_file_is_not_readable_without_its_key(file: Path) -> None:
    plain = sqlite3.connect(file)
    with pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT 1 FROM sqlite_master")
    plain.close()
