"""What an understood list would change in what is stored: created, changed, same, refused, to be asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from desk_app.domain.changes import Change, ChangeSet, new_uid
from desk_app.domain.employers import Employer
from desk_app.domain.finding import masked
from desk_app.domain.forms.registry import LISTED
from desk_app.domain.intake.batches import Distinction
from desk_app.domain.intake.comparison import Altered, Comparison
from desk_app.domain.intake.holding import Offers
from desk_app.domain.intake.ledgers import held
from desk_app.domain.intake.merging import contradicts, merged_seeker
from desk_app.domain.intake.names import names_near
from desk_app.domain.intake.register import OWN_NUMBER, Register
from desk_app.domain.intake.replies import Replies, Reply, target_of
from desk_app.domain.intake.rows import Draft, Finding, RowResult, Understood, letters
from desk_app.domain.intake.words import IntakeWords
from desk_app.domain.posts import Post
from desk_app.domain.progress import Progress
from desk_app.domain.projects import LabourNeed, Project
from desk_app.domain.seekers import Membership, Seeker

__all__ = ["Altered", "Comparison", "compare"]

_FORM_RECORDS = tuple(kind.record for kind in LISTED.values())
_STEP = 2000
_SAME = ("known", "list")  # replies that say: the same person


def compare(
    understood: Understood,
    register: Register,
    words: IntakeWords,
    progress: Progress | None = None,
    replies: Replies | None = None,
) -> Comparison:
    """Hold every row of a list against what is stored and against the rows above it."""
    work = _Work(understood, register, words, replies or {})
    progress = progress or Progress()
    for at, row in enumerate(understood.rows):
        if at % _STEP == 0:
            progress.step("比对", at, len(understood.rows))
        work.take(row)
    return work.result()


class _Work(Offers):
    """The comparison of all rows: people here, the others in `Offers`."""

    def __init__(self, understood: Understood, register: Register, words: IntakeWords, replies: Replies) -> None:
        super().__init__(understood, register, words, replies)
        self._people: dict[tuple[str, str], str] = {}
        self._people_rows: dict[str, int] = {}
        self._by_mobile: dict[tuple[str, str], str] = {}
        self._groups: dict[str, list[Membership]] = {}
        self._forms_kept: dict[tuple[str, type], list[Any]] = {}

    def take(self, row: RowResult) -> None:
        """Put one row where it belongs."""
        reply = self._reply(row)
        if reply.drop:
            self._aside["dropped"].append(row)
            return
        if row.status == "question":
            row = self._perhaps_known(self._handed_out(row), reply)
        if row.status != "ready" or row.draft is None:
            self._aside[row.status].append(row)
            return
        record = row.draft.record
        if isinstance(record, Seeker):
            self._seeker(row, row.draft, record)
        elif isinstance(record, Employer):
            self._employer_row(row, row.draft, record)
        elif isinstance(record, Project):
            self._project(row, row.draft, record)
        else:
            self._post(row, row.draft, record)

    def result(self) -> Comparison:
        """The outcome of all rows."""
        changes = [
            Change(before, now)
            for kind in (Employer, Seeker, Membership, *_FORM_RECORDS, Post, Project, LabourNeed, Distinction)
            for before, now in self._now.values()
            if isinstance(now, kind) and before != now
        ]
        return Comparison(
            created=tuple(self._created),
            changed=tuple(self._changed),
            same=tuple(self._same),
            refused=tuple(self._aside["refused"]),
            questions=tuple(self._aside["question"]),
            skipped=tuple(self._aside["skipped"]),
            changes=ChangeSet(tuple(changes)),
            dropped=tuple(self._aside["dropped"]),
            others=self._others,
            firms=tuple(self._listed.values()),
        )

    # people

    def _known_person(self, document: str, number: str) -> Seeker | None:
        uid = self._people.get((document, number))
        if uid:
            return self._record(uid)  # type: ignore[no-any-return]
        return self._register.seekers.get((document, number))

    def _same_name_and_mobile(self, person: Seeker) -> Seeker | None:
        at = (person.name, person.mobile)
        uid = self._by_mobile.get(at)
        return self._record(uid) if uid else self._register.same_name_and_mobile.get(at)

    def _seeker(self, row: RowResult, draft: Draft, new: Seeker) -> None:
        known, reply = self._known_person(new.id_doc_type, new.id_no), self._reply(row)
        if known is None:
            self._new_seeker(row, draft, new)
            return
        doubt = None if reply.same in _SAME else self._name_doubt(known, new)
        if doubt:
            earlier = self._people_rows.get(known.uid)
            where = f"第{earlier}行的人" if earlier else "已登记的人"
            cause = f"身份证号与{where}相同，{doubt[1]}，请核对证件"
            if reply.same == "different":
                cause = f"身份证号与{where}相同；既然不是同一个人，其中一个号码有错，请填这一行的正确号码"
            self._ask(row, "name", doubt[0], cause, known)
        elif contradicts(known, new) and "identity_conflict" not in reply.stands:
            self._ask(row, "id_no", "identity_conflict", "性别或出生日期与已登记的不符，请核对证件", known)
        else:
            self._merge(row, draft, known, new)

    def _merge(self, row: RowResult, draft: Draft, known: Seeker, new: Seeker) -> None:
        after, same = merged_seeker(known, new), self._reply(row).same
        if same in _SAME and new.name != known.name:  # the other spelling stays known, so that nobody asks again
            name, other = (known.name, new.name) if same == "known" else (new.name, known.name)
            after = replace(after, name=name, raw={**after.raw, "name": other})
        more = self._memberships(known.uid, draft)
        if after != known:
            self._put(after, known)
        self._remember(after, row.row)
        self._settle(draft, known, after, more=more, forms=self._forms(known.uid, draft))

    def _new_seeker(self, row: RowResult, draft: Draft, new: Seeker) -> None:
        twin, same = self._same_name_and_mobile(new) if new.mobile else None, self._reply(row).same
        if twin is not None and same in _SAME:
            self._merge(row, draft, twin, new)
            return
        if twin is not None and same != "different":
            cause = "姓名和手机号与另一个人相同，证件号码不同，请问清是不是同一人"
            self._ask(row, "name", "maybe_same_person", cause, twin)
            return
        record = replace(new, uid=new_uid())
        self._put(record, None)
        if twin is not None:
            self._put(Distinction(uid=new_uid(), one_uid=twin.uid, other_uid=record.uid), None)
        self._remember(record, row.row)
        self._memberships(record.uid, draft)
        self._forms(record.uid, draft)
        self._created.append(draft)

    def _remember(self, person: Seeker, row: int) -> None:
        if person.uid in self._now:
            self._people[(person.id_doc_type, person.id_no)] = person.uid
            self._people_rows.setdefault(person.uid, row)
            if person.mobile:
                self._by_mobile[(person.name, person.mobile)] = person.uid

    def _name_doubt(self, known: Seeker, new: Seeker) -> tuple[str, str] | None:
        names = {known.name, known.former_name, known.raw.get("name", "")} & {new.name, new.former_name} - {""}
        if names:
            return None
        if names_near(known.name, new.name, self._words):
            return "name_differs", "姓名写法相近但不一样"
        return "other_person_id", "姓名不同"

    def _memberships(self, uid: str, draft: Draft) -> bool:
        """Add the groups the person is not yet in; whether that changed anything."""
        known = self._groups.setdefault(uid, list(self._register.memberships.get(uid, ())))
        altered = False
        for new in draft.memberships:
            at = next((at for at, one in enumerate(known) if one.group == new.group and one.ended_on is None), None)
            if at is None:
                known.append(replace(new, uid=new_uid(), seeker_uid=uid))
                self._put(known[-1], None)
                altered = True
            elif new.sub_type and not known[at].sub_type:
                self._put(replace(known[at], sub_type=new.sub_type), known[at])
                known[at] = self._record(known[at].uid)
                altered = True
        return altered

    def _handed_out(self, row: RowResult) -> RowResult:
        """A row of a list that this office handed out with masked numbers: its own number says whose row it is.

        Name and what is left of the document number must agree. Groups are not read from such a list: its title is
        the office's own.
        """
        person = row.draft.record if row.draft else None
        if row.draft is None or not isinstance(person, Seeker) or person.id_no:
            return row
        known = self._register.by_own_number.get(person.extra.get(OWN_NUMBER, ""))
        if known is None or known.name != person.name or person.raw.get("id_no") != masked(known.id_no):
            return row
        left = tuple(one for one in row.findings if target_of(one.kind) != "id_no")
        mine = replace(
            person,
            id_no=known.id_no,
            id_doc_type=known.id_doc_type,
            extra={name: text for name, text in person.extra.items() if name != OWN_NUMBER},
            raw={name: text for name, text in person.raw.items() if name != "id_no"},
        )
        draft = replace(row.draft, record=mine, memberships=(), findings=left)
        return replace(row, draft=draft, findings=left, status="question" if left else "ready")

    def _forms(self, uid: str, draft: Draft) -> tuple[Change, ...]:
        """Hold the forms of the row against those kept of the person; what they change."""
        found = []
        for new in draft.forms:
            at = (uid, type(new))
            known = self._forms_kept.setdefault(at, list(self._register.forms.get(at, ())))
            groups = self._groups.setdefault(uid, list(self._register.memberships.get(uid, ())))
            change, group = held(new, uid, known, groups)
            if change is not None:
                self._put(change.after, change.before)
                self._forms_kept[at] = [one for one in known if one.uid != change.after.uid] + [change.after]
                found.append(change)
            if group is not None:
                self._put(group.after, group.before)
                self._groups[uid] = [one for one in groups if one.uid != group.after.uid] + [group.after]
        return tuple(found)

    def _perhaps_known(self, row: RowResult, reply: Reply) -> RowResult:
        """A person without a usable number may be one who is known by name and mobile: say so, or take it so."""
        person = row.draft.record if row.draft else None
        if not isinstance(person, Seeker) or person.id_no or not person.name or not person.mobile:
            return row
        twin = self._same_name_and_mobile(person)
        if twin is None or reply.same == "different":
            return row
        left = tuple(one for one in row.findings if target_of(one.kind) != "id_no")
        if reply.same in _SAME:
            return replace(row, findings=left, status="question" if left else "ready")
        self._others[row.sheet, row.row] = twin
        column = self._columns.get((row.sheet, "name"), 1)
        cause = "姓名和手机号与已登记的一人相同，可能是同一人，请确认"
        finding = Finding(row.sheet, row.row, f"{letters(column)}{row.row}", "maybe_same_person", cause)
        return replace(row, findings=(*row.findings, finding))
