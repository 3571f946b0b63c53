"""代码与原因: entries that the office adds to lists, and those that it does not use."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from desk_app.domain.entry import shown
from desk_app.domain.own.codes import DEFINING
from desk_app.services.own import CodeLine
from desk_app.ui.kit.actions import Action
from desk_app.ui.kit.entering import Entry
from desk_app.ui.kit.forms import Section as Lines
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.tables import Column
from desk_app.ui.kit.tags import Tag
from desk_app.ui.pages.settings.records import RecordsSection

_LINES = (Lines("", (("label", "short"), "aliases", ("source", "valid_from"))),)


class CodeEntry(Entry):
    """One entry of a list."""

    noun = "own_codes"
    words = "选项"

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(room, DEFINING, _LINES, parent)
        self._list, self._code = "", ""

    def begin_in(self, of_list: str, line: CodeLine | None) -> None:
        """A new entry of the list, or one of the office's own to be changed."""
        codes = self.room.desk.codes
        self._list, self._code = of_list, line.code if line else ""
        words = {name: shown(field, getattr(line, name), codes) for name, field in DEFINING.items()} if line else {}
        self.begin(self._code or None, words, {}, draft=f"{of_list}/{self._code or 'new'}")
        self.heading.setText(f"{codes[of_list].title}：{'修改' if line else '新增'}选项")
        self.form.note("short", "标签里地方小，名称长的可以另写一个短的。")
        self.form.note("valid_from", "不填就是马上可用。")
        self.form.go_to("label")

    def write(self, typed: Mapping[str, str]) -> tuple[str, str]:
        """Keep the entry."""
        desk = self.room.desk
        return self._code, desk.own.save_code(desk.actor, self._list, self._code or None, typed)


class CodesSection(RecordsSection):
    """代码与原因."""

    title = "代码与原因"
    name = "own_codes"
    empty = "这张表里还没有选项。按 Insert 添加。"
    columns = (
        Column("label", "选项", 170),
        Column("aliases", "其他写法", 220),
        Column("used", "已登记", 64, right=True),
        Column("state", "状态", 130, tags=True, sortable=False),
        Column("source", "依据", 140),
    )

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        words = self.add_words(
            "下拉框里缺的原因、类别、方式在这里加，登记、导入、花名册里都认得。随程序的选项只能停用，不能改；"
            "停用后不再出现在下拉框里，已经登记的不变。规则要用的表（就业状态、岗位状态等）不在这里。"
        )
        self.column.insertWidget(1, words)
        label = QLabel("选项表", self)
        label.setProperty("role", "quiet")
        self.lists = QComboBox(self)
        self.lists.setAccessibleName("选项表")
        label.setBuddy(self.lists)
        self.inside.addWidget(label)
        self.inside.addWidget(self.lists)
        self.lists.currentIndexChanged.connect(lambda _at: self._read())
        self._lines: dict[str, CodeLine] = {}
        table = self.table
        self.form = CodeEntry(room, self.stack)
        self.begin(
            self.form,
            (
                Action(id="code-add", title="添加选项", run=self.form_new, shortcut="Insert", on=table),
                Action(id="code-edit", title="修改", run=self._edit, shortcut="F2", enabled=self._own, on=table),
                Action(
                    id="code-drop",
                    title="停用或启用",
                    run=self._drop,
                    shortcut="Delete",
                    enabled=self._chosen,
                    on=table,
                ),
            ),
        )  # fmt: skip
        if self.may_change:
            self.table.opened.connect(lambda _key: self._edit())

    @property
    def of_list(self) -> str:
        """The list that is shown."""
        return str(self.lists.currentData() or "")

    def refresh(self) -> None:
        """Read which lists there are, and the entries of the chosen one."""
        desk, kept = self.room.desk, self.of_list
        self.lists.blockSignals(True)
        self.lists.clear()
        for one in desk.own.lists(desk.actor):
            self.lists.addItem(one.title, one.name)
        self.lists.setCurrentIndex(max(0, self.lists.findData(kept)))
        self.lists.blockSignals(False)
        self._read()

    def form_new(self) -> None:
        """Insert: a new entry."""
        self.open_entry()
        self.form.begin_in(self.of_list, None)

    def _read(self) -> None:
        desk, of_list = self.room.desk, self.of_list
        self.room.tasks.run(
            lambda _: desk.own.codes(desk.actor, of_list), self._show, owner=self, what="读取选项", key="list"
        )

    def _show(self, lines: tuple[CodeLine, ...]) -> None:
        self._lines = {line.code: line for line in lines}
        rows = [
            {
                "uid": line.code,
                "label": line.label,
                "aliases": "、".join(line.aliases),
                "used": str(line.used),
                "used_key": line.used,
                "state": _state(line),
                "source": line.source,
            }
            for line in lines
        ]
        offered = sum(line.offered for line in lines)
        self.show_rows(rows, f"{offered} 项在用")

    def _chosen(self) -> bool:
        return self.table.current() in self._lines

    def _own(self) -> bool:
        return self._chosen() and self._lines[self.table.current()].own

    def _edit(self) -> None:
        line = self._lines.get(self.table.current())
        if line is None:
            return
        if not line.own:
            self.room.ask.tell("随程序的选项不能改，只能停用；要别的叫法，请另加一项。")
            return
        self.open_entry()
        self.form.begin_in(self.of_list, line)

    def _drop(self) -> None:
        line, desk, of_list = self._lines[self.table.current()], self.room.desk, self.of_list
        if not line.offered:
            self.do(lambda: desk.own.restore_code(desk.actor, of_list, line.code), "启用选项")
            return
        kept = f"已经登记的 {line.used} 条不变。" if line.used else "还没有用它登记过。"
        if self.room.ask.confirm(f"停用“{line.label}”：下拉框里不再出现。{kept}", "停用"):
            self.do(lambda: desk.own.retire_code(desk.actor, of_list, line.code), "停用选项")


def _state(line: CodeLine) -> tuple[Tag, ...]:
    whose = Tag("本单位", "accent") if line.own else Tag("随程序", "quiet")
    if not line.offered:
        later = f"{line.valid_from} 起用" if line.valid_from else ""
        return (whose, Tag(later or "已停用", "caution"))
    return (whose,)
