"""项目登记: what may be entered for a project and its labour plan, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desk_app.domain.changes import ChangeSet, insert, new_uid, remove, together, update
from desk_app.domain.entry import read_all
from desk_app.domain.fields import OWN, Field, fields_of, text
from desk_app.domain.intake.papers import parse_phones
from desk_app.domain.own.fields import declared, taken
from desk_app.domain.projects import LabourNeed, Project
from desk_app.domain.vacancies import Circumstances, phone_trouble

OWNER_FIRM, BUILDER_FIRM = "owner_firm", "builder_firm"
NEED_ROWS = 12
NEED_FIELDS = ("occupation", "headcount", "from_on", "pay_text", "note")


def need(row: int, name: str) -> str:
    """The name of a field of one row of the labour plan."""
    return f"need{row}_{name}"


def _needs() -> Mapping[str, Field]:
    plan = fields_of(LabourNeed)
    return {
        need(row, name): replace(plan[name], name=need(row, name), needed=False)
        for row in range(NEED_ROWS)
        for name in NEED_FIELDS
    }


FIELDS: Mapping[str, Field] = {
    **fields_of(Project),
    OWNER_FIRM: replace(text("业主（建设单位）"), name=OWNER_FIRM),
    BUILDER_FIRM: replace(text("施工、用工单位"), name=BUILDER_FIRM),
    **_needs(),
}
"""The fields of the form: the project's own, the names of its firms, and the rows of its labour plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """The project as entered; `errors` by field forbid to keep it. Firms go by name ("" = none, None = as is)."""

    project: Project
    needs: ChangeSet
    errors: Mapping[str, str]
    owner_firm: str | None
    builder_firm: str | None


def planned(
    before: Project | None,
    plan: Sequence[LabourNeed],
    typed: Mapping[str, str],
    at: Circumstances,
    staff: Sequence[str],
) -> Planned:
    """A project with what was typed; what was not typed stays as it is. All errors at once.

    `plan` are the kept rows in the order in which the form shows them; a row whose trade was emptied is taken away.
    """
    shipped = {name: words for name, words in typed.items() if not name.startswith(OWN)}
    values, errors = read_all(FIELDS, shipped, at.codes, at.today)
    firms = {name: values.pop(name, None) for name in (OWNER_FIRM, BUILDER_FIRM)}
    rows = {name: values.pop(name) for name in list(values) if name.startswith("need")}
    if values.get("phone") and (sentence := phone_trouble(values["phone"], at)):
        errors["phone"] = sentence
    elif values.get("phone"):
        values["phone"] = "、".join(parse_phones(values["phone"]).numbers)
    now = before or Project(uid=new_uid(), source="窗口登记")
    values["extra"], unread = taken(declared(at.own, "projects"), now.extra, typed, at.codes, at.today)
    errors |= unread
    project = replace(now, **values)
    if not project.name:
        errors["name"] = "请填项目名称。"
    if project.owner and project.owner not in staff:
        errors["owner"] = f"机构里没有叫“{project.owner}”的经办人，请从名单里选，或留空由系统分派。"
    if project.starts_on and project.opens_on and project.opens_on < project.starts_on:
        errors["opens_on"] = "投产日期早于开工日期，请核对。"
    needs = _plan(project, plan, rows, errors)
    return Planned(
        project=project,
        needs=needs,
        errors=errors,
        owner_firm=firms[OWNER_FIRM],
        builder_firm=firms[BUILDER_FIRM],
    )


def _plan(project: Project, plan: Sequence[LabourNeed], rows: Mapping[str, Any], errors: dict[str, str]) -> ChangeSet:
    changes = []
    for row in range(NEED_ROWS):
        new = {name: rows[need(row, name)] for name in NEED_FIELDS if need(row, name) in rows}
        known = plan[row] if row < len(plan) else None
        if not new:
            continue
        after = replace(known or LabourNeed(uid=new_uid(), project_uid=project.uid), **new)
        if not after.occupation:
            if known:
                changes.append(remove(known))
            elif any(new.values()):
                errors[need(row, "occupation")] = "请填工种。"
            continue
        if not after.headcount and need(row, "headcount") not in errors:
            errors[need(row, "headcount")] = "请填人数，至少 1 人。"
        changes.append(update(known, **new) if known else insert(after))
    return together(changes)
