"""视图 (saved views): filters of a list under a name, for the whole office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated

from desk_app.domain.fields import Extra, Raw, Uid, data, text


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """What is ticked in each filter of a page. It never holds what somebody searched for."""

    uid: Uid
    page: Annotated[str, text("页面")] = ""
    name: Annotated[str, text("名称")] = ""
    filters: Annotated[Mapping[str, Sequence[str]], data("筛选")] = field(default_factory=dict)
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)
