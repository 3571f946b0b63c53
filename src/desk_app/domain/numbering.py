"""求职登记号, 岗位编号, 登记表编号: the numbers under which persons, posts and their registrations are kept."""

from __future__ import annotations

SEEKER, POST, REGISTRATION = "S", "P", "J"


def register_no(letter: str, year: int, desk: str, sequence: int) -> str:
    """Letter, year, desk and place in the row of numbers (S2026100001), so that two desks never give the same one."""
    return f"{letter}{year}{desk}{sequence:05d}"
