from __future__ import annotations

from datetime import date

import pytest
from tests.domain.intake.lists import compared, data, kinds, stored, understood


def post(*columns, **more):
    """The single post of a list with these columns beside employer and title."""
    fixed = [("单位名称", "某县和顺制衣有限公司"), ("岗位名称", "缝纫工")]
    whole = [pair for pair in fixed if pair[0] not in dict(columns)] + list(columns)
    found = understood([heading for heading, _ in whole], [value for _, value in whole], **more)
    (row,) = data(found)
    return row


def test_a_whole_row_becomes_a_post_with_its_employer():
    row = post(
        ("统一社会信用代码", "91350100m000100y43"),
        ("联系人", "王经理"),
        ("联系电话", "15411110001 15411110002"),
        ("招聘人数", "20名"),
        ("薪资待遇", "4K-6K，包吃住"),
        ("学历要求", "高中及以上"),
        ("专业要求", "不限专业"),
        ("工作地点", "某县东街"),
        ("截止日期", "2026年12月15日"),
        ("年龄", "18-45周岁"),
        ("性别", "男女不限"),
        ("岗位代码", "00123"),
        ("其他要求", "能适应两班倒"),
    )
    made, employer = row.draft.record, row.draft.employer
    assert row.status == "ready"
    assert (employer.name, employer.credit_code, employer.contact, employer.phone) == (
        "某县和顺制衣有限公司",
        "91350100M000100Y43",
        "王经理",
        "15411110001、15411110002",
    )
    assert (made.title, made.headcount, made.pay_min, made.pay_max, made.pay_unit) == (
        "缝纫工",
        20,
        4000,
        6000,
        "month",
    )
    assert (made.education_min, made.major, made.place) == ("60", "不限专业", "某县东街")
    assert (made.valid_until, made.age_min, made.age_max, made.age_reason) == (date(2026, 12, 15), 18, 45, "")
    assert (made.shift, made.lodging) == ("two", True)
    assert made.extra == {"岗位代码": "00123"}


@pytest.mark.parametrize(
    ("columns", "kind"),
    [
        ((("招聘人数", "若干"),), "headcount_unclear"),
        ((("招聘人数", "2-5"),), "headcount_range"),
        ((("招聘人数", "男1女2"),), "headcount_by_sex"),
        ((("薪资", "好商量"),), "pay_unclear"),
        ((("薪资", "5000-3500"),), "pay_reversed"),
        ((("截止日期", "2026.6.30"),), "valid_past"),
        ((("截止日期", "2026.13"),), "date_impossible"),
        ((("工作地点", None), ("招聘人数", 2)), "place_missing"),
        ((("岗位名称", "电工/焊工"), ("招聘人数", 2)), "title_two"),
        ((("岗位名称", "司机兼仓管"), ("招聘人数", 2)), "title_two"),
        ((("统一社会信用代码", "91350100M000100Y44"),), "code_wrong"),
        ((("统一社会信用代码", "410099121666114"),), "code_old15"),
        ((("其他要求", "限男性"),), "unlawful_sex"),
        ((("性别", "女"),), "unlawful_sex"),
        ((("其他要求", "35岁以下"),), "unlawful_age"),
        ((("户籍要求", "本县"),), "unlawful_hukou"),
        ((("单位名称", None), ("招聘人数", 2)), "employer_missing"),
        ((("岗位名称", None), ("招聘人数", 2)), "title_missing"),
    ],
)
def test_what_a_careful_clerk_asks_about(columns, kind):
    row = post(*columns)
    assert row.status == "question"
    assert kind in kinds(row)


def test_unlawful_words_stay_as_text_and_become_no_condition():
    made = post(("其他要求", "限男性，35岁以下")).draft.record
    assert made.requirements == "限男性，35岁以下"
    assert (made.age_max, made.age_reason) == (35, "")


def test_sex_quotas_count_together():
    assert post(("招聘人数", "男10女20")).draft.record.headcount == 30


@pytest.mark.parametrize(
    ("title", "kept", "remark"),
    [
        ("门卫（急招）", "门卫", "岗位名称栏注：急招"),
        ("保洁★", "保洁", ""),
        ("货车司机（B2证）", "货车司机（B2证）", ""),
        ("中医医师\n（专技）", "中医医师（专技）", ""),
    ],
)
def test_notes_leave_the_title_and_what_belongs_to_it_stays(title, kept, remark):
    made = post(("岗位名称", title), ("招聘人数", 1)).draft.record
    assert (made.title, made.remark) == (kept, remark)


def test_no_closing_day_where_hiring_goes_on_until_full():
    assert post(("有效期", "2026.10.1-2026.12.31")).draft.record.valid_until == date(2026, 12, 31)
    assert post(("有效期", "2026年10月1日至2026年12月底")).draft.record.valid_until == date(2026, 12, 31)
    for text in ("招满为止", "长期"):
        row = post(("截止日期", text))
        assert (row.status, row.draft.record.valid_until) == ("ready", None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("不限", ""),
        ("高中以上", "60"),
        ("本科或硕士研究生", "20"),
        ("硕士研究生及以上", "14"),
        ("中专及以上学历", "40"),
    ],
)
def test_wanted_education_is_the_lowest_named(text, code):
    row = post(("学历", text))
    assert (row.status, row.draft.record.education_min) == ("ready", code)


def test_firms_with_dates_phones_and_codes():
    found = understood(
        ["企业名称", "统一社会信用代码", "法定代表人", "成立日期", "注册资本", "联系电话"],
        ["某县甲养殖场", "91350100M000100Y43", "王小五", "2026年10月15日", "100万人民币", "15411110001"],
        ["某县乙超市", "", "李四海", "46000", 50, "15411110002"],
        ["某县丙酒店", "91310110666007217T", "赵大六", "2026.7.4", "", "1541111"],
    )
    first, second, third = data(found)
    assert found.as_ == "employers"
    assert (first.draft.record.registered_on, first.draft.record.extra) == (
        date(2026, 10, 15),
        {"注册资本": "100万人民币"},
    )
    assert kinds(second) == {"code_missing"}
    assert kinds(third) == {"phone_short"}


def test_a_list_of_projects_brings_their_owners_and_checks_the_sums():
    found = understood(
        ["序号", "项目名称", "建设单位", "用工计划", "", ""],
        ["", "", "", "总人数", "分工种", ""],
        ["", "", "", "", "普工", "焊工"],
        [1, "冷链项目", "某县甲食品有限公司", 30, 20, 10],
        [2, "道路项目", "某县乙建设有限公司", 30, 20, 5],
        [3, "厂房项目", "某县丙实业有限公司", "待定", 20, 5],
        merged=((1, 1, 3, 1), (1, 2, 3, 2), (1, 3, 3, 3), (1, 4, 1, 6), (2, 4, 3, 4), (2, 5, 2, 6)),
    )
    assert [(row.status, kinds(row)) for row in data(found)] == [
        ("ready", set()),
        ("question", {"headcount_mismatch"}),
        ("question", {"headcount_unclear"}),
    ]
    draft = data(found)[0].draft
    assert (draft.record.name, draft.record.headcount, draft.employer.name) == (
        "冷链项目",
        30,
        "某县甲食品有限公司",
    )
    assert [(need.occupation, need.headcount) for need in draft.needs] == [("普工", 20), ("焊工", 10)]
    known = stored(compared(found))
    (project,) = known.projects["冷链项目"]
    assert [one.headcount for one in known.needs[project.uid]] == [20, 10]
    assert known.employers_by_name["某县甲食品有限公司"].uid == project.employer_uid
    assert not compared(found, known).changes


def test_dates_of_a_project_may_be_months_and_its_kind_is_known_by_local_words():
    found = understood(
        ["项目名称", "类型", "施工单位", "开工", "竣工", "总人数", "责任人及电话"],
        ["万套服装生产线项目", "省重点", "某县丁建设有限公司", "2026年12月", "2027.12", 45, "曹少华 15483813484"],
        ["道路项目", "以工代赈", "", "20261201", "", 20, ""],
        ["奇怪项目", "没见过的类型", "", "13月", "", 20, ""],
    )
    first, second, third = data(found)
    project = first.draft.record
    assert (project.kind, project.starts_on, project.opens_on) == ("key", date(2026, 12, 1), date(2027, 12, 31))
    assert (project.raw["starts_on"], project.contact, project.phone) == ("2026年12月", "曹少华", "15483813484")
    assert (first.draft.builder.name, second.draft.record.kind) == ("某县丁建设有限公司", "work_relief")
    assert kinds(third) == {"date_impossible"}
    assert (third.draft.record.kind, third.draft.record.raw["kind"]) == ("", "没见过的类型")
