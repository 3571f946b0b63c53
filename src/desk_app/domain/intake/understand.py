"""A workbook understood: every row becomes a record, a question, a refusal, or is told to be no data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from desk_app.domain.errors import Refused
from desk_app.domain.intake.body import Body, DataRow
from desk_app.domain.intake.columns import Mapped, known_table, map_columns
from desk_app.domain.intake.firms import FirmReader
from desk_app.domain.intake.headless import headless_table
from desk_app.domain.intake.layout import Table, tables
from desk_app.domain.intake.offers import PostReader
from desk_app.domain.intake.people import PeopleReader
from desk_app.domain.intake.rows import (
    Column,
    IntakeContext,
    Noun,
    RowResult,
    TakenTable,
    Understood,
    letters,
    skipped,
)
from desk_app.domain.intake.sheet import Book, Sheet
from desk_app.domain.intake.sites import ProjectReader
from desk_app.domain.progress import Progress

_NOUNS = {"seekers": "人员", "posts": "岗位", "employers": "单位", "projects": "项目"}
_READERS: dict[Noun, type[PeopleReader | PostReader | FirmReader | ProjectReader]] = {
    "seekers": PeopleReader,
    "posts": PostReader,
    "employers": FirmReader,
    "projects": ProjectReader,
}
_STEP = 2000


def understand(book: Book, context: IntakeContext, progress: Progress | None = None) -> Understood:
    """Read every sheet of a workbook, hidden ones too.

    Raises Refused where the kind of list was forced by the caller and no table fits it.
    """
    progress = progress or Progress()
    rows: list[RowResult] = []
    columns: list[Column] = []
    taken: list[TakenTable] = []
    notes = list(book.notes)
    counts: Counter[Noun] = Counter()
    for sheet in book.sheets:
        notes += _hidden(sheet)
        found = list(_sheet(sheet, context, book.file, columns, taken, counts, progress))
        rows += found
        if found and all(row.status == "skipped" for row in found):
            notes.append(f"工作表“{sheet.name}”里没有认出名单，未导入")
    if not counts and context.as_:
        raise Refused("wrong_kind", f"“{book.file}”里没有{_NOUNS[context.as_]}名单，请核对名单种类。")
    as_ = counts.most_common(1)[0][0] if counts else context.as_
    return Understood(
        file=book.file,
        as_=as_,
        rows=tuple(rows),
        columns=tuple(columns),
        notes=tuple(dict.fromkeys(notes)),
        tables=tuple(taken),
    )


def _sheet(
    sheet: Sheet,
    context: IntakeContext,
    file: str,
    columns: list[Column],
    taken: list[TakenTable],
    counts: Counter[Noun],
    progress: Progress,
) -> Iterator[RowResult]:
    """The rows of one sheet; its columns, tables and the number of rows of each kind are added to what is handed in."""
    found = tables(sheet, context.words) or known_table(sheet, context.layouts) or headless_table(sheet)
    if not found:
        yield from _left_aside(sheet, range(1, len(sheet.rows) + 1))
    for table in found:
        mapped = map_columns(table, context.words, context.as_, context.layouts)
        taken.append(_taken(table, mapped))
        if mapped is None:
            first = min((*table.above, *table.header_rows, table.body.start))
            yield from _left_aside(sheet, range(first, table.body.stop))
            continue
        counts[mapped.noun] += 0
        columns += [Column(sheet.name, at, table.heading(at), target) for at, target in mapped.targets.items()]
        for at, result in enumerate(_read(table, len(taken) - 1, mapped, context, file)):
            if at % _STEP == 0:
                progress.step("辨认", at, len(table.body))
            counts[mapped.noun] += result.status != "skipped"
            yield result


def _taken(table: Table, mapped: Mapped | None) -> TakenTable:
    return TakenTable(
        sheet=table.sheet.name,
        header_rows=table.header_rows,
        noun=mapped.noun if mapped else None,
        headings=table.parts,
        targets=mapped.targets if mapped else dict.fromkeys(table.parts, ""),
        titles=table.titles,
        form=table.form,
    )


def _read(table: Table, number: int, mapped: Mapped, context: IntakeContext, file: str) -> Iterator[RowResult]:
    for row in table.above:
        if row in table.form_rows:
            yield skipped(table.sheet.name, row, "form_block", "表上部的单位信息，不是数据行")
        else:
            yield skipped(table.sheet.name, row, "title", "标题、单位或日期，不是数据行")
    reader = _READERS[mapped.noun](table, mapped, context, file)
    for found in Body(table, mapped, context.words):
        if isinstance(found, DataRow):
            filled = tuple((at, found.texts[at - 1]) for at in sorted(found.filled))
            yield replace(reader.read(found), table=number, filled=filled, label=found.label)
        else:
            yield found


def understand_row(table: Table, mapped: Mapped, row: DataRow, context: IntakeContext, file: str) -> RowResult:
    """One single row of a table, as it would be understood within its list."""
    return _READERS[mapped.noun](table, mapped, context, file).read(row)


def _left_aside(sheet: Sheet, rows: range) -> Iterator[RowResult]:
    for row in rows:
        if any(text.strip() for text in sheet.rows[row - 1]):
            yield skipped(sheet.name, row, "no_table", "这里没有认出名单")


def _hidden(sheet: Sheet) -> Iterator[str]:
    if sheet.hidden and any(map(any, sheet.rows)):
        yield f"工作表“{sheet.name}”是隐藏的，已一并读取"
    rows = sum(1 for row in sheet.hidden_rows if row <= len(sheet.rows) and any(sheet.rows[row - 1]))
    if rows:
        yield f"工作表“{sheet.name}”有{rows}行被隐藏（可能是筛选），已一并读取"
    width = max(map(len, sheet.rows), default=0)
    hidden = sorted(column for column in sheet.hidden_columns if column <= width)
    if hidden:
        yield f"工作表“{sheet.name}”的{'、'.join(map(letters, hidden))}列是隐藏的，已一并读取"
