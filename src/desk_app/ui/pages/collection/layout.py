"""The columns of the three lists, the fields of a project, and the words of the states."""

from __future__ import annotations

from collections.abc import Mapping

from desk_app.domain.collection.entering import BUILDER_FIRM, NEED_ROWS, OWNER_FIRM, need
from desk_app.domain.collection.figures import Figure
from desk_app.ui.kit.forms import Section
from desk_app.ui.kit.tables import Column
from desk_app.ui.kit.tags import Tone

TASK_COLUMNS = (
    Column("subject", "单位或项目", 160),
    Column("state", "状态", 92, tags=True, sortable=False),
    Column("due", "期限", 84),
    Column("owner", "责任人", 60, sortable=False),
    Column("last", "上次联系", 104, sortable=False),
    Column("posts", "岗位", 56, right=True, sortable=False),
)
PROJECT_COLUMNS = (
    Column("name", "项目", 150),
    Column("state", "征集", 92, tags=True),
    Column("starts_on", "开工", 104),
    Column("headcount", "用工", 48, right=True, sortable=False),
    Column("posts", "岗位", 56, right=True, sortable=False),
    Column("firm", "用工单位", 110, sortable=False),
)
PROGRESS_COLUMNS = (
    Column("label", "分组", 110, sortable=False),
    Column("opened", "新下达", 64, right=True, sortable=False),
    Column("contacted", "已联系", 64, right=True, sortable=False),
    Column("posts", "核实岗位", 76, right=True, sortable=False),
    Column("seats", "招聘人数", 76, right=True, sortable=False),
    Column("overdue", "逾期", 52, right=True, sortable=False),
)
WAITING_COLUMNS = (
    Column("name", "姓名", 64),
    Column("trade", "工种", 72),
    Column("village", "村", 72, sortable=False),
    Column("why", "为什么合适", 200, sortable=False),
)
NAME_COLUMNS = (Column("name", "名称", 160), Column("words", "情况", 200, sortable=False))
OFFER_COLUMNS = (
    Column("title", "岗位", 110),
    Column("state", "状态", 80, tags=True, sortable=False),
    Column("seats", "名额", 220, sortable=False),
)
FIGURE_WORDS: Mapping[Figure, str] = {
    "opened": "下达",
    "contacted": "联系",
    "posts": "岗位",
    "overdue": "逾期",
}
BY_WORDS = {"owner": "责任人", "area": "村、乡镇", "month": "月份"}

TONES: Mapping[str, Tone] = {
    "waiting": "caution",
    "contacted": "accent",
    "registered": "good",
    "none": "quiet",
    "unreachable": "quiet",
}
ORDER = tuple(TONES)

ADVICE: Mapping[str, str] = {
    "waiting": "还没有联系上。照“联系”里的话打电话，按 L 记结果。",
    "contacted": "已联系。问到岗位按 P 登记，登记后这项任务自动办结；单位自己填表的按 W 打印或按 S 存表格给他。",
    "registered": "已登记岗位，任务办结。岗位要核实后才能推荐人。",
    "none": "单位暂时不要人，到日子会自动回到待联系。",
    "unreachable": "多次联系不上，任务办结。有了新号码按 O 重新征集。",
}

PROJECT_FACTS = (
    Section("", ("kind", "place", "contact", "phone", "starts_on", "opens_on", "headcount", "state")),
    Section("其他", ("owner", "source", "remark")),
)
FIRM_FACTS = (Section("", ("credit_code", "contact", "phone", "address", "legal_person", "registered_on", "industry")),)
PROJECT_FORM = (
    Section(
        "项目",
        (
            "name",
            ("kind", "state"),
            (OWNER_FIRM, BUILDER_FIRM),
            "place",
            ("contact", "phone"),
            ("starts_on", "opens_on"),
            ("headcount", "owner"),
            "remark",
        ),
    ),
    Section(
        "分工种用工计划",
        tuple(
            (need(row, "occupation"), need(row, "headcount"), need(row, "from_on"), need(row, "pay_text"))
            for row in range(NEED_ROWS)
        ),
    ),
)
