"""Which fields stand where, and the columns of the lists."""

from __future__ import annotations

from collections.abc import Mapping

from desk_app.domain.employer_entry import PARENT
from desk_app.domain.labour_reports import SHORTAGES
from desk_app.ui.kit.forms import Section
from desk_app.ui.kit.tables import Column
from desk_app.ui.kit.tags import Tone

EMPLOYER_COLUMNS = (
    Column("name", "用人单位", 184),
    Column("tags", "提示", 120, tags=True, sortable=False),
    Column("open", "招聘中", 56, right=True),
    Column("free", "空名额", 56, right=True),
    Column("papers", "材料", 64),
    Column("phone", "电话", 112),
)
LABOUR_COLUMNS = (
    Column("name", "重点企业", 180),
    Column("state", "情况", 72, tags=True),
    Column("start_staff", "期初", 56, right=True),
    Column("hired", "新招", 56, right=True),
    Column("left", "流失", 56, right=True),
    Column("end_staff", "期末", 56, right=True),
    Column("lacking", "缺工", 56, right=True),
    Column("shortages", "缺工工种", 152, sortable=False),
)
PROBLEM_COLUMNS = (
    Column("no", "编号", 108),
    Column("light", "期限", 88, tags=True),
    Column("employer", "用人单位", 132),
    Column("description", "问题", 176, sortable=False),
    Column("state", "状态", 92),
    Column("unit", "责任单位", 100),
)
PAPER_COLUMNS = (
    Column("kind", "材料", 104, sortable=False),
    Column("standing", "情况", 88, tags=True, sortable=False),
    Column("seen", "查验", 152, sortable=False),
)
OFFER_COLUMNS = (
    Column("title", "岗位", 110),
    Column("state", "状态", 80, tags=True, sortable=False),
    Column("seats", "名额", 220, sortable=False),
)
REPORT_COLUMNS = (
    Column("period", "期别", 116, sortable=False),
    Column("change", "新招、流失", 84, right=True, sortable=False),
    Column("end_staff", "期末", 52, right=True, sortable=False),
    Column("lacking", "缺工", 52, right=True, sortable=False),
)
OWN_PROBLEM_COLUMNS = (
    Column("description", "问题", 180, sortable=False),
    Column("light", "期限", 88, tags=True, sortable=False),
    Column("state", "状态", 92, sortable=False),
)

PAPER_TONES: Mapping[str, Tone] = {"seen": "good", "soon": "caution", "expired": "danger", "missing": "caution"}
LIGHT_TONES: Mapping[str, Tone] = {"red": "danger", "yellow": "caution", "green": "good", "none": "quiet"}
LIGHT_ORDER = ("red", "yellow", "green", "none")

EMPLOYER_FACTS = (
    Section("", ("credit_code", "contact", "phone", "contact_mobile", "landline", "email", "address", "region")),
    Section(
        "登记信息",
        ("nature", "economy", "industry", "business", "size", "staff", "insured", "legal_person", "registered_on"),
    ),
    Section("用工条件", ("work_form", "hire_mode", "probation", "board", "insurance", "work_place", "welfare")),
    Section("招聘登记", ("form_no", "filed_on", "filed_until", "hiring_ways", "joins_fairs")),
    Section("人力资源服务机构", ("is_agency", "agency_licence", "agency_licence_until")),
    Section("企业服务", ("firm_kind", "key_firm", "whitelisted", "plan")),
    Section("其他", ("old_register_no", "postcode", "source", "remark")),
)
EMPLOYER_FORM = (
    Section(
        "单位",
        (
            "name",
            "credit_code",
            ("contact", "phone"),
            ("contact_mobile", "landline"),
            ("email", "postcode"),
            "address",
            ("region", PARENT),
        ),
    ),
    Section(
        "登记信息",
        (
            ("nature", "economy"),
            ("industry", "size"),
            "business",
            ("legal_person", "registered_on"),
            ("staff", "insured"),
        ),
    ),
    Section("招聘登记", (("form_no", "filed_on"), ("filed_until", "joins_fairs"), "hiring_ways")),
    Section(
        "用工条件",
        (("work_form", "hire_mode"), ("probation", "board"), "insurance", ("work_place", "welfare")),
    ),
    Section("人力资源服务机构", ("is_agency", ("agency_licence", "agency_licence_until"))),
    Section("企业服务", (("firm_kind", "whitelisted"), "key_firm", "plan", "remark")),
)
REPORT_FORM = (
    Section(
        "用工变化",
        (
            ("start_staff", "hired"),
            ("left_resigned", "left_dismissed"),
            ("left_expired", "left_retired"),
            ("left_other", "end_staff"),
            "change_reason",
        ),
    ),
    Section("缺工和预计", (SHORTAGES, ("expected_hires", "expected_cuts"))),
    Section("经营和工资", (("operation", "insured"), ("average_pay", "entry_pay"))),
    Section("其他", ("difficulties", ("told_by", "reported_on"))),
)
PROBLEM_FORM = (Section("企业问题", ("description", ("source", "scope"), "categories", ("raised_on", "remark"))),)
PAPER_FORM = (Section("", (("form", "seen_by"), ("seen_on", "valid_until"), "note")),)
