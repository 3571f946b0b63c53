"""协管员名单, 告知与同意, 数据去向: what is handed out, what comes back, what a word taken back stops."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from desk_app.bootstrap import Desk
from desk_app.domain.actor import Role
from desk_app.domain.errors import Refused
from desk_app.domain.finding import Query
from desk_app.domain.office import Export
from desk_app.domain.privacy.consents import NOTICE, PHONE, Consent
from desk_app.domain.privacy.helper_list import HelperRules
from desk_app.domain.progress import Progress
from desk_app.domain.referrals import Letter
from desk_app.domain.seekers import Membership, Seeker
from desk_app.services.privacy import Asked
from tests.kit.office import FixedClock, actor


def largest_village(desk: Desk) -> str:
    return desk.privacy.choice(desk.actor).villages[0][0]


def rows_of(file: Path) -> list[dict[str, object]]:
    head, *rows = list(openpyxl.load_workbook(file).active.iter_rows(min_row=3, values_only=True))
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def person(desk: Desk, **equal: object) -> Seeker:
    found = desk.database.read(lambda read: read.first(Seeker, **equal))
    assert found is not None
    return found


def test_the_list_holds_the_village_s_own_people_with_masked_numbers_and_is_registered(
    desk: Desk, tmp_path: Path
) -> None:
    village = largest_village(desk)
    asked = Asked(village=village, questions=("state", "remark"), reason="核实近况")
    written = desk.privacy.write_helper_list(desk.actor, asked, tmp_path / "名单.xlsx")
    rows = rows_of(tmp_path / "名单.xlsx")
    assert len(rows) == written.persons > 1
    for row in rows:
        one = person(desk, seeker_no=row["求职登记号"])
        assert (one.village, one.name, one.mobile) == (village, row["姓名"], row["联系电话"])
        assert "*" in str(row["证件号码"])
        assert {row["就业状态"], row["备注"]} <= {None, ""}
    (gone,) = desk.privacy.gone(desk.actor, "协管员 核实近况")
    assert (gone.persons, gone.recipient, gone.encrypted) == (len(rows), f"{village}协管员", False)
    assert desk.privacy.gone(desk.actor, "没有这样的") == ()


def test_the_register_holds_prints_too_and_one_batch_is_one_entry(desk: Desk) -> None:
    letters = [one.uid for one in desk.database.read(lambda read: read.all(Letter))]
    desk.referrals.cabinet.printed(desk.actor, letters)
    printed = desk.privacy.gone(desk.actor, "用人单位 打印推荐信")[0]
    assert printed.encrypted is None
    assert printed.persons >= len(letters)


def test_what_comes_back_changes_the_same_people_and_nobody_s_groups(desk: Desk, tmp_path: Path) -> None:
    village, file = largest_village(desk), tmp_path / "名单.xlsx"
    asked = Asked(village=village, questions=("job_wishes", "second_phone", "remark"))
    written = desk.privacy.write_helper_list(desk.actor, asked, file)
    book = openpyxl.load_workbook(file)
    sheet = book.active
    head = [cell.value for cell in sheet[3]]
    for row in range(4, 4 + written.persons):
        sheet.cell(row, head.index("求职意向") + 1).value = "焊工"
        sheet.cell(row, head.index("备注") + 1).value = "在家，愿意出来"
    book.save(file)
    groups = desk.database.read(lambda read: read.count(Membership))
    taken = desk.intake.take(desk.actor, file)
    assert (taken.read, taken.created, taken.changed) == (written.persons, 0, written.persons)
    assert taken.questions == taken.refused == ()
    assert desk.database.read(lambda read: read.count(Membership)) == groups
    one = person(desk, seeker_no=rows_of(file)[0]["求职登记号"])
    assert "焊工" in one.job_wishes
    assert "愿意出来" in one.remark
    assert "*" not in one.id_no


def test_a_row_whose_name_or_number_was_altered_is_asked_about(desk: Desk, tmp_path: Path) -> None:
    village, file = largest_village(desk), tmp_path / "名单.xlsx"
    desk.privacy.write_helper_list(desk.actor, Asked(village=village), file)
    book = openpyxl.load_workbook(file)
    head = [cell.value for cell in book.active[3]]
    book.active.cell(4, head.index("姓名") + 1).value = "另一人"
    book.active.cell(5, head.index("证件号码") + 1).value = "410099********0000"
    book.save(file)
    taken = desk.intake.take(desk.actor, file)
    assert len(taken.questions) == 2
    assert taken.created == 0


def test_a_selection_over_several_villages_gives_only_the_chosen_village(desk: Desk, tmp_path: Path) -> None:
    everybody = [one.uid for one in desk.database.read(lambda read: read.all(Seeker))]
    choice = desk.privacy.choice(desk.actor, everybody)
    assert len(choice.villages) > 1
    village, count = choice.villages[1]
    made = desk.privacy.helper_list(desk.actor, Asked(village=village, seekers=tuple(everybody)))
    assert made.persons == count
    with pytest.raises(Refused, match="没有要核实的"):
        desk.privacy.helper_list(desk.actor, Asked(village="没有这个村"))


def test_a_long_list_is_the_supervisor_s(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = HelperRules(states=("willing", "unverified"), questions=("remark",), usual=("remark",), clerk_at_most=1)
    monkeypatch.setattr(desk.privacy, "_rules", rules)
    asked = Asked(village=largest_village(desk))
    with pytest.raises(Refused, match="超过 1 人的要由主管"):
        desk.privacy.helper_list(actor(role=Role.CLERK), asked)
    assert desk.privacy.helper_list(desk.actor, asked).persons > 1


def test_the_paper_is_registered_when_it_was_printed(desk: Desk) -> None:
    asked = Asked(village=largest_village(desk))
    assert desk.privacy.helper_pdf(desk.actor, asked).startswith(b"%PDF")
    before = desk.database.read(lambda read: read.count(Export))
    desk.privacy.helper_list_printed(desk.actor, asked)
    assert desk.database.read(lambda read: read.count(Export)) == before + 1
    assert desk.upkeep.standing().last_report == ""  # a list for a village is no report to the district


def test_a_consent_taken_back_stops_the_next_letter_and_can_be_given_again(desk: Desk, clock: FixedClock) -> None:
    seeker = desk.referrals.waiting(desk.actor).ready[0].seeker
    clock.forward(minutes=5)
    assert "撤回" in desk.privacy.record_phone_consent(desk.actor, seeker.uid, given=False)
    notice, phone = desk.seekers.file(desk.actor, seeker.uid).consents
    assert (notice.purpose, notice.given, phone.purpose, phone.given) == (NOTICE, None, PHONE, False)
    letters, refused = desk.referrals.issue_to(desk.actor, [seeker.uid], Progress())
    assert letters == ()
    assert "没有同意把电话" in refused[0][1].sentence
    clock.forward(minutes=5)
    desk.privacy.record_phone_consent(desk.actor, seeker.uid, given=True, how="phone")
    letters, _ = desk.referrals.issue_to(desk.actor, [seeker.uid], Progress())
    assert letters[0].printed["seeker_phone"] == seeker.mobile


def test_taking_back_is_undone_by_undo(desk: Desk, clock: FixedClock) -> None:
    seeker = desk.referrals.waiting(desk.actor).ready[0].seeker
    clock.forward(minutes=5)
    desk.privacy.record_phone_consent(desk.actor, seeker.uid, given=False)
    assert "撤回同意" in desk.undo.undo(desk.actor)
    assert desk.seekers.file(desk.actor, seeker.uid).consents[1].given is True


def test_a_signed_notice_needs_the_place_of_its_paper(desk: Desk) -> None:
    seeker = person(desk)
    with pytest.raises(Refused, match="放在哪里"):
        desk.privacy.record_notice(desk.actor, seeker.uid, "  ")
    assert desk.database.read(lambda read: read.count(Consent)) == 0
    desk.privacy.record_notice(desk.actor, seeker.uid, "2026年第3册")
    notice, _ = desk.seekers.file(desk.actor, seeker.uid).consents
    assert (notice.given, notice.paper, notice.by) == (True, "2026年第3册", desk.actor.name)


def test_a_guarded_group_is_listed_by_the_supervisor_only(desk: Desk) -> None:
    one = person(desk)
    outcome = desk.seekers.add_group(desk.actor, [one.uid], "RELEASED")
    assert "回归" not in outcome.sentence
    released = Query(filters={"group": ("RELEASED",)})
    assert desk.finding.seekers(desk.actor, released) == (one.uid,)
    with pytest.raises(Refused, match="主管"):
        desk.finding.seekers(actor(role=Role.CLERK), released)
    assert "回归" not in repr(desk.undo.acts(desk.actor))
    assert "回归" not in repr(desk.finding.seeker_rows(desk.actor, [one.uid]))
    assert "回归" not in repr(desk.seekers.file(desk.actor, one.uid).events)
