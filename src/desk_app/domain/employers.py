"""用人单位 (employers), as the form of registration has them (domain.md §2.7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from desk_app.domain.fields import Extra, Raw, Sensitivity, Uid, code, codes, day, flag, link, text, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Employer:
    """用人单位: whoever offers posts, known by its unified social credit code (GB 32100).

    What the law forbids to ask for when hiring (hukou, sex, marriage …) has no field: see Post.
    """

    uid: Uid
    name: Annotated[
        str,
        text(
            "单位名称", "企业名称", "用人单位", "单位全称", "招聘单位", "招聘企业", "公司名称", "用工单位", needed=True
        ),
    ] = ""
    credit_code: Annotated[str, text("统一社会信用代码", "信用代码", "社会信用代码", needed=True)] = ""
    old_register_no: Annotated[str, text("注册号", "营业执照号", "工商注册号")] = ""
    parent_uid: Annotated[str, link("上级单位", "employers")] = ""
    nature: Annotated[str, code("单位性质", "employer_nature", "企业类型", "类型")] = ""
    economy: Annotated[str, code("经济类型", "economic_type", "登记注册类型")] = ""
    industry: Annotated[str, code("所属行业", "industry", "行业")] = ""
    business: Annotated[str, text("主营业务", "经营范围", "主要产品")] = ""
    size: Annotated[str, code("单位规模", "employer_size", "企业规模")] = ""
    staff: Annotated[int | None, whole("职工人数", "在职人数", "从业人数", "员工人数")] = None
    insured: Annotated[int | None, whole("参保人数", "社保参保人数")] = None
    region: Annotated[str, text("所属地区", "所在乡镇", "所属乡镇")] = ""
    address: Annotated[str, text("单位地址", "企业地址", "地址", "详细地址", "住所", "经营场所")] = ""
    postcode: Annotated[str, text("邮编", "邮政编码")] = ""
    legal_person: Annotated[str, text("法定代表人", "法人", "法人代表", "负责人", "经营者")] = ""
    contact: Annotated[str, text("联系人", "招聘联系人")] = ""
    phone: Annotated[str, text("单位电话", "联系电话", "招聘电话", "电话", needed=True)] = ""
    contact_mobile: Annotated[str, text("联系人手机", "联系人手机号", sensitivity=Sensitivity.PERSONAL)] = ""
    landline: Annotated[str, text("座机", "固定电话")] = ""
    email: Annotated[str, text("邮箱", "电子邮箱", "电子邮件")] = ""
    registered_on: Annotated[date | None, day("注册日期", "成立日期", "核准日期", "登记日期")] = None
    form_no: Annotated[str, text("登记表编号")] = ""
    filed_on: Annotated[date | None, day("招聘登记日期")] = None
    filed_until: Annotated[date | None, day("招聘登记有效期至")] = None
    hiring_ways: Annotated[tuple[str, ...], codes("招聘方式", "hiring_way")] = ()
    work_form: Annotated[str, code("用工形式", "work_form")] = ""
    hire_mode: Annotated[str, code("用工方式", "hire_mode")] = ""
    probation: Annotated[str, text("试用期限", "试用期")] = ""
    board: Annotated[str, code("单位食宿", "board")] = ""
    insurance: Annotated[tuple[str, ...], codes("单位社保", "insurance")] = ()
    work_place: Annotated[str, text("单位工作地点")] = ""
    welfare: Annotated[str, text("单位其他福利")] = ""
    joins_fairs: Annotated[bool | None, flag("参加招聘会")] = None
    is_agency: Annotated[bool | None, flag("人力资源服务机构")] = None
    agency_licence: Annotated[str, text("人力资源服务许可证号")] = ""
    agency_licence_until: Annotated[date | None, day("许可证有效期至")] = None
    firm_kind: Annotated[str, code("企业情况", "firm_kind")] = ""
    key_firm: Annotated[bool | None, flag("重点监测企业")] = None
    whitelisted: Annotated[bool | None, flag("白名单企业")] = None
    plan: Annotated[str, text("一企一策")] = ""
    blocked_reason: Annotated[str, text("停止推荐原因")] = ""
    source: Annotated[str, text("来源")] = ""
    remark: Annotated[str, text("备注")] = ""
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)


OWN_BLOCKS = frozenset(
    {"parent_uid", "form_no", "filed_on", "filed_until", "firm_kind", "key_firm", "whitelisted", "plan"}
)
"""What this office says of an employer: no list of somebody else fills it."""

CONDITIONS = frozenset(
    {"hiring_ways", "work_form", "hire_mode", "probation", "board", "insurance", "work_place", "welfare"}
    | {"joins_fairs", "landline", "email", "region", "postcode", "staff", "size", "economy", "business"}
)
"""What only a list of employers says of them: in a list of posts the same words are about the post."""
