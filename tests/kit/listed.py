"""The small office one step further: everybody in the plan is to be asked."""

from __future__ import annotations

from desk_app.bootstrap import Desk
from desk_app.domain.agenda.item import Item


def listed(desk: Desk) -> None:
    """方案建议 becomes 待征询."""
    desk.plans.accept(desk.actor)


def lines(desk: Desk, kind: str) -> list[Item]:
    """The lines of today's work of one kind."""
    return [item for item in desk.agenda.today(desk.actor).items if item.kind == kind]
