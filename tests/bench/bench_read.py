"""Reading a workbook with pre-flight and transfer from the child process, against calamine alone on the same file."""

from __future__ import annotations

import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
from python_calamine import CalamineWorkbook

from desk_app.domain.progress import Progress
from desk_app.spreadsheets import preflight
from desk_app.spreadsheets.reader import read, read_apart

SIZES = ((5_000, 40), (100_000, 25))
RUNS = 3


def run(say: Callable[[str], None]) -> None:
    """Print the medians and the ratio for each size."""
    with tempfile.TemporaryDirectory() as folder:
        for rows, columns in SIZES:
            file = Path(folder) / f"{rows}.xlsx"
            write(file, rows, columns)
            bare = median(lambda file=file: calamine(file))
            check = median(lambda file=file: preflight.inspect(file.read_bytes()))
            here = median(lambda file=file: read(file))
            apart = median(lambda file=file: read_apart(file, Progress()))
            size = file.stat().st_size / 1e6
            say(f"{rows}×{columns} ({size:.1f} MB): calamine alone {bare:.2f} s")
            say(f"  pre-flight {check:.2f} s, read here {here:.2f} s")
            say(f"  read apart with transfer {apart:.2f} s = {apart / bare:.1f}× calamine")
        child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        say(f"peak memory: child {child / 1024:.0f} MB, this process {own / 1024:.0f} MB")


def write(file: Path, rows: int, columns: int) -> None:
    """Invented texts and numbers."""
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("名单")
    for row in range(rows):
        sheet.append([f"甲{row % 997}村{column}" if column % 5 else row * column for column in range(columns)])
    workbook.save(file)


def calamine(file: Path) -> None:
    CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)
