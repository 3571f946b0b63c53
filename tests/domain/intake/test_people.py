from __future__ import annotations

from datetime import date

import pytest
from tests.domain.intake.lists import data, kinds, number, understood

MAN, WOMAN = number("19900101", 11), number("19850302", 12)


def one(*columns, **more):
    """The single row of a list with these (heading, value) columns."""
    found = understood([heading for heading, _ in columns], [value for _, value in columns], **more)
    (row,) = data(found)
    return row


def test_a_whole_row_becomes_a_person():
    row = one(
        ("姓名", "张 三丰"),
        ("身份证号", MAN),
        ("民族", "汉"),
        ("学历", "专科（高职）"),
        ("毕业院校", "某县职业学院"),
        ("毕业时间", "2026.7"),
        ("所属村", "柳树"),
        ("组", "第4组"),
        ("电话", "15411110001/15411110002"),
        ("求职意向", "电工、焊工"),
        ("期望月薪", "4k"),
        ("登记日期", date(2026, 8, 14)),
        ("备注", "有驾照"),
    )
    person = row.draft.record
    assert row.status == "ready"
    assert (person.name, person.id_no, person.id_doc_type) == ("张三丰", MAN, "01")
    assert (person.sex, person.birth_date) == ("1", date(1990, 1, 1))
    assert (person.ethnicity, person.education, person.graduated_on) == ("01", "30", "2026-07")
    assert (person.village, person.village_group) == ("柳树村", "4")
    assert (person.mobile, person.second_phone) == ("15411110001", "15411110002")
    assert (person.job_wishes, person.expected_pay) == (("电工", "焊工"), 4000)
    assert (person.registered_on, person.remark) == (date(2026, 8, 14), "有驾照")
    assert person.raw["education"] == "专科（高职）"


@pytest.mark.parametrize(
    ("columns", "kind"),
    [
        ((("姓名", "张三丰"), ("身份证号", None), ("村", "柳树")), "id_missing"),
        ((("姓名", "张三丰"), ("电话", "15411110001")), "id_missing"),
        ((("姓名", "张三丰"), ("身份证号", "不详"), ("村", "柳树")), "id_words"),
        ((("姓名", None), ("身份证号", MAN), ("村", "柳树")), "name_missing"),
        ((("姓名", "张三丰"), ("身份证号", MAN), ("性别", "女")), "sex_contradicts"),
        ((("姓名", "张三丰"), ("身份证号", MAN), ("出生年月", "1991.1")), "birth_contradicts"),
        ((("姓名", "张三丰"), ("身份证号", MAN), ("出生年月", "1990.13")), "date_impossible"),
        ((("姓名", "张三丰"), ("身份证号", MAN), ("学历", "上过学")), "education_unclear"),
        ((("姓名", "张三丰"), ("身份证号", MAN), ("毕业时间", "去年")), "date_impossible"),
        ((("姓名", "张三丰"), ("身份证号", MAN), ("电话", "154111100")), "phone_short"),
        ((("姓名", "张三丰"), ("身份证号", MAN), ("村", "柳数村")), "village_unclear"),
    ],
)
def test_what_a_careful_clerk_asks_about(columns, kind):
    row = one(*columns)
    assert row.status == "question"
    assert kind in kinds(row)
    assert row.summary.cell.endswith("2")


def test_sex_codes_and_missing_sex_and_partial_birth_agree_with_the_number():
    assert one(("姓名", "张三丰"), ("身份证号", MAN), ("性别代码", "1")).draft.record.sex == "1"
    assert one(("姓名", "李四海"), ("身份证号", WOMAN), ("性别", None)).draft.record.sex == "2"
    assert one(("姓名", "李四海"), ("身份证号", WOMAN), ("出生年月", "1985.3")).status == "ready"


def test_a_damaged_number_is_refused_and_kept_nowhere():
    row = one(("姓名", "张三丰"), ("身份证号", 410099199001010080), ("村", "柳树"))
    assert (row.status, row.summary.kind, row.summary.cell) == ("refused", "id_as_number", "B2")
    assert row.draft.record.id_no == ""
    assert "410099199001010080" not in repr(row)


def test_no_finding_tells_the_number():
    wrong = MAN[:-1] + ("1" if MAN[-1] != "1" else "2")
    row = one(("姓名", "张三丰"), ("身份证号", wrong), ("电话", "1541111"))
    assert wrong not in row.summary.cause
    assert "1541111" not in row.summary.cause


def test_practice_data_is_asked_about_in_a_real_office():
    row = one(("姓名", "张三丰"), ("身份证号", MAN), ("电话", "15411110001"), practice=False)
    assert kinds(row) == {"practice_data"}
    assert len(row.findings) == 2


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("2026届离校未就业高校毕业生名单", "GRAD"),
        ("退 役 军 人 台账", "VET"),
        ("返乡农民工登记表", "RETURN"),
        ("就业困难人员名册", "HARD"),
        ("低保对象劳动力名单", "MINLIVING"),
        ("农村劳动力资源调查表", "RURAL"),
    ],
)
def test_the_group_is_told_by_title_or_file_name_with_the_file_as_evidence(title, code):
    rows = (["姓名", "身份证号"], ["张三丰", MAN])
    for found in (understood([title], *rows), understood(*rows, file=f"{title}.xlsx")):
        (row,) = data(found)
        (membership,) = row.draft.memberships
        assert (membership.group, membership.evidence) == (code, found.file)


def test_groups_of_single_rows():
    found = understood(
        ["就业困难人员认定名册"],
        ["姓名", "身份证号", "与申请人关系", "困难类别"],
        ["张三丰", MAN, "本人", "长期失业"],
        ["李四海", WOMAN, "配偶", None],
    )
    first, second = data(found)
    assert [(one.group, one.sub_type) for one in first.draft.memberships] == [("HARD", "长期失业")]
    assert second.draft.memberships == ()
    found = understood(["姓名", "身份证号", "户属性"], ["张三丰", MAN, "监测户"], ["李四海", WOMAN, "一般户"])
    assert [[one.group for one in row.draft.memberships] for row in data(found)] == [["MONITOR"], []]


def test_a_village_helpers_list_is_of_rural_labour_and_of_that_village():
    (row,) = data(understood(["名字", "身份证", "几组"], ["张三丰", MAN, "2组"], file="后洼.xlsx"))
    assert [one.group for one in row.draft.memberships] == ["RURAL"]
    assert (row.draft.record.village, row.draft.record.village_group) == ("后洼村", "2")


def test_the_heads_name_is_not_the_persons_name():
    (row,) = data(understood(["户主姓名", "姓名", "身份证号"], ["王小五", "张三丰", MAN]))
    assert (row.draft.record.name, row.draft.record.extra) == ("张三丰", {"户主姓名": "王小五"})


def test_several_wish_columns_are_one_list_of_wishes():
    row = one(
        ("姓名", "张三丰"), ("身份证号", MAN), ("意向岗位1", "电工"), ("意向岗位2", "焊工"), ("意向岗位3", "电工")
    )
    assert row.draft.record.job_wishes == ("电工", "焊工")
