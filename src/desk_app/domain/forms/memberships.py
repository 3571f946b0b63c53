"""人员类别 by day: who belonged to which group on any day, and what may be entered or put right."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from desk_app.domain.forms.layout import Section
from desk_app.domain.seekers import Membership

OF_A_REGISTRATION = "这一段的日期来自失业登记，请改失业登记，或把它注销。"
"""The days of a group that a registration of unemployment made are changed there."""

SECTIONS = (
    Section(
        "",
        (
            "group",
            "sub_type",
            ("started_on", "ended_on"),
            "evidence",
            "document_no",
            "end_reason",
        ),
    ),
)


def holding(memberships: Iterable[Membership], day: date, group: str = "") -> tuple[Membership, ...]:
    """Those in force on that day, of one group or of all. Valid time alone counts, also where it was entered later."""
    return tuple(one for one in memberships if one.holds_on(day) and group in ("", one.group))


def faults(new: Membership, others: Iterable[Membership]) -> dict[str, str]:
    """A sentence by field for what cannot be; `others` are the person's other memberships."""
    if not new.group:
        return {"group": "请选人员类别。"}
    if new.started_on and new.ended_on and new.ended_on < new.started_on:
        return {"ended_on": f"终止日期早于起始日期（{new.started_on}），请核对。"}
    clash = next((one for one in others if one.uid != new.uid and one.group == new.group and _overlap(one, new)), None)
    if clash:
        period = f"{clash.started_on or '以前'} 到 {clash.ended_on or '现在'}"
        return {"started_on": f"与已有的一段（{period}）重叠，请改那一段，或改这里的日期。"}
    return {}


def _overlap(one: Membership, other: Membership) -> bool:
    return (one.started_on or date.min) <= (other.ended_on or date.max) and (other.started_on or date.min) <= (
        one.ended_on or date.max
    )
