"""自设栏目: fields that the office adds to persons, employers and posts.

Their values stay in the record's `extra`, as text and under the heading by which lists bring them: so a column that an
earlier import kept is the field's value at the moment the field is defined, and a field that is given up loses nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated, Any

from desk_app.domain.changes import ChangeSet, new_uid, together, update
from desk_app.domain.codes import CodeLists
from desk_app.domain.employers import Employer
from desk_app.domain.entry import FLAGS, NotEntered, masked, read_all, shown
from desk_app.domain.fields import (
    OWN,
    Extra,
    Field,
    Kind,
    Raw,
    Sensitivity,
    Uid,
    code,
    day,
    fields_of,
    flag,
    text,
    texts,
    whole,
)
from desk_app.domain.intake.words import plain
from desk_app.domain.posts import Post
from desk_app.domain.projects import Project
from desk_app.domain.seekers import Seeker

NOUNS: Mapping[str, type] = {"seekers": Seeker, "employers": Employer, "posts": Post, "projects": Project}
"""The kinds of records that may have fields of the office's own: those that lists bring."""

SECTION = "本单位自设栏目"
_LONGEST = 20  # characters of a label: it stands beside an entry line and above a column
_CODED = (Kind.CODE, Kind.CODES)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnField:
    """自设栏目: one field of the office's own."""

    uid: Uid
    noun: Annotated[str, code("用在", "own_noun", needed=True)] = ""
    label: Annotated[str, text("栏目名称", needed=True)] = ""
    key: Annotated[str, text("存放名")] = ""  # under which `extra` holds the values; stays when the label changes
    kind: Annotated[str, code("填什么", "own_kind", needed=True)] = ""
    codes: Annotated[str, text("选项表")] = ""  # the name of a code list
    aliases: Annotated[tuple[str, ...], texts("名单里的其他叫法")] = ()
    sensitivity: Annotated[str, code("谁能看", "sensitivity")] = "open"
    position: Annotated[int | None, whole("顺序")] = None
    in_list: Annotated[bool | None, flag("求职人员列表里可以显示、筛选")] = True
    in_export: Annotated[bool | None, flag("上报花名册里带上")] = None  # of persons and posts
    retired_on: Annotated[date | None, day("停用日期")] = None
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)

    @property
    def name(self) -> str:
        """By which forms, imports and filters call it."""
        return OWN + self.key

    @property
    def headings(self) -> tuple[str, ...]:
        """All headings under which lists bring it."""
        return tuple(dict.fromkeys((self.label, self.key, *self.aliases)))

    def declared(self) -> Field:
        """The field as all floors see it."""
        return Field(
            kind=Kind(self.kind),
            label=self.label,
            aliases=tuple(one for one in self.headings if one != self.label),
            codes=self.codes,
            sensitivity=Sensitivity(self.sensitivity),
            name=self.name,
        )


def living(fields: Iterable[OwnField], noun: str) -> tuple[OwnField, ...]:
    """The fields of a kind of record that are in use, in their order."""
    found = (one for one in fields if one.noun == noun and one.retired_on is None)
    return tuple(sorted(found, key=lambda one: one.position or 0))


def declared(fields: Iterable[OwnField], noun: str) -> Mapping[str, Field]:
    """The same as declared fields by name: what a form asks."""
    return {one.name: one.declared() for one in living(fields, noun)}


def listed(fields: Iterable[OwnField], noun: str) -> Mapping[str, Field]:
    """Those of them that a list may show and be filtered by."""
    return declared((one for one in fields if one.in_list), noun)


def to_read(fields: Iterable[OwnField], noun: str, extra: Mapping[str, Any]) -> Mapping[str, Field]:
    """What a file shows: the fields in use, and those given up of which the record still has a value."""
    kept = [one for one in fields if one.noun == noun and one.retired_on and extra.get(one.key)]
    found = declared(fields, noun)
    return {**found, **{one.name: replace(one.declared(), label=f"{one.label}（已停用）") for one in kept}}


# Values


def words(fields: Mapping[str, Field], extra: Mapping[str, Any], codes: CodeLists) -> dict[str, str]:
    """What the record says for each field, as a clerk reads and types it; "" for what is not known."""
    return {name: value_words(one, extra.get(name.removeprefix(OWN), ""), codes) for name, one in fields.items()}


def masked_words(fields: Mapping[str, Field], extra: Mapping[str, Any], codes: CodeLists) -> dict[str, str]:
    """The same for whoever has not asked: of personal values only a part."""
    as_text = {name: replace(one, kind=Kind.TEXT, codes="") for name, one in fields.items()}
    return {name: masked(as_text[name], text, codes) for name, text in words(fields, extra, codes).items()}


def value_words(one: Field, value: Any, codes: CodeLists) -> str:
    """A kept value in words; a word of a list that is no entry of the field's code list stands as it came."""
    text = str(value or "")
    if one.kind is Kind.FLAG and text in FLAGS:
        return shown(one, FLAGS[text], codes)
    return codes[one.codes].in_words(text) if text and one.codes in codes else text


def choices_of(one: Field, codes: CodeLists) -> tuple[tuple[str, str], ...]:
    """What the field can be filtered by, each with its words; nothing where it is not chosen from a list."""
    if one.kind in _CODED and one.codes in codes:
        return tuple((item.code, item.label) for item in codes[one.codes])
    return (("是", "是"), ("否", "否")) if one.kind is Kind.FLAG else ()


def meaning(one: Field, chosen: Collection[str], codes: CodeLists) -> tuple[str, ...]:
    """All kept texts that mean one of these codes (of a flag: 是, 否), also as lists brought them: for a filter."""
    if one.kind is Kind.FLAG:
        return tuple(word for word, yes in FLAGS.items() if shown(one, yes, codes) in chosen)
    listed = codes.get(one.codes)
    items = [(code, listed.item(code) if listed else None) for code in chosen]
    found = ((code, item.label, *item.aliases) if item else (code,) for code, item in items)
    return tuple(dict.fromkeys(word for group in found for word in group))


def taken(
    fields: Mapping[str, Field], extra: Mapping[str, Any], typed: Mapping[str, str], codes: CodeLists, today: date
) -> tuple[dict[str, Any], dict[str, str]]:
    """`extra` with what was typed into own fields, and a sentence for each field that cannot be read."""
    own = {name: line for name, line in typed.items() if name.startswith(OWN)}
    gone = {name: "这一栏刚刚停用了，请关掉表单再打开。" for name in own if name not in fields}
    values, errors = read_all(fields, {name: line for name, line in own.items() if name not in gone}, codes, today)
    errors |= gone
    after = dict(extra)
    for name, value in values.items():
        key, kept = name.removeprefix(OWN), as_kept(fields[name], value)
        if kept:
            after[key] = kept
        else:
            after.pop(key, None)
    return after, errors


def as_kept(one: Field, value: Any) -> str:
    """A value as `extra` keeps it: codes by their code, days as 2026-03-15, yes and no as 是 and 否."""
    if one.kind is Kind.CODE:
        return str(value)
    return "、".join(value) if one.kind is Kind.CODES else shown(one, value, {})


def changes_in_words(fields: Iterable[OwnField], noun: str, pair: tuple[Any, Any], codes: CodeLists) -> tuple[str, ...]:
    """驾照：（空） → C1, from a history line about `extra`; columns that are no field are left out."""
    old, new = (value if isinstance(value, Mapping) else {} for value in pair)
    own = {one.name: one.declared() for one in fields if one.noun == noun}
    before, after = masked_words(own, old, codes), masked_words(own, new, codes)
    return tuple(
        f"{own[name].label}：{before[name] or '（空）'} → {after[name] or '（空）'}"
        for name in own
        if old.get(name.removeprefix(OWN)) != new.get(name.removeprefix(OWN))
    )


# Defining


ITEMS = "items"
DEFINING: Mapping[str, Field] = {
    **{
        name: one
        for name, one in fields_of(OwnField).items()
        if name in ("noun", "label", "kind", "codes", "aliases", "sensitivity", "in_list", "in_export")
    },
    ITEMS: replace(texts("选项"), name=ITEMS),
}
"""What the form of a field asks; `codes` is typed as the title of a list, `items` make a list of the field's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a definition is judged by. `taken`: by kind of record, which heading leads to which shipped field."""

    present: tuple[OwnField, ...]
    taken: Mapping[str, Mapping[str, str]]
    codes: CodeLists
    today: date


def defined(before: OwnField | None, typed: Mapping[str, str], around: Around) -> tuple[OwnField, tuple[str, ...]]:
    """The field as typed, and the items of its own new list; what was not typed stays.

    Raises NotEntered with a sentence for each field that is wrong. A label that is given up stays as an alias.
    """
    values, errors = read_all(DEFINING, typed, around.codes, around.today)
    items: tuple[str, ...] = values.pop(ITEMS, ())
    now = before or OwnField(uid=new_uid(), position=1 + max((one.position or 0 for one in around.present), default=0))
    if before:
        errors |= {
            name: f"“{DEFINING[name].label}”定下后不能改；要换的话，停用后另设一栏。"
            for name in ("noun", "kind")
            if values.get(name, getattr(before, name)) != getattr(before, name)
        }
    values |= {name: tuple(map(plain, words)) for name, words in values.items() if name == "aliases"}
    if "label" in values:
        values["label"] = plain(values["label"])
    after = replace(now, **values)
    errors |= {name: sentence for name, sentence in _wrong(after).items() if name not in errors}
    if not errors:
        after = _named(before, after)
        errors |= _headings_taken(after, around)
        after, more = _with_list(after, values, items, around)
        errors |= more
    if errors:
        raise NotEntered(errors)
    return after, tuple(dict.fromkeys(map(plain, items)))


def _wrong(one: OwnField) -> dict[str, str]:
    errors = {name: "这一项要写。" for name in ("noun", "label", "kind") if not getattr(one, name)}
    if one.sensitivity == Sensitivity.PERSONAL and one.noun != "seekers":
        errors["sensitivity"] = "个人信息只登记在求职人员的栏目里，岗位和单位不放。"
    for name, headings in (("label", (one.label,)), ("aliases", one.aliases)):
        if any(len(heading) > _LONGEST for heading in headings):
            errors[name] = f"名称不超过 {_LONGEST} 个字。"
        elif any(mark in heading for heading in headings for mark in '"/\\'):
            errors[name] = "名称里不要用引号和斜线。"
    return errors


def _named(before: OwnField | None, after: OwnField) -> OwnField:
    """With its key, and the label it had before among its aliases: lists that were printed still carry it."""
    old = (before.label,) if before and before.label != after.label else ()
    aliases = tuple(one for one in dict.fromkeys((*after.aliases, *old)) if one != after.label)
    return replace(after, key=after.key or after.label, aliases=aliases)


def _headings_taken(one: OwnField, around: Around) -> dict[str, str]:
    """Two fields under one heading would be two answers to one question."""
    errors: dict[str, str] = {}
    shipped = around.taken.get(one.noun, {})
    for name, headings in (("label", (one.label,)), ("aliases", one.aliases)):
        for heading in headings:
            other = next((o for o in around.present if _same_place(o, one) and heading in o.headings), None)
            if other:
                state = "停用的" if other.retired_on else ""
                errors[name] = f"“{heading}”已经是{state}自设栏目“{other.label}”的名称或叫法，没有保存。"
            elif heading in shipped:
                errors[name] = f"名单里的“{heading}”已经认作“{shipped[heading]}”，不用另设。"
    return errors


def _same_place(other: OwnField, one: OwnField) -> bool:
    return other.uid != one.uid and other.noun == one.noun


def _with_list(
    one: OwnField, values: Mapping[str, Any], items: tuple[str, ...], around: Around
) -> tuple[OwnField, dict[str, str]]:
    """With the name of its code list: a list chosen by its title, or a new one of its own items."""
    if Kind(one.kind) not in _CODED:
        return replace(one, codes=""), {}
    if one.codes and "codes" not in values:
        return one, {ITEMS: "选项请到“代码与原因”里添加。"} if items else {}
    if values.get("codes"):
        title = values["codes"]
        found = next((listed.name for listed in around.codes.values() if title in (listed.title, listed.name)), "")
        return replace(one, codes=found), {} if found else {"codes": f"没有叫“{title}”的选项表，请从列表里选。"}
    if len(items) < 2:
        return one, {ITEMS: "请写至少两个选项，几项之间用顿号分开；或者选一张现成的选项表。"}
    return replace(one, codes=own_list(one.uid)), {}


def own_list(uid: str) -> str:
    """The name of the code list that belongs to a field."""
    return f"own/{uid}"


# Columns of earlier imports


def columns_meant(one: OwnField, columns: Iterable[str]) -> tuple[str, ...]:
    """Those of the kept columns that are this field under another heading."""
    wanted = {plain(heading) for heading in one.headings}
    return tuple(column for column in columns if column != one.key and plain(column) in wanted)


def adopted(one: OwnField, records: Iterable[Any], columns: Iterable[str]) -> ChangeSet:
    """The values of these kept columns under the field's own key; a value that is there already stays."""
    names = tuple(columns)

    def moved(record: Any) -> ChangeSet:
        rest = {key: value for key, value in record.extra.items() if key not in names}
        value = next((record.extra[name] for name in names if record.extra.get(name)), "")
        return update(record, extra={one.key: value, **rest}) if value else ChangeSet()

    return together(map(moved, records))
