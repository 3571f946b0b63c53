"""Printing finished pages through the system's print dialog, each at exactly its own size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from desk_app.domain.errors import Cancelled, DeskError, Refused
from desk_app.domain.progress import Progress
from desk_app.services import papers
from desk_app.services.papers import PageSize, Picture
from desk_app.ui.kit.asking import Asking
from desk_app.ui.kit.tasks import Tasks

_COARSEST = 300  # dots per inch; finer would fill the spool: a batch is hundreds of pages


class Front(Protocol):
    """Where somebody prints from: a page's room, or the door."""

    @property
    def ask(self) -> Asking:
        """Asks for the printer and the file."""
        ...

    @property
    def tasks(self) -> Tasks:
        """Does the work."""
        ...


Printed = Callable[[Sequence[int]], object]
"""Told the pages (counted from 0) that went to the printer."""


def print_pages(
    room: Front, title: str, pdf: bytes, pages: Sequence[int] | None = None, then: Printed | None = None
) -> None:
    """Ask for a printer and send these pages (None: all), counted from 0; `title` is what the printer's list shows.

    The dialog's own range counts the pages asked for here. Stopped or failed on the way, it offers to go on with the
    page that was not sent. `then` is told what was sent, also where that is only a part.
    """
    printer = room.ask.printer(title)
    if printer is None:
        return
    sent: list[int] = []

    def work(progress: Progress) -> tuple[list[int], str]:
        """The pages that were not sent, and why in words."""
        sizes = papers.page_sizes(pdf)
        wanted = _in_range(printer, list(range(len(sizes)) if pages is None else pages))
        trouble = ""
        try:
            paint(printer, pdf, sizes, wanted, progress, sent.append)
        except Cancelled:
            printer.abort()
        except DeskError as error:
            trouble = error.message
        return wanted[len(sent) :], trouble

    def ended(left: tuple[list[int], str]) -> None:
        rest, trouble = left
        if then and sent:
            then(sent)
        if not rest and not trouble:
            room.ask.tell(f"已把 {len(sent)} 页送到打印机。")
        elif not rest:
            room.ask.warn(trouble)
        else:
            stopped = trouble or f"打印已停止：{len(sent) + len(rest)} 页里送出了 {len(sent)} 页。"
            options = [("go", f"从第 {len(sent) + 1} 页起重打"), ("stop", "不打了")]
            if room.ask.choose("打印停在半路", stopped, options) == "go":
                print_pages(room, title, pdf, rest, then)

    room.tasks.run(work, ended, owner=room.ask, what="打印")


def save_pdf(room: Front, name: str, pdf: bytes, then: Callable[[Path], object] | None = None) -> None:
    """存为 PDF: ask where, and write the exact bytes there."""
    chosen = room.ask.save_file("存为 PDF", name)
    if chosen is None:
        return
    file = chosen if chosen.suffix.lower() == ".pdf" else chosen.with_name(chosen.name + ".pdf")

    def saved(_: None) -> None:
        room.ask.tell(f"已存为 {file.name}。")
        if then:
            then(file)

    room.tasks.run(lambda _: papers.save(pdf, file), saved, owner=room.ask, what="存为 PDF")


def _in_range(printer: QPrinter, pages: list[int]) -> list[int]:
    if printer.printRange() is not QPrinter.PrintRange.PageRange or not printer.fromPage():
        return pages
    return pages[printer.fromPage() - 1 : printer.toPage() or None]


def paint(
    printer: QPrinter,
    pdf: bytes,
    sizes: Sequence[PageSize],
    pages: Sequence[int],
    progress: Progress,
    sent: Callable[[int], object],
) -> None:
    """Draw pages (counted from 0) from the paper's own corner, not scaled to what the printer calls printable.

    Runs on any thread. Raises Refused if the printer does not take them, Cancelled when asked to stop.
    """
    if not pages:
        raise Refused("no_pages", "选定的页码范围里没有页，没有打印。")
    _lay_out(printer, sizes[pages[0]])
    painter = QPainter()
    if not painter.begin(printer):
        raise Refused("printer_failed", f"打印机“{printer.printerName() or '文件'}”没有接受，请检查后再打印。")
    try:
        copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
        for done, page in enumerate(pages):
            progress.step("打印", done, len(pages))
            for copy in range(copies):
                if done or copy:
                    _lay_out(printer, sizes[page])
                    if not printer.newPage():
                        raise Refused("printer_failed", f"打印机在第 {done + 1} 页停下了，请检查纸张和连线。")
                _draw(painter, printer, pdf, page)
            sent(page)
    finally:
        painter.end()
    if printer.printerState() is QPrinter.PrinterState.Error:
        raise Refused("printer_failed", "打印机报错，请检查后从停下的那一页起重打。")


def _lay_out(printer: QPrinter, size: PageSize) -> None:
    """The page's own paper; Qt knows papers upright and turns them."""
    lying = size.width > size.height
    upright = QSizeF(min(size.width, size.height), max(size.width, size.height))
    paper = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    turned = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    layout = printer.pageLayout()
    if layout.pageSize() != paper or layout.orientation() != turned:
        printer.setPageLayout(QPageLayout(paper, turned, QMarginsF()))
    printer.setFullPage(True)


def _draw(painter: QPainter, printer: QPrinter, pdf: bytes, page: int) -> None:
    scale = max(printer.resolution() // _COARSEST, 1)  # a whole number of the printer's dots for each of ours
    image = image_of(papers.picture(pdf, page, printer.resolution() / scale, grey=True))
    # PDFium rounds a page up to whole pixels: the picture is laid down pixel by pixel, not squeezed into the page.
    target = QRectF(0, 0, image.width() * scale, image.height() * scale)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    painter.drawImage(target, image)


def image_of(picture: Picture) -> QImage:
    """The picture as an image that owns its pixels."""
    form = QImage.Format.Format_Grayscale8 if picture.grey else QImage.Format.Format_RGB888
    return QImage(picture.pixels, picture.width, picture.height, picture.row_bytes, form).copy()


def page_images(pdf: bytes, dpi: float = 150) -> list[QImage]:
    """Every page of a PDF as an image."""
    return [image_of(papers.picture(pdf, page, dpi)) for page in range(len(papers.page_sizes(pdf)))]
