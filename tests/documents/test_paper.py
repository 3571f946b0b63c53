"""Papers: everything printed, inside the margins, no box over another, lists with their head on every sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk_app.documents.paper import LYING, STANDING, Format, draw
from desk_app.documents.typeface import shipped_typefaces
from desk_app.domain.errors import Refused
from desk_app.domain.paper import (
    Block,
    Column,
    Issued,
    Opinion,
    Pair,
    Pairs,
    Paper,
    Prose,
    Rows,
    Signing,
    Ticks,
    strings,
)

MM = 72 / 25.4
AT = datetime(2026, 11, 24, 9, 30)
OFFICE = "平泽县柳河湾镇人社所"
LONG = "平泽县柳河湾镇东坡村第三村民小组一百二十号附一号西院"
FACE = shipped_typefaces()

Box = tuple[float, float, float, float]


def form(*, filled: bool = True) -> Paper:
    """A form with everything that a form can have."""

    def said(text: str) -> str:
        return text if filled else ""

    rows = [
        [Pair("姓名", said("欧阳小明")), Pair("性别", said("男")), Pair("出生日期", said("1970-03-01"))],
        [Pair("证件类型", said("居民身份证")), Pair("证件号码", said("410099197003010016"), weight=2)],
        [Pair("民族", said("汉族")), Pair("政治面貌", said("群众")), Pair("文化程度", said("高中"))],
        [Pair("户籍所在地", said(LONG), weight=3)],
        [Pair("联系电话", said("15400000001")), Pair("失业登记证号"), Pair("就业创业证号", said("4100990001234567"))],
        [Pair("个人经历", said("在外务工。" * 30), weight=3, lines=3)],
    ]
    return Paper(
        title="就业困难人员认定申请表",
        subtitle=(f"编号：{said('K2026100001')}", "登记日期：　　年　月　日"),
        blocks=(
            Pairs(rows, photo=True),
            Rows(
                (Column("姓名"), Column("与本人关系"), Column("身份证号", 2), Column("就业状况")),
                [["李四", "妻子", "410099197103010026", "失业"]] if filled else [],
                title="家庭成员情况",
                least=4,
            ),
            Ticks("申请认定类别", [("大龄失业人员", False), ("残疾人", filled), ("连续失业一年以上人员", False)]),
            Prose(("本人承诺：以上填写内容真实、准确、完整，如有虚假，愿意承担相应责任。",)),
            Signing("申请人签字："),
            Opinion("社区（村）意见"),
            Opinion("乡镇（街道）人社所意见", said("情况属实，同意上报。" * 3)),
        ),
        note="本表一式两份。公共就业服务免费。",
    )


def listing(count: int = 90, *, landscape: bool = True) -> Paper:
    columns = (Column("序号"), Column("姓名", 2), Column("证件号码", 4), Column("住址", 5), Column("签字", 2))
    rows = [[str(n), "张三" * (n % 3 + 1), "410099********0016", LONG * (n % 4), ""] for n in range(1, count + 1)]
    return Paper(title="花名册", blocks=(Rows(columns, rows),), landscape=landscape)


NOTICE = Paper(
    title="就业困难人员认定公示",
    blocks=(
        Prose(("根据有关规定，拟认定下列人员为就业困难人员，现予公示。",)),
        Rows((Column("姓名", 2), Column("性别"), Column("年龄")), [["张三", "男", "52"]]),
        Issued("平泽县柳河湾镇人力资源和社会保障所", "2026年11月24日"),
    ),
)


def pages(papers: Paper | list[Paper]) -> list[pdfium.PdfPage]:
    document = pdfium.PdfDocument(draw(papers, OFFICE, AT, FACE))
    return [document[number] for number in range(len(document))]


def text_of(page: pdfium.PdfPage) -> str:
    return re.sub(r"\s", "", page.get_textpage().get_text_range())


def places(page: pdfium.PdfPage, kind: int) -> Iterator[Box]:
    """left, top, right, bottom in mm of everything of a kind that is drawn."""
    height = page.get_height()
    for one in page.get_objects(filter=[kind]):
        left, bottom, right, top = one.get_bounds()
        if right > left or top > bottom:
            yield left / MM, (height - top) / MM, right / MM, (height - bottom) / MM


def texts(page: pdfium.PdfPage) -> list[Box]:
    return list(places(page, pdfium.raw.FPDF_PAGEOBJ_TEXT))


def boxes(page: pdfium.PdfPage) -> list[Box]:
    """The boxes of the grid, without rules, squares to tick and the frame around all."""
    found = [box for box in places(page, pdfium.raw.FPDF_PAGEOBJ_PATH) if box[2] - box[0] > 5 and box[3] - box[1] > 5]
    return [one for one in found if not any(inside(other, one) and other != one for other in found)]


def inside(inner: Box, outer: Box, slack: float = 0.4) -> bool:
    return (
        inner[0] >= outer[0] - slack
        and inner[1] >= outer[1] - slack
        and inner[2] <= outer[2] + slack
        and inner[3] <= outer[3] + slack
    )


def overlap(one: Box, other: Box, slack: float = 0.4) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > slack and down > slack


def check_geometry(page: pdfium.PdfPage, area: Format) -> None:
    """Nothing outside the margins, no box over another, each text in one box or beside all."""
    sheet = (area.left, area.top, area.right, area.foot + 8)
    drawn = [*texts(page), *places(page, pdfium.raw.FPDF_PAGEOBJ_PATH)]
    assert all(inside(one, sheet) for one in drawn)
    grid = boxes(page)
    assert not [(a, b) for n, a in enumerate(grid) for b in grid[n + 1 :] if overlap(a, b)]
    for text in texts(page):
        touched = [box for box in grid if overlap(text, box, 0.2)]
        assert len(touched) <= 1, (text, touched)
        assert all(inside(text, box, 0.0) for box in touched), (text, touched)
    written = sorted(texts(page), key=lambda box: box[1])
    assert not [(a, b) for n, a in enumerate(written) for b in written[n + 1 :] if overlap(a, b, 0.3)]


@pytest.mark.parametrize("paper", [form(), form(filled=False), NOTICE, listing(), listing(landscape=False)])
def test_every_text_is_printed_inside_the_margins(paper: Paper) -> None:
    sheets = pages(paper)
    for page in sheets:
        check_geometry(page, LYING if paper.landscape else STANDING)
    whole = "".join(map(text_of, sheets))
    for text in strings(paper):
        assert re.sub(r"\s", "", text) in whole or len(text) > 20  # long ones may go on in the next line of a box


def test_the_foot_says_whose_which_of_how_many_and_when() -> None:
    sheets = pages([listing(), NOTICE])
    count = len(sheets) - 1
    for number, page in enumerate(sheets[:-1], start=1):
        assert f"第{number}页，共{count}页打印时间2026-11-2409:30" in text_of(page)
        assert f"{OFFICE}花名册" in text_of(page)
    assert "第1页，共1页" in text_of(sheets[-1])


def test_each_paper_lies_as_it_says() -> None:
    upright, lying = pages([NOTICE, listing(3)])
    assert [round(side / MM) for side in upright.get_size()] == [210, 297]
    assert [round(side / MM) for side in lying.get_size()] == [297, 210]


def test_a_list_has_its_head_on_every_sheet_and_loses_no_row() -> None:
    sheets = pages(listing(90))
    assert len(sheets) > 3
    assert all("序号姓名证件号码住址签字" in text_of(page) for page in sheets)
    assert "".join(map(text_of, sheets)).count("410099********0016") == 90


def test_columns_of_a_grid_stand_below_each_other() -> None:
    """Labels of all rows end at the same line, and all grids at the same right edge."""
    (first, *_) = pages(form())
    grid = boxes(first)
    left = [box for box in grid if abs(box[0] - STANDING.left) < 0.3 and box[1] < 100]
    assert len({round(box[2], 1) for box in left}) == 1
    edges = {round(box[2], 1) for box in grid if box[2] > STANDING.right - 1}
    assert len(edges) == 1


def test_a_blank_form_has_room_to_write() -> None:
    for page in pages(form(filled=False)):
        assert min(box[3] - box[1] for box in boxes(page)) >= 7.9


def test_blank_and_filled_form_agree_in_their_rows() -> None:
    """The same paper: rows of short values stand in the same boxes."""
    blank, filled = boxes(pages(form(filled=False))[0]), boxes(pages(form())[0])
    assert [box for box in blank if box[1] < 80] == [box for box in filled if box[1] < 80]


def test_the_photo_has_its_size() -> None:
    (first, *_) = pages(form())
    sizes = {
        (round(box[2] - box[0], 1), round(box[3] - box[1], 1)) for box in places(first, pdfium.raw.FPDF_PAGEOBJ_PATH)
    }
    assert any(abs(wide - 25) < 0.3 and abs(high - 35) < 0.3 for wide, high in sizes)


def test_the_same_paper_is_the_same_bytes() -> None:
    assert draw(form(), OFFICE, AT, FACE) == draw(form(), OFFICE, AT, FACE)


def test_text_higher_than_a_sheet_goes_on_on_the_next() -> None:
    story = "、".join(f"第{n}段经历" for n in range(1500))
    paper = Paper(title="一人一档", blocks=(Pairs(((Pair("经历", story),), (Pair("备注", "完"),))),))
    sheets = pages(paper)
    for page in sheets:
        check_geometry(page, STANDING)
    assert "".join(map(text_of, sheets)).count("段") == 1500


def test_neither_signature_nor_note_stands_alone_on_a_sheet() -> None:
    for count in range(28, 40):
        rows = Rows((Column("姓名"),), [["张三"]] * count, read_only=True)
        for paper in (
            Paper(title="表", blocks=(rows, Signing("签字"))),
            Paper(title="表", blocks=(rows,), note="说明"),
        ):
            last = text_of(pages(paper)[-1])
            assert "张三" in last
            assert ("签字" in last) or ("说明" in last)


def test_what_no_font_has_is_refused_by_name() -> None:
    paper = Paper(title="花名册", blocks=(Rows((Column("姓名"),), [["张\U0001f600"]]),))
    with pytest.raises(Refused, match=r"花名册.*U\+1F600"):
        draw(paper, OFFICE, AT, FACE)


words = st.text("东坡村柳河湾镇就业，。（）0123456789abc ", max_size=60)
pairs = st.builds(Pair, words.map(lambda text: text[:12]), words, st.integers(1, 3), st.integers(1, 3))
columns = st.integers(1, 6)


@st.composite
def lists(drawn: st.DrawFn) -> Rows:
    wide = drawn(columns)
    heads = [Column(drawn(words)[:6], drawn(st.integers(1, 4))) for _ in range(wide)]
    rows = drawn(st.lists(st.lists(words, min_size=wide, max_size=wide), max_size=12))
    return Rows(heads, rows, title=drawn(words)[:10], least=drawn(st.integers(0, 4)))


blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Pairs, st.lists(st.lists(pairs, min_size=1, max_size=4), min_size=1, max_size=6), words, st.booleans()),
    lists(),
    st.builds(
        Ticks, words.map(lambda text: text[:8]), st.lists(st.tuples(words, st.booleans()), min_size=1, max_size=9)
    ),
    st.builds(Opinion, words.map(lambda text: text[:10]), words),
    st.builds(Prose, st.lists(words, max_size=5), words),
    st.builds(Signing, words.map(lambda text: text[:20])),
)


@settings(max_examples=20)
@given(st.lists(blocks, max_size=5), st.booleans())
def test_whatever_a_paper_holds_nothing_leaves_its_box(held: list[Block], lying: bool) -> None:
    paper = Paper(title="任意表", blocks=held, landscape=lying)
    for page in pages(paper):
        check_geometry(page, LYING if lying else STANDING)


def test_rows_of_a_sheet_follow_without_gaps() -> None:
    for page in pages(listing(40)):
        left = sorted(box for box in boxes(page) if abs(box[0] - LYING.left) < 0.3)
        assert all(abs(upper[3] - lower[1]) < 0.4 for upper, lower in pairwise(left))


def test_an_opinion_higher_than_a_sheet_keeps_its_signatures() -> None:
    paper = Paper(
        title="审批表", blocks=(Opinion("审核意见", "、".join(f"第{n}条" for n in range(900))), Opinion("复核"))
    )
    sheets = pages(paper)
    for page in sheets:
        check_geometry(page, STANDING)
    text = "".join(map(text_of, sheets))
    assert text.count("第") == 900 + len(sheets)  # each foot counts its sheet
    assert text.count("经办人：") == text.count("（盖章）") == 2


def test_a_long_text_beside_the_photo_goes_below_it() -> None:
    story = "在外务工。" * 400
    paper = Paper(title="登记表", blocks=(Pairs(((Pair("姓名", "张三"),), (Pair("经历", story),)), photo=True),))
    sheets = pages(paper)
    for page in sheets:
        check_geometry(page, STANDING)
    assert "".join(map(text_of, sheets)).count("在") == 400
