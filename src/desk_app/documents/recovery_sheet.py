"""恢复单: one A4 sheet with the recovery code, to be sealed and locked away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from desk_app.documents.page import MM, Sheets, refuse_missing
from desk_app.documents.setting import Paragraph, fit, fit_line
from desk_app.documents.typeface import Typefaces, machine_typefaces

_LEFT, _RIGHT, _MIDDLE = 28.0, 182.0, 105.0
_CODE_TOP, _ROW, _BOX_HEIGHT = 92.0, 19.0, 14.0
_ACROSS = 4  # groups in a row
_GAP = 6.0
_STEPS = ((12, 21), (11.5, 19.5), (11, 18))

_TITLE = "恢复单"
_WHAT = (
    "这张纸上的恢复码能打开本机构的全部数据。忘记密码、密码丢失时，只有它能把数据救回来；"
    "程序里没有另存，丢了谁也补不出来。"
)
_HOW: Sequence[tuple[str, Sequence[str]]] = (
    (
        "怎么用",
        (
            "1. 打开“一人一岗”，在登录页的密码栏里输入恢复码（可以不输短横线，大小写都行）。",
            "2. 程序会指出哪一组抄错了；输入无误后，先给自己设一个新密码，再继续工作。",
            "3. 从备份恢复到另一台电脑时，也可以用备份当时的恢复码代替密码。",
        ),
    ),
    (
        "放在哪里",
        (
            "1. 装进信封封口，封口处签名、写日期，锁进单位的保险柜或由负责人保管。",
            "2. 不要拍照，不要发微信、QQ，不要存进电脑，不要和这台电脑放在一起。",
            "3. 信封被拆开过，或看过的人离开了岗位：到“设置 → 人员与密码”换新的恢复码，旧单作废后销毁。",
        ),
    ),
)


def recovery_sheet_pdf(office: str, clerk: str, code: str, at: datetime, faces: Typefaces | None = None) -> bytes:
    """The sheet; `code` is groups with hyphens, `at` the moment of printing that stands at its foot.

    Raises Refused for a name that cannot be printed without boxes.
    """
    faces = faces or machine_typefaces()
    refuse_missing([("恢复单", (office, clerk))], faces.body)
    sheets = Sheets(f"{_TITLE}　{office}", faces)
    sheets.text(_TITLE, _MIDDLE, 26, 26, face=faces.title, align="centre")
    size = fit_line(office, faces.body, (_RIGHT - _LEFT) * MM, 16)
    sheets.text(office, _MIDDLE, 41, size, align="centre")
    day = f"{at.year}年{at.month}月{at.day}日"
    sheets.text(f"主管：{clerk}　　恢复码生成日期：{day}", _MIDDLE, 51, 12, align="centre")
    sheets.rule(_LEFT, 60, _RIGHT, 60, width_pt=1)
    what = fit([Paragraph(_WHAT, first_indent=2)], faces.body, (_RIGHT - _LEFT) * MM, 22 * MM, _STEPS)
    sheets.lines(what, _LEFT, 66)
    below = _draw_code(sheets, code.split("-"))
    for heading, lines in _HOW:
        below = _draw_part(sheets, heading, lines, below + 7)
    _draw_envelope(sheets, max(below + 7, 236))
    sheets.rule(_LEFT, 279, _RIGHT, 279, width_pt=0.4)
    sheets.text(f"{office}　一人一岗", _LEFT, 281, fit_line(office, faces.body, 90 * MM, 9))
    sheets.text(f"第 1 页，共 1 页　打印时间 {at:%Y-%m-%d %H:%M}", _RIGHT, 281, 9, align="right")
    sheets.next_page()
    return sheets.finish()


def _draw_code(sheets: Sheets, groups: Sequence[str]) -> float:
    """Each group in a box of its own with its number, four in a row; returns the lower edge."""
    width = (_RIGHT - _LEFT - (_ACROSS - 1) * _GAP) / _ACROSS
    for number, group in enumerate(groups):
        down, across = divmod(number, _ACROSS)
        x, top = _LEFT + across * (width + _GAP), _CODE_TOP + down * _ROW
        sheets.box(x, top, width, _BOX_HEIGHT, width_pt=1)
        sheets.text(str(number + 1), x + 1.2, top + 1, 8, grey=0.4)
        # Characters stand apart so that nobody loses count while copying.
        step = (width - 9) / len(group)
        for place, char in enumerate(group):
            sheets.text(char, x + 5.5 + (place + 0.5) * step, top + 3.6, 20, align="centre")
    return _CODE_TOP + (len(groups) - 1) // _ACROSS * _ROW + _BOX_HEIGHT


def _draw_part(sheets: Sheets, heading: str, lines: Sequence[str], top: float) -> float:
    sheets.text(heading, _LEFT, top, 14, face=sheets.faces.title)
    hanging = sheets.faces.body.width("1. ", 1)
    paragraphs = [Paragraph(line, next_indent=hanging) for line in lines]
    setting = fit(paragraphs, sheets.faces.body, (_RIGHT - _LEFT) * MM, 50 * MM, _STEPS)
    sheets.lines(setting, _LEFT, top + 8)
    return top + 8 + setting.height_pt / MM


def _draw_envelope(sheets: Sheets, top: float) -> None:
    """Lines to sign when the envelope is closed and opened."""
    for row, words in enumerate(("封存人", "拆封人")):
        y = top + row * 13
        for x, label in ((_LEFT, f"{words}："), (_MIDDLE + 4, "日期：")):
            sheets.text(label, x, y, 12)
            sheets.rule(x + 17, y + 5, x + 70, y + 5, width_pt=0.5)
