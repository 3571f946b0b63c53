"""Where the table of the page gets its rows."""

from __future__ import annotations

from desk_app.bootstrap import Desk
from desk_app.domain.codes import CodeLists
from desk_app.domain.posts import STANDING_TONES
from desk_app.services.posts import PostLine
from desk_app.ui.kit.listing import LineSource
from desk_app.ui.kit.tables import Row
from desk_app.ui.kit.tags import Tag
from desk_app.ui.pages.posts.layout import ORDER

UNKNOWN = "unknown"
"""The filter's key for posts that nobody has verified."""


def post_source(desk: Desk) -> LineSource[PostLine]:
    """The posts, what waits for the clerk first."""
    actor, codes = desk.actor, desk.codes
    return LineSource(
        lambda: sorted(desk.posts.lines(actor), key=lambda line: ORDER.index(line.standing)),
        lambda text: desk.finding.posts(actor, text),
        lambda line: _post_row(line, codes),
        lambda uids: desk.own.cells(actor, "posts", uids),
    )


def standing_tags(standing: str, codes: CodeLists, *, blocked: bool) -> tuple[Tag, ...]:
    """The state of today, and whether nobody is recommended to the employer."""
    tags = [Tag(codes["post_state"].label(standing), STANDING_TONES[standing])]
    return (*tags, Tag("停止推荐", "danger")) if blocked else tuple(tags)


def _post_row(line: PostLine, codes: CodeLists) -> Row:
    seats = line.seats
    return {
        "uid": line.uid,
        "title": line.title,
        "employer": line.employer,
        "standing": standing_tags(line.standing, codes, blocked=line.blocked)[
            -1:
        ],  # the narrow column has room for one
        "standing_key": ORDER.index(line.standing),
        "seats": f"{seats.free}/{seats.headcount or '？'}",
        "seats_key": seats.free,
        "pay": line.pay,
        "valid_until": str(line.valid_until or ""),
        "verified": line.verified_by,
        "place": line.place,
        "state": line.standing,
        "kind": line.kind,
        "employer_uid": line.employer_uid,
        "how": line.verified_how if line.verified_by else UNKNOWN,
    }
