"""退回清单: what the sender of a list is asked to put right, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from desk_app.domain.intake.compare import Comparison
from desk_app.domain.intake.kinds import KINDS
from desk_app.domain.intake.rows import Record, RowResult
from desk_app.domain.posts import Post
from desk_app.domain.reports.report import Table

_COLUMNS = ("工作表", "行", "单元格", "姓名或名称", "问题", "请这样改", "处理")


def returned(file: str, found: Comparison, today: date) -> Table:
    """The refused rows, then the doubtful ones, one line a finding; no number of anybody stands in it."""
    rows = [line for row in found.refused for line in _lines(row, "不能导入")]
    rows += [line for row in found.questions for line in _lines(row, "待问清")]
    return Table(
        name="退回清单",
        title="请更正后重新报送",
        columns=_COLUMNS,
        rows=tuple(rows),
        note=f"名单：{file}　核对日期：{today.isoformat()}　共{len({(line[0], line[1]) for line in rows})}行",
    )


def _lines(row: RowResult, what: str) -> Iterator[tuple[str | int, ...]]:
    for finding in row.findings:
        remedy = KINDS[finding.kind].remedy
        yield (row.sheet, row.row, finding.cell, who(row), finding.cause.rstrip("。"), remedy, what)


def who(row: RowResult) -> str:
    """The name of whom or what a row speaks; "" where it cannot be read."""
    return name_of(row.draft.record) if row.draft else ""


def name_of(record: Record) -> str:
    """The name of a person or employer, the title of a post."""
    return record.title if isinstance(record, Post) else record.name
