"""The walls of the law: apart from the criteria, no weight, no switch.

禁止使用童工规定 art. 2–4 (nobody under 16 is introduced to work); 劳动法 art. 58, 64 and 未成年工特殊保护规定 art. 3
(16 and 17: no mine, no poison, no fourth-level labour, no heights, no heavy load); 女职工劳动保护特别规定, appendix
(women: no work in mines, no fourth-level labour); 人力资源市场暂行条例 art. 26, 29 (posts checked before use).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desk_app.domain.identity import is_under
from desk_app.domain.posts import Post
from desk_app.domain.seekers import Seeker

if TYPE_CHECKING:  # the walls are asked at the counter, too, where nobody should wait for numpy
    from desk_app.domain.matching.pool import Flags, Opening, Person, Side

FLOOR, ADULT = 16, 18
_MINORS = frozenset(("mine", "toxic", "class4", "heavy", "height"))
CLOSED_TO_WOMEN = frozenset(("mine", "class4"))
_FEMALE = "2"


@dataclass(frozen=True, slots=True)
class Wall:
    """What the law bars: a stable word, the article, the sentence for the clerk."""

    code: str
    law: str
    sentence: str


UNDER_16 = Wall("under16", "禁止使用童工规定第2、4条", "本人未满十六周岁，法律禁止介绍就业。")
AGE_UNKNOWN = Wall(
    "age_unknown", "禁止使用童工规定第4条", "本人出生日期没有登记，不能确认已满十六周岁，请核对身份证后补登。"
)
MINOR = Wall("minor_hazard", "劳动法第64条", "本人未满十八周岁，不得从事这个岗位的特殊作业。")
WOMEN = Wall("women_hazard", "女职工劳动保护特别规定附录", "这个岗位属于女职工禁忌从事的劳动。")
UNVERIFIED = Wall("unverified", "人力资源市场暂行条例第29条", "岗位还没有核实。")
CLOSED = Wall("closed", "人力资源市场暂行条例第24条", "岗位不在招聘中或已过有效期。")
BLOCKED = Wall("blocked", "人力资源市场暂行条例第26条", "用人单位已停止推荐。")


def may_start(seeker: Seeker, post: Post, day: date) -> Wall | None:
    """What bars this person from being sent to this post or starting there on that day; None = nothing.

    Asked when a letter is issued and again for the day of the start: by then the age must be known.
    """
    return _barred(seeker, post, day) or (AGE_UNKNOWN if seeker.birth_date is None else None)


def too_young(seeker: Seeker, day: date) -> Wall | None:
    """The wall before somebody who is known to be under 16 on that day; None = nothing."""
    return UNDER_16 if seeker.birth_date and is_under(seeker.birth_date, FLOOR, day) else None


def bars_women(post: Post) -> bool:
    """Whether the post is work that the law closes to women."""
    return not CLOSED_TO_WOMEN.isdisjoint(post.hazards)


def _barred(seeker: Seeker, post: Post, day: date) -> Wall | None:
    young = too_young(seeker, day)
    if young:
        return young
    if seeker.birth_date and is_under(seeker.birth_date, ADULT, day) and not _MINORS.isdisjoint(post.hazards):
        return MINOR
    return WOMEN if seeker.sex == _FEMALE and bars_women(post) else None


def may_offer(opening: Opening, day: date) -> Wall | None:
    """What bars this post from being offered to anybody on that day; None = nothing."""
    post = opening.post
    if not post.is_verified():
        return UNVERIFIED
    if post.state != "open" or post.valid_until is None or post.valid_until < day:
        return CLOSED
    return BLOCKED if opening.employer.blocked_reason else None


def between(person: Person, opening: Opening, day: date) -> Wall | None:
    """What stands between this person and this post in a plan; None = nothing. An unknown age is only a notice."""
    return may_offer(opening, day) or _barred(person.seeker, opening.post, day)


def passes(people: Side, posts: Side) -> Flags:
    """`between` is None, for all pairs at once."""
    day = people.pool.today
    offered = posts.flags(lambda opening: may_offer(opening, day) is None)[None, :]
    grown = people.flags(lambda person: not _under(person, FLOOR, day))[:, None]
    minor = people.flags(lambda person: _under(person, ADULT, day))[:, None]
    woman = people.flags(lambda person: person.seeker.sex == _FEMALE)[:, None]
    no_minors = posts.flags(lambda opening: not _MINORS.isdisjoint(opening.post.hazards))[None, :]
    no_women = posts.flags(lambda opening: bars_women(opening.post))[None, :]
    return offered & grown & ~(minor & no_minors) & ~(woman & no_women)


def _under(person: Person, years: int, day: date) -> bool:
    return person.seeker.birth_date is not None and is_under(person.seeker.birth_date, years, day)
