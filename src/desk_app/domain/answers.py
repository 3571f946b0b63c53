"""What a person's answer to a proposal changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desk_app.domain.actor import Actor
from desk_app.domain.changes import ChangeSet, insert, new_uid, together, update
from desk_app.domain.codes import CodeLists
from desk_app.domain.errors import Refused
from desk_app.domain.proposals import Answer, Proposal
from desk_app.domain.seekers import Seeker
from desk_app.domain.service_log import ServiceEntry

OPEN_STATES = ("planned", "proposed", "considering", "agreed")
"""A proposal in one of these still holds its seat."""

_STATE_AFTER = {"willing": "agreed", "unwilling": "declined", "considering": "considering"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One answer as it was brought in: who was asked, what was said, who asked, how and when."""

    seeker_no: str
    answer: str
    reason: str = ""
    by: str = ""
    how: str = ""
    at: str = ""
    phone_consent: bool | None = None


_CONSENT: Mapping[str, bool] = {
    "1": True, "yes": True, "true": True, "y": True, "是": True, "同意": True, "√": True,
    "0": False, "no": False, "false": False, "n": False, "否": False, "不同意": False,
}  # fmt: skip


def read_answers(rows: Sequence[Mapping[str, str]], codes: CodeLists, actor: Actor) -> tuple[Said, ...]:
    """Answers from the rows of a table with the headings seeker_no, answer, reason, by, how, at, phone_consent.

    A wrong row refuses all of them, naming the row (the heading is row 1).
    """
    return tuple(read_answer(row, codes, actor, f"第 {number} 行") for number, row in enumerate(rows, start=2))


def read_answer(row: Mapping[str, str], codes: CodeLists, actor: Actor, where: str) -> Said:
    """One answer; `where` says in a refusal which one it is."""
    said = {name: (value or "").strip() for name, value in row.items() if isinstance(name, str)}
    answer = codes["answer"].find(said.get("answer", ""))
    how = codes["how"].find(said.get("how", "") or "phone")
    if not said.get("seeker_no") or answer is None or how is None:
        raise Refused(
            "wrong_answer_row", f"{where}：求职登记号、意见（愿意/不愿意/考虑中）或方式填得不对，请改正后重试。"
        )
    if answer.code == "unwilling" and not said.get("reason"):
        raise Refused("reason_missing", f"{where}：不愿意的要写明原因。")
    consent = said.get("phone_consent", "").lower()
    if consent and consent not in _CONSENT:
        raise Refused("wrong_answer_row", f"{where}：“是否同意提供电话”应填是或否。")
    return Said(
        seeker_no=said["seeker_no"],
        answer=answer.code,
        reason=said.get("reason", ""),
        by=said.get("by") or actor.name,
        how=how.code,
        at=said.get("at") or actor.moment(),
        phone_consent=_CONSENT.get(consent),
    )


def record(seeker: Seeker, proposal: Proposal, said: Said) -> ChangeSet:
    """Write the answer, move the proposal, log the contact; a person not yet verified is verified by being asked."""
    if proposal.state not in OPEN_STATES:
        raise Refused("no_open_proposal", f"求职登记号 {seeker.seeker_no} 现在没有待征询的岗位，请先做匹配方案。")
    answer = Answer(
        uid=new_uid(),
        proposal_uid=proposal.uid,
        seeker_uid=seeker.uid,
        post_uid=proposal.post_uid,
        answer=said.answer,
        reason=said.reason,
        by=said.by,
        how=said.how,
        at=said.at,
        phone_consent=said.phone_consent,
    )
    entry = ServiceEntry(
        uid=new_uid(),
        seeker_uid=seeker.uid,
        kind="contact",
        how=said.how,
        at=said.at,
        by=said.by,
        result=said.answer,
        note=said.reason,
    )
    state = "willing" if seeker.state == "unverified" else seeker.state
    return together(
        (
            insert(answer, entry),
            update(proposal, state=_STATE_AFTER[said.answer]),
            update(seeker, state=state),
        )
    )
