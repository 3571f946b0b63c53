"""求职登记: what may be entered for a person, and what follows from it (domain.md §2.0, §2.4, §7.2, §7.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from datetime import date
from typing import Any

from desk_app.domain.actor import Actor
from desk_app.domain.changes import ChangeSet, insert, new_uid
from desk_app.domain.codes import CodeLists
from desk_app.domain.entry import read_all
from desk_app.domain.fields import OWN, Field, Sensitivity, codes, fields_of
from desk_app.domain.identity import is_practice_mobile, is_under
from desk_app.domain.intake.names import parse_name
from desk_app.domain.intake.papers import parse_person_number, parse_phones
from desk_app.domain.intake.sheet import TEXT
from desk_app.domain.intake.words import IntakeWords
from desk_app.domain.matching.walls import FLOOR, UNDER_16
from desk_app.domain.own.fields import taken
from desk_app.domain.retirement import Tracks, past_retirement
from desk_app.domain.seekers import Membership, Seeker
from desk_app.domain.service_log import ServiceEntry

GROUPS = "groups"
_GROUPS = replace(codes("人员类别", "group", sensitivity=Sensitivity.RESTRICTED), name=GROUPS)

FIELDS: Mapping[str, Field] = {**fields_of(Seeker), GROUPS: _GROUPS}
"""The fields of the registration form: those of a person, and for a new one the groups he or she belongs to."""

_TYPED_TOO = ("sex", "birth_date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What an entry is judged by: the day, whether the office is one for practice, code lists, words, tables.

    `own`: the fields that the office added itself.
    """

    today: date
    practice: bool
    codes: CodeLists
    words: IntakeWords
    tracks: Tracks
    own: Mapping[str, Field] = dataclass_field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """The person as entered; `errors` by field forbid to keep it, `notices` are only told."""

    seeker: Seeker
    groups: tuple[str, ...]
    errors: Mapping[str, str]
    notices: tuple[str, ...]


def registered(before: Seeker | None, typed: Mapping[str, str], at: Circumstances) -> Registered:
    """A person with what was typed; fields that were not typed stay as they are. All errors at once."""
    values, errors = read_all(FIELDS, {n: t for n, t in typed.items() if not n.startswith(OWN)}, at.codes, at.today)
    groups: tuple[str, ...] = values.pop(GROUPS, ())
    now = before or Seeker(uid=new_uid(), state="willing", registered_on=at.today, source="窗口登记")
    notices: list[str] = []
    for name in [name for name in ("name", "id_no", "mobile", "second_phone") if values.get(name)]:
        sentence = check(name, values[name], at)
        if sentence:
            errors[name] = sentence
            del values[name]
    if "name" in values:
        values["name"] = parse_name(values["name"], at.words).name
    for name in ("mobile", "second_phone"):
        if values.get(name):
            values[name] = "、".join(parse_phones(values[name]).numbers)
    number = values.get("id_no", now.id_no)
    if number:
        told = _from_number(number, at)
        errors |= {
            name: _against(name)
            for name in _TYPED_TOO
            if name in values and values[name] != told.get(name, values[name])
        }
        values |= told if "id_no" in values else {}
    values["extra"], wrong = taken(at.own, now.extra, typed, at.codes, at.today)
    errors |= wrong
    after = replace(now, **values)
    after = replace(after, raw={name: text for name, text in after.raw.items() if not _differs(now, after, name)})
    errors |= {name: words for name, words in _missing(after).items() if name not in errors}
    _judge_age(before, after, at, errors, notices)
    return Registered(seeker=after, groups=groups, errors=errors, notices=tuple(notices))


def _against(name: str) -> str:
    return f"{FIELDS[name].label}与证件号码不符，请核对证件号码。"


def check(name: str, text: str, at: Circumstances) -> str:
    """What is wrong with one field that is more than its kind, as a sentence; "" if nothing is."""
    if name == "name":
        unclear = parse_name(text, at.words).problem in ("name_missing", "name_unclear")
        return "姓名应是一个人的，2 到 30 个字，不带数字。" if unclear else ""
    if name == "id_no":
        found = parse_person_number(text, TEXT, at.today, practice=at.practice)
        return f"{found.why}。" if found.problem else ""
    if name == "mobile":
        return _phone_trouble(text, at) or (
            "这里只填一个号码，其余的填到“第二电话”。" if len(parse_phones(text).numbers) > 1 else ""
        )
    return _phone_trouble(text, at) if name == "second_phone" else ""


def read_from_number(text: str, at: Circumstances) -> Mapping[str, Any]:
    """Sex, birth date and kind of paper that follow from a usable ID number; empty where it is not usable."""
    return {} if check("id_no", text, at) else {n: v for n, v in _from_number(text, at).items() if n != "id_no"}


def _from_number(text: str, at: Circumstances) -> dict[str, Any]:
    found = parse_person_number(text, TEXT, at.today, practice=at.practice)
    values: dict[str, Any] = {"id_no": found.number, "id_doc_type": found.document}
    if found.identified and found.identified.birth_date:
        values |= {"sex": found.identified.sex, "birth_date": found.identified.birth_date}
    return values


def _phone_trouble(text: str, at: Circumstances) -> str:
    found = parse_phones(text)
    if found.problem or not found.numbers or found.note:
        return "电话号码不对：手机号是 11 位，座机要带区号或是 7 到 8 位。"
    if not at.practice and any(map(is_practice_mobile, found.numbers)):
        return "这是演练用的电话号码（154 开头），正式机构里不能有。"
    return ""


def _missing(seeker: Seeker) -> dict[str, str]:
    errors = {}
    if not seeker.name:
        errors["name"] = "请填姓名。"
    if not seeker.id_no and not seeker.mobile:
        errors["id_no"] = "请填证件号码；没带证件的先填联系电话，号码以后补。"
    return errors


def _judge_age(
    before: Seeker | None, after: Seeker, at: Circumstances, errors: dict[str, str], notices: list[str]
) -> None:
    """Under 16 nobody is registered (禁止使用童工规定 art. 2, 4); past the retirement age it is only told."""
    birth = after.birth_date
    if birth is None:
        return
    if birth > at.today:
        errors.setdefault("birth_date", "出生日期晚于今天，请核对。")
    elif is_under(birth, FLOOR, at.today):
        if before is None or before.birth_date != birth:
            errors["id_no" if after.id_no else "birth_date"] = f"{UNDER_16.sentence}（{UNDER_16.law}）"
        else:
            notices.append(UNDER_16.sentence)
    elif retired(after, at.today, at.tracks):
        notices.append(RETIRED)


RETIRED = "本人已到法定退休年龄：可以登记和推荐，就业登记、社保补贴和失业登记办不了。"


def retired(seeker: Seeker, day: date, tracks: Tracks) -> bool:
    """Whether somebody is known to be past the statutory retirement age."""
    known = seeker.birth_date is not None and seeker.sex
    return bool(known and past_retirement(seeker.sex, seeker.female_track, seeker.birth_date, day, tracks))  # type: ignore[arg-type]  # known


def _differs(before: Seeker, after: Seeker, name: str) -> bool:
    return name in FIELDS and getattr(before, name) != getattr(after, name)


def enrol(seeker: Seeker, groups: tuple[str, ...], actor: Actor) -> ChangeSet:
    """A new person with the groups as he or she says, and the first line of the service log."""
    memberships = (
        Membership(uid=new_uid(), seeker_uid=seeker.uid, group=group, started_on=actor.today(), evidence="本人登记")
        for group in groups
    )
    entry = ServiceEntry(
        uid=new_uid(),
        seeker_uid=seeker.uid,
        kind="registration",
        how="window",
        at=actor.moment(),
        by=actor.name,
        result="",
    )
    return insert(seeker, *memberships, entry)
