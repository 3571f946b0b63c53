"""A list of invented, newly registered firms, as the market supervision sends it."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from stdnum.cn import uscc

from desk_app.domain.reports.report import Table
from desk_app.spreadsheets.writer import book

_HEADINGS = ("企业名称", "统一社会信用代码", "法定代表人", "成立日期", "行业门类", "住所", "联系电话")


def new_firms(
    folder: Path,
    count: int,
    *,
    registered: str = "2026-10-15",
    name: str = "11月新注册企业.xlsx",
    title: str = "企业名单",
) -> Path:
    """Write such a list of so many firms; their credit codes are of the practice county."""
    rows = tuple(_row(number, registered) for number in range(count))
    file = folder / name
    file.write_bytes(book((Table(name="名单", title=title, columns=_HEADINGS, rows=rows),)))
    return file


def _row(number: int, registered: str) -> tuple[str, ...]:
    body = f"91410099MA{number:07d}"
    place = "青禾镇柳树村" if number % 2 else "青禾镇工业路"
    phone = f"154{number:08d}"
    code = body + uscc.calc_check_digit(body)
    return (f"演练县新兴{number:03}号制衣有限公司", code, "周大林", registered, "制造业", place, phone)


def projects(folder: Path, *rows: tuple[str, ...], name: str = "重点项目清单.xlsx") -> Path:
    """Write a list of projects with what they want of two trades; a row: name, owner, start, total, 普工, 电焊工."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(("项目名称", "建设单位", "开工时间", "总人数", "分工种", ""))
    sheet.append(("", "", "", "", "普工", "电焊工"))
    sheet.merge_cells("E1:F1")
    for column in "ABCD":
        sheet.merge_cells(f"{column}1:{column}2")
    for row in rows:
        sheet.append(row)
    file = folder / name
    workbook.save(file)
    return file
