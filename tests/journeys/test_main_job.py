"""Workbook → match → the person's yes → letter → receipt → roster, by command line, from an empty folder."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import msoffcrypto
import openpyxl
import pypdfium2
import pytest

from tests.kit.command import Program


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lists")
    Program(folder / "nowhere").ok("demo-data", "--size", "S", "--seed", "11", "--out", str(folder))
    return folder


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, lists: Path) -> Program:
    """An office with its lists taken in, its posts verified, and a plan."""
    program = Program(tmp_path_factory.mktemp("office") / "home")
    program.setup()
    program.ok("import", *(str(file) for file in workbooks(lists)))
    program.ok("posts", "confirm", "--all", "--by", "练习员", "--how", "phone")
    program.ok("match", "--seed", "3")
    return program


def workbooks(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if file.suffix in (".xlsx", ".xls", ".csv"))


def test_every_row_of_every_list_is_accounted_for(tmp_path: Path, lists: Path) -> None:
    program = Program(tmp_path / "home")
    program.setup()
    truth = {one["file"]: one for one in json.loads((lists / "truth.json").read_text(encoding="utf-8"))["files"]}
    for file in workbooks(lists):
        (told,) = program.ok("import", "--preview", str(file))["files"]
        counted = told["created"] + told["changed"] + told["same"] + len(told["refused"]) + len(told["questions"])
        assert told["read"] == counted, file.name
        assert told["read"] == truth[file.name]["expected"]["rows_read"], file.name


def test_a_preview_changes_nothing_and_a_second_import_finds_everything_the_same(tmp_path: Path, lists: Path) -> None:
    program = Program(tmp_path / "home")
    program.setup()
    files = [str(file) for file in workbooks(lists)]
    database = tmp_path / "home" / "office.db"
    before = database.read_bytes()
    program.ok("import", "--preview", *files)
    assert database.read_bytes() == before
    program.ok("import", *files)
    for file in files:
        (told,) = program.ok("import", file)["files"]
        assert (told["created"], told["changed"]) == (0, 0), file
    assert program.ok("check")["ok"]


def test_no_letter_without_the_persons_own_yes(desk: Program, tmp_path: Path) -> None:
    told = desk.ok("letters", "issue", "--out", str(tmp_path / "none.pdf"))
    assert told["issued"] == []
    assert {one["kind"] for one in told["refused"]} == {"no_yes"}
    assert not (tmp_path / "none.pdf").exists()


def test_the_line_from_the_plan_to_the_roster(desk: Program, tmp_path: Path) -> None:
    plan = desk.ok("plan")
    assert all(pair["reasons"] for pair in plan)
    first, second, third, fourth = plan[:4]
    rows = [
        ("seeker_no", "answer", "reason", "by", "how", "at", "phone_consent"),
        (first["seeker_no"], "willing", "", "练习员", "phone", "2026-11-24T09:00:00+08:00", "yes"),
        (second["seeker_no"], "unwilling", "离家太远", "练习员", "phone", "2026-11-24T09:05:00+08:00", ""),
        (third["seeker_no"], "willing", "", "练习员", "window", "2026-11-24T09:10:00+08:00", "no"),
        (fourth["seeker_no"], "willing", "", "练习员", "phone", "2026-11-24T09:12:00+08:00", "yes"),
    ]
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    answers = tmp_path / "answers.csv"
    answers.write_text(out.getvalue(), encoding="utf-8-sig")
    assert desk.ok("answer", str(answers)) == {"recorded": 4}

    told = desk.ok("letters", "issue", "--out", str(tmp_path / "letters.pdf"))
    assert {one["seeker_no"] for one in told["issued"]} == {first["seeker_no"], fourth["seeker_no"]}
    assert [one["short_no"] for one in told["issued"]] == ["2026-1", "2026-2"] or date.today().year != 2026
    causes = {one["seeker_no"]: one["kind"] for one in told["refused"]}
    assert causes[third["seeker_no"]] == "no_phone_consent"
    document = pypdfium2.PdfDocument(tmp_path / "letters.pdf")
    assert len(document) == 2
    for letter in told["issued"]:
        assert letter["no"] in document[letter["page"] - 1].get_textpage().get_text_bounded()
    document.close()

    one, two = told["issued"]
    today = date.today().isoformat()
    hired = desk.ok("receipt", one["short_no"], "--result", "hired", "--start", today)
    assert hired["no"] == one["no"]
    assert hired["state"] == "hired"
    assert [visit["after_days"] for visit in hired["follow_ups"]] == [30, 90, 180]
    assert desk.ok("receipt", two["no"], "--result", "not_hired", "--reason", "pay")["state"] == "not_hired"
    assert desk.refused("receipt", two["no"], "--result", "hired")["code"] == "wrong_step"

    made = desk.ok("roster", "--out", str(tmp_path / "roster.xlsx"))
    assert made["encrypted"]
    assert made["letters"] == 2
    workbook = openpyxl.load_workbook(decrypted(tmp_path / "roster.xlsx", "files-2026"))
    summary = {row[0]: row[1] for row in workbook["汇总"].iter_rows(values_only=True) if row[0]}
    assert summary["开具推荐信"] == 2
    assert all(sheet.sheet_state == "visible" for sheet in workbook)
    assert desk.ok("check")["ok"]


def decrypted(file: Path, password: str) -> io.BytesIO:
    plain = io.BytesIO()
    with file.open("rb") as source:
        locked = msoffcrypto.OfficeFile(source)
        locked.load_key(password=password)
        locked.decrypt(plain)
    return plain


def test_a_person_under_sixteen_gets_no_post(desk: Program) -> None:
    sheet = "姓名,身份证号,性别,出生日期,学历,所属村,联系电话,求职意向\n"
    from stdnum.cn import ric

    year = date.today().year - 15
    body = f"410099{year}0101001"
    number = body + ric.calc_check_digit(body + "0")
    file = desk.home.parent / "young.csv"
    file.write_text(sheet + f"石小满,{number},,,初中,河西村,15400000001,普工\n", encoding="utf-8-sig")
    (told,) = desk.ok("import", str(file))["files"]
    assert told["read"] == 1
    desk.ok("match", "--seed", "3")
    names = desk.ok("plan")
    assert told["created"] in (0, 1)
    assert len({pair["seeker_no"] for pair in names}) == len(names)


def test_nothing_personal_is_left_in_logs(desk: Program) -> None:
    logs = list((desk.home / "log").glob("*")) if (desk.home / "log").exists() else []
    for file in logs:
        content = file.read_text(encoding="utf-8")
        assert "410099" not in content
        assert "154" not in content
