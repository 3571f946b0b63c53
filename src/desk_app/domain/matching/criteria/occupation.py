"""工种: the nearness of the post's title to what the person wishes; work the person rules out is not offered."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from desk_app.domain.matching.criterion import Criterion, Judgement, Verdict, share
from desk_app.domain.matching.occupations import FAR, NEAR, SAME, UNKNOWN, Occupations
from desk_app.domain.matching.pool import Flags, Opening, Person, Pool, Side, Whole, by_row

NAME = "occupation"
# Quarters of the weight, −1 for a pair that does not fit. Without a wish the person takes what comes.
_QUARTERS = {SAME: 4, NEAR: 2, UNKNOWN: 1, FAR: -1, "no_wish": 2, "open": 2, "refused": -1}


class Wants(NamedTuple):
    """What a person wishes to do and what he or she rules out."""

    wishes: tuple[str, ...]
    refused: tuple[str, ...]


def _wants(person: Person) -> Wants:
    return Wants(person.seeker.job_wishes, person.seeker.refused_jobs)


def _title(opening: Opening) -> str:
    return opening.post.title


def _relation(wants: Wants, title: str, known: Occupations) -> tuple[str, str]:
    """How near, and the wish that is nearest ("" where none is named)."""
    wishes, refused = wants
    if any(known.nearness(word, title) == SAME for word in refused):
        return "refused", ""
    if not wishes:
        return "no_wish", ""
    clear = _is_clear(wishes, known)
    near = [(_nearness(wish, title, known, clear), wish) for wish in wishes]
    ranked = (SAME, "open", NEAR, UNKNOWN)
    return next(((how, wish) for how in ranked for found, wish in near if found == how), (FAR, ""))


def _is_clear(wishes: tuple[str, ...], known: Occupations) -> bool:
    """Whether at least one wish is understood: then a wish that is not opens no work that is far from the others."""
    return any(known.family(wish) for wish in wishes)


def _nearness(wish: str, title: str, known: Occupations, clear: bool) -> str:
    near = known.nearness(wish, title)
    if known.is_open(wish) and near != SAME:
        return "open"
    return FAR if clear and near == UNKNOWN and known.family(title) else near


@lru_cache(maxsize=4_000)
def _of_word(known: Occupations, word: str, titles: tuple[str, ...], clear: bool) -> tuple[int, ...]:
    return tuple(_QUARTERS[_nearness(word, title, known, clear)] for title in titles)


@lru_cache(maxsize=1_000)
def _refused(known: Occupations, word: str, titles: tuple[str, ...]) -> tuple[bool, ...]:
    return tuple(known.nearness(word, title) == SAME for title in titles)


def _row(wants: Wants, titles: tuple[str, ...], known: Occupations) -> Sequence[int]:
    """The quarters of one person's wants for all titles: the best wish counts, a refused title never fits."""
    clear = _is_clear(wants.wishes, known)
    of_wishes = [_of_word(known, word, titles, clear) for word in wants.wishes]
    best = list(map(max, zip(*of_wishes, strict=True))) if of_wishes else [_QUARTERS["no_wish"]] * len(titles)
    for word in wants.refused:
        best = [-1 if same else now for same, now in zip(_refused(known, word, titles), best, strict=True)]
    return best


def _fits(people: Side, posts: Side) -> Flags:
    known = people.pool.settings.occupations
    quarters = by_row(people, posts, _wants, _title, lambda wants, titles: _row(wants, titles, known))
    return np.asarray(quarters >= 0)


def _points(people: Side, posts: Side) -> Whole:
    known, weight = people.pool.settings.occupations, people.pool.settings.weights[NAME]
    of_quarters = {quarters: share(weight, max(quarters, 0), 4) for quarters in _QUARTERS.values()}
    return by_row(
        people, posts, _wants, _title, lambda wants, titles: [of_quarters[one] for one in _row(wants, titles, known)]
    )


_VERDICTS = {"refused": Verdict.NO, FAR: Verdict.NO, NEAR: Verdict.RESERVATION, UNKNOWN: Verdict.UNKNOWN}


def _judge(person: Person, opening: Opening, pool: Pool) -> Judgement:
    wants = _wants(person)
    how, wish = _relation(wants, opening.post.title, pool.settings.occupations)
    right = {
        "refused": f"本人不愿从事{'、'.join(wants[1])}",
        "no_wish": "本人未提工种要求",
        FAR: f"本人想做{'、'.join(wants[0])}",
    }.get(how, f"本人想做{wish}")
    points = share(pool.settings.weights[NAME], max(_QUARTERS[how], 0), 4)
    return Judgement(_VERDICTS.get(how, Verdict.OK), points, f"岗位是{opening.post.title}", right)


OCCUPATION = Criterion(name=NAME, label="工种", fits=_fits, points=_points, judge=_judge)
