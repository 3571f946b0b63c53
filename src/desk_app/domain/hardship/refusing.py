"""拒绝服务: how often somebody refused within the last months, each with its evidence (domain.md §3.2).

The count only proposes; whoever reads the lines decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from desk_app.domain.hardship.policy import HardshipPolicy
from desk_app.domain.proposals import Answer
from desk_app.domain.referrals import Letter
from desk_app.domain.service_log import REFUSED, ServiceEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One refusal: when, in words, and the record that proves it."""

    on: date
    words: str
    noun: str
    uid: str


def refusals(
    answers: Iterable[Answer],
    letters: Iterable[Letter],
    log: Iterable[ServiceEntry],
    today: date,
    policy: HardshipPolicy,
    places: Mapping[str, str] | None = None,
) -> tuple[Refusal, ...]:
    """What one person refused within the policy's months, oldest first.

    Counted are a recorded "不愿意" to a post, a letter given up by the person, and a contact in which the person turned
    the service down. The same post counts once, a reason that excuses not at all. `places` has the words for a post
    by uid.
    """
    since = months_before(today, policy.refusal_months.value)
    found: list[tuple[str, Refusal]] = []
    for answer in answers:
        if answer.answer != "unwilling" or answer.reason in policy.excused:
            continue
        what = (places or {}).get(answer.post_uid, "推荐的岗位")
        words = f"不愿意去{what}" + (f"（{answer.reason}）" if answer.reason else "")
        found.append((answer.post_uid or answer.uid, _of(answer.at, words, "answers", answer.uid)))
    for letter in letters:
        if letter.state == "declined" and letter.received_on:
            words = f"推荐信 {letter.short_no} 本人放弃"
            one = Refusal(on=letter.received_on, words=words, noun="letters", uid=letter.uid)
            found.append((letter.post_uid or letter.uid, one))
    for entry in log:
        if entry.result == REFUSED and entry.reason not in policy.excused:
            said = "；".join(filter(None, (entry.note, entry.evidence)))
            words = "拒绝服务" + (f"（{said}）" if said else "")
            found.append((entry.uid, _of(entry.at, words, "service_log", entry.uid)))
    within = sorted((pair for pair in found if since <= pair[1].on <= today), key=lambda pair: pair[1].on)
    return tuple(dict(within).values())


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the last of that month where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, min(day.day, 28))


def _of(at: str, words: str, noun: str, uid: str) -> Refusal:
    return Refusal(on=date.fromisoformat(at[:10]), words=words, noun=noun, uid=uid)
