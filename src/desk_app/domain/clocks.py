"""The clocks of the work, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """Calendar days; the values ship in `resources/policies/clocks.toml`."""

    post_valid_days: int
    post_recheck_days: int
    letter_valid_days: int
    receipt_grace_days: int
    follow_up_days: tuple[int, ...]
    ask_within_days: int
    ask_again_days: int
    letter_within_days: int
    question_within_days: int
    start_asked_days: int
    post_ends_soon_days: int
    look_ahead_days: int
    lost_calls: int
    lost_days: int
    job_registration_days: int
    employment_register_days: int
    employment_end_days: int


def read_clocks(raw: Mapping[str, Any]) -> Clocks:
    """Read the shape of `resources/policies/clocks.toml`; an unknown or a missing clock is an error."""
    return Clocks(**{**raw, "follow_up_days": tuple(raw["follow_up_days"])})
