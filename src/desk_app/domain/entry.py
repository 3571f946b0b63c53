"""录入: what a clerk types for a field becomes its value, and a value becomes what is typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from desk_app.domain.codes import Code, CodeList, CodeLists
from desk_app.domain.errors import Refused
from desk_app.domain.fields import Field, Kind, Sensitivity
from desk_app.domain.finding import masked as masked_number
from desk_app.domain.intake.amounts import chinese_whole
from desk_app.domain.intake.dates import parse_date

TYPED = frozenset((Kind.TEXT, Kind.CODE, Kind.WHOLE, Kind.FLAG, Kind.DATE, Kind.MONTH, Kind.TEXTS, Kind.CODES))
"""The kinds that can be typed; keys, links, moments and data are made by the program."""

_DAYS = {"前天": -2, "昨天": -1, "今天": 0, "明天": 1, "后天": 2}
_SHIFT = re.compile(r"([+-])(\d{1,4})天?")
_MONTH_AND_DAY = re.compile(r"(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?")
_SEPARATORS = re.compile(r"[、,，;；\n]+")
_UNITS = "元年岁人个天月名"
_LARGEST = 999_999_999
FLAGS: Mapping[str, bool] = {
    "是": True, "需要": True, "要": True, "有": True, "同意": True, "y": True, "1": True, "√": True,
    "否": False, "不需要": False, "不要": False, "无": False, "没有": False, "不同意": False, "n": False, "0": False,
}  # fmt: skip
"""What says yes and what says no."""
_WEEKDAYS = "一二三四五六日"


class Misread(ValueError):
    """What was typed cannot be taken as a value of its field; the text is one sentence for the clerk."""


class NotEntered(Refused):
    """What was typed cannot be taken over as it is; nothing was written.

    `errors`: a sentence by field name. `same`: the uid of the record that has the number already, "" if none has.
    """

    def __init__(self, errors: Mapping[str, str], same: str = "") -> None:
        count = f"有 {len(errors)} 处要改" if len(errors) > 1 else "有一处要改"
        super().__init__("not_entered", f"没有保存：{count}。{next(iter(errors.values()), '')}")
        self.errors = dict(errors)
        self.same = same


def shown(field: Field, value: Any, codes: CodeLists) -> str:
    """A value as a clerk reads and types it; "" for what is not known."""
    if value is None or value in ("", ()):
        return ""
    if field.kind is Kind.CODE:
        return codes[field.codes].label(value)
    if field.kind is Kind.CODES:
        return "、".join(codes[field.codes].label(one) for one in value)
    if field.kind is Kind.TEXTS:
        return "、".join(value)
    if field.kind is Kind.FLAG:
        return "是" if value else "否"
    if field.kind is Kind.MOMENT:
        return str(value)[:16].replace("T", " ")
    return value.isoformat() if isinstance(value, date) else str(value)


def understood(field: Field, typed: str, codes: CodeLists, today: date) -> Any:
    """The value that was typed; "" is "not known". Raises Misread with a sentence for the clerk."""
    plain = " ".join(unicodedata.normalize("NFC", typed).split())
    if field.kind not in TYPED:
        raise TypeError(f"{field.name} is not typed")
    if not plain:
        return None if field.kind in (Kind.WHOLE, Kind.FLAG, Kind.DATE) else _EMPTY.get(field.kind, "")
    match field.kind:
        case Kind.CODE:
            return _code(field, plain, codes)
        case Kind.CODES:
            return tuple(dict.fromkeys(_code(field, part, codes) for part in _parts(plain)))
        case Kind.TEXTS:
            return tuple(dict.fromkeys(_parts(plain)))
        case Kind.WHOLE:
            return _whole(field, plain)
        case Kind.FLAG:
            return _flag(field, plain)
        case Kind.DATE:
            return _date(field, plain, today)
        case Kind.MONTH:
            return _month(field, plain, today)
        case _:
            return plain


def trouble(field: Field, typed: str, codes: CodeLists, today: date) -> str:
    """What is wrong with what was typed, as a sentence; "" if nothing is."""
    try:
        understood(field, typed, codes, today)
    except Misread as error:
        return str(error)
    return ""


def reading(field: Field, typed: str, codes: CodeLists, today: date) -> str:
    """How a typed date is taken, shown while it is typed: 2026-03-15 星期日; "" for other kinds and unfinished text."""
    if field.kind not in (Kind.DATE, Kind.MONTH) or not typed.strip():
        return ""
    try:
        value = understood(field, typed, codes, today)
    except Misread:
        return ""
    return f"{value.isoformat()} 星期{_WEEKDAYS[value.weekday()]}" if isinstance(value, date) else str(value)


def candidates(codes: CodeList, typed: str) -> tuple[Code, ...]:
    """The entries on offer that a few typed characters may mean: by label, alias, code or initials of the pinyin."""
    plain = unicodedata.normalize("NFKC", typed).strip().lower()
    if not plain:
        return codes.offered
    exact = codes.find(typed.strip())
    near = [one for one in codes.offered if _may_mean(one, plain)]
    if exact:
        return (exact, *(one for one in near if one is not exact))
    near.sort(key=lambda one: not (one.label.startswith(plain) or initials(one.label).startswith(plain)))
    return tuple(near)


def like(words: Iterable[str], typed: str) -> list[str]:
    """Those of the words that a few typed characters may mean: by characters or by initials of the pinyin."""
    plain = unicodedata.normalize("NFKC", typed).strip().lower()
    return [word for word in words if plain in word or (plain.isascii() and initials(word).startswith(plain))]


def _may_mean(code: Code, plain: str) -> bool:
    words = (code.label.lower(), *(alias.lower() for alias in code.aliases))
    return any(plain in word for word in words) or (plain.isascii() and initials(code.label).startswith(plain))


@lru_cache(maxsize=4096)
def initials(word: str) -> str:
    """The first letters of a word's pinyin: 本科 → bk. The first call loads the dictionary (0.2 s)."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(word, style=Style.FIRST_LETTER)).lower()


def _code(field: Field, plain: str, codes: CodeLists) -> str:
    found = codes[field.codes].find(plain) or codes[field.codes].find(unicodedata.normalize("NFKC", plain))
    if found is None:
        raise Misread(f"“{field.label}”里没有“{plain}”，请从列表里选一项。")
    return found.code


def _parts(plain: str) -> list[str]:
    return [part.strip() for part in _SEPARATORS.split(plain) if part.strip()]


def _whole(field: Field, plain: str) -> int:
    bare = unicodedata.normalize("NFKC", plain).replace(",", "").replace(" ", "").rstrip(_UNITS)
    number = int(bare) if bare.isascii() and bare.isdigit() else chinese_whole(bare)
    if number is None or number > _LARGEST:
        raise Misread(f"“{field.label}”应填整数，例如 3000。")
    return number


def _flag(field: Field, plain: str) -> bool:
    found = FLAGS.get(plain.lower())
    if found is None:
        raise Misread(f"“{field.label}”应填是或否，没有问过的留空。")
    return found


def _date(field: Field, plain: str, today: date) -> date:
    found = _near_today(unicodedata.normalize("NFKC", plain), today)
    if found is None:
        parsed = parse_date(plain, today)
        if parsed and not parsed.day:
            raise Misread(f"“{field.label}”还要写到日，例如 20260315。")
        found = parsed.whole() if parsed else None
    if found is None:
        raise Misread(f"“{field.label}”不是一个日期。可以这样填：20260315、3.15、今天、+7。")
    return found


def _near_today(plain: str, today: date) -> date | None:
    """今天, +7 (days from today) and 3.15 (of this year)."""
    if plain in _DAYS:
        return today + timedelta(days=_DAYS[plain])
    shift = _SHIFT.fullmatch(plain)
    if shift:
        return today + timedelta(days=int(shift[1] + shift[2]))
    short = _MONTH_AND_DAY.fullmatch(plain)
    if short:
        try:
            return date(today.year, int(short[1]), int(short[2]))
        except ValueError:
            return None
    return None


def _month(field: Field, plain: str, today: date) -> str:
    if plain == "本月":
        return today.isoformat()[:7]
    parsed = parse_date(plain, today)
    if parsed is None:
        raise Misread(f"“{field.label}”不是一个年月。可以这样填：202607、2026.7。")
    if not parsed.month:
        raise Misread(f"“{field.label}”还要写月份，例如 202607。")
    return parsed.iso()[:7]


_EMPTY: Mapping[Kind, Any] = {Kind.TEXTS: (), Kind.CODES: ()}


def read_all(
    fields: Mapping[str, Field], typed: Mapping[str, str], codes: CodeLists, today: date
) -> tuple[dict[str, Any], dict[str, str]]:
    """The values of all fields that were typed, and the sentences about those that cannot be read."""
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name, text in typed.items():
        try:
            values[name] = understood(fields[name], text, codes, today)
        except Misread as error:
            errors[name] = str(error)
    return values, errors


def masked(field: Field, value: Any, codes: CodeLists) -> str:
    """A value as it is shown to whoever has not asked for it: of personal numbers, dates and addresses only a part."""
    text = shown(field, value, codes)
    if field.sensitivity is not Sensitivity.PERSONAL or not text:
        return text
    if isinstance(value, date):
        return f"{value.year}-**-**"
    if text.isascii() and any(sign.isdigit() for sign in text):
        return masked_number(text)
    return text[:3] + "*" * 6 if len(text) > 3 else "*" * 6


def moment_words(moment: str, now: datetime) -> str:
    """A moment for the eye: 14:32 of today, 11-20 14:32 of this year, 2025-11-20 before."""
    then = datetime.fromisoformat(moment)
    if then.date() == now.date():
        return f"{then:%H:%M}"
    return f"{then:%m-%d %H:%M}" if then.year == now.year else f"{then:%Y-%m-%d}"
