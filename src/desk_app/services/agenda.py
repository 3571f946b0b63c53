"""今日工作: what waits, the four figures, seats against people."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from desk_app.domain.actor import Actor
from desk_app.domain.agenda.figures import ANY_WORK, Bar, balance
from desk_app.domain.agenda.today import Agenda as Today
from desk_app.domain.clocks import Clocks
from desk_app.domain.codes import CodeLists
from desk_app.domain.matching.occupations import Occupations
from desk_app.domain.posts import Post
from desk_app.domain.proposals import Proposal, Run
from desk_app.domain.seekers import Seeker
from desk_app.storage.database import Database
from desk_app.storage.repository import Reader
from desk_app.storage.waiting import figures
from desk_app.storage.waiting.lines import lines

_WEEK, _FORTNIGHT = timedelta(days=7), timedelta(days=14)


class Agenda:
    """首页."""

    def __init__(self, database: Database, codes: CodeLists, clocks: Clocks, occupations: Occupations) -> None:
        self._database = database
        self._codes = codes
        self._clocks = clocks
        self._occupations = occupations

    def today(self, actor: Actor) -> Today:
        """What waits today, by due day, and the four figures, now and at the plan of one to two weeks ago."""
        day = actor.today()

        def work(connection: Any) -> Today:
            items, more = lines(connection, day, self._clocks, self._codes)
            read = Reader(connection)
            before = figures.figures_before(connection, day - _FORTNIGHT, day - _WEEK)
            return Today(
                today=day,
                items=items,
                more=more,
                figures=figures.figures(connection, day),
                before=before[1] if before else None,
                before_on=before[0] if before else None,
                seekers=read.count(Seeker),
                open_posts=read.count(Post, state="open"),
                has_plan=read.count(Run) > 0,
                planned=read.count(Proposal, state="planned"),
            )

        return self._database.submit(work).result()

    def balance(self, actor: Actor) -> tuple[Bar, ...]:
        """People who wait against free seats, by the family of work they wish first."""

        def work(connection: Any) -> tuple[list[tuple[tuple[str, ...], int]], list[tuple[str, int]]]:
            return figures.wishes(connection), figures.free_seats(connection, actor.today())

        wishes, seats = self._database.submit(work).result()
        return balance(
            [(self._family(words[0] if words else ""), count) for words, count in wishes],
            [(self._family(title), free) for title, free in seats],
        )

    def call_list_shown(self, actor: Actor, persons: int) -> None:
        """Register that the phones of so many persons were shown in clear: once for each list."""
        self._database.write(
            actor, "看电话名单", lambda unit: unit.looked("call_list", "今日工作", persons, "联系本人")
        )

    def _family(self, words: str) -> str:
        """The label of the family of a wish or title; "" where nothing is named."""
        if not words or self._occupations.is_open(words):
            return ANY_WORK if words else ""
        name = self._occupations.family(words)
        return self._occupations.families[name].label if name else ""
