"""退出建议: what speaks for ending the help, with its evidence. Never automatic: the head confirms (domain.md §3.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desk_app.domain.hardship.policy import HardshipPolicy
from desk_app.domain.hardship.refusing import Refusal, months_before
from desk_app.domain.hardship.steps import REFUSED, Case
from desk_app.domain.registration import retired
from desk_app.domain.retirement import Tracks
from desk_app.domain.service_log import FAILED, ServiceEntry

CLEAR_STATES = ("stable", "lost")
"""States of a person that may speak for leaving by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A reason (code of `hardship_exit`) for leaving, in words, with the lines that show it."""

    reason: str
    words: str
    evidence: tuple[str, ...] = ()

    @property
    def basis(self) -> str:
        """The evidence as one text: what the head may take over as 依据."""
        return "；".join((self.words, *self.evidence))


def proposals(
    case: Case,
    refused: Sequence[Refusal],
    log: Sequence[ServiceEntry],
    today: date,
    policy: HardshipPolicy,
    tracks: Tracks,
) -> tuple[Proposal, ...]:
    """What speaks for leaving, of a certification that is in force; nothing for any other."""
    if case.certification.state != "certified":
        return ()
    found = [
        _refused(refused, policy),
        _at_work(case, policy),
        _family_at_work(case),
        _retired(case, today, tracks),
        _lost(case, log, today, policy),
        _checked(case),
    ]
    return tuple(one for one in found if one)


def _refused(refused: Sequence[Refusal], policy: HardshipPolicy) -> Proposal | None:
    if len(refused) < policy.refusals.value:
        return None
    words = f"{policy.refusal_months.value} 个月内 {len(refused)} 次拒绝服务"
    return Proposal(reason="refused", words=words, evidence=tuple(f"{one.on} {one.words}" for one in refused))


def _at_work(case: Case, policy: HardshipPolicy) -> Proposal | None:
    if case.seeker.state != "stable":
        return None
    standard = f"稳定就业的标准（{policy.stable_source}）：{'，或'.join(policy.stable)}"
    return Proposal(reason="employed", words="档案里已是稳定就业", evidence=(standard,))


def _family_at_work(case: Case) -> Proposal | None:
    family = case.family
    if family is None or family.cleared_on is None or not family.cleared_member:
        return None
    return Proposal(reason="family_employed", words=f"家庭成员{family.cleared_member}已于 {family.cleared_on} 就业")


def _retired(case: Case, today: date, tracks: Tracks) -> Proposal | None:
    if not retired(case.seeker, today, tracks):
        return None
    return Proposal(reason="pension", words=f"按出生日期 {case.seeker.birth_date} 已到法定退休年龄")


def _lost(case: Case, log: Sequence[ServiceEntry], today: date, policy: HardshipPolicy) -> Proposal | None:
    if case.seeker.state != "lost":
        return None
    reached = max((entry.at[:10] for entry in log if entry.result not in FAILED), default="")
    if reached and date.fromisoformat(reached) > months_before(today, policy.lost_months.value):
        return None
    return Proposal(
        reason="lost", words=f"失联满 {policy.lost_months.value} 个月，最后一次联系上 {reached or '没有记录'}"
    )


def _checked(case: Case) -> Proposal | None:
    checks = [step for step in case.steps if step.step == "annual"]
    if not checks or checks[-1].result != REFUSED:
        return None
    return Proposal(reason="annual", words=f"{checks[-1].on} 年审不再符合", evidence=(checks[-1].opinion,))
