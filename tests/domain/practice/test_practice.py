"""The invented township and its messy lists: repeatable, practice numbers only, every fault where the truth says."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import column_index_from_string

from desk_app.domain.errors import Refused
from desk_app.domain.fields import gaps
from desk_app.domain.identity import credit_code, identify, is_practice_mobile
from desk_app.domain.practice.lists import lists
from desk_app.domain.practice.sheets import PracticeFile, as_text
from desk_app.domain.practice.town import Township, township
from desk_app.domain.practice.truth import truth
from desk_app.resources import practice_words
from desk_app.spreadsheets.practice import write_practice

TODAY = date(2026, 11, 20)
seeds = st.integers(0, 10**6)


@cache
def town_of(seed: int, size: str = "S") -> tuple[Township, tuple[PracticeFile, ...]]:
    town = township(size, seed, TODAY, practice_words())
    return town, lists(town)


def cell(file: PracticeFile, fault: dict[str, Any]) -> str:
    sheet = next(one for one in file.sheets if one.name == fault["sheet"])
    return as_text(sheet.rows[fault["row"] - 1][column_index_from_string(fault["col"]) - 1])


@settings(max_examples=5)
@given(seeds)
def test_a_seed_gives_one_township(seed: int) -> None:
    town = township("S", seed, TODAY, practice_words())
    again = township("S", seed, TODAY, practice_words())
    assert town == again
    assert lists(town) == lists(again)


@settings(max_examples=8)
@given(seeds)
def test_sizes_and_seats(seed: int) -> None:
    town, _ = town_of(seed)
    assert (len(town.seekers), len(town.posts)) == town.words.sizes["S"]
    assert town.seats == len(town.seekers)
    assert all(1 <= (post.headcount or 0) <= 7 for post in town.posts)
    assert {post.employer_uid for post in town.posts} == {employer.uid for employer in town.employers}
    uids = [one.uid for some in (town.seekers, town.memberships, town.employers, town.posts) for one in some]
    assert len(set(uids)) == len(uids)


def test_larger_sizes() -> None:
    for size in ("M", "L"):
        town = township(size, 1, TODAY, practice_words())
        assert (len(town.seekers), len(town.posts)) == town.words.sizes[size]
    with pytest.raises(Refused):
        township("XXL", 1, TODAY, practice_words())


@settings(max_examples=5)
@given(seeds)
def test_all_numbers_are_practice_numbers_and_no_two_are_equal(seed: int) -> None:
    town, _ = town_of(seed)
    for seeker in town.seekers:
        found = identify(seeker.id_no, TODAY)
        assert found.causes == ("practice",)
        assert (found.sex, found.birth_date) == (seeker.sex, seeker.birth_date)
        assert not gaps(seeker)
    employers = (*town.employers, *town.new_firms)
    assert all(credit_code(one.credit_code).causes == ("practice",) for one in employers)
    phones = [one.mobile for one in town.seekers] + [one.phone for one in employers]
    assert all(map(is_practice_mobile, phones))
    for numbers in (phones, [one.id_no for one in town.seekers], [one.credit_code for one in employers]):
        assert len(set(numbers)) == len(numbers)


@settings(max_examples=10)
@given(seeds)
def test_every_fault_stands_where_the_truth_says(seed: int) -> None:
    _, files = town_of(seed)
    for file in files:
        sheets = {sheet["sheet"]: sheet for sheet in file.truth["sheets"]}
        for fault in file.truth["faults"]:
            assert cell(file, fault) == fault["raw"], fault
            records = [one for one in sheets[fault["sheet"]]["records"] if one["row"] == fault["row"]]
            assert len(records) == 1, fault
            if fault["action"] in ("ask", "refuse"):
                assert records[0]["status"] == "question", fault


@settings(max_examples=10)
@given(seeds)
def test_the_truth_about_numbers_is_true(seed: int) -> None:
    town, files = town_of(seed)
    known = {f"P{at:05d}": seeker for at, seeker in enumerate(town.seekers, 1)}
    for file in files:
        faults = {(one["sheet"], one["row"], one["field"]): one for one in file.truth["faults"]}
        for sheet in file.truth["sheets"]:
            for record in sheet["records"]:
                if "pid" not in record:
                    continue
                fault = faults.get((sheet["sheet"], record["row"], "id"))
                person = known[record["pid"]]
                if record["id_status"] == "ok":
                    assert record["id_no"] == person.id_no
                    continue
                assert fault is not None
                assert (record["id_no"], record["id_true"]) == (None, person.id_no)
                if record["id_status"] == "other_person":
                    assert fault["raw"] != person.id_no
                elif fault["kind"] != "id_as_number":  # a number cell is damaged whatever its digits say
                    assert identify(fault["raw"], TODAY).causes != ("practice",), fault


@settings(max_examples=5)
@given(seeds)
def test_rows_are_either_data_or_told_to_be_none(seed: int) -> None:
    _, files = town_of(seed)
    for file in files:
        for sheet, told in zip(file.sheets, file.truth["sheets"], strict=True):
            spoken_for = [*told["header_rows"]]
            spoken_for += [one["row"] for one in told["not_data"]] + [one["row"] for one in told["records"]]
            written = [at for at, row in enumerate(sheet.rows, 1) if any(value not in (None, "") for value in row)]
            assert sorted(spoken_for) == written
            assert set(sheet.hidden_rows) <= {one["row"] for one in told["records"]}


@settings(max_examples=5)
@given(seeds)
def test_expected_counts_follow_from_the_records(seed: int) -> None:
    town, files = town_of(seed)
    good = set()
    for file in files:
        expected = file.truth["expected"]
        records = [one for sheet in file.truth["sheets"] for one in sheet["records"]]
        assert expected["rows_read"] == len(records) == expected["good"] + expected["question"]
        assert expected["faults_by_kind"] == dict(Counter(one["kind"] for one in file.truth["faults"]))
        good |= {one["pid"] for one in records if "pid" in one and one["status"] == "good"}
    assert 0.9 * len(town.seekers) <= len(good) <= len(town.seekers)


def test_a_tenth_of_the_rows_has_a_fault_and_every_kind_occurs() -> None:
    rows, faulty, kinds = 0, 0, Counter[str]()
    for seed in range(6):
        for file in town_of(seed, "M")[1]:
            rows += file.truth["expected"]["rows_read"]
            faulty += len({(one["sheet"], one["row"]) for one in file.truth["faults"]})
            kinds.update(one["kind"] for one in file.truth["faults"])
    assert 0.08 <= faulty / rows <= 0.12
    planted = (
        "id_lower_x id_fullwidth id_spaces id_apostrophe id_newline id_as_number id_sci_text id_000_text id_17 id_19 "
        "id_bad_date id_transposed id_wrong_check id_missing id_words id_masked id_old15 id_letter_o id_other "
        "name_space name_trail name_note name_former_note name_homophone name_trad sex_missing sex_contra tel_two "
        "tel_note tel_spaces tel_short tel_words tel_missing village_spelling village_typo ditto edu_missing "
        "edu_unclear date_serial_text date_two_digit_year date_impossible birth_contra dup_row num_unit num_zh "
        "num_words num_range num_sexsplit wage_reversed wage_zero wage_lost wage_words title_note title_two ill_sex "
        "ill_age ill_hukou place_missing valid_past code_lower code_spaces code_check code_old15 code_letter_o "
        "code_missing tel_incell"
    )
    assert set(kinds) == set(planted.split())


def test_files_hold_what_the_lists_say(tmp_path: Path) -> None:
    import python_calamine

    town, files = town_of(7)
    paths = write_practice(files, truth(town, files), tmp_path / "out")
    assert [path.name for path in paths] == [*(file.file for file in files), "truth.json"]
    for file, path in zip(files, paths, strict=False):
        if file.format == "csv":
            lines = path.read_bytes().decode("gb18030").splitlines()
            assert len(lines) == len(file.sheets[0].rows)
            assert lines[1].split(",")[0] == file.sheets[0].rows[1][0]
            continue
        book = python_calamine.CalamineWorkbook.from_path(path)
        assert book.sheet_names == [sheet.name for sheet in file.sheets]
        for sheet in file.sheets:
            read = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            for row, found in zip(sheet.rows, read, strict=True):
                for value, there in zip(row, found, strict=False):
                    assert (there == value) or (value in (None, "") and there == ""), (file.file, value, there)


def test_same_seed_same_bytes(tmp_path: Path) -> None:
    town, files = town_of(7)
    once = write_practice(files, truth(town, files), tmp_path / "once")
    twice = write_practice(files, truth(town, files), tmp_path / "twice")
    assert [path.read_bytes() for path in once] == [path.read_bytes() for path in twice]
