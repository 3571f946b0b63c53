"""Names of people as lists write them: notes, former names, lost characters, traditional forms."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from desk_app.domain.intake.words import IntakeWords

_BRACKET = re.compile(r"[(（\[【〔<《]([^)）\]】〕>》]*)[)）\]】〕>》]?")
_LATIN = re.compile(r"[A-Za-z]")
_SEVERAL = re.compile(r"[、,，;；/／]|和(?=..)")
_BLANK = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\ue000-\uf8ff]+|_x000D_")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name with what stood around it; `problem` is a kind of finding or ""."""

    name: str
    former: str = ""
    note: str = ""
    problem: str = ""


def parse_name(text: str, words: IntakeWords) -> PersonName:
    """Read a name cell; inner blanks go, notes in brackets become a note, 曾用名 its own value."""
    notes = [note.strip() for note in _BRACKET.findall(text) if note.strip()]
    name = _plain_name(_BRACKET.sub("", text), words)
    former = ""
    for note in tuple(notes):
        for word in words.names["former"]:
            if note.startswith(word):
                former = _plain_name(note.removeprefix(word).lstrip("：: 为是"), words)
                notes.remove(note)
                break
    note = "、".join(notes)
    return PersonName(name, former, note, _problem(name, note, words))


def _plain_name(text: str, words: IntakeWords) -> str:
    dots = "".join(words.names["dots"])
    text = unicodedata.normalize("NFC", text).replace("\u3000", " ").strip()
    if _LATIN.search(text):
        return " ".join(unicodedata.normalize("NFKC", text).split())
    text = _BLANK.sub("", text)
    text = re.sub(f"(?<=[\u3400-\U0003ffff])[{re.escape(dots)}](?=[\u3400-\U0003ffff])", "·", text)
    return text.strip("".join(words.names["stray"]) + "·")


def _problem(name: str, note: str, words: IntakeWords) -> str:
    if not name:
        return "name_missing"
    if any(word in note for word in words.names["dead"]):
        return "person_dead"
    if set(name) & set(words.names["lost"]) or _SEVERAL.search(name) or any(sign.isdigit() for sign in name):
        return "name_unclear"
    if len(name) < 2 or len(name) > 30:
        return "name_unclear"
    return "name_traditional" if any(sign in words.traditional for sign in name) else ""


def simplified(name: str, words: IntakeWords) -> str:
    """The name with traditional characters replaced by those in use now."""
    return "".join(words.traditional.get(sign, sign) for sign in name)


def names_near(one: str, other: str, words: IntakeWords) -> bool:
    """Whether two names may be spellings of one: same in simplified form, same sound, or one character differs."""
    first, second = simplified(one, words), simplified(other, words)
    if first == second:
        return True
    if len(first) == len(second) > 1 and sum(a != b for a, b in zip(first, second, strict=True)) == 1:
        return first[0] == second[0] or len(first) > 2
    from pypinyin import lazy_pinyin

    return bool(lazy_pinyin(first) == lazy_pinyin(second))


def normal_employer(name: str) -> str:
    """An employer's name for comparison: width, blanks and kinds of brackets do not matter."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", name)).upper()
