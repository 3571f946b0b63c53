"""失业登记、就业登记、录用备案 (domain.md §2.9; 就业服务与就业管理规定 art. 61–66)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Annotated

from desk_app.domain.clocks import Clocks
from desk_app.domain.fields import Extra, Raw, Uid, code, day, link, text
from desk_app.domain.forms.layout import Section
from desk_app.domain.forms.work import RESTRICTED, ContractedWork


@dataclass(frozen=True, slots=True, kw_only=True)
class UnemploymentRegistration:
    """失业登记: from its day to its cancelling the person belongs to the group UNEMP."""

    uid: Uid
    seeker_uid: Annotated[str, link("人员", "seekers")] = ""
    membership_uid: Annotated[str, link("登记失业人员", "memberships")] = ""
    registered_on: Annotated[
        date | None, day("失业登记日期", "失业登记时间", "登记失业时间", "登记失业日期", needed=True)
    ] = None
    kind: Annotated[str, code("失业类型", "unemployment_kind", needed=True, sensitivity=RESTRICTED)] = ""
    unemployed_on: Annotated[date | None, day("失业时间", "失业日期", needed=True)] = None
    former_unit: Annotated[str, text("失业前单位", "原工作单位")] = ""
    left_on: Annotated[date | None, day("退工时间", "解除合同时间")] = None
    left_reason: Annotated[str, text("退工原因")] = ""
    ended_on: Annotated[date | None, day("注销日期")] = None
    end_reason: Annotated[str, code("注销原因", "unemployment_end", sensitivity=RESTRICTED)] = ""
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentRegistration(ContractedWork):
    """就业登记: work that began; it ends an open registration as unemployed. An internship is not employment."""

    uid: Uid
    seeker_uid: Annotated[str, link("人员", "seekers")] = ""
    form: Annotated[str, code("就业形式", "employment_form", "就业类型", needed=True)] = ""
    employer_code: Annotated[str, text("就业单位信用代码")] = ""
    registered_on: Annotated[date | None, day("就业登记日期", "就业登记时间")] = None
    ended_on: Annotated[date | None, day("终止就业日期", "解除日期")] = None
    end_reason: Annotated[str, code("终止就业原因", "employment_end")] = ""
    end_told_on: Annotated[date | None, day("终止就业登记日期")] = None
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)

    def due(self, clocks: Clocks) -> date | None:
        """The last day for what is still to be registered, the start or the end; None where nothing is."""
        if self.ended_on:
            return None if self.end_told_on else self.ended_on + timedelta(days=clocks.employment_end_days)
        if self.registered_on or self.work_started_on is None:
            return None
        return self.work_started_on + timedelta(days=clocks.employment_register_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class HireFiling(ContractedWork):
    """录用备案: one line of the roster of hires that an employer files, as it was filed."""

    uid: Uid
    seeker_uid: Annotated[str, link("人员", "seekers")] = ""
    letter_uid: Annotated[str, link("推荐信", "letters")] = ""
    employer_code: Annotated[str, text("录用单位信用代码")] = ""
    filed_on: Annotated[date | None, day("备案日期", needed=True)] = None
    marital: Annotated[str, code("婚姻状况", "marital", sensitivity=RESTRICTED)] = ""
    grade: Annotated[str, text("职称或技术等级")] = ""
    postcode: Annotated[str, text("邮编")] = ""
    group_before: Annotated[str, code("就业前所属群体", "group", sensitivity=RESTRICTED)] = ""
    form: Annotated[str, code("就业形式", "employment_form", needed=True)] = ""
    contract_state: Annotated[str, code("合同状态", "contract_state", needed=True)] = ""
    ended_on: Annotated[date | None, day("终止日期")] = None
    end_reason: Annotated[str, code("终止原因", "employment_end")] = ""
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)


UNEMPLOYMENT = (
    Section(
        "失业登记",
        (("registered_on", "kind"), ("unemployed_on", "former_unit"), ("left_on", "left_reason")),
    ),
)
EMPLOYMENT = (
    Section(
        "就业情况",
        (
            ("form", "work_started_on"),
            ("work_unit", "employer_code"),
            ("work_industry", "work_post"),
            ("monthly_pay_yuan", "insured"),
        ),
    ),
    Section("合同", ("contract_kind", ("contract_from", "contract_until"))),
    Section("登记", (("registered_on", "end_told_on"),)),
)
HIRING = (
    Section(
        "录用单位和岗位",
        (
            ("work_unit", "employer_code"),
            ("work_industry", "work_post"),
            ("form", "work_started_on"),
            ("monthly_pay_yuan", "insured"),
        ),
    ),
    Section("合同", (("contract_state", "contract_kind"), ("contract_from", "contract_until"))),
    Section("本人", (("marital", "grade"), ("postcode", "group_before"))),
    Section("备案", ("filed_on",)),
)
