"""匹配: making a plan, showing it, explaining it, handing it to a checker."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desk_app.domain.actor import Actor
from desk_app.domain.answers import OPEN_STATES as OPEN_PROPOSALS
from desk_app.domain.changes import insert, new_uid, remove, together, update
from desk_app.domain.codes import CodeLists
from desk_app.domain.employers import Employer
from desk_app.domain.errors import Refused
from desk_app.domain.matching.overview import reason_line
from desk_app.domain.matching.pool import MatchSettings, Pool
from desk_app.domain.matching.run import for_checker, pair
from desk_app.domain.matching.suggestions import Suggestion
from desk_app.domain.matching.waiting import WAITING_STATES, Snapshot, pool_of
from desk_app.domain.matching.weighing import obstacle_to_placing, promised_to_others, replaced, with_decision
from desk_app.domain.posts import Post
from desk_app.domain.progress import Progress
from desk_app.domain.proposals import Answer, Decision, Proposal, Run
from desk_app.domain.referrals import Letter
from desk_app.domain.seekers import Membership, Seeker
from desk_app.solving.plan import Plan, plan_apart, unpack, weigh_apart
from desk_app.storage.database import BATCH, Database
from desk_app.storage.files import write_whole
from desk_app.storage.repository import Reader
from desk_app.storage.unit_of_work import UnitOfWork

_REASONS = 5  # last reasons offered


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A post to which a clerk might move somebody."""

    post_uid: str
    post_no: str
    title: str
    employer: str
    free: int  # seats without a letter
    planned: int  # of these, held by the present plan
    points: int
    fits: bool
    failing: tuple[str, ...]  # the lines of the conditions that fail
    barred: str  # the sentence of the wall or promise that forbids it; "" where it may be chosen
    current: bool  # the person is planned here


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedPerson:
    """Somebody else whose post a decision would change, in words; "" = without a post."""

    seeker_uid: str
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionCost:
    """What a decision does to the best plan: one sentence, the two differences, and who else is moved."""

    sentence: str
    placed: int
    fit: int
    moved: tuple[MovedPerson, ...]


class Matching:
    """匹配方案."""

    def __init__(self, database: Database, codes: CodeLists, settings: MatchSettings) -> None:
        self._database = database
        self._codes = codes
        self._settings = settings

    def match(self, actor: Actor, seed: int, progress: Progress | None = None) -> dict[str, Any]:
        """Make the best plan there is, prove it, and turn it into proposals; older open proposals give way.

        A pair whose person has said yes stays. Nothing is solved while the file is held.
        """
        progress = progress or Progress()
        pool = self._read_pool(actor, progress)
        progress.step(f"正在为 {len(pool.persons)} 人和 {len(pool.openings)} 个岗位求最优方案并验证")
        plan = plan_apart(pool, seed, progress)
        progress.step("写入方案")
        run, _ = self._database.write(actor, "做匹配方案", lambda unit: _keep(unit, actor, seed, plan), priority=BATCH)
        outcome = plan.outcome
        return {
            "run": run.run_no,
            "persons": outcome.persons,
            "seats": outcome.seats,
            "placed": outcome.placed,
            "fit": outcome.fit,
            "let_go": list(outcome.let_go),
            "unplaced": dict(outcome.class_counts),
            "classes": dict(outcome.class_labels),
            "proof": dict(outcome.proof),
        }

    def decide(self, actor: Actor, kind: str, seeker_no: str, post_no: str, reason: str) -> None:
        """The same as `decide_on`, by the numbers that stand on paper."""

        def work(read: Reader) -> tuple[str, str]:
            seeker, post = read.first(Seeker, seeker_no=seeker_no), read.first(Post, post_no=post_no)
            if seeker is None or post is None:
                raise Refused("no_such_pair", f"没有求职登记号 {seeker_no} 或岗位编号 {post_no}，请核对。")
            return seeker.uid, post.uid

        self.decide_on(actor, kind, *self._database.read(work), reason)

    def decide_on(self, actor: Actor, kind: str, seeker_uid: str, post_uid: str, reason: str) -> None:
        """Lock a pair, ban it, or place it by hand (`lock`, `ban`, `place`), with the reason; runs keep to it.

        Refused in words where it cannot hold: a wall of the law, no free seat, the person's yes to another post.
        """
        decision = self._decision(actor, kind, seeker_uid, post_uid, reason)
        if not decision.reason:
            raise Refused("reason_missing", "请选择锁定、禁配或手工安排，并写明理由。")
        with_decision(self._read_pool(actor, Progress()), decision)

        def work(unit: UnitOfWork) -> None:
            gone = replaced(unit.all(Decision, seeker_uid=seeker_uid), decision)
            unit.why = f"{self._codes['decision_kind'].label(kind)}{_pair_words(unit, decision)}"
            unit.apply(together(map(remove, gone)) + insert(decision))

        self._database.write(actor, f"人工决定：{self._codes['decision_kind'].label(kind)}", work)

    def lift(self, actor: Actor, decision_uid: str) -> None:
        """Take a decision back; the next run is free of it."""

        def work(unit: UnitOfWork) -> None:
            decision = unit.one(Decision, decision_uid)
            unit.why = f"取消{self._codes['decision_kind'].label(decision.kind)}{_pair_words(unit, decision)}"
            unit.apply(remove(decision))

        self._database.write(actor, "取消人工决定", work)

    def cost(
        self, actor: Actor, kind: str, seeker_uid: str, post_uid: str, progress: Progress | None = None
    ) -> DecisionCost:
        """What a lock, a ban or a move does to the best plan, before it is decided: both plans are solved.

        Refused in words where the decision could not hold. Nothing is written.
        """
        progress = progress or Progress()
        decision = self._decision(actor, kind, seeker_uid, post_uid, "")
        pool = self._read_pool(actor, progress)
        with_decision(pool, decision)
        progress.step("正在算这项改动的代价")
        cost = weigh_apart(pool, self._database.read(_newest_seed), decision, progress)
        names = {person.seeker.uid: person.seeker.name for person in pool.persons}
        posts = {one.post.uid: f"{one.post.title} · {one.employer.name}" for one in pool.openings}
        return DecisionCost(
            sentence=cost.sentence(kind),
            placed=cost.placed,
            fit=cost.fit,
            moved=tuple(
                MovedPerson(
                    seeker_uid=one.seeker_uid,
                    name=names[one.seeker_uid],
                    before=posts.get(one.before or "", ""),
                    after=posts.get(one.after or "", ""),
                )
                for one in cost.moved
            ),
        )

    def reasons_used(self, actor: Actor, kind: str) -> tuple[str, ...]:
        """The reasons last given for this kind of decision, newest first, each once."""
        used = self._database.read(lambda read: read.values(Decision, "reason", kind=kind))
        return tuple(dict.fromkeys(reason for (reason,) in reversed(used)))[:_REASONS]

    def candidates(self, actor: Actor, seeker_uid: str) -> tuple[Candidate, ...]:
        """The posts to which this person may be moved: fitting ones by points, then near misses, then barred ones."""
        pool = self._read_pool(actor, Progress())
        person = next((one for one in pool.persons if one.seeker.uid == seeker_uid), None)
        if person is None:
            raise Refused("not_waiting", "本人现在不在待安排的人员里（已推荐、已就业或不找工作），不能改派。")
        promised = promised_to_others(pool, person)
        planned = Counter(one.current_post for one in pool.persons)
        found = [
            Candidate(
                post_uid=opening.post.uid,
                post_no=opening.post.post_no,
                title=opening.post.title,
                employer=opening.employer.name,
                free=opening.free,
                planned=planned[opening.post.uid],
                points=told.points,
                fits=not any(reason["verdict"] == "no" for reason in told.reasons),
                failing=tuple(reason_line(one).text for one in told.reasons if one["verdict"] == "no"),
                barred=obstacle_to_placing(pool, person, opening, promised),
                current=opening.post.uid == person.current_post,
            )
            for opening in pool.openings
            for told in (pair(person, opening, pool),)
        ]
        return tuple(sorted(found, key=lambda one: (bool(one.barred), len(one.failing), -one.points, one.post_no)))

    def _decision(self, actor: Actor, kind: str, seeker_uid: str, post_uid: str, reason: str) -> Decision:
        if self._codes["decision_kind"].find(kind) is None:
            raise Refused("reason_missing", "请选择锁定、禁配或手工安排，并写明理由。")
        return Decision(
            uid=new_uid(),
            kind=kind,
            seeker_uid=seeker_uid,
            post_uid=post_uid,
            reason=reason.strip(),
            by=actor.name,
            at=actor.moment(),
        )

    def plan(self, run_no: int | None = None) -> list[dict[str, Any]]:
        """The pairs of a run (the newest where none is named), each with its reasons."""

        def work(read: Reader) -> list[dict[str, Any]]:
            run = _run(read, run_no)
            pairs = read.all(Proposal, run_uid=run.uid)
            seekers = {one.uid: one.seeker_no for one in read.among(Seeker, "uid", {p.seeker_uid for p in pairs})}
            posts = {one.uid: one.post_no for one in read.among(Post, "uid", {p.post_uid for p in pairs})}
            shown = [
                {
                    "seeker_no": seekers[pair.seeker_uid],
                    "post_no": posts[pair.post_uid],
                    "points": pair.points,
                    "reasons": list(pair.reasons),
                }
                for pair in pairs
            ]
            return sorted(shown, key=lambda pair: str(pair["seeker_no"]))

        return self._database.read(work)

    def save(self, run_no: int | None, folder: Path) -> None:
        """Write instance.json (arcs, costs, capacities, stages) and plan.json for a checker that trusts nobody."""

        def work(read: Reader) -> tuple[bytes, Run]:
            run = _run(read, run_no)
            return read.document(run.instance)[1], run

        kept, run = self._database.read(work)
        folder.mkdir(parents=True, exist_ok=True)
        plan = {
            "run": run.run_no,
            "seed": run.seed,
            "placed": run.placed,
            "fit": run.fit,
            "proof": dict(run.proof),
            "pairs": [[pair["seeker_no"], pair["post_no"]] for pair in self.plan(run.run_no)],
        }
        write_whole(folder / "instance.json", _json(for_checker(unpack(kept))))
        write_whole(folder / "plan.json", _json(plan))

    def explain(
        self, actor: Actor, seeker_nos: Iterable[str], progress: Progress | None = None
    ) -> list[dict[str, Any]]:
        """Of each person: why this post; or the class of reason why none, its facts, and the smallest verified changes.

        Reasons for "none" are worked out on the present state of the file, with the seed of the newest run.
        """
        wanted = list(dict.fromkeys(seeker_nos))
        snapshot, run, pairs, seekers = self._database.read(
            lambda read: (_snapshot(read), *_newest(read), read.among(Seeker, "seeker_no", wanted))
        )
        by_no = {seeker.seeker_no: seeker for seeker in seekers}
        for number in wanted:
            if number not in by_no:
                raise Refused("no_such_seeker", f"没有求职登记号 {number[:20]}，请核对。")
        pool = self._pool(snapshot, actor)
        placed = {pair.seeker_uid: pair for pair in pairs if pair.state in OPEN_PROPOSALS}
        posts = {post.uid: post for post in snapshot.posts}
        open_uids = {by_no[number].uid for number in wanted} - set(placed)
        reasons = _reasons(pool, run.seed or 0, open_uids, progress or Progress()) if open_uids else {}
        told = []
        for number in wanted:
            seeker = by_no[number]
            if seeker.uid in placed:
                told.append(_placed(number, placed[seeker.uid], posts[placed[seeker.uid].post_uid]))
            else:
                told.append(
                    {"seeker_no": number, "placed": False, **reasons.get(seeker.uid, _not_waiting(seeker, self._codes))}
                )
        return told

    def _pool(self, snapshot: Snapshot, actor: Actor) -> Pool:
        return pool_of(snapshot, actor.today(), self._codes, self._settings)

    def _read_pool(self, actor: Actor, progress: Progress) -> Pool:
        progress.step("读取人员和岗位")
        return self._pool(self._database.read(_snapshot), actor)


def _snapshot(read: Reader) -> Snapshot:
    return Snapshot(
        seekers=read.among(Seeker, "state", WAITING_STATES),
        memberships=read.all(Membership),
        posts=read.all(Post),
        employers=read.by_uid(Employer),
        letters=read.all(Letter),
        proposals=read.among(Proposal, "state", OPEN_PROPOSALS),
        answers=read.all(Answer),
        decisions=read.all(Decision),
    )


def _pair_words(read: Reader, decision: Decision) -> str:
    """The pair of a decision, for the history: 李某与岗位电工."""
    seeker, post = read.first(Seeker, uid=decision.seeker_uid), read.first(Post, uid=decision.post_uid)
    return f"{seeker.name if seeker else ''}与岗位{post.title if post else ''}"


def _keep(unit: UnitOfWork, actor: Actor, seed: int, plan: Plan) -> Run:
    """Write run and proposals. A pair of the plan before keeps its state: who was asked is not asked anew."""
    outcome = plan.outcome
    unit.keep_document(plan.digest, "npz+zstd", plan.packed)
    run = Run(
        uid=new_uid(),
        run_no=unit.numbers("run", year=0, desk="")[0],
        made_at=actor.moment(),
        seed=seed,
        persons=outcome.persons,
        seats=outcome.seats,
        placed=outcome.placed,
        fit=outcome.fit,
        unplaced={
            uid: {**reason.as_json(), "changes": [_change(one) for one in plan.helps[uid]]}
            for uid, reason in outcome.unplaced.items()
        },
        instance=plan.digest,
        proof=outcome.proof,
    )
    open_before = unit.among(Proposal, "state", OPEN_PROPOSALS)
    state = {(p.seeker_uid, p.post_uid): p.state for p in open_before}
    proposals = [
        Proposal(
            uid=new_uid(),
            run_uid=run.uid,
            seeker_uid=pair.seeker_uid,
            post_uid=pair.post_uid,
            points=pair.points,
            reasons=pair.reasons,
            state=state.get((pair.seeker_uid, pair.post_uid), "planned"),
        )
        for pair in outcome.pairs
    ]
    unit.why = f"做第 {run.run_no} 号匹配方案（安排 {outcome.placed} 人）"
    unit.apply_long(together(update(p, state="superseded") for p in open_before) + insert(run, *proposals))
    return run


def _run(read: Reader, run_no: int | None) -> Run:
    wanted = run_no if run_no is not None else max((number for (number,) in read.values(Run, "run_no")), default=None)
    run = read.first(Run, run_no=wanted) if wanted is not None else None
    if run is None:
        raise Refused("no_plan", "还没有匹配方案，请先做一次匹配。" if run_no is None else f"没有第 {run_no} 号方案。")
    return run


def _newest(read: Reader) -> tuple[Run, tuple[Proposal, ...]]:
    run = _run(read, None)
    return run, read.all(Proposal, run_uid=run.uid)


def _newest_seed(read: Reader) -> int:
    runs = read.values(Run, "run_no", "seed")
    return int(max(runs)[1] or 0) if runs else 0


def _reasons(pool: Pool, seed: int, uids: set[str], progress: Progress) -> dict[str, dict[str, Any]]:
    """Class, facts and changes of the persons that the best plan of the present state leaves without a post."""
    plan = plan_apart(pool, seed, progress)
    placed = {pair.seeker_uid for pair in plan.outcome.pairs}
    told = {}
    for uid in uids:
        if uid in plan.outcome.unplaced:
            changes = [_change(one) for one in plan.helps[uid]]
            told[uid] = {**plan.outcome.unplaced[uid].as_json(), "changes": changes}
        elif uid in placed:
            told[uid] = {
                "class": "changed",
                "sentence": "情况有变，重新做一次匹配就能安排到岗位。",
                "facts": [],
                "changes": [],
            }
    return told


def _change(help_: Suggestion) -> dict[str, Any]:
    return {"sentence": help_.sentence, "change": dict(help_.change)}


def _not_waiting(seeker: Seeker, codes: CodeLists) -> dict[str, Any]:
    state = codes["seeker_state"].label(seeker.state)
    return {
        "class": "not_waiting",
        "sentence": f"本人现在是“{state}”，不在待安排的人员里。",
        "facts": [],
        "changes": [],
    }


def _placed(number: str, proposal: Proposal, post: Post) -> dict[str, Any]:
    return {
        "seeker_no": number,
        "placed": True,
        "class": "placed",
        "sentence": f"方案安排到岗位 {post.post_no} {post.title}，匹配分 {proposal.points}。",
        "post_no": post.post_no,
        "points": proposal.points,
        "facts": [f"{r['criterion']}：{r['left']}；{r['right']}" for r in proposal.reasons],
        "reasons": list(proposal.reasons),
        "changes": [],
    }


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
