"""重点企业用工监测: the register of a period as a sheet."""

from __future__ import annotations

from collections.abc import Sequence

from desk_app.domain.codes import CodeLists
from desk_app.domain.employers_papers import LABOUR_COLUMNS, Monitored, labour_rows
from desk_app.domain.labour_reports import period_words, shortage_words
from desk_app.domain.reports.report import Table


def register_table(period: str, firms: Sequence[Monitored], codes: CodeLists) -> Table:
    """One row for each firm of the sample: the paper's columns and, in words, who is lacking and what troubles it."""
    rows = []
    for one, words in zip(firms, labour_rows(firms, codes), strict=True):
        report = one.report
        more = (shortage_words(report.shortages, codes), report.change_reason, report.difficulties) if report else ()
        cells = (*words, *more, *[""] * (3 - len(more)))
        rows.append(tuple(int(cell) if cell.isascii() and cell.isdigit() else cell for cell in cells))
    return Table(
        name="用工监测",
        title=f"重点企业用工监测表（{period_words(period)}）",
        columns=(*(column.title for column in LABOUR_COLUMNS), "缺工工种", "增减的主要原因", "困难与诉求"),
        rows=tuple(rows),
        note="期末在岗 = 期初在岗 + 新招 − 流失。单位：人、元/月。",
    )
