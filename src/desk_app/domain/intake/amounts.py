"""Numbers in words and figures: headcounts, pay, age ranges."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

_CHINESE = {sign: at for at, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "\u3007": 0, "俩": 2, "仨": 3}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_COUNT = re.compile(r"(?:约|大约|各|共|招)?(\d+)(?:\.0+)?(?:余|多)?\s*(?:名|个人|个|人|位|员)?(?:左右|以上)?")
_COUNT_RANGE = re.compile(r"(\d+)\s*(?:-|~|至|到|—|–|－|～)\s*(\d+)\s*(?:名|个|人|位)?")
_EACH = r"(?:性|工|士)?:?(\d+)(?:名|人|个)?[,、/;]?"
_BY_SEX = re.compile(f"男{_EACH}女{_EACH}|女{_EACH}男{_EACH}")
_DASH = r"\s*(?:-|~|至|到|—+|–|－|～)\s*"
_AMOUNT = r"(\d+(?:\.\d+)?)\s*(k|千|w|万)?\s*(?:元|块)?"
_PAY_RANGE = re.compile(_AMOUNT + _DASH + _AMOUNT)
_PAY_ONE = re.compile(_AMOUNT)
_TRIAL = re.compile(r"[（(][^（）()]*试用[^（）()]*[)）]|试用期[^，,；;]*")
_AGE_RANGE = re.compile(r"(\d{2})(?:周?岁)?(?:及?以上)?(?:[-~至到–－、,]|—+)(\d{2})(?:周?岁)?(?:及?以下)?")
_AGE_MOST = re.compile(r"(\d{2})(?:周?岁)?(?:\(含\))?(?:及?以下|以内|之内|内)|(?:不超过|不大于|小于)(\d{2})")
_AGE_LEAST = re.compile(r"(\d{2})(?:周?岁)?及?以上|年?满(\d{2})周?岁")
_PER = (
    ("hour", ("/时", "/小时", "/h", "每小时", "一小时", "时薪", "元/时", "小时工资", "元每时", "一个小时")),
    ("day", ("/天", "/日", "每天", "一天", "日薪", "每日", "日结", "元一天", "/工", "日工资")),
    ("year", ("/年", "年薪", "每年", "一年", "年收入")),
    ("piece", ("/件", "每件")),
    ("month", ("/月", "月薪", "每月", "一月", "一个月", "月工资", "底薪", "保底", "月收入")),
)


def chinese_whole(text: str) -> int | None:
    """A whole number below 10,000 in Chinese signs (三, 十二, 三十, 廿五, 一百零二); None for anything else."""
    text = text.replace("廿", "二十")
    total, digit = 0, 0
    for at, sign in enumerate(text):
        if sign in _UNITS:
            total += (digit or (1 if at == 0 else 0)) * _UNITS[sign]
            digit = 0
        elif sign in _CHINESE:
            digit = _CHINESE[sign]
        else:
            return None
    return total + digit if text else None


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many are wanted; `problem` is a kind of finding or ""."""

    number: int | None
    problem: str = ""


@lru_cache(maxsize=4096)
def parse_headcount(text: str) -> Headcount:
    """Read 20名, 三名, 2-5, 若干, 男1女2."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    found = _COUNT.fullmatch(plain)
    if found:
        number = int(found[1])
        return Headcount(number) if 0 < number < 100_000 else Headcount(None, "headcount_unclear")
    found = _BY_SEX.fullmatch(plain)
    if found:
        return Headcount(sum(int(part) for part in found.groups() if part), "headcount_by_sex")
    if _COUNT_RANGE.fullmatch(plain):
        return Headcount(None, "headcount_range")
    number = chinese_whole(plain.rstrip("名个人位").strip()) or 0
    return Headcount(number) if number else Headcount(None, "headcount_unclear")


@dataclass(frozen=True, slots=True)
class Pay:
    """Pay in whole yuan a `unit` (code list pay_unit); `problem` is a kind of finding or ""."""

    low: int | None = None
    high: int | None = None
    unit: str = ""
    problem: str = ""


def parse_pay(text: str, heading: str, words: Mapping[str, Any], bounds: Mapping[str, int]) -> Pay:
    """Read 4K-6K, 3000-5000元/月, 180/天, 年薪6-8万, 保底3000+计件, 面议. The heading may name the unit."""
    plain = _TRIAL.sub("", unicodedata.normalize("NFKC", text).lower().replace(",", "").replace("¥", ""))
    plain = "".join(plain.replace("￥", "").split())
    unit = _unit(plain) or _unit(heading.lower())
    found = _PAY_RANGE.search(plain)
    if found:
        low, high = _yuan(found[1], found[2] or found[4], heading), _yuan(found[3], found[4] or found[2], heading)
        return _judged(Pay(low, high, unit or _guessed(low, bounds)), bounds)
    one = _PAY_ONE.search(plain)
    if one:
        return _single(plain, _yuan(one[1], one[2], heading), unit, bounds)
    if any(word in plain for word in words["negotiable"]):
        return Pay(unit="negotiable")
    if any(word in plain for word in words["by_piece"]):
        return Pay(unit="piece")
    if plain.strip("-/—无") == "" or any(word in plain for word in words["by_rule"]):
        return Pay()
    return Pay(problem="pay_unclear")


def _single(plain: str, amount: int, unit: str, bounds: Mapping[str, int]) -> Pay:
    unit = unit or _guessed(amount, bounds)
    if unit == "piece":
        return Pay(unit="piece")
    if re.search(r"以下|以内|不超过", plain):
        return _judged(Pay(None, amount, unit), bounds)
    open_ended = re.search(r"\+|起|以上|底薪|保底|上不封顶|提成", plain)
    return _judged(Pay(amount, None if open_ended else amount, unit), bounds)


def _unit(text: str) -> str:
    return next((unit for unit, signs in _PER if any(sign in text for sign in signs)), "")


def _guessed(amount: int, bounds: Mapping[str, int]) -> str:
    """The unit of an amount that names none: a month, unless it can only be a day's or an hour's pay."""
    if bounds["hour_low"] <= amount < bounds["day_low"]:
        return "hour"
    return "day" if bounds["day_low"] <= amount < bounds["day_guess"] else "month"


def _yuan(number: str, scale: str | None, heading: str) -> int:
    factor = {"k": 1000, "千": 1000, "w": 10_000, "万": 10_000}.get(scale or "万" * ("万元" in heading), 1)
    return round(float(number) * factor)


def _judged(pay: Pay, bounds: Mapping[str, int]) -> Pay:
    """Mark amounts that are the wrong way round, have a digit too few or too many."""
    low, high = pay.low, pay.high
    if low is not None and high is not None and low > high:
        return Pay(high, low, pay.unit, "pay_reversed")
    if pay.unit not in ("month", "day", "hour"):
        return pay
    least, most = bounds[f"{pay.unit}_low"], bounds[f"{pay.unit}_high"]
    amounts = [amount for amount in (low, high) if amount is not None]
    if (low and high and high > low * bounds["widest"]) or min(amounts) < least:
        return replace(pay, problem="pay_low")
    return replace(pay, problem="pay_high") if max(amounts) > most else pay


@lru_cache(maxsize=4096)
def parse_ages(text: str) -> tuple[int | None, int | None]:
    """The least and the greatest age a text names, None where it names none."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    found = _AGE_RANGE.search(plain)
    if found and 14 <= int(found[1]) < int(found[2]) <= 80:
        return int(found[1]), int(found[2])
    least, most = _AGE_LEAST.search(plain), _AGE_MOST.search(plain)
    return (
        int(least[1] or least[2]) if least else None,
        int(most[1] or most[2]) if most else None,
    )
