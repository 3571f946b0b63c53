from __future__ import annotations

from dataclasses import replace

import pytest
from tests.domain.intake.lists import book, context, data, kinds, number, sheet, understood

from desk_app.domain.intake.cells import PIECE, PackedBook, packed, pieces_of, unpacked
from desk_app.domain.intake.columns import layout_for, renamed
from desk_app.domain.intake.kinds import KINDS
from desk_app.domain.intake.replies import (
    STANDS,
    TWO_PERSONS,
    Reply,
    as_json,
    column_of,
    read_again,
    reply_from_json,
    row_of,
    slip_from_json,
    slip_of,
    target_of,
)
from desk_app.domain.intake.rows import letters
from desk_app.domain.intake.targets import targets
from desk_app.domain.intake.understand import understand

POSTS = ["单位名称", "统一社会信用代码", "岗位名称", "招聘人数", "工资待遇", "工作地点", "岗位要求", "有效期"]
GOOD = ["河畔服装厂", "", "缝纫工", "5", "4000-5000元/月", "镇东工业园", "", ""]


def asked(*rows, head=POSTS):
    """The only doubtful row of a list, with its slip."""
    whole = sheet([head, *rows])
    found = understand(book(whole), context())
    row = next(row for row in data(found) if row.status == "question")
    slip = slip_of(found.file, found.tables[row.table], row, whole.rows[row.row - 1], whole.kinds[row.row - 1])
    return slip, row


def changed(**cells):
    row = list(GOOD)
    for name, text in cells.items():
        row[POSTS.index(name)] = text
    return row


@pytest.mark.parametrize("row", [GOOD, changed(岗位要求="限男性"), changed(工资待遇="面议")])
def test_a_row_read_again_without_a_reply_says_the_same(row):
    whole = sheet([POSTS, row])
    found = understand(book(whole), context())
    (before,) = data(found)
    slip = slip_of(found.file, found.tables[0], before, whole.rows[1], whole.kinds[1])
    again = read_again(slip, before.findings, Reply(), context())
    assert (again.draft, again.findings, again.status) == (before.draft, before.findings, before.status)


@pytest.mark.parametrize(
    ("row", "kind", "right", "attribute", "value"),
    [
        (changed(招聘人数="3-5人"), "headcount_range", "4", "headcount", 4),
        (changed(工资待遇="5000-4000元/月"), "pay_reversed", "4000-5000元/月", "pay_max", 5000),
        (changed(工作地点=""), "place_missing", "镇东工业园", "place", "镇东工业园"),
        (changed(有效期="2020.6.30"), "valid_past", "2027-06-30", "valid_until", None),
    ],
)
def test_a_right_cell_is_read_by_the_same_rules(row, kind, right, attribute, value):
    slip, found = asked(row)
    assert kinds(found) == {kind}
    column = slip.column(found.findings[0])
    again = read_again(slip, found.findings, Reply(cells={column: right}), context())
    assert again.status == "ready"
    assert value is None or getattr(again.draft.record, attribute) == value


def test_an_employer_is_named_for_a_list_that_names_none():
    slip, found = asked(["缝纫工", "5", "4000元/月"], head=["岗位名称", "招聘人数", "工资待遇"])
    assert kinds(found) == {"employer_missing"}
    assert slip.column(found.findings[0]) == 0
    again = read_again(slip, found.findings, Reply(added={"employer.name": "河畔服装厂"}), context())
    assert (again.status, again.draft.employer.name) == ("ready", "河畔服装厂")


def test_unlawful_words_stay_as_words_and_are_no_condition():
    slip, found = asked(changed(岗位要求="限男性，18-40岁"))
    assert {"unlawful_sex"} <= kinds(found)
    again = read_again(slip, found.findings, Reply(stands=frozenset(kinds(found))), context())
    assert again.status == "ready"
    assert again.draft.record.requirements == "限男性，18-40岁"


def test_the_number_decides_where_the_clerk_says_so():
    slip, found = asked(["张三丰", number("19900101", 11), "女"], head=["姓名", "身份证号", "性别"])
    assert kinds(found) == {"sex_contradicts"}
    again = read_again(slip, found.findings, Reply(stands=frozenset({"sex_contradicts"})), context())
    assert (again.status, again.draft.record.sex) == ("ready", "1")


def test_a_new_cell_brings_its_own_questions():
    slip, found = asked(["张三丰", "", "女"], head=["姓名", "身份证号", "性别"])
    assert kinds(found) == {"id_missing"}
    again = read_again(slip, found.findings, Reply(cells={2: number("19900101", 11)}), context())
    assert kinds(again) == {"sex_contradicts"}


def test_every_kind_of_question_can_be_answered():
    for kind in (one for one in KINDS.values() if one.status == "question"):
        typed = kind.name not in TWO_PERSONS  # in the cell of the finding, or in the column of its target
        assert typed or kind.name in STANDS or target_of(kind.name), kind
        assert kind.remedy
    assert not {kind for kind in STANDS if kind not in KINDS}
    identity = {"id_missing", "id_words", "id_masked", "id_checksum", "id_letter", "id_old15", "name_missing"}
    assert not identity & STANDS.keys()  # no nod makes a number


def test_slips_and_replies_come_back_from_json():
    slip, _ = asked(changed(招聘人数="3-5人"))
    assert slip_from_json(as_json(slip)) == slip
    reply = Reply(cells={3: "4"}, added={"employer.name": "厂"}, stands=frozenset({"pay_low"}), same="known", drop=True)
    assert reply_from_json(as_json(reply)) == reply
    assert reply_from_json({}) == Reply()


def test_packed_cells_are_the_cells():
    whole = sheet([[f"行{row}", row] for row in range(PIECE + 20)], name="大")
    made = packed(whole, tuple(pieces_of(whole)))
    assert (made.height, made.width, len(made.pieces)) == (PIECE + 20, 2, 2)
    assert made.row(PIECE + 3) == (whole.rows[PIECE + 2], whole.kinds[PIECE + 2])
    assert made.row(0) == made.row(PIECE + 21) == ((), b"")
    assert unpacked(PackedBook(file="大.xlsx", sheets=(made,))).sheets == (whole,)


def test_cells_have_a_column_and_a_row():
    for column in (1, 26, 27, 300):
        assert (column_of(f"{letters(column)}37"), row_of(f"{letters(column)}37")) == (column, 37)


def test_a_header_row_is_known_again_with_a_column_more_but_not_another_one():
    (table,) = understood(
        ["姓名", "身份证号", "电话", "上过啥学"], ["张三丰", number("19900101", 11), "", "高中"]
    ).tables
    layout = renamed(table, "seekers", {4: "education"}, None)
    assert layout.targets == {"上过啥学": "education"}
    assert layout_for([layout], (*layout.headings, "备注")) is layout
    assert layout_for([layout], ("姓名", "电话", "村")) is None
    again = understand(
        book(sheet([["姓名", "身份证号", "电话", "上过啥学"], ["张三丰", number("19900101", 11), "", "高中"]])),
        replace(context(), layouts=(layout,)),
    )
    assert again.rows[0].draft.record.education == "60"


def test_every_target_of_the_word_lists_has_words():
    words = context().words.headings
    for noun in ("seekers", "posts", "employers"):
        used = {*words[noun].same.values(), *(target for _, target in words[noun].within)}
        assert used <= targets(noun, {}).keys()
