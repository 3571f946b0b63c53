"""谁看得到什么: the profiles of recipients answer for every declared field of every record."""

from __future__ import annotations

import pytest
from tests.kit.office import actor

from desk_app import resources
from desk_app.domain import fields as declare
from desk_app.domain.actor import Role
from desk_app.domain.fields import Kind, Sensitivity, fields_of
from desk_app.domain.privacy.helper_list import read_rules
from desk_app.domain.privacy.recipients import (
    DISTRICT,
    EMPLOYER,
    OFFICE,
    PERSON,
    PUBLIC,
    VILLAGE,
    Sight,
    group_for,
    groups_asked,
    seen_by,
    shown_groups,
    value_for,
)
from desk_app.domain.referral_text import STUB_ONLY, LetterContent
from desk_app.domain.reports.roster import LETTERS, PERSONS
from desk_app.domain.seekers import Seeker
from desk_app.storage.schema import RECORDS

RECIPIENTS = resources.recipients()
CODES = resources.codes()
OUTSIDE = (VILLAGE, EMPLOYER, PUBLIC)
SEEKER = fields_of(Seeker)
HARDSHIP = ("HARD", "ZEROFAM", "DISABLED", "MINLIVING", "RELEASED", "POVERTY", "MONITOR")


@pytest.mark.parametrize("name", RECIPIENTS)
def test_a_profile_names_only_fields_that_there_are(name: str) -> None:
    one = RECIPIENTS[name]
    for named in (one.clear, one.masked, one.consent, one.withheld, one.by_law):
        for noun, fields in named.items():
            assert set(fields) - {"*"} <= set(fields_of(RECORDS[noun])), (name, noun)


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_restricted_field_of_any_record_leaves_except_by_law(name: str) -> None:
    seen = {
        (noun, field.name)
        for noun, record in RECORDS.items()
        for field in fields_of(record).values()
        if field.sensitivity is Sensitivity.RESTRICTED and seen_by(RECIPIENTS[name], noun, field) is not Sight.WITHHELD
    }
    assert seen == ({("certifications", "category")} if name == PUBLIC else set())


def test_a_village_and_an_employer_see_of_a_person_exactly_what_is_listed() -> None:
    def seen(name: str) -> dict[str, Sight]:
        found = {field.name: seen_by(RECIPIENTS[name], "seekers", field) for field in SEEKER.values()}
        return {field: sight for field, sight in found.items() if sight is not Sight.WITHHELD}

    clear = ("seeker_no", "name", "village", "village_group", "mobile")
    assert seen(VILLAGE) == {**dict.fromkeys(clear, Sight.CLEAR), "id_no": Sight.MASKED}
    assert seen(EMPLOYER) == {"name": Sight.CLEAR, "mobile": Sight.CONSENT}
    assert seen(PUBLIC) == {"name": Sight.CLEAR, "sex": Sight.CLEAR}


def test_a_new_field_is_withheld_everywhere_but_in_the_office() -> None:
    new = declare.text("新栏目")
    for name in (*OUTSIDE, PERSON, DISTRICT):
        sight = seen_by(RECIPIENTS[name], "a_new_record", new)
        assert sight is Sight.WITHHELD, name
    assert seen_by(RECIPIENTS[OFFICE], "a_new_record", new) is Sight.CLEAR
    restricted = declare.text("新的受限栏目", sensitivity=Sensitivity.RESTRICTED)
    assert all(seen_by(RECIPIENTS[name], "seekers", restricted) is Sight.WITHHELD for name in OUTSIDE)


def test_json_and_links_go_to_nobody_by_a_star() -> None:
    extra = SEEKER["extra"]
    assert extra.kind is Kind.DATA
    for name in (PERSON, DISTRICT, *OUTSIDE):
        assert seen_by(RECIPIENTS[name], "seekers", extra) is Sight.WITHHELD


def test_a_phone_goes_to_an_employer_only_with_a_yes() -> None:
    employer, mobile = RECIPIENTS[EMPLOYER], SEEKER["mobile"]
    assert value_for(employer, "seekers", mobile, "15400000001", CODES) == ""
    assert value_for(employer, "seekers", mobile, "15400000001", CODES, consent=True) == "15400000001"
    assert value_for(employer, "seekers", SEEKER["id_no"], "410099199001011237", CODES, consent=True) == ""


def test_restricted_groups_have_a_neutral_word_outside_and_an_unknown_group_has_none() -> None:
    groups = CODES["group"]
    for code in HARDSHIP:
        for name in OUTSIDE:
            assert group_for(RECIPIENTS[name], groups, code) == "求职人员", (name, code)
        assert group_for(RECIPIENTS[DISTRICT], groups, code) == groups.label(code)
    assert group_for(RECIPIENTS[EMPLOYER], groups, "GRAD") == groups.label("GRAD")
    assert group_for(RECIPIENTS[EMPLOYER], groups, "HARD2") == ""


def test_a_guarded_group_is_named_nowhere_by_itself_and_listed_by_the_supervisor_only() -> None:
    groups = CODES["group"]
    assert shown_groups(groups) == {one.code for one in groups} - {"RELEASED"}
    assert groups.label("RELEASED") not in groups.plain("RELEASED")
    assert "RELEASED" not in {one.code for one in groups_asked(CODES, actor(role=Role.CLERK))}
    assert "RELEASED" in {one.code for one in groups_asked(CODES, actor(role=Role.SUPERVISOR))}


_OF_THE_PERSON = {
    "seeker_name": "name",
    "seeker_phone": "mobile",
    "id_tail": "id_no",
    "sex": "sex",
    "education": "education",
}


def test_what_a_letter_says_of_the_person_is_what_an_employer_may_see() -> None:
    """The stub stays in the office; body and receipt hold nothing of the person that the profile withholds."""
    known = set(LetterContent.__dataclass_fields__)
    assert set(_OF_THE_PERSON) <= known
    for name, field in _OF_THE_PERSON.items():
        withheld = seen_by(RECIPIENTS[EMPLOYER], "seekers", SEEKER[field]) is Sight.WITHHELD
        assert withheld == (name in STUB_ONLY), name


def test_every_column_of_the_roster_about_a_person_may_go_to_the_district() -> None:
    by_label = {field.label: field for field in SEEKER.values()}
    of_persons = [by_label[column] for column in (*PERSONS, *LETTERS) if column in by_label]
    assert {"姓名", "证件号码", "联系电话"} <= {field.label for field in of_persons}
    for field in of_persons:
        assert seen_by(RECIPIENTS[DISTRICT], "seekers", field) is Sight.CLEAR, field.label
    assert RECIPIENTS[DISTRICT].encrypted


def test_wishes_for_pay_and_care_limits_go_to_the_district_as_figures_only() -> None:
    for name in ("expected_pay", "care_duty"):
        assert seen_by(RECIPIENTS[DISTRICT], "seekers", SEEKER[name]) is Sight.WITHHELD


def test_a_village_helper_is_never_asked_about_restricted_facts() -> None:
    rules = read_rules(resources.policy("helper_list"))
    assert all(SEEKER[name].sensitivity is not Sensitivity.RESTRICTED for name in rules.questions)
    with pytest.raises(ValueError, match="care_duty"):
        read_rules({"states": [], "questions": ["care_duty"], "usual": [], "clerk_at_most": 1})
