"""协管员名单: which village, what is asked, and how it is handed out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desk_app.services.privacy import Asked, Choice, Written
from desk_app.ui.kit.asking import Sheet
from desk_app.ui.kit.button import Button
from desk_app.ui.kit.handing import hand_out
from desk_app.ui.kit.lines import ChecksEditor, FieldLine
from desk_app.ui.kit.page import Room

_HELP = (
    "名单只有本村的人：姓名、电话、组和遮住的证件号码，后面留空让协管员填；没有困难、残疾、低保等情况。"
    "交出去会登记，收回后照常导入。"
)


class HelperSheet(Sheet):
    """The village, the columns to be filled in, what it is for; then a sheet or a paper."""

    def __init__(self, room: Room, choice: Choice, seekers: Sequence[str] | None, parent: QWidget | None) -> None:
        super().__init__(parent, room.look, "做协管员名单", _HELP, "存为表格…")
        self._room, self._seekers = room, seekers
        self.village = QComboBox(self)
        for name, count in choice.villages:
            self.village.addItem(f"{name}（{count} 人）", name)
        self.body.addWidget(FieldLine(room.look, "村（社区）", self.village, self))
        words = dict(choice.questions)
        self._names = {label: name for name, label in choice.questions}
        self.questions = ChecksEditor(room.look, self, tuple(words.values()))
        self.questions.put("、".join(words[name] for name in choice.usual))
        self.body.addWidget(FieldLine(room.look, "请协管员填写", self.questions, self))
        self.reason = QLineEdit(choice.why, self)
        self.body.addWidget(FieldLine(room.look, "用途（会登记）", self.reason, self))
        self.paper = Button("打印…", self)
        self.paper.clicked.connect(self.print)
        self.buttons.insertWidget(self.buttons.indexOf(self.yes), self.paper)
        self.questions.edited.connect(self._update)
        self.reason.textChanged.connect(self._update)

    def asked(self) -> Asked:
        """What was chosen."""
        return Asked(
            village=str(self.village.currentData()),
            seekers=None if self._seekers is None else tuple(self._seekers),
            questions=tuple(self._names[label] for label in self.questions.text().split("、") if label),
            reason=self.reason.text().strip(),
        )

    def _update(self) -> None:
        ready = bool(self.questions.text()) and bool(self.reason.text().strip())
        self.yes.setEnabled(ready)
        self.paper.setEnabled(ready)

    def accept(self) -> None:
        """存为表格: ask where, write it, say what was written."""
        room, asked = self._room, self.asked()
        desk = room.desk
        chosen = room.ask.save_file("名单存到哪里", f"{asked.village}求职人员核实名单.xlsx")
        if chosen is None:
            return
        out = chosen if chosen.suffix.lower() == ".xlsx" else chosen.with_name(f"{chosen.name}.xlsx")
        room.tasks.run(
            lambda _: desk.privacy.write_helper_list(desk.actor, asked, out), self._written, owner=self, what="写名单"
        )

    def _written(self, written: Written) -> None:
        self._room.ask.tell(written.sentence)
        super().accept()

    def print(self) -> None:
        """打印: the same as a paper to write on."""
        room, asked = self._room, self.asked()
        desk = room.desk

        def printed() -> None:
            room.tasks.run(
                lambda _: desk.privacy.helper_list_printed(desk.actor, asked),
                lambda _: None,
                owner=room.ask,
                what="登记交出的名单",
            )

        self.reject()
        hand_out(
            room, f"{asked.village}求职人员核实名单", lambda _: desk.privacy.helper_pdf(desk.actor, asked), printed
        )


def hand_out_list(room: Room, seekers: Sequence[str] | None, page: QWidget) -> None:
    """Ask for village and columns, then write the sheet or print the paper. `seekers` None: all to be checked on."""
    desk = room.desk

    def ask(choice: Choice) -> None:
        if not choice.villages:
            room.ask.warn("没有可以列入名单的人：要登记了所属村（社区），并且还在待核实、未就业、无意愿或失联。")
            return
        sheet = HelperSheet(room, choice, seekers, page)
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()

    room.tasks.run(
        lambda _: desk.privacy.choice(desk.actor, seekers), ask, owner=page, what="读取村（社区）", key="helper"
    )
