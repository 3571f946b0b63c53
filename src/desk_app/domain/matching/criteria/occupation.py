"""工种: the nearness of the post's title to what the person wishes; work the person rules out is not offered."""

from __future__ import annotations

from typing import NamedTuple

from desk_app.domain.matching.criterion import Criterion, Judgement, Verdict, share
from desk_app.domain.matching.occupations import FAR, NEAR, SAME, Occupations
from desk_app.domain.matching.pool import Flags, Opening, Person, Pool, Side, Whole, by_kind

NAME = "occupation"
# Quarters of the weight. A person without a wish takes what comes: neither liked nor disliked.
_QUARTERS = {SAME: 4, NEAR: 2, "unknown": 1, "no_wish": 2}


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
    near = [(known.nearness(wish, title), wish) for wish in wishes]
    return next(((how, wish) for how in (SAME, NEAR, "unknown") for found, wish in near if found == how), (FAR, ""))


def _points(wants: Wants, title: str, pool: Pool) -> int:
    how = _relation(wants, title, pool.settings.occupations)[0]
    return share(pool.settings.weights[NAME], _QUARTERS.get(how, 0), 4)


def _fits(people: Side, posts: Side) -> Flags:
    known = people.pool.settings.occupations
    return by_kind(
        people, posts, _wants, _title, lambda wants, title: _relation(wants, title, known)[0] not in ("refused", FAR)
    ).astype(bool)


def _all_points(people: Side, posts: Side) -> Whole:
    return by_kind(people, posts, _wants, _title, lambda wants, title: _points(wants, title, people.pool))


_VERDICTS = {"refused": Verdict.NO, FAR: Verdict.NO, NEAR: Verdict.RESERVATION, "unknown": Verdict.UNKNOWN}


def _judge(person: Person, opening: Opening, pool: Pool) -> Judgement:
    wants = _wants(person)
    how, wish = _relation(wants, opening.post.title, pool.settings.occupations)
    right = {
        "refused": f"本人不愿从事{'、'.join(wants[1])}",
        "no_wish": "本人未提工种要求",
        FAR: f"本人想做{'、'.join(wants[0])}",
    }.get(how, f"本人想做{wish}")
    verdict = _VERDICTS.get(how, Verdict.OK)
    return Judgement(verdict, _points(wants, opening.post.title, pool), f"岗位是{opening.post.title}", right)


OCCUPATION = Criterion(name=NAME, label="工种", fits=_fits, points=_all_points, judge=_judge)
