"""All lists of an invented township."""

from __future__ import annotations

from random import Random

from desk_app.domain.practice.draw import Draw
from desk_app.domain.practice.person_lists import person_lists
from desk_app.domain.practice.post_lists import post_lists
from desk_app.domain.practice.sheets import PracticeFile
from desk_app.domain.practice.town import Township


def lists(town: Township) -> tuple[PracticeFile, ...]:
    """The messy lists about a township: six of people, three of posts and employers, with their truth."""
    draw = Draw(Random(f"lists:{town.size}:{town.seed}"), town.words)
    draw.keep_from(town.seekers, town.employers, town.new_firms)
    return (*person_lists(town, draw), *post_lists(town, draw))
