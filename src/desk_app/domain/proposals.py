"""方案 (plan), 推荐 (proposal) and 本人意见 (answer): from a run of the matching to the person's yes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from desk_app.domain.fields import Extra, Raw, Sensitivity, Uid, code, data, flag, link, moment, text, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One plan: what went in, what came out, and the proof that nothing better exists."""

    uid: Uid
    run_no: Annotated[int | None, whole("方案号")] = None
    made_at: Annotated[str, moment("计算时间")] = ""
    seed: Annotated[int | None, whole("随机种子")] = None
    persons: Annotated[int | None, whole("待就业人数")] = None
    seats: Annotated[int | None, whole("空名额")] = None
    placed: Annotated[int | None, whole("有岗人数")] = None
    fit: Annotated[int | None, whole("总匹配分")] = None
    unplaced: Annotated[Mapping[str, Any], data("无岗原因", Sensitivity.PERSONAL)] = field(default_factory=dict)
    instance: Annotated[str, text("算例摘要")] = ""  # digest of the kept document: arcs, costs, capacities
    proof: Annotated[Mapping[str, Any], data("最优性证明")] = field(default_factory=dict)
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """That a run gives one person one post, why, and how far it has come."""

    uid: Uid
    run_uid: Annotated[str, link("方案", "runs")] = ""
    seeker_uid: Annotated[str, link("人员", "seekers")] = ""
    post_uid: Annotated[str, link("岗位", "posts")] = ""
    points: Annotated[int | None, whole("匹配分")] = None
    reasons: Annotated[tuple[Mapping[str, Any], ...], data("理由", Sensitivity.PERSONAL)] = ()
    state: Annotated[str, code("推荐状态", "proposal_state")] = "planned"
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A clerk's word on one pair: locked together, banned from each other, or placed by hand."""

    uid: Uid
    kind: Annotated[str, code("人工决定", "decision_kind")] = ""
    seeker_uid: Annotated[str, link("人员", "seekers")] = ""
    post_uid: Annotated[str, link("岗位", "posts")] = ""
    reason: Annotated[str, text("理由")] = ""
    by: Annotated[str, text("经办人")] = ""
    at: Annotated[str, moment("时间")] = ""
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """本人意见: what the person said to a proposal, who asked, how and when."""

    uid: Uid
    proposal_uid: Annotated[str, link("推荐", "proposals")] = ""
    seeker_uid: Annotated[str, link("人员", "seekers")] = ""
    post_uid: Annotated[str, link("岗位", "posts")] = ""
    answer: Annotated[str, code("本人意见", "answer")] = ""
    reason: Annotated[str, text("原因")] = ""
    by: Annotated[str, text("询问人")] = ""
    how: Annotated[str, code("方式", "how")] = ""
    at: Annotated[str, moment("时间")] = ""
    phone_consent: Annotated[bool | None, flag("同意将电话提供给用人单位")] = None
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)
