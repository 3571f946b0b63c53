"""A search reads the small index, not the table."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from desk_app.bootstrap import open_desk
from desk_app.domain.finding import Query
from tests.kit.crowd import crowd
from tests.kit.office import PASSWORD, FixedClock, founded


@pytest.mark.parametrize(
    "query", [Query(), Query("zs 1234"), Query("", {"state": ("willing",), "village": ("柳河村",)})]
)
def test_lists_are_read_from_a_covering_index_in_its_order(tmp_path: Path, query: Query) -> None:
    folders, _ = founded(tmp_path)
    with open_desk(folders, PASSWORD, FixedClock()) as desk:
        crowd(desk, persons=50, posts=5)
        asked: list[tuple[str, object]] = []

        def work(connection: Connection) -> list[str]:
            statement, values = next(one for one in asked if "group_concat" in one[0])
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)  # type: ignore[arg-type]
            return [str(row[3]) for row in plan]

        def note(_c: object, _cursor: object, statement: str, values: object, *_: object) -> None:
            asked.append((statement, values))

        engine = desk.database._engine
        event.listen(engine, "before_cursor_execute", note)
        desk.finding.seekers(desk.actor, query)
        event.remove(engine, "before_cursor_execute", note)
        plan = desk.database.submit(work).result()
    assert any("COVERING INDEX ix_seekers_living_sort_key" in step for step in plan), plan
    assert not any("TEMP B-TREE" in step for step in plan), plan


def test_the_order_of_a_long_list_is_kept(tmp_path: Path) -> None:
    folders, _ = founded(tmp_path)
    with open_desk(folders, PASSWORD, FixedClock()) as desk:
        crowd(desk, persons=3_000, posts=5)
        finding, actor = desk.finding, desk.actor
        found = finding.seekers(actor, Query())
        assert len(found) == len(set(found)) == 3_000
        shown = finding.seeker_rows(actor, found)
        assert [row["uid"] for row in shown] == list(found)
        backwards = finding.seekers(actor, Query(sort="name", descending=True))
        assert backwards == found[::-1]
        ages = [row["age"] for row in finding.seeker_rows(actor, finding.seekers(actor, Query(sort="birth_date")))]
        assert [int(str(age)) for age in ages] == sorted((int(str(age)) for age in ages), reverse=True)
