"""用工监测: periods, the balance, shortages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app import resources
from desk_app.domain.employers import Employer
from desk_app.domain.employers_papers import (
    LABOUR_COLUMNS,
    Monitored,
    labour_register,
    labour_rows,
    labour_sheet,
    register_table,
)
from desk_app.domain.entry import Misread
from desk_app.domain.labour_reports import (
    LEFT,
    SHORTAGES,
    LabourReport,
    after,
    balance_trouble,
    before,
    by_occupation,
    current,
    ends_on,
    next_report,
    period_due,
    period_of,
    period_words,
    read_shortages,
    reported,
    shortage_words,
)
from desk_app.domain.paper import Rows

TODAY = date(2026, 11, 24)
CODES, RULES = resources.codes(), resources.employer_rules()
COUNT = st.one_of(st.none(), st.integers(0, 5000))
DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@given(on=DAYS, months=st.sampled_from((1, 3)))
def test_periods_follow_each_other(on: date, months: int) -> None:
    period = period_of(on, months)
    assert before(after(period)) == after(before(period)) == period
    assert ends_on(before(period)) < on <= ends_on(period)
    assert str(on.year) in period_words(period)


def test_the_period_reported_now_is_the_last_that_has_ended() -> None:
    assert current(TODAY, RULES) == "2026Q3"
    assert current(TODAY, replace(RULES, report_months=1)) == "2026-10"
    assert period_due("2026Q3", RULES) == date(2026, 10, 10)
    assert (period_words("2026Q4"), period_words("2026-01")) == ("2026年第4季度", "2026年1月")


@given(start=st.integers(0, 5000), hired=st.integers(0, 5000), left=st.tuples(*[COUNT] * 5), end=COUNT)
def test_a_report_is_kept_exactly_where_it_adds_up(
    start: int, hired: int, left: tuple[int | None, ...], end: int | None
) -> None:
    typed = {"start_staff": str(start), "hired": str(hired)}
    typed |= {name: str(one) for name, one in zip(LEFT, left, strict=True) if one is not None}
    typed |= {} if end is None else {"end_staff": str(end)}
    found = reported(LabourReport(uid="r", employer_uid="e", period="2026Q3"), typed, CODES, TODAY, None)
    counted = start + hired - sum(filter(None, left))
    good = counted >= 0 and end in (None, counted)
    assert bool(found.errors) is not good
    if good:
        assert found.report.end_staff == counted
        assert balance_trouble(found.report) == ""


def test_the_first_two_figures_are_needed() -> None:
    found = reported(LabourReport(uid="r", period="2026Q3"), {"end_staff": "5"}, CODES, TODAY, None)
    assert set(found.errors) == {"start_staff", "hired"}


def test_the_next_period_begins_where_the_last_ended() -> None:
    last = LabourReport(
        uid="r", employer_uid="e", period="2026Q2", start_staff=100, hired=8, end_staff=105, told_by="周"
    )
    begun = next_report("e", "2026Q3", last, TODAY)
    assert (begun.start_staff, begun.hired, begun.end_staff, begun.told_by) == (105, None, None, "周")
    other = reported(begun, {"start_staff": "90", "hired": "0", "insured": "99"}, CODES, TODAY, last)
    assert other.errors == {}
    assert [words[:4] for words in other.doubts] == ["期初在岗", "参保 9"]
    assert reported(begun, {"hired": "2"}, CODES, TODAY, last).doubts == ()


def test_a_corrected_figure_takes_the_reckoned_end_along() -> None:
    kept = LabourReport(uid="r", period="2026Q3", start_staff=100, hired=5, end_staff=105)
    assert reported(kept, {"hired": "6"}, CODES, TODAY, None).report.end_staff == 106
    assert set(reported(kept, {"hired": "6", "end_staff": "105"}, CODES, TODAY, None).errors) == {"end_staff"}


def test_shortages_are_read_as_they_are_typed_and_shown_again() -> None:
    rows = read_shortages("缝纫工 10、电工2人 高中 电工证；普工 30", CODES)
    assert rows == (
        {"occupation": "缝纫工", "number": 10},
        {"occupation": "电工", "number": 2, "education": "60", "skill": "电工证"},
        {"occupation": "普工", "number": 30},
    )
    assert read_shortages(shortage_words(rows, CODES), CODES) == rows
    with pytest.raises(Misread):
        read_shortages("电工若干", CODES)
    wrong = reported(LabourReport(uid="r", period="2026Q3"), {SHORTAGES: "电工若干"}, CODES, TODAY, None)
    assert SHORTAGES in wrong.errors


def test_the_register_sums_up_and_names_who_has_not_reported() -> None:
    report = LabourReport(
        uid="r", employer_uid="a", period="2026Q3", start_staff=100, hired=10, left_resigned=4, end_staff=106,
        shortages=read_shortages("缝纫工 10", CODES), operation="normal",
    )  # fmt: skip
    firms = [Monitored(Employer(uid="a", name="甲厂"), report), Monitored(Employer(uid="b", name="乙厂"), None)]
    sheet = labour_register("2026Q3", firms, CODES)
    table = sheet.blocks[0]
    assert isinstance(table, Rows)
    assert {len(row) for row in table.rows} == {len(LABOUR_COLUMNS)}
    assert table.rows[-1][:5] == ("", "合计", "100", "10", "4")
    assert sheet.subtitle[1] == "应报 2 家，已报 1 家"
    assert "还没有报：乙厂。" in sheet.note
    assert by_occupation([report, report]) == (("缝纫工", 20, 1),)
    assert labour_rows(firms, CODES)[1][2] == "未报"
    exported = register_table("2026Q3", firms, CODES)
    assert {len(row) for row in exported.rows} == {len(exported.columns)}
    assert exported.rows[0][2] == 100


def test_a_blank_sheet_can_be_handed_out() -> None:
    blank = labour_sheet(Monitored(Employer(uid="a", name="甲厂"), None), "2026Q3", CODES)
    assert blank.subtitle == ("企业：甲厂", "期别：2026年第3季度")
