"""The employers and posts of an invented township; seats about as many as people, short in the wished trades."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from desk_app.domain.employers import Employer
from desk_app.domain.posts import Post
from desk_app.domain.practice.draw import Draw
from desk_app.domain.practice.words import Firm, Trade

MOST_SEATS = 7
_NEW_FIRMS = 3  # one newly registered firm for so many posts


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """Employers with their posts, and firms that were registered only lately."""

    employers: tuple[Employer, ...]
    posts: tuple[Post, ...]
    new_firms: tuple[Employer, ...]


def market(draw: Draw, count: int, seats: int, today: date) -> Market:
    """So many posts with so many seats in all (1 to 7 each), at as many employers as that takes."""
    employers: list[Employer] = []
    posts: list[Post] = []
    names: set[str] = set()
    while len(posts) < count:
        firm = draw.rng.choices(draw.words.firms, [one.weight for one in draw.words.firms])[0]
        employer = _employer(draw, firm, names, today, new=False)
        offered = _titles(draw, firm)[: count - len(posts)]
        employers.append(employer)
        posts += [_post(draw, employer, draw.words.trade(title), today) for title in offered]
    fresh = []
    for _ in range(count // _NEW_FIRMS):
        firm = draw.rng.choices(draw.words.firms, [one.weight for one in draw.words.firms])[0]
        fresh.append(_employer(draw, firm, names, today, new=True))
    return Market(employers=tuple(employers), posts=_with_seats(draw, posts, seats), new_firms=tuple(fresh))


def _employer(draw: Draw, firm: Firm, names: set[str], today: date, *, new: bool) -> Employer:
    rng = draw.rng
    name = ""
    while not name or name in names:
        length = 2 if len(names) < 300 else 3
        name = draw.words.county + "".join(draw.phrase("firm_words") for _ in range(length)) + firm.ending
    names.add(name)
    boss = draw.name("1" if draw.chance(0.7) else "2")
    age = rng.randrange(5, 60) if new else rng.randrange(400, 6000)
    return Employer(
        uid=draw.uid(),
        name=name,
        credit_code=draw.credit_code(firm.nature),
        nature=_code(draw, "employer_nature", firm.nature),
        industry=_code(draw, "industry", firm.industry),
        address=draw.phrase("town_places" if draw.chance(0.6) else "county_places"),
        legal_person=boss,
        contact=boss[0] + rng.choice(("经理", "主任", "女士", "先生", "厂长")),
        phone=draw.mobile(),
        registered_on=today - timedelta(days=age),
        source="演练",
    )


def _code(draw: Draw, name: str, word: str) -> str:
    found = draw.words.codes[name].find(word)
    return found.code if found else ""


def _titles(draw: Draw, firm: Firm) -> list[str]:
    """Some of the firm's trades, each once."""
    left = {title: float(draw.words.trade(title).offered) for title in firm.trades}
    found = []
    for _ in range(min(len(left), draw.rng.choice((1, 2, 3, 3, 4, 5)))):
        title = draw.weighted(left)
        del left[title]
        found.append(title)
    return found


def _post(draw: Draw, employer: Employer, trade: Trade, today: date) -> Post:
    rng = draw.rng
    level = draw.weighted(draw.words.weights["post_places"])
    low = int(rng.uniform(trade.pay[0], sum(trade.pay) / 2)) // 100 * 100
    high = low + rng.randrange(3, 13) * 100
    education = draw.words.codes["education"].find(trade.education)
    return Post(
        uid=draw.uid(),
        employer_uid=employer.uid,
        title=trade.title,
        headcount=min(MOST_SEATS, 1 + int(rng.expovariate(0.35))),
        duties=trade.duties,
        place=_place(draw, level),
        place_level=level,
        pay_min=low,
        pay_max=high,
        pay_unit="month",
        pay_text=rng.choice((f"{low}-{high}", f"{low}-{high}元/月", f"月薪{low}-{high}，多劳多得", f"{low}～{high}")),
        education_min=education.code if education else "",
        certificates=trade.certificates if draw.chance(0.7) else (),
        requirements=draw.phrase("requirements"),
        welfare=draw.phrase("welfares"),
        shift=rng.choice(trade.shifts),
        lodging=draw.chance(0.9 if level in ("city", "province", "anywhere") else trade.lodging),
        hazards=trade.hazards if draw.chance(0.6) else (),
        valid_until=today + timedelta(days=rng.randrange(25, 120)) if draw.chance(0.6) else None,
        source="演练",
    )


def _place(draw: Draw, level: str) -> str:
    if level == "township":
        return draw.phrase("town_places")
    if level == "county":
        return draw.phrase("county_places")
    return draw.phrase({"city": "city_places", "province": "province_places"}.get(level, "far_places"))


def _with_seats(draw: Draw, posts: list[Post], seats: int) -> tuple[Post, ...]:
    """The same posts with the wanted number of seats in all, as near as 1 to 7 each allow."""
    counts = [post.headcount or 1 for post in posts]
    wanted = max(len(posts), min(seats, MOST_SEATS * len(posts)))
    while sum(counts) != wanted:
        step = 1 if sum(counts) < wanted else -1
        at = draw.rng.randrange(len(counts))
        counts[at] = max(1, min(MOST_SEATS, counts[at] + step))
    return tuple(replace(post, headcount=count) for post, count in zip(posts, counts, strict=True))
