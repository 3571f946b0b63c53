"""查找: what is kept of a record so that it is found by name, pinyin, number, phone or village, and what is asked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from desk_app.domain.employers import Employer
from desk_app.domain.posts import Post
from desk_app.domain.seekers import Seeker


@dataclass(frozen=True, slots=True)
class Query:
    """What a list is asked for: words that must all be found, what is ticked in each filter, and the order."""

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""  # name of a column; "" = the list's own order
    descending: bool = False
    on: date | None = None  # the day on which the groups (any, if none is ticked) must hold; None = today


@dataclass(frozen=True, slots=True)
class Surnames:
    """Surnames that are not read as their characters usually are (`resources/finding/surnames.toml`)."""

    single: Mapping[str, str] = field(default_factory=dict)
    compound: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Keys:
    """What is kept beside a record: `search` holds its tokens between blanks, `sort_key` orders by pinyin."""

    search: str
    sort_key: str


@dataclass(frozen=True, slots=True)
class Word:
    """One word of what was typed. `kind` says where in a token it may stand.

    latin: at its start; digits: at its start or its end; chinese: anywhere.
    """

    text: str
    kind: str


SEARCHED: Mapping[type, tuple[str, ...]] = {
    Seeker: ("name", "former_name", "seeker_no", "id_no", "mobile", "second_phone", "village"),
    Employer: ("name", "credit_code", "old_register_no", "contact", "phone", "contact_mobile", "landline"),
    Post: ("title", "post_no", "place"),
}
"""The kinds of record that are searched, and the attributes of each that its keys are made of."""

NOTHING = "-"
"""The key of a filter that stands for "nothing is entered"."""

_PARTS = re.compile(r"[0-9]+x?|[a-z]+|[^\sa-z0-9]+")
_NOT_A_TOKEN = re.compile(r"[\s　,，、;；/|]+")


def words(typed: str) -> tuple[Word, ...]:
    """The words of what was typed; `zs1234` and `张三1234` are two words each."""
    plain = unicodedata.normalize("NFKC", typed).lower()
    return tuple(Word(part, _kind(part)) for part in _PARTS.findall(plain))


def _kind(part: str) -> str:
    if part[0].isascii() and part[0].isdigit():
        return "digits"
    return "latin" if part[0].isascii() and part[0].isalpha() else "chinese"


def keys(record: Any, surnames: Surnames) -> Keys:
    """The keys of a seeker, an employer or a post."""
    return _KEYS[type(record)](record, surnames)


def _seeker(seeker: Seeker, surnames: Surnames) -> Keys:
    names = [*name_tokens(seeker.name, surnames), *name_tokens(seeker.former_name, surnames)]
    numbers = (seeker.seeker_no, seeker.id_no, seeker.mobile, seeker.second_phone)
    return Keys(_tokens(*names, *numbers, *_initialled(seeker.village)), sort_key(seeker.name, surnames))


def _employer(employer: Employer, surnames: Surnames) -> Keys:
    phones = (employer.phone, employer.contact_mobile, employer.landline)
    numbers = (employer.credit_code, employer.old_register_no, *phones)
    found = _tokens(*_read_out(employer.name), *numbers, *name_tokens(employer.contact, surnames))
    return Keys(found, " ".join((*_pinyin(employer.name), employer.name)))


def _post(post: Post, _: Surnames) -> Keys:
    found = _tokens(*_read_out(post.title), post.post_no, *_initialled(post.place))
    return Keys(found, " ".join((*_pinyin(post.title), post.title)))


_KEYS: Mapping[type, Callable[[Any, Surnames], Keys]] = {Seeker: _seeker, Employer: _employer, Post: _post}


def _tokens(*parts: str) -> str:
    plain = (_NOT_A_TOKEN.sub(" ", unicodedata.normalize("NFKC", part).lower()).strip() for part in parts)
    return f" {' '.join(dict.fromkeys(filter(None, plain)))} "


def name_tokens(name: str, surnames: Surnames) -> tuple[str, ...]:
    """A person's name as it may be typed: itself, whole pinyin, pinyin of the given name, initials."""
    if not name:
        return ()
    tokens = [name]
    for family, given in _readings(name, surnames):
        both = (*family, *given)
        tokens += ["".join(both), "".join(given), initials(both)]
    return tuple(tokens)


def initials(syllables: Iterable[str]) -> str:
    """The first letter of each syllable."""
    return "".join(one[:1] for one in syllables)


def initials_of(text: str) -> str:
    """Pinyin initials of any words; call it on a thread, the dictionary takes 0.2 s to load the first time."""
    return initials(_pinyin(text))


def sort_key(name: str, surnames: Surnames) -> str:
    """Orders people by pinyin, syllable by syllable, and by the character where two read alike."""
    if not name:
        return ""
    family, given = _readings(name, surnames)[0]
    return " ".join(f"{syllable}{character}" for syllable, character in zip((*family, *given), name, strict=True))


def _readings(name: str, surnames: Surnames) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Pinyin of the family name and of the given name, in each way the family name is read.

    A given name is read character by character: it is no phrase, and a thousand characters make all names.
    """
    compound = surnames.compound.get(name[:2])
    if compound and len(name) > 2:
        return [(tuple(compound.split()), _spelt(name[2:]))]
    listed = surnames.single.get(name[0])
    families = listed.split() if listed else _spelt(name[0])
    return [((family,), _spelt(name[1:])) for family in families]


def _spelt(characters: str) -> tuple[str, ...]:
    return tuple("".join(_pinyin(character)) or character for character in characters)


def _read_out(text: str) -> tuple[str, ...]:
    """The words of a firm or a post: themselves, pinyin, initials from any syllable on (a town's name stands first)."""
    syllables = _pinyin(text)
    letters = initials(syllables)
    return (text, "".join(syllables), *(letters[start:] for start in range(max(1, len(letters) - 1))))


def _initialled(text: str) -> tuple[str, ...]:
    return (text, initials(_pinyin(text)))


@lru_cache(maxsize=20_000)
def _pinyin(text: str) -> tuple[str, ...]:
    """Syllables without tones (ü as v); what is not Chinese stays as it is."""
    if not text:
        return ()
    from pypinyin import lazy_pinyin  # 0.2 s and 55 MB: only where a record is written

    return tuple(part.lower() for part in lazy_pinyin(text))


def by_pinyin(text: str) -> bytes:
    """An order of Chinese words near that of pinyin, without a dictionary: GB 2312 has its common characters so.

    Rarer characters come last.
    """
    return text.encode("gb2312", errors="replace").replace(b"?", b"\xff")


def masked(number: str) -> str:
    """An ID number or a phone as a screen shows it: 110101********0016, 138****1234; others keep a third."""
    if len(number) in (15, 18):
        return f"{number[:6]}{'*' * (len(number) - 10)}{number[-4:]}"
    if len(number) == 11:
        return f"{number[:3]}****{number[-4:]}"
    shown = len(number) // 3
    return f"{'*' * (len(number) - shown)}{number[len(number) - shown :]}"
