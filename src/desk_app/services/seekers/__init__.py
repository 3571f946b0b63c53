"""求职人员: one person's file, and what a clerk does with it."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desk_app import resources
from desk_app.domain.actor import Actor
from desk_app.domain.changes import ChangeSet, insert, new_uid, together, update
from desk_app.domain.clocks import Clocks
from desk_app.domain.codes import CodeLists
from desk_app.domain.entry import NotEntered, shown
from desk_app.domain.errors import Refused
from desk_app.domain.fields import fields_of
from desk_app.domain.forms.memberships import OF_A_REGISTRATION
from desk_app.domain.forms.standing import UnemploymentRegistration
from desk_app.domain.numbering import SEEKER, register_no
from desk_app.domain.office import Office, Village
from desk_app.domain.own import fields as own
from desk_app.domain.own.fields import OwnField
from desk_app.domain.person_paper import Copy
from desk_app.domain.progress import Progress
from desk_app.domain.proposals import Proposal
from desk_app.domain.referrals import Letter
from desk_app.domain.registration import Circumstances, enrol, registered
from desk_app.domain.retirement import Tracks
from desk_app.domain.seeker_states import Case, step, steps
from desk_app.domain.seekers import Membership, Seeker
from desk_app.domain.service_log import Said, ServiceEntry, check, entry
from desk_app.services.seekers.file import Belonging, PersonFile, file_of
from desk_app.services.seekers.printing import files_pdf, register_files
from desk_app.storage.database import BATCH, INTERACTIVE, Database
from desk_app.storage.repository import Reader
from desk_app.storage.unit_of_work import UnitOfWork

__all__ = ["Belonging", "Outcome", "PersonFile", "Saved", "Seekers", "draft_key"]

_AT_ONCE = 500  # persons that are decided on between two looks at whether to stop
_MANY = 50  # persons from which on a change is a batch: interactive jobs go first


def draft_key(uid: str | None) -> str:
    """The name under which a clerk's unsaved form of a person (None: a new one) is kept."""
    return f"seekers/{uid or 'new'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A person that was saved: in words what was done, and what the clerk should know."""

    uid: str
    sentence: str
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of an act on several persons: how many were changed, and of each other one why not."""

    sentence: str
    done: int
    left: tuple[tuple[str, str], ...]  # uid, sentence


class Seekers:
    """求职人员."""

    def __init__(self, database: Database, codes: CodeLists, clocks: Clocks, tracks: Tracks) -> None:
        self._database = database
        self._codes = codes
        self._clocks = clocks
        self._tracks = tracks

    def file(self, actor: Actor, uid: str) -> PersonFile:
        """Everything known of a person. Raises Refused where there is no such person (any more)."""
        return self._database.read(lambda read: file_of(read, actor, uid, self._codes, self._tracks))

    def paper(self, actor: Actor, uids: Sequence[str], copy: Copy, progress: Progress | None = None) -> bytes:
        """The files of these persons on A4, one behind the other. Register with `paper_given` what left."""
        return files_pdf(self._database, actor, uids, copy, self._codes, progress or Progress())

    def paper_given(self, actor: Actor, uids: Sequence[str], copy: Copy) -> None:
        """Register that the files of these persons were printed or saved."""
        register_files(self._database, actor, uids, copy)

    def circumstances(self, actor: Actor) -> Circumstances:
        """What entries of today are judged by: for checks while somebody types."""
        return self._database.read(lambda read: self._circumstances(read, actor))

    def villages(self, actor: Actor) -> tuple[str, ...]:
        """The villages in which persons are registered, the ones of the settings first."""

        def work(read: Reader) -> tuple[str, ...]:
            listed = read.all(Village)
            named = [village.name for village in listed if village.retired_on is None]
            gone = {"", *(village.name for village in listed if village.retired_on)}
            return tuple(dict.fromkeys((*named, *sorted(read.counts(Seeker, "village").keys() - gone))))

        return self._database.read(work)

    def save(self, actor: Actor, uid: str | None, typed: Mapping[str, str]) -> Saved:
        """Take over what was typed for a person, or for a new one; fields that were not typed stay.

        Raises NotEntered with a sentence for each field that is wrong (and the uid of the person who has the ID
        number already); nothing is written then. The draft of the form is dropped with it.
        """

        def work(unit: UnitOfWork) -> Saved:
            before = unit.one(Seeker, uid) if uid else None
            at = self._circumstances(unit, actor)
            found = registered(before, typed, at)
            errors = dict(found.errors)
            same = _same_number(unit, found.seeker)
            if same and "id_no" not in errors:
                errors["id_no"] = f"这个证件号码已经登记给{same.name}（{same.seeker_no}），同一个人只建一份档案。"
            if errors:
                raise NotEntered(errors, same.uid if same else "")
            unit.keep_draft(draft_key(uid), {})
            if before is None:
                return self._enrolled(unit, found.seeker, found.groups, found.notices)
            changes = update(before, **_values(found.seeker))
            labels = [f.label for n, f in fields_of(Seeker).items() if n in typed and _moved(before, found.seeker, n)]
            labels += [f.label for n, f in at.own.items() if n in typed]
            unit.why = f"修改{found.seeker.name}的{'、'.join(labels) or '资料'}"
            unit.apply(changes)
            sentence = f"已保存{found.seeker.name}的资料。" if changes else "没有改动。"
            return Saved(uid=found.seeker.uid, sentence=sentence, notices=found.notices)

        return self._database.write(actor, "保存求职人员", work)[0]

    def add_group(
        self,
        actor: Actor,
        uids: Sequence[str],
        group: str,
        *,
        since: date | None = None,
        evidence: str = "",
        progress: Progress | None = None,
    ) -> Outcome:
        """Let persons belong to a group from a day on (today); those who do already are told."""
        label = self._codes["group"].plain(group)

        def changed(case: Case) -> ChangeSet:
            if any(one.group == group and one.holds_on(actor.today()) for one in case.memberships):
                raise Refused("has_it", f"{case.seeker.name}已经是{label}。")
            new = Membership(
                uid=new_uid(),
                seeker_uid=case.seeker.uid,
                group=group,
                started_on=since or actor.today(),
                evidence=evidence.strip(),
            )
            return insert(new)

        return self._each(actor, uids, f"加入{label}", changed, progress)

    def end_group(self, actor: Actor, membership_uid: str, until: date | None = None) -> str:
        """End a membership on a day (today); it stays in the file. Returns what was done, in words."""

        def work(unit: UnitOfWork) -> str:
            found = unit.one(Membership, membership_uid)
            if unit.first(UnemploymentRegistration, membership_uid=membership_uid):
                raise Refused("of_registration", OF_A_REGISTRATION)
            day = until or actor.today()
            if found.started_on and day < found.started_on:
                raise Refused("wrong_day", f"终止日期早于起始日期 {found.started_on}，请核对。")
            seeker = unit.one(Seeker, found.seeker_uid)
            unit.why = f"终止{seeker.name}的{self._codes['group'].plain(found.group)}"
            unit.apply(update(found, ended_on=day))
            return f"已{unit.why}（{day}）。"

        return self._database.write(actor, "终止人员类别", work)[0]

    def log(self, actor: Actor, uids: Sequence[str], said: Said, *, progress: Progress | None = None) -> Outcome:
        """Add a line to the service log of a person, or of all who came to a job fair.

        Raises Refused in words for a wrong code, and for a refusal without reason and proof.
        """
        checked = check(said, self._codes, actor.today())
        label = self._codes["service_kind"].label(checked.kind)

        def changed(case: Case) -> ChangeSet:
            return insert(entry(checked, case.seeker, actor))

        return self._each(actor, uids, f"记录{label}", changed, progress)

    def set_state(
        self,
        actor: Actor,
        uids: Sequence[str],
        state: str,
        *,
        reason: str = "",
        how: str = "",
        progress: Progress | None = None,
    ) -> Outcome:
        """Change the state of persons by hand, as far as the rules let it; the rest is told with its reasons.

        `how` (phone, visit …): the person was just asked, which is logged.
        """
        label = self._codes["seeker_state"].label(state)

        def changed(case: Case) -> ChangeSet:
            return step(case, state, actor, self._clocks, reason=reason, how=how)

        return self._each(actor, uids, f"改为{label}", changed, progress)

    def steps(self, actor: Actor, uids: Sequence[str]) -> tuple[str, ...]:
        """The states that at least one of the persons may be given by hand, in the order of the list."""

        def work(read: Reader) -> tuple[str, ...]:
            wanted = set(uids)
            present = {state for uid, state in read.values(Seeker, "uid", "state") if uid in wanted}
            open_ = {to for state in present for to in steps(state)}
            return tuple(code.code for code in self._codes["seeker_state"] if code.code in open_)

        return self._database.read(work)

    def reveal(self, actor: Actor, uid: str, field: str) -> str:
        """A masked value in clear, for the eye of one field. It is registered who looked at what."""

        def work(unit: UnitOfWork) -> str:
            seeker = unit.one(Seeker, uid)
            of_office = own.to_read(unit.all(OwnField, noun="seekers"), "seekers", seeker.extra)
            declared = of_office[field] if field in of_office else fields_of(Seeker)[field]
            unit.looked("reveal", uid, 1, f"查看{declared.label}")
            if field in of_office:
                return own.words(of_office, seeker.extra, self._codes)[field]
            return shown(declared, getattr(seeker, field), self._codes)

        return self._database.write(actor, "查看", work)[0]

    def reveal_group(self, actor: Actor, membership_uid: str) -> str:
        """The words of a guarded group, which are not shown otherwise. It is registered who looked at what."""

        def work(unit: UnitOfWork) -> str:
            found = unit.one(Membership, membership_uid)
            unit.looked("reveal", found.seeker_uid, 1, "查看指定类别")
            label = self._codes["group"].label(found.group)
            return " · ".join(dict.fromkeys(filter(None, (label, found.sub_type, found.evidence))))

        return self._database.write(actor, "查看", work)[0]

    def _circumstances(self, read: Reader, actor: Actor) -> Circumstances:
        office = read.first(Office)
        return Circumstances(
            today=actor.today(),
            practice=bool(office and office.practice),
            codes=self._codes,
            words=resources.intake_words(),
            tracks=self._tracks,
            own=own.declared(read.all(OwnField, noun="seekers"), "seekers"),
        )

    def _enrolled(self, unit: UnitOfWork, seeker: Seeker, groups: tuple[str, ...], notices: tuple[str, ...]) -> Saved:
        year, desk = unit.actor.today().year, unit.actor.desk
        number = unit.numbers("seeker_no", year)[0]
        numbered = dataclasses.replace(seeker, seeker_no=register_no(SEEKER, year, desk, number))
        unit.why = f"登记求职人员{numbered.name}"
        unit.apply(enrol(numbered, groups, unit.actor))
        sentence = f"已登记{numbered.name}，求职登记号 {numbered.seeker_no}。"
        return Saved(uid=numbered.uid, sentence=sentence, notices=notices)

    def _each(
        self,
        actor: Actor,
        uids: Sequence[str],
        what: str,
        changed: Callable[[Case], ChangeSet],
        progress: Progress | None,
    ) -> Outcome:
        """Decide for each person apart, write all that can be done in one transaction. One person alone is refused.

        Called off, nothing is changed.
        """
        progress = progress or Progress()

        def work(unit: UnitOfWork) -> Outcome:
            changes: list[ChangeSet] = []
            left: list[tuple[str, str]] = []
            done: list[Seeker] = []
            for start in range(0, len(uids), _AT_ONCE):
                progress.step(what, start, len(uids))
                for case in _cases(unit, uids[start : start + _AT_ONCE]):
                    try:
                        changes.append(changed(case))
                    except Refused as refusal:
                        if len(uids) == 1:
                            raise
                        left.append((case.seeker.uid, refusal.message))
                    else:
                        done.append(case.seeker)
            unit.why = f"{done[0].name}{what}" if len(done) == 1 else f"{len(done)} 人{what}"
            sorted_ = _by_kind(together(changes)).changes
            for start in range(0, len(sorted_), _AT_ONCE):
                progress.step("写入", start, len(sorted_))
                unit.apply_long(ChangeSet(sorted_[start : start + _AT_ONCE]))
            rest = f"，{len(left)} 人没有改" if left else ""
            return Outcome(sentence=f"{unit.why}{rest}。", done=len(done), left=tuple(left))

        priority = BATCH if len(uids) > _MANY else INTERACTIVE
        return self._database.write(actor, what, work, priority=priority)[0]


def _cases(read: Reader, uids: Sequence[str]) -> Iterator[Case]:
    """The persons with what decisions about them look at, in the order of their making."""
    memberships = _by_person(read.among(Membership, "seeker_uid", uids))
    log = _by_person(read.among(ServiceEntry, "seeker_uid", uids))
    letters = _by_person(read.among(Letter, "seeker_uid", uids))
    proposals = _by_person(read.among(Proposal, "seeker_uid", uids))
    for seeker in read.among(Seeker, "uid", uids):
        yield Case(
            seeker=seeker,
            memberships=memberships[seeker.uid],
            log=log[seeker.uid],
            letters=letters[seeker.uid],
            proposals=proposals[seeker.uid],
        )


def _by_kind(changes: ChangeSet) -> ChangeSet:
    """The same changes with those of one kind together, which are written as a few big statements."""
    return ChangeSet(tuple(sorted(changes.changes, key=lambda one: (type(one.record).__name__, one.operation))))


def _by_person(records: Iterable[Any]) -> Mapping[str, Sequence[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        found[record.seeker_uid].append(record)
    return found


def _same_number(read: Reader, seeker: Seeker) -> Seeker | None:
    """Another person with the same ID number."""
    if not seeker.id_no:
        return None
    found = read.all(Seeker, id_doc_type=seeker.id_doc_type, id_no=seeker.id_no)
    return next((one for one in found if one.uid != seeker.uid), None)


def _values(seeker: Seeker) -> dict[str, Any]:
    return {name: getattr(seeker, name) for name in fields_of(Seeker) if name != "uid"}


def _moved(before: Seeker, after: Seeker, name: str) -> bool:
    return bool(getattr(before, name) != getattr(after, name))
