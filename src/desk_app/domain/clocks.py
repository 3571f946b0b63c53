"""The clocks of the work, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """Calendar days; the values ship in `resources/policies/clocks.toml`."""

    post_valid_days: int
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
