"""What several forms ask alike: where somebody works, since when, on what contract and pay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from desk_app.domain.fields import Sensitivity, code, day, flag, text, whole

RESTRICTED = Sensitivity.RESTRICTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """Where somebody works."""

    work_unit: Annotated[str, text("就业单位", "工作单位", "现就业单位", "就业单位名称")] = ""
    work_industry: Annotated[str, code("单位行业", "industry", "就业行业")] = ""
    work_post: Annotated[str, text("从事岗位", "就业岗位", "工作岗位")] = ""
    work_started_on: Annotated[date | None, day("就业时间", "入职时间", "上岗时间")] = None
    contract_kind: Annotated[str, code("合同类型", "contract_kind")] = ""
    insured: Annotated[bool | None, flag("参加社会保险", "是否参保", "社保")] = None
    monthly_pay_yuan: Annotated[int | None, whole("月收入（元）", "就业月薪", sensitivity=RESTRICTED)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractedWork(Workplace):
    """Work on a contract: from when to when it runs."""

    contract_from: Annotated[date | None, day("合同起始日期", "合同始期")] = None
    contract_until: Annotated[date | None, day("合同终止日期", "合同终期")] = None
