"""退役军人就业台账 (domain.md §2.3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from desk_app.domain.fields import Extra, Raw, Uid, code, day, flag, link, month, text, texts, whole
from desk_app.domain.forms.layout import Section
from desk_app.domain.forms.work import RESTRICTED, Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class VeteranForm(Workplace):
    """退役军人就业台账: service, settlement, work or business of the day, and the wish for training."""

    uid: Uid
    seeker_uid: Annotated[str, link("人员", "seekers")] = ""
    enlisted_in: Annotated[str, month("入伍时间", "入伍年月", "入伍", needed=True)] = ""
    enlisted_from: Annotated[str, text("入伍地", needed=True)] = ""
    discharged_in: Annotated[str, month("退役时间", "退伍时间", "退役日期", "退役年月", "退役", needed=True)] = ""
    former_duty: Annotated[str, text("原部职别", "原部队职别", needed=True)] = ""
    settlement: Annotated[str, code("安置方式", "veteran_settlement", "退役方式", needed=True)] = ""
    service_class: Annotated[str, code("服役类别", "service_class")] = ""
    merits: Annotated[str, text("立功受奖")] = ""
    speciality: Annotated[str, text("专业特长", "特长")] = ""
    has_land: Annotated[bool | None, flag("有无土地", "有土地")] = None
    own_income_yuan: Annotated[int | None, whole("个人年收入（元）", sensitivity=RESTRICTED)] = None
    family_income_yuan: Annotated[int | None, whole("家庭年收入（元）", sensitivity=RESTRICTED)] = None
    work_unit_kind: Annotated[str, text("就业单位类型")] = ""
    work_address: Annotated[str, text("就业单位地址")] = ""
    new_form_work: Annotated[bool | None, flag("新业态就业", "是否新业态")] = None
    venture_name: Annotated[str, text("创业项目")] = ""
    venture_kind: Annotated[str, text("创业类型")] = ""
    venture_role: Annotated[str, text("本人职务")] = ""
    venture_code: Annotated[str, text("创业单位信用代码")] = ""
    venture_industry: Annotated[str, code("创业行业", "industry")] = ""
    venture_place: Annotated[str, text("创业注册地")] = ""
    venture_since: Annotated[date | None, day("创业注册时间")] = None
    venture_jobs: Annotated[int | None, whole("吸纳就业人数")] = None
    venture_veterans: Annotated[int | None, whole("其中退役军人数")] = None
    venture_assets_yuan: Annotated[int | None, whole("资产（元）", sensitivity=RESTRICTED)] = None
    venture_turnover_yuan: Annotated[int | None, whole("年营业收入（元）", sensitivity=RESTRICTED)] = None
    venture_at_home: Annotated[bool | None, flag("返乡创业", "是否返乡创业")] = None
    venture_policies: Annotated[tuple[str, ...], texts("享受的创业政策")] = ()
    jobless_reason: Annotated[str, text("未就业原因")] = ""
    training_wish: Annotated[bool | None, flag("愿意参加培训", "培训意愿")] = None
    training_first: Annotated[str, text("第一志愿（工种）", "培训第一志愿")] = ""
    training_first_at: Annotated[str, text("第一志愿培训机构")] = ""
    training_second: Annotated[str, text("第二志愿（工种）", "培训第二志愿")] = ""
    training_second_at: Annotated[str, text("第二志愿培训机构")] = ""
    training_adjust: Annotated[bool | None, flag("服从调剂", "是否服从调剂")] = None
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)


SECTIONS = (
    Section(
        "服役情况",
        (
            ("enlisted_in", "enlisted_from"),
            ("discharged_in", "settlement"),
            ("former_duty", "service_class"),
            "merits",
            ("speciality", "has_land"),
            ("own_income_yuan", "family_income_yuan"),
        ),
    ),
    Section(
        "单位就业的填写",
        (
            ("work_unit", "work_unit_kind"),
            "work_address",
            ("work_industry", "work_post"),
            ("work_started_on", "new_form_work"),
            ("contract_kind", "insured"),
            "monthly_pay_yuan",
        ),
    ),
    Section(
        "创业的填写",
        (
            ("venture_name", "venture_kind"),
            ("venture_role", "venture_code"),
            ("venture_industry", "venture_place"),
            ("venture_since", "venture_at_home"),
            ("venture_jobs", "venture_veterans"),
            ("venture_assets_yuan", "venture_turnover_yuan"),
            "venture_policies",
        ),
    ),
    Section("未就业的填写", ("jobless_reason",)),
    Section(
        "培训意愿",
        (
            ("training_wish", "training_adjust"),
            ("training_first", "training_first_at"),
            ("training_second", "training_second_at"),
        ),
    ),
)
