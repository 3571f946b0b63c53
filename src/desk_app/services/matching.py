"""匹配: making a plan, showing it, explaining it, handing it to a checker."""

from __future__ import annotations

import hashlib
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import zstandard

from desk_app.domain.actor import Actor
from desk_app.domain.answers import OPEN_STATES as OPEN_PROPOSALS
from desk_app.domain.changes import insert, new_uid, remove, together, update
from desk_app.domain.codes import CodeLists
from desk_app.domain.employers import Employer
from desk_app.domain.errors import Refused
from desk_app.domain.matching.pool import MatchSettings, Opening, Person, Pool
from desk_app.domain.matching.run import Outcome, finish, for_checker, prepare
from desk_app.domain.matching.suggestions import suggestions
from desk_app.domain.posts import Post
from desk_app.domain.progress import Progress
from desk_app.domain.proposals import Answer, Decision, Proposal, Run
from desk_app.domain.referrals import OPEN_STATES as OPEN_LETTERS
from desk_app.domain.referrals import SEAT_STATES, Letter
from desk_app.domain.seekers import Membership, Seeker
from desk_app.solving.flow import solve_apart
from desk_app.storage.database import BATCH, Database
from desk_app.storage.files import write_whole
from desk_app.storage.repository import Reader
from desk_app.storage.unit_of_work import UnitOfWork

WAITING_STATES = ("unverified", "willing")
"""Persons in these states wait for a post."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What the plan is made from, read in one transaction."""

    seekers: tuple[Seeker, ...]
    memberships: tuple[Membership, ...]
    posts: tuple[Post, ...]
    employers: Mapping[str, Employer]
    letters: tuple[Letter, ...]
    proposals: tuple[Proposal, ...]
    answers: tuple[Answer, ...]
    decisions: tuple[Decision, ...]


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
        pool = self._pool(self._database.read(_snapshot), actor)
        problem = prepare(pool, seed)
        outcome = finish(problem, solve_apart(problem.town, progress))
        packed = _packed(outcome.instance)
        run, _ = self._database.write(
            actor, "做匹配方案", lambda unit: _keep(unit, actor, seed, outcome, packed), priority=BATCH
        )
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
        """Lock a pair, ban it, or place it by hand (`lock`, `ban`, `place`), with the reason; runs keep to it."""
        if self._codes["decision_kind"].find(kind) is None or not reason.strip():
            raise Refused("reason_missing", "请选择锁定、禁配或手工安排，并写明理由。")

        def work(unit: UnitOfWork) -> None:
            seeker = unit.first(Seeker, seeker_no=seeker_no)
            post = unit.first(Post, post_no=post_no)
            if seeker is None or post is None:
                raise Refused("no_such_pair", f"没有求职登记号 {seeker_no} 或岗位编号 {post_no}，请核对。")
            earlier = unit.all(Decision, seeker_uid=seeker.uid)
            # One person is held to one post: a new lock or placement takes the place of the old one.
            gone = [
                one for one in earlier if one.post_uid == post.uid or (kind != "ban" and one.kind in ("lock", "place"))
            ]
            decision = Decision(
                uid=new_uid(),
                kind=kind,
                seeker_uid=seeker.uid,
                post_uid=post.uid,
                reason=reason.strip(),
                by=actor.name,
                at=actor.moment(),
            )
            unit.apply(together(map(remove, gone)) + insert(decision))

        self._database.write(actor, "人工决定", work)

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
        write_whole(folder / "instance.json", _json(for_checker(_unpacked(kept))))
        write_whole(folder / "plan.json", _json(plan))

    def explain(
        self, actor: Actor, seeker_nos: Iterable[str], progress: Progress | None = None
    ) -> list[dict[str, Any]]:
        """Of each person: why this post; or the class of reason why none, its facts, and the smallest verified changes.

        Reasons for "none" are worked out on the present state of the file, with the seed of the newest run.
        """
        wanted = list(dict.fromkeys(seeker_nos))
        snapshot, run, pairs = self._database.read(lambda read: (_snapshot(read), *_newest(read)))
        by_no = {seeker.seeker_no: seeker for seeker in snapshot.seekers}
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
        return make_pool(snapshot, actor, self._codes, self._settings)


def make_pool(snapshot: Snapshot, actor: Actor, codes: CodeLists, settings: MatchSettings) -> Pool:
    """Persons who wait and posts that may take somebody."""
    today = actor.today()
    groups: dict[str, list[str]] = defaultdict(list)
    for membership in snapshot.memberships:
        if membership.holds_on(today):
            groups[membership.seeker_uid].append(membership.group)
    barred: dict[str, set[str]] = defaultdict(set)
    for said in snapshot.answers:
        if said.answer == "unwilling":
            barred[said.seeker_uid].add(said.post_uid)
    for tried in snapshot.letters:
        if tried.state in ("not_hired", "declined"):
            barred[tried.seeker_uid].add(tried.post_uid)
    busy = {letter.seeker_uid for letter in snapshot.letters if letter.state in OPEN_LETTERS}
    current = {p.seeker_uid: p.post_uid for p in snapshot.proposals}
    agreed = {p.seeker_uid: p.post_uid for p in snapshot.proposals if p.state == "agreed"}
    taken: dict[str, int] = defaultdict(int)
    for letter in snapshot.letters:
        taken[letter.post_uid] += letter.state in SEAT_STATES
    persons = tuple(
        Person(
            seeker=seeker,
            groups=tuple(sorted(set(groups[seeker.uid]))),
            barred_posts=frozenset(barred[seeker.uid]),
            current_post=current.get(seeker.uid),
            agreed=seeker.uid in agreed,
        )
        for seeker in snapshot.seekers
        if seeker.state in WAITING_STATES and seeker.uid not in busy
    )
    openings = tuple(
        Opening(post=post, employer=snapshot.employers[post.employer_uid], free=(post.headcount or 0) - taken[post.uid])
        for post in snapshot.posts
        if (post.headcount or 0) > taken[post.uid]
    )
    return Pool(
        persons=persons, openings=openings, decisions=snapshot.decisions, today=today, codes=codes, settings=settings
    )


def _snapshot(read: Reader) -> Snapshot:
    return Snapshot(
        seekers=read.all(Seeker),
        memberships=read.all(Membership),
        posts=read.all(Post),
        employers=read.by_uid(Employer),
        letters=read.all(Letter),
        proposals=read.among(Proposal, "state", OPEN_PROPOSALS),
        answers=read.all(Answer),
        decisions=read.all(Decision),
    )


def _keep(unit: UnitOfWork, actor: Actor, seed: int, outcome: Outcome, packed: tuple[str, bytes]) -> Run:
    """Write run and proposals. A pair somebody has agreed to keeps its state in the new run."""
    digest, instance = packed
    unit.keep_document(digest, "npz+zstd", instance)
    run = Run(
        uid=new_uid(),
        run_no=unit.numbers("run", year=0, desk="")[0],
        made_at=actor.moment(),
        seed=seed,
        persons=outcome.persons,
        seats=outcome.seats,
        placed=outcome.placed,
        fit=outcome.fit,
        unplaced={uid: reason.as_json() for uid, reason in outcome.unplaced.items()},
        instance=digest,
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
            state=state.get((pair.seeker_uid, pair.post_uid), "proposed"),
        )
        for pair in outcome.pairs
    ]
    unit.apply(together(update(p, state="superseded") for p in open_before) + insert(run, *proposals))
    return run


def _run(read: Reader, run_no: int | None) -> Run:
    runs = read.all(Run) if run_no is None else read.all(Run, run_no=run_no)
    if not runs:
        raise Refused("no_plan", "还没有匹配方案，请先做一次匹配。" if run_no is None else f"没有第 {run_no} 号方案。")
    return runs[-1]


def _newest(read: Reader) -> tuple[Run, tuple[Proposal, ...]]:
    run = _run(read, None)
    return run, read.all(Proposal, run_uid=run.uid)


def _reasons(pool: Pool, seed: int, uids: set[str], progress: Progress) -> dict[str, dict[str, Any]]:
    """Class, facts and changes of the persons that the best plan of the present state leaves without a post."""
    problem = prepare(pool, seed)
    solution = solve_apart(problem.town, progress)
    outcome = finish(problem, solution)
    rows = {person.seeker.uid: row for row, person in enumerate(problem.people.rows)}
    wanted = [rows[uid] for uid in uids if uid in outcome.unplaced]
    helps = suggestions(pool, problem.people, problem.posts, problem.town, solution.placing_flow, wanted)
    told = {}
    for uid in uids:
        if uid in outcome.unplaced:
            changes = [{"sentence": one.sentence, "change": dict(one.change)} for one in helps[rows[uid]]]
            told[uid] = {**outcome.unplaced[uid].as_json(), "changes": changes}
        elif uid in {pair.seeker_uid for pair in outcome.pairs}:
            told[uid] = {
                "class": "changed",
                "sentence": "情况有变，重新做一次匹配就能安排到岗位。",
                "facts": [],
                "changes": [],
            }
    return told


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


def _packed(instance: Mapping[str, Any]) -> tuple[str, bytes]:
    """Digest and compressed bytes of the columns of an instance (numpy's .npz)."""
    plain = io.BytesIO()
    columns: dict[str, Any] = {name: np.asarray(column) for name, column in instance.items()}
    np.savez(plain, **columns)
    content = plain.getvalue()
    return hashlib.sha256(content).hexdigest(), zstandard.ZstdCompressor(level=3).compress(content)


def _unpacked(kept: bytes) -> dict[str, Any]:
    with np.load(io.BytesIO(zstandard.decompress(kept)), allow_pickle=False) as columns:
        return {name: columns[name] for name in columns.files}


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
