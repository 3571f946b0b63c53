"""The wording of the papers as it ships."""

from __future__ import annotations

import tomllib

from desk_app.domain.referral_text import Wording, wording
from desk_app.resources import resource


def shipped_wording() -> Wording:
    """The default wording of the 推荐信; raises Refused where somebody spoilt the file."""
    return wording(tomllib.loads(resource("letters", "referral_letter.toml").read_text(encoding="utf-8")))
