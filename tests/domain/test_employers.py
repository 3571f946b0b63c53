"""用人单位: entering, similar names, the checklist of papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app import resources
from desk_app.domain.employer_entry import filed, similar
from desk_app.domain.employer_papers import (
    AGENCY,
    KINDS,
    EmployerPaper,
    checklist,
    lacking,
    lacking_words,
    on_desk,
    seen,
    unseen,
)
from desk_app.domain.employers import Employer
from desk_app.domain.employers_papers import registration
from desk_app.domain.errors import Refused
from desk_app.domain.office import Office
from desk_app.domain.paper import Pairs, Rows, Ticks
from desk_app.domain.posts import Post
from desk_app.domain.vacancies import Circumstances, circumstances

TODAY = date(2026, 11, 24)
FIRM = Employer(uid="e", name="演练县新星制衣有限公司", contact="周经理", contact_mobile="15400000009")


def at() -> Circumstances:
    office = Office(uid="o", name="平泽县柳河湾镇人社所", short_name="柳河湾镇", region="410099", practice=True)
    return circumstances(office, TODAY, resources.codes(), resources.intake_words(), 60)


def test_an_employer_is_filed_by_its_code_and_phone() -> None:
    found = filed(None, {"name": "演练县新厂", "credit_code": " 91410099ma8141081q ", "phone": "154 0000 0001"}, at())
    assert found.errors == {}
    assert (found.employer.credit_code, found.employer.phone) == ("91410099MA8141081Q", "15400000001")
    wrong = filed(None, {"name": "", "credit_code": "91410099MA8141081X", "phone": "12"}, at())
    assert set(wrong.errors) == {"name", "credit_code", "phone"}


def test_the_form_of_registration_is_read_as_it_is_written() -> None:
    typed = {
        "name": "演练县新厂", "nature": "民营企业", "economy": "有限公司", "industry": "制造业", "staff": "一百二十人",
        "insurance": "养老、工伤", "board": "包吃包住", "joins_fairs": "是", "filed_until": "+90",
        "firm_kind": "新投产",
    }  # fmt: skip
    found = filed(None, typed, at())
    firm = found.employer
    assert found.errors == {}
    assert (firm.nature, firm.economy, firm.industry, firm.staff) == ("company", "150", "C", 120)
    assert (firm.insurance, firm.board, firm.joins_fairs) == (("pension", "injury"), "both", True)
    assert (firm.filed_until, firm.firm_kind) == (TODAY + timedelta(days=90), "new")


@pytest.mark.parametrize(
    ("name", "typed"),
    [("email", "hr@"), ("postcode", "4500"), ("contact_mobile", "123"), ("industry", "不知道"), ("staff", "很多")],
)
def test_what_cannot_be_is_said_at_its_field(name: str, typed: str) -> None:
    assert set(filed(None, {"name": "演练县新厂", name: typed}, at()).errors) == {name}


def test_a_field_that_becomes_known_needs_its_first_wording_no_more() -> None:
    before = Employer(uid="e", name="演练县新厂", raw={"industry": "服装鞋帽"})
    assert filed(before, {"phone": "15400000001"}, at()).employer.raw == before.raw
    assert filed(before, {"industry": "制造业"}, at()).employer.raw == {}


def test_similar_names_are_told_and_others_are_not() -> None:
    known = ["演练县新星制衣厂", "演练县宏达物流有限公司", "演练县新月食品有限公司"]
    assert similar("新星制衣有限公司", known) == ("演练县新星制衣厂",)
    assert similar("演练县柳河湾镇新星制衣厂", known) == ("演练县新星制衣厂",)
    assert similar("演练县宏远机械有限公司", known) == ()
    assert similar("演练县新星制衣厂", known) == ()  # the very name is a matter of the use case
    assert similar("厂", known) == ()


def paper(kind: str, **more: object) -> EmployerPaper:
    return EmployerPaper(
        **{"uid": kind, "employer_uid": "e", "kind": kind, "seen_by": "王核实", "seen_on": TODAY, **more}
    )  # type: ignore[arg-type]


@given(
    kinds=st.sets(st.sampled_from((*KINDS, AGENCY))),
    days=st.dictionaries(st.sampled_from((*KINDS, AGENCY)), st.integers(-400, 400)),
    agency=st.booleans(),
)
def test_a_paper_is_lacking_exactly_where_it_was_not_seen_or_is_past(
    kinds: set[str], days: dict[str, int], agency: bool
) -> None:
    firm = Employer(uid="e", name="厂", is_agency=agency)
    papers = [paper(kind, valid_until=TODAY + timedelta(days=days[kind]) if kind in days else None) for kind in kinds]
    asked = {*KINDS, AGENCY} if agency else set(KINDS)
    good = {kind for kind in kinds if days.get(kind, 0) >= 0}
    checked = checklist(firm, papers, TODAY, 30)
    assert set(lacking(checked)) == asked - good
    assert {one.kind for one in checked} == asked
    assert all(
        (one.standing == "soon") == (0 <= days[one.kind] <= 30) for one in checked if one.is_good and one.kind in days
    )


def test_what_is_lacking_is_said_with_its_law() -> None:
    words = lacking_words(("brochure", "mandate"), resources.codes()["employer_paper"])
    assert words == "还差招聘简章、委托证明（人力资源市场暂行条例第二十六条）"
    assert lacking_words((), resources.codes()["employer_paper"]) == ""


def test_a_paper_is_seen_by_somebody_on_a_day_that_has_come() -> None:
    first = on_desk(None, "e", "licence", "王核实", TODAY)
    assert [one.operation for one in seen(None, first, TODAY).changes] == ["i"]
    again = paper("licence", valid_until=date(2028, 1, 1))
    (change,) = seen(first, again, TODAY).changes
    assert (change.operation, change.after.uid, change.after.valid_until) == ("u", first.uid, date(2028, 1, 1))
    (gone,) = unseen(first).changes
    assert checklist(FIRM, [gone.after], TODAY, 30)[1].standing == "missing"
    assert on_desk(gone.after, "e", "licence", "李核实", TODAY).seen_by == "李核实"
    with pytest.raises(Refused):
        unseen(gone.after)
    with pytest.raises(Refused):
        seen(None, paper("licence", seen_on=TODAY + timedelta(days=1)), TODAY)
    with pytest.raises(Refused):
        seen(None, paper("licence", seen_by=" "), TODAY)


def test_the_form_on_paper_has_no_private_number_and_names_the_posts() -> None:
    posts = [Post(uid="p", title="缝纫工", headcount=5, pay_text="4000-5000元/月", place="工业园")]
    posts.append(replace(posts[0], requirements="限女，能吃苦"))
    words = (resources.codes(), resources.intake_words().unlawful)
    sheet = registration(FIRM, posts, checklist(FIRM, [paper("licence")], TODAY, 30), words, TODAY)
    assert "限女" not in repr(sheet)
    assert FIRM.contact_mobile not in repr(sheet)
    grids = [block for block in sheet.blocks if isinstance(block, Pairs)]
    assert grids[0].rows[0][0].value == FIRM.name
    (offers,) = (block for block in sheet.blocks if isinstance(block, Rows))
    assert [row[:3] for row in offers.rows] == [("缝纫工", "5", "不限")] * 2
    assert "能吃苦" in offers.rows[1][-1]
    (papers,) = (block for block in sheet.blocks if isinstance(block, Ticks))
    assert [seen for _, seen in papers.options] == [False, True, False, False]
