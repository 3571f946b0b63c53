"""表册 on a real file: what is lacking, prefilling, what follows from a form, ending, undoing, papers."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from desk_app.bootstrap import Desk
from desk_app.domain.changes import update
from desk_app.domain.entry import NotEntered
from desk_app.domain.forms.registry import FORMS
from desk_app.domain.forms.seeking import JobWish
from desk_app.domain.forms.standing import UnemploymentRegistration
from desk_app.domain.forms.veterans import VeteranForm
from desk_app.domain.referrals import Letter
from desk_app.domain.seekers import Membership, Seeker
from desk_app.domain.service_log import ServiceEntry
from desk_app.services.papers import page_sizes
from tests.kit.office import FixedClock
from tests.kit.workday import number_of


@pytest.fixture
def person(desk: Desk) -> str:
    typed = {
        "name": "周小明", "id_no": number_of(400), "mobile": "15400009999", "education": "本科", "village": "双桥村",
        "job_wishes": "电焊工、保安", "expected_pay": "4000", "cannot": "不能上夜班",
    }  # fmt: skip
    return desk.seekers.save(desk.actor, None, typed).uid


def seeker(desk: Desk, uid: str) -> Seeker:
    found = desk.database.read(lambda read: read.first(Seeker, uid=uid))
    assert found is not None
    return found


def groups(desk: Desk, uid: str, day: date) -> set[str]:
    return {one.group for one in desk.forms.groups.of_person_on(desk.actor, uid, day)}


def test_what_is_lacking_follows_from_the_groups(desk: Desk, person: str) -> None:
    assert [(one.kind, one.uid) for one in desk.forms.of(desk.actor, person).forms] == [("seeking", "")]
    desk.seekers.add_group(desk.actor, [person], "VET")
    file = desk.forms.of(desk.actor, person)
    assert [one.kind for one in file.forms] == ["seeking", "veteran"]
    assert {kind for kind, _ in file.may_begin} == set(FORMS)
    saved = desk.forms.save(desk.actor, "veteran", person, "", {"enlisted_in": "2012.9", "settlement": "自主就业"})
    line = next(one for one in desk.forms.of(desk.actor, person).forms if one.kind == "veteran")
    assert (line.uid, line.gaps) == (saved.uid, ("入伍地", "退役时间", "原部职别"))
    assert "veteran" not in {kind for kind, _ in desk.forms.of(desk.actor, person).may_begin}
    view = desk.forms.one(desk.actor, "veteran", person, saved.uid)
    assert (view.values["enlisted_in"], view.values["settlement"]) == ("2012-09", "自主就业")
    assert ("证件号码", f"410099********{number_of(400)[-4:]}") in view.about


def test_a_job_registration_begins_with_what_is_known_and_tells_the_person_back(desk: Desk, person: str) -> None:
    view = desk.forms.one(desk.actor, "seeking", person)
    assert view.values["registered_on"] == "2026-11-24"
    assert view.values["valid_until"] == "2027-05-23"
    assert [view.values[f"wishes.{at}.trade"] for at in (1, 2, 3)] == ["电焊工", "保安", ""]
    assert (view.values["accepts_nights"], view.values["accepts_travel"]) == ("否", "")
    saved = desk.forms.save(
        desk.actor,
        "seeking",
        person,
        "",
        {"wishes.1.pay_min": "4500", "wishes.2.trade": "", "wishes.2.pay_min": "", "wishes.3.trade": "叉车工",
         "accepts_nights": "是", "accepts_travel": "否", "places": "本县、郑州", "history.1.unit": "河口制衣公司"},
    )  # fmt: skip
    now = seeker(desk, person)
    assert (now.job_wishes, now.expected_pay, now.cannot) == (("电焊工", "叉车工"), 4500, ("travel",))
    line = desk.forms.of(desk.actor, person).forms[0]
    assert (line.uid, line.due, line.late) == (saved.uid, "有效期至 2027-05-23", False)
    again = desk.forms.one(desk.actor, "seeking", person, saved.uid)
    assert again.values["wishes.3.trade"] == "叉车工"
    assert again.values["wishes.2.trade"] == ""
    desk.forms.save(desk.actor, "seeking", person, saved.uid, {"wishes.3.trade": "", "wishes.3.pay_min": ""})
    assert [one.trade for one in desk.database.read(lambda read: read.all(JobWish))] == ["电焊工"]
    desk.undo.undo(desk.actor)
    assert [one.trade for one in desk.database.read(lambda read: read.all(JobWish))] == ["电焊工", "叉车工"]
    assert seeker(desk, person).job_wishes == ("电焊工", "叉车工")
    kinds = [one.kind for one in desk.database.read(lambda read: read.all(ServiceEntry, seeker_uid=person))]
    assert kinds == ["registration"]  # the one of the day on which the person's file began


def test_a_renewal_takes_over_the_last_registration(desk: Desk, person: str, clock: FixedClock) -> None:
    first = desk.forms.save(
        desk.actor, "seeking", person, "", {"languages": "英语四级", "history.1.unit": "河口制衣公司"}
    )
    with pytest.raises(NotEntered, match="还没有归档"):
        desk.forms.save(desk.actor, "seeking", person, "", {})
    desk.forms.end(desk.actor, "seeking", first.uid, {"ended_on": "今天", "end_reason": "有效期满"})
    clock.forward(days=200)
    view = desk.forms.one(desk.actor, "seeking", person)
    assert (view.values["languages"], view.values["history.1.unit"]) == ("英语四级", "河口制衣公司")
    second = desk.forms.save(desk.actor, "seeking", person, "", {})
    log = desk.database.read(lambda read: read.all(ServiceEntry, seeker_uid=person, kind="registration"))
    assert [one.at[:10] for one in log] == ["2026-11-24", "2027-06-12"]
    lines = [one for one in desk.forms.of(desk.actor, person).forms if one.kind == "seeking"]
    assert [one.uid for one in lines] == [second.uid, first.uid]
    assert lines[1].ended == "2026-11-24 归档（有效期满）"


def test_all_errors_are_told_at_once_and_nothing_is_written(desk: Desk, person: str) -> None:
    with pytest.raises(NotEntered) as caught:
        desk.forms.save(
            desk.actor,
            "seeking",
            person,
            "",
            {"valid_until": "2020-01-01", "wishes.1.pay_min": "6000", "wishes.1.pay_max": "5000", "accepts_travel": "?",
             "places": "甲、乙、丙、丁"},
        )  # fmt: skip
    assert set(caught.value.errors) == {"valid_until", "wishes.1.pay_max", "accepts_travel", "places"}
    assert desk.forms.of(desk.actor, person).forms[0].uid == ""


def test_unemployment_is_a_group_from_its_day_until_work_ends_it(desk: Desk, person: str, clock: FixedClock) -> None:
    typed = {"registered_on": "2026-10-01", "unemployed_on": "2026-09-20", "kind": "从单位失业"}
    saved = desk.forms.save(desk.actor, "unemployment", person, "", typed)
    assert saved.notices == ("还缺：失业前单位、退工时间。",)
    assert groups(desk, person, date(2026, 9, 30)) == set()
    assert groups(desk, person, date(2026, 10, 1)) == {"UNEMP"}
    with pytest.raises(NotEntered, match="还没有注销"):
        desk.forms.save(desk.actor, "unemployment", person, "", typed)
    work = {
        "form": "单位就业",
        "work_unit": "河口制衣公司",
        "work_started_on": "2026-11-20",
        "contract_kind": "固定期限",
    }
    job = desk.forms.save(desk.actor, "employment", person, "", work)
    assert job.notices == ("就业状态现在是“有意愿未就业”，请核对。",)
    ended = desk.database.read(lambda read: read.first(UnemploymentRegistration, uid=saved.uid))
    assert ended is not None
    assert (ended.ended_on, ended.end_reason) == (date(2026, 11, 20), "hired")
    assert groups(desk, person, date(2026, 11, 20)) == {"UNEMP"}
    assert groups(desk, person, date(2026, 11, 21)) == set()
    with pytest.raises(NotEntered, match="就业登记还没有终止"):
        desk.forms.save(desk.actor, "unemployment", person, "", {"unemployed_on": "今天", "kind": "其他"})
    desk.undo.undo(desk.actor)
    assert groups(desk, person, date(2026, 11, 24)) == {"UNEMP"}


def test_the_clocks_of_work_run_from_its_start_and_its_end(desk: Desk, person: str, clock: FixedClock) -> None:
    work = {"form": "灵活就业", "work_started_on": "2026-10-01", "registered_on": ""}
    job = desk.forms.save(desk.actor, "employment", person, "", work)
    line = desk.forms.of(desk.actor, person).forms[-1]
    assert (line.due, line.late) == ("就业登记期限 2026-10-31", True)
    desk.forms.save(desk.actor, "employment", person, job.uid, {"registered_on": "今天"})
    assert desk.forms.of(desk.actor, person).forms[-1].due == ""
    desk.forms.end(desk.actor, "employment", job.uid, {"ended_on": "2026-11-20", "end_reason": "本人辞职"})
    assert desk.forms.of(desk.actor, person).forms[-1].due == "终止就业登记期限 2026-12-05"
    view = desk.forms.one(desk.actor, "unemployment", person)
    assert (view.values["kind"], view.values["unemployed_on"]) == ("从单位失业", "2026-11-20")


def test_an_end_needs_a_day_and_a_reason_and_can_be_taken_back(desk: Desk, person: str) -> None:
    typed = {"registered_on": "2026-10-01", "unemployed_on": "2026-09-20", "kind": "其他"}
    uid = desk.forms.save(desk.actor, "unemployment", person, "", typed).uid
    for wrong in (
        {"ended_on": "今天"},
        {"ended_on": "+1", "end_reason": "录用"},
        {"ended_on": "2026-09-01", "end_reason": "录用"},
    ):
        with pytest.raises(NotEntered):
            desk.forms.end(desk.actor, "unemployment", uid, wrong)
    desk.forms.end(desk.actor, "unemployment", uid, {"ended_on": "2026-11-01", "end_reason": "入学"})
    assert groups(desk, person, date(2026, 11, 2)) == set()
    desk.forms.reopen(desk.actor, "unemployment", uid)
    assert groups(desk, person, date(2026, 11, 2)) == {"UNEMP"}
    desk.forms.remove(desk.actor, "unemployment", uid)
    assert groups(desk, person, date(2026, 11, 2)) == set()
    desk.undo.undo(desk.actor)
    assert groups(desk, person, date(2026, 11, 2)) == {"UNEMP"}


def test_nobody_under_sixteen_is_registered(desk: Desk, person: str) -> None:
    child = desk.database.read(lambda read: read.first(Seeker, uid=person))

    desk.database.write(desk.actor, "改生日", lambda unit: unit.apply(update(child, birth_date=date(2012, 1, 1))))
    for kind in ("seeking", "unemployment", "employment", "hire"):
        with pytest.raises(NotEntered, match="未满十六周岁"):
            desk.forms.save(desk.actor, kind, person, "", {})


def test_a_filing_begins_with_letter_post_and_employer(desk: Desk) -> None:
    letter = next(one for one in desk.database.read(lambda read: read.all(Letter)) if one.state == "hired")
    view = desk.forms.one(desk.actor, "hire", letter.seeker_uid)
    assert view.values["work_unit"]
    assert view.values["work_started_on"] == "2026-11-24"
    assert (view.values["form"], view.values["contract_state"]) == ("单位就业", "新签")
    desk.forms.save(
        desk.actor, "employment", letter.seeker_uid, "", {"contract_kind": "固定期限", "monthly_pay_yuan": "5200"}
    )
    again = desk.forms.one(desk.actor, "hire", letter.seeker_uid)
    assert (again.values["contract_kind"], again.values["monthly_pay_yuan"]) == ("固定期限", "5200")


def test_a_membership_has_days_and_evidence_and_may_not_overlap(desk: Desk, person: str) -> None:
    save = desk.forms.groups.save
    typed = {"group": "退役军人", "started_on": "2025-01-01", "evidence": "退役证", "document_no": "豫退字12345"}
    uid, sentence = save(desk.actor, person, "", typed)
    assert sentence == "已登记：周小明，退役军人。"
    with pytest.raises(NotEntered, match="重叠"):
        save(desk.actor, person, "", {"group": "退役军人", "started_on": "2026-01-01"})
    with pytest.raises(NotEntered, match="早于起始日期"):
        save(desk.actor, person, uid, {"ended_on": "2024-01-01"})
    save(desk.actor, person, uid, {"ended_on": "2025-12-31", "end_reason": "自愿退出"})
    save(desk.actor, person, "", {"group": "退役军人", "started_on": "2026-02-01"})
    assert [groups(desk, person, date(2026, month, 15)) for month in (1, 2)] == [set(), {"VET"}]
    line = next(one for one in desk.forms.of(desk.actor, person).groups if one.uid == uid)
    assert line.values["document_no"] == "豫退字******"
    assert desk.forms.groups.reveal(desk.actor, uid) == "豫退字12345"
    desk.forms.groups.remove(desk.actor, uid)
    assert len(desk.database.read(lambda read: read.all(Membership, seeker_uid=person))) == 1


def test_days_of_a_registration_are_changed_there(desk: Desk, person: str) -> None:
    typed = {"registered_on": "2026-10-01", "unemployed_on": "2026-09-20", "kind": "其他"}
    desk.forms.save(desk.actor, "unemployment", person, "", typed)
    line = next(one for one in desk.forms.of(desk.actor, person).groups if one.group == "UNEMP")
    with pytest.raises(Exception, match="来自失业登记"):
        desk.forms.groups.save(desk.actor, person, line.uid, {"ended_on": "今天"})
    desk.forms.groups.save(desk.actor, person, line.uid, {"evidence": "失业登记证明"})


def test_every_form_prints_blank_and_filled_and_is_registered(desk: Desk, person: str) -> None:
    for kind in FORMS:
        assert len(page_sizes(desk.forms.papers.blank(desk.actor, kind))) >= 1
        filled = desk.forms.papers.filled(desk.actor, kind, person)
        assert filled.startswith(b"%PDF")
    across = page_sizes(desk.forms.papers.register(desk.actor, "GRAD", date(2026, 11, 24)))
    assert across[0].width > across[0].height


def test_fields_of_the_office_stand_on_the_registration_form_and_on_no_other(desk: Desk, person: str) -> None:
    desk.own.save_field(desk.actor, None, {"noun": "求职人员", "label": "驾照类型", "kind": "文字"})
    before = desk.database.read(lambda read: read.one(Seeker, person))
    desk.database.write(desk.actor, "试", lambda unit: unit.apply(update(before, extra={"驾照类型": "C1照"})))

    def said(pdf: bytes) -> str:
        return "".join(sheet.get_textpage().get_text_range() for sheet in pdfium.PdfDocument(pdf))

    blank = said(desk.forms.papers.blank(desk.actor, "seeking"))
    assert "驾照类型" in blank
    assert "C1照" not in blank
    assert "C1照" in said(desk.forms.papers.filled(desk.actor, "seeking", person))
    assert "驾照类型" not in said(desk.forms.papers.blank(desk.actor, "veteran"))


def test_members_of_a_day_are_those_of_the_lists(desk: Desk) -> None:
    today = {one.uid for one in desk.forms.groups.on(desk.actor, date(2026, 11, 24), "GRAD")}
    listed = {
        one.seeker_uid
        for one in desk.database.read(lambda read: read.all(Membership, group="GRAD"))
        if one.holds_on(date(2026, 11, 24))
    }
    assert today == listed
    everybody = desk.forms.groups.on(desk.actor, date(2026, 11, 24))
    assert today <= {one.uid for one in everybody}
    assert all(one.name and one.groups for one in everybody)


def test_twelve_month_ends_answer_what_was_entered_and_put_right_later(
    desk: Desk, person: str, clock: FixedClock
) -> None:
    """The office's own file: entered late, ended, corrected; each month end knows who belonged."""
    save = desk.forms.groups.save
    veteran, _ = save(desk.actor, person, "", {"group": "退役军人", "started_on": "2025-12-10"})
    save(desk.actor, person, "", {"group": "农村劳动力", "started_on": "2026-03-01", "ended_on": "2026-05-31"})
    save(desk.actor, person, veteran, {"ended_on": "2026-08-15"})
    clock.forward(minutes=1)
    save(desk.actor, person, veteran, {"started_on": "2026-01-15"})
    save(desk.actor, person, "", {"group": "农村劳动力", "started_on": "2026-10-31"})
    ends = [date(2025, 12, 31)] + [date(2026, month, 1) - timedelta(days=1) for month in range(2, 13)]
    event = next(one for one in desk.seekers.file(desk.actor, person).events if "改正" in one.title)
    assert event.text == "起始日期：2025-12-10 → 2026-01-15"
    told = [sorted(groups(desk, person, day)) for day in ends]
    one, both = ["VET"], ["RURAL", "VET"]
    assert told == [[], one, one, both, both, both, one, one, [], [], ["RURAL"], ["RURAL"]]
    for day, codes in zip(ends, told, strict=True):
        members = {member.uid: sorted(member.groups) for member in desk.forms.groups.on(desk.actor, day)}
        assert members.get(person, []) == codes


def test_a_list_of_veterans_fills_their_forms_and_a_later_one_adds(desk: Desk, tmp_path: Path) -> None:
    number = number_of(401)
    first = tmp_path / "退役军人台账.csv"
    first.write_text(
        f"姓名,身份证号,入伍时间,退役时间,安置方式\n周大明,{number},2006.12,2018-11-30,自主就业\n", "utf-8"
    )
    desk.intake.take(desk.actor, first)
    uid = next(one.uid for one in desk.database.read(lambda read: read.all(Seeker, id_no=number)))
    line = next(one for one in desk.forms.of(desk.actor, uid).forms if one.kind == "veteran")
    assert desk.forms.one(desk.actor, "veteran", uid, line.uid).values["discharged_in"] == "2018-11"
    second = tmp_path / "退役军人台账（更新）.csv"
    second.write_text(f"姓名,身份证号,入伍时间,入伍地,安置方式\n周大明,{number},,平泽县,\n", "utf-8")
    look = desk.intake.look(desk.actor, second)
    assert [
        (one.label, one.after) for one in desk.intake.outcome(look, (look.found.changed[0].draft.sheet, 2)).differences
    ] == [("入伍地", "平泽县")]
    desk.intake.take(desk.actor, second)
    values = desk.forms.one(desk.actor, "veteran", uid, line.uid).values
    assert (values["enlisted_in"], values["enlisted_from"], values["settlement"]) == ("2006-12", "平泽县", "自主就业")
    desk.undo.undo(desk.actor)
    desk.undo.undo(desk.actor)
    assert desk.database.read(lambda read: read.count(VeteranForm)) == 0


def test_what_runs_out_stands_on_the_home_page(desk: Desk, person: str, clock: FixedClock) -> None:
    desk.forms.save(desk.actor, "seeking", person, "", {"valid_until": "2026-12-01"})
    work = {"form": "灵活就业", "work_started_on": "2026-10-01", "registered_on": ""}
    job = desk.forms.save(desk.actor, "employment", person, "", work)

    def lines() -> list[tuple[str, date]]:
        items = desk.agenda.today(desk.actor).items
        return [(one.kind, one.due) for one in items if one.seeker_uid == person and one.kind in ("renew", "register")]

    assert lines() == [("register", date(2026, 10, 31)), ("renew", date(2026, 12, 1))]
    desk.forms.save(desk.actor, "employment", person, job.uid, {"registered_on": "今天"})
    assert lines() == [("renew", date(2026, 12, 1))]
    desk.forms.end(desk.actor, "employment", job.uid, {"ended_on": "2026-11-20", "end_reason": "本人辞职"})
    assert ("register", date(2026, 12, 5)) in lines()


def test_what_a_list_said_stands_beside_the_field_until_it_is_known(desk: Desk, tmp_path: Path) -> None:
    number = number_of(402)
    file = tmp_path / "退役军人台账.csv"
    file.write_text(f"姓名,身份证号,入伍时间,安置方式\n周大亮,{number},2006.12,转业\n", "utf-8")
    desk.intake.take(desk.actor, file)
    uid = next(one.uid for one in desk.database.read(lambda read: read.all(Seeker, id_no=number)))
    line = next(one for one in desk.forms.of(desk.actor, uid).forms if one.kind == "veteran")
    assert "安置方式" in line.gaps
    assert desk.forms.one(desk.actor, "veteran", uid, line.uid).raw == {"settlement": "转业"}
    desk.forms.save(desk.actor, "veteran", uid, line.uid, {"settlement": "安排工作"})
    assert desk.forms.one(desk.actor, "veteran", uid, line.uid).raw == {}
