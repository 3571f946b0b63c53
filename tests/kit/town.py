"""Small invented towns for the matching: persons, posts, and pools made of them."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from datetime import date

from hypothesis import strategies as st

from desk_app import resources
from desk_app.domain.employers import Employer
from desk_app.domain.matching.pool import Opening, Person, Pool
from desk_app.domain.posts import Post
from desk_app.domain.practice.town import township
from desk_app.domain.proposals import Decision
from desk_app.domain.seekers import Seeker

TODAY = date(2026, 11, 24)
TITLES = ("普工", "缝纫工", "电焊工", "保安", "会计", "护工", "快递员", "网格员", "装卸工", "神秘岗位")
CANNOT = ("night", "shifts", "heavy", "standing", "height", "dust", "travel", "lodging")
HAZARDS = ("mine", "toxic", "class4", "heavy", "height", "standing", "dust", "travel")
EDUCATION = ("", "80", "70", "60", "40", "30", "20", "14")
PLACES = ("", "village", "township", "county", "city", "province", "anywhere")
GROUPS = ("ZEROFAM", "HARD", "GRAD", "VET", "RETURN", "RURAL")


def pool(persons: tuple[Person, ...], openings: tuple[Opening, ...], decisions: tuple[Decision, ...] = ()) -> Pool:
    return Pool(
        persons=persons,
        openings=openings,
        decisions=decisions,
        today=TODAY,
        codes=resources.codes(),
        settings=resources.match_settings(),
    )


def seeker(number: int, **values: object) -> Seeker:
    facts = {
        "name": f"甲{number}",
        "mobile": f"154{number:08d}",
        "seeker_no": f"S{number:05d}",
        "birth_date": date(1990, 1, 1),
    }
    return Seeker(uid=f"s{number}", **{**facts, **values})  # type: ignore[arg-type]


def opening(number: int, free: int = 1, **values: object) -> Opening:
    facts = {
        "title": "普工",
        "post_no": f"P{number:05d}",
        "employer_uid": f"e{number}",
        "headcount": free,
        "state": "open",
        "valid_until": date(2027, 1, 1),
        "verified_by": "练习员",
        "verified_on": TODAY,
    }
    post = Post(uid=f"p{number}", **{**facts, **values})  # type: ignore[arg-type]
    return Opening(post=post, employer=Employer(uid=f"e{number}", name=f"演练{number}公司"), free=free)


@st.composite
def persons(draw: st.DrawFn, number: int) -> Person:
    one = seeker(
        number,
        sex=draw(st.sampled_from(("", "1", "2"))),
        birth_date=draw(st.none() | st.dates(date(1955, 1, 1), date(2014, 1, 1))),
        education=draw(st.sampled_from(EDUCATION)),
        major=draw(st.sampled_from(("", "会计学", "护理", "机电一体化技术"))),
        certificates=draw(st.sampled_from(((), ("焊工证",), ("健康证",), ("叉车证", "电工证")))),
        experience_years=draw(st.none() | st.integers(0, 10)),
        job_wishes=draw(
            st.sampled_from(
                ((), ("普工",), ("电焊", "保安"), ("会计",), ("说不清",), ("会计", "说不清"), ("保安", "什么都行"))
            )
        ),
        refused_jobs=draw(st.sampled_from(((), ("保安",)))),
        expected_pay=draw(st.none() | st.integers(2000, 8000)),
        furthest_place=draw(st.sampled_from(PLACES)),
        cannot=draw(st.sets(st.sampled_from(CANNOT), max_size=2).map(sorted).map(tuple)),
        needs_lodging=draw(st.sampled_from((None, True, False))),
    )
    groups = draw(st.sets(st.sampled_from(GROUPS), max_size=2).map(sorted).map(tuple))
    barred = draw(st.sets(st.sampled_from(("p0", "p1")), max_size=1).map(frozenset))
    return Person(seeker=one, groups=groups, barred_posts=barred)


@st.composite
def openings(draw: st.DrawFn, number: int) -> Opening:
    return opening(
        number,
        free=draw(st.integers(1, 3)),
        title=draw(st.sampled_from(TITLES)),
        education_min=draw(st.sampled_from(EDUCATION)),
        major=draw(st.sampled_from(("", "不限", "会计学类、财务管理", "护理学"))),
        certificates=draw(st.sampled_from(((), ("焊工证",), ("健康证",), ("叉车证",)))),
        experience_years=draw(st.none() | st.integers(0, 5)),
        pay_min=draw(st.none() | st.integers(2000, 6000)),
        pay_max=draw(st.none() | st.integers(2000, 9000)),
        pay_unit=draw(st.sampled_from(("", "month", "day", "hour", "piece", "negotiable"))),
        place_level=draw(st.sampled_from(PLACES)),
        shift=draw(st.sampled_from(("", "day", "two", "three", "night"))),
        hazards=draw(st.sets(st.sampled_from(HAZARDS), max_size=2).map(sorted).map(tuple)),
        lodging=draw(st.sampled_from((None, True, False))),
        bus=draw(st.sampled_from((None, True, False))),
        age_min=draw(st.none() | st.integers(16, 30)),
        age_max=draw(st.none() | st.integers(35, 60)),
        age_reason=draw(st.sampled_from(("", "", "危险作业法定要求"))),
        target_groups=draw(st.sampled_from(((), (), ("HARD",), ("GRAD", "VET")))),
        kind=draw(st.sampled_from(("ordinary", "ordinary", "public_welfare", "internship"))),
    )


@st.composite
def pools(draw: st.DrawFn, most_persons: int = 7, most_posts: int = 5) -> Pool:
    """A small town of any kind of persons and posts."""
    people = tuple(draw(persons(n)) for n in range(draw(st.integers(1, most_persons))))
    posts = tuple(draw(openings(n)) for n in range(draw(st.integers(1, most_posts))))
    return pool(people, posts)


def practice_pool(size: str, seed: int = 7) -> Pool:
    """The pool of an invented township in which all posts are verified."""
    town = township(size, seed, TODAY, resources.practice_words())
    groups: dict[str, list[str]] = defaultdict(list)
    for membership in town.memberships:
        groups[membership.seeker_uid].append(membership.group)
    employers = {one.uid: one for one in town.employers}
    people = tuple(
        Person(seeker=dataclasses.replace(one, seeker_no=f"S{n:05d}"), groups=tuple(sorted(groups[one.uid])))
        for n, one in enumerate(town.seekers)
    )
    verified = {"state": "open", "valid_until": date(2027, 1, 1), "verified_by": "练习员", "verified_on": TODAY}
    posts = tuple(
        Opening(
            post=dataclasses.replace(one, post_no=f"P{n:05d}", **verified),  # type: ignore[arg-type]
            employer=employers[one.employer_uid],
            free=one.headcount or 0,
        )
        for n, one in enumerate(town.posts)
    )
    return pool(people, posts)


def decision(kind: str, seeker_uid: str, post_uid: str, **values: str) -> Decision:
    """A clerk's word on one pair."""
    facts = {
        "uid": f"d-{kind}-{seeker_uid}-{post_uid}",
        "reason": "练习",
        "by": "练习员",
        "at": "2026-11-24T09:30:00+08:00",
    }
    return Decision(**{**facts, "kind": kind, "seeker_uid": seeker_uid, "post_uid": post_uid, **values})
