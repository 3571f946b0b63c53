"""岗位: the list, one post with all that hangs on it, entering and changing, and the employer's word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from desk_app import resources
from desk_app.domain.actor import Actor, Role
from desk_app.domain.changes import ChangeSet, insert, together, update
from desk_app.domain.clocks import Clocks
from desk_app.domain.codes import CodeLists
from desk_app.domain.collection.opening import answered
from desk_app.domain.employer_papers import EmployerPaper, checklist, lacking
from desk_app.domain.employers import Employer
from desk_app.domain.entry import NotEntered
from desk_app.domain.errors import Refused
from desk_app.domain.fields import fields_of
from desk_app.domain.intake.names import normal_employer
from desk_app.domain.intake.words import IntakeWords, plain
from desk_app.domain.numbering import POST, register_no
from desk_app.domain.office import Office
from desk_app.domain.own.fields import OwnField
from desk_app.domain.post_file import Board, board
from desk_app.domain.post_kinds import PostKinds, wrong
from desk_app.domain.posts import Post, confirm, extend, look_again, pause, reopen, withdraw
from desk_app.domain.proposals import Proposal
from desk_app.domain.referrals import SEAT_STATES, Letter
from desk_app.domain.seekers import Seeker
from desk_app.domain.signs import Doubt
from desk_app.domain.vacancies import EMPLOYER, Circumstances, circumstances, marks, offered, post_rules
from desk_app.services.posts.doubts import around, doubts_of, not_yet
from desk_app.services.posts.lines import PostLine, lines, rows
from desk_app.storage import collecting
from desk_app.storage.database import Database
from desk_app.storage.repository import Reader
from desk_app.storage.unit_of_work import UnitOfWork

__all__ = ["Done", "PostLine", "Posts", "Saved"]

NUMBERS = "post_no"
"""The row of numbers that posts are counted by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What became of a step for many posts: how many it was done for, and why not for the others."""

    count: int
    left: tuple[tuple[str, str], ...] = ()  # title and the reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A post that was kept, and whether it has lost the employer's word by the change."""

    uid: str
    post_no: str
    must_verify: bool


class Posts:
    """岗位."""

    def __init__(self, database: Database, codes: CodeLists, clocks: Clocks, kinds: PostKinds) -> None:
        self._database = database
        self._codes = codes
        self._clocks = clocks
        self._kinds = kinds

    def lines(self, actor: Actor) -> tuple[PostLine, ...]:
        """All posts, as the list shows them, newest first."""
        return lines(*self._database.read(rows), actor.today())

    def board(self, actor: Actor, uid: str) -> Board:
        """One post with its employer, seats, people and history. Raises Refused where there is none."""
        words = resources.intake_words()

        def work(read: Reader) -> Board:
            post = read.one(Post, uid)
            employer = read.first(Employer, uid=post.employer_uid) or Employer(uid="")
            letters, proposals = read.all(Letter, post_uid=uid), read.all(Proposal, post_uid=uid)
            persons = {one.seeker_uid for one in letters} | {one.seeker_uid for one in proposals}
            seekers = {one.uid: one for one in read.among(Seeker, "uid", persons)}
            at = self._circumstances(read, actor, words)
            office = read.first(Office)
            papers = lacking(
                checklist(employer, read.all(EmployerPaper, employer_uid=employer.uid), actor.today(), soon_days=0)
            )
            found = board(
                post,
                employer,
                (letters, proposals, seekers),
                read.traces(actor.clock.now(), uid),
                marks({name: getattr(post, name) for name in post.__dataclass_fields__}, at),
                (office.name if office else "", actor.name, self._codes),
                actor.today(),
                doubts_of(read, post, employer.name, resources.occupations()),
                at.own,
            )
            labels = tuple(fields_of(Post)[name].label for name in wrong(post, self._kinds))
            found = replace(found, missing=found.missing + labels)
            return replace(found, papers=papers)

        return self._database.read(work)

    def circumstances(self, actor: Actor) -> Circumstances:
        """By what an entry is judged, also while it is typed."""
        words = resources.intake_words()
        return self._database.read(lambda read: self._circumstances(read, actor, words))

    def save(self, actor: Actor, uid: str | None, typed: Mapping[str, str], *, draft: str = "") -> Saved:
        """Keep a new post (`uid` None) or a changed one, from what was typed by field; its draft is dropped.

        `draft` is the key of the draft, "" the usual one. `typed["employer"]` is the employer's
        name or credit code. Raises NotEntered with a sentence for each field.
        """
        words = resources.intake_words()

        def work(unit: UnitOfWork) -> Saved:
            before = unit.one(Post, uid) if uid else None
            if before and before.state == "withdrawn":
                raise Refused("post_withdrawn", "岗位已撤销，不能再改；还招人的请新增岗位。")
            employer, trouble = _employer(unit, typed.get(EMPLOYER), before)
            found = offered(before, employer, typed, self._circumstances(unit, actor, words))
            errors = {**found.errors, **trouble}
            same = _same(unit, found.post) if not errors else None
            if same:
                errors = {"title": f"这个单位在同一地点已有岗位“{same.title}”（{same.post_no}），请打开它修改。"}
            if before and (found.post.headcount or 0) < (taken := _taken(unit, before.uid)):
                errors.setdefault("headcount", f"已录用和推荐在外的有 {taken} 人，招聘人数不能更少。")
            if errors:
                raise NotEntered(errors, same.uid if same else "")
            post = found.post if before else replace(found.post, post_no=_number(unit))
            unit.why = f"{'修改' if before else '新增'}岗位{post.title}"
            if before:
                unit.apply(update(before, **_attributes(post)))
            else:
                tasks = collecting.open_tasks(unit, (post.employer_uid,))
                unit.apply(insert(post) + answered((post,), tasks, actor.today()))
            unit.keep_draft(draft or f"posts/{uid or 'new'}", {})
            lost = before is not None and before.is_verified() and not post.is_verified()
            return Saved(uid=post.uid, post_no=post.post_no, must_verify=lost)

        return self._database.write(actor, "登记岗位", work)[0]

    def confirm(self, actor: Actor, by: str, how: str, post_nos: Iterable[str] | None = None) -> int:
        """Record that `by` verified the posts (all that can be, or those numbered); returns how many.

        Posts that pay too little, or whose signs of fraud nobody else has looked at, are left out. An unknown number,
        or a numbered post that is one of these, withdrawn or past its closing day refuses all of them.
        """
        way = self._way(by, how)
        known, before = self._database.read(lambda read: (around(read), read.all(Post)))
        wanted = before if post_nos is None else _numbered(before, post_nos, actor)
        held = not_yet(wanted, known, actor.today())
        if post_nos is not None and held:
            first = next(post for post in wanted if post.uid in held)
            raise Refused("not_yet", f"岗位 {first.post_no} {held[first.uid]}全部没有登记。")
        uids = {post.uid for post in wanted} - held.keys()

        def work(unit: UnitOfWork) -> int:
            posts = [post for post in unit.all(Post) if post.uid in uids and post.can_be_confirmed(actor.today())]
            unit.apply(confirm(posts, by.strip(), way, actor.today(), self._clocks))
            unit.why = _why("核实", posts)
            return len(posts)

        return self._database.write(actor, "核实岗位", work)[0]

    def verify(self, actor: Actor, uids: Iterable[str], by: str, how: str) -> Done:
        """Record that `by` has the employer's word for these posts; those that cannot be verified are left.

        The same again is the re-confirmation of a post whose word has grown old.
        """
        way, wanted = self._way(by, how), tuple(uids)
        known, posts = self._database.read(lambda read: (around(read), read.among(Post, "uid", wanted)))
        held = not_yet(posts, known, actor.today())

        def one(post: Post) -> ChangeSet:
            if post.state == "withdrawn":
                raise Refused("post_withdrawn", "岗位已撤销。")
            if not post.can_be_confirmed(actor.today()):
                raise Refused("post_closed", "已过有效期，请先延长有效期。")
            if post.uid in held:
                raise Refused("not_yet", held[post.uid])
            return confirm((post,), by.strip(), way, actor.today(), self._clocks)

        return self._each(actor, wanted, "核实", one)

    def look_again(self, actor: Actor, uid: str, by: str, note: str) -> None:
        """Record that `by` looked at the signs of fraud or abuse in a post, and what was checked.

        A colleague or the head looks; whoever is alone writes what was checked. Raises Refused without a name, and
        without that note where it is the clerk's own second look.
        """
        looked, checked = by.strip(), note.strip()
        if not looked:
            raise Refused("looker_missing", "请写复看人的姓名。")
        if not checked and looked == actor.name and actor.role is not Role.SUPERVISOR:
            raise Refused("note_missing", "自己复看的，要写明查了什么、怎么查的，例如：查了营业执照，打座机核对过。")

        def work(unit: UnitOfWork) -> None:
            post = unit.one(Post, uid)
            unit.why = f"复看岗位{post.title}的疑点"
            unit.apply(look_again(post, looked, checked, actor.today()))

        self._database.write(actor, "复看岗位", work)

    def doubts(self, actor: Actor, uid: str | None, typed: Mapping[str, str]) -> tuple[Doubt, ...]:
        """The signs of fraud or abuse in a post as it is being typed."""
        words = resources.intake_words()

        def work(read: Reader) -> tuple[Doubt, ...]:
            before = read.one(Post, uid) if uid else None
            employer, _ = _employer(read, typed.get(EMPLOYER), before)
            post = offered(before, employer, typed, self._circumstances(read, actor, words)).post
            return doubts_of(read, post, typed.get(EMPLOYER) or "", resources.occupations())

        return self._database.read(work)

    def pause(self, actor: Actor, uids: Iterable[str]) -> Done:
        """Offer these posts to nobody for the present."""
        return self._each(actor, uids, "暂停", pause)

    def reopen(self, actor: Actor, uids: Iterable[str]) -> Done:
        """End the pause of these posts."""
        return self._each(actor, uids, "恢复", reopen)

    def withdraw(self, actor: Actor, uids: Iterable[str], reason: str) -> Done:
        """Take these posts back for good. Raises Refused without a reason."""
        if not reason.strip():
            raise Refused("reason_missing", "撤销岗位要写明原因。")
        return self._each(actor, uids, "撤销", lambda post: withdraw(post, reason))

    def extend(self, actor: Actor, uids: Iterable[str], until: date) -> Done:
        """Give these posts another last day. Raises Refused for a day that is past."""
        if until < actor.today():
            raise Refused("valid_past", "有效期不能早于今天。")
        return self._each(actor, uids, "延长有效期：", lambda post: extend(post, until, actor.today()))

    def _each(self, actor: Actor, uids: Iterable[str], verb: str, step: Callable[[Post], ChangeSet]) -> Done:
        """One step for many posts in one transaction; what cannot be done is left as it is and told."""
        wanted = tuple(dict.fromkeys(uids))

        def work(unit: UnitOfWork) -> Done:
            changes: list[ChangeSet] = []
            done: list[Post] = []
            left: list[tuple[str, str]] = []
            for post in unit.among(Post, "uid", wanted):
                try:
                    changes.append(step(post))
                except Refused as refusal:
                    left.append((post.title, refusal.message))
                else:
                    done.append(post)
            unit.why = _why(verb, done)
            unit.apply(together(changes))
            return Done(count=len(done), left=tuple(left))

        return self._database.write(actor, f"{verb}岗位", work)[0]

    def _way(self, by: str, how: str) -> str:
        way = self._codes["how"].find(how)
        if not by.strip() or way is None or way.code not in ("phone", "visit"):
            raise Refused("verifier_missing", "请写明核实人姓名，以及是电话（phone）还是实地（visit）核实。")
        return way.code

    def _circumstances(self, read: Reader, actor: Actor, words: IntakeWords) -> Circumstances:
        office, today = read.first(Office), actor.today()
        rules = post_rules(office, today, self._kinds, resources.minimum_wages())
        return circumstances(office, today, self._codes, words, self._clocks.post_valid_days, rules, read.all(OwnField))


def _why(verb: str, posts: list[Post]) -> str:
    return f"{verb}岗位{posts[0].title}" if len(posts) == 1 else f"{verb} {len(posts)} 个岗位"


def _attributes(post: Post) -> dict[str, object]:
    return {name: getattr(post, name) for name in post.__dataclass_fields__}


def _employer(read: Reader, typed: str | None, before: Post | None) -> tuple[str, dict[str, str]]:
    """The uid of the employer that was typed, and what is wrong with it."""
    if typed is None and before is not None:
        return before.employer_uid, {}
    wanted = (typed or "").strip()
    if not wanted:
        return "", {EMPLOYER: "请填用人单位。"}
    for uid, name, code, blocked in read.values(Employer, "uid", "name", "credit_code", "blocked_reason"):
        if normal_employer(wanted) in (normal_employer(name or ""), code):
            if blocked and not (before and before.employer_uid == uid):
                return uid, {EMPLOYER: f"这个单位已停止推荐（{blocked}），要先恢复推荐。"}
            return uid, {}
    return "", {EMPLOYER: "还没有登记这个单位，请先新增单位，再新增岗位。"}


def _same(read: Reader, post: Post) -> Post | None:
    """Another living post of the employer with the same title at the same place."""
    return next(
        (
            one
            for one in read.all(Post, employer_uid=post.employer_uid)
            if one.uid != post.uid
            and one.state != "withdrawn"
            and (plain(one.title), plain(one.place)) == (plain(post.title), plain(post.place))
        ),
        None,
    )


def _taken(read: Reader, uid: str) -> int:
    return sum(state in SEAT_STATES for (state,) in read.values(Letter, "state", post_uid=uid))


def _number(unit: UnitOfWork) -> str:
    """The next number of a post: letter, year, desk, sequence (P2026100001)."""
    year, desk = unit.actor.today().year, unit.actor.desk
    return register_no(POST, year, desk, unit.numbers(NUMBERS, year)[0])


def _numbered(posts: Iterable[Post], post_nos: Iterable[str], actor: Actor) -> tuple[Post, ...]:
    by_no = {post.post_no: post for post in posts}
    wanted = list(dict.fromkeys(post_nos))
    for number in wanted:
        if number not in by_no:
            raise Refused("no_such_post", f"没有岗位编号 {number}，全部没有登记，请核对。")
        if not by_no[number].can_be_confirmed(actor.today()):
            raise Refused("post_closed", f"岗位 {number} 已撤销或已过有效期，全部没有登记，请先更新有效期。")
    return tuple(by_no[number] for number in wanted)
