"""Lines: nothing lost, nothing too wide, no mark where it must not stand."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.documents.setting import NOT_FIRST, NOT_LAST, Paragraph, even, fit, fit_line, wrap
from desk_app.documents.typeface import find_fonts, load_font, shipped_typefaces
from desk_app.domain.errors import Refused
from desk_app.resources import resource

FACE = shipped_typefaces().body
TEXTS = st.text("张王李岗位应聘缝纫工，。、；：（）《》〔〕“”0123456789ABCab-@·𬭎", max_size=120)
WIDTHS = st.floats(60, 450)


@given(TEXTS, WIDTHS)
def test_every_character_stands_on_a_line_and_no_line_is_too_wide(text: str, width: float) -> None:
    lines = wrap(Paragraph(text, first_indent=2), FACE, 12, width)
    assert "".join(line.text for line in lines) == text
    for line in lines:
        spread = line.spread_pt * (len(line.text) - 1)
        assert line.indent_pt + line.width_pt + spread <= width + 0.01
        assert 0 <= line.spread_pt <= 1.15


@given(TEXTS, st.floats(200, 450))
def test_marks_stand_neither_first_nor_last_where_any_break_allows_it(text: str, width: float) -> None:
    lines = wrap(Paragraph(text), FACE, 12, width)
    for above, below in itertools.pairwise(lines):
        if below.text[0] in NOT_FIRST or above.text[-1] in NOT_LAST:
            pairs = zip(above.text, above.text[1:], strict=False)
            assert all(
                b in NOT_FIRST or a in NOT_LAST or (a.isascii() and b.isascii()) or a.isascii() for a, b in pairs
            )


def test_a_full_line_reaches_the_right_edge() -> None:
    lines = wrap(Paragraph("推荐信" * 30), FACE, 16, 442)
    assert all(abs(line.width_pt + line.spread_pt * (len(line.text) - 1) - 442) < 0.01 for line in lines[:-1])


def test_numbers_and_dates_are_not_torn() -> None:
    text = "电话" * 6 + "15400001234" + "电话" * 9
    assert any("15400001234" in line.text for line in wrap(Paragraph(text), FACE, 12, 190))


def test_the_last_line_does_not_hold_one_lonely_character() -> None:
    lines = wrap(Paragraph("推" * 27 * 2 + "所。"), FACE, 16, 442)
    assert len(lines) == 3
    assert len(lines[-1].text) > 2


def test_text_steps_down_until_it_fits_and_is_refused_when_nothing_fits() -> None:
    steps = ((16, 28), (12, 18), (8, 10))
    assert fit([Paragraph("短文")], FACE, 400, 40, steps).size_pt == 16
    assert fit([Paragraph("长文" * 30)], FACE, 400, 40, steps).size_pt == 12
    with pytest.raises(Refused) as refused:
        fit([Paragraph("长文" * 400)], FACE, 400, 40, steps)
    assert refused.value.code == "too_long"
    assert fit([], FACE, 400, 40, steps).height_pt == 0
    assert fit_line("编号", FACE, 400, 12) == 12
    assert fit_line("编号" * 10, FACE, 200, 12) == 10
    with pytest.raises(Refused):
        fit_line("编号" * 100, FACE, 200, 12)


def test_lines_of_a_centred_name_are_about_equally_long() -> None:
    setting = even("清河县柳林镇人力资源和社会保障所", FACE, 165, 60, ((16, 22),))
    assert [len(line.text) for line in setting.lines] == [8, 8]


def test_fonts_of_the_machine_are_found_by_name_and_only_true_type_is_taken(tmp_path) -> None:
    folder = tmp_path / "字体 folder"
    folder.mkdir()
    (folder / "SimFang.TTF").write_bytes(resource("fonts", "NotoSerifSC_400Regular.ttf").read_bytes())
    (folder / "fangsong.ttf").write_bytes(b"OTTO\0\1 no outlines of that kind")
    found = find_fonts(["fangsong.ttf", "simfang.ttf", "missing.ttf"], [tmp_path, tmp_path / "absent"])
    assert [path.name for path in found] == ["fangsong.ttf", "SimFang.TTF"]
    assert [load_font(path) is not None for path in found] == [False, True]
