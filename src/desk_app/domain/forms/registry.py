"""All forms of a person, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from desk_app.domain.fields import Field, Kind, fields_of
from desk_app.domain.forms import graduates, migrants, seeking, standing, veterans
from desk_app.domain.forms.kinds import ABOUT, ADDRESSES, SCHOOL, WISHES, FormKind, RowKind, When, always

_SEEKING = FormKind(
    name="seeking",
    noun="job_registrations",
    title="求职登记表",
    record=seeking.JobRegistration,
    sections=seeking.SECTIONS,
    about=(*ABOUT, *SCHOOL, *ADDRESSES, ("certificates", "experience_years")),
    several=True,
    rows=(
        RowKind(name="wishes", title="求职意向", record=seeking.JobWish, most=3),
        RowKind(name="history", title="工作经历", record=seeking.WorkSpell, most=3),
    ),
    whens=(
        When(
            test=lambda one: not one.ended_on,
            names=("wishes.1.trade", "wants_guidance", "wants_training", "wants_messages"),
        ),
    ),
    order=(("registered_on", "valid_until"),),
    past=("registered_on",),
    register=("number", "registered_on", "valid_until", "places"),
    day="registered_on",
    photo=True,
    ends="registration_end",
    end_word="归档",
    log="registration",
    needed_of_person=("name", "id_no", "mobile", "education", "village"),
)

_GRADUATE = FormKind(
    name="graduate",
    noun="graduate_forms",
    title="离校未就业高校毕业生实名制登记表",
    record=graduates.GraduateForm,
    sections=graduates.SECTIONS,
    about=(*ABOUT, *SCHOOL, *ADDRESSES, *WISHES),
    groups=("GRAD",),
    whens=(
        When(
            test=lambda one: one.destination == "employed",
            names=("work_unit", "work_post", "work_started_on", "contract_kind"),
        ),
        When(test=lambda one: one.destination == "willing", of_person=("job_wishes", "expected_pay", "furthest_place")),
    ),
    past=("work_started_on",),
    register=("destination", "service_needs", "work_unit"),
    needed_of_person=("name", "id_no", "mobile", "education", "school", "major", "graduated_on"),
)

_VETERAN = FormKind(
    name="veteran",
    noun="veteran_forms",
    title="退役军人就业登记表",
    record=veterans.VeteranForm,
    sections=veterans.SECTIONS,
    about=(*ABOUT, *ADDRESSES, *WISHES),
    groups=("VET",),
    whens=(
        When(test=lambda one: bool(one.work_unit), names=("work_post", "work_started_on", "contract_kind")),
        When(test=lambda one: bool(one.training_wish), names=("training_first",)),
    ),
    order=(("enlisted_in", "discharged_in"),),
    past=("enlisted_in", "discharged_in", "work_started_on", "venture_since"),
    register=("enlisted_in", "discharged_in", "settlement", "work_unit", "training_wish"),
)

_MIGRANT = FormKind(
    name="migrant",
    noun="migrant_forms",
    title="农村劳动力（返乡农民工）登记表",
    record=migrants.MigrantForm,
    sections=migrants.SECTIONS,
    about=(*ABOUT, *ADDRESSES, *WISHES),
    groups=("RETURN", "RURAL", "POVERTY", "MONITOR"),
    whens=(
        When(test=lambda one: one.whereabouts not in ("", "home"), names=("work_place", "work_trade", "left_in")),
        When(test=lambda one: one.returned_on is not None, names=("former_place", "return_reason")),
        When(test=lambda one: one.plan == "leave", names=("plan_in", "plan_place")),
        When(test=lambda one: bool(one.training_wish), names=("training_item",)),
        When(test=lambda one: one.household_kind in ("poverty", "monitor"), names=("months_worked",)),
    ),
    past=("returned_on",),
    register=("whereabouts", "work_place", "returned_on", "former_place", "return_reason", "plan"),
)

_UNEMPLOYMENT = FormKind(
    name="unemployment",
    noun="unemployment_registrations",
    title="失业登记表",
    record=standing.UnemploymentRegistration,
    sections=standing.UNEMPLOYMENT,
    about=(*ABOUT, *ADDRESSES, *WISHES),
    groups=("UNEMP", "YOUTH"),
    several=True,
    whens=(When(test=lambda one: one.kind == "laid_off", names=("former_unit", "left_on")),),
    order=(("unemployed_on", "registered_on"), ("left_on", "registered_on"), ("registered_on", "ended_on")),
    past=("registered_on", "unemployed_on", "left_on", "ended_on"),
    register=("registered_on", "unemployed_on", "former_unit", "ended_on"),
    day="registered_on",
    ends="unemployment_end",
    end_word="注销",
    log="unemployment_registration",
)

_EMPLOYMENT = FormKind(
    name="employment",
    noun="employment_registrations",
    title="就业登记表",
    record=standing.EmploymentRegistration,
    sections=standing.EMPLOYMENT,
    about=(*ABOUT, *ADDRESSES),
    several=True,
    whens=(
        When(test=always, names=("work_started_on", "registered_on")),
        When(test=lambda one: one.form in ("unit", "public_welfare"), names=("work_unit", "contract_kind")),
        When(test=lambda one: one.ended_on is not None, names=("end_told_on",)),
    ),
    order=(
        ("work_started_on", "registered_on"),
        ("work_started_on", "ended_on"),
        ("contract_from", "contract_until"),
        ("ended_on", "end_told_on"),
    ),
    past=("work_started_on", "registered_on", "ended_on", "end_told_on"),
    register=("form", "work_unit", "work_post", "work_started_on", "registered_on", "ended_on"),
    day="work_started_on",
    ends="employment_end",
    end_word="终止",
    log="employment_registration",
    signers=("用人单位（盖章）或本人签字", "经办人"),
)

_HIRE = FormKind(
    name="hire",
    noun="hire_filings",
    title="录用备案表",
    record=standing.HireFiling,
    sections=standing.HIRING,
    about=(*ABOUT, *ADDRESSES),
    several=True,
    whens=(
        When(test=always, names=("work_unit", "work_post", "work_started_on", "contract_kind")),
        When(test=lambda one: one.contract_kind == "fixed", names=("contract_from", "contract_until")),
    ),
    order=(("contract_from", "contract_until"), ("work_started_on", "ended_on")),
    past=("filed_on", "ended_on"),
    register=("work_unit", "work_post", "form", "contract_state", "contract_from", "contract_until", "filed_on"),
    day="filed_on",
    ends="employment_end",
    end_word="终止",
    log="hire_filing",
    signers=("用人单位（盖章）", "经办人"),
)

FORMS: Mapping[str, FormKind] = {
    one.name: one for one in (_SEEKING, _GRADUATE, _VETERAN, _MIGRANT, _UNEMPLOYMENT, _EMPLOYMENT, _HIRE)
}
"""Every kind of form by name."""

LISTED: Mapping[str, FormKind] = {name: FORMS[name] for name in ("graduate", "veteran", "migrant", "unemployment")}
"""Forms whose fields come as columns of lists of people, in the order in which a heading is looked up."""


@cache
def form_fields() -> Mapping[str, Field]:
    """The fields of forms that a column can be taken for, by target (veteran.enlisted_in)."""
    return {
        f"{name}.{field.name}": field
        for name, kind in LISTED.items()
        for field in fields_of(kind.record).values()
        if field.kind not in (Kind.KEY, Kind.LINK, Kind.DATA)
    }


def form_of(group: str) -> FormKind:
    """The form that a list of a group is kept in; of groups without one, the registration of the job seeker."""
    return next((one for one in FORMS.values() if group in one.groups), _SEEKING)
