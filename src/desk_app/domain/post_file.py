"""A post with all that hangs on it: its seats, who is on the way to it, what is missing, what happened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desk_app.domain.codes import CodeLists
from desk_app.domain.employers import Employer
from desk_app.domain.entry import masked
from desk_app.domain.fields import Kind, fields_of, gaps
from desk_app.domain.own.fields import OwnField, changes_in_words
from desk_app.domain.person_file import Event, Trace
from desk_app.domain.posts import Post, standing
from desk_app.domain.proposals import Proposal
from desk_app.domain.referrals import OPEN_STATES, Letter
from desk_app.domain.seekers import Seeker
from desk_app.domain.signs import Doubt, need_second_look
from desk_app.domain.vacancies import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats:
    """The seats of a post: how many there are, how many are filled, how many an open letter holds."""

    headcount: int
    hired: int
    held: int

    @property
    def free(self) -> int:
        """How many may still be given away; never below nothing."""
        return max(0, self.headcount - self.hired - self.held)

    def sentence(self) -> str:
        """招 4 人：已录用 1，推荐信占用 2，空 1."""
        if not self.headcount:
            return "招聘人数还没有问清"
        return f"招 {self.headcount} 人：已录用 {self.hired}，推荐信占用 {self.held}，空 {self.free}"


def seats(post: Post, letter_states: Iterable[str]) -> Seats:
    """The seats of a post, from the states of its letters."""
    states = list(letter_states)
    held = sum(state in OPEN_STATES for state in states)
    return Seats(headcount=post.headcount or 0, hired=states.count("hired"), held=held)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnPost:
    """Somebody on the way to a post. Neither phone, number nor group: this list is read over with the employer."""

    seeker_uid: str
    name: str
    village: str
    words: str  # how far it has come


_ORDER = ("hired", "issued", "overdue", "agreed", "considering", "proposed", "planned", "not_hired", "declined")
_PAST = ("superseded", "closed", "lettered")  # of a proposal: its letter, or nothing, tells how it ended


def people(
    letters: Sequence[Letter], proposals: Sequence[Proposal], seekers: Mapping[str, Seeker], codes: CodeLists
) -> tuple[OnPost, ...]:
    """Who is proposed, has a letter, is hired or was tried: each person once, by the newest letter or proposal."""
    found: dict[str, tuple[str, OnPost]] = {}
    for proposal in proposals:
        seeker = seekers.get(proposal.seeker_uid)
        if seeker and proposal.state not in _PAST:
            words = codes["proposal_state"].label(proposal.state)
            found[seeker.uid] = (proposal.state, _one(seeker, words))
    for letter in letters:
        seeker = seekers.get(letter.seeker_uid)
        if seeker and letter.state != "void":
            found[seeker.uid] = (letter.state, _one(seeker, _letter_words(letter, codes)))
    return tuple(one for _, one in sorted(found.values(), key=lambda pair: _ORDER.index(pair[0])))


def _one(seeker: Seeker, words: str) -> OnPost:
    return OnPost(seeker_uid=seeker.uid, name=seeker.name, village=seeker.village, words=words)


def _letter_words(letter: Letter, codes: CodeLists) -> str:
    state = codes["letter_state"].label(letter.state)
    if letter.state == "hired":
        return f"已录用，{letter.start_date} 到岗" if letter.start_date else "已录用，到岗日期未定"
    if letter.state == "issued":
        due = f"，{letter.receipt_due:%m-%d} 前回执" if letter.receipt_due else ""
        return f"推荐信 {letter.short_no}{due}"
    if letter.state == "not_hired" and letter.receipt_reason:
        return f"{state}：{codes['receipt_reason'].label(letter.receipt_reason)}"
    return state


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """One post as the page shows it."""

    post: Post
    employer: Employer
    seats: Seats
    standing: str  # a code of post_state: what it is today
    days_left: int | None  # until its last day; below 0 when that is past, None without one
    missing: tuple[str, ...]  # labels of facts that are not known yet
    marks: tuple[Mark, ...]
    people: tuple[OnPost, ...]
    events: tuple[Event, ...]
    script: tuple[str, ...]
    doubts: tuple[Doubt, ...] = ()  # signs of fraud or abuse
    held_until: date | None = None  # the first last day of the letters that hold a seat
    papers: tuple[str, ...] = ()  # kinds of papers that its employer has not shown yet

    def seats_words(self) -> str:
        """The seats, and until when the letters hold theirs at least: 招 4 人：已录用 1，推荐信占用 2，空 1（…）."""
        held = f"，占用的最早到 {self.held_until}" if self.held_until else ""
        return f"{self.seats.sentence()}{held}"

    def verified_words(self, codes: CodeLists) -> str:
        """电话核实 · 张某 · 2026-11-24."""
        if not self.post.is_verified():
            return "还没有人向单位核实"
        how = codes["how"].label(self.post.verified_how) if self.post.verified_how else ""
        again = f"{self.post.recheck_on} 前要复核" if self.post.recheck_on else ""
        return " · ".join(filter(None, (f"{how}核实", self.post.verified_by, str(self.post.verified_on), again)))

    def second_look_words(self) -> str:
        """What stands to be looked at again, or who looked; "" where there is nothing to ask."""
        if not need_second_look(self.doubts):
            return ""
        if self.post.second_look_by:
            note = f"：{self.post.second_look_note}" if self.post.second_look_note else ""
            return f"疑点已由{self.post.second_look_by}于 {self.post.second_look_on} 复看{note}。"
        return "这个岗位有疑点，核实前要由另一人复看（按 K），或写明查了什么。"

    def until_words(self) -> str:
        """2027-01-23（还有 60 天）."""
        return until_words(self.post.valid_until, self.days_left)


def until_words(until: date | None, days_left: int | None) -> str:
    """A last day with what is left until then."""
    if until is None or days_left is None:
        return "没有写"
    left = f"已过 {-days_left} 天" if days_left < 0 else "今天到期" if days_left == 0 else f"还有 {days_left} 天"
    return f"{until}（{left}）"


def board(
    post: Post,
    employer: Employer,
    on_it: tuple[Sequence[Letter], Sequence[Proposal], Mapping[str, Seeker]],
    traces: Sequence[Trace],
    marks: tuple[Mark, ...],
    words: tuple[str, str, CodeLists],
    today: date,
    doubts: tuple[Doubt, ...] = (),
    own: Sequence[OwnField] = (),
) -> Board:
    """Put the board together; `words` are the names of office and clerk, and the code lists."""
    letters, proposals, seekers = on_it
    office, clerk, codes = words
    taken = seats(post, (letter.state for letter in letters))
    return Board(
        post=post,
        employer=employer,
        seats=taken,
        standing=standing(post, taken.free, today),
        days_left=None if post.valid_until is None else (post.valid_until - today).days,
        missing=missing(post),
        marks=marks,
        people=people(letters, proposals, seekers, codes),
        events=events(traces, codes, own=own),
        script=script(post, employer, office, clerk, codes),
        doubts=doubts,
        held_until=min(
            (one.valid_until for one in letters if one.state in OPEN_STATES and one.valid_until), default=None
        ),
    )


def missing(post: Post) -> tuple[str, ...]:
    """Labels of the facts that a vacancy must name and this one does not (条例 art. 24)."""
    known = {"pay_min"} if post.pay_words or post.pay_unit in ("negotiable", "piece") else set()
    later = {"verified_by", "verified_on", "valid_until"}
    return tuple(
        "工资待遇" if field.name == "pay_min" else field.label
        for field in gaps(post)
        if field.name not in known | later
    )


def script(post: Post, employer: Employer, office: str, clerk: str, codes: CodeLists) -> tuple[str, ...]:
    """What a clerk says and asks when the employer is called: each fact once, so that the answer is yes or a change."""
    asked = [f"“您好，我是{office}的{clerk}，向您核实贵单位“{post.title}”的招聘信息。”", "还招人吗？"]
    asked.append(f"招 {post.headcount} 人，对吗？" if post.headcount else "一共招几个人？")
    asked.append(f"工作地点在{post.place}，对吗？" if post.place else "在哪里上班？")
    asked.append(f"工资{post.pay_words}，对吗？有没有底薪、多久发一次？" if post.pay_words else "工资多少，怎么算？")
    if not post.duties:
        asked.append("具体做什么？")
    education = codes["education"].label(post.education_min) if post.education_min else ""
    asked.append(f"学历要{education}以上，对吗？" if education else "学历有没有要求？")
    asked.append(f"班次是{codes['shift'].label(post.shift)}，对吗？" if post.shift else "上什么班，有没有夜班？")
    if post.lodging is None:
        asked.append("管不管住？")
    asked.append(f"招到 {post.valid_until} 为止，对吗？" if post.valid_until else "招到哪一天为止？")
    if not employer.credit_code:
        asked.append("请报一下统一社会信用代码。")
    asked.append("“推荐来的人会带推荐信，面试后请把回执交回我们。谢谢。”")
    return tuple(asked)


_NOT_SHOWN = frozenset(
    {"uid", "extra", "raw", "employer_uid", "post_no", "place_level", "pay_min", "pay_max", "pay_unit"}
)


def events(
    traces: Sequence[Trace], codes: CodeLists, record: type = Post, own: Sequence[OwnField] = ()
) -> tuple[Event, ...]:
    """What happened to the record, newest first: one event an act, with old and new value of each field.

    `own`: the fields that the office added itself.
    """
    acts: dict[str, list[Trace]] = defaultdict(list)
    for trace in traces:
        acts[trace.act].append(trace)
    return tuple(reversed([_event(lines, codes, record, own) for lines in acts.values()]))


def _event(lines: Sequence[Trace], codes: CodeLists, record: type, own: Sequence[OwnField]) -> Event:
    first = lines[0]
    if first.operation == "i":
        return Event(at=first.at, title="登记", text=first.why, by=first.by, tone="accent")
    changed = [_changed(name, pair, codes, record) for line in lines for name, pair in line.fields.items()]
    for line in lines:
        changed += changes_in_words(own, line.noun, line.fields.get("extra", (None, None)), codes)
    return Event(at=first.at, title=first.why, text="；".join(filter(None, changed)), by=first.by)


def _changed(name: str, pair: tuple[Any, Any], codes: CodeLists, record: type) -> str:
    field = fields_of(record).get(name)
    if field is None or name in _NOT_SHOWN:
        return ""
    old, new = (_value(field.kind, value) for value in pair)
    return f"{field.label}：{masked(field, old, codes) or '（空）'} → {masked(field, new, codes) or '（空）'}"


def _value(kind: Kind, value: Any) -> Any:
    """A value of a history line as it stands in a record."""
    if kind is Kind.DATE and value:
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
