"""征集分工: who answers for which village, street or park, one line each."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desk_app.ui.kit.asking import Sheet
from desk_app.ui.kit.page import Room

_HELP = (
    "一行一条：村（社区）或地址里的字，空格，责任人。地址里有这些字的单位和项目，任务就分给他。\n"
    "没有写到的，分给手头任务最少的人。"
)


def read_charges(typed: str) -> tuple[dict[str, str], str]:
    """The areas and names of what was typed, and what is wrong with it."""
    found: dict[str, str] = {}
    for number, line in enumerate(typed.splitlines(), 1):
        parts = line.replace("，", " ").replace(",", " ").replace("：", " ").split()
        if not parts:
            continue
        if len(parts) != 2:
            return {}, f"第 {number} 行要写成：村名 责任人。"
        found[parts[0]] = parts[1]
    return found, ""


def ask_charges(room: Room, owner: QWidget) -> None:
    """Show who answers for which area, and keep what is changed."""
    desk = room.desk

    def show(charges: tuple[tuple[str, str], ...]) -> None:
        sheet = Sheet(owner.window(), room.look, "征集分工", _HELP, "保存")
        text = QPlainTextEdit(sheet)
        text.setPlainText("\n".join(f"{area} {name}" for area, name in charges))
        text.setPlaceholderText("柳树村 张某\n产业园 李某")
        text.setAccessibleName("村（社区）和责任人")
        sheet.body.addWidget(text)
        if sheet.ask():
            keep(text.toPlainText())

    def keep(typed: str) -> None:
        wanted, trouble = read_charges(typed)
        if trouble:
            room.ask.warn(trouble)
            return
        room.tasks.run(
            lambda _: desk.collection.set_charges(desk.actor, wanted),
            lambda _: room.ask.tell(f"已保存 {len(wanted)} 条分工，以后的新任务照此分派。", undo=True),
            owner=owner,
            what="保存分工",
        )

    room.tasks.run(lambda _: desk.collection.charges(), show, owner=owner, what="读取分工", key="charges")
