"""保存期限: who is due, and that nothing of an erased person is left while the history still verifies."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, text

from desk_app.bootstrap import Desk
from desk_app.domain.actor import Role
from desk_app.domain.errors import Refused
from desk_app.domain.finding import Query
from desk_app.domain.referrals import Letter
from desk_app.domain.seekers import Seeker
from desk_app.services.papers import picture
from tests.kit.office import FixedClock, actor


def everything(desk: Desk) -> Iterator[tuple[str, str]]:
    """Every text and every packed page in every table."""

    def read(connection: Connection) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        for table in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all():
            rows = connection.execute(text(f"SELECT * FROM {table}"))
            found += [(table, _plain(value)) for row in rows for value in row if isinstance(value, str)]
        return found

    yield from desk.database.submit(read).result()


def _plain(value: str) -> str:
    return value.encode().decode("unicode_escape") if "\\u" in value else value  # JSON columns escape what is not ASCII


def letter_of(desk: Desk) -> tuple[Letter, Seeker]:
    letters = desk.database.read(lambda read: read.all(Letter))
    return letters[0], desk.database.read(lambda read: read.first(Seeker, uid=letters[0].seeker_uid))


def test_nobody_is_due_before_the_term_is_over_and_certified_persons_later(desk: Desk, clock: FixedClock) -> None:
    assert desk.retention.preview(desk.actor).due == ()
    clock.forward(days=366 * 5 + 200)
    found = desk.retention.preview(desk.actor)
    names = {one.rule.name for one in found.due}
    assert names == {"person"}
    everybody = len(desk.database.read(lambda read: read.all(Seeker)))
    clock.forward(days=366 * 5)
    assert len(desk.retention.preview(desk.actor).due) == everybody > len(found.due)


def test_only_the_supervisor_erases_with_a_reason_and_only_who_is_due(desk: Desk, clock: FixedClock) -> None:
    _, person = letter_of(desk)
    with pytest.raises(Refused, match="还没有到期"):
        desk.retention.erase(desk.actor, [person.uid], "期满")
    clock.forward(days=366 * 11)
    with pytest.raises(Refused, match="主管"):
        desk.retention.erase(actor(clock, Role.CLERK), [person.uid], "期满")
    with pytest.raises(Refused, match="原因"):
        desk.retention.erase(desk.actor, [person.uid], " ")


def test_nothing_of_an_erased_person_is_left_and_the_history_verifies(desk: Desk, clock: FixedClock) -> None:
    letter, person = letter_of(desk)
    desk.drafts.keep(desk.actor, f"seekers/{person.uid}", {"mobile": person.mobile})
    others = [one for one in desk.database.read(lambda read: read.all(Letter)) if one.uid != letter.uid]
    before = [picture(desk.referrals.cabinet.page(desk.actor, one.uid), 0, 40).pixels for one in others]
    clock.forward(days=366 * 11)
    seen = [value for _, value in everything(desk) if person.name in value or person.id_no in value]
    assert seen  # the search finds what is there
    words = desk.retention.erase(desk.actor, [person.uid], "保存期满，已报批")
    assert "已删除 1 人" in words
    secrets = (person.id_no, person.mobile, person.name)
    left = [(table, value) for table, value in everything(desk) if any(one in value for one in secrets)]
    assert left == []
    assert desk.upkeep.check() == ()
    assert person.uid not in desk.finding.seekers(desk.actor, Query())
    assert desk.finding.anywhere(desk.actor, person.name) == ()
    assert [picture(desk.referrals.cabinet.page(desk.actor, one.uid), 0, 40).pixels for one in others] == before
    blank = picture(desk.referrals.cabinet.page(desk.actor, letter.uid), 0, 40).pixels
    assert set(blank) == {255}
    kept = desk.database.read(lambda read: read.first(Letter, uid=letter.uid))
    assert (kept.letter_no, kept.printed, kept.sequence) == (letter.letter_no, {}, letter.sequence)
    done = desk.retention.preview(desk.actor).done
    assert (done[0].persons, done[0].reason, done[0].by) == (1, "保存期满，已报批", desk.actor.name)
    with pytest.raises(Refused, match="已经抹去"):
        desk.undo.undo(desk.actor)


def test_the_guard_of_the_history_is_back_after_an_erasure(desk: Desk, clock: FixedClock) -> None:
    _, person = letter_of(desk)
    clock.forward(days=366 * 11)
    desk.retention.erase(desk.actor, [person.uid], "期满")
    for table in ("changes", "documents"):
        with pytest.raises(Exception, match="append only"):
            desk.database.submit(lambda c, table=table: c.execute(text(f"UPDATE {table} SET id = id"))).result()
