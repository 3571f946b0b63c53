"""What the office keeps of a certification, its steps, and the family behind it (domain.md §2.2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from desk_app.domain.fields import Extra, Raw, Sensitivity, Uid, code, day, flag, link, text, whole
from desk_app.domain.identity import is_under

PERSONAL, RESTRICTED = Sensitivity.PERSONAL, Sensitivity.RESTRICTED
_CHILD = 16
"""Under this age a member of a family is hidden on the screen until asked for (domain.md §7.5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certification:
    """就业困难人员认定: one application of one person, from its first day to the end of the help.

    `state`, `since` and `due_on` follow from the steps and stand here so that lists need not read those.
    """

    uid: Uid
    seeker_uid: Annotated[str, link("人员", "seekers")] = ""
    family_uid: Annotated[str, link("家庭", "families")] = ""
    membership_uid: Annotated[str, link("人员类别", "memberships")] = ""  # the one that it began or confirmed
    category: Annotated[str, code("困难类别", "hardship_category", needed=True, sensitivity=RESTRICTED)] = ""
    applied_on: Annotated[date | None, day("申请日期", needed=True)] = None
    unemployed_on: Annotated[date | None, day("登记失业时间", needed=True)] = None
    unemployment_no: Annotated[str, text("失业登记号", sensitivity=PERSONAL)] = ""
    former_employer: Annotated[str, text("失业前单位")] = ""
    hukou_village: Annotated[str, text("户籍所属村（社区）")] = ""
    health: Annotated[str, code("健康状况", "health", sensitivity=RESTRICTED)] = ""
    household_size: Annotated[int | None, whole("家庭人口")] = None
    monthly_income: Annotated[int | None, whole("月均收入")] = None
    apply_for: Annotated[str, code("申请类别", "hardship_help")] = ""
    flexible_job: Annotated[str, text("从事的灵活就业")] = ""
    enjoys_policy: Annotated[bool | None, flag("正在享受政策")] = None
    extension: Annotated[bool | None, flag("符合延期政策")] = None
    helped: Annotated[bool | None, flag("援助成功")] = None
    job_wish: Annotated[str, text("就业愿望")] = ""
    training_wish: Annotated[str, text("培训愿望")] = ""
    reason: Annotated[str, text("申请理由", sensitivity=RESTRICTED)] = ""
    state: Annotated[str, code("认定步骤", "hardship_state")] = "applied"
    since: Annotated[date | None, day("进入本步日期")] = None
    due_on: Annotated[date | None, day("下一步期限")] = None
    certified_on: Annotated[date | None, day("认定日期")] = None
    ended_on: Annotated[date | None, day("退出日期")] = None
    exit_reason: Annotated[str, code("退出原因", "hardship_exit")] = ""
    remark: Annotated[str, text("备注")] = ""
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificationStep:
    """认定步骤: one step that was taken, by whom, on which day, with which opinion and outcome. Never changed."""

    uid: Uid
    certification_uid: Annotated[str, link("认定", "certifications")] = ""
    step: Annotated[str, code("步骤", "hardship_step")] = ""
    result: Annotated[str, code("结果", "hardship_result")] = ""
    on: Annotated[date | None, day("日期", needed=True)] = None
    until: Annotated[date | None, day("公示截止")] = None
    opinion: Annotated[str, text("意见")] = ""
    signer: Annotated[str, text("负责人")] = ""
    by: Annotated[str, text("经办人")] = ""
    org: Annotated[str, text("机构")] = ""
    reason: Annotated[str, code("退出原因", "hardship_exit")] = ""
    basis: Annotated[str, text("依据")] = ""
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """家庭: the household of an applicant; with `certified_on` it is a 零就业家庭 whose clock runs.

    The five texts from `situation` on are the 五清 of 一户一策.
    """

    uid: Uid
    head: Annotated[str, text("户主", needed=True)] = ""
    village: Annotated[str, text("所属村（社区）")] = ""
    address: Annotated[str, text("家庭住址", sensitivity=PERSONAL)] = ""
    phone: Annotated[str, text("联系电话", sensitivity=PERSONAL)] = ""
    certified_on: Annotated[date | None, day("零就业认定日期")] = None
    basis: Annotated[str, text("认定依据")] = ""
    deadline: Annotated[date | None, day("清零期限")] = None
    cleared_on: Annotated[date | None, day("销号日期")] = None
    cleared_how: Annotated[str, code("销号方式", "family_cleared")] = ""
    cleared_member: Annotated[str, text("就业成员")] = ""
    cleared_by: Annotated[str, text("销号经办人")] = ""
    situation: Annotated[str, text("家庭状况", sensitivity=RESTRICTED)] = ""
    cause: Annotated[str, text("失业原因", sensitivity=RESTRICTED)] = ""
    skills: Annotated[str, text("技能特长")] = ""
    training_wish: Annotated[str, text("培训愿望")] = ""
    job_wish: Annotated[str, text("择业意向")] = ""
    measures: Annotated[str, text("帮扶措施")] = ""
    owner: Annotated[str, text("帮扶责任人")] = ""
    remark: Annotated[str, text("备注")] = ""
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyMember:
    """家庭成员: one row of a family; whoever is on file as a job seeker is linked instead of typed twice."""

    uid: Uid
    family_uid: Annotated[str, link("家庭", "families")] = ""
    seeker_uid: Annotated[str, link("求职人员", "seekers")] = ""
    name: Annotated[str, text("姓名", needed=True)] = ""
    relation: Annotated[str, text("与户主关系", needed=True)] = ""
    sex: Annotated[str, code("性别", "sex")] = ""
    id_no: Annotated[str, text("身份证号", sensitivity=PERSONAL)] = ""
    birth_date: Annotated[date | None, day("出生日期", sensitivity=PERSONAL)] = None
    work_capacity: Annotated[str, code("劳动能力", "work_capacity", sensitivity=RESTRICTED)] = ""
    health: Annotated[str, code("健康状况", "health", sensitivity=RESTRICTED)] = ""
    state: Annotated[str, text("目前状况")] = ""
    education: Annotated[str, code("文化程度", "education")] = ""
    monthly_income: Annotated[int | None, whole("月收入")] = None
    employer: Annotated[str, text("工作单位")] = ""
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)

    def is_child(self, today: date) -> bool:
        """Whether the member is known to be under 16 and therefore hidden by default."""
        return self.birth_date is not None and is_under(self.birth_date, _CHILD, today)
