"""告知与同意: that a person was told what is kept and why, and what he or she agreed to or took back.

The office keeps data by its legal duty, which needs no consent but notice (Personal Information Protection Law art. 13,
17, 35). A phone goes to an employer only with the person's own yes, which may be taken back at any time (art. 15, 23).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Annotated

from desk_app.domain.actor import Actor
from desk_app.domain.changes import new_uid
from desk_app.domain.errors import Refused
from desk_app.domain.fields import Extra, Raw, Uid, code, flag, link, moment, text
from desk_app.domain.proposals import Answer

NOTICE, PHONE = "notice", "employer_phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """告知或同意: what it is about, whether it was given or taken back, when, to whom, and where its paper is kept."""

    uid: Uid
    seeker_uid: Annotated[str, link("人员", "seekers")] = ""
    purpose: Annotated[str, code("事项", "consent_purpose", needed=True)] = ""
    given: Annotated[bool | None, flag("同意")] = None
    at: Annotated[str, moment("时间")] = ""
    by: Annotated[str, text("经办人")] = ""
    how: Annotated[str, code("方式", "how")] = ""
    paper: Annotated[str, text("纸质件存放处")] = ""
    note: Annotated[str, text("说明")] = ""
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)


def recorded(
    actor: Actor, seeker_uid: str, purpose: str, *, given: bool, how: str = "", paper: str = "", note: str = ""
) -> Consent:
    """A word of the person as brought in now. Raises Refused for a signed notice without a place of its paper."""
    if purpose == NOTICE and not paper.strip():
        raise Refused("paper_missing", "请写签了字的告知书放在哪里，例如“2026年告知书第3册”。")
    return Consent(
        uid=new_uid(),
        seeker_uid=seeker_uid,
        purpose=purpose,
        given=given,
        at=actor.moment(),
        by=actor.name,
        how=how,
        paper=paper.strip(),
        note=note.strip(),
    )


def with_later_word(answer: Answer, consents: Iterable[Consent]) -> Answer:
    """The answer with what the person said about the phone since then: a consent taken back holds from now on."""
    later = [one for one in consents if one.purpose == PHONE and _when(one.at) >= _when(answer.at)]
    if not later:
        return answer
    return replace(answer, phone_consent=max(later, key=lambda one: _when(one.at)).given)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What holds now for one matter: `given` None = never asked. `source`: where it was said."""

    purpose: str
    given: bool | None = None
    at: str = ""
    by: str = ""
    source: str = ""
    paper: str = ""


def standing(consents: Iterable[Consent], answers: Iterable[Answer]) -> tuple[Word, ...]:
    """What holds now for each matter: the newest word about it."""
    words = [
        Word(purpose=PHONE, given=one.phone_consent, at=one.at, by=one.by, source="征询岗位时")
        for one in answers
        if one.phone_consent is not None
    ]
    # What was registered on its own comes behind, so that it counts where both were said in the same second.
    words += [
        Word(purpose=one.purpose, given=one.given, at=one.at, by=one.by, source=_SOURCES[one.purpose], paper=one.paper)
        for one in consents
    ]
    newest = {word.purpose: word for word in sorted(words, key=lambda word: _when(word.at))}
    return tuple(newest.get(purpose, Word(purpose=purpose)) for purpose in (NOTICE, PHONE))


_SOURCES = {NOTICE: "签字告知书", PHONE: "单独登记"}


def _when(at: str) -> float:
    return datetime.fromisoformat(at).timestamp() if at else 0.0
