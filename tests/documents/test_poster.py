"""The poster: one sheet, everything on it, nothing over another thing or outside."""

from __future__ import annotations

import contextlib
import re
from datetime import date, datetime

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk_app.documents.poster import LEFT, RIGHT, poster_pdf
from desk_app.documents.typeface import shipped_typefaces
from desk_app.domain.errors import Refused
from desk_app.domain.office import Office
from desk_app.domain.posts_out import Offer

MM = 72 / 25.4
AT = datetime(2026, 11, 24, 9, 30)
OFFICE = Office(
    uid="o", name="平泽县柳河湾镇人社所", phone="0399-1234567", address="镇政府大厅3号窗口", complaint_phone="12333"
)
FACES = shipped_typefaces()


def offer(number: int = 1, **other: object) -> Offer:
    return Offer(
        **{
            "uid": str(number),
            "title": f"缝纫工{number}",
            "employer": "平泽县河口制衣有限公司",
            "seats": number,
            "pay": "4000-5500元/月",
            "place": "柳河湾镇工业园区二号厂房",
            "gives": "提供住宿，五险，包吃",
            "hours": "两班倒",
            "needs": "初中及以上；能吃苦",
            "kind": "",
            "until": date(2026, 12, 20),
            **other,
        }  # type: ignore[arg-type]  # what a test says otherwise
    )


def page(*offers: Offer) -> pdfium.PdfPage:
    document = pdfium.PdfDocument(poster_pdf(offers, OFFICE, AT, FACES))
    assert len(document) == 1
    return document[0]


def text_of(sheet: pdfium.PdfPage) -> str:
    return re.sub(r"\s", "", sheet.get_textpage().get_text_range())


def check(sheet: pdfium.PdfPage) -> None:
    """Nothing outside the margins, no text over another."""
    found = []
    for piece in sheet.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_TEXT]):
        left, bottom, right, top = (side / MM for side in piece.get_bounds())
        if right > left:
            found.append((left, 297 - top, right, 297 - bottom))
    assert all(one[0] >= LEFT - 0.3 and one[2] <= RIGHT + 0.3 and one[1] > 12 and one[3] < 290 for one in found)
    for number, one in enumerate(found):
        for other in found[number + 1 :]:
            across = min(one[2], other[2]) - max(one[0], other[0])
            down = min(one[3], other[3]) - max(one[1], other[1])
            assert across < 0.3 or down < 0.3, (one, other)


@pytest.mark.parametrize("count", [1, 2, 3, 6, 9, 12])
def test_all_posts_stand_on_one_sheet_with_the_offices_phone(count: int) -> None:
    sheet = page(*(offer(number) for number in range(1, count + 1)))
    check(sheet)
    text = text_of(sheet)
    for number in range(1, count + 1):
        assert f"缝纫工{number}" in text
        assert f"招{number}人" in text
    assert text.count("4000-5500元/月") == count
    for words in ("招聘信息", "报名电话：0399-1234567", "镇政府大厅3号窗口", "不收取任何费用", "12333", "第1页，共1页"):
        assert words in text


def test_few_posts_are_large() -> None:
    def largest(*offers: Offer) -> float:
        found = page(*offers).get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_TEXT])
        return sorted(piece.get_bounds()[3] - piece.get_bounds()[1] for piece in found)[-6]

    assert largest(offer()) > 1.5 * largest(*map(offer, range(1, 13)))


@settings(max_examples=20)
@given(
    st.lists(
        st.builds(
            offer,
            st.integers(1, 999),
            title=st.text("缝纫工电焊（持证）A1", min_size=1, max_size=25),
            employer=st.text("平泽县河口制衣有限公司", min_size=1, max_size=40),
            needs=st.text("能吃苦，会电脑；", max_size=60),
            kind=st.sampled_from(["", "公益性岗位"]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_whatever_the_posts_say_nothing_stands_over_another(offers: list[Offer]) -> None:
    with contextlib.suppress(Refused):  # long texts of many posts: one sheet does not hold them
        check(page(*offers))


def test_more_than_a_sheet_holds_is_refused() -> None:
    with pytest.raises(Refused, match="请少选几个"):
        page(*(offer(number, needs="能吃苦，会电脑，" * 30) for number in range(12)))


def test_the_same_poster_is_the_same_bytes_and_missing_characters_are_named() -> None:
    assert poster_pdf([offer()], OFFICE, AT, FACES) == poster_pdf([offer()], OFFICE, AT, FACES)
    with pytest.raises(Refused, match="U\\+1F600"):
        page(offer(title="缝纫工\U0001f600"))
