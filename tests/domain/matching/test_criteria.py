"""Each criterion has three faces that agree, and none of them looks at what the law forbids."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kit.town import opening, openings, pool, pools, seeker

from desk_app import resources
from desk_app.domain.matching.criterion import Criterion, Verdict
from desk_app.domain.matching.listing import CRITERIA
from desk_app.domain.matching.pool import Person, Pool, Side
from desk_app.domain.matching.run import fit, pair


@settings(max_examples=150)
@given(town=pools())
def test_arrays_and_words_say_the_same(town: Pool) -> None:
    for criterion in CRITERIA:
        faces_agree(criterion, town)


def faces_agree(criterion: Criterion, town: Pool) -> None:
    people, posts = Side(town.persons, town), Side(town.openings, town)
    fits, points = criterion.fits(people, posts), criterion.points(people, posts)
    weight = town.settings.weights.get(criterion.name, 0)
    assert fits.shape == points.shape == (len(people), len(posts))
    for row, person in enumerate(town.persons):
        for column, post in enumerate(town.openings):
            said = criterion.judge(person, post, town)
            assert bool(fits[row, column]) == (said.verdict is not Verdict.NO), criterion.name
            if said.verdict is not Verdict.NO:
                assert points[row, column] == said.points, criterion.name
                assert 0 <= said.points <= weight
            assert said.left


@given(town=pools())
def test_the_points_of_a_pair_are_the_sum_of_its_reasons(town: Pool) -> None:
    people, posts = Side(town.persons, town), Side(town.openings, town)
    total = fit(people, posts)
    fits = [criterion.fits(people, posts) for criterion in CRITERIA]
    for row, person in enumerate(town.persons):
        for column, post in enumerate(town.openings):
            made = pair(person, post, town)
            assert made.points == sum(reason["points"] for reason in made.reasons)
            if all(good[row, column] for good in fits):
                assert made.points == total[row, column]


FORBIDDEN = st.fixed_dictionaries(
    {
        "sex": st.sampled_from(("", "1", "2")),
        "ethnicity": st.sampled_from(("", "01", "03", "08")),
        "hukou_type": st.sampled_from(("", "urban", "rural")),
        "hukou_address": st.sampled_from(("", "外省某村")),
        "birth_date": st.dates(date(1950, 1, 1), date(2008, 1, 1)),
        "care_duty": st.sampled_from(("", "接送孩子")),
        "name": st.sampled_from(("甲", "买买提·吐尔逊")),
    }
)


@given(town=pools(), other=FORBIDDEN, groups=st.sampled_from(((), ("HARD",), ("DISABLED", "RELEASED"))))
def test_sex_age_ethnicity_origin_and_group_give_no_points(
    town: Pool, other: dict[str, object], groups: tuple[str, ...]
) -> None:
    changed = tuple(
        dataclasses.replace(one, seeker=dataclasses.replace(one.seeker, **other), groups=groups)  # type: ignore[arg-type]
        for one in town.persons
    )
    posts = Side(town.openings, town)
    assert (fit(Side(town.persons, town), posts) == fit(Side(changed, town), posts)).all()


@given(post=openings(0), years=st.integers(16, 80))
def test_an_age_range_without_a_lawful_reason_keeps_nobody_out(post: object, years: int) -> None:
    bare = dataclasses.replace(post, post=dataclasses.replace(post.post, age_reason=""))  # type: ignore[attr-defined, type-var]
    person = Person(seeker=seeker(0, birth_date=date(2026 - years, 1, 1)))
    town = pool((person,), (bare,))
    (age,) = (one for one in CRITERIA if one.name == "age")
    assert age.fits(Side(town.persons, town), Side(town.openings, town)).all()


@pytest.mark.parametrize(
    ("wish", "title", "near"),
    [
        ("电焊", "二保焊工", "same"),
        ("焊工", "钳工", "near"),
        ("会计", "电焊工", "far"),
        ("月嫂", "育婴师", "same"),
        ("开车", "货车司机", "same"),
        ("xyz", "电焊工", "unknown"),
        ("叉车", "叉车司机（急）", "same"),
    ],
)
def test_occupations_in_the_words_of_a_township(wish: str, title: str, near: str) -> None:
    assert resources.match_settings().occupations.nearness(wish, title) == near


def test_a_wish_above_the_most_that_a_post_pays_is_a_no_with_both_values() -> None:
    person = Person(seeker=seeker(0, expected_pay=6000))
    post = opening(0, pay_min=3000, pay_max=4000, pay_unit="month")
    town = pool((person,), (post,))
    (pay,) = (one for one in CRITERIA if one.name == "pay")
    said = pay.judge(person, post, town)
    assert (said.verdict, said.left, said.right) == (Verdict.NO, "每月最高4000元", "本人期望6000元")


def test_a_wish_above_the_middle_is_something_to_talk_about() -> None:
    town = pool((Person(seeker=seeker(0, expected_pay=3900)),), (opening(0, pay_min=3000, pay_max=4000),))
    (pay,) = (one for one in CRITERIA if one.name == "pay")
    said = pay.judge(town.persons[0], town.openings[0], town)
    assert (said.verdict, said.left) == (Verdict.RESERVATION, "每月3000至4000元")


@pytest.mark.parametrize(
    ("place", "bus", "verdict"),
    [("county", None, Verdict.OK), ("city", None, Verdict.NO), ("city", True, Verdict.OK), ("", None, Verdict.OK)],
)
def test_who_cannot_stay_away_over_night_needs_a_way_home(place: str, bus: bool | None, verdict: Verdict) -> None:
    town = pool((Person(seeker=seeker(0, cannot=("lodging",))),), (opening(0, place_level=place, bus=bus),))
    (lodging,) = (one for one in CRITERIA if one.name == "lodging")
    assert lodging.judge(town.persons[0], town.openings[0], town).verdict is verdict


@pytest.mark.parametrize(
    ("wishes", "title", "verdict"),
    [
        (("说不清",), "电焊工", Verdict.UNKNOWN),
        (("会计", "说不清"), "电焊工", Verdict.NO),  # one wish is clear, so the other opens nothing far from it
        (("会计", "说不清"), "神秘岗位", Verdict.UNKNOWN),
        (("会计", "什么都行"), "电焊工", Verdict.OK),
        ((), "电焊工", Verdict.OK),
    ],
)
def test_a_wish_that_is_not_understood_filters_nothing_by_itself(
    wishes: tuple[str, ...], title: str, verdict: Verdict
) -> None:
    town = pool((Person(seeker=seeker(0, job_wishes=wishes)),), (opening(0, title=title),))
    (occupation,) = (one for one in CRITERIA if one.name == "occupation")
    assert occupation.judge(town.persons[0], town.openings[0], town).verdict is verdict
