"""返乡农民工、农村劳动力台账, with what is asked of households lifted from poverty (domain.md §2.5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from desk_app.domain.fields import Extra, Raw, Uid, code, day, flag, link, month, text, whole
from desk_app.domain.forms.layout import Section
from desk_app.domain.forms.work import RESTRICTED


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrantForm:
    """农村劳动力台账: the household, where somebody is and works, why he or she came back, what comes next."""

    uid: Uid
    seeker_uid: Annotated[str, link("人员", "seekers")] = ""
    household_head: Annotated[str, text("户主")] = ""
    relation: Annotated[str, text("与户主关系")] = ""
    household_kind: Annotated[str, code("户属性", "household_kind", sensitivity=RESTRICTED)] = ""
    whereabouts: Annotated[str, code("当前地点", "whereabouts", "目前所在地", "现在在哪", "务工地点", needed=True)] = ""
    work_unit: Annotated[str, text("务工单位", "务工企业", "现务工单位")] = ""
    work_trade: Annotated[str, text("务工工种", "从事工种")] = ""
    work_industry: Annotated[str, code("务工行业", "industry")] = ""
    work_place: Annotated[str, text("务工地址", "务工地", "现务工地")] = ""
    work_pay_yuan: Annotated[int | None, whole("务工月收入（元）", "务工月收入", sensitivity=RESTRICTED)] = None
    left_in: Annotated[str, month("外出时间", "外出务工时间")] = ""
    left_by: Annotated[str, code("外出方式", "left_by")] = ""
    returned_on: Annotated[date | None, day("返乡时间", "返乡日期", "返回时间")] = None
    former_place: Annotated[str, text("原务工地", "返乡前务工地", "原务工地点")] = ""
    former_trade: Annotated[str, text("返乡前工种", "原工种", "原从事工种")] = ""
    former_industry: Annotated[str, code("原行业", "industry", "返乡前行业", "原从事行业")] = ""
    former_pay_yuan: Annotated[int | None, whole("返乡前月收入（元）", "返乡前月收入", sensitivity=RESTRICTED)] = None
    return_reason: Annotated[str, code("返乡原因", "return_reason")] = ""
    plan: Annotated[str, code("打算", "return_plan", "下步打算", "今后打算", needed=True)] = ""
    plan_in: Annotated[str, month("再外出时间")] = ""
    plan_place: Annotated[str, text("再外出地点")] = ""
    work_wish: Annotated[bool | None, flag("有就业意愿", "是否有就业意愿")] = None
    training_wish: Annotated[bool | None, flag("愿意参加培训", "培训意愿", "是否愿意培训")] = None
    training_item: Annotated[str, text("想学的培训项目", "培训项目", "意向培训项目")] = ""
    venture_wish: Annotated[bool | None, flag("有创业意愿", "创业意愿", "是否有创业意愿")] = None
    venture_item: Annotated[str, text("想做的创业项目")] = ""
    months_worked: Annotated[int | None, whole("本年务工月数", "务工月数")] = None
    public_welfare_post: Annotated[bool | None, flag("在公益性岗位", "是否公益岗")] = None
    travel_subsidy: Annotated[bool | None, flag("申领交通补助", "交通补助申领", "是否申领交通补助")] = None
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)


SECTIONS = (
    Section("家庭", (("household_head", "relation"), "household_kind")),
    Section(
        "现在的情况",
        (
            ("whereabouts", "work_place"),
            ("work_unit", "work_trade"),
            ("work_industry", "work_pay_yuan"),
            ("left_in", "left_by"),
        ),
    ),
    Section(
        "返乡情况",
        (
            ("returned_on", "return_reason"),
            ("former_place", "former_trade"),
            ("former_industry", "former_pay_yuan"),
        ),
    ),
    Section(
        "打算和意愿",
        (
            "plan",
            ("plan_in", "plan_place"),
            "work_wish",
            ("training_wish", "training_item"),
            ("venture_wish", "venture_item"),
        ),
    ),
    Section("脱贫人口和监测对象的填写", ("months_worked", ("public_welfare_post", "travel_subsidy"))),
)
