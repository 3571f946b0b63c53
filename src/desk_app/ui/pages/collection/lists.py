"""Where the lists of the page get their rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desk_app.bootstrap import Desk
from desk_app.domain.codes import CodeLists
from desk_app.domain.collection.figures import Row as FigureRow
from desk_app.domain.collection.figures import total
from desk_app.domain.collection.lists import ProjectLine, TaskLine
from desk_app.domain.entry import like
from desk_app.ui.kit.listing import LineSource
from desk_app.ui.kit.tables import Row
from desk_app.ui.kit.tags import Tag
from desk_app.ui.pages.collection.layout import ORDER, TONES

LATE = (("overdue", "逾期"), ("today", "今天"), ("week", "七天内"), ("later", "以后"), ("done", "已办结"))
"""The filter of when something is to be done."""
NOBODY = "nobody"


def task_source(desk: Desk) -> LineSource[TaskLine]:
    """The tasks, overdue ones first."""
    actor, codes = desk.actor, desk.codes

    def find(text: str) -> Sequence[str]:
        lines = source.lines.values()
        firms = set(desk.finding.employers(actor, text))
        named = set(like({line.subject for line in lines}, text))
        return [
            line.uid
            for line in lines
            if line.employer_uid in firms or line.subject in named or text in f"{line.owner} {line.area} {line.phone}"
        ]

    source: LineSource[TaskLine] = LineSource(
        lambda: desk.collection.lines(actor), find, lambda line: _task_row(line, codes, actor.today())
    )
    return source


def project_source(desk: Desk) -> LineSource[ProjectLine]:
    """The projects, those that start soonest first."""
    actor, codes = desk.actor, desk.codes

    def find(text: str) -> Sequence[str]:
        lines = source.lines.values()
        named = set(like({word for line in lines for word in (line.name, line.firm)}, text))
        return [line.uid for line in lines if {line.name, line.firm} & named or text in line.place]

    source: LineSource[ProjectLine] = LineSource(
        lambda: desk.collection.projects.lines(actor), find, lambda line: _project_row(line, codes)
    )
    return source


def state_tag(standing: str, codes: CodeLists) -> Tag:
    """The state of a task as a tag."""
    return Tag(codes["collection_state"].label(standing), TONES[standing])


def due_words(line: TaskLine, today: date) -> str:
    """11-28 前, 逾期 3 天, 改到 12-05, 12-24 再问."""
    day = line.day
    if day is None:
        return "已办结"
    if line.overdue:
        return f"逾期 {(today - day).days} 天"
    if line.put_off:
        return f"改到 {day:%m-%d}"
    if line.standing == "none":
        return f"{day:%m-%d} 再问"
    return f"{day:%m-%d} 今天" if day == today else f"{day:%m-%d} 前"


def lateness(line: TaskLine, today: date) -> str:
    """A key of LATE."""
    day = line.day
    if day is None:
        return "done"
    if line.overdue:
        return "overdue"
    return "today" if day <= today else "week" if (day - today).days <= 7 else "later"


def _posts(posts: int, seats: int) -> str:
    return f"{posts} / {seats}人" if posts else ""


def _task_row(line: TaskLine, codes: CodeLists, today: date) -> Row:
    return {
        "uid": line.uid,
        "subject": line.subject,
        "state": (state_tag(line.standing, codes),),
        "state_key": ORDER.index(line.standing),
        "standing": line.standing,
        "due": due_words(line, today),
        "due_key": line.day.toordinal() if line.day else date.max.toordinal(),
        "owner": line.owner,
        "person": line.owner or NOBODY,
        "last": line.last_contact,
        "posts": _posts(line.posts, line.seats),
        "posts_key": line.seats,
        "month": line.month,
        "late": lateness(line, today),
        "trigger": line.trigger,
    }


def _project_row(line: ProjectLine, codes: CodeLists) -> Row:
    return {
        "uid": line.uid,
        "name": line.name,
        "state": (state_tag(line.standing, codes),) if line.standing else (),
        "state_key": ORDER.index(line.standing) if line.standing else len(ORDER),
        "firm": line.firm,
        "starts_on": str(line.starts_on or ""),
        "headcount": str(line.headcount or ""),
        "headcount_key": line.headcount,
        "posts": _posts(line.posts, line.seats),
        "posts_key": line.seats,
    }


ALL = "*"
"""The key of the line in which all figures stand together."""


def progress_rows(rows: Sequence[FigureRow]) -> list[Row]:
    """The lines of the progress table, all together first."""
    return [_progress_row(ALL if number == 0 else one.label, one) for number, one in enumerate((total(rows), *rows))]


def _progress_row(key: str, row: FigureRow) -> Row:
    counts = {name: len(getattr(row, name)) for name in ("opened", "contacted", "posts", "overdue")}
    shown = {name: str(count) for name, count in counts.items()}
    return {"uid": key, "label": row.label, **shown, "seats": str(row.seats)}
