"""推荐信 (referral letters) and their 回执 (receipts)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Annotated, Any

from desk_app.domain.actor import Actor
from desk_app.domain.changes import ChangeSet, insert, new_uid, together, update
from desk_app.domain.errors import Refused
from desk_app.domain.fields import Extra, Raw, Sensitivity, Uid, code, data, day, flag, link, text, whole
from desk_app.domain.followups import FollowUp
from desk_app.domain.posts import Post
from desk_app.domain.proposals import Answer, Proposal
from desk_app.domain.seekers import Seeker
from desk_app.domain.service_log import ServiceEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """推荐信: one person introduced to one employer, under a number that is never used again."""

    uid: Uid
    letter_no: Annotated[str, text("编号")] = ""
    desk: Annotated[str, text("窗口")] = ""
    year: Annotated[int | None, whole("年份")] = None
    sequence: Annotated[int | None, whole("序号")] = None
    seeker_uid: Annotated[str, link("人员", "seekers")] = ""
    post_uid: Annotated[str, link("岗位", "posts")] = ""
    employer_uid: Annotated[str, link("用人单位", "employers")] = ""
    answer_uid: Annotated[str, link("本人意见", "answers")] = ""
    issued_on: Annotated[date | None, day("开具日期")] = None
    valid_until: Annotated[date | None, day("有效期至")] = None
    receipt_due: Annotated[date | None, day("回执期限")] = None
    clerk: Annotated[str, text("经办人")] = ""
    state: Annotated[str, code("推荐信状态", "letter_state")] = "issued"
    void_reason: Annotated[str, text("作废原因")] = ""
    printed: Annotated[Mapping[str, Any], data("印出的内容", Sensitivity.PERSONAL)] = field(default_factory=dict)
    signature: Annotated[str, text("核验码")] = ""
    document: Annotated[str, text("文件摘要")] = ""
    page: Annotated[int | None, whole("页码")] = None
    received_on: Annotated[date | None, day("回执日期")] = None
    receipt_reason: Annotated[str, code("未录用原因", "receipt_reason")] = ""
    start_date: Annotated[date | None, day("到岗日期")] = None
    overdue_receipt: Annotated[bool | None, flag("曾逾期未回执")] = None
    left_on: Annotated[date | None, day("离岗日期")] = None
    leave_reason: Annotated[str, code("离岗原因", "leave_reason")] = ""
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)

    @property
    def short_no(self) -> str:
        """What is typed when a receipt comes back: year and sequence, with the desk where it is not the first."""
        middle = "" if self.desk == "1" else f"{self.desk}-"
        return f"{self.year}-{middle}{self.sequence}"

    def late(self, today: date) -> int:
        """Days since its receipt should have come back; 0 or less while there is time, or where none is waited for."""
        if self.state not in OPEN_STATES or self.receipt_due is None:
            return 0
        return (today - self.receipt_due).days


_SHORT_NO = re.compile(r"(?:(\d{4})-)?(?:([0-9A-Z]{1,8})-)?(\d{1,9})")


def parse_short_no(typed: str, desk: str, year: int) -> tuple[str, int, int] | None:
    """Desk, year and sequence of a typed short number; None if it is none.

    `2026-15` is the first desk's, `2026-2-15` desk 2's; the bare sequence `15` is that of the desk and year given.
    """
    match = _SHORT_NO.fullmatch(unicodedata.normalize("NFKC", typed).strip().upper())
    if match is None:
        return None
    typed_year, typed_desk, sequence = match.groups()
    if typed_year is None:
        return (typed_desk or desk, year, int(sequence))
    return (typed_desk or "1", int(typed_year), int(sequence))


OPEN_STATES = ("issued", "overdue")
"""A letter in one of these still holds its seat, and its person gets no second one."""

SEAT_STATES = (*OPEN_STATES, "hired")
"""Letters that take a seat away from a post."""

_NEXT: Mapping[str, tuple[str, ...]] = {
    "issued": ("hired", "not_hired", "declined", "overdue", "void"),
    "overdue": ("hired", "not_hired", "declined", "void"),
}


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a letter is not issued."""

    kind: str
    sentence: str


def obstacle(proposal: Proposal, answer: Answer | None, post: Post, free: int, today: date) -> Cause | None:
    """What stands between a proposal and its letter, the age walls apart; None if nothing does.

    A letter needs the person's own recorded yes with the consent to give the phone (Personal Information Protection
    Law art. 13, 23) and the employer's word, by name, that the post is open (条例 art. 26, 29).
    """
    if proposal.state != "agreed" or answer is None or answer.answer != "willing":
        words = {"considering": "本人还在考虑，尚未同意。"}
        return Cause("no_yes", words.get(proposal.state, "还没有登记本人的同意，请先征询本人意见。"))
    if not answer.phone_consent:
        return Cause("no_phone_consent", "本人没有同意把电话提供给用人单位，不能开具。")
    if not post.is_verified():
        return Cause("post_unverified", "岗位还没有核实，请先向用人单位核实。")
    if post.is_stale(today):
        return Cause("post_stale", "岗位核实过的时间太久，请先向用人单位复核（在“岗位”里按 C）。")
    if post.state != "open" or post.valid_until is None or post.valid_until < today:
        return Cause("post_closed", "岗位已不在招聘中或已过有效期，请向用人单位确认。")
    if free < 1:
        return Cause("no_seat", "岗位名额已满。")
    return None


def reprint_warning(prints: Mapping[str, int]) -> str:
    """What a clerk reads before letters are printed again; "" if none was printed before.

    `prints` says of each letter how often it was printed.
    """
    again = [count for count in prints.values() if count]
    if not again:
        return ""
    if len(prints) == 1:
        return f"这封推荐信已经打印过，编号不会变，本次是第 {again[0] + 1} 次打印。"
    return (
        f"这 {len(prints)} 封里有 {len(again)} 封已经打印过，编号不会变，最多的一封本次是第 {max(again) + 1} 次打印。"
    )


def after_receipt(
    letter: Letter,
    seeker: Seeker,
    result: str,
    actor: Actor,
    days: tuple[int, ...],
    *,
    reason: str,
    start: date | None,
    employment: bool = True,
) -> tuple[ChangeSet, tuple[FollowUp, ...]]:
    """What a receipt changes, and the follow-ups that a hire brings.

    A hire without a start date counts its days from the day of the receipt. Overdue is asked after, never a success.
    A trainee (`employment` False) is 见习中: not hired, and nobody asks whether he or she is stable in post.
    Raises Refused for a step that the letter's state does not allow.
    """
    _check_receipt(letter, result, reason, start)
    today = actor.today()
    follow_ups: tuple[FollowUp, ...] = ()
    if result == "hired" and employment:
        follow_ups = tuple(_follow_up(letter, after, (start or today) + timedelta(days=after)) for after in days)
    changed = update(
        letter,
        state=result,
        received_on=None if result == "overdue" else today,
        receipt_reason=reason,
        start_date=start,
        overdue_receipt=True if "overdue" in (letter.state, result) else None,
    )
    entry = ServiceEntry(
        uid=new_uid(),
        seeker_uid=seeker.uid,
        kind="receipt",
        how="window",
        at=actor.moment(),
        by=actor.name,
        result=result,
        note=reason,
    )
    trains = result == "hired" and not employment
    state = "internship" if trains else seeker_state(result, start, today) or seeker.state
    return together((changed, update(seeker, state=state), insert(entry, *follow_ups))), follow_ups


def void(letter: Letter, seeker: Seeker | None, reason: str) -> ChangeSet:
    """Void an open letter; its number and the reason stay, the person waits again. Raises Refused without a reason."""
    if not reason.strip():
        raise Refused("reason_missing", "作废推荐信要写明原因。")
    if "void" not in _NEXT.get(letter.state, ()):
        raise Refused("wrong_step", f"推荐信 {letter.short_no} 现在的状态不能作废，没有改动。")
    waiting = update(seeker, state="willing") if seeker else ChangeSet()
    return update(letter, state="void", void_reason=reason.strip()) + waiting


def seeker_state(result: str, start: date | None, today: date) -> str | None:
    """The person's state after a receipt; None = unchanged. Hired is not in post before the start date has come."""
    if result == "hired":
        return "in_post" if start is not None and start <= today else "hired"
    return "willing" if result in ("not_hired", "declined") else None


def _check_receipt(letter: Letter, result: str, reason: str, start: date | None) -> None:
    if result not in _NEXT.get(letter.state, ()):
        raise Refused("wrong_step", f"推荐信 {letter.short_no} 现在的状态不能再登记这个结果，没有改动。")
    if reason and result != "not_hired":
        raise Refused("reason_without_refusal", "只有未录用的才填原因。")
    if start is not None and result != "hired":
        raise Refused("start_without_hire", "只有录用的才填到岗日期。")
    if start is not None and letter.issued_on is not None and start < letter.issued_on:
        raise Refused("start_before_letter", "到岗日期早于推荐信开具日期，请核对。")


def _follow_up(letter: Letter, after: int, due: date) -> FollowUp:
    return FollowUp(uid=new_uid(), letter_uid=letter.uid, seeker_uid=letter.seeker_uid, after_days=after, due_on=due)
