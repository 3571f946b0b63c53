"""机构, 推荐信: forms over the office's own record."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desk_app.domain.entry import NotEntered, shown
from desk_app.domain.errors import DeskError
from desk_app.domain.fields import fields_of
from desk_app.domain.identity import region_name
from desk_app.domain.office import PATTERN_FIELDS, Office
from desk_app.ui.kit.actions import Action
from desk_app.ui.kit.forms import Form
from desk_app.ui.kit.forms import Section as Lines
from desk_app.ui.kit.page import Room
from desk_app.ui.pages.settings.section import Section

_SETTLE = 200  # milliseconds after a keystroke until the sample is made again


class FactsSection(Section):
    """Fields of the office, saved together."""

    lines: Sequence[Lines] = ()

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self._filled = False
        if not self.may_change:
            self.add_words(self.only_supervisor, "notice")
        self.form = Form(room, Office, self.lines, parent=self)
        self.form.setEnabled(self.may_change)
        inside = self.form.widget()
        # As high as its lines and a few words below them: what can be done stands close to it.
        self.form.setFixedHeight((inside.sizeHint().height() if inside else 0) + room.look.px(56))
        self.column.addWidget(self.form)
        self.save = Action(id=f"save-{self.title}", title="保存", run=self._save, icon="save")
        self.undo = Action(id=f"reset-{self.title}", title="放弃改动", run=self._reset)
        if self.may_change:
            self.add_row(self.button(self.save, primary=True), self.button(self.undo))
        self.form.submitted.connect(self._save)

    def refresh(self) -> None:
        """Show what is kept, unless something is being typed."""
        if not (self._filled and self.form.typed()):
            self._read()

    def may_leave(self) -> bool:
        """Ask where something is not saved."""
        if not self._filled or not self.form.typed():
            return True
        options = [("save", "保存"), ("drop", "放弃改动"), ("stay", "继续改")]
        chosen = self.room.ask.choose(f"{self.title}有改动没有保存", "", options)
        if chosen == "save":
            self._save()
        if chosen == "drop":
            self._reset()
        return chosen == "drop"

    def _read(self) -> None:
        desk = self.room.desk
        self.room.tasks.run(
            lambda _: desk.office.facts(desk.actor), self._show, owner=self, what="读取机构信息", key="facts"
        )

    def _show(self, office: Office) -> None:
        fields, codes = fields_of(Office), self.room.desk.codes
        self.form.fill({name: shown(field, getattr(office, name), codes) for name, field in fields.items()})
        self._filled = True

    def _reset(self) -> None:
        self._filled = False
        self._read()

    def _save(self) -> None:
        desk, typed = self.room.desk, self.form.typed()
        if not typed:
            self.room.ask.tell("没有改动。")
            return
        self.room.tasks.run(
            lambda _: desk.office.change(desk.actor, typed),
            self._saved,
            owner=self,
            failed=self._failed,
            what="保存",
            key="save",
        )

    def _saved(self, office: Office) -> None:
        self._show(office)
        self.room.ask.tell("已保存机构信息。", undo=True)

    def _failed(self, error: DeskError) -> None:
        if isinstance(error, NotEntered):
            self.form.show_errors(error.errors)
        else:
            self.room.ask.warn(error)


class OfficeSection(FactsSection):
    """机构."""

    title = "机构"
    lines = (Lines("", ["name", ("region", "short_name"), "address", ("phone", "complaint_phone")]),)

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self.column.addStretch(1)
        self.form.typed_in.connect(self._name_region)

    def _show(self, office: Office) -> None:
        super()._show(office)
        self._name_region("region")

    def _name_region(self, name: str) -> None:
        if name == "region":
            code = self.form.text("region").strip()
            known = region_name(code, self.room.desk.actor.today().year) if len(code) >= 6 else ""
            self.form.note("region", known)


class LettersSection(FactsSection):
    """推荐信."""

    title = "推荐信"
    lines = (Lines("", ["letter_pattern", "letter_valid_days"]),)

    def __init__(self, room: Room, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        known = "，".join(f"{{{name}}} 是{label}" for name, label in PATTERN_FIELDS.items())
        self.add_words(f"编号格式里可以用：{known}；{{sequence:04d}} 把顺序号补成四位。已经开出的编号不会变。")
        self.sample = self.add_words("", "strip")
        self.add_words("收回执、回访等其他期限在“期限与标准”里改。")
        self.column.addStretch(1)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE)
        self._settle.timeout.connect(self._make_sample)
        self.form.edited.connect(self._settle.start)

    def _show(self, office: Office) -> None:
        super()._show(office)
        self._short_name = office.short_name
        self._make_sample()

    def _make_sample(self) -> None:
        desk, pattern, short = self.room.desk, self.form.text("letter_pattern"), self._short_name
        self.room.tasks.run(
            lambda _: desk.office.sample_number(desk.actor, pattern, short),
            lambda numbers: self._say_sample(f"编号会是：{numbers}", "strip"),
            owner=self,
            failed=lambda error: self._say_sample(error.message, "error"),
            what="试编号",
            key="sample",
        )

    def _say_sample(self, words: str, role: str) -> None:
        self.sample.setProperty("role", role)
        self.sample.style().unpolish(self.sample)
        self.sample.style().polish(self.sample)
        self.sample.setText(words)
