"""Questions to the file about 推荐信 that are more than "all with this value"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, String, and_, case, cast, exists, func, or_, select, true

from desk_app.domain.finding import Query, words
from desk_app.domain.referrals import OPEN_STATES
from desk_app.storage.schema import TABLES, looks
from desk_app.storage.search import matches

_AT_ONCE = 500  # values in one IN (…)
_SOON_DAYS = 3

_letters, _seekers, _posts, _employers = (TABLES[noun] for noun in ("letters", "seekers", "posts", "employers"))
_short_no = (
    cast(_letters.c.year, String)
    + "-"
    + case((_letters.c.desk == "1", ""), else_=_letters.c.desk + "-")
    + cast(_letters.c.sequence, String)
)
_number = (_letters.c.year, _letters.c.desk, _letters.c.sequence)
_SORTS: Mapping[str, tuple[ColumnElement[Any], ...]] = {
    "number": _number,
    "person": (_seekers.c.sort_key,),
    "employer": (_employers.c.sort_key,),
    "post": (_posts.c.sort_key,),
    "issued": (_letters.c.issued_on,),
    "valid": (_letters.c.valid_until,),
    "due": (_letters.c.receipt_due,),
    "state": (_letters.c.state,),
    "clerk": (_letters.c.clerk,),
}


def found(connection: Connection, query: Query, today: date) -> tuple[str, ...]:
    """The uids of the letters that a query finds, in its order; newest first where it names none."""
    statement: Select[Any] = (
        select(_letters.c.uid)
        .outerjoin(_seekers, _seekers.c.uid == _letters.c.seeker_uid)
        .outerjoin(_posts, _posts.c.uid == _letters.c.post_uid)
        .outerjoin(_employers, _employers.c.uid == _letters.c.employer_uid)
        .where(_letters.c.deleted_at.is_(None))
    )
    for part in query.text.split():
        number = or_(_letters.c.letter_no.contains(part, autoescape=True), _short_no.startswith(part, autoescape=True))
        named = (or_(*(matches(word, one.c.search) for one in (_seekers, _posts, _employers))) for word in words(part))
        statement = statement.where(or_(number, and_(true(), *named)))
    for name, keys in query.filters.items():
        statement = statement.where(or_(*(_filtered(name, key, today) for key in keys)))
    if query.sort in _SORTS:
        order = [one.desc() if query.descending else one for one in _SORTS[query.sort]]
    else:
        order = [_letters.c.issued_on.desc(), _letters.c.id.desc()]
    return tuple(connection.execute(statement.order_by(*order, _letters.c.id)).scalars())


def prints(connection: Connection, numbers: Iterable[str]) -> Mapping[str, int]:
    """How often each letter was printed, by its full number; those never printed are left out."""
    wanted = list(numbers)
    counted: dict[str, int] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        query = (
            select(looks.c.subject, func.count())
            .where(looks.c.kind == "print", looks.c.subject.in_(wanted[start : start + _AT_ONCE]))
            .group_by(looks.c.subject)
        )
        counted |= {subject: int(count) for subject, count in connection.execute(query)}
    return counted


def _filtered(name: str, key: str, today: date) -> ColumnElement[bool]:
    waiting = _letters.c.state.in_(OPEN_STATES)
    printed = exists().where(looks.c.kind == "print", looks.c.subject == _letters.c.letter_no)
    if name == "state":
        return _letters.c.state == key
    return {
        ("due", "late"): and_(waiting, _letters.c.receipt_due < today),
        ("due", "soon"): and_(waiting, _letters.c.receipt_due.between(today, today + timedelta(days=_SOON_DAYS))),
        ("print", "never"): ~printed,
        ("print", "done"): printed,
    }[name, key]
