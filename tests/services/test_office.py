"""设置: facts, villages, staff, passwords, recovery code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desk_app.bootstrap import Desk, open_desk
from desk_app.domain.actor import Role
from desk_app.domain.changes import insert, new_uid
from desk_app.domain.entry import NotEntered
from desk_app.domain.errors import Refused
from desk_app.domain.seekers import Seeker
from desk_app.paths import Folders
from desk_app.services import setup
from tests.kit.office import CHEAP, PASSWORD, FixedClock, founded

OTHER = "another-horse-7"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desk_app.storage.vault.calibrated", lambda: CHEAP)


@pytest.fixture
def place(tmp_path: Path) -> tuple[Folders, str]:
    return founded(tmp_path / "office")


@pytest.fixture
def desk(place: tuple[Folders, str]) -> Iterator[Desk]:
    with open_desk(place[0], PASSWORD, FixedClock()) as opened:
        yield opened


def with_clerk(desk: Desk, name: str = "李某", password: str = OTHER) -> str:
    desk.office.add_staff(desk.actor, name, "clerk", "1", password)
    return next(one.uid for one in desk.office.staff(desk.actor) if one.name == name)


def person(desk: Desk, village: str) -> Seeker:
    seeker = Seeker(uid=new_uid(), seeker_no="S1", name="张某", village=village)
    desk.database.write(desk.actor, "试", lambda unit: unit.apply(insert(seeker)))
    return seeker


# 机构


def test_facts_are_changed_and_the_private_key_never_leaves(desk: Desk) -> None:
    after = desk.office.change(desk.actor, {"address": "河口路 1 号", "letter_valid_days": "12"})
    assert (after.address, after.letter_valid_days, after.signing_key) == ("河口路 1 号", 12, "")
    assert desk.office.facts(desk.actor).signing_key == ""
    assert desk.office.facts(desk.actor).address == "河口路 1 号"


WRONG = (
    ("name", ""),
    ("short_name", ""),
    ("region", "41"),
    ("letter_valid_days", "0"),
    ("letter_valid_days", "很多"),
    ("letter_pattern", "{year}-{number}"),
    ("letter_pattern", "固定"),
)


@pytest.mark.parametrize(("name", "text"), WRONG)
def test_a_wrong_fact_is_told_beside_its_field(desk: Desk, name: str, text: str) -> None:
    before = desk.office.facts(desk.actor)
    with pytest.raises(NotEntered) as refused:
        desk.office.change(desk.actor, {name: text, "address": "不该写下"})
    assert set(refused.value.errors) == {name}
    assert desk.office.facts(desk.actor) == before


def test_what_the_program_makes_itself_is_not_typed(desk: Desk) -> None:
    with pytest.raises(ValueError, match="signing_key"):
        desk.office.change(desk.actor, {"signing_key": "00"})


def test_a_sample_says_how_numbers_will_look(desk: Desk) -> None:
    numbers = desk.office.sample_number(desk.actor, "{short}荐〔{year}〕{sequence:03d}号", "柳河湾")
    assert numbers == "柳河湾荐〔2026〕001号、柳河湾荐〔2026〕002号"


def test_a_clerk_may_not_change_the_office_or_its_people(desk: Desk) -> None:
    uid = with_clerk(desk)
    clerk = replace(desk.actor, name="李某", role=Role.CLERK)
    for forbidden in (
        lambda: desk.office.change(clerk, {"address": "别处"}),
        lambda: desk.office.add_staff(clerk, "王某", "clerk", "1", "third-horse-77"),
        lambda: desk.office.change_staff(clerk, uid, "supervisor", "1"),
        lambda: desk.office.drop_staff(clerk, uid),
        lambda: desk.office.give_password(clerk, uid, "third-horse-77"),
        lambda: desk.office.new_recovery_code(clerk),
    ):
        with pytest.raises(Refused, match="主管"):
            forbidden()


# 村（社区）


def test_villages_come_by_paste_and_are_renamed_with_their_people(desk: Desk) -> None:
    assert desk.villages.add(desk.actor, "柳河村,柳河\n东风社区") == 2
    seeker = person(desk, "柳河村")
    village = desk.villages.all(desk.actor)[0]
    assert desk.villages.change(desk.actor, village.uid, "新柳河村", ["柳河"]) == 1
    assert desk.villages.all(desk.actor)[0].aliases == ("柳河", "柳河村")
    moved = desk.database.read(lambda read: read.first(Seeker, uid=seeker.uid))
    assert moved is not None
    assert moved.village == "新柳河村"


def test_a_village_with_people_is_not_dropped(desk: Desk) -> None:
    desk.villages.add(desk.actor, "柳河村\n东风社区")
    person(desk, "柳河村")
    lived, empty = desk.villages.all(desk.actor)
    with pytest.raises(Refused, match="1 名求职人员"):
        desk.villages.drop(desk.actor, lived.uid)
    desk.villages.drop(desk.actor, empty.uid)
    assert [one.name for one in desk.villages.all(desk.actor)] == ["柳河村"]
    with pytest.raises(Refused, match="不在了"):
        desk.villages.drop(desk.actor, empty.uid)


# 人员与密码


def test_a_new_clerk_logs_in_with_the_own_password(place: tuple[Folders, str]) -> None:
    with open_desk(place[0], PASSWORD, FixedClock()) as desk:
        with_clerk(desk)
    with open_desk(place[0], OTHER, FixedClock()) as desk:
        assert (desk.actor.name, desk.actor.role) == ("李某", Role.CLERK)
        assert [one.may_enter for one in desk.office.staff(desk.actor)] == [True, True]
        assert desk.office.is_password(desk.actor, OTHER)
        assert not desk.office.is_password(desk.actor, PASSWORD)


def test_two_people_never_have_the_same_password_or_name(desk: Desk) -> None:
    with pytest.raises(Refused, match="凭密码认人"):
        with_clerk(desk, password=PASSWORD)
    assert len(desk.office.staff(desk.actor)) == 1
    with_clerk(desk)
    with pytest.raises(Refused, match="已经在名单里"):
        with_clerk(desk, password="fourth-horse-44")
    with pytest.raises(Refused, match="姓名"):
        with_clerk(desk, name=" ", password="fourth-horse-44")
    with pytest.raises(Refused, match="8 位"):
        with_clerk(desk, name="王某", password="short")


def test_a_clerk_who_left_cannot_open_the_file(place: tuple[Folders, str]) -> None:
    with open_desk(place[0], PASSWORD, FixedClock()) as desk:
        desk.office.drop_staff(desk.actor, with_clerk(desk))
        assert [one.name for one in desk.office.staff(desk.actor)] == ["练习员"]
    with pytest.raises(Refused, match="密码不对"):
        open_desk(place[0], OTHER, FixedClock())


def test_the_last_supervisor_stays(desk: Desk) -> None:
    uid = with_clerk(desk)
    me = next(one.uid for one in desk.office.staff(desk.actor) if one.is_me)
    with pytest.raises(Refused, match="唯一的主管"):
        desk.office.change_staff(desk.actor, me, "clerk", "1")
    with pytest.raises(Refused, match="停用自己"):
        desk.office.drop_staff(desk.actor, me)
    desk.office.change_staff(desk.actor, uid, "supervisor", "1")
    desk.office.change_staff(desk.actor, me, "clerk", "1")
    assert {one.name: one.role for one in desk.office.staff(desk.actor)} == {"练习员": "clerk", "李某": "supervisor"}


def test_a_second_desk_needs_its_number_in_the_pattern(desk: Desk) -> None:
    with pytest.raises(Refused, match="窗口号"):
        desk.office.add_staff(desk.actor, "李某", "clerk", "2", OTHER)
    desk.office.change(desk.actor, {"letter_pattern": setup.PATTERN_WITH_DESK})
    desk.office.add_staff(desk.actor, "李某", "clerk", "2", OTHER)
    with pytest.raises(NotEntered) as refused:
        desk.office.change(desk.actor, {"letter_pattern": setup.PATTERN})
    assert "desk" in refused.value.errors["letter_pattern"]


def test_the_own_password_is_changed_by_whoever_knows_the_old_one(place: tuple[Folders, str]) -> None:
    folders, code = place
    with open_desk(folders, PASSWORD, FixedClock()) as desk:
        with pytest.raises(Refused, match="原来的密码不对"):
            desk.office.change_password(desk.actor, "wrong-horse", OTHER)
        desk.office.change_password(desk.actor, PASSWORD, OTHER)
    with pytest.raises(Refused):
        open_desk(folders, PASSWORD, FixedClock())
    for way in (OTHER, code):
        with open_desk(folders, way, FixedClock()) as desk:
            assert desk.actor.name == "练习员"


def test_the_supervisor_gives_a_new_password_to_who_forgot_it(place: tuple[Folders, str]) -> None:
    with open_desk(place[0], PASSWORD, FixedClock()) as desk:
        desk.office.give_password(desk.actor, with_clerk(desk), "newest-horse-5")
    with pytest.raises(Refused):
        open_desk(place[0], OTHER, FixedClock())
    with open_desk(place[0], "newest-horse-5", FixedClock()) as desk:
        assert desk.actor.name == "李某"


def test_a_new_recovery_code_ends_the_old_one(place: tuple[Folders, str]) -> None:
    folders, old = place
    with open_desk(folders, PASSWORD, FixedClock()) as desk:
        new = desk.office.new_recovery_code(desk.actor)
        assert desk.office.recovery_sheet(desk.actor, new).startswith(b"%PDF")
    with pytest.raises(Refused):
        open_desk(folders, old, FixedClock())
    with open_desk(folders, new, FixedClock()) as desk:
        assert desk.actor.role == Role.SUPERVISOR


# Wrong tries


def test_wrong_tries_are_counted_beside_the_file_and_a_right_one_forgets_them(place: tuple[Folders, str]) -> None:
    folders, _ = place
    for expected in (0, 0, 2, 4):
        with pytest.raises(Refused):
            open_desk(folders, "wrong-horse-1", FixedClock())
        assert setup.wait_s(folders) == expected
    open_desk(folders, PASSWORD, FixedClock()).close()
    assert setup.wait_s(folders) == 0


def test_a_spoiled_count_keeps_nobody_out(place: tuple[Folders, str]) -> None:
    (place[0].home / "tries").write_text("很多", encoding="utf-8")
    assert setup.wait_s(place[0]) == 0
    (place[0].home / "tries").write_text("9" * 30, encoding="utf-8")
    assert setup.wait_s(place[0]) == 60
    open_desk(place[0], PASSWORD, FixedClock()).close()
