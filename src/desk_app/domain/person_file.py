"""一人一档: everything that is known of a person, and what happened, on one timeline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from desk_app.domain.codes import CodeLists
from desk_app.domain.entry import masked
from desk_app.domain.fields import Field, Kind, fields_of
from desk_app.domain.followups import FollowUp
from desk_app.domain.own.fields import OwnField, changes_in_words
from desk_app.domain.posts import Post
from desk_app.domain.proposals import Answer, Proposal
from desk_app.domain.referrals import Letter
from desk_app.domain.seekers import Membership, Seeker
from desk_app.domain.service_log import FAILED, REFUSED, ServiceEntry

Tone = Literal["quiet", "accent", "good", "caution", "danger"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened: when (ISO 8601, or the day alone), what, the words about it, who did it."""

    at: str
    title: str
    text: str = ""
    by: str = ""
    tone: Tone = "quiet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A history line: what one act changed in one record. `fields` holds old and new value as JSON."""

    at: str
    by: str
    why: str
    act: str
    noun: str
    uid: str
    operation: str
    fields: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A proposal with its post, the employer's name and the number of its plan."""

    proposal: Proposal
    post: Post
    employer: str
    run_no: int
    at: str

    @property
    def place(self) -> str:
        """The post as it is called: 电焊工（河口制衣公司）."""
        return f"{self.post.title}（{self.employer}）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The records and history lines that a timeline is made from."""

    traces: Sequence[Trace]
    memberships: Sequence[Membership]
    proposed: Sequence[Proposed]
    answers: Sequence[Answer]
    letters: Sequence[Letter]
    visits: Sequence[FollowUp]
    log: Sequence[ServiceEntry]
    places: Mapping[str, str]  # post uid -> 电焊工（河口制衣公司）
    own: Sequence[OwnField] = ()  # the fields that the office added to persons


_LETTER_TONES: Mapping[str, Tone] = {
    "hired": "good", "not_hired": "caution", "declined": "caution", "overdue": "danger", "void": "danger",
}  # fmt: skip
_ANSWER_TONES: Mapping[str, Tone] = {"willing": "good", "unwilling": "caution"}
_FOLLOWING = ("seekers", "memberships")
_TOLD_ELSEWHERE = ("letter", "receipt")
_NOT_SHOWN = ("uid", "extra", "raw", "seeker_uid", "seeker_no")


def timeline(kept: Kept, codes: CodeLists) -> tuple[Event, ...]:
    """What happened, newest first. What one act did to a person beside another event is told with that event."""
    acts: dict[str, list[Trace]] = defaultdict(list)
    for trace in kept.traces:
        acts[trace.act].append(trace)
    told = {
        act
        for act, traces in acts.items()
        if any(trace.noun not in _FOLLOWING for trace in traces) and not any(map(_begins, traces))
    }
    # Of one and the same second, what follows stands above what it follows from.
    events = [
        *_of_visits(kept, codes),
        *reversed(_of_letters(kept, codes)),
        *_of_log(kept, codes),
        *_of_answers(kept, codes),
        *(_of_proposal(one, codes) for one in kept.proposed),
        *(_of_act(traces, kept.own, codes) for act, traces in acts.items() if act not in told),
    ]
    return tuple(sorted(events, key=lambda event: event.at, reverse=True))


def _begins(trace: Trace) -> bool:
    """Whether the person's file begins here."""
    return trace.noun == "seekers" and trace.operation == "i"


def _of_act(traces: Sequence[Trace], own: Sequence[OwnField], codes: CodeLists) -> Event:
    """Facts and groups that were entered or changed."""
    first = traces[0]
    new = any(map(_begins, traces))
    texts = [first.why] if new else []
    texts += [text for trace in traces if (text := _changed(trace, own, codes))]
    return Event(at=first.at, title="建档" if new else first.why, text="；".join(texts), by=first.by)


_RECORDS: Mapping[str, type] = {"seekers": Seeker, "memberships": Membership}


def _changed(trace: Trace, own: Sequence[OwnField], codes: CodeLists) -> str:
    """就业状态：待核实 → 有意愿未就业；联系电话：138****1234 → 139****5678."""
    if _begins(trace) or trace.noun not in _FOLLOWING:
        return ""
    fields = fields_of(_RECORDS[trace.noun])
    if trace.noun == "memberships":
        return _group_words(trace, fields, codes)
    parts = []
    for name, (old, new) in trace.fields.items():
        field = fields.get(name)
        if field is not None and name not in _NOT_SHOWN:
            parts.append(f"{field.label}：{_words(field, old, codes)} → {_words(field, new, codes)}")
    parts += changes_in_words(own, trace.noun, trace.fields.get("extra", (None, None)), codes)
    return "；".join(parts)


def _group_words(trace: Trace, fields: Mapping[str, Field], codes: CodeLists) -> str:
    old, new = trace.fields.get("group", (None, None))
    word = codes["group"].plain(str(new or old)) if new or old else ""
    if trace.operation == "i":
        return f"加入{word}"
    if trace.operation == "d":
        return f"去掉{word}"
    days = {name: trace.fields[name] for name in ("started_on", "ended_on") if name in trace.fields}
    if list(days) == ["ended_on"] and days["ended_on"][0] is None:
        return f"人员类别终止于 {days['ended_on'][1]}"
    moved = [
        f"{fields[n].label}：{_words(fields[n], a, codes)} → {_words(fields[n], b, codes)}"
        for n, (a, b) in days.items()
    ]
    return "；".join(moved) or "人员类别有改动"


def _words(field: Field, value: Any, codes: CodeLists) -> str:
    if value in (None, "", [], ()):
        return "（空）"
    if field.kind is Kind.DATE:
        value = date.fromisoformat(str(value))
    return masked(field, tuple(value) if isinstance(value, list) else value, codes)


def _of_answers(kept: Kept, codes: CodeLists) -> list[Event]:
    return [
        Event(
            at=one.at,
            title=f"本人意见：{codes['answer'].label(one.answer)}",
            text=_joined(
                kept.places.get(one.post_uid, ""),
                f"原因：{codes['decline_reason'].label(one.reason)}" if one.reason else "",
                codes["how"].label(one.how),
                _CONSENT.get(one.phone_consent, ""),
            ),
            by=one.by,
            tone=_ANSWER_TONES.get(one.answer, "accent"),
        )
        for one in kept.answers
    ]


_CONSENT: Mapping[bool | None, str] = {True: "同意把电话提供给用人单位", False: "不同意把电话提供给用人单位"}


def _of_letters(kept: Kept, codes: CodeLists) -> list[Event]:
    """Issuing a letter and each step that it took afterwards."""
    steps = defaultdict(list)
    for trace in kept.traces:
        if trace.noun == "letters":
            steps[trace.uid].append(trace)
    events = []
    for letter in kept.letters:
        place = kept.places.get(letter.post_uid, "")
        for trace in steps[letter.uid]:
            if trace.operation == "i":
                until = f"有效期至 {letter.valid_until}" if letter.valid_until else ""
                events.append(
                    Event(at=trace.at, title=f"开具推荐信 {letter.letter_no}", text=_joined(place, until), by=trace.by,
                          tone="accent")
                )  # fmt: skip
            elif "state" in trace.fields:
                events.append(_letter_step(letter, trace, place, codes))
            elif trace.fields.get("start_date", (None, None))[1]:
                words = f"{trace.fields['start_date'][1]} 到岗"
                events.append(Event(at=trace.at, title=words, text=place, by=trace.by, tone="good"))
            elif trace.fields.get("left_on", (None, None))[1]:
                reason = codes["leave_reason"].label(str(trace.fields.get("leave_reason", ("", ""))[1] or ""))
                words = f"{trace.fields['left_on'][1]} 离岗"
                events.append(Event(at=trace.at, title=words, text=_joined(place, reason), by=trace.by, tone="caution"))
    return events


def _letter_step(letter: Letter, trace: Trace, place: str, codes: CodeLists) -> Event:
    state = str(trace.fields["state"][1] or "")
    verb = "推荐信" if state in ("overdue", "void") else "回执"
    reason = str(trace.fields.get("receipt_reason", ("", ""))[1] or "")
    return Event(
        at=trace.at,
        title=f"{verb}：{codes['letter_state'].label(state)}",
        text=_joined(
            place,
            letter.letter_no,
            f"原因：{codes['receipt_reason'].label(reason)}" if reason else "",
            letter.void_reason if state == "void" else "",
        ),
        by=trace.by,
        tone=_LETTER_TONES.get(state, "quiet"),
    )


def _of_visits(kept: Kept, codes: CodeLists) -> list[Event]:
    return [
        Event(
            at=one.done_on.isoformat(),
            title=f"到岗 {one.after_days} 天回访：{codes['follow_up_result'].label(one.result)}",
            tone="good" if one.result == "in_post" else "caution",
        )
        for one in kept.visits
        if one.done_on is not None
    ]


def _of_log(kept: Kept, codes: CodeLists) -> list[Event]:
    """The service log, without the lines that stand beside an answer, a letter or a visit."""
    answered = {(one.at, one.answer) for one in kept.answers}
    told = {(trace.act, trace.noun) for trace in kept.traces}
    acts = {trace.uid: trace.act for trace in kept.traces if trace.noun == "service_log"}
    begun = {trace.act for trace in kept.traces if _begins(trace)}
    events = []
    for one in kept.log:
        beside_letter = one.kind in _TOLD_ELSEWHERE and (acts.get(one.uid, ""), "letters") in told
        at_the_beginning = one.kind == "registration" and acts.get(one.uid, "") in begun
        beside_visit = one.kind == "follow_up" and one.result in ("in_post", "left")
        if (one.at, one.result) in answered or beside_letter or beside_visit or at_the_beginning:
            continue
        events.append(
            Event(
                at=one.at,
                title="：".join(filter(None, (codes["service_kind"].label(one.kind), result_words(one.result, codes)))),
                text=_joined(
                    f"原因：{codes['refusal_reason'].label(one.reason)}" if one.reason else "",
                    one.note,
                    f"凭证：{one.evidence}" if one.evidence else "",
                    codes["how"].label(one.how),
                    f"约定 {one.next_on} 再联系" if one.next_on else "",
                ),
                by=one.by,
                tone="caution" if one.result in (*FAILED, REFUSED) else "accent",
            )
        )
    return events


def result_words(result: str, codes: CodeLists) -> str:
    """The outcome of a line of the service log in words."""
    for name in ("contact_result", "follow_up_result", "answer", "seeker_state", "letter_state"):
        word = codes[name].label(result)
        if word != result:
            return word
    return result


def _of_proposal(one: Proposed, codes: CodeLists) -> Event:
    state = codes["proposal_state"].label(one.proposal.state)
    points = f"匹配分 {one.proposal.points}"
    return Event(at=one.at, title=f"方案建议：{one.place}", text=_joined(f"第 {one.run_no} 号方案", points, state))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def moment_of(at_ms: int, now: datetime) -> str:
    """A moment of the history as ISO 8601 in the desk's own time zone."""
    return datetime.fromtimestamp(at_ms / 1000, now.tzinfo).isoformat(timespec="seconds")
