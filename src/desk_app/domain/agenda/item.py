"""One line of today's work: what is due when, for whom, why, and the one thing to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from desk_app.domain.codes import CodeLists
from desk_app.domain.seekers import Seeker
from desk_app.domain.service_log import ServiceEntry


class Bucket(StrEnum):
    """When a line is due, seen from today."""

    OVERDUE = "逾期"
    TODAY = "今天"
    WEEK = "本周"
    LATER = "以后"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work: its short word, the verb of its one action, and the page where it is done."""

    word: str
    verb: str
    page: str


KINDS: Mapping[str, Kind] = {
    "receipt": Kind("催回执", "收回执", "referrals"),
    "start": Kind("问到岗", "登记到岗", "seekers"),
    "visit": Kind("回访", "登记回访", "seekers"),
    "call": Kind("约好", "联系", "seekers"),
    "ask": Kind("征询", "登记意见", "seekers"),
    "ask_again": Kind("再问", "登记意见", "seekers"),
    "letter": Kind("开信", "开推荐信", "referrals"),
    "gap": Kind("补手续", "补齐", "seekers"),
    "register": Kind("就业登记", "登记", "seekers"),
    "renew": Kind("求职登记", "续期或归档", "seekers"),
    "post": Kind("岗位", "核实", "posts"),
    "certify": Kind("认定", "办下一步", "hardship"),
    "notice": Kind("公示期满", "登记复核", "hardship"),
    "family": Kind("零就业", "销号", "hardship"),
    "exit": Kind("退出", "决定", "hardship"),
    "collect": Kind("征集", "问岗位", "collection"),
    "problem": Kind("企业问题", "办理", "employers"),
    "labour": Kind("用工监测", "催报", "employers"),
    "question": Kind("导入", "问清", "intake"),
}
"""In the order in which they stand within a day."""

ORDER = {kind: number for number, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of today's work. `uid` is the record it is about, `target` the record that `page` opens at."""

    kind: str
    uid: str
    due: date
    who: str
    why: str
    phone: str = ""
    last_contact: str = ""
    target: str = ""
    page: str
    verb: str
    seeker_uid: str = ""
    seeker_no: str = ""
    letter_uid: str = ""
    village: str = ""
    until: date | None = None  # put off to
    until_reason: str = ""
    tried_today: bool = False

    @property
    def day(self) -> date:
        """The day on which it is to be done: due, or put off to."""
        return max(self.due, self.until) if self.until else self.due

    def bucket(self, today: date) -> Bucket:
        """Overdue, today, this week (to Sunday) or later."""
        if self.day < today:
            return Bucket.OVERDUE
        if self.day == today:
            return Bucket.TODAY
        sunday = today + timedelta(days=6 - today.weekday())
        return Bucket.WEEK if self.day <= sunday else Bucket.LATER


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The lines of one room, and by kind how many more are due than are listed."""

    items: tuple[Item, ...]
    more: Mapping[str, int] = field(default_factory=dict)


def line(kind: str, uid: str, due: date, why: str, seeker: Seeker | None = None, **more: str) -> Item:
    """A line of that kind about the record `uid`; the person's name, phone and village stand there by themselves."""
    what = KINDS[kind]
    if seeker is not None:
        more = {
            "who": seeker.name,
            "phone": seeker.mobile or seeker.second_phone,
            "target": seeker.uid,
            "seeker_uid": seeker.uid,
            "seeker_no": seeker.seeker_no,
            "village": seeker.village,
        } | more
    return Item(kind=kind, uid=uid, due=due, why=why, **({"page": what.page, "verb": what.verb} | more))  # type: ignore[arg-type]  # strings all


def contact_words(entry: ServiceEntry, codes: CodeLists) -> str:
    """A contact in one short line: 11-20 电话 未联系上."""
    result = entry.result
    lists = ("contact_result", "answer", "follow_up_result", "letter_state")
    label = next((codes[name].label(result) for name in lists if codes[name].find(result)), "")
    what = label or codes["service_kind"].label(entry.kind)
    return " ".join(part for part in (short(day_of(entry.at)), codes["how"].label(entry.how), what) if part)


def day_of(moment: str) -> date | None:
    """The day of a moment; None where it is none."""
    try:
        return date.fromisoformat(moment[:10])
    except ValueError:
        return None


def short(day: date | None) -> str:
    """A day without its year: 11-20."""
    return f"{day:%m-%d}" if day else ""
