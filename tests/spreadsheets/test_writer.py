"""What goes out: texts as they are, nothing that computes, nothing hidden, the same bytes for the same tables."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.domain.reports.report import Table
from desk_app.spreadsheets import xlsx
from desk_app.spreadsheets.writer import book, encrypt

LEADS = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠", "|", "%", "\n=")
PAYLOADS = [
    lead + tail
    for lead in LEADS
    for tail in ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://a","b")', "SUM(A1:A9)", "2")
]


def table(*rows: tuple[str | int, ...]) -> Table:
    return Table(name="人员", title="人员花名册", columns=("序号", "证件号码"), rows=rows, note="填报单位：某镇")


def cells(content: bytes) -> list[tuple[object, str]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content))["人员"]
    return [(row[1].value, row[1].data_type) for row in sheet.iter_rows(min_row=4)]


def test_no_text_becomes_a_formula() -> None:
    found = cells(book([table(*((n, text) for n, text in enumerate(PAYLOADS)))]))
    assert [value for value, _ in found] == PAYLOADS
    assert {kind for _, kind in found} == {"s"}


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=30))
def test_texts_come_back_as_they_were(text: str) -> None:
    assert cells(book([table((1, text))]))[0][0] == text


@given(st.from_regex(r"(甲|_|x|_x000D_|_x005F_|\r|\r\n|\n){1,8}乙", fullmatch=True))
def test_texts_that_look_like_escapes_come_back_through_our_own_reader(text: str) -> None:
    (sheet,) = xlsx.read(book([table((1, text))]), "a.xlsx").sheets
    assert sheet.cell(4, 2) == text


def test_characters_that_no_workbook_can_hold_are_left_out() -> None:
    assert cells(book([table((1, "甲\x00\x1b\ufffe\ud800乙"))]))[0][0] == "甲乙"


def test_id_numbers_stay_texts_and_counts_numbers() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(book([table((7, "410099199001010010"))])))["人员"]
    assert (sheet["A4"].value, sheet["B4"].value, sheet["B4"].number_format) == (7, "410099199001010010", "@")


def test_the_sheet_prints_on_one_page_width_with_its_header() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(book([table((1, "a"))])))["人员"]
    setup = sheet.page_setup
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (setup.orientation, setup.fitToWidth or 1, setup.fitToHeight) == ("landscape", 1, 0)
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet["A1"].value, sheet["A2"].value) == ("人员花名册", "填报单位：某镇")
    assert sheet.sheet_state == "visible"


def test_the_same_tables_give_the_same_bytes() -> None:
    assert book([table((1, "a"))]) == book([table((1, "a"))])


def test_a_locked_file_opens_with_its_password_and_holds_nothing_readable() -> None:
    plain = book([table((1, "410099199001010010"))])
    content = encrypt(plain, "files-2026")
    assert b"410099" not in content
    opened = io.BytesIO()
    file = msoffcrypto.OfficeFile(io.BytesIO(content))
    file.load_key(password="files-2026")
    file.decrypt(opened)
    assert opened.getvalue() == plain


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_sees_no_formula(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(book([table(*((n, text) for n, text in enumerate(PAYLOADS)))]))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "fods", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert "table:formula" not in (tmp_path / "a.fods").read_text(encoding="utf-8")
