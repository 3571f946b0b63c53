"""Kinds of posts: for whom they are, for how long, and what must be known; the minimum wage."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.test_vacancies import TODAY, TYPED, at
from tests.kit.town import opening, persons, pool

from desk_app import resources
from desk_app.domain.matching.pool import Person, Side
from desk_app.domain.matching.run import allowed_pairs
from desk_app.domain.post_kinds import admits, wrong
from desk_app.domain.posts import Post
from desk_app.domain.seekers import Seeker
from desk_app.domain.vacancies import Circumstances, PostRules, marks, offered
from desk_app.domain.wages import MinimumWage, minimum, too_little

KINDS = resources.post_kinds()
GROUPS = ("ZEROFAM", "HARD", "GRAD", "VET", "UNEMP", "YOUTH", "RURAL")
WAGE = MinimumWage(region="41", class_="练习", monthly=1800, hourly=17, valid_from=date(2026, 1, 1))


def ruled() -> Circumstances:
    import dataclasses

    return dataclasses.replace(at(), rules=PostRules(kinds=KINDS, wage=WAGE))


def person(groups: tuple[str, ...], **values: object) -> tuple[Seeker, tuple[str, ...]]:
    return Seeker(uid="s", **{"birth_date": date(1990, 1, 1), **values}), groups  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "who", "inside"),
    [
        ("public_welfare", person(("HARD",)), True),
        ("public_welfare", person(("ZEROFAM",)), True),
        ("public_welfare", person(("GRAD", "VET")), False),
        ("internship", person(("GRAD",), graduated_on="2025-06"), True),
        ("internship", person(("GRAD",), graduated_on="2024-11"), True),
        ("internship", person(("GRAD",), graduated_on="2024-10"), False),
        ("internship", person(("GRAD",)), True),
        ("internship", person(("YOUTH",), birth_date=date(2003, 1, 1)), True),
        ("internship", person(("UNEMP",), birth_date=date(2008, 11, 23)), True),
        ("internship", person(("UNEMP",), birth_date=date(2010, 11, 24)), False),
        ("internship", person(("YOUTH",), birth_date=date(2001, 11, 23)), False),
        ("internship", person(("YOUTH",), birth_date=None), False),
        ("internship", person(("HARD",)), False),
        ("grass_roots", person(("VET",)), False),
        ("community", person(()), True),
        ("work_relief", person(()), True),
        ("ordinary", person(()), True),
    ],
)
def test_for_whom_a_kind_is(kind: str, who: tuple[Seeker, tuple[str, ...]], *, inside: bool) -> None:
    assert admits(Post(uid="p", kind=kind), *who, TODAY, KINDS) is inside


def test_what_the_employer_asks_comes_on_top() -> None:
    post = Post(uid="p", kind="internship", target_groups=("VET",))
    assert not admits(post, *person(("GRAD",)), TODAY, KINDS)
    assert not admits(post, *person(("VET",)), TODAY, KINDS)
    assert admits(post, *person(("GRAD", "VET")), TODAY, KINDS)


@given(
    st.lists(st.tuples(persons(1), st.sets(st.sampled_from(GROUPS), max_size=3)), min_size=1, max_size=6),
    st.sampled_from(("public_welfare", "internship")),
)
def test_nobody_outside_is_ever_let_into_a_kept_post(found: list[tuple[Person, set[str]]], kind: str) -> None:
    import dataclasses

    people = tuple(dataclasses.replace(one, groups=tuple(sorted(groups))) for one, groups in found)
    town = pool(people, (opening(1, kind=kind),))
    allowed = allowed_pairs(Side(people, town), Side(town.openings, town))[:, 0]
    for one, may in zip(people, allowed, strict=True):
        if may and kind == "public_welfare":
            assert {"HARD", "ZEROFAM"} & set(one.groups)
        if may and kind == "internship":
            assert "GRAD" in one.groups or ({"YOUTH", "UNEMP"} & set(one.groups) and one.seeker.birth_date)


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"kind": "ordinary"}, set()),
        ({"kind": "public_welfare"}, {"term_months", "nonprofit"}),
        ({"kind": "public_welfare", "term_months": 36, "nonprofit": True}, set()),
        ({"kind": "public_welfare", "term_months": 37, "nonprofit": True}, {"term_months"}),
        ({"kind": "public_welfare", "term_months": 12, "nonprofit": False}, {"nonprofit"}),
        ({"kind": "internship", "term_months": 2, "basis": "县人社〔2026〕1号", "insured": True}, {"term_months"}),
        ({"kind": "internship", "term_months": 12, "basis": "县人社〔2026〕1号", "insured": False}, {"insured"}),
        ({"kind": "work_relief", "labour_share": 29, "pay_list": True}, {"labour_share"}),
        ({"kind": "work_relief", "labour_share": 30, "pay_list": False}, {"pay_list"}),
        ({"kind": "grass_roots"}, {"term_months", "basis"}),
    ],
)
def test_what_a_kind_asks_of_a_post(values: dict[str, object], fields: set[str]) -> None:
    assert set(wrong(Post(uid="p", **values), KINDS)) == fields  # type: ignore[arg-type]


def test_a_typed_kind_is_told_and_held_to_its_rules() -> None:
    found = offered(None, "e", {**TYPED, "kind": "见习岗位", "term_months": "24"}, ruled())
    assert set(found.errors) == {"term_months", "basis", "insured"}
    [told] = [mark for mark in marks({"kind": "见习岗位"}, ruled()) if mark.field == "kind"]
    assert "见习不是就业" in told.sentence


def test_pay_below_the_minimum_is_refused_with_the_rule() -> None:
    low = offered(None, "e", {**TYPED, "pay_text": "1700-2500元/月"}, ruled())
    assert "最低工资" in low.errors["pay_text"]
    assert offered(None, "e", {**TYPED, "pay_text": "1800-2500元/月"}, ruled()).errors == {}
    assert set(offered(None, "e", {**TYPED, "pay_text": "16元/小时"}, ruled()).errors) == {"pay_text"}
    trainee = {**TYPED, "pay_text": "1700元/月", "kind": "见习", "term_months": "6", "basis": "文", "insured": "是"}
    assert offered(None, "e", trainee, ruled()).errors == {}


def test_pay_by_piece_needs_the_statement_of_the_employer() -> None:
    assert set(offered(None, "e", {**TYPED, "pay_text": "计件"}, ruled()).errors) == {"piece_floor"}
    assert offered(None, "e", {**TYPED, "pay_text": "计件", "piece_floor": "是"}, ruled()).errors == {}


def test_the_nearest_and_newest_row_counts_and_none_compares_nothing() -> None:
    county = MinimumWage(region="410122", class_="县", monthly=1900, hourly=18, valid_from=date(2026, 1, 1))
    later = MinimumWage(region="410122", class_="县", monthly=2000, hourly=19, valid_from=date(2027, 1, 1))
    assert minimum((WAGE, county, later), "410122", TODAY) == county
    assert minimum((county,), "330100", TODAY) is None
    assert too_little(Post(uid="p", pay_min=100, pay_unit="month"), None) == ""
