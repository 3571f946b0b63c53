"""The four figures of the home page, and people against seats by family of work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

ANY_WORK = "都可以"
"""Instead of a family of work: whoever takes any work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """待就业, 已有岗, 空名额, 无岗."""

    waiting: int
    placed: int
    seats: int

    @property
    def unplaced(self) -> int:
        """Persons who wait and stand in no plan."""
        return max(0, self.waiting - self.placed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A family of work: how many want it, how many seats are free."""

    label: str
    persons: int
    seats: int
    named: bool = True  # False: persons who take any work or wrote nothing

    @property
    def short(self) -> bool:
        """Whether more want this work than there are seats."""
        return self.named and self.persons > self.seats


def balance(wishes: Sequence[tuple[str, int]], seats: Sequence[tuple[str, int]], most: int = 6) -> tuple[Bar, ...]:
    """Persons against free seats by the label of a family of work, the largest first; the rest together.

    ANY_WORK and "" (nothing written) stand at the end: they are no shortage.
    """
    persons, free = Counter[str](), Counter[str]()
    for label, number in wishes:
        persons[label] += number
    for label, number in seats:
        free[label] += number
    labels = sorted({*persons, *free} - {"", ANY_WORK}, key=lambda label: (-persons[label] - free[label], label))
    bars = [Bar(label=label, persons=persons[label], seats=free[label]) for label in labels[:most]]
    rest = labels[most:]
    if rest:
        bars.append(Bar(label="其他", persons=sum(persons[x] for x in rest), seats=sum(free[x] for x in rest)))
    bars += [
        Bar(label=label or "未写明", persons=persons[label], seats=free[label], named=False)
        for label in (ANY_WORK, "")
        if persons[label] or free[label]
    ]
    return tuple(bars)
