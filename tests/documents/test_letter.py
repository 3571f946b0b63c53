"""The letter on paper: read back, measured and scanned as somebody else's program sees it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from desk_app.documents.letter import CUT_LINES, QR, STAMP, letters_pdf
from desk_app.documents.signature import check_code, parse_qr, public_key_of, verify
from desk_app.documents.typeface import shipped_typefaces
from desk_app.documents.wording import shipped_wording
from desk_app.domain.errors import Cancelled, Refused
from desk_app.domain.progress import Progress
from tests.documents.sample import CONTENT, KEY, LONGEST, content, printed, signed

MM = 72 / 25.4
HEIGHT = 297.0
SHEET = (0.0, 0.0, 210.0, HEIGHT)
STUB = (0.0, 0.0, 210.0, 92.0)
EMPLOYERS_PART = (0.0, 97.0, 210.0, HEIGHT)
RARE = "𬭎䶮㛃𫖯𬱖"


def page_of(pdf: bytes, number: int = 0) -> pdfium.PdfPage:
    return pdfium.PdfDocument(pdf)[number]


def text_in(page: pdfium.PdfPage, area: tuple[float, float, float, float]) -> str:
    """The text in an area (left, top, right, bottom in mm), without the breaks between pieces."""
    left, top, right, bottom = area
    found = page.get_textpage().get_text_bounded(
        left * MM, (HEIGHT - bottom) * MM, right * MM, (HEIGHT - top) * MM, errors="strict"
    )
    return re.sub(r"[\r\n]", "", found)


def ink(page: pdfium.PdfPage, dpi: int = 200) -> np.ndarray:
    """The page as grey values, 255 = white; one millimetre is dpi / 25.4 rows."""
    return page.render(scale=dpi / 72, grayscale=True).to_numpy().squeeze()


def part(image: np.ndarray, left: float, top: float, right: float, bottom: float, dpi: int = 200) -> np.ndarray:
    rows, columns = (slice(round(a * dpi / 25.4), round(b * dpi / 25.4)) for a, b in ((top, bottom), (left, right)))
    return image[rows, columns]


def boxes(page: pdfium.PdfPage) -> Iterator[tuple[float, float, float, float]]:
    """Where each piece of text has ink (blanks have none): left, top, right, bottom in mm."""
    for piece in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_TEXT]):
        left, bottom, right, top = (value / MM for value in piece.get_bounds())
        if left < right and bottom < top:
            yield left, HEIGHT - top, right, HEIGHT - bottom


def assert_nothing_collides(page: pdfium.PdfPage) -> None:
    found = list(boxes(page))
    for left, top, right, bottom in found:
        assert left >= 24
        assert right <= 186
        assert 19 <= top < bottom <= 288
    for number, (left, top, right, bottom) in enumerate(found):
        for other in found[number + 1 :]:
            across = min(right, other[2]) - max(left, other[0])
            down = min(bottom, other[3]) - max(top, other[1])
            assert across <= 0.1 or down <= 0.1, (found[number], other)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return printed(CONTENT, LONGEST, content(practice=False))


def test_each_part_says_what_it_should(pdf: bytes) -> None:
    page = page_of(pdf)
    stub = text_in(page, STUB)
    for words in (
        "就业推荐信（存根）",
        "张晓燕",
        "123X",
        "大学专科",
        "清河县宏达服装有限公司",
        "2026年12月1日",
        "李敏",
    ):
        assert words in stub
    letter = text_in(page, (0, 97, 210, 205))
    for words in (
        "就业推荐信",
        "清河县宏达服装有限公司：",
        "张晓燕（联系电话：15400001234）",
        "单位地址：清河县柳林镇工业大道18号",
        "公共就业服务免费",
    ):
        assert words in letter
    assert "（至2026年12月1日）" in letter
    receipt = text_in(page, (0, 211, 210, HEIGHT))
    for words in (
        "就业推荐信回执",
        "登记号：2026-1",
        "张晓燕同志",
        "②学历专业不符",
        "单位名称（盖章）",
        "请于2026年12月4日前交回",
    ):
        assert words in receipt
    code = check_code(parse_qr(signed(CONTENT)[0].qr).signature)
    assert f"核验码 {code}" in letter


def test_the_number_stands_on_all_three_parts_and_across_both_cut_lines(pdf: bytes) -> None:
    for number, facts in enumerate((CONTENT, LONGEST)):
        page = page_of(pdf, number)
        assert text_in(page, SHEET).count(facts.letter_no) == 5
        for y in CUT_LINES:
            # A line may be several pieces, one for each font it takes.
            across = [box for box in boxes(page) if box[1] < y < box[3]]
            left, top, right, bottom = (f(box[n] for box in across) for n, f in enumerate((min, min, max, max)))
            assert abs((top + bottom) / 2 - y) < 0.5
            assert abs((left + right) / 2 - 106) < 1.5


def test_cut_lines_are_dashed_at_their_height(pdf: bytes) -> None:
    image = ink(page_of(pdf))
    for y in CUT_LINES:
        dark = part(image, 10, y - 0.3, 50, y + 0.3).min(axis=0) < 128
        changes = int(np.count_nonzero(np.diff(dark.astype(int))))
        assert 18 <= changes <= 21
        assert part(image, 10, y - 3, 50, y - 0.5).min() == 255
        assert part(image, 10, y + 0.5, 50, y + 3).min() == 255


def test_the_stamp_zone_is_white_but_for_office_and_date(pdf: bytes) -> None:
    left, top, width, height = STAMP
    for number in range(3):
        page = page_of(pdf, number)
        inside = [b for b in boxes(page) if b[2] > left and b[0] < left + width and b[3] > top and b[1] < top + height]
        office = (CONTENT, LONGEST, CONTENT)[number].office_name
        assert text_in(page, (left, top, left + width, top + height)) == f"{office}2026年11月24日"
        first, last = min(b[1] for b in inside), max(b[3] for b in inside)
        assert abs((first + last) / 2 - (top + height / 2)) < 1.5
        image = ink(page)
        assert part(image, left, top, left + width, first - 0.3).min() == 255
        assert part(image, left, last + 0.3, left + width, top + height).min() == 255


@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_code_scans_from_paper_and_proves_the_letter(pdf: bytes, number: int) -> None:
    facts = (CONTENT, LONGEST, content(practice=False))[number]
    image = ink(page_of(pdf, number))
    (found,) = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)
    assert verify(found.text, facts, public_key_of(KEY))
    place = found.position
    x, top, side = QR
    assert abs(place.top_left.x / 200 * 25.4 - x) < 0.5
    assert abs(place.top_left.y / 200 * 25.4 - top) < 0.5
    assert abs((place.bottom_right.x - place.top_left.x) / 200 * 25.4 - side) < 0.6
    for quiet in ((x - 2, top - 2.3, x + side + 2, top - 0.2), (x + side + 0.2, top, x + side + 2.3, top + side)):
        assert part(image, *quiet).min() == 255


def test_the_extremes_fit_and_nothing_collides(pdf: bytes) -> None:
    for number in range(3):
        assert_nothing_collides(page_of(pdf, number))
    letter = text_in(page_of(pdf, 1), EMPLOYERS_PART)
    for value in (
        LONGEST.seeker_name,
        LONGEST.employer_name,
        LONGEST.employer_address,
        LONGEST.post_title,
        LONGEST.interview,
    ):
        assert value in letter
    assert "未成年工须办理登记。" in letter


@settings(max_examples=25)
@given(
    st.text("阿卜杜热合曼买提江·𬭎", min_size=1, max_size=30),
    st.text("中国清河县服装有限公司（集团）ABC", min_size=1, max_size=60),
    st.text("高级缝纫工（A类）、技师", min_size=1, max_size=40),
    st.text("柳林镇人民东路18号楼，", max_size=120),
    st.text("十二月2日上午9:00在公司", max_size=60),
    st.text("清河县柳林镇人力资源和社会保障所", min_size=4, max_size=32),
)
def test_every_length_within_bounds_fits(
    name: str, employer: str, title: str, address: str, interview: str, office: str
) -> None:
    facts = content(
        seeker_name=name,
        employer_name=employer,
        post_title=title,
        employer_address=address,
        interview=interview,
        office_name=office,
        minor_notice=True,
    )
    assert_nothing_collides(page_of(printed(facts)))


def test_text_beyond_all_bounds_is_refused_by_number_not_cut_off() -> None:
    with pytest.raises(Refused, match="推荐信 2026-1：") as refused:
        printed(content(employer_address="柳林镇" * 300))
    assert refused.value.code == "too_long"


def test_rare_characters_print_and_copy(pdf: bytes) -> None:
    facts = content(seeker_name=f"欧阳{RARE}", clerk=RARE)
    text = text_in(page_of(printed(facts)), SHEET)
    assert text.count(f"欧阳{RARE}") == 3
    assert text.count(RARE) == 4
    assert text_in(page_of(pdf), SHEET).count("张晓燕") == 3


def test_every_character_of_the_official_list_prints_and_copies(cases: Path) -> None:
    listed = json.loads((cases / "reference" / "rare_characters.json").read_text(encoding="utf-8"))
    chars = [char for group in ("non_bmp_in_8105", "ext_a_in_8105") for char in listed[group]]
    names = ["".join(chars[start : start + 10]) for start in range(0, len(chars), 10)]
    document = printed(*(content(seeker_name=name) for name in names))
    for number, name in enumerate(names):
        assert text_in(page_of(document, number), SHEET).count(name) == 3


def test_characters_without_a_glyph_are_named_and_nothing_is_printed() -> None:
    with pytest.raises(Refused) as refused:
        printed(CONTENT, content(short_no="2026-7", seeker_name="张\U00031350", post_title="☐"))
    assert refused.value.code == "missing_glyph"
    for words in ("推荐信 2026-7", "U+31350", "U+2610"):
        assert words in refused.value.message


def test_the_employer_sees_no_sex_age_schooling_group_or_number() -> None:
    facts = content(sex="女", education="硕士研究生", id_tail="123X")
    shown = text_in(page_of(printed(facts)), EMPLOYERS_PART)
    for word in (
        "性别",
        "女",
        "硕士",
        "文化程度",
        "123X",
        "身份证",
        "出生",
        "岁",
        "困难",
        "低保",
        "残疾",
        "民族",
        "婚",
    ):
        assert word not in shown
    assert shown.count("年龄") == 1  # a reason that the employer may tick, no fact about the person
    assert not re.search(r"\d{15}", re.sub("15400001234", "", shown))


def test_a_practice_paper_says_so_on_each_part_and_a_real_one_nowhere(pdf: bytes) -> None:
    for area in (STUB, (0, 97, 210, 205), (0, 211, 210, HEIGHT)):
        assert text_in(page_of(pdf), area).count("练习") == 1
    assert "练习" not in text_in(page_of(pdf, 2), SHEET)


def test_the_same_letters_give_the_same_bytes(pdf: bytes) -> None:
    assert printed(CONTENT, LONGEST, content(practice=False)) == pdf
    assert printed(CONTENT) != printed(content(seeker_name="张晓雁"))


def test_all_fonts_are_embedded_subsets_and_the_file_names_nobody(pdf: bytes) -> None:
    document = pdfium.PdfDocument(pdf)
    about = document.get_metadata_dict()
    assert about["Title"] == "就业推荐信"
    assert "NotoSerifSC-Regular" in about["Keywords"]
    assert "张" not in "".join(about.values())
    fonts = {
        obj.get_font() for page in document for obj in page.get_objects() if obj.type == pdfium.raw.FPDF_PAGEOBJ_TEXT
    }
    assert fonts
    assert all(font.is_embedded for font in fonts)
    assert b"Helvetica" not in pdf
    assert set(re.findall(rb"/BaseFont /([A-Z]{6}\+)?", pdf)) >= {b"AAAAAA+"}
    assert b"" not in set(re.findall(rb"/BaseFont /([A-Z]{6}\+)?", pdf))


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed: its check left out")
def test_qpdf_finds_no_fault(pdf: bytes, tmp_path: Path) -> None:
    (tmp_path / "letters.pdf").write_bytes(pdf)
    done = subprocess.run(["qpdf", "--check", str(tmp_path / "letters.pdf")], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_batch_says_how_far_it_is_and_stops_when_asked() -> None:
    seen: list[tuple[int, int]] = []
    progress = Progress(lambda what, done, of: seen.append((done, of)) or (progress.cancel() if done == 2 else None))
    with pytest.raises(Cancelled):
        letters_pdf(signed(*[CONTENT] * 5), shipped_wording(), progress, shipped_typefaces())
    assert seen == [(0, 5), (1, 5), (2, 5)]
