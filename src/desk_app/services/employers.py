"""用人单位: one employer with its posts, entering and changing, and stopping recommendations to it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from desk_app import resources
from desk_app.domain.actor import Actor
from desk_app.domain.changes import insert, update
from desk_app.domain.clocks import Clocks
from desk_app.domain.codes import CodeLists
from desk_app.domain.employers import Employer
from desk_app.domain.entry import NotEntered
from desk_app.domain.errors import Refused
from desk_app.domain.fields import gaps
from desk_app.domain.intake.names import normal_employer
from desk_app.domain.intake.words import IntakeWords
from desk_app.domain.office import Office
from desk_app.domain.person_file import Event
from desk_app.domain.post_file import events, seats
from desk_app.domain.posts import Post, standing
from desk_app.domain.referrals import Letter
from desk_app.domain.vacancies import Circumstances, circumstances, filed
from desk_app.storage.database import Database
from desk_app.storage.repository import Reader
from desk_app.storage.unit_of_work import UnitOfWork

R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerLine:
    """An employer as one line: who it is and what it offers."""

    uid: str
    name: str
    credit_code: str
    contact: str
    phone: str
    blocked_reason: str
    posts: int  # that are not withdrawn
    open: int  # posts that take people today
    free: int  # seats of these
    hired: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerFile:
    """One employer as the page shows it."""

    employer: Employer
    line: EmployerLine
    posts: tuple[tuple[str, str, str, str], ...]  # uid, title, seats in words, code of the state today
    missing: tuple[str, ...]  # labels of facts that are not known yet
    letters: int  # that went out to it
    events: tuple[Event, ...]


class Employers:
    """用人单位."""

    def __init__(self, database: Database, codes: CodeLists, clocks: Clocks) -> None:
        self._database = database
        self._codes = codes
        self._clocks = clocks

    def lines(self, actor: Actor) -> tuple[EmployerLine, ...]:
        """All employers with their counts, in the order of their making."""

        def work(read: Reader) -> tuple[Rows, Rows, Mapping[str, list[str]]]:
            return read.values(Employer, *_SHOWN), read.values(Post, *_COUNTED), _letter_states(read)

        firms, posts, states = self._database.read(work)
        return _lines(_records(Employer, _SHOWN, firms), _records(Post, _COUNTED, posts), states, actor)

    def names(self) -> tuple[str, ...]:
        """The names of all employers: what a form offers while one is typed."""
        return self._database.read(lambda read: tuple(str(name) for (name,) in read.values(Employer, "name") if name))

    def file(self, actor: Actor, uid: str) -> EmployerFile:
        """One employer with its posts and history. Raises Refused where there is none."""

        def work(read: Reader) -> EmployerFile:
            employer, posts = _employer(read, uid), read.all(Post, employer_uid=uid)
            states = _letter_states(read, uid)
            return EmployerFile(
                employer=employer,
                line=_lines((employer,), posts, states, actor)[0],
                posts=tuple(_post_words(post, states.get(post.uid, ()), actor) for post in posts),
                missing=tuple(field.label for field in gaps(employer)),
                letters=sum(state != "void" for of_post in states.values() for state in of_post),
                events=events(read.traces(actor.clock.now(), uid), self._codes, Employer),
            )

        return self._database.read(work)

    def circumstances(self, actor: Actor) -> Circumstances:
        """By what an entry is judged, also while it is typed."""
        words = resources.intake_words()
        return self._database.read(lambda read: self._circumstances(read, actor, words))

    def save(self, actor: Actor, uid: str | None, typed: Mapping[str, str]) -> str:
        """Keep a new employer (`uid` None) or a changed one, from what was typed by field; returns its uid.

        Raises NotEntered with a sentence for each field; `same` is the employer who has the code or the name already.
        """
        words = resources.intake_words()

        def work(unit: UnitOfWork) -> str:
            before = _employer(unit, uid) if uid else None
            found = filed(before, typed, self._circumstances(unit, actor, words))
            errors, same = dict(found.errors), None
            if not errors:
                same, errors = _known(unit, found.employer)
            if errors:
                raise NotEntered(errors, same.uid if same else "")
            employer = found.employer
            unit.why = f"{'修改' if before else '新增'}单位{employer.name}"
            names = employer.__dataclass_fields__
            unit.apply(
                update(before, **{name: getattr(employer, name) for name in names}) if before else insert(employer)
            )
            unit.keep_draft(f"employers/{uid or 'new'}", {})
            return employer.uid

        return self._database.write(actor, "登记单位", work)[0]

    def block(self, actor: Actor, uid: str, reason: str) -> None:
        """Recommend nobody to this employer any more. Raises Refused without a reason."""
        if not reason.strip():
            raise Refused("reason_missing", "停止推荐要写明原因，例如：拖欠工资、收取押金。")
        self._mark(actor, uid, reason.strip(), "停止推荐到")

    def unblock(self, actor: Actor, uid: str) -> None:
        """Recommend people to this employer again."""
        self._mark(actor, uid, "", "恢复推荐到")

    def _mark(self, actor: Actor, uid: str, reason: str, verb: str) -> None:
        def work(unit: UnitOfWork) -> None:
            employer = _employer(unit, uid)
            unit.why = f"{verb}{employer.name}"
            unit.apply(update(employer, blocked_reason=reason))

        self._database.write(actor, verb, work)

    def _circumstances(self, read: Reader, actor: Actor, words: IntakeWords) -> Circumstances:
        return circumstances(read.first(Office), actor.today(), self._codes, words, self._clocks.post_valid_days)


def _employer(read: Reader, uid: str) -> Employer:
    employer = read.first(Employer, uid=uid)
    if employer is None:
        raise Refused("no_such_employer", "这个单位已经不在了，请刷新。")
    return employer


def _letter_states(read: Reader, employer: str | None = None) -> Mapping[str, list[str]]:
    """The states of the letters of each post; `employer`: only of this one's."""
    states: dict[str, list[str]] = defaultdict(list)
    only = {} if employer is None else {"employer_uid": employer}
    for post_uid, state in read.values(Letter, "post_uid", "state", **only):
        states[post_uid].append(state)
    return states


Rows = list[tuple[Any, ...]]
_SHOWN = ("uid", "name", "credit_code", "contact", "phone", "blocked_reason")
_COUNTED = ("uid", "employer_uid", "headcount", "valid_until", "state")
"""What the list needs of an employer and of a post: only these are read of all."""


def _records(record_type: type[R], names: tuple[str, ...], rows: Rows) -> Iterator[R]:
    """Records of which only these attributes are known."""
    return (record_type(**{n: v for n, v in zip(names, row, strict=True) if v is not None}) for row in rows)


def _lines(
    employers: Iterable[Employer], posts: Iterable[Post], states: Mapping[str, list[str]], actor: Actor
) -> tuple[EmployerLine, ...]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for post in posts:
        taken, count = seats(post, states.get(post.uid, ())), counts[post.employer_uid]
        now = standing(post, taken.free, actor.today())
        count["posts"] += now != "withdrawn"
        count["open"] += now == "open"
        count["free"] += taken.free if now == "open" else 0
        count["hired"] += taken.hired
    return tuple(
        EmployerLine(
            uid=one.uid,
            name=one.name,
            credit_code=one.credit_code,
            contact=one.contact,
            phone=one.phone,
            blocked_reason=one.blocked_reason,
            posts=counts[one.uid]["posts"],
            open=counts[one.uid]["open"],
            free=counts[one.uid]["free"],
            hired=counts[one.uid]["hired"],
        )
        for one in employers
    )


def _post_words(post: Post, states: Sequence[str], actor: Actor) -> tuple[str, str, str, str]:
    taken = seats(post, states)
    return post.uid, post.title, taken.sentence(), standing(post, taken.free, actor.today())


def _known(read: Reader, employer: Employer) -> tuple[Employer | None, dict[str, str]]:
    """Another employer with the same code, or with the same name and no code that tells them apart."""
    for one in read.all(Employer):
        if one.uid == employer.uid:
            continue
        if employer.credit_code and one.credit_code == employer.credit_code:
            return one, {"credit_code": f"“{one.name}”已用这个信用代码登记，请打开它修改。"}
        apart = employer.credit_code and one.credit_code
        if normal_employer(one.name) == normal_employer(employer.name) and not apart:
            return one, {"name": "已经登记了同名的单位，请打开它修改；确是两家的，请填各自的信用代码。"}
    return None, {}
