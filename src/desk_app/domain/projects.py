"""项目 (projects) with their labour plans: what is built or opened, by whom, and how many people it will want."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from desk_app.domain.fields import Extra, Raw, Uid, code, day, link, text, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """项目: a building site, a new line, a public work that will take people on (domain.md §2.7)."""

    uid: Uid
    name: Annotated[str, text("项目名称", "工程名称", "项目", needed=True)] = ""
    kind: Annotated[str, code("项目类型", "project_kind", "类型", "项目类别")] = ""
    employer_uid: Annotated[str, link("业主", "employers")] = ""
    builder_uid: Annotated[str, link("施工、用工单位", "employers")] = ""
    place: Annotated[str, text("项目地点", "建设地点", "地点", "建设地址", "项目地址", "实施地点")] = ""
    contact: Annotated[str, text("项目联系人", "联系人", "责任人", "项目负责人", "负责人")] = ""
    phone: Annotated[str, text("联系电话", "电话", "责任人及电话", "联系人及电话", "联系方式", "负责人电话")] = ""
    starts_on: Annotated[date | None, day("开工日期", "开工", "开工时间", "计划开工", "计划开工时间")] = None
    opens_on: Annotated[date | None, day("投产日期", "投产", "竣工", "竣工时间", "投产时间", "计划竣工")] = None
    headcount: Annotated[
        int | None, whole("预计用工总数", "总人数", "用工总人数", "用工总数", "计划用工总数", "用工人数")
    ] = None
    owner: Annotated[str, text("征集责任人")] = ""
    state: Annotated[str, code("项目状态", "project_state", "进展")] = "planned"
    source: Annotated[str, text("来源")] = ""
    remark: Annotated[str, text("备注", "说明", "备考")] = ""
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)

    @property
    def wants(self) -> str:
        """The uid of the firm that takes the people on: the builder where one is known, else the owner."""
        return self.builder_uid or self.employer_uid


@dataclass(frozen=True, slots=True, kw_only=True)
class LabourNeed:
    """分工种用工计划: how many people of one trade a project wants."""

    uid: Uid
    project_uid: Annotated[str, link("项目", "projects")] = ""
    occupation: Annotated[str, text("工种", "岗位", needed=True)] = ""
    headcount: Annotated[int | None, whole("人数", needed=True)] = None
    from_on: Annotated[date | None, day("何时要人", "用工时间")] = None
    pay_text: Annotated[str, text("工资", "薪资")] = ""
    note: Annotated[str, text("说明", "要求")] = ""
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)
