"""用人单位 (employers)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from desk_app.domain.fields import Extra, Raw, Uid, day, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Employer:
    """用人单位: whoever offers posts, known by its unified social credit code (GB 32100)."""

    uid: Uid
    name: Annotated[
        str,
        text(
            "单位名称", "企业名称", "用人单位", "单位全称", "招聘单位", "招聘企业", "公司名称", "用工单位", needed=True
        ),
    ] = ""
    credit_code: Annotated[str, text("统一社会信用代码", "信用代码", "社会信用代码", needed=True)] = ""
    old_register_no: Annotated[str, text("注册号", "营业执照号", "工商注册号")] = ""
    nature: Annotated[str, text("单位性质", "企业类型", "类型", "经济类型")] = ""
    industry: Annotated[str, text("所属行业", "行业", "经营范围")] = ""
    address: Annotated[str, text("单位地址", "企业地址", "地址", "详细地址", "住所", "经营场所")] = ""
    legal_person: Annotated[str, text("法定代表人", "法人", "法人代表", "负责人", "经营者")] = ""
    contact: Annotated[str, text("联系人", "招聘联系人")] = ""
    phone: Annotated[str, text("单位电话", "联系电话", "招聘电话", "电话", needed=True)] = ""
    registered_on: Annotated[date | None, day("注册日期", "成立日期", "核准日期", "登记日期")] = None
    blocked_reason: Annotated[str, text("停止推荐原因")] = ""
    source: Annotated[str, text("来源")] = ""
    remark: Annotated[str, text("备注")] = ""
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)
