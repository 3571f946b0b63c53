"""Looking at a list, answering its questions, writing it: on real files, in a real office."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desk_app.bootstrap import Desk, open_desk
from desk_app.domain.errors import Cancelled, Refused
from desk_app.domain.hardship.records import FamilyMember
from desk_app.domain.intake.batches import Distinction, Layout, Question
from desk_app.domain.intake.replies import Reply
from desk_app.domain.progress import Progress
from desk_app.domain.seekers import Seeker
from desk_app.services.intake.look import Look, Taken
from tests.domain.intake.lists import number
from tests.kit.office import PASSWORD, FixedClock, founded

HEAD = ["姓名", "身份证号", "电话", "学历", "备注"]
MAN, WOMAN, THIRD = number("19900101", 11), number("19850302", 12), number("19770404", 21)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    folders, _ = founded(tmp_path / "home")
    with open_desk(folders, PASSWORD, FixedClock()) as opened:
        yield opened


def book(path: Path, *rows: list[Any], head: list[str] | None = None) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "表"
    for row in (head or HEAD, *rows):
        sheet.append(row)
    workbook.save(path)
    return path


def people(desk: Desk) -> dict[str, Seeker]:
    return {one.name: one for one in desk.database.read(lambda read: read.all(Seeker))}


def take(desk: Desk, path: Path, **replies: Reply) -> Taken:
    return desk.intake.write(desk.actor, desk.intake.look(desk.actor, path))


def counts(look: Look) -> dict[str, int]:
    return {name: number for name, number in look.counts.items() if number}


def wrong(digits: str) -> str:
    """The number with another last digit."""
    return digits[:-1] + str((int(digits[-1]) + 1) % 10 if digits[-1] != "X" else 0)


def test_a_look_says_what_would_become_of_each_row_and_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    file = book(
        tmp_path / "名单.xlsx",
        ["张三丰", MAN, "15411110001", "高中", ""],
        ["李四海", int(WOMAN[:-1] + "0"), "", "", ""],
        ["王五湖", wrong(THIRD), "", "", ""],
        ["合计", "3人", "", "", ""],
    )
    look = desk.intake.look(desk.actor, file)
    assert look.statuses == {
        ("表", 2): "new",
        ("表", 3): "refused",
        ("表", 4): "question",
        ("表", 5): "skipped",
    }
    assert look.sentence == "读到 3 行：新增 1，更新 0，相同 0，不能导入 1，待问清 1"
    assert [one.cell for one in look.findings["表", 4]] == ["B4"]
    assert look.opened.book.sheet("表").row(2)[0][0] == "张三丰"
    assert not people(desk)
    assert not desk.intake.batches(desk.actor)


def test_nobody_under_sixteen_is_registered_from_a_list(desk: Desk, tmp_path: Path) -> None:
    child, grown = number("20101124", 12), number("20101123", 14)  # sixteen from the day after the birthday
    look = desk.intake.look(desk.actor, book(tmp_path / "名单.xlsx", ["张小朋", child], ["李小友", grown]))
    assert look.statuses == {("表", 2): "refused", ("表", 3): "new"}
    (finding,) = look.findings["表", 2]
    assert (finding.kind, finding.cell) == ("under_16", "B2")
    assert "未满十六周岁" in finding.cause
    taken = desk.intake.write(desk.actor, look, {("表", 2): Reply(stands=frozenset({"under_16"}))})
    assert taken.created == 1
    assert {one.name for one in people(desk).values()} == {"李小友"}


def test_a_child_in_a_family_list_is_a_member_and_no_job_seeker(desk: Desk, tmp_path: Path) -> None:
    head = ["姓名", "身份证号", "与申请人关系", "人员类别"]
    rows = [["张三丰", MAN, "本人", "零就业家庭"], ["张小朋", number("20121125", 12), "子女", ""]]
    desk.intake.take(desk.actor, book(tmp_path / "就业困难人员及零就业家庭名册.xlsx", *rows, head=head))
    assert {one.name for one in people(desk).values()} == {"张三丰"}
    members = desk.database.read(lambda read: read.all(FamilyMember))
    assert {(one.name, bool(one.seeker_uid)) for one in members} == {("张三丰", True), ("张小朋", False)}


def test_the_same_file_again_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    file = book(tmp_path / "名单.xlsx", ["张三丰", MAN, "15411110001", "高中", "甲"], ["李四海", WOMAN, "", "", ""])
    assert take(desk, file).created == 2
    before = people(desk)
    look = desk.intake.look(desk.actor, file)
    assert counts(look) == {"same": 2}
    assert desk.intake.write(desk.actor, look).same == 2
    assert people(desk) == before


def test_a_changed_row_says_which_fields_change_from_what_to_what(desk: Desk, tmp_path: Path) -> None:
    take(desk, book(tmp_path / "一.xlsx", ["张三丰", MAN, "15411110001", "高中", ""]))
    look = desk.intake.look(desk.actor, book(tmp_path / "二.xlsx", ["张三丰", MAN, "15411110002", "大专", ""]))
    made = desk.intake.outcome(look, ("表", 2))
    assert made.status == "changed"
    said = {one.label: (one.before, one.after) for one in made.differences}
    assert said == {"文化程度": ("高中", "专科"), "第二电话": ("", "15411110002")}


def test_a_typed_number_is_checked_before_the_row_is_taken(desk: Desk, tmp_path: Path) -> None:
    file = book(tmp_path / "名单.xlsx", ["王五湖", wrong(THIRD), "15411110009", "", ""])
    look = desk.intake.look(desk.actor, file)
    at = ("表", 2)
    still = desk.intake.reply(look, at, Reply(cells={2: THIRD[:-2]}))
    assert still.status == "refused"  # too short
    right = Reply(cells={2: THIRD})
    assert desk.intake.reply(look, at, right).status == "new"
    taken = desk.intake.write(desk.actor, look, {at: right})
    assert (taken.created, len(taken.questions)) == (1, 0)
    assert people(desk)["王五湖"].id_no == THIRD
    assert desk.intake.waiting_count(desk.actor) == 0
    again = desk.intake.look(desk.actor, file)  # what was said is remembered for this file
    assert counts(again) == {"same": 1}


def test_a_number_is_typed_where_the_list_has_no_such_column(desk: Desk, tmp_path: Path) -> None:
    file = book(tmp_path / "名单.xlsx", ["王五湖", "15411110009", "高中"], head=["姓名", "电话", "学历"])
    look = desk.intake.look(desk.actor, file)
    assert look.statuses["表", 2] == "question"
    taken = desk.intake.write(desk.actor, look, {("表", 2): Reply(added={"id_no": THIRD})})
    assert taken.created == 1
    assert people(desk)["王五湖"].id_no == THIRD


def test_what_stands_as_it_is_and_what_is_left_out(desk: Desk, tmp_path: Path) -> None:
    file = book(
        tmp_path / "名单.xlsx",
        ["张三丰", MAN, "1541111000", "高中", ""],
        ["李四海", WOMAN, "", "小初", ""],
        ["王五湖", wrong(THIRD), "", "", ""],
    )
    look = desk.intake.look(desk.actor, file)
    replies = {
        ("表", 2): Reply(stands=frozenset({"phone_short"})),
        ("表", 3): Reply(stands=frozenset({"education_unclear"})),
        ("表", 4): Reply(drop=True),
    }
    taken = desk.intake.write(desk.actor, look, replies)
    assert (taken.read, taken.created, taken.dropped, len(taken.questions)) == (3, 2, 1, 0)
    assert set(people(desk)) == {"张三丰", "李四海"}
    assert people(desk)["张三丰"].mobile == ""
    assert desk.intake.waiting_count(desk.actor) == 0
    assert counts(desk.intake.look(desk.actor, file)) == {"same": 2, "dropped": 1}


def test_the_same_person_under_another_spelling_is_asked_once_and_never_doubled(desk: Desk, tmp_path: Path) -> None:
    take(desk, book(tmp_path / "一.xlsx", ["张小峰", MAN, "15411110001", "", ""]))
    look = desk.intake.look(desk.actor, book(tmp_path / "二.xlsx", ["张晓峰", MAN, "", "大专", ""]))
    made = desk.intake.outcome(look, ("表", 2))
    assert [one.kind for one in made.findings] == ["name_differs"]
    assert made.other.name == "张小峰"
    desk.intake.write(desk.actor, look, {("表", 2): Reply(same="known")})
    assert {one.name: one.education for one in people(desk).values()} == {"张小峰": "30"}
    later = desk.intake.look(desk.actor, book(tmp_path / "三.xlsx", ["张晓峰", MAN, "", "大专", ""]))
    assert counts(later) == {"same": 1}


def test_two_persons_with_one_number_are_never_two_records(desk: Desk, tmp_path: Path) -> None:
    take(desk, book(tmp_path / "一.xlsx", ["张三丰", MAN, "", "", ""]))
    look = desk.intake.look(desk.actor, book(tmp_path / "二.xlsx", ["李四海", MAN, "", "", ""]))
    made = desk.intake.reply(look, ("表", 2), Reply(same="different"))
    assert made.status == "question"
    assert "其中一个号码有错" in made.findings[0].cause
    taken = desk.intake.write(desk.actor, look, {("表", 2): Reply(same="different")})
    assert (taken.created, len(taken.questions)) == (0, 1)
    assert set(people(desk)) == {"张三丰"}
    both = Reply(same="different", cells={2: WOMAN})
    assert desk.intake.reply(look, ("表", 2), both).status == "new"


def test_not_the_same_person_is_remembered(desk: Desk, tmp_path: Path) -> None:
    take(desk, book(tmp_path / "一.xlsx", ["张三丰", MAN, "15411110001", "", ""]))
    file = book(tmp_path / "二.xlsx", ["张三丰", WOMAN, "15411110001", "", ""])
    look = desk.intake.look(desk.actor, file)
    assert [one.kind for one in look.findings["表", 2]] == ["maybe_same_person"]
    assert desk.intake.write(desk.actor, look, {("表", 2): Reply(same="different")}).created == 1
    (kept,) = desk.database.read(lambda read: read.all(Distinction))
    numbers = {one.uid: one.id_no for one in desk.database.read(lambda read: read.all(Seeker))}
    assert {numbers[kept.one_uid], numbers[kept.other_uid]} == {MAN, WOMAN}
    assert kept.by == desk.actor.name
    assert counts(
        desk.intake.look(desk.actor, book(tmp_path / "三.xlsx", ["张三丰", WOMAN, "15411110001", "", "新"]))
    ) == {"changed": 1}


def test_a_row_that_waits_is_answered_later_and_undone(desk: Desk, tmp_path: Path) -> None:
    file = book(tmp_path / "名单.xlsx", ["王五湖", wrong(THIRD), "15411110009", "大专", ""])
    take(desk, file)
    (one,) = desk.intake.waiting(desk.actor)
    assert (one.file, one.outcome.slip.row, one.outcome.status) == ("名单.xlsx", 2, "question")
    assert one.outcome.hints == (wrong(THIRD),)
    assert desk.intake.answer(desk.actor, one.uid, Reply(cells={2: wrong(THIRD)})).status == "question"
    assert desk.intake.waiting_count(desk.actor) == 1
    assert desk.intake.answer(desk.actor, one.uid, Reply(cells={2: THIRD})).status == "new"
    person = people(desk)["王五湖"]
    assert (person.id_no, person.education, person.seeker_no[:1]) == (THIRD, "30", "S")
    assert desk.intake.waiting_count(desk.actor) == 0
    with pytest.raises(Refused, match="已经处理过"):
        desk.intake.answer(desk.actor, one.uid, Reply(drop=True))
    desk.undo.undo(desk.actor)
    assert not people(desk)
    assert desk.intake.waiting_count(desk.actor) == 1


def test_a_waiting_row_is_one_who_came_meanwhile(desk: Desk, tmp_path: Path) -> None:
    take(desk, book(tmp_path / "一.xlsx", ["王五湖", "", "15411110009", "大专", ""]))
    take(desk, book(tmp_path / "二.xlsx", ["王五湖", THIRD, "15411110009", "", ""]))
    (one,) = desk.intake.waiting(desk.actor)
    assert one.outcome.other.id_no == THIRD
    assert desk.intake.answer(desk.actor, one.uid, Reply(same="known")).status == "changed"
    (person,) = people(desk).values()
    assert (person.id_no, person.education) == (THIRD, "30")


def test_columns_that_a_clerk_names_are_remembered_for_the_next_list(desk: Desk, tmp_path: Path) -> None:
    head = ["姓名", "身份证号", "打哪个号", "上过啥学"]
    row = ["张三丰", MAN, "15411110001", "高中"]
    look = desk.intake.look(desk.actor, book(tmp_path / "一.xlsx", row, head=head))
    assert look.opened.understood.tables[0].targets[4] == ""
    look = desk.intake.renamed(desk.actor, look, 0, noun="seekers", targets={4: "education"})
    assert look.opened.understood.tables[0].targets[4] == "education"
    desk.intake.write(desk.actor, look)
    assert people(desk)["张三丰"].education == "60"
    second = ["李四海", WOMAN, "15411110002", "大专"]
    assert desk.intake.look(desk.actor, book(tmp_path / "二.xlsx", second, head=head)).opened.understood.tables[
        0
    ].targets == {1: "name", 2: "id_no", 3: "mobile", 4: "education"}
    wider = desk.intake.look(desk.actor, book(tmp_path / "三.xlsx", [*second, "好"], head=[*head, "评语"]))
    assert wider.opened.understood.tables[0].targets[4] == "education"
    wider = desk.intake.renamed(desk.actor, wider, 0, noun="seekers", targets={5: "remark"})
    desk.intake.write(desk.actor, wider)
    assert len(desk.database.read(lambda read: read.all(Layout))) == 2


def test_a_list_that_nobody_recognises_is_read_by_the_header_row_a_clerk_points_at(desk: Desk, tmp_path: Path) -> None:
    file = book(
        tmp_path / "名单.xlsx",
        ["哪个厂", "干啥", "几个", "钱"],
        ["河畔厂", "包装工", 3, ""],
        head=["本周要人的", "", "", ""],
    )
    look = desk.intake.look(desk.actor, file)
    assert counts(look) == {"skipped": 3}
    look = desk.intake.headed(desk.actor, look, "表", 2, noun="posts")
    assert look.opened.understood.tables[0].header_rows == (2,)
    look = desk.intake.renamed(
        desk.actor, look, 0, noun="posts", targets={1: "employer.name", 2: "title", 3: "headcount"}
    )
    assert desk.intake.write(desk.actor, look).created == 1
    assert counts(desk.intake.look(desk.actor, file)) == {"skipped": 1, "same": 1}


def test_another_kind_of_list_can_be_forced(desk: Desk, tmp_path: Path) -> None:
    file = book(tmp_path / "名单.xlsx", ["河畔服装厂", "15411110001", ""], head=["单位名称", "联系电话", "备注"])
    look = desk.intake.look(desk.actor, file)
    assert look.opened.understood.as_ == "employers"
    look = desk.intake.renamed(desk.actor, look, 0, noun="posts", targets={3: "title"})
    assert (look.opened.understood.as_, look.statuses["表", 2]) == ("posts", "question")


def test_the_list_for_the_sender_says_row_cell_cause_and_remedy(desk: Desk, tmp_path: Path) -> None:
    file = book(tmp_path / "名单.xlsx", ["李四海", int(WOMAN[:-1] + "0"), "", "", ""], ["张三丰", MAN, "", "", ""])
    look = desk.intake.look(desk.actor, file)
    out = tmp_path / "退回清单.xlsx"
    assert desk.intake.save_returns(desk.actor, look, out) == 1
    sheet = openpyxl.load_workbook(out).active
    row = [cell.value for cell in sheet[4]]
    assert row[1:4] == [2, "B2", "李四海"]
    assert "后几位已丢失" in row[4]
    assert "文本" in row[5]
    assert not any(WOMAN[:14] in str(value) for value in row)


def test_a_stop_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    file = book(tmp_path / "名单.xlsx", ["张三丰", MAN, "", "", ""])
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        desk.intake.look(desk.actor, file, progress=progress)
    assert not people(desk)


def test_the_queue_keeps_no_number_that_lost_its_digits(desk: Desk, tmp_path: Path) -> None:
    head = [*HEAD, "银行卡号"]
    file = book(tmp_path / "名单.xlsx", ["王五湖", wrong(THIRD), "", "", "", 6212345678901234567], head=head)
    take(desk, file)
    (kept,) = desk.database.read(lambda read: read.all(Question))
    assert kept.slip["texts"][5] == "（号码后几位已丢失）"
