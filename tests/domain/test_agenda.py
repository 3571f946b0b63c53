"""Words and sums of today's work, without a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.kit.office import actor

from desk_app import resources
from desk_app.domain.actor import Actor
from desk_app.domain.acts import changed_since, offer, record_words, stays
from desk_app.domain.agenda.figures import ANY_WORK, Bar, Figures, balance
from desk_app.domain.agenda.item import contact_words
from desk_app.domain.agenda.today import Agenda
from desk_app.domain.errors import Refused
from desk_app.domain.followups import FollowUp
from desk_app.domain.seekers import Seeker
from desk_app.domain.service_log import ServiceEntry
from desk_app.domain.snoozes import put_off
from desk_app.domain.visits import failed_contacts, in_post, may_be_lost

EMPTY = Agenda(
    today=date(2026, 11, 24),
    items=(),
    more={},
    figures=Figures(waiting=10, placed=10, seats=12),
    before=None,
    before_on=None,
    seekers=10,
    open_posts=5,
    has_plan=True,
    planned=0,
)


@pytest.fixture
def clerk() -> Actor:
    return actor()


def entry(result: str, at: str = "2026-11-20T09:00:00+08:00", kind: str = "contact") -> ServiceEntry:
    return ServiceEntry(uid="e", seeker_uid="s", kind=kind, how="phone", at=at, by="练习员", result=result)


@pytest.mark.parametrize(
    ("changed", "page"),
    [
        ({"seekers": 0}, "intake"),
        ({"open_posts": 0}, "posts"),
        ({"has_plan": False}, "matching"),
        ({"planned": 3}, "matching"),
        ({"figures": Figures(waiting=10, placed=7, seats=12)}, "matching"),
        ({}, "seekers"),
    ],
)
def test_an_empty_day_says_what_comes_next(changed: dict[str, object], page: str) -> None:
    sentence, verb, where = replace(EMPTY, **changed).next_step()  # type: ignore[arg-type]
    assert where == page
    assert sentence.endswith("。")
    assert verb


def test_more_pairs_than_persons_leave_nobody_without() -> None:
    assert Figures(waiting=3, placed=5, seats=0).unplaced == 0


@pytest.mark.parametrize(
    ("result", "kind", "words"),
    [
        ("not_reached", "contact", "11-20 电话 没联系上"),
        ("willing", "contact", "11-20 电话 愿意"),
        ("issued", "letter", "11-20 电话 已开具"),
        ("whatever", "guidance", "11-20 电话 职业指导"),
    ],
)
def test_a_contact_in_one_short_line(result: str, kind: str, words: str) -> None:
    assert contact_words(entry(result, kind=kind), resources.codes()) == words


def test_a_contact_without_a_readable_time_is_still_told() -> None:
    assert contact_words(entry("willing", at="昨天"), resources.codes()) == "电话 愿意"


def test_small_families_are_put_together_and_unnamed_wishes_are_no_shortage() -> None:
    wishes = [("焊工", 5), ("保洁", 3), ("电工", 1), (ANY_WORK, 4), ("", 2)]
    bars = balance(wishes, [("焊工", 2), ("司机", 1)], most=2)
    assert bars == (
        Bar(label="焊工", persons=5, seats=2),
        Bar(label="保洁", persons=3, seats=0),
        Bar(label="其他", persons=1, seats=1),
        Bar(label=ANY_WORK, persons=4, seats=0, named=False),
        Bar(label="未写明", persons=2, seats=0, named=False),
    )
    assert [bar.short for bar in bars] == [True, True, False, False, False]


def test_failed_contacts_count_only_since_somebody_was_reached() -> None:
    days = ["2026-11-18", "2026-11-19", "2026-11-19", "2026-11-20"]
    tried = [entry("willing" if day.endswith("18") else "not_reached", at=f"{day}T10:00:00+08:00") for day in days]
    assert failed_contacts(tried) == (date(2026, 11, 19), date(2026, 11, 19), date(2026, 11, 20))
    assert may_be_lost(tried, resources.clocks())
    assert not may_be_lost(tried[:3], resources.clocks())
    assert not may_be_lost([*tried, entry("in_post")], resources.clocks())


def test_who_does_not_work_is_not_found_in_post(clerk: Actor) -> None:
    visit = FollowUp(uid="v", after_days=30, due_on=date(2026, 11, 20))
    with pytest.raises(Refused) as refused:
        in_post(visit, Seeker(uid="s", name="练习甲", state="willing"), [visit], "phone", clerk, resources.clocks())
    assert refused.value.code == "wrong_step"


def test_a_second_postponement_changes_the_first(clerk: Actor) -> None:
    first = put_off("x", (), date(2026, 11, 30), "出差", clerk).changes[0].after
    again = put_off("x", (first,), date(2026, 12, 2), "还在出差", clerk).changes
    assert [(one.operation, one.after.until) for one in again] == [("u", date(2026, 12, 2))]


def test_undo_speaks_of_records_as_clerks_know_them() -> None:
    assert record_words("seekers", Seeker(uid="s", name="练习甲")) == "求职人员练习甲"
    assert record_words("follow_ups", FollowUp(uid="f"), "练习甲") == "回访（练习甲）"
    assert record_words("somewhere", FollowUp(uid="f")) == "记录"
    assert offer("改电话", []) == "撤销：改电话"
    assert changed_since("改电话", ["岗位电工", "岗位电工"], 5, ["开具推荐信 2 封"]) == (
        "不能撤销“改电话”：岗位电工等 5 条之后又改动过（之后已“开具推荐信 2 封”）。要改请直接改回。"
    )
    assert stays({("seekers", "i")}) == ""
    assert "作废" in stays({("letters", "i"), ("seekers", "u")})
