"""Proposals to be asked, letters, starts and visits that are due."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection, or_, select

from desk_app.domain.agenda.item import Due
from desk_app.domain.agenda.referring import Waiting, lines
from desk_app.domain.clocks import Clocks
from desk_app.domain.employers import Employer
from desk_app.domain.followups import FollowUp
from desk_app.domain.posts import Post
from desk_app.domain.proposals import Answer, Proposal
from desk_app.domain.referrals import OPEN_STATES as OPEN_LETTERS
from desk_app.domain.referrals import Letter
from desk_app.domain.seekers import Seeker
from desk_app.storage.repository import Reader
from desk_app.storage.schema import TABLES
from desk_app.storage.waiting.counting import by_uid, some
from desk_app.storage.waiting.seats import taken

_PROPOSALS = (("proposed", "ask"), ("considering", "ask_again"), ("agreed", "letter"))


def due(connection: Connection, today: date, clocks: Clocks) -> Due:
    """From the plan to the visits, what is due or will be soon."""
    read = Reader(connection)
    ahead = today + timedelta(days=clocks.look_ahead_days)
    proposals, letters, visits, seekers = (TABLES[n].c for n in ("proposals", "letters", "follow_ups", "seekers"))
    more: dict[str, int] = {}
    asked: list[Proposal] = []
    for state, kind in _PROPOSALS:
        found, more[kind] = some(connection, Proposal, proposals.state == state, order=proposals.id)
        asked += found
    open_letters, more["receipt"] = some(
        connection, Letter, letters.state.in_(OPEN_LETTERS), letters.receipt_due <= ahead, order=letters.receipt_due
    )
    open_visits, more["visit"] = some(
        connection,
        FollowUp,
        visits.due_on <= ahead,
        or_(visits.result.is_(None), visits.result == "not_reached"),
        order=visits.due_on,
    )
    hired, more["start"] = some(connection, Seeker, seekers.state == "hired", order=seekers.id)
    to_start = [one for one in read.among(Letter, "seeker_uid", [s.uid for s in hired]) if one.state == "hired"]
    visited = read.among(Letter, "uid", {one.letter_uid for one in open_visits})
    pairs: list[Proposal | Letter] = [*asked, *open_letters, *to_start, *visited]
    post_of = by_uid(read, Post, [one.post_uid for one in pairs])
    persons = {one.seeker_uid for one in pairs}
    answered = [one.uid for one in asked if one.state != "proposed"]
    waiting = Waiting(
        proposals=tuple(asked),
        letters=tuple(open_letters),
        hired=tuple(to_start),
        visits=tuple(open_visits),
        seekers=by_uid(read, Seeker, persons),
        post_of=post_of,
        employers=by_uid(read, Employer, [post.employer_uid for post in post_of.values()]),
        letter_of={one.uid: one for one in visited},
        answers={one.proposal_uid: one for one in read.among(Answer, "proposal_uid", answered)},
        made_on=_made_on(connection, {one.run_uid for one in asked}),
        taken=taken(connection, {one.post_uid for one in asked if one.state == "agreed"}),
    )
    listed = {kind: number for kind, number in more.items() if number}
    return Due(items=tuple(lines(waiting, clocks, today)), more=listed)


def _made_on(connection: Connection, runs: set[str]) -> dict[str, date]:
    table = TABLES["runs"]
    query = select(table.c.uid, table.c.made_at).where(table.c.uid.in_(runs))
    return {uid: date.fromisoformat(made[:10]) for uid, made in connection.execute(query)}
