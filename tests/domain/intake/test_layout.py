from __future__ import annotations

import pytest
from tests.domain.intake.lists import book, context, data, number, sheet, understood

from desk_app import resources
from desk_app.domain.errors import Refused
from desk_app.domain.intake.layout import header_rows, tables
from desk_app.domain.intake.understand import understand

ZHANG, LI, WANG = number("19900101", 1), number("19850302", 12), number("20010715", 33)


def reasons(found):
    return {row.row: row.findings[0].kind for row in found.rows if row.status == "skipped"}


def test_header_below_titles_and_one_in_the_middle_of_the_sheet():
    found = understood(
        ["", "附件1"],
        ["", "某镇未就业人员名单"],
        [],
        ["", "姓名", "身份证号", "电话"],
        ["", "张三丰", ZHANG, "15411110001"],
    )
    assert [(row.row, row.status) for row in data(found)] == [(5, "ready")]
    assert reasons(found) == {1: "title", 2: "title"}


def test_header_of_three_merged_rows_keeps_its_groups():
    found = sheet(
        [
            ["台账"],
            ["序号", "基本信息", "", "", "就业情况", "", "所属村", "电话"],
            ["", "姓名", "性别", "身份证号", "意向", "", "", ""],
            ["", "", "", "", "工种", "月薪", "", ""],
            [1, "张三丰", "男", ZHANG, "电工", 4000, "柳树村", "15411110001"],
        ],
        merged=(
            (2, 1, 4, 1),
            (2, 2, 2, 4),
            (3, 2, 4, 2),
            (3, 3, 4, 3),
            (3, 4, 4, 4),
            (2, 5, 2, 6),
            (3, 5, 3, 6),
            (2, 7, 4, 7),
            (2, 8, 4, 8),
        ),
    )
    assert header_rows(found, resources.intake_words()) == (2, 3, 4)
    (table,) = tables(found, resources.intake_words())
    assert table.heading(5) == "就业情况 / 意向 / 工种"
    (row,) = data(understand(book(found), context()))
    assert row.draft.record.job_wishes == ("电工",)
    assert row.draft.record.expected_pay == 4000


def test_two_header_rows_without_merged_cells_as_in_a_csv():
    found = understood(
        ["姓名", "联系方式", "", "身份证号"],
        ["", "本人电话", "家长电话", ""],
        ["张三丰", "15411110001", "15411110002", ZHANG],
    )
    (row,) = data(found)
    assert (row.draft.record.mobile, row.draft.record.second_phone) == ("15411110001", "15411110002")


def test_repeated_header_subtotals_footers_and_blank_numbered_rows_are_no_data():
    found = understood(
        ["序号", "姓名", "身份证号", "村"],
        [1, "张三丰", ZHANG, "柳树村"],
        ["", "小计：1人"],
        [],
        ["序号", "姓名", "身份证号", "村"],
        [2, "李四海", LI, "柳树村"],
        [3],
        ["合计", "", "", 2],
        ["填表人：", "", "审核人："],
        ["说明：本表一式两份，请妥善保管"],
    )
    assert [row.row for row in data(found)] == [2, 6]
    assert reasons(found) == {
        3: "total",
        5: "header_repeated",
        7: "empty_numbered",
        8: "total",
        9: "footer",
        10: "footer",
    }


def test_two_tables_in_one_sheet_with_the_employer_as_title_above_each():
    found = understood(
        ["某县福来养老服务有限公司"],
        ["岗位", "要几个人", "工资"],
        ["护工", 3, "3500-4500"],
        [],
        ["某县兴旺超市"],
        ["岗位名称", "招聘人数", "上班地点", "月薪"],
        ["收银员", "两名", "东街1号", 3000],
    )
    assert [(row.draft.employer.name, row.draft.record.title, row.draft.record.headcount) for row in data(found)] == [
        ("某县福来养老服务有限公司", "护工", 3),
        ("某县兴旺超市", "收银员", 2),
    ]


def test_form_above_a_table_of_posts_belongs_to_each_post():
    found = understood(
        ["用人单位招聘登记表"],
        ["单位名称", "某县和顺制衣有限公司", "", "统一社会信用代码", "91410099MA0000001X"],
        ["地址", "某县西街8号", "", "联系人：王经理"],
        [],
        ["序号", "招聘工种", "人数", "工资待遇"],
        [1, "缝纫工", 5, "4K-6K"],
        [2, "普工", "三十名", "面议"],
        ["合计", "", 35],
    )
    first, second = data(found)
    assert first.draft.employer.name == second.draft.employer.name == "某县和顺制衣有限公司"
    assert second.draft.employer.contact == "王经理"
    assert second.draft.record.place == "某县西街8号"
    assert second.draft.record.headcount == 30
    assert reasons(found) == {1: "title", 2: "form_block", 3: "form_block", 8: "total"}
    asked = [finding.cell for row in data(found) for finding in row.findings if finding.kind == "code_wrong"]
    assert asked == ["E2"]  # once, at the cell of the form


def test_employer_merged_down_over_its_posts_and_written_once_without_merging():
    head = ["单位名称", "联系电话", "岗位名称", "人数"]
    rows = [head, ["甲公司", "15411110001", "保安", 1], ["", "", "保洁", 2], ["乙公司", "", "司机", 1]]
    for merged in ((), ((2, 1, 3, 1), (2, 2, 3, 2))):
        found = understood(*rows, merged=merged)
        assert [(row.draft.employer.name, row.draft.employer.phone) for row in data(found)] == [
            ("甲公司", "15411110001"),
            ("甲公司", "15411110001"),
            ("乙公司", ""),
        ]


def test_ditto_marks_repeat_the_cell_above():
    found = understood(
        ["姓名", "身份证号", "村"],
        ["张三丰", ZHANG, "后洼"],
        ["李四海", LI, "〃"],
        ["王小五", WANG, "同上"],
    )
    assert [row.draft.record.village for row in data(found)] == ["后洼村"] * 3


def test_group_names_in_rows_of_their_own_tell_the_village():
    found = understood(["姓名", "身份证号"], ["柳树村"], ["张三丰", ZHANG], ["东桥社区"], ["李四海", LI])
    assert [row.draft.record.village for row in data(found)] == ["柳树村", "东桥社区"]
    assert reasons(found) == {2: "label", 4: "label"}


def test_hidden_sheets_rows_and_columns_are_read_and_said():
    hidden = sheet([["姓名", "身份证号"], ["张三丰", ZHANG]], name="旧表", hidden=True)
    shown = sheet(
        [["姓名", "身份证号"], ["李四海", LI]], name="新表", hidden_rows=frozenset({2}), hidden_columns=frozenset({2})
    )
    found = understand(book(hidden, shown), context())
    assert [(row.sheet, row.status) for row in data(found)] == [("旧表", "ready"), ("新表", "ready")]
    assert len(found.notes) == 3
    assert "旧表" in found.notes[0]
    assert "1行被隐藏" in found.notes[1]
    assert "B列" in found.notes[2]


def test_a_list_without_header_is_known_by_its_content():
    found = understood(["张三丰", "男", ZHANG, "15411110001"], ["李四海", "女", LI, "15411110002"])
    assert [row.draft.record.name for row in data(found)] == ["张三丰", "李四海"]
    assert [row.draft.record.mobile for row in data(found)] == ["15411110001", "15411110002"]


def test_sheets_without_a_list_are_left_aside_with_a_word():
    found = understood(["学历层次", "代码"], ["大专", "31"], name="数据字典")
    assert found.as_ is None
    assert found.read == 0
    assert set(reasons(found).values()) == {"no_table"}
    assert "数据字典" in found.notes[0]


def test_a_forced_kind_that_fits_nothing_is_refused():
    with pytest.raises(Refused, match="岗位"):
        understand(book(sheet([["姓名", "身份证号"], ["张三丰", ZHANG]])), context(as_="posts"))


def test_id_column_is_taken_by_content_where_the_heading_lies():
    found = understood(
        ["姓名", "身份证号", "备用号", "村"],
        ["张三丰", "有", ZHANG, "柳树村"],
        ["李四海", "有", LI, "柳树村"],
    )
    assert [row.draft.record.id_no for row in data(found)] == [ZHANG, LI]


def test_unknown_columns_are_kept_and_dates_in_them_made_alike():
    found = understood(
        ["姓名", "身份证号", "返乡时间", "返乡原因"],
        ["张三丰", ZHANG, "2026.3.1", "照看老人"],
        ["李四海", LI, "45321", "工地停工"],
        ["王小五", WANG, "2026.13", "合同到期"],
    )
    first, second, third = data(found)
    assert first.draft.record.extra == {"返乡时间": "2026-03-01", "返乡原因": "照看老人"}
    assert second.draft.record.extra["返乡时间"] == "2024-01-30"
    assert (third.status, kinds_and_cells(third)) == ("question", [("date_impossible", "C4")])


def kinds_and_cells(row):
    return [(finding.kind, finding.cell) for finding in row.findings]


def test_a_table_of_no_known_kind_beside_a_list_is_told_row_by_row():
    found = understood(
        ["姓名", "身份证号"],
        ["张三丰", ZHANG],
        [],
        ["备注", "电话", "地址"],
        ["甲", "乙", "丙"],
    )
    assert [row.row for row in data(found)] == [2]
    assert reasons(found) == {4: "no_table", 5: "no_table"}


def test_a_row_of_data_made_of_heading_words_starts_no_table():
    found = understood(
        ["姓名", "身份证号", "与户主关系", "现状", "备注"],
        ["张三丰", ZHANG, "户主", "学生", "无"],
        ["李四海", "", "户主", "学生", ""],
    )
    assert [row.row for row in data(found)] == [2, 3]


def test_labels_left_empty_above_a_table_are_no_header():
    found = understood(["联系人", "", "联系电话"], ["姓名", "身份证号"], ["张三丰", ZHANG])
    assert [(row.row, row.status) for row in data(found)] == [(3, "ready")]


def test_long_numbers_that_lost_digits_are_kept_in_no_column():
    found = understood(["姓名", "身份证号", "监护人号码"], ["张三丰", ZHANG, 410099199001010080])
    assert "410099199001010080" not in repr(found)
    assert data(found)[0].status == "ready"
