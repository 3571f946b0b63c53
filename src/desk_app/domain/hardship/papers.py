"""The papers of 困难认定: certification form, undertaking, public notice, and the plan of a family (domain.md §4.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desk_app.domain.codes import CodeLists
from desk_app.domain.fields import fields_of
from desk_app.domain.hardship.policy import HardshipPolicy
from desk_app.domain.hardship.records import Certification, CertificationStep, Family, FamilyMember
from desk_app.domain.hardship.steps import REFUSED, Case
from desk_app.domain.identity import age_on
from desk_app.domain.office import Office
from desk_app.domain.paper import Column, Issued, Opinion, Pair, Pairs, Paper, Prose, Rows, Signing, Ticks
from desk_app.domain.seekers import Seeker

_FAMILY_ROWS = 4
_OPINIONS = (
    ("review", "村（社区）初审意见"),
    ("recheck", "乡镇（街道）复核意见"),
    ("certify", "县级人力资源社会保障部门审核意见"),
)


def form(case: Case | None, codes: CodeLists, today: date) -> Paper:
    """就业困难人员认定表, filled in, or blank without a case. Members under 16 stand without their number."""
    one = case.certification if case else Certification(uid="")
    person = case.seeker if case else Seeker(uid="", state="")
    categories = codes["hardship_category"]
    return Paper(
        title="就业困难人员认定表",
        subtitle=(f"求职登记号：{person.seeker_no}",),
        blocks=(
            Pairs(
                rows=(
                    (
                        Pair("姓名", person.name),
                        Pair("性别", codes["sex"].label(person.sex)),
                        Pair("文化程度", codes["education"].label(person.education)),
                    ),
                    (Pair("身份证号", person.id_no, 2), Pair("联系电话", person.mobile)),
                    (Pair("常住地址", person.residence_address, 2), Pair("登记失业时间", _day(one.unemployed_on))),
                    (
                        Pair("户籍村（社区）", one.hukou_village or person.village),
                        Pair("健康状况", codes["health"].label(one.health)),
                        Pair("家庭人口", f"{one.household_size} 人" if one.household_size else ""),
                    ),
                ),
                photo=True,
            ),
            _family_table(case, codes, today),
            Ticks("人员类别", [(f"{c.code} {c.short or c.label}", c.code == one.category) for c in categories]),
            Pairs(
                rows=(
                    (Pair("本人申请", one.reason, lines=2),),
                    (Pair("申请人签字"), Pair("申请日期", _long(one.applied_on))),
                )
            ),
            *(_opinion(title, _last(case, step)) for step, title in _OPINIONS),
        ),
    )


def undertaking(case: Case | None, policy: HardshipPolicy) -> Paper:
    """承诺书 that goes with the application."""
    person = case.seeker if case else Seeker(uid="")
    return Paper(
        title="就业困难人员认定申请承诺书",
        blocks=(
            Pairs(rows=((Pair("姓名", person.name), Pair("身份证号", person.id_no, 2)),)),
            Prose(policy.undertaking),
            Signing("承诺人（签字）："),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """One person of a notice, with all that it may say of him or her (domain.md §3.5)."""

    name: str
    sex: str
    age: str
    category: str


def announced(case: Case, codes: CodeLists, today: date) -> Announced:
    """What a notice says of a person: name, sex, age, category. Never the number, the address or the family."""
    person = case.seeker
    return Announced(
        name=person.name,
        sex=codes["sex"].label(person.sex),
        age=str(age_on(person.birth_date, today)) if person.birth_date else "",
        category=codes["hardship_category"].label(case.certification.category),
    )


def notice(persons: Sequence[Announced], office: Office, start: date, until: date, policy: HardshipPolicy) -> Paper:
    """公示 of several persons: for how long, and which phone of the office takes objections."""
    phones = "、".join(dict.fromkeys(filter(None, (office.phone, office.complaint_phone)))) or "____________"
    return Paper(
        title="就业困难人员认定公示",
        blocks=(
            Prose(
                (
                    f"经本人申请、村（社区）初审，拟认定下列 {len(persons)} 人为就业困难人员，现予公示。",
                    f"公示时间：{_long(start)}至{_long(until)}（不少于 {policy.notice_days.value} 个工作日）。",
                    f"公示期间如有异议，请向{office.name}反映，电话：{phones}。",
                )
            ),
            Rows(
                columns=(Column("序号", 1), Column("姓名", 2), Column("性别", 1), Column("年龄", 1), Column("类别", 4)),
                rows=[(str(n), p.name, p.sex, p.age, p.category) for n, p in enumerate(persons, start=1)],
            ),
            Issued(office.name, _long(start)),
        ),
    )


def family_plan(family: Family, members: Sequence[FamilyMember], codes: CodeLists, today: date) -> Paper:
    """零就业家庭 一户一策: the family, the 五清, the measures and who is responsible."""
    named = fields_of(Family)
    five = ("situation", "cause", "skills", "training_wish", "job_wish")
    return Paper(
        title="零就业家庭帮扶“一户一策”",
        subtitle=(f"认定日期：{_day(family.certified_on)}", f"清零期限：{_day(family.deadline)}"),
        blocks=(
            Pairs(
                rows=(
                    (Pair("户主", family.head), Pair("所属村（社区）", family.village)),
                    (Pair("联系电话", family.phone), Pair("家庭住址", family.address)),
                )
            ),
            Rows(
                columns=(
                    Column("姓名", 2), Column("与户主关系", 2), Column("年龄", 1), Column("劳动能力", 2),
                    Column("文化程度", 2), Column("目前状况", 3),
                ),
                rows=[_plan_row(one, codes, today) for one in members],
                title="家庭成员",
                least=_FAMILY_ROWS,
            ),
            Pairs(rows=[(Pair(named[n].label, str(getattr(family, n)), lines=2),) for n in five], title="五清"),
            Pairs(
                rows=(
                    (Pair("帮扶措施", family.measures, lines=4),),
                    (Pair("帮扶责任人", family.owner), Pair("销号日期", _day(family.cleared_on))),
                ),
                title="帮扶",
            ),
            Signing("户主或家庭成员（签字）："),
        ),
    )  # fmt: skip


_BLANK = "　　年　　月　　日"


def _family_table(case: Case | None, codes: CodeLists, today: date) -> Rows:
    others = [one for one in case.members if one.seeker_uid != case.seeker.uid] if case else []
    own = case is None or case.family is None or case.family.head == case.seeker.name
    return Rows(
        columns=(
            Column("姓名", 2), Column("性别", 1), Column("身份证号", 4),
            Column("与本人关系" if own else "与户主关系", 2), Column("目前状况", 3),
        ),
        rows=[
            (
                one.name,
                codes["sex"].label(one.sex),
                "（未满 16 周岁）" if one.is_child(today) else one.id_no,
                one.relation,
                "，".join(filter(None, (one.state, one.employer))),
            )
            for one in others
        ],
        title="家庭成员",
        least=_FAMILY_ROWS,
    )  # fmt: skip


def _plan_row(one: FamilyMember, codes: CodeLists, today: date) -> tuple[str, ...]:
    return (
        one.name,
        one.relation,
        str(age_on(one.birth_date, today)) if one.birth_date else "",
        codes["work_capacity"].label(one.work_capacity),
        codes["education"].label(one.education),
        "，".join(filter(None, (one.state, one.employer))),
    )


def _last(case: Case | None, step: str) -> CertificationStep | None:
    """The newest such step since the last (re)application."""
    for one in reversed(case.steps if case else ()):
        if one.step in ("apply", "resubmit"):
            break
        if one.step == step:
            return one
    return None


def _opinion(title: str, step: CertificationStep | None) -> Opinion:
    if step is None:
        return Opinion(title)
    word = "不同意。" if step.result == REFUSED else "" if step.opinion else "同意。"
    return Opinion(title, f"{word}{step.opinion}", date=_long(step.on) or _BLANK)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _long(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
