"""A file read and understood in a process of its own: the window goes on, a cancel or a crash harms nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from desk_app.domain.intake.cells import PackedBook, PackedSheet, packed, pieces_of, unpacked
from desk_app.domain.intake.rows import IntakeContext, RowResult, Understood
from desk_app.domain.intake.sheet import Book
from desk_app.domain.intake.understand import understand
from desk_app.domain.progress import Progress
from desk_app.spreadsheets.reader import MEGABYTES, SECONDS, read
from desk_app.workers import pieces

_ROWS = 100  # in one piece: some milliseconds of unpacking


def read_and_understand(
    source: Path | PackedBook, context: IntakeContext, progress: Progress, *, password: str | None = None
) -> tuple[PackedBook, Understood]:
    """Read a file, or take one that was read before, and understand it. Raises Refused and Cancelled."""
    sheets: list[PackedSheet] = []
    rows: list[RowResult] = []
    made: dict[str, Any] = {}
    coming = pieces(_work, source, context, password, seconds=SECONDS, megabytes=MEGABYTES, progress=progress)
    for what, value in coming:
        if what == "step":
            progress.step(*value)
        elif what == "sheet":
            sheets.append(value)
        elif what == "cells":
            sheets[-1] = replace(sheets[-1], pieces=(*sheets[-1].pieces, value))
        elif what == "rows":
            rows += value
        else:
            made[what] = value
    book = source if isinstance(source, PackedBook) else replace(made["book"], sheets=tuple(sheets))
    return book, replace(made["understood"], rows=tuple(rows))


def _work(send: Callable[[Any], None], source: Path | PackedBook, context: IntakeContext, password: str | None) -> None:
    if isinstance(source, PackedBook):
        book = unpacked(source)
    else:
        send(("step", ("读取", 0, 0)))
        book = read(source, password)
        _send_cells(send, book)
    progress = Progress(lambda what, done, of: send(("step", (what, done, of))))
    understood = understand(book, context, progress)
    for start in range(0, len(understood.rows), _ROWS):
        send(("rows", understood.rows[start : start + _ROWS]))
    send(("understood", replace(understood, rows=())))


def _send_cells(send: Callable[[Any], None], book: Book) -> None:
    for sheet in book.sheets:
        send(("sheet", packed(sheet, ())))
        for piece in pieces_of(sheet):
            send(("cells", piece))
    send(("book", PackedBook(file=book.file, sheets=(), notes=book.notes)))
