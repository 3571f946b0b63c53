"""One person's file on a real file: saving, groups, log, states, the eye, drafts, the timeline."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from desk_app.bootstrap import Desk, open_desk
from desk_app.domain.entry import NotEntered
from desk_app.domain.errors import Cancelled, Refused
from desk_app.domain.progress import Progress
from desk_app.domain.proposals import Proposal
from desk_app.domain.referrals import Letter
from desk_app.domain.seekers import Membership, Seeker
from desk_app.domain.service_log import Said, ServiceEntry
from desk_app.paths import Folders
from desk_app.storage.schema import looks
from tests.kit.office import PASSWORD, FixedClock
from tests.kit.workday import number_of


def uids(desk: Desk, **equal: object) -> list[str]:
    return [one.uid for one in desk.database.read(lambda read: read.all(Seeker, **equal))]


def letters(desk: Desk) -> tuple[Letter, ...]:
    return desk.database.read(lambda read: read.all(Letter))


def test_a_new_person_is_kept_with_a_number_groups_and_a_first_event(desk: Desk) -> None:
    saved = desk.seekers.save(
        desk.actor, None, {"name": "周小明", "id_no": number_of(400), "education": "本科", "groups": "退役军人"}
    )
    file = desk.seekers.file(desk.actor, saved.uid)
    assert file.facts["seeker_no"] == "S2026100001"
    assert file.facts["id_no"] == f"410099********{number_of(400)[-4:]}"
    assert file.age == 56
    assert [one.word for one in file.groups] == ["退役军人"]
    assert file.missing == ("所属村（社区）", "联系电话")
    assert [(event.title, event.text) for event in file.events] == [("建档", "登记求职人员周小明；加入退役军人")]
    second = desk.seekers.save(desk.actor, None, {"name": "周小红", "mobile": "15499990001"})
    assert desk.seekers.file(desk.actor, second.uid).facts["seeker_no"] == "S2026100002"
    desk.undo.undo(desk.actor)
    with pytest.raises(Refused, match="已经不在了"):
        desk.seekers.file(desk.actor, second.uid)


def test_a_refusal_says_everything_at_once_and_writes_nothing(desk: Desk) -> None:
    before = len(uids(desk))
    with pytest.raises(NotEntered) as caught:
        desk.seekers.save(desk.actor, None, {"name": "周", "mobile": "123", "expected_pay": "很多"})
    assert set(caught.value.errors) == {"name", "mobile", "expected_pay", "id_no"}
    assert len(uids(desk)) == before


def test_an_id_number_belongs_to_one_person(desk: Desk) -> None:
    first = desk.seekers.save(desk.actor, None, {"name": "周小明", "id_no": number_of(400)})
    with pytest.raises(NotEntered) as caught:
        desk.seekers.save(desk.actor, None, {"name": "周小名", "id_no": number_of(400)})
    assert caught.value.same == first.uid
    assert "已经登记给周小明" in caught.value.errors["id_no"]
    assert number_of(400) not in caught.value.message
    again = desk.seekers.save(desk.actor, first.uid, {"id_no": number_of(400), "village": "双桥村"})
    assert again.sentence == "已保存周小明的资料。"


def test_a_change_names_its_fields_is_told_masked_and_can_be_undone(desk: Desk, clock: FixedClock) -> None:
    uid = letters(desk)[0].seeker_uid
    clock.forward(minutes=5)
    desk.seekers.save(desk.actor, uid, {"mobile": "15400009999", "expected_pay": "3500"})
    event = desk.seekers.file(desk.actor, uid).events[0]
    assert event.title.endswith("的联系电话、期望月薪")
    assert "→ 154****9999" in event.text
    assert "15400009999" not in event.text
    desk.undo.undo(desk.actor)
    assert desk.seekers.file(desk.actor, uid).facts["mobile"] != "154****9999"


def test_the_timeline_tells_each_thing_once(desk: Desk) -> None:
    hired, refused = letters(desk)[0], letters(desk)[1]
    titles = [event.title for event in desk.seekers.file(desk.actor, hired.seeker_uid).events]
    assert titles[:3] == ["回执：录用", f"开具推荐信 {hired.letter_no}", "本人意见：愿意"]
    assert titles[-1] == "建档"
    assert len(titles) == len(set(titles))
    told = desk.seekers.file(desk.actor, refused.seeker_uid).events[0]
    assert told.tone == "caution"
    assert "原因：技能不符" in told.text


def test_a_line_of_the_log_for_one_and_for_many(desk: Desk, clock: FixedClock) -> None:
    people = uids(desk)
    clock.forward(minutes=1)
    one = desk.seekers.log(desk.actor, people[:1], Said(kind="联系", how="电话", result="没打通", note="停机"))
    assert one.done == 1
    event = desk.seekers.file(desk.actor, people[0]).events[0]
    assert (event.title, event.text, event.tone) == ("联系：没联系上", "停机 · 电话", "caution")
    fair = desk.seekers.log(desk.actor, people, Said(kind="guidance", how="window", note="春风行动招聘会"))
    assert fair.sentence == f"{len(people)} 人记录职业指导。"
    with pytest.raises(Refused):
        desk.seekers.log(desk.actor, people[:1], Said(kind="聊天"))


def test_a_refusal_needs_reason_and_proof_and_keeps_the_number_called(desk: Desk, clock: FixedClock) -> None:
    person = next(one for one in desk.database.read(lambda read: read.all(Seeker)) if one.mobile)
    clock.forward(minutes=1)
    with pytest.raises(Refused, match="拒绝原因"):
        desk.seekers.log(desk.actor, (person.uid,), Said(result="refused"))
    with pytest.raises(Refused, match="怎么说的"):
        desk.seekers.log(desk.actor, (person.uid,), Said(result="拒绝服务", reason="备考、升学"))
    desk.seekers.log(desk.actor, (person.uid,), Said(result="refused", reason="studying", note="明年考研，不要再打"))
    kept = desk.database.read(lambda read: read.all(ServiceEntry, seeker_uid=person.uid))[-1]
    assert (kept.result, kept.reason, kept.called) == ("refused", "studying", person.mobile)
    event = desk.seekers.file(desk.actor, person.uid).events[0]
    assert event.title == "联系：拒绝服务"
    assert event.text == "原因：备考、升学 · 明年考研，不要再打 · 电话"
    assert person.mobile not in str(event)
    with pytest.raises(Refused, match="今天之后"):
        desk.seekers.log(desk.actor, (person.uid,), Said(next_on=desk.actor.today()))


def test_an_act_for_many_that_is_called_off_changes_nothing(desk: Desk) -> None:
    people, seen = uids(desk), []

    def stop(what: str, _done: int, _of: int) -> None:
        seen.append(what)
        progress.cancel()

    progress = Progress(stop)
    before = desk.database.read(lambda read: read.count(ServiceEntry))
    with pytest.raises(Cancelled):
        desk.seekers.log(desk.actor, people, Said(note="招聘会"), progress=progress)
    assert seen == ["记录联系"]
    assert desk.database.read(lambda read: read.count(ServiceEntry)) == before


def test_groups_begin_and_end_and_stay_in_the_file(desk: Desk) -> None:
    people = uids(desk)[:5]
    first = desk.seekers.add_group(desk.actor, people[:1], "VET", evidence="退役证")
    assert first.done == 1
    rest = desk.seekers.add_group(desk.actor, people, "VET")
    assert rest.done == 4
    assert next(why for uid, why in rest.left if uid == people[0]).endswith("已经是退役军人。")
    with pytest.raises(Refused, match="已经是退役军人"):
        desk.seekers.add_group(desk.actor, people[:1], "VET")
    group = next(one for one in desk.seekers.file(desk.actor, people[0]).groups if one.group == "VET")
    assert (group.holds, group.evidence) == (True, "退役证")
    desk.seekers.end_group(desk.actor, group.uid)
    kept = desk.database.read(lambda read: read.first(Membership, uid=group.uid))
    assert kept is not None
    assert kept.ended_on == desk.actor.today()


def test_a_state_for_many_changes_who_can_and_names_the_rest(desk: Desk) -> None:
    people = uids(desk)
    open_letter = [one.seeker_uid for one in letters(desk) if one.state == "issued"]
    outcome = desk.seekers.set_state(desk.actor, people, "unwilling", how="phone")
    assert outcome.done + len(outcome.left) == len(people)
    assert set(open_letter) <= {uid for uid, _ in outcome.left}
    assert outcome.sentence == f"{outcome.done} 人改为无意愿，{len(outcome.left)} 人没有改。"
    assert len(uids(desk, state="unwilling")) == outcome.done
    closed = desk.database.read(lambda read: read.all(Proposal, state="closed"))
    assert closed
    desk.undo.undo(desk.actor)
    assert uids(desk, state="unwilling") == []


def test_the_steps_offered_are_those_of_anybody_selected(desk: Desk) -> None:
    referred = [one.seeker_uid for one in letters(desk) if one.state == "issued"][:1]
    assert desk.seekers.steps(desk.actor, referred) == ("lost", "archived")
    assert "willing" in desk.seekers.steps(desk.actor, [*referred, *uids(desk, state="unverified")])


def test_the_eye_is_registered(desk: Desk) -> None:
    uid = letters(desk)[0].seeker_uid
    value = desk.seekers.reveal(desk.actor, uid, "id_no")
    kept = desk.database.read(lambda read: read.first(Seeker, uid=uid))
    assert kept is not None
    assert value == kept.id_no
    rows = desk.database.submit(
        lambda connection: connection.execute(select(looks).where(looks.c.kind == "reveal")).mappings().all()
    ).result()
    assert [(row["by"], row["subject"], row["purpose"]) for row in rows] == [("练习员", uid, "查看证件号码")]


def test_a_file_holds_no_number_in_clear(desk: Desk) -> None:
    for uid in uids(desk):
        seeker = desk.database.read(lambda read, uid=uid: read.first(Seeker, uid=uid))
        told = repr(desk.seekers.file(desk.actor, uid))
        assert seeker.id_no not in told
        assert seeker.mobile not in told


def test_nobody_is_told_in_words(desk: Desk) -> None:
    with pytest.raises(Refused, match="已经不在了"):
        desk.seekers.file(desk.actor, "nobody")


def test_a_draft_survives_a_restart_and_goes_with_the_save(furnished: Path, tmp_path: Path, clock: FixedClock) -> None:
    shutil.copytree(furnished, tmp_path / "office")
    typed = {"name": "周小明", "mobile": "15499990001"}
    with open_desk(Folders(tmp_path / "office"), PASSWORD, clock) as desk:
        desk.drafts.keep(desk.actor, "seekers/new", {"name": "周"})
        desk.drafts.keep(desk.actor, "seekers/new", typed)
        lines = len(desk.undo.acts(desk.actor))
    with open_desk(Folders(tmp_path / "office"), PASSWORD, clock) as desk:
        draft = desk.drafts.fetch(desk.actor, "seekers/new")
        assert draft is not None
        assert (draft.when, draft.typed) == ("09:30", typed)
        assert len(desk.undo.acts(desk.actor)) == lines, "a draft is no act"
        with pytest.raises(NotEntered):
            desk.seekers.save(desk.actor, None, {"name": "周"})
        assert desk.drafts.fetch(desk.actor, "seekers/new")
        desk.seekers.save(desk.actor, None, typed)
        assert desk.drafts.fetch(desk.actor, "seekers/new") is None
        desk.drafts.keep(desk.actor, "seekers/new", typed)
        desk.drafts.drop(desk.actor, "seekers/new")
        assert desk.drafts.fetch(desk.actor, "seekers/new") is None
