"""Practice lists as files: the same bytes for the same lists."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk_app.domain.practice.sheets import PracticeFile, PracticeSheet, as_text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_MADE = datetime(2020, 1, 1, tzinfo=UTC)  # a file says when it was made; these say always the same
_LARGEST_PLAIN = 10**11  # longer whole numbers are shown in full, as a clerk would set the cell


def write_practice(files: Sequence[PracticeFile], truth: Mapping[str, Any], folder: Path) -> list[Path]:
    """Write the lists and `truth.json` into a folder (made where missing); the paths in order, the truth last."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for file in files:
        path = folder / file.file
        path.write_bytes(_csv(file.sheets[0]) if file.format == "csv" else _workbook(file))
        paths.append(path)
    paths.append(folder / "truth.json")
    paths[-1].write_text(json.dumps(truth, ensure_ascii=False, indent=1), encoding="utf-8")
    return paths


def _csv(sheet: PracticeSheet) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([as_text(value) for value in row] for row in sheet.rows)
    return text.getvalue().encode("gb18030")


def _workbook(file: PracticeFile) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    book.properties.creator = "演练"
    for sheet in file.sheets:
        _fill(book.create_sheet(sheet.name), sheet)
    written = io.BytesIO()
    book.save(written)
    return _dated(written)


def _fill(into: Worksheet, sheet: PracticeSheet) -> None:
    from openpyxl.comments import Comment

    for row in sheet.rows:
        into.append(row)
    for at, row in enumerate(sheet.rows, 1):
        for place, value in enumerate(row, 1):
            if isinstance(value, date):
                into.cell(at, place).number_format = "yyyy/m/d"
            elif isinstance(value, int | float) and value >= _LARGEST_PLAIN:
                into.cell(at, place).number_format = "0"
            elif isinstance(value, str) and value[:1] == "=":
                into.cell(at, place).data_type = "s"
    for merged in sheet.merges:
        into.merge_cells(merged)
    for number in sheet.hidden_rows:
        into.row_dimensions[number].hidden = True
    for letters in sheet.hidden_columns:
        into.column_dimensions[letters].hidden = True
    for where, words in sheet.comments.items():
        into[where].comment = Comment(words, "演练")
    if sheet.filtered:
        into.auto_filter.ref = sheet.filtered


def _dated(written: io.BytesIO) -> bytes:
    """The same package with every date in it set to one day."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = _without_now(data)
            target.writestr(zipfile.ZipInfo(name, _MADE.timetuple()[:6]), data, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def _without_now(core: bytes) -> bytes:
    stamp = f"{_MADE:%Y-%m-%dT%H:%M:%SZ}".encode()
    return re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp, core)
