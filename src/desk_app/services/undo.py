"""撤销: taking back what was done, act by act, from the history lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from desk_app.domain.actor import Actor, Role
from desk_app.domain.acts import KEPT_NOUNS, REMEMBERED, changed_since, offer, record_words, stays, used_since
from desk_app.domain.errors import Refused
from desk_app.domain.seekers import Seeker
from desk_app.storage.acts import Act, Hindered
from desk_app.storage.database import Database
from desk_app.storage.repository import Reader
from desk_app.storage.unit_of_work import UnitOfWork

_UNDO, _REDO = "撤销：", "重做："
_NAMED = 3  # records named in a refusal; of the rest the number is said


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One act that may be taken back: its uid, when it was done (ISO 8601), and the sentence of the list."""

    uid: str
    at: str
    sentence: str


class Undo:
    """撤销与重做: what the clerk did today, last first; it survives a restart because it is read from the history."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def last(self, actor: Actor) -> str:
        """What Ctrl+Z would take back, in words; "" if there is nothing."""

        def work(read: Reader) -> str:
            act, kept = _to_undo(read, actor)
            return offer(act.why, [one.why for one in kept]) if act else ""

        return self._database.read(work)

    def acts(self, actor: Actor) -> tuple[Offer, ...]:
        """All that may still be taken back today, newest first; each undo takes the first of them."""

        def work(read: Reader) -> tuple[Offer, ...]:
            zone = actor.clock.now().tzinfo
            return tuple(
                Offer(
                    uid=act.uid,
                    at=datetime.fromtimestamp(act.at_ms / 1000, zone).isoformat(timespec="seconds"),
                    sentence=act.why,
                )
                for act, words in _standing(read, actor)
                if not words
            )

        return self._database.read(work)

    def last_undone(self, actor: Actor) -> str:
        """What Ctrl+Y would do again, in words; "" if there is nothing."""

        def work(read: Reader) -> str:
            act = _to_redo(read, actor)
            return _words(_REDO, act) if act else ""

        return self._database.read(work)

    def undo(self, actor: Actor, act: str = "") -> str:
        """Take back the clerk's last act, or the one named by its uid (an import: the uid of its batch).

        Returns what was done, in words. Raises Refused where there is nothing to take back, where it must stay, or
        where a record was changed since, naming it; then nothing was changed.
        """

        def work(unit: UnitOfWork) -> str:
            found, kept = (_named(unit, actor, act), []) if act else _to_undo(unit, actor)
            if found is None:
                raise Refused("nothing_to_undo", _nothing(unit, kept))
            _take_back(unit, found, _UNDO, kept)
            passed = "".join(f"“{one.why}”没有撤销：{_stays(unit, one)}。" for one in kept[:1])
            return f"已{unit.why}。{passed}"

        return self._database.write(actor, "撤销", work)[0]

    def redo(self, actor: Actor) -> str:
        """Do again what was taken back last; nothing new may have been done since. Raises Refused like `undo`."""

        def work(unit: UnitOfWork) -> str:
            found = _to_redo(unit, actor)
            if found is None:
                raise Refused("nothing_to_redo", "没有可以重做的操作。")
            _take_back(unit, found, _REDO)
            return f"已{unit.why}。"

        return self._database.write(actor, "重做", work)[0]


def _today(read: Reader, actor: Actor) -> Iterator[Act]:
    """The clerk's acts of today, newest first."""
    midnight = datetime.combine(actor.today(), time.min, actor.clock.now().tzinfo)
    return (act for act in read.acts(midnight) if act.by == actor.name)


def _standing(read: Reader, actor: Actor) -> Iterator[tuple[Act, str]]:
    """The acts of today that stand, newest first, each with the words why it must stay ("" = it may be taken back)."""
    taken_back: set[str] = set()
    seen = 0
    for act in _today(read, actor):
        if act.uid in taken_back:
            continue
        if act.undoes:
            # An undo takes its act off the list; a redo takes the undo off, so that the act counts again.
            taken_back.add(act.undoes)
            continue
        seen += 1
        if seen > REMEMBERED:
            return
        yield act, _stays(read, act)


def _to_undo(read: Reader, actor: Actor) -> tuple[Act | None, list[Act]]:
    """The newest act that stands and may be taken back, and the newer ones that must stay."""
    kept: list[Act] = []
    for act, words in _standing(read, actor):
        if not words:
            return act, kept
        kept.append(act)
    return None, kept


def _to_redo(read: Reader, actor: Actor) -> Act | None:
    """The newest undo that stands, if nothing new was done after it."""
    taken_back: set[str] = set()
    for act in _today(read, actor):
        if act.uid in taken_back:
            continue
        if not act.undoes:
            return None
        if not read.is_undo(act.undoes):
            return act
        taken_back.add(act.undoes)
    return None


def _named(read: Reader, actor: Actor, uid: str) -> Act:
    act = read.act(uid)
    if act is None:
        raise Refused("no_such_act", "没有找到这次操作的记录，没有撤销。")
    if act.by != actor.name and actor.role != Role.SUPERVISOR:
        raise Refused("not_allowed", f"这是{act.by}做的，请本人或主管来撤销。")
    if words := _stays(read, act):
        raise Refused("cannot_undo", f"“{act.why}”没有撤销：{words}。")
    return act


def _stays(read: Reader, act: Act) -> str:
    return stays(read.touched(act.uid, KEPT_NOUNS))


def _nothing(read: Reader, kept: list[Act]) -> str:
    if kept:
        return f"“{kept[0].why}”不能撤销：{_stays(read, kept[0])}。今天没有别的可以撤销的操作。"
    return "今天还没有可以撤销的操作。"


def _take_back(unit: UnitOfWork, act: Act, verb: str, kept: Sequence[Act] = ()) -> None:
    unit.why = _words(verb, act)
    try:
        unit.take_back(act.uid)
    except Hindered as hindered:
        why = _words("", act)
        if not hindered.moved:
            raise Refused("used_since", used_since(why, hindered.by_noun)) from None
        words = [_record_words(unit, noun, record) for noun, record in hindered.moved[:_NAMED]]
        raise Refused("stale", changed_since(why, words, len(hindered.moved), [one.why for one in kept])) from None


def _words(verb: str, act: Act) -> str:
    return verb + act.why.removeprefix(_UNDO).removeprefix(_REDO)


def _record_words(read: Reader, noun: str, record: object) -> str:
    uid = getattr(record, "seeker_uid", "")
    person = read.first(Seeker, uid=uid) if uid else None
    return record_words(noun, record, person.name if person else "")
