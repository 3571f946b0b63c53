"""Zipped workbooks: values by calamine, and from the sheet's own XML what calamine does not tell."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import fromstring

from desk_app.domain.errors import DeskError
from desk_app.domain.intake.sheet import DATE, EMPTY, ERROR, FLAG, NUMBER, TEXT, Book, Sheet
from desk_app.spreadsheets.preflight import DAMAGED, column_number, inspect, plain_name

_MARKED_CELL = re.compile(
    rb'<(?:\w+:)?c\b(?=[^<>]*\br="([A-Z]+)(\d+)")(?=[^<>]*\bt="e")[^<>]*[^/<>]>'
    rb"(?:<(?:\w+:)?f\b[^<>]*>(?:[^<]*</(?:\w+:)?f>)?)?\s*<(?:\w+:)?v>([^<]*)<"
)
# A formula with no result beside it: the end of its cell follows, or an empty value.
_UNCOUNTED = re.compile(
    rb"<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>\s*|<(?:\w+:)?v>\s*</(?:\w+:)?v>\s*)?</(?:\w+:)?c>"
)
_ADDRESS = re.compile(rb'\br="([A-Z]+\d+)"')
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b(?=[^<>]*\bhidden="(?:1|true)")[^<>]*\br="(\d+)"')
_COLUMNS = re.compile(rb"<(?:\w+:)?col\b[^<>]*>")
_WIDEST = 300
_NAMED = 3  # addresses named in a note


@dataclass(slots=True)
class Marks:
    """What the XML of a sheet says beside its values."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    uncounted: tuple[str, ...] = ()  # addresses of formulas without a kept value


def read(content: bytes, name: str) -> Book:
    """The book in the bytes of an .xlsx, .xlsm, .xlsb or .ods file; pre-flight first. Nothing is written anywhere."""
    inspect(content)
    return by_calamine(content, name, _marks(content), _left_aside(content))


def by_calamine(content: bytes, name: str, marks: Mapping[str, Marks], left_aside: Iterable[str]) -> Book:
    """The values as calamine tells them, with the marks of each sheet by its name."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    sheets, notes = [], list(left_aside)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for info in workbook.sheets_metadata:
            if info.typ != SheetTypeEnum.WorkSheet:
                continue
            source = workbook.get_sheet_by_name(info.name)
            mark = marks.get(info.name, Marks())
            sheet = Sheet(
                name=info.name,
                hidden=info.visible != SheetVisibleEnum.Visible,
                merged=tuple(_merged(source)),
                hidden_rows=mark.hidden_rows,
                hidden_columns=mark.hidden_columns,
                **_grid(source.to_python(skip_empty_area=False), mark),
            )
            sheets.append(sheet)
            if mark.uncounted:
                some = "、".join(mark.uncounted[:_NAMED])
                notes.append(f"工作表“{info.name}”有 {len(mark.uncounted)} 个公式没有保存结果（{some}），按空白处理。")
    except (DeskError, MemoryError, KeyboardInterrupt):
        raise
    except BaseException as error:  # calamine may panic, which is no Exception
        raise DAMAGED from error
    if not sheets:
        raise DAMAGED
    return Book(file=name, sheets=tuple(sheets), notes=tuple(notes))


def _grid(values: Sequence[Sequence[Any]], marks: Marks) -> dict[str, Any]:
    """Texts and kinds of a sheet, trailing empty cells left out."""
    rows: list[tuple[str, ...]] = []
    kinds: list[bytes] = []
    for cells in values:
        rows.append(tuple([value if type(value) is str else as_text(value) for value in cells]))
        kinds.append(bytes([_KINDS[type(value)] if value != "" else EMPTY for value in cells]))
    _put_errors(rows, kinds, marks)
    trimmed = [len(kind.rstrip(bytes([EMPTY]))) for kind in kinds]
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    return {
        "rows": tuple(row[:width] for row, width in zip(rows, trimmed, strict=False)),
        "kinds": tuple(kind[:width] for kind, width in zip(kinds, trimmed, strict=False)),
    }


_KINDS = {str: TEXT, float: NUMBER, int: NUMBER, bool: FLAG, date: DATE, datetime: DATE, time: DATE, timedelta: DATE}


def as_text(value: Any) -> str:
    """A cell's value as a person reads it: whole numbers without a point, dates as yyyy-mm-dd."""
    match value:
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            midnight = value.hour == value.minute == value.second == value.microsecond == 0
            return value.date().isoformat() if midnight else value.isoformat(" ")
        case _:
            return str(value)


def _put_errors(rows: list[tuple[str, ...]], kinds: list[bytes], marks: Marks) -> None:
    for (row, column), word in marks.errors.items():
        while len(rows) < row:
            rows.append(())
            kinds.append(b"")
        texts = [*rows[row - 1], *[""] * (column - len(rows[row - 1]))]
        kind = bytearray(kinds[row - 1].ljust(column, bytes([EMPTY])))
        texts[column - 1], kind[column - 1] = word, ERROR
        rows[row - 1], kinds[row - 1] = tuple(texts), bytes(kind)


def _merged(source: Any) -> Iterator[tuple[int, int, int, int]]:
    for (top, left), (bottom, right) in source.merged_cell_ranges or ():
        yield top + 1, left + 1, bottom + 1, right + 1


def _left_aside(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name.lower() for name in archive.namelist()]
    if any("vbaproject" in name for name in names):
        yield "文件里有宏，没有运行，只读取了单元格里的内容。"
    if any("externallink" in name for name in names):
        yield "文件链接了别的文件，没有跟过去，只读取了保存下来的结果。"
    if any(name.startswith(("xl/media/", "xl/embeddings/")) for name in names):
        yield "文件里的图片或嵌入的文件没有读取。"


def _marks(content: bytes) -> dict[str, Marks]:
    """By sheet name; empty for formats whose sheets are not XML of the .xlsx kind."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        by_lower = {plain_name(name): name for name in archive.namelist()}
        workbook = by_lower.get("xl/workbook.xml")
        links = by_lower.get("xl/_rels/workbook.xml.rels")
        if not workbook or not links:
            return {}
        try:
            targets = {one.get("Id"): one.get("Target", "") for one in fromstring(archive.read(links))}
            found = {}
            for one in fromstring(archive.read(workbook)).iter():
                if one.tag.endswith("}sheet"):
                    relation = next((v for k, v in one.attrib.items() if k.endswith("}id")), "")
                    target = targets.get(relation, "").lstrip("/")
                    part = by_lower.get((target if target.startswith("xl/") else f"xl/{target}").lower())
                    if part:
                        found[one.get("name", "")] = _sheet_marks(archive.read(part))
        except ParseError as error:
            raise DAMAGED from error
        return found


def _sheet_marks(xml: bytes) -> Marks:
    hidden: set[int] = set()
    for column in _COLUMNS.findall(xml[:200_000]):
        first, last = re.search(rb'\bmin="(\d+)"', column), re.search(rb'\bmax="(\d+)"', column)
        if re.search(rb'\bhidden="(?:1|true)"', column) and first and last:
            hidden |= set(range(int(first[1]), min(int(last[1]), _WIDEST) + 1))
    errors = {}
    if b't="e"' in xml:
        for letters, row, word in _MARKED_CELL.findall(xml):
            errors[int(row), column_number(letters)] = word.decode("ascii", "replace")
    return Marks(
        errors=errors,
        hidden_rows=frozenset(int(row) for row in _HIDDEN_ROW.findall(xml)) if b"hidden=" in xml else frozenset(),
        hidden_columns=frozenset(hidden),
        uncounted=tuple(_uncounted(xml)) if b"<f" in xml or b":f" in xml else (),
    )


def _uncounted(xml: bytes) -> Iterator[str]:
    for formula in _UNCOUNTED.finditer(xml):
        cell = xml[xml.rfind(b"<", 0, formula.start()) : formula.start()]
        if b't="str"' not in cell:  # there the kept result is an empty text
            where = _ADDRESS.search(cell)
            yield where[1].decode() if where else "?"
