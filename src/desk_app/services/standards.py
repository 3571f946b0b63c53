"""期限与标准: figures of the shipped policies that the office sets otherwise from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desk_app import resources
from desk_app.domain.actor import Actor, Role
from desk_app.domain.codes import CodeLists
from desk_app.domain.errors import Refused
from desk_app.domain.own import standards
from desk_app.domain.own.standards import Figure, OwnStandard
from desk_app.storage.database import Database
from desk_app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardLine:
    """One figure: what holds today and since when, what ships, and what is set for later."""

    figure: Figure
    value: str
    source: str
    since: str
    shipped: str
    shipped_source: str
    own: bool
    coming: tuple[OwnStandard, ...]


class Standards:
    """期限与标准. All may look; supervisors change."""

    def __init__(self, database: Database, codes: CodeLists) -> None:
        self._database = database
        self._codes = codes

    def lines(self, actor: Actor) -> tuple[StandardLine, ...]:
        """All figures that may be set, in the order of the shipped list."""
        own, today = self._database.read(lambda read: read.all(OwnStandard)), actor.today()
        now = standards.in_force(own, today)
        lines = []
        for figure in resources.figures().values():
            file, _, place = figure.name.partition(".")
            shipped, source = standards.shipped_value(resources.policy(file), place)
            mine = now.get(figure.name)
            lines.append(
                StandardLine(
                    figure=figure,
                    value=mine.value if mine else shipped,
                    source=standards.words_of_source(mine) if mine else source,
                    since=str(mine.valid_from) if mine else "",
                    shipped=shipped,
                    shipped_source=source,
                    own=mine is not None,
                    coming=tuple(o for o in own if o.name == figure.name and o.valid_from and o.valid_from > today),
                )
            )
        return tuple(lines)

    def set(self, actor: Actor, name: str, typed: Mapping[str, str]) -> str:
        """Set a figure from a day on; says what was done.

        Raises NotEntered with a sentence for each field of own.standards.DEFINING that is wrong.
        """
        _supervisor(actor)
        figure = resources.figures()[name]

        def work(unit: UnitOfWork) -> str:
            changes = standards.defined(figure, typed, unit.all(OwnStandard, name=name), self._codes, actor.today())
            if not changes:
                return "没有改动。"
            made: OwnStandard = changes.changes[0].after
            unit.why = f"改“{figure.label}”：{made.value} {figure.unit}，从 {made.valid_from} 起"
            unit.apply(changes)
            unit.keep_draft(f"own_standards/{name}", {})
            return f"已{unit.why}。"

        return self._database.write(actor, f"改{figure.label}", work)[0]

    def drop(self, actor: Actor, name: str) -> str:
        """The shipped figure counts again from today on; says what was done."""
        _supervisor(actor)
        figure = resources.figures()[name]

        def work(unit: UnitOfWork) -> str:
            unit.why = f"恢复“{figure.label}”随程序的值"
            unit.apply(standards.dropped(name, unit.all(OwnStandard, name=name), actor.today()))
            return f"已{unit.why}。"

        return self._database.write(actor, f"恢复{figure.label}", work)[0]


def _supervisor(actor: Actor) -> None:
    if actor.role != Role.SUPERVISOR:
        raise Refused("not_allowed", "期限和标准要由主管来改。")
