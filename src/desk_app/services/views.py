"""视图: filters of a list, kept under a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desk_app.domain.actor import Actor
from desk_app.domain.changes import insert, new_uid, remove, update
from desk_app.domain.errors import Refused
from desk_app.domain.views import SavedView
from desk_app.storage.database import Database
from desk_app.storage.unit_of_work import UnitOfWork

_LONGEST = 20  # characters of a name


class Views:
    """视图, seen by all clerks of the office."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, _actor: Actor, page: str) -> tuple[SavedView, ...]:
        """The views of a page, in the order of their making."""
        return self._database.read(lambda read: read.all(SavedView, page=page))

    def save(self, actor: Actor, page: str, name: str, filters: Mapping[str, Sequence[str]]) -> str:
        """Keep filters under a name; one that is there already is replaced. Returns what was done, in words.

        Raises Refused where nothing is ticked, or the name is empty or longer than 20 characters.
        """
        name = " ".join(name.split())
        if not 0 < len(name) <= _LONGEST:
            raise Refused("wrong_name", f"视图的名称要有 1 到 {_LONGEST} 个字。")
        if not filters:
            raise Refused("no_filter", "现在没有筛选，先选好筛选再存为视图。")
        ticked = {key: list(values) for key, values in filters.items()}

        def work(unit: UnitOfWork) -> str:
            before = unit.first(SavedView, page=page, name=name)
            unit.why = f"存视图“{name}”"
            new = SavedView(uid=new_uid(), page=page, name=name, filters=ticked)
            unit.apply(update(before, filters=ticked) if before else insert(new))
            return f"已存为视图“{name}”。"

        return self._database.write(actor, "存视图", work)[0]

    def drop(self, actor: Actor, uid: str) -> str:
        """Forget a view. Returns what was done, in words."""

        def work(unit: UnitOfWork) -> str:
            found = unit.one(SavedView, uid)
            unit.why = f"删除视图“{found.name}”"
            unit.apply(remove(found))
            return f"已删除视图“{found.name}”。"

        return self._database.write(actor, "删除视图", work)[0]
