"""岗位征集 through the use cases on a real file: a list of firms to its last post, projects, forms, undo."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from desk_app.bootstrap import Desk
from desk_app.domain.entry import NotEntered
from desk_app.domain.errors import Refused
from desk_app.domain.intake.replies import Reply
from tests.kit.firms import new_firms, projects
from tests.kit.office import FixedClock

TODAY = date(2026, 11, 24)
PROJECT = {
    "name": "演练县服装产业园",
    "kind": "招商引资",
    "owner_firm": "演练县新星制衣厂",
    "place": "青禾镇柳树村",
    "starts_on": "20261208",
    "need0_occupation": "缝纫工",
    "need0_headcount": "30",
    "need0_pay_text": "4000-5000元/月",
    "need1_occupation": "保安",
    "need1_headcount": "3",
}


def states_of(desk: Desk) -> list[str]:
    return [line.standing for line in desk.collection.lines(desk.actor)]


def offer(desk: Desk, employer: str, title: str = "缝纫工") -> str:
    typed = {"employer": employer, "title": title, "headcount": "5", "place": "青禾镇", "pay_text": "4k-5k"}
    return desk.posts.save(desk.actor, None, typed).uid


def test_a_list_of_120_firms_becomes_120_tasks_in_one_act_that_can_be_taken_back(
    bare_desk: Desk, tmp_path: Path
) -> None:
    desk = bare_desk
    taken = desk.intake.take(desk.actor, new_firms(tmp_path, 120))
    assert (taken.noun, taken.created, len(taken.questions)) == ("employers", 120, 0)
    lines = desk.collection.lines(desk.actor)
    assert len(lines) == len({line.employer_uid for line in lines}) == 120
    assert {(line.standing, line.due, line.trigger) for line in lines} == {
        ("waiting", TODAY + timedelta(days=7), "new_firm")
    }
    assert "下达征集任务 120 项" in desk.undo.last(desk.actor)
    desk.intake.take(desk.actor, new_firms(tmp_path, 120, name="再来一次.xlsx"))
    assert len(desk.collection.lines(desk.actor)) == 120
    desk.undo.undo(desk.actor)
    desk.undo.undo(desk.actor)
    assert desk.collection.lines(desk.actor) == ()
    assert desk.employers.lines(desk.actor) == ()


def test_a_ledger_of_old_firms_opens_nothing(bare_desk: Desk, tmp_path: Path) -> None:
    bare_desk.intake.take(bare_desk.actor, new_firms(tmp_path, 3, registered="2019-01-01", name="企业台账.xlsx"))
    assert len(bare_desk.employers.lines(bare_desk.actor)) == 3
    assert bare_desk.collection.lines(bare_desk.actor) == ()


def test_from_the_first_call_to_the_registered_post(bare_desk: Desk, tmp_path: Path, clock: FixedClock) -> None:
    desk, actor = bare_desk, bare_desk.actor
    desk.intake.take(actor, new_firms(tmp_path, 4))
    asked, resting, silent, late = desk.collection.lines(actor)
    assert desk.collection.note(actor, [asked.uid], "wants", "phone", note="要缝纫工").count == 1
    with pytest.raises(Refused, match="还没有登记岗位"):
        desk.collection.register(actor, [asked.uid])
    post = offer(desk, asked.firm)
    file = desk.collection.task(actor, asked.uid)
    assert (file.line.standing, file.line.posts, file.line.seats) == ("registered", 1, 5)
    assert [one.note for one in file.contacts] == ["要缝纫工"]
    assert file.posts[0][0] == post
    desk.collection.note(actor, [resting.uid], "none", "phone", until=TODAY + timedelta(days=3))
    for _ in range(2):
        desk.collection.note(actor, [silent.uid], "not_reached", "phone")
    clock.forward(days=3)
    desk.collection.note(actor, [silent.uid], "not_reached", "visit")
    assert desk.collection.task(actor, silent.uid).may_be_unreachable
    desk.collection.unreachable(actor, [silent.uid])
    by_uid = {line.uid: line.standing for line in desk.collection.lines(actor)}
    assert by_uid == {asked.uid: "registered", resting.uid: "waiting", silent.uid: "unreachable", late.uid: "waiting"}
    clock.forward(days=5)
    first = desk.collection.lines(actor)[0]
    assert first.overdue
    desk.collection.postpone(actor, [late.uid], clock.now().date() + timedelta(days=2), "老板出差")
    line = desk.collection.task(actor, late.uid).line
    assert (line.overdue, line.put_off_reason) == (False, "老板出差")


def test_a_step_for_many_names_what_it_could_not_do_and_is_one_act(bare_desk: Desk, tmp_path: Path) -> None:
    desk, actor = bare_desk, bare_desk.actor
    desk.intake.take(actor, new_firms(tmp_path, 3))
    uids = [line.uid for line in desk.collection.lines(actor)]
    offer(desk, desk.collection.lines(actor)[0].firm)
    done = desk.collection.reopen(actor, uids)
    assert (done.count, len(done.left)) == (1, 2)
    desk.collection.note(actor, uids, "sent", "message", note="群里发了表")
    assert states_of(desk) == ["contacted"] * 3
    desk.undo.undo(actor)
    assert states_of(desk) == ["waiting"] * 3


def test_a_new_project_brings_its_plan_its_firm_and_its_task(bare_desk: Desk) -> None:
    desk, actor = bare_desk, bare_desk.actor
    desk.villages.add(actor, "柳树村")
    saved = desk.collection.projects.save(actor, None, PROJECT)
    assert (saved.new_firms, saved.due_on, saved.owner) == (("演练县新星制衣厂",), date(2026, 11, 28), actor.name)
    (line,) = desk.collection.projects.lines(actor)
    assert (line.kind, line.headcount, line.trades, line.standing) == ("invited", 33, "缝纫工 30、保安 3", "waiting")
    task = desk.collection.task(actor, saved.task_uid)
    assert (task.line.subject, task.line.firm, task.line.area) == ("演练县服装产业园", "演练县新星制衣厂", "柳树村")
    desk.collection.projects.save(
        actor, saved.uid, {"builder_firm": "演练县筑路公司", "need1_occupation": "", "starts_on": "20261203"}
    )
    task = desk.collection.task(actor, saved.task_uid)
    assert (task.line.firm, task.line.due, len(task.needs)) == ("演练县筑路公司", TODAY, 1)
    desk.undo.undo(actor)
    desk.undo.undo(actor)
    assert desk.collection.projects.lines(actor) == ()
    assert desk.collection.lines(actor) == ()
    assert desk.employers.lines(actor) == ()


def test_a_project_row_that_waits_for_an_answer_opens_its_task_when_it_is_answered(
    bare_desk: Desk, tmp_path: Path
) -> None:
    desk, actor = bare_desk, bare_desk.actor
    rows = (
        ("冷链项目", "演练县甲食品有限公司", "2026-12-08", "30", "20", "10"),
        ("道路项目", "演练县乙建设有限公司", "2026.12", "待定", "20", ""),
    )
    taken = desk.intake.take(actor, projects(tmp_path, *rows))
    assert (taken.noun, taken.created, len(taken.questions), taken.tasks) == ("projects", 1, 1, 1)
    (waiting,) = desk.intake.waiting(actor)
    desk.intake.answer(actor, waiting.uid, Reply(stands=frozenset({"headcount_unclear"})))
    lines = {line.name: line for line in desk.collection.projects.lines(actor)}
    assert {name: line.trades for name, line in lines.items()} == {
        "冷链项目": "普工 20、电焊工 10",
        "道路项目": "普工 20",
    }
    assert {line.subject for line in desk.collection.lines(actor)} == {"冷链项目", "道路项目"}
    desk.employers.save(actor, None, {"name": "演练县老厂", "registered_on": "20100101", "address": "演练县青禾镇"})
    known = projects(tmp_path, ("老厂扩建", "演练县老厂", "2026-12-08", "9", "9", ""), name="补报.xlsx")
    assert desk.intake.take(actor, known).tasks == 1
    line = next(line for line in desk.collection.lines(actor) if line.subject == "老厂扩建")
    assert (line.firm, line.area) == ("演练县老厂", "青禾镇")
    again = projects(tmp_path, (*rows[0][:3], "40", "25", "15"), name="重点项目清单（二）.xlsx")
    assert desk.intake.take(actor, again).changed == 1
    trades = [line.trades for line in desk.collection.projects.lines(actor)]
    assert sorted(trades) == ["普工 20", "普工 25、电焊工 15", "普工 9"]
    assert len(desk.collection.lines(actor)) == 3


def test_what_is_wrong_with_a_project_is_said_by_field(bare_desk: Desk) -> None:
    desk, actor = bare_desk, bare_desk.actor
    wrong = {"opens_on": "20261101", "starts_on": "20261208", "owner": "没有的人", "need0_headcount": "3"}
    with pytest.raises(NotEntered) as error:
        desk.collection.projects.save(actor, None, wrong)
    assert set(error.value.errors) == {"name", "opens_on", "owner", "need0_occupation"}
    saved = desk.collection.projects.save(actor, None, PROJECT)
    with pytest.raises(NotEntered) as error:
        desk.collection.projects.save(actor, None, {"name": PROJECT["name"]})
    assert error.value.same == saved.uid


def test_a_typed_firm_is_asked_and_one_that_brings_a_post_is_done(bare_desk: Desk) -> None:
    desk, actor = bare_desk, bare_desk.actor
    desk.employers.save(actor, None, {"name": "演练县新星制衣厂", "phone": "15400000001"})
    desk.employers.save(actor, None, {"name": "演练县老厂", "registered_on": "20100101"})
    assert [line.subject for line in desk.collection.lines(actor)] == ["演练县新星制衣厂"]
    offer(desk, "演练县新星制衣厂")
    assert states_of(desk) == ["registered"]
    old = next(line.uid for line in desk.employers.lines(actor) if line.name == "演练县老厂")
    assert desk.collection.ask_firms(actor, [old]).count == 1
    assert desk.collection.ask_firms(actor, [old]).left == (("演练县老厂", "已有没办结的征集任务。"),)


def test_the_form_goes_out_blank_and_comes_back_as_posts(bare_desk: Desk, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    desk, actor = bare_desk, bare_desk.actor
    saved = desk.collection.projects.save(actor, None, PROJECT)
    file = tmp_path / f"{desk.collection.forms.name(actor, saved.task_uid)}.xlsx"
    desk.collection.forms.save_workbook(actor, saved.task_uid, file)
    workbook = load_workbook(file)
    sheet = workbook["岗位征集表"]
    headings = {cell.value: cell.column for cell in sheet[7]}
    assert any("初中" in str(one.formula1) for one in sheet.data_validations.dataValidation)
    filled = {"工作内容": "缝衣服", "工作地点": "青禾镇", "薪资": "4000-5000元/月", "学历要求": "初中"}
    filled |= {"提供住宿": "是"}
    for row in (8, 9):
        for heading, text in filled.items():
            sheet.cell(row, headings[heading]).value = text
    sheet.cell(10, headings["岗位名称"]).value = "质检员"
    sheet.cell(10, headings["招聘人数"]).value = "2"
    sheet.cell(10, headings["工作地点"]).value = "青禾镇"
    sheet.cell(10, headings["薪资"]).value = "面议"
    workbook.save(file)
    taken = desk.intake.take(actor, file)
    assert (taken.noun, taken.created, len(taken.questions), len(taken.refused)) == ("posts", 3, 0, 0)
    posts = {line.title: line for line in desk.posts.lines(actor)}
    assert {title: line.seats.headcount for title, line in posts.items()} == {"缝纫工": 30, "保安": 3, "质检员": 2}
    assert {line.employer for line in posts.values()} == {"演练县新星制衣厂"}
    board = desk.posts.board(actor, posts["缝纫工"].uid).post
    assert (board.education_min, board.lodging, board.duties) == ("70", True, "缝衣服")
    assert states_of(desk) == ["registered"]
    pdf = desk.collection.forms.pdf(actor, [saved.task_uid])
    assert pdf.startswith(b"%PDF")
    assert desk.collection.forms.pdf(actor).startswith(b"%PDF")


def test_progress_counts_what_happened_in_a_month_by_name(bare_desk: Desk, tmp_path: Path, clock: FixedClock) -> None:
    desk, actor = bare_desk, bare_desk.actor
    desk.villages.add(actor, "柳树村")
    desk.intake.take(actor, new_firms(tmp_path, 6))
    lines = desk.collection.lines(actor)
    desk.collection.note(actor, [lines[0].uid], "wants", "phone")
    posts = [offer(desk, lines[0].firm), offer(desk, lines[0].firm, "熨烫工")]
    desk.posts.verify(actor, posts[:1], actor.name, "phone")
    clock.forward(days=9)
    by_month = {row.label: row for row in desk.collection.progress(actor, "month")}
    assert (len(by_month["2026-11"].opened), by_month["2026-11"].posts, by_month["2026-11"].seats) == (6, posts[:1], 5)
    assert len(by_month["2026-12"].overdue) == 5
    by_area = {row.label: row for row in desk.collection.progress(actor, "area", "2026-11")}
    assert {label: len(row.opened) for label, row in by_area.items()} == {"柳树村": 3, "青禾镇": 3}
    names = desk.collection.behind(actor, by_month["2026-11"])
    assert {figure: len(found) for figure, found in names.items()} == {
        "opened": 6,
        "contacted": 1,
        "posts": 1,
        "overdue": 0,
    }
    assert names["posts"] == ((posts[0], "缝纫工 5 人", lines[0].firm),)


def test_areas_are_given_to_members_and_new_tasks_follow(bare_desk: Desk, tmp_path: Path) -> None:
    desk, actor = bare_desk, bare_desk.actor
    with pytest.raises(Refused, match="没有叫“张某”"):
        desk.collection.set_charges(actor, {"柳树村": "张某"})
    desk.collection.set_charges(actor, {"柳树村": actor.name, "工业路": actor.name})
    desk.collection.set_charges(actor, {"柳树村": actor.name})
    assert desk.collection.charges() == (("柳树村", actor.name),)
    desk.intake.take(actor, new_firms(tmp_path, 2))
    assert {line.owner for line in desk.collection.lines(actor)} == {actor.name}


def test_today_lists_what_is_overdue_first(bare_desk: Desk, tmp_path: Path, clock: FixedClock) -> None:
    desk, actor = bare_desk, bare_desk.actor
    desk.intake.take(actor, new_firms(tmp_path, 2))
    desk.collection.projects.save(actor, None, PROJECT)
    clock.forward(days=6)
    items = [item for item in desk.agenda.today(actor).items if item.kind == "collect"]
    assert items[0].who == PROJECT["name"]
    assert len(items) == 3
    assert "12-08 开工" in items[0].why
    assert {item.page for item in items} == {"collection"}
    assert items[1].phone.startswith("154")
