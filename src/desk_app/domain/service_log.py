"""服务台账 (service log): what was done for a person, when and by whom. Append-only."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated

from desk_app.domain.actor import Actor
from desk_app.domain.changes import new_uid
from desk_app.domain.codes import CodeLists
from desk_app.domain.errors import Refused
from desk_app.domain.fields import Extra, Raw, Sensitivity, Uid, code, day, link, moment, text
from desk_app.domain.seekers import Seeker

FAILED = ("not_reached", "wrong_number")
"""Results of a contact that reached nobody; enough of them in a row and the person may be noted as 失联."""

REFUSED = "refused"
"""The result of a contact in which the person turned the service down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceEntry:
    """One line of the log: a call, a visit, a letter handed out (条例 art. 33: kept at least two years)."""

    uid: Uid
    seeker_uid: Annotated[str, link("人员", "seekers")] = ""
    kind: Annotated[str, code("服务类型", "service_kind")] = ""
    how: Annotated[str, code("方式", "how")] = ""
    at: Annotated[str, moment("时间")] = ""
    by: Annotated[str, text("经办人")] = ""
    called: Annotated[str, text("所拨号码", sensitivity=Sensitivity.PERSONAL)] = ""
    result: Annotated[str, text("结果")] = ""  # of contact_result, answer, follow_up_result, seeker_state, letter_state
    reason: Annotated[str, code("拒绝原因", "refusal_reason")] = ""
    note: Annotated[str, text("说明")] = ""
    evidence: Annotated[str, text("凭证")] = ""  # signed paper, witness, recording: where it can be looked up
    next_on: Annotated[date | None, day("下次联系")] = None
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What came of a contact, as the clerk put it: codes or labels, and the day agreed for the next one."""

    kind: str = "contact"
    how: str = "phone"
    result: str = ""
    reason: str = ""
    note: str = ""
    evidence: str = ""
    next_on: date | None = None


def check(said: Said, codes: CodeLists, today: date) -> Said:
    """The same in codes. Raises Refused in words: a refusal counts against the person, so it needs reason and proof."""
    found = {name: codes[of].find(getattr(said, name)) for name, of in _LISTS.items() if getattr(said, name)}
    unknown = "、".join(_LABELS[name] for name, code_ in found.items() if code_ is None)
    if unknown:
        raise Refused("wrong_code", f"{unknown}请从列表里选。")
    if said.next_on and said.next_on <= today:
        raise Refused("wrong_day", "下次联系的日期应在今天之后。")
    coded = replace(said, **{name: code_.code for name, code_ in found.items() if code_})  # type: ignore[arg-type]  # texts all
    if coded.result == REFUSED and not coded.reason:
        raise Refused("reason_missing", "本人拒绝服务，请选拒绝原因。")
    if coded.result == REFUSED and not (said.note.strip() or said.evidence.strip()):
        raise Refused("evidence_missing", "拒绝会计入次数，请写下本人怎么说的，或者凭证在哪里。")
    return coded


def entry(said: Said, seeker: Seeker, actor: Actor) -> ServiceEntry:
    """The line of the log for a person, of a checked saying: by whom, when, and which number was called."""
    return ServiceEntry(
        uid=new_uid(),
        seeker_uid=seeker.uid,
        kind=said.kind,
        how=said.how,
        at=actor.moment(),
        by=actor.name,
        called=seeker.mobile or seeker.second_phone if said.how == "phone" else "",
        result=said.result,
        reason=said.reason if said.result == REFUSED else "",
        note=said.note.strip(),
        evidence=said.evidence.strip(),
        next_on=said.next_on,
    )


_LISTS = {"kind": "service_kind", "how": "how", "result": "contact_result", "reason": "refusal_reason"}
_LABELS = {"kind": "服务类型", "how": "方式", "result": "结果", "reason": "拒绝原因"}
