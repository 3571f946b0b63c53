"""The command line as programs see it: exit codes, one JSON value, Chinese sentences, nothing changed on refusal."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from stdnum.cn import ric

from tests.kit.command import Program


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Program:
    program = Program(tmp_path_factory.mktemp("office") / "home")
    program.setup()
    return program


def number(birth: str = "19900101", order: int = 1, region: str = "410099") -> str:
    body = f"{region}{birth}{order:03d}"
    return body + str(ric.calc_check_digit(body + "0"))


def test_setup_tells_the_recovery_code_once_and_never_overwrites(tmp_path: Path) -> None:
    program = Program(tmp_path / "home")
    told = program.setup()
    assert (told["office"], told["desk"]) == ("柳河湾镇人社所", "1")
    assert len(told["recovery"].split("-")) == 8
    before = (tmp_path / "home" / "office.db").read_bytes()
    again = ("setup", "--office", "别的所", "--region", "410099", "--clerk", "某", "--practice")
    assert program.refused(*again)["code"] == "office_exists"
    assert (tmp_path / "home" / "office.db").read_bytes() == before


@pytest.mark.parametrize(
    ("extra", "password", "code"),
    [
        (("--region", "41009", "--practice"), "practice-2026", "wrong_region"),
        (("--region", "410099"), "practice-2026", "practice_region"),
        (("--region", "410122"), "short", "password_too_short"),
        (("--region", "410122", "--desk", "甲"), "practice-2026", "wrong_desk"),
    ],
)
def test_a_wrong_setup_is_refused_and_leaves_nothing(
    tmp_path: Path, extra: tuple[str, ...], password: str, code: str
) -> None:
    program = Program(tmp_path / "home", password=password)
    assert program.refused("setup", "--office", "某镇人社所", "--clerk", "张某", *extra)["code"] == code
    assert not (tmp_path / "home").exists()


def test_the_recovery_code_is_the_second_way_in(tmp_path: Path) -> None:
    recovery = Program(tmp_path / "home").setup()["recovery"]
    assert Program(tmp_path / "home", password=recovery).ok("check")["ok"]
    typed = recovery.lower().replace("-", " ")
    assert Program(tmp_path / "home", password=typed).ok("check")["ok"]


def test_a_wrong_password_opens_nothing(desk: Program) -> None:
    wrong = Program(desk.home, password="something else")
    assert wrong.refused("check")["code"] == "wrong_password"


def test_no_office_is_told_with_the_way_out(tmp_path: Path) -> None:
    assert Program(tmp_path).refused("check")["code"] == "no_office"


@pytest.mark.parametrize("command", [(), ("dance",), ("match", "--seed", "x"), ("receipt", "1"), ("demo-data",)])
def test_wrong_usage_ends_with_2(tmp_path: Path, command: tuple[str, ...]) -> None:
    said = Program(tmp_path).run(*command)
    assert said.code == 2
    assert "命令写法不对" in said.err


def test_identify_judges_one_number_a_line_and_needs_no_office(tmp_path: Path) -> None:
    real = number(region="110101")
    lines = [real, real[:-1] + ("0" if real[-1] != "0" else "1"), number(), "91350100M000100Y43", "12345", real.lower()]
    told = Program(tmp_path / "nowhere").ok("identify", stdin="\n".join(lines) + "\n")
    assert [one["verdict"] for one in told] == ["valid", "invalid", "warn", "valid", "invalid", "valid"]
    assert set(told[0]) == {"number", "kind", "verdict", "why", "sex", "birth_date", "region"}
    assert (told[0]["birth_date"], told[0]["sex"]) == ("1990-01-01", "男")
    assert told[1]["why"]
    assert not (tmp_path / "nowhere").exists()


def test_json_is_utf8_and_a_refusal_is_a_chinese_sentence_on_both_channels(desk: Program) -> None:
    error = desk.refused("plan")
    assert error["code"] == "no_plan"
    assert "匹配" in error["message"]


def test_without_json_a_person_reads_sentences(desk: Program) -> None:
    said = desk.run("check", as_json=False)
    assert said.code == 0
    assert said.out.startswith("数据文件完好")


def test_an_import_counts_every_row_and_keeps_doubts_out(desk: Program, tmp_path: Path) -> None:
    good, other = number(order=11), number(order=13)
    wrong = other[:-1] + ("0" if other[-1] != "0" else "1")
    rows = [
        "姓名,身份证号,学历,所属村,联系电话,自己的栏",
        f"石安平,{good},大专,河西村,15400000011,甲",
        f"石文明,{wrong},初中,河西村,15400000012,乙",
        "石春生,4.10099E+17,初中,河西村,15400000013,",
        "石冬生,,初中,河西村,15400000014,",
        "合计,3,,,,",
    ]
    file = tmp_path / "名单.csv"
    file.write_text("\n".join(rows), encoding="utf-8-sig")
    preview = desk.ok("import", "--preview", str(file))["files"][0]
    (told,) = desk.ok("import", str(file))["files"]
    assert told == preview
    assert (told["as"], told["read"], told["created"]) == ("seekers", 4, 1)
    assert [entry["kind"] for entry in told["refused"]] == ["id_scientific"]
    assert {entry["kind"] for entry in told["questions"]} == {"id_checksum", "id_missing"}
    assert {(entry["row"], entry["cell"][0]) for entry in told["refused"] + told["questions"]} == {
        (3, "B"),
        (4, "B"),
        (5, "B"),
    }
    assert [entry["kind"] for entry in told["skipped"]] == ["total"]
    assert all(wrong not in entry["cause"] for entry in told["questions"])
    (again,) = desk.ok("import", str(file))["files"]
    assert (again["created"], again["changed"], again["same"]) == (0, 0, 1)


def test_an_unreadable_file_is_refused_and_the_others_are_taken(desk: Program, tmp_path: Path) -> None:
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    good = tmp_path / "good.csv"
    good.write_text(f"姓名,身份证号\n石远志,{number(order=21)}\n", encoding="utf-8")
    said = desk.run("import", str(tmp_path / "broken.xlsx"), str(good))
    assert said.code == 1
    broken, taken = said.value["files"]
    assert broken["error"]["code"] == "damaged"
    assert taken["created"] == 1
    assert said.value["error"] == broken["error"]


def test_a_practice_number_in_a_real_office_is_a_question(tmp_path: Path) -> None:
    program = Program(tmp_path / "home")
    program.ok("setup", "--office", "某镇人社所", "--region", "410122", "--clerk", "张某")
    file = tmp_path / "a.csv"
    file.write_text(f"姓名,身份证号\n石远志,{number(order=31)}\n", encoding="utf-8")
    (told,) = program.ok("import", str(file))["files"]
    assert told["created"] == 0
    assert [entry["kind"] for entry in told["questions"]] == ["practice_data"]


def test_read_shows_every_cell_with_its_address(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("某镇名单,\n姓名,身份证号\n石远志,012\n", encoding="utf-8")
    (sheet,) = Program(tmp_path / "nowhere").ok("read", str(file))["sheets"]
    assert sheet["hidden"] is False
    assert sheet["header_rows"] == [2]
    assert [3, 2, "012"] in sheet["cells"]


def test_a_wrong_answer_row_refuses_all_of_them(desk: Program, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text("seeker_no,answer\nS2026100001,maybe\n", encoding="utf-8")
    assert desk.refused("answer", str(file))["code"] == "wrong_answer_row"
    file.write_text("name\nx\n", encoding="utf-8")
    assert desk.refused("answer", str(file))["code"] == "wrong_header"


def test_a_plain_roster_needs_a_reason_and_a_locked_one_a_password(desk: Program, tmp_path: Path) -> None:
    out = tmp_path / "roster.xlsx"
    assert desk.refused("roster", "--out", str(out), "--plain")["code"] == "reason_missing"
    bare = Program(desk.home, file_password=None)
    assert bare.refused("roster", "--out", str(out))["code"] == "no_file_password"
    assert not out.exists()
    told = bare.ok("roster", "--out", str(out), "--plain", "--reason", "核对")
    assert told["encrypted"] is False
    assert out.read_bytes().startswith(b"PK")


def test_a_place_that_cannot_be_written_is_a_sentence(desk: Program, tmp_path: Path) -> None:
    missing = tmp_path / "nowhere" / "out.xlsx"
    assert desk.refused("roster", "--out", str(missing))["code"] == "cannot_write"
    assert desk.refused("backup", "--out", str(missing))["code"] == "cannot_write"


def test_posts_are_confirmed_by_name_or_not_at_all(desk: Program, tmp_path: Path) -> None:
    assert desk.refused("posts", "confirm", "--by", "张某", "--how", "phone")["code"] == "which_posts"
    assert desk.refused("posts", "confirm", "--all", "--by", " ", "--how", "phone")["code"] == "verifier_missing"
    numbers = tmp_path / "posts.txt"
    numbers.write_text("P2026199999\n", encoding="utf-8")
    assert desk.refused("posts", "confirm", str(numbers), "--by", "张某", "--how", "visit")["code"] == "no_such_post"
    assert desk.ok("posts", "confirm", "--all", "--by", "张某", "--how", "phone") == {"confirmed": 0}


def test_a_second_program_is_told_that_the_office_is_open(desk: Program) -> None:
    from desk_app.bootstrap import open_desk
    from desk_app.paths import Folders

    with open_desk(Folders(desk.home), desk.password):
        error = desk.refused("check")
    assert error["code"] == "office_open"
    assert "程序已打开" in error["message"]


def test_a_decision_needs_a_known_pair_and_a_reason(desk: Program) -> None:
    assert desk.refused("decide", "ban", "S0", "P0", "--reason", "本人要求")["code"] == "no_such_pair"
    assert desk.run("decide", "ban", "S0", "P0").code == 2


def test_demo_data_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    program = Program(tmp_path / "nowhere")
    for name in ("a", "b"):
        told = program.ok("demo-data", "--size", "S", "--seed", "5", "--out", str(tmp_path / name))
        assert all(Path(file).is_file() for file in told["files"])
    first = {file.name: file.read_bytes() for file in (tmp_path / "a").iterdir()}
    assert first == {file.name: file.read_bytes() for file in (tmp_path / "b").iterdir()}
    truth = json.loads(first["truth.json"])
    assert {"half", "reference_date", "town", "villages", "vocabulary", "files"} <= set(truth)
    assert truth["reference_date"] == date.today().isoformat()


def test_a_backup_moves_the_office_to_another_folder(desk: Program, tmp_path: Path) -> None:
    file = tmp_path / "office.rxb"
    made = desk.ok("backup", "--out", str(file))
    assert Path(made["file"]).is_file()
    other = Program(tmp_path / "new")
    assert other.ok("restore", str(file), stdin="3\n")["voided"] == [
        f"柳河湾镇人社荐字〔{date.today().year}〕第{n:04d}号" for n in (1, 2, 3)
    ]
    assert other.ok("check")["ok"]


def test_an_empty_office_answers_every_step_in_words(tmp_path: Path) -> None:
    program = Program(tmp_path / "home")
    program.setup()
    made = program.ok("match")
    assert (made["persons"], made["seats"], made["placed"], made["unplaced"]) == (0, 0, 0, {})
    assert made["proof"]["optimal"]
    assert program.ok("plan") == []
    assert program.ok("answer", "--all", "willing") == {"recorded": 0}
    assert program.ok("letters", "issue", "--out", str(tmp_path / "a.pdf")) == {"issued": [], "refused": []}
    assert program.refused("receipt", "2026-1", "--result", "hired")["code"] == "no_such_letter"
    assert program.ok("explain", stdin="\n") == []
    assert program.ok("roster", "--out", str(tmp_path / "a.xlsx"))["persons"] == 0
