"""The lines of the three lists: certifications, families, and what speaks for an end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desk_app.bootstrap import Desk
from desk_app.domain.codes import CodeLists
from desk_app.domain.entry import initials
from desk_app.domain.finding import Query
from desk_app.services.hardship import Leaving, Listed
from desk_app.services.hardship.families import FamilyRow
from desk_app.ui.kit.listing import LineSource
from desk_app.ui.kit.rows import Row
from desk_app.ui.kit.tags import Tag
from desk_app.ui.pages.hardship.layout import CLOCKS, TONES


def cases(desk: Desk) -> LineSource[Listed]:
    """Certifications, overdue first."""

    def find(text: str) -> Sequence[str]:
        persons = set(desk.finding.seekers(desk.actor, Query(text=text)))
        return [one.uid for one in source.lines.values() if one.seeker_uid in persons]

    source: LineSource[Listed] = LineSource(
        lambda: desk.hardship.listed(desk.actor), find, lambda one: case_row(one, desk.codes, desk.actor.today())
    )
    return source


def exits(desk: Desk) -> LineSource[Leaving]:
    """Proposals for the head."""

    def find(text: str) -> Sequence[str]:
        persons = set(desk.finding.seekers(desk.actor, Query(text=text)))
        return [one.uid for one in source.lines.values() if one.case.seeker_uid in persons]

    source: LineSource[Leaving] = LineSource(
        lambda: desk.hardship.leaving(desk.actor), find, lambda one: _exit_row(one, desk.codes)
    )
    return source


def families(desk: Desk) -> LineSource[FamilyRow]:
    """零就业家庭, the nearest deadline first."""

    def find(text: str) -> Sequence[str]:
        return [one.uid for one in source.lines.values() if _named(one, text.lower())]

    source: LineSource[FamilyRow] = LineSource(lambda: desk.hardship.families.listed(desk.actor), find, _family_row)
    return source


def state_tag(one: Listed, codes: CodeLists, today: date) -> Tag:
    """The step as a tag; a notice that has run out says so."""
    if one.notice_until and one.notice_until < today:
        return Tag("公示期满", "good")
    return Tag(codes["hardship_state"].label(one.state), TONES[one.state])


def case_row(one: Listed, codes: CodeLists, today: date) -> Row:
    """What stands in the cells of a certification."""
    late = (Tag(f"逾期 {one.late} 天", "danger"),) if one.late else ()
    return {
        "uid": one.uid,
        "name": one.name,
        "category": (Tag(codes["hardship_category"].short(one.category)),),
        "category_code": one.category,
        "step": (state_tag(one, codes, today), *late),
        "state": one.state,
        "late": "late" if one.late else "",
        "due": str(one.due_on or ""),
        "village": one.village,
    }


def _exit_row(one: Leaving, codes: CodeLists) -> Row:
    return {
        "uid": one.uid,
        "name": one.case.name,
        "reason": (Tag(codes["hardship_exit"].short(one.proposal.reason), "caution"),),
        "words": one.proposal.basis,
        "village": one.case.village,
    }


def _family_row(one: FamilyRow) -> Row:
    word, tone = CLOCKS[one.state]
    left = (
        "" if one.state == "cleared" else f" {-one.days_left} 天" if one.days_left < 0 else f"，剩 {one.days_left} 天"
    )
    return {
        "uid": one.uid,
        "head": one.head,
        "clock": (Tag(f"{word}{left}", tone),),
        "clock_state": one.state,
        "deadline": str(one.deadline or ""),
        "village": one.village,
        "members": str(one.members),
        "members_key": one.members,
        "at_work": "、".join(one.at_work),
    }


def _named(one: FamilyRow, text: str) -> bool:
    return any(text in word.lower() or initials(word).startswith(text) for word in (one.head, one.village) if word)
