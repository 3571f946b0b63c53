"""岗位往外发: chosen posts as text for a chat group and as a poster, with nothing in them that must not be told.

A post goes out when somebody has the employer's word for it and a seat is free (人力资源市场暂行条例 art. 24, 26, 29).
It says unit, work, seats, pay, place and lawful conditions; how to apply is the office's own phone: neither the name
nor the phone of anybody is passed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desk_app.domain.codes import CodeLists
from desk_app.domain.employers import Employer
from desk_app.domain.errors import Refused
from desk_app.domain.fields import fields_of
from desk_app.domain.matching.walls import bars_women
from desk_app.domain.office import Office
from desk_app.domain.posts import Post, standing
from desk_app.domain.wording import AGE_REASON, BARS_WOMEN, INTERNSHIP, Ground, rewritten, unlawful

FREE_OF_CHARGE = "公共就业服务免费，不收取任何费用"
"""就业促进法 art. 35, 人力资源市场暂行条例 art. 15."""

_NAMED = 8  # posts or words that are told one by one

POSTER_MOST = 12  # posts on one sheet that can still be read from two steps away

_WHY_NOT = {
    "unverified": "还没有核实",
    "stale": "核实已过期，要再向单位确认",
    "paused": "已暂停",
    "full": "名额已满",
    "expired": "已过有效期",
    "withdrawn": "已撤销",
}
_CLAUSES = re.compile(r"([，,。；;！!\n]+)")
_CONTACT = re.compile(
    r"(?<!\d)1[ -]?\d(?:[ -]?\d){9}(?!\d)|(?<!\d)0\d{2,3}[ -]?\d{7,8}(?!\d)|(?<![\d-])\d{7,8}(?![\d元])"
    r"|微信|QQ|(?:联系|咨询|报名)\s*(?:人|方式|电话)|电\s*话\s*[:：]|致电|[@＠]",
    re.IGNORECASE,
)
_BARE = re.compile(r"[\d.,\s\-~—–～至到+]+元?")
_ENDS = "，,。；;！! \n、"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A post that somebody wants to make known; `doubtful`: signs of fraud or abuse that nobody has looked at yet."""

    post: Post
    employer: Employer
    free: int
    doubtful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A post in the words in which it goes out. Empty words are not told."""

    uid: str
    title: str
    employer: str
    seats: int
    pay: str
    place: str
    gives: str  # lodging, bus, welfare
    hours: str
    needs: str
    kind: str  # "" for an ordinary post
    until: date | None

    @property
    def lines(self) -> Iterator[tuple[str, str]]:
        """What is told below the title: label and words."""
        for label, words in (
            ("待遇", "，".join(filter(None, (self.pay, self.gives)))),
            ("地点", self.place),
            ("班次", self.hours),
            ("要求", self.needs),
        ):
            if words:
                yield label, words


@dataclass(frozen=True, slots=True, kw_only=True)
class GoingOut:
    """What goes out; which posts were left out and why; what was not passed on of those that go out."""

    offers: tuple[Offer, ...]
    left: tuple[tuple[str, str], ...]  # title and reason
    unsaid: tuple[tuple[str, str], ...]  # title and the words

    def sentence(self) -> str:
        """In words: what was left out or not passed on; "" where everything went out as it stands."""
        parts = []
        if self.left:
            parts.append(
                f"{len(self.left)} 个岗位没有发：{_named([f'{title}（{why}）' for title, why in self.left])}。"
            )
        if self.unsaid:
            words = _named([f"{title}：“{said}”" for title, said in self.unsaid])
            parts.append(f"下面的字句没有发，请向单位说明：{words}。")
        return "\n".join(parts)


def _named(things: Sequence[str]) -> str:
    more = f"；还有 {len(things) - _NAMED} 处" if len(things) > _NAMED else ""
    return "；".join(things[:_NAMED]) + more


def going_out(openings: Iterable[Opening], codes: CodeLists, grounds: tuple[Ground, ...], today: date) -> GoingOut:
    """The posts as they go out, in their order. Raises Refused where none of them may go."""
    offers: list[Offer] = []
    left: list[tuple[str, str]] = []
    unsaid: list[tuple[str, str]] = []
    for one in openings:
        why = _why_not(one, grounds, today)
        if why:
            left.append((one.post.title, why))
            continue
        offer, words = _offer(one, codes, grounds)
        offers.append(offer)
        unsaid += [(one.post.title, part) for part in words]
    found = GoingOut(offers=tuple(offers), left=tuple(left), unsaid=tuple(unsaid))
    if not offers:
        raise Refused("nothing_to_tell", f"选中的岗位都不能往外发。{found.sentence()}" if left else "请先选中岗位。")
    return found


def _why_not(one: Opening, grounds: tuple[Ground, ...], today: date) -> str:
    """Why a post must not go out; "" where it may."""
    state = standing(one.post, one.free, today)
    if state != "open":
        return _WHY_NOT.get(state, state)
    if one.employer.blocked_reason:
        return "单位已停止推荐"
    if one.doubtful:
        return "有疑点，还没有人复看"
    if unlawful(one.post.title, grounds, _granted(one.post)):
        return "岗位名称里有不合法的限制，请先改名称"
    if not _without_contacts(one.post.title, one.employer):
        return "岗位名称里只有联系方式，请先改名称"
    return "" if one.free else _WHY_NOT["full"]


def _offer(one: Opening, codes: CodeLists, grounds: tuple[Ground, ...]) -> tuple[Offer, list[str]]:
    post, unsaid = one.post, list[str]()

    granted = _granted(post)

    def told(text: str) -> str:
        clean, words = _lawful(_without_contacts(text, one.employer), grounds, granted)
        unsaid.extend(words)
        return clean

    given = fields_of(Post)
    gives = ["提供住宿" if post.lodging else "", "有班车" if post.bus else "", told(post.welfare)]
    offer = Offer(
        uid=post.uid,
        title=_without_contacts(post.title, one.employer),
        employer=one.employer.name,
        seats=one.free,
        pay=_pay(post, one.employer, codes),
        place=_without_contacts(post.place, one.employer),
        gives="，".join(filter(None, gives)),
        hours=codes[given["shift"].codes].label(post.shift) if post.shift else "",
        needs="；".join(filter(None, (*_conditions(post, codes), told(post.requirements)))),
        kind=codes[given["kind"].codes].label(post.kind) if post.kind not in ("", "ordinary") else "",
        until=post.valid_until,
    )
    return offer, unsaid


def _pay(post: Post, employer: Employer, codes: CodeLists) -> str:
    """What is paid, with its unit also where the employer wrote bare numbers."""
    words = _without_contacts(post.pay_words, employer)
    if words and _BARE.fullmatch(words):
        return f"{words.removesuffix('元')}元/{codes['pay_unit'].label(post.pay_unit or 'month')}"
    return words


def _conditions(post: Post, codes: CodeLists) -> Iterator[str]:
    """The conditions that the law lets an employer make; an age only with its legal reason."""
    if post.education_min:
        yield f"{codes['education'].label(post.education_min)}及以上"
    if post.major:
        yield f"{post.major}专业" if not post.major.endswith("专业") else post.major
    if post.certificates:
        yield f"持{'、'.join(post.certificates)}"
    if post.experience_years:
        yield f"有 {post.experience_years} 年以上经验"
    if post.age_reason and (post.age_min or post.age_max):
        ages = "—".join(str(age) for age in (post.age_min, post.age_max) if age)
        yield f"{ages} 岁（{post.age_reason}）"


def _granted(post: Post) -> frozenset[str]:
    """The circumstances in which the law allows what it forbids elsewhere."""
    holds = {
        BARS_WOMEN: bars_women(post),
        AGE_REASON: bool(post.age_reason),
        INTERNSHIP: post.kind == "internship",
    }
    return frozenset(name for name, so in holds.items() if so)


def _lawful(text: str, grounds: tuple[Ground, ...], granted: frozenset[str]) -> tuple[str, list[str]]:
    """The text without wording that the law forbids, and the words that were left out."""
    words: list[str] = []
    while found := unlawful(text, grounds, granted):
        words.append(found[0].words)
        text = rewritten(text, replace(found[0], instead=""))  # left out, not put in the employer's mouth
        if len(words) > _MOST_REWRITTEN:
            return "", words
    return text.strip(_ENDS), words


_MOST_REWRITTEN = 20


def lawful_needs(post: Post, grounds: tuple[Ground, ...]) -> str:
    """The employer's requirements without what the law forbids to ask for."""
    return _lawful(post.requirements, grounds, _granted(post))[0]


def _without_contacts(text: str, employer: Employer) -> str:
    """A text without the clauses that hold somebody's phone, account or name."""
    names = [name for name in (employer.contact, employer.legal_person) if len(name) > 1 and name != employer.name]
    parts = _CLAUSES.split(text)
    kept = ""
    for clause, mark in zip(parts[::2], (*parts[1::2], ""), strict=True):
        if not _CONTACT.search(clause) and not any(name in clause for name in names):
            kept += clause + mark
    return kept.strip(_ENDS)


def chat_text(offers: Sequence[Offer], office: Office, today: date) -> str:
    """Short lines for a chat group, which shows no table and no bold."""
    lines = [f"【{office.name}招聘信息】{today.month}月{today.day}日"]
    for number, one in enumerate(offers, start=1):
        kind = f"（{one.kind}）" if one.kind else ""
        lines.append(f"\n{number}. {one.employer}　招{one.title}{one.seats}人{kind}")
        lines += [f"{label}：{words}" for label, words in one.lines]
    lines.append(f"\n报名咨询：{ask_at(office)}")
    lines.append(f"{FREE_OF_CHARGE}。")
    return "\n".join(lines)


def ask_at(office: Office) -> str:
    """Where somebody applies: the office, its phone, its address."""
    return "，".join(filter(None, (office.name, office.phone and f"电话 {office.phone}", office.address)))
