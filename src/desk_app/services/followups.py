"""到岗、回访、改天再办: recording what was learned after a hire, and putting things off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from desk_app.domain import visits
from desk_app.domain.actor import Actor
from desk_app.domain.changes import ChangeSet
from desk_app.domain.clocks import Clocks
from desk_app.domain.codes import CodeLists
from desk_app.domain.errors import Refused
from desk_app.domain.followups import FollowUp
from desk_app.domain.referrals import Letter
from desk_app.domain.seekers import Seeker
from desk_app.domain.service_log import ServiceEntry
from desk_app.domain.snoozes import Snooze, put_off
from desk_app.storage.database import Database
from desk_app.storage.repository import Reader
from desk_app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What was recorded, in words; `may_be_lost`: the tries suffice to note 失联 (`mark_lost`)."""

    sentence: str
    seeker_uid: str
    may_be_lost: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A hire with all that is known of it."""

    letter: Letter
    seeker: Seeker
    visits: tuple[FollowUp, ...]


class FollowUps:
    """到岗与回访."""

    def __init__(self, database: Database, codes: CodeLists, clocks: Clocks) -> None:
        self._database = database
        self._codes = codes
        self._clocks = clocks

    def started(self, actor: Actor, letter_uid: str, on: date | None = None) -> Noted:
        """Record that somebody who was hired came to work, today or on that day."""

        def work(unit: UnitOfWork) -> Noted:
            case = _case(unit, letter_uid)
            changes = visits.started(case.letter, case.seeker, case.visits, on or actor.today(), actor)
            return self._note(unit, case.seeker, "到岗", changes)

        return self._write(actor, work)

    def in_post(self, actor: Actor, visit_uid: str, how: str = "phone") -> Noted:
        """Record that the person was found in post; after the last visit that is 稳定就业."""

        def work(unit: UnitOfWork) -> Noted:
            visit = unit.one(FollowUp, visit_uid)
            case = _case(unit, visit.letter_uid)
            changes = visits.in_post(visit, case.seeker, case.visits, self._how(how), actor, self._clocks)
            stable = any(c.after.state == "stable" for c in changes.changes if isinstance(c.after, Seeker))
            words = f"满 {visit.after_days} 天在岗" + ("，稳定就业" if stable else "")
            return self._note(unit, case.seeker, words, changes)

        return self._write(actor, work)

    def left(self, actor: Actor, letter_uid: str, reason: str, *, on: date | None = None, how: str = "phone") -> Noted:
        """Record that somebody left the post or never came, with the reason; he or she waits again."""
        found = self._codes["leave_reason"].find(reason)
        if found is None:
            known = "、".join(one.label for one in self._codes["leave_reason"].offered)
            raise Refused("wrong_reason", f"请写明离岗原因，可选：{known}。")

        def work(unit: UnitOfWork) -> Noted:
            case = _case(unit, letter_uid)
            day = on or actor.today()
            changes = visits.left(case.letter, case.seeker, case.visits, found.code, day, self._how(how), actor)
            return self._note(unit, case.seeker, f"离岗（{found.label}）", changes)

        return self._write(actor, work)

    def not_reached(self, actor: Actor, visit_uid: str, how: str = "phone") -> Noted:
        """Record that a visit reached nobody; it stays due."""

        def work(unit: UnitOfWork) -> Noted:
            visit = unit.one(FollowUp, visit_uid)
            seeker = _seeker(unit, visit.seeker_uid)
            return self._note(unit, seeker, "回访没有联系上", visits.not_reached(visit, seeker, self._how(how), actor))

        return self._write(actor, work)

    def missed(self, actor: Actor, seeker_uid: str, how: str = "phone") -> Noted:
        """Record that a call reached nobody, whatever it was about."""

        def work(unit: UnitOfWork) -> Noted:
            seeker = _seeker(unit, seeker_uid)
            return self._note(unit, seeker, "没有联系上", visits.missed(seeker, self._how(how), actor))

        return self._write(actor, work)

    def mark_lost(self, actor: Actor, seeker_uid: str) -> Noted:
        """Note somebody as 失联. Raises Refused where the failed contacts do not suffice."""

        def work(unit: UnitOfWork) -> Noted:
            seeker = _seeker(unit, seeker_uid)
            entries = unit.all(ServiceEntry, seeker_uid=seeker_uid)
            return self._note(unit, seeker, "失联", visits.lost(seeker, entries, self._clocks))

        return self._write(actor, work)

    def snooze(self, actor: Actor, subject: str, who: str, until: date, reason: str) -> str:
        """Put a line of today's work off to a later day, with the reason; returns what was done, in words."""

        def work(unit: UnitOfWork) -> str:
            unit.why = f"{who}改到 {until:%m-%d} 再办"
            unit.apply(put_off(subject, unit.all(Snooze, subject=subject), until, reason, actor))
            return f"{unit.why}：{reason.strip()}"

        return self._database.write(actor, "改天再办", work)[0]

    def _write(self, actor: Actor, work: Callable[[UnitOfWork], Noted]) -> Noted:
        return self._database.write(actor, "登记回访", work)[0]

    def _note(self, unit: UnitOfWork, seeker: Seeker, words: str, changes: ChangeSet) -> Noted:
        unit.why = f"登记{seeker.name}{words}"
        unit.apply(changes)
        entries = unit.all(ServiceEntry, seeker_uid=seeker.uid)
        lost = seeker.state != "lost" and visits.may_be_lost(entries, self._clocks)
        return Noted(sentence=f"{seeker.name}：{words}", seeker_uid=seeker.uid, may_be_lost=lost)

    def _how(self, how: str) -> str:
        found = self._codes["how"].find(how)
        if found is None:
            raise Refused("wrong_way", "方式请选电话、窗口、走访或微信短信。")
        return found.code


def _seeker(read: Reader, uid: str) -> Seeker:
    return read.one(Seeker, uid)


def _case(read: Reader, letter_uid: str) -> _Case:
    letter = read.one(Letter, letter_uid)
    return _Case(
        letter=letter,
        seeker=_seeker(read, letter.seeker_uid),
        visits=read.all(FollowUp, letter_uid=letter_uid),
    )
