"""困难认定 on a real office: from the application to the exit, families, papers, today's work, undo."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from stdnum.cn import ric

from desk_app.bootstrap import Desk
from desk_app.domain.actor import Role
from desk_app.domain.entry import NotEntered
from desk_app.domain.errors import Refused
from desk_app.domain.hardship.records import Certification, Family, FamilyMember
from desk_app.domain.seekers import Membership, Seeker
from desk_app.domain.service_log import Said
from tests.kit.listed import lines
from tests.kit.office import FixedClock, actor

BORN = "1980-05-06"
MM = 72 / 25.4  # points


@pytest.fixture
def office(bare_desk: Desk) -> Desk:
    """An empty office."""
    return bare_desk


def number(born: str, order: int) -> str:
    """The ID number of somebody invented (order even: a woman)."""
    body = f"410099{born}{order:03}"
    return body + str(ric.calc_check_digit(body + "0"))


def person(desk: Desk, name: str = "周小满", mobile: str = "15400001234", **more: str) -> str:
    typed = {"name": name, "mobile": mobile, "birth_date": BORN, "sex": "女", "village": "上柳村"} | more
    return desk.seekers.save(desk.actor, None, {name: text for name, text in typed.items() if text}).uid


def applied(desk: Desk, seeker: str, category: str = "长期失业人员", **more: str) -> str:
    typed = {"category": category, "applied_on": "今天", "unemployed_on": "2026-03-02", "household_size": "3"} | more
    return desk.hardship.apply(desk.actor, seeker, typed).uid


def through(desk: Desk, clock: FixedClock, uid: str, until: str = "certified") -> None:
    """Take each step that is due on the day it may be taken."""
    while (file := desk.hardship.file(desk.actor, uid)).listed.state != until:
        if file.listed.notice_until:
            clock.forward(days=(file.listed.notice_until - desk.actor.today()).days + 1)
        desk.hardship.take(desk.actor, [uid], file.next, {"on": "今天"})


def state(desk: Desk, uid: str) -> str:
    return desk.hardship.file(desk.actor, uid).listed.state


def test_from_the_application_to_the_group_and_out_again(office: Desk, clock: FixedClock) -> None:
    seeker = person(office)
    uid = applied(office, seeker)
    through(office, clock, uid)
    groups = [one for one in office.seekers.file(office.actor, seeker).groups if one.group == "HARD"]
    assert [(one.holds, one.evidence) for one in groups] == [(True, f"{office.actor.today()} 县级认定")]
    clock.forward(days=30)
    office.hardship.take(
        office.actor, [uid], "exit", {"on": "今天", "reason": "已就业创业或失业登记注销", "basis": "劳动合同一年"}
    )
    file = office.hardship.file(office.actor, uid)
    assert file.listed.state == "left"
    assert [step.step for step in file.steps] == ["apply", "review", "notice", "recheck", "report", "certify", "exit"]
    assert [one.until for one in office.seekers.file(office.actor, seeker).groups] == [str(office.actor.today())]


def test_every_step_can_be_taken_back(office: Desk, clock: FixedClock) -> None:
    seeker = person(office)
    uid = applied(office, seeker)
    through(office, clock, uid)
    assert office.undo.undo(office.actor) == "已撤销：登记周小满的县级认定。"
    assert state(office, uid) == "reported"
    assert office.seekers.file(office.actor, seeker).groups == ()
    office.undo.redo(office.actor)
    assert state(office, uid) == "certified"


def test_one_certification_at_a_time(office: Desk) -> None:
    seeker = person(office)
    uid = applied(office, seeker)
    assert office.hardship.place_of(office.actor, seeker) == ("case", uid, "周小满")
    with pytest.raises(Refused, match="已经有一份"):
        applied(office, seeker)
    office.hardship.take(office.actor, [uid], "review", {"on": "今天", "opinion": "材料不全"}, result="refused")
    assert office.hardship.place_of(office.actor, seeker)[0] == "seeker"
    assert applied(office, seeker) != uid


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_written(office: Desk) -> None:
    seeker = person(office)
    with pytest.raises(NotEntered) as refused:
        office.hardship.apply(office.actor, seeker, {"category": "长期失业人员", "applied_on": "明天"})
    assert set(refused.value.errors) == {"applied_on", "unemployed_on"}
    assert office.hardship.listed(office.actor) == ()
    assert office.database.read(lambda read: read.count(Family)) == 0


def test_a_category_on_the_wall_cannot_be_changed(office: Desk, clock: FixedClock) -> None:
    uid = applied(office, person(office))
    office.hardship.edit(office.actor, uid, {"category": "大龄失业人员"})
    through(office, clock, uid, "noticed")
    with pytest.raises(NotEntered) as refused:
        office.hardship.edit(office.actor, uid, {"category": "长期失业人员"})
    assert "公示" in refused.value.errors["category"]


def test_several_are_noticed_at_once_and_the_others_are_told(office: Desk, clock: FixedClock) -> None:
    uids = [applied(office, person(office, f"周小{sign}", f"1540000{n:04}")) for n, sign in enumerate("甲乙丙")]
    office.hardship.take(office.actor, uids[:2], "review", {"on": "今天"})
    made = office.hardship.take(office.actor, uids, "notice", {"on": "今天"})
    assert made.done == tuple(uids[:2])
    assert [uid for uid, _ in made.left] == uids[2:]
    assert "周小丙" in made.left[0][1]
    text = text_of(office.hardship.paper(office.actor, "notice", uids))
    assert "拟认定下列2人" in text
    assert "周小甲" in text
    assert "周小丙" not in text


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = (document[n].get_textpage().get_text_range() for n in range(len(document)))
    return "".join("".join(page.split()) for page in pages)


def test_the_notice_on_paper_holds_no_number_address_or_family(office: Desk, clock: FixedClock) -> None:
    id_no = number("19800506", 122)
    seeker = person(office, id_no=id_no, residence_address="上柳村三组十二号", birth_date="")
    uid = applied(office, seeker, reason="丈夫残疾，家里三个孩子")
    family = office.hardship.file(office.actor, uid).family
    assert family is not None
    office.hardship.families.save_member(office.actor, family.family.uid, None, {"name": "王大年", "relation": "配偶"})
    through(office, clock, uid, "noticed")
    text = text_of(office.hardship.paper(office.actor, "notice", [uid]))
    assert "周小满" in text
    assert "长期失业人员" in text
    for hidden in (id_no, id_no[-4:], "15400001234", "三组", "王大年", "残疾", "孩子"):
        assert hidden not in text
    form = text_of(office.hardship.paper(office.actor, "form", [uid]))
    for shown in (id_no, "王大年", "配偶", "丈夫残疾，家里三个孩子"):
        assert shown in form


def test_each_paper_stands_on_one_sheet_inside_its_margins(office: Desk, clock: FixedClock) -> None:
    uid = applied(office, person(office), reason="家里无人就业，本人愿意接受推荐的岗位。" * 3)
    file = office.hardship.file(office.actor, uid)
    assert file.family is not None
    for name in ("王大年", "周小宝", "周大山", "李小梅"):
        office.hardship.families.save_member(
            office.actor, file.family.family.uid, None, {"name": name, "relation": "家人", "state": "在家"}
        )
    through(office, clock, uid)
    for kind, of in (("form", uid), ("undertaking", uid), ("notice", uid), ("plan", file.family.family.uid)):
        document = pypdfium2.PdfDocument(office.hardship.paper(office.actor, kind, [of]))
        assert len(document) == 1, kind
        width, height = document[0].get_size()
        assert (round(width), round(height)) == (595, 842)
        text = document[0].get_textpage()
        boxes = [text.get_rect(n) for n in range(text.count_rects())]
        assert min(box[0] for box in boxes) > 20 * MM
        assert max(box[2] for box in boxes) < width - 20 * MM
        assert min(box[1] for box in boxes) > 10 * MM
        assert max(box[3] for box in boxes) < height - 15 * MM


def test_blank_papers_for_the_counter(office: Desk) -> None:
    for kind in ("form", "undertaking"):
        assert len(pypdfium2.PdfDocument(office.hardship.paper(office.actor, kind, []))) == 1


def test_printing_is_registered(office: Desk, clock: FixedClock) -> None:
    uid = applied(office, person(office))
    with pytest.raises(Refused, match="公示"):
        office.hardship.paper(office.actor, "notice", [uid])
    before = office.database.read(lambda read: read.last_look("print"))
    office.hardship.printed(office.actor, "form", [uid])
    assert office.database.read(lambda read: read.last_look("print")) > before


def test_refusals_only_propose_and_the_head_decides(office: Desk, clock: FixedClock) -> None:
    seeker = person(office)
    uid = applied(office, seeker)
    through(office, clock, uid)
    for day in range(3):
        clock.forward(days=1)
        refuse(office, seeker, f"第 {day + 1} 次不参加培训")
    file = office.hardship.file(office.actor, uid)
    assert file.listed.state == "certified"
    assert [one.reason for one in file.proposals] == ["refused"]
    assert len(file.refused) == 3
    clerk = actor(clock, Role.CLERK)
    with pytest.raises(Refused, match="主管"):
        office.hardship.take(clerk, [uid], "exit", {"on": "今天", "reason": "refused", "basis": "三次拒绝"})
    (line,) = lines(office, "exit")
    assert line.target == uid
    assert "3 次拒绝服务" in line.why
    (leaving,) = office.hardship.leaving(office.actor)
    assert leaving.proposal == file.proposals[0]


def refuse(desk: Desk, seeker: str, note: str) -> None:
    desk.seekers.log(desk.actor, [seeker], Said(result="拒绝服务", reason="不参加培训", note=note))


def test_today_has_the_step_that_is_due_and_the_notice_that_ran_out(office: Desk, clock: FixedClock) -> None:
    uid = applied(office, person(office))
    (line,) = lines(office, "certify")
    assert (line.target, line.who, "初审" in line.why) == (uid, "周小满", True)
    through(office, clock, uid, "noticed")
    assert lines(office, "notice") == []
    until = office.hardship.file(office.actor, uid).listed.notice_until
    assert until is not None
    clock.forward(days=(until - office.actor.today()).days + 1)
    (line,) = lines(office, "notice")
    assert "期满" in line.why
    clock.forward(days=40)
    (line,) = lines(office, "notice")
    assert line.due < office.actor.today()
    assert office.hardship.listed(office.actor)[0].late > 0


# Families


def test_a_family_ticks_warns_is_proposed_and_cleared(office: Desk, clock: FixedClock) -> None:
    families = office.hardship.families
    uid, _ = families.save(office.actor, None, {"head": "周大年", "village": "上柳村", "certified_on": "今天"})
    families.save_member(office.actor, uid, None, {"name": "周大年", "relation": "户主"})
    (row,) = families.listed(office.actor)
    assert (row.state, row.days_left, row.members) == ("open", 30, 1)
    assert lines(office, "family") == []
    clock.forward(days=15)
    (line,) = lines(office, "family")
    assert (line.target, "过半" in line.why) == (uid, True)
    assert families.all_clear(office.actor)
    clock.forward(days=16)
    assert not families.all_clear(office.actor)
    assert "超期" in lines(office, "family")[0].why
    with pytest.raises(NotEntered):
        families.clear(office.actor, uid, {"cleared_on": "今天", "cleared_how": "单位就业"})
    families.clear(office.actor, uid, {"cleared_on": "今天", "cleared_how": "单位就业", "cleared_member": "周大年"})
    assert families.all_clear(office.actor)
    assert lines(office, "family") == []
    assert families.listed(office.actor)[0].state == "cleared"


def test_a_member_on_file_is_linked_by_number_and_proposed_when_at_work(office: Desk, clock: FixedClock) -> None:
    id_no = number("19800506", 122)
    seeker = person(office, id_no=id_no, birth_date="")
    families = office.hardship.families
    uid, _ = families.save(office.actor, None, {"head": "周大年", "certified_on": "今天"})
    families.save_member(office.actor, uid, None, {"name": "周小满", "relation": "妻", "id_no": id_no})
    (member,) = families.file(office.actor, uid).members
    assert member.seeker_uid == seeker
    assert id_no not in member.facts["id_no"]
    assert families.reveal(office.actor, "member", member.uid, "id_no") == id_no
    assert families.file(office.actor, uid).at_work == ()
    office.seekers.set_state(office.actor, [seeker], "in_post", how="phone")
    assert families.file(office.actor, uid).at_work == ("周小满",)
    assert "已在岗" in lines(office, "family")[0].why
    with pytest.raises(NotEntered) as refused:
        families.save_member(office.actor, uid, None, {"name": "周小满", "relation": "妻", "id_no": id_no})
    assert "同一个证件号码" in refused.value.errors["id_no"]


def test_a_family_with_a_certification_stays(office: Desk) -> None:
    uid = applied(office, person(office))
    family = office.hardship.file(office.actor, uid).family
    assert family is not None
    with pytest.raises(Refused, match="不能删除"):
        office.hardship.families.remove(office.actor, family.family.uid)
    other, _ = office.hardship.families.save(office.actor, None, {"head": "周大年"})
    office.hardship.families.remove(office.actor, other)
    assert office.database.read(lambda read: read.count(Family)) == 1


def test_a_certified_family_member_starts_the_clock(office: Desk, clock: FixedClock) -> None:
    uid = applied(office, person(office), category="城镇零就业家庭成员")
    through(office, clock, uid, "reported")
    with pytest.raises(NotEntered, match="家庭成员"):
        office.hardship.take(office.actor, [uid], "certify", {"on": "今天"})
    family = office.hardship.file(office.actor, uid).family
    assert family is not None
    office.hardship.families.save_member(office.actor, family.family.uid, None, {"name": "王大年", "relation": "配偶"})
    office.hardship.take(office.actor, [uid], "certify", {"on": "今天"})
    (row,) = office.hardship.families.listed(office.actor)
    assert row.deadline == office.actor.today() + timedelta(30)
    groups = office.database.read(lambda read: read.all(Membership))
    assert [one.group for one in groups] == ["ZEROFAM"]


def test_a_list_with_relations_becomes_families_once(office: Desk, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["零就业家庭认定名册"])
    sheet.append(["姓名", "与申请人关系", "身份证号", "困难类别", "村", "联系电话"])
    people = (("周大年", "本人", "19750101", "零就业家庭"), ("王小满", "夫妻", "19760102", ""),
              ("李大年", "本人", "19710103", "零就业家庭"), ("李小宝", "子", "20160104", ""))  # fmt: skip
    for at, (name, relation, born, category) in enumerate(people):
        sheet.append([name, relation, number(born, 101 + at), category, "上柳村", f"1540000{at:04}"])
    book.save(tmp_path / "零就业家庭名册.xlsx")
    for _ in range(2):
        office.intake.take(office.actor, tmp_path / "零就业家庭名册.xlsx")
        families = office.database.read(lambda read: read.all(Family))
        members = office.database.read(lambda read: read.all(FamilyMember))
        assert [one.head for one in families] == ["周大年", "李大年"]
        assert [(one.name, one.relation) for one in members] == [(name, how) for name, how, _, _ in people]
    seekers = {one.uid: one.name for one in office.database.read(lambda read: read.all(Seeker))}
    assert [seekers.get(one.seeker_uid) for one in members] == ["周大年", "王小满", "李大年", None]  # under 16
    assert {row.state for row in office.hardship.families.listed(office.actor)} == {"undated"}
    assert office.database.read(lambda read: read.count(Certification)) == 0
