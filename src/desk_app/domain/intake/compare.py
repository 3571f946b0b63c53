"""What an understood list would change in what is stored: created, changed, same, refused, to be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from desk_app.domain.changes import Change, ChangeSet, new_uid
from desk_app.domain.employers import Employer
from desk_app.domain.intake.batches import Distinction
from desk_app.domain.intake.merging import contradicts, merged_employer, merged_post, merged_seeker
from desk_app.domain.intake.names import names_near, normal_employer
from desk_app.domain.intake.register import Register
from desk_app.domain.intake.replies import NOTHING, Replies, Reply, target_of
from desk_app.domain.intake.rows import Draft, Finding, RowResult, Understood, letters
from desk_app.domain.intake.words import IntakeWords, plain
from desk_app.domain.posts import Post
from desk_app.domain.progress import Progress
from desk_app.domain.seekers import Membership, Seeker

_STEP = 2000
_SAME = ("known", "list")  # replies that say: the same person


@dataclass(frozen=True, slots=True)
class Altered:
    """A row that changes a record: the draft, the record as it was before the row, and after it."""

    draft: Draft
    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Every row of the list in exactly one of the lists; `changes` is what would be written."""

    created: tuple[Draft, ...]
    changed: tuple[Altered, ...]
    same: tuple[Draft, ...]
    refused: tuple[RowResult, ...]
    questions: tuple[RowResult, ...]
    skipped: tuple[RowResult, ...]
    changes: ChangeSet
    dropped: tuple[RowResult, ...] = ()  # questions to which a clerk said: not this row
    others: Mapping[tuple[str, int], Any] = field(default_factory=dict)  # whom the row of a question was held against

    @property
    def read(self) -> int:
        """How many rows are data."""
        parts = (self.created, self.changed, self.same, self.refused, self.questions, self.dropped)
        return sum(map(len, parts))

    def repeated(self, replies: Replies | None = None) -> Comparison:
        """The same for a file that was taken in before: what came later is newer than it, so it changes nothing.

        Only rows that a clerk has just replied to do.
        """
        said = replies or {}
        kept = tuple(one for one in self.changed if (one.draft.sheet, one.draft.row) in said)
        touched = {one.after.uid for one in kept}
        return replace(
            self,
            changed=kept,
            same=self.same + tuple(one.draft for one in self.changed if one not in kept),
            changes=ChangeSet(
                tuple(one for one in self.changes.changes if one.before is None or one.after.uid in touched)
            ),
        )


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


class _Work:
    """The comparison while it runs. Records by uid as (stored or None, now)."""

    def __init__(self, understood: Understood, register: Register, words: IntakeWords, replies: Replies) -> None:
        self._register, self._words, self._replies = register, words, replies
        self._columns = {(one.sheet, one.target): one.number for one in reversed(understood.columns)}
        self._now: dict[str, tuple[Any, Any]] = {}
        self._people: dict[tuple[str, str], str] = {}
        self._people_rows: dict[str, int] = {}
        self._by_mobile: dict[tuple[str, str], str] = {}
        self._firms: dict[str, str] = {}
        self._used_posts: set[str] = set()
        self._groups: dict[str, list[Membership]] = {}
        self._created: list[Draft] = []
        self._changed: list[Altered] = []
        self._same: list[Draft] = []
        self._aside: dict[str, list[RowResult]] = {"refused": [], "question": [], "skipped": [], "dropped": []}
        self._others: dict[tuple[str, int], Any] = {}

    def _reply(self, row: RowResult) -> Reply:
        return self._replies.get((row.sheet, row.row), NOTHING)

    def take(self, row: RowResult) -> None:
        """Put one row where it belongs."""
        reply = self._reply(row)
        if reply.drop:
            self._aside["dropped"].append(row)
            return
        if row.status == "question":
            row = self._perhaps_known(row, reply)
        if row.status != "ready" or row.draft is None:
            self._aside[row.status].append(row)
            return
        record = row.draft.record
        if isinstance(record, Seeker):
            self._seeker(row, row.draft, record)
        elif isinstance(record, Employer):
            self._employer_row(row, row.draft, record)
        else:
            self._post(row, row.draft, record)

    def result(self) -> Comparison:
        """The outcome of all rows."""
        changes = [
            Change(before, now)
            for kind in (Employer, Seeker, Membership, Post, Distinction)
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
        )

    def _ask(self, row: RowResult, target: str, kind: str, cause: str, other: Any) -> None:
        if other is not None:
            self._others[row.sheet, row.row] = other
        column = self._columns.get((row.sheet, target), 1)
        finding = Finding(row.sheet, row.row, f"{letters(column)}{row.row}", kind, cause)
        self._aside["question"].append(replace(row, status="question", findings=(finding, *row.findings)))

    def _record(self, uid: str) -> Any:
        return self._now[uid][1]

    def _put(self, record: Any, stored: Any) -> None:
        """Remember the newest form of a record; `stored` is its form in the store, None for a new one."""
        self._now[record.uid] = (self._now[record.uid][0] if record.uid in self._now else stored, record)

    def _settle(self, draft: Draft, before: Any, after: Any, *, more: bool = False) -> None:
        if before == after and not more:
            self._same.append(draft)
        else:
            self._changed.append(Altered(draft, before, after))

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
        self._settle(draft, known, after, more=more)

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

    # employers

    def _known_employer(self, new: Employer) -> Employer | None:
        stores = (self._register.employers_by_code, self._register.employers_by_name)
        for at, stored in zip((new.credit_code, _name(new)), stores, strict=True):
            if at and at in self._firms:
                return self._record(self._firms[at])  # type: ignore[no-any-return]
            if at and at in stored:
                return self._latest(stored[at])
        return None

    def _latest(self, stored: Employer) -> Employer:
        latest: Employer = self._record(stored.uid) if stored.uid in self._now else stored
        return latest

    def _employer_doubt(self, known: Employer, new: Employer) -> tuple[str, str, str] | None:
        if new.credit_code and known.credit_code and new.credit_code != known.credit_code:
            return "employer.credit_code", "code_differs", f"“{new.name}”的信用代码与已登记的不同，请核对"
        if _name(known) != _name(new):
            return "employer.name", "employer_differs", f"信用代码与“{known.name}”相同，单位名称不同，请核对"
        return None

    def _keep_employer(self, new: Employer, *, gaps_only: bool) -> tuple[Employer | None, Employer]:
        known = self._known_employer(new)
        after = replace(new, uid=new_uid()) if known is None else merged_employer(known, new, gaps_only=gaps_only)
        if after != known:
            self._put(after, known)
        if after.uid in self._now:
            self._firms |= {at: after.uid for at in (after.credit_code, _name(after)) if at}
        return known, after

    def _employer_row(self, row: RowResult, draft: Draft, new: Employer) -> None:
        known = self._known_employer(new)
        doubt = self._employer_doubt(known, new) if known else None
        if doubt and known:
            if doubt[1] not in self._reply(row).stands:
                self._ask(row, *doubt, known)
                return
            new = replace(new, name=known.name, credit_code=known.credit_code)
        known, after = self._keep_employer(new, gaps_only=False)
        if known is None:
            self._created.append(draft)
        else:
            self._settle(draft, known, after)

    # posts

    def _post(self, row: RowResult, draft: Draft, new: Post) -> None:
        if draft.employer is None:
            self._ask(row, "employer.name", "employer_missing", "看不出是哪个单位的岗位，请补全单位名称", None)
            return
        new_employer, known_employer = draft.employer, self._known_employer(draft.employer)
        doubt = self._employer_doubt(known_employer, new_employer) if known_employer else None
        if doubt and known_employer:
            if doubt[1] not in self._reply(row).stands:
                self._ask(row, *doubt, known_employer)
                return
            new_employer = replace(new_employer, name=known_employer.name, credit_code=known_employer.credit_code)
        employer = self._keep_employer(new_employer, gaps_only=True)[1]
        known = self._known_post(employer.uid, draft, new)
        if known is None:
            self._put(replace(new, uid=new_uid(), employer_uid=employer.uid), None)
            self._created.append(draft)
            return
        self._used_posts.add(known.uid)
        after = merged_post(known, new)
        if after != known:
            self._put(after, known)
        self._settle(draft, known, after)

    def _known_post(self, employer: str, draft: Draft, new: Post) -> Post | None:
        """The stored post this row means: each at most once a file, rather one that would stay unchanged."""
        stored = self._register.posts.get((employer, plain(new.title)), ())
        free = [post for post in stored if post.uid not in self._used_posts and _same_offer(post, draft, new)]
        return next((post for post in free if merged_post(post, new) == post), free[0] if free else None)


def _name(employer: Employer) -> str:
    return normal_employer(employer.name)


def _same_offer(known: Post, draft: Draft, new: Post) -> bool:
    if draft.own_code:
        return draft.own_code in known.extra.values()
    return not known.place or not new.place or plain(known.place) == plain(new.place)
