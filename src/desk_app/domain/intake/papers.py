"""Numbers of people, employers and telephones as lists write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from desk_app.domain.identity import Identified, credit_code, identify, is_mobile, normalise_number
from desk_app.domain.intake.sheet import NUMBER

_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d{2}")
_MASK = re.compile(r"[*＊×●•xX#]{3,}|[*＊●•]")
_MOBILE = re.compile(r"(?<!\d)(?:\+?86[-\s]*)?(1[3-9]\d(?:[-\s]?\d{4}){2})(?:\.0+)?(?!\d)")
_LANDLINE = re.compile(
    r"(?<!\d)(?:\(?0\d{2,3}\)?[-\s—]*)\d{7,8}(?:[-转]\d{1,5})?(?!\d)"  # with area code, perhaps an extension
    r"|(?<!\d)[2-8]\d{6,7}(?!\d)|(?<!\d)400[-\d]{7,9}(?!\d)"
)
_LEFT_OVER = re.compile(r"\d[\d\s-]{3,}\d")
_EDGES = " \t\r\n:：;；,，、/／()（）-—或和及.。"
_DOCUMENTS = {"resident": "01", "foreigner": "07", "hk_macau_tw": "04"}
_TAIWAN = "83"


@dataclass(frozen=True, slots=True)
class PersonNumber:
    """A number usable as identity (`number`, `document`), or the kind of finding and why it is not."""

    number: str = ""
    document: str = ""
    problem: str = ""
    why: str = ""
    identified: Identified | None = None


def parse_person_number(text: str, typed: int, today: date, *, practice: bool, lossy: bool = False) -> PersonNumber:
    """Read an ID cell; `typed` is how the cell was typed, `lossy` that the column's numbers went through a double."""
    number = normalise_number(text)
    if not number or not any(sign.isdigit() for sign in number):
        kind = "id_words" if number else "id_missing"
        return PersonNumber(problem=kind, why="没有证件号码" if kind == "id_missing" else "证件号码一格写的是文字")
    if _SCIENTIFIC.fullmatch(number):
        return _no("id_scientific", "证件号码成了科学计数，后几位已丢失，请重新要号码")
    if lost_digits(number, typed):
        return _no("id_as_number", "证件号码在表里存成了数字，后几位已丢失，请重新要号码")
    if _MASK.search(unicodedata.normalize("NFKC", text)):
        return _no("id_masked", "证件号码被遮盖，不能使用，请补全")
    return _judge(identify(number, today), number, practice=practice, lossy=lossy)


def lost_digits(text: str, typed: int) -> bool:
    """Whether a long number went through a double, which keeps 15 digits: typed as one, or ending in .0 as one."""
    whole = text.removesuffix(".0")
    return len(whole) > 15 and whole.isdigit() and (typed == NUMBER or whole != text)


def _no(problem: str, why: str, identified: Identified | None = None) -> PersonNumber:
    return PersonNumber(problem=problem, why=why, identified=identified)


def _judge(found: Identified, number: str, *, practice: bool, lossy: bool) -> PersonNumber:
    causes = found.causes
    if len(number) == 18 and number.isdigit() and "checksum" in causes and number.endswith("000"):
        return _no("id_zeros", "证件号码末三位是000且校验码不对，后几位已丢失，请重新要号码")
    if lossy and _through_double(number):
        return _no("id_as_number", "整列证件号码曾被存成数字，后几位已丢失，请重新要号码")
    if found.kind in ("credit_code", "register_no"):
        return _no("id_unclear", "这一格是单位的代码，不是个人证件号码", None)
    if "old15" in causes or "filler" in causes:
        return _no("id_old15", found.why, found)
    if (number.isdigit() and "length" in causes) or re.fullmatch(r"\d{16}X|\d{18}X", number):
        return _no("id_length", f"证件号码是{len(number)}位，应为18位，请重新要号码")
    if "date" in causes or "future" in causes:
        return _no("id_bad_date", found.why)
    if found.verdict == "invalid":
        kind = next((f"id_{cause}" for cause in ("checksum", "letter", "region") if cause in causes), "id_unclear")
        return _no(kind, found.why or "看不出是哪种证件，请核对", found)
    if "length" in causes:
        return _no("id_unclear", found.why)
    if "practice" in causes and not practice:
        return _no("practice_data", "这是演练用的号码（410099），正式机构里不能有")
    document = _DOCUMENTS.get(found.kind, "99")
    if found.kind == "hk_macau_tw" and found.number.startswith(_TAIWAN):
        document = "06"
    return PersonNumber(found.number, document, identified=found)


def _through_double(number: str) -> bool:
    return len(number) == 18 and number.isdigit() and (int(float(number)) == int(number) or number.endswith("000"))


def is_lossy(numbers: Iterable[str]) -> bool:
    """Whether a column of numbers was once stored as floating-point: too many are exact as doubles.

    One valid number in 16 to 128 is so by chance.
    """
    found = [_through_double(normalise_number(text)) for text in numbers if len(text) >= 18]
    return sum(found) >= 4 and sum(found) * 4 >= len(found)


@dataclass(frozen=True, slots=True)
class Phones:
    """The numbers of a cell in order, the words around them, and the kind of finding or ""."""

    numbers: tuple[str, ...] = ()
    note: str = ""
    problem: str = ""

    @property
    def mobiles(self) -> tuple[str, ...]:
        """The mobile numbers only."""
        return tuple(number for number in self.numbers if is_mobile(number))


@lru_cache(maxsize=65536)
def parse_phones(text: str) -> Phones:
    """Read a telephone cell: several numbers, +86, .0, notes, a name beside it; numbers that lost digits are told."""
    plain = unicodedata.normalize("NFKC", text).replace("\u200b", "").strip().lstrip("'")
    if _SCIENTIFIC.fullmatch(plain.upper()):
        return Phones(problem="phone_scientific")
    mobiles = [re.sub(r"\D", "", found) for found in _MOBILE.findall(plain)]
    rest = _MOBILE.sub(" ", plain)
    landlines = [found.group().strip() for found in _LANDLINE.finditer(rest)]
    rest = _LANDLINE.sub(" ", rest)
    problem = "phone_short" if _LEFT_OVER.search(rest) else ""
    note = " ".join(_LEFT_OVER.sub(" ", rest).split()).strip(_EDGES)
    return Phones((*mobiles, *landlines), note, problem)


@dataclass(frozen=True, slots=True)
class CreditCode:
    """A usable credit code, an old registration number, or the kind of finding and why."""

    code: str = ""
    old: str = ""
    problem: str = ""
    why: str = ""


def parse_credit_code(text: str, typed: int, *, practice: bool) -> CreditCode:
    """Read a credit-code cell."""
    number = normalise_number(text)
    if not any(sign.isdigit() for sign in number):
        return CreditCode(problem="code_missing", why="没有统一社会信用代码")
    if (typed == NUMBER and len(number) > 15) or _SCIENTIFIC.fullmatch(number):
        return CreditCode(problem="code_wrong", why="信用代码在表里存成了数字，后几位已丢失")
    found = credit_code(number)
    if found.kind == "register_no":
        return CreditCode(old=found.number, problem="code_old15", why=found.why)
    if found.verdict == "invalid" or "checksum" in found.causes:
        return CreditCode(problem="code_wrong", why=f"统一社会信用代码有误：{found.why}")
    if "practice" in found.causes and not practice:
        return CreditCode(problem="practice_data", why="这是演练用的信用代码（410099），正式机构里不能有")
    return CreditCode(found.number)
