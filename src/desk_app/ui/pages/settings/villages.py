"""村（社区）: names and spellings, added by paste."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk_app.domain.village_list import clean
from desk_app.services.villages import VillageLine
from desk_app.ui.kit.actions import Action
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.tables import Column, ListSource, Table
from desk_app.ui.kit.tags import Tag
from desk_app.ui.pages.settings.paste import VillagePaste
from desk_app.ui.pages.settings.section import Section

_COLUMNS = (
    Column("name", "村（社区）", 160),
    Column("aliases", "其他写法", 320),
    Column("persons", "求职人员", 80, right=True),
    Column("state", "状态", 84, tags=True, sortable=False),
)


class VillagesSection(Section):
    """村（社区）."""

    title = "村（社区）"

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self._lines: dict[str, VillageLine] = {}
        self.add_words("导入时按这份名单认村（社区），别的写法也认得出来。改名后，登记在旧名下的人一起改过来。")
        self.table = Table(
            room, _COLUMNS, ListSource([]), "villages", self, empty="还没有村（社区）。在下面粘贴名单，一行一个。"
        )
        self.table.setMinimumHeight(room.look.px(160))
        self.column.addWidget(self.table, 3)
        self.edit = Action(
            id="village-edit", title="改名或写法", run=self._edit, shortcut="F2", enabled=self._chosen, on=self.table
        )
        self.drop = Action(
            id="village-drop", title="删除", run=self._drop, shortcut="Delete", enabled=self._chosen, on=self.table
        )
        self.merge = Action(id="village-merge", title="并入另一个", run=self._merge, enabled=self._chosen)
        self.rest = Action(id="village-retire", title="停用或启用", run=self._retire, enabled=self._chosen)
        self.bar = self.add_bar(self.edit, self.merge, self.rest, self.drop)
        self.table.chosen.connect(lambda _key: self.bar.update_state())
        self.table.opened.connect(lambda _key: self._edit())
        villages, actor = room.desk.villages, room.desk.actor
        self.paste = VillagePaste(room.look, room.tasks, lambda text: villages.understand(actor, text), self)
        self.paste.text.setAccessibleName("粘贴村（社区）名单")
        self.column.addWidget(self.paste, 2)
        row = QHBoxLayout()
        self.add = self.button(Action(id="village-add", title="写入名单", run=self._add), primary=True)
        self.add.setEnabled(False)
        self.paste.read.connect(lambda count: self.add.setEnabled(count > 0))
        row.addWidget(self.add)
        row.addStretch(1)
        self.column.addLayout(row)

    def refresh(self) -> None:
        """Read the villages."""
        desk = self.room.desk
        self.room.tasks.run(
            lambda _: desk.villages.lines(desk.actor), self._show, owner=self, what="读取村（社区）", key="list"
        )

    def _show(self, lines: tuple[VillageLine, ...]) -> None:
        self._lines = {one.uid: one for one in lines}
        rows = [
            {
                "uid": one.uid,
                "name": one.name,
                "aliases": "、".join(one.aliases),
                "persons": str(one.persons),
                "persons_key": one.persons,
                "state": (Tag("已停用", "caution"),) if one.retired else (),
            }
            for one in lines
        ]
        self.table.source = ListSource(rows)
        self.table.look_up()
        self.bar.update_state(f"{len(rows)} 个村（社区）")

    def _chosen(self) -> bool:
        return self.table.current() in self._lines

    def _edit(self) -> None:
        row = self.table.row_of(self.table.current())
        if row is None:
            return
        uid, before = row["uid"], "，".join(filter(None, [row["name"], row["aliases"].replace("、", "，")]))
        typed = self.room.ask.line("改村（社区）", "名称写在最前，其他写法跟在逗号后面", "保存", initial=before)
        if typed is None:
            return
        name, *aliases = typed.replace("，", ",").replace("、", ",").split(",")
        desk = self.room.desk

        def told(moved: int) -> None:
            along = f"，{moved} 名求职人员一起改过来" if moved else ""
            self.room.ask.tell(f"已保存{name.strip()}{along}。", undo=True)

        self.room.tasks.run(
            lambda _: desk.villages.change(desk.actor, uid, name, aliases), told, owner=self, what="保存"
        )

    def _merge(self) -> None:
        one, desk = self._lines[self.table.current()], self.room.desk
        typed = self.room.ask.line("并入另一个村（社区）", f"{one.name}并入哪个？写它的名称", "并入")
        if not typed:
            return
        name = clean(typed)
        other = next((o for o in self._lines.values() if o.uid != one.uid and name in (o.name, *o.aliases)), None)
        if other is None:
            self.room.ask.warn(f"名单里没有“{name}”，没有合并。请写名单里的另一个村（社区）。")
            return
        moving = f"{one.persons} 名求职人员改到{other.name}，" if one.persons else ""
        if not self.room.ask.confirm(f"把{one.name}并入{other.name}：{moving}“{one.name}”成为它的一种写法。", "并入"):
            return
        into = other

        def told(moved: int) -> None:
            self.table.choose(into.uid)
            self.room.ask.tell(f"已把{one.name}并入{into.name}，{moved} 名求职人员一起改过来。", undo=True)

        self.room.tasks.run(
            lambda _: desk.villages.merge(desk.actor, one.uid, into.uid), told, owner=self, what="合并村（社区）"
        )

    def _retire(self) -> None:
        one, desk = self._lines[self.table.current()], self.room.desk
        if one.retired:
            self.room.tasks.run(
                lambda _: desk.villages.restore(desk.actor, one.uid),
                lambda _: self.room.ask.tell(f"已重新启用{one.name}。", undo=True),
                owner=self,
                what="启用",
            )
            return
        stay = f"登记在这里的 {one.persons} 名求职人员不变，" if one.persons else ""
        if self.room.ask.confirm(f"停用{one.name}：登记时不再提示，{stay}名单里写到它还认得。", "停用"):
            self.room.tasks.run(
                lambda _: desk.villages.retire(desk.actor, one.uid),
                lambda _: self.room.ask.tell(f"已停用{one.name}。", undo=True),
                owner=self,
                what="停用",
            )

    def _drop(self) -> None:
        row = self.table.row_of(self.table.current())
        if row is None or not self.room.ask.confirm(f"把{row['name']}从名单里删除。", "删除"):
            return
        desk, uid, name = self.room.desk, row["uid"], row["name"]
        self.room.tasks.run(
            lambda _: desk.villages.drop(desk.actor, uid),
            lambda _: self.room.ask.tell(f"已删除{name}。", undo=True),
            owner=self,
            what="删除",
        )

    def _add(self) -> None:
        desk, text = self.room.desk, self.paste.typed()

        def told(new: int) -> None:
            self.paste.text.clear()
            self.room.ask.tell(f"已写入，新增 {new} 个村（社区）。", undo=True)

        self.room.tasks.run(lambda _: desk.villages.add(desk.actor, text), told, owner=self, what="写入村（社区）")
