"""Saved views: filters under a name, for the whole office."""

from __future__ import annotations

import pytest

from desk_app.bootstrap import Desk
from desk_app.domain.errors import Refused


def test_filters_are_kept_replaced_and_dropped(bare_desk: Desk) -> None:
    desk, page = bare_desk, "seekers"
    desk.views.save(desk.actor, page, " 河西村  毕业生", {"village": ("河西村",), "group": ("GRAD",)})
    (view,) = desk.views.of(desk.actor, page)
    assert view.name == "河西村 毕业生"
    assert view.filters == {"village": ["河西村"], "group": ["GRAD"]}
    desk.views.save(desk.actor, page, "河西村 毕业生", {"village": ("河西村",)})
    (view,) = desk.views.of(desk.actor, page)
    assert view.filters == {"village": ["河西村"]}
    assert desk.views.of(desk.actor, "posts") == ()
    assert desk.views.drop(desk.actor, view.uid) == "已删除视图“河西村 毕业生”。"
    assert desk.views.of(desk.actor, page) == ()
    desk.undo.undo(desk.actor)
    assert len(desk.views.of(desk.actor, page)) == 1


@pytest.mark.parametrize(
    ("name", "filters"), [("", {"state": ("open",)}), ("长" * 21, {"state": ("open",)}), ("空", {})]
)
def test_a_view_needs_a_name_and_a_filter(bare_desk: Desk, name: str, filters: dict[str, tuple[str, ...]]) -> None:
    with pytest.raises(Refused):
        bare_desk.views.save(bare_desk.actor, "posts", name, filters)
    assert bare_desk.views.of(bare_desk.actor, "posts") == ()
