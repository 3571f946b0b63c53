"""Pages as pictures, from any thread."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

import pytest

from desk_app.documents.picture import gathered, page_sizes, picture
from desk_app.domain.errors import StorageFault
from tests.documents.sample import content, printed


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """Three letters."""
    return printed(*(content(sequence=n, short_no=f"2026-{n}", seeker_name=name) for n, name in enumerate("甲乙丙", 1)))


def test_a_page_becomes_rows_of_pixels_at_the_asked_size(pdf: bytes) -> None:
    assert [(round(size.width), round(size.height)) for size in page_sizes(pdf)] == [(595, 842)] * 3
    colour, grey = picture(pdf, 0, 150), picture(pdf, 0, 300, grey=True)
    assert (colour.width, colour.height) == (1241, 1754)
    assert len(colour.pixels) == colour.row_bytes * colour.height
    assert colour.row_bytes >= 3 * colour.width
    assert (grey.width, grey.height) == (2481, 3508)
    assert set(colour.pixels[: colour.width * 3]) == {255}  # the upper edge is white
    assert min(grey.pixels) == 0


def test_a_page_at_150_dpi_takes_less_than_50_ms(pdf: bytes) -> None:
    picture(pdf, 0, 150)

    def once() -> float:
        begun = perf_counter()
        picture(pdf, 1, 150)
        return perf_counter() - begun

    assert min(once() for _ in range(9)) < 0.05


def test_many_threads_get_the_same_picture(pdf: bytes) -> None:
    expected = [picture(pdf, page, 60) for page in range(3)]
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda number: picture(pdf, number % 3, 60), range(60)))
    assert made == expected * 20


def test_pages_are_gathered_in_the_asked_order_and_look_the_same(pdf: bytes) -> None:
    assert gathered([(pdf, [0, 1, 2])]) is pdf
    mixed = gathered([(pdf, [2]), (pdf, [0, 1])])
    assert [picture(mixed, page, 60) for page in range(3)] == [picture(pdf, page, 60) for page in (2, 0, 1)]


def test_what_is_no_pdf_is_told_in_words() -> None:
    with pytest.raises(StorageFault) as fault:
        picture("不是 PDF".encode(), 0, 150)
    assert fault.value.code == "damaged_document"
