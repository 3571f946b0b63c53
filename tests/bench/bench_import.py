"""Taking a list of 5,000 persons × 40 columns into a real office: preview, apply, apply again."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
from python_calamine import CalamineWorkbook
from stdnum.cn import ric

from desk_app.bootstrap import open_desk
from tests.kit.office import PASSWORD, founded

SIZES = ((5_000, 40), (100_000, 25))
GIVEN = "安平和顺文明春秋冬雪花草木林山川江河海天星月光云雨风晴正直善良勤学思远志成才华"
HEADER = (
    "姓名",
    "身份证号",
    "性别",
    "出生日期",
    "民族",
    "学历",
    "毕业院校",
    "专业",
    "毕业时间",
    "所属村",
    "家庭住址",
    "联系电话",
    "求职意向",
    "期望月薪",
    "备注",
)


def run(say: Callable[[str], None]) -> None:
    """Print the seconds of each step, with calamine reading the same file beside it."""
    for rows, columns in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "名单.xlsx"
            write_list(file, rows, columns)
            begun = time.perf_counter()
            CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
            say(f"{rows}×{columns}: calamine reading the file {time.perf_counter() - begun:.2f} s")
            folders, _ = founded(Path(folder) / "home")
            with open_desk(folders, PASSWORD) as desk:
                for what, preview in (("preview", True), ("apply", False), ("apply again", False)):
                    begun = time.perf_counter()
                    taken = desk.intake.take(desk.actor, file, preview=preview)
                    seconds = time.perf_counter() - begun
                    say(f"  {what} {seconds:.2f} s ({taken.created} new, {taken.same} same, {taken.read} rows)")


def write_list(file: Path, rows: int, columns: int) -> None:
    """An invented list; the columns behind the known ones are the sender's own."""
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("名单")
    own = [f"自设{number}" for number in range(columns - len(HEADER))]
    sheet.append([*HEADER, *own])
    for row in range(rows):
        year, month, order = 1970 + row % 35, 1 + row // 35 % 12, row // 420 * 2 + 1
        body = f"410099{year}{month:02d}15{order:03d}"
        number = body + ric.calc_check_digit(body + "0")
        facts = (
            f"石{GIVEN[row % 39]}{GIVEN[row // 39 % 39]}",
            number,
            "男",
            f"{year}-{month:02d}-15",
            "汉族",
            "大专",
            "平原学院",
            "会计",
            "2024-07",
        )
        contact = (f"{row % 20}号村", f"河东路{row}号", f"154{row:08d}", "普工", 4000, "")
        sheet.append([*facts, *contact, *(f"值{row % 7}" for _ in own)])
    workbook.save(file)
