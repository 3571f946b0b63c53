"""上报花名册: the district's default sheet: persons, posts, letters with outcome, figures equal to the rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from desk_app.domain.codes import CodeLists
from desk_app.domain.employers import Employer
from desk_app.domain.followups import FollowUp
from desk_app.domain.office import Office
from desk_app.domain.posts import Post
from desk_app.domain.referrals import Letter
from desk_app.domain.reports.report import Table, Value
from desk_app.domain.seekers import Membership, Seeker

PERSONS = tuple(
    "序号 求职登记号 姓名 证件类型 证件号码 性别 出生日期 文化程度 "
    "毕业学校 所学专业 毕业时间 所属村（社区） 联系电话 人员类别 就业状态 推荐岗位 "
    "用人单位 推荐信编号 结果 到岗日期".split()
)
POSTS = tuple(
    "序号 岗位编号 用人单位 统一社会信用代码 岗位名称 招聘人数 已推荐 已录用 "
    "薪资 学历要求 工作地点 有效期至 岗位状态 核实人 核实日期".split()
)
LETTERS = tuple(
    "序号 推荐信编号 姓名 证件号码 用人单位 岗位名称 开具日期 有效期至 "
    "状态 回执日期 未录用原因 到岗日期 作废原因".split()
)
_VISITS = (30, 90, 180)  # days: always in the sheet; others where the office has set its own


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterSource:
    """The records of the report, read at one moment.

    `own`: by kind of record, the titles of the fields that the office added itself and sends along; `said`: by uid of
    the record, what stands there.
    """

    office: Office
    seekers: tuple[Seeker, ...]
    memberships: tuple[Membership, ...]
    posts: tuple[Post, ...]
    employers: Mapping[str, Employer]
    letters: tuple[Letter, ...]
    follow_ups: tuple[FollowUp, ...]
    own: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def roster(source: RosterSource, codes: CodeLists, today: date, group_word: Callable[[str], str]) -> tuple[Table, ...]:
    """Four tables: summary, persons, posts, letters. Each figure of the summary is counted from the rows beside it.

    The office's own fields stand behind the columns of the district; `group_word` is the district's word for a group.
    """
    persons = _persons(source, codes, today, group_word)
    posts = _posts(source, codes)
    days = tuple(sorted({*_VISITS, *(one.after_days or 0 for one in source.follow_ups)}))
    letters = _letters(source, codes, days)
    titles = (*LETTERS[:-1], *(f"{day}天回访" for day in days), LETTERS[-1])
    mark = "（练习）" if source.office.practice else ""
    note = f"填报单位：{source.office.name}{mark}　截至 {today.isoformat()}"
    return (
        Table(
            name="汇总",
            title=f"一人一岗帮扶情况汇总{mark}",
            columns=("指标", "数值", "口径"),
            rows=_summary(persons, posts, letters),
            note=note,
        ),
        Table(
            name="人员",
            title=f"人员花名册{mark}",
            columns=(*PERSONS, *source.own.get("seekers", ())),
            rows=persons,
            note=note,
        ),
        Table(
            name="岗位",
            title=f"岗位花名册{mark}",
            columns=(*POSTS, *source.own.get("posts", ())),
            rows=posts,
            note=note,
        ),
        Table(name="推荐信", title=f"推荐信台账{mark}", columns=titles, rows=letters, note=note),
    )


def _persons(
    source: RosterSource, codes: CodeLists, today: date, group_word: Callable[[str], str]
) -> tuple[tuple[Value, ...], ...]:
    groups: dict[str, list[str]] = defaultdict(list)
    for membership in source.memberships:
        if membership.holds_on(today):
            groups[membership.seeker_uid].append(group_word(membership.group))
    newest = {letter.seeker_uid: letter for letter in source.letters if letter.state != "void"}
    posts = {post.uid: post for post in source.posts}
    rows: list[tuple[Value, ...]] = []
    for number, seeker in enumerate(source.seekers, start=1):
        letter = newest.get(seeker.uid)
        post = posts.get(letter.post_uid) if letter else None
        rows.append(
            (
                number,
                seeker.seeker_no,
                seeker.name,
                codes["id_document"].label(seeker.id_doc_type),
                seeker.id_no,
                codes["sex"].label(seeker.sex),
                _day(seeker.birth_date),
                codes["education"].label(seeker.education),
                seeker.school,
                seeker.major,
                seeker.graduated_on,
                seeker.village,
                seeker.mobile,
                "、".join(sorted(set(groups[seeker.uid]))),
                codes["seeker_state"].label(seeker.state),
                post.title if post else "",
                source.employers[post.employer_uid].name if post else "",
                letter.letter_no if letter else "",
                _came_of(letter, post, codes) if letter else "",
                _day(letter.start_date) if letter else "",
                *source.said.get(seeker.uid, ()),
            )
        )
    return tuple(rows)


def _posts(source: RosterSource, codes: CodeLists) -> tuple[tuple[Value, ...], ...]:
    sent = Counter(letter.post_uid for letter in source.letters if letter.state != "void")
    hired = Counter(letter.post_uid for letter in source.letters if letter.state == "hired")
    return tuple(
        (
            number,
            post.post_no,
            source.employers[post.employer_uid].name,
            source.employers[post.employer_uid].credit_code,
            post.title,
            post.headcount or 0,
            sent[post.uid],
            hired[post.uid] if post.is_employment else 0,
            post.pay_text,
            codes["education"].label(post.education_min),
            post.place,
            _day(post.valid_until),
            codes["post_state"].label(post.state),
            post.verified_by,
            _day(post.verified_on),
            *source.said.get(post.uid, ()),
        )
        for number, post in enumerate(source.posts, start=1)
    )


def _letters(source: RosterSource, codes: CodeLists, days: tuple[int, ...]) -> tuple[tuple[Value, ...], ...]:
    seekers = {seeker.uid: seeker for seeker in source.seekers}
    posts = {post.uid: post for post in source.posts}
    visits = {(one.letter_uid, one.after_days): one for one in source.follow_ups}
    rows: list[tuple[Value, ...]] = []
    for number, letter in enumerate(
        sorted(source.letters, key=lambda one: (one.desk, one.year or 0, one.sequence or 0)), 1
    ):
        seeker, post = seekers.get(letter.seeker_uid), posts.get(letter.post_uid)
        rows.append(
            (
                number,
                letter.letter_no,
                seeker.name if seeker else "",
                seeker.id_no if seeker else "",
                source.employers[post.employer_uid].name if post else "",
                post.title if post else "",
                _day(letter.issued_on),
                _day(letter.valid_until),
                _came_of(letter, post, codes),
                _day(letter.received_on),
                codes["receipt_reason"].label(letter.receipt_reason),
                _day(letter.start_date),
                *(_visit(visits.get((letter.uid, after)), codes) for after in days),
                letter.void_reason,
            )
        )
    return tuple(rows)


def _came_of(letter: Letter, post: Post | None, codes: CodeLists) -> str:
    """What became of a letter; who was taken on as a trainee was not hired (人社部 就业见习)."""
    trains = letter.state == "hired" and post is not None and not post.is_employment
    return "接收见习" if trains else codes["letter_state"].label(letter.state)


def _summary(
    persons: tuple[tuple[Value, ...], ...], posts: tuple[tuple[Value, ...], ...], letters: tuple[tuple[Value, ...], ...]
) -> tuple[tuple[Value, ...], ...]:
    states = Counter(row[LETTERS.index("状态")] for row in letters)
    seats = POSTS.index("招聘人数")
    return (
        ("登记人数", len(persons), "“人员”表的行数"),
        ("岗位条数", len(posts), "“岗位”表的行数"),
        ("招聘人数", sum(int(row[seats]) for row in posts), "“岗位”表“招聘人数”之和"),
        ("推荐人数", len({row[3] for row in letters if row[3]} - {""}), "“推荐信”表中不重复的证件号码数"),
        ("开具推荐信", len(letters), "“推荐信”表的行数，含作废"),
        *((f"其中：{state}", states[state], f"“推荐信”表状态为“{state}”的行数") for state in sorted(map(str, states))),
    )


def _visit(visit: FollowUp | None, codes: CodeLists) -> str:
    if visit is None:
        return ""
    return codes["follow_up_result"].label(visit.result) if visit.result else f"应于 {_day(visit.due_on)}"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
