"""隐私: the notice, what persons agreed to, the list for a village helper, the register of what left the office."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desk_app import resources
from desk_app.domain.actor import Actor
from desk_app.domain.changes import insert, new_uid
from desk_app.domain.codes import CodeLists
from desk_app.domain.errors import Refused
from desk_app.domain.fields import fields_of
from desk_app.domain.office import Export, Office
from desk_app.domain.privacy.consents import NOTICE, PHONE, recorded
from desk_app.domain.privacy.exports import HELPER_PAPER, HELPER_SHEET, Gone, found, of_export
from desk_app.domain.privacy.helper_list import (
    HelperList,
    helper_list,
    helper_paper,
    helper_table,
    may_hand_out,
    read_rules,
)
from desk_app.domain.privacy.notice import notice_paper
from desk_app.domain.privacy.recipients import VILLAGE, Recipient
from desk_app.domain.seekers import Seeker
from desk_app.spreadsheets.writer import book
from desk_app.storage.database import Database
from desk_app.storage.files import staged
from desk_app.storage.repository import Reader
from desk_app.storage.unit_of_work import UnitOfWork

__all__ = ["Asked", "Choice", "Privacy", "Written"]


_FIELDS = fields_of(Seeker)
_REMEMBERED = 5000
"""Prints that are listed; older ones are in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a list for a village helper shall hold. `seekers` None: all of the village who are to be checked on."""

    village: str
    seekers: tuple[str, ...] | None = None
    questions: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What may be asked for: villages with how many persons each has, and the questions with their words."""

    villages: tuple[tuple[str, int], ...]
    questions: tuple[tuple[str, str], ...]
    usual: tuple[str, ...]
    why: str  # what such lists are for


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file that was handed out."""

    file: str
    persons: int
    sentence: str


class Privacy:
    """隐私."""

    def __init__(self, database: Database, codes: CodeLists) -> None:
        self._database = database
        self._codes = codes
        self._rules = read_rules(resources.policy("helper_list"))

    # The list for a village helper

    def choice(self, actor: Actor, seekers: Sequence[str] | None = None) -> Choice:
        """Of which villages a list can be made: of these persons, or (None) of all who are to be checked on."""

        def work(read: Reader) -> Choice:
            if seekers is None:
                states = set(self._rules.states)
                of = [village for village, state in read.values(Seeker, "village", "state") if state in states]
            else:
                of = [one.village for one in read.among(Seeker, "uid", seekers)]
            counted = Counter(filter(None, of))
            return Choice(
                villages=tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))),
                questions=tuple((name, _FIELDS[name].label) for name in self._rules.questions),
                usual=self._rules.usual,
                why=self._helper.why,
            )

        return self._database.read(work)

    def helper_list(self, actor: Actor, asked: Asked) -> HelperList:
        """The list as it would be handed out. Raises Refused where nobody stands on it, or too many for a clerk."""
        made = self._database.read(
            lambda read: helper_list(
                asked.village,
                self._persons(read, asked),
                asked.questions or self._rules.usual,
                self._helper,
                self._codes,
            )
        )
        may_hand_out(actor, made.persons, self._rules)
        return made

    def write_helper_list(self, actor: Actor, asked: Asked, out: Path) -> Written:
        """Write the list as a sheet and register that it left. Raises Refused like `helper_list`."""
        made = self.helper_list(actor, asked)
        content = book([helper_table(made, self._office_name(), actor.today())])
        with staged(out, content):
            self._register(actor, HELPER_SHEET, out.name, made.persons, f"{made.village}协管员", asked.reason, content)
        return Written(
            file=str(out), persons=made.persons, sentence=f"已写好{made.village} {made.persons} 人的名单：{out.name}。"
        )

    def helper_pdf(self, actor: Actor, asked: Asked) -> bytes:
        """The list as a paper; `helper_list_printed` registers that it was printed."""
        from desk_app.documents.paper import draw  # drawing is only needed here

        made, office = self.helper_list(actor, asked), self._office_name()
        return draw(helper_paper(made, office, actor.today()), office, actor.clock.now())

    def helper_list_printed(self, actor: Actor, asked: Asked) -> None:
        """Register that the paper was printed or kept as a file."""
        made = self.helper_list(actor, asked)
        name = f"{made.village}求职人员核实名单"
        self._register(actor, HELPER_PAPER, name, made.persons, f"{made.village}协管员", asked.reason)

    @property
    def _helper(self) -> Recipient:
        return resources.recipients()[VILLAGE]

    def _persons(self, read: Reader, asked: Asked) -> tuple[Seeker, ...]:
        if asked.seekers is not None:
            return read.among(Seeker, "uid", asked.seekers)
        return tuple(one for one in read.all(Seeker, village=asked.village) if one.state in self._rules.states)

    # Notice and consent

    def record_notice(self, actor: Actor, seeker: str, paper: str) -> str:
        """Register that the person signed the notice, and where the paper is kept; returns what was done, in words."""
        return self._record(actor, seeker, NOTICE, given=True, paper=paper, words="登记{}已签告知书")

    def record_phone_consent(
        self, actor: Actor, seeker: str, *, given: bool, how: str = "window", note: str = ""
    ) -> str:
        """Register that the person agrees to give the phone to employers, or takes it back.

        What was taken back goes into no letter from then on; letters that are out stay as they are.
        """
        words = "登记{}同意把电话提供给用人单位" if given else "登记{}撤回同意：不再把电话提供给用人单位"
        return self._record(actor, seeker, PHONE, given=given, how=how, note=note, words=words)

    def _record(
        self,
        actor: Actor,
        seeker: str,
        purpose: str,
        *,
        given: bool,
        words: str,
        how: str = "window",
        paper: str = "",
        note: str = "",
    ) -> str:
        def work(unit: UnitOfWork) -> str:
            person = unit.one(Seeker, seeker)
            unit.why = words.format(person.name)
            unit.apply(insert(recorded(actor, seeker, purpose, given=given, how=how, paper=paper, note=note)))
            return f"已{unit.why}。"

        return self._database.write(actor, "登记告知与同意", work)[0]

    def notice_pdf(self, actor: Actor, seeker: str | None) -> bytes:
        """The 个人信息收集告知书 for a person, or a blank one (None), to be signed."""
        from desk_app.documents.paper import draw

        def work(read: Reader) -> tuple[Office, Seeker | None]:
            return _office(read), read.one(Seeker, seeker) if seeker else None

        office, person = self._database.read(work)
        return draw(notice_paper(resources.notice_text(), office, person), office.name, actor.clock.now())

    # What left the office

    def gone(self, actor: Actor, typed: str = "") -> tuple[Gone, ...]:
        """The register of files and papers that left, newest first; `typed`: words that must all occur."""

        def work(read: Reader) -> tuple[Gone, ...]:
            return (*map(of_export, read.all(Export)), *read.given_out(_REMEMBERED))

        return found(self._database.read(work), typed)

    def _register(
        self, actor: Actor, kind: str, name: str, persons: int, recipient: str, reason: str, content: bytes = b""
    ) -> None:
        export = Export(
            uid=new_uid(),
            kind=kind,
            file=name,
            at=actor.moment(),
            by=actor.name,
            persons=persons,
            recipient=recipient,
            reason=reason.strip() or resources.recipients()[VILLAGE].why,
            encrypted=False,
            sha256=hashlib.sha256(content).hexdigest() if content else "",
        )

        self._database.write(actor, f"交出{recipient}名单", lambda unit: unit.apply(insert(export)))

    def _office_name(self) -> str:
        return self._database.read(_office).name


def _office(read: Reader) -> Office:
    office = read.first(Office)
    if office is None:
        raise Refused("no_office", "还没有建立机构。")
    return office
