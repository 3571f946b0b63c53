"""What a 推荐信 says: the facts of one letter, the office's wording, the texts of stub, letter and receipt."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from desk_app.domain.errors import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterContent:
    """The facts of one letter, frozen when it is issued. "" = not known or not to be given.

    `seeker_phone` is filled only with the person's consent (Personal Information Protection Law, art. 23). `id_tail`
    (the last four of the number), `sex` and `education` are for the stub, which stays in the office. A field added
    later needs an empty default, so that letters issued before it still verify.
    """

    office_code: str  # region or other code of the office in digits and capitals
    office_name: str
    org_short: str  # how the office speaks of itself: 所
    desk: str
    year: int
    sequence: int
    letter_no: str
    short_no: str
    issued_on: date
    valid_until: date
    receipt_due: date
    seeker_name: str
    employer_name: str
    post_title: str
    seeker_phone: str = ""
    id_tail: str = ""
    sex: str = ""
    education: str = ""
    employer_address: str = ""
    employer_contact: str = ""
    employer_phone: str = ""
    interview: str = ""  # when and where
    clerk: str = ""
    office_address: str = ""
    office_phone: str = ""
    complaint_phone: str = ""
    practice: bool = False
    minor_notice: bool = False  # the person is 16 or 17 years old
    internship: bool = False  # the person comes as a trainee, not to be employed


STUB_ONLY = ("id_tail", "sex", "education")
"""What an employer must not see: never in letter or receipt, and no part of what is signed."""


def as_data(content: LetterContent) -> dict[str, str | int | bool]:
    """The facts as JSON values; what is empty is left out."""
    values = {f.name: getattr(content, f.name) for f in dataclasses.fields(content)}
    return {name: v.isoformat() if isinstance(v, date) else v for name, v in values.items() if v not in ("", False)}


def from_data(data: Mapping[str, Any]) -> LetterContent:
    """The inverse of `as_data`; raises Refused for data that is no letter of this or an older program."""
    try:
        values: dict[str, Any] = {
            name: date.fromisoformat(v) if name in ("issued_on", "valid_until", "receipt_due") else v
            for name, v in data.items()
        }
        return LetterContent(**values)
    except (TypeError, ValueError):
        raise Refused("not_a_letter", "这份推荐信的内容不完整，或由更新版本的程序开具，无法读取。") from None


def signed_payload(content: LetterContent) -> bytes:
    """The bytes that the office's key signs: office, desk, year, sequence, and the SHA-256 of what the letter says."""
    said = {name: value for name, value in as_data(content).items() if name not in STUB_ONLY}
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    digest = hashlib.sha256(canonical).hexdigest()
    parts = ("referral-letter-1", content.office_code, content.desk, content.year, content.sequence, digest)
    return "\n".join(map(str, parts)).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One labelled cell of the stub's grid."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StubText:
    """存根: the part that stays in the office."""

    title: str
    office: str
    number: str
    name: Cell
    sex: Cell
    id_tail: Cell
    phone: Cell
    education: Cell
    clerk: Cell
    employer: Cell
    post: Cell
    valid: Cell
    remark: Cell
    approver: Cell
    taker: str
    seal: str
    foot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyText:
    """正文: the part for the employer."""

    title: str
    number: str
    salutation: str
    body: str
    details: tuple[str, ...]
    validity: str
    minor: str
    signed_by: str
    signed_on: str
    check_code: str
    foot: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptText:
    """回执: the part that the employer fills in and sends back."""

    title: str
    number: str
    short_no: str
    intro: str
    hired: str
    trial: str
    refused: str
    reasons: tuple[str, ...]
    signature: tuple[str, ...]
    foot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterText:
    """All strings of one sheet. The same shape with tokens in it is the office's wording."""

    version: str
    practice: str
    cut: str
    stub: StubText
    letter: BodyText
    receipt: ReceiptText


Wording = LetterText
"""措辞模板. `{token}` stands for a fact; a part in `[…]` is left out when one of its tokens is empty."""

_Shape = TypeVar("_Shape")
_TOKEN = re.compile(r"\{(\w*)\}")
_PIECE = re.compile(r"\[([^\[\]]*)\]|([^\[\]]+)")
_JOB = {"apply": "应聘", "hire": "录用", "pay": "月工资", "term": "合同期限", "nature": ""}
_TRAINEE = {
    "apply": "见习",
    "hire": "接收见习",
    "pay": "每月生活费",
    "term": "见习期限",
    "nature": "就业见习，由见习单位发生活费、办理意外伤害保险，不是录用",
}
"""What a letter says of a trainee in the place of what it says of somebody who is to be employed."""
_DAYS = ("issued_on", "valid_until", "receipt_due")
_TOKENS = frozenset(f.name for f in dataclasses.fields(LetterContent)) - {
    "office_code",
    "desk",
    "year",
    "sequence",
    "practice",
    "minor_notice",
    "internship",
} | {"valid_days", "check_code", "apply", "hire", "pay", "term", "nature"}


def wording(raw: Mapping[str, Any]) -> Wording:
    """Read the shape of `resources/letters/referral_letter.toml`.

    Raises Refused, before anything is printed, for a missing or unknown entry, an unknown token, a bracket that is not
    closed, and a token in letter or receipt that an employer must not see.
    """
    templates = _read(LetterText, raw, "")
    _each(templates, lambda template: _checked(template, _TOKENS))
    for part in (templates.cut, templates.letter, templates.receipt):
        _each(part, lambda template: _checked(template, _TOKENS - set(STUB_ONLY)))
    return templates


def compose(content: LetterContent, templates: Wording, check_code: str) -> LetterText:
    """All strings of stub, letter and receipt; `check_code` is the 核验码 under the QR code.

    In the facts, runs of white space become one space and invisible format characters go. Raises Refused for control
    characters.
    """
    values = _values(content) | {"check_code": check_code}
    texts = _each(templates, lambda template: _filled(template, values))
    minor = texts.letter.minor if content.minor_notice else ""
    practice = texts.practice if content.practice else ""
    return dataclasses.replace(texts, letter=dataclasses.replace(texts.letter, minor=minor), practice=practice)


def strings(texts: object) -> tuple[str, ...]:
    """Every string of a text, in order."""
    found: list[str] = []

    def note(text: str) -> str:
        found.append(text)
        return text

    _each(texts, note)
    return tuple(found)


def long_date(day: date) -> str:
    """A date as letters write it: 2026年7月3日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _values(content: LetterContent) -> dict[str, str]:
    values = {name: _clean(v) for name in _TOKENS if isinstance(v := getattr(content, name, None), str)}
    values |= {name: long_date(getattr(content, name)) for name in _DAYS}
    values |= _TRAINEE if content.internship else _JOB
    return values | {"valid_days": str((content.valid_until - content.issued_on).days)}


def _clean(value: str) -> str:
    text = " ".join("".join(c for c in value if unicodedata.category(c) != "Cf").split())
    if any(unicodedata.category(c) in ("Cc", "Cs") for c in text):
        raise Refused("control_character", "内容里有看不见的控制字符，不能打印，请重新录入这一项。")
    return text


def _filled(template: str, values: Mapping[str, str]) -> str:
    def put(piece: str) -> str:
        return _TOKEN.sub(lambda token: values[token[1]], piece)

    def part(match: re.Match[str]) -> str:
        optional, plain = match.groups()
        if plain is not None:
            return put(plain)
        return put(optional) if all(values[name] for name in _TOKEN.findall(optional)) else ""

    return "".join(part(match) for match in _PIECE.finditer(template)).strip()


def _checked(template: str, allowed: frozenset[str]) -> str:
    for name in _TOKEN.findall(template):
        if name not in allowed:
            why = "不能给用人单位看" if name in STUB_ONLY else "程序不认识"
            raise Refused("unknown_token", f"推荐信措辞里的“{{{name}}}”{why}，请改正后再打印。")
    rest = _TOKEN.sub("", _PIECE.sub(lambda m: (m[1] or "") + (m[2] or ""), template))
    if any(mark in rest for mark in "[]{}"):
        raise Refused("open_bracket", f"推荐信措辞“{template}”的括号没有配对，请改正后再打印。")
    return template


def _each(value: _Shape, change: Callable[[str], str]) -> _Shape:
    """The same shape with every string changed; what becomes empty in a list goes."""
    result: Any
    if isinstance(value, str):
        result = change(value)
    elif isinstance(value, tuple):
        result = tuple(text for item in value if (text := _each(item, change)))
    else:
        part: Any = value
        result = type(part)(**{f.name: _each(getattr(part, f.name), change) for f in dataclasses.fields(part)})
    return result  # type: ignore[no-any-return]


_PARTS: Mapping[str, type] = {"Cell": Cell, "StubText": StubText, "BodyText": BodyText, "ReceiptText": ReceiptText}


def _read(shape: type[_Shape], raw: Any, where: str) -> _Shape:
    fields = {f.name: str(f.type) for f in dataclasses.fields(shape)}  # type: ignore[arg-type]
    if not isinstance(raw, Mapping) or set(raw) != set(fields):
        wrong = sorted(set(fields) ^ set(raw)) if isinstance(raw, Mapping) else [where]
        raise Refused("wrong_wording", f"推荐信措辞缺少或多出了这些项：{'、'.join(wrong)}。")
    values: dict[str, Any] = {}
    for name, kind in fields.items():
        value = raw[name]
        if kind in _PARTS:
            value = _read(_PARTS[kind], value, name)
        elif kind == "str" and not isinstance(value, str):
            raise Refused("wrong_wording", f"推荐信措辞的“{name}”应是一段文字。")
        elif kind.startswith("tuple"):
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                raise Refused("wrong_wording", f"推荐信措辞的“{name}”应是几段文字的列表。")
            value = tuple(value)
        values[name] = value
    return shape(**values)
