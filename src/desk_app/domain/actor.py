"""Who acts, when, and with what right: handed to every use case instead of being looked up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol


class Role(StrEnum):
    """What a member of the office may do (rights are checked by the use cases)."""

    CLERK = "clerk"  # 经办人
    SUPERVISOR = "supervisor"  # 主管


class Clock(Protocol):
    """Where the present comes from; tests hand in a fixed one."""

    def now(self) -> datetime:
        """The local time with its offset from UTC."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The person at the keyboard, the desk he or she sits at, and the clock on its wall."""

    name: str
    role: Role
    desk: str
    clock: Clock

    def moment(self) -> str:
        """Now, as ISO 8601 with seconds and offset."""
        return self.clock.now().isoformat(timespec="seconds")

    def today(self) -> date:
        """The local date."""
        return self.clock.now().date()
