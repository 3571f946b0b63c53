"""Filling a form: what is wrong with it, which lines and which other records change with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from desk_app.domain.changes import ChangeSet, insert, new_uid, remove, together, update
from desk_app.domain.clocks import Clocks
from desk_app.domain.fields import Kind, fields_of
from desk_app.domain.forms.circle import Circle
from desk_app.domain.forms.kinds import Filled, FormKind
from desk_app.domain.forms.seeking import REFUSALS, JobRegistration
from desk_app.domain.forms.standing import EmploymentRegistration, UnemploymentRegistration
from desk_app.domain.seekers import Membership, Seeker

UNEMPLOYED = "UNEMP"
_EMPTY = (None, "", ())
_MOST_PLACES = 3


# What is wrong with it


def faults(kind: FormKind, filled: Filled, circle: Circle) -> dict[str, str]:
    """A sentence by field for what contradicts itself or other records; what is only missing is a gap, no fault."""
    record, found = filled.record, {}
    own = fields_of(kind.record)
    for name in kind.past:
        value = getattr(record, name)
        if value and value > (circle.today if isinstance(value, date) else circle.today.isoformat()[:7]):
            found[name] = f"“{own[name].label}”晚于今天，请核对。"
    for first, second in kind.order:
        early, late = getattr(record, first), getattr(record, second)
        if early and late and early > late:
            found.setdefault(second, f"“{own[second].label}”早于“{own[first].label}”（{early}），请核对。")
    if kind.day and getattr(record, kind.day) is None and kind.fields[kind.day].needed:
        found.setdefault(kind.day, f"请填“{own[kind.day].label}”。")
    own_rules = _FAULTS.get(kind.record)
    return found | (own_rules(filled, circle) if own_rules else {})


def _seeking_faults(filled: Filled, circle: Circle) -> dict[str, str]:
    found = {}
    if len(filled.record.places) > _MOST_PLACES:
        found["places"] = f"意向工作地区最多填 {_MOST_PLACES} 处。"
    for one in filled.rows.get("wishes", ()):
        if one.pay_min is not None and one.pay_max is not None and one.pay_min > one.pay_max:
            found[f"wishes.{one.place}.pay_max"] = "最高月薪低于最低月薪，请核对。"
        if not one.trade:
            found[f"wishes.{one.place}.trade"] = "请先填工种。"
    for one in filled.rows.get("history", ()):
        if one.since and one.until and one.since > one.until:
            found[f"history.{one.place}.until"] = "终止年月早于起始年月，请核对。"
    open_one = next((one for one in circle.seeking if not one.record.ended_on), None)
    if open_one and open_one.record.uid != filled.record.uid and not filled.record.ended_on:
        found["registered_on"] = f"求职登记 {open_one.record.number} 还没有归档，续期请先把它归档。"
    return found


def _unemployment_faults(filled: Filled, circle: Circle) -> dict[str, str]:
    record = filled.record
    if record.ended_on:
        return {}
    other = next((one for one in circle.unemployment if not one.ended_on and one.uid != record.uid), None)
    if other:
        return {"registered_on": f"{other.registered_on} 的失业登记还没有注销，不能再登记一次。"}
    working = next((one for one in circle.employment if not one.ended_on), None)
    if working and (working.work_started_on or date.min) >= (record.registered_on or circle.today):
        return {"registered_on": "这之后有就业登记。本人又失业的，请先登记终止就业。"}
    if working:
        return {"registered_on": f"在{working.work_unit or '原单位'}的就业登记还没有终止，请先登记终止就业。"}
    return {}


def _employment_faults(filled: Filled, circle: Circle) -> dict[str, str]:
    record = filled.record
    other = next((one for one in circle.employment if not one.ended_on and one.uid != record.uid), None)
    if other and not record.ended_on and record.form == "unit" == other.form:
        return {"form": f"在{other.work_unit or '另一个单位'}的就业登记还没有终止，请先终止。"}
    return {}


_FAULTS: Mapping[type, Callable[[Filled, Circle], dict[str, str]]] = {
    JobRegistration: _seeking_faults,
    UnemploymentRegistration: _unemployment_faults,
    EmploymentRegistration: _employment_faults,
}


# What is written


def with_values(kind: FormKind, before: Filled, values: Mapping[str, Any]) -> Filled:
    """The form with what was typed; lines in which nothing stands any more go, new ones get their place."""
    own = {name: value for name, value in values.items() if "." not in name}
    record = replace(before.record, **own)
    record = replace(record, raw={name: text for name, text in record.raw.items() if name not in own})
    rows = {}
    for row in kind.rows:
        lines = []
        known = {one.place: one for one in before.rows.get(row.name, ())}
        for place in range(1, row.most + 1):
            line = known.get(place) or row.record(uid=new_uid(), form_uid=record.uid, place=place)
            typed = {column: values[name] for column, name in row.names(place).items() if name in values}
            line = replace(line, **typed)
            if any(getattr(line, column) not in _EMPTY for column in row.columns):
                lines.append(line)
        rows[row.name] = tuple(lines)
    return Filled(record, rows)


def changes(before: Filled | None, after: Filled) -> ChangeSet:
    """What is to be written for the form itself; `before` None for a new one."""
    if before is None:
        return insert(after.record, *(line for lines in after.rows.values() for line in lines))
    wanted = [update(before.record, **_all(after.record))]
    old = {line.uid: line for lines in before.rows.values() for line in lines}
    for line in (line for lines in after.rows.values() for line in lines):
        known = old.pop(line.uid, None)
        wanted.append(insert(line) if known is None else update(known, **_all(line)))
    return together((*wanted, *(remove(line) for line in old.values())))


def _all(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name, one in fields_of(type(record)).items() if one.kind is not Kind.KEY}


def followed(after: Filled, circle: Circle) -> tuple[Any, ChangeSet]:
    """What changes with a form: the form's record as it must be written, and the changes of other records."""
    record = after.record
    if isinstance(record, JobRegistration) and not record.ended_on:
        return record, _wishes_of_person(after, circle.person)
    if isinstance(record, UnemploymentRegistration):
        return membership_of(record, circle.memberships)
    if isinstance(record, EmploymentRegistration) and record.work_started_on and not record.ended_on:
        return record, together(_cancelled(one, record, circle) for one in circle.unemployment if not one.ended_on)
    return record, ChangeSet()


def _wishes_of_person(after: Filled, person: Seeker) -> ChangeSet:
    """The trades, the least pay and what is not accepted are the person's too: by them posts are found."""
    trades = tuple(one.trade for one in after.rows.get("wishes", ()) if one.trade)
    pays = [one.pay_min for one in after.rows.get("wishes", ()) if one.pay_min is not None]
    cannot = list(person.cannot)
    for name, code in REFUSALS.items():
        accepts = getattr(after.record, name)
        if accepts is False and code not in cannot:
            cannot.append(code)
        elif accepts and code in cannot:
            cannot.remove(code)
    return update(
        person,
        job_wishes=trades or person.job_wishes,
        expected_pay=min(pays) if pays else person.expected_pay,
        cannot=tuple(cannot),
    )


def membership_of(
    record: UnemploymentRegistration, memberships: Iterable[Membership]
) -> tuple[UnemploymentRegistration, ChangeSet]:
    """The group UNEMP from the day of registration to the day of cancelling; one that is open already is taken over."""
    same = [one for one in memberships if one.group == UNEMPLOYED]
    own = next((one for one in same if one.uid == record.membership_uid), None)
    own = own or next((one for one in same if one.ended_on is None), None)
    if own is None:
        made = Membership(
            uid=new_uid(),
            seeker_uid=record.seeker_uid,
            group=UNEMPLOYED,
            started_on=record.registered_on,
            ended_on=record.ended_on,
            evidence="失业登记",
        )
        return replace(record, membership_uid=made.uid), insert(made)
    return replace(record, membership_uid=own.uid), update(
        own, started_on=record.registered_on, ended_on=record.ended_on, evidence=own.evidence or "失业登记"
    )


def _cancelled(one: UnemploymentRegistration, work: EmploymentRegistration, circle: Circle) -> ChangeSet:
    """就业服务与就业管理规定 art. 66: whoever works is no longer registered as unemployed."""
    start = work.work_started_on or circle.today
    reason = {"unit": "hired", "public_welfare": "hired", "self": "self"}.get(work.form, "registered")
    ended = replace(one, ended_on=max(start, one.registered_on or start), end_reason=reason)
    record, groups = membership_of(ended, circle.memberships)
    return update(one, **_all(record)) + groups


def due(record: Any, clocks: Clocks) -> tuple[date, str] | None:
    """Until when something must be done about the form, and what; None where nothing is."""
    if isinstance(record, JobRegistration) and record.valid_until and not record.ended_on:
        return record.valid_until, "有效期至"
    if isinstance(record, EmploymentRegistration) and (day := record.due(clocks)):
        return day, "终止就业登记期限" if record.ended_on else "就业登记期限"
    return None
