"""招聘登记: what may be entered for an employer and a post, and what the law says to it (domain.md §2.7, §7.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from desk_app.domain.changes import new_uid
from desk_app.domain.codes import CodeLists
from desk_app.domain.entry import Misread, read_all, understood
from desk_app.domain.errors import Refused
from desk_app.domain.fields import OWN, Field, fields_of, text
from desk_app.domain.identity import is_practice_mobile, region_name
from desk_app.domain.intake.amounts import parse_pay
from desk_app.domain.intake.papers import parse_credit_code, parse_phones
from desk_app.domain.intake.sheet import TEXT
from desk_app.domain.intake.words import IntakeWords
from desk_app.domain.matching.walls import CLOSED_TO_WOMEN
from desk_app.domain.office import Office
from desk_app.domain.own.fields import OwnField, declared, taken
from desk_app.domain.places import Places, around
from desk_app.domain.post_kinds import PostKinds, wrong
from desk_app.domain.posts import TERMS, Post, unverified
from desk_app.domain.wages import MinimumWage, minimum, too_little
from desk_app.domain.wording import AGE_REASON, BARS_WOMEN, INTERNSHIP, Unlawful, unlawful

EMPLOYER = "employer"
FIELDS: Mapping[str, Field] = {
    EMPLOYER: replace(text("用人单位", needed=True), name=EMPLOYER),
    **fields_of(Post),
}
"""The fields of the form of a post: its own, and the name (or credit code) of its employer."""

SCANNED = ("title", "requirements", "duties", "welfare")
"""The fields in whose text unlawful wording is looked for."""

_REQUIRED = {
    "title": "请填岗位名称。",
    "headcount": "请填招聘人数，至少 1 人。",
    "place": "请填工作地点（人力资源市场暂行条例第二十四条）。",
}
_FLOOR = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRules:
    """What kinds of posts ask, and the minimum wage where the office is (None: the table has none for it)."""

    kinds: PostKinds = field(default_factory=dict)
    wage: MinimumWage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What an entry is judged by: the day, whether the office is one for practice, code lists, words, places."""

    today: date
    practice: bool
    codes: CodeLists
    words: IntakeWords
    places: Places
    valid_days: int
    rules: PostRules = field(default_factory=PostRules)
    own: tuple[OwnField, ...] = ()  # the fields that the office added itself


def post_rules(office: Office | None, today: date, kinds: PostKinds, wages: Iterable[MinimumWage]) -> PostRules:
    """The rules for posts where the office is."""
    return PostRules(kinds=kinds, wage=minimum(wages, office.region, today) if office else None)


def circumstances(
    office: Office | None,
    today: date,
    codes: CodeLists,
    words: IntakeWords,
    valid_days: int,
    rules: PostRules | None = None,
    own: tuple[OwnField, ...] = (),
) -> Circumstances:
    """The circumstances of an office; `rules` where posts are entered. Raises Refused without an office."""
    if office is None:
        raise Refused("no_office", "还没有建立机构。")
    return Circumstances(
        today=today,
        practice=bool(office.practice),
        codes=codes,
        words=words,
        places=around(office.name, office.short_name, region_name(office.region, today.year)),
        valid_days=valid_days,
        rules=rules or PostRules(),
        own=own,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something about a field that does not forbid to keep it: unlawful wording, pay that looks mistyped.

    `found`: the words that the law does not allow, where they stand, and what to write instead.
    """

    field: str
    kind: str
    sentence: str
    found: Unlawful | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """The post as entered; `errors` by field forbid to keep it, `marks` are only shown."""

    post: Post
    errors: Mapping[str, str]
    marks: tuple[Mark, ...]


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
    shipped = {name: words for name, words in typed.items() if name != EMPLOYER and not name.startswith(OWN)}
    values, errors = read_all(FIELDS, shipped, at.codes, at.today)
    now = before or Post(
        uid=new_uid(), valid_until=at.today + timedelta(days=at.valid_days), source="窗口登记", state="unverified"
    )
    values |= _pay(values, errors, at) | {"employer_uid": employer_uid or now.employer_uid}
    if values.get("place") and not values.get("place_level"):
        values["place_level"] = at.places.level(values["place"]) or now.place_level
    values["extra"], wrong = taken(declared(at.own, "posts"), now.extra, typed, at.codes, at.today)
    errors |= wrong
    after = replace(now, **values)
    if not after.hazards and before is None:
        after = replace(after, hazards=_hazards(after, at.words))
    after = replace(after, raw={name: words for name, words in after.raw.items() if not _differs(now, after, name)})
    errors |= {name: words for name, words in _wrong(now, after, at).items() if name not in errors}
    if after.is_verified() and any(_differs(now, after, name) for name in TERMS):
        after = replace(after, **unverified(after))  # type: ignore[arg-type]  # attributes of a post
    return Offered(post=after, errors=errors, marks=marks({name: getattr(after, name) for name in _SEEN}, at))


def marks(shown: Mapping[str, Any], at: Circumstances) -> tuple[Mark, ...]:
    """What the law and common sense say to the texts of a post, given by field (also while they are typed)."""
    granted = _granted(shown, at)
    found = [
        Mark(field=name, kind=one.ground.question or one.ground.name, sentence=_law(one), found=one)
        for name in SCANNED
        for one in unlawful(str(shown.get(name) or ""), at.words.unlawful, granted)
    ]
    pay = (
        parse_pay(str(shown.get("pay_text") or ""), "", at.words.posts, at.words.pay) if shown.get("pay_text") else None
    )
    if pay and pay.problem in _PAY_MARKS:
        found.append(Mark(field="pay_text", kind=pay.problem, sentence=_PAY_MARKS[pay.problem]))
    if (shown.get("age_min") or shown.get("age_max")) and AGE_REASON not in granted:
        sentence = "年龄限制没有写法定理由，只作参考，不用来筛人。"
        found.append(Mark(field="age_reason", kind="unlawful_age", sentence=sentence))
    kind = at.rules.kinds.get(_code(shown.get("kind"), "post_kind", at))
    if kind and kind.told:
        found.append(Mark(field="kind", kind="rule", sentence=kind.told))
    return tuple(found)


_SEEN = (*SCANNED, "pay_text", "age_min", "age_max", "age_reason", "kind", "hazards")


def _granted(shown: Mapping[str, Any], at: Circumstances) -> frozenset[str]:
    """The circumstances in which the law allows what it forbids elsewhere (domain.md §7.1 (b), (d), §7.3)."""
    hazards = shown.get("hazards") or ()
    named = {_code(one, "hazard", at) for one in (hazards.split("、") if isinstance(hazards, str) else hazards)}
    holds = {
        BARS_WOMEN: bool(named & CLOSED_TO_WOMEN),
        AGE_REASON: bool(shown.get("age_reason")),
        INTERNSHIP: _code(shown.get("kind"), "post_kind", at) == "internship",
    }
    return frozenset(name for name, so in holds.items() if so)


def _code(value: object, codes: str, at: Circumstances) -> str:
    """The code of a value that may be shown as a word."""
    found = at.codes[codes].find(str(value or ""))
    return found.code if found else ""


def _law(found: Unlawful) -> str:
    ground = found.ground
    instead = f"可以改成“{found.instead}”" if found.instead else "请删去"
    if ground.name == "age":
        why = "要有法定理由，请写在“年龄要求的法定理由”里；没有理由的只作参考，不用来筛人"
        return f"“{found.words}”{ground.what}（{ground.law}）：{why}；{instead}。"
    return f"“{found.words}”{ground.what}，法律不允许（{ground.law}）。不用来筛人；{instead}。"


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


def _wrong(now: Post, after: Post, at: Circumstances) -> dict[str, str]:
    errors = {name: words for name, words in _REQUIRED.items() if not getattr(after, name)}
    if not after.employer_uid:
        errors[EMPLOYER] = "请填用人单位。"
    if after.age_min is not None and after.age_min < _FLOOR:
        errors["age_min"] = "不得招用未满 16 周岁的人（禁止使用童工规定第二条）。"
    if after.age_min is not None and after.age_max is not None and after.age_min > after.age_max:
        errors["age_max"] = "年龄上限小于下限，请核对。"
    changed = now.valid_until != after.valid_until or now.title == ""
    if changed and after.valid_until is not None and after.valid_until < at.today:
        errors["valid_until"] = "有效期不能早于今天。"
    return _by_kind(now, after, at) | errors


def _by_kind(now: Post, after: Post, at: Circumstances) -> dict[str, str]:
    """What the kind of the post and the minimum wage say, where one of the facts in question was just entered.

    What a trainee gets is no wage (人社部 就业见习), so nothing is compared there.
    """
    kind = at.rules.kinds.get(after.kind)
    asked = ("kind", *(kind.needs if kind else ()))
    errors = wrong(after, at.rules.kinds) if any(_differs(now, after, name) for name in asked) else {}
    if after.is_employment and any(_differs(now, after, name) for name in ("pay_min", "pay_unit", "kind")):
        if sentence := too_little(after, at.rules.wage):
            errors["pay_text"] = sentence
        elif after.pay_unit == "piece" and not after.piece_floor:
            errors["piece_floor"] = "计件的要写明保底不低于最低工资（最低工资规定第十二条），问清后选“是”。"
    return errors


def _differs(before: Any, after: Any, name: str) -> bool:
    return getattr(before, name, None) != getattr(after, name, None)


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
