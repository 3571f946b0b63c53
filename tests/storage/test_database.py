"""One thread, one connection, one door that writes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.domain.changes import insert, new_uid, remove, update
from desk_app.domain.errors import Refused, StorageFault
from desk_app.domain.seekers import Membership, Seeker
from desk_app.storage import history, migrate
from desk_app.storage.columns import record_of, row_of
from desk_app.storage.database import BATCH, Database
from tests.kit.office import actor

KEY = bytes(range(32))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    file = tmp_path / "office.db"
    migrate.bring_up_to_date(file, KEY, tmp_path / "backup")
    opened = Database(file, KEY)
    opened.submit(history.start).result()
    yield opened
    opened.close()


def seeker(**values: object) -> Seeker:
    return Seeker(uid=new_uid(), **{"name": "石小满", "id_doc_type": "01", **values})  # type: ignore[arg-type]


def test_what_was_written_is_there_after_reopening(database: Database) -> None:
    one = seeker(
        id_no="410099199001010010", job_wishes=("普工", "电工"), extra={"小组": "三组"}, raw={"education": "上过学"}
    )
    _, changes = database.write(actor(), "导入", lambda unit: unit.apply(insert(one)))
    database.close()

    again = Database(database.file, KEY)
    try:
        assert again.read(lambda read: read.all(Seeker)) == (one,)
        assert changes.nouns == {"seekers"}
    finally:
        again.close()


def test_an_error_in_the_middle_leaves_nothing(database: Database) -> None:
    def half(unit: object) -> None:
        unit.apply(insert(seeker()))  # type: ignore[attr-defined]
        raise Refused("stop", "停")

    with pytest.raises(Refused):
        database.write(actor(), "导入", half)
    assert database.read(lambda read: (read.count(Seeker), len(read.history("")))) == (0, 0)
    assert database.submit(history.broken_at).result() is None


def test_only_the_field_that_changed_is_written_and_only_if_it_is_still_the_old_one(database: Database) -> None:
    one = seeker(mobile="15400000001", education="30")
    database.write(actor(), "登记", lambda unit: unit.apply(insert(one)))
    database.write(actor(), "改电话", lambda unit: unit.apply(update(one, mobile="15400000002")))
    database.write(actor(), "改学历", lambda unit: unit.apply(update(one, education="20")))  # another field: no clash

    with pytest.raises(Refused) as refused:
        database.write(actor(), "再改电话", lambda unit: unit.apply(update(one, mobile="15400000003")))
    assert refused.value.code == "stale"
    kept = database.read(lambda read: read.first(Seeker))
    assert kept is not None
    assert (kept.mobile, kept.education) == ("15400000002", "20")


def test_a_tombstone_hides_the_record_and_frees_its_number(database: Database) -> None:
    one, other = seeker(id_no="410099199001010010"), seeker(id_no="410099199001010010")
    database.write(actor(), "登记", lambda unit: unit.apply(insert(one)))
    database.write(actor(), "删除", lambda unit: unit.apply(remove(one)))
    database.write(actor(), "登记", lambda unit: unit.apply(insert(other)))
    assert database.read(lambda read: read.all(Seeker)) == (other,)


def test_a_membership_of_nobody_is_impossible(database: Database) -> None:
    stray = Membership(uid=new_uid(), seeker_uid=new_uid(), group="VET")
    with pytest.raises(Exception, match="FOREIGN KEY"):
        database.write(actor(), "登记", lambda unit: unit.apply(insert(stray)))


def test_parent_and_child_may_come_in_any_order(database: Database) -> None:
    parent = seeker()
    child = Membership(uid=new_uid(), seeker_uid=parent.uid, group="VET")
    database.write(actor(), "登记", lambda unit: unit.apply(insert(child, parent)))
    assert database.read(lambda read: read.count(Membership)) == 1


def test_a_second_opening_is_refused_in_words(database: Database) -> None:
    with pytest.raises(StorageFault) as fault:
        Database(database.file, KEY)
    assert fault.value.code == "office_open"


def test_a_wrong_key_is_told_and_the_file_is_not_touched(database: Database) -> None:
    database.close()
    before = database.file.read_bytes()
    with pytest.raises(StorageFault) as fault:
        Database(database.file, bytes(32))
    assert fault.value.code == "wrong_key"
    assert database.file.read_bytes() == before


def test_nothing_readable_stands_in_the_file(database: Database) -> None:
    database.write(actor(), "登记", lambda unit: unit.apply(insert(seeker(id_no="410099199001010010"))))
    content = database.file.read_bytes()
    assert b"410099199001010010" not in content
    assert "石小满".encode() not in content


def test_interactive_work_goes_before_batches(database: Database) -> None:
    gate, order = threading.Event(), []
    database.submit(lambda _: gate.wait(5))
    waiting = [
        database.submit(lambda _: order.append("batch"), priority=BATCH),
        database.submit(lambda _: order.append("counter")),
    ]
    gate.set()
    for job in waiting:
        job.result(5)
    assert order == ["counter", "batch"]


def test_numbers_have_no_gaps_when_a_unit_fails(database: Database) -> None:
    def taking(unit: object) -> range:
        return unit.numbers("letter", 2026, 3)  # type: ignore[attr-defined,no-any-return]

    def failing(unit: object) -> None:
        taking(unit)
        raise Refused("stop", "停")

    assert list(database.write(actor(), "开具", taking)[0]) == [1, 2, 3]
    with pytest.raises(Refused):
        database.write(actor(), "开具", failing)
    assert list(database.write(actor(), "开具", taking)[0]) == [4, 5, 6]


def test_what_was_printed_can_be_neither_changed_nor_removed(database: Database) -> None:
    database.write(actor(), "开具", lambda unit: unit.keep_document("ab", "zstd", b"%PDF"))
    for verb in ("UPDATE documents SET content = x'00'", "DELETE FROM documents"):
        with pytest.raises(Exception, match="append only"):
            database.submit(lambda connection, verb=verb: connection.exec_driver_sql(verb)).result()


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)


@given(
    name=texts,
    wishes=st.lists(texts.filter(bool), max_size=3),
    pay=st.none() | st.integers(0, 10**6),
    lodging=st.none() | st.booleans(),
    extra=st.dictionaries(texts, texts, max_size=3),
)
def test_a_record_comes_back_from_its_row_as_it_was(
    name: str, wishes: list[str], pay: int | None, lodging: bool | None, extra: dict[str, str]
) -> None:
    one = Seeker(uid="u", name=name, job_wishes=tuple(wishes), expected_pay=pay, needs_lodging=lodging, extra=extra)
    assert record_of(Seeker, row_of(one)) == one
