"""今日工作 (today's work): what waits for the clerk, by due day, with who, why and the one thing to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from desk_app.domain.clocks import Clocks
from desk_app.domain.codes import CodeLists
from desk_app.domain.employers import Employer
from desk_app.domain.followups import FollowUp
from desk_app.domain.matching.walls import may_start
from desk_app.domain.posts import Post
from desk_app.domain.proposals import Answer, Proposal
from desk_app.domain.referrals import Letter, obstacle
from desk_app.domain.seekers import Seeker
from desk_app.domain.service_log import ServiceEntry
from desk_app.domain.snoozes import Snooze


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
    "ask": Kind("征询", "登记意见", "seekers"),
    "ask_again": Kind("再问", "登记意见", "seekers"),
    "letter": Kind("开信", "开推荐信", "referrals"),
    "gap": Kind("补手续", "补齐", "seekers"),
    "post": Kind("岗位", "核实", "posts"),
    "question": Kind("导入", "问清", "intake"),
}
"""In the order in which they stand within a day."""

ANY_WORK = "都可以"
"""Instead of a family of work: whoever takes any work."""

_ORDER = {kind: number for number, kind in enumerate(KINDS)}


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
class PostWaiting:
    """A post that stands in the plan with trouble ahead, and for how many persons."""

    post: Post
    persons: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Rows of an imported file that wait for an answer."""

    batch_uid: str
    file: str
    at: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """The records from which today's work is made: only those that can be due."""

    proposals: tuple[Proposal, ...] = ()
    letters: tuple[Letter, ...] = ()  # open ones, receipt due soon or past
    hired: tuple[Letter, ...] = ()  # of persons who are hired and not yet in post
    visits: tuple[FollowUp, ...] = ()
    posts: tuple[PostWaiting, ...] = ()
    rows: tuple[Rows, ...] = ()
    seekers: Mapping[str, Seeker] = field(default_factory=dict)
    post_of: Mapping[str, Post] = field(default_factory=dict)
    employers: Mapping[str, Employer] = field(default_factory=dict)
    letter_of: Mapping[str, Letter] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)  # the newest of each proposal
    made_on: Mapping[str, date] = field(default_factory=dict)  # run uid → day of the plan
    contacts: Mapping[str, ServiceEntry] = field(default_factory=dict)  # the newest of each person
    taken: Mapping[str, int] = field(default_factory=dict)  # seats held by letters, of the posts agreed to
    snoozes: Mapping[str, Snooze] = field(default_factory=dict)
    more: Mapping[str, int] = field(default_factory=dict)  # by kind: how many are due and not listed here


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """待就业, 已有岗, 空名额, 无岗."""

    waiting: int
    placed: int
    seats: int

    @property
    def unplaced(self) -> int:
        """Persons who wait and stand in no plan."""
        return max(0, self.waiting - self.placed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A family of work: how many want it, how many seats are free."""

    label: str
    persons: int
    seats: int
    named: bool = True  # False: persons who take any work or wrote nothing

    @property
    def short(self) -> bool:
        """Whether more want this work than there are seats."""
        return self.named and self.persons > self.seats


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """Today's work and the four figures, now and at the plan of about a week ago (None = 无上周数据)."""

    today: date
    items: tuple[Item, ...]
    more: Mapping[str, int]
    figures: Figures
    before: Figures | None
    before_on: date | None
    seekers: int  # persons in the office's file
    open_posts: int
    has_plan: bool
    planned: int  # pairs of the plan that nobody has been set to ask yet

    def count(self, bucket: Bucket) -> int:
        """How many lines fall into a bucket."""
        return sum(item.bucket(self.today) is bucket for item in self.items)

    @property
    def persons(self) -> int:
        """How many persons stand in the list."""
        return len({item.seeker_uid for item in self.items if item.seeker_uid})

    def next_step(self) -> tuple[str, str, str]:
        """Where nothing waits: the sentence, the verb and the page of what to do next."""
        if not self.seekers:
            return "还没有人员。先导入村（社区）报来的名单。", "导入名单", "intake"
        if not self.open_posts:
            return "还没有可用的岗位。导入岗位表，或逐个登记、核实岗位。", "去登记岗位", "posts"
        if not self.has_plan:
            return f"{self.figures.waiting} 人待就业，还没有匹配方案。", "去做匹配", "matching"
        if self.planned:
            return f"方案里还有 {self.planned} 人没有列入待征询。", "看方案", "matching"
        if self.figures.unplaced:
            return (
                f"今天的事都办完了。还有 {self.figures.unplaced} 人没有岗位，可以再做一次匹配。",
                "去做匹配",
                "matching",
            )
        return "今天的事都办完了。", "看求职人员", "seekers"


def items(waiting: Waiting, clocks: Clocks, codes: CodeLists, today: date) -> tuple[Item, ...]:
    """All lines of today's work, soonest first; what was tried today stands last within its day."""
    found = [
        *_proposals(waiting, clocks, today),
        *_receipts(waiting, today),
        *_starts(waiting, clocks, today),
        *_visits(waiting),
        *_posts(waiting, clocks, today),
        *_rows(waiting, clocks),
    ]
    dressed = [_dressed(item, waiting, codes, today) for item in found]
    return tuple(sorted(dressed, key=lambda one: (one.day, one.tried_today, _ORDER[one.kind], one.village, one.who)))


def _item(kind: str, uid: str, due: date, seeker: Seeker | None, why: str, **more: str) -> Item:
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


def _proposals(waiting: Waiting, clocks: Clocks, today: date) -> Iterable[Item]:
    taken = Counter(waiting.taken)
    for one in waiting.proposals:
        seeker, post = waiting.seekers.get(one.seeker_uid), waiting.post_of.get(one.post_uid)
        if seeker is None or post is None or seeker.state not in ("unverified", "willing"):
            continue
        where = _where(post, waiting)
        answer = waiting.answers.get(one.uid)
        said = _day(answer.at) if answer else None
        made = waiting.made_on.get(one.run_uid, today)
        if one.state == "proposed":
            due = made + timedelta(days=clocks.ask_within_days)
            yield _item("ask", one.uid, due, seeker, f"方案安排到{where}，问本人愿不愿意")
        elif one.state == "considering":
            due = (said or made) + timedelta(days=clocks.ask_again_days)
            yield _item("ask_again", one.uid, due, seeker, f"{_short(said)} 说考虑{where}，再问一次")
        else:
            due = (said or made) + timedelta(days=clocks.letter_within_days)
            wall = may_start(seeker, post, today)
            free = (post.headcount or 0) - taken[post.uid]
            cause = obstacle(one, answer, post, free, today)
            sentence = wall.sentence if wall else cause.sentence if cause else ""
            if sentence:
                at_post = cause is not None and cause.kind.startswith("post_")
                place = {"page": "posts", "target": post.uid} if at_post else {}
                yield _item("gap", one.uid, due, seeker, f"愿意去{where}，但{sentence}", **place)
            else:
                taken[post.uid] += 1
                yield _item("letter", one.uid, due, seeker, f"愿意去{where}，可以开推荐信", target=one.uid)


def _receipts(waiting: Waiting, today: date) -> Iterable[Item]:
    for letter in waiting.letters:
        seeker = waiting.seekers.get(letter.seeker_uid)
        if seeker is None or letter.receipt_due is None:
            continue
        employer = waiting.employers.get(letter.employer_uid)
        late = (today - letter.receipt_due).days
        due = f"回执已逾期 {late} 天" if late > 0 else f"回执应在 {_short(letter.receipt_due)} 前交回"
        at = f"{employer.name}（{employer.phone or '无电话'}）" if employer else ""
        why = f"推荐信 {letter.short_no} 去{at}，{due}"
        yield _item("receipt", letter.uid, letter.receipt_due, seeker, why, target=letter.uid, letter_uid=letter.uid)


def _starts(waiting: Waiting, clocks: Clocks, today: date) -> Iterable[Item]:
    for letter in waiting.hired:
        seeker, post = waiting.seekers.get(letter.seeker_uid), waiting.post_of.get(letter.post_uid)
        if seeker is None or post is None:
            continue
        asked = (letter.received_on or today) + timedelta(days=clocks.start_asked_days)
        when = f"约定 {_short(letter.start_date)} 到岗" if letter.start_date else "没有写明到岗日期"
        why = f"已被{_where(post, waiting)}录用，{when}，问是否已上班"
        yield _item("start", letter.uid, letter.start_date or asked, seeker, why, letter_uid=letter.uid)


def _visits(waiting: Waiting) -> Iterable[Item]:
    for visit in waiting.visits:
        seeker, letter = waiting.seekers.get(visit.seeker_uid), waiting.letter_of.get(visit.letter_uid)
        post = waiting.post_of.get(letter.post_uid) if letter else None
        if seeker is None or letter is None or post is None or visit.due_on is None or seeker.state == "hired":
            continue
        again = "，上次没有联系上" if visit.result == "not_reached" else ""
        why = f"在{_where(post, waiting)}到岗满 {visit.after_days} 天，问是否还在岗{again}"
        yield _item("visit", visit.uid, visit.due_on, seeker, why, letter_uid=letter.uid)


def _posts(waiting: Waiting, clocks: Clocks, today: date) -> Iterable[Item]:
    for one in waiting.posts:
        post, employer = one.post, waiting.employers.get(one.post.employer_uid)
        due, trouble, verb = today, "", "核实"
        if not post.is_verified() or post.state == "unverified":
            trouble = "还没有核实"
        elif post.state != "open":
            trouble, verb = "已不在招聘中", "处理"
        elif post.valid_until is None or post.valid_until < today:
            due = post.valid_until or today
            trouble, verb = f"{_short(post.valid_until)} 已到期", "续期"
        elif post.valid_until <= today + timedelta(days=clocks.post_ends_soon_days):
            due, trouble, verb = post.valid_until, f"{_short(post.valid_until)} 到期", "续期"
        else:
            continue
        why = f"方案里 {one.persons} 人等这个岗位，{trouble}"
        who = f"{post.title} · {employer.name}" if employer else post.title
        phone = employer.phone if employer else ""
        yield _item("post", post.uid, due, None, why, who=who, phone=phone, target=post.uid, verb=verb)


def _rows(waiting: Waiting, clocks: Clocks) -> Iterable[Item]:
    for one in waiting.rows:
        day = _day(one.at)
        if day is not None:
            why = f"{one.rows} 行有疑问，问清了才会写入"
            due = day + timedelta(days=clocks.question_within_days)
            yield _item("question", one.batch_uid, due, None, why, who=one.file, target=one.batch_uid)


def _dressed(item: Item, waiting: Waiting, codes: CodeLists, today: date) -> Item:
    """The line with the last contact and the postponement."""
    last = waiting.contacts.get(item.seeker_uid)
    snooze = waiting.snoozes.get(item.uid)
    tried = last is not None and last.result == "not_reached" and last.at[:10] == today.isoformat()
    return replace(
        item,
        last_contact=contact_words(last, codes) if last else "",
        tried_today=tried,
        until=snooze.until if snooze else None,
        until_reason=snooze.reason if snooze else "",
    )


def contact_words(entry: ServiceEntry, codes: CodeLists) -> str:
    """A contact in one short line: 11-20 电话 未联系上."""
    result = entry.result
    lists = ("answer", "follow_up_result", "letter_state")
    label = next((codes[name].label(result) for name in lists if codes[name].find(result)), "")
    what = label or codes["service_kind"].label(entry.kind)
    return " ".join(part for part in (_short(_day(entry.at)), codes["how"].label(entry.how), what) if part)


def balance(wishes: Sequence[tuple[str, int]], seats: Sequence[tuple[str, int]], most: int = 6) -> tuple[Bar, ...]:
    """Persons against free seats by the label of a family of work, the largest first; the rest together.

    ANY_WORK and "" (nothing written) stand at the end: they are no shortage.
    """
    persons, free = Counter[str](), Counter[str]()
    for label, number in wishes:
        persons[label] += number
    for label, number in seats:
        free[label] += number
    labels = sorted({*persons, *free} - {"", ANY_WORK}, key=lambda label: (-persons[label] - free[label], label))
    bars = [Bar(label=label, persons=persons[label], seats=free[label]) for label in labels[:most]]
    rest = labels[most:]
    if rest:
        bars.append(Bar(label="其他", persons=sum(persons[x] for x in rest), seats=sum(free[x] for x in rest)))
    bars += [
        Bar(label=label or "未写明", persons=persons[label], seats=free[label], named=False)
        for label in (ANY_WORK, "")
        if persons[label] or free[label]
    ]
    return tuple(bars)


def _where(post: Post, waiting: Waiting) -> str:
    employer = waiting.employers.get(post.employer_uid)
    return f"{employer.name}的“{post.title}”" if employer else f"“{post.title}”"


def _day(moment: str) -> date | None:
    try:
        return date.fromisoformat(moment[:10])
    except ValueError:
        return None


def _short(day: date | None) -> str:
    return f"{day:%m-%d}" if day else ""
