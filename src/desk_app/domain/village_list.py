"""村（社区）名单: what a pasted list says, before anything is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from desk_app.domain.changes import ChangeSet, insert, new_uid, remove, together, update
from desk_app.domain.errors import Refused
from desk_app.domain.office import Village

_PARTS = re.compile(r"[,\t;、|]+")
_NUMBER = re.compile(r"\d+[.．)）]?\s*")
_LONGEST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """One line of the list: the village, its other spellings, and what is to be said about the line ("" = nothing)."""

    name: str
    aliases: tuple[str, ...] = ()
    known: bool = False  # the office has this village already; new spellings are added to it
    note: str = ""
    refused: bool = False


def read_list(text: str, present: Sequence[Village] = ()) -> tuple[Understood, ...]:
    """One village a line, its other spellings behind a comma or a tab; running numbers and blank lines are passed over.

    A spelling means one village only: lines that contradict an earlier one or the office's own list are refused.
    """
    owner = {spelling: village.name for village in present for spelling in (village.name, *village.aliases)}
    lines: list[Understood] = []
    for line in text.splitlines():
        spellings = _spellings(line)
        if not spellings:
            continue
        lines.append(_understood(spellings[0], spellings[1:], owner))
        if not lines[-1].refused:
            owner |= dict.fromkeys((spellings[0], *lines[-1].aliases), lines[-1].name)
    return tuple(lines)


def add(understood: Iterable[Understood], present: Sequence[Village]) -> ChangeSet:
    """The villages of the list that are new, and the new spellings of those that are there."""
    before = {village.name: village for village in present}
    wanted: dict[str, tuple[str, ...]] = {}
    for one in understood:
        if not one.refused:
            wanted[one.name] = _joined(wanted.get(one.name, ()), one.aliases)
    return together(
        update(before[name], aliases=_joined(before[name].aliases, aliases))
        if name in before
        else insert(Village(uid=new_uid(), name=name, aliases=aliases))
        for name, aliases in wanted.items()
    )


def changed(village: Village, name: str, aliases: Iterable[str], present: Iterable[Village]) -> Village:
    """The village under another name or with other spellings; its old name stays one of them. Raises Refused."""
    name = clean(name)
    if not name:
        raise Refused("name_missing", "请写村（社区）的名称。")
    # Lists that were printed before still carry the old name.
    old = (village.name,) if village.name != name else ()
    spellings = tuple(word for word in _joined(map(clean, aliases), old) if word != name)
    for other in present:
        taken = {other.name, *other.aliases}
        for spelling in (name, *spellings):
            if other.uid != village.uid and spelling in taken:
                raise Refused("village_exists", f"“{spelling}”已经是{other.name}的写法，没有改动。")
    return replace(village, name=name, aliases=spellings)


def merged(village: Village, into: Village) -> ChangeSet:
    """The one village goes, and its name and spellings mean the other. Raises Refused for one and the same."""
    if village.uid == into.uid:
        raise Refused("same_village", "请选另一个村（社区）来合并。")
    aliases = tuple(word for word in _joined(into.aliases, (village.name, *village.aliases)) if word != into.name)
    return remove(village) + update(into, aliases=aliases)


def clean(text: str) -> str:
    """A name without blanks and in one width."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _spellings(line: str) -> list[str]:
    plain = _NUMBER.sub("", unicodedata.normalize("NFKC", line).strip(), count=1)
    return [word for word in map(clean, _PARTS.split(plain)) if word]


def _understood(name: str, others: list[str], owner: dict[str, str]) -> Understood:
    aliases = tuple(dict.fromkeys(word for word in others if word != name))
    meant = owner.get(name, name)
    if len(name) > _LONGEST:
        return Understood(name=name[:_LONGEST] + "…", note="太长，不像村名，没有收下", refused=True)
    contrary = next((word for word in aliases if owner.get(word, meant) != meant), "")
    if contrary:
        note = f"“{contrary}”是{owner[contrary]}的写法，没有收下"
        return Understood(name=name, aliases=aliases, note=note, refused=True)
    if meant == name and name not in owner:
        return Understood(name=name, aliases=aliases)
    new = tuple(word for word in aliases if word not in owner and word != meant)
    note = f"就是{meant}" if meant != name else "已经有了"
    return Understood(name=meant, aliases=new, known=True, note=f"{note}，补上写法：{'、'.join(new)}" if new else note)


def _joined(one: Iterable[str], two: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in (*one, *two) if word))
