"""期限与标准: figures that the office sets otherwise from a day on, with the document behind them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from desk_app.domain.own.standards import DEFINING
from desk_app.services.standards import StandardLine
from desk_app.ui.kit.actions import Action
from desk_app.ui.kit.entering import Entry
from desk_app.ui.kit.forms import Section as Lines
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.tables import Column
from desk_app.ui.kit.tags import Tag
from desk_app.ui.pages.settings.records import RecordsSection

_LINES = (Lines("", ("value", ("source", "doc_no"), ("valid_from", "valid_to"), "region")),)


class StandardEntry(Entry):
    """One figure of the office's own."""

    noun = "own_standards"
    words = "期限或标准"

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(room, DEFINING, _LINES, parent)
        self._name = ""
        self._usual: Mapping[str, str] = {}  # what stands in the form from the start

    def begin_with(self, line: StandardLine) -> None:
        """Set a figure, beginning today."""
        figure = line.figure
        self._name = figure.name
        self._usual = {"valid_from": self.room.desk.actor.today().isoformat()}
        self.begin(figure.name, self._usual, {}, draft=f"own_standards/{figure.name}")
        self.heading.setText(f"{figure.group}：{figure.label}")
        several = "，几个数之间用顿号" if figure.several else ""
        now = f"现在是 {line.value} {figure.unit}" + (f"（{line.source}，{line.since} 起）" if line.own else "")
        range_ = f"可以是 {figure.least} 到 {figure.most} {figure.unit}{several}"
        self.form.note("value", f"{now}，随程序的是 {line.shipped} {figure.unit}；{range_}。")
        self.form.note("valid_to", "不填就一直用下去。")
        self.form.go_to("value")

    def write(self, typed: Mapping[str, str]) -> tuple[str, str]:
        """Keep the figure."""
        desk = self.room.desk
        return self._name, desk.standards.set(desk.actor, self._name, {**self._usual, **typed})


class StandardsSection(RecordsSection):
    """期限与标准."""

    title = "期限与标准"
    name = "own_standards"
    columns = (
        Column("group", "用在", 90),
        Column("label", "期限或标准", 290),
        Column("value", "现在", 130),
        Column("whose", "出处", 84, tags=True, sortable=False),
        Column("source", "依据", 200),
        Column("since", "从哪天起", 96),
    )

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        words = self.add_words(
            "各地的期限不一样：按本地文件改，写明依据和从哪天起；到那一天自动生效，以前的留有记录。"
            "法律定死的（年龄、退休等）不在这里，推荐信有效天数在“推荐信”里改。"
        )
        self.column.insertWidget(1, words)
        self._lines: dict[str, StandardLine] = {}
        self.form = StandardEntry(room, self.stack)
        table = self.table
        self.begin(
            self.form,
            (
                Action(id="standard-edit", title="修改", run=self._edit, shortcut="F2", enabled=self._chosen, on=table),
                Action(
                    id="standard-drop", title="恢复随程序的值", run=self._drop, shortcut="Delete", enabled=self._own,
                    on=table,
                ),
            ),
        )  # fmt: skip
        if self.may_change:
            self.table.opened.connect(lambda _key: self._edit())

    def refresh(self) -> None:
        """Read the figures."""
        desk = self.room.desk
        self.room.tasks.run(
            lambda _: desk.standards.lines(desk.actor), self._show, owner=self, what="读取期限", key="list"
        )

    def _show(self, lines: tuple[StandardLine, ...]) -> None:
        self._lines = {line.figure.name: line for line in lines}
        rows = [
            {
                "uid": line.figure.name,
                "group": line.figure.group,
                "label": line.figure.label,
                "value": f"{line.value} {line.figure.unit}",
                "whose": (Tag("本单位", "accent") if line.own else Tag("随程序", "quiet"),),
                "source": _source(line),
                "since": line.since,
            }
            for line in lines
        ]
        own = sum(line.own for line in lines)
        self.show_rows(rows, f"{own} 项用本单位的值" if own else "都用随程序的值")

    def _chosen(self) -> bool:
        return self.table.current() in self._lines

    def _own(self) -> bool:
        line = self._lines.get(self.table.current())
        return line is not None and (line.own or bool(line.coming))

    def _edit(self) -> None:
        line = self._lines.get(self.table.current())
        if line:
            self.open_entry()
            self.form.begin_with(line)

    def _drop(self) -> None:
        line, desk = self._lines[self.table.current()], self.room.desk
        figure = line.figure
        sentence = f"“{figure.label}”从今天起用随程序的 {line.shipped} {figure.unit}，不再用本单位的值。"
        if self.room.ask.confirm(sentence, "恢复"):
            self.do(lambda: desk.standards.drop(desk.actor, figure.name), "恢复")


def _source(line: StandardLine) -> str:
    coming = "；".join(f"{one.valid_from} 起 {one.value} {line.figure.unit}" for one in line.coming)
    return "；".join(filter(None, (line.source, coming)))
