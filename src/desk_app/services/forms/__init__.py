"""表册: what forms and groups a person has and lacks, and filling them; all of it can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from desk_app.domain.actor import Actor
from desk_app.domain.changes import ChangeSet, insert, new_uid, remove, together
from desk_app.domain.clocks import Clocks
from desk_app.domain.codes import CodeLists
from desk_app.domain.entry import NotEntered, masked, read_all, shown
from desk_app.domain.errors import Refused
from desk_app.domain.fields import Field, Kind, fields_of
from desk_app.domain.forms import filling
from desk_app.domain.forms.beginning import begun
from desk_app.domain.forms.circle import Circle
from desk_app.domain.forms.kinds import Filled, FormKind, gaps
from desk_app.domain.forms.registry import FORMS
from desk_app.domain.forms.seeking import JobRegistration
from desk_app.domain.forms.standing import UnemploymentRegistration
from desk_app.domain.matching.walls import too_young
from desk_app.domain.numbering import REGISTRATION, register_no
from desk_app.domain.registration import RETIRED, retired
from desk_app.domain.retirement import Tracks
from desk_app.domain.seekers import Membership, Seeker
from desk_app.domain.service_log import ServiceEntry
from desk_app.services.forms.groups import GroupLine, Groups, Member, group_lines
from desk_app.services.forms.printing import Papers
from desk_app.services.forms.reading import circle_of, form_of, forms_of, kind_of
from desk_app.storage.database import Database
from desk_app.storage.repository import Reader
from desk_app.storage.unit_of_work import UnitOfWork

__all__ = ["FormLine", "FormView", "Forms", "FormsFile", "GroupLine", "Member", "Saved", "draft_key"]

_SEEKING = "seeking"  # the one form that is everybody's
_AT_WORK = ("in_post", "stable", "hired")


def draft_key(kind: str, seeker_uid: str, uid: str = "") -> str:
    """The name under which a clerk's unsaved form of a person ("" = a new one) is kept."""
    return f"forms/{kind}/{seeker_uid}/{uid or 'new'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLine:
    """A form that a person has (uid) or should have (uid ""): what is missing, what falls due, whether it has ended."""

    kind: str
    title: str
    uid: str
    day: str  # from when it counts
    gaps: tuple[str, ...]
    due: str  # in words: 有效期至 2027-05-23
    late: bool
    ended: str  # in words: 2026-11-24 注销（被录用）
    end_word: str  # the verb with which it can be ended, "" where it cannot


@dataclass(frozen=True, slots=True, kw_only=True)
class FormsFile:
    """The forms of a person, those that can be begun (name and title), and the groups with their days."""

    uid: str
    name: str
    forms: tuple[FormLine, ...]
    may_begin: tuple[tuple[str, str], ...]
    groups: tuple[GroupLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormView:
    """One form to be read or edited: what stands in it as typed words, and what the office knows of the person."""

    kind: FormKind
    uid: str  # "" for a new one, which is filled as far as the office knows
    name: str
    about: tuple[tuple[str, str], ...]  # label and masked value
    values: Mapping[str, str]
    raw: Mapping[str, str]  # what a list said, by field, where that could not be taken over
    gaps: tuple[str, ...]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What was saved, in words, and what the clerk should know."""

    uid: str
    sentence: str
    notices: tuple[str, ...] = ()


class Forms:
    """表册."""

    def __init__(self, database: Database, codes: CodeLists, clocks: Clocks, tracks: Tracks) -> None:
        self._database = database
        self._codes = codes
        self._clocks = clocks
        self._tracks = tracks
        self.groups = Groups(database, codes)
        self.papers = Papers(database, codes, clocks)

    def of(self, actor: Actor, seeker_uid: str) -> FormsFile:
        """What forms a person has and lacks, newest first in each kind. Raises Refused where nobody has this uid."""

        def work(read: Reader) -> FormsFile:
            person = read.one(Seeker, seeker_uid)
            memberships = read.all(Membership, seeker_uid=seeker_uid)
            own = [one.group for one in memberships if one.holds_on(actor.today())]
            lines: list[FormLine] = []
            may_begin: list[tuple[str, str]] = []
            for kind in FORMS.values():
                filled = forms_of(read, kind, seeker_uid)
                lines += [self._line(kind, one, person, actor) for one in reversed(filled)]
                if all(kind.ended(one.record) for one in filled) and (kind.several or not filled):
                    may_begin.append((kind.name, kind.title))
                    if kind.is_for(own) or (kind.name == _SEEKING and not filled):
                        lines.append(_lacking(kind))
            return FormsFile(
                uid=seeker_uid,
                name=person.name,
                forms=tuple(sorted(lines, key=lambda one: bool(one.ended))),
                may_begin=tuple(may_begin),
                groups=group_lines(memberships, actor.today(), self._codes),
            )

        return self._database.read(work)

    def one(self, actor: Actor, kind_name: str, seeker_uid: str, uid: str = "") -> FormView:
        """One form, or ("") a new one with what the office knows already."""

        def work(read: Reader) -> FormView:
            kind, person = kind_of(kind_name), read.one(Seeker, seeker_uid)
            filled = form_of(read, kind, uid) if uid else begun(kind, circle_of(read, actor, person), self._clocks)
            own = fields_of(Seeker)
            about = [(own[name], getattr(person, name)) for row in kind.about for name in row]
            return FormView(
                kind=kind,
                uid=uid,
                name=person.name,
                about=tuple((field.label, masked(field, value, self._codes)) for field, value in about),
                values={name: self._words(f, filled.value(name)) for name, f in kind.fields.items()},
                raw={name: text for name, text in filled.record.raw.items() if not filled.value(name)},
                gaps=tuple(field.label for field in gaps(kind, filled, person)),
                notices=self._notices(kind, person, actor),
            )

        return self._database.read(work)

    def save(self, actor: Actor, kind_name: str, seeker_uid: str, uid: str, typed: Mapping[str, str]) -> Saved:
        """Take over what was typed into a form, or ("") begin one; fields that were not typed stay.

        What follows from it is written with it: the group of the registered unemployed, the end of that registration
        by work, the wishes of the person by which posts are found, the line of the service log. Raises NotEntered
        with a sentence for each field that is wrong; nothing is written then.
        """

        def work(unit: UnitOfWork) -> Saved:
            kind, person = kind_of(kind_name), unit.one(Seeker, seeker_uid)
            circle = circle_of(unit, actor, person)
            known = form_of(unit, kind, uid) if uid else None
            before = known or begun(kind, circle, self._clocks)
            values, errors = read_all(kind.fields, typed, self._codes, actor.today())
            after = filling.with_values(kind, before, values)
            errors = {**filling.faults(kind, after, circle), **errors, **_under_age(kind, person, actor)}
            if errors:
                raise NotEntered(errors)
            unit.keep_draft(draft_key(kind.name, seeker_uid, uid), {})
            if known is None and isinstance(after.record, JobRegistration):
                after = Filled(replace(after.record, number=_number(unit)), after.rows)
            record, more = filling.followed(after, circle)
            after = Filled(record, after.rows)
            unit.why = f"{'修改' if known else '登记'}{person.name}的{kind.title}"
            own = filling.changes(known, after)
            unit.apply(own + more + (ChangeSet() if known else _logged(unit, kind, seeker_uid)))
            missing = tuple(field.label for field in gaps(kind, after, person))
            notices = self._notices(kind, person, actor)
            if missing:
                notices += (f"还缺：{'、'.join(missing)}。",)
            if kind.name == "employment" and not kind.ended(after.record) and person.state not in _AT_WORK:
                notices += (f"就业状态现在是“{self._codes['seeker_state'].label(person.state)}”，请核对。",)
            return Saved(uid=after.record.uid, sentence=f"已{unit.why}。" if own else "没有改动。", notices=notices)

        return self._database.write(actor, "保存表册", work)[0]

    def end(self, actor: Actor, kind_name: str, uid: str, typed: Mapping[str, str]) -> Saved:
        """End a form (归档, 注销, 终止) on a day for a reason: `typed` has ended_on and end_reason.

        Raises NotEntered where the day or the reason is wrong or missing.
        """

        def work(unit: UnitOfWork) -> Saved:
            kind = kind_of(kind_name)
            known = form_of(unit, kind, uid)
            if not kind.ends or kind.ended(known.record):
                raise Refused("cannot_end", f"这份{kind.title}不用再{kind.end_word or '终止'}，请刷新。")
            fields = {name: fields_of(kind.record)[name] for name in ("ended_on", "end_reason")}
            values, errors = read_all(fields, typed, self._codes, actor.today())
            for name, field in fields.items():
                if not values.get(name) and name not in errors:
                    errors[name] = f"请填“{field.label}”。"
            person = unit.one(Seeker, known.record.seeker_uid)
            circle = circle_of(unit, actor, person)
            if not errors:
                errors = self._end_faults(kind, known, values, circle)
            if errors:
                raise NotEntered(errors)
            after = Filled(replace(known.record, **values), known.rows)
            return self._written(unit, kind, known, after, circle, kind.end_word)

        return self._database.write(actor, "终止表册", work)[0]

    def reopen(self, actor: Actor, kind_name: str, uid: str) -> Saved:
        """Take back an end that was a mistake. Raises NotEntered where another form of the kind runs by now."""

        def work(unit: UnitOfWork) -> Saved:
            kind = kind_of(kind_name)
            known = form_of(unit, kind, uid)
            circle = circle_of(unit, actor, unit.one(Seeker, known.record.seeker_uid))
            after = Filled(replace(known.record, ended_on=None, end_reason=""), known.rows)
            errors = filling.faults(kind, after, circle)
            if errors:
                raise NotEntered(errors)
            return self._written(unit, kind, known, after, circle, "恢复")

        return self._database.write(actor, "恢复表册", work)[0]

    def remove(self, actor: Actor, kind_name: str, uid: str) -> Saved:
        """Take a form that was entered by mistake out of the file; the history keeps it."""

        def work(unit: UnitOfWork) -> Saved:
            kind = kind_of(kind_name)
            known = form_of(unit, kind, uid)
            person = unit.one(Seeker, known.record.seeker_uid)
            gone = [remove(line) for lines in known.rows.values() for line in lines]
            gone.append(remove(known.record))
            if isinstance(known.record, UnemploymentRegistration):
                gone += [remove(one) for one in unit.all(Membership, uid=known.record.membership_uid)]
            unit.why = f"删除{person.name}的{kind.title}"
            unit.apply(together(gone))
            return Saved(uid=uid, sentence=f"已{unit.why}。")

        return self._database.write(actor, "删除表册", work)[0]

    def _written(
        self, unit: UnitOfWork, kind: FormKind, known: Filled, after: Filled, circle: Circle, verb: str
    ) -> Saved:
        record, more = filling.followed(after, circle)
        unit.why = f"{verb}{circle.person.name}的{kind.title}"
        unit.apply(filling.changes(known, Filled(record, after.rows)) + more)
        return Saved(uid=record.uid, sentence=f"已{unit.why}。")

    def _end_faults(self, kind: FormKind, known: Filled, values: Mapping[str, Any], circle: Circle) -> dict[str, str]:
        """An end is not in the future and not before the beginning."""
        ended: date = values["ended_on"]
        begin = getattr(known.record, kind.day)
        if ended > circle.today:
            return {"ended_on": "日期晚于今天，请核对。"}
        if begin and ended < begin:
            return {"ended_on": f"日期早于“{fields_of(kind.record)[kind.day].label}”（{begin}），请核对。"}
        return {}

    def _words(self, field: Field, value: Any) -> str:
        """A value as it stands in the form; of guarded entries of a list only that there is one."""
        if value and field.kind is Kind.CODE:
            return self._codes[field.codes].plain(value)
        return shown(field, value, self._codes)

    def _line(self, kind: FormKind, filled: Filled, person: Seeker, actor: Actor) -> FormLine:
        record, own = filled.record, fields_of(kind.record)
        ended = ""
        if kind.ended(record):
            why = self._words(own["end_reason"], record.end_reason)
            ended = f"{record.ended_on} {kind.end_word}" + (f"（{why}）" if why else "")
        due = filling.due(record, self._clocks)
        return FormLine(
            kind=kind.name,
            title=kind.title,
            uid=record.uid,
            day=shown(own[kind.day], getattr(record, kind.day), self._codes) if kind.day else "",
            gaps=tuple(field.label for field in gaps(kind, filled, person)) if not ended else (),
            due=f"{due[1]} {due[0]}" if due else "",
            late=bool(due and due[0] < actor.today()),
            ended=ended,
            end_word=kind.end_word if kind.ends and not ended else "",
        )

    def _notices(self, kind: FormKind, person: Seeker, actor: Actor) -> tuple[str, ...]:
        registers = kind.name in ("unemployment", "employment")
        return (RETIRED,) if registers and retired(person, actor.today(), self._tracks) else ()


def _lacking(kind: FormKind) -> FormLine:
    return FormLine(
        kind=kind.name, title=kind.title, uid="", day="", gaps=(), due="", late=False, ended="", end_word=""
    )


def _under_age(kind: FormKind, person: Seeker, actor: Actor) -> dict[str, str]:
    """Nobody under 16 is registered as a job seeker, unemployed or at work (禁止使用童工规定 art. 2, 4)."""
    wall = too_young(person, actor.today()) if kind.log else None
    return {next(iter(kind.fields)): f"{wall.sentence}（{wall.law}）"} if wall else {}


def _number(unit: UnitOfWork) -> str:
    year, desk = unit.actor.today().year, unit.actor.desk
    return register_no(REGISTRATION, year, desk, unit.numbers("registration_no", year)[0])


def _logged(unit: UnitOfWork, kind: FormKind, seeker_uid: str) -> ChangeSet:
    """The line of the service log for a registration, once a day: it is a service of its own (条例 art. 33)."""
    actor = unit.actor
    today = actor.today().isoformat()
    done = unit.all(ServiceEntry, seeker_uid=seeker_uid, kind=kind.log) if kind.log else ()
    if not kind.log or any(one.at.startswith(today) for one in done):
        return ChangeSet()
    return insert(
        ServiceEntry(
            uid=new_uid(), seeker_uid=seeker_uid, kind=kind.log, how="window", at=actor.moment(), by=actor.name
        )
    )
