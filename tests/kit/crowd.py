"""An office with very many invented people, made in seconds: rows without a history, for what only reads."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, insert

from desk_app.bootstrap import Desk
from desk_app.domain.changes import new_uid
from desk_app.domain.employers import Employer
from desk_app.domain.posts import Post
from desk_app.domain.proposals import Proposal, Run
from desk_app.domain.referrals import Letter
from desk_app.domain.seekers import Membership, Seeker
from desk_app.domain.service_log import ServiceEntry
from desk_app.storage.schema import NOUNS, TABLES
from desk_app.storage.search import row_of

FAMILY = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟单仇"
)
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国志文海龙春生晓东雪琴凤云小鹏飞宇欣怡梓涵浩然子轩"
VILLAGES = tuple(
    f"{name}村" for name in "柳河 石窑 东岭 西沟 南湾 北坡 李家庄 王家营 大槐树 小泉 桥头 官道 凤鸣 青石 白塔".split()
)
STATES = ("unverified", "willing", "willing", "willing", "referred", "in_post", "stable", "unwilling")
GROUPS = ("GRAD", "VET", "RETURN", "HARD", "RURAL", "ZEROFAM")
TITLES = ("普工", "缝纫工", "电焊工", "保安", "会计", "护工", "快递员", "仓库管理员", "收银员", "保洁员")


def crowd(desk: Desk, persons: int = 60_000, posts: int = 2_000, *, planned: bool = False) -> None:
    """Fill the office; the first person is always 张三 with the number …1234.

    `planned`: each person also stands in a plan, and has a letter from which a receipt has come.
    """
    draw = Random(persons)
    today = desk.actor.today()
    seekers = [_person(draw, number) for number in range(persons)]
    memberships = [
        Membership(uid=new_uid(), seeker_uid=one.uid, group=draw.choice(GROUPS), started_on=date(2025, 1, 1))
        for one in seekers
        if draw.random() < 0.8
    ]
    log = [
        ServiceEntry(
            uid=new_uid(),
            seeker_uid=one.uid,
            kind="contact",
            how="phone",
            at=f"2026-{draw.randrange(1, 11):02d}-{draw.randrange(1, 28):02d}T09:00:00+08:00",
        )
        for one in seekers[::3]
    ]
    firms = [
        Employer(
            uid=new_uid(), name=f"柳河湾镇{draw.choice(GIVEN)}{draw.choice(GIVEN)}第{number}厂", phone="15400000000"
        )
        for number in range(max(1, posts // 5))
    ]
    offers = [
        Post(
            uid=new_uid(),
            post_no=f"P{number:05d}",
            employer_uid=draw.choice(firms).uid,
            title=draw.choice(TITLES),
            headcount=draw.randrange(1, 6),
            pay_min=draw.randrange(25, 60) * 100,
            place=draw.choice(VILLAGES),
            state=draw.choice(("open", "unverified")),
            valid_until=today,
        )
        for number in range(posts)
    ]

    trail = _trail(seekers, offers, desk) if planned else ()

    def work(connection: Connection) -> None:
        for records in (seekers, memberships, log, firms, offers, *trail):
            if records:
                table = TABLES[NOUNS[type(records[0])]]
                connection.execute(insert(table), [row_of(one) for one in records])

    desk.database.submit(work).result()


def long_log(desk: Desk, years: int = 10, a_year: int = 2, first: int = 520) -> int:
    """Give everybody so many lines of service log a year, and the first person `first` of them; returns how many."""
    day = desk.actor.today()

    def work(connection: Connection) -> int:
        def add(back: int, whom: str) -> int:
            at = f"{day - timedelta(days=back)}T09:00:00+08:00"
            return connection.exec_driver_sql(
                "INSERT INTO service_log (uid, seeker_uid, kind, how, at, by, result, note, version) "
                "SELECT lower(hex(randomblob(18))), uid, 'contact', 'phone', ?, '练习员', 'reached', '问了近况', 1 "
                f"FROM seekers {whom}",
                (at,),
            ).rowcount

        lines = sum(add(back * 365 // a_year, "") for back in range(1, years * a_year + 1))
        return lines + sum(add(back * years * 365 // first, "WHERE id = 1") for back in range(1, first + 1))

    return desk.database.submit(work).result()


def _trail(seekers: list[Seeker], posts: list[Post], desk: Desk) -> tuple[list[Any], ...]:
    """A run, a proposal for each person, and a letter for each that has come to its end."""
    many, today = len(seekers), desk.actor.today()
    run = Run(
        uid=new_uid(),
        run_no=1,
        made_at=desk.actor.moment(),
        seed=1,
        persons=many,
        seats=many,
        placed=many,
        fit=many * 70,
        proof={"optimal": True, "first_come": many},
    )
    pairs = [
        Proposal(
            uid=new_uid(),
            run_uid=run.uid,
            seeker_uid=one.uid,
            post_uid=posts[number % len(posts)].uid,
            points=70,
            state="planned",
        )
        for number, one in enumerate(seekers)
    ]
    letters = [
        Letter(
            uid=new_uid(),
            letter_no=f"练字〔2026〕第{number:05d}号",
            desk="1",
            year=2026,
            sequence=number,
            seeker_uid=pair.seeker_uid,
            post_uid=pair.post_uid,
            issued_on=today,
            valid_until=today,
            receipt_due=today,
            clerk="练习员",
            state="not_hired",
            received_on=today,
        )
        for number, pair in enumerate(pairs, start=1)
    ]
    return [run], pairs, letters


def _person(draw: Random, number: int) -> Seeker:
    year, month, day = 1965 + number // 10_000 * 7 + draw.randrange(7), draw.randrange(1, 13), draw.randrange(1, 29)
    given = draw.choice(GIVEN) + (draw.choice(GIVEN) if draw.random() < 0.6 else "")
    first = number == 0
    return Seeker(
        uid=new_uid(),
        seeker_no=f"S{number:06d}",
        name="张三" if first else draw.choice(FAMILY) + given,
        id_doc_type="01",
        id_no="410099199003071234" if first else f"410099{year}{month:02d}{day:02d}{number % 10_000:04d}",
        sex=draw.choice("12"),
        birth_date=date(1990, 3, 7) if first else date(year, month, day),
        education=draw.choice(("80", "70", "60", "40", "30", "20")),
        village=draw.choice(VILLAGES),
        mobile=f"154{draw.randrange(10**8):08d}",
        state=draw.choice(STATES),
        residence_address=f"{draw.choice(VILLAGES)}{draw.randrange(200)}号",
        registered_on=date(2026, draw.randrange(1, 11), day),
        job_wishes=(draw.choice(TITLES),),
    )
