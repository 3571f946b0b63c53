"""Pages of a PDF as pictures, and pages taken out of one PDF into another.

PDFium must not be used from two threads at once; one lock stands before every use of it here.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from desk_app.domain.errors import StorageFault

_POINTS = 72  # in an inch
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Picture:
    """Rows of pixels from the top: three bytes (red, green, blue) a pixel, or one where it is grey."""

    width: int
    height: int
    row_bytes: int  # a row may be longer than its pixels
    pixels: bytes
    grey: bool


@dataclass(frozen=True, slots=True)
class PageSize:
    """The size of a page in points (1/72 inch)."""

    width: float
    height: float


def page_sizes(pdf: bytes) -> tuple[PageSize, ...]:
    """The size of every page. Raises StorageFault for bytes that are no PDF."""
    with _one_at_a_time, _opened(pdf) as document:
        return tuple(PageSize(*document.get_page_size(index)) for index in range(len(document)))


def picture(pdf: bytes, page: int, dpi: float, *, grey: bool = False) -> Picture:
    """One page, counted from 0, on white at `dpi` dots per inch. Raises StorageFault for bytes that are no PDF."""
    with _one_at_a_time, _opened(pdf) as document:
        opened = document[page]
        bitmap = opened.render(scale=dpi / _POINTS, grayscale=grey, rev_byteorder=not grey)
        made = Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer), grey)
        bitmap.close()
        opened.close()
        return made


def gathered(parts: Sequence[tuple[bytes, Sequence[int]]]) -> bytes:
    """A PDF of chosen pages (counted from 0) of several PDFs, in order.

    Where all pages of one PDF are asked for in their order, these are its own bytes.
    """
    if len(parts) == 1 and list(parts[0][1]) == list(range(len(page_sizes(parts[0][0])))):
        return parts[0][0]
    import pypdfium2

    with _one_at_a_time:
        target = pypdfium2.PdfDocument.new()
        for pdf, pages in parts:
            with _opened(pdf) as source:
                target.import_pages(source, list(pages))
        out = BytesIO()
        target.save(out)
        target.close()
        return out.getvalue()


def blanked(pdf: bytes, pages: Collection[int]) -> bytes:
    """The PDF with these pages (counted from 0) made blank: nothing of what stood there is kept."""
    import pypdfium2

    with _one_at_a_time, _opened(pdf) as source:
        target = pypdfium2.PdfDocument.new()
        for index in range(len(source)):
            if index in pages:
                target.new_page(*source.get_page_size(index))
            else:
                target.import_pages(source, [index])
        out = BytesIO()
        target.save(out)
        target.close()
        return out.getvalue()


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    import pypdfium2  # 0.1 s that every start without a sheet of paper saves

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        raise StorageFault("damaged_document", "存档的文件已损坏，显示不出来。请从备份恢复。") from None
    try:
        yield document
    finally:
        document.close()
