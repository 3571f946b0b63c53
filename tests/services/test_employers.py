"""The service for employers on a real file: papers, families, merging, reports, problems, what waits, undo."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk_app.bootstrap import Desk
from desk_app.domain.employer_papers import KINDS
from desk_app.domain.entry import NotEntered
from desk_app.domain.errors import Refused
from desk_app.domain.posts import Post
from desk_app.services.employers import EmployerLine
from tests.kit.office import FixedClock

FIRM = {"name": "演练县新星制衣厂", "phone": "15400000001"}


def enter(desk: Desk, **typed: str) -> str:
    return desk.employers.save(desk.actor, None, {**FIRM, **typed})


def line(desk: Desk, uid: str) -> EmployerLine:
    return next(one for one in desk.employers.lines(desk.actor) if one.uid == uid)


def test_a_paper_is_seen_renewed_and_dropped(desk: Desk, clock: FixedClock) -> None:
    uid = enter(desk)
    assert line(desk, uid).lacking == len(KINDS)
    desk.employers.see_paper(desk.actor, uid, "licence", {"form": "复印件", "valid_until": "+10"})
    assert line(desk, uid).lacking == len(KINDS) - 1
    clock.forward(days=11)
    assert line(desk, uid).lacking == len(KINDS)
    desk.employers.see_paper(desk.actor, uid, "licence", {"valid_until": "+400", "seen_on": "今天"})
    assert line(desk, uid).lacking == len(KINDS) - 1
    desk.employers.drop_paper(desk.actor, uid, "licence")
    with pytest.raises(Refused):
        desk.employers.drop_paper(desk.actor, uid, "licence")
    with pytest.raises(NotEntered):
        desk.employers.see_paper(desk.actor, uid, "licence", {"seen_on": "不知道"})
    titles = [event.title for event in desk.employers.file(desk.actor, uid).events]
    assert "查验演练县新星制衣厂的营业执照或批准设立文件" in titles
    assert desk.undo.undo(desk.actor) == "已撤销：取消查验演练县新星制衣厂的营业执照或批准设立文件。"


def test_an_agency_shows_its_licence_too(desk: Desk) -> None:
    uid = enter(desk, is_agency="是")
    assert line(desk, uid).lacking == len(KINDS) + 1


def test_whether_missing_papers_stop_letters_is_a_rule_of_the_office(desk: Desk) -> None:
    desk.standards.set(
        desk.actor, "employers.papers_block_letters", {"value": "1", "source": "所务会", "valid_from": "今天"}
    )
    causes = {cause.kind for _, cause in desk.referrals.waiting(desk.actor).hindered}
    before = len(desk.referrals.waiting(desk.actor).ready)
    assert (before, causes) == (0, {"papers_lacking"})
    for one in desk.employers.lines(desk.actor):
        for kind in KINDS:
            desk.employers.see_paper(desk.actor, one.uid, kind, {})
    assert desk.referrals.waiting(desk.actor).ready


def test_a_post_tells_which_papers_of_its_employer_are_lacking(desk: Desk) -> None:
    post = desk.posts.lines(desk.actor)[0]
    assert desk.posts.board(desk.actor, post.uid).papers == KINDS
    for kind in KINDS:
        desk.employers.see_paper(desk.actor, post.employer_uid, kind, {})
    assert desk.posts.board(desk.actor, post.uid).papers == ()


def test_a_branch_names_the_employer_it_belongs_to(desk: Desk) -> None:
    above = enter(desk)
    below = enter(desk, name="演练县新星制衣厂二分厂", parent=FIRM["name"])
    assert desk.employers.file(desk.actor, below).parent == FIRM["name"]
    assert desk.employers.file(desk.actor, above).branches == ((below, "演练县新星制衣厂二分厂"),)
    for uid, typed in ((above, "演练县新星制衣厂二分厂"), (above, FIRM["name"]), (below, "没有的总公司")):
        with pytest.raises(NotEntered) as error:
            desk.employers.save(desk.actor, uid, {"parent": typed})
        assert set(error.value.errors) == {"parent"}
    desk.employers.save(desk.actor, below, {"parent": ""})
    assert desk.employers.file(desk.actor, above).branches == ()


def test_merging_takes_everything_along_and_is_undone_as_one(desk: Desk) -> None:
    keep, other = enter(desk), enter(desk, name="新星服装厂", contact="周经理", phone="15400000002")
    below = enter(desk, name="新星二分厂", parent="新星服装厂")
    post = desk.posts.save(
        desk.actor, None, {"employer": "新星服装厂", "title": "缝纫工", "headcount": "3", "place": "镇上"}
    ).uid
    for uid in (keep, other):
        desk.employers.see_paper(desk.actor, uid, "licence", {})
    desk.employers.see_paper(desk.actor, other, "brochure", {})
    desk.labour.save(desk.actor, other, "2026Q3", {"start_staff": "9", "hired": "1"})
    problem = desk.problems.collect(desk.actor, other, {"description": "电费高"})
    desk.employers.merge(desk.actor, keep, other)
    file = desk.employers.file(desk.actor, keep)
    assert (file.employer.name, file.employer.phone, file.employer.contact) == (FIRM["name"], FIRM["phone"], "周经理")
    assert ([one[0] for one in file.posts], [uid for uid, _ in file.branches]) == ([post], [below])
    assert [one.kind for one in file.papers if one.is_good] == ["brochure", "licence"]
    assert [one.period for one in desk.labour.of_firm(desk.actor, keep)] == ["2026Q3"]
    assert [one.uid for one in desk.problems.lines(desk.actor, keep)] == [problem]
    with pytest.raises(Refused):
        desk.employers.file(desk.actor, other)
    desk.undo.undo(desk.actor)
    assert [one[0] for one in desk.employers.file(desk.actor, other).posts] == [post]
    assert desk.employers.file(desk.actor, keep).posts == ()


def test_a_branch_merged_with_its_own_parent_belongs_to_nobody(desk: Desk) -> None:
    above = enter(desk)
    below = enter(desk, name="新星服装厂", parent=FIRM["name"])
    desk.employers.merge(desk.actor, below, above)
    assert desk.employers.file(desk.actor, below).parent == ""
    desk.undo.undo(desk.actor)
    desk.employers.merge(desk.actor, above, below)
    assert desk.employers.file(desk.actor, above).branches == ()


def test_two_codes_are_two_employers(desk: Desk) -> None:
    first, second = [one.uid for one in desk.employers.lines(desk.actor) if one.credit_code][:2]
    with pytest.raises(Refused, match="两家"):
        desk.employers.merge(desk.actor, first, second)
    with pytest.raises(Refused):
        desk.employers.merge(desk.actor, first, first)


def test_the_sample_reports_period_by_period(desk: Desk, tmp_path: Path) -> None:
    uid = enter(desk)
    desk.labour.choose(desk.actor, uid, key=True)
    period = desk.labour.current(desk.actor)
    (waiting,) = desk.labour.lines(desk.actor, period)
    assert (period, waiting.report, waiting.late) == ("2026Q3", None, True)
    with pytest.raises(NotEntered) as error:
        desk.labour.save(desk.actor, uid, period, {"start_staff": "10", "hired": "2", "end_staff": "20"})
    assert "= 12" in error.value.errors["end_staff"]
    assert (
        desk.labour.save(desk.actor, uid, period, {"start_staff": "10", "hired": "2", "shortage_words": "电工 2"}) == ()
    )
    assert desk.labour.save(desk.actor, uid, period, {"hired": "3"}) == ()
    (report,) = desk.labour.of_firm(desk.actor, uid)
    assert (report.end_staff, report.lacking) == (13, 2)
    begun = desk.labour.start(desk.actor, uid, "2026Q4")
    assert (begun.report.start_staff, begun.known) == (13, False)
    doubts = desk.labour.save(desk.actor, uid, "2026Q4", {"start_staff": "11", "hired": "0"})
    assert "问清原因" in doubts[0]
    assert desk.labour.export(desk.actor, period, tmp_path / "a.xlsx") == 1
    assert desk.labour.register(desk.actor, period)[:5] == b"%PDF-"
    assert desk.labour.sheet(desk.actor, uid, "2026Q2")[:5] == b"%PDF-"
    assert desk.labour.periods(desk.actor)[0] == "2026Q4"


def test_a_problem_is_numbered_followed_and_undone_step_by_step(desk: Desk, clock: FixedClock) -> None:
    uid = enter(desk)
    with pytest.raises(NotEntered):
        desk.problems.collect(desk.actor, uid, {"description": " "})
    first = desk.problems.collect(desk.actor, uid, {"description": "招不到电工", "categories": "用工"})
    second = desk.problems.collect(desk.actor, uid, {"description": "电费高"})
    assert [one.problem.problem_no for one in desk.problems.lines(desk.actor)] == ["2026-001", "2026-002"]
    desk.problems.assign(desk.actor, first, "县人社局", "+5")
    with pytest.raises(Refused, match="日期"):
        desk.problems.assign(desk.actor, second, "县供电公司", "很快")
    desk.problems.finish(desk.actor, first, "推荐了 3 名电工")
    assert desk.problems.file(desk.actor, first).may == ("rate",)
    assert desk.undo.undo(desk.actor) == "已撤销：办结企业问题 2026-001。"
    file = desk.problems.file(desk.actor, first)
    assert (file.line.problem.state, [step.step for step in file.steps]) == ("assigned", ["collect", "assign"])
    assert line(desk, uid).problems == 2
    clock.forward(days=6)
    assert [one.light for one in desk.problems.lines(desk.actor)] == ["red", "red"]
    desk.problems.change(desk.actor, first, {"scope": "共性问题"})
    assert desk.problems.file(desk.actor, first).line.problem.scope == "common"
    assert desk.problems.ledger(desk.actor, [first, second])[:5] == b"%PDF-"


def test_problems_and_missing_reports_wait_on_the_first_page(desk: Desk, clock: FixedClock) -> None:
    uid = enter(desk)
    desk.labour.choose(desk.actor, uid, key=True)
    problem = desk.problems.collect(desk.actor, uid, {"description": "流动资金贷款批不下来"})
    found = {item.kind: item for item in desk.agenda.today(desk.actor).items if item.kind in ("problem", "labour")}
    assert (found["problem"].target, found["problem"].who, found["problem"].verb) == (problem, FIRM["name"], "交办")
    assert found["labour"].why == "2026年第3季度还有 1 家没有报"
    desk.problems.assign(desk.actor, problem, "镇经济发展办", "+40")
    desk.labour.save(desk.actor, uid, "2026Q3", {"start_staff": "10", "hired": "2"})
    assert not [item for item in desk.agenda.today(desk.actor).items if item.kind in ("problem", "labour")]
    clock.forward(days=38)
    (item,) = [item for item in desk.agenda.today(desk.actor).items if item.kind == "problem"]
    assert (item.verb, "镇经济发展办" in item.why) == ("问进展", True)


def test_a_private_number_is_in_no_list_and_no_history(desk: Desk) -> None:
    uid = enter(desk, contact_mobile="15400000007")
    desk.employers.save(desk.actor, uid, {"contact_mobile": "15400000008"})
    file = desk.employers.file(desk.actor, uid)
    assert "15400000008" not in repr(file.events)
    assert "1540000000" not in repr(line(desk, uid)).replace(FIRM["phone"], "")
    assert desk.employers.reveal(desk.actor, uid, "contact_mobile") == "15400000008"
    assert desk.database.read(lambda read: read.last_look("reveal"))


def test_what_happened_with_an_employer_stands_in_one_line(desk: Desk) -> None:
    hired = next(one for one in desk.posts.lines(desk.actor) if one.seats.hired)
    events = desk.employers.file(desk.actor, hired.employer_uid).events
    titles = " ".join(event.title for event in events)
    assert "开推荐信" in titles
    assert "：录用" in titles
    assert list(events) == sorted(events, key=lambda event: event.at, reverse=True)
    assert desk.database.read(lambda read: read.first(Post, uid=hired.uid)) is not None


def test_a_list_of_firms_fills_the_form_and_keeps_what_no_code_means(desk: Desk, tmp_path: Path) -> None:
    lists = tmp_path / "企业名单.csv"
    rows = (
        "企业名称,统一社会信用代码,单位性质,所属行业,职工人数,参加招聘会,单位社保,邮箱,联系电话",
        "演练县甲机械有限公司,91410099MA8141081Q,民营企业,制造业,120人,是,养老、工伤,a@example.com,15400000031",
        "演练县乙服装店,92410099MA8141082Q,个体户,服装鞋帽零售,3,看情况,都有,,15400000032",
    )
    lists.write_text("\n".join(rows), encoding="utf-8")
    desk.intake.take(desk.actor, lists)
    found = {one.name: desk.employers.file(desk.actor, one.uid).employer for one in desk.employers.lines(desk.actor)}
    first, second = found["演练县甲机械有限公司"], found["演练县乙服装店"]
    assert (first.nature, first.industry, first.staff, first.joins_fairs) == ("company", "C", 120, True)
    assert (first.insurance, first.email, first.raw) == (("pension", "injury"), "a@example.com", {})
    assert (second.nature, second.staff, second.industry, second.joins_fairs) == ("trader", 3, "", None)
    assert second.raw == {"industry": "服装鞋帽零售", "joins_fairs": "看情况", "insurance": "都有"}
