"""代码与原因: entries that the office adds to the shipped lists or to lists of its own, and shipped ones it hides.

A shipped entry is never redefined: rules and reports mean it by its code. What was entered under an entry that is
offered no longer stays valid and keeps its word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated

from desk_app.domain.changes import ChangeSet, insert, new_uid, remove, update
from desk_app.domain.codes import Code, CodeList, CodeLists
from desk_app.domain.entry import NotEntered, read_all
from desk_app.domain.errors import Refused
from desk_app.domain.fields import Extra, Field, Raw, Uid, day, fields_of, text, texts
from desk_app.domain.intake.words import plain
from desk_app.domain.own.fields import OwnField, own_list

_LONGEST = 30
_OWN = "x-"  # before the code of an own entry: no standard and no shipped list begins so
SOURCE = "本单位"
_NEUTRAL = "求职人员"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCode:
    """自设代码: one entry of the office's own, or (without a label) that a shipped one is not offered any more."""

    uid: Uid
    of_list: Annotated[str, text("选项表", needed=True)] = ""
    code: Annotated[str, text("代码", needed=True)] = ""  # stays when the label changes
    label: Annotated[str, text("名称", needed=True)] = ""
    short: Annotated[str, text("简称")] = ""
    aliases: Annotated[tuple[str, ...], texts("其他写法")] = ()
    source: Annotated[str, text("依据")] = ""
    valid_from: Annotated[date | None, day("从哪天起用")] = None
    retired_on: Annotated[date | None, day("停用日期")] = None
    extra: Extra = field(default_factory=dict)
    raw: Raw = field(default_factory=dict)

    def offered(self, today: date) -> bool:
        """Whether it may be chosen on that day."""
        begun = self.valid_from is None or self.valid_from <= today
        return begun and (self.retired_on is None or today < self.retired_on)


DEFINING: Mapping[str, Field] = {
    name: one
    for name, one in fields_of(OwnCode).items()
    if name in ("label", "short", "aliases", "source", "valid_from")
}
"""What the form of an entry asks."""


def lists_in_force(
    shipped: CodeLists, own: Iterable[OwnCode], fields: Iterable[OwnField], today: date
) -> dict[str, CodeList]:
    """The shipped lists with the office's entries, and the lists that belong to its fields."""
    entries = tuple(own)
    found = dict(shipped)
    for one in fields:
        if one.codes == own_list(one.uid):
            found[one.codes] = CodeList(one.codes, one.label, SOURCE, (), open=True)
    return {
        name: _with(listed, [one for one in entries if one.of_list == name], today) for name, listed in found.items()
    }


def _with(listed: CodeList, own: list[OwnCode], today: date) -> CodeList:
    """One list. In a list with restricted entries every own one is restricted: whoever added it may not think of it."""
    if not own:
        return listed
    hidden = {one.code for one in own if not one.label and not one.offered(today)}
    items = tuple(replace(item, offered=False) if item.code in hidden else item for item in listed.items)
    last = max((item.rank for item in items), default=0)
    restricted = any(item.restricted for item in items)
    added = tuple(
        Code(
            code=one.code,
            label=one.label,
            short=one.short,
            aliases=one.aliases,
            rank=last,
            restricted=restricted,
            neutral=_NEUTRAL if restricted else "",
            offered=one.offered(today),
        )
        for one in own
        if one.label
    )
    return replace(listed, items=(*items, *added))


def defined(
    before: OwnCode | None, listed: CodeList, typed: Mapping[str, str], codes: CodeLists, today: date
) -> OwnCode:
    """The entry as typed; what was not typed stays, a word that is given up stays as an alias.

    Raises NotEntered with a sentence for each field that is wrong, Refused where the list takes no entries.
    """
    _open(listed)
    values, errors = read_all(DEFINING, typed, codes, today)
    for name in ("label", "short"):
        if name in values:
            values[name] = " ".join(values[name].split())
    now = before or OwnCode(uid=new_uid(), of_list=listed.name)
    after = replace(now, **values)
    old = (now.label,) if now.label and now.label != after.label else ()
    after = replace(after, aliases=tuple(one for one in dict.fromkeys((*after.aliases, *old)) if one != after.label))
    if not after.label:
        errors["label"] = "请写名称。"
    for name, words in (("label", (after.label,)), ("aliases", after.aliases)):
        for word in words:
            other = listed.find(word)
            if len(word) > _LONGEST:
                errors.setdefault(name, f"名称和写法不超过 {_LONGEST} 个字。")
            elif "、" in word or "|" in word:
                errors.setdefault(name, "名称里不要用顿号和竖线，它们用来分开几项。")
            elif word and other and other.code != after.code:
                state = "" if other.offered else "（已停用，可以重新启用）"
                errors.setdefault(name, f"“{word}”已经是“{other.label}”{state}的名称或写法。")
    if errors:
        raise NotEntered(errors)
    return after if after.code else replace(after, code=_free_code(after.label, listed))


def _free_code(label: str, listed: CodeList) -> str:
    code = base = _OWN + plain(label)
    number = 1
    while listed.item(code):
        number += 1
        code = f"{base}{number}"
    return code


def retired(code: str, listed: CodeList, own: Iterable[OwnCode], today: date) -> ChangeSet:
    """The entry is offered no more from today on; the last one of a list stays."""
    _open(listed)
    item = _item(code, listed)
    if not item.offered:
        raise Refused("retired", f"“{item.label}”已经停用了。")
    if len(listed.offered) == 1:
        raise Refused("last_code", f"“{item.label}”是“{listed.title}”里最后一项，不能停用。")
    record = _record(code, listed, own)
    if record is None:
        return insert(OwnCode(uid=new_uid(), of_list=listed.name, code=code, retired_on=today))
    return update(record, retired_on=today)


def restored(code: str, listed: CodeList, own: Iterable[OwnCode]) -> ChangeSet:
    """The entry is offered again, from now on."""
    item, record = _item(code, listed), _record(code, listed, own)
    if item.offered or record is None:
        raise Refused("not_retired", f"“{item.label}”没有停用。")
    return update(record, retired_on=None, valid_from=None) if record.label else remove(record)


def _item(code: str, listed: CodeList) -> Code:
    item = listed.item(code)
    if item is None:
        raise Refused("gone", "这一项已经不在了，可能刚被撤销。请刷新后再看。")
    return item


def _record(code: str, listed: CodeList, own: Iterable[OwnCode]) -> OwnCode | None:
    return next((one for one in own if (one.of_list, one.code) == (listed.name, code)), None)


def _open(listed: CodeList) -> None:
    if not listed.open:
        raise Refused("closed_list", f"“{listed.title}”是规则和报表要用的，不能增减。")
