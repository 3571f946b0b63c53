"""求职登记号 and 岗位编号: the numbers under which persons and posts are registered."""

from __future__ import annotations

SEEKER, POST = "S", "P"


def register_no(letter: str, year: int, desk: str, sequence: int) -> str:
    """Letter, year, desk and place in the row of numbers (S2026100001), so that two desks never give the same one."""
    return f"{letter}{year}{desk}{sequence:05d}"
