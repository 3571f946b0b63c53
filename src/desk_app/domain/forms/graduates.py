"""离校未就业高校毕业生实名制登记 (domain.md §2.1)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from desk_app.domain.fields import Extra, Raw, Uid, code, codes, flag, link, text
from desk_app.domain.forms.layout import Section
from desk_app.domain.forms.work import RESTRICTED, Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class GraduateForm(Workplace):
    """毕业生实名制登记表: what a graduate has become and needs. School, major and graduation are the person's."""

    uid: Uid
    seeker_uid: Annotated[str, link("人员", "seekers")] = ""
    degree: Annotated[str, code("学位", "degree")] = ""
    local_origin: Annotated[bool | None, flag("本地生源", "是否本地生源")] = None
    origin: Annotated[str, text("生源地（省市县）")] = ""
    hardships: Annotated[tuple[str, ...], codes("毕业生困难类型", "graduate_hardship", sensitivity=RESTRICTED)] = ()
    destination: Annotated[str, code("去向状态", "graduate_destination", "毕业去向", "就业去向", needed=True)] = ""
    service_needs: Annotated[tuple[str, ...], codes("服务需求", "service_need", "需要的服务", needed=True)] = ()
    unregistered_reason: Annotated[str, code("未登记原因", "unregistered_reason", "拒绝原因", "未登记/拒绝原因")] = ""
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)


SECTIONS = (
    Section("毕业生信息", ("degree", ("local_origin", "origin"), "hardships")),
    Section("去向和需要", ("destination", "unregistered_reason", "service_needs")),
    Section(
        "已就业的填写",
        (
            "work_unit",
            ("work_industry", "work_post"),
            ("work_started_on", "monthly_pay_yuan"),
            ("contract_kind", "insured"),
        ),
    ),
)
