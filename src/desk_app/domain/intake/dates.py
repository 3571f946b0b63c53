"""Dates in all the forms in which lists write them."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from desk_app.domain.intake.amounts import chinese_whole

_EPOCH = date(1899, 12, 30)  # day 0 of Excel's 1900 calendar (its false 29 February 1900 lies before all dates here)
_SERIALS = range(18264, 73051)  # 1950 to 2099
_ORDINARY = re.compile(r"(\d{4}|\d{1,2})\s*[-./年、_]\s*(\d{1,2})(?:\s*[-./月、_]\s*(\d{1,2}))?\s*[日号.]?")
_WITH_MONTH = re.compile(r"(\d{4}|\d{2})\s*年\s*(\d{1,2})\s*月(?:份|底|初|末|中旬|上旬|下旬)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_SIGN = "[\u3007零○一二三四五六七八九]"
_CHINESE = re.compile(
    f"({_SIGN}{{4}}|{_SIGN}{{2}})年([一二三四五六七八九十]{{1,3}})月(?:([一二三四五六七八九十廿]{{1,4}})[日号])?"
)
_CLOCK = re.compile(r"[\sT]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_DIGITS = str.maketrans("\u3007零○一二三四五六七八九", "000123456789")
_YEAR = re.compile(r"(\d{4})\s*(?:年|届|级)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, perhaps with month and day; `end` says that the end of the month is meant."""

    year: int
    month: int = 0
    day: int = 0
    end: bool = False

    def whole(self) -> date | None:
        """The date, None where the day is not known."""
        return date(self.year, self.month, self.day) if self.day else None

    def last(self) -> date:
        """The last day that the value may mean."""
        month = self.month or 12
        return self.whole() or date(self.year, month, calendar.monthrange(self.year, month)[1])

    def iso(self) -> str:
        """yyyy-mm-dd, yyyy-mm or yyyy, as much as is known."""
        return "-".join((f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)))

    def agrees(self, whole: date) -> bool:
        """Whether nothing that is known differs from a whole date."""
        return self.year == whole.year and self.month in (0, whole.month) and self.day in (0, whole.day)


@lru_cache(maxsize=65536)
def parse_date(text: str, today: date) -> PartialDate | None:
    """The date a text means; None for words and for dates that do not exist.

    Two-digit years are the latest ones not more than ten years ahead of today. Five digits are an Excel day number.
    """
    plain = _CLOCK.sub("", unicodedata.normalize("NFKC", text).strip().lstrip("'")).strip()
    plain = plain.removesuffix(".0")
    if plain.isascii() and plain.isdigit():
        return _from_digits(plain, today)
    month = _WITH_MONTH.fullmatch(plain)
    if month:
        return _checked(_year(month[1], today), int(month[2]), 0, end=plain.endswith(("底", "末")))
    found = _ORDINARY.fullmatch(plain)
    if found:
        return _checked(_year(found[1], today), int(found[2]), int(found[3] or 0))
    found = _DAY_FIRST.fullmatch(plain)
    if found:
        day_first, other = int(found[1]), int(found[2])
        return _checked(int(found[3]), other, day_first) if other <= 12 < day_first else None
    found = _CHINESE.fullmatch(plain)
    if found:
        year = _year(found[1].translate(_DIGITS), today)
        return _checked(year, chinese_whole(found[2]) or 0, (chinese_whole(found[3]) or 99) if found[3] else 0)
    found = _YEAR.fullmatch(plain)
    return PartialDate(int(found[1])) if found and 1900 <= int(found[1]) <= 2100 else None


def _from_digits(digits: str, today: date) -> PartialDate | None:
    if len(digits) == 8:
        return _checked(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if len(digits) == 6:
        if 1900 <= int(digits[:4]) <= 2100:
            return _checked(int(digits[:4]), int(digits[4:]), 0)
        return _checked(_year(digits[:2], today), int(digits[2:4]), int(digits[4:]))
    if len(digits) == 5 and int(digits) in _SERIALS:
        day = _EPOCH + timedelta(days=int(digits))
        return PartialDate(day.year, day.month, day.day)
    if len(digits) == 4 and 1900 <= int(digits) <= 2100:
        return PartialDate(int(digits))
    return None


def _year(digits: str, today: date) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    year += today.year // 100 * 100
    return year - 100 if year > today.year + 10 else year


def _checked(year: int, month: int, day: int, *, end: bool = False) -> PartialDate | None:
    """The parts if they make a date between 1900 and 2100; no month with a day is no date either."""
    if not 1900 <= year <= 2100 or not 1 <= month <= 12:
        return None
    if day and day > calendar.monthrange(year, month)[1]:
        return None
    return PartialDate(year, month, day, end)


def looks_like_date(text: str) -> bool:
    """Whether a text was meant as a date in figures, possible or not."""
    plain = _CLOCK.sub("", unicodedata.normalize("NFKC", text).strip())
    return bool(_ORDINARY.fullmatch(plain) or _WITH_MONTH.fullmatch(plain)) and any(sign in plain for sign in "-./年")
