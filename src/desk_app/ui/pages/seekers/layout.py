"""Which fields of a person stand where: to be read, to be edited, to be asked at the window."""

from __future__ import annotations

from dataclasses import replace

from desk_app.domain.fields import Sensitivity, fields_of
from desk_app.domain.seekers import Seeker
from desk_app.ui.kit.forms import Section
from desk_app.ui.kit.tables import Column

COLUMNS = (
    Column("name", "姓名", 76),
    Column("age", "年龄", 48, right=True),
    Column("groups", "人员类别", 190, tags=True, sortable=False),
    Column("state", "就业状态", 116),
    Column("village", "村", 92),
    Column("mobile", "联系电话", 116),
    Column("last_contact", "最近联系", 100),
)

FURTHER = (
    Column("seeker_no", "求职登记号", 130),
    Column("sex", "性别", 48),
    Column("education", "文化程度", 80),
    Column("id_no", "证件号码", 150),
    Column("post", "推荐的岗位", 180, sortable=False),
)
"""Columns that a clerk may add; behind them stand the fields that the office added itself."""

IN_HEAD = ("id_no", "mobile")

FACTS = (
    Section(
        "基本信息",
        (
            "id_no",
            ("sex", "birth_date"),
            "mobile",
            "second_phone",
            "former_name",
            ("ethnicity", "hukou_type"),
            "politics",
        ),
    ),
    Section(
        "学历与技能",
        (
            "education",
            "school",
            ("major", "graduated_on"),
            ("skill_level", "experience_years"),
            "certificates",
        ),
    ),
    Section("住址", (("village", "village_group"), "residence_address", "hukou_address")),
    Section("登记", ("female_track", ("registered_on", "source"), "remark")),
)

READ = (replace(FACTS[0], rows=("id_doc_type", *(row for row in FACTS[0].rows if row not in IN_HEAD))), *FACTS[1:])
"""The facts to be read: without what stands in the head."""

WISHES = (
    Section(
        "想找的工作",
        (
            "job_wishes",
            ("expected_pay", "furthest_place"),
            "needs_lodging",
            "cannot",
            "refused_jobs",
            "care_duty",
        ),
    ),
)

_NAME = Section("", ("name",))
EDITED = (_NAME, *FACTS, *WISHES)
"""All that can be edited of a person."""

ASKED = (
    Section(
        "基本信息",
        (
            ("id_no", "name"),
            ("mobile", "education"),
            ("village", "village_group"),
            ("sex", "birth_date"),
            "groups",
        ),
    ),
    *WISHES,
    Section(
        "其他",
        (
            ("school", "major"),
            ("graduated_on", "skill_level"),
            ("certificates", "experience_years"),
            ("second_phone", "former_name"),
            ("ethnicity", "hukou_type"),
            ("residence_address", "hukou_address"),
            ("female_track", "remark"),
        ),
    ),
)
"""A new person: what must be known first, so that the rest may be left for later."""

PERSONAL = frozenset(name for name, field in fields_of(Seeker).items() if field.sensitivity is Sensitivity.PERSONAL)
"""Fields that are shown masked."""
