"""回访 (follow-up): whether the person is still in post after 30, 90 and 180 days."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from desk_app.domain.fields import Extra, Raw, Uid, code, day, link, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """One visit or call that falls due after a hire. Not done is unknown, never a success."""

    uid: Uid
    letter_uid: Annotated[str, link("推荐信", "letters")] = ""
    seeker_uid: Annotated[str, link("人员", "seekers")] = ""
    after_days: Annotated[int | None, whole("到岗后天数")] = None
    due_on: Annotated[date | None, day("应访日期")] = None
    done_on: Annotated[date | None, day("回访日期")] = None
    result: Annotated[str, code("回访结果", "follow_up_result")] = ""
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)
