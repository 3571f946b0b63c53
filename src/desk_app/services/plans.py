"""方案: the newest plan as a clerk looks at it, compares it and puts its pairs to the people."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from desk_app.domain.actor import Actor
from desk_app.domain.changes import together, update
from desk_app.domain.codes import CodeLists
from desk_app.domain.employers import Employer
from desk_app.domain.errors import Refused
from desk_app.domain.matching.comparing import Kind, PlanState, Shift, Since, compare, summary
from desk_app.domain.matching.explain import CLASSES
from desk_app.domain.matching.overview import Overview, ReasonLine, is_pending, note, reason_lines, start, strip
from desk_app.domain.matching.waiting import WAITING_STATES
from desk_app.domain.posts import Post
from desk_app.domain.privacy.recipients import shown_groups
from desk_app.domain.proposals import Answer, Decision, Proposal, Run
from desk_app.domain.referrals import OPEN_STATES as OPEN_LETTERS
from desk_app.domain.referrals import Letter
from desk_app.domain.seekers import Membership, Seeker
from desk_app.storage.database import Database
from desk_app.storage.repository import Reader
from desk_app.storage.unit_of_work import UnitOfWork

Person = tuple[str, str, str, str]
_GONE: Person = ("", "（已删除）", "", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One pair of the newest plan."""

    uid: str  # of the proposal
    seeker_uid: str
    seeker_no: str
    name: str
    village: str
    groups: tuple[str, ...]  # short words
    search: str  # what the person is found by: name, pinyin, numbers
    post_uid: str
    post_no: str
    title: str
    employer: str
    points: int
    state: str
    decision: str  # lock, place or ban where a clerk decided on this pair, elsewhere where he moves the person; or ""
    pending: bool  # a decision speaks against the pair: it is not put to the person


@dataclass(frozen=True, slots=True, kw_only=True)
class UnplacedRow:
    """One person whom the newest plan leaves without a post."""

    seeker_uid: str
    seeker_no: str
    name: str
    village: str
    groups: tuple[str, ...]  # short words
    search: str  # what the person is found by: name, pinyin, numbers
    kind: str  # the class of the reason
    sentence: str
    fact: str  # the first fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """Why somebody has no post, and which single changes were proven to help when the plan was made."""

    sentence: str
    facts: tuple[str, ...]
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftRow:
    """One line of the comparison with the plan before."""

    kind: Kind
    seeker_uid: str
    seeker_no: str
    name: str
    before: str  # title and employer; "" = without a post
    after: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The newest plan against the one before; without one, `sentence` says so."""

    sentence: str
    rows: tuple[ShiftRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """A clerk's decision in words."""

    uid: str
    kind: str
    label: str
    seeker_uid: str
    seeker_no: str
    name: str
    post_uid: str
    post: str
    reason: str
    by: str
    at: str
    pending: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """How many pairs were put to the people, and how many a decision keeps back."""

    count: int
    held_back: int
    stale: int = 0  # pairs whose post must be asked about again first

    def sentence(self) -> str:
        """In words: 已将 40 人列入待征询；2 人有人工决定还没算进方案，没有列入。"""
        held = f"；{self.held_back} 人有人工决定还没算进方案，没有列入" if self.held_back else ""
        held += f"；{self.stale} 人的岗位核实太久，先复核岗位再列入" if self.stale else ""
        return f"已将 {self.count} 人列入待征询{held}。" if self.count else f"没有新列入待征询的人{held}。"


class Plans:
    """方案的查看、比较与列入待征询."""

    def __init__(self, database: Database, codes: CodeLists) -> None:
        self._database = database
        self._codes = codes

    def overview(self, actor: Actor) -> Overview:
        """The strip of the newest plan; without a plan, what stands before the first."""

        def work(read: Reader) -> Overview:
            run = _newest(read)
            if run is None:
                return self._before_first(read, actor)
            pairs = read.values(Proposal, "seeker_uid", "post_uid", "state", run_uid=run.uid)
            plan = {seeker: post for seeker, post, _ in pairs}
            decisions = read.all(Decision)
            pending = sum(is_pending(one, plan, run.made_at) for one in decisions)
            waiting = {uid for state in WAITING_STATES for (uid,) in read.values(Seeker, "uid", state=state)}
            waiting -= {uid for state in OPEN_LETTERS for (uid,) in read.values(Letter, "seeker_uid", state=state)}
            newcomers = len(waiting - plan.keys() - run.unplaced.keys())
            return Overview(
                run_no=run.run_no or 0,
                seed=run.seed or 0,
                made_at=run.made_at,
                sentence=strip(run),
                note=note(pending, newcomers),
                states=Counter(state for _, _, state in pairs),
                placed=run.placed or 0,
                unplaced=len(run.unplaced),
                decisions=len(decisions),
                pending=pending,
                lack="",
            )

        return self._database.read(work)

    def rows(self, actor: Actor) -> tuple[PlanRow, ...]:
        """All pairs of the newest plan, in the order of villages and names; () without a plan."""

        def work(read: Reader) -> tuple[Any, ...]:
            run_uid, made_at = _newest_head(read)
            pairs = read.values(Proposal, "uid", "seeker_uid", "post_uid", "points", "state", run_uid=run_uid)
            return pairs, made_at, _people(read), _posts(read), _groups(read), read.all(Decision)

        pairs, made_at, people, posts, groups, decisions = self._database.read(work)
        decided: dict[str, list[Decision]] = defaultdict(list)
        for one in decisions:
            decided[one.seeker_uid].append(one)
        plan = {seeker: post for _, seeker, post, _, _ in pairs}
        labels = self._group_labels(groups, actor)
        rows = []
        for uid, seeker_uid, post_uid, points, state in pairs:
            number, name, village, search = people.get(seeker_uid, _GONE)
            post_no, title, employer = posts.get(post_uid, ("", "（已删除）", ""))
            own = decided.get(seeker_uid, ())
            rows.append(
                PlanRow(
                    uid=uid,
                    seeker_uid=seeker_uid,
                    seeker_no=number,
                    name=name,
                    village=village,
                    groups=labels.get(seeker_uid, ()),
                    search=search,
                    post_uid=post_uid,
                    post_no=post_no,
                    title=title,
                    employer=employer,
                    points=points or 0,
                    state=state or "planned",
                    decision=_decision(own, post_uid),
                    pending=any(is_pending(one, plan, made_at) for one in own),
                )
            )
        return tuple(sorted(rows, key=lambda row: (row.village, row.name, row.seeker_no)))

    def unplaced(self, actor: Actor) -> tuple[UnplacedRow, ...]:
        """Everybody without a post in the newest plan, class by class."""

        def work(read: Reader) -> tuple[Any, ...]:
            run = _newest(read)
            return (run.unplaced if run else {}), _people(read), _groups(read)

        without, people, groups = self._database.read(work)
        labels = self._group_labels(groups, actor)
        rows = []
        for uid, reason in without.items():
            number, name, village, search = people.get(uid, _GONE)
            rows.append(
                UnplacedRow(
                    seeker_uid=uid,
                    seeker_no=number,
                    name=name,
                    village=village,
                    groups=labels.get(uid, ()),
                    search=search,
                    kind=reason["class"],
                    sentence=CLASSES[reason["class"]],
                    fact=next(iter(reason["facts"]), ""),
                )
            )
        order = {kind: number for number, kind in enumerate(CLASSES)}
        return tuple(sorted(rows, key=lambda row: (order[row.kind], row.village, row.name, row.seeker_no)))

    def reasons(self, actor: Actor, seeker_uid: str) -> tuple[ReasonLine, ...]:
        """Why this person got this post, the weightiest line first; the points add up to the pair's. () without one."""
        proposal = self._database.read(
            lambda read: read.first(Proposal, run_uid=_newest_head(read)[0], seeker_uid=seeker_uid)
        )
        return reason_lines(proposal.reasons) if proposal else ()

    def nearest(self, actor: Actor, seeker_uid: str) -> Nearest:
        """Why this person has no post, and up to three single changes that would bring one.

        Each change was proven on the people, posts and decisions that the newest plan was made from.
        """
        run = self._database.read(_newest)
        reason = run.unplaced.get(seeker_uid) if run else None
        if reason is None:
            return Nearest(sentence="本人是在这个方案之后才进入待安排的，重新匹配后就知道。", facts=(), changes=())
        return Nearest(
            sentence=CLASSES[reason["class"]] + "。",
            facts=tuple(reason["facts"]),
            changes=tuple(one["sentence"] for one in reason.get("changes", ())),
        )

    def compare(self, actor: Actor) -> Comparison:
        """Who gained, lost or changed a post against the plan before, and why where that is known."""

        def work(read: Reader) -> Comparison:
            newest = _newest(read)
            numbers = sorted(number for (number,) in read.values(Run, "run_no"))
            before = read.first(Run, run_no=numbers[-2]) if len(numbers) > 1 else None
            if newest is None or before is None:
                return Comparison(sentence="目前只有一个方案，下次匹配后就能比较。" if newest else "", rows=())
            earlier, later = _state(read, before), _state(read, newest)
            shifts = compare(earlier, later, self._since(read, actor))
            people, posts = _people(read), _posts(read)
            unchanged = len(later.placed) - sum(shift.after is not None for shift in shifts)
            return Comparison(
                sentence=summary(shifts, unchanged, before.run_no or 0),
                rows=tuple(_shift_row(shift, people, posts) for shift in shifts),
            )

        return self._database.read(work)

    def decisions(self, actor: Actor) -> tuple[DecisionRow, ...]:
        """The clerks' decisions in force, newest first."""

        def work(read: Reader) -> tuple[DecisionRow, ...]:
            people, posts = _people(read), _posts(read)
            run_uid, made_at = _newest_head(read)
            plan = dict(read.values(Proposal, "seeker_uid", "post_uid", run_uid=run_uid))
            return tuple(
                DecisionRow(
                    uid=one.uid,
                    kind=one.kind,
                    label=self._codes["decision_kind"].label(one.kind),
                    seeker_uid=one.seeker_uid,
                    seeker_no=people.get(one.seeker_uid, _GONE)[0],
                    name=people.get(one.seeker_uid, _GONE)[1],
                    post_uid=one.post_uid,
                    post=_post_words(one.post_uid, posts),
                    reason=one.reason,
                    by=one.by,
                    at=one.at,
                    pending=is_pending(one, plan, made_at),
                )
                for one in reversed(read.all(Decision))
            )

        return self._database.read(work)

    def accept(self, actor: Actor, proposal_uids: Collection[str] | None = None) -> Accepted:
        """Put these pairs of the newest plan to the people (all of them where None): 方案建议 becomes 待征询.

        Pairs that are further already stay as they are; a pair that a later decision speaks against is held back.
        """

        def work(unit: UnitOfWork) -> Accepted:
            run_uid, made_at = _newest_head(unit)
            if not run_uid:
                raise Refused("no_plan", "还没有匹配方案，请先做一次匹配。")
            plan = dict(unit.values(Proposal, "seeker_uid", "post_uid", run_uid=run_uid))
            against = {one.seeker_uid for one in unit.all(Decision) if is_pending(one, plan, made_at)}
            wanted = None if proposal_uids is None else set(proposal_uids)
            planned = [
                one
                for one in unit.all(Proposal, run_uid=run_uid, state="planned")
                if wanted is None or one.uid in wanted
            ]
            posts = unit.among(Post, "uid", {one.post_uid for one in planned})
            old = {post.uid for post in posts if post.is_stale(actor.today())}
            free = [one for one in planned if one.seeker_uid not in against]
            good = [one for one in free if one.post_uid not in old]
            unit.why = f"把 {len(good)} 人列入待征询"
            unit.apply(together(update(one, state="proposed") for one in good))
            return Accepted(count=len(good), held_back=len(planned) - len(free), stale=len(free) - len(good))

        return self._database.write(actor, "列入待征询", work)[0]

    def _before_first(self, read: Reader, actor: Actor) -> Overview:
        persons = sum(read.count(Seeker, state=state) for state in WAITING_STATES)
        posts = read.all(Post)
        today = actor.today()
        verified = [
            p for p in posts if p.is_verified() and p.state == "open" and p.valid_until and p.valid_until >= today
        ]
        sentence, lack = start(persons, len(posts), len(verified), sum(post.headcount or 0 for post in verified))
        decisions = read.count(Decision)
        return Overview(
            run_no=0,
            seed=0,
            made_at="",
            sentence=sentence,
            note="",
            states={},
            placed=0,
            unplaced=0,
            decisions=decisions,
            pending=decisions,
            lack=lack,
        )

    def _since(self, read: Reader, actor: Actor) -> Since:
        words, today = self._codes["seeker_state"], actor.today()
        return Since(
            answers={(one.seeker_uid, one.post_uid): one for one in read.all(Answer)},
            letters={
                (person, post): state for person, post, state in read.values(Letter, "seeker_uid", "post_uid", "state")
            },
            decisions={(one.seeker_uid, one.post_uid): one for one in read.all(Decision)},
            states={uid: words.label(state or "unverified") for uid, state in read.values(Seeker, "uid", "state")},
            closed_posts=frozenset(
                uid
                for uid, state, until in read.values(Post, "uid", "state", "valid_until")
                if state != "open" or until is None or until < today
            ),
        )

    def _group_labels(self, groups: Mapping[str, list[tuple[Any, ...]]], actor: Actor) -> dict[str, tuple[str, ...]]:
        words, today = self._codes["group"], actor.today()
        open_ = shown_groups(words)
        return {
            uid: tuple(
                dict.fromkeys(
                    words.short(group)
                    for group, begun, ended in sorted(held, key=lambda one: words.rank(one[0]))
                    if group in open_ and (begun is None or begun <= today) and (ended is None or today <= ended)
                )
            )
            for uid, held in groups.items()
        }


def _newest_head(read: Reader) -> tuple[str, str]:
    """Uid and moment of the newest run; "" where there is none."""
    _, uid, made_at = max(read.values(Run, "run_no", "uid", "made_at"), default=(0, "", ""))
    return uid, made_at or ""


def _newest(read: Reader) -> Run | None:
    uid = _newest_head(read)[0]
    return read.first(Run, uid=uid) if uid else None


def _state(read: Reader, run: Run) -> PlanState:
    return PlanState(
        placed=dict(read.values(Proposal, "seeker_uid", "post_uid", run_uid=run.uid)), unplaced=run.unplaced
    )


def _people(read: Reader) -> dict[str, Person]:
    """Number, name, village and search words of each person."""
    found = read.values(Seeker, "uid", "seeker_no", "name", "village", "search")
    return {uid: (number or "", name or "", village or "", search) for uid, number, name, village, search in found}


def _posts(read: Reader) -> dict[str, tuple[str, str, str]]:
    """Number, title and employer of each post."""
    employers = dict(read.values(Employer, "uid", "name"))
    found = read.values(Post, "uid", "post_no", "title", "employer_uid")
    return {uid: (number or "", title or "", employers.get(firm) or "") for uid, number, title, firm in found}


def _groups(read: Reader) -> dict[str, list[tuple[Any, ...]]]:
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for uid, group, begun, ended in read.values(Membership, "seeker_uid", "group", "started_on", "ended_on"):
        found[uid].append((group or "", begun, ended))
    return found


def _decision(own: Collection[Decision], post_uid: str) -> str:
    on_pair = next((one.kind for one in own if one.post_uid == post_uid), "")
    return on_pair or ("elsewhere" if any(one.kind in ("lock", "place") for one in own) else "")


def _post_words(uid: str | None, posts: Mapping[str, tuple[str, str, str]]) -> str:
    if uid is None:
        return ""
    _, title, employer = posts.get(uid, ("", "（已删除）", ""))
    return f"{title} · {employer}" if employer else title


def _shift_row(shift: Shift, people: Mapping[str, Person], posts: Mapping[str, tuple[str, str, str]]) -> ShiftRow:
    number, name, _, _ = people.get(shift.seeker_uid, _GONE)
    return ShiftRow(
        kind=shift.kind,
        seeker_uid=shift.seeker_uid,
        seeker_no=number,
        name=name,
        before=_post_words(shift.before, posts),
        after=_post_words(shift.after, posts),
        why=shift.why,
    )
