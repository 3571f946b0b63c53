"""求职登记表 (domain.md §2.4): the registration, its wishes and earlier work as rows of their own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from desk_app.domain.fields import Extra, Raw, Uid, code, codes, day, flag, link, month, text, texts, whole
from desk_app.domain.forms.layout import Section
from desk_app.domain.forms.work import RESTRICTED


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRegistration:
    """求职登记: valid for a time, then renewed or filed. Trades and pay wanted are `JobWish`es, skills the person's."""

    uid: Uid
    seeker_uid: Annotated[str, link("人员", "seekers")] = ""
    number: Annotated[str, text("登记表编号")] = ""
    registered_on: Annotated[date | None, day("求职登记日期", "求职登记时间", needed=True)] = None
    valid_until: Annotated[date | None, day("登记有效期至", "登记有效期", needed=True)] = None
    unit_nature: Annotated[str, text("意向单位性质")] = ""
    unit_industry: Annotated[str, code("意向行业", "industry")] = ""
    places: Annotated[tuple[str, ...], texts("意向工作地区（最多三处）", "意向工作地点", needed=True)] = ()
    commute_km: Annotated[int | None, whole("最远通勤（公里）")] = None
    accepts_shifts: Annotated[bool | None, flag("接受倒班", "是否接受倒班")] = None
    accepts_nights: Annotated[bool | None, flag("接受夜班", "是否接受夜班")] = None
    accepts_lodging: Annotated[bool | None, flag("接受住宿在外", "是否接受住宿")] = None
    accepts_travel: Annotated[bool | None, flag("接受出差", "是否接受出差")] = None
    accepts_piecework: Annotated[bool | None, flag("接受计件", "是否接受计件")] = None
    accepts_dispatch: Annotated[bool | None, flag("接受劳务派遣", "是否接受派遣")] = None
    languages: Annotated[str, text("外语")] = ""
    computing: Annotated[str, text("计算机")] = ""
    wants_guidance: Annotated[bool | None, flag("接受职业指导", "是否接受职业指导")] = None
    wants_training: Annotated[bool | None, flag("愿意参加技能培训", "是否参加培训")] = None
    wants_messages: Annotated[bool | None, flag("同意接收岗位短信", "是否接收短信")] = None
    service_needs: Annotated[tuple[str, ...], codes("需要的服务项目", "service_need")] = ()
    ended_on: Annotated[date | None, day("归档日期")] = None
    end_reason: Annotated[str, code("归档原因", "registration_end")] = ""
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class JobWish:
    """求职意向 of one registration: a trade, the form of work, the pay looked for (yuan a month)."""

    uid: Uid
    form_uid: Annotated[str, link("求职登记", "job_registrations")] = ""
    place: Annotated[int | None, whole("序号")] = None
    trade: Annotated[str, text("工种")] = ""
    work_form: Annotated[str, code("用工形式", "work_form")] = ""
    pay_min: Annotated[int | None, whole("最低月薪")] = None
    pay_max: Annotated[int | None, whole("最高月薪")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkSpell:
    """工作经历 as told at one registration: from when to when, where, as what, and why it ended."""

    uid: Uid
    form_uid: Annotated[str, link("求职登记", "job_registrations")] = ""
    place: Annotated[int | None, whole("序号")] = None
    since: Annotated[str, month("起始年月")] = ""
    until: Annotated[str, month("终止年月")] = ""
    unit: Annotated[str, text("单位")] = ""
    trade: Annotated[str, text("从事工作")] = ""
    leave_reason: Annotated[str, text("离开原因", sensitivity=RESTRICTED)] = ""


REFUSALS = {
    "accepts_shifts": "shifts", "accepts_nights": "night", "accepts_lodging": "lodging", "accepts_travel": "travel",
}  # fmt: skip
"""What somebody does not accept, and the same as an entry of what he or she cannot do, which the matching heeds."""

SECTIONS = (
    Section("登记", (("registered_on", "valid_until"),)),
    Section(
        "求职意向",
        tuple(
            row
            for place in (1, 2, 3)
            for row in (
                (f"wishes.{place}.trade", f"wishes.{place}.work_form"),
                (f"wishes.{place}.pay_min", f"wishes.{place}.pay_max"),
            )
        ),
    ),
    Section("意向地点和单位", ("places", ("commute_km", "unit_nature"), "unit_industry")),
    Section(
        "能不能接受（没有问过的留空）",
        (
            ("accepts_shifts", "accepts_nights"),
            ("accepts_lodging", "accepts_travel"),
            ("accepts_piecework", "accepts_dispatch"),
        ),
    ),
    Section(
        "工作经历",
        tuple(
            row
            for place in (1, 2, 3)
            for row in (
                (f"history.{place}.since", f"history.{place}.until"),
                (f"history.{place}.unit", f"history.{place}.trade"),
                f"history.{place}.leave_reason",
            )
        ),
    ),
    Section("其他技能", (("languages", "computing"),)),
    Section("服务需求", ("service_needs", ("wants_guidance", "wants_training"), "wants_messages")),
)
