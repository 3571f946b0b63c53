"""录入前查重: who on file may be the person whose facts are just being typed, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desk_app.domain.finding import Surnames, name_tokens
from desk_app.domain.identity import normalise_number
from desk_app.domain.seekers import Seeker

_ENOUGH_OF_NUMBER, _ENOUGH_OF_PHONE, _ENOUGH_OF_NAME = 8, 7, 2  # characters typed until people are looked for by them


@dataclass(frozen=True, slots=True)
class Likeness:
    """Why a person on file may be the typed one, in words. `same`: the document number says so."""

    reasons: tuple[str, ...] = ()
    weight: int = 0
    same: bool = False


@dataclass(frozen=True, slots=True)
class _Typed:
    name: str
    number: str
    phones: tuple[str, ...]
    village: str


def clues(typed: Mapping[str, Any], surnames: Surnames) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """By which whole tokens, and by which starts of tokens, people like the typed one are found among the keys."""
    known = _read(typed)
    whole: list[str] = []
    starts: list[str] = [phone for phone in known.phones if len(phone) >= _ENOUGH_OF_PHONE]
    if len(known.name) >= _ENOUGH_OF_NAME:
        whole += name_tokens(known.name, surnames)[:2]
    if len(known.number) == 18:
        whole += [known.number.lower(), _old_form(known.number)]
    elif len(known.number) >= _ENOUGH_OF_NUMBER:
        starts.append(known.number.lower())
    return tuple(whole), tuple(starts)


def likeness(typed: Mapping[str, Any], person: Seeker, surnames: Surnames) -> Likeness:
    """Why the person may be the typed one; no reasons if nothing speaks for it."""
    known = _read(typed)
    found = [*_by_number(known.number, person.id_no), *_by_phone(known, person), *_by_name(known, person, surnames)]
    return Likeness(
        reasons=tuple(reason for reason, _ in found),
        weight=sum(weight for _, weight in found),
        same=any(weight >= _CERTAIN for _, weight in found),
    )


_CERTAIN = 100


def _by_number(number: str, stored: str) -> list[tuple[str, int]]:
    if not number or not stored:
        return []
    if number == stored:
        return [("证件号码相同", _CERTAIN)]
    if len(number) == 18 and stored == _old_form(number):
        return [("证件号码是同一个人的15位旧号码", _CERTAIN)]
    if _ENOUGH_OF_NUMBER <= len(number) < len(stored) and stored.startswith(number):
        return [(f"证件号码前{len(number)}位相同", len(number))]
    return []


def _by_phone(known: _Typed, person: Seeker) -> list[tuple[str, int]]:
    stored = [phone for phone in (person.mobile, person.second_phone) if phone]
    for phone in known.phones:
        if phone in stored:
            return [("电话相同", 40)]
        if len(phone) >= _ENOUGH_OF_PHONE and any(one.startswith(phone) for one in stored):
            return [(f"电话前{len(phone)}位相同", len(phone))]
    return []


def _by_name(known: _Typed, person: Seeker, surnames: Surnames) -> list[tuple[str, int]]:
    if len(known.name) < _ENOUGH_OF_NAME:
        return []
    beside = known.village and known.village == person.village
    if known.name in (person.name, person.former_name):
        former = "" if known.name == person.name else "（曾用名）"
        return [(f"姓名相同{former}，同村" if beside else f"姓名相同{former}", 35 if beside else 20)]
    if person.name and name_tokens(known.name, surnames)[1] == name_tokens(person.name, surnames)[1]:
        return [("姓名同音，同村" if beside else "姓名同音", 15 if beside else 5)]
    return []


def _read(typed: Mapping[str, Any]) -> _Typed:
    phones = (normalise_number(str(typed.get(name) or "")) for name in ("mobile", "second_phone"))
    return _Typed(
        name=str(typed.get("name") or "").strip(),
        number=normalise_number(str(typed.get("id_no") or "")),
        phones=tuple(filter(None, phones)),
        village=str(typed.get("village") or "").strip(),
    )


def _old_form(number: str) -> str:
    """The 15-digit number that a person with this 18-digit one had before 1999."""
    return number[:6] + number[8:17]
