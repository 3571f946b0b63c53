"""单位登记: what may be entered for an employer, and which other one it may be already (domain.md §2.7)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from desk_app.domain.changes import new_uid
from desk_app.domain.employers import Employer
from desk_app.domain.entry import read_all
from desk_app.domain.fields import OWN, Field, fields_of, text
from desk_app.domain.intake.names import normal_employer
from desk_app.domain.intake.papers import parse_credit_code, parse_phones
from desk_app.domain.intake.sheet import TEXT
from desk_app.domain.own.fields import declared, taken
from desk_app.domain.vacancies import Circumstances, code_trouble, phone_trouble

PARENT = "parent"
FIELDS: Mapping[str, Field] = {**fields_of(Employer), PARENT: replace(text("上级单位"), name=PARENT)}
"""The fields of the form: the employer's own, and the name (or credit code) of the employer it belongs to."""

PHONES = ("phone", "contact_mobile", "landline")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_KINDS = re.compile(
    r"(?:有限责任公司|股份有限公司|有限公司|专业合作社|合作社|经营部|公司|集团|工厂|商店|[厂店部行社])+$"
)
_PLACE = re.compile(r"^.{1,5}?[省市县区镇乡](?=.{2})")
_ALIKE, _SHORTEST = 84, 2  # per cent of likeness of the names' own parts; characters that such a part needs


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """The employer as entered; `errors` by field forbid to keep it."""

    employer: Employer
    errors: Mapping[str, str]


def filed(before: Employer | None, typed: Mapping[str, str], at: Circumstances) -> Filed:
    """An employer with what was typed; fields that were not typed stay as they are. All errors at once."""
    own = {name: words for name, words in typed.items() if name != PARENT and not name.startswith(OWN)}
    values, errors = read_all(FIELDS, own, at.codes, at.today)
    errors |= {name: wrong for name, words in own.items() if name not in errors and (wrong := check(name, words, at))}
    if values.get("credit_code") and "credit_code" not in errors:
        values["credit_code"] = parse_credit_code(values["credit_code"], TEXT, practice=at.practice).code
    for name in PHONES:
        if values.get(name) and name not in errors:
            values[name] = "、".join(parse_phones(values[name]).numbers)
    now = before or Employer(uid=new_uid(), source="窗口登记")
    values["extra"], unread = taken(declared(at.own, "employers"), now.extra, typed, at.codes, at.today)
    errors |= unread
    after = replace(now, **values)
    after = replace(after, raw={name: words for name, words in after.raw.items() if not getattr(after, name, None)})
    if not after.name:
        errors["name"] = "请填单位名称。"
    return Filed(employer=after, errors=errors)


def check(name: str, typed: str, at: Circumstances) -> str:
    """What is wrong with one field beyond its kind, as a sentence; "" if nothing is."""
    plain = typed.strip()
    if not plain:
        return ""
    if name == "credit_code":
        return code_trouble(plain, at)
    if name in PHONES:
        return phone_trouble(plain, at)
    if name == "email" and not _EMAIL.fullmatch(plain):
        return "邮箱写得不完整，例如：hr@example.com。"
    if name == "postcode" and not re.fullmatch(r"\d{6}", plain):
        return "邮编是 6 位数字。"
    return ""


def similar(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Names on file that may mean the same employer, likeliest first: told to the clerk, never merged unasked.

    Compared is what is left without place and kind of firm: 新星制衣 of 演练县新星制衣有限公司 and of 新星制衣厂.
    """
    own = _own_part(name)
    if len(own) < _SHORTEST:
        return ()
    found = [(fuzz.WRatio(own, _own_part(other)), other) for other in known if other and other != name]
    return tuple(other for score, other in sorted(found, key=lambda pair: -pair[0]) if score >= _ALIKE)[:3]


def _own_part(name: str) -> str:
    plain = normal_employer(name)
    plain = _PLACE.sub("", _PLACE.sub("", plain))
    return _KINDS.sub("", plain) or plain
