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
