"""一人一档 on paper: all that is known of a person, for the person or for the office's cabinet.

A person may have a copy of the own data (Personal Information Protection Law art. 45); what names others stays in the
office, and the ID number is not written out on a sheet that is carried about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from desk_app.domain.codes import CodeLists
from desk_app.domain.entry import masked, shown
from desk_app.domain.fields import OWN, fields_of
from desk_app.domain.forms.kinds import FormKind
from desk_app.domain.hardship.records import Certification
from desk_app.domain.identity import age_on
from desk_app.domain.own.fields import to_read, words
from desk_app.domain.paper import Block, Column, Pair, Pairs, Paper, Rows, Signing
from desk_app.domain.person_file import Kept, timeline
from desk_app.domain.privacy.consents import Consent
from desk_app.domain.privacy.recipients import OFFICE, PERSON, Recipient, Recipients, value_for
from desk_app.domain.proposals import Answer
from desk_app.domain.seekers import Membership, Seeker

TITLE = "一人一档"


class Copy(StrEnum):
    """For whom a file is printed."""

    PERSON = "person"
    CABINET = "cabinet"


COPY_WORDS = {Copy.PERSON: "交本人", Copy.CABINET: "归档"}

_FIELDS = fields_of(Seeker)
_PHOTO_ROWS = (
    (("name", 1), ("sex", 1), ("birth_date", 1)),
    (("id_doc_type", 1), ("id_no", 2)),
    (("ethnicity", 1), ("hukou_type", 1), ("politics", 1)),
    (("mobile", 1), ("second_phone", 1), ("education", 1)),
    (("school", 1), ("major", 1), ("graduated_on", 1)),
    (("skill_level", 1), ("experience_years", 1), ("female_track", 1)),
    (("certificates", 3),),
    (("village", 1), ("village_group", 1), ("former_name", 1)),
    (("residence_address", 3),),
    (("hukou_address", 3),),
    (("registered_on", 1), ("source", 2)),
    (("remark", 3),),
)
_WISH_ROWS = (
    (("job_wishes", 3),),
    (("expected_pay", 1), ("furthest_place", 1), ("needs_lodging", 1)),
    (("cannot", 3),),
    (("refused_jobs", 3),),
    (("care_duty", 3),),
)
_LONG = frozenset(
    ("remark", "certificates", "residence_address", "hukou_address", "cannot", "refused_jobs", "care_duty")
)
"""Whole lines that are left out where nothing is known."""

_NOTES = {
    Copy.PERSON: "本表交本人核对、留存，证件号码已遮住。有不对的地方请到窗口改正。公共就业服务免费。",
    Copy.CABINET: "本表含完整证件号码和个人情况，只供本机构归档，不得复印外传。",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """What else the office has of a person, for the cabinet: forms, certifications, consents."""

    forms: Sequence[tuple[FormKind, Any]] = ()
    certifications: Sequence[Certification] = ()
    consents: Sequence[Consent] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sight:
    """For whom, and by which words."""

    copy: Copy
    reader: Recipient
    codes: CodeLists


def person_paper(
    seeker: Seeker, kept: Kept, filed: Filed, copy: Copy, recipients: Recipients, codes: CodeLists, today: date
) -> Paper:
    """The paper of one person."""
    sight = _Sight(copy=copy, reader=recipients[OFFICE if copy is Copy.CABINET else PERSON], codes=codes)
    age = f"{age_on(seeker.birth_date, today)} 岁" if seeker.birth_date else ""
    state = codes["seeker_state"].label(seeker.state)
    blocks: list[Block] = [
        Pairs(_rows(seeker, _PHOTO_ROWS, sight), photo=True),
        Pairs(_rows(seeker, _WISH_ROWS, sight), title="求职意向"),
        *_own_columns(seeker, kept, sight),
        *_lists(kept, filed, sight),
        Signing("本人签收：" if copy is Copy.PERSON else "归档人："),
    ]
    return Paper(
        title=TITLE,
        subtitle=(
            f"求职登记号：{seeker.seeker_no}",
            "　".join(filter(None, (age, state))),
            f"用途：{COPY_WORDS[copy]}",
        ),
        blocks=blocks,
        note=_NOTES[copy],
    )


def _rows(seeker: Seeker, named: Sequence[Sequence[tuple[str, int]]], sight: _Sight) -> list[list[Pair]]:
    return [
        [Pair(_FIELDS[name].label, _value(seeker, name, sight), weight) for name, weight in line]
        for line in named
        if line[0][0] not in _LONG or getattr(seeker, line[0][0])
    ]


def _value(seeker: Seeker, name: str, sight: _Sight) -> str:
    field, value = _FIELDS[name], getattr(seeker, name)
    if name == "id_no" and sight.copy is Copy.PERSON:
        return masked(field, value, sight.codes)
    return value_for(sight.reader, "seekers", field, value, sight.codes)


def _own_columns(seeker: Seeker, kept: Kept, sight: _Sight) -> Iterator[Pairs]:
    """The office's own fields, and the columns that lists brought beside the known ones, for the cabinet."""
    own = to_read(kept.own, "seekers", seeker.extra)
    told = {own[name].label: text for name, text in words(own, seeker.extra, sight.codes).items()}
    told |= {key: str(value or "") for key, value in seeker.extra.items() if OWN + key not in own}
    rows = [[Pair(label, text)] for label, text in told.items() if text]
    if rows and sight.copy is Copy.CABINET:
        yield Pairs(rows, title="其他栏目")


def _lists(kept: Kept, filed: Filed, sight: _Sight) -> Iterator[Rows]:
    """What the person belongs to, what was offered, and all that happened."""
    found = [_groups(kept, sight), _offers(kept, sight), _letters(kept, sight), _visits(kept, sight)]
    if sight.copy is Copy.CABINET:
        found.insert(1, _filed(filed, sight.codes))
    yield from (block for block in (*found, _story(kept, sight)) if block.rows)


def _groups(kept: Kept, sight: _Sight) -> Rows:
    columns = (
        Column("人员类别", 3),
        Column("具体类别", 3),
        Column("起始日期", 2),
        Column("终止日期", 2),
        Column("依据", 4),
    )
    return Rows(columns, [_group(one, sight) for one in kept.memberships], title="人员类别", read_only=True)


def _group(one: Membership, sight: _Sight) -> list[str]:
    """A guarded group has its neutral word on a sheet that leaves the office."""
    groups = sight.codes["group"]
    item = groups.item(one.group)
    hidden = sight.copy is Copy.PERSON and bool(item and item.guarded)
    return [
        groups.plain(one.group) if hidden else groups.label(one.group),
        "" if hidden else one.sub_type,
        _day(one.started_on),
        _day(one.ended_on),
        "" if hidden else one.evidence,
    ]


def _filed(filed: Filed, codes: CodeLists) -> Rows:
    columns = (Column("日期", 2), Column("表册、认定和同意", 5), Column("内容", 8))
    rows = [*(_form(*one, codes) for one in filed.forms), *(_certification(one, codes) for one in filed.certifications)]
    rows += [
        [
            one.at[:10],
            codes["consent_purpose"].label(one.purpose),
            "，".join(filter(None, ("同意" if one.given else "不同意", one.paper, one.note))),
        ]
        for one in filed.consents
    ]
    return Rows(columns, sorted(rows, key=lambda row: row[0]), title="表册和认定", read_only=True)


def _form(kind: FormKind, record: Any, codes: CodeLists) -> list[str]:
    """A form with the columns that stand for it in lists."""
    fields = fields_of(kind.record)
    said = [(fields[name].label, shown(fields[name], getattr(record, name), codes)) for name in kind.register]
    day = getattr(record, kind.day) if kind.day else None
    return [_day(day), kind.title, "；".join(f"{label}：{value}" for label, value in said if value)]


def _certification(one: Certification, codes: CodeLists) -> list[str]:
    said = (
        codes["hardship_category"].label(one.category),
        codes["hardship_state"].label(one.state),
        f"{one.certified_on} 认定" if one.certified_on else "",
        f"{one.ended_on} 退出" if one.ended_on else "",
    )
    return [_day(one.applied_on), "就业困难人员认定", "，".join(filter(None, said))]


def _offers(kept: Kept, sight: _Sight) -> Rows:
    answers = {one.proposal_uid: one for one in kept.answers}
    columns = (Column("方案", 2), Column("日期", 2), Column("单位和岗位", 5), Column("本人意见", 3), Column("进展", 2))
    rows = [
        [
            f"第 {one.run_no} 号",
            one.at[:10],
            one.place,
            _answer(answers.get(one.proposal.uid), sight.codes),
            sight.codes["proposal_state"].label(one.proposal.state),
        ]
        for one in reversed(kept.proposed)
    ]
    return Rows(columns, rows, title="岗位推荐", read_only=True)


def _answer(answer: Answer | None, codes: CodeLists) -> str:
    if answer is None:
        return ""
    reason = codes["decline_reason"].label(answer.reason) if answer.reason else ""
    return "：".join(filter(None, (codes["answer"].label(answer.answer), reason)))


def _letters(kept: Kept, sight: _Sight) -> Rows:
    columns = (
        *(Column("推荐信编号", 5), Column("单位和岗位", 5), Column("开具日期", 3), Column("结果", 3)),
        *(Column("到岗日期", 3), Column("离岗日期", 3)),
    )
    rows = [
        [
            one.letter_no,
            kept.places.get(one.post_uid, ""),
            _day(one.issued_on),
            sight.codes["letter_state"].label(one.state),
            _day(one.start_date),
            _day(one.left_on),
        ]
        for one in kept.letters
    ]
    return Rows(columns, rows, title="推荐信和去向", read_only=True)


def _visits(kept: Kept, sight: _Sight) -> Rows:
    columns = (Column("到岗后"), Column("应访日期", 2), Column("回访日期", 2), Column("结果", 3))
    rows = [
        [
            f"{one.after_days} 天",
            _day(one.due_on),
            _day(one.done_on),
            sight.codes["follow_up_result"].label(one.result) if one.result else "",
        ]
        for one in kept.visits
    ]
    return Rows(columns, rows, title="回访", read_only=True)


def _story(kept: Kept, sight: _Sight) -> Rows:
    """Everything in the order in which it happened; who did it, and who witnessed it, is for the office."""
    inside = sight.copy is Copy.CABINET
    if not inside:
        kept = replace(kept, log=[replace(one, evidence="") for one in kept.log])
    columns = [Column("日期", 3), Column("事项", 6), Column("内容", 9), *([Column("经办人", 2)] if inside else [])]
    rows = [
        [one.at[:10], one.title, one.text, *([one.by] if inside else [])]
        for one in reversed(timeline(kept, sight.codes))
    ]
    return Rows(columns, rows, title="服务记录", read_only=True)


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""
