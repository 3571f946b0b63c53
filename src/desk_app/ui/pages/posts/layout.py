"""Which fields of a post stand where, the columns of the lists, and the words of the states."""

from __future__ import annotations

from collections.abc import Mapping

from desk_app.domain.vacancies import EMPLOYER
from desk_app.ui.kit.forms import Section
from desk_app.ui.kit.tables import Column

POST_COLUMNS = (
    Column("title", "岗位", 92),
    Column("employer", "用人单位", 150),
    Column("standing", "状态", 80, tags=True),
    Column("seats", "空/招", 56, right=True),
    Column("pay", "工资", 104),
    Column("place", "工作地点", 100),
    Column("valid_until", "有效期至", 96),
    Column("verified", "核实人", 72),
)
PERSON_COLUMNS = (
    Column("name", "姓名", 60),
    Column("words", "进展", 200, sortable=False),
    Column("village", "村", 72, sortable=False),
)
ORDER = ("unverified", "stale", "expired", "open", "full", "paused", "withdrawn")
"""The list's own order: what waits for the clerk first."""

ADVICE: Mapping[str, str] = {
    "unverified": "还没有核实，不能推荐人去。给单位打电话或上门问清后，按 C 登记核实。",
    "stale": "核实过的时间太久，要再问一次单位才能列入待征询、开推荐信。问清后按 C 复核，选中多个可以一起复核。",
    "expired": "有效期已过，不再参加匹配。问单位还招不招人：还招按 D 延长有效期，不招按 Delete 撤销。",
    "full": "名额已满，不再参加匹配。单位要加人时，编辑招聘人数。",
    "paused": "已暂停，不参加匹配。按 X 恢复。",
    "withdrawn": "已撤销，只作记录。",
}

POST_FACTS = (
    Section("", ("post_no", "headcount", "pay_text", "place", "duties", "valid_until")),
    Section("招聘条件", ("requirements", "education_min", "major", "certificates", "experience_years")),
    Section("待遇和工作环境", ("shift", "lodging", "bus", "welfare", "hazards")),
    Section("岗位类别", ("kind", "target_groups", "term_months", "weekly_hours", "basis", "labour_share")),
    Section("", ("insured", "nonprofit", "pay_list", "piece_floor")),
    Section("其他", ("source", "remark", "second_look_by", "second_look_on", "second_look_note")),
)
POST_FORM = (
    Section(
        "岗位",
        (
            EMPLOYER,
            ("title", "headcount"),
            ("pay_text", "valid_until"),
            "piece_floor",
            ("place", "kind"),
            ("term_months", "weekly_hours"),
            ("basis", "labour_share"),
            ("insured", "nonprofit"),
            "pay_list",
            "duties",
        ),
    ),
    Section(
        "招聘条件",
        (
            "requirements",
            ("education_min", "major"),
            ("certificates", "experience_years"),
            ("age_min", "age_max"),
            "age_reason",
        ),
    ),
    Section("待遇和工作环境", (("shift", "welfare"), ("lodging", "bus"), "hazards")),
    Section("其他", ("target_groups", "remark")),
)
OF_KIND = (
    *("term_months", "weekly_hours", "basis", "labour_share", "insured", "nonprofit", "pay_list", "piece_floor"),
)
"""The fields that only some kinds of posts, or some ways of paying, have."""
EMPLOYER_FACTS = (
    Section("", ("credit_code", "contact", "phone", "address")),
    Section("登记信息", ("nature", "industry", "legal_person", "registered_on", "old_register_no")),
    Section("其他", ("source", "remark")),
)
