"""What a new form starts with: what the office knows already is not asked again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

from desk_app.domain.changes import new_uid
from desk_app.domain.clocks import Clocks
from desk_app.domain.forms.circle import Circle, Hire
from desk_app.domain.forms.graduates import GraduateForm
from desk_app.domain.forms.kinds import Filled, FormKind
from desk_app.domain.forms.migrants import MigrantForm
from desk_app.domain.forms.seeking import REFUSALS, JobRegistration, JobWish
from desk_app.domain.forms.standing import EmploymentRegistration, HireFiling, UnemploymentRegistration
from desk_app.domain.forms.work import Workplace


def begun(kind: FormKind, circle: Circle, clocks: Clocks) -> Filled:
    """A new form of that kind with what the office knows already."""
    blank = kind.record(uid=new_uid(), seeker_uid=circle.person.uid)
    begin = _BEGIN.get(kind.record)
    return begin(blank, circle, clocks) if begin else Filled(blank)


def _seeking(blank: JobRegistration, circle: Circle, clocks: Clocks) -> Filled:
    person = circle.person
    last = circle.seeking[-1] if circle.seeking else None
    if last is not None:  # a renewal: everything as it was told the last time
        kept = {one.name for one in fields(JobRegistration)} - {"uid", "number", "ended_on", "end_reason", "raw"}
        blank = replace(blank, **{name: getattr(last.record, name) for name in kept})
    told: dict[str, Any] = {name: False for name, code in REFUSALS.items() if code in person.cannot}
    until = circle.today + timedelta(days=clocks.job_registration_days)
    began = replace(blank, registered_on=circle.today, valid_until=until, **told)
    before = {one.trade: one for one in (last.rows.get("wishes", ()) if last else ())}
    wishes = tuple(
        replace(
            before.get(trade, JobWish(uid="", trade=trade, pay_min=person.expected_pay)),
            uid=new_uid(),
            form_uid=began.uid,
            place=place,
        )
        for place, trade in enumerate(person.job_wishes[:3], 1)
    )
    spells = tuple(
        replace(one, uid=new_uid(), form_uid=began.uid) for one in (last.rows.get("history", ()) if last else ())
    )
    return Filled(began, {"wishes": wishes, "history": spells})


_DESTINATIONS: Mapping[str, str] = {
    "willing": "willing", "referred": "willing", "hired": "employed", "in_post": "employed", "stable": "employed",
    "internship": "internship", "starting_up": "startup", "unwilling": "later", "lost": "lost",
}  # fmt: skip
_HOUSEHOLDS: Mapping[str, str] = {"POVERTY": "poverty", "MONITOR": "monitor"}


def _graduate(blank: GraduateForm, circle: Circle, _: Clocks) -> Filled:
    return Filled(replace(blank, destination=_DESTINATIONS.get(circle.person.state, ""), **_work(circle)))


def _migrant(blank: MigrantForm, circle: Circle, _: Clocks) -> Filled:
    household = next((_HOUSEHOLDS[group] for group in circle.groups() if group in _HOUSEHOLDS), "")
    return Filled(replace(blank, household_kind=household))


def _unemployment(blank: UnemploymentRegistration, circle: Circle, _: Clocks) -> Filled:
    began = replace(blank, registered_on=circle.today)
    last = circle.employment[-1] if circle.employment else None
    if last and last.ended_on:
        began = replace(
            began, kind="laid_off", unemployed_on=last.ended_on, left_on=last.ended_on, former_unit=last.work_unit
        )
    return Filled(began)


def _employment(blank: EmploymentRegistration, circle: Circle, _: Clocks) -> Filled:
    began = replace(blank, registered_on=circle.today)
    return Filled(replace(began, **_hired(circle.hire)) if circle.hire else began)


def _filing(blank: HireFiling, circle: Circle, _: Clocks) -> Filled:
    began = replace(blank, filed_on=circle.today, contract_state="signed", grade="")
    running = next((one for one in reversed(circle.employment) if not one.ended_on), None)
    before = next((one.group for one in circle.memberships if one.group not in _NOT_TOLD), "")
    began = replace(began, group_before=before)
    if running:
        shared = {one.name for one in fields(EmploymentRegistration)} & {one.name for one in fields(HireFiling)}
        taken = shared - {"uid", "seeker_uid", "ended_on", "end_reason", "extra", "raw"}
        return Filled(replace(began, **{name: getattr(running, name) for name in taken}))
    if circle.hire:
        return Filled(replace(began, letter_uid=circle.hire.letter.uid, **_hired(circle.hire)))
    return Filled(began)


_NOT_TOLD = ("RELEASED",)  # the group before work goes to the authority; this one only if a clerk chooses it

_BEGIN: Mapping[type, Callable[[Any, Circle, Clocks], Filled]] = {
    JobRegistration: _seeking,
    GraduateForm: _graduate,
    MigrantForm: _migrant,
    UnemploymentRegistration: _unemployment,
    EmploymentRegistration: _employment,
    HireFiling: _filing,
}


def _work(circle: Circle) -> dict[str, Any]:
    """Where the person works, by the running registration of it."""
    running = next((one for one in reversed(circle.employment) if not one.ended_on), None)
    return {one.name: getattr(running, one.name) for one in fields(Workplace)} if running else {}


def _hired(hire: Hire) -> dict[str, Any]:
    """What the letter that led to the hire says of the work; pay and contract must be asked."""
    return {
        "form": "public_welfare" if hire.post.kind == "public_welfare" else "unit",
        "work_unit": hire.employer.name,
        "employer_code": hire.employer.credit_code,
        "work_post": hire.post.title,
        "work_started_on": hire.letter.start_date,
    }
