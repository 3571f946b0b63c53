"""求职人员 (job seekers) and the groups they belong to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from desk_app.domain.fields import (
    Extra,
    Raw,
    Sensitivity,
    Uid,
    code,
    codes,
    day,
    flag,
    link,
    month,
    text,
    texts,
    whole,
)

PERSONAL = Sensitivity.PERSONAL
RESTRICTED = Sensitivity.RESTRICTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeker:
    """求职者: one person who needs work, as the forms of the office have him or her.

    Sex, ethnicity, hukou and birth date are kept for the forms and the age walls; no criterion of the matching reads
    the first three (Employment Promotion Law art. 3, 27–31).
    """

    uid: Uid
    seeker_no: Annotated[str, text("求职登记号")] = ""
    name: Annotated[str, text("姓名", "人员姓名", "求职者姓名", "毕业生姓名", "学生姓名", needed=True)] = ""
    former_name: Annotated[str, text("曾用名")] = ""
    id_doc_type: Annotated[str, code("证件类型", "id_document")] = ""
    id_no: Annotated[
        str,
        text("证件号码", "身份证号", "身份证号码", "公民身份号码", "身份证", needed=True, sensitivity=PERSONAL),
    ] = ""
    sex: Annotated[str, code("性别", "sex")] = ""
    birth_date: Annotated[date | None, day("出生日期", "出生年月", "出生年月日", sensitivity=PERSONAL)] = None
    ethnicity: Annotated[str, code("民族", "ethnicity")] = ""
    politics: Annotated[str, code("政治面貌", "politics", sensitivity=RESTRICTED)] = ""
    education: Annotated[str, code("文化程度", "education", "学历", "最高学历", needed=True)] = ""
    school: Annotated[str, text("毕业学校", "毕业院校", "院校名称", "学校")] = ""
    major: Annotated[str, text("所学专业", "专业", "专业名称")] = ""
    graduated_on: Annotated[str, month("毕业时间", "毕业年月", "毕业日期")] = ""
    hukou_type: Annotated[str, code("户口性质", "hukou")] = ""
    hukou_address: Annotated[str, text("户籍地址", "户口所在地", sensitivity=PERSONAL)] = ""
    residence_address: Annotated[
        str, text("常住地址", "现住址", "住址", "家庭住址", "家庭地址", sensitivity=PERSONAL)
    ] = ""
    village: Annotated[str, text("所属村（社区）", "村", "村居", "村（社区）", "户籍所在村", "所在村", needed=True)] = (
        ""
    )
    village_group: Annotated[str, text("组", "村民组", "小组")] = ""
    mobile: Annotated[
        str, text("联系电话", "手机", "手机号", "手机号码", "电话", "联系方式", needed=True, sensitivity=PERSONAL)
    ] = ""
    second_phone: Annotated[str, text("第二电话", "备用电话", "家长电话", "家属电话", sensitivity=PERSONAL)] = ""
    state: Annotated[str, code("就业状态", "seeker_state")] = "unverified"
    skill_level: Annotated[str, code("技能等级", "skill_level")] = ""
    certificates: Annotated[tuple[str, ...], texts("证书", "职业资格证书", "技能证书", "持证情况")] = ()
    experience_years: Annotated[int | None, whole("从业年限", "工作年限")] = None
    job_wishes: Annotated[tuple[str, ...], texts("求职意向", "意向岗位", "求职工种", "期望岗位", "意向工种")] = ()
    refused_jobs: Annotated[tuple[str, ...], texts("不愿从事的工种")] = ()
    expected_pay: Annotated[int | None, whole("期望月薪", "期望工资", "薪资要求", "期望薪资")] = None
    furthest_place: Annotated[str, code("可接受的最远地点", "place", "意向工作地区", "意向地区")] = ""
    cannot: Annotated[tuple[str, ...], codes("本人不能做", "cannot")] = ()
    needs_lodging: Annotated[bool | None, flag("需要住宿")] = None
    care_duty: Annotated[str, text("家庭照料约束", sensitivity=RESTRICTED)] = ""
    female_track: Annotated[str, code("女职工退休口径", "female_track")] = ""
    source: Annotated[str, text("来源")] = ""
    registered_on: Annotated[date | None, day("登记日期", "登记时间")] = None
    remark: Annotated[str, text("备注", "说明")] = ""
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """人员类别: that a person belongs to a group from one date to another, and on what evidence."""

    uid: Uid
    seeker_uid: Annotated[str, link("人员", "seekers")] = ""
    group: Annotated[str, code("人员类别", "group", needed=True, sensitivity=RESTRICTED)] = ""
    sub_type: Annotated[str, text("具体类别", sensitivity=RESTRICTED)] = ""
    started_on: Annotated[date | None, day("起始日期")] = None
    ended_on: Annotated[date | None, day("终止日期")] = None
    evidence: Annotated[str, text("依据")] = ""
    document_no: Annotated[str, text("证明文号", sensitivity=PERSONAL)] = ""
    end_reason: Annotated[str, text("终止原因", sensitivity=RESTRICTED)] = ""
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)

    def holds_on(self, when: date) -> bool:
        """Whether the membership was in force on that day (no start or end = open on that side)."""
        return (self.started_on is None or self.started_on <= when) and (self.ended_on is None or when <= self.ended_on)
