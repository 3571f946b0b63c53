"""An invented township's messy lists, for practice and for tests."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from desk_app import resources
from desk_app.domain.errors import StorageFault
from desk_app.domain.practice.lists import lists
from desk_app.domain.practice.town import township
from desk_app.domain.practice.truth import truth
from desk_app.spreadsheets.practice import write_practice


def write(size: str, seed: int, out: Path, today: date) -> list[Path]:
    """Write the lists of the township that belongs to size and seed, with `truth.json`, into a folder."""
    town = township(size, seed, today, resources.practice_words())
    files = lists(town)
    try:
        return write_practice(files, truth(town, files), out)
    except OSError:
        raise StorageFault("cannot_write", f"无法写入 {out.name}，请检查文件夹和权限。") from None
