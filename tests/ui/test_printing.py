"""What comes out of the printer lies where it lies in the document, and a stopped batch goes on where it stopped."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from desk_app.documents.picture import page_sizes, picture
from desk_app.domain.progress import Progress
from desk_app.ui.kit import printing
from desk_app.ui.kit.page import Room
from tests.documents.sample import content, printed
from tests.kit.asked import Asked
from tests.ui.conftest import settle

_MM = 300 / 25.4  # pixels in a millimetre at 300 dpi


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """Three letters."""
    return printed(*(content(sequence=n, short_no=f"2026-{n}") for n in (1, 2, 3)))


def file_printer(file: Path, resolution: int = 600) -> QPrinter:
    """A printer that prints into a PDF."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setResolution(resolution)
    return printer


def edges(pdf: bytes, page: int) -> np.ndarray:
    """Upper, lower, left and right edge of the ink, in millimetres."""
    made = picture(pdf, page, 300, grey=True)
    ink = np.frombuffer(made.pixels, np.uint8).reshape(made.height, made.row_bytes)[:, : made.width] < 200
    rows, columns = np.flatnonzero(ink.any(1)), np.flatnonzero(ink.any(0))
    return np.array([rows[0], rows[-1], columns[0], columns[-1]]) / _MM


@pytest.mark.parametrize("resolution", [300, 600, 1200, 180])
def test_a_printed_page_has_its_ink_where_the_document_has_it(pdf: bytes, tmp_path: Path, resolution: int) -> None:
    printer = file_printer(tmp_path / "out.pdf", resolution)
    sent: list[int] = []
    printing.paint(printer, pdf, page_sizes(pdf), [0, 2], Progress(), sent.append)
    out = (tmp_path / "out.pdf").read_bytes()
    assert sent == [0, 2]
    for size in page_sizes(out):
        assert abs(size.width - 595.28) < 1
        assert abs(size.height - 841.89) < 1
    for page, original in enumerate(sent):
        assert np.abs(edges(out, page) - edges(pdf, original)).max() <= 0.5


def test_the_pages_the_dialog_names_are_sent_and_told(
    pdf: bytes, tmp_path: Path, room: Room, asked: Asked, qtbot: QtBot
) -> None:
    printer = file_printer(tmp_path / "out.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    asked.answers = [printer]
    told: list[int] = []
    printing.print_pages(room, "推荐信", pdf, then=told.extend)
    settle(qtbot, room)
    assert told == [1, 2]
    assert len(page_sizes((tmp_path / "out.pdf").read_bytes())) == 2
    assert asked.said == ["已把 2 页送到打印机。"]


def test_nothing_is_sent_where_the_dialog_is_called_off(pdf: bytes, room: Room, asked: Asked, qtbot: QtBot) -> None:
    told: list[int] = []
    printing.print_pages(room, "推荐信", pdf, then=told.extend)
    settle(qtbot, room)
    assert (told, asked.said, asked.warned) == ([], [], [])


def test_after_a_stop_it_goes_on_with_the_page_that_was_not_sent(
    pdf: bytes, tmp_path: Path, room: Room, asked: Asked, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = printing._draw

    def stop_at_the_second(painter, printer, pdf: bytes, page: int) -> None:  # type: ignore[no-untyped-def]
        real(painter, printer, pdf, page)
        if page == 0:
            room.tasks._running[0].cancel()

    monkeypatch.setattr(printing, "_draw", stop_at_the_second)
    asked.answers = [file_printer(tmp_path / "first.pdf"), "go", file_printer(tmp_path / "second.pdf")]
    told: list[list[int]] = []
    printing.print_pages(room, "推荐信", pdf, then=lambda pages: told.append(list(pages)))
    settle(qtbot, room)
    assert told == [[0], [1, 2]]
    assert "打印已停止：3 页里送出了 1 页。" in asked.questions
    assert np.abs(edges((tmp_path / "second.pdf").read_bytes(), 0) - edges(pdf, 1)).max() <= 0.5


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_does_not_take_it_is_told_in_words(
    pdf: bytes, tmp_path: Path, room: Room, asked: Asked, qtbot: QtBot
) -> None:
    asked.answers = [file_printer(tmp_path / "nowhere" / "out.pdf"), "stop"]
    printing.print_pages(room, "推荐信", pdf)
    settle(qtbot, room)
    assert any("没有接受" in question for question in asked.questions)
    assert asked.said == []


def test_saving_writes_the_exact_bytes(pdf: bytes, tmp_path: Path, room: Room, asked: Asked, qtbot: QtBot) -> None:
    asked.answers = [tmp_path / "推荐信"]
    saved: list[Path] = []
    printing.save_pdf(room, "推荐信.pdf", pdf, saved.append)
    settle(qtbot, room)
    assert saved == [tmp_path / "推荐信.pdf"]
    assert saved[0].read_bytes() == pdf
    assert asked.said == ["已存为 推荐信.pdf。"]


def test_every_page_can_be_had_as_an_image(pdf: bytes) -> None:
    images = printing.page_images(pdf, 72)
    assert [(image.width(), image.height()) for image in images] == [(596, 842)] * 3
