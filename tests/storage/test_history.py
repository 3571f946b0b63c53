"""The change line tells who changed what, and shows tampering."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desk_app.domain.changes import insert, new_uid, update
from desk_app.domain.seekers import Seeker
from desk_app.storage import history, migrate
from desk_app.storage.database import Database
from desk_app.storage.engine import canonical_json
from tests.kit.office import FixedClock, actor

KEY = bytes(range(32))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    file = tmp_path / "office.db"
    migrate.bring_up_to_date(file, KEY, tmp_path / "backup")
    opened = Database(file, KEY)
    opened.submit(history.start).result()
    yield opened
    opened.close()


def test_every_field_has_its_old_and_new_value_author_and_reason(database: Database) -> None:
    one = Seeker(uid=new_uid(), name="石小满", mobile="15400000001")
    database.write(actor(), "登记", lambda unit: unit.apply(insert(one)))
    database.write(actor(), "电话回访", lambda unit: unit.apply(update(one, mobile="15400000002")))
    lines = database.read(lambda read: read.history(one.uid))
    assert [line.seq for line in lines] == [1, 2]
    assert lines[0].fields["name"] == (None, "石小满")
    assert lines[1].fields == {"mobile": ("15400000001", "15400000002")}
    assert (lines[1].by, lines[1].why, lines[1].operation) == ("练习员", "电话回访", "u")


def test_the_clock_of_the_history_never_goes_back(database: Database) -> None:
    clock = FixedClock()
    for year in (2026, 1980, 2099, 2026):
        clock.at = clock.at.replace(year=year)
        database.write(actor(clock), "登记", lambda unit: unit.apply(insert(Seeker(uid=new_uid(), name="甲"))))
    stamps = database.submit(
        lambda connection: [row[0] for row in connection.exec_driver_sql("SELECT hlc FROM changes ORDER BY seq")]
    ).result()
    assert stamps == sorted(set(stamps))


def tamperings(seq: int, rng: random.Random) -> list[str]:
    return [
        f"DELETE FROM changes WHERE seq = {seq}",
        f"UPDATE changes SET fields = '{json.dumps({'name': [None, '假']}, ensure_ascii=False)}' WHERE seq = {seq}",
        f"UPDATE changes SET by = '别人' WHERE seq = {seq}",
        f"UPDATE changes SET why = '' WHERE seq = {seq}",
        f"UPDATE changes SET hlc = hlc + {rng.randrange(1, 99)} WHERE seq = {seq}",
        f"UPDATE changes SET seq = seq + 1000 WHERE seq = {seq}",
        f"UPDATE changes SET uid = '{new_uid()}' WHERE seq = {seq}",
        f"UPDATE changes SET batch = 'x' WHERE seq = {seq}",
    ]


def test_tampering_with_any_line_is_found_at_that_line(database: Database, full: bool) -> None:
    people = [Seeker(uid=new_uid(), name=f"甲{number}") for number in range(40)]
    database.write(actor(), "登记", lambda unit: unit.apply(insert(*people)))
    database.submit(
        lambda connection: [
            connection.exec_driver_sql(f"DROP TRIGGER changes_no_{verb}") for verb in ("update", "delete")
        ]
    ).result()
    rng = random.Random(1)
    for _ in range(50 if full else 4):
        seq = rng.randrange(1, 41)
        for statement in tamperings(seq, rng):

            def look(connection: object, statement: str = statement) -> int | None:
                connection.exec_driver_sql("SAVEPOINT before")  # type: ignore[attr-defined]
                connection.exec_driver_sql(statement)  # type: ignore[attr-defined]
                found = history.broken_at(connection)  # type: ignore[arg-type]
                connection.exec_driver_sql("ROLLBACK TO before")  # type: ignore[attr-defined]
                return found

            assert database.submit(look).result() == seq, statement
    assert database.submit(history.broken_at).result() is None


def test_an_epoch_begins_anew_and_still_hangs_on_the_old_chain(database: Database) -> None:
    database.write(actor(), "登记", lambda unit: unit.apply(insert(Seeker(uid=new_uid(), name="甲"))))
    database.submit(history.new_epoch).result()
    database.write(actor(), "登记", lambda unit: unit.apply(insert(Seeker(uid=new_uid(), name="乙"))))
    assert database.submit(history.broken_at).result() is None


@pytest.mark.parametrize("keys", [range(3), range(80), [str(one) for one in range(80)]], ids=["few", "whole", "text"])
def test_a_value_has_one_form_however_large_it_is(keys: Iterable[Any]) -> None:
    large = {"value": [None, {key: {"b": 1, "a": ["某", None]} for key in keys}]}
    text = canonical_json(large)
    assert text == json.dumps(large, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
