"""服务台账 (service log): what was done for a person, when and by whom. Append-only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from desk_app.domain.fields import Extra, Raw, Uid, code, link, moment, text


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceEntry:
    """One line of the log: a call, a visit, a letter handed out (条例 art. 33: kept at least two years)."""

    uid: Uid
    seeker_uid: Annotated[str, link("人员", "seekers")] = ""
    kind: Annotated[str, code("服务类型", "service_kind")] = ""
    how: Annotated[str, code("方式", "how")] = ""
    at: Annotated[str, moment("时间")] = ""
    by: Annotated[str, text("经办人")] = ""
    result: Annotated[str, text("结果")] = ""
    note: Annotated[str, text("说明")] = ""
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)
