"""Word documents: each table is a sheet, what is written above it its title."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from desk_app.bootstrap import Desk
from desk_app.domain.employers import Employer
from desk_app.domain.errors import Refused
from desk_app.domain.posts import Post
from desk_app.spreadsheets.reader import read

HEAD = ("序号", "岗位名称", "人数", "月工资", "工作地点", "要求")


def document(path: Path, rows: list[tuple[str, ...]], *paragraphs: str) -> Path:
    made = Document()
    for text in paragraphs:
        made.add_paragraph(text)
    if rows:
        table = made.add_table(len(rows), len(rows[0]))
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(at, column).text = text
    made.add_paragraph("以上情况属实（盖章）")
    made.save(str(path))
    return path


def test_a_table_with_what_stands_around_it(tmp_path: Path) -> None:
    rows = [HEAD, ("1", "缝纫工", "20", "4500-6500", "园区3号", "熟手\n优先")]
    book = read(document(tmp_path / "招工.docx", rows, "河口金蝉服装有限公司", "招工表"))
    (sheet,) = book.sheets
    assert sheet.name == "table1"
    assert sheet.above == ("河口金蝉服装有限公司", "招工表")
    assert sheet.rows[1] == ("1", "缝纫工", "20", "4500-6500", "园区3号", "熟手\n优先")
    assert book.notes[-1] == "表格外的文字：以上情况属实（盖章）"


def test_a_cell_over_several_stands_in_its_first_place(tmp_path: Path) -> None:
    made = Document()
    table = made.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "河口镇岗位表"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "金蝉服装"
    made.save(str(tmp_path / "合并.docx"))
    (sheet,) = read(tmp_path / "合并.docx").sheets
    assert sheet.rows[0] == ("河口镇岗位表", "", "")
    assert [row[0] for row in sheet.rows[1:]] == ["金蝉服装", ""]
    assert set(sheet.merged) == {(1, 1, 1, 3), (2, 1, 3, 1)}


def test_a_document_without_a_table_says_where_its_text_goes(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="粘贴招工信息"):
        read(document(tmp_path / "招工.docx", [], "招缝纫工20名"))


def test_posts_of_a_document_are_imported_with_the_employer_of_its_title(bare_desk: Desk, tmp_path: Path) -> None:
    rows = [HEAD, ("1", "缝纫工", "20", "4500-6500", "园区3号", ""), ("2", "剪线工", "5", "3000", "园区3号", "")]
    file = document(tmp_path / "招工.docx", rows, "河口金蝉服装有限公司招工表")
    bare_desk.intake.take(bare_desk.actor, file)
    (firm,) = bare_desk.database.read(lambda reader: reader.all(Employer))
    assert firm.name == "河口金蝉服装有限公司"
    posts = bare_desk.database.read(lambda reader: reader.all(Post))
    assert [(post.title, post.headcount, post.pay_min) for post in posts] == [("缝纫工", 20, 4500), ("剪线工", 5, 3000)]
