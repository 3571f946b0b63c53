"""What is kept of the collecting: tasks, the contacts of each, and who answers for which area."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from desk_app.domain.fields import Extra, Raw, Uid, code, day, link, moment, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """征集任务: one firm or one project is to be asked for its posts.

    `employer_uid` is the firm that takes people on, also of a project; "" where the project names none yet.
    """

    uid: Uid
    employer_uid: Annotated[str, link("单位", "employers")] = ""
    project_uid: Annotated[str, link("项目", "projects")] = ""
    owner: Annotated[str, text("责任人")] = ""
    area: Annotated[str, text("村（社区）、乡镇")] = ""
    state: Annotated[str, code("状态", "collection_state")] = "waiting"
    opened_on: Annotated[date | None, day("下达日期")] = None
    due_on: Annotated[date | None, day("完成期限")] = None
    until: Annotated[date | None, day("再问日期")] = None  # of 暂无用工: asked again on this day
    closed_on: Annotated[date | None, day("办结日期")] = None
    trigger: Annotated[str, code("来由", "collection_trigger")] = ""
    note: Annotated[str, text("说明")] = ""
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionContact:
    """征集联系记录: one call, visit or message of a task. Append-only; undo alone takes one back."""

    uid: Uid
    collection_uid: Annotated[str, link("征集任务", "collections")] = ""
    at: Annotated[str, moment("时间")] = ""
    by: Annotated[str, text("经办人")] = ""
    how: Annotated[str, code("方式", "how")] = ""
    outcome: Annotated[str, code("结果", "collection_outcome")] = ""
    note: Annotated[str, text("说明")] = ""
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The local day of the contact."""
        return date.fromisoformat(self.at[:10])


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """征集分工: who answers for the firms and projects of a village, a street or a park, by a word of the address."""

    uid: Uid
    area: Annotated[str, text("村（社区）或地点", needed=True)] = ""
    owner: Annotated[str, text("责任人", needed=True)] = ""
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)
