"""Which columns and fields stand where."""

from __future__ import annotations

from collections.abc import Mapping

from desk_app.domain.forms.layout import Section
from desk_app.ui.kit.tables import Column
from desk_app.ui.kit.tags import Tone

CASES = (
    Column("name", "姓名", 76),
    Column("category", "类别", 104, tags=True),
    Column("step", "步骤", 180, tags=True),
    Column("due", "期限", 126),
    Column("village", "村", 92),
)
FAMILIES = (
    Column("head", "户主", 84),
    Column("clock", "期限", 190, tags=True),
    Column("deadline", "清零期限", 126),
    Column("village", "村", 92),
    Column("members", "人口", 52, right=True),
    Column("at_work", "已就业成员", 112),
)
EXITS = (
    Column("name", "姓名", 76),
    Column("reason", "建议退出的原因", 168, tags=True),
    Column("words", "依据", 260),
    Column("village", "村", 92),
)
MEMBERS = (
    Column("name", "姓名", 72, sortable=False),
    Column("relation", "关系", 52, sortable=False),
    Column("work_capacity", "能力", 64, sortable=False),
    Column("state", "现状", 88, sortable=False),
)

APPLICATION = (
    Section(
        "申请",
        (
            ("category", "applied_on"),
            ("unemployed_on", "unemployment_no"),
            ("former_employer", "hukou_village"),
            ("health", "household_size"),
            ("monthly_income", "apply_for"),
            "reason",
        ),
    ),
    Section("愿望", ("job_wish", "training_wish")),
    Section("政策", (("enjoys_policy", "extension"), ("helped", "flexible_job"), "remark")),
)
_SIGNED = (("on", "signer"), "org", "opinion")
STEPS: Mapping[str, tuple[Section, ...]] = {
    "review": (Section("", _SIGNED),),
    "notice": (Section("", (("on", "until"), "opinion")),),
    "recheck": (Section("", _SIGNED),),
    "report": (Section("", (("on", "org"), "opinion")),),
    "certify": (Section("", _SIGNED),),
    "annual": (Section("", _SIGNED),),
    "exit": (Section("", (("on", "reason"), "basis", "opinion")),),
    "resubmit": (Section("", ("on", "opinion")),),
}
FAMILY = (
    Section("家庭", (("head", "village"), ("phone", "address"), "remark")),
    Section("零就业认定", (("certified_on", "deadline"), "basis")),
    Section("五清", ("situation", "cause", "skills", "training_wish", "job_wish")),
    Section("帮扶", ("measures", "owner")),
)
MEMBER = (
    Section(
        "",
        (
            ("name", "relation"),
            ("id_no", "sex"),
            ("birth_date", "education"),
            ("work_capacity", "health"),
            ("state", "employer"),
            "monthly_income",
        ),
    ),
)
CLEARING = (Section("", (("cleared_on", "cleared_how"), "cleared_member")),)

TONES: Mapping[str, Tone] = {
    "applied": "accent", "reviewed": "accent", "noticed": "caution", "rechecked": "accent", "reported": "accent",
    "certified": "good", "returned": "danger", "left": "quiet",
}  # fmt: skip
CLOCKS: Mapping[str, tuple[str, Tone]] = {
    "open": ("期限内", "accent"),
    "half": ("时间过半", "caution"),
    "overdue": ("已超期", "danger"),
    "cleared": ("已销号", "good"),
    "undated": ("缺认定日期", "caution"),
}
