"""What stands in a file: recognised by content, never half, never with a traceback."""

from __future__ import annotations

import csv
import io
import json
import re
import time
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.domain.errors import DeskError, Refused
from desk_app.domain.intake.sheet import DATE, ERROR, FLAG, NUMBER, TEXT, Book, Sheet
from desk_app.domain.progress import Progress
from desk_app.spreadsheets.preflight import inspect
from desk_app.spreadsheets.reader import read, read_apart
from desk_app.spreadsheets.text import decode
from desk_app.spreadsheets.writer import encrypt

SHEET = "xl/worksheets/sheet1.xml"


def workbook(path: Path, rows: list[list[object]], name: str = "名单") -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(row)
    made.save(path)
    return path


def altered(source: Path, target: Path, member: str, change: object) -> Path:
    """A copy of a zipped workbook with one member changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == member else content)  # type: ignore[operator]
    return target


def test_texts_numbers_dates_and_flags_are_told_apart(tmp_path: Path) -> None:
    rows = [
        ["410099199001010010", 410099199001011234, date(2026, 3, 15), True, 3.5, 12.0, datetime(2026, 3, 15, 8, 30)]
    ]
    (sheet,) = read(workbook(tmp_path / "a.xlsx", rows)).sheets
    assert sheet.rows[0][0] == "410099199001010010"
    assert sheet.rows[0][1].startswith("410099199001011")  # the digits that a double can hold
    assert sheet.rows[0][2:] == ("2026-03-15", "TRUE", "3.5", "12", "2026-03-15 08:30:00")
    assert sheet.kinds[0] == bytes([TEXT, NUMBER, DATE, FLAG, NUMBER, NUMBER, DATE])


def test_a_table_in_the_middle_keeps_its_addresses(tmp_path: Path) -> None:
    (sheet,) = read(workbook(tmp_path / "a.xlsx", [[], [], [None, None, "姓名"], [None, None, "石小满"]])).sheets
    assert (sheet.cell(3, 3), sheet.cell(4, 3), sheet.cell(1, 1)) == ("姓名", "石小满", "")


def test_hidden_sheets_rows_columns_and_merges_are_told(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    shown, hidden = made.active, made.create_sheet("底稿")
    assert shown is not None
    for row in range(1, 6):
        shown.append([f"a{row}", f"b{row}", f"c{row}"])
    hidden["A1"] = "甲"
    hidden.sheet_state = "hidden"
    shown.row_dimensions[2].hidden = True
    shown.column_dimensions["B"].hidden = True
    shown.merge_cells("A4:C5")
    made.save(tmp_path / "a.xlsx")
    first, second = read(tmp_path / "a.xlsx").sheets
    assert (first.hidden, second.hidden, second.name) == (False, True, "底稿")
    assert first.hidden_rows == {2}
    assert first.hidden_columns == {2}
    assert first.merged == ((4, 1, 5, 3),)
    assert first.rows[1] == ("a2", "b2", "c2")


def test_errors_are_cells_of_their_own_and_formulas_without_a_result_are_announced(tmp_path: Path) -> None:
    plain = workbook(tmp_path / "a.xlsx", [["姓名", "合计"], ["石小满", "=1/0"], ["安平", "=1+1"]])

    def spoil(xml: bytes) -> bytes:
        return re.sub(rb'<c r="B2"><f>1/0</f>.*?</c>', b'<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', xml)

    book = read(altered(plain, tmp_path / "b.xlsx", SHEET, spoil))
    (sheet,) = book.sheets
    assert (sheet.cell(2, 2), sheet.kind(2, 2)) == ("#DIV/0!", ERROR)
    assert sheet.cell(3, 2) == ""
    assert book.notes == ("工作表“名单”有 1 个公式没有保存结果（B3），按空白处理。",)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (b"<c r='A2'><f>1+1</f></c>", True),
        (b'<c r="A2"><f>1+1</f><v/></c>', True),
        (b'<c r="A2"><f>1+1</f><v></v></c>', True),
        (b'<c r="A2"><f t="shared" si="0"/></c>', True),
        (b'<c r="A2"><f>1+1</f><v>2</v></c>', False),
        (b'<c r="A2" t="str"><f>IF(1,"","")</f><v></v></c>', False),  # its result is an empty text
    ],
)
def test_a_formula_is_never_computed_and_told_only_where_its_result_is_missing(
    cell: bytes, told: bool, tmp_path: Path
) -> None:
    plain = workbook(tmp_path / "a.xlsx", [["姓名"], ["石小满"]])
    change = re.compile(rb'<c r="A2".*?</c>').sub
    book = read(altered(plain, tmp_path / "b.xlsx", SHEET, lambda xml: change(cell, xml)))
    assert bool(book.notes) == told
    assert book.sheets[0].cell(2, 1) in ("", "2")


def test_an_error_without_its_word_does_not_take_the_next_cells_value(tmp_path: Path) -> None:
    plain = workbook(tmp_path / "a.xlsx", [["甲", 7]])
    change = re.compile(rb'<c r="A1".*?</c>').sub
    file = altered(plain, tmp_path / "b.xlsx", SHEET, lambda xml: change(b'<c r="A1" t="e"/>', xml))
    assert read(file).sheets[0].rows == (("", "7"),)


def test_escaped_characters_are_decoded_once(tmp_path: Path) -> None:
    (sheet,) = read(workbook(tmp_path / "a.xlsx", [["甲_x000D_乙", "甲_x005F_x000D_乙"]])).sheets
    assert sheet.rows == (("甲\r乙", "甲_x000D_乙"),)


def test_empty_cells_far_away_do_not_stop_a_list(tmp_path: Path) -> None:
    plain = workbook(tmp_path / "a.xlsx", [["姓名"], ["石小满"]])
    bloat = b'<row r="3"><c r="XFD3" s="0"/></row><row r="1048576" ht="20" customHeight="1"/></sheetData>'
    file = altered(plain, tmp_path / "b.xlsx", SHEET, lambda xml: xml.replace(b"</sheetData>", bloat))
    assert read(file).sheets[0].rows == (("姓名",), ("石小满",))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_separated_values_in_every_encoding(tmp_path: Path, encoding: str, separator: str) -> None:
    rows = [["姓名", "备注"], ["张𬭎", "家住\n河西村"], ["买买提·吐尔逊", f"甲{separator}乙"]]
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    file = tmp_path / "a.csv"
    file.write_bytes(out.getvalue().encode(encoding))
    (sheet,) = read(file).sheets
    assert [list(row) for row in sheet.rows] == rows


@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), min_size=1, max_size=40))
def test_gb18030_and_utf8_are_never_mixed_up_into_replaced_characters(text: str) -> None:
    assert decode(b"\xef\xbb\xbf" + text.encode()) == text
    assert "\ufffd" not in decode(("姓名：" + text.replace("\ufffd", "")).encode("gb18030"))


def test_a_web_page_under_the_name_of_a_workbook(tmp_path: Path) -> None:
    page = "<html><meta charset=gb2312><table><tr><th>单位<th>岗位<tr><td rowspan=2>甲公司<td>普工<br>两班"
    page += "<tr><td>保安</table>"
    file = tmp_path / "a.xls"
    file.write_bytes(page.encode("gb18030"))
    book = read(file)
    assert book.sheets[0].rows == (("单位", "岗位"), ("甲公司", "普工\n两班"), ("", "保安"))
    assert book.sheets[0].merged == ((2, 1, 3, 1),)
    assert book.notes


def test_a_covered_last_column_of_a_page_does_not_shift_later_rows(tmp_path: Path) -> None:
    page = "<html><table><tr><td>a<td>b<td rowspan=2>c<tr><td>d<td>e<tr><td>f<td>g<td>h</table>"
    (sheet,) = read(written(tmp_path / "a.xls", page.encode())).sheets
    assert sheet.rows == (("a", "b", "c"), ("d", "e"), ("f", "g", "h"))


def bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("xl/workbook.xml", "<workbook/>")
        with out.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member:
            for _ in range(300):
                member.write(b" " * (1 << 20))
    return path


def changed(path: Path, member: str, old: bytes, new: bytes) -> Path:
    plain = workbook(path.with_name("plain.xlsx"), [["姓名"], ["石小满"]])
    return altered(plain, path, member, lambda content: content.replace(old, new, 1))


HOSTILE = {
    "bomb": (bomb, "too_big"),
    "entity": (lambda p: changed(p, SHEET, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet'), "entities"),
    "far column": (lambda p: changed(p, SHEET, b'r="A2"', b'r="XFD2"'), "far_cell"),
    "far column, no style": (lambda p: far(p, b'<row r="3"><c r="XFD3"><v>1</v></c></row>'), "far_cell"),
    "far row, cells without address": (lambda p: far(p, b'<row r="1048576"><c><v>1</v></c></row>'), "far_cell"),
    "far cell under another name": (lambda p: renamed(p), "far_cell"),
    "many rows": (lambda p: far(p, b"".join(b'<row r="%d"/>' % n for n in range(3, 200_003))), "too_many_rows"),
    "entity across two pieces": (
        lambda p: changed(p, SHEET, b"<worksheet", b" " * ((1 << 18) - 60) + b"<!DOCTYPE x><worksheet"),
        "entities",
    ),
    "archived page": (lambda p: written(p, b"MIME-Version: 1.0\r\n\r\n<html><table><td>a"), "not_a_workbook"),
    "cell that repeats": (lambda p: repeated(p), "too_big"),
    "locked .ods": (lambda p: locked_ods(p), "encrypted"),
    "not its workbook": (lambda p: renamed(p, "xl/workbook.xml", "xl/workboOk.xml"), "not_a_workbook"),
    "twice the same name": (lambda p: twice(p), "ambiguous_zip"),
    "far row": (lambda p: changed(p, SHEET, b'<row r="2"', b'<row r="1048576"'), "far_cell"),
    "cut": (lambda p: cut(p), "damaged"),
    "empty": (lambda p: written(p, b""), "empty"),
    "picture": (lambda p: written(p, b"\x89PNG\r\n\x1a\n" + bytes(100)), "not_a_workbook"),
    "no workbook": (lambda p: changed(p, "nothing", b"", b"") and zipped(p), "not_a_workbook"),
    "locked": (lambda p: locked(p), "encrypted"),
}


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def cut(path: Path) -> Path:
    content = workbook(path, [["姓名"]] * 400).read_bytes()
    return written(path, content[: len(content) * 6 // 10])


def zipped(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("readme.txt", "<w/>")
    return path


def far(path: Path, row: bytes) -> Path:
    return changed(path, SHEET, b"</sheetData>", row + b"</sheetData>")


def renamed(path: Path, old: str = SHEET, new: str = "xl/elsewhere/one.xml") -> Path:
    """A workbook one part of which lies under another name; the far cell in it must be found there too."""
    with zipfile.ZipFile(far(path.with_name("far.xlsx"), b'<row r="3"><c r="XFD3"><v>1</v></c></row>')) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts[new] = parts.pop(old)
    with zipfile.ZipFile(path, "w") as out:
        for name, content in parts.items():
            out.writestr(name, content.replace(b"worksheets/sheet1.xml", b"elsewhere/one.xml"))
    return path


def repeated(path: Path) -> Path:
    cell = '<table:table-cell table:number-columns-repeated="999999999"><text:p>X</text:p></table:table-cell>'
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("content.xml", f"<office:body><table:table-row>{cell}</table:table-row></office:body>")
    return path


def locked_ods(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("content.xml", bytes(range(256)))
        out.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    return path


def twice(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("xl/workbook.xml", "<workbook/>")
        out.writestr("xl/WORKBOOK.xml", "<workbook/>")
    return path


def locked(path: Path) -> Path:
    return written(path, encrypt(workbook(path, [["姓名"], ["石小满"]]).read_bytes(), "secret"))


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_and_broken_files_are_refused_in_words_and_quickly(kind: str, tmp_path: Path) -> None:
    make, code = HOSTILE[kind]
    file = make(tmp_path / "名单.xlsx")
    begun = time.perf_counter()
    with pytest.raises(Refused) as refused:
        read(file)
    assert refused.value.code == code
    assert "名单.xlsx" in refused.value.message
    assert time.perf_counter() - begun < 5  # a hang, not a slow machine


@pytest.mark.parametrize(
    ("member", "head", "again"),
    [
        (SHEET, b"<sheetData><row", b' r="200001"'),
        (SHEET, b"<sheetData><c", b' r="XFD1"'),
        (SHEET, b'<sheetData r="XFD1"', b"<c "),
        ("content.xml", b"<a", b' table:number-columns-repeated="999999"'),
    ],
)
def test_an_endless_tag_does_not_take_endless_time(member: str, head: bytes, again: bytes) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:  # stored: nothing else in the pre-flight notices it
        out.writestr("xl/workbook.xml", "<workbook/>")
        out.writestr(member, head + again * ((1 << 20) // len(again)))
    begun = time.perf_counter()
    inspect(packed.getvalue())
    assert time.perf_counter() - begun < 10  # quadratic, it took minutes


def test_a_locked_file_opens_with_its_password_only(tmp_path: Path) -> None:
    file = locked(tmp_path / "a.xlsx")
    assert read(file, "secret").sheets[0].cell(2, 1) == "石小满"
    with pytest.raises(Refused, match="密码不对"):
        read(file, "other")


def test_a_lying_dimension_loses_no_row(tmp_path: Path) -> None:
    plain = workbook(tmp_path / "a.xlsx", [[f"甲{n}"] for n in range(100)])
    file = altered(plain, tmp_path / "b.xlsx", SHEET, lambda xml: xml.replace(b'ref="A1:A100"', b'ref="A1:A1"'))
    assert len(read(file).sheets[0].rows) == 100


def test_the_child_process_reads_the_same_and_can_be_refused(tmp_path: Path) -> None:
    good = workbook(tmp_path / "a.xlsx", [["姓名"], ["石小满"]])
    assert read_apart(good, Progress()) == read(good)
    with pytest.raises(Refused) as refused:
        read_apart(written(tmp_path / "b.xlsx", b""), Progress())
    assert refused.value.code == "empty"


# the extra group


def manifest(cases: Path) -> list[dict[str, str]]:
    with (cases / "bad_input" / "manifest.csv").open(encoding="utf-8-sig", newline="") as rows:
        return list(csv.DictReader(rows))


# What the reader says of each class of bad file in the manifest ("damaged" where the world may say either).
REASONS = {
    "cell-bomb": {"too_big"},
    "damaged": {"damaged", "encrypted"},
    "empty": {"empty"},
    "encrypted": {"encrypted"},
    "other-format": {"not_a_workbook", "damaged"},
    "strict-ooxml": {"strict"},
    "xml-bomb": {"entities", "damaged"},
    "zip-tricks": {"ambiguous_zip"},
}


def test_every_bad_file_gets_its_verdict_and_every_readable_one_its_values(cases: Path) -> None:
    expected = json.loads((cases / "bad_input" / "expected_values.json").read_text(encoding="utf-8"))
    wrong: list[tuple[str, object]] = []
    for row in manifest(cases):
        book, verdict, code = verdict_of(cases / "bad_input" / row["file"])
        if row["verdict"] != "READ_OR_REFUSE" and verdict != row["verdict"]:
            wrong.append((row["file"], verdict))
        if verdict == "REFUSE" and code not in REASONS[row["class"]]:
            wrong.append((row["file"], code))
        if book:
            sheets = {sheet.name: sheet for sheet in book.sheets}
            agreed = expected.get(row["file"], {}).get("agreed", [])
            wrong += [(row["file"], cell) for cell in agreed if not stands(sheets, *cell)]
    assert wrong == []


def test_files_with_a_known_password_open_with_it(cases: Path) -> None:
    known = 0
    for row in manifest(cases):
        said = re.search(r"[Pp]assword:? (?:in the POI tests: )?(\w+) \(verified\)", row["expectation"])
        if row["class"] == "encrypted" and said:
            assert read(cases / "bad_input" / row["file"], said[1]).sheets, row["file"]
            known += 1
    assert known == 4


def test_the_real_tables_are_read_to_their_last_row(cases: Path) -> None:
    folder = cases / "spreadsheets"
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    tables = {number: table for number, table in expected.items() if re.fullmatch(r"0[1-7]", number)}
    assert len(tables) == 7
    for table in tables.values():
        sheets = {sheet.name: sheet for sheet in read(folder / table["file"]).sheets}
        for one in table["sheets"]:
            sheet = sheets[one["sheet"]]
            assert len(sheet.rows) >= one["last_data_row"]
            assert one["first"]["title"] in sheet.rows[one["first_data_row"] - 1]
            assert one["last"]["title"] in sheet.rows[one["last_data_row"] - 1]


def test_every_open_list_is_read(cases: Path) -> None:
    files = [file for file in (cases / "lists").iterdir() if file.suffix not in (".json", ".md")]
    assert len(files) > 10
    for file in files:
        book, _, code = verdict_of(file)
        assert code == "", file.name
        assert book is not None
        assert any(sheet.rows for sheet in book.sheets)


def verdict_of(file: Path) -> tuple[Book | None, str, str]:
    try:
        return read_apart(file, Progress()), "READ", ""
    except DeskError as error:
        return None, "REFUSE" if error.message else "silent", error.code


def stands(sheets: dict[str, Sheet], name: str, row: int, column: int, text: str) -> bool:
    return name in sheets and sheets[name].cell(row, column) == text
