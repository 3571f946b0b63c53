"""协管员名单 (helper list): what the helper of one village is handed, on paper or as a sheet, to be filled in.

Its own village only, and of each person only what the profile of the helper lets through. What comes back is imported
like any list: the number of the registration says whose row it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desk_app.domain.actor import Actor, Role
from desk_app.domain.codes import CodeLists
from desk_app.domain.errors import Refused
from desk_app.domain.fields import Field, Sensitivity, fields_of
from desk_app.domain.finding import by_pinyin
from desk_app.domain.paper import Column, Paper, Rows, Signing
from desk_app.domain.privacy.recipients import Recipient, Sight, seen_by, value_for
from desk_app.domain.reports.report import Table
from desk_app.domain.seekers import Seeker

_TOLD = ("seeker_no", "name", "village_group", "mobile", "id_no")
_WEIGHTS = {"village_group": 2, "needs_lodging": 3, "name": 4, "id_no": 8}  # shares of the paper's width
_NOTE = "只用于核实本村求职人员的情况；用后交回，不得复印、拍照或转给他人。"


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperRules:
    """The rules of `resources/policies/helper_list.toml`."""

    states: tuple[str, ...]
    questions: tuple[str, ...]
    usual: tuple[str, ...]
    clerk_at_most: int


def read_rules(raw: Mapping[str, Any]) -> HelperRules:
    """Read the shape of the file. Raises ValueError for a question that is none of a person's fields, or restricted."""
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in raw.items()}
    rules = HelperRules(**values)
    fields = fields_of(Seeker)
    wrong = [name for name in rules.questions if name not in fields or _restricted(fields[name])]
    if wrong or not set(rules.usual) <= set(rules.questions):
        raise ValueError(f"no questions for a village helper: {wrong or rules.usual}")
    return rules


def _restricted(declared: Field) -> bool:
    return declared.sensitivity is Sensitivity.RESTRICTED


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperList:
    """The list of one village: what is told of each person, and the columns that are left empty to be filled in."""

    village: str
    told: tuple[Field, ...]
    asked: tuple[Field, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def persons(self) -> int:
        """How many persons it holds."""
        return len(self.rows)


def helper_list(
    village: str, seekers: Iterable[Seeker], questions: Sequence[str], helper: Recipient, codes: CodeLists
) -> HelperList:
    """The list of the persons of this village, by pinyin; persons of other villages are left out."""
    fields = fields_of(Seeker)
    told = tuple(fields[name] for name in _TOLD if seen_by(helper, "seekers", fields[name]) is not Sight.WITHHELD)
    own = sorted((one for one in seekers if one.village == village), key=lambda one: by_pinyin(one.name))
    return HelperList(
        village=village,
        told=told,
        asked=tuple(fields[name] for name in questions),
        rows=tuple(
            tuple(value_for(helper, "seekers", field, getattr(one, field.name), codes) for field in told) for one in own
        ),
    )


def may_hand_out(actor: Actor, persons: int, rules: HelperRules) -> None:
    """Raises Refused where nobody stands on the list, or too many for somebody who is no supervisor."""
    if not persons:
        raise Refused("nobody", "这个村没有要核实的求职人员，没有做名单。")
    if persons > rules.clerk_at_most and actor.role is not Role.SUPERVISOR:
        raise Refused(
            "too_many_persons",
            f"这份名单有 {persons} 人，超过 {rules.clerk_at_most} 人的要由主管来做；可以先选一部分人。",
        )


def _title(village: str) -> str:
    return f"{village}求职人员核实名单"


def helper_table(found: HelperList, office: str, today: date) -> Table:
    """The sheet: numbers in front, empty cells to fill in behind."""
    blank = ("",) * len(found.asked)
    return Table(
        name="核实名单",
        title=_title(found.village),
        columns=("序号", *(one.label for one in (*found.told, *found.asked))),
        rows=tuple((number, *row, *blank) for number, row in enumerate(found.rows, start=1)),
        note=f"{office}　{today.isoformat()}　{_NOTE}",
    )


def helper_paper(found: HelperList, office: str, today: date) -> Paper:
    """The same as a paper to write on."""
    columns = [Column("序号", 2), *(Column(one.label, _WEIGHTS.get(one.name, 5)) for one in found.told)]
    columns += [Column(one.label, _WEIGHTS.get(one.name, 7)) for one in found.asked]
    blank = ("",) * len(found.asked)
    return Paper(
        title=_title(found.village),
        subtitle=(f"交给：{found.village}协管员", f"共 {found.persons} 人", f"日期：{today.isoformat()}"),
        blocks=(
            Rows(columns, [(str(number), *row, *blank) for number, row in enumerate(found.rows, start=1)]),
            Signing("协管员签字："),
        ),
        landscape=True,
        note=f"{_NOTE}填写后交回{office}。",
    )
