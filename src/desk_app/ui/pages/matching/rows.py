"""What the four lists of the page show of their rows, and what the page needs of the selected one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desk_app.domain.codes import CodeList
from desk_app.domain.matching.comparing import KINDS
from desk_app.services.plans import DecisionRow, PlanRow, ShiftRow, UnplacedRow
from desk_app.ui.kit.tables import Column
from desk_app.ui.kit.tags import Tag, Tone
from desk_app.ui.pages.matching.lists import Records
from desk_app.ui.pages.matching.sheets import Subject

PLAN_COLUMNS = (
    Column("name", "姓名", 84),
    Column("village", "村", 72),
    Column("groups", "人员类别", 100, tags=True),
    Column("title", "岗位", 84),
    Column("employer", "单位", 130),
    Column("points", "匹配分", 88, right=True),
    Column("state", "状态", 132, tags=True),
)
UNPLACED_COLUMNS = (
    Column("name", "姓名", 84),
    Column("village", "村", 72),
    Column("groups", "人员类别", 96, tags=True),
    Column("sentence", "为什么没有岗", 190),
    Column("fact", "依据", 200),
)
SHIFT_COLUMNS = (
    Column("kind", "变化", 84, tags=True),
    Column("name", "姓名", 84),
    Column("before", "上次", 150),
    Column("after", "这次", 150),
    Column("why", "原因", 220),
)
DECISION_COLUMNS = (
    Column("label", "决定", 140, tags=True),
    Column("name", "姓名", 84),
    Column("post", "岗位", 140),
    Column("reason", "理由", 120),
    Column("by", "经办人", 88),
    Column("at", "日期", 100),
)

STATE_TONES: Mapping[str, Tone] = {
    "planned": "quiet",
    "proposed": "accent",
    "considering": "caution",
    "agreed": "good",
    "declined": "danger",
    "lettered": "good",
}

DECISION_WORDS: Mapping[str, str] = {"lock": "锁定", "ban": "禁配", "place": "改派", "elsewhere": "改派到别处"}


def decision_tags(decision: str, *, pending: bool) -> tuple[Tag, ...]:
    """What a clerk decided about the pair, and whether the plan knows it yet."""
    if not decision:
        return ()
    return (Tag(DECISION_WORDS[decision] + ("·未计入" if pending else ""), "caution" if pending else "accent"),)


def group_tags(groups: Sequence[str]) -> tuple[Tag, ...]:
    """The groups a person belongs to."""
    return tuple(Tag(group) for group in groups)


_SHIFT_TONES: Mapping[str, Tone] = {"gained": "good", "lost": "danger", "changed": "accent", "left": "quiet"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The row that is selected, whichever list it stands in."""

    subject: Subject
    tags: tuple[Tag, ...] = ()
    placed: str = ""  # employer, title and points in words


def plan_records(words: CodeList) -> Records[PlanRow]:
    """The pairs of the plan; `words` are those of the states of a proposal."""

    def show(row: PlanRow) -> Mapping[str, Any]:
        return {
            "name": row.name,
            "village": row.village,
            "groups": group_tags(row.groups),
            "employer": row.employer,
            "title": row.title,
            "points": str(row.points),
            "state": (
                *decision_tags(row.decision, pending=row.pending),
                Tag(words.label(row.state), STATE_TONES.get(row.state, "quiet")),
            ),
        }

    return Records(
        key=lambda row: row.uid,
        show=show,
        words=lambda row: (row.name, row.search, row.village, row.employer, row.title, row.post_no),
        kept={
            "state": lambda row: (row.state,),
            "decision": lambda row: (row.decision,),
            "group": lambda row: row.groups,
        },
    )


def of_pair(row: PlanRow) -> Chosen:
    """A pair of the plan."""
    post = f"{row.title} · {row.employer}"
    return Chosen(
        subject=Subject(seeker_uid=row.seeker_uid, name=row.name, post_uid=row.post_uid, post=post),
        tags=(*group_tags(row.groups), *decision_tags(row.decision, pending=row.pending)),
        placed=f"→ {post}，匹配分 {row.points}",
    )


def of_unplaced(row: UnplacedRow) -> Chosen:
    """Somebody without a post."""
    subject = Subject(seeker_uid=row.seeker_uid, name=row.name, post_uid="", post="")
    return Chosen(subject=subject, tags=group_tags(row.groups), placed="")


def of_shift(row: ShiftRow) -> Chosen:
    """A line of the comparison."""
    subject = Subject(seeker_uid=row.seeker_uid, name=row.name, post_uid="", post=row.after)
    tag = Tag(KINDS[row.kind], _SHIFT_TONES[row.kind])
    return Chosen(subject=subject, tags=(tag,), placed=f"→ {row.after}" if row.after else "")


def of_decision(row: DecisionRow) -> Chosen:
    """A decision."""
    subject = Subject(seeker_uid=row.seeker_uid, name=row.name, post_uid=row.post_uid, post=row.post)
    return Chosen(subject=subject, tags=decision_tags(row.kind, pending=row.pending), placed=f"{row.label}：{row.post}")


UNPLACED: Records[UnplacedRow] = Records(
    key=lambda row: row.seeker_uid,
    show=lambda row: {
        "name": row.name,
        "village": row.village,
        "groups": group_tags(row.groups),
        "sentence": row.sentence,
        "fact": row.fact,
    },
    words=lambda row: (row.name, row.search, row.village, row.sentence, row.fact),
    kept={"kind": lambda row: (row.kind,), "group": lambda row: row.groups},
)

SHIFTS: Records[ShiftRow] = Records(
    key=lambda row: row.seeker_uid,
    show=lambda row: {
        "kind": (Tag(KINDS[row.kind], _SHIFT_TONES[row.kind]),),
        "name": row.name,
        "before": row.before or "无岗",
        "after": row.after or "无岗",
        "why": row.why,
    },
    words=lambda row: (row.name, row.seeker_no, row.before, row.after, row.why),
    kept={"kind": lambda row: (row.kind,)},
)

DECISIONS: Records[DecisionRow] = Records(
    key=lambda row: row.uid,
    show=lambda row: {
        "label": decision_tags(row.kind, pending=row.pending),
        "name": row.name,
        "post": row.post,
        "reason": row.reason,
        "by": row.by,
        "at": row.at[:10],
    },
    words=lambda row: (row.name, row.seeker_no, row.post, row.reason, row.by),
    kept={"kind": lambda row: (row.kind,)},
)
