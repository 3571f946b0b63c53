"""Holding rows against what is stored: what all kinds of rows share, and employers, posts and projects."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from desk_app.domain.changes import Change, new_uid
from desk_app.domain.employers import Employer
from desk_app.domain.intake.comparison import Altered
from desk_app.domain.intake.merging import merged_employer, merged_post, merged_project
from desk_app.domain.intake.names import normal_employer
from desk_app.domain.intake.register import Register
from desk_app.domain.intake.replies import NOTHING, Replies, Reply
from desk_app.domain.intake.rows import Draft, Finding, RowResult, Understood, letters
from desk_app.domain.intake.sites import merged_needs
from desk_app.domain.intake.words import IntakeWords, plain
from desk_app.domain.posts import Post
from desk_app.domain.projects import LabourNeed, Project

R = TypeVar("R")


class Holding:
    """The comparison while it runs. Records by uid as (stored or None, now)."""

    def __init__(self, understood: Understood, register: Register, words: IntakeWords, replies: Replies) -> None:
        self._register, self._words, self._replies = register, words, replies
        self._columns = {(one.sheet, one.target): one.number for one in reversed(understood.columns)}
        self._now: dict[str, tuple[Any, Any]] = {}
        self._created: list[Draft] = []
        self._changed: list[Altered] = []
        self._same: list[Draft] = []
        self._aside: dict[str, list[RowResult]] = {"refused": [], "question": [], "skipped": [], "dropped": []}
        self._others: dict[tuple[str, int], Any] = {}

    def _reply(self, row: RowResult) -> Reply:
        return self._replies.get((row.sheet, row.row), NOTHING)

    def _latest(self, stored: R) -> R:
        latest: R = self._record(stored.uid) if stored.uid in self._now else stored  # type: ignore[attr-defined]  # each record has one
        return latest

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

    def _settle(
        self, draft: Draft, before: Any, after: Any, *, more: bool = False, forms: tuple[Change, ...] = ()
    ) -> None:
        if before == after and not more and not forms:
            self._same.append(draft)
        else:
            self._changed.append(Altered(draft, before, after, forms))


class Offers(Holding):
    """Rows of employers, posts and projects."""

    def __init__(self, understood: Understood, register: Register, words: IntakeWords, replies: Replies) -> None:
        super().__init__(understood, register, words, replies)
        self._firms: dict[str, str] = {}
        self._used_posts: set[str] = set()
        self._listed: dict[str, Employer] = {}
        self._projects: dict[str, list[str]] = {}
        self._needs: dict[str, list[LabourNeed]] = {}

    # employers

    def _known_employer(self, new: Employer) -> Employer | None:
        stores = (self._register.employers_by_code, self._register.employers_by_name)
        for at, stored in zip((new.credit_code, _name(new)), stores, strict=True):
            if at and at in self._firms:
                return self._record(self._firms[at])  # type: ignore[no-any-return]
            if at and at in stored:
                return self._latest(stored[at])
        return None

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
        kept = self._employer_of(row, new, gaps_only=False)
        if kept is None:
            return
        known, after = kept
        self._listed[after.uid] = after
        if known is None:
            self._created.append(draft)
        else:
            self._settle(draft, known, after)

    def _employer_of(
        self, row: RowResult, new: Employer, *, gaps_only: bool
    ) -> tuple[Employer | None, Employer] | None:
        """The employer of a row before and after it; None where the row has to be asked about first."""
        known = self._known_employer(new)
        doubt = self._employer_doubt(known, new) if known else None
        if doubt and known:
            if doubt[1] not in self._reply(row).stands:
                self._ask(row, *doubt, known)
                return None
            new = replace(new, name=known.name, credit_code=known.credit_code)
        return self._keep_employer(new, gaps_only=gaps_only)

    # posts

    def _post(self, row: RowResult, draft: Draft, new: Post) -> None:
        if draft.employer is None:
            self._ask(row, "employer.name", "employer_missing", "看不出是哪个单位的岗位，请补全单位名称", None)
            return
        kept = self._employer_of(row, draft.employer, gaps_only=True)
        if kept is None:
            return
        employer = kept[1]
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

    # projects

    def _project(self, row: RowResult, draft: Draft, new: Project) -> None:
        firms = []
        for firm in (draft.employer, draft.builder):
            kept = self._employer_of(row, firm, gaps_only=True) if firm else None
            if firm and kept is None:
                return
            firms.append(kept[1].uid if kept else "")
        new = replace(new, employer_uid=firms[0], builder_uid=firms[1])
        known = self._known_project(new)
        after = replace(new, uid=new_uid()) if known is None else merged_project(known, new)
        if after != known:
            self._put(after, known)
        self._projects.setdefault(plain(new.name), []).append(after.uid)
        before = self._needs.setdefault(after.uid, list(self._register.needs.get(after.uid, ())))
        altered = merged_needs(before, draft.needs, after.uid)
        for old, need in altered:
            self._put(need, old)
            before[:] = [one for one in before if one.uid != need.uid] + [need]
        if known is None:
            self._created.append(draft)
        else:
            self._settle(draft, known, after, more=bool(altered))

    def _known_project(self, new: Project) -> Project | None:
        """The project of that name; of another owner it is another one."""
        name = plain(new.name)
        seen = [self._record(uid) for uid in self._projects.get(name, ()) if uid in self._now]
        stored = [self._latest(one) for one in self._register.projects.get(name, ())]
        owners = ("", new.employer_uid) if new.employer_uid else None
        return next((one for one in (*seen, *stored) if owners is None or one.employer_uid in owners), None)


def _name(employer: Employer) -> str:
    return normal_employer(employer.name)


def _same_offer(known: Post, draft: Draft, new: Post) -> bool:
    if draft.own_code:
        return draft.own_code in known.extra.values()
    return not known.place or not new.place or plain(known.place) == plain(new.place)
