"""The one door to the data that ships with the program (`resources/` and `db/`)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from desk_app.domain.clocks import Clocks
from desk_app.domain.codes import CodeLists, code_lists
from desk_app.domain.finding import Surnames
from desk_app.domain.matching.occupations import Occupations, read_occupations
from desk_app.domain.retirement import Track, Tracks

if TYPE_CHECKING:  # imported where they are made: a start waits neither for numpy nor for the words of lists
    from desk_app.domain.intake.words import IntakeWords
    from desk_app.domain.matching.pool import MatchSettings
    from desk_app.domain.practice.words import Words


@cache
def shipped() -> Path:
    """The folder that holds `resources` and `db`.

    In a wheel and in a frozen program that is `_shipped` beside this module; in a checkout where pyproject.toml is.
    """
    here = Path(__file__).resolve().parent
    if (here / "_shipped").is_dir():
        return here / "_shipped"
    checkout = here.parent.parent
    if (checkout / "pyproject.toml").is_file():
        return checkout
    raise RuntimeError(f"no shipped data: neither {here / '_shipped'} nor a checkout at {checkout}")


def resource(*parts: str) -> Path:
    """A file or folder below `resources/`."""
    return shipped().joinpath("resources", *parts)


def seed(*parts: str) -> Path:
    """A file or folder below `db/seed/`."""
    return shipped().joinpath("db", "seed", *parts)


def migrations() -> Path:
    """The folder of the Alembic migrations."""
    return shipped() / "db" / "migrations"


@cache
def codes() -> CodeLists:
    """All shipped code lists by name."""
    return code_lists(tomllib.loads(seed("codes.toml").read_text(encoding="utf-8")))


@cache
def clocks() -> Clocks:
    """The clocks of the work."""
    raw = tomllib.loads(resource("policies", "clocks.toml").read_text(encoding="utf-8"))
    return Clocks(**{**raw, "follow_up_days": tuple(raw["follow_up_days"])})


@cache
def retirement() -> Tracks:
    """The tracks of the statutory retirement age by name."""
    raw = tomllib.loads(resource("policies", "retirement.toml").read_text(encoding="utf-8"))
    return {name: Track(**values) for name, values in raw.items()}


@cache
def practice_words() -> Words:
    """The words an invented township is made of."""
    from desk_app.domain.practice.words import read_words

    return read_words(tomllib.loads(seed("practice.toml").read_text(encoding="utf-8")), codes())


@cache
def intake_words() -> IntakeWords:
    """The words by which lists are understood."""
    from desk_app.domain.intake.words import read_words

    headings, words = (
        tomllib.loads(resource("imports", name).read_text(encoding="utf-8")) for name in ("headings.toml", "words.toml")
    )
    return read_words(headings, words)


@cache
def occupations() -> Occupations:
    """The families of occupations."""
    return read_occupations(tomllib.loads(resource("matching", "occupations.toml").read_text(encoding="utf-8")))


@cache
def match_settings() -> MatchSettings:
    """The shipped weights of the criteria, families of occupations and retirement ages."""
    from desk_app.domain.matching.pool import MatchSettings

    weights = tomllib.loads(resource("matching", "weights.toml").read_text(encoding="utf-8"))
    return MatchSettings(weights=weights, occupations=occupations(), tracks=retirement())


@cache
def surnames() -> Surnames:
    """Surnames that are not read as their characters usually are."""
    return Surnames(**tomllib.loads(resource("finding", "surnames.toml").read_text(encoding="utf-8")))
