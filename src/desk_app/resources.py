"""The one door to the data that ships with the program (`resources/` and `db/`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk_app.domain.clocks import Clocks, read_clocks
from desk_app.domain.codes import CodeLists, code_lists
from desk_app.domain.employer_rules import EmployerRules
from desk_app.domain.finding import Surnames
from desk_app.domain.matching.occupations import Occupations, read_occupations
from desk_app.domain.own.standards import Figures, read_figures
from desk_app.domain.post_kinds import PostKinds, read_kinds
from desk_app.domain.privacy.recipients import Recipients, read_recipients
from desk_app.domain.retirement import Track, Tracks
from desk_app.domain.wages import MinimumWage, read_wages

if TYPE_CHECKING:  # imported where they are made: a start waits neither for numpy nor for the words of lists
    from desk_app.domain.collection.script import CollectionWords
    from desk_app.domain.intake.chat import ChatWords
    from desk_app.domain.intake.words import IntakeWords
    from desk_app.domain.matching.pool import MatchSettings
    from desk_app.domain.practice.words import Words
    from desk_app.domain.privacy.notice import NoticeText
    from desk_app.domain.signs import Signs


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
def policy(file: str) -> Mapping[str, Any]:
    """The contents of `resources/policies/<file>.toml`."""
    return tomllib.loads(resource("policies", f"{file}.toml").read_text(encoding="utf-8"))


@cache
def clocks() -> Clocks:
    """The clocks of the work, as shipped."""
    return read_clocks(policy("clocks"))


@cache
def figures() -> Figures:
    """The figures of the policies that an office may set otherwise."""
    return read_figures(policy("standards"))


@cache
def collection_words() -> CollectionWords:
    """The texts of 岗位征集: what is said on the telephone, what stands on the form."""
    from desk_app.domain.collection.script import CollectionWords

    raw = tomllib.loads(resource("texts", "collection.toml").read_text(encoding="utf-8"))
    lists = {name: tuple(part) for name, part in raw.items() if isinstance(part, list)}
    return CollectionWords(**{**raw, **lists})


@cache
def retirement() -> Tracks:
    """The tracks of the statutory retirement age by name."""
    raw = tomllib.loads(resource("policies", "retirement.toml").read_text(encoding="utf-8"))
    return {name: Track(**values) for name, values in raw.items()}


@cache
def recipients() -> Recipients:
    """Who may see what."""
    return read_recipients(policy("recipients"))


@cache
def notice_text() -> NoticeText:
    """The words of the 个人信息收集告知书."""
    from desk_app.domain.privacy.notice import read_text

    return read_text(tomllib.loads(resource("texts", "privacy_notice.toml").read_text(encoding="utf-8")))


@cache
def employer_rules() -> EmployerRules:
    """The rules of the service for employers, as shipped."""
    return EmployerRules(**policy("employers"))


@cache
def post_kinds() -> PostKinds:
    """The rules of the kinds of posts."""
    return read_kinds(policy("post_kinds"))


@cache
def minimum_wages() -> tuple[MinimumWage, ...]:
    """The table of the local minimum wage."""
    return read_wages(policy("minimum_wage"))


@cache
def signs() -> Signs:
    """The signs of fraud or abuse in a post."""
    from desk_app.domain.signs import read_signs

    return read_signs(tomllib.loads(resource("posts", "signs.toml").read_text(encoding="utf-8")))


@cache
def practice_words() -> Words:
    """The words an invented township is made of."""
    from desk_app.domain.practice.words import read_words

    return read_words(tomllib.loads(seed("practice.toml").read_text(encoding="utf-8")), codes())


@cache
def intake_words() -> IntakeWords:
    """The words by which lists are understood."""
    from desk_app.domain.intake.words import read_words

    files = (("imports", "headings.toml"), ("imports", "words.toml"), ("posts", "wording.toml"))
    headings, words, wording = (tomllib.loads(resource(*parts).read_text(encoding="utf-8")) for parts in files)
    return read_words(headings, words, wording)


@cache
def chat_words() -> ChatWords:
    """The words by which messages about posts are understood."""
    from desk_app.domain.intake.chat import read_chat_words

    raw = tomllib.loads(resource("imports", "chat.toml").read_text(encoding="utf-8"))
    return read_chat_words(raw, intake_words())


@cache
def occupations() -> Occupations:
    """The families of occupations."""
    return read_occupations(tomllib.loads(resource("matching", "occupations.toml").read_text(encoding="utf-8")))


@cache
def match_settings() -> MatchSettings:
    """The shipped weights of the criteria, families of occupations and retirement ages."""
    from desk_app.domain.matching.pool import MatchSettings

    weights = tomllib.loads(resource("matching", "weights.toml").read_text(encoding="utf-8"))
    return MatchSettings(weights=weights, occupations=occupations(), tracks=retirement(), post_kinds=post_kinds())


@cache
def surnames() -> Surnames:
    """Surnames that are not read as their characters usually are."""
    return Surnames(**tomllib.loads(resource("finding", "surnames.toml").read_text(encoding="utf-8")))


@cache
def form_words() -> Mapping[str, Mapping[str, str]]:
    """What stands at the foot of the forms of a person: `undertaking` and `note` by form."""
    return tomllib.loads(resource("texts", "forms.toml").read_text(encoding="utf-8"))
