"""The people of an invented township: who they are, what they want, what they cannot do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from desk_app.domain.practice.draw import Draw
from desk_app.domain.practice.words import Group, Trade
from desk_app.domain.seekers import Membership, Seeker


def people(draw: Draw, count: int, today: date) -> tuple[tuple[Seeker, ...], tuple[Membership, ...]]:
    """So many people with the groups they belong to."""
    seekers, memberships = [], []
    for group in _shares(draw, count):
        seeker = _person(draw, group, today)
        seekers.append(seeker)
        memberships.append(_membership(draw, group, seeker, today))
    return tuple(seekers), tuple(memberships)


def _shares(draw: Draw, count: int) -> list[Group]:
    groups = draw.words.groups
    mixed = [group for group in groups for _ in range(round(group.share * count))]
    mixed = (mixed + [groups[-1]] * count)[:count]
    draw.rng.shuffle(mixed)
    return mixed


def _membership(draw: Draw, group: Group, seeker: Seeker, today: date) -> Membership:
    return Membership(
        uid=draw.uid(),
        seeker_uid=seeker.uid,
        group=group.code,
        sub_type=draw.phrase("hardships") if group.code == "HARD" else "",
        started_on=today - timedelta(days=draw.rng.randrange(30, 400)),
    )


def _person(draw: Draw, group: Group, today: date) -> Seeker:
    rng = draw.rng
    sex = "1" if draw.chance(group.men) else "2"
    birth = today - timedelta(days=int(rng.uniform(group.ages[0], group.ages[1] + 1) * 365.2425))
    education = draw.weighted(group.education)
    graduate = group.code == "GRAD"
    last_summer = today.year - (today.month < 8)
    seeker = Seeker(
        uid=draw.uid(),
        name=draw.name(sex),
        id_doc_type="01",
        id_no=draw.resident_number(birth, sex),
        sex=sex,
        birth_date=birth,
        ethnicity="03" if draw.chance(0.03) else "01",
        education=_code(draw, education),
        school=draw.phrase("schools") if graduate else "",
        major=draw.phrase("majors") if graduate else "",
        graduated_on=f"{last_summer - rng.randrange(2)}-{rng.choice((6, 7)):02d}" if graduate else "",
        hukou_type="rural" if draw.chance(0.85) else "urban",
        village=rng.choices(draw.words.villages, range(len(draw.words.villages) + 3, 3, -1))[0][0],
        village_group=str(rng.randrange(1, 9)),
        mobile=draw.mobile(),
        second_phone=draw.mobile() if draw.chance(0.15) else "",
        state="willing",
        source="演练",
    )
    return _registered(draw, seeker, education, today) if draw.chance(group.registered) else seeker


def _registered(draw: Draw, seeker: Seeker, education: str, today: date) -> Seeker:
    """With what somebody says at the window: wishes, pay, place, what cannot be done."""
    rng = draw.rng
    wished = _wishes(draw, education)
    low, high = wished[0].pay
    held = {one for trade in wished for one in trade.certificates if draw.chance(0.7)}
    others = [trade.title for trade in draw.words.trades if trade not in wished]
    return replace(
        seeker,
        job_wishes=tuple(trade.title for trade in wished),
        refused_jobs=(rng.choice(others),) if draw.chance(0.12) else (),
        expected_pay=int(rng.uniform(low - 300, low + 0.75 * (high - low))) // 100 * 100,
        furthest_place=draw.weighted(draw.words.weights["furthest"]),
        cannot=_cannot(draw),
        certificates=tuple(sorted(held)),
        experience_years=rng.randrange(11) if draw.chance(0.6) else None,
        needs_lodging=True if draw.chance(0.1) else None,
        registered_on=today - timedelta(days=rng.randrange(1, 120)),
    )


def _wishes(draw: Draw, education: str) -> list[Trade]:
    rank = _rank(draw, education)
    weights = {
        trade.title: trade.wished * (3 if rank >= 4 and trade.education else 1)
        for trade in draw.words.trades
        if _rank(draw, trade.education) <= rank
    }
    titles = {draw.weighted(weights): None for _ in range(draw.rng.choice((1, 2, 2, 3)))}
    return [draw.words.trade(title) for title in titles]


def _cannot(draw: Draw) -> tuple[str, ...]:
    if not draw.chance(draw.words.cannot_share):
        return ()
    return tuple(sorted({draw.weighted(draw.words.weights["cannot"]) for _ in range(draw.rng.choice((1, 1, 2)))}))


def _code(draw: Draw, label: str) -> str:
    found = draw.words.codes["education"].find(label)
    return found.code if found else ""


def _rank(draw: Draw, label: str) -> int:
    found = draw.words.codes["education"].find(label)
    return found.rank if found else 0
