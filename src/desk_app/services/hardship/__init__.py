"""困难认定: applications, their steps, what speaks for leaving, and the papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desk_app.domain.actor import Actor
from desk_app.domain.changes import ChangeSet, insert, new_uid, together, update
from desk_app.domain.codes import CodeLists
from desk_app.domain.entry import NotEntered, shown
from desk_app.domain.errors import Refused
from desk_app.domain.fields import fields_of
from desk_app.domain.hardship import entering, steps
from desk_app.domain.hardship.policy import HardshipPolicy
from desk_app.domain.hardship.records import Certification, Family, FamilyMember
from desk_app.domain.hardship.steps import CLOSED, Case
from desk_app.domain.office import Office
from desk_app.domain.paper import Paper
from desk_app.domain.registration import RETIRED, retired
from desk_app.domain.retirement import Tracks
from desk_app.domain.seekers import Seeker
from desk_app.services.hardship.families import Families
from desk_app.services.hardship.paperwork import PAPERS, described
from desk_app.services.hardship.reading import (
    PERSONAL,
    CaseFile,
    FamilyFile,
    Leaving,
    Listed,
    MemberRow,
    case_file,
    line_of,
    listed_in,
)
from desk_app.storage.certified import cases_of, leaving_cases
from desk_app.storage.database import Database
from desk_app.storage.repository import Reader
from desk_app.storage.unit_of_work import UnitOfWork

__all__ = [
    "PAPERS",
    "CaseFile",
    "FamilyFile",
    "Hardship",
    "Leaving",
    "Listed",
    "MemberRow",
    "Outcome",
    "Saved",
    "draft_key",
]

_SELF = "本人"


def draft_key(what: str, uid: str) -> str:
    """The name under which a clerk's unsaved form is kept: `what` is the form, `uid` whose."""
    return f"hardship/{what}/{uid}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What was done, in words; `notices` are what the clerk should know besides."""

    uid: str
    sentence: str
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a step for several persons: how many took it, and of each other one why not."""

    sentence: str
    done: tuple[str, ...]  # uids
    left: tuple[tuple[str, str], ...]  # uid, sentence


class Hardship:
    """困难认定."""

    def __init__(self, database: Database, codes: CodeLists, policy: HardshipPolicy, tracks: Tracks) -> None:
        self._database = database
        self._codes = codes
        self.policy = policy
        self._tracks = tracks
        self.families = Families(database, codes, policy)

    # Reading

    def listed(self, actor: Actor) -> tuple[Listed, ...]:
        """All certifications: what is overdue first, then by due day, those that are over last."""
        return self._database.read(lambda read: listed_in(read, actor.today()))

    def leaving(self, actor: Actor) -> tuple[Leaving, ...]:
        """What speaks for ending somebody's help, one line for each reason. Nothing ends by itself."""
        today = actor.today()

        def work(read: Reader) -> tuple[Leaving, ...]:
            return tuple(
                Leaving(case=line_of(one.case.certification, one.case.seeker, None, today), proposal=proposal)
                for one in leaving_cases(read, today, self.policy, self._tracks)
                for proposal in one.proposals
            )

        return self._database.read(work)

    def file(self, actor: Actor, uid: str) -> CaseFile:
        """One certification. Raises Refused where there is none (any more)."""
        return self._database.read(
            lambda read: case_file(read, uid, actor.today(), self._codes, self.policy, self._tracks)
        )

    def place_of(self, actor: Actor, uid: str) -> tuple[str, str, str]:
        """Where a uid is shown: ("case" | "family" | "seeker", key of the line, name).

        A person with a certification under way is shown by it; one without is a "seeker" who may apply.
        """
        del actor

        def work(read: Reader) -> tuple[str, str, str]:
            seeker = read.first(Seeker, uid=uid)
            if seeker:
                open_ = [one for one in read.all(Certification, seeker_uid=uid) if one.state not in CLOSED]
                return ("case", open_[0].uid, seeker.name) if open_ else ("seeker", uid, seeker.name)
            return ("family", uid, "") if read.first(Family, uid=uid) else ("case", uid, "")

        return self._database.read(work)

    def reveal(self, actor: Actor, uid: str, field: str) -> str:
        """A masked value of the person or the application in clear; it is registered who looked at what."""

        def work(unit: UnitOfWork) -> str:
            one = unit.one(Certification, uid)
            record: Any = one if field in PERSONAL[Certification] else unit.first(Seeker, uid=one.seeker_uid)
            declared = fields_of(type(record))[field]
            unit.looked("reveal", one.seeker_uid, 1, f"查看{declared.label}")
            return shown(declared, getattr(record, field), self._codes)

        return self._database.write(actor, "查看", work)[0]

    # Writing

    def apply(self, actor: Actor, seeker_uid: str, typed: Mapping[str, str]) -> Saved:
        """申请 of a person on file. Raises NotEntered by field, Refused where one is under way already."""

        def work(unit: UnitOfWork) -> Saved:
            seeker = unit.one(Seeker, seeker_uid)
            if any(one.state not in CLOSED for one in unit.all(Certification, seeker_uid=seeker_uid)):
                raise Refused("has_one", f"{seeker.name}已经有一份没办完或有效的认定，请在名单里打开那一份。")
            family, household = _household(unit, seeker)
            empty = Certification(uid=new_uid(), seeker_uid=seeker_uid, family_uid=family)
            one = entering.application(empty, typed, self._codes, actor.today())
            applied = steps.apply(one, seeker, actor, self.policy)
            unit.keep_draft(draft_key("new", seeker_uid), {})
            unit.why = f"登记{seeker.name}的困难认定申请"
            unit.apply(household + applied)
            told = (RETIRED,) if retired(seeker, actor.today(), self._tracks) else ()
            return Saved(uid=one.uid, sentence=f"已{unit.why}。", notices=told)

        return self._database.write(actor, "登记困难认定申请", work)[0]

    def edit(self, actor: Actor, uid: str, typed: Mapping[str, str]) -> Saved:
        """Correct an application. Raises NotEntered by field."""

        def work(unit: UnitOfWork) -> Saved:
            before = unit.one(Certification, uid)
            case = cases_of(unit, [before])[0]
            after = entering.application(before, typed, self._codes, actor.today())
            fresh = steps.faults_of(after, case.seeker, actor.today())
            known = steps.faults_of(before, case.seeker, actor.today())
            if errors := {name: words for name, words in fresh.items() if known.get(name) != words}:
                raise NotEntered(errors)
            unit.keep_draft(draft_key("edit", uid), {})
            unit.why = f"修改{case.seeker.name}的认定申请"
            changes = update(before, **{name: getattr(after, name) for name in entering.APPLICATION})
            unit.apply(changes)
            return Saved(uid=uid, sentence=f"已{unit.why}。" if changes else "没有改动。")

        return self._database.write(actor, "修改认定申请", work)[0]

    def take(
        self, actor: Actor, uids: Sequence[str], step: str, typed: Mapping[str, str], *, result: str = steps.AGREED
    ) -> Outcome:
        """Take a step for one person or several; who cannot is told with the reason. One alone is refused.

        Raises NotEntered by field, Refused for a step that is not open or not this actor's to take.
        """
        label = self._codes["hardship_step"].label(step)

        def work(unit: UnitOfWork) -> Outcome:
            entry = entering.step(step, typed, self._codes, actor.today(), result)
            changes: list[ChangeSet] = []
            done: list[Case] = []
            left: list[tuple[str, str]] = []
            for case in cases_of(unit, unit.among(Certification, "uid", uids)):
                try:
                    changes.append(steps.take(case, entry, actor, self.policy))
                except Refused as refusal:
                    if len(uids) == 1:
                        raise
                    left.append((case.certification.uid, f"{case.seeker.name}：{refusal.message}"))
                else:
                    done.append(case)
                    unit.keep_draft(draft_key(step, case.certification.uid), {})
            whom = done[0].seeker.name if len(done) == 1 else f"{len(done)} 人"
            word = f"{label}：不同意" if result == steps.REFUSED else label
            unit.why = f"登记{whom}的{word}"
            unit.apply(together(changes))
            rest = f"，{len(left)} 人没有办" if left else ""
            return Outcome(
                sentence=f"已{unit.why}{rest}。", done=tuple(c.certification.uid for c in done), left=tuple(left)
            )

        return self._database.write(actor, f"登记{label}", work)[0]

    # Papers

    def paper(self, actor: Actor, kind: str, uids: Sequence[str]) -> bytes:
        """The papers of these certifications as one PDF: form, undertaking, notice (one for all), plan (of a family).

        No uids: a blank form or undertaking. Raises Refused where there is nothing to print.
        """
        # Drawing is only needed here: other starts do not wait for it.
        from desk_app.documents.paper import draw

        def work(read: Reader) -> tuple[list[Paper], str]:
            office = read.first(Office) or Office(uid="")
            return described(read, kind, uids, office, self._codes, actor.today(), self.policy), office.name

        found, name = self._database.read(work)
        return draw(found, name, actor.clock.now())

    def printed(self, actor: Actor, kind: str, uids: Sequence[str]) -> None:
        """Register that papers with these persons went to the printer or were saved as a file."""
        recipient = "公众" if kind == "notice" else "县级人社部门" if kind == "form" else "本人"

        def work(unit: UnitOfWork) -> None:
            for uid in uids:
                unit.looked("print", uid, 1, f"打印{PAPERS[kind]}", recipient)

        self._database.write(actor, f"打印{PAPERS[kind]}", work)


def _household(unit: UnitOfWork, seeker: Seeker) -> tuple[str, ChangeSet]:
    """The family in which the person is a member already, or a new one with him or her as its head."""
    known = unit.first(FamilyMember, seeker_uid=seeker.uid)
    if known:
        return known.family_uid, ChangeSet()
    family = Family(
        uid=new_uid(),
        head=seeker.name,
        village=seeker.village,
        address=seeker.residence_address or seeker.hukou_address,
        phone=seeker.mobile,
    )
    return family.uid, insert(family, as_member(seeker, family.uid, _SELF))


def as_member(seeker: Seeker, family_uid: str, relation: str) -> FamilyMember:
    """A person on file as a row of a family."""
    return FamilyMember(
        uid=new_uid(),
        family_uid=family_uid,
        seeker_uid=seeker.uid,
        name=seeker.name,
        relation=relation,
        sex=seeker.sex,
        id_no=seeker.id_no,
        birth_date=seeker.birth_date,
        education=seeker.education,
    )
