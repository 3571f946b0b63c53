"""From the plan to the receipt through the use cases, on a real file."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from desk_app.bootstrap import Desk, open_desk
from desk_app.documents.signature import verify
from desk_app.domain.changes import update
from desk_app.domain.errors import DeskError, Refused
from desk_app.domain.followups import FollowUp
from desk_app.domain.office import Office
from desk_app.domain.posts import Post
from desk_app.domain.proposals import Answer, Decision, Proposal, Run
from desk_app.domain.referral_text import from_data
from desk_app.domain.referrals import Letter
from desk_app.domain.seekers import Seeker
from desk_app.domain.service_log import ServiceEntry
from tests.kit.office import PASSWORD, FixedClock, founded
from tests.kit.workday import answer, workday


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    """An office with people, verified posts and a plan."""
    folders, _ = founded(tmp_path / "home", clock)
    with open_desk(folders, PASSWORD, clock) as opened:
        day = workday(opened, tmp_path, clock)
        for _ in range(3):
            next(day)()
        yield opened


def change(desk: Desk, kind: type, uid: str, **new: object) -> None:
    desk.database.write(desk.actor, "测试", lambda unit: unit.apply(update(unit.first(kind, uid=uid), **new)))


def all_of(desk: Desk, kind: type, **equal: object) -> tuple:  # type: ignore[type-arg]
    return desk.database.read(lambda read: read.all(kind, **equal))


def agree(desk: Desk, count: int) -> list[str]:
    """The first persons of the plan say yes."""
    numbers = [pair["seeker_no"] for pair in desk.matching.plan()[:count]]
    for number in numbers:
        desk.proposals.answer_file(desk.actor, answer(number))
    return numbers


def test_an_answer_is_written_with_the_contact_and_verifies_the_person(desk: Desk) -> None:
    (number,) = agree(desk, 1)
    (said,) = all_of(desk, Answer)
    (entry,) = all_of(desk, ServiceEntry)
    seeker = all_of(desk, Seeker, seeker_no=number)[0]
    assert (said.answer, said.by, said.how, said.phone_consent) == ("willing", "练习员", "phone", True)
    assert (entry.kind, entry.seeker_uid, seeker.state) == ("contact", seeker.uid, "willing")


def test_letters_are_numbered_kept_signed_and_change_the_persons_state(desk: Desk, tmp_path: Path) -> None:
    numbers = agree(desk, 3)
    issued, refused = desk.referrals.issue(desk.actor, tmp_path / "letters.pdf")
    assert [one["short_no"] for one in issued] == ["2026-1", "2026-2", "2026-3"]
    assert {one["seeker_no"] for one in issued} == set(numbers)
    assert {one["kind"] for one in refused} == {"no_yes"}
    office = all_of(desk, Office)[0]
    for letter in all_of(desk, Letter):
        content = from_data(letter.printed)
        assert verify(letter.signature, content, bytes.fromhex(office.public_key))
        forged = dataclasses.replace(content, employer_name="别的公司")
        assert not verify(letter.signature, forged, bytes.fromhex(office.public_key))
    assert {one.state for one in all_of(desk, Seeker) if one.seeker_no in numbers} == {"referred"}
    assert desk.upkeep.check() == ()


def test_the_limit_leaves_the_rest_for_later_and_numbers_go_on(desk: Desk, tmp_path: Path) -> None:
    agree(desk, 3)
    first, _ = desk.referrals.issue(desk.actor, tmp_path / "a.pdf", limit=2)
    second, _ = desk.referrals.issue(desk.actor, tmp_path / "b.pdf")
    assert [one["short_no"] for one in first + second] == ["2026-1", "2026-2", "2026-3"]


@pytest.mark.parametrize(
    ("kind", "new", "cause"),
    [
        (Post, {"verified_by": ""}, "post_unverified"),
        (Post, {"valid_until": date(2026, 11, 1)}, "post_closed"),
        (Post, {"state": "paused"}, "post_closed"),
        (Post, {"headcount": 0}, "no_seat"),
        (Seeker, {"birth_date": date(2011, 1, 1)}, "under16"),
    ],
)
def test_what_changed_since_the_yes_stops_the_letter(
    desk: Desk, tmp_path: Path, kind: type, new: dict[str, object], cause: str
) -> None:
    agree(desk, 1)
    proposal = all_of(desk, Proposal, state="agreed")[0]
    change(desk, kind, proposal.post_uid if kind is Post else proposal.seeker_uid, **new)
    issued, refused = desk.referrals.issue(desk.actor, tmp_path / "a.pdf")
    assert issued == []
    assert cause in {one["kind"] for one in refused}


def test_nothing_is_issued_where_the_file_cannot_be_written(desk: Desk, tmp_path: Path) -> None:
    agree(desk, 1)
    with pytest.raises(DeskError) as error:
        desk.referrals.issue(desk.actor, tmp_path / "nowhere" / "a.pdf")
    assert error.value.code == "cannot_write"
    assert all_of(desk, Letter) == ()
    assert desk.referrals.issue(desk.actor, tmp_path / "a.pdf")[0][0]["short_no"] == "2026-1"


def test_a_hire_brings_three_visits_and_a_refusal_brings_the_person_back(desk: Desk, tmp_path: Path) -> None:
    agree(desk, 2)
    desk.referrals.issue(desk.actor, tmp_path / "a.pdf")
    hired = desk.referrals.take_receipt(desk.actor, "2026-1", "hired", start=date(2026, 11, 30))
    assert [one["due_on"] for one in hired["follow_ups"]] == ["2026-12-30", "2027-02-28", "2027-05-29"]
    assert len(all_of(desk, FollowUp)) == 3
    full_number = all_of(desk, Letter, sequence=2)[0].letter_no
    desk.referrals.take_receipt(desk.actor, full_number, "not_hired", reason="薪资不合")
    states = {one.sequence: (one.state, one.receipt_reason) for one in all_of(desk, Letter)}
    assert states == {1: ("hired", ""), 2: ("not_hired", "pay")}
    people = {one.uid: one.state for one in all_of(desk, Seeker)}
    assert [people[one.seeker_uid] for one in all_of(desk, Letter)] == ["hired", "willing"]


def test_a_scanned_code_finds_its_letter_and_a_foreign_one_none(desk: Desk, tmp_path: Path) -> None:
    agree(desk, 1)
    desk.referrals.issue(desk.actor, tmp_path / "a.pdf")
    qr = all_of(desk, Letter)[0].signature
    with pytest.raises(Refused):
        desk.referrals.take_receipt(desk.actor, qr[:-1] + ("A" if qr[-1] != "A" else "B"), "hired")
    assert desk.referrals.take_receipt(desk.actor, qr.lower(), "declined")["state"] == "declined"


@pytest.mark.parametrize(
    ("first", "second", "allowed"),
    [
        ("overdue", "hired", True),
        ("overdue", "not_hired", True),
        ("overdue", "overdue", False),
        ("hired", "declined", False),
        ("declined", "hired", False),
        ("not_hired", "overdue", False),
    ],
)
def test_receipts_follow_the_letters_states(desk: Desk, tmp_path: Path, first: str, second: str, allowed: bool) -> None:
    agree(desk, 1)
    desk.referrals.issue(desk.actor, tmp_path / "a.pdf")
    desk.referrals.take_receipt(desk.actor, "2026-1", first)
    if allowed:
        assert desk.referrals.take_receipt(desk.actor, "2026-1", second)["state"] == second
    else:
        with pytest.raises(Refused) as refused:
            desk.referrals.take_receipt(desk.actor, "2026-1", second)
        assert refused.value.code == "wrong_step"


def test_nobody_under_sixteen_starts(desk: Desk, tmp_path: Path) -> None:
    agree(desk, 1)
    desk.referrals.issue(desk.actor, tmp_path / "a.pdf")
    change(desk, Seeker, all_of(desk, Letter)[0].seeker_uid, birth_date=date(2011, 1, 1))
    with pytest.raises(Refused) as refused:
        desk.referrals.take_receipt(desk.actor, "2026-1", "hired")
    assert refused.value.code == "under16"


def test_a_void_letter_keeps_its_number_and_frees_the_person(desk: Desk, tmp_path: Path) -> None:
    (number,) = agree(desk, 1)
    desk.referrals.issue(desk.actor, tmp_path / "a.pdf")
    with pytest.raises(Refused):
        desk.referrals.void(desk.actor, "2026-1", " ")
    desk.referrals.void(desk.actor, "2026-1", "单位名称写错")
    assert all_of(desk, Letter)[0].void_reason == "单位名称写错"
    assert all_of(desk, Seeker, seeker_no=number)[0].state == "willing"
    desk.matching.match(desk.actor, 1)
    desk.proposals.answer_file(desk.actor, answer(number))
    assert desk.referrals.issue(desk.actor, tmp_path / "b.pdf")[0][0]["short_no"] == "2026-2"


def test_a_new_plan_keeps_those_who_said_yes_and_takes_the_place_of_the_rest(desk: Desk) -> None:
    agree(desk, 4)
    kept = {(one.seeker_uid, one.post_uid) for one in all_of(desk, Proposal, state="agreed")}
    again = desk.matching.match(desk.actor, 9)
    assert again["run"] == 2
    newest = all_of(desk, Run, run_no=2)[0]
    now = {(one.seeker_uid, one.post_uid): one.state for one in all_of(desk, Proposal, run_uid=newest.uid)}
    assert all(now[pair] == "agreed" for pair in kept)
    assert {one.state for one in all_of(desk, Proposal) if one.run_uid != newest.uid} == {"superseded"}


def test_decisions_need_a_reason_and_survive_plans(desk: Desk) -> None:
    pair = desk.matching.plan()[0]
    with pytest.raises(Refused):
        desk.matching.decide(desk.actor, "ban", pair["seeker_no"], pair["post_no"], " ")
    desk.matching.decide(desk.actor, "ban", pair["seeker_no"], pair["post_no"], "本人与单位有纠纷")
    for seed in (1, 2):
        desk.matching.match(desk.actor, seed)
        assert (pair["seeker_no"], pair["post_no"]) not in {
            (p["seeker_no"], p["post_no"]) for p in desk.matching.plan()
        }
    assert len(all_of(desk, Decision)) == 1


def test_somebody_with_an_open_letter_is_not_planned(desk: Desk, tmp_path: Path) -> None:
    (number,) = agree(desk, 1)
    desk.referrals.issue(desk.actor, tmp_path / "a.pdf")
    desk.matching.match(desk.actor, 1)
    assert number not in {pair["seeker_no"] for pair in desk.matching.plan()}
    told = desk.matching.explain(desk.actor, [number])[0]
    assert told["class"] == "not_waiting"


def test_the_explanations_name_reasons_facts_and_proven_changes(desk: Desk) -> None:
    numbers = [one.seeker_no for one in all_of(desk, Seeker)]
    told = desk.matching.explain(desk.actor, numbers)
    assert [one["seeker_no"] for one in told] == numbers
    assert all(one["sentence"] and isinstance(one["changes"], list) for one in told)
    with pytest.raises(Refused):
        desk.matching.explain(desk.actor, ["S0"])


def test_the_saved_plan_can_be_checked_by_arithmetic_alone(desk: Desk, tmp_path: Path) -> None:
    import json

    desk.matching.save(None, tmp_path / "plan")
    instance = json.loads((tmp_path / "plan" / "instance.json").read_text(encoding="utf-8"))
    plan = json.loads((tmp_path / "plan" / "plan.json").read_text(encoding="utf-8"))
    fits = {(instance["persons"][i], instance["posts"][j]): fit for i, j, fit, *_ in instance["arcs"]}
    assert plan["placed"] == len(plan["pairs"])
    assert plan["fit"] == sum(fits[tuple(pair)] for pair in plan["pairs"])
    stage = instance["stages"][1]
    assert plan["proof"]["stages"][1]["value"] == plan["proof"]["stages"][1]["bound"]
    assert len(stage["prices"]) >= len(instance["persons"]) + len(instance["posts"])


def test_the_day_after_the_letter_expires_nothing_is_lost(desk: Desk, tmp_path: Path, clock: FixedClock) -> None:
    agree(desk, 1)
    desk.referrals.issue(desk.actor, tmp_path / "a.pdf")
    letter = all_of(desk, Letter)[0]
    assert (letter.valid_until, letter.receipt_due) == (date(2026, 12, 1), date(2026, 12, 4))
    clock.at += timedelta(days=30)
    assert desk.referrals.take_receipt(desk.actor, "2026-1", "overdue")["state"] == "overdue"
    assert desk.referrals.take_receipt(desk.actor, "2026-1", "hired")["state"] == "hired"
    assert all_of(desk, Letter)[0].overdue_receipt is True
