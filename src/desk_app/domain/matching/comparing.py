"""与上次比较: who gained a post, lost one or changed it between two plans, and why where that is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from desk_app.domain.matching.explain import CLASSES
from desk_app.domain.proposals import Answer, Decision

Kind = Literal["gained", "lost", "changed", "left"]

KINDS: Mapping[Kind, str] = {"gained": "新有岗", "lost": "没了岗", "changed": "换了岗", "left": "已离开"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanState:
    """A plan as far as two are compared."""

    placed: Mapping[str, str]  # seeker uid → post uid
    unplaced: Mapping[str, Mapping[str, Any]]  # seeker uid → class and facts

    def knows(self, uid: str) -> bool:
        """Whether the person was among those the plan was made for."""
        return uid in self.placed or uid in self.unplaced


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What is known to have happened, to explain a difference."""

    answers: Mapping[tuple[str, str], Answer]  # of each pair the newest
    letters: Mapping[tuple[str, str], str]  # state of the newest of each pair
    decisions: Mapping[tuple[str, str], Decision]
    states: Mapping[str, str]  # seeker uid → label of the present state
    closed_posts: frozenset[str]  # uids


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One person for whom the two plans differ."""

    kind: Kind
    seeker_uid: str
    before: str | None  # post uid
    after: str | None
    why: str


def compare(earlier: PlanState, later: PlanState, since: Since) -> tuple[Shift, ...]:
    """Everybody whose post differs, in the order of KINDS."""
    order = {kind: number for number, kind in enumerate(KINDS)}
    return tuple(sorted(_shifts(earlier, later, since), key=lambda one: order[one.kind]))


def summary(shifts: Iterable[Shift], unchanged: int, earlier_no: int) -> str:
    """The comparison in one sentence."""
    counts = dict.fromkeys(KINDS, 0)
    for shift in shifts:
        counts[shift.kind] += 1
    told = [f"{KINDS[kind]} {count} 人" for kind, count in counts.items() if count]
    return f"与第 {earlier_no} 号方案比：{'，'.join([*told, f'不变 {unchanged} 人'])}。"


def _shifts(earlier: PlanState, later: PlanState, since: Since) -> Iterator[Shift]:
    for uid in dict.fromkeys((*earlier.placed, *later.placed)):
        before, after = earlier.placed.get(uid), later.placed.get(uid)
        if before == after:
            continue
        kind: Kind = "gained" if before is None else "changed" if after else "lost" if later.knows(uid) else "left"
        yield Shift(
            kind=kind,
            seeker_uid=uid,
            before=before,
            after=after,
            why=_why(kind, uid, before, after, earlier, later, since),
        )


def _why(
    kind: Kind, uid: str, before: str | None, after: str | None, earlier: PlanState, later: PlanState, since: Since
) -> str:
    told = _by_hand(uid, before, after, since) or _of_old_post(uid, before, since)
    if told:
        return told
    if kind == "left":
        return f"本人现在是“{since.states.get(uid, '已删除')}”，不再等待安排"
    if kind == "lost":
        return CLASSES[later.unplaced[uid]["class"]]
    if kind == "gained":
        old = earlier.unplaced.get(uid)
        return f"上次：{CLASSES[old['class']]}" if old else "上次匹配之后才进入待安排"
    return "为整体更优而调整"


def _by_hand(uid: str, before: str | None, after: str | None, since: Since) -> str:
    held = since.decisions.get((uid, after or ""))
    if held and held.kind in ("lock", "place"):
        return f"{'锁定' if held.kind == 'lock' else '手工安排'}：{held.reason}"
    barred = since.decisions.get((uid, before or ""))
    return f"禁配：{barred.reason}" if barred and barred.kind == "ban" else ""


def _of_old_post(uid: str, before: str | None, since: Since) -> str:
    if before is None:
        return ""
    letter = _AFTER_LETTER.get(since.letters.get((uid, before), ""))
    if letter:
        return letter
    said = since.answers.get((uid, before))
    if said and said.answer == "unwilling":
        return f"本人不愿意去原岗位{f'：{said.reason}' if said.reason else ''}"
    return "原岗位已停招或过期" if before in since.closed_posts else ""


_AFTER_LETTER: Mapping[str, str] = {
    "issued": "已开推荐信",
    "overdue": "已开推荐信，回执逾期",
    "hired": "已录用",
    "not_hired": "原岗位没有录用",
    "declined": "本人放弃了原岗位",
}
