"""What stands in a file: recognised by content, never half, never with a traceback."""

from __future__ import annotations

import csv
import io
import json
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
from desk_app.spreadsheets.reader import read, read_apart
from desk_app.spreadsheets.text import decode
from desk_app.spreadsheets.writer import encrypt


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
        return (
            xml.replace(b'<c r="B2"><f>1/0</f><v></v></c>', b'<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
            .replace(b'<c r="B2"><f>1/0</f><v /></c>', b'<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
            .replace(b"<f>1+1</f><v></v>", b"<f>1+1</f>")
            .replace(b"<f>1+1</f><v />", b"<f>1+1</f>")
        )

    book = read(altered(plain, tmp_path / "b.xlsx", "xl/worksheets/sheet1.xml", spoil))
    (sheet,) = book.sheets
    assert (sheet.cell(2, 2), sheet.kind(2, 2)) == ("#DIV/0!", ERROR)
    assert sheet.cell(3, 2) == ""
    assert any("公式" in note for note in book.notes)


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
    assert book.notes


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


SHEET = "xl/worksheets/sheet1.xml"
HOSTILE = {
    "bomb": (bomb, "too_big"),
    "entity": (lambda p: changed(p, SHEET, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet'), "entities"),
    "far column": (lambda p: changed(p, SHEET, b'r="A2"', b'r="XFD2"'), "far_cell"),
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
        out.writestr("word/document.xml", "<w/>")
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


def test_every_bad_file_gets_its_verdict_and_every_readable_one_its_values(cases: Path) -> None:
    expected = json.loads((cases / "bad_input" / "expected_values.json").read_text(encoding="utf-8"))
    wrong = []
    for row in manifest(cases):
        book, verdict = verdict_of(cases / "bad_input" / row["file"])
        if row["verdict"] != "READ_OR_REFUSE" and verdict != row["verdict"]:
            wrong.append((row["file"], verdict))
        if book:
            sheets = {sheet.name: sheet for sheet in book.sheets}
            agreed = expected.get(row["file"], {}).get("agreed", [])
            wrong += [(row["file"], cell) for cell in agreed if not stands(sheets, *cell)]
    assert wrong == []


def verdict_of(file: Path) -> tuple[Book | None, str]:
    try:
        return read_apart(file, Progress()), "READ"
    except DeskError as error:
        return None, "REFUSE" if error.message else "silent"


def stands(sheets: dict[str, Sheet], name: str, row: int, column: int, text: str) -> bool:
    return name in sheets and sheets[name].cell(row, column) == text
