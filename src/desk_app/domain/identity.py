"""Numbers that stand for a person or an employer: what kind, how sure, and what can be read from them.

Check digits come from python-stdnum, region names (with the years in which each code was in force) from its table.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

Verdict = Literal["valid", "warn", "invalid"]

PRACTICE_REGION = "410099"
"""A county code that was never given out: numbers with it belong to invented people and employers."""
_PRACTICE_MOBILE = "154"
"""A mobile prefix that reaches nobody."""
_FIRST_CARDS = 1984
"""Numbers were first handed out under the 居民身份证试行条例 of 1984: older people got the code in force then."""

_BLANKS = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff\-\u2010-\u2015\u2212]+")
_LOOK_ALIKES = str.maketrans({"×": "X", "\u0445": "X", "\u0425": "X", "✕": "X"})
_RESIDENT = re.compile(r"\d{17}[\dX]")
_OLD_FOREIGNER = re.compile(r"[A-Z]{3}\d{12}")
_TRAVEL_PERMIT = re.compile(r"[HM]\d{8}(\d{2})?")
_PASSPORT = re.compile(r"[A-Z]{1,2}\d{7,8}")
_AUTHORITIES = "123456789ANY"  # GB 32100-2015 table 1: who registers
_RESIDENCE_CARDS = {"810000": "810000", "820000": "820000", "830000": "710000"}
"""港澳台居民居住证 by their first six digits: the region code each stands for."""

_HARD = ("letter", "length", "date", "future", "checksum")
_WHY = {
    "letter": "号码里有不该出现的字母或符号，请对照证件重新录入",
    "length": "号码位数不对，请对照证件重新录入",
    "date": "号码里的出生日期不存在，请对照证件重新录入",
    "future": "号码里的出生日期晚于今天，请对照证件重新录入",
    "checksum": "校验码不对，有一位或几位写错，请对照证件核对",
    "filler": "每一位都相同，像是随手填的，请补录真实号码",
    "old15": "这是15位旧号码，只能用来查找，请换成18位的现行号码",
    "region": "开头六位的地区代码在出生时已经停用，请对照证件核对",
    "region_later": "开头六位的地区代码在出生以后才启用，请对照证件核对",
    "practice": "这是演练用的号码（410099），现实中没有这个人或单位",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """What a number says.

    `causes` are stable words out of checksum, length, date, region, region_later, practice, future, letter, old15 and
    filler; `why` is one Chinese sentence, "" for a valid number. `upgraded` is the 18-digit number that belongs to an
    old 15-digit one: for look-up only, never a document.
    """

    number: str
    kind: str
    verdict: Verdict
    causes: tuple[str, ...] = ()
    why: str = ""
    sex: str = ""
    birth_date: date | None = None
    region: str = ""
    upgraded: str = ""


def normalise_number(text: str) -> str:
    """The number as it is meant: half-width, upper case, without blanks, hyphens and the apostrophe of a text cell."""
    plain = unicodedata.normalize("NFKC", text).translate(_LOOK_ALIKES)
    return _BLANKS.sub("", plain.strip().lstrip("'’‘`")).upper()


def is_mobile(text: str) -> bool:
    """Whether the text is a mobile number of the mainland."""
    return re.fullmatch(r"1[3-9]\d{9}", text, re.ASCII) is not None


def is_practice_mobile(text: str) -> bool:
    """Whether the mobile number is one that reaches nobody."""
    return is_mobile(text) and text.startswith(_PRACTICE_MOBILE)


def identify(number: str, today: date) -> Identified:
    """Recognise a number: resident ID (GB 11643-1999), other papers of a person, or a credit code (GB 32100-2015)."""
    text = normalise_number(number)
    if not text.isascii() or not text.isalnum():
        return _judged(text, "unknown", ("letter",) if text else ("length",))
    if len(text) == 18:
        return _eighteen(text, today)
    if len(text) == 15 and text.isdigit():
        return _fifteen(text, today)
    if _OLD_FOREIGNER.fullmatch(text):
        return Identified(number=text, kind="foreigner", verdict="valid")
    if _TRAVEL_PERMIT.fullmatch(text):
        return Identified(number=text, kind="travel_permit", verdict="valid")
    if _PASSPORT.fullmatch(text):
        return Identified(number=text, kind="passport", verdict="valid")
    if re.fullmatch(r"\d{8}", text) and _birth(text, today) is None:
        return Identified(
            number=text,
            kind="travel_permit",
            verdict="warn",
            causes=("length",),
            why="8位数字可能是台胞证，也可能是没写完的号码，请核对证件种类",
        )
    causes = ("length",) if text[:-1].isdigit() else ("letter", "length")
    return _judged(text, "resident" if text[:6].isdigit() else "unknown", causes)


def credit_code(text: str) -> Identified:
    """Judge a unified social credit code (GB 32100-2015); a wrong check character is a warning.

    A 15-digit registration number of the time before 2015 is told apart (kind `register_no`).
    """
    from stdnum.cn import uscc
    from stdnum.exceptions import InvalidChecksum, ValidationError

    number = normalise_number(text)
    if len(number) == 15 and number.isdigit():
        return replace(_judged(number, "register_no", ("old15",)), why="这是15位旧注册号，请换成18位统一社会信用代码")
    causes: tuple[str, ...] = ()
    if len(number) != 18:
        causes = ("length",)
    else:
        try:
            uscc.validate(number)
        except InvalidChecksum:
            causes = ("checksum",)
        except ValidationError:
            causes = ("letter",)
    if not causes and number[2:8] == PRACTICE_REGION:
        causes = ("practice",)
    found = _judged(number, "credit_code", causes)
    if causes == ("checksum",):
        found = replace(found, verdict="warn")
    return replace(found, region=_region_name(number[2:8], None)[0]) if found.verdict != "invalid" else found


def _eighteen(number: str, today: date) -> Identified:
    if not _RESIDENT.fullmatch(number):
        return credit_code(number) if _written_as_credit_code(number) else _judged(number, "resident", ("letter",))
    if _kind_of_person(number) and _birth(number[6:14], today) and _checksum_holds(number):
        return _person(number, today)
    if _reads_as_credit_code(number, today):
        return credit_code(number)
    return _person(number, today)


def _person(number: str, today: date) -> Identified:
    kind = _kind_of_person(number)
    causes = [] if kind else ["region"]
    birth = _birth(number[6:14], today)
    if birth is None:
        causes.append("date")
    elif birth > today:
        causes.append("future")
    if not _checksum_holds(number):
        causes.append("checksum")
    name = ""
    if kind == "resident":
        name, doubt = _region_name(number[:6], birth)
        causes += [doubt] if doubt else []
    elif kind == "hk_macau_tw":
        name = _region_name(_RESIDENCE_CARDS[number[:6]], None)[0]
    found = _judged(number, kind or "resident", tuple(causes))
    if not kind:
        found = replace(found, verdict="invalid", why="开头六位不是任何地区的代码，请对照证件重新录入")
    return replace(found, sex="1" if int(number[16]) % 2 else "2", birth_date=birth, region=name)


def _fifteen(number: str, today: date) -> Identified:
    """An old card: two-digit year, no check digit; its candidate is completed for look-up."""
    from stdnum.cn import ric

    body = number[:6] + "19" + number[6:]
    birth = _birth(body[6:14], today)
    province = _province(number)
    causes = [] if province else ["region"]
    if birth is None:
        causes.append("date")
    causes.append("filler" if len(set(number)) == 1 else "old15")
    found = _judged(number, "old15", tuple(causes))
    if birth is None or not province:
        return replace(found, verdict="invalid")
    return replace(
        found,
        sex="1" if int(number[14]) % 2 else "2",
        birth_date=birth,
        region=_region_name(number[:6], birth)[0],
        upgraded=body + ric.calc_check_digit(body + "0"),
    )


def _judged(number: str, kind: str, causes: tuple[str, ...]) -> Identified:
    hard = [cause for cause in _HARD if cause in causes]
    verdict: Verdict = "invalid" if hard else "warn" if causes else "valid"
    first = hard[0] if hard else next((cause for cause in _WHY if cause in causes), "")
    return Identified(number=number, kind=kind, verdict=verdict, causes=causes, why=_WHY.get(first, ""))


def _kind_of_person(number: str) -> str:
    """The kind of person an 18-digit number belongs to, "" where its first digits belong to nobody."""
    if number[0] == "9":  # 外国人永久居留身份证 since 2023-12-01: 9, province, nationality, birth date
        return "foreigner" if _province(number[1:]) else ""
    if number[:6] in _RESIDENCE_CARDS:
        return "hk_macau_tw"
    return "resident" if _province(number) else ""


def _birth(digits: str, today: date) -> date | None:
    """The date in eight digits, None where there is none from 1900 to next year."""
    try:
        found = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
    return found if 1900 <= found.year <= today.year + 1 else None


def _checksum_holds(number: str) -> bool:
    from stdnum.cn import ric

    return number[-1] == ric.calc_check_digit(number)


def _reads_as_credit_code(number: str, today: date) -> bool:
    """Whether 18 digits are rather a credit code: no county in front, a region in places 3 to 8, no date in 7 to 14.

    A county in front counts for more, or a person's number with one wrong digit could pass as a credit code.
    """
    if number[:6] == PRACTICE_REGION or _spans(number[:6]) or number[0] not in _AUTHORITIES:
        return False
    return _registers(number[2:8]) and _birth(number[6:14], today) is None


def _written_as_credit_code(number: str) -> bool:
    """Whether 18 characters with letters are meant as a credit code rather than as a damaged person number."""
    if number[0] in "9ANY":
        return True
    return number[0] in _AUTHORITIES and _registers(number[2:8]) and not set(number[8:17]) <= set("0123456789X")


def _registers(code: str) -> bool:
    """Whether a place with this region code registers organisations (100000: the centre)."""
    return code in (PRACTICE_REGION, "100000") or bool(_spans(code))


def _province(number: str) -> str:
    return _table(number[:2])[0]


def region_name(code: str, year: int) -> str:
    """Province and county with this region code in that year, as one name; "" for an unknown code."""
    county = _name_in(code[:6], year)
    return _table(code[:2])[0] + county if county else ""


@lru_cache(maxsize=4096)
def _table(code: str) -> tuple[str, str]:
    """Province and county entry of a region code as the table of python-stdnum has them, "" where it has none."""
    from stdnum import numdb

    facts: dict[str, str] = {}
    for _, found in numdb.get("cn/loc").info(code):
        facts.update(found)
    return facts.get("province", ""), facts.get("county", "")


def _spans(code: str) -> tuple[tuple[int, int, str], ...]:
    """(first year, last year, name) of each time a county code was in force."""
    found = []
    for part in filter(None, _table(code)[1].split(",")):
        match = re.fullmatch(r"\[(\d*)-(\d*)\](.*)", part)
        first, last, name = match.groups() if match else ("", "", part)
        found.append((int(first or 0), int(last or 9999), name))
    return tuple(found)


def _name_in(code: str, year: int) -> str:
    return next((name for first, last, name in _spans(code) if first <= year <= last), "")


def _region_name(code: str, birth: date | None) -> tuple[str, str]:
    """The region's name as of birth (as of now without one) and the doubt about it: a cause or ""."""
    if code == PRACTICE_REGION:
        return "演练县", "practice"
    year = birth.year if birth else 9998
    in_force = year if _name_in(code, year) else max(year, _FIRST_CARDS)
    county, known, doubt = _name_in(code, in_force), _spans(code), ""
    if known and not county:  # the table has not every code: an unknown county says nothing against the number
        county = known[-1][2]
        doubt = "region_later" if known[0][0] > in_force else "region"
    province, prefecture = _table(code[:2])[0], _name_in(code[:4] + "00", in_force)
    parts = (province, "" if prefecture in ("市辖区", "县", province, county) else prefecture, county)
    return ("".join(parts) if code[2:] != "0000" else county), doubt


def age_on(birth: date, day: date) -> int:
    """Completed years on a day, the birthday itself counted."""
    return day.year - birth.year - (day < _birthday(birth, day.year))


def is_under(birth: date, years: int, day: date) -> bool:
    """Whether somebody is still below an age in law: a year is full from the day after the birthday on.

    Used for the floor of 16 (Prohibition of Child Labour Provisions art. 2) and the protection up to 18
    (Labour Law art. 58).
    """
    return day <= _birthday(birth, birth.year + years)


def _birthday(birth: date, year: int) -> date:
    try:
        return birth.replace(year=year)
    except ValueError:  # born on 29 February: the last day of the month (Civil Code art. 202)
        return date(year, 2, 28)
