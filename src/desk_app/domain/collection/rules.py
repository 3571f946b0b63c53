"""征集规则: by which day a task is due, which firms are new, who answers for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from desk_app.domain.collection.records import Charge
from desk_app.domain.employers import Employer
from desk_app.domain.projects import Project

_TOWNSHIP = re.compile(r"(?:.*?[省市州盟县区旗])?([^省市州盟县区旗\s\d]{1,8}?(?:街道办事处|街道|镇|乡))")


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionRules:
    """The numbers and words of `resources/policies/collection.toml`."""

    firm_due_days: int
    project_due_days: int
    project_before_days: int
    new_within_days: int
    ask_again_days: int
    lost_tries: int
    lost_days: int
    new_firm_lists: tuple[str, ...]

    def due_of_firm(self, opened_on: date) -> date:
        """The last day on which a firm is to be asked."""
        return opened_on + timedelta(days=self.firm_due_days)

    def due_of_project(self, opened_on: date, starts_on: date | None) -> date:
        """The last day for a project: some days after opening, sooner where it is about to start, never in the past."""
        due = opened_on + timedelta(days=self.project_due_days)
        if starts_on is not None and starts_on > opened_on:
            due = min(due, starts_on - timedelta(days=self.project_before_days))
        return max(due, opened_on)

    def is_new(self, registered_on: date | None, today: date) -> bool:
        """Whether a firm was registered so lately that it counts as new; False where the day is not known."""
        return registered_on is not None and (today - registered_on).days <= self.new_within_days

    def lists_new_firms(self, *names: str) -> bool:
        """Whether a list calls itself one of newly registered firms, in its file name or its titles."""
        return any(word in name for word in self.new_firm_lists for name in names)


def read_rules(raw: Mapping[str, Any]) -> CollectionRules:
    """Read the shape of `resources/policies/collection.toml`."""
    return CollectionRules(**{**raw, "new_firm_lists": tuple(raw["new_firm_lists"])})


def area_of(text: str, villages: Mapping[str, Sequence[str]]) -> str:
    """The village (by name or another spelling) that an address names, else its township; "" where it names neither."""
    spelled = [(word, name) for name, others in villages.items() for word in (name, *others) if len(word) > 1]
    for word, name in sorted(spelled, key=lambda pair: -len(pair[0])):
        if word in text:
            return name
    found = _TOWNSHIP.match(text)
    return found[1] if found else ""


class Owners:
    """Who answers for the next task: whoever has the area, else whoever has the fewest open tasks."""

    def __init__(self, staff: Sequence[str], charges: Iterable[Charge], open_tasks: Iterable[str]) -> None:
        """`staff` are the names of the office in their order; `open_tasks` the owner of each open task."""
        self._staff = list(staff)
        self._charges = sorted(
            (one for one in charges if one.owner in self._staff), key=lambda one: (-len(one.area), one.area)
        )
        self._load = Counter(owner for owner in open_tasks if owner in self._staff)

    def next(self, *places: str) -> str:
        """The owner for a task at these places (address, village, project place), counted at once."""
        named = next((one.owner for one in self._charges if any(one.area in place for place in places)), "")
        owner = named or min(self._staff, key=lambda name: self._load[name], default="")
        self._load[owner] += 1
        return owner


def place_of(employer: Employer | None, project: Project | None) -> str:
    """Where the firm or the project is, as far as it is written."""
    told = [project.place if project else "", employer.address if employer else ""]
    return " ".join(filter(None, told))
