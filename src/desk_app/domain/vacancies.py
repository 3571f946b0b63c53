"""招聘登记: what may be entered for an employer and a post, and what the law says to it (domain.md §2.7, §7.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from desk_app.domain.changes import new_uid
from desk_app.domain.codes import CodeLists
from desk_app.domain.employers import Employer
from desk_app.domain.entry import Misread, read_all, understood
from desk_app.domain.errors import Refused
from desk_app.domain.fields import Field, fields_of, text
from desk_app.domain.identity import is_practice_mobile, region_name
from desk_app.domain.intake.amounts import parse_pay
from desk_app.domain.intake.offers import unlawful
from desk_app.domain.intake.papers import parse_credit_code, parse_phones
from desk_app.domain.intake.sheet import TEXT
from desk_app.domain.intake.words import IntakeWords
from desk_app.domain.office import Office
from desk_app.domain.places import Places, around
from desk_app.domain.posts import TERMS, Post, unverified

EMPLOYER = "employer"
FIELDS: Mapping[str, Field] = {
    EMPLOYER: replace(text("用人单位", needed=True), name=EMPLOYER),
    **fields_of(Post),
}
"""The fields of the form of a post: its own, and the name (or credit code) of its employer."""

_SCANNED = ("title", "requirements", "duties", "welfare")
_REQUIRED = {
    "title": "请填岗位名称。",
    "headcount": "请填招聘人数，至少 1 人。",
    "place": "请填工作地点（人力资源市场暂行条例第二十四条）。",
}
_FLOOR = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What an entry is judged by: the day, whether the office is one for practice, code lists, words, places."""

    today: date
    practice: bool
    codes: CodeLists
    words: IntakeWords
    places: Places
    valid_days: int


def circumstances(
    office: Office | None, today: date, codes: CodeLists, words: IntakeWords, valid_days: int
) -> Circumstances:
    """The circumstances of an office. Raises Refused without one."""
    if office is None:
        raise Refused("no_office", "还没有建立机构。")
    return Circumstances(
        today=today,
        practice=bool(office.practice),
        codes=codes,
        words=words,
        places=around(office.name, office.short_name, region_name(office.region, today.year)),
        valid_days=valid_days,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something about a field that does not forbid to keep it: unlawful wording, pay that looks mistyped."""

    field: str
    kind: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """The post as entered; `errors` by field forbid to keep it, `marks` are only shown."""

    post: Post
    errors: Mapping[str, str]
    marks: tuple[Mark, ...]


_LAWS: Mapping[str, tuple[str, str]] = {
    "unlawful_sex": ("限制性别", "就业促进法第二十七条、妇女权益保障法第四十三条"),
    "unlawful_marriage": ("限制婚姻、生育", "妇女权益保障法第四十三条"),
    "unlawful_hukou": ("限制户籍、地域", "人力资源市场暂行条例第十一条"),
    "unlawful_ethnicity": ("限制民族、宗教信仰", "就业促进法第三条、人力资源市场暂行条例第二十四条"),
    "unlawful_health": ("限制健康、相貌或残疾", "就业促进法第二十九条、第三十条"),
    "unlawful_other": ("收钱、押证", "劳动合同法第九条"),
}
_PAY_ERRORS = {
    "pay_unclear": "看不出是多少钱。可以这样填：4000-5000元/月、180元/天、面议。",
    "pay_reversed": "最低写得比最高还高，请核对。",
}
_PAY_MARKS = {
    "pay_low": "这个数低得不合常理，可能少写了一位，请核对。",
    "pay_high": "这个数高得不合常理，可能多写了一位，请核对。",
}


def offered(before: Post | None, employer_uid: str, typed: Mapping[str, str], at: Circumstances) -> Offered:
    """A post with what was typed; fields that were not typed stay as they are. All errors at once.

    A changed term takes the employer's word away: the post must be verified anew (条例 art. 29).
    """
    own = {name: words for name, words in typed.items() if name != EMPLOYER}
    values, errors = read_all(FIELDS, own, at.codes, at.today)
    now = before or Post(
        uid=new_uid(), valid_until=at.today + timedelta(days=at.valid_days), source="窗口登记", state="unverified"
    )
    values |= _pay(values, errors, at) | {"employer_uid": employer_uid or now.employer_uid}
    if values.get("place") and not values.get("place_level"):
        values["place_level"] = at.places.level(values["place"]) or now.place_level
    after = replace(now, **values)
    if not after.hazards and before is None:
        after = replace(after, hazards=_hazards(after, at.words))
    after = replace(after, raw={name: words for name, words in after.raw.items() if not _differs(now, after, name)})
    errors |= {name: words for name, words in _wrong(now, after, at.today).items() if name not in errors}
    if after.is_verified() and any(_differs(now, after, name) for name in TERMS):
        after = replace(after, **unverified(after))  # type: ignore[arg-type]  # attributes of a post
    return Offered(post=after, errors=errors, marks=marks({name: getattr(after, name) for name in _SEEN}, at))


def marks(shown: Mapping[str, Any], at: Circumstances) -> tuple[Mark, ...]:
    """What the law and common sense say to the texts of a post, given by field (also while they are typed)."""
    found = [
        Mark(field=name, kind=kind, sentence=_law(kind, words))
        for name in _SCANNED
        for kind, words in unlawful(str(shown.get(name) or ""), at.words)
        if not (kind == "unlawful_age" and shown.get("age_reason"))
    ]
    pay = (
        parse_pay(str(shown.get("pay_text") or ""), "", at.words.posts, at.words.pay) if shown.get("pay_text") else None
    )
    if pay and pay.problem in _PAY_MARKS:
        found.append(Mark(field="pay_text", kind=pay.problem, sentence=_PAY_MARKS[pay.problem]))
    if (shown.get("age_min") or shown.get("age_max")) and not shown.get("age_reason"):
        sentence = "年龄限制没有写法定理由，只作参考，不用来筛人。"
        found.append(Mark(field="age_reason", kind="unlawful_age", sentence=sentence))
    return tuple(found)


_SEEN = (*_SCANNED, "pay_text", "age_min", "age_max", "age_reason")


def _law(kind: str, words: str) -> str:
    if kind == "unlawful_age":
        return f"“{words}”：年龄限制要有法定理由，请写在“年龄要求的法定理由”里；没有理由的只作参考，不用来筛人。"
    what, law = _LAWS[kind]
    return f"“{words}”{what}，法律不允许（{law}）。原文会保留，不用来筛人；请与单位说明后改掉。"


def pay_words(typed: str, at: Circumstances) -> str:
    """How a pay is taken, shown while it is typed: 读作 4000—5000 元/月; "" where it cannot be read."""
    pay = parse_pay(typed, "", at.words.posts, at.words.pay)
    if pay.problem == "pay_unclear" or not typed.strip():
        return ""
    unit = at.codes["pay_unit"].label(pay.unit)
    amounts = "—".join(str(one) for one in dict.fromkeys((pay.low, pay.high)) if one is not None)
    return f"读作 {amounts} 元/{unit}" if amounts else f"读作{unit}" if pay.unit == "negotiable" else ""


def _pay(values: dict[str, Any], errors: dict[str, str], at: Circumstances) -> dict[str, Any]:
    """The amounts that stand in the words about pay."""
    words = values.get("pay_text")
    if not words:
        return {} if words is None else {"pay_min": None, "pay_max": None, "pay_unit": ""}
    found = parse_pay(words, "", at.words.posts, at.words.pay)
    if found.problem in _PAY_ERRORS:
        errors["pay_text"] = _PAY_ERRORS[found.problem]
    return {"pay_min": found.low, "pay_max": found.high, "pay_unit": found.unit}


def _hazards(post: Post, words: IntakeWords) -> tuple[str, ...]:
    """Dangers that the texts name: they protect young people and women (domain.md §7.3)."""
    told = "\n".join((post.title, post.requirements, post.duties))
    return tuple(sorted(code for code, signs in words.posts["hazards"].items() if any(sign in told for sign in signs)))


def _wrong(now: Post, after: Post, today: date) -> dict[str, str]:
    errors = {name: words for name, words in _REQUIRED.items() if not getattr(after, name)}
    if not after.employer_uid:
        errors[EMPLOYER] = "请填用人单位。"
    if after.age_min is not None and after.age_min < _FLOOR:
        errors["age_min"] = "不得招用未满 16 周岁的人（禁止使用童工规定第二条）。"
    if after.age_min is not None and after.age_max is not None and after.age_min > after.age_max:
        errors["age_max"] = "年龄上限小于下限，请核对。"
    changed = now.valid_until != after.valid_until or now.title == ""
    if changed and after.valid_until is not None and after.valid_until < today:
        errors["valid_until"] = "有效期不能早于今天。"
    return errors


def _differs(before: Any, after: Any, name: str) -> bool:
    return getattr(before, name, None) != getattr(after, name, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """The employer as entered; `errors` by field forbid to keep it."""

    employer: Employer
    errors: Mapping[str, str]


def filed(before: Employer | None, typed: Mapping[str, str], at: Circumstances) -> Filed:
    """An employer with what was typed; fields that were not typed stay as they are. All errors at once."""
    fields = fields_of(Employer)
    values, errors = read_all(fields, typed, at.codes, at.today)
    for name, check in (("credit_code", code_trouble), ("phone", phone_trouble)):
        if values.get(name) and (sentence := check(values[name], at)):
            errors[name] = sentence
    if values.get("credit_code") and "credit_code" not in errors:
        values["credit_code"] = parse_credit_code(values["credit_code"], TEXT, practice=at.practice).code
    if values.get("phone") and "phone" not in errors:
        values["phone"] = "、".join(parse_phones(values["phone"]).numbers)
    now = before or Employer(uid=new_uid(), source="窗口登记")
    after = replace(now, **values)
    if not after.name:
        errors["name"] = "请填单位名称。"
    return Filed(employer=after, errors=errors)


def code_trouble(typed: str, at: Circumstances) -> str:
    """What is wrong with a unified social credit code (GB 32100-2015), as a sentence; "" if nothing is."""
    found = parse_credit_code(typed, TEXT, practice=at.practice)
    return f"{found.why}。" if found.problem else ""


def phone_trouble(typed: str, at: Circumstances) -> str:
    """What is wrong with the employer's telephone, as a sentence; "" if nothing is."""
    found = parse_phones(typed)
    if found.problem or not found.numbers:
        return "电话号码不对：手机号是 11 位，座机要带区号或是 7 到 8 位。"
    if not at.practice and any(map(is_practice_mobile, found.numbers)):
        return "这是演练用的电话号码（154 开头），正式机构里不能有。"
    return ""


def until(typed: str, codes: CodeLists, today: date) -> date:
    """The last day that a clerk types for a post (+30, 12.31). Raises entry.Misread in words."""
    found = understood(FIELDS["valid_until"], typed, codes, today)
    if not isinstance(found, date):
        raise Misread("请填新的有效期。可以这样填：+30、12.31、20261231。")
    return found
