"""栏目: which fields stand under which heading, beside or below each other; screen and paper share it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its rows; each row names one field, or several that stand beside each other."""

    title: str
    rows: Sequence[str | tuple[str, ...]]


def names_in(sections: Iterable[Section]) -> tuple[str, ...]:
    """The fields of all sections in the order in which they stand."""
    return tuple(name for section in sections for row in section.rows for name in _beside(row))


def _beside(row: str | tuple[str, ...]) -> tuple[str, ...]:
    return (row,) if isinstance(row, str) else row
