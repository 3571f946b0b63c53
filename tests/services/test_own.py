"""自设栏目、代码与原因、期限与标准, in a real office: what is set shows everywhere, and what was entered stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desk_app.bootstrap import Desk, open_desk
from desk_app.domain.actor import Actor, Role
from desk_app.domain.entry import NotEntered
from desk_app.domain.errors import Refused
from desk_app.domain.finding import NOTHING, Query
from desk_app.domain.posts import Post
from desk_app.domain.projects import Project
from desk_app.domain.seekers import Seeker
from desk_app.services.seekers import Seekers
from tests.domain.intake.lists import number
from tests.kit.office import PASSWORD, FixedClock, founded

HEAD = ["姓名", "身份证号", "电话", "学历", "驾照", "三轮车"]
ROWS = [
    ["张大山", number("19900101", 11), "15400000001", "初中", "C1", "有"],
    ["李小河", number("19850302", 12), "15400000002", "高中", "A2（增驾）", "无"],
    ["王长江", number("19770404", 21), "15400000003", "小学", None, None],
]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    folders, _ = founded(tmp_path / "home")
    with open_desk(folders, PASSWORD, FixedClock()) as opened:
        yield opened


def book(path: Path, rows: list[list[Any]], head: list[str]) -> Path:
    workbook = openpyxl.Workbook()
    for row in (head, *rows):
        workbook.active.append(row)
    workbook.save(path)
    return path


def take(desk: Desk, path: Path, rows: list[list[Any]] = ROWS, head: list[str] = HEAD) -> None:
    desk.intake.take(desk.actor, book(path / "名单.xlsx", rows, head))


def define(desk: Desk, label: str, kind: str, noun: str = "求职人员", **typed: str) -> str:
    typed = {"in_list": "是", "in_export": "是", **typed}
    said = desk.own.save_field(desk.actor, None, {"noun": noun, "label": label, "kind": kind, **typed})
    return next(line.field.uid for line in desk.own.fields(desk.actor) if line.field.label == label) + "|" + said


def person(desk: Desk, name: str) -> Seeker:
    found: Seeker | None = desk.database.read(lambda read: read.first(Seeker, name=name))
    assert found is not None
    return found


def names(desk: Desk, **filters: tuple[str, ...]) -> list[str]:
    uids = desk.finding.seekers(desk.actor, Query(filters={f"extra.{k}": v for k, v in filters.items()}))
    return sorted(str(row["name"]) for row in desk.finding.seeker_rows(desk.actor, uids))


def roster(desk: Desk, path: Path) -> dict[str, list[list[Any]]]:
    desk.exchange.roster(desk.actor, path / "花名册.xlsx", plain=True, reason="试", password=None)
    made = openpyxl.load_workbook(path / "花名册.xlsx")
    return {sheet.title: [list(row) for row in sheet.values] for sheet in made}


def column(rows: list[list[Any]], title: str) -> list[Any]:
    head = next(row for row in rows if title in row)
    return [row[head.index(title)] or "" for row in rows[rows.index(head) + 1 :] if row[0]]


def code_of(desk: Desk, field: str, label: str) -> str:
    listed = desk.codes[desk.own_fields("seekers")[field].codes]
    found = listed.find(label)
    assert found is not None
    return found.code


def test_a_column_that_lists_brought_is_the_field_s_value_once_it_is_defined(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path)
    assert desk.own.columns(desk.actor, "seekers") == {"驾照": 2, "三轮车": 1}  # 无 says nothing of an unknown column
    said = define(desk, "驾照", "从选项里选一项", items="C1、A2、B2")
    assert said.endswith("已有 2 条记录带来过这一栏，直接作为它的内容。")
    assert desk.own.columns(desk.actor, "seekers") == {"三轮车": 1}
    file = desk.seekers.file(desk.actor, person(desk, "张大山").uid)
    assert file.facts["extra.驾照"] == "C1"
    assert [line.used for line in desk.own.fields(desk.actor)] == [2]
    define(desk, "三轮车", "是或否")
    assert desk.seekers.file(desk.actor, person(desk, "张大山").uid).facts["extra.三轮车"] == "是"  # the list said 有
    assert names(desk, 三轮车=("是",)) == ["张大山"]
    assert names(desk, 三轮车=(NOTHING,)) == ["李小河", "王长江"]


def test_a_field_shows_in_form_import_list_filter_export_and_history(desk: Desk, tmp_path: Path) -> None:
    define(desk, "驾照", "从选项里选一项", items="C1、A2、B2", aliases="准驾车型")
    define(desk, "三轮车", "是或否")
    take(desk, tmp_path, head=[*HEAD[:4], "准驾车型", "三轮车"])
    look = desk.intake.look(desk.actor, tmp_path / "名单.xlsx")
    assert {one.heading: one.target for one in look.opened.understood.columns}["准驾车型"] == "extra.驾照"
    assert look.targets("seekers")["extra.驾照"] == "驾照"

    # Import: a code by its word, words around it kept apart, 无 of a question means no, what is no choice stays.
    assert person(desk, "张大山").extra == {"驾照": "x-C1", "三轮车": "是"}
    assert person(desk, "李小河").extra == {"驾照": "x-A2", "三轮车": "否"}

    # Form: typed by its word, refused where it is no choice.
    uid = person(desk, "王长江").uid
    with pytest.raises(NotEntered) as refused:
        desk.seekers.save(desk.actor, uid, {"extra.驾照": "D"})
    assert "从列表里选" in refused.value.errors["extra.驾照"]
    desk.seekers.save(desk.actor, uid, {"extra.驾照": "B2", "extra.三轮车": "有"})
    assert person(desk, "王长江").extra == {"驾照": "x-B2", "三轮车": "是"}
    newest = desk.seekers.file(desk.actor, uid).events
    assert any("驾照：（空） → B2；三轮车：（空） → 是" in event.text for event in newest)

    # Another list that says something else shows what it would change, in words.
    later = [[*ROWS[0][:4], "B2", "有"]]
    again = desk.intake.look(desk.actor, book(tmp_path / "新名单.xlsx", later, HEAD))
    told = desk.intake.outcome(again, ("Sheet", 2)).differences
    assert [(one.label, one.before, one.after) for one in told] == [("驾照", "C1", "B2")]

    # List and filter.
    rows = desk.finding.seeker_rows(desk.actor, [uid])
    assert (rows[0]["extra.驾照"], rows[0]["extra.三轮车"]) == ("B2", "是")
    assert names(desk, 驾照=(code_of(desk, "extra.驾照", "B2"), "x-C1")) == ["张大山", "王长江"]
    assert names(desk, 三轮车=("否",)) == ["李小河"]
    ordered = desk.finding.seekers(desk.actor, Query(sort="extra.驾照"))
    assert [row["extra.驾照"] for row in desk.finding.seeker_rows(desk.actor, ordered)] == ["A2", "B2", "C1"]

    # Export.
    persons = roster(desk, tmp_path)["人员"]
    assert sorted(column(persons, "驾照")) == ["A2", "B2", "C1"]
    assert sorted(column(persons, "三轮车")) == ["否", "是", "是"]


def test_a_figure_orders_by_size_and_nothing_can_be_asked_for(desk: Desk, tmp_path: Path) -> None:
    define(desk, "鞋码", "整数")
    head = [*HEAD[:4], "鞋码"]
    take(desk, tmp_path, [[*row[:4], shoe] for row, shoe in zip(ROWS, ("42码", "9", None), strict=True)], head)
    assert [person(desk, row[0]).extra.get("鞋码") for row in ROWS] == ["42", "9", None]
    ordered = desk.finding.seekers(desk.actor, Query(sort="extra.鞋码"))
    found = [row["extra.鞋码"] for row in desk.finding.seeker_rows(desk.actor, ordered)]
    assert found == ["9", "42", ""]
    assert names(desk, 鞋码=(NOTHING,)) == ["王长江"]


def test_what_a_list_says_and_no_option_means_stays_as_it_came(desk: Desk, tmp_path: Path) -> None:
    define(desk, "驾照", "从选项里选一项", items="C1、B2")
    take(desk, tmp_path)
    assert person(desk, "李小河").extra["驾照"] == "A2（增驾）"
    assert desk.seekers.file(desk.actor, person(desk, "李小河").uid).facts["extra.驾照"] == "A2（增驾）"
    # Once the option is there, the same words mean it.
    listed = desk.own_fields("seekers")["extra.驾照"].codes
    desk.own.save_code(desk.actor, listed, None, {"label": "A2", "aliases": "A2（增驾）"})
    assert desk.seekers.file(desk.actor, person(desk, "李小河").uid).facts["extra.驾照"] == "A2"
    assert names(desk, 驾照=("x-A2",)) == ["李小河"]
    assert {line.label: line.used for line in desk.own.codes(desk.actor, listed)} == {"C1": 1, "B2": 0, "A2": 1}


def test_a_date_that_is_none_is_asked_about(desk: Desk, tmp_path: Path) -> None:
    define(desk, "体检日期", "日期")
    head = [*HEAD[:4], "体检日期"]
    path = book(tmp_path / "名单.xlsx", [[*ROWS[0][:4], "2026年13月"], [*ROWS[1][:4], "2026.3.5"]], head)
    look = desk.intake.look(desk.actor, path)
    assert [one.kind for found in look.findings.values() for one in found] == ["date_impossible"]
    desk.intake.write(desk.actor, look)
    assert person(desk, "李小河").extra["体检日期"] == "2026-03-05"


def test_other_headings_are_taken_over_and_undo_brings_everything_back(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path)
    said = define(desk, "有无三轮", "是或否", aliases="三轮车")
    assert said.endswith("原来“三轮车”一栏的 1 条并了过来。")
    assert person(desk, "张大山").extra == {"驾照": "C1", "有无三轮": "有"}
    desk.undo.undo(desk.actor)
    assert person(desk, "张大山").extra == {"驾照": "C1", "三轮车": "有"}
    assert desk.own_fields("seekers") == {}
    desk.undo.redo(desk.actor)
    assert list(desk.own_fields("seekers")) == ["extra.有无三轮"]


def test_a_renamed_field_keeps_its_data_and_knows_its_old_heading(desk: Desk, tmp_path: Path) -> None:
    uid = define(desk, "驾照", "文字").partition("|")[0]
    take(desk, tmp_path)
    desk.own.save_field(desk.actor, uid, {"label": "驾驶证类型"})
    assert desk.own_fields("seekers")["extra.驾照"].label == "驾驶证类型"
    assert desk.seekers.file(desk.actor, person(desk, "张大山").uid).facts["extra.驾照"] == "C1"
    take(desk, tmp_path, [[*ROWS[2][:4], "E", None]])  # a list that was printed before
    assert person(desk, "王长江").extra == {"驾照": "E"}
    assert sorted(column(roster(desk, tmp_path)["人员"], "驾驶证类型")) == ["A2（增驾）", "C1", "E"]


def test_a_field_given_up_is_asked_nowhere_and_its_data_stay(desk: Desk, tmp_path: Path) -> None:
    uid = define(desk, "驾照", "从选项里选一项", items="C1、A2").partition("|")[0]
    take(desk, tmp_path)
    desk.own.retire_field(desk.actor, uid)
    assert desk.own_fields("seekers") == {}
    file = desk.seekers.file(desk.actor, person(desk, "张大山").uid)
    assert (file.own["extra.驾照"].label, file.facts["extra.驾照"]) == ("驾照（已停用）", "C1")
    assert "extra.驾照" not in desk.seekers.file(desk.actor, person(desk, "王长江").uid).own
    assert "驾照" not in str(roster(desk, tmp_path)["人员"])
    take(desk, tmp_path, [[*ROWS[2][:4], "C1", None]])  # lists still bring it: kept under its heading
    assert person(desk, "王长江").extra["驾照"] == "C1"
    desk.own.restore_field(desk.actor, uid)
    assert names(desk, 驾照=("x-C1",)) == ["张大山", "王长江"]


def test_a_field_of_posts_goes_from_the_form_to_the_roster(desk: Desk, tmp_path: Path) -> None:
    define(desk, "车间", "文字", noun="岗位")
    desk.employers.save(desk.actor, None, {"name": "河口制衣有限公司"})
    typed = {
        "employer": "河口制衣有限公司",
        "title": "缝纫工",
        "headcount": "3",
        "place": "河口镇",
        "extra.车间": "二车间",
    }
    desk.posts.save(desk.actor, None, typed)
    post = desk.database.read(lambda read: read.first(Post, title="缝纫工"))
    assert post is not None
    assert post.extra == {"车间": "二车间"}
    desk.posts.save(desk.actor, post.uid, {"extra.车间": "三车间"})
    assert any("车间：二车间 → 三车间" in event.text for event in desk.posts.board(desk.actor, post.uid).events)
    assert column(roster(desk, tmp_path)["岗位"], "车间") == ["三车间"]


def test_a_field_of_employers_is_entered_and_told_in_its_history(desk: Desk) -> None:
    define(desk, "联络群", "文字", noun="用人单位")
    uid = desk.employers.save(desk.actor, None, {"name": "河口制衣有限公司", "extra.联络群": "制衣群"})
    desk.employers.save(desk.actor, uid, {"extra.联络群": "二群"})
    file = desk.employers.file(desk.actor, uid)
    assert file.employer.extra == {"联络群": "二群"}


def test_a_field_of_projects_is_read_from_a_list_and_changed_in_its_form(desk: Desk, tmp_path: Path) -> None:
    define(desk, "开工令", "是或否", noun="项目", aliases="有无开工令")
    head = ["项目名称", "建设单位", "预计用工人数", "开工日期", "有无开工令"]
    path = book(tmp_path / "重点项目.xlsx", [["河口工业园一期", "河口投资有限公司", "40", "2026-12-20", "无"]], head)
    desk.intake.take(desk.actor, path)
    project = desk.database.read(lambda read: read.first(Project))
    assert project is not None
    assert project.extra["开工令"] == "否"
    desk.collection.projects.save(desk.actor, project.uid, {"extra.开工令": "是"})
    file = desk.collection.projects.file(desk.actor, project.uid)
    assert file.project.extra["开工令"] == "是"
    assert any("开工令：否 → 是" in event.text for event in file.events)


def test_fields_stand_in_the_order_in_which_they_were_put(desk: Desk) -> None:
    uids = [define(desk, label, "文字").partition("|")[0] for label in ("甲", "乙", "丙")]
    desk.own.move_field(desk.actor, uids[2], up=True)
    assert list(desk.own_fields("seekers")) == ["extra.甲", "extra.丙", "extra.乙"]
    desk.own.move_field(desk.actor, uids[0], up=True)  # it is the first
    assert list(desk.own_fields("seekers")) == ["extra.甲", "extra.丙", "extra.乙"]


def test_a_personal_field_is_masked_until_its_eye_is_used(desk: Desk, tmp_path: Path) -> None:
    define(desk, "银行卡号", "文字", sensitivity="个人信息（屏幕上遮住一部分）")
    take(desk, tmp_path)
    uid = person(desk, "张大山").uid
    desk.seekers.save(desk.actor, uid, {"extra.银行卡号": "6222021234567890123"})
    file = desk.seekers.file(desk.actor, uid)
    assert "6222021234567890123" not in str(file)
    assert "extra.银行卡号" in file.may_be_revealed
    assert "6222021234567890123" not in str(desk.finding.seeker_rows(desk.actor, [uid]))
    assert desk.seekers.reveal(desk.actor, uid, "extra.银行卡号") == "6222021234567890123"


# 代码与原因


def test_a_reason_that_was_added_is_offered_taken_in_and_reported(desk: Desk, tmp_path: Path) -> None:
    seekers_before: Seekers = desk.seekers
    desk.own.save_code(desk.actor, "group", None, {"label": "易地搬迁户", "aliases": "搬迁户"})
    assert desk.seekers is not seekers_before  # the use cases know the new list
    assert "易地搬迁户" in [one.label for one in desk.codes["group"].offered]
    head = [*HEAD[:4], "人员类别"]
    take(desk, tmp_path, [[*ROWS[0][:4], "搬迁户"]], head)
    file = desk.seekers.file(desk.actor, person(desk, "张大山").uid)
    assert [one.word for one in file.groups] == ["易地搬迁户"]
    assert column(roster(desk, tmp_path)["人员"], "人员类别") == ["易地搬迁户"]
    used = {line.label: line.used for line in desk.own.codes(desk.actor, "group")}
    assert used["易地搬迁户"] == 1
    desk.own.retire_code(desk.actor, "group", "x-易地搬迁户")
    assert "易地搬迁户" not in [one.label for one in desk.codes["group"].offered]
    assert [one.word for one in desk.seekers.file(desk.actor, file.uid).groups] == ["易地搬迁户"]
    assert column(roster(desk, tmp_path)["人员"], "人员类别") == ["易地搬迁户"]


def test_a_shipped_entry_can_be_hidden_but_not_changed(desk: Desk) -> None:
    with pytest.raises(Refused, match="只能停用"):
        desk.own.save_code(desk.actor, "decline_reason", "pay", {"label": "别的"})
    desk.own.retire_code(desk.actor, "decline_reason", "pay")
    assert [line.label for line in desk.own.codes(desk.actor, "decline_reason") if not line.offered] == ["工资低"]
    desk.undo.undo(desk.actor)
    assert "工资低" in [one.label for one in desk.codes["decline_reason"].offered]


def test_what_was_set_is_there_after_the_next_start(tmp_path: Path) -> None:
    folders, _ = founded(tmp_path / "home")
    with open_desk(folders, PASSWORD, FixedClock()) as desk:
        define(desk, "驾照", "文字")
        desk.own.save_code(desk.actor, "how", None, {"label": "赶集摆摊"})
    with open_desk(folders, PASSWORD, FixedClock()) as desk:
        assert list(desk.own_fields("seekers")) == ["extra.驾照"]
        assert desk.codes["how"].find("赶集摆摊")


# 期限与标准


def test_a_figure_of_the_office_reaches_the_work(desk: Desk) -> None:
    said = desk.standards.set(
        desk.actor, "clocks.post_valid_days", {"value": "90", "source": "区局通知", "valid_from": "今天"}
    )
    assert said == "已改“岗位核实后的有效期（名单没写截止日期的）”：90 天，从 2026-11-24 起。"
    assert desk.clocks.post_valid_days == 90
    assert desk.posts.circumstances(desk.actor).valid_days == 90
    line = next(one for one in desk.standards.lines(desk.actor) if one.figure.name == "clocks.post_valid_days")
    assert (line.value, line.shipped, line.since, line.own) == ("90", "60", "2026-11-24", True)
    desk.standards.drop(desk.actor, "clocks.post_valid_days")
    assert desk.clocks.post_valid_days == 60
    desk.undo.undo(desk.actor)
    assert desk.clocks.post_valid_days == 90


def test_a_figure_for_later_waits_for_its_day(tmp_path: Path) -> None:
    folders, _ = founded(tmp_path / "home")
    with open_desk(folders, PASSWORD, FixedClock()) as desk:
        desk.standards.set(
            desk.actor, "collection.firm_due_days", {"value": "15", "source": "县办法", "valid_from": "+10"}
        )
        assert desk.collection.rules.firm_due_days == 7
        line = next(one for one in desk.standards.lines(desk.actor) if one.figure.name == "collection.firm_due_days")
        assert [one.value for one in line.coming] == ["15"]
    clock = FixedClock()
    clock.forward(days=10)
    with open_desk(folders, PASSWORD, clock) as desk:
        assert desk.collection.rules.firm_due_days == 15


# Who may


def test_only_supervisors_change_and_all_may_look(desk: Desk) -> None:
    clerk = Actor(name="李某", role=Role.CLERK, desk="1", clock=desk.actor.clock)
    desk.own.fields(clerk)
    desk.standards.lines(clerk)
    for change in (
        lambda: desk.own.save_field(clerk, None, {"noun": "求职人员", "label": "甲", "kind": "文字"}),
        lambda: desk.own.save_code(clerk, "how", None, {"label": "甲"}),
        lambda: desk.own.retire_code(clerk, "how", "phone"),
        lambda: desk.standards.set(clerk, "clocks.lost_calls", {"value": "4"}),
        lambda: desk.standards.drop(clerk, "clocks.lost_calls"),
    ):
        with pytest.raises(Refused, match="主管"):
            change()
