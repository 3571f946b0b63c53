"""Chance with a memory, from which an invented township is drawn.

Numbers are such as nobody has: county 410099, phones 154…, credit codes of 410099.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from random import Random
from typing import TypeVar

from desk_app.domain.employers import Employer
from desk_app.domain.identity import PRACTICE_REGION
from desk_app.domain.practice.words import Words
from desk_app.domain.seekers import Seeker

Key = TypeVar("Key")


class Draw:
    """Chance with a memory: numbers that were given out do not come again."""

    def __init__(self, rng: Random, words: Words) -> None:
        self.rng = rng
        self.words = words
        self._given: set[str] = set()
        self._made = 0

    def keep_from(self, seekers: Iterable[Seeker], *employers: Iterable[Employer]) -> None:
        """Count the phones of these people and employers as given out."""
        self._given |= {phone for one in seekers for phone in (one.mobile, one.second_phone)}
        self._given |= {one.phone for some in employers for one in some}

    def uid(self) -> str:
        """The next identity in the shape of a UUIDv7 (RFC 9562), the count in place of the time."""
        self._made += 1
        digits = f"{(self._made << 80) | (7 << 76) | (2 << 62) | self.rng.getrandbits(48):032x}"
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"

    def weighted(self, weights: Mapping[Key, float]) -> Key:
        """One of the keys, by weight."""
        return self.rng.choices(list(weights), list(weights.values()))[0]

    def phrase(self, name: str) -> str:
        """One of the words under that name in the word list."""
        return self.rng.choice(self.words.phrases[name])

    def chance(self, share: float) -> bool:
        """True in that share of cases."""
        return self.rng.random() < share

    def mobile(self) -> str:
        """A phone number that reaches nobody."""
        return self._new(lambda: f"154{self.rng.randrange(10**8):08d}")

    def resident_number(self, birth: date, sex: str) -> str:
        """A resident number of the practice county (GB 11643-1999)."""
        from stdnum.cn import ric

        def made() -> str:
            order = self.rng.randrange(10, 499) * 2 + (sex == "1")
            body = f"{PRACTICE_REGION}{birth:%Y%m%d}{order:03d}"
            return body + ric.calc_check_digit(body + "0")

        return self._new(made)

    def credit_code(self, nature: str) -> str:
        """A credit code of the practice county (GB 32100-2015)."""
        from stdnum.cn import uscc

        kind = {"个体工商户": "92", "农民专业合作社": "93", "民办非企业单位": "52"}.get(nature, "91")

        def made() -> str:
            body = f"{kind}{PRACTICE_REGION}MA{self.rng.randrange(10**7):07d}"
            return body + uscc.calc_check_digit(body)

        return self._new(made)

    def name(self, sex: str) -> str:
        """A name put together by chance."""
        own = self.words.phrases["given_men" if sex == "1" else "given_women"]
        both = self.words.phrases["given_both"]
        surname = self.rng.choice(self.words.phrases["surnames"])
        if self.chance(0.15):
            return surname + self.rng.choice(own)
        return surname + self.rng.choice(both if self.chance(0.6) else own) + self.rng.choice(own)

    def _new(self, made: Callable[[], str]) -> str:
        while True:
            number = made()
            if number not in self._given:
                self._given.add(number)
                return number
