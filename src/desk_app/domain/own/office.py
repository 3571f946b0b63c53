"""All that the office has set itself, read at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desk_app.domain.codes import CodeLists
from desk_app.domain.own.codes import OwnCode, lists_in_force
from desk_app.domain.own.fields import OwnField
from desk_app.domain.own.standards import OwnStandard, with_own


@dataclass(frozen=True, slots=True)
class OwnData:
    """The office's fields, entries of code lists and figures."""

    fields: tuple[OwnField, ...] = ()
    codes: tuple[OwnCode, ...] = ()
    standards: tuple[OwnStandard, ...] = ()

    def lists(self, shipped: CodeLists, today: date) -> CodeLists:
        """The code lists of that day."""
        return lists_in_force(shipped, self.codes, self.fields, today)

    def policy(self, shipped: Mapping[str, Any], file: str, today: date) -> Mapping[str, Any]:
        """The contents of a policy file on that day."""
        return with_own(shipped, file, self.standards, today)


OWN_NOUNS = frozenset({"own_fields", "own_codes", "own_standards"})
"""The tables of these records."""
