"""改天再办 (snooze): that something due is put off to a named day, by whom and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from desk_app.domain.actor import Actor
from desk_app.domain.changes import ChangeSet, insert, new_uid, together, update
from desk_app.domain.errors import Refused
from desk_app.domain.fields import Extra, Raw, Uid, day, moment, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Snooze:
    """One postponement. It moves a line of today's work to a later day and is shown there; it never hides it."""

    uid: Uid
    subject: Annotated[str, text("事项")] = ""  # uid of the record that the line of work is about
    until: Annotated[date | None, day("改到")] = None
    reason: Annotated[str, text("原因")] = ""
    by: Annotated[str, text("经办人")] = ""
    at: Annotated[str, moment("时间")] = ""
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)


def put_off(subject: str, earlier: tuple[Snooze, ...], until: date, reason: str, actor: Actor) -> ChangeSet:
    """Put something off; an earlier postponement of the same thing is changed. Raises Refused without reason or day."""
    if not reason.strip():
        raise Refused("reason_missing", "改天再办要写明原因。")
    if until <= actor.today():
        raise Refused("wrong_day", "改天再办的日期应在今天之后。")
    new = {"until": until, "reason": reason.strip(), "by": actor.name, "at": actor.moment()}
    if earlier:
        return together(update(one, **new) for one in earlier[:1])
    return insert(Snooze(uid=new_uid(), subject=subject, **new))  # type: ignore[arg-type]  # a mapping of mixed values
