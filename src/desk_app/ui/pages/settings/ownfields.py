"""自设栏目: fields of the office's own, from the form to the export."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from desk_app.domain.codes import CodeLists
from desk_app.domain.entry import like, shown
from desk_app.domain.fields import Kind
from desk_app.domain.intake.words import plain
from desk_app.domain.own.fields import DEFINING, ITEMS, OwnField
from desk_app.services.own import FieldLine
from desk_app.ui.kit.actions import Action
from desk_app.ui.kit.entering import Entry
from desk_app.ui.kit.forms import Section as Lines
from desk_app.ui.kit.page import Room
from desk_app.ui.kit.tables import Column
from desk_app.ui.kit.tags import Tag
from desk_app.ui.pages.settings.records import RecordsSection

_CHOICES = 30  # columns of earlier lists that are offered at once
_LINES = (
    Lines(
        "",
        (
            ("noun", "label"),
            "kind",
            ITEMS,
            "codes",
            "aliases",
            "sensitivity",
            "in_list",
            "in_export",
        ),
    ),
)
_CODED = (Kind.CODE.value, Kind.CODES.value)
_NOT_ASKED: Mapping[str, set[str]] = {
    "employers": {"in_list", "in_export"},
    "posts": {"in_list"},
    "projects": {"in_list", "in_export"},
}
"""By kind of record, where its fields cannot go: the roster holds persons and posts."""
_COUNTED = {"seekers": "人", "employers": "家单位", "posts": "个岗位", "projects": "个项目"}


class FieldEntry(Entry):
    """One field. Which records have such a column already is said while its name is typed."""

    noun = "own_fields"
    words = "自设栏目"

    def __init__(self, room: Room, parent: QWidget) -> None:
        super().__init__(room, DEFINING, _LINES, parent, suggest={"codes": self._titles})
        self._known: Mapping[str, Mapping[str, int]] = {}  # by kind of record, the columns that lists brought
        self._before: OwnField | None = None
        self._usual: Mapping[str, str] = {}  # what stands in the form of a new field from the start
        self.form.typed_in.connect(self._typed)

    def begin_new(self, noun: str = "", label: str = "") -> None:
        """A new field, perhaps one that lists have brought already."""
        self._before = None
        codes = self.room.desk.codes
        self._usual = {
            "noun": codes["own_noun"].label(noun or "seekers"),
            "kind": codes["own_kind"].label(Kind.TEXT.value),
            "sensitivity": codes["sensitivity"].label("open"),
            "in_list": "是",
            "in_export": "否",
        }
        self.begin(None, self._usual, {"label": label} if label else {})
        self._ask()
        self.form.go_to("kind" if label else "label")

    def begin_old(self, one: OwnField) -> None:
        """Change a field."""
        self._before, self._usual = one, {}
        codes = self.room.desk.codes
        words = {
            name: shown(field, getattr(one, name), codes) for name, field in DEFINING.items() if name not in (ITEMS,)
        }
        words["codes"] = codes[one.codes].title if one.codes in codes else ""
        self.begin(one.uid, words, {})
        self._ask()
        self.form.go_to("label")

    def read(self) -> Any:
        """The columns that imports kept."""
        desk = self.room.desk
        return {noun.code: desk.own.columns(desk.actor, noun.code) for noun in desk.codes["own_noun"]}

    def ready(self, found: Any) -> None:
        """Say so where the name is one of them."""
        self._known = found
        self._say_known()

    def write(self, typed: Mapping[str, str]) -> tuple[str, str]:
        """Keep the field."""
        desk = self.room.desk
        return self.uid or "", desk.own.save_field(desk.actor, self.uid, {**self._usual, **typed})

    def _typed(self, name: str) -> None:
        if name in ("kind", "noun"):
            self._ask()
        if name in ("label", "noun"):
            self._say_known()

    def _ask(self) -> None:
        """Choices are asked where something is chosen; kind and place only of a new field."""
        kind = self.room.desk.codes["own_kind"].find(self.form.text("kind"))
        coded = kind is not None and kind.code in _CODED
        left_out = {ITEMS, "codes"} if not coded or self._before else set()
        left_out |= {"noun", "kind"} if self._before else set()
        noun = self.room.desk.codes["own_noun"].find(self.form.text("noun"))
        left_out |= _NOT_ASKED.get(noun.code if noun else "", set())
        self.form.ask_only(set(DEFINING) - left_out)
        self.form.note(ITEMS, "写在这里的选项成为这一栏自己的表，以后到“代码与原因”里增减。")
        self.form.note("codes", "已有合适的表就选它，上面的选项不用写。")

    def _say_known(self) -> None:
        noun = self.room.desk.codes["own_noun"].find(self.form.text("noun"))
        columns = self._known.get(noun.code if noun else "", {})
        wanted = plain(self.form.text("label"))
        count = sum(count for column, count in columns.items() if plain(column) == wanted)
        if wanted and self._before is None:
            whom = _COUNTED.get(noun.code if noun else "", "条记录")
            self.form.note("label", f"已有 {count} {whom}有这一栏，定下后直接作为它的内容。" if count else "")

    def _titles(self, typed: str) -> list[str]:
        return like((one.title for one in self.room.desk.codes.values()), typed)


class FieldsSection(RecordsSection):
    """自设栏目."""

    title = "自设栏目"
    name = "own_fields"
    empty = "还没有自设栏目。按 Insert 添加。"
    columns = (
        Column("noun_word", "用在", 84),
        Column("label", "栏目", 140),
        Column("kind_word", "填什么", 130),
        Column("aliases", "名单里的其他叫法", 180),
        Column("used", "已登记", 64, right=True),
        Column("where", "出现在", 150, tags=True, sortable=False),
    )

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        words = self.add_words(
            "登记表、名单里缺的栏目在这里加，登记、导入、列表、花名册里一起出现，不用改程序。停用后不再问，已登记的内容还在。"
        )
        self.column.insertWidget(1, words)
        self._lines: dict[str, FieldLine] = {}
        table, some = self.table, self._chosen
        self.form = FieldEntry(room, self.stack)
        self.begin(
            self.form,
            (
                Action(id="field-add", title="添加栏目", run=self.form_new, shortcut="Insert", on=table),
                Action(id="field-adopt", title="从名单带来的栏目里添加", run=self._adopt),
                Action(id="field-edit", title="修改", run=self._edit, shortcut="F2", enabled=some, on=table),
                Action(
                    id="field-up", title="上移", run=partial(self._move, up=True), shortcut="Alt+Up", enabled=some,
                    on=table,
                ),
                Action(
                    id="field-down", title="下移", run=partial(self._move, up=False), shortcut="Alt+Down", enabled=some,
                    on=table,
                ),
                Action(
                    id="field-drop", title="停用或启用", run=self._drop, shortcut="Delete", enabled=some, on=table
                ),
            ),
        )  # fmt: skip
        if self.may_change:
            self.table.opened.connect(lambda _key: self._edit())

    def refresh(self) -> None:
        """Read the fields."""
        desk = self.room.desk
        self.room.tasks.run(
            lambda _: desk.own.fields(desk.actor), self._show, owner=self, what="读取自设栏目", key="list"
        )

    def form_new(self) -> None:
        """Insert: a new field."""
        self.open_entry()
        self.form.begin_new()

    def _show(self, lines: tuple[FieldLine, ...]) -> None:
        codes = self.room.desk.codes
        self._lines = {line.field.uid: line for line in lines}
        rows = [
            {
                "uid": line.field.uid,
                "noun_word": codes["own_noun"].label(line.field.noun),
                "label": line.field.label,
                "kind_word": _kind_words(line.field, codes),
                "aliases": "、".join(line.field.aliases),
                "used": str(line.used),
                "used_key": line.used,
                "where": _where(line.field),
            }
            for line in lines
        ]
        living = sum(line.field.retired_on is None for line in lines)
        self.show_rows(rows, f"{living} 栏在用" if lines else "")

    def _chosen(self) -> bool:
        return self.table.current() in self._lines

    def _edit(self) -> None:
        line = self._lines.get(self.table.current())
        if line:
            self.open_entry()
            self.form.begin_old(line.field)

    def _move(self, *, up: bool) -> None:
        desk, uid = self.room.desk, self.table.current()
        self.room.tasks.run(
            lambda _: desk.own.move_field(desk.actor, uid, up=up), lambda _: None, owner=self, what="移动栏目", key="do"
        )

    def _drop(self) -> None:
        line, desk = self._lines[self.table.current()], self.room.desk
        one = line.field
        if one.retired_on:
            self.do(lambda: desk.own.restore_field(desk.actor, one.uid), "启用栏目")
            return
        kept = f"已登记的 {line.used} 条还在，打开档案看得到。" if line.used else ""
        if self.room.ask.confirm(f"停用“{one.label}”：登记、导入、列表、花名册里不再出现。{kept}", "停用"):
            self.do(lambda: desk.own.retire_field(desk.actor, one.uid), "停用栏目")

    def _adopt(self) -> None:
        """Columns that lists brought and nobody has made a field of yet."""
        self.room.tasks.run(lambda _: self.form.read(), self._ask_column, owner=self, what="找名单栏目", key="columns")

    def _ask_column(self, found: Mapping[str, Mapping[str, int]]) -> None:
        words = self.room.desk.codes["own_noun"]
        columns = sorted(
            ((noun, name, count) for noun, counted in found.items() for name, count in counted.items()),
            key=lambda one: -one[2],
        )[:_CHOICES]
        if not columns:
            self.room.ask.tell("导入过的名单里没有还没设成栏目的列。")
            return
        options = [(f"{noun}/{name}", f"{name}（{words.label(noun)}，{count} 条）") for noun, name, count in columns]
        chosen = self.room.ask.choose("从名单带来的栏目里添加", "选一列，再说它填什么。", options)
        if chosen:
            noun, _, name = chosen.partition("/")
            self.open_entry()
            self.form.begin_new(noun, name)


def _kind_words(one: OwnField, codes: CodeLists) -> str:
    kind = codes["own_kind"].short(one.kind)
    if one.codes in codes:
        options = "、".join(item.label for item in codes[one.codes].offered)
        return f"{kind}：{options}"
    return kind


def _where(one: OwnField) -> tuple[Tag, ...]:
    if one.retired_on:
        return (Tag("已停用", "quiet"),)
    left_out = _NOT_ASKED.get(one.noun, set())
    listed = (Tag("列表", "good"),) if one.in_list and "in_list" not in left_out else ()
    sent = (Tag("花名册", "accent"),) if one.in_export and "in_export" not in left_out else ()
    return (Tag("表单", "good"), *listed, *sent)
