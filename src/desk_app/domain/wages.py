"""最低工资: the local minimum wage, and whether a post pays it (最低工资规定; domain.md §7.8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desk_app.domain.posts import Post

_DAYS_A_MONTH = 21.75
"""Days that are paid in a month: 劳社部发〔2008〕3号."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MinimumWage:
    """One row of the table: what must be paid at least in a region from a day on; yuan."""

    region: str
    class_: str
    monthly: float
    hourly: float
    valid_from: date


def read_wages(raw: Mapping[str, Any]) -> tuple[MinimumWage, ...]:
    """Read the shape of `resources/policies/minimum_wage.toml`."""
    return tuple(
        MinimumWage(
            region=row["region"],
            class_=row["class"],
            monthly=row["monthly"],
            hourly=row["hourly"],
            valid_from=row["valid_from"],
        )
        for row in raw.get("wage", ())
    )


def minimum(wages: Iterable[MinimumWage], region: str, day: date) -> MinimumWage | None:
    """The row in force: of the nearest region around, the newest; None where the table has none."""
    found = [one for one in wages if region.startswith(one.region) and one.valid_from <= day]
    return max(found, key=lambda one: (len(one.region), one.valid_from), default=None)


def too_little(post: Post, wage: MinimumWage | None) -> str:
    """The sentence about a post that pays less than the minimum wage; "" where it does not, or nothing is known.

    Pay by piece has no amount to compare: there the employer states that it never falls below.
    """
    if wage is None or post.pay_min is None:
        return ""
    floors = {"month": (wage.monthly, "月"), "day": (wage.monthly / _DAYS_A_MONTH, "日"), "hour": (wage.hourly, "小时")}
    floor, unit = floors.get(post.pay_unit, (0.0, ""))
    if post.pay_min >= floor:
        return ""
    return (
        f"低于当地最低工资标准（{wage.class_}，{floor:.0f} 元/{unit}，{wage.valid_from} 起），"
        "不能登记（最低工资规定第十二条）。请与单位核对后改。"
    )
