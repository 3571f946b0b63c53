"""What the law wants said about a pair without keeping it apart: no wall, no points."""

from __future__ import annotations

from dataclasses import dataclass

from desk_app.domain.identity import is_under
from desk_app.domain.matching.pool import Opening, Person, Pool
from desk_app.domain.matching.walls import ADULT, bars_women
from desk_app.domain.retirement import past_retirement
from desk_app.domain.seekers import Seeker


@dataclass(frozen=True, slots=True)
class Notice:
    """A word for programs, and what follows from which fact, in Chinese."""

    criterion: str
    left: str
    right: str


RETIRED = Notice("退休年龄", "按劳务关系用工，不办就业登记，不享受补贴", "本人已到法定退休年龄")
"""国务院关于渐进式延迟法定退休年龄的办法: past the age a person may still be helped to work."""
MINOR = Notice("未成年工", "用人单位须办理未成年工登记和健康检查", "本人未满十八周岁")
"""劳动法 art. 65, 未成年工特殊保护规定 art. 6 and 9."""

AGE_UNKNOWN = Notice("年龄", "开推荐信前要核对身份证，确认已满十六周岁", "本人出生日期未登记")
"""禁止使用童工规定 art. 4: nobody starts before the identity card was checked."""
SEX_UNKNOWN = Notice("女职工保护", "岗位属于女职工禁忌从事的劳动，推荐前要核实", "本人性别未登记")
"""女职工劳动保护特别规定, appendix."""


def notices(person: Person, opening: Opening, pool: Pool) -> tuple[Notice, ...]:
    """What is to be told about this person's going to work at this post."""
    seeker = person.seeker
    told = []
    if seeker.birth_date is None:
        told.append(AGE_UNKNOWN)
    elif is_under(seeker.birth_date, ADULT, pool.today):
        told.append(MINOR)
    elif _is_past_retirement(seeker, pool):
        told.append(RETIRED)
    if not seeker.sex and bars_women(opening.post):
        told.append(SEX_UNKNOWN)
    return tuple(told)


def _is_past_retirement(seeker: Seeker, pool: Pool) -> bool:
    """Where the sex is not known, only if it is so for a man and for a woman."""
    return seeker.birth_date is not None and all(
        past_retirement(sex, seeker.female_track, seeker.birth_date, pool.today, pool.settings.tracks)
        for sex in ((seeker.sex,) if seeker.sex else ("1", "2"))
    )
