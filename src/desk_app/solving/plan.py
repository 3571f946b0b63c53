"""A whole plan, and the cost of a decision, in a child process: the window answers while it is worked out.

Judging all pairs, solving and telling the reasons hold the interpreter's lock for seconds, so none of it is done in
the process of the window. Only the pool goes over and only the finished plan comes back, never the matrices.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
import zstandard

from desk_app.domain.errors import Refused
from desk_app.domain.matching.pool import Pool
from desk_app.domain.matching.run import Outcome, Problem, assigned, finish, prepare
from desk_app.domain.matching.suggestions import Suggestion, suggestions
from desk_app.domain.matching.weighing import Assigned, Cost, difference, with_decision
from desk_app.domain.progress import Progress
from desk_app.domain.proposals import Decision
from desk_app.solving.flow import solve
from desk_app.workers import run

T = TypeVar("T")
_SECONDS, _MEGABYTES = 600.0, 8_000
_WORDS = {
    "worker_died": "计算方案的进程中断了，没有改动任何数据。请再点一次重新计算；反复出现时请关闭别的程序后再试。",
    "worker_timeout": "计算方案用时过长，已停止，没有改动任何数据。请减少待安排的人员或岗位后重试。",
    "file_too_heavy": "计算方案内存不够，已停止，没有改动任何数据。请关闭别的程序后重试。",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A finished plan: figures, pairs, classes, helpful changes, and the packed instance with its digest."""

    outcome: Outcome  # without its instance, which is packed
    helps: Mapping[str, tuple[Suggestion, ...]]  # by uid of each person without a post
    digest: str
    packed: bytes


def plan_apart(pool: Pool, seed: int, progress: Progress) -> Plan:
    """The best plan of the pool. Raises Refused in words, Cancelled when asked to stop."""
    return _apart(plan, pool, seed, progress=progress)


def weigh_apart(pool: Pool, seed: int, decision: Decision, progress: Progress) -> Cost:
    """What the decision does to the best plan of the pool."""
    return _apart(weigh, pool, seed, decision, progress=progress)


def plan(pool: Pool, seed: int) -> Plan:
    """The same in this process."""
    problem = prepare(pool, seed)
    solution = solve(problem.town)
    outcome = finish(problem, solution)
    digest, packed = pack(outcome.instance)
    return Plan(
        outcome=replace(outcome, instance={}),
        helps=_helps(problem, solution.placing_flow, outcome.unplaced),
        digest=digest,
        packed=packed,
    )


def weigh(pool: Pool, seed: int, decision: Decision) -> Cost:
    """The same in this process."""
    return difference(_assigned(pool, seed), _assigned(with_decision(pool, decision), seed), decision.seeker_uid)


def _assigned(pool: Pool, seed: int) -> Assigned:
    problem = prepare(pool, seed)
    return assigned(problem, solve(problem.town))


def _helps(problem: Problem, placing_flow: Any, unplaced: Iterable[str]) -> dict[str, tuple[Suggestion, ...]]:
    rows = {person.seeker.uid: row for row, person in enumerate(problem.people.rows)}
    wanted = {uid: rows[uid] for uid in unplaced}
    found = suggestions(problem.pool, problem.people, problem.posts, problem.town, placing_flow, list(wanted.values()))
    return {uid: found[row] for uid, row in wanted.items()}


def pack(instance: Mapping[str, Any]) -> tuple[str, bytes]:
    """Digest and compressed bytes of the columns of an instance (numpy's .npz)."""
    plain = io.BytesIO()
    columns: dict[str, Any] = {name: np.asarray(column) for name, column in instance.items()}
    np.savez(plain, **columns)
    content = plain.getvalue()
    return hashlib.sha256(content).hexdigest(), zstandard.ZstdCompressor(level=3).compress(content)


def unpack(kept: bytes) -> dict[str, Any]:
    """The columns of a packed instance."""
    with np.load(io.BytesIO(zstandard.decompress(kept)), allow_pickle=False) as columns:
        return {name: columns[name] for name in columns.files}


def _apart(function: Callable[..., T], *arguments: Any, progress: Progress) -> T:
    try:
        return run(function, *arguments, seconds=_SECONDS, megabytes=_MEGABYTES, progress=progress)
    except Refused as refusal:
        raise Refused(refusal.code, _WORDS.get(refusal.code, refusal.message)) from None
