"""Finished papers for the window: their pages as pictures, and saving them as files."""

from __future__ import annotations

from pathlib import Path

from desk_app.documents.picture import PageSize, Picture, page_sizes, picture
from desk_app.storage.files import write_whole

__all__ = ["PageSize", "Picture", "page_sizes", "picture", "save"]


def save(pdf: bytes, file: Path) -> None:
    """Write a PDF so that its name is never given to half of it. Raises StorageFault in words."""
    write_whole(file, pdf)
