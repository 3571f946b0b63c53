"""Looking into a workbook without taking anything in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desk_app import resources
from desk_app.domain.intake.layout import header_rows
from desk_app.domain.intake.sheet import Sheet
from desk_app.domain.progress import Progress
from desk_app.spreadsheets.reader import read_apart


def read(path: Path, password: str | None = None) -> list[dict[str, Any]]:
    """Each sheet with its name, whether it is hidden, its header rows and every non-empty cell, counted from 1."""
    book = read_apart(path, Progress(), password=password)
    return [
        {
            "name": sheet.name,
            "hidden": sheet.hidden,
            "header_rows": list(header_rows(sheet, resources.intake_words())),
            "cells": _cells(sheet),
        }
        for sheet in book.sheets
    ]


def _cells(sheet: Sheet) -> list[list[Any]]:
    return [
        [row, column, text]
        for row, cells in enumerate(sheet.rows, start=1)
        for column, text in enumerate(cells, start=1)
        if text
    ]
