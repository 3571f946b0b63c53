"""Papers at the counter: the files of persons, and blank forms to hand out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from desk_app.bootstrap import Desk
from desk_app.domain.forms.registry import FORMS
from desk_app.domain.person_paper import TITLE, Copy
from desk_app.domain.privacy.recipients import groups_asked
from desk_app.ui.kit.handing import hand_out
from desk_app.ui.kit.page import Room
from desk_app.ui.pages.seekers.days import ask_day

_FORM = "form/"  # before the name of a form of a person
OTHERS: tuple[tuple[str, str, Callable[[Desk], bytes]], ...] = (
    ("hardship", "就业困难人员认定表", lambda desk: desk.hardship.paper(desk.actor, "form", ())),
    ("undertaking", "困难认定承诺书", lambda desk: desk.hardship.paper(desk.actor, "undertaking", ())),
    ("notice", "个人信息收集告知书", lambda desk: desk.privacy.notice_pdf(desk.actor, None)),
)
"""Blank papers that are not forms of 表册: name, title, how it is made."""


def hand_out_files(room: Room, uids: Sequence[str], owner: QObject) -> None:
    """打印档案: for the person or for the cabinet; that it left is registered."""
    desk = room.desk
    chosen = room.ask.choose(
        "打印档案",
        "档案给谁？" if len(uids) == 1 else f"打印选中的 {len(uids)} 人的档案，给谁？",
        [(Copy.PERSON, "交本人：证件号码遮住"), (Copy.CABINET, "本机构归档：证件号码完整，会登记")],
    )
    if not chosen:
        return
    copy = Copy(chosen)

    def given() -> None:
        room.tasks.run(
            lambda _: desk.seekers.paper_given(desk.actor, uids, copy), lambda _: None, owner=owner, what="登记打印"
        )

    hand_out(room, TITLE, lambda progress: desk.seekers.paper(desk.actor, uids, copy, progress), given)


def hand_out_blank(room: Room) -> None:
    """打印空白表: a form to be filled in by hand."""
    desk = room.desk
    titles = {f"{_FORM}{kind.name}": kind.title for kind in FORMS.values()}
    titles |= {name: title for name, title, _ in OTHERS}
    chosen = room.ask.choose("打印空白表", "哪一张？", list(titles.items()))
    if not chosen:
        return
    made = {name: make for name, _, make in OTHERS}.get(chosen)

    def make(desk: Desk) -> bytes:
        return made(desk) if made else desk.forms.papers.blank(desk.actor, chosen.removeprefix(_FORM))

    hand_out(room, f"{titles[chosen]}（空白）", lambda _: make(desk))


def hand_out_register(room: Room) -> None:
    """打印台账: all who belonged to a group on a day, with the main columns of its form."""
    desk = room.desk
    groups = [(one.code, one.label) for one in groups_asked(desk.codes, desk.actor)]
    group = room.ask.choose("打印台账", "哪一类人员？", groups)
    day = ask_day(room, "打印台账：哪一天在册", "打印") if group else None
    if not group or not day:
        return
    title = f"{desk.codes['group'].label(group)}台账 {day}"
    hand_out(room, title, lambda _: desk.forms.papers.register(desk.actor, group, day))
